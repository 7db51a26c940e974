/** Many reports accepted at once: each by itself, once, whatever becomes of the others or of the request; and none over errors. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../server/store/db.ts';
import type { Template } from '../../../shared/template.ts';
import type { Totals } from '../../../shared/wire.ts';
import type { ManyDecided } from '../../../shared/wire-review.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { Q1, TINY } from '../../support/make.ts';
import { CONTENT, codeOf, deskOf, ok, reviewedProvince } from '../../support/reviewing.ts';

/** Figures of a year's periods may only grow. */
const GROWING: Template = {
  ...TINY,
  id: 'growing',
  rules: [
    {
      id: 'G1',
      kind: 'monotonic',
      severity: 'error',
      axis: 'rows',
      each: ['n'],
      why: { vi: 'Luỹ kế không giảm.', en: 'Cumulative figures do not fall.' },
      basis: 'mẫu thử',
    },
  ],
};
const H1 = {
  ...Q1,
  id: '2022-h1',
  kind: 'halfYear' as const,
  to: '2022-06-30',
  due: { default: '2022-07-05' },
};

let app: TestApp;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 30, { templates: [TINY, GROWING], periods: [Q1, H1] });
  const sent = Array.from({ length: 30 }, (_, i) => deskOf(app, `u${i}`).push(CONTENT, 0));
  for (const reply of await Promise.all(sent)) ok(reply);
});
afterAll(() => app.stop());

async function asAdministrator(statement: string): Promise<void> {
  const sql = connect(app.adminUrl, { max: 1 });
  await sql.unsafe(statement).finally(() => sql.end());
}
const item = (unit: string, revision = 1) => ({ unit, template: 'tiny', period: '2022-q1', revision });
const many = (units: readonly string[], key = newKey(), more: object = {}, as = 'huyen') =>
  app.post<ManyDecided>('/api/decisions', { reports: units.map((unit) => item(unit)), ...more }, { as, key });
async function entries(unit: string): Promise<number> {
  return (await deskOf(app, unit).entries()).filter((action) => action === 'accept').length;
}

test('each is accepted or refused by itself, and told as it would be alone', async () => {
  const units = ['u0', 'u1', 'd1', 'u2', 'nowhere', 'd2'];
  const key = newKey();
  const first = await many(units, key);
  const body = ok(first);
  expect(body.reports.map((one) => [one.unit, one.stored ? one.level : one.problem.code])).toEqual([
    ['u0', 'd1'],
    ['u1', 'd1'],
    ['d1', 'not_allowed'],
    ['u2', 'd1'],
    ['nowhere', 'not_found'],
    ['d2', 'not_found'],
  ]);
  expect([body.stored, body.refused]).toEqual([3, 3]);
  const again = await many(units, key);
  expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([first.text, 'true']);
  for (const unit of ['u0', 'u1', 'u2']) expect(await entries(unit)).toBe(1);
  const other = await many(['u3'], key);
  expect([other.status, codeOf(other as never)]).toEqual([422, 'idempotency_key_reused']);
  expect(await entries('u3')).toBe(0);
});

test('copies at once have each effect once and get one answer', async () => {
  const key = newKey();
  const units = ['u5', 'u6', 'u7'];
  const replies = await Promise.all(Array.from({ length: 5 }, () => many(units, key)));
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  expect(replies[0]?.body.stored).toBe(3);
  for (const unit of units) expect(await entries(unit)).toBe(1);
});

test('a request cut off half-way goes on with the same key: what was stored stays once, the rest follows', async () => {
  const units = ['u8', 'u9', 'u10'];
  const key = newKey();
  await asAdministrator(`
    CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.report_id IN (SELECT id FROM report WHERE unit_id = 'u9') THEN RAISE EXCEPTION 'cut'; END IF;
      RETURN NEW; END $$;
    CREATE TRIGGER cut BEFORE INSERT ON acceptance FOR EACH ROW EXECUTE FUNCTION cut();`);
  expect((await many(units, key)).status).toBe(500);
  expect(await Promise.all(units.map(entries))).toEqual([1, 0, 0]);
  expect(codeOf((await many(['u11'], key)) as never)).toBe('idempotency_key_reused');
  await asAdministrator('DROP TRIGGER cut ON acceptance');
  expect(ok(await many(units, key)).stored).toBe(3);
  expect(await Promise.all(units.map(entries))).toEqual([1, 1, 1]);
});

test('a report named twice, more than 200, or no key: refused before anything is decided', async () => {
  const twice = await app.post(
    '/api/decisions',
    { reports: [item('u12'), item('u13'), item('u12')] },
    { as: 'huyen', key: newKey() },
  );
  expect([twice.status, twice.body.errors]).toMatchObject([422, [{ path: '/reports/2' }]]);
  const reports = Array.from({ length: 201 }, (_, i) => item(`n${i}`));
  expect((await app.post('/api/decisions', { reports }, { as: 'huyen', key: newKey() })).status).toBe(422);
  const unkeyed = await app.post('/api/decisions', { reports: [item('u12')] }, { as: 'huyen' });
  expect(unkeyed.body.code).toBe('idempotency_key_required');
  expect(await entries('u12')).toBe(0);
});

test('the totals of the accepted are those of each one alone', async () => {
  const url = '/api/totals/tiny/2022-q1?scope=d1&counts=accepted';
  const before = (await app.get<Totals>(url, 'huyen')).body.coverage.accepted;
  ok(await many(['u14', 'u15', 'u16']));
  expect((await app.get<Totals>(url, 'huyen')).body.coverage.accepted).toBe(before + 3);
});

const grow = (unit: string, period: string, n: string, base = 0) =>
  app.post(`/api/reports/${unit}/growing/${period}/revisions`, tinyPush({ main: { a: { n } } }, base), {
    as: `clerk.${unit}`,
    key: newKey(),
  });
const acceptH1 = (unit: string) =>
  app.post(
    `/api/reports/${unit}/growing/2022-h1/decisions`,
    { action: 'accept', revision: 1 },
    { as: 'huyen', key: newKey() },
  );

test('what was sound when sent is not accepted once an earlier period, sent anew, makes it wrong', async () => {
  ok(await grow('u20', '2022-q1', '5'));
  ok(await grow('u20', '2022-h1', '7'));
  ok(await grow('u20', '2022-q1', '9', 1));
  const reply = await acceptH1('u20');
  expect([reply.status, reply.body.code]).toEqual([409, 'unresolved_errors']);
  expect(reply.body.detail).toBe(
    'Xét lại hôm nay, lần gửi số 1 có 1 lỗi và 0 cảnh báo chưa nêu lý do nên không duyệt được. Hãy trả lại các ô đó cho đơn vị.',
  );
  expect(reply.body.issues).toMatchObject([{ rule: 'G1', row: 'a', column: 'n' }]);
  ok(await grow('u20', '2022-q1', '6', 2));
  ok(await acceptH1('u20'));
});

test('a warning nobody gave a reason for is not accepted over either, a reason given is', async () => {
  const desk = deskOf(app, 'u21');
  const content = { main: { a: { n: '5' }, c: { n: '3' } } };
  const reasons = { 'T2|main|a|n': 'đã kiểm tra', 'T2|main|c|n': 'đã kiểm tra' };
  ok(await desk.push(content, 1, { reasons }));
  // As if the rule had not been there when it was sent.
  await asAdministrator(
    `UPDATE revision SET reasons = '{}' FROM report r WHERE r.unit_id = 'u21' AND report_id = r.id AND no = 2`,
  );
  const reply = await desk.decide('huyen', { action: 'accept', revision: 2 });
  expect([reply.status, reply.body.code]).toEqual([409, 'unresolved_errors']);
  expect(reply.body.detail).toContain('0 lỗi và 1 cảnh báo');
  ok(await desk.push({ ...content, jobs: {} }, 2, { reasons }));
  ok(await desk.decide('huyen', { action: 'accept', revision: 3 }));
});

test('a day that passes after the sending makes no error of what was sent', async () => {
  const desk = deskOf(app, 'u22');
  const promised = { empty: 'notYetKnown' as const, reason: 'chờ số', promised: '2022-04-02' };
  ok(await desk.push({ main: { a: { n: '5' }, c: { n: promised } } }, 1));
  const start = app.now;
  app.now = new Date('2022-04-04T02:00:00.000Z');
  ok(await desk.decide('huyen', { action: 'accept', revision: 2 }));
  app.now = start;
});
