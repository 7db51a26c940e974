/** Who stands at an office only: what its reviewer may not do where levels above review it, and what its signer may read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditPage, Verification } from '../../../shared/wire-ledger.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { CONTENT, deskOf, ok, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 6);
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'writer', 'reviewer', 'u0', false), ('tinh', 'writer', 'reviewer', 'u1', true)`;
});
afterAll(() => app.stop());

const post = (unit: string, rest: string, body: object, as: string) =>
  app.post<{ no: number }>(deskOf(app, unit).path(rest), body, { as, key: newKey() });

test('an office’s own reviewer gives it no more time while a level above reviews it', async () => {
  for (const unit of ['u0', 'u1']) {
    const asked = { until: '2022-04-20', reason: 'Chưa chốt số.' };
    ok(await post(unit, '/extensions', asked, `clerk.${unit}`));
    const own = await post(unit, '/extensions/1/decision', { decision: 'grant' }, 'writer');
    expect([own.status, own.body]).toMatchObject([403, { code: 'not_allowed' }]);
    ok(await post(unit, '/extensions/1/decision', { decision: 'grant' }, 'huyen'));
  }
  expect(
    (await post('d1', '/extensions/decision', { decision: 'grant', until: '2022-04-20' }, 'huyen')).status,
  ).toBe(403);
});

test('nor does he mark its report or resolve a mark on it', async () => {
  expect((await post('u0', '/follow-ups', { text: 'tự theo dõi' }, 'writer')).status).toBe(403);
  const { no } = ok(await post('u0', '/follow-ups', { text: 'xem lại' }, 'huyen'));
  expect((await post('u0', `/follow-ups/${no}/resolution`, { word: 'xong' }, 'writer')).status).toBe(403);
});

test('where nobody above reviews, the office’s own reviewer does all of it', async () => {
  ok(await post('p', '/extensions/decision', { decision: 'grant', until: '2022-04-20' }, 'tinh'));
  ok(await post('p', '/follow-ups', { text: 'xem lại' }, 'tinh'));
});

test('a signer reads and checks the ledger of the own office, and of no other', async () => {
  ok(await deskOf(app, 'u2').push(CONTENT, 0));
  const page = await app.get<AuditPage>('/api/audit?unit=u2', 'signer.u2');
  expect([page.status, page.body.items?.length]).toEqual([200, 1]);
  const found = await app.get<Verification>('/api/audit/verification?unit=u2', 'signer.u2');
  expect([found.status, found.body.ok]).toEqual([200, true]);
  expect((await app.get('/api/audit?unit=u2', 'signer.u3')).status).toBe(404);
});
