/** Who stands at an office only: what its reviewer may not do where levels above review it, and what its signer may read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditPage, Verification } from '../../../shared/wire-ledger.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { CONTENT, deskOf, ok, remark, reviewedProvince } from '../../support/reviewing.ts';

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

test('what is offered heeds the period, and a reviewer is told to have a locked one moved back', async () => {
  const desk = deskOf(app, 'u3');
  ok(await desk.push(CONTENT, 0));
  const offered = async () => [(await desk.review('huyen')).may, (await desk.review('clerk.u3')).may];
  const set = (state: string) => app.db.system`UPDATE period SET state = ${state} WHERE id = '2022-q1'`;
  expect(await offered()).toEqual([
    ['accept', 'return'],
    ['save', 'send'],
  ]);
  await set('closed');
  expect(await offered()).toEqual([['accept', 'return'], []]);
  await set('locked');
  expect(await offered()).toEqual([[], []]);
  const refused = await desk.decide('huyen', { action: 'accept', revision: 1 });
  const signed = await desk.sign(1);
  await set('open');
  expect([refused.status, refused.body]).toMatchObject([
    409,
    {
      code: 'period_locked',
      detail:
        'Kỳ Quý I/2022 đã khóa nên không thể duyệt báo cáo. Hãy nhờ quản trị của tỉnh chuyển kỳ về “đã đóng”.',
    },
  ]);
  expect(signed.body.code).toBe('period_locked');
});

test('going back is offered where something signed differs from what was submitted last', async () => {
  const desk = deskOf(app, 'u4');
  const offers = async () => (await desk.review('signer.u4')).may.includes('revert');
  ok(await desk.push(CONTENT, 0));
  expect(await offers()).toBe(false);
  ok(await desk.sign(1));
  expect(await offers()).toBe(false);
  ok(await desk.push({ ...CONTENT, main: { a: { n: '6' }, b: { n: '2' } } }, 1));
  expect(await offers()).toBe(true);
});

test('an answer that strays from a return names the cells to put back, in words when few', async () => {
  const desk = deskOf(app, 'u5');
  ok(await desk.push(CONTENT, 0));
  const remarks = [remark('main', 'b', 'n'), remark('main', 'b', 'n')];
  ok(await desk.decide('huyen', { action: 'return', revision: 1, remarks }));
  const one = await desk.push({ ...CONTENT, main: { a: { n: '6' }, b: { n: '3' } } }, 1);
  expect(one.body).toMatchObject({
    code: 'closed_cells_changed',
    detail: expect.stringMatching(
      /^Có 1 ô không bị trả lại mà đã đổi: “Dòng a”, cột “.+”\. Hãy đưa về như lần gửi số 1 rồi gửi lại; chỉ được sửa 1 ô bị trả lại\.$/,
    ),
    detail_en: expect.stringMatching(/^1 cells .*: “Row a”, column “.+”\. Put .* revision 1/),
  });
  const jobs = Object.fromEntries(
    ['j1', 'j2', 'j3', 'j4', 'j5'].map((key) => [key, { what: `việc ${key}` }]),
  );
  const many = await desk.push({ ...CONTENT, jobs }, 1);
  expect(many.body.detail).toMatch(/ và 3 ô khác\. Hãy đưa về/);
});
