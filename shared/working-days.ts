/** Working days: Monday to Friday, but for the days off and the compensating working days that a calendar holds as data. */
import { dayNumber, dayOfNumber } from './days.ts';

type DayKind = 'off' | 'working';

/** One dated exception: a day off, or a Saturday or Sunday worked instead of another day. */
export interface CalendarDay {
  /** ISO date. */
  readonly day: string;
  readonly kind: DayKind;
}

/** Exceptions by day number (days since 1 January 1970), and the years they are known for. */
export interface Calendar {
  readonly kinds: ReadonlyMap<number, DayKind>;
  readonly years: ReadonlySet<number>;
}

/** Day 0 was a Thursday: counted from 4, Sunday is 0 and Saturday 6. */
const FIRST_WEEKDAY = 4;

/** A calendar covers the years it has a day off in: no year of Việt Nam is without. */
export function calendarOf(days: readonly CalendarDay[]): Calendar {
  return {
    kinds: new Map(days.map(({ day, kind }) => [dayNumber(day), kind])),
    years: new Set(days.filter(({ kind }) => kind === 'off').map(({ day }) => Number(day.slice(0, 4)))),
  };
}

/** Whether the days off of that year are known. Where they are not, only Saturdays and Sundays are taken off. */
export const coversYear = (calendar: Calendar, year: number): boolean => calendar.years.has(year);

/** The years between two days (ISO, inclusive, in either order) whose days off are not known: what is counted there is a guess. */
export function yearsNotCovered(calendar: Calendar, from: string, to: string): number[] {
  const [a, b] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return years.filter((year) => !coversYear(calendar, year));
}

function isWorking(calendar: Calendar, number: number): boolean {
  const kind = calendar.kinds.get(number);
  if (kind !== undefined) return kind === 'working';
  const weekday = (((number + FIRST_WEEKDAY) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** Whether people work on that day (ISO). */
export const isWorkingDay = (calendar: Calendar, day: string): boolean => isWorking(calendar, dayNumber(day));

/** The n-th working day after `day` (ISO), or before it where n is negative; `day` itself, worked or not, for 0. */
export function addWorkingDays(calendar: Calendar, day: string, n: number): string {
  const step = n < 0 ? -1 : 1;
  let number = dayNumber(day);
  for (let left = Math.abs(n); left > 0; ) {
    number += step;
    if (isWorking(calendar, number)) left -= 1;
  }
  return dayOfNumber(number);
}

/**
 * Working days on the way from one day (ISO, not counted) to another (counted); negative where `to` comes first.
 * From a due date to the day it is read as of: the working days late.
 */
export function workingDaysBetween(calendar: Calendar, from: string, to: string): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  const step = end < start ? -1 : 1;
  let count = 0;
  for (let number = start; number !== end; ) {
    number += step;
    if (isWorking(calendar, number)) count += step;
  }
  return count;
}
