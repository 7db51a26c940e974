/** Review by level over HTTP: bottom up, each level recorded, any level may return, the highest locks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportForm, ReportList, Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { CONTENT, codeOf, type Desk, deskOf, ok, remark, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;
let serial = 0;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 20);
});
afterAll(() => app.stop());

async function submitted(): Promise<Desk> {
  const desk = deskOf(app, `u${serial++}`);
  ok(await desk.push(CONTENT, 0));
  return desk;
}
const ACCEPT = { action: 'accept', revision: 1 };
const accepted = async (unit: string) =>
  (await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${unit}&counts=accepted`, 'writer')).body.coverage
    .accepted;

test('a report counts as accepted with the nearest level, and the higher level accepts afterwards', async () => {
  const desk = await submitted();
  const early = await desk.decide('tinh', ACCEPT);
  expect([early.status, early.body.code]).toEqual([409, 'waits_for_level']);
  expect(early.body.detail).toBe(
    'Cấp Đơn vị d1 chưa duyệt báo cáo này. Hãy chờ Đơn vị d1 duyệt, hoặc trả lại nếu báo cáo cần sửa.',
  );
  expect(await accepted(desk.unit)).toBe(0);
  expect(ok(await desk.decide('huyen', ACCEPT))).toEqual({ state: 'accepted', revision: 1, level: 'd1' });
  expect(await accepted(desk.unit)).toBe(1);
  expect(ok(await desk.decide('tinh', ACCEPT))).toEqual({ state: 'accepted', revision: 1, level: 'p' });
  expect(await accepted(desk.unit)).toBe(1);
  const { levels } = await desk.review(`clerk.${desk.unit}`);
  const at = app.now.toISOString();
  expect(levels).toEqual([
    { unit: 'd1', name: 'Đơn vị d1', accepted: { revision: 1, person: 'Người huyen', at } },
    { unit: 'p', name: 'Đơn vị p', accepted: { revision: 1, person: 'Người tinh', at } },
  ]);
  expect(await desk.entries()).toEqual(['submit', 'accept', 'accept']);
});

test('the key of another reviewer is no answer to one’s own decision', async () => {
  const desk = await submitted();
  const key = newKey();
  ok(await desk.decide('huyen', ACCEPT, key));
  expect(codeOf(await desk.decide('tinh', ACCEPT, key))).toBe('idempotency_key_reused');
  expect(await desk.entries()).toEqual(['submit', 'accept']);
});

test('a level accepts once', async () => {
  const desk = await submitted();
  ok(await desk.decide('huyen', ACCEPT));
  const again = await desk.decide('huyen', ACCEPT);
  expect([again.status, codeOf(again)]).toEqual([409, 'wrong_state']);
  expect(await desk.entries()).toEqual(['submit', 'accept']);
});

test('the higher level may return what the lower accepted; then no acceptance counts, and history keeps it', async () => {
  const desk = await submitted();
  ok(await desk.decide('huyen', ACCEPT));
  const body = { action: 'return', revision: 1, remarks: [remark('main', 'b', 'n')] };
  expect(ok(await desk.decide('tinh', body))).toMatchObject({ state: 'returned', level: 'p' });
  expect((await desk.review()).levels.map((level) => level.accepted)).toEqual([null, null]);
  const mended = { ...CONTENT, main: { ...CONTENT.main, b: { n: '3' } } };
  ok(await desk.push(mended, 1));
  expect((await desk.review()).levels.map((level) => level.accepted)).toEqual([null, null]);
  expect(codeOf(await desk.decide('tinh', { ...ACCEPT, revision: 2 }))).toBe('waits_for_level');
  ok(await desk.decide('huyen', { ...ACCEPT, revision: 2 }));
  const rows = await app.db.system<{ revision: number }[]>`
    SELECT a.revision FROM acceptance a JOIN report r ON r.province_id = a.province_id AND r.id = a.report_id
    WHERE r.unit_id = ${desk.unit} ORDER BY a.revision`;
  expect(rows.map(({ revision }) => revision)).toEqual([1, 2]);
});

test('who reviews at several levels acts for the lowest that has not accepted, or for the one named', async () => {
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'writer', 'reviewer', 'p', true), ('tinh', 'writer', 'reviewer', 'd1', true)`;
  const desk = await submitted();
  expect(codeOf(await desk.decide('writer', { ...ACCEPT, level: 'p' }))).toBe('waits_for_level');
  expect(ok(await desk.decide('writer', ACCEPT)).level).toBe('d1');
  expect(ok(await desk.decide('writer', ACCEPT)).level).toBe('p');
  expect(codeOf(await desk.decide('writer', ACCEPT))).toBe('wrong_state');
  await app.db.system`DELETE FROM person_role WHERE person_id = 'writer' AND role = 'reviewer'`;
});

test('a level named that is none is refused with those there are, and another’s level is not one’s own', async () => {
  const desk = await submitted();
  const none = await desk.decide('tinh', { ...ACCEPT, level: 'd2' });
  expect([none.status, none.body.code]).toEqual([422, 'not_a_level']);
  expect(none.body.detail).toContain('Đơn vị d1, Đơn vị p');
  expect((await desk.decide('tinh', { ...ACCEPT, level: 'd1' })).status).toBe(403);
});

test('who lost access is no level to wait for, nor who reviews their own office only', async () => {
  const desk = await submitted();
  await app.db.system`UPDATE person SET revoked_at = now() WHERE id = 'huyen'`;
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'writer', 'reviewer', 'd1', false), ('tinh', 'writer', 'reviewer', ${desk.unit}, true)`;
  expect((await desk.review()).levels.map(({ unit }) => unit)).toEqual(['p']);
  expect((await desk.decide('writer', ACCEPT)).status).toBe(403);
  expect(ok(await desk.decide('tinh', ACCEPT))).toMatchObject({ level: 'p' });
  await app.db.system`UPDATE person SET revoked_at = NULL WHERE id = 'huyen'`;
  await app.db.system`DELETE FROM person_role WHERE person_id = 'writer' AND role = 'reviewer'`;
});

test('an office with nobody above is reviewed by its own reviewer, a district’s own report by the province', async () => {
  ok(await deskOf(app, 'p').push(CONTENT, 0));
  expect(ok(await deskOf(app, 'p').decide('tinh', ACCEPT)).level).toBe('p');
  ok(await deskOf(app, 'd1').push(CONTENT, 0));
  expect((await deskOf(app, 'd1').decide('huyen', ACCEPT)).status).toBe(403);
  expect(ok(await deskOf(app, 'd1').decide('tinh', ACCEPT)).level).toBe('p');
});

test('a report’s head says of each reviewer what its levels say, in the list and in the form', async () => {
  const desk = await submitted();
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'writer', 'reviewer', 'd1', false), ('tinh', 'writer', 'reviewer', ${desk.unit}, true)`;
  const told: Record<string, boolean> = {};
  for (const as of ['tinh', 'huyen', 'writer', `clerk.${desk.unit}`])
    for (const unit of [desk.unit, 'd1', 'p']) {
      const { path, review } = deskOf(app, unit);
      const form = await app.get<ReportForm>(path(), as);
      if (form.status === 404) continue;
      const { items } = (await app.get<ReportList>('/api/reports?limit=200', as)).body;
      const listed = items.find((head) => head.unit === unit && head.template === 'tiny');
      const may = (await review(as)).may.includes('return');
      expect([form.body.head.mayDecide, listed?.mayDecide], `${as} of ${unit}`).toEqual([may, may]);
      if (!may && as !== `clerk.${desk.unit}` && unit === desk.unit)
        expect((await deskOf(app, unit).decide(as, ACCEPT)).status).toBe(403);
      told[`${as} of ${unit === desk.unit ? 'u' : unit}`] = may;
    }
  await app.db.system`DELETE FROM person_role WHERE person_id = 'writer' AND role = 'reviewer'`;
  expect(Object.keys(told).filter((who) => told[who])).toEqual([
    'tinh of u',
    'tinh of d1',
    'tinh of p',
    'huyen of u',
  ]);
  expect(told).toMatchObject({ 'huyen of d1': false, 'writer of u': false, 'writer of d1': false });
});

test('the highest level locks what all have accepted, and unlocks it; a locked report stands still', async () => {
  const desk = await submitted();
  expect(codeOf(await desk.decide('tinh', { action: 'lock', revision: 1 }))).toBe('wrong_state');
  ok(await desk.decide('huyen', ACCEPT));
  const early = await desk.decide('tinh', { action: 'lock', revision: 1 });
  expect([early.status, early.body.code]).toEqual([409, 'waits_for_level']);
  ok(await desk.decide('tinh', ACCEPT));
  expect((await desk.decide('huyen', { action: 'lock', revision: 1 })).status).toBe(403);
  expect((await desk.review()).may).toContain('lock');
  ok(await desk.decide('tinh', { action: 'lock', revision: 1 }));
  const remarks = [remark('main', 'a', 'n')];
  const refused = await desk.decide('tinh', { action: 'return', revision: 1, remarks });
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    'Báo cáo đang ở trạng thái “đã khóa” nên không thể trả lại.',
  ]);
  for (const reply of [
    await desk.push(CONTENT, 1),
    await desk.push(CONTENT, 1, { mode: 'draft' }),
    await desk.sign(1),
  ])
    expect([reply.status, reply.body.code]).toEqual([409, 'wrong_state']);
  expect(await accepted(desk.unit)).toBe(1);
  expect(ok(await desk.decide('tinh', { action: 'unlock', revision: 1 }))).toMatchObject({
    state: 'accepted',
  });
  expect((await desk.review()).levels.every((level) => level.accepted !== null)).toBe(true);
  expect(await accepted(desk.unit)).toBe(1);
  expect(await desk.entries()).toEqual(['submit', 'accept', 'accept', 'lock', 'unlock']);
});

test.each(['accept twice', 'accept and return'])(
  'two reviewers who %s at once: one is first',
  async (what) => {
    const desk = await submitted();
    const back = { action: 'return', revision: 1, remarks: [remark('main', 'b', 'n')] };
    const second = what === 'accept twice' ? ACCEPT : back;
    const replies = await Promise.all([desk.decide('huyen', ACCEPT), desk.decide('huyen', second)]);
    const stored = replies.filter(({ status }) => status === 200).length;
    const { state, levels } = await desk.review();
    if (what === 'accept twice') {
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect([state, levels[0]?.accepted?.revision]).toEqual(['accepted', 1]);
    } else {
      expect(state).toBe('returned');
      expect(levels.map((level) => level.accepted)).toEqual([null, null]);
    }
    expect(await desk.entries()).toHaveLength(1 + stored);
  },
);

test('a return without cells is refused with a problem of its own, whoever left them out', async () => {
  const desk = await submitted();
  for (const body of [{ remarks: [] }, {}]) {
    const reply = await desk.decide('huyen', { action: 'return', revision: 1, ...body });
    expect([reply.status, reply.body.code]).toEqual([422, 'return_without_cells']);
  }
  expect((await desk.review()).state).toBe('submitted');
});

test('what nobody may review above and nobody at it cannot be decided, and nothing tells more than that', async () => {
  const province = await makeProvince(app.db, () => app.now, {
    id: 'khac',
    offices: { x1: 'p' },
    roles: [
      ['clerk.x1', 'clerk', 'x1', false],
      ['gan', 'reviewer', 'p', false],
    ],
  });
  const as = app.token('clerk.x1', province);
  const path = '/api/reports/x1/tiny/2022-q1';
  const body = { protocol: 1, templateVersion: 1, baseRevision: 0, mode: 'submit', content: CONTENT };
  ok(await app.post(`${path}/revisions`, body, { as, key: newKey() }));
  expect((await app.get<{ levels: object[] }>(`${path}/review`, as)).body.levels).toEqual([]);
  const reply = await app.post(`${path}/decisions`, ACCEPT, {
    as: app.token('gan', province),
    key: newKey(),
  });
  expect(reply.status).toBe(404);
});
