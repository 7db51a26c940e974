/** The public holidays kept in the program: whole years, days that change something, each with the document it rests on. */
import { expect, test } from 'vitest';
import { PUBLIC_HOLIDAYS } from '../../shared/public-holidays.ts';
import { addWorkingDays, calendarOf, coversYear, isWorkingDay } from '../../shared/working-days.ts';

const CALENDAR = calendarOf(PUBLIC_HOLIDAYS);
const WEEKS = calendarOf([]);
const YEARS = [2021, 2022, 2023, 2024, 2025, 2026];

test('the years confirmed are known, the ones around them are not', () => {
  expect([2020, ...YEARS, 2027].map((year) => coversYear(CALENDAR, year))).toEqual([
    false,
    ...YEARS.map(() => true),
    false,
  ]);
});

test('every day is there once, with name and document, and changes what the week alone would say', () => {
  expect(new Set(PUBLIC_HOLIDAYS.map(({ day }) => day)).size).toBe(PUBLIC_HOLIDAYS.length);
  for (const { day, kind, name, basis } of PUBLIC_HOLIDAYS) {
    expect([day, isWorkingDay(WEEKS, day)]).toEqual([day, kind === 'off']);
    expect(`${name} ${basis}`).toMatch(/\S \S/);
  }
});

test.each([...YEARS.slice(0, 5).map((year) => [year, 11] as const), [2026, 12] as const])(
  'in %i offices are off the %i days of the law, each exchanged day worked on another',
  (year, lawful) => {
    const of = (kind: string) =>
      PUBLIC_HOLIDAYS.filter((one) => one.kind === kind && one.day.startsWith(`${year}-`)).length;
    expect(of('off') - of('working')).toBe(lawful);
  },
);

test('the long week of 30 April 2025 and the exchanged days around it', () => {
  expect(addWorkingDays(CALENDAR, '2025-04-25', 3)).toBe('2025-04-29');
  expect(addWorkingDays(CALENDAR, '2025-04-29', 1)).toBe('2025-05-05');
});
