/** Decisions over HTTP: accepting, returning with remarks, and what the office may change in its answer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportForm, Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, OFFICES } from '../../support/make.ts';

let app: TestApp;
let serial = 0;

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: { ...OFFICES, ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`u${i}`, 'd1'])) },
  });
});
afterAll(() => app.stop());

const CONTENT = {
  main: { a: { n: '5' }, b: { n: '2' } },
  jobs: { j1: { what: 'việc một', status: 'open' } },
};
const remark = (section: string, row: string, column: string) => ({
  at: { section, row, column },
  text: 'Số này chưa khớp.',
});

interface Sender {
  readonly unit: string;
  readonly as: string;
  readonly push: string;
  readonly decide: string;
}

/** An office that has just submitted CONTENT as revision 1. */
async function submitted(): Promise<Sender> {
  const unit = `u${serial++}`;
  const sender = {
    unit,
    as: `clerk.${unit}`,
    push: tinyPath(unit, '/revisions'),
    decide: tinyPath(unit, '/decisions'),
  };
  const reply = await app.post(sender.push, tinyPush(CONTENT), { as: sender.as, key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  return sender;
}
const decide = (sender: Sender, body: object, as = 'reviewer', key = newKey()) =>
  app.post(sender.decide, body, { as, key });
const accept = (sender: Sender) => decide(sender, { action: 'accept', revision: 1 });
const giveBack = (sender: Sender, ...remarks: object[]) =>
  decide(sender, { action: 'return', revision: 1, remarks });
const coverageOf = async ({ unit, as }: Sender) =>
  (await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${unit}&counts=accepted`, as)).body.coverage;
const formOf = async ({ unit, as }: Sender) => (await app.get<ReportForm>(tinyPath(unit), as)).body;

test('an accepted report counts among the accepted and cannot be pushed again', async () => {
  const sender = await submitted();
  const reply = await accept(sender);
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toEqual({ state: 'accepted', revision: 1, level: 'd1' });
  expect(await coverageOf(sender)).toEqual({ expected: 1, received: 1, accepted: 1, late: 0 });
  const again = await app.post(sender.push, tinyPush(CONTENT, 1), { as: sender.as, key: newKey() });
  expect([again.status, again.body.code]).toEqual([409, 'wrong_state']);
  expect(again.body.detail).toBe('Báo cáo đang ở trạng thái “đã duyệt” nên không thể gửi lại.');
  expect(again.body.detail_en).toBe('The report’s state is “accepted”; it cannot be pushed again.');
  expect((await formOf(sender)).head).toMatchObject({ state: 'accepted', mayPush: false });
});

test('a returned report counts nowhere, shows its remarks, and is counted again when answered', async () => {
  const sender = await submitted();
  await giveBack(sender, remark('main', 'b', 'n'));
  expect(await coverageOf(sender)).toEqual({ expected: 1, received: 0, accepted: 0, late: 0 });
  const form = await formOf(sender);
  expect(form.head).toMatchObject({ state: 'returned', revision: 1, mayPush: true });
  expect(form.remarks).toEqual([remark('main', 'b', 'n')]);
  const answer = { ...CONTENT, main: { ...CONTENT.main, b: { n: '3' } } };
  const reply = await app.post(sender.push, tinyPush(answer, 1), { as: sender.as, key: newKey() });
  expect(reply.body, reply.text).toMatchObject({ state: 'submitted', revision: 2 });
  expect(await coverageOf(sender)).toMatchObject({ received: 1 });
  expect((await formOf(sender)).remarks).toEqual([]);
});

test.each([
  [
    'another cell',
    { ...CONTENT, main: { a: { n: '6' }, b: { n: '3' } } },
    [{ section: 'main', row: 'a', column: 'n' }],
  ],
  [
    'a row taken away',
    { main: CONTENT.main },
    [
      { section: 'jobs', row: 'j1', column: 'what' },
      { section: 'jobs', row: 'j1', column: 'status' },
    ],
  ],
  [
    'a row added',
    { ...CONTENT, jobs: { ...CONTENT.jobs, j2: { what: 'mới' } } },
    [{ section: 'jobs', row: 'j2', column: 'what' }],
  ],
])('an answer to a return that changes %s is refused, naming the cells', async (_, content, cells) => {
  const sender = await submitted();
  await giveBack(sender, remark('main', 'b', 'n'));
  for (const mode of ['submit', 'draft'] as const) {
    const reply = await app.post(sender.push, tinyPush(content, 1, { mode }), {
      as: sender.as,
      key: newKey(),
    });
    expect([reply.status, reply.body.code]).toEqual([422, 'closed_cells_changed']);
    expect(reply.body.cells).toEqual(cells);
  }
});

test('a draft between return and answer does not widen what may change', async () => {
  const sender = await submitted();
  await giveBack(sender, remark('main', 'b', 'n'));
  const draft = { ...CONTENT, main: { a: { n: '5' }, b: { n: '4' } } };
  await app.post(sender.push, tinyPush(draft, 1, { mode: 'draft' }), { as: sender.as, key: newKey() });
  const wider = { ...CONTENT, main: { a: { n: '7' }, b: { n: '4' } } };
  expect((await app.post(sender.push, tinyPush(wider, 2), { as: sender.as, key: newKey() })).body.code).toBe(
    'closed_cells_changed',
  );
  expect((await app.post(sender.push, tinyPush(draft, 2), { as: sender.as, key: newKey() })).status).toBe(
    200,
  );
});

test('a remark on a whole row or section opens all of it', async () => {
  const sender = await submitted();
  await giveBack(sender, remark('jobs', '*', '*'));
  const answer = { ...CONTENT, jobs: { j2: { what: 'việc hai', status: 'done' } } };
  expect((await app.post(sender.push, tinyPush(answer, 1), { as: sender.as, key: newKey() })).status).toBe(
    200,
  );
});

test('an accepted report can be returned and then counts nowhere', async () => {
  const sender = await submitted();
  await accept(sender);
  expect((await giveBack(sender, remark('main', 'a', 'n'))).body).toMatchObject({
    state: 'returned',
    revision: 1,
  });
  expect(await coverageOf(sender)).toEqual({ expected: 1, received: 0, accepted: 0, late: 0 });
});

test('the same decision under the same key is answered alike and made once', async () => {
  const sender = await submitted();
  const key = newKey();
  const body = { action: 'accept', revision: 1 };
  const replies = await Promise.all(Array.from({ length: 10 }, () => decide(sender, body, 'reviewer', key)));
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  const [audit] = await app.db.system<{ count: number }[]>`
    SELECT count(*)::int AS count FROM audit_entry a JOIN report r ON r.province_id = a.province_id AND r.id = a.report_id
    WHERE r.unit_id = ${sender.unit} AND a.action = 'accept'`;
  expect(audit?.count).toBe(1);
  const other = await decide(
    sender,
    { action: 'return', revision: 1, remarks: [remark('main', 'a', 'n')] },
    'reviewer',
    key,
  );
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
});

test('a decision on a revision that is no longer the submitted one is refused', async () => {
  const sender = await submitted();
  await app.post(sender.push, tinyPush({ ...CONTENT, main: { a: { n: '8' }, b: { n: '2' } } }, 1), {
    as: sender.as,
    key: newKey(),
  });
  const reply = await accept(sender);
  expect([reply.status, reply.body.code]).toEqual([409, 'decision_on_another']);
  expect(reply.body.detail).toBe(
    'Quyết định này nói về lần gửi số 1, còn lần gửi đang xét là số 2. Hãy xem lần gửi số 2 rồi quyết định lại.',
  );
  expect(reply.body.conflict).toEqual({
    current: 2,
    changesSince: [{ at: { section: 'main', row: 'a', column: 'n' }, before: '5', after: '8' }],
  });
});

test('a decision on a revision nobody sent is refused without calling every cell a change', async () => {
  const sender = await submitted();
  const reply = await decide(sender, { action: 'accept', revision: 7 });
  expect([reply.status, reply.body.code]).toEqual([409, 'decision_on_another']);
  expect(reply.body.conflict).toEqual({ current: 1, changesSince: [] });
});

test.each([
  ['unknown section', remark('other', 'a', 'n')],
  ['unknown row', remark('main', 'z', 'n')],
  ['unknown column', remark('main', 'a', 'z')],
])('a remark on an %s is refused', async (_, bad) => {
  const sender = await submitted();
  const reply = await giveBack(sender, remark('main', 'a', 'n'), bad);
  expect([reply.status, reply.body.code]).toEqual([422, 'invalid_request']);
  expect(reply.body.errors).toMatchObject([{ path: '/remarks/1/at' }]);
  expect((await formOf(sender)).head.state).toBe('submitted');
});

test.each([
  ['the clerk', 403, (sender: Sender) => sender.as],
  ['the writer', 403, () => 'writer'],
  ['a clerk of another office', 404, () => 'clerk.x1'],
])('%s may not decide', async (_, status, who) => {
  const sender = await submitted();
  expect((await decide(sender, { action: 'accept', revision: 1 }, who(sender))).status).toBe(status);
});

test('the reviewer of the district decides on its communes, not on another district', async () => {
  const sender = await submitted();
  expect((await decide(sender, { action: 'accept', revision: 1 }, 'reviewer.d1')).status).toBe(200);
  const other = await app.post(
    tinyPath('d2', '/decisions'),
    { action: 'accept', revision: 1 },
    { as: 'reviewer.d1', key: newKey() },
  );
  expect(other.status).toBe(404);
});

test('a draft cannot be accepted, and the first submission of nobody cannot be returned', async () => {
  const unit = `u${serial++}`;
  const path = tinyPath(unit, '/decisions');
  for (const body of [
    { action: 'accept', revision: 1 },
    { action: 'return', revision: 1, remarks: [remark('main', 'a', 'n')] },
  ]) {
    const reply = await app.post(path, body, { as: 'reviewer', key: newKey() });
    expect([reply.status, reply.body.code]).toEqual([409, 'wrong_state']);
  }
});
