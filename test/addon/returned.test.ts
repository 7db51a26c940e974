/** Guarantees about a report that came back or is accepted: remarks stay in sight, and a cell changed out of turn is told by name. */
import { afterAll, expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import type { Remark } from '../../shared/wire.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

async function submit(at: AddonDesk, key: string) {
  const { issues } = await at.call('check');
  const warnings = issues.filter(({ severity }) => severity === 'warning');
  const reasons = Object.fromEntries(warnings.map((issue) => [issue.key, 'đã kiểm tra']));
  return at.call('send', { mode: 'submit', reasons, key });
}

/** The tasks of an office, submitted once from its sheet. */
async function sentTasks(): Promise<AddonDesk> {
  const at = addonDesk(templateNamed('tasks'), SAMPLE_CONTENT.tasks ?? {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  expect((await submit(at, 'press-of-send-0001')).kind).toBe('sent');
  return at;
}

const remark = (row: string, column: string, text = 'Ghi rõ kết quả'): Remark => ({
  at: { section: 'tasks', row, column },
  text,
});

/** 0-based place of a column among the tasks, by its id in the key row. */
function columnAt(at: AddonDesk, column: string): number {
  const sheet = at.desk.clerk.sheet('Công việc');
  return Array.from({ length: sheet.columnCount }, (_, index) => sheet.at(0, index).value).indexOf(column);
}
/** A1 address of a column of the first task; the second stands below it. */
const place = (at: AddonDesk, column: string, row = 6): string => a1(row - 1, columnAt(at, column));
const cell = (at: AddonDesk, column: string, row = 6): string => `'Công việc'!${place(at, column, row)}`;
const noteAt = (at: AddonDesk, column: string, row = 6): string =>
  at.desk.clerk.sheet('Công việc').at(row - 1, columnAt(at, column)).note ?? '';

test('remarks stand with their address from opening to sending, and say which are answered', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', 'result'), remark('r0002', 'task', 'Tên chưa rõ')]);
  const start = await at.call('start');
  expect(start.report?.remarks).toMatchObject([
    { a1: place(at, 'result'), changed: false, now: null },
    { a1: place(at, 'task', 7), changed: false },
  ]);
  at.desk.clerk.type(cell(at, 'result'), 'Đã ban hành 3 đề án');
  const { report } = await at.call('check');
  expect(report.departed).toBeNull();
  expect(report.remarks).toMatchObject([
    { a1: place(at, 'result'), changed: true, text: 'Ghi rõ kết quả' },
    { a1: place(at, 'task', 7), changed: false },
  ]);
  expect(report.remarks[0]?.now?.vi).toBe('đã gửi Đề án được phê duyệt, nay ghi Đã ban hành 3 đề án');
  const sent = await submit(at, 'press-of-send-0002');
  expect(sent).toMatchObject({ kind: 'sent', report: { head: { state: 'submitted' }, remarks: [] } });
});

test('a draft saved after the return is not taken for what was sent', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', 'result')]);
  at.desk.clerk.type(cell(at, 'result'), 'Khác');
  await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' });
  const { report } = await at.call('check');
  expect(report.remarks[0]?.changed).toBe(true);
  const { issues } = await at.call('check');
  const reasons = Object.fromEntries(issues.map((issue) => [issue.key, 'đã kiểm tra']));
  const shown = await at.call('preview', { reasons });
  expect(shown).toMatchObject({ first: false, count: 1, cells: [{ a1: place(at, 'result') }] });
  expect(shown.cells[0]?.words.vi).toContain('Đề án được phê duyệt → Khác');
});

test('a remark on a whole row leads to its first cell, and any cell of it may change', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', '*')]);
  at.desk.clerk.type(cell(at, 'task'), 'Tên khác');
  const { report } = await at.call('check');
  expect(report).toMatchObject({ departed: null, remarks: [{ changed: true }] });
  const [{ at: whole, a1: address } = { at: null, a1: '' }] = report.remarks;
  expect(address).toMatch(/^[A-Z]+6$/);
  expect(await at.call('goTo', whole ?? { section: '', row: '', column: '' })).toMatchObject({ a1: address });
});

test('remarked cells carry the remark as a note beside the office’s own, until it is answered', async () => {
  const at = await sentTasks();
  const { clerk } = at.desk;
  const sheet = clerk.sheet('Công việc');
  const column = columnAt(at, 'task');
  sheet.put(5, column, { ...sheet.at(5, column), note: 'ghi chú riêng' });
  at.province.giveBack([remark('r0001', 'task', 'Tên chưa rõ'), remark('r0002', 'result')]);
  await at.call('start');
  expect(noteAt(at, 'task')).toBe('ghi chú riêng\nSổ Tỉnh · Bị trả lại: Tên chưa rõ');
  expect(noteAt(at, 'result', 7)).toBe('Sổ Tỉnh · Bị trả lại: Ghi rõ kết quả');
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).not.toHaveProperty('Range.getNotes');
  clerk.insert('Công việc', 'row', 6);
  clerk.type(cell(at, 'task', 7), 'Tên rõ hơn');
  clerk.type(cell(at, 'result', 8), 'Kết quả rõ hơn');
  expect((await submit(at, 'press-of-send-0002')).kind).toBe('sent');
  await at.call('check');
  expect([noteAt(at, 'task', 7), noteAt(at, 'result', 8)]).toEqual(['ghi chú riêng', '']);
});

test('the notes and the comparison keep to the calls of a check and a push', async () => {
  const at = addonDesk(templateNamed('inspection'), {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: 'inspection' });
  for (const issue of (await at.call('check')).issues)
    if (issue.code === 'required') at.desk.clerk.type(`'Thống kê'!${issue.a1}`, '0');
  expect((await submit(at, 'press-of-send-0001')).kind).toBe('sent');
  const rows = at.province.form.template.sections[0]?.rows?.filter((row) => row.heading !== true) ?? [];
  at.province.giveBack(
    rows
      .slice(0, 4)
      .map(({ key }) => ({ at: { section: 'main', row: key, column: 'total' }, text: 'Xem lại' })),
  );
  at.desk.clerk.type("'Phụ biểu'!E7", 'mười hai');
  at.desk.resetCalls();
  const checked = await at.call('check');
  expect(at.desk.calls).toBeLessThanOrEqual(10);
  expect(checked.report.remarks.map(({ changed }) => changed)).toEqual([false, false, false, false]);
  at.desk.clerk.clear("'Phụ biểu'!E7");
  await at.call('start');
  const { issues } = await at.call('check');
  const reasons = Object.fromEntries(issues.map((issue) => [issue.key, 'đã kiểm tra']));
  at.desk.resetCalls();
  const sent = await at.call('send', { mode: 'submit', reasons, key: 'press-of-send-0002' });
  expect(sent.kind).toBe('sent');
  expect(at.desk.calls).toBeLessThanOrEqual(12);
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.calls).toBeLessThanOrEqual(10);
});

test('a cell changed besides those returned is told by the check with its address, and nothing is sent', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', 'result')]);
  at.desk.clerk.type(cell(at, 'result'), 'Đã sửa');
  at.desk.clerk.type(cell(at, 'task', 7), 'Lỡ tay');
  const { report, counts } = await at.call('check');
  expect(counts.errors).toBe(0);
  expect(report.departed).toMatchObject({ against: 'returned', count: 1 });
  const [told] = report.departed?.cells ?? [];
  expect(told).toMatchObject({ a1: place(at, 'task', 7), at: { row: 'r0002', column: 'task' } });
  expect(told?.words.vi).toBe('đã gửi Công việc thứ hai, nay ghi Lỡ tay');
  const before = at.province.keys.length;
  for (const mode of ['submit', 'draft'] as const) {
    const sent = await at.call('send', { mode, reasons: {}, key: `press-of-${mode}-0002` });
    expect(sent).toMatchObject({ kind: 'notYet', check: { report: { departed: { count: 1 } } } });
  }
  expect(await at.call('preview', { reasons: {} })).toMatchObject({ totals: [] });
  expect(at.province.keys).toHaveLength(before);
});

test('what was sent can be put back, and then the answer goes', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', 'result')]);
  at.desk.clerk.type(cell(at, 'result'), 'Đã sửa');
  at.desk.clerk.type(cell(at, 'task', 7), 'Lỡ tay');
  at.desk.clerk.clear(cell(at, 'lead', 7));
  const { report } = await at.call('check');
  expect(report.departed?.count).toBe(2);
  const fix = report.departed?.putBack;
  if (!fix) throw new Error('nothing to put back');
  expect((await at.call('applyFix', { fix })).report.departed).toBeNull();
  expect(at.desk.clerk.see(cell(at, 'task', 7))).toBe('Công việc thứ hai');
  expect((await submit(at, 'press-of-send-0002')).kind).toBe('sent');
});

test('a task deleted from a returned report is told by its name and put back whole at a press', async () => {
  const at = await sentTasks();
  const row = (): string[] =>
    ['task', 'lead', 'deadline'].map((column) => at.desk.clerk.see(cell(at, column, 7)));
  const before = row();
  at.province.giveBack([remark('r0001', 'result')]);
  at.desk.clerk.type(cell(at, 'result'), 'Đã sửa');
  at.desk.clerk.remove('Công việc', 'row', 7);
  const { report } = await at.call('check');
  expect(report.departed?.cells[0]?.where.vi).toContain('Công việc thứ hai');
  const fix = report.departed?.putBack;
  if (!fix) throw new Error('nothing to put back');
  const after = await at.call('applyFix', { fix });
  expect([after.report.departed, after.counts.errors]).toEqual([null, 0]);
  expect(row()).toEqual(before);
  expect((await submit(at, 'press-of-send-0002')).kind).toBe('sent');
});

test('a closed cell that cannot be read is told as that, not as blank', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', 'result')]);
  at.desk.clerk.type(cell(at, 'progressPercent', 7), 'gần hết');
  const { report } = await at.call('check');
  expect(report.departed?.cells[0]?.words.vi).toMatch(/^đã gửi 100.*, nay không đọc được$/);
});

test('cells the server names as closed are shown with their address, though the return was read before', async () => {
  const at = await sentTasks();
  at.province.giveBack([remark('r0001', 'result')]);
  at.desk.clerk.type(cell(at, 'task', 7), 'Lỡ tay');
  at.province.hidesReturn = true;
  const sent = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' });
  expect(sent).toMatchObject({
    kind: 'notYet',
    check: { report: { departed: { cells: [{ a1: place(at, 'task', 7) }] } } },
  });
});

test('an accepted report says on opening and on a check which cells of the sheet differ from it', async () => {
  const at = await sentTasks();
  at.province.accept();
  expect((await at.call('start')).report?.departed).toBeNull();
  at.desk.clerk.type(cell(at, 'task'), 'Tên khác');
  for (const report of [(await at.call('start')).report, (await at.call('check')).report]) {
    expect(report?.departed).toMatchObject({
      against: 'accepted',
      count: 1,
      cells: [{ a1: place(at, 'task') }],
    });
  }
});

test('figures typed into a copied sheet are not sent without a word: the check names the copy', async () => {
  const at = addonDesk(templateNamed('inspection'), {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: 'inspection' });
  expect((await at.call('check')).copies).toEqual([]);
  // Figures on every sheet, and one that needs the file's locale: then a check has no call to spare.
  at.desk.clerk.type("'Thống kê'!E7", '3');
  at.desk.clerk.type("'Phụ biểu'!E7", 'mười hai');
  at.desk.clerk.type("'Phụ biểu số tiền'!E7", '1.234.567');
  at.desk.clerk.copySheet('Thống kê');
  at.desk.clerk.type("'Bản sao của Thống kê'!E7", '12');
  at.desk.workbook.addSheet('Nháp của tôi', 0);
  at.desk.resetCalls();
  const { copies } = await at.call('check');
  expect(copies).toMatchObject([{ name: 'Bản sao của Thống kê', of: { vi: 'Thống kê' } }]);
  expect(at.desk.calls).toBeLessThanOrEqual(10);
});

test('a sheet once seen to be the office’s own costs a check nothing any more', async () => {
  const at = await sentTasks();
  at.desk.workbook.addSheet('Nháp của tôi', 0);
  const looked: (number | undefined)[] = [];
  for (let n = 0; n < 2; n += 1) {
    at.desk.resetCalls();
    expect((await at.call('check')).copies).toEqual([]);
    looked.push(at.desk.callsByMethod['Sheet.getName']);
  }
  expect(looked).toEqual([1, undefined]);
});

test('a cell hidden by a filter is said to be hidden, and shown once the filter may go', async () => {
  const at = await sentTasks();
  const { clerk } = at.desk;
  clerk.filter(`'Công việc'!A5:${place(at, 'task', 7)}`, columnAt(at, 'task') + 1, ['Công việc thứ hai']);
  const asked = { section: 'tasks', row: 'r0001', column: 'task' };
  const line = () => clerk.sheet('Công việc').rowLines[5];
  expect(await at.call('goTo', asked)).toEqual({ a1: place(at, 'task'), filtered: true });
  expect(line()?.hiddenByFilter).toBe(true);
  expect(await at.call('goTo', { ...asked, unfilter: true })).toEqual({
    a1: place(at, 'task'),
    filtered: false,
  });
  expect(line()?.hiddenByFilter).toBe(false);
});

test('a hidden column is shown when somebody goes to its cell', async () => {
  const at = await sentTasks();
  at.desk.clerk.hide('Công việc', 'column', columnAt(at, 'task') + 1);
  await at.call('goTo', { section: 'tasks', row: 'r0001', column: 'task' });
  expect(at.desk.clerk.sheet('Công việc').lines('column')[columnAt(at, 'task')]?.hidden).toBe(false);
});
