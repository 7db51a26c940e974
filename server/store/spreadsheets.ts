/** The register of spreadsheets: which file an office fills a report in. For the administrator's commands (system role). */
import type { Period } from '../../shared/period.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';
import type { Sql } from './sql.ts';

/** A report as a sheet for it needs to know it. */
export interface SheetReport {
  province: string;
  /** int8, as text. */
  id: string;
  unit: string;
  unitName: string;
  /** At the end of the period. */
  unitKind: string;
  /** The form as stored. */
  body: unknown;
  template: string;
  version: number;
  profile: string | null;
  assigned: AssignedRow[];
  /** {} before the first revision. */
  content: ReportContent;
  period: Period;
  state: ReportState;
  revision: number;
  spreadsheet: string | null;
  /** The day more time was granted until; null = none was. */
  extendedTo: string | null;
  /** Addresses of the clerks who fill it. */
  editors: string[];
}

/** The reports of that name, one per province that has it; or the one of that province. */
export const findSheetReports = (
  sql: Sql,
  at: {
    readonly unit: string;
    readonly template: string;
    readonly period: string;
    readonly province?: string;
  },
): Promise<SheetReport[]> => sql<SheetReport[]>`
  SELECT r.province_id AS province, r.id, r.unit_id AS unit, u.kind AS "unitKind", t.body, t.id AS template,
    t.version, r.profile, r.assigned, r.state, r.revision,
    r.spreadsheet_id AS spreadsheet, r.extended_to::text AS "extendedTo",
    u.name AS "unitName", coalesce(v.content, '{}') AS content,
    ARRAY(SELECT DISTINCT p.email FROM person_role x
      JOIN person p ON p.province_id = x.province_id AND p.id = x.person_id AND p.revoked_at IS NULL
      WHERE x.province_id = r.province_id AND x.role = 'clerk'
        AND (x.unit_id = r.unit_id OR x.subtree AND x.unit_id = ANY (r.scopes))
      ORDER BY p.email) AS editors,
    jsonb_build_object('id', d.id, 'kind', d.kind, 'label', jsonb_build_object('vi', d.label_vi, 'en', d.label_en),
      'year', d.year, 'from', d.first_day, 'to', d.last_day, 'due', d.due, 'state', d.state) AS period
  FROM report r
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u
  JOIN template t ON t.province_id = r.province_id AND t.id = r.template_id AND t.version = r.template_version
  LEFT JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id AND v.no = r.revision
  WHERE r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}
    AND r.province_id = coalesce(${at.province ?? null}, r.province_id)
  ORDER BY r.province_id`;

/** The reports of a form and period that have no file yet. */
export const reportsWithoutSheet = (
  sql: Sql,
  of: { readonly template: string; readonly period: string },
): Promise<{ province: string; unit: string }[]> => sql<{ province: string; unit: string }[]>`
  SELECT province_id AS province, unit_id AS unit FROM report
  WHERE template_id = ${of.template} AND period_id = ${of.period} AND spreadsheet_id IS NULL
  ORDER BY province_id, unit_id`;

/** Runs the work while nobody else makes spreadsheets for this store; undefined where somebody does. */
export async function asOnlyMaker<T>(sql: Sql, work: () => Promise<T>): Promise<T | undefined> {
  // The driver waits for ever where no connection of the pool was opened yet.
  await sql`SELECT 1`;
  const lease = await sql.reserve();
  try {
    const [lock] = await lease<{ taken: boolean }[]>`
      SELECT pg_try_advisory_lock(hashtextextended('so_tinh.make_sheets', 0)) AS taken`;
    if (lock?.taken !== true) return undefined;
    try {
      return await work();
    } finally {
      await lease`SELECT pg_advisory_unlock(hashtextextended('so_tinh.make_sheets', 0))`;
    }
  } finally {
    lease.release();
  }
}

/** Ties the file to the report unless another one is tied to it already. Returns whether it did. */
export async function registerSpreadsheet(
  sql: Sql,
  report: Pick<SheetReport, 'province' | 'id'>,
  spreadsheet: string,
): Promise<boolean> {
  const { count } = await sql`
    UPDATE report SET spreadsheet_id = ${spreadsheet}
    WHERE province_id = ${report.province} AND id = ${report.id} AND spreadsheet_id IS NULL`;
  return count === 1;
}
