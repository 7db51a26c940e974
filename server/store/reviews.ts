/** What review stores and reads of a report: its levels, acceptances, signatures, and revisions to compare with. */
import type { ReportContent } from '../../shared/report.ts';
import type { Actor } from './audit.ts';
import type { LockedReport, ReportAddress } from './reports.ts';
import type { Flights } from './transaction.ts';

type ReportId = Pick<LockedReport, 'province_id' | 'id'>;
/** A level of review, nearest first; `mine`: of the person of this transaction; revision, person and moment where it has accepted what counts now. */
export interface LevelRow {
  unit: string;
  name: string;
  mine: boolean;
  revision: number | null;
  person: string | null;
  at: Date | null;
}

/** Levels of the offices above as they are staffed now; names as at the end of the report's period. */
export const selectLevels = ({ sql }: Flights, report: ReportId) => sql<LevelRow[]>`
  SELECT l.unit, u.name, l.mine, a.revision, a.person, a.at
  FROM review_levels(${report.id}) AS l
  JOIN report r ON r.province_id = ${report.province_id} AND r.id = ${report.id}
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  CROSS JOIN LATERAL unit_on(r.province_id, l.unit, d.last_day) AS u
  LEFT JOIN acceptance a ON a.province_id = r.province_id AND a.report_id = r.id AND a.revision = r.accepted_revision
    AND a.level_unit = l.unit
  ORDER BY l.place`;

export const insertAcceptance = (
  { sql }: Flights,
  report: ReportId,
  accepted: { readonly revision: number; readonly level: string; readonly person: Actor; readonly at: Date },
) => sql`
  INSERT INTO acceptance (province_id, report_id, revision, level_unit, person_id, person, at)
  VALUES (${report.province_id}, ${report.id}, ${accepted.revision}, ${accepted.level}, ${accepted.person.id},
    ${accepted.person.name}, ${accepted.at})`;

export interface SignatureRow {
  revision: number;
  content_hash: string;
  person: string;
  at: Date;
}

/** The last signature of the report, of whatever revision. */
export const selectSignature = ({ sql }: Flights, report: ReportId) => sql<SignatureRow[]>`
  SELECT s.revision, s.content_hash, s.person, s.at FROM signature s
  WHERE s.province_id = ${report.province_id} AND s.report_id = ${report.id}
  ORDER BY s.revision DESC LIMIT 1`;

export const insertSignature = (
  { sql }: Flights,
  report: ReportId,
  signed: { readonly revision: number; readonly hash: string; readonly person: Actor; readonly at: Date },
) => sql`
  INSERT INTO signature (province_id, report_id, revision, person_id, person, at, content_hash)
  VALUES (${report.province_id}, ${report.id}, ${signed.revision}, ${signed.person.id}, ${signed.person.name},
    ${signed.at}, ${signed.hash})`;

/** The revision a difference begins at: the last submission but one, the last accepted, the last signed, or the one named. */
export const selectBeginning = (
  { sql }: Flights,
  at: ReportAddress,
  since: 'submission' | 'acceptance' | 'signature' | number,
) => {
  const ofReport = sql`province_id = r.province_id AND o.report_id = r.id`;
  const no = {
    submission: sql`(SELECT o.no FROM revision o WHERE o.${ofReport} AND o.mode = 'submit' ORDER BY o.no DESC OFFSET 1 LIMIT 1)`,
    acceptance: sql`(SELECT max(o.revision) FROM acceptance o WHERE o.${ofReport})`,
    signature: sql`(SELECT max(o.revision) FROM signature o WHERE o.${ofReport})`,
  };
  return sql<{ no: number; content: ReportContent }[]>`
    SELECT v.no, v.content
    FROM report r JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id
      AND v.no = ${typeof since === 'number' ? sql`${since}` : no[since]}
    WHERE r.province_id = (SELECT my_province())
      AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}`;
};
