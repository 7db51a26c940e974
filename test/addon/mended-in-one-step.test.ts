/** Cells are mended in one step: shown before, kept beside the cell, put back exactly, and gone without a trace once sent. */
import { afterAll, expect, test } from 'vitest';
import type { CheckResult } from '../../addon/core/rpc.ts';
import type { ShownChange } from '../../addon/core/rpc-fixes.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

const KEY = 'press-of-send-0001';
const TAB = 'Công việc';

async function created(id = 'tasks'): Promise<AddonDesk> {
  const at = addonDesk(templateNamed(id), SAMPLE_CONTENT[id] ?? {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: id });
  return at;
}

/** Address of a column, by its id, in a row as the sheet numbers it. */
function place(at: AddonDesk, id: string, row: number, tab = TAB): string {
  const sheet = at.desk.clerk.sheet(tab);
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => sheet.at(0, column).value);
  if (!ids.includes(id)) throw new Error(`no column ${id}`);
  return `'${tab}'!${a1(row - 1, ids.indexOf(id))}`;
}

/** Every cell of a tab: value, formula, looks, note, rule. */
const everything = (at: AddonDesk, tab = TAB): unknown => {
  const sheet = at.desk.clerk.sheet(tab);
  return structuredClone(sheet.table(sheet.all, (cell) => cell));
};

const mendAll = (at: AddonDesk, changes: readonly ShownChange[]): Promise<CheckResult> =>
  at.call('applyFix', {
    fix: {
      label: 'set',
      params: {},
      cells: changes.map((change) => ({ ...change.at, value: change.value })),
    },
    from: changes.map(({ from }) => from),
  });

const note = (at: AddonDesk, address: string): string => {
  const { sheet, rect } = at.desk.clerk.find(address);
  return sheet.at(rect.row, rect.column).note ?? '';
};

const setNote = (at: AddonDesk, address: string, text: string): void => {
  const { sheet, rect } = at.desk.clerk.find(address);
  sheet.put(rect.row, rect.column, { ...sheet.at(rect.row, rect.column), note: text });
};

/** What offices paste: each is read for certain, and none is written as it is read. */
function untidy(at: AddonDesk): Record<string, string> {
  const { clerk } = at.desk;
  const typed = {
    [place(at, 'progressPercent', 6)]: '４０',
    [place(at, 'deadline', 7)]: 'ngày 18 tháng 05 năm 2022',
    [place(at, 'result', 8)]: 'Ðã\u00a0ký   quyết định',
    [place(at, 'result', 9)]: 'Đã gửi'.normalize('NFD'),
    [place(at, 'progress', 7)]: '  HOÀN  thành ',
  };
  for (const [address, text] of Object.entries(typed)) clerk.paste(address, { kind: 'text', rows: [[text]] });
  return typed;
}

test('what was read for certain is offered cell by cell, mended in one step, and put back to the letter', async () => {
  const at = await created();
  const typed = untidy(at);
  const office = place(at, 'result', 8);
  setNote(at, office, 'Hỏi chị Lan\ntrước khi gửi\n');
  at.desk.clerk.style(office, { background: '#ffeecc', bold: true });
  const found = await at.call('check');
  const before = everything(at);
  expect(found.mending.undo).toBe(0);
  expect(found.mending.tidy.map(({ a1: address, from }) => [`'${TAB}'!${address}`, from])).toEqual(
    expect.arrayContaining(Object.entries(typed)),
  );
  expect(found.mending.tidyCount).toBe(Object.keys(typed).length);
  at.desk.resetCalls();
  const after = await mendAll(at, found.mending.tidy);
  expect(at.desk.calls).toBeLessThanOrEqual(40);
  expect(after.mending).toMatchObject({
    tidy: [],
    undo: 5,
    done: { changed: 5, undone: false, left: [] },
  });
  expect([
    at.desk.clerk.see(place(at, 'deadline', 7)),
    at.desk.clerk.see(place(at, 'progressPercent', 6)),
  ]).toEqual(['18/05/2022', '40,0']);
  expect(at.desk.clerk.see(office)).toBe('Đã ký quyết định');
  expect(note(at, office)).toBe(
    'Hỏi chị Lan\ntrước khi gửi\n\nSổ Tỉnh · Trước khi sửa: Ðã\u00a0ký   quyết định',
  );
  const back = await at.call('undoFix');
  expect(back.mending).toMatchObject({ undo: 0, done: { changed: 5, undone: true, left: [] } });
  expect(everything(at)).toEqual(before);
});

test('a cell somebody changed after the step is left as they wrote it, and named', async () => {
  const at = await created();
  untidy(at);
  const { mending } = await at.call('check');
  await mendAll(at, mending.tidy);
  at.desk.clerk.type(place(at, 'result', 9), 'Chị Lan ghi lại');
  const { done, undo } = (await at.call('undoFix')).mending;
  const [, address = ''] = place(at, 'result', 9).split('!');
  expect(done).toMatchObject({ changed: 4, left: [{ a1: address, why: 'changed' }] });
  expect([undo, at.desk.clerk.see(place(at, 'result', 9))]).toEqual([0, 'Chị Lan ghi lại']);
});

test('what somebody put back with Ctrl+Z is not offered to be undone, nor what is left of a step counted whole', async () => {
  const at = await created();
  untidy(at);
  const { mending } = await at.call('check');
  await mendAll(at, mending.tidy);
  at.desk.clerk.type(place(at, 'result', 9), 'Chị Lan ghi lại');
  expect((await at.call('check')).mending.undo).toBe(4);
  at.desk.clerk.undo();
  expect((await at.call('check')).mending.undo).toBe(5);
  at.desk.clerk.undo();
  expect((await at.call('check')).mending.undo).toBe(0);
});

test('what cannot be put back since its row was deleted is told, never counted as put back', async () => {
  const at = await created();
  untidy(at);
  const { mending } = await at.call('check');
  await mendAll(at, mending.tidy);
  at.desk.clerk.remove(TAB, 'row', 9);
  const { done } = (await at.call('undoFix')).mending;
  expect(done).toMatchObject({ changed: 4, undone: true, left: [{ at: { column: 'result' }, why: 'gone' }] });
});

test('what was seen is mended only while it still stands there, and a formula never', async () => {
  const at = await created();
  untidy(at);
  const { mending } = await at.call('check');
  at.desk.clerk.type(place(at, 'progressPercent', 6), '55');
  const sheet = at.desk.clerk.sheet(TAB);
  const { rect } = at.desk.clerk.find(place(at, 'result', 9));
  const cell = sheet.at(rect.row, rect.column);
  sheet.put(rect.row, rect.column, { ...cell, formula: '="Đã gửi"' });
  const { done } = (await mendAll(at, mending.tidy)).mending;
  expect(done?.changed).toBe(3);
  expect(done?.left.map(({ why }) => why).sort()).toEqual(['changed', 'formula']);
  expect(at.desk.clerk.see(place(at, 'progressPercent', 6))).toBe('55');
  expect(sheet.at(rect.row, rect.column).formula).toBe('="Đã gửi"');
});

test('two steps are put back one after the other, and the note tells what stood there first until both are', async () => {
  const at = await created();
  const { clerk } = at.desk;
  const address = place(at, 'progressPercent', 6);
  clerk.paste(address, { kind: 'text', rows: [['４０']] });
  const before = everything(at);
  await mendAll(at, (await at.call('check')).mending.tidy);
  const cellAt = (value: string) => ({ section: 'tasks', row: 'r0001', column: 'progressPercent', value });
  await at.call('applyFix', { fix: { label: 'set', params: {}, cells: [cellAt('60')] } });
  expect([clerk.see(address), note(at, address)]).toEqual(['60,0', 'Sổ Tỉnh · Trước khi sửa: ４０']);
  await at.call('undoFix');
  expect([clerk.see(address), note(at, address)]).toEqual(['40,0', 'Sổ Tỉnh · Trước khi sửa: ４０']);
  expect((await at.call('undoFix')).mending.undo).toBe(0);
  expect(everything(at)).toEqual(before);
  expect((await at.call('undoFix')).mending.done).toEqual({ changed: 0, undone: true, left: [] });
});

test('a day with an hour is put back with its hour', async () => {
  const at = await created();
  const address = place(at, 'deadline', 6);
  const { sheet, rect } = at.desk.clerk.find(address);
  const standing = sheet.at(rect.row, rect.column);
  sheet.put(rect.row, rect.column, { ...standing, value: Number(standing.value) + 0.354 });
  const raw = sheet.at(rect.row, rect.column).value;
  const cell = { section: 'tasks', row: 'r0001', column: 'deadline', value: '2022-06-01' };
  await at.call('applyFix', { fix: { label: 'set', params: {}, cells: [cell] } });
  expect(sheet.at(rect.row, rect.column).value).not.toBe(raw);
  await at.call('undoFix');
  // Google keeps a moment to the second.
  expect(Number(sheet.at(rect.row, rect.column).value)).toBeCloseTo(Number(raw), 4);
});

test('the one fix of a card leaves a cell that says something else by now, and replaces a formula that is seen', async () => {
  const at = await created();
  const { clerk } = at.desk;
  const address = place(at, 'progressPercent', 6);
  clerk.type(address, '30');
  const fix = {
    label: 'set' as const,
    params: {},
    cells: [{ section: 'tasks', row: 'r0001', column: 'progressPercent', value: '60' }],
  };
  clerk.type(address, '45');
  const left = await at.call('applyFix', { fix, from: ['30'], overFormula: true });
  expect(left.mending.done).toMatchObject({ changed: 0, left: [{ why: 'changed' }] });
  expect(clerk.see(address)).toBe('45,0');
  clerk.type(address, '=40+5');
  expect((await at.call('applyFix', { fix, from: ['45'] })).mending.done).toMatchObject({
    changed: 0,
    left: [{ why: 'formula' }],
  });
  expect((await at.call('applyFix', { fix, from: ['45'], overFormula: true })).mending.done).toMatchObject({
    changed: 1,
  });
  await at.call('undoFix');
  const { sheet, rect } = clerk.find(address);
  expect(sheet.at(rect.row, rect.column).formula).toBe('=40+5');
});

test('sent, nothing of ours stays: the notes of the office, colours and formats stand as they did', async () => {
  const at = await created();
  const kept = place(at, 'result', 6);
  at.desk.clerk.paste(kept, { kind: 'text', rows: [['Ðã\u00a0ký  quyết định']] });
  setNote(at, kept, 'Hỏi chị Lan');
  at.desk.clerk.style(kept, { background: '#ffeecc' });
  await mendAll(at, (await at.call('check')).mending.tidy);
  const { issues } = await at.call('check');
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const reasons = Object.fromEntries(issues.map((issue) => [issue.key, 'đã kiểm tra']));
  expect((await at.call('send', { mode: 'draft', reasons, key: KEY })).kind).toBe('sent');
  expect(note(at, kept)).toContain('Trước khi sửa');
  const sent = await at.call('send', { mode: 'submit', reasons, key: 'press-of-send-0002' });
  expect(sent.kind === 'sent' ? sent.check.mending : undefined).toMatchObject({ notes: true });
  await at.call('clearSentNotes');
  expect(note(at, kept)).toBe('Hỏi chị Lan');
  const sheet = at.desk.clerk.sheet(TAB);
  expect(
    sheet
      .table(sheet.all, (cell) => cell.note ?? '')
      .flat()
      .filter((text) => text.includes('Sổ Tỉnh')),
  ).toEqual([]);
  const { rect } = at.desk.clerk.find(kept);
  expect(sheet.at(rect.row, rect.column).style.background).toBe('#ffeecc');
  expect((await at.call('check')).mending).toMatchObject({ notes: false, undo: 0 });
});
