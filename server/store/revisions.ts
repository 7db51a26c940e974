/** Revisions as they are read, and what a decision stores: standing, answered key, remarks, what changes in the totals. */
import { isConsolidated } from '../../shared/consolidated.ts';
import type { Issue } from '../../shared/issue.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { ReportState } from '../../shared/wire.ts';
import { writeTexts } from './arrays.ts';
import type { LockedReport, ReportAddress } from './reports.ts';
import type { Flights } from './transaction.ts';

export interface RevisionRow {
  no: number;
  base: number;
  mode: 'draft' | 'submit';
  content: ReportContent;
  reasons: Record<string, string>;
  issues: Issue[];
  content_hash: string;
  person_id: string;
  at: Date;
}

/** The revision with this number, `latest`, or the latest `submitted` one (counted or not). */
export const selectRevision = (
  { sql }: Flights,
  at: ReportAddress,
  which: number | 'latest' | 'submitted',
) => sql<RevisionRow[]>`
  SELECT v.no, v.base, v.mode, v.content, v.reasons, v.issues, v.content_hash, v.person_id, v.at
  FROM report r JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id
  WHERE r.province_id = (SELECT my_province())
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}
    AND ${typeof which === 'number' ? sql`v.no = ${which}` : which === 'latest' ? sql`v.no = r.revision` : sql`v.mode = 'submit'`}
  ORDER BY v.no DESC LIMIT 1`;

/** Whether this person pushed anything after a revision. */
export const selectPushedSince = (
  { sql }: Flights,
  at: ReportAddress,
  { person, after }: { readonly person: string; readonly after: number },
) => sql<{ pushed: boolean }[]>`
  SELECT EXISTS (
    SELECT FROM report r JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id
    WHERE r.province_id = (SELECT my_province())
      AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}
      AND v.no > ${after} AND v.person_id = ${person}
  ) AS pushed`;

export interface ReceiptRow {
  number: string;
  at: Date;
  person: string;
  unit_id: string;
  revision: number;
  content_hash: string;
  rules: string;
  late: boolean;
  hash: string;
  previous: string | null;
}

/** Receipt of the report's last submission. */
export const selectReceipt = ({ sql }: Flights, at: ReportAddress) => sql<ReceiptRow[]>`
  SELECT c.number, c.at, c.person, c.unit_id, c.revision, c.content_hash, c.rules, c.late, c.hash, c.previous
  FROM report r JOIN receipt c ON c.province_id = r.province_id AND c.report_id = r.id
  WHERE r.province_id = (SELECT my_province())
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}
  ORDER BY c.revision DESC LIMIT 1`;

/** Every revision the report was sent as, oldest first. */
export const selectSent = ({ sql }: Flights, at: ReportAddress) => sql<
  { no: number; at: Date; person: string; standing: 'accepted' | 'counted' | 'replaced' }[]
>`
  SELECT c.revision AS no, c.at, c.person, CASE WHEN c.revision = r.accepted_revision THEN 'accepted'
    WHEN c.revision = r.submitted_revision THEN 'counted' ELSE 'replaced' END AS standing
  FROM report r JOIN receipt c ON c.province_id = r.province_id AND c.report_id = r.id
  WHERE r.province_id = (SELECT my_province())
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}
  ORDER BY c.revision`;

export const selectReceiptByNumber = ({ sql }: Flights, number: string) => sql<ReceiptRow[]>`
  SELECT number, at, person, unit_id, revision, content_hash, rules, late, hash, previous FROM receipt
  WHERE province_id = (SELECT my_province()) AND number = ${number}`;

export interface RemarkRow {
  section_id: string;
  row_key: string;
  column_id: string;
  text: string;
}

/** Remarks of the return that is open now; none unless the report stands returned. */
export const selectRemarks = ({ sql }: Flights, at: ReportAddress) => sql<RemarkRow[]>`
  SELECT m.section_id, m.row_key, m.column_id, m.text
  FROM report r
  JOIN remark m ON m.province_id = r.province_id AND m.report_id = r.id
    AND m.revision = (SELECT max(s.no) FROM revision s
      WHERE s.province_id = r.province_id AND s.report_id = r.id AND s.mode = 'submit')
  WHERE r.province_id = (SELECT my_province()) AND r.state = 'returned'
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}
  ORDER BY m.link, m.ordinal`;

/** The cells every return of the report remarked, with the revision that came back. */
export const selectEveryRemark = ({ sql }: Flights, at: ReportAddress) => sql<
  (Omit<RemarkRow, 'text'> & { readonly revision: number })[]
>`
  SELECT m.section_id, m.row_key, m.column_id, m.revision
  FROM report r JOIN remark m ON m.province_id = r.province_id AND m.report_id = r.id
  WHERE r.province_id = (SELECT my_province())
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}`;

export interface ReportStanding {
  readonly state: ReportState;
  readonly revision: number;
  readonly submitted: number | null;
  readonly accepted: number | null;
  readonly late: boolean | null;
  /** Required cells nobody has answered. */
  readonly missing: number;
}

/** As the report stands: of an act that leaves it so. */
export const reportStanding = (report: LockedReport): ReportStanding => ({
  state: report.state,
  revision: report.revision,
  submitted: report.submitted_revision,
  accepted: report.accepted_revision,
  late: report.late,
  missing: report.missing,
});

export const updateReport = ({ sql }: Flights, report: LockedReport, standing: ReportStanding) => sql`
  UPDATE report SET state = ${standing.state}, revision = ${standing.revision},
    submitted_revision = ${standing.submitted}, accepted_revision = ${standing.accepted}, late = ${standing.late},
    missing = ${standing.missing}
  WHERE province_id = ${report.province_id} AND id = ${report.id}`;

export interface AnsweredKey {
  readonly unit: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly reply: string;
  readonly at: Date;
}

export const insertKey = ({ sql }: Flights, report: LockedReport, answered: AnsweredKey) => sql`
  INSERT INTO push_key (province_id, unit_id, key, report_id, fingerprint, status, reply, at)
  VALUES (${report.province_id}, ${answered.unit}, ${answered.key}, ${report.id}, ${answered.fingerprint},
    ${answered.status}, ${answered.reply}, ${answered.at})`;

/** What one revision or decision changes in the totals. `revision` null: coverage only. */
export interface TotalDelta {
  readonly revision: number | null;
  readonly sign: 1 | -1;
  readonly counting: 'submitted' | 'accepted';
  readonly received?: number;
  readonly accepted?: number;
  readonly late?: number;
  readonly missing?: number;
}

/**
 * What of a report is added up above it: of a trial report nothing; of what a parent typed as its subtree's sum the coverage,
 * never a figure.
 */
export const countingOf = (
  template: string,
  { trial }: Pick<LockedReport, 'trial'>,
): 'figures' | 'coverage' | 'nothing' =>
  trial ? 'nothing' : isConsolidated(template) ? 'coverage' : 'figures';

const ONLY: Readonly<
  Record<ReturnType<typeof countingOf>, (deltas: readonly TotalDelta[]) => readonly TotalDelta[]>
> = {
  figures: (deltas) => deltas,
  coverage: (deltas) =>
    deltas
      .filter(({ received, accepted, late, missing }) => received || accepted || late || missing)
      .map((delta) => ({ ...delta, revision: null })),
  nothing: () => [],
};

/** Of what changes, what counts. JSON, as the statements take it. */
export const countedDeltas = (
  { template }: ReportAddress,
  report: LockedReport,
  deltas: readonly TotalDelta[],
): string => JSON.stringify(ONLY[countingOf(template, report)](deltas));

export const insertDeltas = (
  { sql }: Flights,
  at: ReportAddress,
  report: LockedReport,
  deltas: readonly TotalDelta[],
) => sql`
  INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, revision, sign, counting, received,
    accepted, late, missing)
  SELECT ${report.province_id}, ${at.template}, ${at.period}, ${writeTexts(report.scopes)}::text::text[], ${report.id}::bigint,
    d.revision, d.sign, d.counting, coalesce(d.received, 0), coalesce(d.accepted, 0), coalesce(d.late, 0),
    coalesce(d.missing, 0)
  FROM jsonb_to_recordset(${countedDeltas(at, report, deltas)}::text::jsonb)
    AS d (revision int, sign smallint, counting text, received smallint, accepted smallint, late smallint, missing int)`;

export const insertRemarks = (
  { sql }: Flights,
  report: LockedReport,
  revision: number,
  remarks: readonly RemarkRow[],
) => sql`
  INSERT INTO remark (province_id, report_id, revision, link, ordinal, section_id, row_key, column_id, text)
  SELECT ${report.province_id}, ${report.id}::bigint, ${revision}::int, ${report.link}::int, m.place, m.item ->> 'section_id',
    m.item ->> 'row_key', m.item ->> 'column_id', m.item ->> 'text'
  FROM jsonb_array_elements(${JSON.stringify(remarks)}::text::jsonb) WITH ORDINALITY AS m (item, place)`;
