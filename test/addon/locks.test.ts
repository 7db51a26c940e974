/** Guarantees about a report that came back: only the remarked cells are open to others, until it goes on; the owner cannot be kept out. */
import { afterAll, expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import type { Remark } from '../../shared/wire.ts';
import type { Desk } from '../standin/index.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

const TAB = 'Công việc';

async function sentTasks(): Promise<AddonDesk> {
  const at = addonDesk(templateNamed('tasks'), SAMPLE_CONTENT.tasks ?? {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  await submit(at, 'press-of-send-0001');
  return at;
}

async function submit(at: AddonDesk, key: string): Promise<void> {
  const { issues } = await at.call('check');
  const reasons = Object.fromEntries(issues.map((issue) => [issue.key, 'đã kiểm tra']));
  expect((await at.call('send', { mode: 'submit', reasons, key })).kind).toBe('sent');
}

const remark = (row: string, column: string): Remark => ({
  at: { section: 'tasks', row, column },
  text: 'Ghi rõ kết quả',
});

/** The cell of a column in the row with this key, as the sheet stands. */
function cell(at: AddonDesk, column: string, key: string): string {
  const sheet = at.desk.clerk.sheet(TAB);
  const ids = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value);
  const keys = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value);
  return `'${TAB}'!${a1(keys.indexOf(key), ids.indexOf(column))}`;
}

function colleague(at: AddonDesk, email: string): Desk {
  at.desk.workbook.editors.add(email);
  return at.desk.colleague({ sub: email, email, language: 'vi' });
}

const mayType = ({ clerk }: Desk, address: string): boolean => {
  try {
    clerk.type(address, 'Đã ban hành 3 đề án');
    return true;
  } catch {
    return false;
  }
};

const settle = async (desk: Desk): Promise<unknown> =>
  ((await desk.run('settleLocks')) as { ok: boolean; value: unknown }).value;

test('others may change the remarked cells only, found by their keys where rows moved; the owner may change all', async () => {
  const at = await sentTasks();
  const other = colleague(at, 'b@example.vn');
  at.desk.clerk.insert(TAB, 'row', 6);
  at.province.giveBack([remark('r0001', 'result'), remark('r0002', '*')]);
  const { report } = await at.call('start');
  expect(report?.locksDue).toBe(true);
  expect(await at.call('settleLocks')).toEqual({ locking: 'returned', done: true });
  expect((await at.call('check')).report.locksDue).toBe(false);
  const may = (column: string, key: string): boolean => mayType(other, cell(at, column, key));
  expect([
    may('result', 'r0001'),
    may('task', 'r0001'),
    may('result', 'r0002'),
    may('task', 'r0002'),
  ]).toEqual([true, false, true, true]);
  expect(mayType(at.desk, cell(at, 'task', 'r0001'))).toBe(true);
  // Whom no lock keeps out is told by the check.
  expect((await at.call('check')).report.departed).toMatchObject({ count: 1 });
  await other.close();
});

test('sent again, the sheet opens; accepted, it asks before a change and refuses nobody', async () => {
  const at = await sentTasks();
  const other = colleague(at, 'b@example.vn');
  at.province.giveBack([remark('r0001', 'result')]);
  await at.call('settleLocks');
  at.desk.clerk.type(cell(at, 'result', 'r0001'), 'Kết quả rõ hơn');
  await submit(at, 'press-of-send-0002');
  expect(await at.call('settleLocks')).toEqual({ locking: 'open', done: true });
  expect(mayType(other, cell(at, 'task', 'r0001'))).toBe(true);
  at.province.accept();
  expect(await at.call('settleLocks')).toEqual({ locking: 'closed', done: true });
  const locks = at.desk.workbook.protections.filter(({ rect }) => rect === undefined);
  expect(locks.filter(({ warningOnly }) => !warningOnly)).toEqual([]);
  expect(locks.map(({ description }) => description)).toContain('Sổ Tỉnh: báo cáo đã duyệt');
  expect(mayType(other, cell(at, 'result', 'r0001'))).toBe(true);
  await other.close();
});

test('a lock somebody else holds is said to be held, tried once by each, and opened by who can', async () => {
  const at = await sentTasks();
  const other = colleague(at, 'b@example.vn');
  at.province.giveBack([remark('r0001', 'result')]);
  await at.call('settleLocks');
  at.province.accept();
  at.province.giveBack([remark('r0002', 'result')]);
  expect(await settle(other)).toEqual({ locking: 'returned', done: false });
  const started = (await other.run('start')) as unknown as { value: { report: { locksDue: boolean } } };
  expect(started.value.report.locksDue).toBe(false);
  expect((await at.call('start')).report?.locksDue).toBe(true);
  expect(await at.call('settleLocks')).toEqual({ locking: 'returned', done: true });
  expect(mayType(other, cell(at, 'result', 'r0002'))).toBe(true);
  await other.close();
});

test('a remark on a whole sheet leaves it open, and a sheet somebody closed in their own way stays theirs', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('*', '*')]);
  expect(await at.call('settleLocks')).toEqual({ locking: 'returned', done: true });
  const { workbook, clerk } = at.desk;
  const sheets = () =>
    workbook.protections.filter(({ sheetId, rect }) => sheetId === clerk.sheet(TAB).id && !rect);
  expect(sheets()).toEqual([]);
  const own = {
    rect: undefined,
    unprotected: [],
    description: 'của tôi',
    warningOnly: false,
    editors: new Set(['b@example.vn']),
  };
  workbook.protections.push({ ...own, id: workbook.newId(), sheetId: clerk.sheet(TAB).id });
  at.province.giveBack([remark('r0001', 'result')]);
  await at.call('settleLocks');
  expect(sheets().map(({ description, editors }) => [description, [...editors]])).toEqual([
    ['của tôi', ['b@example.vn']],
  ]);
});

test('locks are set once for each return, and cost nothing while it stands', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', 'result')]);
  await at.call('settleLocks');
  at.desk.resetCalls();
  await at.call('settleLocks');
  expect(at.desk.calls).toBe(0);
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).not.toHaveProperty('Spreadsheet.getProtections');
});
