/** What the routes of the ledger answer: who did what when, and whether what is stored still is what was stored. */
import { z } from 'zod';

const Words = z.object({ vi: z.string(), en: z.string() });

/** The first record that does not hold. */
export const Finding = z.object({
  /** A unit's id, or `*`: the province's own chain, or what belongs to no chain. */
  chain: z.string(),
  /** Place in the chain; null where no entry is at fault. */
  link: z.int().positive().nullable(),
  /** Which record, and what about it. */
  record: Words,
  what: Words,
});
export type Finding = z.infer<typeof Finding>;

/** GET /api/receipts/{number}/verification, GET /api/audit/verification?unit= */
export const Verification = z.object({
  ok: z.boolean(),
  chain: z.string(),
  /** Entries and revisions that were computed again and held. */
  entries: z.int().min(0),
  revisions: z.int().min(0),
  finding: Finding.nullable(),
});
export type Verification = z.infer<typeof Verification>;

const AuditEntry = z.object({
  chain: z.string(),
  link: z.int().positive(),
  /** ISO instant in UTC. */
  at: z.string(),
  person: z.string(),
  action: z.string(),
  /** What was done, to what. */
  words: Words,
  /** Of a submission. */
  receipt: z.string().nullable(),
  hash: z.string(),
});

/** GET /api/audit?unit= : newest first. */
export const AuditPage = z.object({ items: z.array(AuditEntry), next: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
