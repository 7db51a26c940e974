/** The shapes of what the sidebar may ask: arguments are input like any other and are parsed before use. */
import { z } from 'zod';
import { Fix, Question } from '../../shared/issue.ts';
import { Choices } from './choices.ts';
import { addonProblem } from './problems.ts';

const Name = z.string().max(200);

export const CreateArgs = z.object({ unit: Name, template: Name, period: Name });
export const GoToArgs = z.object({
  section: Name,
  row: Name,
  column: Name,
  unfilter: z.boolean().optional(),
});
export const ApplyFixArgs = z.object({
  fix: Fix,
  from: z.array(z.string()).optional(),
  overFormula: z.boolean().optional(),
});
export const RememberArgs = z.object({
  question: Question.shape.id,
  section: Name,
  column: Name,
  /** '' takes it back. */
  answer: z.enum(['thousands', 'decimal', 'dmy', 'mdy', 'hundredths', 'ofOne', '']),
});
const Reasons = z.record(z.string(), z.string().max(1000));
export const PreviewArgs = z.object({ reasons: Reasons, choices: Choices.optional() });
export const SendArgs = z.object({
  mode: z.enum(['draft', 'submit']),
  reasons: Reasons,
  key: z.string().regex(/^[A-Za-z0-9_-]{8,128}$/),
  choices: Choices.optional(),
  seen: z.string().optional(),
});
const SortedRows = z.record(z.string(), z.enum(['names', 'places']));
export const RepairArgs = z.object({ rowsBy: SortedRows.optional() }).optional();
export const HourlyArgs = z.object({ on: z.boolean() });

export const AskExtensionArgs = z.object({
  until: z.iso.date(),
  reason: z.string().min(1).max(1000),
  key: SendArgs.shape.key,
});

/** Throws bad_arguments when the sidebar and the add-on are of different builds. */
export function parse<T>(schema: z.ZodType<T>, args: unknown): T {
  const parsed = schema.safeParse(args);
  if (!parsed.success) throw addonProblem('bad_arguments');
  return parsed.data;
}
