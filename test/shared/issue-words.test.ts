/** Words of issues: every code is told in both languages, with where, what and why, and never as a code. */
import { expect, test } from 'vitest';
import { columnTakes } from '../../shared/column-words.ts';
import { FIELD_TYPES, readingIssue } from '../../shared/field-types.ts';
import { type Issue, IssueCode } from '../../shared/issue.ts';
import { ISSUE_WORDING } from '../../shared/issue-catalogue.ts';
import { FIX_WORDS } from '../../shared/issue-phrases.ts';
import { issueWords } from '../../shared/issue-sentences.ts';
import { fixWords } from '../../shared/issue-words.ts';
import { BUILT_IN } from '../../shared/templates/index.ts';
import { validate } from '../../shared/validate.ts';
import { SAMPLES } from '../support/samples/index.ts';
import { ASSIGNED, column, FACTS, issueOf, smallForm, withCells } from '../support/small-form.ts';

const form = smallForm();

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
  expect(issueWords(issue, template, 'en').expected).not.toMatch(SLOT);
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
