/** The closed union of cross-cell rules, as data; each kind has exactly one checker in check-rules.ts. */
import { z } from 'zod';

const Name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);
const Words = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });

const base = {
  /** Unique in the template, e.g. "R4.DH.DV"; shown only beside its reason. */
  id: Name,
  severity: z.enum(['error', 'warning', 'note']),
  /** The rule in the office's words. */
  why: Words,
  /** Where the rule comes from, for whoever keeps the form; "suy luận" where it is inferred. Clerks are not told. */
  basis: z.string().min(1),
  /** The official document or form that states the rule, as clerks are told it; absent where none does. */
  document: z.string().min(1).optional(),
};

/**
 * The cells a rule speaks about. `rows`: the operands are rows, the rule runs once per listed column.
 * `columns`: the operands are columns, the rule runs once per listed row ("all" = every row with cells).
 * Row keys are unique in a template, so operands may live in different sections.
 */
const along = {
  axis: z.enum(['rows', 'columns']),
  /** axis rows: column ids to repeat over. axis columns: row keys to repeat over, or "all". */
  each: z.union([z.literal('all'), z.array(Name).min(1)]),
  /** axis columns: the section meant. */
  section: Name.optional(),
};

export const Condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('is'), column: Name, option: Name }),
  z.strictObject({ kind: z.literal('filled'), column: Name }),
  z.strictObject({ kind: z.literal('blank'), column: Name }),
  /** Both filled (derived columns included) and not the same value. */
  z.strictObject({ kind: z.literal('differs'), left: Name, right: Name }),
]);
export type Condition = z.infer<typeof Condition>;

export const Rule = z.discriminatedUnion('kind', [
  /** Σ parts compared with the whole. `skip`: says nothing while any part is blank; `anyFilled`: speaks as soon as one part is filled, blanks count 0. */
  z.strictObject({
    ...base,
    ...along,
    kind: z.literal('partsSum'),
    whole: Name,
    parts: z.array(Name).min(1),
    relation: z.enum(['equal', 'atLeast', 'atMost']),
    blankParts: z.enum(['skip', 'anyFilled']),
  }),
  /** Each member ≤ the one before: funnel. Blank members are stepped over. */
  z.strictObject({ ...base, ...along, kind: z.literal('atMost'), chain: z.array(Name).min(2) }),
  /** Each part ≤ whole. */
  z.strictObject({ ...base, ...along, kind: z.literal('partOf'), whole: Name, parts: z.array(Name).min(1) }),
  /** Any two cells, over sections or rows: left (relation) right. */
  z.strictObject({
    ...base,
    kind: z.literal('matches'),
    left: z.strictObject({ row: Name, column: Name }),
    right: z.strictObject({ row: Name, column: Name }),
    relation: z.enum(['equal', 'atMost', 'atLeast']),
  }),
  z.strictObject({ ...base, kind: z.literal('requiredWhen'), section: Name, column: Name, when: Condition }),
  /** The column holds nothing where the condition holds. */
  z.strictObject({ ...base, kind: z.literal('blankWhen'), section: Name, column: Name, when: Condition }),
  /** Where the condition holds, the number is at least `min` and at most `max`; a blank one says nothing. */
  z.strictObject({
    ...base,
    kind: z.literal('boundWhen'),
    section: Name,
    column: Name,
    when: Condition,
    min: z.string().optional(),
    max: z.string().optional(),
  }),
  /** Dates of what has happened: none is later than the day of the check. */
  z.strictObject({ ...base, kind: z.literal('notInFuture'), section: Name, columns: z.array(Name).min(1) }),
  /** No two rows alike in these columns (compared folded). */
  z.strictObject({ ...base, kind: z.literal('unique'), section: Name, columns: z.array(Name).min(1) }),
  /** min ≤ rows per group ≤ max; `year` adds the counts of the year's other batches given in the context. */
  z.strictObject({
    ...base,
    kind: z.literal('countPerGroup'),
    section: Name,
    groupBy: z.array(Name).min(1),
    /** Only rows that meet this are counted. */
    where: Condition.optional(),
    /** Rows with one of these options (cancelled) are not counted. */
    leaveOut: z.array(z.strictObject({ column: Name, option: Name })).optional(),
    min: z.int().min(0),
    max: z.int().positive(),
    across: z.enum(['report', 'year']),
  }),
  /** Not less than in the previous cumulative period of the same year, unit and form version. */
  z.strictObject({ ...base, ...along, kind: z.literal('monotonic') }),
  /** Within median ± factor × MAD of the unit's own history; silent under `minPoints` points. */
  z.strictObject({
    ...base,
    ...along,
    kind: z.literal('band'),
    factor: z.number().positive(),
    minPoints: z.int().min(3),
  }),
  /** The cell equals the sum of the same cell over the periods given in the context (year = Σ increments). */
  z.strictObject({ ...base, ...along, kind: z.literal('sumOfPeriods') }),
  z.strictObject({
    ...base,
    kind: z.literal('dateOrder'),
    section: Name,
    before: Name,
    after: Name,
    allowEqual: z.boolean(),
  }),
]);
export type Rule = z.infer<typeof Rule>;
export type RuleKind = Rule['kind'];
