/** The built add-on against the real server: last year's figures and the plan are offered for the blank cells of assigned rows, and told where they stand. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AssignedRow, Column, Template } from '../../shared/template.ts';
import { checkTemplate } from '../../shared/template-check.ts';
import { type AddonDesk, addonDesk, SERVER_HOST } from '../support/addon-desk.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../support/app.ts';
import { makeProvince, Q1, TINY } from '../support/make.ts';

const both = (vi: string) => ({ vi, en: vi });
const decimal = (id: string, vi: string, more: Partial<Column>): Column => ({
  id,
  label: both(vi),
  type: 'decimal',
  source: 'office',
  required: false,
  ...more,
});
const FORM: Template = {
  ...TINY,
  rules: [],
  sections: [
    {
      id: 'goals',
      label: both('Chỉ tiêu'),
      kind: 'grid',
      rowsFrom: 'assignment',
      columns: [
        decimal('plan', 'Kế hoạch', { source: 'assignment' }),
        decimal('target', 'Mục tiêu đơn vị', { prefill: { from: 'plan', column: 'plan' } }),
        decimal('actual', 'Thực hiện', {}),
        decimal('before', 'Cùng kỳ', { prefill: { from: 'lastYear', column: 'actual' } }),
      ],
    },
  ],
};
const ASSIGNED: AssignedRow[] = ['g1', 'g2', 'g3'].map((key, n) => ({
  key,
  label: both(`Chỉ tiêu ${n + 1}`),
  values: { plan: String((n + 1) * 100) },
}));
const YEAR_AGO = {
  ...Q1,
  label: both('Quý I/2021'),
  id: '2021-q1',
  year: 2021,
  from: '2021-01-01',
  to: '2021-03-31',
};

let app: TestApp;
let at: AddonDesk;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    templates: [FORM],
    periods: [YEAR_AGO, Q1],
    assigned: { tiny: ASSIGNED },
  });
  const content = { goals: { g1: { actual: '87.5' }, g2: { actual: { empty: 'none' as const } } } };
  const sent = await app.post('/api/reports/x1/tiny/2021-q1/revisions', tinyPush(content), {
    as: 'clerk.x1',
    key: newKey(),
  });
  expect(sent.status, sent.text).toBe(200);
  const network = { [SERVER_HOST]: await app.app.url };
  at = addonDesk(FORM, {}, { network, token: () => app.token('clerk.x1') });
  await at.call('createSheets', { unit: 'x1', template: 'tiny', period: Q1.id });
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

function address(row: string, column: string): string {
  const sheet = at.desk.clerk.sheet('Chỉ tiêu');
  const ids = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value);
  const keys = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value);
  return `'Chỉ tiêu'!${String.fromCharCode(65 + ids.indexOf(column))}${keys.indexOf(row) + 1}`;
}
const see = (row: string, column: string): string => at.desk.clerk.see(address(row, column));

test('the plan and last year’s figures are offered where cells are blank, never a declared none, and one step takes them back', async () => {
  expect(checkTemplate(FORM).filter((fault) => fault.includes('prefill'))).toEqual([]);
  at.desk.clerk.type(address('g3', 'target'), '250');
  const { changes } = await at.call('prefill');
  expect(changes.map(({ a1, to }) => [a1, to])).toEqual([
    [address('g1', 'target').split('!')[1], '100'],
    [address('g1', 'before').split('!')[1], '87,5'],
    [address('g2', 'target').split('!')[1], '200'],
  ]);
  const plan = { from: 'plan', label: { vi: '2022', en: '2022' } };
  expect(changes.map(({ source }) => source)).toEqual([
    plan,
    { from: 'lastYear', label: YEAR_AGO.label },
    plan,
  ]);
  const cells = changes.map(({ at: cell, value }) => ({ ...cell, value }));
  await at.call('applyFix', {
    fix: { label: 'set', params: {}, cells },
    from: changes.map(({ from }) => from),
  });
  const shown = () => ['g1', 'g2', 'g3'].map((row) => [see(row, 'target'), see(row, 'before')]);
  expect(shown()).toEqual([
    ['100,0', '87,5'],
    ['200,0', ''],
    ['250,0', ''],
  ]);
  await at.call('undoFix');
  expect(shown()).toEqual([
    ['', ''],
    ['', ''],
    ['250,0', ''],
  ]);
});
