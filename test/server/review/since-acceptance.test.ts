/** What changed since the acceptance is told from where the one who asks left off: each level from what it accepted itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../support/app.ts';
import { CONTENT, codeOf, type Desk, deskOf, ok, remark, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 4);
});
afterAll(() => app.stop());

const withA = (n: string) => ({ ...CONTENT, main: { ...CONTENT.main, a: { n } } });
const back = (revision: number) => ({ action: 'return', revision, remarks: [remark('main', 'a', 'n')] });
const sinceAcceptance = (desk: Desk, as: string) =>
  app.get<{ from: number; to: number; changes: { before: string; after: string }[] }>(
    desk.path('/differences?since=acceptance'),
    as,
  );
async function told(desk: Desk, as: string): Promise<unknown> {
  const { from, to, changes } = ok(await sinceAcceptance(desk, as));
  return [from, to, ...changes.map(({ before, after }) => `${before} → ${after}`)];
}

test('the higher level sees what changed since it accepted, also when the lower has accepted anew', async () => {
  const desk = deskOf(app, 'u0');
  ok(await desk.push(CONTENT, 0));
  for (const as of ['huyen', 'tinh']) ok(await desk.decide(as, { action: 'accept', revision: 1 }));
  ok(await desk.decide('tinh', back(1)));
  ok(await desk.push(withA('50'), 1));
  ok(await desk.decide('huyen', { action: 'accept', revision: 2 }));
  expect(await told(desk, 'tinh')).toEqual([1, 2, '5 → 50']);
  expect(await told(desk, 'huyen')).toEqual([2, 2]);
  expect(await told(desk, 'clerk.u0')).toEqual([1, 2, '5 → 50']);
});

test('a level that never accepted is told from what was accepted last before this submission', async () => {
  const desk = deskOf(app, 'u1');
  ok(await desk.push(CONTENT, 0));
  ok(await desk.decide('huyen', { action: 'accept', revision: 1 }));
  expect(codeOf(await sinceAcceptance(desk, 'tinh'))).toBe('nothing_to_compare');
  ok(await desk.decide('tinh', back(1)));
  ok(await desk.push(withA('50'), 1));
  ok(await desk.decide('huyen', { action: 'accept', revision: 2 }));
  expect(await told(desk, 'tinh')).toEqual([1, 2, '5 → 50']);
});

test('who reviews at two levels is told for the lowest that has not accepted yet', async () => {
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'writer', 'reviewer', 'p', true), ('tinh', 'writer', 'reviewer', 'd1', true)`;
  const desk = deskOf(app, 'u2');
  ok(await desk.push(CONTENT, 0));
  for (const level of ['d1', 'p']) ok(await desk.decide('writer', { action: 'accept', revision: 1, level }));
  ok(await desk.decide('writer', back(1)));
  ok(await desk.push(withA('50'), 1));
  ok(await desk.decide('writer', { action: 'accept', revision: 2, level: 'd1' }));
  expect(await told(desk, 'writer')).toEqual([1, 2, '5 → 50']);
  ok(await desk.decide('writer', { action: 'accept', revision: 2, level: 'p' }));
  expect(await told(desk, 'writer')).toEqual([2, 2]);
});
