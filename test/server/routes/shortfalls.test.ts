/** What falls short opens a task in the office's own tasks sheet: once, by a reviewer, with owner and deadline, and never after sending. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { AssignedRow } from '../../../shared/template.ts';
import type { OpenTask, PlacedTask, ShortfallList } from '../../../shared/wire-tasks.ts';
import { newKey, type Reply, type TestApp, testApp } from '../../support/app.ts';
import {
  findings,
  makeShortfallProvince,
  openOnly,
  openTask,
  type Place,
  results,
  send,
  told,
} from '../../support/shortfall-province.ts';

let app: TestApp;
let place: Place;

beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  place = await makeShortfallProvince(app);
});

const YEAR = { unit: 'x1', template: 'targets', period: '2021' };
const list = (person = 'reviewer', query = '', at = 'targets/2021') =>
  app.get<ShortfallList>(`/api/shortfalls/${at}${query}`, place.as(person));

const open = (task: Partial<OpenTask> = {}, person = 'reviewer', key = newKey(), at?: string) =>
  openTask(place, task, { person, key, ...(at === undefined ? {} : { at }) });

const assignedTo = async (period: string, unit = 'x1'): Promise<AssignedRow[]> =>
  (
    await app.get<{ assigned: AssignedRow[] }>(
      `/api/reports/${unit}/tasks/${period}`,
      place.as(`clerk.${unit}`),
    )
  ).body.assigned;

const codes = (replies: readonly Reply<{ code?: string }>[]) =>
  replies.map(({ status, body }) => [status, body.code]);

test('a missed target is listed with both verdicts; sub-rows and met targets are not', async () => {
  await send(place, YEAR, results('92', '3', { published: 'met', reason: 'Làm tròn' }));
  const { body } = await list();
  expect(body.items).toMatchObject([
    {
      unit: 'x1',
      name: 'Đơn vị x1',
      at: { section: 'targets', row: 'ct1', column: 'actual' },
      label: { vi: 'Tỷ lệ văn bản ký số' },
      figures: { kind: 'missed', plan: 'từ 95% trở lên', actual: '92', computed: 'missed', published: 'met' },
      task: null,
    },
  ]);
  expect(body.items).toHaveLength(1);
});

test('a target published as missed is listed and opens a task, though computing says it was met', async () => {
  await send(place, YEAR, results('96', '3', { published: 'missed', reason: 'Chưa bền vững' }));
  expect((await list()).body.items).toMatchObject([
    { at: { row: 'ct1' }, figures: { kind: 'missed', actual: '96', computed: 'met', published: 'missed' } },
  ]);
  await openOnly(place, ['2022-q2']);
  expect((await open()).status).toBe(200);
});

test('a target behind its plan in a quarter is not listed: the plan has not ended', async () => {
  await send(place, { ...YEAR, period: '2022-q1' }, results('20', '0'));
  expect((await list('reviewer', '', 'targets/2022-q1')).body.items).toEqual([]);
});

test('a finding is listed while less is mended than was to be mended, and not where a figure is blank', async () => {
  await send(place, { ...YEAR, template: 'inspection' }, findings('12', '9'));
  await send(place, { ...YEAR, template: 'inspection', unit: 'x2' }, findings('12', '12'));
  await send(place, { ...YEAR, template: 'inspection', unit: 'd2' }, { annex: { 'KP.ND': { total: '4' } } });
  expect((await list('reviewer', '', 'inspection/2021')).body.items).toMatchObject([
    { unit: 'x1', at: { row: 'KP.XONG' }, figures: { kind: 'undone', owed: '12', done: '9', remedy: true } },
  ]);
});

test('a draft and a returned report show nothing: their figures do not count', async () => {
  await send(place, YEAR, results('92'), { mode: 'draft' });
  expect((await list()).body.items).toEqual([]);
  await send(place, YEAR, results('92'));
  expect((await list()).body.items).toHaveLength(1);
  const remarks = [{ at: { section: 'targets', row: 'ct1', column: 'actual' }, text: 'xem lại' }];
  const decision = { action: 'return', revision: 2, remarks };
  expect(
    (
      await app.post('/api/reports/x1/targets/2021/decisions', decision, {
        as: place.as('reviewer'),
        key: newKey(),
      })
    ).status,
  ).toBe(200);
  expect((await list()).body.items).toEqual([]);
});

test('a reviewer of a district sees its offices, a clerk the own office, nobody a neighbour', async () => {
  for (const unit of ['x1', 'x2', 'd2']) await send(place, { ...YEAR, unit }, results('92'));
  const units = async (person: string, query = '') =>
    (await list(person, query)).body.items?.map(({ unit }) => unit);
  expect(await units('reviewer')).toEqual(['d2', 'x1', 'x2']);
  expect(await units('reviewer.d1')).toEqual(['x1', 'x2']);
  expect(await units('reviewer', '?scope=d1')).toEqual(['x1', 'x2']);
  expect(await units('reviewer', '?cursor=d2')).toEqual(['x1', 'x2']);
  expect(await units('clerk.x1')).toEqual(['x1']);
  expect((await list('clerk.x1', '?scope=x2')).status).toBe(404);
  expect((await list('reviewer.d1', '?scope=d2')).status).toBe(404);
  expect((await list('reviewer', '', 'targets/nowhere')).status).toBe(404);
});

test('an opened task stands in the office’s own tasks sheet with its source, owner and deadline, and nothing the office wrote is touched', async () => {
  await send(place, YEAR, results('92'));
  await openOnly(place, ['2022-q2']);
  await send(place, { unit: 'x1', template: 'tasks', period: '2022-q2' }, told({}), { mode: 'draft' });
  const reply = await open();
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ unit: 'x1', template: 'tasks', period: { id: '2022-q2' } });
  expect(await assignedTo('2022-q2')).toEqual([
    {
      key: reply.body.row,
      label: {
        vi: `Tỷ lệ văn bản ký số (việc số ${reply.body.task})`,
        en: `Documents signed (task ${reply.body.task})`,
      },
      values: {
        source: 'Năm 2021: thực hiện 92; kế hoạch “từ 95% trở lên”',
        task: 'Ký số toàn bộ văn bản đi',
        lead: 'Chánh Văn phòng',
        deadline: '2022-05-31',
      },
    },
  ]);
  const form = await app.get<{ content: unknown; head: { revision: number } }>(
    '/api/reports/x1/tasks/2022-q2',
    place.as('clerk.x1'),
  );
  expect(form.body).toMatchObject({ content: told({}), head: { revision: 1 } });
  expect((await list()).body.items).toMatchObject([{ task: reply.body.task }]);
  expect(await assignedTo('2022-q2', 'x2')).toEqual([]);
});

test('the office must tell of the task when it sends: its row is one of the form', async () => {
  await send(place, YEAR, results('92'));
  await openOnly(place, ['2022-q2']);
  const { body } = await open();
  const at = { unit: 'x1', template: 'tasks', period: '2022-q2' };
  await expect(send(place, at, told({}))).rejects.toThrow('report_has_errors');
  await send(place, at, told({ [body.row]: { progress: 'inProgress' } }));
});

test('a task goes into the earliest open tasks report not yet sent; where there is none it is refused in words', async () => {
  await send(place, YEAR, results('92', '1'));
  await send(place, { ...YEAR, template: 'inspection' }, findings('12', '9'));
  await openOnly(place, ['2022-q1', '2022-q2']);
  await send(place, { unit: 'x1', template: 'tasks', period: '2022-q1' }, told({}));
  expect((await open()).body).toMatchObject({ period: { id: '2022-q2' } });
  await openOnly(place, ['2022-q1']);
  const refused = await open({ row: 'ct2' });
  expect([refused.status, refused.body.code]).toEqual([409, 'no_open_task_report']);
  expect((await list()).body.items.map(({ task }) => task === null)).toEqual([false, true]);
});

test.each([
  ['today', '2022-04-01'],
  ['the day before', '2022-03-31'],
])('a deadline of %s is refused', async (_, deadline) => {
  await send(place, YEAR, results('92'));
  const reply = await open({ deadline });
  expect([reply.status, reply.body.errors]).toEqual([
    422,
    [{ path: '/deadline', message: 'hạn phải sau ngày hôm nay · the deadline must be later than today' }],
  ]);
});

test('only what falls short opens a task: a met target, a sub-row, an unknown row and an unsent report are refused', async () => {
  await send(place, YEAR, results('92'));
  for (const row of ['ct2', 'ct1a', 'nothing']) {
    expect(codes([await open({ row })]), row).toEqual([[422, 'not_a_shortfall']]);
  }
  const [target, unknown] = [await open({ row: 'ct2' }), await open({ row: 'nothing' })];
  expect(target.text).toContain('“Tổ chức đảng mới” không phải chỗ chưa đạt');
  expect(unknown.text).toContain('“dòng không có trong biểu');
  expect([target.text.includes('ct2'), unknown.text.includes('nothing')]).toEqual([false, false]);
  const unsent = await open({}, 'reviewer', newKey(), 'targets/2021/x2');
  expect(codes([unsent])).toEqual([[422, 'not_a_shortfall']]);
});

test('only a reviewer of the office opens: not its clerk, not a writer; a stranger does not learn that it is there', async () => {
  await send(place, YEAR, results('92'));
  await send(place, { ...YEAR, unit: 'd2' }, results('92'));
  expect(codes([await open({}, 'clerk.x1'), await open({}, 'writer')])).toEqual([
    [403, 'not_allowed'],
    [403, 'not_allowed'],
  ]);
  expect(codes([await open({}, 'reviewer.d1', newKey(), 'targets/2021/d2')])).toEqual([[404, 'not_found']]);
  expect((await open({}, 'reviewer.d1')).status).toBe(200);
});

test('the same key gets the same answer and opens once; the same key for another task is refused', async () => {
  await send(place, YEAR, results('92'));
  const key = newKey();
  const [first, again] = [await open({}, 'reviewer', key), await open({}, 'reviewer', key)];
  expect(again.text).toBe(first.text);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(codes([await open({ lead: 'Phó Chánh Văn phòng' }, 'reviewer', key)])).toEqual([
    [422, 'idempotency_key_reused'],
  ]);
  expect(codes([await open({}, 'reviewer.d1', key)])).toEqual([[422, 'idempotency_key_reused']]);
  expect(await assignedTo('2022-q1')).toHaveLength(1);
  const entries = await app.db.system`
    SELECT 1 FROM audit_entry WHERE province_id = ${place.id} AND action = 'task_opened'`;
  expect(entries).toHaveLength(1);
});

test('two reviewers at the same moment open one task: the second is told of the first', async () => {
  await send(place, YEAR, results('92'));
  const replies = await Promise.all([open({}, 'reviewer'), open({ lead: 'Trưởng phòng' }, 'reviewer.d1')]);
  expect(codes(replies).sort()).toEqual([
    [200, undefined],
    [409, 'task_already_opened'],
  ]);
  expect(await assignedTo('2022-q1')).toHaveLength(1);
  expect(await app.db.system`SELECT 1 FROM opened_task WHERE province_id = ${place.id}`).toHaveLength(1);
});

test('a task opened while the office sends either stands in what was sent for or goes on: never in a report already sent', async () => {
  await send(place, YEAR, results('92'));
  await openOnly(place, ['2022-q1', '2022-q2']);
  const at = { unit: 'x1', template: 'tasks', period: '2022-q1' };
  const [reply, sent] = await Promise.allSettled([open(), send(place, at, told({}))]);
  const placed = reply.status === 'fulfilled' ? reply.value.body.period.id : '';
  expect(placed).toBe(sent.status === 'fulfilled' ? '2022-q2' : '2022-q1');
});

test('a task that is not finished is carried into the next report by one action, once', async () => {
  await send(place, YEAR, results('92'));
  await openOnly(place, ['2022-q1', '2022-q2']);
  const { body } = await open();
  const carry = (as: string, key = newKey()) =>
    app.post<PlacedTask & { code?: string }>(`/api/opened-tasks/${body.task}/carries`, undefined, {
      as: place.as(as),
      key,
    });
  expect(codes([await carry('clerk.x1')])).toEqual([[403, 'not_allowed']]);
  const carried = await carry('reviewer');
  expect(carried.body).toMatchObject({ row: body.row, period: { id: '2022-q2' } });
  expect(await assignedTo('2022-q2')).toEqual(await assignedTo('2022-q1'));
  expect(codes([await carry('reviewer')])).toEqual([[409, 'no_open_task_report']]);
  expect(
    (await app.post('/api/opened-tasks/999/carries', undefined, { as: place.as('reviewer'), key: newKey() }))
      .status,
  ).toBe(404);
});

test('an import of assignments that knows nothing of a task neither takes it away nor sees a change, sent or not', async () => {
  await send(place, YEAR, results('92'));
  await openOnly(place, ['2022-q1']);
  const { body } = await open();
  const row = { unit: 'x1', template: 'tasks', version: 1, period: '2022-q1', assigned: [] };
  const bring = async (assigned: AssignedRow[] = []) => {
    const { faults, stored, changes } = await importProvince(
      { db: app.db, clock: () => app.now },
      { province: { id: place.id, name: `Tỉnh ${place.id}` }, assignments: [{ ...row, assigned }] },
      { dryRun: false },
    );
    return { faults, stored, changes: changes.filter(({ kind }) => kind !== 'kept') };
  };
  expect(await bring()).toMatchObject({ faults: [], changes: [] });
  const more = { key: 'more', label: { vi: 'Thêm', en: 'More' }, values: {} };
  expect(await bring([more])).toMatchObject({ faults: [], stored: true });
  expect((await assignedTo('2022-q1')).map(({ key }) => key)).toEqual(['more', body.row]);
  const opened = { [body.row]: { progress: 'inProgress' }, more: { progress: 'notStarted' } };
  await send(place, { unit: 'x1', template: 'tasks', period: '2022-q1' }, told(opened));
  expect(await bring([more])).toMatchObject({ faults: [], changes: [] });
});
