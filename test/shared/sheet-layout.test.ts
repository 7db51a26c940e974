/** Guarantees of the workbook plan: golden layouts of the built-in forms and what every renderer may rely on. */
import { expect, test } from 'vitest';
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { freeKeys, planCell, planWorkbook, tabNames } from '../../shared/sheet-layout.ts';
import { LISTS_TAB, type SheetPlan } from '../../shared/sheet-plan.ts';
import type { Column, Template } from '../../shared/template.ts';
import { BUILT_IN } from '../../shared/templates/index.ts';
import { formOf, SAMPLE_CONTENT } from '../support/forms.ts';

const planOf = (template: Template): SheetPlan =>
  planWorkbook(formOf(template, SAMPLE_CONTENT[template.id] ?? {}));

test.each(BUILT_IN.map((template) => [template.id, template] as const))(
  'the sheets of %s are laid out as agreed',
  async (id, template) => {
    await expect(`${JSON.stringify(planOf(template), null, 2)}\n`).toMatchFileSnapshot(
      `../golden/${id}.layout.json`,
    );
  },
);

test.each(BUILT_IN.map((template) => [template.id, template] as const))(
  'every tab of %s has unlike column ids and row keys, and as many cells as columns',
  (_, template) => {
    for (const tab of planOf(template).tabs) {
      const ids = tab.columns.map((column) => column.id);
      const keys = [...tab.rows.map((row) => row.key), ...tab.spareKeys];
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(keys).size).toBe(keys.length);
      expect(tab.spareKeys).toHaveLength(tab.spareRows);
      for (const row of tab.rows) expect(row.cells).toHaveLength(ids.length);
    }
  },
);

test.each(BUILT_IN.map((template) => [template.id, template] as const))(
  'only what the office fills is open in %s',
  (_, template) => {
    for (const tab of planOf(template).tabs) {
      const section = template.sections.find(({ id }) => id === tab.section);
      const office = section?.columns
        .filter((column) => column.source === 'office')
        .map((column) => column.id);
      const open = tab.columns.filter((column) => !column.locked).map((column) => column.id);
      expect(open.sort()).toEqual(office?.sort());
    }
  },
);

/** A laptop's screen beside the sidebar, without the row numbers. */
const ROOM = 1366 - 300 - 50;

test.each(BUILT_IN.map((template) => [template.id, template] as const))(
  'scrolled to the side, a row of %s still says what it is, and more of the screen moves than stays',
  (_, template) => {
    for (const tab of planOf(template).tabs) {
      const frozen = tab.columns.slice(0, tab.frozenColumns);
      const naming = tab.kind === 'grid' ? '_label' : 'task';
      expect(frozen.map((each) => each.id)).toContain(naming);
      const width = frozen.reduce((sum, each) => sum + (each.hidden ? 0 : each.width), 0);
      expect(width, tab.name).toBeLessThan(ROOM / 2);
    }
  },
);

test('a list none of whose texts is required is named by its first text, and one without texts stays as it is', () => {
  const [template] = BUILT_IN.filter(({ id }) => id === 'tasks');
  const [section] = template?.sections ?? [];
  if (template === undefined || section === undefined) throw new Error('no tasks form');
  const shownFirst = (columns: Column[]) => {
    const [tab] = planWorkbook(formOf({ ...template, sections: [{ ...section, columns }] }, {})).tabs;
    return tab?.columns.slice(0, tab.frozenColumns).map(({ id }) => id);
  };
  const dates = { ...column('date'), id: 'd' };
  expect(shownFirst([dates, { ...column('text'), id: 'a' }, { ...column('text'), id: 'b' }])).toEqual([
    '_key',
    'a',
  ]);
  expect(shownFirst([dates, { ...column('integer'), id: 'n' }])).toEqual(['_key', 'd']);
});

test.each(BUILT_IN.map((template) => [template.id, template] as const))(
  'the words %s asks for in place of a figure or a date are seen whole: every cell the office fills wraps',
  (_, template) => {
    for (const tab of planOf(template).tabs) {
      for (const each of tab.columns)
        if (!each.locked) expect(each.wrap, `${tab.name} ${each.id}`).toBe(true);
    }
  },
);

const column = (type: Column['type']): Column => ({
  id: 'c',
  label: { vi: 'Cột', en: 'Column' },
  type,
  source: 'office',
  required: false,
});

test.each([
  ['decimal', '1234.5', 1234.5],
  ['integer', '0', 0],
  ['date', '1975-06-13', { date: '1975-06-13' }],
  ['text', '=1+1', '=1+1'],
  ['text', '00012', '00012'],
  ['money', '123456789012345.67', FIELD_TYPES.money.show('123456789012345.67', column('money'), 'vi')],
] as const)('a %s %s is written so that it reads back the same', (type, value, written) => {
  expect(planCell(value, column(type))).toEqual(written);
});

test('declared empties are written in words', () => {
  expect(planCell({ empty: 'none' }, column('integer'))).toBe('không phát sinh');
});

test('a list too long for a cell goes to the hidden tab', () => {
  const [first] = BUILT_IN;
  if (first === undefined) throw new Error('no template');
  const options = Array.from({ length: 501 }, (_, n) => ({
    id: `o${n}`,
    label: { vi: `Mục ${n}`, en: `Item ${n}` },
  }));
  const template: Template = {
    ...first,
    sections: [
      {
        id: 's',
        label: { vi: 'Phần', en: 'Part' },
        kind: 'list',
        rowsFrom: 'office',
        columns: [{ ...column('option'), options }],
      },
    ],
  };
  const plan = planOf(template);
  expect(plan.tabs[0]?.columns[1]?.validation).toMatchObject({
    kind: 'list',
    range: `${LISTS_TAB}!$A$2:$A$502`,
  });
  expect(plan.lists[0]?.values).toHaveLength(501);
});

test('tab names are unlike, at most 31 characters, and without what .xlsx forbids', () => {
  const label = {
    vi: 'Thống kê [kiểm tra/giám sát]: công tác kỷ luật đảng trong toàn tỉnh',
    en: 'Statistics',
  };
  const sections = ['a', 'b', 'c'].map((id) => ({
    id,
    label,
    kind: 'list' as const,
    rowsFrom: 'office' as const,
    columns: [column('text')],
  }));
  const names = [...tabNames({ sections }).values()];
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
});

test('free keys follow the greatest key in use', () => {
  expect(freeKeys(['r0002', 'x', 'r0011'], 2)).toEqual(['r0012', 'r0013']);
  expect(freeKeys([], 1)).toEqual(['r0001']);
});
