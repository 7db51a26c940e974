/** Replies about tasks as of a day and the figures an evaluation needs, and the check of the ceiling; none holds a class it computed. */
import { z } from 'zod';
import { Bilingual, Id } from './template.ts';

const Count = z.int().min(0);
const Percent = z.string().nullable();
const Unit = { unit: Id, name: z.string() };

const TaskFigures = z.object({
  total: Count,
  completedOnTime: Count,
  completedLate: Count,
  inTime: Count,
  overdue: Count,
  noDeadline: Count,
  /** Percent of those due (completed and overdue); null where none is due. */
  completionRate: Percent,
  /** Above requirement by its own flag, with evidence. */
  exceeded: Count,
  /** Percent of those due that were completed late or are overdue. */
  behindShare: Percent,
});

const Figures = {
  tasks: TaskFigures,
  /** Unfinished tasks by working days late, on the province's calendar. */
  ladder: z.object({
    noDeadline: Count,
    notDue: Count,
    dueSoon: Count,
    /** Its day has passed, no working day since. */
    justPassed: Count,
    late: z.array(z.object({ from: Count, to: Count.nullable(), count: Count })),
  }),
  /** Per label of the "5 rõ" or "6 rõ" of the form: tasks with its column filled, of those whose section has that column. */
  clarity: z.array(z.object({ label: Bilingual, filled: Count, of: Count, share: Percent })),
};

/** GET /api/tasks/:template/:year */
export const TaskStanding = z.object({
  template: Id,
  year: z.int(),
  asOf: z.iso.date(),
  scope: z.object(Unit),
  /** Of the whole scope, told on the first page; null on one asked for with `after`. */
  total: z.object(Figures).nullable(),
  units: z.array(z.object({ ...Unit, ...Figures })),
  /** Office after which the next page begins; null = this is the last. */
  next: Id.nullable(),
});
export type TaskStanding = z.infer<typeof TaskStanding>;

const Verdicts = z.object({ exceeded: Count, met: Count, missed: Count });
const Inputs = {
  tasks: TaskFigures,
  /** Of the last report of the year that reaches the end of the plan: of so many targets. */
  targets: z.object({ of: Count, computed: Verdicts, published: Verdicts }),
  /** Decimals, from the last report of the year that tells of them. */
  shortcomings: z.object({ toMend: z.string(), mended: z.string() }),
};

/** GET /api/evaluation/:year */
export const EvaluationInputs = z.object({
  year: z.int(),
  asOf: z.iso.date(),
  scope: z.object(Unit),
  /** Of the whole scope, told on the first page; null on one asked for with `after`. */
  total: z.object(Inputs).nullable(),
  units: z.array(
    z.object({
      ...Unit,
      ...Inputs,
      /** By title in an office, never by name of a person. */
      titles: z.array(z.object({ title: z.string(), office: z.string(), tasks: TaskFigures })),
    }),
  ),
  next: Id.nullable(),
});
export type EvaluationInputs = z.infer<typeof EvaluationInputs>;

const Words = z.string().trim().min(1).max(200);

/** POST /api/evaluation/ceiling: the ratings as somebody gave them; nothing is stored. */
export const Ratings = z.strictObject({
  ratings: z
    .array(
      z.strictObject({
        agency: Words,
        group: Words,
        title: Words,
        rating: z.enum(['excellent', 'good', 'completed', 'notCompleted']),
      }),
    )
    .min(1)
    .max(20_000),
});
export type Ratings = z.infer<typeof Ratings>;

export const CeilingChecks = z.object({
  percent: z.int(),
  source: Bilingual,
  checks: z.array(
    z.object({
      agency: z.string(),
      /** null: the whole agency. */
      group: z.string().nullable(),
      rated: Count,
      excellent: Count,
      good: Count,
      ceiling: Count,
      within: z.boolean(),
    }),
  ),
});
export type CeilingChecks = z.infer<typeof CeilingChecks>;
