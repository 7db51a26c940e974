/** The built add-on against the real server: what a form offers for blank cells is shown, written only there, and put back in one step. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Column, Template } from '../../shared/template.ts';
import { checkTemplate } from '../../shared/template-check.ts';
import { type AddonDesk, addonDesk, SERVER_HOST } from '../support/addon-desk.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { makeProvince, Q1, TINY } from '../support/make.ts';

let app: TestApp;
let at: AddonDesk;
const [MAIN, ...OTHERS] = TINY.sections;
if (MAIN === undefined) throw new Error('no section');
const main = MAIN;
const BEFORE: Column = {
  id: 'before',
  label: { vi: 'Kỳ trước', en: 'Period before' },
  type: 'decimal',
  source: 'office',
  required: false,
  prefill: { from: 'lastPeriod', column: 'n' },
};
const FORM: Template = { ...TINY, sections: [{ ...main, columns: [...main.columns, BEFORE] }, ...OTHERS] };
const Q2 = { ...Q1, id: '2022-q2', from: '2022-04-01', to: '2022-06-30', due: { default: '2022-07-05' } };

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { templates: [FORM], periods: [Q1, Q2] });
  const content = {
    main: { a: { n: '5' }, b: { n: '2' }, c: { n: { empty: 'none' as const } } },
    jobs: { j1: { what: 'việc', status: 'open' } },
  };
  const sent = await app.post(
    tinyPath('x1', '/revisions'),
    { ...tinyPush(content), reasons: { 'T2|main|a|n': 'đúng' } },
    { as: 'clerk.x1', key: newKey() },
  );
  expect(sent.status, sent.text).toBe(200);
  const network = { [SERVER_HOST]: await app.app.url };
  at = addonDesk(FORM, {}, { network, token: () => app.token('clerk.x1') });
  await at.call('createSheets', { unit: 'x1', template: 'tiny', period: Q2.id });
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

function address(row: string): string {
  const sheet = at.desk.clerk.sheet('Chính');
  const column = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value).indexOf('before');
  const line = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value).indexOf(row);
  return `'Chính'!${String.fromCharCode(65 + column)}${line + 1}`;
}
const see = (row: string): string => at.desk.clerk.see(address(row));

test('blank cells are offered what was sent the period before; what is typed meanwhile stays, and one step takes all back', async () => {
  const { changes } = await at.call('prefill');
  const source = { from: 'lastPeriod', label: Q1.label };
  expect(changes.map(({ at: { row }, from, to, source: told }) => [row, from, to, told])).toEqual([
    ['a', '', '5', source],
    ['b', '', '2', source],
  ]);
  expect([see('a'), see('b')]).toEqual(['', '']);
  at.desk.clerk.type(address('b'), '9');
  const cells = changes.map(({ at: cell, value }) => ({ ...cell, value }));
  const from = changes.map((change) => change.from);
  await at.call('applyFix', { fix: { label: 'set', params: {}, cells }, from });
  expect([see('a'), see('b')]).toEqual(['5,0', '9,0']);
  expect((await at.call('prefill')).changes).toEqual([]);
  await at.call('undoFix');
  expect([see('a'), see('b')]).toEqual(['', '9,0']);
});

test.each<[string, Partial<Column>, string]>([
  ['another type', { prefill: { from: 'lastPeriod', column: 'note' } }, 'of another type or unit'],
  ['a column there is not', { prefill: { from: 'lastYear', column: 'none' } }, 'names no column "none"'],
  [
    'a plan nobody assigns',
    { prefill: { from: 'plan', column: 'n' } },
    'names no column "n" that the assignment fills',
  ],
])('a form that offers from %s is refused', (_, change, fault) => {
  const form = {
    ...TINY,
    sections: [{ ...main, columns: [...main.columns, { ...BEFORE, ...change }] }, ...OTHERS],
  };
  expect(checkTemplate(form).join('; ')).toContain(fault);
  expect(checkTemplate(FORM).filter((line) => line.includes('prefill'))).toEqual([]);
});
