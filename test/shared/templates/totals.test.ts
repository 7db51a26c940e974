/** How the built-in forms add up over offices. */
import { expect, test } from 'vitest';
import {
  countBuckets,
  finishTotals,
  measuresOf,
  type SummedMeasure,
  taskCounts,
} from '../../../shared/aggregate.ts';
import { add } from '../../../shared/decimal.ts';
import type { ReportContent } from '../../../shared/report.ts';
import { validSample } from '../../support/samples/index.ts';
import { changed, type Sample } from '../../support/samples/sample.ts';

/** The measures of several reports of one form, added up as the store does. */
function summed(sample: Sample, contents: readonly ReportContent[]): SummedMeasure[] {
  const sums = new Map<string, SummedMeasure>();
  for (const content of contents) {
    for (const { state, estimate, value, ...at } of measuresOf(
      sample.template,
      sample.assigned,
      content,
      sample.facts.periodKind,
    )) {
      const key = `${at.section}|${at.row}|${at.column}|${at.bucket}`;
      const none = { number: 0, none: 0, notApplicable: 0, notYetKnown: 0, estimate: 0 };
      const sum = sums.get(key) ?? { ...at, value: '0', ...none };
      const counts = { ...sum, [state]: sum[state] + 1, estimate: sum.estimate + (estimate ? 1 : 0) };
      sums.set(key, { ...counts, value: add(sum.value, value) });
    }
  }
  return [...sums.values()];
}

function totalOf(sample: Sample, contents: readonly ReportContent[], row: string, column: string) {
  return finishTotals(sample.template, summed(sample, contents)).find(
    (total) => total.row === row && total.column === column,
  );
}

test('an inspection total is the sum over offices, per indicator and per breakdown', () => {
  const sample = validSample('inspection');
  const other = changed(sample.content, [
    ['main', 'DH.DV', 'total', '10'],
    ['main', 'DH.DV', 'UB', '10'],
    ['main', 'KD.TT', 'total', { empty: 'none' }],
  ]);
  const both = [sample.content, other];
  expect(totalOf(sample, both, 'DH.DV', 'total')).toMatchObject({ value: '100', number: 2 });
  expect(totalOf(sample, both, 'DH.DV', 'UB')).toMatchObject({ value: '100', number: 2 });
  expect(totalOf(sample, both, 'KD.TT', 'total')).toMatchObject({ value: '18', number: 1, none: 1 });
});

test('the province’s ratio is the sum of numerators over the sum of denominators, and both sums are kept', () => {
  const sample = validSample('targets');
  const other = changed(sample.content, [
    ['targets', 'CT02', 'actual', '10'],
    ['targets', 'CT02', 'numerator', '10'],
    ['targets', 'CT02', 'denominator', '100'],
  ]);
  const both = [sample.content, other];
  expect(totalOf(sample, both, 'CT02', 'numerator')?.value).toBe('1960');
  expect(totalOf(sample, both, 'CT02', 'denominator')?.value).toBe('2100');
  expect(totalOf(sample, both, 'CT02', 'actual')?.value).toMatch(/^93\.33/);
});

test('ranks, growth and results in words are never added', () => {
  const sample = validSample('targets');
  const totals = finishTotals(sample.template, summed(sample, [sample.content, sample.content]));
  expect(totals.filter(({ row }) => ['CT04', 'CT05', 'CT07'].includes(row))).toEqual([]);
  expect(totals.some(({ row, column }) => row === 'CT01' && column === 'actual')).toBe(true);
});

test('an estimate is counted beside the total it is part of', () => {
  const sample = validSample('targets');
  expect(totalOf(sample, [sample.content], 'CT01', 'actual')).toMatchObject({ value: '19292', estimate: 1 });
  expect(totalOf(sample, [sample.content], 'CT03', 'actual')).toMatchObject({ estimate: 0 });
});

test('computed and published verdicts are counted side by side, sub-rows aside', () => {
  const sample = validSample('targets');
  const counts = countBuckets(summed(sample, [sample.content])).map(({ values, count }) => [values, count]);
  expect(counts).toEqual(
    expect.arrayContaining([
      [{ computed: 'exceeded', published: 'exceeded' }, 1],
      [{ computed: 'met', published: 'met' }, 4],
      [{ computed: 'missed', published: 'missed' }, 1],
      [{ published: 'met' }, 1],
    ]),
  );
  expect(counts).toHaveLength(4);
});

test('targets of a year that is not over are counted without a verdict by the figures, never as missed', () => {
  const sample = validSample('targets');
  const early = { ...sample, facts: { ...sample.facts, periodKind: 'quarter' as const } };
  const rows = sample.content.targets ?? {};
  const typed = Object.entries(rows).map(([key, cells]) => {
    const { published: _, ...rest } = cells;
    return [key, rest];
  });
  const buckets = countBuckets(summed(early, [{ targets: Object.fromEntries(typed) }]));
  expect(buckets).toEqual([{ section: 'targets', values: {}, count: 7 }]);
  expect(countBuckets(summed(early, [sample.content])).map(({ values }) => Object.keys(values))).toEqual([
    ['published'],
    ['published'],
    ['published'],
  ]);
});

test.each([
  ['2022-03-16', { completedOnTime: 0, inTime: 5, overdue: 0, noDeadline: 1, completionRate: null }],
  ['2022-03-18', { completedOnTime: 1, inTime: 4, overdue: 0, noDeadline: 1, completionRate: '100' }],
  ['2022-07-01', { completedOnTime: 1, inTime: 0, overdue: 4, noDeadline: 1, completionRate: '20' }],
])('task counts as of %s follow from the dates alone', (asOf, expected) => {
  const sample = validSample('tasks');
  const buckets = countBuckets(summed(sample, [sample.content]));
  expect(taskCounts(sample.template, 'tasks', buckets, asOf)).toMatchObject({ total: 6, ...expected });
});

test('a cancelled task is no task', () => {
  const sample = validSample('tasks');
  const content = changed(sample.content, [['tasks', 'r0004', 'workflow', 'cancelled']]);
  const buckets = countBuckets(summed(sample, [content]));
  expect(taskCounts(sample.template, 'tasks', buckets, '2022-07-01')).toMatchObject({ total: 5, overdue: 3 });
});
