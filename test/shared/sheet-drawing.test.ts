/** Guarantees of what all drawers of a plan share: what stands above the data, what is tinted, what is closed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dataRows,
  headTexts,
  protectedColumns,
  requiredFormulas,
  requiredStretches,
  runs,
  sheetRowsOf,
} from '../../shared/sheet-drawing.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import type { ColumnPlan, TabPlan } from '../../shared/sheet-plan.ts';
import { BUILT_IN } from '../../shared/templates/index.ts';
import { formOf } from '../support/forms.ts';

const tabs = BUILT_IN.flatMap((template) =>
  planWorkbook(formOf(template, {})).tabs.map((tab) => [`${template.id}/${tab.section}`, tab] as const),
);

const column = (id: string, more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  id,
  header: id,
  width: 100,
  hidden: false,
  locked: false,
  numberFormat: '@',
  align: 'left',
  wrap: false,
  validation: { kind: 'none' },
  ...more,
});

const TAB: TabPlan = {
  section: 's',
  name: 'S',
  kind: 'list',
  keyRow: 1,
  titleRow: 2,
  subtitleRow: 3,
  groupRow: 4,
  headerRow: 5,
  firstRow: 6,
  title: 'Title',
  subtitle: 'Subtitle',
  frozenRows: 5,
  frozenColumns: 2,
  columns: [
    column('_key', { hidden: true, locked: true }),
    column('a', { group: 'G' }),
    column('b', { group: 'G' }),
    column('c'),
    column('d', { group: 'G', locked: true, derived: true }),
  ],
  rows: [
    { key: 'r1', cells: ['r1', 'x', null, null, null], bold: false, indent: 0, closed: [], required: [] },
  ],
  spareRows: 2,
  spareKeys: ['r2', 'r3'],
  highlightRequired: ['b'],
};

test('stretches cover exactly what passes, and never touch', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (items) => {
      const found = runs(items, (item) => item);
      const covered = found.flatMap(([first, count]) => Array.from({ length: count }, (_, n) => first + n));
      expect(covered).toEqual(items.flatMap((item, index) => (item ? [index] : [])));
      expect(found.every(([first], index) => index === 0 || items[first - 1] === false)).toBe(true);
    }),
  );
});

test('title and subtitle stand in the first column shown, a group over its first column', () => {
  expect(headTexts(TAB)).toEqual([
    ['_key', 'a', 'b', 'c', 'd'],
    ['', 'Title', '', '', ''],
    ['', 'Subtitle', '', '', ''],
    ['', 'G', '', '', 'G'],
    ['_key', 'a', 'b', 'c', 'd'],
  ]);
});

test('without groups the header stands where they would', () => {
  const flat = { ...TAB, headerRow: 4, firstRow: 5 };
  expect(headTexts(flat)).toHaveLength(4);
  expect(headTexts(flat)[3]).toEqual(['_key', 'a', 'b', 'c', 'd']);
});

test('a prepared row of a list has its key and nothing else', () => {
  expect(dataRows(TAB).map(({ key, cells }) => [key, cells])).toEqual([
    ['r1', ['r1', 'x', null, null, null]],
    ['r2', ['r2', null, null, null, null]],
    ['r3', ['r3', null, null, null, null]],
  ]);
});

test('a list asks for what is blank in a row that somebody began, without argument separators', () => {
  expect(requiredFormulas(TAB)).toEqual([{ column: 2, formula: '=(LEN(C6)=0)*(LEN($B6&$C6&$D6)>0)' }]);
});

test('a list warns over what is printed, a grid closes it; computed columns only warn', () => {
  const of = (kind: TabPlan['kind']) =>
    protectedColumns({ ...TAB, kind }).map(({ first, count, warns }) => [first, count, warns]);
  expect(of('list')).toEqual([
    [0, 1, true],
    [4, 1, true],
  ]);
  expect(of('grid')).toEqual([
    [0, 1, false],
    [4, 1, true],
  ]);
});

test.each(tabs)('%s: every locked column is protected once, and no open one', (_, tab) => {
  const found = protectedColumns(tab).flatMap(({ first, count }) =>
    Array.from({ length: count }, (_, n) => first + n),
  );
  const locked = tab.columns.flatMap((one, index) => (one.locked ? [index] : []));
  expect(found.sort((a, b) => a - b)).toEqual(locked);
});

test.each(tabs)('%s: every cell to fill is tinted once', (_, tab) => {
  const cells = requiredStretches(tab).flatMap(({ column: at, first, count }) =>
    Array.from({ length: count }, (_, n) => `${first + n}:${at}`),
  );
  const wanted = tab.rows.flatMap((row, index) =>
    tab.columns.flatMap(({ id }, at) => (row.required.includes(id) ? [`${index}:${at}`] : [])),
  );
  expect(cells.sort()).toEqual(wanted.sort());
});

test.each(tabs)('%s: a grid keeps room for signatures below, a list ends with its rows', (_, tab) => {
  const last = tab.firstRow - 1 + dataRows(tab).length;
  expect(sheetRowsOf(tab) - last).toBe(tab.kind === 'grid' ? 6 : 0);
});
