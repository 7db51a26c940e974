/** Owns the guarantees of what a person does by hand: what moves with what, what a paste destroys, what can be undone. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clerk, Workbook } from './index.ts';

const OWNER = 'owner@example.vn';
const LIST = { type: 'ONE_OF_LIST', values: ['có', 'không'], showDropdown: true, allowInvalid: false };

function open(options: ConstructorParameters<typeof Workbook>[0] = {}) {
  const workbook = new Workbook({ sheets: ['Tờ'], owner: OWNER, ...options });
  const clerk = new Clerk(workbook, OWNER);
  return { workbook, clerk, sheet: clerk.sheet('Tờ') };
}

test('typing is stopped by a rule that refuses invalid input, pasting is not and takes the rule away', () => {
  const { clerk, sheet } = open();
  sheet.change(0, 0, { rule: LIST });
  expect(() => clerk.type('A1', 'có lẽ')).toThrow(/A1/);
  clerk.type('A1', 'có');
  clerk.paste('A1', { kind: 'text', rows: [['có lẽ']] });
  expect(clerk.see('A1')).toBe('có lẽ');
  expect(sheet.at(0, 0).rule).toBeUndefined();
});

test('pasting values only leaves the rule and the format, and is not stopped', () => {
  const { clerk, sheet } = open();
  sheet.change(0, 0, { rule: LIST, style: { format: '@' } });
  clerk.pasteValues('A1', [['007']]);
  expect(sheet.at(0, 0)).toMatchObject({ value: '007', rule: LIST, style: { format: '@' } });
});

test('pasted rows beyond the last row make the sheet longer', () => {
  const { clerk, sheet } = open();
  clerk.paste(`A${sheet.rowCount}`, { kind: 'text', rows: [['1'], ['2'], ['3']] });
  expect(sheet.rowCount).toBe(1002);
});

test('copied rows bring their hidden keys along, so keys can be doubled', () => {
  const { clerk } = open();
  clerk.type('A1', 'k1');
  clerk.type('B1', 'việc');
  clerk.paste('A2', clerk.copy('A1:B1'));
  expect([clerk.see('A2'), clerk.see('B2')]).toEqual(['k1', 'việc']);
});

test('undo brings back cells, names, lines and protections', () => {
  const { clerk, workbook, sheet } = open();
  clerk.type('A1', 'trước');
  clerk.renameSheet('Tờ', 'Khác');
  clerk.remove('Khác', 'row', 1);
  expect([clerk.undo(), clerk.undo()]).toEqual([true, true]);
  expect([sheet.name, clerk.see('Tờ!A1'), workbook.sheets.length]).toEqual(['Tờ', 'trước', 1]);
});

test('merging keeps the first cell only', () => {
  const { clerk, sheet } = open();
  clerk.type('A1', 'một');
  clerk.type('B1', 'hai');
  clerk.merge('A1:B1');
  expect([clerk.see('A1'), clerk.see('B1'), sheet.merges.length]).toEqual(['một', '', 1]);
});

test('sorting moves whole rows of the area, numbers before text, blanks last', () => {
  const { clerk } = open();
  for (const [row, [a, b]] of [
    ['b', 'x'],
    ['10', 'y'],
    ['', 'z'],
    ['2', 'w'],
  ].entries()) {
    if (a) clerk.type(`A${row + 1}`, a);
    clerk.type(`B${row + 1}`, b ?? '');
  }
  clerk.sort('A1:B4', [{ column: 0, ascending: true }]);
  expect([1, 2, 3, 4].map((row) => clerk.see(`A${row}`) + clerk.see(`B${row}`))).toEqual([
    '2w',
    '10y',
    'bx',
    'z',
  ]);
});

test('a protected area cannot be typed into, cut by deleting its column, or renamed away by another editor', () => {
  const { workbook, sheet } = open({ editors: ['b@example.vn'] });
  workbook.protections.push({
    id: 9,
    sheetId: sheet.id,
    rect: { row: 0, column: 0, rows: 1, columns: 3 },
    unprotected: [],
    description: '',
    warningOnly: false,
    editors: new Set(),
  });
  const other = new Clerk(workbook, 'b@example.vn');
  expect(() => other.type('B1', 'x')).toThrow(/protected/);
  expect(() => other.remove('Tờ', 'column', 2)).toThrow(/protected/);
  other.type('B2', 'x');
  other.insert('Tờ', 'row', 3);
});

test('a protected range does not stop hiding or renaming, a protected sheet does', () => {
  const { workbook, sheet } = open({ editors: ['b@example.vn'] });
  const rule = {
    sheetId: sheet.id,
    unprotected: [],
    description: '',
    warningOnly: false,
    editors: new Set<string>(),
  };
  workbook.protections.push({ ...rule, id: 1, rect: { row: 0, column: 0, rows: 1, columns: 3 } });
  const other = new Clerk(workbook, 'b@example.vn');
  other.hide('Tờ', 'row', 1);
  other.renameSheet('Tờ', 'Khác');
  workbook.protections.push({ ...rule, id: 2, rect: undefined });
  expect(() => other.unhide('Khác', 'row', 1)).toThrow(/protected/);
  expect(() => other.renameSheet('Khác', 'Tờ')).toThrow(/protected/);
});

test('a filter hides rows and leaves their values to be read', () => {
  const { clerk, sheet } = open();
  clerk.paste('A1', { kind: 'text', rows: [['đơn vị'], ['Tứ Kỳ'], ['Kim Thành']] });
  clerk.filter('A1:A3', 1, ['Kim Thành']);
  expect(sheet.rowLines.slice(0, 3).map((line) => line.hiddenByFilter)).toEqual([false, true, false]);
  expect(clerk.see('A2')).toBe('Tứ Kỳ');
});

test('after any insertions, deletions and moves each mark still stands on the column it was put on', () => {
  const step = fc.record({ kind: fc.constantFrom('insert', 'remove', 'move'), at: fc.nat(9), to: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const { clerk, workbook, sheet } = open();
      for (let column = 0; column < 10; column++) {
        const line = sheet.columnLines[column];
        if (!line) continue;
        workbook.addMetadata(line.metadata, sheet, { key: 'c', value: `c${column}`, visibility: 'DOCUMENT' });
        sheet.change(0, column, { value: `c${column}` });
      }
      for (const { kind, at, to } of steps) {
        if (kind === 'insert') clerk.insert('Tờ', 'column', at + 1);
        else if (kind === 'remove') clerk.remove('Tờ', 'column', at + 1);
        else clerk.move('Tờ', 'column', at + 1, to + 1);
      }
      sheet.columnLines.forEach((line, column) => {
        expect(sheet.at(0, column).value).toBe(line.metadata[0]?.value ?? null);
      });
    }),
  );
});

test.each([
  ['#,##0', 1234567, 'vi_VN', '1.234.567'],
  ['#,##0.00', 1234.5, 'vi_VN', '1.234,50'],
  ['#,##0.##', 1234.5, 'en_US', '1,234.5'],
  ['0.0%', 0.394, 'vi_VN', '39,4%'],
  ['dd/MM/yyyy', 44699, 'vi_VN', '18/05/2022'],
  ['HH:mm', 0.5, 'vi_VN', '12:00'],
  ['#,##0 "₫"', -5000, 'vi_VN', '-5.000 ₫'],
  [undefined, 0.1 + 0.2, 'vi_VN', '0,3'],
] as const)('a cell with format %s shows %d in %s as %s', (format, value, locale, shown) => {
  const { workbook, sheet } = open({ locale });
  sheet.change(0, 0, { value, style: format === undefined ? {} : { format } });
  expect(workbook.display(sheet.at(0, 0))).toBe(shown);
});
