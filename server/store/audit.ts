/**
 * The ledger: every transition one entry, chained by hash within its unit; what concerns no report stands in the province's
 * own chain. Rows are only added. Locks are taken in one order: reports, chains of units, the province's chain last.
 */
import type postgres from 'postgres';
import { canonicalJson } from '../../shared/canonical.ts';
import type { ReportState } from '../../shared/wire.ts';
import { sha256 } from './hash.ts';
import type { LockedReport, ReportAddress } from './reports.ts';
import type { ReportStanding } from './revisions.ts';
import type { Transaction } from './sql.ts';
import type { Flights, Query } from './transaction.ts';

/** No unit's id: ids begin with a letter or digit. */
export const PROVINCE_CHAIN = '*';

/** What the ledger may say was done: to a report, or to what is none. Each has its words in `server/usecases/ledger/ledger-words.ts`. */
export type LedgerAction =
  | 'submit'
  | 'revert'
  | 'sign'
  | 'accept'
  | 'return'
  | 'lock'
  | 'unlock'
  | 'extension_asked'
  | 'extension_granted'
  | 'extension_refused'
  | 'follow_up_set'
  | 'follow_up_resolved'
  | 'task_opened'
  | 'task_carried'
  | 'period_moved'
  | 'template_moved'
  | 'template_carried'
  | 'rule_switched'
  | 'imported'
  | 'invited'
  | 'invitation_accepted'
  | 'link_made'
  | 'link_used'
  | 'signed_in'
  | 'publish';

/** Any JSON that has a canonical spelling: no fractions. */
export type Facts = Readonly<Record<string, unknown>>;

/** Columns of an entry but its hash, as stored; what is null is not stated. */
export interface EntryColumns {
  readonly province_id: string;
  readonly chain: string;
  readonly link: number;
  /** null at link 1. */
  readonly previous: string | null;
  /** ISO instant in UTC. */
  readonly at: string;
  readonly person_id: string | null;
  readonly person: string;
  readonly action: string;
  readonly subject: string | null;
  readonly report_id: string | null;
  readonly template_id: string | null;
  readonly period_id: string | null;
  readonly revision: number | null;
  readonly state: ReportState | null;
  readonly submitted: number | null;
  readonly accepted: number | null;
  readonly late: boolean | null;
  readonly content_hash: string | null;
  readonly reasons_hash: string | null;
  readonly revision_hash: string | null;
  readonly rules: string | null;
  readonly number: string | null;
  readonly details: Facts | null;
}

/** Hash of an entry: of everything it states, the hash before it included. A column added later changes no older hash. */
export const entryHash = (columns: EntryColumns): string =>
  sha256(canonicalJson(Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))));

/** The person who acts, with the name they have now. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** What happened to a report. `revision` null: it had none. */
export interface ReportEntry {
  readonly at: Date;
  readonly person: Actor;
  readonly action: LedgerAction;
  readonly revision: number | null;
  readonly standing: ReportStanding;
  /** Of a receipt. */
  readonly receipt?: {
    readonly number: string;
    readonly rules: string;
    readonly contentHash: string;
    readonly reasonsHash: string;
    readonly revisionHash: string;
  };
  readonly details?: Facts;
}

/** An entry as it is stored, at the end of the chain its report was opened with. */
export function entryOf(
  at: ReportAddress,
  report: LockedReport,
  entry: ReportEntry,
): EntryColumns & { hash: string } {
  if (report.link === null) throw new Error('the report was not opened to enter the ledger');
  const { standing, receipt } = entry;
  const columns: EntryColumns = {
    province_id: report.province_id,
    chain: at.unit,
    link: report.link,
    previous: report.previous,
    at: entry.at.toISOString(),
    person_id: entry.person.id,
    person: entry.person.name,
    action: entry.action,
    subject: null,
    report_id: report.id,
    template_id: at.template,
    period_id: at.period,
    revision: entry.revision,
    state: standing.state,
    submitted: standing.submitted,
    accepted: standing.accepted,
    late: standing.late,
    content_hash: receipt?.contentHash ?? null,
    reasons_hash: receipt?.reasonsHash ?? null,
    revision_hash: receipt?.revisionHash ?? null,
    rules: receipt?.rules ?? null,
    number: receipt?.number ?? null,
    details: entry.details ?? null,
  };
  return { ...columns, hash: entryHash(columns) };
}

const insertEntry = ({ sql }: { readonly sql: Tag }, entry: EntryColumns & { readonly hash: string }) => sql`
  INSERT INTO audit_entry
  SELECT * FROM jsonb_populate_record(NULL::audit_entry, ${JSON.stringify(entry)}::text::jsonb)`;

/** Stores what happened to a report that `openPush` opened to enter the ledger. One entry for each transition. */
export const insertAudit = (flights: Flights, at: ReportAddress, report: LockedReport, entry: ReportEntry) =>
  insertEntry(flights, entryOf(at, report, entry));

/** What happened to something that is no report. */
export interface LedgerEvent {
  readonly province: string;
  readonly at: Date;
  /** The person of this transaction; `administrator`: whoever runs programs at the server. */
  readonly person: Actor | 'administrator';
  readonly action: LedgerAction;
  /** What it was done to: "period/2021-h1", "template/targets@3". */
  readonly subject: string;
  /** Any more facts. */
  readonly details?: Facts;
}

/** Sends queries one behind the other in the transaction of the caller: Flights, or an import's (`sendingIn`). */
interface Sending {
  readonly sql: Tag;
  readonly send: Flights['send'];
}
type Tag = postgres.ISql<{ date: string; timestamptz: Date | string }>;

export const sendingIn = (sql: Transaction): Sending => ({
  sql,
  send: async (...queries) => (await Promise.all(queries)) as never,
});

/**
 * Adds an entry to the province's own chain, in the caller's transaction, which must have begun (somebody was entered).
 * Everybody else's entry there waits until it ends: to be called when nothing but storing is left to do.
 */
export async function insertEvent(flights: Sending, event: LedgerEvent): Promise<void> {
  const { sql } = flights;
  const end: Query<{ link: number; hash: string | null }> = sql`
    SELECT link, hash FROM chain_end(${event.province}, ${PROVINCE_CHAIN}, true)`;
  const [[last]] = await flights.send(end);
  if (last === undefined) throw new Error(`no ledger of province ${event.province} to be had`);
  const { person, details = null } = event;
  const columns: EntryColumns = {
    province_id: event.province,
    chain: PROVINCE_CHAIN,
    link: last.link + 1,
    previous: last.hash,
    at: event.at.toISOString(),
    person_id: person === 'administrator' ? null : person.id,
    person: person === 'administrator' ? 'Quản trị máy chủ' : person.name,
    action: event.action,
    subject: event.subject,
    report_id: null,
    template_id: null,
    period_id: null,
    revision: null,
    state: null,
    submitted: null,
    accepted: null,
    late: null,
    content_hash: null,
    reasons_hash: null,
    revision_hash: null,
    rules: null,
    number: null,
    details,
  };
  await flights.send(insertEntry(flights, { ...columns, hash: entryHash(columns) }));
}
