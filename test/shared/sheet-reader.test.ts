/** Guarantees of the sheet reader: whatever people do to a sheet, a value is read into its own field or an error is told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { addressOf, withAddress } from '../../shared/sheet-places.ts';
import { readWorkbook } from '../../shared/sheet-reader.ts';
import { BUILT_IN } from '../../shared/templates/index.ts';
import { place, put, read, sheetOf, tabOf, template } from '../support/draft-sheet.ts';
import { formOf, SAMPLE_CONTENT } from '../support/forms.ts';
import { type DraftTab, type DraftWorkbook, rawFromPlan } from '../support/raw-plan.ts';
import { GOOD, smallForm } from '../support/small-form.ts';

const codes = (reading: { issues: readonly { code: string; severity: string; a1?: string | undefined }[] }) =>
  reading.issues.map((issue) => `${issue.severity} ${issue.code} ${issue.a1 ?? ''}`.trim());

function moveColumn(tab: DraftTab, from: number, to: number): void {
  for (const cells of tab.values) cells.splice(to, 0, ...cells.splice(from, 1));
  const ids = Array.from(
    { length: tab.values[0]?.length ?? 0 },
    (_, index) => tab.columnIds.get(index) ?? '',
  );
  ids.splice(to, 0, ...ids.splice(from, 1));
  tab.columnIds = new Map(ids.flatMap((id, index) => (id === '' ? [] : [[index, id] as [number, string]])));
}

function deleteColumn(tab: DraftTab, at: number): void {
  for (const cells of tab.values) cells.splice(at, 1);
  tab.columnIds = new Map(
    [...tab.columnIds].filter(([c]) => c !== at).map(([c, id]) => [c > at ? c - 1 : c, id]),
  );
}

test.each(BUILT_IN.map((built) => built.id))('what was sent last reads back as it was: %s', (id) => {
  const reading = read(id, sheetOf(id));
  expect(codes(reading)).toEqual([]);
  const sections = Object.fromEntries(template(id).sections.map((section) => [section.id, {}]));
  expect(reading.content).toEqual({ ...sections, ...SAMPLE_CONTENT[id] });
});

test('columns moved, rows sorted and lines inserted above change nothing that is read', () => {
  const untouched = read('tasks', sheetOf('tasks'));
  const seed = fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 12 });
  fc.assert(
    fc.property(seed, fc.boolean(), fc.nat(3), (moves, reverse, inserted) => {
      const raw = sheetOf('tasks');
      const tab = tabOf(raw, 'tasks');
      for (const [from, to] of moves) moveColumn(tab, from, to);
      if (reverse) {
        const head = tab.values.slice(0, 5);
        tab.values = [...head, ...tab.values.slice(5).reverse()];
      }
      for (let n = 0; n < inserted; n += 1) tab.values.unshift((tab.values[0] ?? []).map(() => ''));
      const reading = read('tasks', raw);
      expect(reading.content).toEqual(untouched.content);
      expect(codes(reading)).toEqual([]);
    }),
  );
});

const RUNS = 400;

const EDITS: Readonly<Record<string, (tab: DraftTab, a: number, b: number) => void>> = {
  move: moveColumn,
  delete: (tab, a) => deleteColumn(tab, Math.max(a, 1)),
  copy: (tab, a, b) => {
    for (const cells of tab.values) cells[b] = cells[a] ?? '';
  },
  retype: (tab, a, b) => {
    (tab.values[4] ?? [])[a] = ['ghi riêng', ''][b % 2] ?? '';
  },
  misname: (tab, a, b) => {
    (tab.values[4] ?? [])[a] = ['Đợt', 'Công việc'][b % 2] ?? '';
  },
  swapHeaders: (tab, a, b) => {
    const header = tab.values[4] ?? [];
    [header[a], header[b]] = [header[b] ?? '', header[a] ?? ''];
  },
  loseKey: (tab, a) => {
    (tab.values[0] ?? [])[a] = '';
  },
};

/** A column that lost its key and was given another column's name by hand is what its header says; those two stay apart. */
const EDIT_MIXES = [
  { name: 'headers misnamed', kinds: ['move', 'delete', 'copy', 'retype', 'misname', 'swapHeaders'] },
  { name: 'hidden keys lost', kinds: ['move', 'delete', 'copy', 'retype', 'loseKey'] },
];

test.each(EDIT_MIXES)('with $name, a value is read into its own field or an error is told', ({ kinds }) => {
  const names = ['task', 'batch', 'result', 'ownerUnit'] as const;
  const edit = fc.tuple(fc.constantFrom(...kinds), fc.nat(14), fc.nat(14));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), fc.boolean(), (edits, metadata) => {
      const raw = sheetOf('tasks');
      const tab = tabOf(raw, 'tasks');
      // Each column's values carry the column's name, so a value in a wrong field shows itself.
      for (const name of names) put(tab, 'r0001', name, `giá trị của ${name}`);
      for (const [kind, a, b] of edits) EDITS[kind]?.(tab, a, b);
      // The first look at a sheet does not read column metadata.
      if (!metadata) tab.columnIds = new Map();
      const reading = read('tasks', raw);
      const cells = reading.content.tasks?.r0001 ?? {};
      const strayed = Object.entries(cells).filter(
        ([column, value]) => String(value).startsWith('giá trị') && value !== `giá trị của ${column}`,
      );
      expect(strayed).toEqual([]);
      const lost = names.some((name) => cells[name] === undefined);
      if (lost) expect(reading.issues.some((issue) => issue.severity === 'error')).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

interface Trouble {
  readonly name: string;
  readonly id: string;
  readonly edit: (raw: DraftWorkbook) => void;
  readonly expected: readonly string[];
}

const TROUBLES: readonly Trouble[] = [
  {
    name: 'an added column is told and not read',
    id: 'inspection',
    edit: (raw) => {
      const tab = tabOf(raw, 'annex');
      tab.values.forEach((cells, row) => {
        cells.push(row === 3 ? 'Ghi riêng' : row > 3 ? 7 : '');
      });
    },
    expected: ['note unknown_column G4'],
  },
  {
    name: 'a deleted column is an error',
    id: 'inspection',
    edit: (raw) => deleteColumn(tabOf(raw, 'annex'), 4),
    expected: ['error missing_column'],
  },
  {
    name: 'a renamed sheet is found by its metadata',
    id: 'inspection',
    edit: (raw) => {
      tabOf(raw, 'annex').name = 'Bảng của tôi';
    },
    expected: ['note renamed_sheet'],
  },
  {
    name: 'a renamed sheet without metadata is found by its headers',
    id: 'tasks',
    edit: (raw) => {
      const tab = tabOf(raw, 'tasks');
      tab.name = 'Bảng của tôi';
      delete tab.section;
    },
    expected: ['note renamed_sheet'],
  },
  {
    name: 'a copied tab is told and the original is read',
    id: 'tasks',
    edit: (raw) => {
      raw.tabs.unshift({ ...tabOf(raw, 'tasks'), sheetId: 7, name: 'Bản sao của Công việc' });
    },
    expected: ['note unknown_section'],
  },
  {
    name: 'a deleted sheet is an error',
    id: 'inspection',
    edit: (raw) => {
      raw.tabs = raw.tabs.filter((tab) => tab.section !== 'annex');
    },
    expected: ['error missing_section'],
  },
  {
    name: 'a header retyped in other words still means its column',
    id: 'tasks',
    edit: (raw) => {
      const header = tabOf(raw, 'tasks').values[4];
      if (header) header[5] = 'Việc phải làm';
    },
    expected: [],
  },
  {
    name: 'headers typed in decomposed letters with odd spaces are the same headers',
    id: 'tasks',
    edit: (raw) => {
      const tab = tabOf(raw, 'tasks');
      tab.values[0] = (tab.values[0] ?? []).map((cell, index) => (index === 0 ? cell : ''));
      tab.columnIds = new Map();
      tab.values[4] = (tab.values[4] ?? []).map(
        (cell) => ` ${String(cell).normalize('NFD').replace(' ', ' ')} `,
      );
    },
    expected: [],
  },
  {
    name: 'text pasted over a number is told at its address',
    id: 'inspection',
    edit: (raw) => put(tabOf(raw, 'annex'), firstRow('annex'), 'total', 'mười hai'),
    expected: ['error not_a_number E6'],
  },
  {
    name: 'a broken formula is told at its address',
    id: 'inspection',
    edit: (raw) => put(tabOf(raw, 'annex'), firstRow('annex'), 'total', '#REF!'),
    expected: ['error formula_error E6'],
  },
  {
    name: 'a figure in a closed cell is told, and a cross there says nothing',
    id: 'inspection',
    edit: (raw) => {
      const tab = tabOf(raw, 'annex');
      const [heading] = template('inspection').sections.find(({ id }) => id === 'annex')?.rows ?? [];
      put(tab, heading?.key ?? '', 'total', '12');
      put(tab, heading?.key ?? '', 'note', 'x');
    },
    expected: ['error closed_cell E5'],
  },
  {
    name: 'a date in a text column is told, never guessed back',
    id: 'tasks',
    edit: (raw) => put(tabOf(raw, 'tasks'), 'r0001', 'batch', { date: '2026-02-01' }),
    expected: ['error date_in_text G6'],
  },
  {
    name: 'cells merged over rows are told where they begin',
    id: 'tasks',
    edit: (raw) => {
      const tab = tabOf(raw, 'tasks');
      const [row, column] = place(tab, 'r0001', 'task');
      put(tab, 'r0002', 'task', '');
      tab.merges.push({ row, column, rows: 2, columns: 1 });
    },
    expected: ['error merged_cell B6'],
  },
  {
    name: 'a copied list row becomes a row of its own',
    id: 'tasks',
    edit: (raw) => {
      const tab = tabOf(raw, 'tasks');
      const [row] = place(tab, 'r0001', 'task');
      tab.values.push([...(tab.values[row] ?? [])]);
    },
    expected: ['note duplicate_row_key C28'],
  },
  {
    name: 'the same indicator twice in a grid is an error',
    id: 'inspection',
    edit: (raw) => {
      const tab = tabOf(raw, 'annex');
      tab.values.push([...(tab.values[place(tab, firstRow('annex'), 'total')[0]] ?? [])]);
    },
    expected: ['error duplicate_row_key C88'],
  },
  {
    name: 'a deleted indicator row is an error',
    id: 'inspection',
    edit: (raw) => {
      const tab = tabOf(raw, 'annex');
      tab.values.splice(place(tab, firstRow('annex'), 'total')[0], 1);
    },
    expected: ['error missing_row'],
  },
  {
    name: 'a signature under the table is told and not read',
    id: 'inspection',
    edit: (raw) => {
      tabOf(raw, 'annex').values.push(['', '', '', '', 'Người lập biểu', '']);
    },
    expected: ['note stray_cell E88'],
  },
  {
    name: 'a figure in a row the form does not have is an error',
    id: 'inspection',
    edit: (raw) => {
      tabOf(raw, 'annex').values.push(['', '', 'Tổng cộng', '', 34, '']);
    },
    expected: ['error unknown_row C88'],
  },
];

/** Key of the first row of an inspection section that takes figures. */
function firstRow(section: string): string {
  const rows = template('inspection').sections.find(({ id }) => id === section)?.rows ?? [];
  return rows.find((row) => row.heading !== true)?.key ?? '';
}

test.each(TROUBLES)('$name', ({ id, edit, expected }) => {
  const raw = sheetOf(id);
  edit(raw);
  expect(codes(read(id, raw))).toEqual(expected);
});

test.each([
  [10.25, '10,25'],
  [1250, '1.250'],
  [{ date: '2026-02-01' }, '01/02/2026'],
])('what stands in a closed cell, %j, is told as the sheet shows it', (cell, found) => {
  const raw = sheetOf('inspection');
  const tab = tabOf(raw, 'annex');
  const [heading] = template('inspection').sections.find(({ id }) => id === 'annex')?.rows ?? [];
  put(tab, heading?.key ?? '', 'total', cell);
  const told = read('inspection', raw).issues.map(({ code, params }) => [code, params.found]);
  expect(told).toEqual([['closed_cell', found]]);
});

test('a figure in a row the form does not have is told as the sheet shows it', () => {
  const raw = sheetOf('inspection');
  tabOf(raw, 'annex').values.push(['', '', '', '', 1250.5, '']);
  const told = read('inspection', raw).issues.map(({ code, params }) => [code, params.found]);
  expect(told).toEqual([['unknown_row', '1.250,5']]);
});

test('a list row typed below without a key gets the next free one, told for writing back', () => {
  const raw = sheetOf('tasks');
  const tab = tabOf(raw, 'tasks');
  const width = tab.values[0]?.length ?? 0;
  tab.values.push(Array.from({ length: width }, (_, c) => (c === 1 ? 'Việc mới' : '')));
  const reading = read('tasks', raw);
  const row = tab.values.length - 1;
  expect(reading.newKeys).toEqual([{ section: 'tasks', sheetId: 100, row, key: 'r0023' }]);
  expect(reading.content.tasks?.r0023).toEqual({ task: 'Việc mới' });
});

test('two rows swapped without their hidden keys are an error, not a swap of figures', () => {
  const raw = sheetOf('inspection');
  const tab = tabOf(raw, 'main');
  const rows = template('inspection').sections[0]?.rows ?? [];
  const distinct = rows.filter((row) => rows.filter((other) => other.label.vi === row.label.vi).length === 1);
  const [first, second] = distinct.filter((row) => row.heading !== true);
  const r1 = tab.values.findIndex((cells) => cells[0] === first?.key);
  const r2 = tab.values.findIndex((cells) => cells[0] === second?.key);
  const [one = [], two = []] = [tab.values[r1], tab.values[r2]];
  tab.values[r1] = [one[0] ?? '', ...two.slice(1)];
  tab.values[r2] = [two[0] ?? '', ...one.slice(1)];
  const reading = read('inspection', raw);
  expect(reading.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
    'rows_sorted',
  ]);
  expect(reading.content.main?.[first?.key ?? '']).toBeUndefined();
});

test('declared empties are read from their words and a reason is asked for', () => {
  const raw = sheetOf('inspection');
  const tab = tabOf(raw, 'annex');
  const rows = (template('inspection').sections.find(({ id }) => id === 'annex')?.rows ?? []).filter(
    (row) => row.heading !== true,
  );
  const [a = '', b = '', c = '', d = ''] = rows.map((row) => row.key);
  put(tab, a, 'total', 'không phát sinh');
  put(tab, b, 'total', '-');
  put(tab, c, 'total', 'chưa có số liệu: chờ quyết toán; hẹn 20/01/2022');
  put(tab, d, 'total', 'chưa có số liệu');
  put(tab, a, 'note', '-');
  const reading = read('inspection', raw);
  expect(reading.content.annex?.[a]).toEqual({ total: { empty: 'none' }, note: '-' });
  expect(reading.content.annex?.[b]?.total).toEqual({ empty: 'notApplicable' });
  expect(reading.content.annex?.[c]?.total).toEqual({
    empty: 'notYetKnown',
    reason: 'chờ quyết toán',
    promised: '2022-01-20',
  });
  expect(reading.issues.map((issue) => issue.code)).toEqual(['not_yet_known_reason']);
});

test('what is said of an empty list points to the row to begin in, blank rows with their keys or without', () => {
  const raw = sheetOf('tasks', {});
  const at = (column?: string) => addressOf({ section: 'tasks', column }, read('tasks', raw).positions);
  expect(read('tasks', raw).content).toEqual({ tasks: {}, opened: {} });
  expect([at(), at('task')]).toEqual(['B6', 'B5']);
  const tab = tabOf(raw, 'tasks');
  for (const cells of tab.values.slice(5)) cells[0] = '';
  expect(at()).toBe('B6');
  tab.values.splice(5);
  expect(at()).toBe('B6');
  const other = sheetOf('tasks');
  expect(addressOf({ section: 'tasks' }, read('tasks', other).positions)).toBe('B5');
});

test('an issue gets the address of its cell, its header or its row', () => {
  const reading = read('tasks', sheetOf('tasks'));
  const at = (row?: string, column?: string) =>
    addressOf({ section: 'tasks', row, column }, reading.positions);
  expect(at('r0001', 'task')).toBe('B6');
  expect(at(undefined, 'task')).toBe('B5');
  expect(at('r0002')).toBe('B7');
  expect(at('constructor', 'task')).toBeUndefined();
  const issue = { code: 'required' as const, severity: 'error' as const, section: 'tasks', row: 'r0001' };
  const addressed = withAddress(
    { ...issue, column: 'task', params: {}, related: [], fixes: [] },
    reading.positions,
  );
  expect(addressed.a1).toBe('B6');
});

test('a row of hidden ids that read like English headers is not taken for the headers, though the keys were deleted', () => {
  const form = formOf(smallForm(), GOOD);
  const raw = rawFromPlan(planWorkbook(form));
  const tab = tabOf(raw, 'list');
  deleteColumn(tab, 0);
  const { content } = readWorkbook(form.template, form.assigned, raw, {});
  expect(Object.values(content.list ?? {})).toEqual(Object.values(GOOD.list ?? {}));
});
