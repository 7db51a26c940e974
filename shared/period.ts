/** Reporting periods: dates are data, never computed from the kind. */
import { z } from 'zod';
import { dayNumber } from './days.ts';

export const PeriodKind = z.enum([
  'month',
  'quarter',
  'halfYear',
  'nineMonths',
  'year',
  'term',
  'week',
  'other',
]);
export type PeriodKind = z.infer<typeof PeriodKind>;

export const Period = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/),
  kind: PeriodKind,
  label: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
  /** Calendar year the period belongs to; rules "over all batches of a year" group by it. */
  year: z.int().min(1945).max(2200),
  /** First and last day of the data window, inclusive (ISO dates). */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Last day to submit, per level of the unit kind; `default` where the level is not listed. */
  due: z.record(z.string(), z.iso.date()),
  state: z.enum(['future', 'open', 'closed', 'locked']),
});
export type Period = z.infer<typeof Period>;

/** The due date for a unit kind. */
export function dueDate(period: Period, unitKind: string): string | undefined {
  return period.due[unitKind] ?? period.due.default;
}

/** Whole days from `today` to `due` (ISO dates); negative = overdue. */
export function daysLeft(due: string, today: string): number {
  return dayNumber(due) - dayNumber(today);
}
