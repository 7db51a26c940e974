/** Validation: wrong cells are results, root causes come first, and an offered fix is a kept promise. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withFix } from '../../shared/changes.ts';
import { type Issue, Issue as IssueSchema, issueKey } from '../../shared/issue.ts';
import { type CellValue, ReportContent } from '../../shared/report.ts';
import type { Template } from '../../shared/template.ts';
import { type CheckContext, unreasoned, validate } from '../../shared/validate.ts';
import { ASSIGNED, FACTS, GOOD, SMALL_FORM, smallForm, withCells } from '../support/small-form.ts';

const form = smallForm();
const SUBMIT: CheckContext = { assigned: ASSIGNED, facts: FACTS, mode: 'submit' };
const DRAFT: CheckContext = { ...SUBMIT, mode: 'draft' };

/** "code row.column" of each issue. */
function said(content: unknown, context: CheckContext = SUBMIT, template: Template = form): string[] {
  const { issues } = validate(template, content as ReportContent, context);
  return issues.map(({ code, row, column }) => `${code} ${row ?? ''}.${column ?? ''}`);
}

test('a good report has no issue, and its values are the content itself', () => {
  expect(validate(form, GOOD, SUBMIT)).toEqual({ ok: true, values: GOOD, issues: [] });
  expect(validate(form, GOOD, SUBMIT).values).toBe(GOOD);
});

test.each<[string, ReportContent, string[]]>([
  ['a blank required cell', withCells(['main', 'GOOD', 'total', null]), ['required GOOD.total']],
  ['a whole that is not the sum', withCells(['main', 'ALL', 'total', '11']), ['parts_sum ALL.total']],
  ['text for a number', withCells(['main', 'STOCK', 'part', 'hai']), ['not_a_number STOCK.part']],
  ['a number typed as on the sheet', withCells(['main', 'ALL', 'best', '1,5']), ['not_a_number ALL.best']],
  ['a cell of a computed column', withCells(['main', 'ALL', 'share', '40']), ['closed_cell ALL.share']],
  ['a cell the row does not have', withCells(['main', 'TOPONLY', 'part', '1']), ['closed_cell TOPONLY.part']],
  ['a cell of a heading', withCells(['main', 'H', 'total', '1']), ['closed_cell H.total']],
  ['a column nobody knows', withCells(['main', 'ALL', 'extra', '1']), ['unknown_column ALL.extra']],
  ['a row nobody knows', withCells(['main', 'X', 'total', '1']), ['unknown_row X.']],
  ['a section nobody knows', { ...GOOD, extra: {} }, ['unknown_section .']],
  [
    'a part larger than the whole',
    withCells(['main', 'BAD', 'part', '5']),
    ['at_most BAD.part', 'part_of BAD.part'],
  ],
  [
    'no reason where verdicts differ',
    withCells(['given', 'G2', 'reason', null]),
    ['required_when G2.reason'],
  ],
  ['done without a date', withCells(['list', 'r1', 'completed', null]), ['required_when r1.completed']],
  [
    'a deadline before the start',
    withCells(['list', 'r1', 'start', '2021-01-02']),
    ['date_order r1.deadline'],
  ],
  ['a list row without its task', withCells(['list', 'r2', 'task', null]), ['required r2.task']],
  ['a task twice, spelled otherwise', withCells(['list', 'r2', 'task', 'LÀM ĐƯỜNG']), ['unique r2.task']],
  [
    'a third task',
    withCells(['list', 'r3', 'task', 'Ba'], ['list', 'r3', 'owner', 'Bí Thư']),
    ['count_per_group r3.owner'],
  ],
  [
    'an unknown reason',
    withCells(['main', 'STOCK', 'total', { empty: 'notYetKnown', reason: ' ' }]),
    ['not_yet_known_reason STOCK.total'],
  ],
  [
    'a promised day that cannot be read',
    withCells(['main', 'STOCK', 'total', { empty: 'notYetKnown', reason: 'chờ; hẹn 32/4/2022' }]),
    ['promise_unread STOCK.total'],
  ],
])('%s is told at its cell', (_name, content, expected) => {
  expect(said(content)).toEqual(expected);
  expect(validate(form, content, SUBMIT).ok).toBe(false);
});

test.each<[string, ReportContent]>([
  [
    'a cancelled task does not count among five',
    withCells(
      ['list', 'r3', 'task', 'Ba'],
      ['list', 'r3', 'owner', 'Bí thư'],
      ['list', 'r3', 'progress', 'cancelled'],
    ),
  ],
  [
    'none counts as 0',
    withCells(
      ['main', 'ALL', 'total', '6'],
      ['main', 'BAD', 'total', { empty: 'none' }],
      ['main', 'ALL', 'part', null],
    ),
  ],
  [
    'not applicable counts for nothing in a sum that takes blanks',
    withCells(
      ['main', 'ALL', 'total', '6'],
      ['main', 'BAD', 'total', { empty: 'notApplicable' }],
      ['main', 'ALL', 'part', null],
    ),
  ],
  [
    'a part not yet known silences its sum',
    withCells(['main', 'BAD', 'total', { empty: 'notYetKnown', reason: 'chờ huyện' }]),
  ],
  ['a list row without cells is no row', { ...GOOD, list: { ...GOOD.list, r9: {} } }],
])('%s', (_name, content) => {
  expect(said(content)).toEqual([]);
});

test('rules are silent about a cell that is blank or wrong by itself', () => {
  const content = withCells(['main', 'BAD', 'total', 'bốn'], ['main', 'GOOD', 'total', null]);
  expect(said(content)).toEqual(['not_a_number BAD.total', 'required GOOD.total']);
});

test('structure comes before cells, cells before blanks, blanks before rules', () => {
  const content = withCells(
    ['main', 'ALL', 'total', '11'],
    ['list', 'r1', 'start', '2021-01-02'],
    ['list', 'r2', 'task', null],
    ['given', 'G1', 'actual', 'ba'],
    ['main', 'ALL', 'extra', '1'],
  );
  expect(said(content).map((line) => line.split(' ')[0])).toEqual([
    'unknown_column',
    'not_a_number',
    'required',
    'parts_sum',
    'date_order',
  ]);
});

test('in a draft blanks are notes and block nothing; the same report is refused as a submission', () => {
  const content = withCells(
    ['main', 'GOOD', 'total', null],
    ['main', 'BAD', 'total', null],
    ['list', 'r1', 'completed', null],
  );
  const draft = validate(form, content, DRAFT);
  expect(draft.ok).toBe(true);
  expect(draft.issues.map(({ severity }) => severity)).toEqual(['note', 'note', 'note']);
  expect(validate(form, content, SUBMIT).ok).toBe(false);
});

test('values of a report with wrong cells hold the sound cells only', () => {
  const content = withCells(
    ['main', 'BAD', 'total', 'bốn'],
    ['main', 'ALL', 'extra', '1'],
    ['main', 'X', 'total', '1'],
  );
  const { values } = validate(form, content, SUBMIT);
  expect(values).toEqual({ ...GOOD, main: { ...GOOD.main, BAD: {} } });
});

test('warnings need a reason of more than spaces, kept under the issue’s key', () => {
  const facts = { ...FACTS, previous: { main: { BAD: { total: '5' } } } };
  const { ok, issues } = validate(form, GOOD, { ...SUBMIT, facts });
  expect(ok).toBe(true);
  expect(unreasoned(issues, {})).toHaveLength(1);
  const [key = ''] = issues.map(issueKey);
  expect(unreasoned(issues, { [key]: '  ' })).toHaveLength(1);
  expect(unreasoned(issues, { [key]: 'đính chính kỳ trước' })).toHaveLength(0);
});

test('a sum is mended by its total where every part is there, and by its one blank part; of two nobody knows', () => {
  const mended = (content: ReportContent, context = SUBMIT): unknown[] =>
    validate(form, content, context).issues.flatMap(({ fixes }) =>
      fixes.map(({ label, cells }) => [label, cells[0]?.value]),
    );
  expect(mended(withCells(['main', 'ALL', 'total', '11']))).toEqual([['sumOfParts', '10']]);
  const missing = withCells(['main', 'GOOD', 'total', null]);
  const optional = smallForm({ rules: [...form.rules], sections: relaxed() });
  const { issues } = validate(optional, missing, SUBMIT);
  expect(issues.map(({ code }) => code)).toEqual(['parts_sum']);
  expect(issues.flatMap(({ fixes }) => fixes)).toMatchObject([
    { label: 'restOfTotal', cells: [{ section: 'main', row: 'GOOD', column: 'total', value: '6' }] },
  ]);
});

/** The form with nothing required in its grid. */
function relaxed(): typeof SMALL_FORM.sections {
  return SMALL_FORM.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column) => ({
      ...column,
      required: section.id === 'list' && column.required === true,
    })),
  }));
}

test('a fix that would bring another issue is not offered', () => {
  const content = withCells(
    ['main', 'ALL', 'total', '99'],
    ['main', 'ALL', 'part', '50'],
    ['main', 'BAD', 'part', '3'],
  );
  const { issues } = validate(form, content, SUBMIT);
  expect(issues.map(({ code }) => code)).toEqual(['parts_sum']);
  expect(issues[0]?.fixes).toEqual([]);
});

const cellText = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '4',
    '6',
    '10',
    '-1',
    '1.5',
    '01',
    '1,5',
    'final',
    'done',
    'cancelled',
    'met',
    'missed',
  ),
  fc.constantFrom(
    '2021-01-01',
    '2021-12-01',
    '2021-02-30',
    'Bí thư',
    'bí thư',
    'Ky\u0300',
    ' a',
    'a\u0000',
    '',
  ),
  fc.string({ maxLength: 5 }),
);
const cellValue: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 6, arbitrary: cellText },
  { weight: 1, arbitrary: fc.constantFrom<CellValue>({ empty: 'none' }, { empty: 'notApplicable' }) },
  {
    weight: 1,
    arbitrary: fc.record({ empty: fc.constant('notYetKnown' as const), reason: fc.constantFrom('', 'chờ') }),
  },
);

/** Reports near the good one: some cells changed, anywhere in or about the form. */
const nearlyGood: fc.Arbitrary<ReportContent> = fc
  .array(
    fc.tuple(
      fc.constantFrom('main', 'main', 'given', 'list', 'elsewhere'),
      fc.constantFrom(
        'H',
        'ALL',
        'BAD',
        'GOOD',
        'STOCK',
        'TOPONLY',
        'G1',
        'G2',
        'r1',
        'r2',
        'r3',
        'constructor',
      ),
      fc.constantFrom(
        'total',
        'part',
        'share',
        'best',
        'status',
        'note',
        'actual',
        'published',
        'reason',
        'task',
        'owner',
        'progress',
        'start',
        'deadline',
        'completed',
        'cost',
        'toString',
      ),
      fc.option(cellValue, { nil: null }),
    ),
    { maxLength: 6 },
  )
  .map((cells) => withCells(...cells));

function checkPromises(content: ReportContent, context: CheckContext): void {
  const { ok, issues } = validate(form, content, context);
  expect(ok).toBe(!issues.some(({ severity }) => severity === 'error'));
  const keys = issues.map(issueKey);
  expect(new Set(keys).size).toBe(keys.length);
  for (const issue of issues) {
    expect(IssueSchema.safeParse(issue).error).toBeUndefined();
    for (const fix of issue.fixes) checkFix(content, context, issue, fix, keys);
  }
}

function checkFix(
  content: ReportContent,
  context: CheckContext,
  issue: Issue,
  fix: Issue['fixes'][number],
  before: readonly string[],
): void {
  const after = validate(form, withFix(content, fix), context).issues.map(issueKey);
  expect(after).not.toContain(issueKey(issue));
  expect(after.filter((key) => !before.includes(key))).toEqual([]);
}

test('not ok means an error is listed, each issue is listed once, and every offered fix clears its issue and adds none', () => {
  fc.assert(
    fc.property(nearlyGood, fc.constantFrom<'draft' | 'submit'>('draft', 'submit'), (content, mode) => {
      checkPromises(content, { ...SUBMIT, mode });
    }),
    { numRuns: 400 },
  );
});

test('any JSON is checked without an exception, and what is no report is refused', () => {
  const keys = fc.constantFrom(
    'main',
    'given',
    'list',
    'ALL',
    'G1',
    'r1',
    'total',
    'task',
    '__proto__',
    'constructor',
    'x',
  );
  const json = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.dictionary(keys, tie('node'), { maxKeys: 4 })),
  })).node;
  fc.assert(
    fc.property(json, (value) => {
      const parsed: unknown = JSON.parse(JSON.stringify(value));
      const { ok, issues } = validate(form, parsed as ReportContent, SUBMIT);
      expect(ok).toBe(!issues.some(({ severity }) => severity === 'error'));
      if (!ReportContent.safeParse(parsed).success) expect(ok).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('a key of every JavaScript object is no way around the check', () => {
  const content: unknown = JSON.parse(
    '{"main":{"__proto__":{"total":"1"}},"__proto__":{},"list":{"__proto__":{"task":"x"},"constructor":{"task":"y"}}}',
  );
  const codes = said(content).filter((line) => !line.startsWith('required '));
  expect(codes).toEqual(['unknown_row __proto__.', 'unknown_row __proto__.', 'unknown_section .']);
});

test('more rows than the form allows are told once', () => {
  const list = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`r${n}`, { task: `Việc ${n}` }]));
  expect(said({ ...GOOD, list })).toEqual(['too_many_rows .']);
});

test('a template checked again gives the same answer: nothing is kept but the compiled form', () => {
  const content = withCells(['main', 'ALL', 'total', '11'], ['list', 'r1', 'start', '2021-01-02']);
  expect(validate(form, content, SUBMIT)).toEqual(validate(smallForm(), structuredClone(content), SUBMIT));
});

test('fixes are not worked out where nobody asks for them', () => {
  const content = withCells(['main', 'ALL', 'total', '11']);
  expect(validate(form, content, { ...SUBMIT, offerFixes: false }).issues.map(({ fixes }) => fixes)).toEqual([
    [],
  ]);
});

const promise = (promised?: string): CellValue => ({
  empty: 'notYetKnown',
  reason: 'chờ huyện',
  ...(promised === undefined ? {} : { promised }),
});

test.each([
  ['2021-12-30', ['promise_past BAD.part']],
  ['2021-12-31', []],
  ['2022-01-01', []],
  [undefined, []],
])('on 31/12/2021 a figure promised for %s is told as %j', (promised, expected) => {
  for (const context of [SUBMIT, DRAFT]) {
    expect(said(withCells(['main', 'BAD', 'part', promise(promised)]), context)).toEqual(expected);
  }
});

test('a promise that has passed asks for a reason, and nothing of the report is held back for it', () => {
  const content = withCells(['main', 'BAD', 'part', promise('2021-12-30')]);
  const { ok, values, issues } = validate(form, content, SUBMIT);
  expect([ok, values, issues.map(({ severity }) => severity)]).toEqual([true, content, ['warning']]);
  expect(unreasoned(issues, {})).toHaveLength(1);
  const [issue] = issues;
  if (issue === undefined) throw new Error('no issue');
  expect(unreasoned(issues, { [issueKey(issue)]: 'huyện hẹn lại' })).toEqual([]);
});

test('a promise that has passed does not hide what rules say of other cells', () => {
  expect(
    said(withCells(['main', 'BAD', 'part', promise('2021-12-30')], ['main', 'ALL', 'total', '11'])),
  ).toEqual(['promise_past BAD.part', 'parts_sum ALL.total']);
});
