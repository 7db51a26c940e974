/** Marks reviewers set on a report or a cell of it. Row-level security decides who sees them. */
import type { CellRef } from '../../shared/report.ts';
import type { Actor } from './audit.ts';
import type { LockedReport } from './reports.ts';
import type { Flights } from './transaction.ts';

type ReportId = Pick<LockedReport, 'province_id' | 'id'>;

export interface FollowUpRow {
  /** int8, as text. */
  report_id: string;
  unit_id: string;
  template_id: string;
  period_id: string;
  no: number;
  section_id: string | null;
  row_key: string | null;
  column_id: string | null;
  text: string;
  /** ISO date. */
  due: string | null;
  shared: boolean;
  person_id: string;
  person: string;
  at: Date;
  resolved_at: Date | null;
  resolver: string | null;
  resolution: string | null;
}

const columns = ({ sql }: Flights) => sql`
  f.report_id, r.unit_id, r.template_id, r.period_id, f.no, f.section_id, f.row_key, f.column_id, f.text, f.due::text AS due,
  f.shared, f.person_id, f.person, f.at, f.resolved_at, f.resolver, f.resolution
  FROM follow_up f JOIN report r ON r.province_id = f.province_id AND r.id = f.report_id`;

/** The number the next mark of this report gets. */
export const selectNextFollowUp = ({ sql }: Flights, report: ReportId) => sql<{ no: number }[]>`
  SELECT coalesce(max(no), 0) + 1 AS no FROM follow_up
  WHERE province_id = ${report.province_id} AND report_id = ${report.id}`;

export const selectFollowUp = (flights: Flights, report: ReportId, no: number) => flights.sql<FollowUpRow[]>`
  SELECT ${columns(flights)} WHERE f.province_id = ${report.province_id} AND f.report_id = ${report.id} AND f.no = ${no}`;

export const insertFollowUp = (
  { sql }: Flights,
  report: ReportId,
  mark: {
    readonly no: number;
    readonly cell: CellRef | undefined;
    readonly text: string;
    readonly due: string | undefined;
    readonly shared: boolean;
    readonly person: Actor;
    readonly at: Date;
  },
) => sql`
  INSERT INTO follow_up (province_id, report_id, no, section_id, row_key, column_id, text, due, shared, person_id, person, at)
  VALUES (${report.province_id}, ${report.id}, ${mark.no}, ${mark.cell?.section ?? null}, ${mark.cell?.row ?? null},
    ${mark.cell?.column ?? null}, ${mark.text}, ${mark.due ?? null}, ${mark.shared}, ${mark.person.id},
    ${mark.person.name}, ${mark.at})`;

export const resolveFollowUp = (
  { sql }: Flights,
  report: ReportId,
  resolved: { readonly no: number; readonly person: Actor; readonly at: Date; readonly word: string },
) => sql`
  UPDATE follow_up SET resolved_at = ${resolved.at}, resolved_by = ${resolved.person.id},
    resolver = ${resolved.person.name}, resolution = ${resolved.word}
  WHERE province_id = ${report.province_id} AND report_id = ${report.id} AND no = ${resolved.no} AND resolved_at IS NULL`;

/** Where a page begins: after this mark. `due` "infinity": it has none. */
export interface FollowUpCursor {
  readonly due: string;
  readonly report: string;
  readonly no: number;
}

export interface FollowUpQuery {
  /** Reports of this office and those below it at the end of their period. */
  readonly scope: string | undefined;
  /** Who set the mark. */
  readonly person: string | undefined;
  readonly state: 'open' | 'resolved' | 'all';
  readonly after: FollowUpCursor | undefined;
  readonly limit: number;
}

/** Soonest due first; one row more than asked says there is a next page. */
export const selectFollowUps = (flights: Flights, query: FollowUpQuery) => {
  const { sql } = flights;
  const { scope, person, state, after, limit } = query;
  return sql<FollowUpRow[]>`
    SELECT ${columns(flights)}
    WHERE f.province_id = (SELECT my_province())
      ${scope === undefined ? sql`` : sql`AND r.scopes @> ARRAY[${scope}]`}
      ${person === undefined ? sql`` : sql`AND f.person_id = ${person}`}
      ${state === 'all' ? sql`` : state === 'open' ? sql`AND f.resolved_at IS NULL` : sql`AND f.resolved_at IS NOT NULL`}
      ${
        after === undefined
          ? sql``
          : sql`AND (coalesce(f.due, 'infinity'), f.report_id, f.no)
              > (${after.due}::text::date, ${after.report}::text::bigint, ${after.no}::int)`
      }
    ORDER BY coalesce(f.due, 'infinity'), f.report_id, f.no
    LIMIT ${limit + 1}`;
};
