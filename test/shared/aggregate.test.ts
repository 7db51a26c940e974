/** Adding up: what a report contributes, and totals that are the same in whatever order reports come and go. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countBuckets,
  finishTotals,
  type Measure,
  measuresOf,
  type SummedMeasure,
  taskCounts,
  taskSections,
} from '../../shared/aggregate.ts';
import { add, subtract } from '../../shared/decimal.ts';
import type { CellValue, ReportContent } from '../../shared/report.ts';
import { Total, TotalChange } from '../../shared/wire.ts';
import { ASSIGNED, smallForm } from '../support/small-form.ts';

const form = smallForm();

/** Adds measures up as the store does: sign +1 for a report that counts, -1 for one taken back. */
class Sums {
  private readonly sums = new Map<string, SummedMeasure>();

  apply(measures: readonly Measure[], sign: 1 | -1): void {
    for (const { section, row, column, bucket, value, state, estimate } of measures) {
      const key = JSON.stringify([section, row, column, bucket]);
      const sum = this.sums.get(key) ?? {
        section,
        row,
        column,
        bucket,
        value: '0',
        number: 0,
        none: 0,
        notApplicable: 0,
        notYetKnown: 0,
        estimate: 0,
      };
      this.sums.set(key, {
        ...sum,
        value: sign === 1 ? add(sum.value, value) : subtract(sum.value, value),
        [state]: sum[state] + sign,
        estimate: sum.estimate + (estimate ? sign : 0),
      });
    }
  }

  get all(): SummedMeasure[] {
    return [...this.sums.values()];
  }
}

function totalsOf(...contents: ReportContent[]): Total[] {
  const sums = new Sums();
  for (const content of contents) sums.apply(measuresOf(form, ASSIGNED, content, 'year'), 1);
  return finishTotals(form, sums.all);
}

function total(totals: readonly Total[], row: string, column: string): Total | undefined {
  return totals.find((candidate) => candidate.row === row && candidate.column === column);
}

const grid = (total_: CellValue, more: Record<string, CellValue> = {}): ReportContent => ({
  main: { ALL: { total: total_, ...more } },
});

test('sums count reports by what they hold, and blank reports nowhere', () => {
  const totals = totalsOf(
    grid('1240'),
    grid('22', { status: 'estimate' }),
    grid({ empty: 'none' }),
    grid({ empty: 'notApplicable' }),
    grid({ empty: 'notYetKnown', reason: 'chờ' }),
    {},
  );
  expect(total(totals, 'ALL', 'total')).toEqual({
    section: 'main',
    row: 'ALL',
    column: 'total',
    value: '1262',
    number: 2,
    none: 1,
    notApplicable: 1,
    notYetKnown: 1,
    estimate: 1,
  });
});

const NONE = { empty: 'none' } as const;
const NOT_APPLICABLE = { empty: 'notApplicable' } as const;
const NOT_YET = { empty: 'notYetKnown', reason: 'chờ' } as const;

test.each<[string, readonly CellValue[], string | null]>([
  ['all declared none', [NONE, NONE], '0'],
  ['one declared none and the others hold no figure', [NONE, NOT_APPLICABLE, NOT_YET], '0'],
  ['one declared none and another has a figure', [NONE, '7'], '7'],
  ['the question arises nowhere', [NOT_APPLICABLE], null],
  ['nobody knows yet', [NOT_YET], null],
])('where %s, the total tells 0 from nothing reported', (_name, cells, value) => {
  expect(total(totalsOf(...cells.map((cell) => grid(cell))), 'ALL', 'total')?.value).toBe(value);
});

test('a none that is taken back leaves no 0 behind', () => {
  const sums = new Sums();
  const none = measuresOf(form, ASSIGNED, grid(NONE), 'year');
  sums.apply(none, 1);
  sums.apply(none, -1);
  expect(total(finishTotals(form, sums.all), 'ALL', 'total')).toMatchObject({ value: null, none: 0 });
});

test('a ratio of nothing to nothing is no 0, and nothing to something is', () => {
  const share = (...contents: ReportContent[]) => total(totalsOf(...contents), 'ALL', 'share')?.value;
  expect(share(grid(NONE, { part: NONE }))).toBeNull();
  expect(share(grid('10', { part: NONE }))).toBe('0');
  expect(share(grid(NONE, { part: NONE }), grid('10', { part: '5' }))).toBe('50');
});

test('the greatest is one of the figures given: declared none is none of them', () => {
  const best = (...cells: CellValue[]) =>
    total(totalsOf(...cells.map((cell) => grid('1', { best: cell }))), 'ALL', 'best');
  expect(best(NONE, NONE)).toMatchObject({ value: null, none: 2 });
  expect(best(NONE, '-2')).toMatchObject({ value: '-2', number: 1, none: 1 });
});

test('the rows of a list that all say none add up to 0', () => {
  const list = { a: { task: 'x', cost: NONE }, b: { task: 'y', cost: NONE } };
  expect(total(totalsOf({ list }), '*', 'cost')).toMatchObject({ value: '0', number: 0, none: 1 });
});

test('a ratio is Σ over Σ, over the reports that gave both sides', () => {
  const totals = totalsOf(grid('10', { part: '5' }), grid('90', { part: '9' }), grid('1000'));
  expect(total(totals, 'ALL', 'share')).toMatchObject({ value: '14', number: 2 });
});

test('the highest value is found again after its report is taken back', () => {
  const sums = new Sums();
  const [low, high] = [grid('1', { best: '7.25' }), grid('1', { best: '9' })].map((content) =>
    measuresOf(form, ASSIGNED, content, 'year'),
  );
  sums.apply(low ?? [], 1);
  sums.apply(high ?? [], 1);
  expect(total(finishTotals(form, sums.all), 'ALL', 'best')).toMatchObject({ value: '9', number: 2 });
  sums.apply(high ?? [], -1);
  expect(total(finishTotals(form, sums.all), 'ALL', 'best')).toMatchObject({ value: '7.25', number: 1 });
});

test('a list column is summed over its rows and counts its report once', () => {
  const list = {
    a: { task: 'x', cost: '1.5' },
    b: { task: 'y', cost: '0.25' },
    c: { task: 'z', cost: { empty: 'none' as const } },
  };
  expect(total(totalsOf({ list }, { list: {} }), '*', 'cost')).toMatchObject({
    value: '1.75',
    number: 1,
    none: 0,
  });
});

test('a total over the rows of a list travels over the wire', () => {
  const totals = totalsOf({ list: { a: { task: 'x', cost: '1.5' } } });
  expect(totals.map((each) => each.row)).toContain('*');
  expect(totals.map((each) => Total.parse(each))).toEqual(totals);
  expect(
    TotalChange.parse({ section: 'list', row: '*', column: 'cost', before: '0', after: '1.5' }).row,
  ).toBe('*');
});

test('verdicts of assigned rows are counted by combination', () => {
  const sums = new Sums();
  sums.apply(measuresOf(form, ASSIGNED, { given: { G1: { actual: '4' }, G2: { actual: '5' } } }, 'year'), 1);
  expect(countBuckets(sums.all)).toEqual([
    { section: 'given', values: { computed: 'exceeded' }, count: 1 },
    { section: 'given', values: { computed: 'missed' }, count: 1 },
  ]);
});

const tasks: ReportContent = {
  list: {
    a: { task: '1', progress: 'done', deadline: '2021-06-30', completed: '2021-06-30' },
    b: { task: '2', progress: 'done', deadline: '2021-06-30', completed: '2021-07-01' },
    c: { task: '3', progress: 'doing', deadline: '2021-06-30' },
    d: { task: '4', progress: 'doing', deadline: '2022-06-30' },
    e: { task: '5', progress: 'doing' },
    f: { task: '6', progress: 'cancelled', deadline: '2021-01-01' },
  },
};

function countsOn(asOf: string): ReturnType<typeof taskCounts> {
  const sums = new Sums();
  sums.apply(measuresOf(form, ASSIGNED, tasks, 'year'), 1);
  return taskCounts(form, 'list', countBuckets(sums.all), asOf);
}

test('tasks are counted as of a date: late ones count as completed, those not yet due are not in the rate', () => {
  expect(taskSections(form)).toEqual(['list']);
  expect(countsOn('2021-12-31')).toEqual({
    section: 'list',
    asOf: '2021-12-31',
    total: 5,
    completedOnTime: 1,
    completedLate: 1,
    inTime: 1,
    overdue: 1,
    noDeadline: 1,
    completionRate: '66.7',
  });
  expect(countsOn('2021-06-30')).toMatchObject({
    completedOnTime: 1,
    completedLate: 0,
    overdue: 0,
    inTime: 3,
    completionRate: '100',
  });
  expect(countsOn('2021-01-01').completionRate).toBeNull();
});

const number = fc.oneof(
  fc.maxSafeInteger().map(String),
  fc.integer({ min: 1, max: 99_999 }).map((n) => `${n}.25`),
);
const cell: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom<CellValue>({ empty: 'none' }, { empty: 'notApplicable' }) },
);
const report = fc
  .record(
    {
      ALL: fc.record({ total: cell, part: cell, best: cell }, { requiredKeys: [] }),
      BAD: fc.record({ total: cell }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
  .map((main): ReportContent => ({ main }));

test('after any coming and going of reports totals equal those of the reports that count', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(report, fc.boolean()), { maxLength: 8 }), (reports) => {
      const sums = new Sums();
      for (const [content] of reports) sums.apply(measuresOf(form, ASSIGNED, content, 'year'), 1);
      for (const [content, stays] of reports)
        if (!stays) sums.apply(measuresOf(form, ASSIGNED, content, 'year'), -1);
      const left = reports.filter(([, stays]) => stays).map(([content]) => content);
      const counted = finishTotals(form, sums.all).filter(
        (found) => found.number + found.none + found.notApplicable > 0,
      );
      expect(counted).toEqual(
        totalsOf(...left).filter((found) => found.number + found.none + found.notApplicable > 0),
      );
    }),
  );
});

test('a sum equals the exact sum of its numbers', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), (values) => {
      const hundredths = values.reduce((sum, value) => {
        const [whole = '0', part = ''] = value.split('.');
        const sign = whole.startsWith('-') ? -1n : 1n;
        return sum + BigInt(whole) * 100n + sign * BigInt(part.padEnd(2, '0') || '0');
      }, 0n);
      const sum = total(totalsOf(...values.map((value) => grid(value))), 'ALL', 'total')?.value ?? '';
      const [whole = '0', part = ''] = sum.split('.');
      const sign = sum.startsWith('-') ? -1n : 1n;
      expect(BigInt(whole) * 100n + sign * BigInt(part.padEnd(2, '0'))).toBe(hundredths);
    }),
  );
});
