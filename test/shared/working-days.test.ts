/** Working days: the calendar's exceptions hold, and adding and counting are each other's inverse. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  type CalendarDay,
  calendarOf,
  coversYear,
  isWorkingDay,
  workingDaysBetween,
  yearsNotCovered,
} from '../../shared/working-days.ts';

/** The swap of 2025: Friday 2 May off, Saturday 26 April worked instead. */
const SWAP = calendarOf([
  { day: '2025-04-26', kind: 'working' },
  { day: '2025-04-30', kind: 'off' },
  { day: '2025-05-01', kind: 'off' },
  { day: '2025-05-02', kind: 'off' },
]);

test('Saturday and Sunday are off unless worked instead of another day', () => {
  const days = ['2025-04-25', '2025-04-26', '2025-04-27', '2025-04-28', '2025-05-02', '2025-05-05'];
  expect(days.map((day) => isWorkingDay(SWAP, day))).toEqual([true, true, false, true, false, true]);
});

test('days off are passed over, in both directions', () => {
  expect(addWorkingDays(SWAP, '2025-04-29', 1)).toBe('2025-05-05');
  expect(addWorkingDays(SWAP, '2025-05-05', -1)).toBe('2025-04-29');
  expect(addWorkingDays(SWAP, '2025-04-25', 1)).toBe('2025-04-26');
  expect(addWorkingDays(SWAP, '2025-05-03', 0)).toBe('2025-05-03');
});

test('a due date on the eve of a long holiday is late by working days only', () => {
  expect(workingDaysBetween(SWAP, '2025-04-29', '2025-04-29')).toBe(0);
  expect(workingDaysBetween(SWAP, '2025-04-29', '2025-05-04')).toBe(0);
  expect(workingDaysBetween(SWAP, '2025-04-29', '2025-05-06')).toBe(2);
  expect(workingDaysBetween(SWAP, '2025-05-06', '2025-04-29')).toBe(-2);
});

test('a year without a day off is said to be unknown, compensating days alone do not make it known', () => {
  const calendar = calendarOf([
    { day: '2025-01-01', kind: 'off' },
    { day: '2026-08-22', kind: 'working' },
  ]);
  expect([2024, 2025, 2026].map((year) => coversYear(calendar, year))).toEqual([false, true, false]);
  expect(yearsNotCovered(calendar, '2024-12-31', '2026-01-01')).toEqual([2024, 2026]);
  expect(yearsNotCovered(calendar, '2025-12-31', '2025-01-01')).toEqual([]);
});

/** Days around which calendars are drawn: leap days, both sides of 1970, ends of years. */
const day = fc
  .integer({ min: -800, max: 40_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

/** Exceptions thick enough to meet: about every third day of two months from some day on. */
const around = (from: string): fc.Arbitrary<CalendarDay[]> =>
  fc.uniqueArray(
    fc.record({
      day: fc
        .integer({ min: -30, max: 30 })
        .map((off) => new Date(Date.parse(from) + off * 86_400_000).toISOString().slice(0, 10)),
      kind: fc.constantFrom('off' as const, 'working' as const),
    }),
    { maxLength: 25, selector: (one) => one.day },
  );

const drawn = day.chain((start) => fc.tuple(fc.constant(start), around(start).map(calendarOf)));

describe.each([20250426, 7, 990_001])('for any calendar (seed %i)', (seed) => {
  const check = { seed, numRuns: 300 };

  test('counting undoes adding, forwards and backwards', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: -40, max: 40 }), ([start, calendar], n) => {
        const end = addWorkingDays(calendar, start, n);
        expect(workingDaysBetween(calendar, start, end)).toBe(n);
        if (n !== 0) expect(isWorkingDay(calendar, end)).toBe(true);
      }),
      check,
    );
  });

  test('adding undoes counting where the end is worked', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: -60, max: 60 }), ([start, calendar], offset) => {
        const end = new Date(Date.parse(start) + offset * 86_400_000).toISOString().slice(0, 10);
        const n = workingDaysBetween(calendar, start, end);
        if (isWorkingDay(calendar, end)) expect(addWorkingDays(calendar, start, n)).toBe(end);
        else expect(Math.abs(n)).toBeLessThanOrEqual(Math.abs(offset));
      }),
      check,
    );
  });

  test('more days lead later, a later end is never less late, and counts add up over a day between', () => {
    fc.assert(
      fc.property(
        drawn,
        fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })),
        ([start, calendar], [n, more]) => {
          const middle = addWorkingDays(calendar, start, n);
          const end = addWorkingDays(calendar, start, n + more + 1);
          expect(end > middle).toBe(true);
          const next = new Date(Date.parse(end) + 86_400_000).toISOString().slice(0, 10);
          const late = workingDaysBetween(calendar, start, end);
          expect([late, late + 1]).toContain(workingDaysBetween(calendar, start, next));
          expect(
            workingDaysBetween(calendar, start, middle) + workingDaysBetween(calendar, middle, end),
          ).toBe(late);
        },
      ),
      check,
    );
  });
});
