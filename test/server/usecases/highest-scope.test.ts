/** Who names no scope means the same one wherever they ask: their highest office with all below it that exists on that day. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { ok } from '../../support/reviewing.ts';

let app: TestApp;

/** d0 was abolished before the period began; d1 and d2 stand under p, x1 under d1, x2 under d2. */
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: { d0: 'p', d1: 'p', d2: 'p', x1: 'd1', x2: 'd2' },
    roles: [
      ['clerk.x1', 'clerk', 'x1', false],
      ['was-and-is', 'reviewer', 'd0', true],
      ['was-and-is', 'reviewer', 'd2', true],
      ['clerk-above', 'clerk', 'p', false],
      ['clerk-above', 'reviewer', 'd2', true],
      ['two-districts', 'reviewer', 'd2', true],
      ['two-districts', 'reviewer', 'd1', true],
      ['two-levels', 'reviewer', 'd1', true],
      ['two-levels', 'writer', 'p', true],
      ['office', 'clerk', 'x2', false],
      ['office', 'signer', 'x2', false],
    ],
  });
  await app.db.system`UPDATE unit SET valid_to = '2021-12-31' WHERE id = 'd0'`;
  await app.db.system`UPDATE unit_edge SET valid_to = '2021-12-31' WHERE child_id = 'd0'`;
  const body = tinyPush({ main: { a: { n: '1' } } });
  ok(await app.post('/api/reports/x1/tiny/2022-q1/revisions', body, { as: 'clerk.x1', key: newKey() }));
});
afterAll(() => app.stop());

const SUMS = {
  totals: '/api/totals/tiny/2022-q1',
  'totals on today’s map': '/api/totals/tiny/2022-q1?basis=today',
  'a ranking': '/api/rankings/tiny/2022-q1?cell=main%7Ca%7Cn',
  'a line over time': '/api/series/tiny',
  'a line on today’s map': '/api/series/tiny?basis=today',
  completeness: '/api/completeness/tiny/2022-q1',
};

async function scopeOf(path: string, as: string): Promise<string> {
  const { scope } = ok(await app.get<{ scope: string | { unit: string } }>(path, as));
  return typeof scope === 'string' ? scope : scope.unit;
}

test.each([
  ['was-and-is', 'd2'],
  ['clerk-above', 'd2'],
  ['two-districts', 'd1'],
  ['two-levels', 'p'],
  ['office', 'p'],
])('%s means the sums of %s, whatever is asked', async (as, unit) => {
  const told: Record<string, string> = {};
  // A ranking asks for the right to each office below, which an office has not.
  const asked = Object.entries(SUMS).filter(([name]) => as !== 'office' || name !== 'a ranking');
  for (const [name, path] of asked) told[name] = await scopeOf(path, as);
  expect(told).toEqual(Object.fromEntries(asked.map(([name]) => [name, unit])));
});

test.each([
  ['was-and-is', 'd2'],
  ['clerk-above', 'd2'],
  ['two-districts', 'd1'],
  ['two-levels', 'p'],
  ['office', 'x2'],
])('%s means the reports of %s: without the subtree, those of the own office', async (as, unit) => {
  expect(await scopeOf('/api/evaluation/2022', as)).toBe(unit);
});
