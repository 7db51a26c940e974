/** Guarantees a clerk relies on, from choosing a report to its receipt, through the built add-on and a stand-in of Google. */
import { afterAll, expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

const KEY = 'press-of-send-0001';

async function created(id: string, content = SAMPLE_CONTENT[id] ?? {}): Promise<AddonDesk> {
  const at = addonDesk(templateNamed(id), content);
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: id });
  return at;
}

/** Fills every required cell that is still blank, as the check names them. */
async function fill(at: AddonDesk, sheet: string, value: string): Promise<void> {
  const { issues } = await at.call('check');
  for (const issue of issues) {
    if (issue.code === 'required') at.desk.clerk.type(`'${sheet}'!${issue.a1}`, value);
  }
}

test('a file without a report offers the reports of the person', async () => {
  const at = addonDesk(templateNamed('tasks'), {});
  opened.push(at);
  const start = await at.call('start');
  expect(start.report).toBeNull();
  expect(start.choices.map((choice) => choice.template)).toEqual(['tasks']);
  expect([...at.province.tokens]).toEqual(['Bearer token-of-owner']);
});

test.each(['inspection', 'targets', 'tasks'])(
  'sheets of %s are made once, filled with what was sent last',
  async (id) => {
    const at = await created(id);
    const start = await at.call('start');
    expect(start).toMatchObject({ report: { head: { unit: 'tu-ky' } }, missing: [], choices: [] });
    expect((await at.refused('createSheets', { ...CHOICE, template: id })).code).toBe('sheets_exist');
    expect((await at.refused('createSheets', { ...CHOICE, template: 'other' })).code).toBe('other_report');
    const { issues } = await at.call('check');
    expect(
      issues.filter((i) => i.code !== 'required' && i.severity === 'error').map((i) => `${i.code} ${i.a1}`),
    ).toEqual([]);
    expect(issues.filter((i) => i.severity === 'note').map((i) => `${i.code} ${i.a1}`)).toEqual([]);
  },
);

test('a wrong cell is told at its address, mended, and the report is sent with a receipt', async () => {
  const at = await created('inspection');
  const { clerk } = at.desk;
  await fill(at, 'Thống kê', '0');
  clerk.type("'Thống kê'!E7", 'mười hai');
  const wrong = await at.call('check');
  const issue = wrong.issues.find((candidate) => candidate.code === 'not_a_number');
  expect(issue).toMatchObject({ a1: 'E7', severity: 'error' });
  expect(issue?.told.params.vi.found).toContain('mười hai');
  expect((await at.call('send', { mode: 'submit', reasons: {}, key: KEY })).kind).toBe('notYet');
  expect(at.province.revisions).toHaveLength(0);
  expect(
    await at.call('goTo', { section: 'main', row: issue?.row ?? '', column: issue?.column ?? '' }),
  ).toEqual({ a1: 'E7', filtered: false });
  for (const { a1 } of wrong.issues.filter(({ severity }) => severity === 'error'))
    clerk.type(`'Thống kê'!${a1}`, '0');
  clerk.type("'Thống kê'!E7", '1.234');
  const right = await at.call('check');
  expect(
    right.issues
      .filter(({ severity }) => severity === 'error')
      .map(({ code, told }) => `${told.where.vi}: ${code}`),
  ).toEqual([]);
  expect(right.filled.done).toBe(right.filled.required);
  const reasons = Object.fromEntries(
    right.issues.filter((i) => i.severity === 'warning').map((i) => [i.key, 'đã kiểm tra']),
  );
  const sent = await at.call('send', { mode: 'submit', reasons, key: KEY });
  expect(sent).toMatchObject({ kind: 'sent', receipt: { revision: 1 }, report: { base: 1, pending: false } });
  const [content] = at.province.revisions;
  expect(content?.main?.[issue?.row ?? '']).toEqual({ total: '1234' });
});

test('what looks like code stays text from the sheet to the server and back', async () => {
  const at = await created('tasks');
  const before = at.province.form.content.tasks?.r0001;
  expect(await at.call('send', { mode: 'draft', reasons: {}, key: KEY })).toMatchObject({
    kind: 'sent',
    mode: 'draft',
  });
  expect(at.province.revisions[0]?.tasks?.r0001).toEqual(before);
});

test('a push whose reply is lost is repeated under the same key and stored once', async () => {
  const at = await created('tasks');
  at.province.losesNextReply = true;
  const lost = await at.refused('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(lost).toMatchObject({ code: 'server_unreachable', retry: true });
  expect((await at.call('start')).report?.pending).toBe(true);
  const again = await at.call('send', { mode: 'draft', reasons: {}, key: 'another-press-of-send' });
  expect(again).toMatchObject({ kind: 'sent', report: { base: 1, pending: false } });
  expect(at.province.revisions).toHaveLength(1);
});

test('another content never goes under the key of a push without reply', async () => {
  const at = await created('tasks');
  at.province.losesNextReply = true;
  await at.refused('send', { mode: 'draft', reasons: {}, key: KEY });
  at.desk.clerk.type("'Công việc'!B6", 'Tên khác');
  const next = await at.call('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(next).toMatchObject({ kind: 'sent', report: { base: 2, pending: false } });
  expect(new Set(at.province.keys).size).toBe(2);
  expect(at.province.revisions).toHaveLength(2);
});

const submit = async (at: AddonDesk, key: string) => {
  const { issues } = await at.call('check');
  const warnings = issues.filter(({ severity }) => severity === 'warning');
  const reasons = Object.fromEntries(warnings.map((issue) => [issue.key, 'đã kiểm tra']));
  return { mode: 'submit', reasons, key } as const;
};

test('a draft whose reply was lost is never taken for the submission that follows', async () => {
  const at = await created('tasks');
  await at.call('send', await submit(at, 'press-of-send-0001'));
  at.desk.clerk.type("'Công việc'!B6", 'Tên khác');
  at.province.losesNextReply = true;
  await at.refused('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' });
  const sent = await at.call('send', await submit(at, 'press-of-send-0003'));
  expect(sent).toMatchObject({ kind: 'sent', receipt: { revision: 3 }, report: { base: 3, pending: false } });
  expect(at.province.revisions).toHaveLength(3);
});

test('a draft whose reply was lost is told as saved, without the receipt of an earlier submission', async () => {
  const at = await created('tasks');
  await at.call('send', await submit(at, 'press-of-send-0001'));
  at.desk.clerk.type("'Công việc'!B6", 'Tên khác');
  at.province.losesNextReply = true;
  const draft = { mode: 'draft', reasons: {}, key: 'press-of-send-0002' } as const;
  await at.refused('send', draft);
  expect(await at.call('send', draft)).toMatchObject({ kind: 'sent', receipt: null, report: { base: 2 } });
  expect(at.province.revisions).toHaveLength(2);
});

const REMARK = {
  at: { section: 'tasks', row: 'r0001', column: 'result' },
  text: 'Ghi rõ kết quả',
};

test('a report returned before its lost reply came is told as sent once, with the remarks it came back with', async () => {
  const at = await created('tasks');
  at.province.losesNextReply = true;
  await at.refused('send', await submit(at, 'press-of-send-0001'));
  at.province.giveBack([REMARK]);
  const again = await at.call('send', await submit(at, 'press-of-send-0002'));
  expect(again).toMatchObject({ kind: 'sent', report: { head: { state: 'returned' }, base: 1 } });
  expect(again.kind === 'sent' ? again.report.remarks.map(({ text }) => text) : []).toEqual([REMARK.text]);
  expect(at.province.revisions).toHaveLength(1);
});

test('a draft of a returned report keeps its remarks in sight', async () => {
  const at = await created('tasks');
  await at.call('send', await submit(at, 'press-of-send-0001'));
  at.province.giveBack([REMARK]);
  const saved = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' });
  expect(saved).toMatchObject({ kind: 'sent', report: { head: { state: 'returned' } } });
  expect(saved.kind === 'sent' ? saved.report.remarks : []).toHaveLength(1);
});

test('a draft says which cells it was kept without, since nobody could read them', async () => {
  const at = await created('inspection');
  at.desk.clerk.type("'Thống kê'!E7", 'mười hai');
  at.desk.clerk.type("'Thống kê'!E8", '7');
  await at.call('check');
  const saved = await at.call('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(saved).toMatchObject({ kind: 'sent', unread: ['Thống kê · E7'], unreadCount: 1 });
  expect(Object.values(at.province.revisions[0]?.main ?? {})).toContainEqual({ total: '7' });
});

test('a closed period is told in words, and nothing waits for an answer', async () => {
  const at = await created('tasks');
  at.province.closed = true;
  const problem = await at.refused('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(problem).toMatchObject({ code: 'period_closed', retry: false });
  expect(problem.detail).toContain('Năm 2021');
  expect((await at.call('start')).report).toMatchObject({ pending: false, base: 0 });
  at.province.closed = false;
  expect((await at.call('send', { mode: 'draft', reasons: {}, key: KEY })).kind).toBe('sent');
});

test('a push that arrived before the period was closed is told as sent', async () => {
  const at = await created('tasks');
  at.province.losesNextReply = true;
  await at.refused('send', await submit(at, 'press-of-send-0001'));
  at.province.closed = true;
  const again = await at.call('send', await submit(at, 'press-of-send-0002'));
  expect(again).toMatchObject({ kind: 'sent', receipt: { revision: 1 }, report: { pending: false } });
});

test('a value whose entry rule was pasted over is checked all the same', async () => {
  const at = await created('tasks');
  const { clerk } = at.desk;
  const sheet = clerk.sheet('Công việc');
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => sheet.at(0, column).value);
  const cell = `'Công việc'!${a1(5, ids.indexOf('group'))}`;
  clerk.paste(cell, clerk.copy(`'Công việc'!${a1(5, ids.indexOf('task'))}`));
  const { issues } = await at.call('check');
  const told = issues.filter((issue) => issue.column === 'group' && issue.row === 'r0001');
  expect(told.map(({ code }) => code)).toEqual(['not_an_option']);
});

test('what a colleague changed elsewhere is written onto the sheet and listed; the same cell is asked about first', async () => {
  const at = await created('tasks');
  await at.call('send', { mode: 'draft', reasons: {}, key: KEY });
  const theirs = structuredClone(at.province.revisions[0] ?? {});
  Object.assign(theirs.tasks?.r0001 ?? {}, { result: 'Kết quả của người khác' });
  Object.assign(theirs.tasks?.r0002 ?? {}, { task: 'Tên của người khác' });
  at.province.sendElsewhere(theirs);
  at.desk.clerk.type("'Công việc'!B7", 'Tên của tôi');
  const stale = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' });
  if (stale.kind !== 'stale') throw new Error(stale.kind);
  expect(stale.conflicts.map(({ at: cell, a1: address }) => `${cell.row}.${cell.column} ${address}`)).toEqual(
    ['r0002.task B7'],
  );
  const [conflict] = stale.conflicts;
  if (conflict === undefined) throw new Error('no conflict');
  expect([conflict.shown.mine.vi, conflict.shown.theirs.vi]).toEqual(['Tên của tôi', 'Tên của người khác']);
  const choices = [{ at: conflict.at, mine: conflict.mine, theirs: conflict.theirs, chosen: conflict.mine }];
  const sent = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0003', choices });
  expect(sent).toMatchObject({ kind: 'sent', report: { base: 3 }, taken: { count: 1 }, unsent: 0 });
  expect(sent.kind === 'sent' ? sent.taken?.cells[0]?.words.vi : '').toContain('Kết quả của người khác');
  expect(at.province.revisions[2]?.tasks).toMatchObject({
    r0001: { result: 'Kết quả của người khác' },
    r0002: { task: 'Tên của tôi' },
  });
});

test('a row added elsewhere is taken into the blank row of its key, and is not lost by the next push', async () => {
  const at = await created('tasks');
  await at.call('send', { mode: 'draft', reasons: {}, key: KEY });
  const added = { ...at.province.revisions[0]?.tasks?.r0001, task: 'Việc của người khác' };
  at.province.sendElsewhere({ tasks: { ...at.province.revisions[0]?.tasks, r0003: added } });
  at.desk.clerk.type("'Công việc'!B6", 'Tên của tôi');
  expect(await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' })).toMatchObject({
    kind: 'sent',
    taken: { count: Object.keys(added).length },
  });
  expect(at.province.revisions[2]?.tasks?.r0003).toEqual(added);
});

test('a row typed below the prepared ones gets its key on the sheet before it is sent', async () => {
  const at = await created('tasks');
  const { clerk } = at.desk;
  const rows = clerk.sheet('Công việc').rowCount;
  clerk.insert('Công việc', 'row', rows + 1);
  clerk.type(`'Công việc'!B${rows + 1}`, 'Việc thêm');
  await at.call('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(clerk.see(`'Công việc'!A${rows + 1}`)).toBe('r0023');
  expect(at.province.revisions[0]?.tasks?.r0023).toEqual({ task: 'Việc thêm' });
});

test('sheets renamed, columns moved and rows sorted are still the same report', async () => {
  const at = await created('tasks');
  const before = at.province.form.content;
  const { clerk } = at.desk;
  clerk.renameSheet('Công việc', 'Việc của tôi');
  clerk.move('Việc của tôi', 'column', 7, 3);
  clerk.insert('Việc của tôi', 'column', 5);
  clerk.hide('Việc của tôi', 'row', 6);
  await at.call('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(at.province.revisions).toEqual([{ opened: {}, ...before }]);
});

test('a deleted column stops even a draft, and nothing reaches the server', async () => {
  const at = await created('tasks');
  at.desk.clerk.remove('Công việc', 'column', 2);
  const { issues } = await at.call('check');
  expect(issues[0]).toMatchObject({ code: 'missing_column', severity: 'error' });
  const problem = await at.refused('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(problem.code).toBe('structure_broken');
  expect(at.province.keys).toEqual([]);
});

test('a deleted sheet is told and can be made again', async () => {
  const at = await created('inspection');
  at.desk.clerk.removeSheet('Phụ biểu');
  expect((await at.call('check')).issues[0]?.code).toBe('missing_section');
  expect((await at.call('start')).missing).toEqual(['Phụ biểu']);
  const made = await at.call('createSheets', { ...CHOICE, template: 'inspection' });
  expect(made.tabs).toEqual([{ section: 'annex', name: 'Phụ biểu' }]);
  expect((await at.call('check')).issues.some((issue) => issue.code === 'missing_section')).toBe(false);
});

test('a dot in a file of another locale is asked about once and remembered with the file', async () => {
  const at = await created('targets');
  at.desk.workbook.locale = 'en_US';
  const { clerk } = at.desk;
  const sheet = clerk.sheet('Chỉ tiêu');
  const header = Array.from({ length: sheet.columnCount }, (_, c) => String(sheet.at(0, c).value ?? ''));
  const column = String.fromCharCode(65 + header.indexOf('actual'));
  clerk.type(`'Chỉ tiêu'!${column}6`, '1.234');
  const asked = (await at.call('check')).issues.filter((issue) => issue.question !== null);
  expect(asked.map((issue) => issue.a1)).toContain(`${column}6`);
  const after = await at.call('remember', {
    question: 'number_kept',
    section: 'targets',
    column: 'actual',
    answer: 'thousands',
  });
  expect(after.issues.filter((issue) => issue.question !== null && issue.column === 'actual')).toEqual([]);
  expect(
    (await at.call('check')).issues.filter((issue) => issue.question !== null && issue.column === 'actual'),
  ).toEqual([]);
});

test('province totals come into their own tab and never over a tab of the office', async () => {
  const at = await created('inspection');
  at.desk.workbook.addSheet('Tổng hợp', 0);
  at.desk.clerk.type("'Tổng hợp'!A1", 'của tôi');
  const result = await at.call('pullTotals');
  expect(result).toMatchObject({ sheetName: 'Tổng hợp 2', rows: 2 });
  expect(result.words.vi).toBe('9/12 đơn vị đã gửi, 5 đã duyệt, 1 gửi chậm');
  expect(at.desk.clerk.see("'Tổng hợp 2'!F6")).toBe('52');
  expect(at.desk.clerk.see("'Tổng hợp 2'!C7")).toContain('biểu của đơn vị không có');
  expect(at.desk.clerk.see("'Tổng hợp 2'!F7")).toBe('7');
  const sheets = at.desk.workbook.sheets.length;
  expect(await at.call('pullTotals')).toMatchObject({ sheetName: 'Tổng hợp 2' });
  expect(at.desk.workbook.sheets).toHaveLength(sheets);
  expect(at.desk.clerk.see("'Tổng hợp'!A1")).toBe('của tôi');
  expect((await at.call('start')).missing).toEqual([]);
});

test('a colleague with the same file checks and sends what the owner made', async () => {
  const at = await created('targets');
  at.desk.workbook.editors.add('b@example.vn');
  const other = at.desk.colleague({ email: 'b@example.vn', sub: 'b', language: 'en' });
  const checked = await other.run('check');
  expect(checked).toMatchObject({ ok: true, value: { report: { base: 0 } } });
  const sent = await other.run('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(sent).toMatchObject({ ok: true, value: { kind: 'sent', report: { base: 1 } } });
  expect((await at.call('start')).report?.base).toBe(1);
  expect([...at.province.tokens]).toContain('Bearer token-of-b');
  await other.close();
});

test('who answers the sidebar is told before anything is sent', async () => {
  const at = addonDesk(templateNamed('tasks'), {});
  opened.push(at);
  at.desk.sidebarPerson = { email: 'rieng@example.vn', sub: 'private', language: 'vi' };
  at.desk.workbook.editors.add('rieng@example.vn');
  expect((await at.call('hello')).email).toBe('rieng@example.vn');
  expect(at.province.requests).toEqual([]);
});

test('without a token nothing is sent and the person is told where to grant it', async () => {
  const at = addonDesk(templateNamed('tasks'), {});
  opened.push(at);
  at.desk.withhold('openid');
  const problem = await at.refused('start');
  expect(problem.code).toBe('identity_missing');
  expect(problem.authorizationUrl).toMatch(/^https:/);
  expect(at.province.requests).toEqual([]);
});

test('the menu is there in every authorisation mode and opens the sidebar as the person who clicked', async () => {
  const at = addonDesk(templateNamed('tasks'), {});
  opened.push(at);
  for (const mode of ['NONE', 'LIMITED', 'FULL'] as const) {
    await at.desk.open(mode);
    expect(at.desk.menus.flatMap((menu) => menu.items ?? []).map(({ label }) => label)).toEqual([
      'Mở Sổ Tỉnh · Open',
      'Tự kiểm tra · Self-check',
    ]);
  }
  await at.desk.install();
  await at.desk.click('Tiện ích mở rộng', 'Mở Sổ Tỉnh · Open');
  expect(at.desk.sidebar?.content).toContain(`"email":"${at.desk.person.email}"`);
  expect((await at.call('hello')).email).toBe(at.desk.person.email);
});

test('a call with arguments of another build is refused in words', async () => {
  const at = await created('tasks');
  const result = await at.desk.run('send', { mode: 'all' });
  expect(result).toMatchObject({ ok: false, problem: { code: 'bad_arguments' } });
});
