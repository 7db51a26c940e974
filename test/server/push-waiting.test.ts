/** Pushes that wait for a lock, for each other or for their turn keep nobody else waiting. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TemplateShelf } from '../../server/store/templates.ts';
import type { Identity, UsecaseDeps } from '../../server/usecases/enter.ts';
import { RuleShelf } from '../../server/usecases/forms/rule-shelf.ts';
import { PushQueue } from '../../server/usecases/push/push-queue.ts';
import { TerritoryShelf } from '../../server/usecases/totals/territory-shelf.ts';
import { PushRequest } from '../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../support/app.ts';
import { A5, Bursts, saidBy, UNITS } from '../support/bursts.ts';

let app: TestApp;
let bursts: Bursts;

beforeAll(async () => {
  app = await testApp();
  bursts = new Bursts(app);
});
afterAll(() => app.stop());

test('reports somebody else holds do not keep the others waiting, nor turn their company back', async () => {
  const province = await bursts.metProvince();
  // More than there are connections (support/database.ts): they may not take them all.
  const taken = ['u0', 'u1', 'u2', 'u3', 'u8', 'u9'];
  const before = await bursts.transactions(province);
  const sent = await bursts.whileHeld(
    `SELECT 1 FROM report WHERE province_id = '${province}' AND unit_id = ANY ('{${taken}}') FOR UPDATE`,
    async () => {
      const all = UNITS.map((unit) => bursts.send(province, { unit, body: tinyPush(A5) }));
      const others = await Promise.all(all.filter((_, i) => !taken.includes(UNITS[i] ?? '')));
      expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
      expect((await bursts.transactions(province)) - before).toBeLessThan(others.length);
      for (const unit of taken) expect(await bursts.storedUnits(province)).not.toContain(unit);
      expect((await app.get('/api/me', app.token('clerk.u5', province))).status).toBe(200);
      return { all };
    },
  );
  const all = await Promise.all(sent.all);
  expect(all.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
});

test('a clerk who sends a held report again and again takes nobody’s place', async () => {
  const province = await bursts.metProvince();
  const sent = await bursts.whileHeld(
    `SELECT 1 FROM report WHERE province_id = '${province}' AND unit_id = 'u0' FOR UPDATE`,
    async () => {
      const same = Array.from({ length: 12 }, () =>
        bursts.send(province, { unit: 'u0', body: tinyPush(A5) }),
      );
      const other = await bursts.send(province, { unit: 'u1', body: tinyPush(A5) });
      const me = await app.get('/api/me', app.token('clerk.u2', province));
      expect([other.status, me.status]).toEqual([200, 200]);
      expect(await bursts.storedUnits(province)).toEqual(['p', 'u1']);
      return { same };
    },
  );
  const same = await Promise.all(sent.same);
  expect(same.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a key somebody else is just storing keeps its company only for a moment, and fails nobody', async () => {
  const province = await bursts.metProvince();
  const key = newKey();
  const sent = await bursts.whileHeld(
    `INSERT INTO push_key (province_id, unit_id, key, report_id, fingerprint, status, reply, at)
     SELECT province_id, unit_id, '${key}', id, 'x', 200, '{}', now() FROM report
     WHERE province_id = '${province}' AND unit_id = 'u5' AND template_id = 'growing' AND period_id = '2022-q1'`,
    async () => {
      const all = UNITS.map((unit) =>
        bursts.send(province, { unit, body: tinyPush(A5), ...(unit === 'u5' ? { key } : {}) }),
      );
      const others = await Promise.all(all.filter((_, i) => UNITS[i] !== 'u5'));
      expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
      return { all };
    },
  );
  const [late] = await Promise.all(sent.all.filter((_, i) => UNITS[i] === 'u5'));
  expect(late && saidBy(late).code).toBe('idempotency_key_reused');
});

test('a large report travels with nobody', async () => {
  const province = await bursts.metProvince();
  const jobs = Object.fromEntries(
    Array.from({ length: 400 }, (_, n) => [`j${n}`, { what: `việc ${n} ${'dài '.repeat(250).trim()}` }]),
  );
  const replies = await bursts.burst(
    province,
    UNITS.map((unit, i) => ({ unit, body: tinyPush(i % 5 === 4 ? { ...A5, jobs } : A5) })),
  );
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
  const companies = await app.db.system<{ large: boolean; pushes: number }[]>`
    SELECT bool_or(content -> 'jobs' IS NOT NULL) AS large, count(*)::int AS pushes
    FROM revision WHERE province_id = ${province} GROUP BY xmin::text`;
  expect(companies.filter(({ large }) => large)).toEqual([
    { large: true, pushes: 1 },
    { large: true, pushes: 1 },
  ]);
  expect(Math.max(...companies.map(({ pushes }) => pushes))).toBeGreaterThan(1);
});

/** What a use-case works with, beside the application. */
const depsOf = (): UsecaseDeps => ({
  db: app.db,
  clock: () => app.now,
  shelf: new TemplateShelf(),
  rules: new RuleShelf(),
  territories: new TerritoryShelf(),
  monotonic: () => 0,
  writes: { count: 0 },
  retry: { random: () => 0, pause: () => Promise.resolve() },
});

const identityOf = (province: string, person: string): Identity => ({
  iss: app.issuer.url,
  sub: `sub-${province}-${person}`,
  email: `${person}@${province}.gov.vn`,
  authoritative: true,
});

test('when too much waits already, a further push is told when to come back', async () => {
  const province = await bursts.metProvince();
  const { db, clock, shelf, ...rest } = depsOf();
  const queue = new PushQueue({ db, clock, shelf, ...rest }, { pushes: 2, characters: 1_000_000 });
  const call = (unit: string) => ({
    identity: identityOf(province, `clerk.${unit}`),
    at: { unit, template: 'tiny', period: '2022-q1' },
    key: newKey(),
    request: PushRequest.parse(tinyPush(A5)),
    fingerprint: unit,
    sent: JSON.stringify(A5),
    contentHash: unit,
  });
  // Two leave at once, two wait, the rest is turned away.
  const ends = await Promise.allSettled(UNITS.slice(0, 6).map((unit) => queue.store(call(unit))));
  expect(ends.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), 'rejected', 'rejected']);
  const refused = ends.filter((end) => end.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'too_many_requests' });
  expect(await bursts.storedUnits(province)).toEqual(['p', ...UNITS.slice(0, 4)]);
});
