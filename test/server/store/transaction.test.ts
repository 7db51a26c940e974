/** Transactions in flights: what is run again, what is not, and that nothing is left half done. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, SYSTEM_ROLE } from '../../../server/store/db.ts';
import { Lanes } from '../../../server/store/lanes.ts';
import { type Flights, transaction } from '../../../server/store/transaction.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
let lanes: Lanes;
let pauses: number[];
const retry = {
  random: () => 0.5,
  pause: async (ms: number) => {
    pauses.push(ms);
  },
};

beforeAll(async () => {
  database = await testDatabase({ appConnections: 2 });
  const parameters = { role: SYSTEM_ROLE };
  lanes = new Lanes(2, (onClose) => connect(database.url, { max: 1, parameters, onClose }));
});
beforeEach(() => {
  pauses = [];
});
afterAll(async () => {
  await lanes.end(1);
  await database.drop();
});

const fail = ({ sql }: Flights, code: string) =>
  sql.unsafe(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`);
const write = ({ sql }: Flights, id: string) =>
  sql`INSERT INTO province (id, name) VALUES (${id}, 'x') RETURNING id`;
const system = <T>(work: (flights: Flights) => Promise<T>, mode: 'read' | 'write' = 'write') =>
  transaction({ reserve: () => lanes.reserve() }, mode, retry, work);
const stored = async (id: string): Promise<number> =>
  (await database.db.system`SELECT 1 FROM province WHERE id = ${id}`).length;

test('the queries of a flight are answered in their order, the last flight with COMMIT behind it', async () => {
  const rows = await system(async (flights) => {
    const [a, b] = await flights.send(flights.sql`SELECT 1 AS n`, write(flights, 'one'));
    const [c] = await flights.commit(flights.sql`SELECT count(*)::int AS n FROM province WHERE id = 'one'`);
    return [a[0]?.n, b[0]?.id, c[0]?.n];
  });
  expect(rows).toEqual([1, 'one', 1]);
  expect(await stored('one')).toBe(1);
});

test('a transaction that ends without a last flight is committed', async () => {
  await system((flights) => flights.send(write(flights, 'plain')));
  expect(await stored('plain')).toBe(1);
});

test.each(['40001', '40P01'])(
  'after %s the whole transaction is run again, later each time',
  async (code) => {
    let runs = 0;
    await system(async (flights) => {
      runs += 1;
      await flights.send(write(flights, `again-${code}`));
      if (runs < 4) await flights.send(fail(flights, code));
      await flights.commit();
    });
    expect(runs).toBe(4);
    expect(pauses).toEqual([18.75, 37.5, 75]);
    expect(await stored(`again-${code}`)).toBe(1);
  },
);

test('after five tries more the error is passed on and nothing is stored', async () => {
  let runs = 0;
  const outcome = system(async (flights) => {
    runs += 1;
    await flights.send(write(flights, 'never'), fail(flights, '40001'));
  });
  await expect(outcome).rejects.toMatchObject({ code: '40001' });
  expect(runs).toBe(6);
  expect(await stored('never')).toBe(0);
});

test('any other error is passed on at once, undone, and the connection serves on', async () => {
  for (let i = 0; i < 5; i++) {
    const outcome = system((flights) =>
      flights.commit(write(flights, 'undone'), fail(flights, '23514'), write(flights, 'after')),
    );
    await expect(outcome).rejects.toMatchObject({ code: '23514' });
    await expect(system(async () => Promise.reject(new Error('of our own')))).rejects.toThrow('of our own');
  }
  expect(pauses).toEqual([]);
  expect([await stored('undone'), await stored('after')]).toEqual([0, 0]);
  expect(await system((flights) => flights.send(flights.sql`SELECT 7 AS n`))).toEqual([[{ n: 7 }]]);
});

test('a connection cut between two flights has the transaction run again on another, stored once', async () => {
  const admin = connect(database.adminUrl, { max: 1 });
  let runs = 0;
  const [rows] = await transaction(database.db.app, 'write', retry, async (flights) => {
    runs += 1;
    const [[backend]] = await flights.send(flights.sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`);
    if (runs === 1) await admin`SELECT pg_terminate_backend(${backend?.pid ?? 0}, 5000)`;
    return flights.commit(
      flights.sql`SELECT txid_current_if_assigned() AS id, now() = statement_timestamp() AS alone`,
    );
  });
  await admin.end();
  expect(runs).toBe(2);
  expect(rows).toHaveLength(1);
});

test('a reading transaction sees one moment and cannot write', async () => {
  await system(async (flights) => {
    await flights.send(flights.sql`SELECT 1`);
    await database.db.system`INSERT INTO province (id, name) VALUES ('later', 'x')`;
    const [rows] = await flights.send(flights.sql`SELECT 1 FROM province WHERE id = 'later'`);
    expect(rows).toHaveLength(0);
  }, 'read');
  await expect(system((flights) => flights.send(write(flights, 'no')), 'read')).rejects.toMatchObject({
    code: '25006',
  });
});
