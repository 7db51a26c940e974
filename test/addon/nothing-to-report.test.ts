/** Nothing to report, through the built add-on: an empty list is asked about, a declared none is a 0 in the totals. */

import { afterAll, expect, test } from 'vitest';
import { finishTotals, measuresOf } from '../../shared/aggregate.ts';
import { sentencesOf } from '../../shared/issue-sentences.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

const KEY = 'press-of-send-0001';

/** The sheets of a form nobody has filled. */
async function blankSheets(id: string): Promise<AddonDesk> {
  const at = addonDesk(templateNamed(id), {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: id });
  return at;
}

const NOTHING = { 'no_rows|tasks||': 'không phát sinh' };

test('a list nobody filled is asked about at the row to begin in, and is sent once it is said that there is nothing', async () => {
  const at = await blankSheets('tasks');
  const { counts, issues, rows } = await at.call('check');
  expect([counts, rows]).toEqual([{ errors: 0, warnings: 1, notes: 0 }, 0]);
  expect(issues).toMatchObject([
    {
      code: 'no_rows',
      severity: 'warning',
      a1: 'B6',
      told: { where: { vi: 'B6 · Công việc', en: 'B6 · Công việc' } },
    },
  ]);
  const sentences = issues.map(({ code, told }) => sentencesOf(code, told, 'vi').expected);
  expect(sentences[0]).toContain('nêu lý do “không phát sinh”');
  const [{ section, row, column } = { section: '', row: '', column: '' }] = issues;
  expect(await at.call('goTo', { section, row, column })).toEqual({ a1: 'B6', filtered: false });
  const unsaid = await at.call('send', { mode: 'submit', reasons: {}, key: KEY });
  expect([unsaid.kind, at.province.revisions]).toEqual(['notYet', []]);
  const said = await at.call('send', { mode: 'submit', reasons: NOTHING, key: KEY });
  expect(said).toMatchObject({ kind: 'sent', receipt: { revision: 1 } });
  expect(at.province.revisions).toEqual([{ tasks: {}, opened: {} }]);
});

test('a list emptied again is asked about, one whose row cannot be read or whose sheet is gone is not', async () => {
  const at = await blankSheets('tasks');
  const { clerk } = at.desk;
  const codes = async () => (await at.call('check')).issues.map(({ code }) => code);
  clerk.type("'Công việc'!B8", 'Làm đường');
  expect(await codes()).not.toContain('no_rows');
  clerk.type("'Công việc'!B8", '');
  expect(await codes()).toEqual(['no_rows']);
  const sheet = clerk.sheet('Công việc');
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => sheet.at(0, column).value);
  clerk.type(`'Công việc'!${a1(7, ids.indexOf('deadline'))}`, "'hôm nào đó");
  expect(await codes()).toEqual(['not_a_date']);
  at.desk.workbook.addSheet('Việc khác', 1);
  clerk.removeSheet('Công việc');
  expect(await codes()).toEqual(['missing_section']);
});

test('in the totals tab a declared none is 0 with its offices beside it, and a sum without any figure is blank', async () => {
  const at = await blankSheets('inspection');
  const { template } = at.province.form;
  const [first, second] = (template.sections[0]?.rows ?? []).filter(({ heading }) => heading !== true);
  if (first === undefined || second === undefined) throw new Error('no rows');
  const main = {
    [first.key]: { total: { empty: 'none' as const } },
    [second.key]: { total: { empty: 'notApplicable' as const } },
  };
  const summed = measuresOf(template, [], { main }, 'year').map(({ state, estimate: _, ...measure }) => ({
    ...measure,
    ...{ number: 0, none: 0, notApplicable: 0, notYetKnown: 0, estimate: 0, [state]: 3 },
  }));
  at.province.sums = finishTotals(template, summed);
  await at.call('pullTotals');
  const line = (row: number) => ['C', 'F', 'G', 'H'].map((c) => at.desk.clerk.see(`'Tổng hợp'!${c}${row}`));
  expect(line(6)).toEqual([first.label.vi, '0', '0', '3']);
  expect(line(7)).toEqual([second.label.vi, '', '0', '0']);
});
