/** Plans given on against the plan received: exact sums of bounds, and a reason wherever nothing is added. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CascadeRow, cascadeOf } from '../../shared/cascade.ts';
import { add, compare } from '../../shared/decimal.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { type TargetMethod, targetRow } from '../../shared/templates/target-row.ts';

const found = builtIn('targets');
if (found === undefined) throw new Error('targets');
const TARGETS = found;

const row = (plan: string | undefined, method: TargetMethod = 'sum') =>
  targetRow({
    key: 't',
    label: { vi: 'Chỉ tiêu', en: 'Target' },
    method,
    ...(plan === undefined ? {} : { plan }),
  });

function cascade(
  plan: string | undefined,
  children: readonly (string | null)[],
  method: TargetMethod = 'sum',
): CascadeRow {
  const below = children.map((theirs, i) => ({
    unit: `x${i + 1}`,
    name: `Xã ${i + 1}`,
    rows: theirs === null ? [] : [row(theirs, method)],
  }));
  const [only] = cascadeOf(TARGETS, [row(plan, method)], below) ?? [];
  if (only === undefined) throw new Error('no row');
  return only;
}

test.each<[string, readonly string[], object]>([
  [
    'từ 10 trở lên',
    ['từ 4 trở lên', '5'],
    { sum: { low: '9', high: null }, verdict: 'short', difference: '-1' },
  ],
  [
    '10 mô hình',
    ['4 mô hình', '6 mô hình'],
    { sum: { low: '10', high: '10' }, verdict: 'equal', difference: '0' },
  ],
  [
    '2 - 3 tổ chức',
    ['1 - 2 tổ chức', '2 - 4 tổ chức'],
    { sum: { low: '3', high: '6' }, verdict: 'over', difference: '1' },
  ],
  ['dưới 10', ['dưới 4', 'dưới 5'], { sum: { low: null, high: '9' }, verdict: 'short', difference: '-1' }],
  ['0,3', ['0,1', '0,2'], { sum: { low: '0.3', high: '0.3' }, verdict: 'equal', difference: '0' }],
  ['1 tỷ đồng', ['400 triệu đồng', '600 triệu đồng'], { verdict: 'equal', difference: '0' }],
])('a plan of %s against %j', (plan, children, expected) => {
  expect(cascade(plan, children)).toMatchObject({ ...expected, why: null });
});

test.each<[string, string, readonly string[], TargetMethod, string]>([
  ['ranks', 'thứ 6/11', ['thứ 2'], 'rank', 'Ranks are not added.'],
  ['growth', 'tăng 8,6%', ['tăng 9%'], 'growth', 'Growth is not added.'],
  ['ratios', 'từ 10% trở lên', ['từ 12% trở lên'], 'ratio', 'Ratios are not added.'],
  ['results in words', '5', ['6'], 'words', 'This target is not added over offices.'],
  ['a plan in other units of measure', '10 tấn', ['5 con'], 'sum', 'Units of measure differ.'],
  [
    'a plan nobody can read',
    '10',
    ['phấn đấu hoàn thành'],
    'sum',
    'The plan of an office cannot be read as numbers.',
  ],
])('%s are not added, and it says why', (_, plan, children, method, why) => {
  expect(cascade(plan, children, method)).toMatchObject({ sum: null, verdict: null, why: { en: why } });
});

test('an office below that was not given the target is named, and what the others were given is still added', () => {
  const told = cascade('10', ['4', null, '5']);
  expect(told.without).toEqual([{ unit: 'x2', name: 'Xã 2' }]);
  expect(told.children.map(({ unit, plan }) => [unit, plan])).toEqual([
    ['x1', '4'],
    ['x3', '5'],
  ]);
  expect(told).toMatchObject({ verdict: 'short', difference: '-1' });
});

test('a target given to nobody, or without a plan of its own, is told so', () => {
  expect(cascade('10', [null])).toMatchObject({ sum: null, why: { en: 'Given to nobody yet.' } });
  expect(cascade(undefined, ['4'])).toMatchObject({
    sum: { low: '4' },
    verdict: null,
    why: { en: 'There is no plan in numbers to compare with.' },
  });
});

test('a form without plans has no cascade', () => {
  const inspection = builtIn('inspection');
  expect(inspection && cascadeOf(inspection, [], [])).toBeUndefined();
});

describe.each([7, 77, 777])('seed %i', (seed) => {
  test('Σ lo .. Σ hi is exact, and the verdict is that of Σ lo against the plan', () => {
    const hundredths = fc.integer({ min: 0, max: 10_000_000 });
    const text = (n: number): string => `${Math.floor(n / 100)},${String(n % 100).padStart(2, '0')}`;
    const exact = (n: number): string =>
      add(String(Math.floor(n / 100)), `0.${String(n % 100).padStart(2, '0')}`.replace(/\.?0+$/, '') || '0');
    fc.assert(
      fc.property(
        hundredths,
        fc.array(fc.tuple(hundredths, hundredths), { minLength: 1, maxLength: 8 }),
        (plan, ranges) => {
          const ordered = ranges.map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
          const told = cascade(
            `từ ${text(plan)} trở lên`,
            ordered.map(([low, high]) => `${text(low)} - ${text(high)}`),
          );
          const [low, high] = [0, 1].map((side) =>
            ordered.reduce((sum, pair) => sum + (pair[side as 0 | 1] ?? 0), 0),
          );
          expect(told.sum).toEqual({ low: exact(low ?? 0), high: exact(high ?? 0) });
          expect(told.verdict).toBe(
            { '-1': 'short', '0': 'equal', '1': 'over' }[compare(exact(low ?? 0), exact(plan))],
          );
        },
      ),
      { seed, numRuns: 60 },
    );
  });
});
