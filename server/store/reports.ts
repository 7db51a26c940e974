/** Reports as a person may see them: heads, lists, and one report locked for a push or decision. Row-level security decides what is seen. */

import type { Period } from '../../shared/period.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';
import type { Flights } from './transaction.ts';

/** The three names that say which report is meant. */
export interface ReportAddress {
  readonly unit: string;
  readonly template: string;
  readonly period: string;
}

/** A report with its period and the names shown with it. Dates are ISO. */
export interface ReportRow {
  province_id: string;
  /** int8, as text. */
  id: string;
  unit_id: string;
  unit_kind: string;
  unit_name: string;
  template_id: string;
  template_version: number;
  scopes: string[];
  state: ReportState;
  revision: number;
  submitted_revision: number | null;
  accepted_revision: number | null;
  late: boolean | null;
  spreadsheet_id: string | null;
  period: Period;
}

export type FullReportRow = ReportRow & { assigned: AssignedRow[] };

const columns = ({ sql }: Flights) => sql`
  r.province_id, r.id, r.unit_id, u.kind AS unit_kind, r.template_id, r.template_version, r.scopes, r.state, r.revision,
  r.submitted_revision, r.accepted_revision, r.late, r.spreadsheet_id,
  coalesce((
    SELECT n.name FROM unit_name n WHERE n.province_id = r.province_id AND n.unit_id = r.unit_id
    ORDER BY (n.valid_from <= d.last_day) DESC, abs(d.last_day - n.valid_from) LIMIT 1
  ), r.unit_id) AS unit_name,
  jsonb_build_object('id', d.id, 'kind', d.kind, 'label', jsonb_build_object('vi', d.label_vi, 'en', d.label_en),
    'year', d.year, 'from', d.first_day, 'to', d.last_day, 'due', d.due, 'state', d.state) AS period`;

const joined = ({ sql }: Flights) => sql`
  FROM report r
  JOIN unit u ON u.province_id = r.province_id AND u.id = r.unit_id
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id`;

export const selectReport = (flights: Flights, at: ReportAddress) => flights.sql<FullReportRow[]>`
  SELECT ${columns(flights)}, r.assigned ${joined(flights)}
  WHERE r.province_id = (SELECT my_province())
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}`;

/** What a push or decision decides on; the row stays locked until the transaction ends. */
export interface LockedReport {
  id: string;
  province_id: string;
  scopes: string[];
  assigned: AssignedRow[];
  template_version: number;
  state: ReportState;
  revision: number;
  submitted_revision: number | null;
  accepted_revision: number | null;
  late: boolean | null;
  spreadsheet_id: string | null;
  period: Pick<Period, 'kind' | 'year' | 'from' | 'to'>;
  period_state: Period['state'];
  period_label: string;
  /** Last day to submit, ISO; null = none set. */
  due: string | null;
}

/** Locks the one report; concurrent pushes of the same report wait here, those of others do not. */
export const lockReport = ({ sql }: Flights, at: ReportAddress) => sql<LockedReport[]>`
  SELECT r.id, r.province_id, r.scopes, r.assigned, r.template_version, r.state, r.revision, r.submitted_revision,
    r.accepted_revision, r.late, r.spreadsheet_id, d.state AS period_state, d.label_vi AS period_label,
    jsonb_build_object('kind', d.kind, 'year', d.year, 'from', d.first_day, 'to', d.last_day) AS period,
    coalesce(d.due ->> u.kind, d.due ->> 'default') AS due
  FROM report r
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  JOIN unit u ON u.province_id = r.province_id AND u.id = r.unit_id
  WHERE r.province_id = (SELECT my_province())
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}
  FOR NO KEY UPDATE OF r`;

/** Where a page of the list begins: after this report. */
export interface ListCursor {
  readonly lastDay: string;
  readonly unit: string;
  readonly template: string;
  readonly period: string;
}

/** One page of the reports this person may see, newest period first; one row more than asked says there is a next page. */
export const selectReports = (flights: Flights, after: ListCursor | undefined, limit: number) => {
  const { sql } = flights;
  const from =
    after === undefined
      ? sql``
      : sql`AND (d.last_day < ${after.lastDay}::date OR (d.last_day = ${after.lastDay}::date
          AND (r.unit_id, r.template_id, r.period_id) > (${after.unit}, ${after.template}, ${after.period})))`;
  return sql<ReportRow[]>`
    SELECT ${columns(flights)} ${joined(flights)}
    WHERE r.province_id = (SELECT my_province()) ${from}
    ORDER BY d.last_day DESC, r.unit_id, r.template_id, r.period_id
    LIMIT ${limit + 1}`;
};

/** A past counted report of the same unit and template. */
export interface PastReport {
  period_id: string;
  kind: Period['kind'];
  year: number;
  first_day: string;
  last_day: string;
  template_version: number;
  content: ReportContent;
}

/** Counted contents of the same office and template in other periods: the 24 last before this one ends, and all of its year. */
export const selectPast = ({ sql }: Flights, at: ReportAddress) => sql<PastReport[]>`
  WITH this AS (SELECT * FROM period WHERE province_id = (SELECT my_province()) AND id = ${at.period}),
  others AS (
    SELECT d.id, d.kind, d.year, d.first_day, d.last_day, d.year = this.year AS same_year, r.id AS report_id,
      r.province_id, r.submitted_revision, r.template_version,
      row_number() OVER (ORDER BY (d.last_day <= this.last_day) DESC, d.last_day DESC) AS place
    FROM this
    JOIN report r ON r.province_id = this.province_id AND r.unit_id = ${at.unit} AND r.template_id = ${at.template}
      AND r.period_id <> this.id AND r.submitted_revision IS NOT NULL
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  )
  SELECT o.id AS period_id, o.kind, o.year, o.first_day, o.last_day, o.template_version, v.content
  FROM others o
  JOIN revision v ON v.province_id = o.province_id AND v.report_id = o.report_id AND v.no = o.submitted_revision
  WHERE o.same_year OR o.place <= 24
  ORDER BY o.last_day, o.id`;
