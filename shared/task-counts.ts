/** Rows counted by combination, and what the combinations say about tasks on a stated day. */
import { divide } from './decimal.ts';
import { type Timeliness, timeliness } from './derive.ts';
import type { Derivation, Section, Template } from './template.ts';
import type { CountBucket, TaskCounts } from './wire.ts';

/** Stands for "all rows" or "all columns" where rows are the office's own or are counted. */
export const ALL = '*';

/** The part of a summed measure that counting needs. */
interface CountedMeasure {
  readonly section: string;
  readonly column: string;
  readonly bucket: string;
  readonly value: string;
}

/** Column → value behind a bucket's canonical JSON. */
export function bucketValues(bucket: string): Record<string, string> {
  const parsed: unknown = JSON.parse(bucket);
  const values: Record<string, string> = {};
  if (typeof parsed !== 'object' || parsed === null) return values;
  for (const [column, value] of Object.entries(parsed)) {
    if (typeof value === 'string') values[column] = value;
  }
  return values;
}

/** The combinations counted over list rows, as the wire carries them; combinations no counted row has are left out. */
export function countBuckets(summed: readonly CountedMeasure[]): CountBucket[] {
  const buckets: CountBucket[] = [];
  for (const { section, column, bucket, value } of summed) {
    const count = Number(value);
    if (column === ALL && count > 0) buckets.push({ section, values: bucketValues(bucket), count });
  }
  return buckets;
}

/** How many tasks stand where. */
export type Timed = Readonly<Record<Timeliness, number>>;

export const NONE_TIMED: Timed = {
  onTime: 0,
  dueSoon: 0,
  overdue: 0,
  doneOnTime: 0,
  doneLate: 0,
  noDeadline: 0,
};

/** Percent to one decimal; null of nothing. */
export const percentOf = (part: number, whole: number): string | null =>
  whole === 0 ? null : (divide(String(part * 100), String(whole), 1) ?? null);

/** Tasks that were to be done by now: all that are completed, and the overdue. */
export const dueOf = ({ doneOnTime, doneLate, overdue }: Timed): number => doneOnTime + doneLate + overdue;

/**
 * Counts as 1270/BC-TCTTTg (27/12/2017) has them: completed (on time and late) and not completed (in time and overdue), what
 * has no deadline apart; the rate is completed of those due.
 */
export function timedFigures(counts: Timed) {
  const { doneOnTime, doneLate, overdue, noDeadline } = counts;
  const inTime = counts.onTime + counts.dueSoon;
  return {
    total: dueOf(counts) + inTime + noDeadline,
    completedOnTime: doneOnTime,
    completedLate: doneLate,
    inTime,
    overdue,
    noDeadline,
    completionRate: percentOf(doneOnTime + doneLate, dueOf(counts)),
  };
}

/**
 * Task counts as of a date (ISO) from the combinations of one section; without a column derived as timeliness every row
 * counts as having no deadline.
 */
export function taskCounts(
  template: Template,
  section: string,
  buckets: readonly CountBucket[],
  asOf: string,
): TaskCounts {
  const how = timelinessIn(template.sections.find(({ id }) => id === section));
  const counts = { ...NONE_TIMED };
  for (const { section: of, values, count } of buckets) {
    if (of !== section || how?.leaveOut?.some(({ column, option }) => values[column] === option)) continue;
    counts[how === undefined ? 'noDeadline' : standing(how, values, asOf)] += count;
  }
  return { section, asOf, ...timedFigures(counts) };
}

type TimelinessOf = Extract<Derivation, { kind: 'timeliness' }>;

function standing(how: TimelinessOf, values: Readonly<Record<string, string>>, asOf: string): Timeliness {
  const { [how.deadline]: deadline, [how.completed]: completed } = values;
  return timeliness({ deadline, completed, done: values[how.progress] === how.doneOption, asOf });
}

/** How the section tells where its tasks stand; undefined: it tells of none. */
export function timelinessIn(section: Section | undefined): TimelinessOf | undefined {
  for (const { derive } of section?.columns ?? []) if (derive?.kind === 'timeliness') return derive;
  return undefined;
}

/** The sections task counts can be given for. */
export function taskSections(template: Template): string[] {
  return template.sections.filter(timelinessIn).map(({ id }) => id);
}
