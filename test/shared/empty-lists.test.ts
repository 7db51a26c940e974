/** A list left without rows is asked about where its form says so, once, with a way to say that there is nothing. */
import { expect, test } from 'vitest';
import { issueKey } from '../../shared/issue.ts';
import { issueWords } from '../../shared/issue-sentences.ts';
import type { ReportContent } from '../../shared/report.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { type CheckContext, unreasoned, validate } from '../../shared/validate.ts';
import { ASSIGNED, FACTS, GOOD, SMALL_FORM, smallForm } from '../support/small-form.ts';

const asking = smallForm({
  sections: SMALL_FORM.sections.map((section) =>
    section.kind === 'list' ? { ...section, expectsRows: true } : section,
  ),
});
const SUBMIT: CheckContext = { assigned: ASSIGNED, facts: FACTS, mode: 'submit' };
const { list: _, ...withoutList } = GOOD;

const said = (content: unknown, context = SUBMIT, form = asking): string[] =>
  validate(form, content as ReportContent, context).issues.map(({ code, severity }) => `${severity} ${code}`);

test.each<[string, unknown]>([
  ['has no rows', { ...GOOD, list: {} }],
  ['is not there', withoutList],
  ['has only rows without cells', { ...GOOD, list: { r1: {}, r2: {} } }],
])('a list that %s is a warning', (_name, content) => {
  expect(said(content)).toEqual(['warning no_rows']);
  expect(validate(asking, content as ReportContent, SUBMIT).ok).toBe(true);
});

test('a draft is only told, and a form that does not ask is silent', () => {
  const content = { ...GOOD, list: {} };
  expect(said(content, { ...SUBMIT, mode: 'draft' })).toEqual(['note no_rows']);
  expect(said(content, SUBMIT, smallForm())).toEqual([]);
  expect(said(GOOD)).toEqual([]);
});

test.each<[string, unknown]>([
  ['no report', null],
  ['no list', { ...GOOD, list: 'không có' }],
  ['a row of no shape', { ...GOOD, list: { r1: 'không phát sinh' } }],
  ['a column the form does not have', { ...GOOD, list: { r1: { extra: 'không phát sinh' } } }],
  ['a cell with an issue of its own', { ...GOOD, list: { r1: { task: ' ' } } }],
])('where there is %s, that is told and not an empty list', (_name, content) => {
  expect(said(content)).not.toEqual([]);
  expect(said(content)).not.toContain('warning no_rows');
});

test('the warning needs a reason, kept under the section', () => {
  const { issues } = validate(asking, { ...GOOD, list: {} }, SUBMIT);
  expect(issues.map(issueKey)).toEqual(['no_rows|list||']);
  expect(unreasoned(issues, {})).toHaveLength(1);
  expect(unreasoned(issues, { 'no_rows|list||': 'không phát sinh' })).toEqual([]);
});

test('a tasks report without any task is told so, with what to do where there is none', () => {
  const tasks = builtIn('tasks');
  if (tasks === undefined) throw new Error('no form');
  const [issue] = validate(tasks, { tasks: {} }, { ...SUBMIT, assigned: [] }).issues;
  if (issue === undefined) throw new Error('an empty report passes');
  expect(issue.severity).toBe('warning');
  const words = issueWords({ ...issue, a1: 'B6' }, tasks, 'vi');
  expect(words).toEqual({
    where: 'B6 · Công việc',
    title: 'Danh sách còn trống',
    found: 'Danh sách chưa có dòng nào',
    expected:
      'Mỗi nội dung phải báo cáo ghi một dòng; nếu thật sự không có thì để trống danh sách và nêu lý do “không phát sinh”',
    why: 'Để trống là chưa báo cáo, không phải là không phát sinh. Cấp trên cần biết là trường hợp nào.',
  });
  expect(issueWords(issue, tasks, 'en')).toMatchObject({
    where: 'Công việc',
    found: 'The list has no rows yet',
    expected:
      'One row for each thing to report; if there truly is none, leave the list blank and give the reason “không phát sinh” (none to report)',
  });
});
