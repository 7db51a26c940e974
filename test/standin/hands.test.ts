/** Owns the guarantees of the further acts of a hand: dragging, filling, filtering, tabs, tables, settings, and undo by person. */

import { expect, test } from 'vitest';
import { Clerk, Desk, Workbook } from './index.ts';

const OWNER = 'owner@example.vn';
const OTHER = 'b@example.vn';
const LIST = { type: 'ONE_OF_LIST', values: ['có', 'không'], showDropdown: true, allowInvalid: false };

function open() {
  const workbook = new Workbook({ sheets: ['Tờ', 'Khác'], owner: OWNER, editors: [OTHER] });
  const clerk = new Clerk(workbook, OWNER);
  return { workbook, clerk, other: new Clerk(workbook, OTHER), sheet: clerk.sheet('Tờ') };
}

test('a person undoes their own last step and leaves what somebody else typed meanwhile', () => {
  const { clerk, other } = open();
  clerk.type('A1', 'của tôi');
  other.type('B1', 'của người khác');
  expect(clerk.undo()).toBe(true);
  expect([clerk.see('A1'), clerk.see('B1')]).toEqual(['', 'của người khác']);
  expect(clerk.undo()).toBe(false);
  expect(other.undo()).toBe(true);
  expect(clerk.see('B1')).toBe('');
});

test('a cell somebody else wrote over since is not taken back', () => {
  const { clerk, other } = open();
  clerk.paste('A1', { kind: 'text', rows: [['1', '2']] });
  other.type('B1', '3');
  clerk.undo();
  expect([clerk.see('A1'), clerk.see('B1')]).toEqual(['', '3']);
});

test('a paste with its looks and rules, and a sort, are one step each', () => {
  const { clerk, sheet } = open();
  for (const [row, text] of ['b', 'a', 'c'].entries()) clerk.type(`A${row + 1}`, text);
  clerk.setRule('A1:A3', { ...LIST, allowInvalid: true });
  clerk.sort('A1:A3', [{ column: 0, ascending: true }]);
  clerk.paste('A2', { kind: 'text', rows: [['x'], ['y']] });
  expect(sheet.at(1, 0).rule).toBeUndefined();
  clerk.undo();
  expect([1, 2, 3].map((row) => clerk.see(`A${row}`))).toEqual(['a', 'b', 'c']);
  expect(sheet.at(1, 0).rule).toBeDefined();
  clerk.undo();
  expect([1, 2, 3].map((row) => clerk.see(`A${row}`))).toEqual(['b', 'a', 'c']);
});

test('undoing moved lines after somebody else changed the file is not pretended', () => {
  const { clerk, other } = open();
  clerk.insert('Tờ', 'row', 1);
  other.type('A1', 'x');
  expect(() => clerk.undo()).toThrow(/not in the stand-in/);
});

test('what one run of a script writes is one step of the person it ran as', async () => {
  const code =
    'function fill() { var s = SpreadsheetApp.getActiveSheet(); s.getRange("A1").setValue(1); s.getRange("B1").setNote("n"); }';
  const workbook = new Workbook({ owner: OWNER, editors: [OTHER] });
  const desk = new Desk({ code, workbook });
  await desk.run('fill');
  expect(new Clerk(workbook, OTHER).undo()).toBe(false);
  expect(desk.clerk.undo()).toBe(true);
  expect([desk.clerk.see('A1'), workbook.sheets[0]?.at(0, 1).note]).toEqual(['', undefined]);
  await desk.close();
});

test('dragged cells take their rule along and leave blank cells behind', () => {
  const { clerk, sheet } = open();
  clerk.type('A1', 'có');
  clerk.setRule('A1', LIST);
  clerk.drag('A1', 'C4');
  expect([clerk.see('A1'), clerk.see('C4')]).toEqual(['', 'có']);
  expect([sheet.at(0, 0).rule, sheet.at(3, 2).rule]).toEqual([undefined, LIST]);
});

test('filling down copies the row with its hidden key', () => {
  const { clerk } = open();
  clerk.type('A1', 'khóa');
  clerk.type('B1', 'việc');
  clerk.fillDown('A1:B3');
  expect([clerk.see('A3'), clerk.see('B2')]).toEqual(['khóa', 'việc']);
});

test('pasting a format only makes a number show as a date and keeps its rule', () => {
  const { clerk, sheet } = open();
  clerk.type('A1', '18/05/2022');
  clerk.type('B1', '44699');
  clerk.setRule('B1', LIST);
  clerk.pasteFormat('B1', 'A1');
  expect([clerk.see('B1'), sheet.at(0, 1).rule]).toEqual(['18/05/2022', LIST]);
});

test('find and replace reads what results as if typed', () => {
  const { clerk, sheet } = open();
  clerk.type('A1', '12 người');
  clerk.replaceAll('Tờ', ' người', '');
  expect(sheet.at(0, 0).value).toBe(12);
});

test('sorting a sheet leaves frozen rows where they are', () => {
  const { clerk } = open();
  for (const [row, text] of ['tiêu đề', 'b', 'a'].entries()) clerk.type(`B${row + 1}`, text);
  clerk.freeze('Tờ', 1, 0);
  clerk.sortSheet('Tờ', 2);
  expect([1, 2, 3].map((row) => clerk.see(`B${row}`))).toEqual(['tiêu đề', 'a', 'b']);
});

test('a filter taken away shows its rows again, a filter view never hid them', () => {
  const { clerk, sheet } = open();
  clerk.paste('A1', { kind: 'text', rows: [['đơn vị'], ['Tứ Kỳ'], ['Kim Thành']] });
  clerk.filterView('A1:A3', 1, ['Kim Thành']);
  expect([sheet.filter, sheet.rowLines[1]?.hiddenByFilter]).toEqual([undefined, false]);
  clerk.filter('A1:A3', 1, ['Kim Thành']);
  clerk.unfilter('Tờ');
  expect([sheet.filter, sheet.rowLines[1]?.hiddenByFilter]).toEqual([undefined, false]);
});

test('tabs are added, dragged, hidden, copied and removed', () => {
  const { clerk, workbook } = open();
  clerk.addSheet('Mới');
  clerk.moveSheet('Mới', 1);
  clerk.copySheet('Tờ');
  clerk.hideSheet('Khác');
  clerk.removeSheet('Mới');
  expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['Tờ', false],
    ['Bản sao của Tờ', false],
    ['Khác', true],
  ]);
  clerk.hideSheet('Bản sao của Tờ');
  expect(() => clerk.hideSheet('Tờ')).toThrow();
});

test('cells merged by hand are parted again, whole merges only', () => {
  const { clerk, sheet } = open();
  clerk.merge('A1:B2');
  expect(() => clerk.unmerge('A1')).toThrow(/merged/);
  clerk.unmerge('A1:C3');
  expect(sheet.merges).toEqual([]);
});

test('a column of a table is typed till the table is turned back, and after an undo too', () => {
  const { clerk, sheet } = open();
  clerk.table('B1:B9');
  clerk.type('A1', 'x');
  clerk.undo();
  expect(sheet.columnLines[1]?.typed).toBe(true);
  clerk.table('B1:B9', false);
  expect(sheet.columnLines[1]?.typed).toBe(false);
});

test('only who is listed may lift a protection', () => {
  const { clerk, other, workbook, sheet } = open();
  const rest = { unprotected: [], description: '', warningOnly: false, editors: new Set<string>() };
  workbook.protections.push({ id: 9, sheetId: sheet.id, rect: undefined, ...rest });
  expect(() => other.unprotect('Tờ')).toThrow(/protected/);
  clerk.unprotect('Tờ');
  other.type('A1', 'x');
  expect(workbook.protections).toEqual([]);
});

test('another locale shows the same value otherwise and reads the next entry otherwise', () => {
  const { clerk, sheet } = open();
  clerk.type('A1', '1.234');
  clerk.settings({ locale: 'en_US' });
  clerk.type('A2', '1.234');
  expect([sheet.at(0, 0).value, sheet.at(1, 0).value, clerk.see('A1')]).toEqual([1234, 1.234, '1,234']);
});
