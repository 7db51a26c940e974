/** Requests and replies about what fell short and the tasks opened from it; the add-on does not use them. */
import { z } from 'zod';
import { CellRef } from './report.ts';
import { Bilingual, Id } from './template.ts';

const Verdict = z.enum(['exceeded', 'met', 'missed']);
const Unit = z.object({ unit: Id, name: z.string() });
const PeriodName = z.object({ id: Id, label: Bilingual });

/** One figure that fell short. Figures are decimal strings; `actual` may be a result in words. */
const ShortfallFigures = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('missed'),
    plan: z.string(),
    actual: z.string(),
    /** null: cannot be computed, as where plan and result are words. */
    computed: Verdict.nullable(),
    /** As the office published it; short by either of the two. null: none was given. */
    published: Verdict.nullable(),
  }),
  z.object({ kind: z.literal('undone'), owed: z.string(), done: z.string(), remedy: z.boolean() }),
]);

export const ShortfallLine = z.object({
  ...Unit.shape,
  at: CellRef,
  label: Bilingual,
  /** Unit of measure. */
  measure: z.string().nullable(),
  figures: ShortfallFigures,
  /** The revision it was found in. */
  revision: z.int().positive(),
  /** The task opened from it, by number; null = none. */
  task: z.string().nullable(),
});
export type ShortfallLine = z.infer<typeof ShortfallLine>;

/** GET /api/shortfalls/:template/:period */
export const ShortfallList = z.object({
  template: Id,
  period: PeriodName,
  scope: Unit,
  items: z.array(ShortfallLine),
  /** Office after which the next page begins; null = this is the last. */
  next: Id.nullable(),
});
export type ShortfallList = z.infer<typeof ShortfallList>;

/** POST /api/shortfalls/:template/:period/:unit/tasks */
export const OpenTask = z.strictObject({
  section: Id,
  row: Id,
  /** The work in words. */
  task: z.string().trim().min(1).max(2000),
  /** The title that answers for it, not the name of a person. */
  lead: z.string().trim().min(1).max(200),
  /** Later than today in Việt Nam. */
  deadline: z.iso.date(),
});
export type OpenTask = z.infer<typeof OpenTask>;

/** Where a task was put. */
export const PlacedTask = z.object({
  task: z.string(),
  /** Key of its row. */
  row: Id,
  unit: Id,
  template: Id,
  period: PeriodName,
});
export type PlacedTask = z.infer<typeof PlacedTask>;

/**
 * `done`: with evidence, no later figure falling short. `recovered`: a later figure is no longer short. `reopened`: it was one
 * of these, and the newest figure falls short again. Otherwise `overdue` or `open`.
 */
const TaskState = z.enum(['open', 'overdue', 'done', 'recovered', 'reopened']);
export type TaskState = z.infer<typeof TaskState>;

export const OpenedTask = z.object({
  task: z.string(),
  ...Unit.shape,
  state: TaskState,
  work: z.string(),
  lead: z.string(),
  deadline: z.iso.date(),
  /** Working days past the deadline on that day; 0 where it is not over or the task is closed. */
  daysLate: z.int().min(0),
  openedBy: z.string(),
  openedAt: z.string(),
  source: z.object({ template: Id, period: PeriodName, at: CellRef, label: Bilingual, words: z.string() }),
  /** The tasks report it stands in. */
  place: z.object({ template: Id, period: PeriodName }),
  /** What the office told last; null = nothing yet. */
  told: z
    .object({
      period: Id,
      progress: z.string().nullable(),
      completed: z.string().nullable(),
      evidence: z.string().nullable(),
    })
    .nullable(),
  /** The newest figure of the same cell, of the office or of the one it has wholly become; null = none counted by that day. */
  figure: z.object({ unit: Id, period: PeriodName, isShort: z.boolean(), words: z.string() }).nullable(),
});
export type OpenedTask = z.infer<typeof OpenedTask>;

/** GET /api/opened-tasks */
export const OpenedTaskList = z.object({
  scope: Unit,
  asOf: z.iso.date(),
  items: z.array(OpenedTask),
  /** Number after which the next page begins; null = this is the last. */
  next: z.string().nullable(),
});
export type OpenedTaskList = z.infer<typeof OpenedTaskList>;
