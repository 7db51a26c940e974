/** More time for single reports over HTTP: asked for, decided once, and what a report may do with it. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyProvince } from '../../../server/usecases/ledger/verify-province.ts';
import type { PushReply, ReportForm } from '../../../shared/wire.ts';
import type { ChasedReports } from '../../../shared/wire-completeness.ts';
import type { Extension, ExtensionList, ReportExtensions } from '../../../shared/wire-extensions.ts';
import { newKey, START, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { ledgerOf } from '../../support/ledger.ts';
import { makeProvince, OFFICES, Q1 } from '../../support/make.ts';

let app: TestApp;
let serial = 0;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: { ...OFFICES, ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`u${i}`, 'd1'])) },
    periods: [Q1, ...(['closed', 'locked', 'future'] as const).map((state) => ({ ...Q1, id: state, state }))],
  });
});
afterAll(() => app.stop());
beforeEach(() => {
  app.now = START;
});

interface Office {
  readonly path: string;
  readonly as: string;
}
/** An office nobody used, and its report of a period. */
function fresh(period: string = Q1.id): Office {
  const unit = `u${serial++}`;
  return { path: `/api/reports/${unit}/tiny/${period}`, as: `clerk.${unit}` };
}
const ask = ({ path, as }: Office, until = '2022-04-12', key = newKey(), who = as) =>
  app.post<Extension>(`${path}/extensions`, { until, reason: 'Chưa chốt số.' }, { as: who, key });
const decide = ({ path }: Office, no: number | null, body: object, as = 'reviewer', key = newKey()) =>
  app.post<Extension>(`${path}/extensions/${no === null ? '' : `${no}/`}decision`, body, { as, key });
const grant = { decision: 'grant' };
const push = ({ path, as }: Office, base = 0) =>
  app.post<PushReply & { code: string }>(`${path}/revisions`, tinyPush({ main: { a: { n: '5' } } }, base), {
    as,
    key: newKey(),
  });
const headOf = async ({ path, as }: Office) => (await app.get<ReportForm>(path, as)).body.head;
const entriesOf = ({ as }: Office) => ledgerOf(app.db.system, { chain: as.slice('clerk.'.length) });

test('granted, the report is due on the new day: a first submission by its end is not late', async () => {
  const [office, other] = [fresh(), fresh()];
  const asked = await ask(office);
  expect(asked.body, asked.text).toEqual({
    unit: 'u0',
    template: 'tiny',
    period: Q1.id,
    no: 1,
    state: 'asked',
    due: '2022-04-05',
    asked: { until: '2022-04-12', reason: 'Chưa chốt số.', by: 'Người clerk.u0', at: START.toISOString() },
    decided: null,
  });
  expect((await headOf(office)).due).toBe('2022-04-05');
  const granted = await decide(office, 1, grant);
  expect(granted.body, granted.text).toMatchObject({
    state: 'granted',
    decided: { until: '2022-04-12', remark: null, by: 'Người reviewer' },
  });
  expect((await headOf(office)).due).toBe('2022-04-12');
  app.now = new Date('2022-04-12T16:59:59Z');
  expect([(await push(office)).body.receipt?.late, (await push(other)).body.receipt?.late]).toEqual([
    false,
    true,
  ]);
  expect((await entriesOf(office)).map(({ action, person }) => [action, person])).toEqual([
    ['extension_asked', 'Người clerk.u0'],
    ['extension_granted', 'Người reviewer'],
    ['submit', 'Người clerk.u0'],
  ]);
});

test('among the reports to ask for it shows its own day, and is overdue once that has passed, not before', async () => {
  const [office, other] = [fresh(), fresh()];
  await decide(office, null, { ...grant, until: '2022-04-12' });
  const asked = async (query = '') => {
    const path = `/api/completeness/tiny/${Q1.id}/reports?limit=200${query}`;
    const { items } = (await app.get<ChasedReports>(path, 'reviewer')).body;
    const of = ({ as }: Office) => items.find(({ unit }) => `clerk.${unit}` === as);
    return [office, other].map(of).map((found) => found && [found.due, found.overdue]);
  };
  app.now = new Date('2022-04-12T16:59:59Z');
  expect(await asked()).toEqual([
    ['2022-04-12', false],
    ['2022-04-05', true],
  ]);
  expect(await asked('&state=overdue')).toEqual([undefined, ['2022-04-05', true]]);
  app.now = new Date('2022-04-12T17:00:00Z');
  expect(await asked('&state=overdue')).toEqual([
    ['2022-04-12', true],
    ['2022-04-05', true],
  ]);
});

test('the day after, it is late', async () => {
  const office = fresh();
  await ask(office);
  await decide(office, 1, grant);
  app.now = new Date('2022-04-12T17:00:00Z');
  expect((await push(office)).body.receipt?.late).toBe(true);
});

test('a report of a closed period is taken to the end of the day granted, that of its neighbour is not', async () => {
  const [office, other] = [fresh('closed'), fresh('closed')];
  expect((await push(office)).body.code).toBe('period_closed');
  expect((await headOf(office)).mayPush).toBe(false);
  await ask(office);
  expect((await decide(office, 1, { ...grant, until: '2022-04-14' }, 'reviewer.d1')).status).toBe(200);
  expect(await headOf(office)).toMatchObject({ mayPush: true, due: '2022-04-14', periodState: 'closed' });
  app.now = new Date('2022-04-14T16:59:59Z');
  expect((await push(office)).body).toMatchObject({ state: 'submitted', receipt: { late: false } });
  expect((await push(other)).body.code).toBe('period_closed');
  app.now = new Date('2022-04-14T17:00:00Z');
  expect((await push(office, 1)).body.code).toBe('period_closed');
  expect((await headOf(office)).mayPush).toBe(false);
});

test('in a locked period only an administrator gives more time, and what came so can be decided', async () => {
  const office = fresh('locked');
  await ask(office);
  const refused = await decide(office, 1, grant);
  expect([refused.status, (refused.body as unknown as { code: string }).code]).toEqual([
    403,
    'extension_locked',
  ]);
  expect((await decide(office, 1, grant, 'administrator')).status).toBe(200);
  expect((await push(office)).status).toBe(200);
  expect(await headOf(office)).toMatchObject({ state: 'submitted' });
  const accepted = await app.post(
    `${office.path}/decisions`,
    { action: 'accept', revision: 1 },
    { as: 'reviewer', key: newKey() },
  );
  expect(accepted.status, accepted.text).toBe(200);
});

test('what a reviewer granted ends when the period is locked', async () => {
  const office = fresh('closed');
  await decide(office, null, { ...grant, until: '2022-04-12' });
  await app.db.system`UPDATE period SET state = 'locked' WHERE id = 'closed'`;
  const locked = await push(office);
  await app.db.system`UPDATE period SET state = 'closed' WHERE id = 'closed'`;
  expect(locked.body.code).toBe('period_closed');
  expect((await push(office)).status).toBe(200);
});

test('more time is granted without being asked for, never refused so, and needs its day', async () => {
  const office = fresh();
  const errors = async (body: object) =>
    ((await decide(office, null, body)).body as unknown as { errors: { path: string }[] }).errors.map(
      ({ path }) => path,
    );
  expect(await errors({ decision: 'refuse' })).toEqual(['/decision']);
  expect(await errors(grant)).toEqual(['/until']);
  const given = await decide(office, null, { ...grant, until: '2022-04-20', remark: 'Bão số 1' });
  expect(given.body).toMatchObject({
    no: 1,
    asked: null,
    decided: { until: '2022-04-20', remark: 'Bão số 1' },
  });
  expect((await headOf(office)).due).toBe('2022-04-20');
  expect(await entriesOf(office)).toMatchObject([
    {
      action: 'extension_granted',
      person: 'Người reviewer',
      details: { no: 1, until: '2022-04-20', remark: 'Bão số 1', due: '2022-04-05' },
    },
  ]);
});

test('refused, the report stays as due as it was, and more time may be asked for again', async () => {
  const office = fresh();
  await ask(office);
  expect((await decide(office, 1, { decision: 'refuse', remark: 'Đã chốt.' })).body).toMatchObject({
    state: 'refused',
    decided: { until: null, remark: 'Đã chốt.' },
  });
  expect((await headOf(office)).due).toBe('2022-04-05');
  expect((await ask(office, '2022-04-08')).body).toMatchObject({ no: 2, state: 'asked' });
});

type Refusal = { code: string; detail: string; detail_en: string };
const refusal = ({ status, body }: { status: number; body: unknown }) => {
  const { code, detail } = body as Refusal;
  return [status, code, detail];
};

test.each([
  ['today', '2022-04-01', '2022-04-05'],
  ['the present due date', '2022-04-05', '2022-04-05'],
  ['a day long gone', '2021-01-01', '2022-04-05'],
])('%s is no later day', async (_, until, due) => {
  const office = fresh();
  const told = [
    422,
    'extension_day',
    `Hạn mới ${until.split('-').reverse().join('/')} phải sau hôm nay (01/04/2022) và sau hạn hiện nay (${due.split('-').reverse().join('/')}). Hãy chọn ngày muộn hơn.`,
  ];
  expect(refusal(await ask(office, until))).toEqual(told);
  expect(refusal(await decide(office, null, { ...grant, until }))).toEqual(told);
});

test.each([
  ['the year 9999', '9999-12-31'],
  ['a year and a day after the due date', '2023-04-07'],
])('%s is too far away', async (_, until) => {
  const office = fresh();
  const told = [
    422,
    'extension_too_far',
    `Hạn mới ${until.split('-').reverse().join('/')} quá xa: muộn nhất là 06/04/2023. Xem lại năm, hoặc chọn ngày sớm hơn.`,
  ];
  expect(refusal(await ask(office, until))).toEqual(told);
  expect(refusal(await decide(office, null, { ...grant, until }))).toEqual(told);
  expect((await ask(office, '2023-04-06')).status).toBe(200);
});

test('what was asked for must still be later when it is granted', async () => {
  const office = fresh();
  await ask(office);
  app.now = new Date('2022-04-12T02:00:00Z');
  expect(refusal(await decide(office, 1, grant)).slice(0, 2)).toEqual([422, 'extension_day']);
  expect((await decide(office, 1, { ...grant, until: '2022-04-13' })).status).toBe(200);
});

test('a second request while one is open is refused and names it, for the office and for the reviewer', async () => {
  const office = fresh();
  await ask(office);
  const told = [
    409,
    'extension_open',
    `Đề nghị gia hạn số 1 (Người ${office.as} gửi ngày 01/04/2022, xin đến 12/04/2022) chưa được trả lời. Mỗi lúc một đề nghị: người duyệt trả lời đề nghị ấy trước.`,
  ];
  expect(refusal(await ask(office, '2022-04-20'))).toEqual(told);
  expect(refusal(await decide(office, null, { ...grant, until: '2022-04-20' }))).toEqual(told);
});

test('blanks are no reason', async () => {
  const office = fresh();
  const body = { until: '2022-04-12', reason: '   ' };
  const asked = await app.post(`${office.path}/extensions`, body, { as: office.as, key: newKey() });
  expect(asked.status).toBe(422);
});

test('a decision is made once, a request that is not there is not found', async () => {
  const office = fresh();
  await ask(office);
  await decide(office, 1, grant);
  expect(refusal(await decide(office, 1, { decision: 'refuse' }, 'reviewer.d1'))).toEqual([
    409,
    'extension_decided',
    'Đề nghị gia hạn số 1 đã được Người reviewer đồng ý ngày 01/04/2022.',
  ]);
  expect(refusal(await decide(office, 2, grant)).slice(0, 2)).toEqual([404, 'not_found']);
});

test('an accepted report and a period to come get no more time', async () => {
  const office = fresh();
  await ask(office);
  await push(office);
  await app.post(
    `${office.path}/decisions`,
    { action: 'accept', revision: 1 },
    { as: 'reviewer', key: newKey() },
  );
  expect(refusal(await decide(office, 1, grant))).toEqual([
    409,
    'wrong_state',
    'Báo cáo đang ở trạng thái “đã duyệt” nên không thể gia hạn.',
  ]);
  expect((await decide(office, 1, { decision: 'refuse' })).status).toBe(200);
  expect(refusal(await ask(office, '2022-04-20')).slice(0, 2)).toEqual([409, 'wrong_state']);
  expect(refusal(await ask(fresh('future'), '2022-04-20')).slice(0, 2)).toEqual([409, 'period_not_open']);
});

test.each([
  ['the reviewer', 'reviewer', 403],
  ['the writer', 'writer', 403],
  ['a clerk of another office', 'clerk.x1', 404],
])('%s may not ask', async (_, who, status) => {
  expect((await ask(fresh(), '2022-04-12', newKey(), who)).status).toBe(status);
});

test.each([
  ['the clerk', 403, ({ as }: Office) => as],
  ['the writer', 403, () => 'writer'],
  ['a clerk of another office', 404, () => 'clerk.x1'],
])('%s may not decide', async (_, status, who) => {
  const office = fresh();
  await ask(office);
  expect((await decide(office, 1, grant, who(office))).status).toBe(status);
  expect((await decide(office, null, { ...grant, until: '2022-04-20' }, who(office))).status).toBe(status);
});

test('the same request and the same decision under the same key are answered alike and made once', async () => {
  const office = fresh();
  const [asking, deciding] = [newKey(), newKey()];
  const asked = await Promise.all(Array.from({ length: 6 }, () => ask(office, '2022-04-12', asking)));
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 200));
  const decided = await Promise.all(
    Array.from({ length: 6 }, () => decide(office, 1, grant, 'reviewer', deciding)),
  );
  expect(decided.map(({ status }) => status)).toEqual(decided.map(() => 200));
  expect([
    new Set(asked.map(({ text }) => text)).size,
    new Set(decided.map(({ text }) => text)).size,
  ]).toEqual([1, 1]);
  expect((await entriesOf(office)).map(({ action }) => action)).toEqual([
    'extension_asked',
    'extension_granted',
  ]);
  const other = await decide(office, 1, { decision: 'refuse' }, 'reviewer', deciding);
  expect(refusal(other).slice(0, 2)).toEqual([422, 'idempotency_key_reused']);
});

test('two reviewers decide at once: one decision holds, the other is told whose', async () => {
  const office = fresh();
  await ask(office);
  const replies = await Promise.all([
    decide(office, 1, { ...grant, until: '2022-04-30' }, 'reviewer'),
    decide(office, 1, { decision: 'refuse' }, 'reviewer.d1'),
  ]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [won, lost] = replies[0]?.status === 200 ? replies : [replies[1], replies[0]];
  expect(refusal(lost ?? { status: 0, body: {} })[2]).toContain(won?.body.decided?.by ?? '…');
  expect((await headOf(office)).due).toBe(won?.body.state === 'granted' ? '2022-04-30' : '2022-04-05');
  expect(await entriesOf(office)).toHaveLength(2);
});

test('office and reviewer read what was asked and decided, newest first and page by page; others do not', async () => {
  const office = fresh();
  await ask(office);
  await decide(office, 1, { decision: 'refuse' });
  await ask(office, '2022-04-09');
  const list = async (query: string, as: string) =>
    (await app.get<ExtensionList>(`/api/extensions?${query}`, as)).body;
  const own = await list('', office.as);
  expect(own.items.map(({ no, state, periodLabel }) => [no, state, periodLabel])).toEqual([
    [2, 'asked', 'Quý I/2022'],
    [1, 'refused', 'Quý I/2022'],
  ]);
  const waiting = await list('state=asked', 'reviewer');
  expect(waiting.items[0]).toMatchObject({ unitName: `Đơn vị ${own.items[0]?.unit}`, no: 2 });
  expect(new Set(waiting.items.map(({ state }) => state))).toEqual(new Set(['asked']));
  expect((await list('', 'clerk.x1')).items).toEqual([]);
  const all = await list('limit=200', 'reviewer');
  const paged: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: ExtensionList = await list(`limit=5${next === '' ? '' : `&cursor=${next}`}`, 'reviewer');
    paged.push(...page.items.map(({ unit, period, no }) => `${unit} ${period} ${no}`));
    next = page.next;
  }
  expect(paged).toEqual(all.items.map(({ unit, period, no }) => `${unit} ${period} ${no}`));
});

test('the ledger holds with all of this in it', async () => {
  const office = fresh();
  await ask(office);
  await decide(office, 1, grant);
  await push(office);
  expect((await verifyProvince(app.db, 'tinh')).findings).toEqual([]);
});

test('the application cannot change a decision, nor decide on a report it did not open', async () => {
  const office = fresh();
  await ask(office);
  const asReviewer = (open: boolean) =>
    app.db.app.begin(async (sql) => {
      const [, , , unit = ''] = office.path.split('/');
      if (open)
        await sql`SELECT id FROM open_push(${app.issuer.url}, 'sub-tinh-reviewer', ${unit}, 'tiny', ${Q1.id}, 'none', false)`;
      else await sql`SELECT enter_person(${app.issuer.url}, 'sub-tinh-reviewer')`;
      const { count } = await sql`
        UPDATE extension SET state = 'refused', decided_by = 'reviewer', decided_name = 'x', decided_at = now()
        WHERE report_id = (SELECT id FROM report WHERE unit_id = ${unit} AND period_id = ${Q1.id})`;
      return count;
    });
  expect(await asReviewer(false)).toBe(0);
  await decide(office, 1, grant);
  expect(await asReviewer(true)).toBe(0);
  expect((await headOf(office)).due).toBe('2022-04-12');
});

test('all of one report are read at its address, by those who may see the report', async () => {
  const office = fresh();
  const read = (who: string) =>
    app.get<ReportExtensions & { code?: string }>(`${office.path}/extensions`, who);
  expect((await read(office.as)).body).toEqual({ items: [] });
  await ask(office);
  await decide(office, 1, { decision: 'refuse', remark: 'Kỳ này phải chốt.' });
  const { items } = (await read(office.as)).body;
  expect(items).toMatchObject([
    { no: 1, state: 'refused', decided: { remark: 'Kỳ này phải chốt.', until: null } },
  ]);
  const other = await read('clerk.x1');
  expect([other.status, other.body.code]).toEqual([404, 'not_found']);
});
