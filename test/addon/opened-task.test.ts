/** Guarantees of rows that come onto a sheet by themselves: tasks opened since it was drawn, and nothing that was typed is touched. */
import { afterEach, expect, test } from 'vitest';
import { examineWhole } from '../../addon/core/new-rows.ts';
import type { Ports } from '../../addon/core/ports.ts';
import type { RawWorkbook } from '../../shared/raw-sheet.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { Desk } from '../standin/index.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { formOf } from '../support/forms.ts';
import { rawFromPlan } from '../support/raw-plan.ts';

const TAB = 'Việc giao khắc phục';
const FORM = templateNamed('tasks');

/** Task n, from a label that reads like a formula. */
const opened = (n: number): AssignedRow => ({
  key: `opened.${n}`,
  label: { vi: `=Tỷ lệ văn bản ký số (việc số ${n})`, en: `Documents signed (task ${n})` },
  values: {
    source: 'Năm 2021: thực hiện 80; kế hoạch “95%”',
    task: '+84 là chữ',
    lead: 'Văn phòng',
    deadline: '2022-12-31',
  },
});

let at: AddonDesk;
afterEach(() => at.desk.close());

/** A file drawn while nothing, or the first tasks, were opened; then so many are. */
async function drawnThenOpened(before: number, after: number): Promise<void> {
  at = addonDesk(FORM, {}, {}, tasks(before));
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  at.province.assigned = tasks(after);
}
const tasks = (count: number): AssignedRow[] => Array.from({ length: count }, (_, n) => opened(n + 1));

const see = (address: string): string => at.desk.clerk.see(`'${TAB}'!${address}`);
const type = (address: string, text: string): void => at.desk.clerk.type(`'${TAB}'!${address}`, text);
/** Keys hidden in the first column, from the first row under the headers. */
const keys = (): string[] =>
  Array.from({ length: at.desk.clerk.sheet(TAB).rowCount - 5 }, (_, n) => see(`A${n + 6}`));
const missing = async (): Promise<number> =>
  (await at.call('check')).issues.filter(({ code }) => code === 'missing_row').length;

/** A colleague with the same file open. */
function joined(): Desk {
  const email = 'dong-nghiep@tuky.vn';
  at.desk.workbook.editors.add(email);
  return at.desk.colleague({ sub: 'sub-2', email, language: 'vi' });
}

/** The owner closes a whole tab to everybody else. */
function close(tab: string): void {
  const { workbook, clerk } = at.desk;
  const made = {
    rect: undefined,
    unprotected: [],
    description: '',
    warningOnly: false,
    editors: new Set<string>(),
  };
  workbook.protections.push({ ...made, id: workbook.newId(), sheetId: clerk.sheet(tab).id });
}

/** What a row looks like and takes, cell by cell. */
const look = (row: number): unknown => {
  const sheet = at.desk.clerk.sheet(TAB);
  return Array.from({ length: sheet.columnCount }, (_, column) => {
    const { style, rule } = sheet.at(row - 1, column);
    return { style, rule };
  });
};

test('rows that come later are the rows that would have been drawn: values, looks, rules and protections', async () => {
  await drawnThenOpened(0, 2);
  expect(await at.call('check')).toMatchObject({ added: { count: 2, to: { vi: TAB } } });
  const later = { looks: [6, 7].map(look), keys: keys(), values: ['B6', 'C6', 'D7', 'E7', 'F7'].map(see) };
  const guarded = at.desk.workbook.protections.map(({ description, rect }) => ({ description, rect }));
  await at.desk.close();

  at = addonDesk(FORM, {}, {}, tasks(2));
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  expect(later.looks).toEqual([6, 7].map(look));
  expect(later.keys.slice(0, 2)).toEqual(['opened.1', 'opened.2']);
  expect(later.values).toEqual(['B6', 'C6', 'D7', 'E7', 'F7'].map(see));
  expect(later.values[0]).toBe('=Tỷ lệ văn bản ký số (việc số 1)');
  for (const { description, rect } of at.desk.workbook.protections)
    expect(guarded).toContainEqual({ description, rect });
});

test('what the office typed under the table stays where and as it is; the rows go to free rows, and a full tab grows', async () => {
  await drawnThenOpened(1, 3);
  type('B8', 'Người lập biểu');
  at.desk.clerk.type(`'${TAB}'!G6`, 'Đang thực hiện');
  const before = at.desk.clerk.sheet(TAB).rowCount;
  expect(await missing()).toBe(0);
  expect(keys().slice(0, 5)).toEqual(['opened.1', '', '', 'opened.2', 'opened.3']);
  expect([see('B8'), see('G6')]).toEqual(['Người lập biểu', 'Đang thực hiện']);
  at.province.assigned = tasks(7);
  for (let row = 11; row <= before; row += 1) type(`L${row}`, `ghi chú ${row}`);
  expect(await missing()).toBe(0);
  expect(keys().filter((key) => key !== '')).toEqual(tasks(7).map(({ key }) => key));
  expect(at.desk.clerk.sheet(TAB).rowCount).toBe(before + 4);
  for (let row = 11; row <= before; row += 1) expect(see(`L${row}`)).toBe(`ghi chú ${row}`);
});

test('columns that were moved or inserted, and a renamed tab, get each value where its column is by now', async () => {
  await drawnThenOpened(0, 1);
  at.desk.clerk.insert(TAB, 'column', 3);
  at.desk.clerk.type(`'${TAB}'!C5`, 'Ghi chú riêng');
  at.desk.clerk.move(TAB, 'column', 6, 2);
  at.desk.clerk.renameSheet(TAB, 'Việc tỉnh giao');
  expect(await missing()).toBe(0);
  const sheet = at.desk.clerk.sheet('Việc tỉnh giao');
  const cells = Array.from({ length: sheet.columnCount }, (_, column) => [
    sheet.at(0, column).value ?? 'own',
    sheet.at(5, column).value,
  ]);
  expect(Object.fromEntries(cells)).toMatchObject({
    _key: 'opened.1',
    lead: 'Văn phòng',
    task: '+84 là chữ',
    own: null,
  });
});

test('two people checking at once, and a check whose answer was lost, leave each task one row', async () => {
  await drawnThenOpened(0, 1);
  const colleague = joined();
  await Promise.all([at.call('check'), colleague.run('check')]);
  await at.call('check');
  expect(keys().filter((key) => key !== '')).toEqual(['opened.1']);
  at.province.assigned = tasks(2);
  await colleague.run('check');
  expect(await at.call('check')).toMatchObject({ added: null });
  expect(keys().filter((key) => key !== '')).toEqual(['opened.1', 'opened.2']);
  await colleague.close();
});

test('a tab closed to this person is left as it is and the task told by name; the owner’s check brings it', async () => {
  await drawnThenOpened(0, 1);
  close(TAB);
  const colleague = joined();
  const told = JSON.stringify(await colleague.run('check'));
  expect(told).toContain('missing_row');
  expect(told).toContain('việc số 1');
  expect(keys().filter((key) => key !== '')).toEqual([]);
  expect(await at.call('check')).toMatchObject({ added: { count: 1 } });
  await colleague.close();
});

test('a row deleted after it was sent is told, not put back; one never sent comes back as it was given', async () => {
  await drawnThenOpened(2, 2);
  type('G6', 'Đang thực hiện');
  expect((await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' })).kind).toBe(
    'sent',
  );
  at.desk.clerk.remove(TAB, 'row', 6);
  at.desk.clerk.remove(TAB, 'row', 6);
  const { issues, added } = await at.call('check');
  expect(issues.filter(({ code }) => code === 'missing_row').map(({ row }) => row)).toEqual(['opened.1']);
  expect(added).toMatchObject({ count: 1 });
});

test('a draft takes the new rows along; a submission waits until they are filled', async () => {
  await drawnThenOpened(0, 1);
  const first = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });
  expect(first).toMatchObject({ kind: 'sent', check: { added: { count: 1 } } });
  at.province.assigned = tasks(2);
  const second = await at.call('send', { mode: 'submit', reasons: {}, key: 'press-of-send-0002' });
  expect(second).toMatchObject({ kind: 'notYet', check: { added: { count: 1 } } });
  expect(at.province.keys).toHaveLength(1);
});

test('a tab of opened tasks without any says that nothing is assigned, in its head, where nothing is read', async () => {
  await drawnThenOpened(0, 0);
  expect(see('B3')).toContain('Trang trống nghĩa là chưa được giao việc');
  const { issues } = await at.call('check');
  expect(issues.filter(({ section }) => section === 'opened')).toEqual([]);
});

test('a check that finds every row costs what it did before', async () => {
  await drawnThenOpened(0, 1);
  await at.call('check');
  at.desk.resetCalls();
  await at.call('check');
  const { calls } = at.desk;
  await at.desk.close();
  await drawnThenOpened(1, 1);
  at.desk.resetCalls();
  await at.call('check');
  expect(calls).toBe(at.desk.calls);
  expect(calls).toBeLessThanOrEqual(10);
});

test('rows somebody else added while the file was waited for are not added again', () => {
  const form = { ...formOf(FORM, {}, 0), assigned: tasks(1) };
  const drawn = (assigned: AssignedRow[]): RawWorkbook => rawFromPlan(planWorkbook({ ...form, assigned }));
  let inFile = drawn([]);
  let read = inFile;
  const nothing = (): never[] => [];
  const workbook = {
    read: () => read,
    forget: () => {
      read = inFile;
    },
    boundSheets: nothing,
    otherSheets: nothing,
    standing: nothing,
    refresh: nothing,
    addRows: () => expect.unreachable('the row is there'),
  };
  const properties = { get: () => undefined, set: nothing, delete: nothing };
  const ports = { workbook, properties } as unknown as Ports;
  const state = examineWhole(ports, form, 'check', (work) => {
    inFile = drawn(tasks(1));
    return work();
  });
  expect(state.issues.filter(({ code }) => code === 'missing_row')).toEqual([]);
});
