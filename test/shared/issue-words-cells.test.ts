/** Words of single cells: what was typed, what is taken, and what each answer or fix would make of it. */
import { expect, test } from 'vitest';
import { FIELD_TYPES, readingIssue } from '../../shared/field-types.ts';
import { ISSUE_WORDING } from '../../shared/issue-catalogue.ts';
import { issueWords } from '../../shared/issue-sentences.ts';
import { answerWords, fixWords } from '../../shared/issue-words.ts';
import { column, issueOf, smallForm } from '../support/small-form.ts';

const form = smallForm();

test('answers say what the sign means and what the number becomes', () => {
  expect(answerWords('number_dot', { id: 'thousands', value: '5830' }, 'vi')).toBe(
    'Dấu chấm ngăn hàng nghìn: 5.830 (năm nghìn tám trăm ba mươi)',
  );
  expect(answerWords('number_dot', { id: 'decimal', value: '5.83' }, 'en')).toBe(
    'The dot marks decimals: 5.83 (five point eight three)',
  );
  expect(answerWords('date_order', { id: 'mdy', value: '2026-03-04' }, 'en')).toBe('Month first: 4 Mar 2026');
});

test('a promise without its year is told as written, with the day to come offered', () => {
  const issue = issueOf(['main', 'BAD', 'part', { empty: 'notYetKnown', reason: 'chờ huyện; hẹn 20/1' }]);
  expect(issueWords(issue, form, 'vi')).toMatchObject({
    title: 'Chưa đọc được ngày hẹn',
    found: 'Đang ghi “hẹn 20/1”',
    expected: 'Ngày hẹn đủ ngày, tháng, năm, ví dụ “chưa có số liệu: chờ quyết toán; hẹn 30/06/2022”',
  });
  const mended = { empty: 'notYetKnown', reason: 'chờ huyện', promised: '2022-01-20' };
  expect(issue.fixes.map((fix) => [fixWords(fix, 'vi'), fix.cells[0]?.value])).toEqual([
    ['Hẹn ngày 20/01/2022', mended],
  ]);
});

test('a day its month does not have is told with the days the month has', () => {
  const of = column('list', 'deadline');
  const issue = readingIssue(
    FIELD_TYPES.date.read('31/6/2022', of, { locale: 'vi_VN' }),
    { section: 'list', row: 'r1' },
    of,
  );
  if (issue === undefined) throw new Error('no issue');
  expect(issueWords(issue, form, 'vi')).toMatchObject({
    title: 'Ngày không có trong lịch',
    expected: 'Một ngày có trong lịch; tháng 6 năm 2022 chỉ có 30 ngày',
  });
  expect(issueWords(issue, form, 'en').expected).toBe(
    'A day of the calendar; month 6 of 2022 has only 30 days',
  );
  expect(issue.fixes.map((fix) => fixWords(fix, 'vi'))).toEqual(['Sửa thành 30/06/2022']);
});

test('nobody is asked for dd/mm/yyyy, and a date out of range names the years taken', () => {
  const of = column('list', 'deadline');
  const issue = readingIssue(
    FIELD_TYPES.date.read({ date: '1022-06-30' }, of, { locale: 'vi_VN' }),
    { section: 'list', row: 'r1' },
    of,
  );
  if (issue === undefined) throw new Error('no issue');
  expect(issueWords(issue, form, 'vi').expected).toBe(
    'Ngày/tháng/năm, ví dụ 30/06/2022, từ năm 1900 đến năm 2199',
  );
  for (const { expected } of Object.values(ISSUE_WORDING)) {
    expect(`${expected.vi} ${expected.en}`).not.toMatch(/yyyy/i);
  }
});

test('a number beyond what is taken is told how many digits are, unless the column has its own bound', () => {
  const read = (raw: string | number, max?: string) => {
    const of = { ...column('main', 'total'), ...(max === undefined ? {} : { max }) };
    const issue = readingIssue(
      FIELD_TYPES.integer.read(raw, of, { locale: 'vi_VN' }),
      { section: 'main', row: 'ALL' },
      of,
    );
    if (issue === undefined) throw new Error('no issue');
    expect(issue.code).toBe('out_of_range');
    const sections = form.sections.map((section) =>
      section.id === 'main' ? { ...section, columns: [of] } : section,
    );
    return issueWords(issue, { ...form, sections }, 'vi').expected;
  };
  expect(read(1e20)).toBe('Số nguyên, từ 0 trở lên, không quá 15 chữ số');
  expect(read('1'.repeat(40))).toBe('Số nguyên, từ 0 trở lên, không quá 32 chữ số');
  expect(read(1e20, '1000')).toBe('Số nguyên, từ 0 đến 1.000');
  expect(read(-1)).toBe('Số nguyên, từ 0 trở lên');
});

/** What is asked about a text in a column of whole numbers, and the words of it. */
function asked(raw: string | number, locale: string) {
  const of = column('main', 'total');
  const issue = readingIssue(
    FIELD_TYPES.integer.read(raw, of, { locale }),
    { section: 'main', row: 'ALL' },
    of,
  );
  if (issue?.question === undefined) throw new Error('not asked');
  const { id, answers } = issue.question;
  const told = (lang: 'vi' | 'en') => ({
    ...issueWords(issue, form, lang),
    answers: answers.map((answer) => [answer.id, answerWords(id, answer, lang)]),
  });
  return { vi: told('vi'), en: told('en') };
}

test('a comma that may group thousands is asked about by its name, with both values aloud', () => {
  const { vi, en } = asked('1,626', 'vi_VN');
  expect(vi).toMatchObject({
    found: 'Đang ghi 1,626',
    expected: 'Cho biết dấu phẩy trong cột này ngăn hàng nghìn hay tách phần thập phân',
    answers: [
      ['thousands', 'Dấu phẩy ngăn hàng nghìn: 1.626 (một nghìn sáu trăm hai mươi sáu)'],
      ['decimal', 'Dấu phẩy tách phần thập phân: 1,626 (một phẩy sáu hai sáu)'],
    ],
  });
  expect(en).toMatchObject({
    found: 'It says 1,626',
    expected: 'Say whether the comma in this column groups thousands or marks decimals',
    answers: [
      ['thousands', 'The comma groups thousands: 1,626 (one thousand six hundred twenty-six)'],
      ['decimal', 'The comma marks decimals: 1.626 (one point six two six)'],
    ],
  });
});

test('a dot that may group thousands is asked about by its name, as it stands in the cell', () => {
  const { vi, en } = asked(1.626, 'en_US');
  expect(vi.expected).toContain('dấu chấm');
  expect(en).toMatchObject({
    found: 'The cell holds 1.626, though it may show only 2',
    expected: 'Say whether the dot in this column groups thousands or marks decimals',
  });
  expect(vi.answers[0]).toEqual([
    'thousands',
    'Dấu chấm ngăn hàng nghìn: 1.626 (một nghìn sáu trăm hai mươi sáu)',
  ]);
});

test('a promised day that has passed is told with both days', () => {
  const issue = issueOf([
    'main',
    'BAD',
    'part',
    { empty: 'notYetKnown', reason: 'chờ huyện', promised: '2021-12-20' },
  ]);
  expect(issueWords(issue, form, 'vi')).toEqual({
    where: 'Có vi phạm · Trong đó',
    title: 'Ngày hẹn đã qua',
    found: 'Đang hẹn ngày 20/12/2021',
    expected: 'Ghi số liệu, hoặc hẹn lại một ngày từ 31/12/2021 trở đi',
    why: 'Cấp trên chờ số liệu theo ngày hẹn. Nếu chưa có số liệu và chưa hẹn lại được, hãy nêu lý do.',
  });
});

test.each([
  ['total', 1.5, 'Ô đang giữ 1,5, dù có thể chỉ hiện 2', 'The cell holds 1.5, though it may show only 2'],
  ['total', -0.4, 'Ô đang giữ -0,4, dù có thể chỉ hiện 0', 'The cell holds -0.4, though it may show only 0'],
  ['total', '1,5', 'Đang ghi 1,5', 'It says 1.5'],
] as const)('in a column of whole numbers (%s) %j is told as it is and as it shows', (id, raw, vi, en) => {
  const asked = column('main', id);
  const reading = FIELD_TYPES[asked.type].read(raw, asked, { locale: 'vi_VN' });
  const issue = readingIssue(reading, { section: 'main', row: 'ALL' }, asked);
  if (issue === undefined) throw new Error('no issue');
  expect(issue.code).toBe('not_an_integer');
  expect([issueWords(issue, form, 'vi').found, issueWords(issue, form, 'en').found]).toEqual([vi, en]);
});

test('decimals beyond what the column shows are told with what it shows', () => {
  const asked = { ...column('main', 'total'), type: 'decimal', decimals: 2 } as const;
  const issue = readingIssue(
    FIELD_TYPES.decimal.read(1234.567, asked, { locale: 'vi_VN' }),
    { section: 'main', row: 'ALL' },
    asked,
  );
  if (issue === undefined) throw new Error('no issue');
  expect(issueWords(issue, form, 'vi').found).toBe('Ô đang giữ 1.234,567, dù có thể chỉ hiện 1.234,57');
});

test('where a dot may group thousands the question says what the cell may show', () => {
  const asked = column('main', 'total');
  const issue = readingIssue(
    FIELD_TYPES.integer.read(5.83, asked, { locale: 'en_US' }),
    { section: 'main', row: 'ALL' },
    asked,
  );
  if (issue === undefined) throw new Error('no issue');
  expect(issue.code).toBe('ambiguous_number');
  expect(issueWords(issue, form, 'vi').found).toBe('Ô đang giữ 5.83, dù có thể chỉ hiện 6');
});
