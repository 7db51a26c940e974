/** Follow-ups: set without returning the report, seen by the reviewers above it, resolved once, listed soonest due first. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditPage, Verification } from '../../../shared/wire-ledger.ts';
import type { FollowUp, FollowUps } from '../../../shared/wire-review.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { CONTENT, deskOf, ok, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 4);
  ok(await deskOf(app, 'u0').push(CONTENT, 0));
});
afterAll(() => app.stop());

const CELL = { section: 'main', row: 'a', column: 'n' };
const mark = (unit: string, body: object, as = 'huyen', key = newKey()) =>
  app.post<FollowUp>(deskOf(app, unit).path('/follow-ups'), body, { as, key });
const resolve = (unit: string, no: number, as = 'huyen', key = newKey()) =>
  app.post<FollowUp>(
    deskOf(app, unit).path(`/follow-ups/${no}/resolution`),
    { word: 'đã giải trình' },
    { as, key },
  );
async function listed(as: string, query = '?state=all'): Promise<string[]> {
  const { body } = await app.get<FollowUps>(`/api/follow-ups${query}`, as);
  return body.items.map(({ unit, no }) => `${unit}.${no}`);
}

test('a mark changes nothing of the report, is entered once, and is told as it was set', async () => {
  const before = await deskOf(app, 'u0').review();
  const key = newKey();
  const body = { at: CELL, text: 'Kỳ sau kiểm tra lại.', due: '2022-07-05' };
  const set = ok(await mark('u0', body, 'huyen', key));
  expect(set).toEqual({
    unit: 'u0',
    template: 'tiny',
    period: '2022-q1',
    no: 1,
    cell: CELL,
    text: 'Kỳ sau kiểm tra lại.',
    due: '2022-07-05',
    shared: false,
    by: { id: 'huyen', name: 'Người huyen' },
    at: app.now.toISOString(),
    resolved: null,
  });
  expect((await mark('u0', body, 'huyen', key)).body).toEqual(set);
  expect(await deskOf(app, 'u0').review()).toEqual(before);
  expect(await deskOf(app, 'u0').entries()).toEqual(['submit', 'follow_up_set']);
});

test('a report nobody has sent can be marked too, and at once by two', async () => {
  const [a, b] = await Promise.all([
    mark('u1', { text: 'nhắc gửi' }),
    mark('u1', { text: 'nhắc lần nữa', due: '2022-04-10' }, 'tinh'),
  ]);
  expect([ok(a).no, ok(b).no].sort()).toEqual([1, 2]);
  expect(await deskOf(app, 'u1').entries()).toEqual(['follow_up_set', 'follow_up_set']);
});

test('a cell the form has not is no cell to follow', async () => {
  const reply = await mark('u0', { at: { ...CELL, row: 'z' }, text: 'xem' });
  expect([reply.status, reply.body]).toMatchObject([
    422,
    { code: 'invalid_request', errors: [{ path: '/at' }] },
  ]);
});

test('only reviewers above the office set and see marks; its clerk and signer see those shared with them', async () => {
  ok(await mark('u2', { text: 'đơn vị xem lại', shared: true }, 'tinh'));
  for (const as of ['clerk.u2', 'signer.u2', 'writer'])
    expect((await mark('u2', { text: 'x' }, as)).status).toBe(403);
  expect((await mark('u2', { text: 'x' }, 'clerk.u0')).status).toBe(404);
  expect(await listed('tinh')).toEqual(expect.arrayContaining(['u0.1', 'u1.1', 'u1.2', 'u2.1']));
  expect(await listed('huyen')).toEqual(await listed('tinh'));
  expect(await listed('clerk.u0')).toEqual([]);
  expect(await listed('clerk.u2')).toEqual(['u2.1']);
  expect(await listed('signer.u2')).toEqual(['u2.1']);
  expect(await listed('writer')).toEqual([]);
  ok(await mark('d2', { text: 'huyện hai' }, 'tinh'));
  expect(await listed('huyen')).not.toContain('d2.1');
  expect((await resolve('u2', 1, 'clerk.u2')).status).toBe(403);
});

test('a mark is resolved once, with a word, by any reviewer above', async () => {
  const { no } = ok(await mark('u3', { text: 'xem' }));
  const key = newKey();
  const done = ok(await resolve('u3', no, 'tinh', key));
  expect(done.resolved).toEqual({ by: 'Người tinh', at: app.now.toISOString(), word: 'đã giải trình' });
  expect((await resolve('u3', no, 'tinh', key)).body).toEqual(done);
  const again = await resolve('u3', no);
  expect([again.status, again.body]).toMatchObject([409, { code: 'follow_up_resolved' }]);
  expect((await resolve('u3', 99)).status).toBe(404);
  expect(await deskOf(app, 'u3').entries()).toEqual(['follow_up_set', 'follow_up_resolved']);
  expect(await listed('huyen', '?state=open&scope=u3')).toEqual([]);
  expect(await listed('huyen', '?state=resolved')).toEqual(['u3.1']);
});

test('marks are listed by person and scope, soonest due first, page by page', async () => {
  const all = await listed('tinh');
  expect(all.slice(0, 2)).toEqual(['u1.2', 'u0.1'].filter((one) => all.includes(one)));
  expect(await listed('tinh', '?person=huyen&scope=d1&state=all')).toEqual(['u0.1', 'u1.1', 'u3.1'].sort());
  const paged: string[] = [];
  let cursor = '';
  do {
    const { body } = await app.get<FollowUps>(`/api/follow-ups?state=all&limit=2${cursor}`, 'tinh');
    paged.push(...body.items.map(({ unit, no }) => `${unit}.${no}`));
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  expect(paged).toEqual(all);
  for (const bad of ['cursor=x', 'cursor=2022-99-99~1~1', 'state=new', 'limit=0'])
    expect((await app.get(`/api/follow-ups?${bad}`, 'tinh')).status, bad).toBe(422);
});

test('setting and resolving stand in the ledger in words; what an unshared mark says does not', async () => {
  const text = 'nghi số liệu chép lại kỳ trước';
  const { no } = ok(await mark('u3', { at: CELL, text, due: '2022-08-09' }));
  ok(await resolve('u3', no, 'tinh'));
  expect(await listed('clerk.u3')).toEqual([]);
  const read = await app.get<AuditPage>('/api/audit?unit=u3', 'clerk.u3');
  expect(read.body.items.slice(0, 2)).toMatchObject([
    { person: 'Người tinh', words: { vi: expect.stringMatching(/^khép một mục theo dõi của biểu /) } },
    { person: 'Người huyen', words: { vi: expect.stringMatching(/^đánh dấu theo dõi biểu /) } },
  ]);
  const kept = await app.db.system`SELECT a::text FROM audit_entry a WHERE province_id = 'tinh'`;
  for (const told of [read.text, JSON.stringify(kept)]) {
    expect(told).toContain('follow_up_set');
    for (const secret of [text, 'đã giải trình', '2022-08-09']) expect(told).not.toContain(secret);
  }
  expect((await app.get<Verification>('/api/audit/verification?unit=u3', 'clerk.u3')).body.ok).toBe(true);
});

test('the database itself lets nobody else add or change a mark', async () => {
  const [report] = await app.db.system<{ id: string }[]>`
    SELECT id FROM report WHERE province_id = 'tinh' AND unit_id = 'u0' AND template_id = 'tiny'`;
  const as = (person: string, work: (sql: typeof app.db.app) => Promise<unknown>) =>
    app.db.app.begin(async (sql) => {
      await sql`SELECT id FROM open_push(${app.issuer.url}, ${`sub-tinh-${person}`}, 'u0', 'tiny', '2022-q1', 'none', false)`;
      return work(sql as unknown as typeof app.db.app);
    });
  await app.get('/api/me', 'clerk.u0');
  const insert = (sql: typeof app.db.app) => sql`
    INSERT INTO follow_up (province_id, report_id, no, text, shared, person_id, person, at)
    VALUES ('tinh', ${report?.id ?? '0'}, 50, 'x', true, 'clerk.u0', 'x', now())`;
  await expect(as('clerk.u0', insert)).rejects.toMatchObject({ code: '42501' });
  const rewrite = (sql: typeof app.db.app) => sql`UPDATE follow_up SET text = 'khác'`;
  await expect(as('huyen', rewrite)).rejects.toMatchObject({ code: '42501' });
  const close = (sql: typeof app.db.app) => sql`
    UPDATE follow_up SET resolved_at = now(), resolved_by = 'clerk.u0', resolver = 'x', resolution = 'x'`;
  expect(await as('clerk.u0', close)).toMatchObject({ count: 0 });
  await expect(as('huyen', close)).rejects.toMatchObject({ code: '42501' });
});
