/** Requests and replies about more time for a report: asked for by its office, decided by who reviews it. */
import { z } from 'zod';
import { Id } from './template.ts';

export const ExtensionState = z.enum(['asked', 'granted', 'refused']);
export type ExtensionState = z.infer<typeof ExtensionState>;

/** POST …/extensions. `until`: the last day to submit that is asked for (ISO). Idempotency-Key as for a push. */
export const ExtensionRequest = z.strictObject({
  until: z.iso.date(),
  reason: z.string().trim().min(1).max(1000),
});
export type ExtensionRequest = z.infer<typeof ExtensionRequest>;

/** POST …/extensions/{no}/decision, and …/extensions/decision to grant without being asked; then `until` must be given. */
export const ExtensionDecision = z.strictObject({
  decision: z.enum(['grant', 'refuse']),
  /** Another day than the one asked for. */
  until: z.iso.date().optional(),
  remark: z.string().trim().min(1).max(1000).optional(),
});
export type ExtensionDecision = z.infer<typeof ExtensionDecision>;

/** More time asked for or granted. Days are ISO, instants ISO in UTC. */
export const Extension = z.object({
  unit: Id,
  template: Id,
  period: Id,
  no: z.int().positive(),
  state: ExtensionState,
  /** The last day to submit before; null = none. */
  due: z.iso.date().nullable(),
  /** null: granted without being asked for. */
  asked: z.object({ until: z.iso.date(), reason: z.string(), by: z.string(), at: z.string() }).nullable(),
  /** null: not yet. `until`: the last day granted; null = refused. */
  decided: z
    .object({ until: z.iso.date().nullable(), remark: z.string().nullable(), by: z.string(), at: z.string() })
    .nullable(),
});
export type Extension = z.infer<typeof Extension>;

/** GET /api/extensions: newest first. */
export const ExtensionList = z.object({
  items: z.array(Extension.extend({ unitName: z.string(), periodLabel: z.string() })),
  next: z.string().nullable(),
});
export type ExtensionList = z.infer<typeof ExtensionList>;

/** GET …/{period}/extensions: all of one report, oldest first. */
export const ReportExtensions = z.object({ items: z.array(Extension) });
export type ReportExtensions = z.infer<typeof ReportExtensions>;
