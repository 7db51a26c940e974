/** Rights are the roles of now over the tree of then: a role that ended ends at once, a unit that moved keeps its reviewers of then. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportForm, ReportList } from '../../../shared/wire.ts';
import type { FollowUps } from '../../../shared/wire-review.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { Q1 } from '../../support/make.ts';
import { CONTENT, deskOf, ok, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;
const Q3 = { ...Q1, id: '2022-q3', from: '2022-07-01', to: '2022-09-30', due: { default: '2022-10-05' } };
const ACCEPT = { action: 'accept', revision: 1 };

/** u0 moves from district d1 to d2 on 1 July 2022, between two periods; each district has its reviewer. */
beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 2, { periods: [Q1, Q3] });
  await app.db.system.begin(async (sql) => {
    await sql`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
      VALUES ('tinh', 'writer', 'reviewer', 'd2', true)`;
    await sql`UPDATE unit_edge SET valid_to = '2022-06-30' WHERE child_id = 'u0'`;
    await sql`INSERT INTO unit_edge (province_id, tree, parent_id, child_id, valid_from)
      VALUES ('tinh', 'party', 'd2', 'u0', '2022-07-01')`;
    await sql`UPDATE report SET scopes = scopes_of('tinh', 'u0', '2022-09-30') WHERE unit_id = 'u0' AND period_id = '2022-q3'`;
    await sql`DELETE FROM person_role WHERE person_id = 'writer' AND role = 'writer'`;
  });
  app.now = new Date('2022-10-01T02:00:00.000Z');
  for (const unit of ['u0', 'u1']) ok(await deskOf(app, unit).push(CONTENT, 0));
});
afterAll(() => app.stop());

/** What is told of a report to somebody, in the form and in the list. */
async function told(as: string, unit: string, period: string): Promise<(boolean | undefined)[]> {
  const form = await app.get<ReportForm>(`/api/reports/${unit}/tiny/${period}`, as);
  const list = await app.get<ReportList>('/api/reports?limit=200', as);
  const listed = list.body.items.find(
    (head) => head.unit === unit && head.template === 'tiny' && head.period === period,
  );
  return [form.body.head?.mayDecide, listed?.mayDecide];
}

test('a report of before the move is its old district’s to decide, not the new one’s', async () => {
  const desk = deskOf(app, 'u0');
  expect(await told('huyen', 'u0', '2022-q1')).toEqual([true, true]);
  expect(await told('writer', 'u0', '2022-q1')).toEqual([undefined, undefined]);
  expect((await desk.decide('writer', ACCEPT)).status).toBe(404);
  expect((await desk.review('tinh')).levels.map(({ unit }) => unit)).toEqual(['d1', 'p']);
  expect(ok(await desk.decide('huyen', ACCEPT)).level).toBe('d1');
});

test('a report of after it is the new district’s', async () => {
  const path = '/api/reports/u0/tiny/2022-q3';
  const body = { protocol: 1, templateVersion: 1, baseRevision: 0, mode: 'submit', content: CONTENT };
  ok(await app.post(`${path}/revisions`, body, { as: 'clerk.u0', key: newKey() }));
  expect(await told('huyen', 'u0', '2022-q3')).toEqual([undefined, undefined]);
  expect(await told('writer', 'u0', '2022-q3')).toEqual([true, true]);
  expect((await app.post(`${path}/decisions`, ACCEPT, { as: 'huyen', key: newKey() })).status).toBe(404);
  ok(await app.post(`${path}/decisions`, ACCEPT, { as: 'writer', key: newKey() }));
});

test('a role that was taken away is gone with the next request, for the reports of then too', async () => {
  const desk = deskOf(app, 'u1');
  ok(await app.post(desk.path('/follow-ups'), { text: 'xem' }, { as: 'huyen', key: newKey() }));
  expect(await told('huyen', 'u1', '2022-q1')).toEqual([true, true]);
  await app.db.system`UPDATE person_role SET role = 'writer' WHERE person_id = 'huyen'`;
  expect(await told('huyen', 'u1', '2022-q1')).toEqual([false, false]);
  expect((await desk.decide('huyen', ACCEPT)).status).toBe(403);
  expect((await app.get<FollowUps>('/api/follow-ups?state=all', 'huyen')).body.items).toEqual([]);
  expect((await desk.review('tinh')).levels.map(({ unit }) => unit)).toEqual(['p']);
  expect(ok(await desk.decide('tinh', ACCEPT)).level).toBe('p');
});
