/** Wire of the history of reasons; the add-on does not read it. */
import { z } from 'zod';
import { CellValue } from './report.ts';
import { Id } from './template.ts';

/** A reason that passed a warning of one report. */
export const GivenReason = z.object({
  period: Id,
  periodLabel: z.string(),
  revision: z.int().positive(),
  /** ISO instant of that revision. */
  at: z.string(),
  /** The rule that warned, or the code of a warning that comes from no rule. */
  rule: z.string(),
  section: z.string(),
  row: z.string().nullable(),
  column: z.string().nullable(),
  /** The side of the usual band the value was on; null for a warning of another kind. */
  side: z.enum(['low', 'high']).nullable(),
  /** What the cell held; null where the warning was about no single filled cell. */
  value: CellValue.nullable(),
  reason: z.string(),
  /** Remembered: the report of the period before had the same reason for the same warning. */
  kept: z.boolean(),
});
export type GivenReason = z.infer<typeof GivenReason>;

/** GET …/reasons?row=…: oldest first. */
export const ReasonHistory = z.object({ items: z.array(GivenReason) });
export type ReasonHistory = z.infer<typeof ReasonHistory>;
