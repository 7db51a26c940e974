/** Reads how far the offices are with all the forms of a period, for the person of the transaction. */
import type { Bilingual } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';
import type { ChaseState } from '../../shared/wire-completeness.ts';
import { chased } from './completeness.ts';
import type { Flights } from './transaction.ts';

interface ProgressAddress {
  readonly period: string;
  /** ISO day by which what is overdue is told. */
  readonly today: string;
}

interface ProgressSumRow {
  template_id: string;
  state: ReportState;
  overdue: boolean;
  reports: number;
}

interface ProgressRow {
  unit_id: string;
  name: string;
  template_id: string;
  state: ReportState;
  /** ISO; more time granted included. */
  due: string | null;
  late: boolean;
  overdue: boolean;
  missing: number;
  /** The submission that counts; null: none does. */
  revision: number | null;
  /** It waits for a review that is this person's. */
  mine: boolean;
}

/** Reports of the period this person may see, each with its due day and what follows from it. */
const reports = ({ sql }: Flights, { period, today }: ProgressAddress) => sql`
  SELECT r.id, r.unit_id, u.name, r.template_id, r.state, r.missing, r.submitted_revision AS revision, f.due,
    r.submitted_revision IS NOT NULL AND coalesce(r.late, false) AS late,
    r.submitted_revision IS NULL AND coalesce(f.due < ${today}, false) AS overdue
  FROM report r
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u
  CROSS JOIN LATERAL (SELECT coalesce(r.extended_to::text, d.due ->> u.kind, d.due ->> 'default') AS due) AS f
  WHERE r.province_id = (SELECT my_province()) AND r.period_id = ${period} AND NOT r.trial`;

export const selectProgressSums = (flights: Flights, of: ProgressAddress) => flights.sql<ProgressSumRow[]>`
  SELECT c.template_id, c.state, c.overdue, count(*)::int AS reports FROM (${reports(flights, of)}) AS c
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

/** All reports of the first offices after `after` of which one is as asked; of one office more than the limit, if there is one. */
export const selectProgress = (
  flights: Flights,
  of: ProgressAddress,
  asked: { readonly state: ChaseState | undefined; readonly after: string; readonly limit: number },
) => flights.sql<ProgressRow[]>`
  WITH seen AS (${reports(flights, of)}),
  offices AS (
    SELECT DISTINCT c.unit_id FROM seen c WHERE c.unit_id > ${asked.after} AND ${chased(flights, asked.state)}
    ORDER BY c.unit_id LIMIT ${asked.limit + 1}
  )
  SELECT s.unit_id, s.name, s.template_id, s.state, s.missing, s.revision, s.due, s.late, s.overdue,
    s.state = 'submitted' AND reviews_report(s.id) AS mine
  FROM seen s JOIN offices USING (unit_id) ORDER BY s.unit_id, s.template_id`;

/** Names of forms as their newest version says them. */
export const selectFormNames = ({ sql }: Flights, forms: readonly string[]) => sql<
  { id: string; name: Bilingual }[]
>`
  SELECT DISTINCT ON (id) id, body -> 'descriptors' -> 'name' AS name FROM template
  WHERE province_id = (SELECT my_province()) AND id = ANY (${[...forms]}) ORDER BY id, version DESC`;

/** Forms somebody owes for the period, sums of others left out; named as their newest version says. */
export const selectOwedForms = ({ sql }: Flights, period: string) => sql<{ id: string; name: Bilingual }[]>`
  SELECT id, name FROM (
    SELECT DISTINCT ON (id) id, body -> 'descriptors' -> 'name' AS name FROM template
    WHERE province_id = (SELECT my_province()) ORDER BY id, version DESC
  ) AS t WHERE owed_version(t.id, ${period}) IS NOT NULL ORDER BY id`;
