/** What a clerk answers or presses in the sidebar reaches the cell and the server as it was meant, through the built add-on. */
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

test('who says that the comma of 1,626 groups thousands sends 1626', async () => {
  const at = await created('inspection');
  const { clerk } = at.desk;
  const sheet = clerk.sheet('Thống kê');
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => String(sheet.at(0, column).value));
  const place = a1(6, ids.indexOf('total'));
  const key = String(sheet.at(6, 0).value);
  clerk.type(`'Thống kê'!${place}`, "'1,626");
  const asked = (await at.call('check')).issues.find((issue) => issue.a1 === place);
  const answer = asked?.question?.answers.find(({ label }) =>
    label.vi.startsWith('Dấu phẩy ngăn hàng nghìn'),
  );
  expect(answer?.label.vi).toContain('một nghìn sáu trăm hai mươi sáu');
  const { id, section, column } = asked?.question ?? { id: 'number_dot', section: '', column: '' };
  const after = await at.call('remember', { question: id, section, column, answer: answer?.id ?? '' });
  expect(after.issues.filter((issue) => issue.a1 === place && issue.severity === 'error')).toEqual([]);
  await at.call('send', { mode: 'draft', reasons: {}, key: KEY });
  expect(at.province.revisions[0]?.main?.[key]?.total).toBe('1626');
});

/** Address of a column, by its id, in a row (0-based) of a tab. */
function addressIn(at: AddonDesk, tab: string, id: string, row: number): string {
  const sheet = at.desk.clerk.sheet(tab);
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => String(sheet.at(0, column).value));
  return a1(row, ids.indexOf(id));
}

test('words for a deadline are moved beside it, and a promise without its year gets its day, at a press', async () => {
  const at = await created('tasks');
  const [day, words] = ['deadline', 'deadlineWords'].map((id) => addressIn(at, 'Công việc', id, 5));
  at.desk.clerk.type(`'Công việc'!${day}`, "'quý II/2022");
  at.desk.clerk.type(`'Công việc'!${words}`, '');
  const { issues } = await at.call('check');
  const told = issues.find((issue) => issue.a1 === day);
  // What was typed is told where it was typed; that the task lacks a deadline is not told besides.
  expect(issues.filter(({ a1 }) => a1 === day || a1 === words).map(({ code }) => code)).toEqual([
    'not_a_date',
  ]);
  const [move] = told?.fixes ?? [];
  expect(move?.label.vi).toBe('Chuyển sang cột “Hạn (bằng chữ)”');
  if (move === undefined) throw new Error('no fix');
  const after = await at.call('applyFix', { fix: move.fix });
  expect(after.issues.filter((issue) => issue.a1 === day && issue.severity === 'error')).toEqual([]);
  expect([day, words].map((place) => at.desk.clerk.see(`'Công việc'!${place}`))).toEqual(['', 'quý II/2022']);

  const counts = await created('inspection');
  const cell = addressIn(counts, 'Phụ biểu', 'total', 5);
  counts.desk.clerk.type(`'Phụ biểu'!${cell}`, 'chưa có số liệu: chờ quyết toán; hẹn 30/4');
  const unread = (await counts.call('check')).issues.find((issue) => issue.code === 'promise_unread');
  expect(unread?.a1).toBe(cell);
  const [promise] = unread?.fixes ?? [];
  if (promise === undefined) throw new Error('no day offered');
  await counts.call('applyFix', { fix: promise.fix });
  expect(counts.desk.clerk.see(`'Phụ biểu'!${cell}`)).toMatch(
    /^chưa có số liệu: chờ quyết toán; hẹn 30\/04\/\d{4}$/,
  );
});
