/** Rows counted by combination, and what the combinations say about tasks on a stated day. */
import { divide } from './decimal.ts';
import { type Timeliness, timeliness } from './derive.ts';
import type { Derivation, Template } from './template.ts';
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

/**
 * Task counts as of a date (ISO) from the combinations of one section; without a column derived as timeliness every row
 * counts as having no deadline. Completion rate = completed / (completed + overdue), in percent (1270/BC-TCTTTg, 27/12/2017).
 */
export function taskCounts(
  template: Template,
  section: string,
  buckets: readonly CountBucket[],
  asOf: string,
): TaskCounts {
  const how = timelinessOf(template, section);
  const counts = { onTime: 0, dueSoon: 0, overdue: 0, doneOnTime: 0, doneLate: 0, noDeadline: 0 };
  for (const { section: of, values, count } of buckets) {
    if (of !== section || how?.leaveOut?.some(({ column, option }) => values[column] === option)) continue;
    counts[how === undefined ? 'noDeadline' : standing(how, values, asOf)] += count;
  }
  const completed = counts.doneOnTime + counts.doneLate;
  const due = completed + counts.overdue;
  const inTime = counts.onTime + counts.dueSoon;
  return {
    section,
    asOf,
    total: due + inTime + counts.noDeadline,
    completedOnTime: counts.doneOnTime,
    completedLate: counts.doneLate,
    inTime,
    overdue: counts.overdue,
    noDeadline: counts.noDeadline,
    completionRate: due === 0 ? null : (divide(String(completed * 100), String(due), 1) ?? null),
  };
}

type TimelinessOf = Extract<Derivation, { kind: 'timeliness' }>;

function standing(how: TimelinessOf, values: Readonly<Record<string, string>>, asOf: string): Timeliness {
  const { [how.deadline]: deadline, [how.completed]: completed } = values;
  return timeliness({ deadline, completed, done: values[how.progress] === how.doneOption, asOf });
}

function timelinessOf(template: Template, section: string): TimelinessOf | undefined {
  for (const column of template.sections.find(({ id }) => id === section)?.columns ?? []) {
    if (column.derive?.kind === 'timeliness') return column.derive;
  }
  return undefined;
}

/** The sections task counts can be given for. */
export function taskSections(template: Template): string[] {
  return template.sections.filter(({ id }) => timelinessOf(template, id)).map(({ id }) => id);
}
