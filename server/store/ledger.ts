/** The ledger as it is read: entries of one chain in order, with what they speak of beside them. */
import type { EntryColumns } from './audit.ts';
import type { Sql } from './db.ts';
import type { Flights } from './transaction.ts';

export type StoredEntry = EntryColumns & { readonly hash: string };

/** Instants as text, so that nothing below a millisecond is lost: "2022-04-01T07:03:00.123Z", longer where it does not end there. */
export const instant = (text: string): string => `${text.replace(/000$/, '')}Z`;

/** Entries of a chain after a link, at most `limit`. Row-level security decides what is seen. */
export async function selectEntries(
  { sql }: { readonly sql: Flights['sql'] | Sql },
  of: { readonly province: string; readonly chain: string; readonly after: number },
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await sql<StoredEntry[]>`
    SELECT province_id, chain, link, hash, previous,
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at,
      person_id, person, action, subject, report_id, template_id, period_id, revision, state, submitted, accepted, late,
      content_hash, reasons_hash, revision_hash, rules, number, details
    FROM audit_entry WHERE province_id = ${of.province} AND chain = ${of.chain} AND link > ${of.after}
    ORDER BY link LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}
