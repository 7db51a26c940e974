/** The facts checks need of an office's other reports. */
import { expect, test } from 'vitest';
import type { PastReport } from '../../../server/store/reports.ts';
import { factsFrom, needsPast } from '../../../server/usecases/push/check-facts.ts';
import type { Rule } from '../../../shared/rule.ts';
import { builtIn } from '../../../shared/templates/index.ts';
import { TINY } from '../../support/make.ts';

const words = { why: { vi: 'vì', en: 'why' }, basis: 'mẫu', severity: 'error' } as const;
const along = { axis: 'rows', each: ['n'] } as const;
const RULES: Rule[] = [
  { ...words, ...along, each: ['n'], id: 'M', kind: 'monotonic' },
  { ...words, ...along, each: ['n'], id: 'B', kind: 'band', factor: 3, minPoints: 3 },
  { ...words, ...along, each: ['n'], id: 'S', kind: 'sumOfPeriods' },
  {
    ...words,
    id: 'G',
    kind: 'countPerGroup',
    section: 'jobs',
    groupBy: ['what'],
    min: 1,
    max: 5,
    across: 'year',
    where: { kind: 'is', column: 'status', option: 'open' },
  },
];
const FORM = { ...TINY, rules: RULES };

const past = (
  period_id: string,
  kind: PastReport['kind'],
  first_day: string,
  last_day: string,
  n: string,
): PastReport => ({
  period_id,
  kind,
  year: Number(last_day.slice(0, 4)),
  first_day,
  last_day,
  template_version: 1,
  content: { main: { a: { n } } },
  reasons: {},
});
const H1 = { kind: 'halfYear', year: 2022, from: '2022-01-01', to: '2022-06-30' } as const;
const YEAR = { kind: 'year', year: 2022, from: '2022-01-01', to: '2022-12-31' } as const;
const Q = [
  past('q1', 'quarter', '2022-01-01', '2022-03-31', '1'),
  past('q2', 'quarter', '2022-04-01', '2022-06-30', '2'),
  past('q3', 'quarter', '2022-07-01', '2022-09-30', '3'),
  past('q4', 'quarter', '2022-10-01', '2022-12-31', '4'),
];

test('a form without rules over other reports asks for none', () => {
  expect(needsPast(TINY)).toBe(false);
  expect(factsFrom(TINY, H1, Q, '2022-07-01')).toEqual({ today: '2022-07-01', periodKind: H1.kind });
  for (const { kind } of RULES) {
    expect(needsPast({ ...TINY, rules: RULES.filter((rule) => rule.kind === kind) }), kind).toBe(true);
  }
  expect(needsPast(builtIn('tasks') ?? TINY)).toBe(true);
});

test.each([
  [
    'the latest of the year from the same day on',
    [
      past('q1', 'quarter', '2022-01-01', '2022-03-31', '1'),
      past('m5', 'month', '2022-01-01', '2022-05-31', '5'),
    ],
    '5',
  ],
  ['not one of another year', [past('q1', 'quarter', '2021-01-01', '2021-03-31', '1')], undefined],
  ['not one beginning later', [past('q2', 'quarter', '2022-02-01', '2022-03-31', '2')], undefined],
  [
    'not one ending with or after it',
    [past('x', 'other', '2022-01-01', '2022-06-30', '9'), past('y', 'year', '2022-01-01', '2022-12-31', '9')],
    undefined,
  ],
  [
    'not one of another version of the form',
    [{ ...past('q1', 'quarter', '2022-01-01', '2022-03-31', '1'), template_version: 2 }],
    undefined,
  ],
])('previous cumulative report: %s', (_, reports, expected) => {
  expect(factsFrom(FORM, H1, reports, '2022-07-01').previous?.main?.a?.n).toBe(expected);
});

const numbers = (contents: readonly PastReport['content'][] | undefined) =>
  contents?.map((content) => content.main?.a?.n);

test.each([
  ['four quarters fill a year', Q, ['1', '2', '3', '4']],
  ['three quarters do not', Q.slice(0, 3), undefined],
  ['a hole in between does not', [...Q.slice(0, 2), ...Q.slice(3)], undefined],
  [
    'the fewest that fill it are taken',
    [
      ...Q,
      past('h1', 'halfYear', '2022-01-01', '2022-06-30', '10'),
      past('h2', 'halfYear', '2022-07-01', '2022-12-31', '20'),
    ],
    ['10', '20'],
  ],
  [
    'cumulative periods from the same day do not fill it',
    [
      past('a', 'month', '2022-01-01', '2022-06-30', '1'),
      past('b', 'month', '2022-01-01', '2022-12-30', '2'),
    ],
    undefined,
  ],
])('periods whose sum this one is: %s', (_, reports, expected) => {
  expect(numbers(factsFrom(FORM, YEAR, reports, '2023-01-01').increments)).toEqual(expected);
});

test('history is the office’s own numbers of the same kind of period, oldest first, at most twelve, none declared as 0', () => {
  const quarters = Array.from({ length: 15 }, (_, i) =>
    past(
      `q${i}`,
      'quarter',
      `20${i + 5 < 10 ? '0' : ''}${i + 5}-01-01`,
      `20${i + 5 < 10 ? '0' : ''}${i + 5}-03-31`,
      String(i),
    ),
  );
  const odd = {
    ...past('odd', 'quarter', '2021-01-01', '2021-03-31', '99'),
    content: { main: { a: { n: { empty: 'none' as const }, note: 'chữ' } } },
  };
  const facts = factsFrom(
    FORM,
    { ...H1, kind: 'quarter' },
    [...quarters, past('y', 'year', '2020-01-01', '2020-12-31', '7'), odd],
    '2022-07-01',
  );
  expect(facts.history).toEqual({ 'a|n': ['4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '0'] });
});

test('rows of the year are counted per folded group, only those the rule means', () => {
  const jobs = (...rows: [string, string][]) => ({
    ...past('q1', 'quarter', '2022-01-01', '2022-03-31', '1'),
    content: { jobs: Object.fromEntries(rows.map(([what, status], i) => [`j${i}`, { what, status }])) },
  });
  const facts = factsFrom(
    FORM,
    H1,
    [
      jobs(['Bí thư', 'open'], ['BÍ THƯ', 'open'], ['Bí thư', 'done']),
      jobs(['Phó', 'open'], ['constructor', 'open']),
      jobs(['constructor', 'open'], ['Constructor', 'open']),
    ],
    '2022-07-01',
  );
  expect(Object.values(facts.yearCounts?.G ?? {}).sort()).toEqual([1, 2, 3]);
  const elsewhere = { ...jobs(['Bí thư', 'open']), year: 2021 };
  expect(factsFrom(FORM, H1, [elsewhere], '2022-07-01').yearCounts).toEqual({ G: {} });
});
