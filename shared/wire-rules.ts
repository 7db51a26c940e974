/** Wire of rules that are rehearsed, tried and switched; the add-on does not read it. */
import { z } from 'zod';
import { Rule } from './rule.ts';
import { Id } from './template.ts';

const Reason = z.string().trim().min(1).max(1000);
const Version = z.int().positive();
const MOST_PERIODS = 12;
const MOST_RULES = 20;

/** POST /api/templates/{id}/rehearsals. `scope`: a unit and all below it; the whole province where it is left out. */
export const RehearsalRequest = z.strictObject({
  rules: z.array(Rule).min(1).max(MOST_RULES),
  periods: z.int().min(1).max(MOST_PERIODS),
  scope: Id.optional(),
});
export type RehearsalRequest = z.infer<typeof RehearsalRequest>;

export const RehearsedPeriod = z.object({
  period: Id,
  label: z.string(),
  /** Counted reports the rule was run over, and those on a version it does not fit. */
  reports: z.int().min(0),
  skipped: z.int().min(0),
  flaggedReports: z.int().min(0),
  flaggedUnits: z.int().min(0),
  flaggedCells: z.int().min(0),
});
export type RehearsedPeriod = z.infer<typeof RehearsedPeriod>;

export const RehearsalExample = z.object({
  unit: Id,
  unitName: z.string(),
  period: Id,
  where: z.string(),
  found: z.string(),
  expected: z.string(),
});
export type RehearsalExample = z.infer<typeof RehearsalExample>;

export const RehearsedRule = z.object({
  rule: Id,
  periods: z.array(RehearsedPeriod),
  /** The first 20, in the office's words (Vietnamese). */
  examples: z.array(RehearsalExample),
});
export type RehearsedRule = z.infer<typeof RehearsedRule>;

export const Rehearsal = z.object({
  id: z.string(),
  at: z.string(),
  template: Id,
  scope: Id.nullable(),
  /** False: there were more reports than one rehearsal runs over; the newest offices by name were left out. */
  complete: z.boolean(),
  rules: z.array(RehearsedRule),
});
export type Rehearsal = z.infer<typeof Rehearsal>;

/** POST /api/templates/{id}/rules */
export const RuleChange = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('trial'),
    version: Version,
    rule: Rule,
    /** First day of pushes it sees; today where it is left out. */
    from: z.iso.date().optional(),
    reason: Reason,
  }),
  /** The rule on trial holds for periods that end on this day or later. */
  z.strictObject({ state: z.literal('on'), version: Version, rule: Id, from: z.iso.date(), reason: Reason }),
  z.strictObject({ state: z.literal('off'), version: Version, rule: Id, from: z.iso.date(), reason: Reason }),
]);
export type RuleChange = z.infer<typeof RuleChange>;

export const SwitchedRule = z.object({
  no: z.int().positive(),
  version: Version,
  rule: Id,
  state: z.enum(['trial', 'on', 'off']),
  from: z.iso.date(),
  /** Periods it would reach that had a submission already: they keep the rules they had. */
  keptPeriods: z.array(Id),
  at: z.string(),
  reason: z.string(),
});
export type SwitchedRule = z.infer<typeof SwitchedRule>;

/** GET /api/templates/{id}/rules/{rule} */
export const RuleHistory = z.object({
  rule: Id,
  switches: z.array(SwitchedRule),
  /** Submissions since its last trial began: how many there were, and what it would have flagged; null: never on trial. */
  trial: z
    .object({
      version: Version,
      since: z.string(),
      submissions: z.int().min(0),
      flaggedSubmissions: z.int().min(0),
      flaggedReports: z.int().min(0),
      flaggedUnits: z.int().min(0),
      flaggedCells: z.int().min(0),
    })
    .nullable(),
});
export type RuleHistory = z.infer<typeof RuleHistory>;
