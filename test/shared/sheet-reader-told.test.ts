/** What the sheet reader asks about and tells: in words people see on the sheet, with what can be done at a press. */
import { expect, test } from 'vitest';
import { issueWords } from '../../shared/issue-sentences.ts';
import { fixWords } from '../../shared/issue-words.ts';
import { place, put, read, sheetOf, tabOf, template } from '../support/draft-sheet.ts';

test('in an en_US file a dot is asked about once and the answer is remembered', () => {
  const raw = sheetOf('targets');
  raw.locale = 'en_US';
  const tab = tabOf(raw, 'targets');
  const key = String(tab.values[6]?.[0]);
  put(tab, key, 'actual', '1.234');
  const asked = read('targets', raw).issues.filter((issue) => issue.column === 'actual' && issue.row === key);
  expect(asked.map((issue) => issue.code)).toEqual(['ambiguous_number']);
  expect(asked[0]?.question?.answers).toHaveLength(2);
  const settled = read('targets', raw, { 'number_dot|targets|actual': 'thousands' });
  expect(settled.content.targets?.[key]?.actual).toBe('1234');
});

test('an option spelled with i for y is told with the one meant', () => {
  const raw = sheetOf('tasks');
  put(tabOf(raw, 'tasks'), 'r0001', 'workflow', 'Đăng kí');
  const issue = read('tasks', raw).issues.find(({ column }) => column === 'workflow');
  expect(issue?.fixes.map((fix) => fixWords(fix, 'vi'))).toEqual(['Sửa thành Đăng ký']);
});

test('a copied row is told by its number and its text on the sheet, never by its hidden key', () => {
  const raw = sheetOf('tasks');
  const tab = tabOf(raw, 'tasks');
  const [first] = place(tab, 'r0001', 'task');
  put(tab, 'r0001', 'task', 'Làm đường liên xã');
  tab.values.push([...(tab.values[first] ?? [])]);
  const issue = read('tasks', raw).issues.find(({ code }) => code === 'duplicate_row_key');
  if (issue === undefined) throw new Error('no issue');
  const rows = [tab.values.length, first + 1];
  expect(issueWords(issue, template('tasks'), 'vi').found).toBe(
    `Dòng ${rows[0]} (“Làm đường liên xã”) được chép từ dòng ${rows[1]}`,
  );
  expect(issueWords(issue, template('tasks'), 'en').found).toBe(
    `Row ${rows[0]} (“Làm đường liên xã”) is a copy of row ${rows[1]}`,
  );
  for (const lang of ['vi', 'en'] as const)
    expect(Object.values(issueWords(issue, template('tasks'), lang)).join(' ')).not.toContain('r0001');
});

test('an indicator there twice is told by its label, even where the printed one is gone', () => {
  const raw = sheetOf('inspection');
  const tab = tabOf(raw, 'annex');
  const row = (template('inspection').sections.find(({ id }) => id === 'annex')?.rows ?? []).find(
    ({ heading }) => heading !== true,
  );
  if (row === undefined) throw new Error('no row');
  const copy = (tab.values[place(tab, row.key, 'total')[0]] ?? []).map((cell) =>
    cell === row.label.vi ? '' : cell,
  );
  tab.values.push(copy);
  const issue = read('inspection', raw).issues.find(({ code }) => code === 'duplicate_row_key');
  expect(issue?.params.found).toBe(row.label.vi);
});

test('a comma that groups thousands gives the thousands, and tells nothing of a dot', () => {
  const raw = sheetOf('inspection');
  const tab = tabOf(raw, 'main');
  const [one, two] = (template('inspection').sections[0]?.rows ?? []).filter((row) => row.heading !== true);
  if (one === undefined || two === undefined) throw new Error('no rows');
  put(tab, one.key, 'total', '1,626');
  put(tab, two.key, 'total', '1.626');
  const [asked] = read('inspection', raw).issues;
  expect(asked?.question).toMatchObject({
    id: 'number_comma',
    answers: [{ id: 'thousands', value: '1626' }, {}],
  });
  const settled = read('inspection', raw, { 'number_comma|main|total': 'thousands' });
  expect(settled.issues).toEqual([]);
  expect(settled.content.main?.[one.key]?.total).toBe('1626');
  expect(settled.content.main?.[two.key]?.total).toBe('1626');
  const decimal = read('inspection', raw, { 'number_comma|main|total': 'decimal' });
  expect(decimal.issues.map(({ code }) => code)).toEqual(['not_an_integer']);
  expect(decimal.content.main?.[two.key]?.total).toBe('1626');
});

test.each([
  ['', true, ['deadlineWords', 'deadline']],
  ['quý II/2022', true, ['deadline']],
  ['trong tháng 4', false, []],
])(
  'words in a date column, beside “%s”, are told where they belong and moved: %s',
  (there, moved, columns) => {
    const raw = sheetOf('tasks');
    const tab = tabOf(raw, 'tasks');
    const key = String(tab.values[5]?.[0]);
    put(tab, key, 'deadline', 'quý II/2022');
    put(tab, key, 'deadlineWords', there);
    const issue = read('tasks', raw).issues.find(({ column }) => column === 'deadline');
    if (issue === undefined) throw new Error('no issue');
    const expected =
      'Ngày/tháng/năm, ví dụ 30/06/2022; chưa có ngày cụ thể thì ghi bằng chữ vào cột “Hạn (bằng chữ)”';
    expect(issue.code).toBe('not_a_date');
    expect(issueWords(issue, template('tasks'), 'vi').expected).toBe(expected);
    expect(issueWords(issue, template('tasks'), 'en').expected).toContain('column “Hạn (bằng chữ)”');
    expect(issue.fixes.map((fix) => fixWords(fix, 'vi'))).toEqual(
      moved ? ['Chuyển sang cột “Hạn (bằng chữ)”'] : [],
    );
    expect(issue.fixes.flatMap(({ cells }) => cells.map(({ column }) => column))).toEqual(columns);
  },
);
