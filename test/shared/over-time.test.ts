/** Figures over time: added only over windows that join, compared only with the same window, and otherwise refused in words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finishTotals, type SummedMeasure } from '../../shared/aggregate.ts';
import { NOT_COMPARABLE, reason } from '../../shared/not-comparable.ts';
import {
  absentRows,
  joined,
  onYear,
  type Window,
  yearBefore,
  yearStart,
  yearToDate,
} from '../../shared/over-time.ts';
import type { PeriodKind } from '../../shared/period.ts';
import { Template } from '../../shared/template.ts';
import { TINY } from '../support/make.ts';

const number = (id: string, more: object) => ({
  id,
  label: { vi: id, en: id },
  type: 'decimal',
  overUnits: { kind: 'sum' },
  ...more,
});
const row = (key: string, more: object = {}) => ({ key, label: { vi: key, en: key }, ...more });

const form = (version: number, rows: readonly object[]): Template =>
  Template.parse({
    ...TINY,
    version,
    rules: [],
    sections: [
      {
        id: 'main',
        label: { vi: 'Chính', en: 'Main' },
        kind: 'grid',
        rowsFrom: 'template',
        columns: [
          number('flow', { overTime: 'flow' }),
          number('base', { overTime: 'flow' }),
          number('cumulative', { overTime: 'cumulative' }),
          number('stock', { overTime: 'stock' }),
          number('unsaid', {}),
          {
            id: 'ratio',
            label: { vi: 'r', en: 'r' },
            type: 'percent',
            decimals: 1,
            source: 'derived',
            overTime: 'flow',
            derive: { kind: 'ratio', numerator: 'flow', denominator: 'base', scale: 100 },
            overUnits: { kind: 'ratio', numerator: 'flow', denominator: 'base', scale: 100 },
          },
        ],
        rows,
      },
    ],
  });
const FORM = form(1, [row('a'), row('held', { overTime: 'stock' })]);

const FULL = { expected: 2, received: 2, accepted: 2, late: 0 };
type Values = Readonly<Record<string, string>>;

/** "a.flow" → value; a ratio is given by its sides. */
function measuresOf(values: Values): SummedMeasure[] {
  const one = (name: string, value: string, bucket: string, column?: string): SummedMeasure => {
    const [key = '', own = ''] = name.split('.');
    return {
      section: 'main',
      row: key,
      column: column ?? own,
      bucket,
      value,
      number: 1,
      none: 0,
      notApplicable: 0,
      notYetKnown: 0,
      estimate: 0,
    };
  };
  return Object.entries(values).flatMap(([name, value]) => {
    if (!name.endsWith('.ratio')) return [one(name, value, '')];
    const [numerator = '', denominator = ''] = value.split('/');
    return [one(name, numerator, '{"part":"numerator"}'), one(name, denominator, '{"part":"denominator"}')];
  });
}

let serial = 0;
function window(
  from: string,
  to: string,
  values: Values,
  more: Partial<Window> & { kind?: PeriodKind } = {},
): Window {
  const { kind = 'other', ...rest } = more;
  const id = `w${++serial}`;
  const year = Number(to.slice(0, 4));
  const measures = measuresOf(values);
  return {
    period: { id, kind, label: { vi: `Kỳ ${from}–${to}`, en: `Period ${from}–${to}` }, year, from, to },
    coverage: FULL,
    told: { template: FORM, measures, totals: finishTotals(FORM, measures) },
    ...rest,
  };
}

const toDate = (at: Window, windows: readonly Window[], name = 'a.flow') => {
  const { cells, ...rest } = yearToDate(at, windows);
  const [key, column] = name.split('.');
  const cell = cells.find((one) => one.row === key && one.column === column);
  return { ...rest, value: cell?.value, of: cell?.of, code: cell?.reason?.code };
};
const compared = (at: Window, windows: readonly Window[], name = 'a.flow') => {
  const { cells, base, reason: why } = onYear(at, windows, 'received');
  const [key, column] = name.split('.');
  const cell = cells.find((one) => one.row === key && one.column === column);
  return { base, code: why?.code ?? cell?.reason?.code, difference: cell?.difference, growth: cell?.growth };
};

describe('year-to-date', () => {
  const q1 = window('2025-01-01', '2025-03-31', { 'a.flow': '10', 'a.ratio': '1000/20', 'a.stock': '7' });
  const q2 = window('2025-04-01', '2025-06-30', { 'a.flow': '5', 'a.ratio': '500/30', 'a.held': '1' });

  test('flows are added over windows that join, and the ratio is that of the sums', () => {
    expect(toDate(q2, [q1, q2])).toMatchObject({
      from: '2025-01-01',
      to: '2025-06-30',
      value: '15',
      of: [q1.period.id, q2.period.id],
    });
    expect(toDate(q2, [q1, q2], 'a.ratio').value).toBe('30');
  });

  test('a stock is the latest and never added, also where the row says so and the column does not', () => {
    expect(toDate(q2, [q1, q2], 'a.stock').value).toBe('7');
    const one = window('2025-01-01', '2025-03-31', { 'held.flow': '7' });
    const two = window('2025-04-01', '2025-06-30', { 'held.flow': '5' });
    expect(toDate(two, [one, two], 'held.flow').value).toBe('5');
  });

  test('a gap or an overlap is never added over', () => {
    const q3 = window('2025-07-01', '2025-09-30', { 'a.flow': '1' });
    expect(toDate(q3, [q1, q3])).toMatchObject({ value: null, code: 'not_tiled' });
    const wide = window('2025-03-01', '2025-06-30', { 'a.flow': '100' });
    expect(toDate(wide, [q1, wide])).toMatchObject({ value: null, code: 'not_tiled' });
  });

  test('a cumulative figure is that of the window from the first day, and never a sum', () => {
    const half = window('2025-01-01', '2025-06-30', { 'a.cumulative': '30' });
    const first = window('2025-01-01', '2025-03-31', { 'a.cumulative': '20' });
    const second = window('2025-04-01', '2025-06-30', { 'a.cumulative': '10' });
    expect(toDate(second, [first, second, half], 'a.cumulative').value).toBe('30');
    expect(toDate(second, [first, second], 'a.cumulative')).toMatchObject({
      value: null,
      code: 'other_first_day',
    });
  });

  test('a year of data may begin on 15 December', () => {
    const early = window('2024-12-15', '2025-03-14', { 'a.flow': '3' });
    const late = window('2025-03-15', '2025-06-14', { 'a.flow': '4' });
    expect(yearStart(late, [early, late])).toBe('2024-12-15');
    expect(toDate(late, [early, late]).value).toBe('7');
  });

  test('weeks that begin before the year leave its months alone, and its own period leaves the weeks alone', () => {
    const january = window('2025-01-01', '2025-01-31', { 'a.flow': '1' }, { kind: 'month' });
    const february = window('2025-02-01', '2025-02-28', { 'a.flow': '2' }, { kind: 'month' });
    const week = window('2024-12-30', '2025-01-05', { 'a.flow': '5' }, { kind: 'week' });
    const year = window('2025-01-01', '2025-12-31', {}, { kind: 'year' });
    const all = [week, january, february, year];
    expect(toDate(february, all).value).toBe('3');
    expect(toDate(week, all).value).toBe('5');
  });

  test('a figure nobody gave, a row that was not there, a point that cannot be told: each is named', () => {
    const blank = window('2025-01-01', '2025-03-31', {});
    expect(toDate(q2, [blank, q2]).code).toBe('no_figure');
    const older = window(
      '2025-01-01',
      '2025-03-31',
      {},
      { told: { template: form(1, [row('b')]), measures: [], totals: [] } },
    );
    expect(toDate(q2, [older, q2]).code).toBe('row_absent');
    const untold = window('2025-01-01', '2025-03-31', {}, { told: reason('not_owed') });
    expect(toDate(q2, [untold, q2]).code).toBe('base_untold');
    expect(toDate(window('2025-01-01', '2025-03-31', { 'a.unsaid': '1' }), [q1], 'a.unsaid').code).toBe(
      'over_time_unknown',
    );
  });

  test('flows of a scope made of other units at the time are not added', () => {
    const { cells } = yearToDate(q2, [q1, q2], (earlier) =>
      earlier === q1 ? reason('territory_changed') : undefined,
    );
    expect(cells.find(({ column }) => column === 'flow')?.reason?.code).toBe('territory_changed');
  });
});

describe('so cùng kỳ', () => {
  const before = window(
    '2024-01-01',
    '2024-03-31',
    { 'a.flow': '80', 'held.flow': '0' },
    { kind: 'quarter' },
  );
  const now = window('2025-01-01', '2025-03-31', { 'a.flow': '100', 'held.flow': '5' }, { kind: 'quarter' });

  test('difference and growth against the same window a year before', () => {
    expect(compared(now, [before, now])).toEqual({
      base: before.period.id,
      code: undefined,
      difference: '20',
      growth: '25',
    });
  });

  test('29 February answers to 28 February', () => {
    expect([yearBefore('2025-02-28'), yearBefore('2024-02-29'), yearBefore('2025-02-27')]).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2024-02-27',
    ]);
  });

  test('a base of zero has a difference and no growth, a negative one neither per cent', () => {
    expect(compared(now, [before, now], 'held.flow')).toMatchObject({
      difference: '5',
      growth: null,
      code: 'base_zero',
    });
    const debt = window('2024-01-01', '2024-03-31', { 'a.flow': '-4' }, { kind: 'quarter' });
    expect(compared(now, [debt, now])).toMatchObject({
      difference: '104',
      growth: null,
      code: 'base_negative',
    });
  });

  test.each([
    ['no base', [], 'no_base'],
    [
      'another window',
      [window('2023-12-15', '2024-03-14', { 'a.flow': '1' }, { kind: 'quarter' })],
      'other_window',
    ],
    [
      'other coverage',
      [window('2024-01-01', '2024-03-31', { 'a.flow': '1' }, { coverage: { ...FULL, received: 1 } })],
      'other_coverage',
    ],
    ['an unknown split', [window('2024-01-01', '2024-03-31', {}, { told: reason('split') })], 'base_untold'],
    ['no figure', [window('2024-01-01', '2024-03-31', { 'held.flow': '1' })], 'no_figure'],
    [
      'a form without the row',
      [
        window(
          '2024-01-01',
          '2024-03-31',
          {},
          {
            told: { template: form(1, [row('held')]), measures: [], totals: [] },
          },
        ),
      ],
      'row_absent',
    ],
  ] as const)('%s is not compared, and says so', (_, windows, code) => {
    expect(compared(now, [...windows, now])).toMatchObject({ code });
  });

  test('days are told as people write them, in both languages', () => {
    expect(onYear(now, [now], 'received').reason).toMatchObject({
      vi: 'Không có kỳ nào từ 01/01/2024 đến 31/03/2024 để so với cùng kỳ.',
      en: 'There is no period from 1 Jan 2024 to 31 Mar 2024 to compare with.',
    });
  });

  test('a scope made of other units a year before is not compared', () => {
    const { reason: why, cells } = onYear(now, [before, now], 'received', () => reason('territory_changed'));
    expect([why?.code, cells]).toEqual(['territory_changed', []]);
  });
});

test('rows a newer version of the form has and a point does not are told', () => {
  const newer = form(2, [row('a'), row('new'), row('head', { heading: true })]);
  expect(
    absentRows(window('2025-01-01', '2025-03-31', {}), newer).map((one) => [one.row, one.reason.code]),
  ).toEqual([['new', 'row_absent']]);
});

test('every reason speaks both languages and leaves no place unfilled that it was given', () => {
  for (const code of Object.keys(NOT_COMPARABLE) as (keyof typeof NOT_COMPARABLE)[]) {
    const names = [...NOT_COMPARABLE[code].vi.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const params = Object.fromEntries(
      names.flatMap((name) => [
        [name, 'x'],
        [`${name}_en`, 'y'],
      ]),
    );
    const { vi, en } = reason(code, params);
    expect(`${vi}${en}`).not.toMatch(/[{}]/);
    expect(vi).not.toBe(en);
  }
});

const DAYS = 365;
const dayOf = (n: number): string => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);
const spans = fc.array(fc.tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1)), { maxLength: 12 });

describe.each([11, 22, 33])('seed %i', (seed) => {
  /** Every window of a year whose truth is known by the day. */
  const told = (perDay: readonly number[], from: number, to: number): Window => {
    const total = String(perDay.slice(from, to + 1).reduce((sum, one) => sum + one, 0));
    return window(dayOf(from), dayOf(to), { 'a.flow': total, 'a.cumulative': total });
  };
  const history = fc.record({
    perDay: fc.array(fc.integer({ min: -5, max: 99 }), { minLength: DAYS, maxLength: DAYS }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: DAYS - 1 }), { maxLength: 12 }),
    others: spans,
    order: fc.nat(),
  });

  test('year-to-date from fine windows, from coarse ones and from the cumulative report are one figure', () => {
    fc.assert(
      fc.property(history, ({ perDay, cuts }) => {
        const edges = [0, ...[...cuts].sort((a, b) => a - b), DAYS];
        const fine = edges.slice(1).map((end, at) => told(perDay, edges[at] ?? 0, end - 1));
        const coarseEdges = edges.filter((_, at) => at % 2 === 0 || at === edges.length - 1);
        const coarse = coarseEdges.slice(1).map((end, at) => told(perDay, coarseEdges[at] ?? 0, end - 1));
        const whole = told(perDay, 0, DAYS - 1);
        const [fineAt, coarseAt] = [fine.at(-1), coarse.at(-1)];
        if (fineAt === undefined || coarseAt === undefined) throw new Error('no window');
        const truth = String(perDay.reduce((sum, one) => sum + one, 0));
        expect(toDate(fineAt, fine).value).toBe(truth);
        expect(toDate(coarseAt, coarse).value).toBe(truth);
        expect(toDate(whole, [whole], 'a.cumulative').value).toBe(truth);
        expect(toDate(fineAt, [...coarse, whole, ...fine]).value).toBe(truth);
      }),
      { seed, numRuns: 40 },
    );
  });

  test('whatever windows there are, a sum holds every day once or is refused', () => {
    fc.assert(
      fc.property(history, ({ perDay, cuts, others }) => {
        const edges = [0, ...[...cuts].sort((a, b) => a - b), DAYS];
        const windows = [
          ...edges.slice(1).map((end, at) => told(perDay, edges[at] ?? 0, end - 1)),
          ...others.map(([a, b]) => told(perDay, Math.min(a, b), Math.max(a, b))),
        ].filter((_, at) => at % 5 !== 3);
        for (const at of windows) {
          const end = Math.round((Date.parse(at.period.to) - Date.parse('2025-01-01')) / 86_400_000);
          const truth = String(perDay.slice(0, end + 1).reduce((sum, one) => sum + one, 0));
          const { value, code } = toDate(at, windows);
          if (value === null) expect(code).toBe('not_tiled');
          else expect(value).toBe(truth);
          const tiles = joined('2025-01-01', at.period.to, windows);
          expect(tiles === undefined).toBe(value === null);
        }
      }),
      { seed, numRuns: 40 },
    );
  });
});
