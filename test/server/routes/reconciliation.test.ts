/** What a parent typed as its subtree's sum stands beside the computed one, is never added, and says whom to ask; plans cascade. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { foldProvince } from '../../../server/usecases/totals/fold-totals.ts';
import { consolidatedForm } from '../../../shared/consolidated.ts';
import { builtIn } from '../../../shared/templates/index.ts';
import { targetRow } from '../../../shared/templates/target-row.ts';
import type { ReportForm, Totals } from '../../../shared/wire.ts';
import type { CompletenessReply } from '../../../shared/wire-completeness.ts';
import type { Cascade, Reconciliation } from '../../../shared/wire-reconciliation.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

let app: TestApp;
const targets = builtIn('targets');
if (targets === undefined) throw new Error('targets');
const TARGETS = targets;
const TYPED = '/api/reports/d1/tiny.consolidated/2022-q1';

const plan = (wording: string) =>
  targetRow({
    key: 'moi',
    label: { vi: 'Tổ chức đảng mới', en: 'New organisations' },
    method: 'sum',
    plan: wording,
  });

const owes = (unit: string, template: string, assigned: ReturnType<typeof plan>[] = []) => ({
  unit,
  template,
  version: 1,
  period: Q1.id,
  assigned,
});

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  const result = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id: 'tinh', name: 'Tỉnh tinh' },
      templates: [{ template: TINY }, { template: consolidatedForm(TINY) }, { template: TARGETS }],
      assignments: [
        ...['p', 'd1', 'd2', 'x1', 'x2'].map((unit) => owes(unit, 'tiny')),
        owes('d1', 'tiny.consolidated'),
        owes('d1', 'targets', [plan('2 - 3 tổ chức')]),
        owes('x1', 'targets', [plan('1 tổ chức')]),
      ],
    },
    { dryRun: false },
  );
  expect(result.faults).toEqual([]);
  const send = async (unit: string, n: string) => {
    const push = tinyPush({ main: { a: { n }, c: { n: '100' } } });
    const reply = await app.post(tinyPath(unit, '/revisions'), push, { as: `clerk.${unit}`, key: newKey() });
    expect(reply.status, reply.text).toBe(200);
  };
  await send('d1', '1');
  await send('x1', '10');
  await send('x2', '20');
});
afterAll(() => app.stop());

const reconcile = (query = '', person = 'reviewer') =>
  app.get<Reconciliation & { code?: string }>(`/api/reconciliation/tiny/2022-q1?scope=d1${query}`, person);

const type = async (a: string, base: number) => {
  const push = tinyPush({ main: { a: { n: a }, c: { n: '300' } } }, base);
  const reply = await app.post(`${TYPED}/revisions`, push, { as: 'clerk.d1', key: newKey() });
  expect(reply.status, reply.text).toBe(200);
};

const totalsOf = async (scope: string) => {
  const { body } = await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${scope}`, 'reviewer');
  return [body.totals.find(({ row }) => row === 'a')?.value, body.coverage.expected, body.coverage.received];
};

test('own and consolidated are two reports of one unit, each filled by itself under its own name', async () => {
  const { body } = await app.get<ReportForm>(TYPED, 'clerk.d1');
  expect(body.head).toMatchObject({
    unit: 'd1',
    template: 'tiny.consolidated',
    state: 'draft',
    mayPush: true,
  });
  expect(body.template.descriptors.name.vi).toContain('bao gồm cả dữ liệu cấp dưới');
  expect((await app.get<ReportForm>(tinyPath('d1'), 'clerk.d1')).body.head.state).toBe('submitted');
});

test('before anything is typed every computed cell is told as not typed', async () => {
  const { body } = await reconcile();
  expect(body.scope).toMatchObject({ unit: 'd1', state: 'draft', revision: 0 });
  expect(
    body.cells.map(({ row, typed, computed, difference }) => [row, typed, computed, difference]),
  ).toEqual([
    ['a', null, '31', null],
    ['c', null, '300', null],
  ]);
});

test('what was typed is told cell by cell beside the computed sum, with the difference, the parts, and whom to ask', async () => {
  await type('35', 0);
  const { body } = await reconcile();
  expect(body).toMatchObject({ counts: 'submitted', equal: 1, differing: 1, next: null });
  expect(body.cells).toEqual([
    {
      section: 'main',
      row: 'a',
      column: 'n',
      rowLabel: { vi: 'Dòng a', en: 'Row a' },
      columnLabel: { vi: 'Số', en: 'Number' },
      typed: '35',
      computed: '31',
      difference: '4',
      own: '1',
      children: [
        { unit: 'x1', value: '10' },
        { unit: 'x2', value: '20' },
      ],
    },
  ]);
  expect(body.scope).toMatchObject({ state: 'submitted', clerks: [{ email: 'clerk.d1@tinh.gov.vn' }] });
  expect(body.children).toMatchObject([
    {
      unit: 'x1',
      state: 'submitted',
      coverage: { expected: 1, received: 1 },
      clerks: [{ email: 'clerk.x1@tinh.gov.vn' }],
    },
    { unit: 'x2', state: 'submitted', clerks: [{ name: 'Người clerk.x2' }] },
  ]);
});

test('all cells can be asked for, page by page', async () => {
  const first = (await reconcile('&cells=all&limit=1')).body;
  expect([first.cells.map(({ row }) => row), first.next]).toEqual([['a'], '1']);
  const second = (await reconcile(`&cells=all&limit=1&cursor=${first.next}`)).body;
  expect([second.cells.map(({ row, difference }) => [row, difference]), second.next]).toEqual([
    [['c', '0']],
    null,
  ]);
});

test('what was typed is never added to totals nor to what is expected of them, folded or not', async () => {
  for (const fold of [false, true]) {
    if (fold) await foldProvince(app.db, 'tinh');
    expect(await totalsOf('d1')).toEqual(['31', 3, 3]);
    expect(await totalsOf('p')).toEqual(['31', 5, 3]);
    expect((await reconcile()).body.cells[0]).toMatchObject({ computed: '31', own: '1' });
  }
  const direct = await app.get('/api/totals/tiny.consolidated/2022-q1?scope=p', 'reviewer');
  expect(direct.body.code).toBe('not_found');
  const [stored] = await app.db.system<{ count: number }[]>`
    SELECT count(*)::int AS count FROM total WHERE template_id = 'tiny.consolidated'`;
  expect(stored?.count).toBe(0);
});

test('who owes a consolidated report and has sent it is known as of any form', async () => {
  const { body } = await app.get<CompletenessReply>(
    '/api/completeness/tiny.consolidated/2022-q1?scope=p',
    'reviewer',
  );
  expect(body.scope.subtree).toMatchObject({ expected: 1, received: 1 });
});

test('a mended sum agrees, and a decision on it leaves totals as they are', async () => {
  await type('31', 1);
  expect((await reconcile()).body).toMatchObject({ equal: 2, differing: 0, cells: [] });
  const accept = { action: 'accept', revision: 2 };
  expect((await app.post(`${TYPED}/decisions`, accept, { as: 'reviewer', key: newKey() })).status).toBe(200);
  expect(await totalsOf('p')).toEqual(['31', 5, 3]);
});

test('a unit without a consolidated report has none to compare, and another office’s is not told', async () => {
  expect((await app.get('/api/reconciliation/tiny/2022-q1?scope=d2', 'reviewer')).body.code).toBe(
    'not_found',
  );
  expect((await reconcile('', 'clerk.x1')).body.code).toBe('not_found');
  const own = (await reconcile('&cells=all', 'clerk.d1')).body;
  expect(own.cells[0]).toMatchObject({ typed: '31', computed: '31', children: [] });
});

test('a plan is held against what was given on, and who was given nothing, not even the form, is named', async () => {
  const path = '/api/cascade/targets/2022-q1?scope=d1';
  const { body } = await app.get<Cascade>(path, 'reviewer.d1');
  expect(body.rows).toMatchObject([
    {
      key: 'moi',
      plan: '2 - 3 tổ chức',
      low: '2',
      high: '3',
      children: [{ unit: 'x1', plan: '1 tổ chức', low: '1', high: '1' }],
      without: [{ unit: 'x2', name: 'Đơn vị x2' }],
      sum: { low: '1', high: '1' },
      verdict: 'short',
      difference: '-1',
    },
  ]);
  expect((await app.get(path, 'clerk.d1')).body.code).toBe('not_allowed');
  expect((await app.get(path, 'clerk.x1')).body.code).toBe('not_found');
  expect((await app.get('/api/cascade/tiny/2022-q1?scope=d1', 'reviewer')).body.code).toBe('not_found');
});
