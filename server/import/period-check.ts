/** Whether periods and the days off around them can be meant: their year, and what time is left between the end of the data and the due date. Pure. */
import type { Period } from '../../shared/period.ts';
import { PUBLIC_HOLIDAYS } from '../../shared/public-holidays.ts';
import { type Calendar, calendarOf, isWorkingDay, workingDaysBetween } from '../../shared/working-days.ts';
import type { HolidayRow, PeriodRow, ProvinceData, Source } from '../store/province-data.ts';
import { calendarWith } from './due-dates.ts';
import { fault, type ImportFault } from './faults.ts';

const ENDS_IN_ITS_YEAR: readonly Period['kind'][] = ['month', 'quarter', 'halfYear', 'nineMonths', 'year'];

function yearFaults({ period, at }: PeriodRow): ImportFault[] {
  const { id, from, to, year, kind } = period;
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const params = { id, year: String(year), from, to };
  if (year < first || year > last) return [fault('year_outside', at, params)];
  return year !== last && ENDS_IN_ITS_YEAR.includes(kind) ? [fault('year_of_start', at, params)] : [];
}

function timeLeftFaults({ period, at }: PeriodRow, calendar: Calendar): ImportFault[] {
  const { id, to } = period;
  return Object.entries(period.due).flatMap(([level, due]) => {
    const about = { column: `due_${level}`, due, id, to };
    if (due < to) return [fault('due_before_end', at, about)];
    return workingDaysBetween(calendar, to, due) < 1 ? [fault('due_too_soon', at, about)] : [];
  });
}

/** The fewest days off a year has had by the Labour Code of 2012 and since. */
const FEWEST_DAYS_OFF = 10;

/** Years the program does not know and the files give too few days off for, at the first of them. */
function yearsTooShort(holidays: readonly HolidayRow[]): ImportFault[] {
  const known = calendarOf(PUBLIC_HOLIDAYS).years;
  const weekdays = calendarOf([]);
  const found = new Map<number, { at: Source | undefined; count: number }>();
  for (const { day, kind, at } of holidays) {
    const year = Number(day.slice(0, 4));
    if (kind !== 'off' || known.has(year) || !isWorkingDay(weekdays, day)) continue;
    const before = found.get(year);
    found.set(year, { at: before ? before.at : at, count: (before?.count ?? 0) + 1 });
  }
  return [...found]
    .filter(([, { count }]) => count < FEWEST_DAYS_OFF)
    .map(([year, { at, count }]) => fault('holidays_few', at, { year: String(year), count: String(count) }));
}

/** `holidays`: the province's own days as they will be. */
export function periodFaults(data: ProvinceData, holidays: readonly HolidayRow[]): ImportFault[] {
  const calendar = calendarWith(holidays);
  return [
    ...(data.periods ?? []).flatMap((row) => [...yearFaults(row), ...timeLeftFaults(row, calendar)]),
    ...(data.holidays === undefined ? [] : yearsTooShort(data.holidays)),
  ];
}
