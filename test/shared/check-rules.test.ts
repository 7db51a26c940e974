/** The rule kinds: what each says, when it is silent, and that none is left without a checker. */
import { expect, test } from 'vitest';
import { RULE_CHECKERS } from '../../shared/check-rules.ts';
import { countGroups } from '../../shared/list-rules.ts';
import type { ReportContent } from '../../shared/report.ts';
import { Rule } from '../../shared/rule.ts';
import type { Template } from '../../shared/template.ts';
import { type CheckContext, validate } from '../../shared/validate.ts';
import { ASSIGNED, FACTS, GOOD, rule, smallForm, withCells } from '../support/small-form.ts';

const form = smallForm();
const SUBMIT: CheckContext = { assigned: ASSIGNED, facts: FACTS, mode: 'submit' };

/** "code row.column" of each issue. */
function said(content: unknown, context: CheckContext = SUBMIT, template: Template = form): string[] {
  const { issues } = validate(template, content as ReportContent, context);
  return issues.map(({ code, row, column }) => `${code} ${row ?? ''}.${column ?? ''}`);
}

test('every kind of rule has a checker', () => {
  const kinds = Rule.options.map((option) => option.shape.kind.value);
  expect(Object.keys(RULE_CHECKERS).sort()).toEqual([...kinds].sort());
});

test.each<[string, ReportContent, Partial<CheckContext['facts']>, string]>([
  [
    'below the previous cumulative period',
    GOOD,
    { previous: { main: { BAD: { total: '5' } } } },
    'monotonic BAD.total',
  ],
  ['far from its history', GOOD, { history: { 'GOOD|total': ['60', '61', '62', '61'] } }, 'band GOOD.total'],
  [
    'not the sum of the periods',
    GOOD,
    { increments: [{ main: { ALL: { total: '4' } } }, { main: { ALL: { total: '5' } } }] },
    'sum_of_periods ALL.total',
  ],
  [
    'too many with the year’s other reports',
    GOOD,
    { yearCounts: { FIVE: { 'bí thư': 1 } } },
    'count_per_group r2.owner',
  ],
])('a figure %s is told', (_name, content, facts, expected) => {
  expect(said(content, { ...SUBMIT, facts: { ...FACTS, ...facts } })).toEqual([expected]);
});

test.each<[string, Partial<CheckContext['facts']>]>([
  ['a stock may fall', { previous: { main: { STOCK: { total: '99' } } } }],
  ['a short history says nothing', { history: { 'GOOD|total': ['60', '61'] } }],
  [
    'a period without the figure silences the sum of periods',
    { increments: [{ main: { ALL: { total: '4' } } }, {}] },
  ],
  ['other groups of the year do not count', { yearCounts: { FIVE: { 'chủ tịch': 5, constructor: 9 } } }],
])('%s', (_name, facts) => {
  expect(
    said(withCells(['main', 'STOCK', 'total', '1']), { ...SUBMIT, facts: { ...FACTS, ...facts } }),
  ).toEqual([]);
});

test.each([
  ['equal', '10', []],
  ['atLeast', '11', ['parts_sum ALL.total']],
  ['atLeast', '9', []],
  ['atMost', '9', ['parts_sum ALL.total']],
  ['atMost', '11', []],
])('a sum of parts %s the whole, against a whole of %s', (relation, whole, expected) => {
  const sum = rule('S', {
    kind: 'partsSum',
    axis: 'rows',
    each: ['total'],
    whole: 'ALL',
    parts: ['BAD', 'GOOD'],
    relation,
    blankParts: 'skip',
  });
  const template = smallForm({ rules: [sum] });
  expect(said(withCells(['main', 'ALL', 'total', whole]), SUBMIT, template)).toEqual(expected);
});

test('a sum that skips blanks says nothing while a part is blank', () => {
  const sum = rule('S', {
    kind: 'partsSum',
    axis: 'rows',
    each: ['part'],
    whole: 'ALL',
    parts: ['BAD', 'GOOD'],
    relation: 'equal',
    blankParts: 'skip',
  });
  const some = rule('T', { ...sum, id: 'T', blankParts: 'anyFilled' });
  const content = withCells(['main', 'BAD', 'part', '1']);
  expect(said(content, SUBMIT, smallForm({ rules: [sum] }))).toEqual([]);
  expect(said(content, SUBMIT, smallForm({ rules: [some] }))).toEqual(['parts_sum ALL.part']);
});

test('cells of two rows that must match are compared by the rule’s relation', () => {
  const same = rule('M', {
    kind: 'matches',
    left: { row: 'BAD', column: 'total' },
    right: { row: 'ALL', column: 'part' },
    relation: 'equal',
  });
  const template = smallForm({ rules: [same] });
  expect(said(GOOD, SUBMIT, template)).toEqual([]);
  expect(said(withCells(['main', 'ALL', 'part', '3']), SUBMIT, template)).toEqual(['matches BAD.total']);
});

test('rows of a year are counted by folded group, without those left out', () => {
  const content = withCells(
    ['list', 'r3', 'task', 'Ba'],
    ['list', 'r3', 'owner', 'Chủ tịch'],
    ['list', 'r3', 'progress', 'cancelled'],
  );
  const counting = form.rules.find((candidate) => candidate.kind === 'countPerGroup');
  expect(counting === undefined ? [] : [...countGroups(form, counting, content)]).toEqual([['bí thư', 2]]);
});

test.each([
  [{ kind: 'is', column: 'progress', option: 'doing' }, 'doing', true],
  [{ kind: 'is', column: 'progress', option: 'doing' }, { empty: 'none' as const }, false],
  [{ kind: 'filled', column: 'progress' }, 'doing', true],
  [{ kind: 'filled', column: 'progress' }, { empty: 'none' as const }, true],
  [{ kind: 'filled', column: 'progress' }, { empty: 'notApplicable' as const }, false],
  [{ kind: 'blank', column: 'progress' }, null, true],
  [{ kind: 'blank', column: 'progress' }, { empty: 'notApplicable' as const }, false],
])('a column is required when %j and the cell holds %j: %s', (when, value, expected) => {
  const needed = rule('N', { kind: 'requiredWhen', section: 'list', column: 'cost', when });
  const content: ReportContent = {
    ...GOOD,
    list: withCells(['list', 'r1', 'task', null], ['list', 'r2', 'progress', value]).list ?? {},
  };
  const list = { r2: content.list?.r2 ?? {} };
  const issues = said({ ...content, list }, SUBMIT, smallForm({ rules: [needed] }));
  expect(issues).toEqual(expected ? ['required_when r2.cost'] : []);
});

test('an exact repeat of a row can be removed; a row that only says the same cannot', () => {
  const fixes = (content: ReportContent): string[] =>
    validate(form, content, SUBMIT).issues.flatMap((issue) => issue.fixes.map(({ label }) => label));
  const twice = { ...GOOD, list: { a: { task: 'Làm cầu' }, b: { task: 'Làm cầu' } } };
  expect(fixes(twice)).toEqual(['removeRow']);
  expect(fixes({ ...GOOD, list: { a: { task: 'Làm cầu' }, b: { task: 'LÀM CẦU' } } })).toEqual([]);
});
