/** Reads what the ledger says, past every right: of one chain, about one subject, or of one action. */
import type { Sql } from '../../server/store/sql.ts';

interface LedgerRow {
  readonly person_id: string | null;
  readonly person: string;
  readonly action: string;
  readonly subject: string | null;
  readonly at: Date;
  readonly details: unknown;
}

/** Oldest first. */
export const ledgerOf = (
  system: Sql,
  {
    chain,
    subject,
    action,
  }: { readonly chain?: string; readonly subject?: string; readonly action?: string },
) => system<LedgerRow[]>`
  SELECT person_id, person, action, subject, at, details FROM audit_entry
  WHERE chain = ${chain ?? null} OR subject = ${subject ?? null} OR action = ${action ?? null} ORDER BY chain, link`;
