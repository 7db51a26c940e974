/** Pushes over HTTP, one guarantee a test: what is stored, what is answered, what is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Conflict, type PushReply, type ReportForm, type Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, OFFICES } from '../../support/make.ts';

let app: TestApp;
let serial = 0;

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: { ...OFFICES, ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`u${i}`, 'd2'])) },
  });
});
afterAll(() => app.stop());

/** An office nobody has sent for yet. */
const fresh = (): { unit: string; as: string; path: string } => {
  const unit = `u${serial++}`;
  return { unit, as: `clerk.${unit}`, path: tinyPath(unit, '/revisions') };
};
const A5 = { main: { a: { n: '5' } } };

test('a submission is stored, receipted and counted', async () => {
  const { unit, as, path } = fresh();
  const reply = await app.post<PushReply>(path, tinyPush(A5), { as, key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ stored: true, state: 'submitted', revision: 1, issues: [] });
  expect(reply.body.receipt).toMatchObject({
    unit,
    person: `Người ${as}`,
    revision: 1,
    rules: 'tiny@1',
    late: false,
    at: app.now.toISOString(),
  });
  expect(reply.body.receipt?.number).toMatch(/^ST-2022-tinh-[0-9]{6,}$/);
  const form = await app.get<ReportForm>(tinyPath(unit), as);
  expect(form.body.head).toMatchObject({ state: 'submitted', revision: 1, mayPush: true, mayDecide: false });
  expect(form.body.content).toEqual(A5);
  expect(form.body.receipt).toEqual(reply.body.receipt);
  const totals = await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${unit}`, as);
  expect(totals.body.coverage).toEqual({ expected: 1, received: 1, accepted: 0, late: 0 });
  expect(totals.body.totals).toEqual([
    {
      section: 'main',
      row: 'a',
      column: 'n',
      value: '5',
      number: 1,
      none: 0,
      notApplicable: 0,
      notYetKnown: 0,
      estimate: 0,
    },
  ]);
});

test('the same key and body get the same bytes and no second effect', async () => {
  const { unit, as, path } = fresh();
  const key = newKey();
  const first = await app.post(path, tinyPush(A5), { as, key });
  await app.post(path, tinyPush({ main: { a: { n: '6' } } }, 1), { as, key: newKey() });
  const again = await app.post(path, tinyPush(A5), { as, key });
  expect(again.text).toBe(first.text);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const form = await app.get<ReportForm>(tinyPath(unit), as);
  expect(form.body.head.revision).toBe(2);
});

test('fifty retries at once have one effect and one answer', async () => {
  const { unit, as, path } = fresh();
  const key = newKey();
  const others = [app.app, app.another()];
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      app.post(path, tinyPush(A5), {
        as,
        key,
        ...(others[i % 2] === undefined ? {} : { through: others[i % 2] }),
      }),
    ),
  );
  expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(replies[0]?.status).toBe(200);
  const totals = await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${unit}`, as);
  expect(totals.body.totals[0]?.value).toBe('5');
  expect(totals.body.coverage.received).toBe(1);
});

test('a key spelled differently in its body order is the same push', async () => {
  const { as, path } = fresh();
  const key = newKey();
  const body = tinyPush({ main: { a: { n: '5', note: 'x' } } });
  const first = await app.post(path, body, { as, key });
  const turned = {
    ...Object.fromEntries(Object.entries(body).reverse()),
    content: { main: { a: { note: 'x', n: '5' } } },
  };
  expect((await app.post(path, turned, { as, key })).text).toBe(first.text);
});

test.each([
  ['another content', tinyPush({ main: { a: { n: '7' } } })],
  ['another mode', tinyPush(A5, 0, { mode: 'draft' })],
  ['another reason', tinyPush(A5, 0, { reasons: { x: 'y' } })],
])('a key used again for %s is refused and changes nothing', async (_, body) => {
  const { unit, as, path } = fresh();
  const key = newKey();
  await app.post(path, tinyPush(A5), { as, key });
  const reply = await app.post(path, body, { as, key });
  expect(reply.status).toBe(422);
  expect(reply.body.code).toBe('idempotency_key_reused');
  expect((await app.get<ReportForm>(tinyPath(unit), as)).body.head.revision).toBe(1);
});

test.each([[undefined], ['short'], ['has space in it'], ['x'.repeat(129)]])(
  'key %s is no key',
  async (key) => {
    const { as, path } = fresh();
    const reply = await app.post(path, tinyPush(A5), { as, ...(key === undefined ? {} : { key }) });
    expect(reply.status).toBe(400);
    expect(reply.body.code).toBe('idempotency_key_required');
  },
);

test('a push on an old base is refused with the cells that changed since', async () => {
  const { as, path } = fresh();
  await app.post(path, tinyPush({ main: { a: { n: '5' }, b: { n: '1' } } }), { as, key: newKey() });
  await app.post(path, tinyPush({ main: { a: { n: '6' }, b: { n: '1' } } }, 1), { as, key: newKey() });
  const reply = await app.post(path, tinyPush({ main: { a: { n: '7' } } }, 1), { as, key: newKey() });
  expect(reply.status).toBe(409);
  expect(reply.body).toMatchObject({
    code: 'stale_revision',
    conflict: {
      current: 2,
      changesSince: [{ at: { section: 'main', row: 'a', column: 'n' }, before: '5', after: '6' }],
    },
  });
});

test('a sheet based on a revision this store never had learns where the store stands', async () => {
  const { as, path } = fresh();
  const reply = await app.post(path, tinyPush(A5, 4), { as, key: newKey() });
  expect([reply.status, reply.body.code]).toEqual([409, 'revision_ahead']);
  expect(reply.body.detail).toContain('dựa vào lần gửi số 4, nhưng máy chủ mới có đến lần gửi số 0');
  expect(Conflict.parse(reply.body.conflict)).toEqual({ current: 0, changesSince: [] });
});

test('a draft is kept with its issues and never counted', async () => {
  const { unit, as, path } = fresh();
  const content = { main: { a: { n: '2' }, b: { n: '3' } } };
  const reply = await app.post<PushReply>(path, tinyPush(content, 0, { mode: 'draft' }), {
    as,
    key: newKey(),
  });
  expect(reply.body).toMatchObject({ stored: true, state: 'draft', revision: 1, receipt: null });
  expect(reply.body.issues.map(({ rule }) => rule)).toContain('T1');
  const totals = await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${unit}`, as);
  expect(totals.body).toMatchObject({ coverage: { received: 0 }, totals: [] });
  expect((await app.get<ReportForm>(tinyPath(unit), as)).body.content).toEqual(content);
});

test('a draft after a submission leaves the submission counted', async () => {
  const { unit, as, path } = fresh();
  await app.post(path, tinyPush(A5), { as, key: newKey() });
  const draft = tinyPush({ main: { a: { n: '9' } } }, 1, { mode: 'draft' });
  expect((await app.post(path, draft, { as, key: newKey() })).body).toMatchObject({
    state: 'submitted',
    revision: 2,
  });
  const totals = await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${unit}`, as);
  expect(totals.body.totals[0]?.value).toBe('5');
});

test('a submission with an error is refused with its issues and nothing is stored', async () => {
  const { unit, as, path } = fresh();
  const reply = await app.post(path, tinyPush({ main: { a: { n: '2' }, b: { n: '3' } } }), {
    as,
    key: newKey(),
  });
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({
    code: 'report_has_errors',
    issues: [{ code: 'part_of', rule: 'T1', severity: 'error' }],
    words: [
      {
        vi: { where: 'Trong đó b · Số', why: expect.stringContaining('Trong đó không lớn hơn tổng.') },
        en: {
          where: 'Of which b · Number',
          why: expect.stringContaining('A part is not greater than the whole.'),
        },
      },
    ],
  });
  expect((await app.get<ReportForm>(tinyPath(unit), as)).body.head).toMatchObject({
    state: 'draft',
    revision: 0,
  });
});

test('a warning passes with a reason, and the reason is kept with the revision', async () => {
  const { unit, as, path } = fresh();
  const content = { main: { a: { n: '9' }, c: { n: '3' } } };
  const refused = await app.post(path, tinyPush(content), { as, key: newKey() });
  expect(refused.body).toMatchObject({
    code: 'report_has_errors',
    issues: [{ severity: 'warning', rule: 'T2' }],
  });
  const [issue] = refused.body.issues as PushReply['issues'];
  const name = [issue?.rule, issue?.section, issue?.row ?? '', issue?.column ?? ''].join('|');
  const reasons = { [name]: 'sáp nhập', 'nothing|main|a|n': 'không còn' };
  const passed = await app.post(path, tinyPush(content, 0, { reasons }), { as, key: newKey() });
  expect(passed.status, passed.text).toBe(200);
  expect((await app.get<ReportForm>(tinyPath(unit), as)).body.reasons).toEqual({ [name]: 'sáp nhập' });
});

test('a preview says what would change and stores nothing', async () => {
  const { unit, as, path } = fresh();
  await app.post(path, tinyPush(A5), { as, key: newKey() });
  const content = { main: { a: { n: '8.5' }, c: { n: '9' } } };
  const reply = await app.post<PushReply>(path, tinyPush(content, 1, { dryRun: true }), { as });
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ stored: false, revision: 1, receipt: null });
  expect(reply.body.changes).toEqual([
    { at: { section: 'main', row: 'a', column: 'n' }, before: '5', after: '8.5' },
    { at: { section: 'main', row: 'c', column: 'n' }, before: null, after: '9' },
  ]);
  expect(reply.body.totals).toEqual([
    { section: 'main', row: 'a', column: 'n', before: '5', after: '8.5' },
    { section: 'main', row: 'c', column: 'n', before: '0', wasBlank: true, after: '9' },
  ]);
  expect((await app.get<ReportForm>(tinyPath(unit), as)).body).toMatchObject({
    head: { revision: 1 },
    content: A5,
  });
});

test('a preview of wrong cells lists them', async () => {
  const { as, path } = fresh();
  const content = { main: { a: { n: '2' }, b: { n: '3' } } };
  const reply = await app.post<PushReply>(path, tinyPush(content, 0, { dryRun: true }), { as });
  expect(reply.status).toBe(200);
  expect(reply.body.issues).toHaveLength(1);
  expect(reply.body.totals).toEqual([]);
});

test('the receipt can be asked for again by its number, by those who may see the report', async () => {
  const { as, path } = fresh();
  const { receipt } = (await app.post<PushReply>(path, tinyPush(A5), { as, key: newKey() })).body;
  const url = `/api/receipts/${receipt?.number}`;
  expect((await app.get(url, as)).body).toEqual(receipt);
  expect((await app.get(url, 'reviewer')).status).toBe(200);
  const strange = await app.get(url, 'clerk.x2');
  const missing = await app.get('/api/receipts/ST-2022-tinh-999999', 'clerk.x2');
  expect(strange.status).toBe(404);
  expect({ ...strange.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
});

test('late is judged by the calendar of Việt Nam and stays with the first submission', async () => {
  const before = app.now;
  const onTime = fresh();
  app.now = new Date('2022-04-05T16:59:59Z');
  const first = await app.post<PushReply>(onTime.path, tinyPush(A5), { as: onTime.as, key: newKey() });
  expect(first.body.receipt?.late).toBe(false);
  app.now = new Date('2022-04-05T17:00:00Z');
  const late = fresh();
  const second = await app.post<PushReply>(late.path, tinyPush(A5), { as: late.as, key: newKey() });
  expect(second.body.receipt?.late).toBe(true);
  const again = await app.post<PushReply>(onTime.path, tinyPush({ main: { a: { n: '6' } } }, 1), {
    as: onTime.as,
    key: newKey(),
  });
  expect(again.body.receipt?.late).toBe(false);
  app.now = before;
});

test('a push of another template version is refused', async () => {
  const { as, path } = fresh();
  const reply = await app.post(path, tinyPush(A5, 0, { templateVersion: 2 }), { as, key: newKey() });
  expect(reply.status).toBe(409);
  expect(reply.body.code).toBe('template_version_mismatch');
});

test('a report flagged secret is refused and leaves no trace of its content', async () => {
  const { unit, as, path } = fresh();
  const reply = await app.post(
    path,
    tinyPush({ main: { a: { n: '5', note: 'MẬT-9137' } } }, 0, { secret: true }),
    { as, key: newKey() },
  );
  expect(reply.status).toBe(422);
  expect(reply.body.code).toBe('secret_content');
  expect(reply.text).not.toContain('9137');
  expect((await app.get<ReportForm>(tinyPath(unit), as)).body.head.revision).toBe(0);
  expect(JSON.stringify(app.logged)).not.toContain('9137');
});

test('a sheet that is not the registered one is refused, the registered one passes', async () => {
  const { unit, as, path } = fresh();
  await app.db.system`UPDATE report SET spreadsheet_id = 'sheet-1' WHERE unit_id = ${unit}`;
  const other = await app.post(path, tinyPush(A5, 0, { spreadsheet: 'sheet-2' }), { as, key: newKey() });
  expect([other.status, other.body.code]).toEqual([403, 'not_allowed']);
  const own = await app.post(path, tinyPush(A5, 0, { spreadsheet: 'sheet-1' }), { as, key: newKey() });
  expect(own.status).toBe(200);
});

test.each([
  ['future', 'period_not_open'],
  ['closed', 'period_closed'],
  ['locked', 'period_closed'],
])('nothing is pushed into a %s period', async (state, code) => {
  const { as, path } = fresh();
  await app.db.system`UPDATE period SET state = ${state} WHERE id = '2022-q1'`;
  const reply = await app.post(path, tinyPush(A5), { as, key: newKey() });
  await app.db.system`UPDATE period SET state = 'open' WHERE id = '2022-q1'`;
  expect([reply.status, reply.body.code]).toEqual([409, code]);
  expect(reply.body.detail).toContain('Quý I/2022');
});

test('a reviewer sees a report but may not push it', async () => {
  const { unit, path } = fresh();
  const reply = await app.post(path, tinyPush(A5), { as: 'reviewer', key: newKey() });
  expect([reply.status, reply.body.code]).toEqual([403, 'not_allowed']);
  expect((await app.get(tinyPath(unit), 'reviewer')).status).toBe(200);
});

test('another office’s report answers like a missing one', async () => {
  const { path } = fresh();
  const strange = await app.post(path, tinyPush(A5), { as: 'clerk.x2', key: newKey() });
  const missing = await app.post(tinyPath('nowhere', '/revisions'), tinyPush(A5), {
    as: 'clerk.x2',
    key: newKey(),
  });
  expect(strange.status).toBe(404);
  expect({ ...strange.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
});
