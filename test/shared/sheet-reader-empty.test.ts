/** Words for no figure are read as such only in columns where they can mean nothing else. */
import { expect, test } from 'vitest';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { readWorkbook } from '../../shared/sheet-reader.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { ASSIGNED, formOf, SAMPLE_CONTENT } from '../support/forms.ts';
import { rawFromPlan } from '../support/raw-plan.ts';

/** What one cell of a form is read as, in the first row of a section that gives anything for it; and the codes told. */
function readAs(form: string, sectionId: string, column: string, typed: string): [unknown, string[]] {
  const template = builtIn(form);
  if (template === undefined) throw new Error(`no template ${form}`);
  const raw = rawFromPlan(planWorkbook(formOf(template, SAMPLE_CONTENT[form] ?? {})));
  const tab = raw.tabs.find(({ section }) => section === sectionId);
  const headings = template.sections
    .flatMap(({ rows }) => rows ?? [])
    .filter(({ heading }) => heading === true);
  const cells = tab?.values.find(
    ([key], index) => index >= 6 && key !== '' && !headings.some((row) => row.key === key),
  );
  const place = tab?.values[0]?.indexOf(column) ?? -1;
  if (cells === undefined || place < 0) throw new Error(`no cell ${column}`);
  cells[place] = typed;
  const { content, issues } = readWorkbook(template, ASSIGNED[form] ?? [], raw, {});
  return [content[sectionId]?.[String(cells[0])]?.[column], issues.map(({ code }) => code)];
}

const NONE = { empty: 'none' };

test.each([
  ['inspection', 'annex', 'total', 'Không', NONE, []],
  ['inspection', 'annex', 'total', 'khong co', NONE, []],
  ['inspection', 'annex', 'total', 'không rõ', undefined, ['not_a_number']],
  ['inspection', 'annex', 'total', 'chưa có', undefined, ['not_yet_known_reason']],
  ['inspection', 'annex', 'note', 'chưa có', 'chưa có', []],
  ['inspection', 'annex', 'note', 'không', 'không', []],
  ['tasks', 'tasks', 'start', 'không', undefined, ['not_a_date']],
  ['tasks', 'tasks', 'progress', 'không', undefined, ['not_an_option']],
  ['tasks', 'tasks', 'exceeded', 'không', 'no', []],
  ['tasks', 'tasks', 'reviewOpinion', 'khong co', 'khong co', []],
])('%s, %s, column %s: “%s” is %j with %j', (form, section, column, typed, value, codes) => {
  expect(readAs(form, section, column, typed)).toEqual([value, codes]);
});
