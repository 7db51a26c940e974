/** Who is behind, over HTTP: to whom it is shown, page by page, with whom to call. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChasedReports, CompletenessReply } from '../../../shared/wire-completeness.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, TINY } from '../../support/make.ts';

let app: TestApp;
const FORM = {
  ...TINY,
  rules: [],
  sections: TINY.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column) => (column.id === 'n' ? { ...column, required: true } : column)),
  })),
};
const PATH = '/api/completeness/tiny/2022-q1';

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { templates: [FORM] });
  const n = { n: '1' };
  const send = (unit: string, mode: 'draft' | 'submit', main: Record<string, typeof n>) =>
    app.post(tinyPath(unit, '/revisions'), tinyPush({ main }, 0, { mode }), {
      as: `clerk.${unit}`,
      key: newKey(),
    });
  expect((await send('x1', 'submit', { a: n, b: n, c: n })).status).toBe(200);
  expect((await send('x2', 'draft', { a: n })).status).toBe(200);
});
afterAll(() => app.stop());

const read = (query: string, person: string) =>
  app.get<CompletenessReply & { code?: string }>(`${PATH}${query}`, person);
const chased = async (query: string, person = 'reviewer') =>
  (await app.get<ChasedReports>(`${PATH}/reports${query}`, person)).body;

test('a scope tells its own report, its subtree, and each unit right below with its subtree', async () => {
  const { body } = await read('', 'reviewer');
  expect(body.scope).toEqual({
    unit: 'p',
    name: 'Đơn vị p',
    own: { state: 'draft', late: null, missing: 3 },
    subtree: { expected: 5, received: 1, accepted: 0, late: 0, missing: 11 },
  });
  expect(
    body.children.map(({ unit, subtree: { expected, received, missing } }) => [
      unit,
      expected,
      received,
      missing,
    ]),
  ).toEqual([
    ['d1', 3, 1, 5],
    ['d2', 1, 0, 3],
  ]);
});

test('the units below come page by page, the scope with each', async () => {
  const first = (await read('?limit=1', 'reviewer')).body;
  expect([first.children.map(({ unit }) => unit), first.next]).toEqual([['d1'], 'd1']);
  const second = (await read(`?limit=1&cursor=${first.next}`, 'reviewer')).body;
  expect([second.children.map(({ unit }) => unit), second.next]).toEqual([['d2'], null]);
  expect(second.scope).toEqual(first.scope);
});

test('a clerk reads the sums the office is part of, but neither its neighbours’ nor another office’s report', async () => {
  const { body } = await read('?scope=d1', 'clerk.x1');
  expect(body.scope.subtree.expected).toBe(3);
  expect(body.scope.own).toBeNull();
  expect(body.children.map(({ unit }) => unit)).toEqual(['x1']);
  expect(body.children[0]?.own).toMatchObject({ state: 'submitted' });
  expect((await read('?scope=x2', 'clerk.x1')).body.code).toBe('not_found');
  expect((await read('?scope=nowhere', 'clerk.x1')).body.code).toBe('not_found');
});

test('a form nobody owes has no completeness, and a page that is none is refused', async () => {
  expect((await app.get('/api/completeness/nothing/2022-q1', 'reviewer')).body.code).toBe('not_found');
  expect((await app.get('/api/completeness/nothing/2022-q1?scope=p', 'reviewer')).body.code).toBe(
    'not_found',
  );
  expect((await read('?limit=0', 'reviewer')).body.code).toBe('invalid_request');
  expect((await read('?cursor=a~b', 'reviewer')).body.code).toBe('invalid_request');
});

test('reports to ask for are found by what is missing, unsent or a state, with due date and clerks for a reviewer', async () => {
  const units = async (query: string) => (await chased(query)).items.map(({ unit }) => unit);
  expect(await units('?state=missing')).toEqual(['d1', 'd2', 'p', 'x2']);
  expect(await units('?state=missing&scope=d1')).toEqual(['d1', 'x2']);
  expect(await units('?state=submitted')).toEqual(['x1']);
  expect(await units('?state=accepted')).toEqual([]);
  expect(await units('')).toEqual(['d1', 'd2', 'p', 'x1', 'x2']);
  const { items } = await chased('?state=unsent&scope=x2');
  expect(items).toEqual([
    {
      unit: 'x2',
      name: 'Đơn vị x2',
      kind: 'huyen',
      state: 'draft',
      due: '2022-04-05',
      late: false,
      overdue: false,
      missing: 2,
      clerks: [{ name: 'Người clerk.x2', email: 'clerk.x2@tinh.gov.vn' }],
    },
  ]);
});

test('a report not received is overdue once its due date has passed; late means received late, in the list as in the sums', async () => {
  expect((await chased('?state=overdue')).items).toEqual([]);
  const { now } = app;
  app.now = new Date('2022-04-06T02:00:00.000Z');
  const { items } = await chased('?state=overdue');
  expect(items.map(({ unit, late, overdue }) => [unit, late, overdue])).toEqual(
    ['d1', 'd2', 'p', 'x2'].map((unit) => [unit, false, true]),
  );
  const sums = (await app.get<CompletenessReply>(PATH, 'reviewer')).body.scope.subtree;
  expect((await chased('?state=late')).items).toHaveLength(sums.late);
  app.now = now;
});

test('whom to call is told to those who answer for the office and to its own people, and to nobody else', async () => {
  expect((await chased('', 'reviewer.d1')).items.map(({ unit, clerks }) => [unit, clerks.length])).toEqual([
    ['d1', 1],
    ['x1', 1],
    ['x2', 1],
  ]);
  const own = await chased('?scope=p', 'clerk.x1');
  expect(own.items.map(({ unit, clerks }) => [unit, clerks.length])).toEqual([['x1', 1]]);
  const addresses = await app.db.app.begin(async (sql) => {
    await sql`SELECT enter_person(${app.issuer.url}, 'sub-tinh-clerk.x1')`;
    return sql`SELECT unit_id FROM clerks_of(ARRAY['p', 'd1', 'x1', 'x2'], '2022-03-31')`;
  });
  expect(addresses.map(({ unit_id }) => unit_id)).toEqual(['x1']);
});

test('reports to ask for come page by page', async () => {
  const first = await chased('?state=missing&limit=3');
  expect([first.items.map(({ unit }) => unit), first.next]).toEqual([['d1', 'd2', 'p'], 'p']);
  const second = await chased(`?state=missing&limit=3&cursor=${first.next}`);
  expect([second.items.map(({ unit }) => unit), second.next]).toEqual([['x2'], null]);
});
