/** Derived columns: computed wherever a row is read, said for a stated day. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derive, timeliness } from '../../shared/derive.ts';
import { PeriodKind } from '../../shared/period.ts';
import type { Section } from '../../shared/template.ts';
import { ASSIGNED, smallForm } from '../support/small-form.ts';

const YEAR_END = { today: '2021-12-31', periodKind: 'year' } as const;

function sectionOf(id: string): Section {
  const section = smallForm().sections.find((candidate) => candidate.id === id);
  if (section === undefined) throw new Error(id);
  return section;
}

test.each([
  [{ total: '10', part: '4' }, '40'],
  [{ total: '3', part: '1' }, '33.3'],
  [{ total: '14', part: '19.29' }, '137.8'],
  [{ total: '10', part: { empty: 'none' as const } }, '0'],
  [{ total: '0', part: '4' }, undefined],
  [{ total: '10' }, undefined],
  [{ total: '10', part: { empty: 'notYetKnown' as const, reason: 'chờ' } }, undefined],
])('the share of %j is %s', (cells, share) => {
  expect(derive(sectionOf('main'), undefined, cells, {}, YEAR_END).share).toBe(share);
});

test.each([
  [0, '4', 'exceeded'],
  [0, '2', 'met'],
  [0, '1', 'missed'],
  [1, '3.9', 'met'],
  [1, '5', 'missed'],
])('assigned row %s with %s is %s', (index, actual, verdict) => {
  const row = ASSIGNED[index];
  const values = row?.values ?? {};
  expect(derive(sectionOf('given'), row, { actual }, values, YEAR_END).computed).toBe(verdict);
});

test('a verdict that names its periods is said in those only; one that names none, in every period', () => {
  const section = sectionOf('given');
  const [row] = ASSIGNED;
  const ofAYear = {
    ...section,
    columns: section.columns.map((column) =>
      column.derive?.kind === 'verdict'
        ? { ...column, derive: { ...column.derive, periods: ['year' as const, 'term' as const] } }
        : column,
    ),
  };
  for (const periodKind of PeriodKind.options) {
    const verdict = (of: Section) =>
      derive(of, row, { actual: '1' }, row?.values ?? {}, { today: '2021-12-31', periodKind }).computed;
    expect(verdict(section), periodKind).toBe('missed');
    expect(verdict(ofAYear), periodKind).toBe(
      periodKind === 'year' || periodKind === 'term' ? 'missed' : undefined,
    );
  }
});

test('a result in words is read as words: 1.234 there is a thousand and more', () => {
  const section = sectionOf('given');
  const inWords = {
    ...section,
    columns: section.columns.map((column) =>
      column.id === 'actual' ? { ...column, type: 'text' as const } : column,
    ),
  };
  const values = { plan: 'từ 1.000 hộ trở lên' };
  expect(derive(inWords, undefined, { actual: '1.234 hộ' }, values, YEAR_END).computed).toBe('met');
  expect(derive(section, undefined, { actual: '1.234' }, values, YEAR_END).computed).toBe('missed');
});

test('a sub-row that is not counted gets no verdict', () => {
  const [row] = ASSIGNED;
  if (row === undefined) throw new Error('no row');
  expect(
    derive(sectionOf('given'), { ...row, counted: false }, { actual: '4' }, row.values, YEAR_END),
  ).toEqual({});
});

test.each([
  ['no deadline', undefined, undefined, false, 'noDeadline'],
  ['far from its deadline', '2022-01-10', undefined, false, 'onTime'],
  ['seven days before', '2022-01-07', undefined, false, 'dueSoon'],
  ['eight days before', '2022-01-08', undefined, false, 'onTime'],
  ['on the last day', '2021-12-31', undefined, false, 'dueSoon'],
  ['a day late', '2021-12-30', undefined, false, 'overdue'],
  ['completed on the last day', '2021-12-30', '2021-12-30', true, 'doneOnTime'],
  ['completed late', '2021-12-30', '2021-12-31', true, 'doneLate'],
  ['completed without a deadline', undefined, '2021-12-31', true, 'doneOnTime'],
  ['completed only after the stated day', '2021-12-30', '2022-01-05', true, 'overdue'],
  ['done without a date, still in time', '2022-02-01', undefined, true, 'doneOnTime'],
])('a task %s on 31/12/2021 stands so', (_name, deadline, completed, done, expected) => {
  expect(timeliness({ deadline, completed, done, asOf: '2021-12-31' })).toBe(expected);
});

test('a cancelled task has no standing', () => {
  const cells = { task: 'x', progress: 'cancelled', deadline: '2020-01-01' };
  expect(derive(sectionOf('list'), undefined, cells, {}, YEAR_END)).toEqual({});
});

test('a task never leaves overdue or done late by the passing of days', () => {
  const day = fc
    .integer({ min: 0, max: 800 })
    .map((n) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.option(day, { nil: undefined }), day, day, (deadline, completed, a, b) => {
      const [early, later] = a <= b ? [a, b] : [b, a];
      const was = timeliness({ deadline, completed, done: completed !== undefined, asOf: early });
      const is = timeliness({ deadline, completed, done: completed !== undefined, asOf: later });
      if (was === 'overdue') expect(['overdue', 'doneLate']).toContain(is);
      if (was === 'doneLate' || was === 'doneOnTime') expect(is).toBe(was);
    }),
  );
});
