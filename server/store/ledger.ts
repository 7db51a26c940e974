/** The ledger as it is read: entries of one chain in order, with what they speak of beside them. */
import type { EntryColumns } from './audit.ts';
import type { Sql, Transaction } from './sql.ts';
import type { Flights } from './transaction.ts';

export type StoredEntry = EntryColumns & { readonly hash: string };

/** Whoever reads: a person's transaction, the system's, or an administrator's program. */
export type Reader = { readonly sql: Flights['sql'] | Sql | Transaction };

/** Reads as the system in one snapshot, for a right that was asked before; a statement may take ten minutes. */
export const inSnapshot = <T>(system: Sql, work: (reader: Reader) => Promise<T>): Promise<T> =>
  system.begin('isolation level repeatable read read only', async (sql) => {
    await sql`SELECT set_config('statement_timeout', '600000', true)`;
    return work({ sql });
  }) as Promise<T>;

/** Instants as text, so that nothing below a millisecond is lost: "2022-04-01T07:03:00.123Z", longer where it does not end there. */
const instant = (text: string): string => `${text.replace(/000$/, '')}Z`;

const columns = ({ sql }: Reader) => sql`
  province_id, chain, link, hash, previous, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at,
  person_id, person, action, subject, report_id, template_id, period_id, revision, state, submitted, accepted, late,
  content_hash, reasons_hash, revision_hash, rules, number, details`;

const entryFrom = (row: StoredEntry): StoredEntry => ({ ...row, at: instant(row.at) });

/** Entries of a chain after a link, at most `limit`. */
export async function selectEntries(
  reader: Reader,
  of: { readonly province: string; readonly chain: string; readonly after: number },
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await reader.sql<StoredEntry[]>`
    SELECT ${columns(reader)} FROM audit_entry
    WHERE province_id = ${of.province} AND chain = ${of.chain} AND link > ${of.after} ORDER BY link LIMIT ${limit}`;
  return rows.map(entryFrom);
}

/** The newest entries of a chain, those before a link where one is given. */
export async function selectNewest(
  reader: Reader,
  of: { readonly province: string; readonly chain: string; readonly before: number | undefined },
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await reader.sql<StoredEntry[]>`
    SELECT ${columns(reader)} FROM audit_entry
    WHERE province_id = ${of.province} AND chain = ${of.chain} AND link < ${of.before ?? 2_147_483_647}
    ORDER BY link DESC LIMIT ${limit}`;
  return rows.map(entryFrom);
}

/** What the forms, periods and the province of these entries are called, by "template/id", "period/id", "province/id"; a form by its newest version. */
export function selectSubjectNames({ sql }: Reader, province: string, entries: readonly StoredEntry[]) {
  const forms = entries.map(
    ({ subject, template_id }) => template_id ?? /^template\/([^@]*)/.exec(subject ?? '')?.[1] ?? '',
  );
  const periods = entries.map(
    ({ subject, period_id }) => period_id ?? /^period\/(.*)/.exec(subject ?? '')?.[1] ?? '',
  );
  return sql<{ subject: string; vi: string; en: string }[]>`
    (SELECT DISTINCT ON (id) 'template/' || id AS subject, body #>> '{descriptors,name,vi}' AS vi,
        body #>> '{descriptors,name,en}' AS en
      FROM template WHERE province_id = ${province} AND id = ANY (${forms}) ORDER BY id, version DESC)
    UNION ALL SELECT 'period/' || id, label_vi, label_en FROM period WHERE province_id = ${province} AND id = ANY (${periods})
    UNION ALL SELECT 'province/' || id, name, name FROM province WHERE id = ${province}`;
}

/** Where a receipt stands, for whoever may see its report. */
export const selectPlace = ({ sql }: Reader, number: string) => sql<{ chain: string; link: number }[]>`
  SELECT chain, link FROM audit_entry WHERE province_id = (SELECT my_province()) AND number = ${number}`;

/** A revision as it is stored, to be held against the entry that speaks of it. */
export interface StoredRevision {
  readonly report_id: string;
  readonly no: number;
  readonly base: number;
  readonly mode: 'draft' | 'submit';
  readonly content: unknown;
  readonly reasons: unknown;
  readonly issues: unknown;
  readonly content_hash: string;
  readonly person_id: string;
  readonly at: string;
  readonly spreadsheet: string | null;
  readonly cells: readonly string[] | null;
  readonly buckets: readonly string[] | null;
  readonly values: readonly string[] | null;
  readonly states: string | null;
}

export async function selectSealed({ sql }: Reader, province: string, entries: readonly StoredEntry[]) {
  const reports = entries.map(({ report_id }) => report_id ?? '0');
  const numbers = entries.map(({ revision }) => revision ?? 0);
  const rows = await sql<StoredRevision[]>`
    SELECT v.report_id, v.no, v.base, v.mode, v.content, v.reasons, v.issues, v.content_hash, v.person_id,
      to_char(v.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at, v.spreadsheet_id AS spreadsheet,
      v.measure_cells AS cells, v.measure_buckets AS buckets, v.measure_values AS values, v.measure_states AS states
    FROM (SELECT DISTINCT * FROM unnest(${reports}::bigint[], ${numbers}::int[]) AS w (report_id, no)) AS w
    JOIN revision v ON v.province_id = ${province} AND v.report_id = w.report_id AND v.no = w.no`;
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

/** How a report stands now, and its last revision there is. */
export interface StoredStanding {
  readonly id: string;
  readonly template_id: string;
  readonly period_id: string;
  readonly state: string;
  readonly submitted: number | null;
  readonly accepted: number | null;
  readonly late: boolean | null;
  readonly revision: number;
  readonly last: number;
  /** A submitted revision the ledger does not know; null where it knows all. */
  readonly unknown: number | null;
}

export const selectStandings = ({ sql }: Reader, province: string, unit: string) => sql<StoredStanding[]>`
  SELECT r.id, r.template_id, r.period_id, r.state, r.submitted_revision AS submitted, r.accepted_revision AS accepted,
    r.late, r.revision,
    coalesce((SELECT max(v.no) FROM revision v WHERE v.province_id = r.province_id AND v.report_id = r.id), 0) AS last,
    (SELECT min(v.no) FROM revision v WHERE v.province_id = r.province_id AND v.report_id = r.id AND v.mode = 'submit'
      AND NOT EXISTS (SELECT FROM audit_entry a WHERE a.province_id = v.province_id AND a.report_id = v.report_id
        AND a.revision = v.no AND a.number IS NOT NULL)) AS unknown
  FROM report r WHERE r.province_id = ${province} AND r.unit_id = ${unit} ORDER BY r.id`;

/** All chains of a province: those of its units, and its own. */
export const selectChains = ({ sql }: Reader, province: string) => sql<{ chain: string }[]>`
  SELECT id AS chain FROM unit WHERE province_id = ${province}
  UNION SELECT chain FROM audit_entry WHERE province_id = ${province} ORDER BY chain`;

/** What stands behind a receipt's number; for the system role, whose caller asks for the code. */
export const selectByNumber = ({ sql }: Reader, number: string) => sql<
  { province: string; chain: string; link: number; hash: string; at: Date; revision: number; late: boolean }[]
>`
  SELECT a.province_id AS province, a.chain, a.link, a.hash, a.at, a.revision, a.late FROM province p
  JOIN audit_entry a ON a.province_id = p.id AND a.number = ${number}`;
