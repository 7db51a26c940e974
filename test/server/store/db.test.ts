/** The pools give the promised types and roles. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, reaching } from '../../../server/store/db.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ statementTimeoutMs: 1000 });
});
afterAll(() => database.drop());

test.each([
  ['app', 'so_tinh_app'],
  ['system', 'so_tinh_system'],
] as const)('the %s pool runs as %s, also after RESET ROLE', async (pool, role) => {
  await database.db[pool].begin(async (sql) => {
    expect(await sql`SELECT current_user AS role`).toEqual([{ role }]);
    await sql`RESET ROLE`;
    expect(await sql`SELECT current_user AS role`).toEqual([{ role }]);
  });
});

test('numbers keep every digit, dates keep their day, instants are Dates', async () => {
  const [row] = await database.db.app`
    SELECT 12345678901234567890.10::numeric AS n, 9007199254740993::int8 AS big, 7::int4 AS small,
           DATE '2022-02-28' AS day, TIMESTAMPTZ '2022-03-01 00:30+07' AS at`;
  expect(row).toEqual({
    n: '12345678901234567890.10',
    big: '9007199254740993',
    small: 7,
    day: '2022-02-28',
    at: new Date('2022-02-28T17:30:00Z'),
  });
});

test('a date parameter keeps its day', async () => {
  const [row] = await database.db.app`SELECT ${'2024-02-29'}::date AS day, ${'2024-02-29'}::date + 1 AS next`;
  expect(row).toEqual({ day: '2024-02-29', next: '2024-03-01' });
});

test('a statement that runs too long is cancelled', async () => {
  await expect(database.db.app`SELECT pg_sleep(30)`).rejects.toMatchObject({ code: '57014' });
});

test('who asks whether the database answers is not kept waiting by one that does not, and asks it once', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const reach = reaching(`postgres://nobody@127.0.0.1:${port}/none`, 100);
  expect([...(await Promise.all([reach(), reach()])), sockets.length]).toEqual([false, false, 1]);
  expect([await reach(), sockets.length]).toEqual([false, 2]);
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('a server whose every connection of the system carries something long is reached all the same', async () => {
  const db = openDatabase(database.url, { systemConnections: 1 });
  await db.system.begin(async (long) => {
    await long`SELECT 1`;
    expect(await reaching(database.url)()).toBe(true);
  });
  await db.close();
});
