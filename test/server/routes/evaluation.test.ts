/** Figures an evaluation needs, per office and title, as of a day; the ceiling is checked, and nobody is rated. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CeilingChecks, EvaluationInputs, TaskStanding } from '../../../shared/wire-evaluation.ts';
import { START, type TestApp, testApp } from '../../support/app.ts';
import {
  findings,
  makeShortfallProvince,
  OWN_TASK,
  openOnly,
  openTask,
  type Place,
  results,
  send,
  told,
} from '../../support/shortfall-province.ts';

let app: TestApp;
let place: Place;

const LED = { ownerKind: 'person', ownerTitle: 'Bí thư', start: '2022-01-05' };
const task = (name: string, more: object) => ({ ...OWN_TASK, task: name, ...more });

beforeAll(async () => {
  app = await testApp();
  app.now = START;
  place = await makeShortfallProvince(app);
  await send(place, { unit: 'x1', template: 'targets', period: '2021' }, results('92'));
  await openOnly(place, ['2022-q1', '2022-q2', '2022']);
  const reply = await openTask(place, { deadline: '2022-04-29' });
  expect(reply.status, reply.text).toBe(200);
  const x1 = {
    a: task('Đúng hạn', {
      ...LED,
      deadline: '2022-03-31',
      progress: 'done',
      completed: '2022-03-15',
      evidence: 'BC 1',
      exceeded: 'yes',
    }),
    b: task('Muộn', {
      ...LED,
      ownerTitle: 'BÍ THƯ',
      deadline: '2022-03-01',
      progress: 'done',
      completed: '2022-03-15',
      evidence: 'BC 2',
    }),
    c: task('Quá hạn', { deadline: '2022-03-25' }),
    d: task('Đã hủy', { workflow: 'cancelled', deadline: '2022-01-31' }),
  };
  await send(
    place,
    { unit: 'x1', template: 'tasks', period: '2022-q1' },
    told({ [reply.body.row]: { progress: 'inProgress' } }, x1),
  );
  await send(
    place,
    { unit: 'x2', template: 'tasks', period: '2022-q1' },
    told({}, { a: task('Chưa đến hạn', { ownerUnit: 'Đơn vị x2' }) }),
  );
  app.now = new Date('2023-01-10T02:00:00.000Z');
  await send(
    place,
    { unit: 'x1', template: 'targets', period: '2022' },
    results('96', '1', { published: 'exceeded', reason: 'công bố' }),
  );
  await send(place, { unit: 'x1', template: 'inspection', period: '2022-q1' }, findings('2', '1'));
  await send(place, { unit: 'x1', template: 'inspection', period: '2022' }, findings('12', '9'));
});
afterAll(() => app.stop());

const tasks = (query: string, person = 'writer') =>
  app.get<TaskStanding>(`/api/tasks/tasks/2022${query}`, place.as(person));
const inputs = (query: string, person = 'writer') =>
  app.get<EvaluationInputs>(`/api/evaluation/2022${query}`, place.as(person));

test('counts, ladder and “5 rõ” are told per office, and those of the scope are their sum; cancelled tasks are left out', async () => {
  const { body } = await tasks('?asOf=2022-04-01');
  expect(
    body.units.map(({ unit, tasks: t }) => [
      unit,
      t.total,
      t.completedOnTime,
      t.completedLate,
      t.overdue,
      t.inTime,
    ]),
  ).toEqual([
    ['x1', 4, 1, 1, 1, 1],
    ['x2', 1, 0, 0, 0, 1],
  ]);
  expect(body.total).toMatchObject({
    tasks: { total: 5, completionRate: '66.7', behindShare: '66.7', exceeded: 1, noDeadline: 0 },
    ladder: {
      noDeadline: 0,
      notDue: 2,
      dueSoon: 0,
      late: [{ from: 1, to: 5, count: 1 }, { count: 0 }, { count: 0 }, { count: 0 }],
    },
  });
  expect(body.total?.clarity.map(({ label, filled, of }) => [label.vi, filled, of])).toEqual([
    ['Rõ người', 5, 5],
    ['Rõ việc', 5, 5],
    ['Rõ tiến độ', 5, 5],
    ['Rõ hiệu quả', 4, 5],
    // Work given to mend a shortfall has no column for it.
    ['Rõ trách nhiệm', 4, 4],
  ]);
});

test('the same day gets the same answer later; another day another', async () => {
  const [then, now] = [await tasks('?asOf=2022-04-01'), await tasks('')];
  expect(now.body.total?.ladder.late.map(({ count }) => count)).toEqual([0, 0, 0, 3]);
  app.now = new Date('2023-03-01T02:00:00.000Z');
  expect((await tasks('?asOf=2022-04-01')).text).toBe(then.text);
  expect((await tasks('?asOf=2022-03-31')).body.total?.tasks.total).toBe(0);
});

test('the inputs are told per office and title, a title in any spelling once, never by name', async () => {
  const { body } = await inputs('?asOf=2023-01-10');
  const [x1] = body.units;
  expect(x1).toMatchObject({
    unit: 'x1',
    tasks: { total: 4, exceeded: 1 },
    targets: {
      of: 2,
      computed: { exceeded: 0, met: 1, missed: 1 },
      published: { exceeded: 1, met: 0, missed: 0 },
    },
    shortcomings: { toMend: '12', mended: '9' },
  });
  expect(
    x1?.titles.map(({ title, office, tasks: t }) => [
      title,
      office,
      t.total,
      t.completedOnTime,
      t.completedLate,
    ]),
  ).toEqual([
    ['Bí thư', 'Đơn vị x1', 2, 1, 1],
    ['Chánh Văn phòng', 'Đơn vị x1', 1, 0, 0],
  ]);
  expect(body.total).toMatchObject({ tasks: { total: 5 }, shortcomings: { toMend: '12', mended: '9' } });
});

test('a clerk is told of the own office, a district of its own, nobody of a neighbour', async () => {
  const units = async (person: string, query = '') =>
    (await inputs(query, person)).body.units?.map(({ unit }) => unit);
  expect(await units('clerk.x2')).toEqual(['x2']);
  expect(await units('reviewer.d1')).toEqual(['x1', 'x2']);
  expect(await units('writer', '?cursor=x1')).toEqual(['x2']);
  expect(await units('writer', '?scope=d2')).toEqual([]);
  expect((await inputs('?scope=x1', 'clerk.x2')).status).toBe(404);
  expect((await tasks('?scope=x1', 'clerk.x2')).status).toBe(404);
});

test('the scope is told in all on the first page; a later page holds its own offices and reads no others', async () => {
  const first = [await tasks('?asOf=2022-04-01'), await inputs('')];
  for (const { body } of first) expect(body.total?.tasks.total).toBe(5);
  const later = [await tasks('?asOf=2022-04-01&cursor=x1'), await inputs('?cursor=x1')];
  for (const [index, { body }] of later.entries()) {
    expect(body.total).toBeNull();
    expect(body.units).toEqual(first[index]?.body.units.slice(1));
  }
});

test('a task told again in later reports of the year counts once, as the last one has it; another batch is another task', async () => {
  const other = await makeShortfallProvince(app);
  await openOnly(other, ['2022-q1', '2022-q2', '2022']);
  const at = (period: string) => ({ unit: 'x1', template: 'tasks', period });
  const done = { progress: 'done', completed: '2022-06-15', evidence: 'BC 3' };
  await send(other, at('2022-q1'), told({}));
  await send(other, at('2022-q2'), told({}, { r0009: task('số  hóa hồ sơ MỘT CỬA', done) }));
  const counts = async () => {
    const figures = (await app.get<TaskStanding>('/api/tasks/tasks/2022?scope=x1', other.as('writer'))).body;
    const { body } = await app.get<EvaluationInputs>('/api/evaluation/2022?scope=x1', other.as('writer'));
    expect(body.total?.tasks).toEqual(figures.total?.tasks);
    return [body.total?.tasks.total, body.total?.tasks.completedOnTime];
  };
  expect(await counts()).toEqual([1, 1]);
  await send(other, at('2022'), told({}, { r0001: { ...OWN_TASK, batch: 'Đợt 2' } }));
  expect(await counts()).toEqual([2, 1]);
});

const CLASS = /xuất sắc|hoàn thành tốt|không hoàn thành|"(rating|class|grade|xepLoai)"/i;

test('no answer and no export holds a class it computed', async () => {
  const answers = [
    await inputs(''),
    await tasks(''),
    await app.get('/api/opened-tasks', place.as('writer')),
    await app.get('/api/totals/tasks/2022-q1', place.as('writer')),
    await app.get('/api/exports/totals/tasks/2022-q1.csv', place.as('writer')),
  ];
  for (const { text } of answers) expect(text).not.toMatch(CLASS);
});

test('the ceiling is answered per agency and group of the ratings given, with its source; nothing is stored', async () => {
  const of = (rating: string, group = 'Trưởng phòng') => ({
    agency: 'Sở Nội vụ',
    group,
    title: 'Trưởng phòng',
    rating,
  });
  const ratings = [
    of('excellent'),
    of('good'),
    ...Array.from({ length: 5 }, () => of('good', 'Chuyên viên')),
  ];
  const reply = await app.post<CeilingChecks>(
    '/api/evaluation/ceiling',
    { ratings },
    { as: place.as('writer') },
  );
  expect(reply.body).toMatchObject({
    percent: 20,
    checks: [
      { group: null, excellent: 1, good: 6, ceiling: 1, within: true },
      { group: 'Trưởng phòng', excellent: 1, good: 1, ceiling: 0, within: false },
      { group: 'Chuyên viên', excellent: 0, good: 5, ceiling: 1, within: true },
    ],
  });
  expect(reply.body.source.vi).toContain('335/2025/NĐ-CP');
  expect(reply.text).not.toContain('"rating"');
  const wrong = await app.post(
    '/api/evaluation/ceiling',
    { ratings: [of('best')] },
    { as: place.as('writer') },
  );
  expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid_request']);
});
