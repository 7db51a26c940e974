/** Nobody accepts what they sent themselves, whatever else they are: four eyes on every revision that counts as accepted. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { CONTENT, type Desk, deskOf, ok, remark, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;
let serial = 0;
let desk: Desk;
const ACCEPT = { action: 'accept', revision: 1 };
const AGAIN = { ...ACCEPT, revision: 2 };

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 6);
});
afterAll(() => app.stop());

/** A new office; `huyen`, who reviews its district, is its clerk and signer too. */
beforeEach(async () => {
  desk = deskOf(app, `u${serial++}`);
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    SELECT 'tinh', 'huyen', r, ${desk.unit}, false FROM unnest(ARRAY['clerk', 'signer']) AS r`;
});

const send = (as: string, base = 0) =>
  app.post(desk.path('/revisions'), tinyPush(CONTENT, base), { as, key: newKey() });

test('who sent a revision is refused its acceptance, in words that say whom to ask, and is not offered it', async () => {
  ok(await send('huyen'));
  const own = await desk.decide('huyen', ACCEPT);
  expect([own.status, own.body]).toMatchObject([
    409,
    {
      code: 'own_submission',
      detail: expect.stringMatching(
        /^Lần gửi số 1 do chính tài khoản này gửi .* người duyệt khác của Đơn vị d1;/,
      ),
      detail_en: expect.stringMatching(/^Revision 1 was sent by this very account/),
    },
  ]);
  expect((await desk.review('huyen')).may).not.toContain('accept');
  expect((await desk.review('huyen')).may).toContain('return');
  expect(await desk.entries()).toEqual(['submit']);
});

test('among many accepted at once the own one alone is refused', async () => {
  const other = deskOf(app, `u${serial++}`);
  ok(await other.push(CONTENT, 0));
  ok(await send('huyen'));
  const reports = [desk, other].map(({ unit }) => ({
    unit,
    template: 'tiny',
    period: '2022-q1',
    revision: 1,
  }));
  const many = await app.post<{ reports: object[] }>(
    '/api/decisions',
    { reports },
    { as: 'huyen', key: newKey() },
  );
  expect(ok(many).reports).toMatchObject([
    { stored: false, problem: { code: 'own_submission' } },
    { stored: true, level: 'd1' },
  ]);
});

test('another of the same level accepts it, or the sender what a colleague sent again', async () => {
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'writer', 'reviewer', 'd1', true)`;
  ok(await send('huyen'));
  expect(ok(await desk.decide('writer', ACCEPT)).level).toBe('d1');
  await app.db.system`DELETE FROM person_role WHERE person_id = 'writer' AND role = 'reviewer'`;
  ok(await desk.decide('tinh', { action: 'return', revision: 1, remarks: [remark('main', 'a', 'n')] }));
  ok(await send(`clerk.${desk.unit}`, 1));
  expect((await desk.review('huyen')).may).toContain('accept');
  expect(ok(await desk.decide('huyen', AGAIN)).level).toBe('d1');
});

test('who took a report back to what was signed sent it', async () => {
  ok(await send(`clerk.${desk.unit}`));
  ok(await desk.sign(1));
  ok(await desk.push({ ...CONTENT, main: { a: { n: '6' }, b: { n: '2' } } }, 1));
  ok(await desk.revert(2, 'huyen'));
  expect((await desk.decide('huyen', { ...ACCEPT, revision: 3 })).body.code).toBe('own_submission');
});

test('where nobody is above, the office’s one reviewer does not accept the own submission either', async () => {
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'tinh', 'clerk', 'p', false)`;
  const root = deskOf(app, 'p');
  ok(await app.post(root.path('/revisions'), tinyPush(CONTENT, 0), { as: 'tinh', key: newKey() }));
  expect((await root.decide('tinh', ACCEPT)).body.code).toBe('own_submission');
  ok(await root.push(CONTENT, 1));
  expect(ok(await root.decide('tinh', AGAIN)).level).toBe('p');
});
