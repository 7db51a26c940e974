/** Totals over HTTP: who may read which, validators, what is asked for and what is assumed, and freshness over two servers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldProvince } from '../../../server/usecases/totals/fold-totals.ts';
import { FRESH_MS } from '../../../server/usecases/totals/version-desk.ts';
import type { Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  await makeProvince(app.db, () => app.now, { id: 'khac' });
  await push('x1', '5');
  await push('x2', '0.25');
  await push('d1', '100');
});
afterAll(() => app.stop());

async function push(unit: string, n: string, base = 0): Promise<void> {
  const reply = await app.post(tinyPath(unit, '/revisions'), tinyPush({ main: { a: { n } } }, base), {
    as: `clerk.${unit}`,
    key: newKey(),
  });
  expect(reply.status, reply.text).toBe(200);
}
const TOTAL = '/api/totals/tiny/2022-q1';
const sumOf = (body: Totals) => body.totals[0]?.value ?? null;

test.each([
  ['writer', 'p', '105.25', 5],
  ['writer', 'd1', '105.25', 3],
  ['reviewer.d1', 'd1', '105.25', 3],
  ['reviewer.d1', 'x2', '0.25', 1],
  ['clerk.d1', 'd1', '105.25', 3],
  ['clerk.x1', 'x1', '5', 1],
  ['clerk.x1', 'd1', '105.25', 3],
  ['clerk.x1', 'p', '105.25', 5],
  ['writer', 'd2', null, 1],
])('%s reads the total of %s', async (person, scope, value, expected) => {
  const reply = await app.get<Totals>(`${TOTAL}?scope=${scope}`, person);
  expect(reply.status, reply.text).toBe(200);
  expect(sumOf(reply.body)).toBe(value);
  expect(reply.body.coverage.expected).toBe(expected);
  expect(reply.body.scope).toEqual({ unit: scope, name: `Đơn vị ${scope}` });
});

test.each([
  ['writer', 'p'],
  ['reviewer.d1', 'd1'],
  ['clerk.x1', 'p'],
])('without a scope %s reads %s', async (person, scope) => {
  expect((await app.get<Totals>(TOTAL, person)).body.scope.unit).toBe(scope);
});

test.each([
  ['clerk.x1', `${TOTAL}?scope=x2`],
  ['clerk.x1', `${TOTAL}?scope=d2`],
  ['clerk.d1', `${TOTAL}?scope=x1`],
  ['reviewer.d1', `${TOTAL}?scope=d2`],
  ['writer', '/api/totals/tiny/1999'],
  ['writer', '/api/totals/other/2022-q1'],
])('%s asking for %s gets what a missing total gets', async (person, url) => {
  const reply = await app.get(url, person);
  const missing = await app.get(`${TOTAL}?scope=nowhere`, person);
  expect(reply.status).toBe(404);
  expect({ ...reply.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
});

test('a province does not see another one under the same names', async () => {
  const reply = await app.get<Totals>(`${TOTAL}?scope=p`, app.token('writer', 'khac'));
  expect(reply.body).toMatchObject({ coverage: { expected: 5, received: 0 }, totals: [] });
});

test('what counts can be asked for and is what the template states otherwise', async () => {
  expect((await app.get<Totals>(`${TOTAL}?scope=p`, 'writer')).body.counts).toBe('submitted');
  const accepted = await app.get<Totals>(`${TOTAL}?scope=p&counts=accepted`, 'writer');
  expect(accepted.body).toMatchObject({
    counts: 'accepted',
    totals: [],
    coverage: { received: 3, accepted: 0 },
  });
});

test('offices that all declared none have a total of 0; where no figure was due or none was given there is no 0', async () => {
  const province = await makeProvince(app.db, () => app.now, { id: 'khong' });
  const none = { empty: 'none' } as const;
  const main = { a: { n: none }, b: { n: none }, c: { n: { empty: 'notApplicable' as const } } };
  const declare = async (unit: string) => {
    const as = app.token(`clerk.${unit}`, province);
    const path = tinyPath(unit, '/revisions');
    const preview = await app.post(path, tinyPush({ main }, 0, { dryRun: true }), { as });
    const reply = await app.post(path, tinyPush({ main }), { as, key: newKey() });
    expect(reply.status, reply.text).toBe(200);
    return preview.body.totals;
  };
  // No amount changes, so a preview has nothing to name.
  expect([await declare('x1'), await declare('x2')]).toEqual([[], []]);
  const figures = async () => {
    const { body } = await app.get<Totals>(TOTAL, app.token('writer', province));
    return body.totals.map(({ row, value, number, none: declared }) => [row, value, number, declared]);
  };
  const expected = [
    ['a', '0', 0, 2],
    ['b', '0', 0, 2],
    ['c', null, 0, 0],
  ];
  expect(await figures()).toEqual(expected);
  await foldProvince(app.db, province);
  expect(await figures()).toEqual(expected);
});

test('the validator holds while nothing changes and fails 50 ms after a push through another server', async () => {
  const first = await app.get(`${TOTAL}?scope=x1`);
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{20,}"$/);
  for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const same = await app.get(`${TOTAL}?scope=x1`, 'clerk.x1', { 'if-none-match': sent });
    expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', etag]);
  }
  const other = app.another();
  const body = tinyPush({ main: { a: { n: '6' } } }, 1);
  await app.post(tinyPath('x1', '/revisions'), body, { as: 'clerk.x1', key: newKey(), through: other });
  app.elapse(FRESH_MS);
  const changed = await app.get<Totals>(`${TOTAL}?scope=x1`, 'clerk.x1', { 'if-none-match': etag });
  expect(changed.status).toBe(200);
  expect(sumOf(changed.body)).toBe('6');
  await foldProvince(app.db, 'tinh');
  expect((await app.get<Totals>(`${TOTAL}?scope=p`, 'writer')).body.totals[0]?.value).toBe('106.25');
});

test('a total read after this server acknowledged a push holds it, however many read at once', async () => {
  for (let n = 1; n <= 10; n++) {
    const [, ...before] = await Promise.all([
      push('d2', String(n), n - 1),
      ...Array.from({ length: 20 }, () => app.get<Totals>(`${TOTAL}?scope=d2`, 'writer')),
    ]);
    for (const { body } of before) expect([String(n), n === 1 ? null : String(n - 1)]).toContain(sumOf(body));
    const after = await Promise.all(
      Array.from({ length: 20 }, () => app.get<Totals>(`${TOTAL}?scope=d2`, 'writer')),
    );
    expect(new Set(after.map(({ body }) => sumOf(body)))).toEqual(new Set([String(n)]));
  }
});

const rename = (name: string) =>
  app.db.system`UPDATE unit_name SET name = ${name} WHERE province_id = 'tinh' AND unit_id = 'x2'`;
const nameOf = async () => (await app.get<Totals>(`${TOTAL}?scope=x2`, 'writer')).body.scope.name;

test('what another process has written is read after 50 ms, and not asked for before', async () => {
  const before = await nameOf();
  await rename('Xã Mới');
  expect(await nameOf()).toBe(before);
  app.elapse(FRESH_MS - 1);
  expect(await nameOf()).toBe(before);
  app.elapse(1);
  expect(await nameOf()).toBe('Xã Mới');
});

test('a write of this server has everything read anew', async () => {
  await nameOf();
  await rename('Xã Mới Nữa');
  await push('x1', '7', 2);
  expect(await nameOf()).toBe('Xã Mới Nữa');
});

test('a person whose access is withdrawn is refused 50 ms later', async () => {
  expect((await app.get(`${TOTAL}?scope=d1`, 'reviewer.d1')).status).toBe(200);
  await app.db.system`UPDATE person SET revoked_at = now() WHERE province_id = 'tinh' AND id = 'reviewer.d1'`;
  app.elapse(FRESH_MS);
  const reply = await app.get(`${TOTAL}?scope=d1`, 'reviewer.d1');
  expect([reply.status, reply.body.code]).toEqual([403, 'account_unknown']);
});

test.each([
  'scope=p&scope=d1',
  'counts=all',
  'asOf=31/12/2022',
  'asOf=2022-02-30',
  'unknown=1',
  'scope=../p',
])('query %s is refused', async (query) => {
  const reply = await app.get(`${TOTAL}?${query}`, 'writer');
  expect([reply.status, reply.body.code]).toEqual([422, 'invalid_request']);
});
