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

/** The status of closing the period as each of the two. */
async function closing(id: string): Promise<number[]> {
  const statuses = [];
  for (const person of ['administrator', 'administrator.hp']) {
    const as = app.token(person, id);
    const body = { state: 'closed', reason: 'Hết hạn' };
    statuses.push((await app.post('/api/periods/2022-q1/state', body, { as, key: newKey() })).status);
  }
  return statuses;
}

test('until the day of the merger the administrator of the province there is keeps the right, and the next one has none', async () => {
  await merged('sap-toi', '2190-07-01');
  expect(await closing('sap-toi')).toEqual([200, 403]);
});

test('from the day of the merger the administrator of the new province has it, and the former one no more', async () => {
  await merged('da-qua', '2022-07-01');
  expect(await closing('da-qua')).toEqual([403, 200]);
});
