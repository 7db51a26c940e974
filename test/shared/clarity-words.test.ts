/** The "5 rõ" or "6 rõ" a province chose is told where a clerk meets it: over the column and beside its blank cell. */
import { expect, test } from 'vitest';
import { clarityWords } from '../../shared/clarity-words.ts';
import { issueWords } from '../../shared/issue-sentences.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { Template } from '../../shared/template.ts';
import {
  FIVE_CLEAR_EFFECT,
  FIVE_CLEAR_RESULT,
  SIX_CLEAR_PRODUCT,
  SIX_CLEAR_PROGRESS,
  SIX_CLEAR_TIME,
} from '../../shared/templates/clarity.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { validate } from '../../shared/validate.ts';
import { formOf } from '../support/forms.ts';

const LISTS = { FIVE_CLEAR_EFFECT, FIVE_CLEAR_RESULT, SIX_CLEAR_TIME, SIX_CLEAR_PROGRESS, SIX_CLEAR_PRODUCT };
const withList = (clarity: Template['clarity']): Template => Template.parse({ ...builtIn('tasks'), clarity });

test.each(Object.entries(LISTS))('every label of %s stands in the note over its column', (_, clarity) => {
  const template = withList(clarity);
  const columns = planWorkbook(formOf(template, {})).tabs.flatMap((tab) => tab.columns);
  for (const { column, label } of clarity) {
    const note = columns.find(({ id }) => id === column)?.note ?? '';
    expect(note).toContain(`“${label.vi.charAt(0).toLowerCase()}${label.vi.slice(1)}”`);
    expect(note).toContain(`“${clarity.length} rõ”`);
  }
});

test('a blank required cell says which of the labels it answers, in either language', () => {
  const template = withList(SIX_CLEAR_PRODUCT);
  const { issues } = validate(
    template,
    { tasks: { v1: { progress: 'notStarted' } } },
    { assigned: [], facts: { today: '2022-04-01', periodKind: 'quarter' }, mode: 'submit' },
  );
  const blank = issues.find(({ code, column }) => code === 'required' && column === 'responsible');
  if (blank === undefined) throw new Error('nothing is asked of the column');
  expect(issueWords(blank, template, 'vi').why).toBe('Ô bắt buộc. Trả lời “rõ trách nhiệm” trong “6 rõ”.');
  expect(issueWords(blank, template, 'en').why).toBe(
    'The cell is required. Answers “who answers for it” of the “6 rõ”.',
  );
});

test('two labels answered by one column are both named; other columns say nothing', () => {
  const clarity = [
    { column: 'lead', label: { vi: 'Rõ người', en: 'Who' } },
    { column: 'lead', label: { vi: 'Rõ trách nhiệm', en: 'Who answers for it' } },
  ];
  expect(clarityWords({ clarity }, 'lead', 'vi')).toBe(
    'Trả lời “rõ người” và “rõ trách nhiệm” trong “2 rõ”.',
  );
  expect(clarityWords({ clarity }, 'task', 'vi')).toBeUndefined();
  expect(clarityWords({}, 'lead', 'vi')).toBeUndefined();
});
