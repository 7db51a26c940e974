/** Who administers the whole province is who stands at its top today: a merger imported ahead of its day takes no rights before it, and gives none. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { dayBefore } from '../../../shared/days.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

const OLD = '2000-01-01';
let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

/** Of p, d1 above x1 and x2, and d2, only the communes are left from `day` on, under hp. */
async function merged(id: string, day: string): Promise<void> {
  await makeProvince(app.db, () => app.now, { id });
  const last = dayBefore(day);
  const unit = (one: string, validFrom: string, validTo: string | null) => ({
    id: one,
    kind: one.endsWith('p') ? 'tinh' : 'huyen',
    validFrom,
    validTo,
  });
  const edge = (parent: string, child: string, validFrom: string, validTo: string | null) => ({
    tree: 'party' as const,
    parent,
    child,
    validFrom,
    validTo,
  });
  const people = ['administrator', 'administrator.hp'];
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id, name: `Tỉnh ${id}` },
      units: [
        ...['p', 'd1', 'd2'].map((one) => unit(one, OLD, last)),
        ...['x1', 'x2'].map((one) => unit(one, OLD, null)),
        unit('hp', day, null),
      ],
      names: [
        ...['p', 'd1', 'd2', 'x1', 'x2'].map((one) => ({ unit: one, validFrom: OLD, name: `Đơn vị ${one}` })),
        { unit: 'hp', validFrom: day, name: 'Đơn vị hp' },
      ],
      edges: [
        ...['d1', 'd2'].map((one) => edge('p', one, OLD, last)),
        ...['x1', 'x2'].flatMap((one) => [edge('d1', one, OLD, last), edge('hp', one, day, null)]),
      ],
      successions: ['p', 'd2'].map((old) => ({ old, new: 'hp', day, share: null })),
      people: people.map((one) => ({ id: one, name: one, email: `${one}@${id}.gov.vn`, revoked: false })),
      roles: [
        { person: 'administrator', role: 'administrator', unit: 'p', subtree: true },
        { person: 'administrator.hp', role: 'administrator', unit: 'hp', subtree: true },
      ],
    },
    { dryRun: false },
  );
  expect(plan.stored, JSON.stringify(plan.faults)).toBe(true);
}

/** The status of moving the period as each of the two, at a moment. */
async function moving(at: string, state: 'open' | 'closed'): Promise<number[]> {
  app.now = new Date(at);
  const statuses = [];
  for (const person of ['administrator', 'administrator.hp']) {
    const body = { state, reason: 'Theo lịch của tỉnh' };
    const call = { as: app.token(person), key: newKey() };
    statuses.push((await app.post('/api/periods/2022-q1/state', body, call)).status);
  }
  return statuses;
}

test('until the day of the merger in Việt Nam the administrator of the province there is keeps the right, and the next one has none; from then on it is the other way round', async () => {
  await merged('tinh', '2022-07-01');
  expect(await moving('2022-04-01T02:00:00Z', 'closed')).toEqual([200, 403]);
  expect(await moving('2022-06-30T16:59:59Z', 'open')).toEqual([200, 403]);
  expect(await moving('2022-06-30T17:00:00Z', 'closed')).toEqual([403, 200]);
});
