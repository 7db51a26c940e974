/** Requests and replies of review: decisions by level, signatures, differences, follow-ups. The add-on does not bundle them. */
import { z } from 'zod';
import { CellRef, CellValue } from './report.ts';
import { REVIEW_ACTIONS } from './review.ts';
import { Bilingual, Id } from './template.ts';
import { Remark, ReportState } from './wire.ts';

const revision = z.int().positive();
/** Words for another person: blanks alone say nothing. */
const said = z.string().trim().min(1).max(2000);
/** The office one decides for; the lowest of one's own that has not accepted unless named. */
const level = Id.optional();

/** POST …/decisions: a reviewer's. Idempotency-Key as for a push. */
export const Decision = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('accept'), revision, level }),
  z.strictObject({
    action: z.literal('return'),
    revision,
    level,
    /** None is a problem of its own. */
    remarks: z
      .array(Remark.extend({ text: said }))
      .max(2000)
      .default([]),
  }),
  z.strictObject({ action: z.literal('lock'), revision }),
  z.strictObject({ action: z.literal('unlock'), revision }),
]);
export type Decision = z.infer<typeof Decision>;
/** `level`: the office it was decided for. `note`: with a return that the office cannot answer as the period stands. */
export const DecisionReply = z.object({
  state: ReportState,
  revision: z.int(),
  level: Id,
  note: Bilingual.optional(),
});
export type DecisionReply = z.infer<typeof DecisionReply>;

export const MOST_DECISIONS = 200;

/** POST /api/decisions: accepts many reports, each by itself. */
export const ManyDecisions = z.strictObject({
  level,
  reports: z
    .array(z.strictObject({ unit: Id, template: Id, period: Id, revision }))
    .min(1)
    .max(MOST_DECISIONS),
});
export type ManyDecisions = z.infer<typeof ManyDecisions>;
const which = { unit: Id, template: Id, period: Id };
export const ManyDecided = z.object({
  stored: z.int().min(0),
  refused: z.int().min(0),
  /** In the order asked. `problem`: as it would be answered by itself. */
  reports: z.array(
    z.discriminatedUnion('stored', [
      z.object({ stored: z.literal(true), ...which, ...DecisionReply.shape }),
      z.object({ stored: z.literal(false), ...which, problem: z.looseObject({ code: z.string() }) }),
    ]),
  ),
});
export type ManyDecided = z.infer<typeof ManyDecided>;

/** POST …/signatures, by the office's signer: the revision that is submitted. */
export const SignRequest = z.strictObject({ revision });
export type SignRequest = z.infer<typeof SignRequest>;
export const Signature = z.object({
  revision: z.int(),
  /** SHA-256 (hex) of the canonical JSON of the content that is signed. */
  contentHash: z.string(),
  person: z.string(),
  at: z.string(),
});
export type Signature = z.infer<typeof Signature>;

/** POST …/reversions: a new submission with the content of the last signed one. `revision`: the newest there is. */
export const RevertRequest = z.strictObject({ revision });
export type RevertRequest = z.infer<typeof RevertRequest>;

/** GET …/review */
export const ReviewStanding = z.object({
  state: ReportState,
  /** The submission that counts; null: none does. */
  submitted: z.int().nullable(),
  /** Nearest first; `accepted`: of the submission that counts. */
  levels: z.array(
    z.object({
      unit: Id,
      name: z.string(),
      accepted: z.object({ revision: z.int(), person: z.string(), at: z.string() }).nullable(),
    }),
  ),
  /** The last there is, of whatever revision. */
  signature: Signature.nullable(),
  /** What the newest submission answers to the remarks it came after; row or column `*`: all of them. */
  answers: z.array(z.object({ at: CellRef, text: z.string() })),
  /** What this person's roles allow in this state. */
  may: z.array(z.enum(REVIEW_ACTIONS)),
});
export type ReviewStanding = z.infer<typeof ReviewStanding>;

/** What a difference is asked since: the submission before, the last acceptance, the last signature, or a revision. */
export const Since = z.union([
  z.enum(['submission', 'acceptance', 'signature']),
  z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .transform(Number),
]);
export type Since = z.infer<typeof Since>;

const labels = z.object({ section: z.string(), row: z.string(), column: z.string() });
/** GET …/differences?since=… */
export const Differences = z.object({
  /** Numbers of the revisions compared. */
  from: z.int(),
  to: z.int(),
  /** `before`, `after`: null is blank. `label`: in Vietnamese, as on the form. */
  changes: z.array(
    z.object({ at: CellRef, label: labels, before: CellValue.nullable(), after: CellValue.nullable() }),
  ),
});
export type Differences = z.infer<typeof Differences>;

/** POST …/follow-ups: a mark on a cell, or on the report where no cell is named. */
export const FollowUpRequest = z.strictObject({
  at: CellRef.optional(),
  text: said,
  due: z.iso.date().optional(),
  /** The office's own clerks and signers see it too. */
  shared: z.boolean().default(false),
});
export type FollowUpRequest = z.infer<typeof FollowUpRequest>;

/** POST …/follow-ups/{no}/resolution */
export const ResolveRequest = z.strictObject({ word: said });
export type ResolveRequest = z.infer<typeof ResolveRequest>;

export const FollowUp = z.object({
  unit: Id,
  template: Id,
  period: Id,
  /** Counted from 1 within the report. */
  no: z.int().positive(),
  cell: CellRef.nullable(),
  text: z.string(),
  due: z.string().nullable(),
  shared: z.boolean(),
  by: z.object({ id: Id, name: z.string() }),
  at: z.string(),
  resolved: z.object({ by: z.string(), at: z.string(), word: z.string() }).nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** GET /api/follow-ups, soonest due first. */
export const FollowUps = z.object({ items: z.array(FollowUp), next: z.string().nullable() });
export type FollowUps = z.infer<typeof FollowUps>;
