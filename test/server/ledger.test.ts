/** The ledger: every transition one entry, each following the one before in its unit's chain, and no entry ever changed. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryHash, insertEvent, PROVINCE_CHAIN } from '../../server/store/audit.ts';
import { connect } from '../../server/store/db.ts';
import { type StoredEntry, selectEntries } from '../../server/store/ledger.ts';
import { enterPerson } from '../../server/store/people.ts';
import { transaction } from '../../server/store/transaction.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../support/app.ts';
import { A5, Bursts, type Push } from '../support/bursts.ts';

let app: TestApp;
let bursts: Bursts;

beforeAll(async () => {
  app = await testApp();
  bursts = new Bursts(app);
});
afterAll(() => app.stop());

const chain = (province: string, name: string): Promise<StoredEntry[]> =>
  selectEntries({ sql: app.db.system }, { province, chain: name, after: 0 }, 1000);

/** Links without a gap, each stating the hash before it and hashed over all it states. */
function expectChained(entries: readonly StoredEntry[]) {
  for (const [place, { hash, ...stated }] of entries.entries()) {
    expect([stated.link, stated.previous]).toEqual([place + 1, entries[place - 1]?.hash ?? null]);
    expect(hash).toBe(entryHash(stated));
  }
}

const REPORTS = ['tiny/2022-q1', 'tiny/2022-h1', 'growing/2022-q1', 'growing/2022-h1'];
const OFFICES = ['u0', 'u1', 'u2'];
const act = fc.record({
  unit: fc.constantFrom(...OFFICES),
  report: fc.constantFrom(...REPORTS),
  what: fc.constantFrom('submit', 'submit', 'submit', 'draft', 'accept', 'return'),
  copies: fc.integer({ min: 1, max: 2 }),
});

describe.each([11, 22, 33])('seed %i', (seed) => {
  test('whoever acts at one moment, every transition leaves one entry and the chains have no gap or fork', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 1, maxLength: 8 }), { maxLength: 3 }),
        async (rounds) => {
          const province = await bursts.newProvince(OFFICES);
          const expected = new Map<string, string[]>();
          for (const round of rounds) {
            const replies = round.flatMap(({ unit, report, what, copies }) => {
              const path = `/api/reports/${unit}/${report}`;
              const key = newKey();
              return Array.from({ length: copies }, async () => {
                const reply = await tell(province, { unit, path, key, what });
                return { unit, what, reply };
              });
            });
            for (const { unit, what, reply } of await Promise.all(replies)) {
              if (reply.status !== 200 || what === 'draft' || reply.replayed) continue;
              expected.set(unit, [...(expected.get(unit) ?? []), what]);
            }
          }
          for (const unit of OFFICES) {
            const entries = await chain(province, unit);
            expectChained(entries);
            expect(entries.map(({ action }) => action).sort()).toEqual(
              [...(expected.get(unit) ?? [])].sort(),
            );
          }
        },
      ),
      { numRuns: 4, seed, endOnFailure: true },
    );
  }, 60_000);
});

async function tell(
  province: string,
  { unit, path, key, what }: { unit: string; path: string; key: string; what: string },
) {
  const [report] = await app.db.system<{ revision: number; submitted: number | null }[]>`
    SELECT revision, submitted_revision AS submitted FROM report WHERE province_id = ${province} AND unit_id = ${unit}
      AND template_id || '/' || period_id = ${path.split('/').slice(4).join('/')}`;
  const decides = what === 'accept' || what === 'return';
  const remarks = [{ at: { section: 'main', row: '*', column: '*' }, text: 'xem lại' }];
  const body = decides
    ? { action: what, revision: report?.submitted ?? 1, ...(what === 'return' ? { remarks } : {}) }
    : tinyPush(A5, report?.revision, { mode: what === 'draft' ? 'draft' : 'submit' });
  const reply = await app.post(`${path}/${decides ? 'decisions' : 'revisions'}`, body, {
    as: app.token(decides ? 'reviewer' : `clerk.${unit}`, province),
    key,
  });
  return { status: reply.status, replayed: reply.headers.get('idempotency-replayed') === 'true' };
}

test('offices that each send two reports at one moment have both in their chain, and nobody is turned away', async () => {
  const province = await bursts.metProvince();
  const units = Array.from({ length: 10 }, (_, i) => `u${i}`);
  const pushes = units.flatMap((unit): Push[] =>
    ['2022-q1', '2022-h1'].map((period) => ({
      unit,
      body: tinyPush(A5),
      path: `/api/reports/${unit}/tiny/${period}/revisions`,
    })),
  );
  const replies = await bursts.burst(province, pushes);
  expect(replies.map(({ status }) => status)).toEqual(pushes.map(() => 200));
  for (const unit of units) {
    const entries = await chain(province, unit);
    expectChained(entries);
    const told = replies.flatMap(({ body: { receipt } }) => (receipt?.unit === unit ? [receipt.hash] : []));
    expect(entries.map(({ hash }) => hash).sort()).toEqual(told.sort());
  }
});

test('a chain somebody else holds keeps no other unit waiting', async () => {
  const province = await bursts.metProvince();
  const sent = await bursts.whileHeld(
    `SELECT pg_advisory_xact_lock(hashtextextended('so_tinh.chain/${province}/u1', 0))`,
    async () => {
      const held = bursts.send(province, { unit: 'u1', body: tinyPush(A5) });
      const draft = await bursts.send(province, {
        unit: 'u1',
        body: tinyPush(A5, 0, { mode: 'draft' }),
        path: '/api/reports/u1/tiny/2022-h1/revisions',
      });
      const others = await bursts.burst(
        province,
        ['u2', 'u3', 'u4'].map((unit) => ({ unit, body: tinyPush(A5) })),
      );
      expect([draft, ...others].map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(await chain(province, 'u1')).toEqual([]);
      return { held };
    },
  );
  expect((await sent.held).status).toBe(200);
  expect(await chain(province, 'u1')).toHaveLength(1);
});

test('what concerns no report stands in the province’s own chain, in the name of who did it, however many at once', async () => {
  const province = await bursts.newProvince(['u0']);
  await app.get('/api/me', app.token('reviewer', province));
  const account = { iss: app.issuer.url, sub: `sub-${province}-reviewer` };
  const event = (name: string, person = 'reviewer') =>
    transaction(app.db.app, 'write', { random: () => 0, pause: async () => undefined }, async (flights) => {
      await flights.send(enterPerson(flights, account));
      await insertEvent(flights, {
        province,
        at: app.now,
        person: { id: person, name: 'Người reviewer' },
        action: 'period_moved',
        subject: `period/${name}`,
        details: { why: 'hết hạn' },
      });
    });
  const names = ['a', 'b', 'c', 'd', 'e'];
  await Promise.all(names.map((name) => event(name)));
  const entries = await chain(province, PROVINCE_CHAIN);
  expectChained(entries);
  expect(entries.map(({ subject }) => subject).sort()).toEqual(names.map((name) => `period/${name}`));
  await expect(event('f', 'clerk.u0')).rejects.toMatchObject({ code: '42501' });
});

test('not even the owner of the database can change or remove an entry by accident', async () => {
  const owner = connect(app.adminUrl, { max: 1 });
  try {
    for (const statement of [
      'UPDATE audit_entry SET late = NOT late',
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ])
      await expect(owner.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' });
  } finally {
    await owner.end();
  }
});
