/** Signing apart from sending, acceptance that asks for it, going back to what was signed, and what differs since when. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../../server/store/hash.ts';
import { canonicalJson } from '../../../shared/canonical.ts';
import type { ReportContent } from '../../../shared/report.ts';
import type { PushReply, Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { CONTENT, codeOf, type Desk, deskOf, ok, remark, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;
let serial = 0;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 24);
});
afterAll(() => app.stop());

const withA = (n: string): ReportContent => ({ ...CONTENT, main: { ...CONTENT.main, a: { n } } });

async function submitted(template = 'tiny'): Promise<Desk> {
  const desk = deskOf(app, `u${serial++}`, template);
  ok(await desk.push(CONTENT, 0));
  return desk;
}
const accept = (desk: Desk, revision: number) => desk.decide('huyen', { action: 'accept', revision });

test('a form that asks for it is accepted only when its submission is signed, and a new one is unsigned', async () => {
  const desk = await submitted('signed');
  const early = await accept(desk, 1);
  expect([early.status, early.body.code]).toEqual([409, 'not_signed']);
  const signature = {
    revision: 1,
    contentHash: sha256(canonicalJson(CONTENT)),
    person: `Người signer.${desk.unit}`,
    at: app.now.toISOString(),
  };
  expect(ok(await desk.sign(1))).toEqual(signature);
  expect((await desk.review()).signature).toEqual(signature);
  ok(await desk.push(withA('6'), 1));
  expect(codeOf(await accept(desk, 2))).toBe('not_signed');
  ok(await desk.sign(2));
  ok(await accept(desk, 2));
  expect(await desk.entries()).toEqual(['submit', 'sign', 'submit', 'sign', 'accept']);
});

test('what was signed stays signed when the office goes back to it', async () => {
  const desk = await submitted('signed');
  ok(await desk.sign(1));
  ok(await desk.push(withA('60'), 1));
  ok(await desk.revert(2));
  ok(await accept(desk, 3));
  expect(await desk.entries()).toEqual(['submit', 'sign', 'submit', 'revert', 'accept']);
});

test('a form that does not ask for it is accepted unsigned, and may be signed afterwards', async () => {
  const desk = await submitted();
  ok(await accept(desk, 1));
  ok(await desk.sign(1));
  expect((await desk.review()).state).toBe('accepted');
});

test('a revision is signed once, by the office’s signer, and only what is submitted', async () => {
  const desk = await submitted();
  const key = newKey();
  const replies = await Promise.all([desk.sign(1, key), desk.sign(1, key), desk.sign(1, key)]);
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  const again = await desk.sign(1);
  expect([again.status, again.body.code]).toEqual([409, 'signed_already']);
  expect(again.body.detail).toContain(`Người signer.${desk.unit}`);
  expect(codeOf(await desk.sign(2))).toBe('decision_on_another');
  for (const as of [`clerk.${desk.unit}`, 'huyen'])
    expect((await app.post(desk.path('/signatures'), { revision: 1 }, { as, key: newKey() })).status).toBe(
      403,
    );
  const other = await app.post(desk.path('/signatures'), { revision: 1 }, { as: 'signer.d2', key: newKey() });
  expect(other.status).toBe(404);
  const empty = deskOf(app, `u${serial++}`);
  expect(codeOf(await empty.sign(1))).toBe('wrong_state');
  expect(await desk.entries()).toEqual(['submit', 'sign']);
});

const totalOf = async (unit: string) =>
  (
    await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${unit}&counts=submitted`, 'writer')
  ).body.totals.find(({ row, column }) => row === 'a' && column === 'n')?.value;

test.each(['clerk', 'signer'])(
  'the %s goes back to what was signed last: a new revision that counts',
  async (who) => {
    const desk = await submitted();
    ok(await desk.sign(1));
    ok(await desk.push(withA('60'), 1));
    expect(await totalOf(desk.unit)).toBe('60');
    const key = newKey();
    const reply = ok(await desk.revert(2, `${who}.${desk.unit}`, key)) as unknown as PushReply;
    expect(reply).toMatchObject({ stored: true, state: 'submitted', revision: 3 });
    expect(reply.receipt?.contentHash).toBe(sha256(canonicalJson(CONTENT)));
    expect((await desk.revert(2, `${who}.${desk.unit}`, key)).body).toEqual(reply);
    expect(await totalOf(desk.unit)).toBe('5');
    const revisions = [1, 2, 3].map((no) =>
      app.get<{ content: object }>(desk.path(`/revisions/${no}`), 'tinh'),
    );
    expect((await Promise.all(revisions)).map(({ body }) => body.content)).toEqual([
      CONTENT,
      withA('60'),
      CONTENT,
    ]);
    const { signature } = await desk.review();
    expect(signature?.revision).toBe(1);
    expect(await desk.entries()).toEqual(['submit', 'sign', 'submit', 'revert']);
  },
);

test('there is nothing to go back to where nothing is signed, or what is signed is what was submitted last', async () => {
  const desk = await submitted();
  const none = await desk.revert(1);
  expect([none.status, none.body.code]).toEqual([409, 'nothing_to_revert']);
  ok(await desk.sign(1));
  expect(codeOf(await desk.revert(1))).toBe('nothing_to_revert');
});

test('going back is refused like a push: on a stale base, when accepted, outside returned cells, by others', async () => {
  const desk = await submitted();
  ok(await desk.sign(1));
  ok(await desk.push(withA('60'), 1));
  expect(codeOf(await desk.revert(1))).toBe('stale_revision');
  expect((await desk.revert(2, 'huyen')).status).toBe(403);
  const back = (cell: [string, string, string]) =>
    desk.decide('huyen', { action: 'return', revision: 2, remarks: [remark(...cell)] });
  ok(await back(['main', 'b', 'n']));
  const closed = await desk.revert(2);
  expect([closed.status, closed.body.code]).toEqual([422, 'closed_cells_changed']);
  expect(closed.body.cells).toEqual([{ section: 'main', row: 'a', column: 'n' }]);
  const other = await submitted();
  ok(await other.sign(1));
  ok(await other.push(withA('60'), 1));
  ok(await other.decide('huyen', { action: 'return', revision: 2, remarks: [remark('main', 'a', 'n')] }));
  expect(ok(await other.revert(2))).toMatchObject({ state: 'submitted', revision: 3 });
  ok(await accept(other, 3));
  expect(codeOf(await other.revert(3))).toBe('wrong_state');
});

test('what differs is told cell by cell, in the words of the form, since the last submission, acceptance, signature or a revision', async () => {
  const desk = await submitted();
  const first = await desk.differences();
  expect([first.status, first.body]).toMatchObject([409, { code: 'nothing_to_compare' }]);
  ok(await desk.sign(1));
  ok(await accept(desk, 1));
  ok(
    await desk.decide('tinh', {
      action: 'return',
      revision: 1,
      remarks: [remark('main', '*', '*'), remark('jobs', '*', '*')],
    }),
  );
  ok(await desk.push(withA('6'), 1));
  ok(await desk.push({ ...withA('7'), jobs: { j2: { what: 'việc hai' } } }, 2));
  ok(await desk.push(withA('99'), 3, { mode: 'draft' }));
  const a = (before: string) => ({
    at: { section: 'main', row: 'a', column: 'n' },
    label: { section: 'Chính', row: 'Dòng a', column: 'Số' },
    before,
    after: '7',
  });
  const job = (
    row: string,
    column: string,
    name: string,
    says: string,
    before: string | null,
    after: string | null,
  ) => ({
    at: { section: 'jobs', row, column },
    label: { section: 'Việc', row: says, column: name },
    before,
    after,
  });
  const jobs = [
    job('j1', 'what', 'Việc', 'việc một', 'việc một', null),
    job('j1', 'status', 'Tình trạng', 'việc một', 'open', null),
    job('j2', 'what', 'Việc', 'việc hai', null, 'việc hai'),
  ];
  expect(ok(await desk.differences('submission'))).toEqual({ from: 2, to: 3, changes: [a('6'), ...jobs] });
  for (const since of ['acceptance', 'signature', '1'])
    expect(ok(await desk.differences(since)), since).toEqual({ from: 1, to: 3, changes: [a('5'), ...jobs] });
  expect((await desk.differences('9')).status).toBe(404);
  expect((await desk.differences('never')).status).toBe(422);
  expect((await app.get(desk.path('/differences?since=1'), 'clerk.d2')).status).toBe(404);
  const unsent = await deskOf(app, `u${serial++}`).differences();
  expect(unsent.body).toMatchObject({
    code: 'nothing_to_compare',
    detail: 'Báo cáo chưa có lần gửi nào để so sánh.',
  });
});
