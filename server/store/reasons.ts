/** Reads the reasons an office gave for warnings, report by report. Row-level security decides what is seen. */
import type { ReportContent } from '../../shared/report.ts';
import type { ReportAddress } from './reports.ts';
import type { Flights } from './transaction.ts';

export interface ReasonsRow {
  period_id: string;
  period_label: string;
  kind: string;
  no: number;
  at: Date;
  reasons: Record<string, string>;
  content: ReportContent;
}

/** Counted revisions of the office's reports on this form, of the 60 periods that end with or before this one; oldest first. */
export const selectReasons = ({ sql }: Flights, at: ReportAddress) => sql<ReasonsRow[]>`
  SELECT * FROM (
    SELECT d.id AS period_id, d.label_vi AS period_label, d.kind, d.last_day, v.no, v.at, v.reasons, v.content
    FROM period this
    JOIN period d ON d.province_id = this.province_id AND d.last_day <= this.last_day
    JOIN report r ON r.province_id = d.province_id AND r.period_id = d.id AND r.unit_id = ${at.unit}
      AND r.template_id = ${at.template}
    JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id AND v.no = r.submitted_revision
    WHERE this.province_id = (SELECT my_province()) AND this.id = ${at.period}
    ORDER BY d.last_day DESC, d.id DESC LIMIT 60) AS latest
  ORDER BY last_day, period_id`;
