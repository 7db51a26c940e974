/** A transaction never continues on another connection than its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../server/store/db.ts';
import type { Lease } from '../../../server/store/sql.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ appConnections: 2 });
  const owner = connect(database.url, { max: 1 });
  await owner`CREATE TABLE note (n int)`;
  await owner`GRANT ALL ON note TO so_tinh_app`;
  await owner.end();
});
afterAll(() => database.drop());

async function terminate(pid: number): Promise<void> {
  const admin = connect(database.adminUrl, { max: 1 });
  await admin`SELECT pg_terminate_backend(${pid}, 5000)`;
  await admin.end();
}

const backendOf = async (sql: Lease): Promise<number> => {
  const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  return row?.pid ?? 0;
};

/** Resolves when the driver has noticed that the connection is gone. */
async function closed(lease: Lease): Promise<void> {
  for (;;) {
    const code = await lease`SELECT 1`.then(
      () => '',
      (error: Error & { code?: string }) => error.code ?? '',
    );
    if (code === 'CONNECTION_CLOSED') return;
  }
}

test('statements after a lost connection are refused, not run outside their transaction', async () => {
  const lease = await database.db.app.reserve();
  await lease`BEGIN`;
  await lease`INSERT INTO note VALUES (1)`;
  await terminate(await backendOf(lease));
  await expect(lease`INSERT INTO note VALUES (2)`).rejects.toThrow();
  await expect(lease`COMMIT`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  await expect(lease.unsafe('INSERT INTO note VALUES (3)')).rejects.toMatchObject({
    code: 'CONNECTION_CLOSED',
  });
  lease.release();
  expect(await database.db.app`SELECT n FROM note`).toEqual([]);
});

test('a flight cut in the middle stores nothing of itself', async () => {
  for (let round = 0; round < 20; round++) {
    const lease = await database.db.app.reserve();
    const pid = await backendOf(lease);
    const flight = Promise.all([
      lease`BEGIN`,
      ...[1, 2, 3, 4, 5].map((n) => lease`INSERT INTO note VALUES (${n + round * 10})`),
      lease`SELECT pg_sleep(5)`,
      lease`COMMIT`,
    ]);
    const cut = expect(flight).rejects.toThrow();
    await terminate(pid);
    await cut;
    await closed(lease);
    lease.release();
  }
  expect(await database.db.app`SELECT n FROM note`).toEqual([]);
});

test('a lane is usable again after its connection was lost, and waiting transactions get it', async () => {
  const first = await database.db.app.reserve();
  const second = await database.db.app.reserve();
  const waiting = database.db.app.reserve();
  await terminate(await backendOf(first));
  await expect(first`SELECT 1`).rejects.toThrow();
  first.release();
  first.release();
  const third = await waiting;
  expect(await third`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  third.release();
  second.release();
  await expect(second`SELECT 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
});
