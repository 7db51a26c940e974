/** Where opened tasks stand, asked over HTTP: as of a stated day, the same tomorrow; closing needs evidence or a later figure. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OpenedTask, OpenedTaskList, PlacedTask } from '../../../shared/wire-tasks.ts';
import { newKey, START, type TestApp, testApp } from '../../support/app.ts';
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
  app.now = START;
  place = await makeShortfallProvince(app);
});

const TARGETS = { unit: 'x1', template: 'targets', period: '2021' };
const FOUND = { unit: 'x1', template: 'inspection', period: '2021' };
const Q1 = { unit: 'x1', template: 'tasks', period: '2022-q1' };

async function openFrom(
  at: typeof TARGETS,
  section: string,
  row: string,
  deadline = '2022-05-31',
): Promise<PlacedTask> {
  const reply = await openTask(
    place,
    { section, row, task: 'Khắc phục', deadline },
    { at: `${at.template}/${at.period}/${at.unit}` },
  );
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}

const list = (query = '', person = 'reviewer') =>
  app.get<OpenedTaskList>(`/api/opened-tasks${query}`, place.as(person));
const only = async (query = ''): Promise<OpenedTask | undefined> => (await list(query)).body.items[0];
const on = (day: string): void => {
  app.now = new Date(`${day}T03:00:00.000Z`);
};

const DONE = { progress: 'done', completed: '2022-04-20', evidence: 'Báo cáo 60-BC/HU' };

test('the list tells source, owner, deadline, who opened it and where it stands', async () => {
  await send(place, TARGETS, results('92'));
  await openOnly(place, ['2022-q1']);
  const { task } = await openFrom(TARGETS, 'targets', 'ct1');
  expect((await list()).body).toEqual({
    scope: { unit: 'p', name: 'Đơn vị p' },
    asOf: '2022-04-01',
    next: null,
    items: [
      {
        task,
        unit: 'x1',
        name: 'Đơn vị x1',
        state: 'open',
        work: 'Khắc phục',
        lead: 'Chánh Văn phòng',
        deadline: '2022-05-31',
        daysLate: 0,
        openedBy: 'Người reviewer',
        openedAt: START.toISOString(),
        source: {
          template: 'targets',
          period: { id: '2021', label: { vi: 'Năm 2021', en: 'Period 2021' } },
          at: { section: 'targets', row: 'ct1', column: 'actual' },
          label: { vi: `Tỷ lệ văn bản ký số (việc số ${task})`, en: `Documents signed (task ${task})` },
          words: 'Năm 2021: thực hiện 92; kế hoạch “từ 95% trở lên”',
        },
        place: {
          template: 'tasks',
          period: { id: '2022-q1', label: { vi: 'Kỳ 2022-q1', en: 'Period 2022-q1' } },
        },
        told: null,
        figure: {
          unit: 'x1',
          period: { id: '2021', label: { vi: 'Năm 2021', en: 'Period 2021' } },
          isShort: true,
          words: 'Năm 2021: thực hiện 92; kế hoạch “từ 95% trở lên”',
        },
      },
    ],
  });
});

test('it is overdue by working days: 30 April and 1 May 2022 fell on a weekend and are made up for on the Monday and Tuesday', async () => {
  await send(place, TARGETS, results('92'));
  await openOnly(place, ['2022-q1']);
  await openFrom(TARGETS, 'targets', 'ct1', '2022-04-29');
  on('2022-05-05');
  expect(await only()).toMatchObject({ state: 'overdue', daysLate: 2 });
  expect(await only('?asOf=2022-05-03')).toMatchObject({ state: 'overdue', daysLate: 0 });
  expect(await only('?asOf=2022-04-29')).toMatchObject({ state: 'open', daysLate: 0 });
});

test('told done it is closed only once the evidence is sent: the rule refuses done without it', async () => {
  await send(place, TARGETS, results('92'));
  await openOnly(place, ['2022-q1']);
  const { row } = await openFrom(TARGETS, 'targets', 'ct1');
  on('2022-04-25');
  const { evidence: _, ...bare } = DONE;
  await expect(send(place, Q1, told({ [row]: bare }))).rejects.toThrow('VG1.MINHCHUNG');
  await send(place, Q1, told({ [row]: DONE }));
  expect(await only()).toMatchObject({ state: 'done', told: { period: '2022-q1', ...DONE } });
});

test('the same day gets the same answer tomorrow, whatever was sent, returned and opened meanwhile', async () => {
  await send(place, TARGETS, results('92', '1'));
  await openOnly(place, ['2022-q1', '2022', '2021']);
  const { row } = await openFrom(TARGETS, 'targets', 'ct1');
  on('2022-04-25');
  const before = (await list('?asOf=2022-04-20')).text;
  await openFrom(TARGETS, 'targets', 'ct2');
  const asTold = told({ [row]: DONE });
  await openOnly(place, ['2022-q1', '2022']);
  const at = (await only())?.place.period.id ?? '';
  await openOnly(place, [at, '2022']);
  const opened = (await list()).body.items.map(({ task }) => `opened.${task}`);
  await send(
    place,
    { ...Q1, period: at },
    { ...asTold, opened: Object.fromEntries(opened.map((key) => [key, DONE])) },
  );
  expect((await list('?asOf=2022-04-20')).text).toBe(before);
  const closed = (await list('?asOf=2022-04-25')).text;
  expect((await list()).body.items.map(({ state }) => state)).toEqual(['done', 'done']);
  on('2022-04-26');
  const remarks = [{ at: { section: 'opened', row, column: 'evidence' }, text: 'chưa rõ' }];
  const decision = { action: 'return', revision: 1, remarks };
  const path = `/api/reports/x1/tasks/${at}/decisions`;
  expect((await app.post(path, decision, { as: place.as('reviewer'), key: newKey() })).status).toBe(200);
  expect((await list('?asOf=2022-04-25')).text).toBe(closed);
  expect((await list()).body.items.map(({ state }) => state)).toEqual(['open', 'open']);
});

test('a target met the next year recovers the task; missed again it is not', async () => {
  await send(place, TARGETS, results('92', '1'));
  await openOnly(place, ['2022-q1', '2022']);
  await openFrom(TARGETS, 'targets', 'ct1');
  await openFrom(TARGETS, 'targets', 'ct2');
  on('2023-01-05');
  await send(place, { ...TARGETS, period: '2022' }, results('97', '1'));
  const { items } = (await list()).body;
  expect(items.map(({ state }) => state)).toEqual(['recovered', 'overdue']);
  expect(items[0]).toMatchObject({
    daysLate: 0,
    figure: { isShort: false, words: 'Năm 2022: thực hiện 97; kế hoạch “từ 95% trở lên”' },
  });
  expect(await only('?asOf=2023-01-04')).toMatchObject({ state: 'overdue' });
});

test('a quarter on the way says nothing of a target; of a finding it does: mended there, the task is recovered', async () => {
  await send(place, TARGETS, results('92'));
  await send(place, FOUND, findings('12', '9'));
  await openOnly(place, ['2022-q1']);
  await openFrom(TARGETS, 'targets', 'ct1');
  await openFrom(FOUND, 'annex', 'KP.XONG');
  await send(place, { ...TARGETS, period: '2022-q1' }, results('99'));
  await send(place, { ...FOUND, period: '2022-q1' }, findings('3', '3'));
  expect((await list()).body.items.map(({ state }) => state)).toEqual(['open', 'recovered']);
});

test('nothing owed recovers nothing, and neither does a quarter inside the year that fell short', async () => {
  await send(place, FOUND, findings('12', '9'));
  await openOnly(place, ['2022-q1', '2021-q4']);
  await openFrom(FOUND, 'annex', 'KP.XONG');
  await send(place, { ...FOUND, period: '2022-q1' }, findings('0', '0'));
  await send(place, { ...FOUND, period: '2021-q4' }, findings('1', '1'));
  expect((await list()).body.items.map(({ state, figure }) => [state, figure?.period.id])).toEqual([
    ['open', '2021'],
  ]);
});

test('done with evidence and missed again in a later period it is shown as reopened, its evidence beside', async () => {
  await send(place, TARGETS, results('92'));
  await openOnly(place, ['2022-q1', '2022']);
  const { row } = await openFrom(TARGETS, 'targets', 'ct1');
  on('2022-04-25');
  await send(place, Q1, told({ [row]: DONE }));
  on('2023-01-05');
  await send(place, { ...TARGETS, period: '2022' }, results('90'));
  expect(await only()).toMatchObject({ state: 'reopened', told: DONE, figure: { isShort: true } });
  expect(await only('?asOf=2022-12-31')).toMatchObject({ state: 'done' });
});

/** From that day on the heirs have what the old offices were, by shares nobody published. */
const passOn = (day: string, heirs: readonly (readonly [old: string, heir: string])[]) =>
  app.db.system`INSERT INTO succession ${app.db.system(
    heirs.map(([old_id, new_id]) => ({ province_id: place.id, old_id, new_id, day })),
  )}`;

test('the figures of an office that took all of another speak for its task from the merger on', async () => {
  await send(place, TARGETS, results('92'));
  await openOnly(place, ['2022-q1', '2022']);
  await openFrom(TARGETS, 'targets', 'ct1');
  on('2023-01-05');
  await send(place, { ...TARGETS, unit: 'x2', period: '2022' }, results('97'));
  expect(await only()).toMatchObject({ state: 'overdue', figure: { unit: 'x1' } });
  await passOn('2023-01-01', [['x1', 'x2']]);
  expect(await only()).toMatchObject({ state: 'overdue', figure: { unit: 'x1' } });
  await app.db.system`UPDATE succession SET day = '2022-07-01' WHERE province_id = ${place.id}`;
  expect(await only()).toMatchObject({ state: 'recovered', figure: { unit: 'x2', isShort: false } });
  expect(await only('?asOf=2023-01-04')).toMatchObject({ state: 'overdue', figure: { unit: 'x1' } });
});

test('renamed and then merged it is followed all the way; split it is followed by nobody', async () => {
  await send(place, TARGETS, results('92'));
  await openOnly(place, ['2022-q1', '2022']);
  await openFrom(TARGETS, 'targets', 'ct1');
  on('2023-01-05');
  await send(place, { ...TARGETS, unit: 'x2', period: '2022' }, results('97'));
  await passOn('2022-03-01', [['x1', 'd2']]);
  await passOn('2022-07-01', [['d2', 'x2']]);
  expect(await only()).toMatchObject({ state: 'recovered', figure: { unit: 'x2' } });
  await passOn('2022-03-01', [['x1', 'x2']]);
  expect(await only()).toMatchObject({ state: 'overdue', figure: { unit: 'x1' } });
});

test('a reviewer of a district sees its tasks, a clerk the own office’s, nobody a neighbour’s', async () => {
  for (const unit of ['x1', 'd2']) await send(place, { ...TARGETS, unit }, results('92'));
  await openOnly(place, ['2022-q1']);
  await openFrom(TARGETS, 'targets', 'ct1');
  await openFrom({ ...TARGETS, unit: 'd2' }, 'targets', 'ct1');
  const units = async (person: string, query = '') =>
    (await list(query, person)).body.items?.map(({ unit }) => unit);
  expect(await units('writer')).toEqual(['x1', 'd2']);
  expect(await units('reviewer.d1')).toEqual(['x1']);
  expect(await units('clerk.d2')).toEqual(['d2']);
  expect(await units('writer', '?scope=d1')).toEqual(['x1']);
  expect((await list('?scope=d2', 'clerk.x1')).status).toBe(404);
});

test('work given today goes into a report of this year, though one of last year is open too; only where there is no other into that', async () => {
  await send(place, TARGETS, results('92', '1'));
  await openOnly(place, ['2021-q4', '2022-q1', '2022-q2', '2022']);
  expect((await openFrom(TARGETS, 'targets', 'ct1')).period.id).toBe('2022-q1');
  await openOnly(place, ['2021-q4']);
  expect((await openFrom(TARGETS, 'targets', 'ct2')).period.id).toBe('2021-q4');
});
