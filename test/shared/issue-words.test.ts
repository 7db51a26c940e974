/** Words of issues: every code is told in both languages, with where, what and why, and never as a code. */
import { expect, test } from 'vitest';
import { columnTakes } from '../../shared/column-words.ts';
import { FIELD_TYPES, readingIssue } from '../../shared/field-types.ts';
import { type Issue, IssueCode } from '../../shared/issue.ts';
import { ISSUE_WORDING } from '../../shared/issue-catalogue.ts';
import { FIX_WORDS } from '../../shared/issue-phrases.ts';
import { answerWords, fixWords, issueWords } from '../../shared/issue-words.ts';
import { BUILT_IN } from '../../shared/templates/index.ts';
import { validate } from '../../shared/validate.ts';
import { SAMPLES } from '../support/samples/index.ts';
import { ASSIGNED, column, FACTS, smallForm, withCells } from '../support/small-form.ts';

const form = smallForm();

function issueOf(...cells: Parameters<typeof withCells>): Issue {
  const [issue] = validate(form, withCells(...cells), {
    assigned: ASSIGNED,
    facts: FACTS,
    mode: 'submit',
  }).issues;
  if (issue === undefined) throw new Error('no issue');
  return issue;
}

test('a broken funnel is told with both numbers, both cells and its reason', () => {
  const issue = { ...issueOf(['main', 'BAD', 'total', '4000'], ['main', 'GOOD', 'total', null]), a1: 'C14' };
  const funnel = validate(form, withCells(['main', 'BAD', 'part', '5000']), {
    assigned: ASSIGNED,
    facts: FACTS,
    mode: 'submit',
  }).issues[0];
  expect(issue.code).toBe('required');
  if (funnel === undefined) throw new Error('no issue');
  expect(issueWords({ ...funnel, a1: 'C14' }, form, 'vi')).toEqual({
    where: 'C14 · Có vi phạm · Trong đó',
    title: 'Lớn hơn mức cho phép',
    found: 'Đang ghi 5.000',
    expected: 'Không lớn hơn 4 ở “Được kiểm tra”',
    why: 'Lý do của FUNNEL',
  });
  expect(issueWords(funnel, form, 'en')).toEqual({
    where: 'In violation · Of which',
    title: 'Larger than allowed',
    found: 'It says 5,000',
    expected: 'At most 4, as in “Inspected”',
    why: 'The reason of FUNNEL',
  });
});

test('a blank cell says what to write when there is no figure', () => {
  const { expected, why } = issueWords(issueOf(['main', 'GOOD', 'total', null]), form, 'vi');
  expect(expected).toBe(
    'Số nguyên, từ 0 trở lên; nếu không có số thì ghi “không phát sinh”, “không áp dụng” hoặc “chưa có số liệu: lý do; hẹn ngày”',
  );
  expect(why).toBe('Ô bắt buộc. Để trống là chưa báo cáo, không phải là 0.');
});

test.each(['text', 'option', 'date', 'person'] as const)(
  'a blank %s cell is not told about figures',
  (type) => {
    const section = BUILT_IN.find(({ id }) => id === 'tasks')?.sections[0];
    const asked = section?.columns.find((one) => one.type === type);
    const template = BUILT_IN.find(({ id }) => id === 'tasks');
    if (section === undefined || asked === undefined || template === undefined) throw new Error('no column');
    const issue: Issue = {
      code: 'required',
      severity: 'error',
      section: section.id,
      row: 'r1',
      column: asked.id,
      params: {},
      related: [],
      fixes: [],
    };
    const told = issueWords(issue, template, 'vi');
    expect(told.expected).not.toMatch(/không phát sinh/);
    expect(told.expected).not.toMatch(/[{}]/);
    expect(told.why).toBe('Ô bắt buộc.');
  },
);

test('a text that is too long is told with its length and the limit, read from a sheet or sent', () => {
  const long = 'a'.repeat(60);
  const note = column('main', 'note');
  const read = readingIssue(
    FIELD_TYPES.text.read(long, note, { locale: 'vi_VN' }),
    { section: 'main', row: 'ALL' },
    note,
  );
  for (const issue of [read, issueOf(['main', 'ALL', 'note', long])]) {
    if (issue === undefined) throw new Error('no issue');
    expect(issueWords(issue, form, 'vi')).toMatchObject({
      found: 'Đang có 60 ký tự',
      expected: 'Không quá 40 ký tự',
    });
    expect(issue.params.expected).toBe('Không quá 40 ký tự');
  }
});

test('rows are called by their own words: assigned rows by label, list rows by their text', () => {
  const given = issueOf(['given', 'G2', 'reason', null]);
  expect(issueWords(given, form, 'vi', ASSIGNED).where).toBe('Tỷ lệ hộ nghèo · Lý do');
  const task = issueOf(['list', 'r1', 'start', '2021-01-02']);
  expect(issueWords(task, form, 'vi').where).toBe('Làm đường · Hạn');
  expect(issueWords(task, form, 'vi').expected).toBe('Từ ngày 02/01/2021 ở “Bắt đầu”');
});

test('a task is called by its work, not by the office all tasks share', () => {
  const template = BUILT_IN.find(({ id }) => id === 'tasks');
  if (template === undefined) throw new Error('no form');
  const content = { tasks: { r1: { ownerUnit: 'Huyện ủy Nam Sách', batch: 'Đợt 1', task: 'Làm đường' } } };
  const { issues } = validate(template, content, { assigned: [], facts: FACTS, mode: 'submit' });
  expect(issues.map((issue) => issueWords(issue, template, 'vi').where)).toContain(
    'Làm đường · Kết quả, sản phẩm',
  );
});

const SLOT = /[{}]|undefined|null/;
const FORBIDDEN = /!|\binvalid\b|không hợp lệ|lỗi không xác định|_/i;

test.each(IssueCode.options)('%s is told in full, without a code, blame or exclamation mark', (code) => {
  for (const lang of ['vi', 'en'] as const) {
    const issue: Issue = {
      code,
      severity: 'error',
      section: 'main',
      row: 'ALL',
      column: 'total',
      params: { found: '40', limit: '34' },
      related: [],
      fixes: [],
    };
    const words = issueWords(issue, form, lang);
    for (const text of Object.values(words)) {
      expect(text).not.toMatch(SLOT);
      expect(text).not.toMatch(FORBIDDEN);
      expect(text.trim()).not.toBe('');
      if (code.includes('_')) expect(text).not.toContain(code);
      expect(text).toBe(text.normalize('NFC'));
    }
    expect(ISSUE_WORDING[code].title[lang]).toBe(words.title);
  }
});

test.each(Object.keys(SAMPLES))(
  'every broken rule of %s is told by its own reason, with nothing left to fill in',
  (id) => {
    const template = BUILT_IN.find((candidate) => candidate.id === id);
    if (template === undefined) throw new Error(id);
    for (const sample of SAMPLES[id]?.breaking() ?? []) {
      const { issues } = validate(template, sample.content, {
        assigned: sample.assigned,
        facts: sample.facts,
        mode: 'submit',
      });
      const issue = issues.find((candidate) => candidate.rule === sample.rule);
      if (issue === undefined) throw new Error(`${sample.rule} is silent`);
      const reason = template.rules.find((candidate) => candidate.id === sample.rule);
      for (const lang of ['vi', 'en'] as const) {
        const words = issueWords(issue, template, lang, sample.assigned);
        expect(Object.values(words).join(' ')).not.toMatch(SLOT);
        expect(words.why).toContain(reason?.why[lang]);
        expect(words.expected).not.toMatch(/“”| {2}|: $/);
      }
      expect(issue.params.expected).toBe(issueWords(issue, template, 'vi', sample.assigned).expected);
    }
  },
);

test('an issue of a section the form does not have is still told', () => {
  const issue: Issue = {
    code: 'unknown_section',
    severity: 'error',
    section: 'x',
    params: { found: 'x' },
    related: [],
    fixes: [],
  };
  expect(issueWords(issue, form, 'vi')).toMatchObject({ where: 'Báo cáo', found: 'Có phần “x”' });
});

test('an issue of no row and no column is told by its address and its sheet', () => {
  const issue = {
    code: 'stray_cell',
    severity: 'note',
    section: 'list',
    params: { found: 'H12' },
    related: [],
    fixes: [],
  } as const satisfies Issue;
  expect(issueWords({ ...issue, a1: 'H12' }, form, 'vi').where).toBe('H12 · Nhiệm vụ');
  expect(issueWords(issue, form, 'en').where).toBe('Nhiệm vụ');
});

test.each(Object.keys(FIX_WORDS))('the fix %s has words in both languages', (label) => {
  expect(fixWords({ label, params: { value: '1.234,5' } }, 'vi')).not.toMatch(SLOT);
  const en = fixWords({ label, params: { value: '1.234,5' } }, 'en');
  expect(en).not.toMatch(SLOT);
  if (FIX_WORDS[label]?.en.includes('{value}')) expect(en).toContain('1,234.5');
});

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

const SPOKEN_RULES = BUILT_IN.flatMap((template) =>
  template.rules.map((rule) => [`${template.id} ${rule.id}`, template, rule] as const),
);

test.each(SPOKEN_RULES)(
  'clerks are told why %s holds and which document states it, no other source',
  (_name, template, rule) => {
    const issue: Issue = {
      code: 'at_most',
      severity: 'error',
      rule: rule.id,
      section: 'main',
      params: {},
      related: [],
      fixes: [],
    };
    for (const lang of ['vi', 'en'] as const) {
      const { why } = issueWords(issue, template, lang);
      expect(why).toBe(rule.document === undefined ? rule.why[lang] : `${rule.why[lang]} (${rule.document})`);
      expect(why).not.toMatch(/bài báo|suy luận|công bố chính thức|cách làm|báo chí/i);
    }
    if (rule.document !== undefined)
      expect(rule.document).toMatch(/^(?:Biểu|Quyết định|Quy định|Hướng dẫn|Thông tư|Báo cáo) /);
  },
);

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
    return issue.params.expected;
  };
  expect(read(1e20)).toBe('Số nguyên, từ 0 trở lên, không quá 15 chữ số');
  expect(read('1'.repeat(40))).toBe('Số nguyên, từ 0 trở lên, không quá 32 chữ số');
  expect(read(1e20, '1000')).toBe('Số nguyên, từ 0 đến 1.000');
  expect(read(-1)).toBe('Số nguyên, từ 0 trở lên');
});

test.each([
  [
    { total: '12', TINH: '3' },
    'Ghi nốt phần còn trống (Cấp trên trực tiếp cơ sở, Cấp cơ sở, Đảng ủy bộ phận), hoặc sửa lại tổng; các phần đã ghi mới cộng được 3',
  ],
  [{ total: '12', TINH: '30' }, 'Không nhỏ hơn 30, là tổng các phần'],
  [{ total: '12', TINH: '30', TREN_CS: '0', CS: '0', BP: '0' }, 'Bằng 30, là tổng các phần'],
])('of a sum with %j the total is not called wrong for parts that are still blank', (cells, expected) => {
  const template = BUILT_IN.find(({ id }) => id === 'inspection');
  if (template === undefined) throw new Error('no form');
  const content = { main: { 'KT.TC': cells } };
  const { issues } = validate(template, content, { assigned: [], facts: FACTS, mode: 'draft' });
  const issue = issues.find(({ rule }) => rule === 'R1');
  if (issue === undefined) throw new Error('silent');
  expect(issueWords(issue, template, 'vi').expected).toBe(expected);
  expect(issue.params.expected).toBe(expected);
  expect(issueWords(issue, template, 'en').expected).not.toMatch(SLOT);
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
  return { issue, vi: told('vi'), en: told('en') };
}

test('a comma that may group thousands is asked about by its name, with both values aloud', () => {
  const { issue, vi, en } = asked('1,626', 'vi_VN');
  expect(vi).toMatchObject({
    found: 'Đang ghi 1,626',
    expected: 'Cho biết dấu phẩy trong cột này ngăn hàng nghìn hay tách phần thập phân',
    answers: [
      ['thousands', 'Dấu phẩy ngăn hàng nghìn: 1.626 (một nghìn sáu trăm hai mươi sáu)'],
      ['decimal', 'Dấu phẩy tách phần thập phân: 1,626 (một phẩy sáu hai sáu)'],
    ],
  });
  expect(issue.params.expected).toBe(vi.expected);
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

/** Words a person reads behind “Cần:”; what stands in quotes is an example to copy. */
const bare = (text: string): string => text.replace(/“[^”]*”/g, '');

test.each(IssueCode.options)('what %s expects reads on behind a colon, so it has none of its own', (code) => {
  for (const lang of ['vi', 'en'] as const)
    expect(bare(ISSUE_WORDING[code].expected[lang])).not.toContain(':');
});

test('what a column takes reads on behind a colon, so it has none of its own', () => {
  for (const { columns } of BUILT_IN.flatMap(({ sections }) => sections)) {
    for (const one of columns) {
      for (const lang of ['vi', 'en'] as const) expect(bare(columnTakes(one, lang))).not.toContain(':');
    }
  }
});

test('a sum that differs is told with the sum in the sentence', () => {
  const issue = issueOf(['main', 'ALL', 'total', '11']);
  expect(issue.code).toBe('parts_sum');
  expect(issueWords(issue, form, 'vi').expected).toBe('Bằng 10, là tổng các phần');
  expect(issueWords(issue, form, 'en').expected).toBe('Equal to 10, the sum of the parts');
});
