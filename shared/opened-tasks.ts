/** Where a task opened from a shortfall stands on a stated day: by what its office told of it, and by the figures that came since. */
import type { AssignedRow, Bilingual, Section, Template } from './template.ts';
import type { TaskState } from './wire-tasks.ts';

/** What an office told of a task in one counted report. Dates are ISO. */
export interface ToldOfTask {
  readonly done: boolean;
  readonly evidence: string | undefined;
  readonly completed: string | undefined;
}

/** A figure of the cell the task came from: its own report as it counts now, then those of later periods. */
export interface LaterFigure {
  readonly isShort: boolean;
  /** Last day of its period. */
  readonly to: string;
}

/**
 * `done`: told done with evidence by that day. `recovered`: the newest figure is no longer short. `reopened`: the newest
 * figure falls short again, after an earlier one had recovered or in a period that ends after the task was done. A word of
 * the office without evidence closes nothing.
 * @param figures oldest first, those that counted by that day
 */
export function taskState(task: {
  readonly told: ToldOfTask | undefined;
  readonly figures: readonly LaterFigure[];
  readonly deadline: string;
  readonly asOf: string;
}): TaskState {
  const { told, figures, deadline, asOf } = task;
  const newest = figures[figures.length - 1];
  const completed = told?.completed ?? asOf;
  const isDone = told?.done === true && told.evidence !== undefined && completed <= asOf;
  if (newest?.isShort === true) {
    const recoveredBefore = figures.some(({ isShort }) => !isShort);
    if (recoveredBefore || (isDone && newest.to > completed)) return 'reopened';
  }
  if (isDone) return 'done';
  if (newest?.isShort === false) return 'recovered';
  return deadline < asOf ? 'overdue' : 'open';
}

/** The section of a form that opened tasks come into; undefined where it takes none. */
export const takingSection = ({ sections }: Template): Section | undefined =>
  sections.find(({ work }) => work?.opened !== undefined);

/** The assigned row of a task, but for its key. */
export function taskRow(
  { work }: Section,
  task: {
    readonly label: Bilingual;
    readonly source: string;
    readonly work: string;
    readonly lead: string;
    readonly deadline: string;
  },
): Omit<AssignedRow, 'key'> {
  if (work?.opened === undefined) throw new Error('this section takes no tasks');
  const { source, task: words, lead, deadline } = work.opened;
  return {
    label: task.label,
    values: { [source]: task.source, [words]: task.work, [lead]: task.lead, [deadline]: task.deadline },
  };
}
