/** A fix is offered only where one cell alone explains what is wrong, and its result is proven before it is offered. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { swapped } from '../../shared/dates.ts';
import { readCell } from '../../shared/field-read.ts';
import type { CellValue, ReportContent } from '../../shared/report.ts';
import type { Column, Template } from '../../shared/template.ts';
import { validate } from '../../shared/validate.ts';
import { FACTS, rule, SMALL_FORM, smallForm, withCells } from '../support/small-form.ts';

const sections = SMALL_FORM.sections.map((section) => ({
  ...section,
  columns: section.columns.map((column) => ({ ...column, required: false })),
}));
const form = smallForm({
  sections,
  rules: [
    ...smallForm().rules,
    rule('DAYS', { kind: 'notInFuture', section: 'list', columns: ['completed'] }),
  ],
});

function offered(template: Template, content: ReportContent, today: string, code: string) {
  const context = { assigned: [], facts: { ...FACTS, today }, mode: 'submit' as const };
  return validate(template, content, context)
    .issues.filter((issue) => issue.code === code)
    .map(({ fixes }) => fixes.map(({ label, cells }) => [label, cells[0]?.row, cells[0]?.value]));
}

test.each<[string, (readonly [string, CellValue | null])[], unknown]>([
  ['its one blank part takes what the total lacks', [['GOOD', null]], [[['restOfTotal', 'GOOD', '6']]]],
  [
    'of two blank parts nobody knows',
    [
      ['GOOD', null],
      ['BAD', null],
    ],
    [],
  ],
  [
    'a total too small for its parts is not made up for',
    [
      ['GOOD', null],
      ['ALL', '3'],
    ],
    [[]],
  ],
  ['a part declared not applicable is no gap', [['GOOD', { empty: 'notApplicable' }]], [[]]],
  ['with every part there the total is their sum', [['ALL', '11']], [[['sumOfParts', 'ALL', '10']]]],
])('a sum that does not hold: %s', (_name, cells, expected) => {
  const placed = cells.map(([row, value]): Parameters<typeof withCells>[0] => ['main', row, 'total', value]);
  const content = withCells(...placed);
  expect(offered(form, content, '2021-12-31', 'parts_sum')).toEqual(expected);
});

const sum = (id: string, rest: Record<string, unknown>) =>
  rule(id, { kind: 'partsSum', relation: 'equal', blankParts: 'anyFilled', ...rest });
/** Sums down one column and along the rows: they cross in it. */
const crossing = (column: 'total' | 'part') =>
  smallForm({
    sections,
    rules: [
      sum('DOWN', { axis: 'rows', each: [column], whole: 'ALL', parts: ['BAD', 'GOOD'] }),
      sum('ALONG', {
        axis: 'columns',
        each: 'all',
        section: 'main',
        whole: 'total',
        parts: ['part', 'best'],
      }),
    ],
  });

type Figures = Readonly<Record<string, Readonly<Record<string, string>>>>;

test.each<[string, 'total' | 'part', Figures, unknown]>([
  [
    'both totals wrong: what one asks for leaves the other wrong, so neither is offered',
    'total',
    { ALL: { total: '12', part: '5', best: '6' }, BAD: { total: '4' }, GOOD: { total: '6' } },
    [
      ['DOWN', []],
      ['ALONG', []],
    ],
  ],
  [
    'both totals wrong by the one cell they share: the figure both ask for is offered',
    'total',
    { ALL: { total: '12', part: '4', best: '6' }, BAD: { total: '4' }, GOOD: { total: '6' } },
    [
      ['DOWN', [['sumOfParts', 'ALL', '10']]],
      ['ALONG', [['sumOfParts', 'ALL', '10']]],
    ],
  ],
  [
    'a blank part that misses two totals by different figures: neither is offered',
    'part',
    { ALL: { part: '10' }, BAD: { part: '4' }, GOOD: { total: '9', best: '2' } },
    [
      ['DOWN', []],
      ['ALONG', []],
    ],
  ],
  [
    'a blank part that misses two totals by one figure: it is offered',
    'part',
    { ALL: { part: '10' }, BAD: { part: '4' }, GOOD: { total: '8', best: '2' } },
    [
      ['DOWN', [['restOfTotal', 'GOOD', '6']]],
      ['ALONG', [['restOfTotal', 'GOOD', '6']]],
    ],
  ],
  [
    'two totals that share no cell: each is mended, wrong as the other is',
    'part',
    {
      ALL: { part: '11' },
      BAD: { part: '4' },
      GOOD: { part: '6' },
      STOCK: { total: '9', part: '4', best: '2' },
    },
    [
      ['DOWN', [['sumOfParts', 'ALL', '10']]],
      ['ALONG', [['sumOfParts', 'STOCK', '6']]],
    ],
  ],
])('crossing sums, %s', (_name, column, main, expected) => {
  const context = { assigned: [], facts: FACTS, mode: 'draft' as const };
  const { issues } = validate(crossing(column), { main }, context);
  const sums = issues.filter(({ code }) => code === 'parts_sum');
  expect(
    sums.map(({ rule: id, fixes }) => [
      id,
      fixes.map(({ label, cells }) => [label, cells[0]?.row, cells[0]?.value]),
    ]),
  ).toEqual(expected);
});

test('a cell that is to be cleared is offered so, though a sum it has no part in the mending of stays wrong', () => {
  const cleared = smallForm({
    sections,
    rules: [
      ...crossing('part').rules,
      rule('BARE', {
        kind: 'blankWhen',
        section: 'main',
        column: 'part',
        when: { kind: 'is', column: 'status', option: 'estimate' },
      }),
    ],
  });
  const main = {
    ALL: { part: '10' },
    BAD: { part: '4' },
    GOOD: { part: '5', status: 'estimate' },
  };
  expect(offered(cleared, { main }, '2021-12-31', 'parts_sum')).toEqual([[['sumOfParts', 'ALL', '9']]]);
  expect(offered(cleared, { main }, '2021-12-31', 'blank_when')).toEqual([[['clear', 'GOOD', null]]]);
});

test.each([
  ['both totals are wrong, so neither tells which cell is', '8', []],
  ['the other total holds with what is offered', '6', [['sumOfParts', 'ALL', '10']]],
])('of two sums through one cell: %s', (_name, best, expected) => {
  const crossing = smallForm({
    sections,
    rules: [
      ...smallForm().rules,
      rule('CROSS', {
        kind: 'partsSum',
        axis: 'columns',
        each: ['ALL'],
        section: 'main',
        whole: 'total',
        parts: ['part', 'best'],
        relation: 'equal',
        blankParts: 'anyFilled',
      }),
    ],
  });
  const content = withCells(
    ['main', 'ALL', 'total', '11'],
    ['main', 'ALL', 'part', '4'],
    ['main', 'ALL', 'best', best],
  );
  expect(offered(crossing, content, '2021-12-31', 'parts_sum')).toEqual([expected, expected]);
});

test('a sum that is wrong in other cells leaves the fix of this one', () => {
  const twice = smallForm({
    sections,
    rules: [
      ...smallForm().rules,
      rule('ELSEWHERE', {
        kind: 'partsSum',
        axis: 'columns',
        each: ['GOOD'],
        section: 'main',
        whole: 'total',
        parts: ['part', 'best'],
        relation: 'equal',
        blankParts: 'skip',
      }),
    ],
  });
  const content = withCells(
    ['main', 'ALL', 'total', '11'],
    ['main', 'GOOD', 'part', '2'],
    ['main', 'GOOD', 'best', '3'],
  );
  expect(offered(twice, content, '2021-12-31', 'parts_sum')[0]).toEqual([['sumOfParts', 'ALL', '10']]);
});

test.each([
  ['2021-11-03', [[['swapDay', 'r1', '2021-03-11']]]],
  ['2021-11-10', [[]]],
  ['2021-11-13', [[]]],
  ['2021-05-30', []],
])('on 15/06/2021 what was done on %s is offered changed over where only that can be', (day, expected) => {
  const content = withCells(['list', 'r1', 'completed', day]);
  expect(offered(form, content, '2021-06-15', 'in_future')).toEqual(expected);
});

const dated = smallForm({
  sections,
  rules: [
    rule('DAYS', { kind: 'notInFuture', section: 'list', columns: ['completed'] }),
    ...(['completed', 'deadline'] as const).map((after) =>
      rule(`ORDER.${after}`, {
        kind: 'dateOrder',
        section: 'list',
        before: 'start',
        after,
        allowEqual: true,
      }),
    ),
  ],
});
const DATES = ['start', 'deadline', 'completed'] as const;
type Days = Readonly<Record<(typeof DATES)[number], string>>;
const TODAY = '2021-12-31';

function checkedDays(days: Days) {
  const context = { assigned: [], facts: { ...FACTS, today: TODAY }, mode: 'submit' as const };
  const content = withCells(
    ...DATES.map((id): Parameters<typeof withCells>[0] => ['list', 'r1', id, days[id]]),
  );
  const { issues } = validate(dated, content, context);
  return issues.filter(({ code }) => code === 'date_order' || code === 'in_future');
}

test.each<[string, Days, unknown]>([
  [
    'which of the two is written the other way round is known',
    { start: '2021-09-20', deadline: '2021-12-01', completed: '2021-03-11' },
    [[['completed', '2021-11-03']]],
  ],
  [
    'all may be, as a file of another locale reads them',
    { start: '2021-02-06', deadline: '2021-01-11', completed: '2021-01-07' },
    [[], []],
  ],
  ['either may be', { start: '2021-05-03', deadline: '2021-12-01', completed: '2021-04-09' }, [[]]],
  [
    'a third day of the row speaks against one of them',
    { start: '2021-11-03', deadline: '2021-03-20', completed: '2021-06-09' },
    [[['start', '2021-03-11']], [['start', '2021-03-11']]],
  ],
])('of two days in the wrong order the one changed over is offered: %s', (_name, days, expected) => {
  const found = checkedDays(days).map(({ fixes }) =>
    fixes.map(({ cells: [cell] }) => [cell?.column, cell?.value]),
  );
  expect(found).toEqual(expected);
});

test('of two days of which either may be the wrong one nothing is offered, wherever in a long list the proofs end', () => {
  for (const count of [1, 300, 400, 1000, 5000]) {
    const days = { start: '2021-06-02', deadline: '2021-05-07', completed: '2021-12-01' };
    const list = Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`r${n}`, { task: `Việc ${n}`, ...days }]),
    );
    const found = offered(dated, { list }, TODAY, 'date_order');
    expect(found).toHaveLength(count);
    expect(found.flat()).toEqual([]);
  }
});

test.each([11, 22, 33])(
  'a day written the other way round is offered as it was, or as nothing; what is offered mends the row, seed %i',
  (seed) => {
    const day = fc
      .integer({ min: 0, max: 364 })
      .map((n) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.tuple(day, day, day), fc.constantFrom(...DATES), (three, wrong) => {
        const [start = '', deadline = '', completed = ''] = [...three].sort();
        const truth: Days = { start, deadline, completed };
        const typed = swapped(truth[wrong]);
        fc.pre(typed !== undefined);
        const days: Days = { ...truth, [wrong]: typed };
        const issues = checkedDays(days);
        for (const { fixes } of issues) {
          expect(fixes.length).toBeLessThanOrEqual(1);
          for (const { cells } of fixes)
            for (const { column = '', value } of cells)
              expect(checkedDays({ ...days, [column]: value })).toEqual([]);
        }
        const mends = DATES.filter((id) => {
          const other = swapped(days[id]);
          return other !== undefined && checkedDays({ ...days, [id]: other }).length === 0;
        });
        const offers = issues.flatMap(({ fixes }) => fixes.flatMap(({ cells }) => cells));
        const other = (day: string): string | undefined =>
          swapped(day) ?? (day.slice(5, 7) === day.slice(8) ? day : undefined);
        const [a, b, c] = [other(days.start), other(days.deadline), other(days.completed)];
        // A file of another locale reads all three the other way round.
        const mayBeAll =
          DATES.filter((id) => swapped(days[id]) !== undefined).length > 1 &&
          a !== undefined &&
          b !== undefined &&
          c !== undefined &&
          checkedDays({ start: a, deadline: b, completed: c }).length === 0;
        if (mayBeAll) expect(offers).toEqual([]);
        // Where no other day of the row can be meant, it is offered.
        else if (mends.length === 1 && issues.length > 0)
          expect(offers).toContainEqual(expect.objectContaining({ column: wrong, value: truth[wrong] }));
      }),
      { seed, numRuns: Number(process.env.RUNS ?? 200) },
    );
  },
);

const DAY = { id: 'd', label: { vi: 'Ngày', en: 'Day' }, type: 'date', source: 'office' } as Column;

test('a text that can only put the month first is offered as the day it is; one of two readings is asked about', () => {
  const vi = { locale: 'vi_VN' };
  expect(readCell('05/18/2022', DAY, vi)).toMatchObject({ code: 'not_a_date', fix: '2022-05-18' });
  expect(readCell('18/05/2022', DAY, vi)).toEqual({ kind: 'value', value: '2022-05-18' });
  expect(readCell('31/06/2022', DAY, vi)).toMatchObject({ code: 'no_such_day', fix: '2022-06-30' });
  expect(readCell('03/04/2022', DAY, { locale: 'en_US' })).toMatchObject({
    kind: 'question',
    id: 'date_order',
  });
});
