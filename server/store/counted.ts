/** What counted at the end of a day in a scope, read in batches by office. */
import type { Period } from '../../shared/period.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { Flights } from './transaction.ts';

export const selectPeriod = ({ sql }: Flights, period: string) => sql<
  { label: Period['label']; to: string }[]
>`
  SELECT jsonb_build_object('vi', label_vi, 'en', label_en) AS label, last_day::text AS "to"
  FROM period WHERE province_id = (SELECT my_province()) AND id = ${period}`;

/** One report with what counted of it. */
export interface CountedRow {
  id: string;
  province_id: string;
  unit_id: string;
  unit_name: string;
  template_id: string;
  template_version: number;
  profile: string | null;
  period_id: string;
  kind: Period['kind'];
  /** Last day of the period, ISO. */
  to: string;
  assigned: AssignedRow[];
  revision: number;
  content: ReportContent;
}

export interface CountedQuestion {
  readonly scope: string;
  /** Of the unit of the scope alone. */
  readonly own: boolean;
  /** The first moment after the day; null where that is still to come. */
  readonly counted: Date | null;
  /** One template, or every one that tells of tasks or shortfalls. */
  readonly template?: string | undefined;
  /** Periods of one year, or one period. */
  readonly year?: number | undefined;
  readonly period?: string | undefined;
}

/** Which reports are asked for, of `report r` and its `period d`. */
const asked = ({ sql }: Flights, of: CountedQuestion) => sql`
  r.province_id = (SELECT my_province()) AND NOT r.trial
    AND ${of.own ? sql`r.unit_id = ${of.scope}` : sql`r.scopes @> ARRAY[${of.scope}]`}
    AND ${of.template === undefined ? sql`true` : sql`r.template_id = ${of.template}`}
    AND ${of.period === undefined ? sql`true` : sql`r.period_id = ${of.period}`}
    AND ${of.year === undefined ? sql`true` : sql`d.year = ${of.year}`}
    AND (r.template_id, r.template_version) IN (
      SELECT t.id, t.version FROM template t WHERE t.province_id = (SELECT my_province())
        AND (t.body ? 'shortfalls' OR jsonb_path_exists(t.body, '$.sections[*].work')))`;

/** The offices behind `after` that sent such a report, in order; something of each may have counted by then. */
export const selectCountedUnits = (flights: Flights, of: CountedQuestion, after = '') => flights.sql<
  { unit: string }[]
>`
  SELECT DISTINCT r.unit_id AS unit
  FROM report r
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  WHERE ${asked(flights, of)} AND r.revision > 0 AND r.unit_id > ${after}
  ORDER BY 1`;

/** What counted of these offices, in their order, then of their periods. Named one by one: only their reports are touched. */
export const selectCounted = (flights: Flights, of: CountedQuestion, units: readonly string[]) => flights.sql<
  CountedRow[]
>`
  SELECT r.id, r.province_id, r.unit_id, r.template_id, r.template_version, r.profile, r.period_id, d.kind, d.last_day::text AS "to",
    r.assigned, v.no AS revision, v.content, u.name AS unit_name
  FROM report r
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u
  JOIN LATERAL counted_by(r, ${of.counted}::timestamptz) AS v ON true
  WHERE ${asked(flights, of)} AND r.unit_id = ANY (${[...units]})
  ORDER BY r.unit_id, d.last_day, r.id`;

/** The tasks opened from these reports. */
export const selectTasksFrom = ({ sql }: Flights, reports: readonly string[]) => sql<
  { id: string; source_report: string; section_id: string; row_key: string }[]
>`
  SELECT id, source_report, section_id, row_key FROM opened_task
  WHERE province_id = (SELECT my_province()) AND source_report = ANY (${[...reports]}::bigint[])`;
