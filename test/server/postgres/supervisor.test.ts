/** The embedded PostgreSQL: durable, private, one supervisor, back by itself. */
import { spawn } from 'node:child_process';
import { chmod, chown, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { chooseAccount } from '../../../server/postgres/account.ts';
import { isAlive, waitGone } from '../../../server/postgres/processes.ts';
import { startPostgres } from '../../../server/postgres/supervisor.ts';
import { connect } from '../../../server/store/db.ts';
import { runScript } from '../../support/child.ts';
import { ask, askUntilAnswered, CHILD, orphanIn, test } from '../../support/supervised-place.ts';

const isRoot = process.getuid?.() === 0;

test('what was written is there after a clean stop and a new start', async ({ place, start }) => {
  const dir = await place();
  const first = await start(dir);
  await ask(first.url(), 'CREATE TABLE kept (n int)');
  await ask(first.url(), 'INSERT INTO kept VALUES (7)');
  const pid = first.pid ?? 0;
  await first.stop();
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  expect(await readdir(join(dir, 'postgres', 'cluster'))).not.toContain('postmaster.pid');
  const second = await start(dir);
  expect(await ask(second.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

test('it listens on a private socket only, with passwords nobody else can read', async ({ place, start }) => {
  const dir = await place();
  const postgres = await start(dir);
  const settings = await ask<{ name: string; setting: string }>(
    postgres.superuserUrl(),
    `SELECT name, setting FROM pg_settings
     WHERE name IN ('listen_addresses', 'password_encryption', 'data_checksums', 'fsync') ORDER BY name`,
  );
  expect(settings.map(({ setting }) => setting)).toEqual(['on', 'on', '', 'scram-sha-256']);
  const home = join(dir, 'postgres');
  for (const [path, mode] of [
    [home, 0o700],
    [join(home, 'cluster'), 0o700],
    [join(home, 'socket'), 0o700],
    [join(home, 'passwords.json'), 0o600],
    [join(home, 'postgres.log'), 0o600],
  ] as const) {
    const found = await stat(path);
    expect([path, (found.mode & 0o777).toString(8)]).toEqual([path, mode.toString(8)]);
    if (isRoot) expect(found.uid).not.toBe(0);
  }
  const wrong = new URL(postgres.url());
  wrong.password = 'password';
  await expect(ask(wrong.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect(await ask(postgres.url(), 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
    { rolsuper: false },
  ]);
});

test('its log never quotes a statement, a value or a password', async ({ place, start }) => {
  const dir = await place();
  const postgres = await start(dir);
  await ask(postgres.url(), 'CREATE TABLE t (v text PRIMARY KEY)');
  await ask(postgres.url(), "INSERT INTO t VALUES ('sentinel-cell')");
  await expect(ask(postgres.url(), "INSERT INTO t VALUES ('sentinel-cell')")).rejects.toThrow();
  await expect(ask(postgres.url(), "SELECT 'sentinel-literal' FROM missing_table")).rejects.toThrow();
  const log = await readFile(join(dir, 'postgres', 'postgres.log'), 'utf8');
  expect(log).toContain('ERROR');
  expect(log).not.toContain('sentinel');
  expect(log).not.toContain(new URL(postgres.url()).password);
});

test('a second supervisor on the same directory is refused with exit 3 and the first one’s pid', async ({
  place,
  start,
}) => {
  const dir = await place();
  await start(dir);
  const second = runScript(CHILD, [dir]);
  expect(await second.ended).toBe(3);
  expect(second.errors()).toContain(`tiến trình ${process.pid} `);
  expect(second.errors()).toContain(`process ${process.pid}.`);
});

test('of two supervisors starting at once in an empty directory exactly one runs', async ({ place }) => {
  const dir = await place();
  const both = [runScript(CHILD, [dir]), runScript(CHILD, [dir])];
  const ends = await Promise.all(
    both.map((child) =>
      Promise.race([child.line((line) => line.includes('"ready"')).then(() => 'ready'), child.ended]),
    ),
  );
  expect([...ends].sort()).toEqual([3, 'ready']);
  for (const child of both) child.kill('SIGTERM');
  await Promise.all(both.map((child) => child.ended));
});

test.for(['postmaster', 'a backend'])(
  'a killed database (%s) comes back by itself with its data',
  async (victim, { place, start }) => {
    const dir = await place();
    const postgres = await start(dir);
    await ask(postgres.url(), 'CREATE TABLE kept (n int)');
    await ask(postgres.url(), 'INSERT INTO kept VALUES (7)');
    const before = postgres.pid ?? 0;
    if (victim === 'postmaster') {
      process.kill(before, 'SIGKILL');
    } else {
      const sql = connect(postgres.url(), { max: 1 });
      const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      process.kill(row?.pid ?? 0, 'SIGKILL');
      await sql.end({ timeout: 0 });
    }
    expect(await askUntilAnswered(postgres.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    if (victim === 'postmaster') expect(postgres.pid).not.toBe(before);
    const second = runScript(CHILD, [dir]);
    expect(await second.ended).toBe(3);
  },
);

test('when the supervisor is killed its database goes too, and the next start finds everything', async ({
  place,
  start,
}) => {
  const dir = await place();
  const first = runScript(CHILD, [dir]);
  const ready = JSON.parse(await first.line((line) => line.includes('"ready"'))) as {
    pid: number;
    url: string;
  };
  await ask(ready.url, 'CREATE TABLE kept (n int)');
  await ask(ready.url, 'INSERT INTO kept VALUES (7)');
  first.kill('SIGKILL');
  await first.ended;
  const second = await start(dir);
  expect(isAlive(ready.pid)).toBe(false);
  expect(await ask(second.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

test('an orphan of the same directory is proved, stopped and replaced', async ({ place, start }) => {
  const dir = await place();
  const first = await start(dir);
  await ask(first.url(), 'CREATE TABLE kept (n int)');
  await first.stop();
  const pid = await orphanIn(dir, first.superuserUrl());
  const events: string[] = [];
  const second = await start(dir, { note: (event) => events.push(event) });
  expect(events).toEqual(['orphan stopped', 'started']);
  expect(await waitGone(pid, 2000)).toBe(true);
  expect(await ask(second.url(), 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
});

test('a process id left behind and given to another process does not stop a start', async ({
  cleanups,
  place,
  start,
}) => {
  const dir = await place();
  const first = await start(dir);
  await first.stop();
  const home = join(dir, 'postgres');
  const account = await chooseAccount(home);
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(account ?? {}) });
  cleanups.push(async () => stranger.kill());
  const file = join(home, 'cluster', 'postmaster.pid');
  await writeFile(
    file,
    `${stranger.pid}\n${join(home, 'cluster')}\n1\n5432\n${join(home, 'socket')}\n\n\nready   \n`,
  );
  if (account) await chown(file, account.uid, account.gid);
  const second = await start(dir);
  expect(await ask(second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
});

test('a server that could lose acknowledged data is not used', async ({ place }) => {
  await expect(startPostgres({ dir: await place(), settings: { fsync: 'off' } })).rejects.toMatchObject({
    code: 'not_durable',
    exit: 5,
  });
});

test('a directory of another major version is refused and left as it is', async ({ place, start }) => {
  const dir = await place();
  await (await start(dir)).stop();
  const file = join(dir, 'postgres', 'cluster', 'PG_VERSION');
  await writeFile(file, '16\n');
  await expect(startPostgres({ dir })).rejects.toMatchObject({ code: 'data_other_version', exit: 4 });
  expect(await readFile(file, 'utf8')).toBe('16\n');
});

test('a path too long for a socket gets a short private directory', async ({ cleanups, place, start }) => {
  const dir = join(await place(), 'a'.repeat(100));
  const postgres = await start(dir);
  expect(await ask(postgres.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const socketDir = new URL(postgres.url()).searchParams.get('host') ?? '';
  cleanups.push(() => rm(socketDir, { recursive: true, force: true }));
  expect(socketDir.startsWith(dir)).toBe(false);
  expect((await stat(socketDir)).mode & 0o777).toBe(0o700);
});

test.runIf(isRoot)(
  'a place the database’s account cannot reach is named, not half used',
  async ({ place }) => {
    const closed = await place();
    await chmod(closed, 0o700);
    const dir = join(closed, 'data');
    await expect(startPostgres({ dir })).rejects.toMatchObject({ code: 'data_unreachable', exit: 4 });
    expect(await readdir(dir)).toEqual([]);
  },
);
