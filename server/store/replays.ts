/** Reads counted reports as they were checked when they were sent: their content, and what else the office had counted at that moment. */
import type { Issue } from '../../shared/issue.ts';
import type { Period } from '../../shared/period.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow } from '../../shared/template.ts';
import { writeTexts } from './arrays.ts';
import type { Flights } from './transaction.ts';

export interface ReplayPeriodRow {
  id: string;
  label: string;
}

/** The last periods in which something is counted on the form, newest first. */
export const selectReplayPeriods = ({ sql }: Flights, template: string, limit: number) => sql<
  ReplayPeriodRow[]
>`
  SELECT d.id, d.label_vi AS label FROM period d
  WHERE d.province_id = (SELECT my_province()) AND EXISTS (
    SELECT FROM report r WHERE r.province_id = d.province_id AND r.period_id = d.id AND r.template_id = ${template}
      AND r.submitted_revision IS NOT NULL)
  ORDER BY d.last_day DESC, d.id DESC LIMIT ${limit}`;

/** Which reports are meant: a form, some periods, and the part of the tree; null: all of it. */
export interface ReplayScope {
  readonly template: string;
  readonly periods: readonly string[];
  readonly scope: string | null;
}

/** The next offices after this one, by id, that have a counted report there. */
export const selectReplayUnits = ({ sql }: Flights, of: ReplayScope, after: string, limit: number) => sql<
  { id: string }[]
>`
  SELECT DISTINCT r.unit_id AS id FROM report r
  WHERE r.province_id = (SELECT my_province()) AND r.template_id = ${of.template}
    AND r.period_id = ANY (${writeTexts(of.periods)}::text::text[]) AND r.submitted_revision IS NOT NULL
    AND (${of.scope}::text IS NULL OR r.scopes @> ARRAY[${of.scope}::text]) AND r.unit_id > ${after}
  ORDER BY r.unit_id LIMIT ${limit}`;

/** A report of one office on the form. */
export interface ReplayReportRow {
  id: string;
  unit_id: string;
  unit_name: string;
  template_version: number;
  /** The shorter form it was asked for; null: the whole one. */
  profile: string | null;
  assigned: AssignedRow[];
  /** The revision that counts now; null: none. */
  counted: number | null;
  period: Pick<Period, 'id' | 'kind' | 'year' | 'from' | 'to'>;
}

export const selectReplayReports = ({ sql }: Flights, template: string, units: readonly string[]) => sql<
  ReplayReportRow[]
>`
  SELECT r.id, r.unit_id, r.template_version, r.profile, r.assigned, r.submitted_revision AS counted, u.name AS unit_name,
    jsonb_build_object('id', d.id, 'kind', d.kind, 'year', d.year, 'from', d.first_day, 'to', d.last_day) AS period
  FROM report r JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u
  WHERE r.province_id = (SELECT my_province()) AND r.template_id = ${template}
    AND r.unit_id = ANY (${writeTexts(units)}::text::text[])
  ORDER BY r.unit_id, d.last_day, d.id`;

/** What became of a report, in the order of its office's chain of the ledger. */
export interface ReplayStepRow {
  report_id: string;
  unit_id: string;
  link: number;
  /** The revision this entry is the receipt of; null: it is another step. */
  sent: number | null;
  /** The revision that counted from then on. */
  counted: number | null;
}

export const selectReplaySteps = ({ sql }: Flights, template: string, units: readonly string[]) => sql<
  ReplayStepRow[]
>`
  SELECT a.report_id, a.chain AS unit_id, a.link, CASE WHEN a.number IS NOT NULL THEN a.revision END AS sent,
    a.submitted AS counted
  FROM audit_entry a
  WHERE a.province_id = (SELECT my_province()) AND a.chain = ANY (${writeTexts(units)}::text::text[])
    AND a.template_id = ${template} AND a.state IS NOT NULL
  ORDER BY a.chain, a.link`;

export interface ReplayRevisionRow {
  report_id: string;
  no: number;
  at: Date;
  content: ReportContent;
  reasons: Record<string, string>;
  issues: Issue[];
}

/** Every submission of these offices on the form. */
export const selectReplayRevisions = ({ sql }: Flights, template: string, units: readonly string[]) => sql<
  ReplayRevisionRow[]
>`
  SELECT v.report_id, v.no, v.at, v.content, v.reasons, v.issues
  FROM report r JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id AND v.mode = 'submit'
  WHERE r.province_id = (SELECT my_province()) AND r.template_id = ${template}
    AND r.unit_id = ANY (${writeTexts(units)}::text::text[])`;
