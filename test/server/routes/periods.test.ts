/** Periods over HTTP: listed, moved from state to state by administrators of the province, told in the ledger, and planned ahead. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { Period } from '../../../shared/period.ts';
import type { ReportForm } from '../../../shared/wire.ts';
import type { PeriodList } from '../../../shared/wire-periods.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { ledgerOf } from '../../support/ledger.ts';
import { makeProvince, OFFICES, Q1 } from '../../support/make.ts';

type State = Period['state'];
const STATES: readonly State[] = ['future', 'open', 'closed', 'locked'];
const pair = (from: State, to: State): Period => ({ ...Q1, id: `${from}-${to}`, state: from });
const NEXT: Period = {
  ...Q1,
  id: '2023',
  kind: 'year',
  label: { vi: 'Năm 2023', en: 'Year 2023' },
  year: 2023,
  from: '2022-12-15',
  to: '2023-12-14',
  due: { default: '2023-12-20' },
  state: 'future',
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    assigned: { tiny: [{ key: 'thu', label: { vi: 'Thu ngân sách', en: 'Revenue' }, values: {} }] },
    periods: [Q1, NEXT, ...STATES.flatMap((from) => STATES.map((to) => pair(from, to)))],
    roles: [
      ...['p', ...Object.keys(OFFICES)].map((unit) => [`clerk.${unit}`, 'clerk', unit, false] as const),
      ['administrator', 'administrator', 'p', true],
      ['second', 'administrator', 'p', true],
      ['administrator.d1', 'administrator', 'd1', true],
      ['administrator.alone', 'administrator', 'p', false],
      ['administrator.leaf', 'administrator', 'x1', true],
      ['reviewer', 'reviewer', 'p', true],
    ],
  });
  await makeProvince(app.db, () => app.now, { id: 'khac', periods: [Q1] });
});
afterAll(() => app.stop());

const move = (period: string, body: object, as = 'administrator', key = newKey()) =>
  app.post(`/api/periods/${period}/state`, body, { as, key });
const stateOf = async (period: string) =>
  (await app.get<PeriodList>('/api/periods')).body.items.find(({ id }) => id === period)?.state;
const entriesOf = (period: string) => ledgerOf(app.db.system, { subject: `period/${period}` });

test('anybody of the province reads its periods, newest first, with window, due dates and state', async () => {
  const { body } = await app.get<PeriodList>('/api/periods', 'clerk.x2');
  expect(body.items[0]).toEqual({ ...NEXT, dueRule: {} });
  expect(body.items).toHaveLength(18);
  expect((await app.get<PeriodList>('/api/periods', app.token('clerk.p', 'khac'))).body.items).toHaveLength(
    1,
  );
});

const ALLOWED: Readonly<Record<string, 'freely' | 'with a reason'>> = {
  'future-open': 'freely',
  'open-closed': 'freely',
  'closed-locked': 'freely',
  'closed-open': 'with a reason',
  'locked-closed': 'with a reason',
};

test.each(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))(
  'a period that is %s goes to %s as the table says',
  async (from, to) => {
    const { id } = pair(from, to);
    const allowed = ALLOWED[id];
    const bare = await move(id, { state: to });
    const reasoned = bare.status === 200 ? bare : await move(id, { state: to, reason: 'hai đơn vị còn sửa' });
    if (allowed === undefined) {
      expect([bare.body.code, reasoned.body.code]).toEqual(['period_move_refused', 'period_move_refused']);
      expect(await stateOf(id)).toBe(from);
      return;
    }
    if (allowed === 'freely') expect(bare.status, bare.text).toBe(200);
    else expect([bare.status, bare.body.errors]).toMatchObject([422, [{ path: '/reason' }]]);
    expect(reasoned.body, reasoned.text).toEqual({ period: id, before: from, state: to });
    expect(await stateOf(id)).toBe(to);
    expect(await entriesOf(id)).toMatchObject([
      {
        action: 'period_moved',
        person: 'Người administrator',
        at: app.now,
        details: {
          before: from,
          state: to,
          ...(allowed === 'freely' ? {} : { reason: 'hai đơn vị còn sửa' }),
        },
      },
    ]);
  },
);

test('a refusal says where the period stands and where it may go', async () => {
  const reply = await move(NEXT.id, { state: 'locked' });
  expect(reply.body.detail).toBe(
    'Kỳ Năm 2023 chưa mở nên không chuyển thẳng sang “đã khóa” được; từ đây chỉ chuyển được sang: đang mở.',
  );
  expect(reply.body.detail_en).toBe(
    'Period Năm 2023 is not open yet; from there it goes to open only, not to locked.',
  );
});

test.each(['clerk.p', 'reviewer', 'administrator.d1', 'administrator.alone', 'administrator.leaf'])(
  '%s may not move a period, not even straight in the database',
  async (person) => {
    const reply = await move(Q1.id, { state: 'closed' }, person);
    expect([reply.status, reply.body.code]).toEqual([403, 'not_allowed']);
    const { count } = await app.db.app.begin(async (sql) => {
      await sql`SELECT enter_person(${app.issuer.url}, ${`sub-tinh-${person}`})`;
      await sql`SELECT set_config('so_tinh.today', '2022-04-01', true)`;
      return sql`UPDATE period SET state = 'closed' WHERE id = ${Q1.id}`;
    });
    expect(count).toBe(0);
    expect(await stateOf(Q1.id)).toBe('open');
  },
);

test('another province’s period answers like a missing one', async () => {
  const reply = await move('nowhere', { state: 'closed' });
  expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
});

test('reports of a period to come have their plan, are refused in words, and are taken once it is open', async () => {
  const path = `/api/reports/x1/tiny/${NEXT.id}`;
  const push = () => app.post(`${path}/revisions`, tinyPush({ main: { a: { n: '5' } } }), { key: newKey() });
  const form = (await app.get<ReportForm>(path)).body;
  expect(form.head).toMatchObject({ periodState: 'future', mayPush: false, due: '2023-12-20' });
  expect(form.assigned).toMatchObject([{ key: 'thu' }]);
  const refused = await push();
  expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
    409,
    'period_not_open',
    'Kỳ Năm 2023 (số liệu đến hết ngày 14/12/2023) chưa mở nên chưa nhận báo cáo. Chỉ tiêu giao xem được ngay; gửi được khi quản trị của tỉnh mở kỳ.',
  ]);
  expect((await move(NEXT.id, { state: 'open' })).status).toBe(200);
  expect((await push()).status).toBe(200);
});

test('the same move under the same key is answered alike and made once; another one under it is refused', async () => {
  const key = newKey();
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => move('open-open', { state: 'closed' }, 'administrator', key)),
  );
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  expect(replies.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(7);
  expect(await entriesOf('open-open')).toHaveLength(1);
  const second = await move('open-open', { state: 'closed' }, 'second', key);
  expect([second.status, second.body.code]).toEqual([422, 'idempotency_key_reused']);
  const other = await move('open-open', { state: 'locked' }, 'administrator', key);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  const elsewhere = await move('future-future', { state: 'open' }, 'administrator', key);
  expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'idempotency_key_reused']);
});

test('two administrators at once: one closes the period, the other is told that it is closed', async () => {
  const replies = await Promise.all(
    ['administrator', 'second'].map((person) =>
      move('locked-open', { state: 'closed', reason: 'sửa' }, person),
    ),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(replies.find(({ status }) => status === 409)?.body.detail).toContain('đã đóng nên không chuyển');
  expect(await entriesOf('locked-open')).toHaveLength(1);
});

test('an import with the old state does not undo what an administrator did', async () => {
  expect((await move('closed-future', { state: 'locked' })).status).toBe(200);
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    { province: { id: 'tinh', name: 'Tỉnh tinh' }, periods: [{ period: pair('closed', 'future') }] },
    { dryRun: false },
  );
  expect([
    plan.changes.filter(({ kind }) => kind === 'changed'),
    plan.warnings.map(({ code }) => code),
  ]).toEqual([[], ['state_moved']]);
  expect(await stateOf('closed-future')).toBe('locked');
});
