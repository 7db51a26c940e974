/** More time for single reports: what was asked and decided, and the day a report may come until. Row-level security decides what is seen. */
import type { ExtensionState } from '../../shared/wire-extensions.ts';
import type { LockedReport } from './reports.ts';
import type { Flights } from './transaction.ts';

/** Days are ISO. */
export interface ExtensionRow {
  no: number;
  state: ExtensionState;
  due: string | null;
  asked_until: string | null;
  reason: string | null;
  asked_name: string | null;
  asked_at: Date | null;
  until: string | null;
  remark: string | null;
  decided_name: string | null;
  decided_at: Date | null;
}

const columns = ({ sql }: Flights) => sql`
  x.no, x.state, x.due::text AS due, x.asked_until::text AS asked_until, x.reason, x.asked_name, x.asked_at,
  x.until::text AS until, x.remark, x.decided_name, x.decided_at`;

/** All of a report that is locked, in order. */
export const selectExtensionsOf = (
  flights: Flights,
  report: Pick<LockedReport, 'province_id' | 'id'>,
) => flights.sql<ExtensionRow[]>`
  SELECT ${columns(flights)} FROM extension x
  WHERE x.province_id = ${report.province_id} AND x.report_id = ${report.id} ORDER BY x.no`;

interface ListedExtension extends ExtensionRow {
  /** int8, as text. */
  id: string;
  unit_id: string;
  unit_name: string;
  template_id: string;
  period_id: string;
  period_label: string;
}

/** A page of those this person may see, newest first; one row more than asked says there is a next page. `before`: an id. */
export const selectExtensions = (
  flights: Flights,
  of: { readonly state: ExtensionState | undefined; readonly before: string | undefined },
  limit: number,
) => {
  const { sql } = flights;
  return sql<ListedExtension[]>`
    SELECT x.id, ${columns(flights)}, r.unit_id, r.template_id, r.period_id, d.label_vi AS period_label,
      u.name AS unit_name
    FROM extension x
    JOIN report r ON r.province_id = x.province_id AND r.id = x.report_id
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
    CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u
    WHERE x.province_id = (SELECT my_province())
      ${of.state === undefined ? sql`` : sql`AND x.state = ${of.state}`}
      ${of.before === undefined ? sql`` : sql`AND x.id < ${of.before}`}
    ORDER BY x.id DESC LIMIT ${limit + 1}`;
};

type Person = { readonly id: string; readonly name: string };

export const insertRequest = (
  { sql }: Flights,
  report: LockedReport,
  row: ExtensionRow,
  person: Person,
) => sql`
  INSERT INTO extension (province_id, report_id, no, state, due, asked_until, reason, asked_by, asked_name, asked_at)
  VALUES (${report.province_id}, ${report.id}, ${row.no}, 'asked', ${row.due}, ${row.asked_until}, ${row.reason},
    ${person.id}, ${person.name}, ${row.asked_at})`;

/** A decision on what was asked, or a grant nobody asked for. */
export const putDecision = ({ sql }: Flights, report: LockedReport, row: ExtensionRow, person: Person) =>
  row.asked_at === null
    ? sql`
      INSERT INTO extension (province_id, report_id, no, state, due, until, remark, decided_by, decided_name, decided_at)
      VALUES (${report.province_id}, ${report.id}, ${row.no}, ${row.state}, ${row.due}, ${row.until}, ${row.remark},
        ${person.id}, ${person.name}, ${row.decided_at})`
    : sql`
      UPDATE extension SET state = ${row.state}, until = ${row.until}, remark = ${row.remark}, decided_by = ${person.id},
        decided_name = ${person.name}, decided_at = ${row.decided_at}
      WHERE province_id = ${report.province_id} AND report_id = ${report.id} AND no = ${row.no}`;

/** From now on the report may come until this day; `locked`: in a locked period too. */
export const extendReport = (
  { sql }: Flights,
  report: LockedReport,
  { until, locked }: { readonly until: string; readonly locked: boolean },
) => sql`
  SELECT extend_report(${report.id}, ${until}::date, ${locked})`;
