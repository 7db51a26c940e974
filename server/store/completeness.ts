/** Reads how complete a form is, which reports are behind, and who fills them; for the person of the transaction. */

import type { AssignedRow } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';
import type { ChaseState } from '../../shared/wire-completeness.ts';
import type { TotalRow } from './totals.ts';
import type { Flights } from './transaction.ts';

export interface ScopeAddress {
  readonly template: string;
  readonly period: string;
  readonly scope: string;
}

export interface CompletenessRow {
  unit_id: string;
  is_scope: boolean;
  own_state: ReportState | null;
  own_late: boolean | null;
  own_missing: number | null;
  /** int8, as text. */
  expected: string;
  received: string;
  accepted: string;
  late: string;
  missing: string;
}

/** The scope first, then units right below it; none without the right to the scope or where nobody owes the form. */
export const selectCompleteness = (
  { sql }: Flights,
  of: ScopeAddress,
  page: { readonly after: string; readonly limit: number },
) => sql<CompletenessRow[]>`
  SELECT * FROM read_completeness(${of.template}, ${of.period}, ${of.scope}, ${page.after}, ${page.limit})`;

interface ChasedRow {
  unit_id: string;
  name: string;
  kind: string;
  state: ReportState;
  /** ISO; more time granted included. */
  due: string | null;
  /** Received, and its first submission came after the due date. */
  late: boolean;
  /** Not received, and the due date has passed. */
  overdue: boolean;
  missing: number;
}

/** Reports at or below the scope that this person may see, by unit; one row more than asked says there is a next page. */
export const selectChased = (
  flights: Flights,
  of: ScopeAddress,
  asked: {
    readonly state: ChaseState | undefined;
    readonly today: string;
    readonly after: string;
    readonly limit: number;
  },
) => flights.sql<ChasedRow[]>`
  SELECT * FROM (
    SELECT r.unit_id, u.name, u.kind, r.state, r.missing, f.due,
      r.submitted_revision IS NOT NULL AND coalesce(r.late, false) AS late,
      r.submitted_revision IS NULL AND coalesce(f.due < ${asked.today}, false) AS overdue
    FROM report r
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
    CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u
    CROSS JOIN LATERAL (SELECT coalesce(r.extended_to::text, d.due ->> u.kind, d.due ->> 'default') AS due) AS f
    WHERE r.province_id = (SELECT my_province()) AND r.template_id = ${of.template} AND r.period_id = ${of.period}
      AND r.scopes @> ARRAY[${of.scope}] AND r.unit_id > ${asked.after} AND NOT r.trial
  ) AS c
  WHERE ${chased(flights, asked.state)}
  ORDER BY c.unit_id
  LIMIT ${asked.limit + 1}`;

/** The condition on a report `c` that it is as asked. */
export function chased({ sql }: Flights, state: ChaseState | undefined) {
  switch (state) {
    case undefined:
      return sql`true`;
    case 'missing':
      return sql`c.missing > 0`;
    case 'unsent':
      return sql`c.state IN ('draft', 'returned')`;
    case 'late':
      return sql`c.late`;
    case 'overdue':
      return sql`c.overdue`;
    default:
      return sql`c.state = ${state}`;
  }
}

/** Who fills the reports of these units, as far as this person may know. */
export const selectClerks = ({ sql }: Flights, units: readonly string[], day: string) => sql<
  { unit_id: string; name: string; email: string }[]
>`
  SELECT * FROM clerks_of(${[...units]}, ${day}::date)`;

/** Sums of some cells ("section|row|column") behind a total: of the scope's own report, and of each subtree right below it. */
export const selectContributions = (
  { sql }: Flights,
  of: ScopeAddress,
  counting: 'submitted' | 'accepted',
  cells: readonly string[],
) => sql<(TotalRow & { unit_id: string })[]>`
  SELECT 'cell' AS kind, c.* FROM read_contributions(${of.template}, ${of.period}, ${of.scope}, ${counting}, ${[...cells]}) AS c`;

/** Rows assigned to the units right below the scope at the end of the period, with their names; those this person may see. */
export const selectChildPlans = ({ sql }: Flights, of: ScopeAddress) => sql<
  { unit: string; name: string; rows: AssignedRow[] }[]
>`
  SELECT c AS unit, coalesce(r.assigned, '[]') AS rows, u.name
  FROM period d
  CROSS JOIN LATERAL seen_children(d.province_id, ${of.scope}, d.last_day, my_units(), my_subtrees()) AS c
  CROSS JOIN LATERAL unit_on(d.province_id, c, d.last_day) AS u
  LEFT JOIN report r ON r.province_id = d.province_id AND r.unit_id = c AND r.period_id = d.id
    AND r.template_id = ${of.template} AND NOT r.trial
  WHERE d.province_id = (SELECT my_province()) AND d.id = ${of.period}
  ORDER BY c`;
