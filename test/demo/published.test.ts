/** The list of published figures misses nothing the demonstration's offices are given because an article prints it. */
import { expect, test } from 'vitest';
import { fill2021, fillTerm } from './inspection-fills.ts';
import { PUBLISHED } from './published.ts';
import { TARGET_REPORTS } from './target-assignments.ts';

const COMPARED = new Set(
  PUBLISHED.flatMap(({ province, where }) =>
    'row' in where ? [`${province} ${where.period} ${where.row}`] : [],
  ),
);
const missing = (rows: readonly string[]): string[] => rows.filter((row) => !COMPARED.has(row));

test('every target that an article names is compared', () => {
  const reports = TARGET_REPORTS.map(({ unit, period, targets }) => ({
    period,
    province: unit.startsWith('vp.') ? 'vinh-phuc' : 'hai-duong',
    keys: targets.filter(({ label }) => !label.includes('bài báo không nêu tên')).map(({ key }) => key),
  }));
  const rows = reports.flatMap(({ province, period, keys }) =>
    keys.map((key) => `${province} ${period} ${key}`),
  );
  expect(missing(rows)).toEqual([]);
});

test.each([
  ['2021', fill2021(0)],
  ['nk-2015-2020', fillTerm(0)],
])('every row an office types into the inspection sheet of %s is compared', (period, fill) => {
  expect(missing(Object.keys(fill).map((row) => `hai-duong ${period} ${row}`))).toEqual([]);
});

test('no figure stands in the list twice under one name', () => {
  const ids = PUBLISHED.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
