/** Requests and replies about periods: their list, and moving one from state to state. */
import { z } from 'zod';
import { Period } from './period.ts';
import { Id } from './template.ts';

const PeriodState = Period.shape.state;

/** One line of GET /api/periods. */
const PeriodLine = Period.extend({
  /** Level → working days after the last day of data, where its due date was worked out so. */
  dueRule: z.record(z.string(), z.int().min(0)),
});
/** Newest first. */
export const PeriodList = z.object({ items: z.array(PeriodLine) });
export type PeriodList = z.infer<typeof PeriodList>;

/** POST /api/periods/{period}/state. Idempotency-Key as for a push. */
export const PeriodMove = z.strictObject({
  state: PeriodState,
  /** Needed to open again what was closed, and to unlock. */
  reason: z.string().min(1).max(1000).optional(),
});
export type PeriodMove = z.infer<typeof PeriodMove>;

export const PeriodMoved = z.object({ period: Id, before: PeriodState, state: PeriodState });
export type PeriodMoved = z.infer<typeof PeriodMoved>;
