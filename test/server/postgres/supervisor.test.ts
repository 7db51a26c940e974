/** The embedded PostgreSQL: durable, private, one supervisor, back by itself. */
import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { chooseAccount } from '../../../server/postgres/account.ts';
import { bundledNative } from '../../../server/postgres/binaries.ts';
import { isAlive, waitGone } from '../../../server/postgres/processes.ts';
import {
  type EmbeddedPostgres,
  type PostgresOptions,
  startPostgres,
} from '../../../server/postgres/supervisor.ts';
import { connect } from '../../../server/store/db.ts';
import { runScript } from '../../support/child.ts';
import { chance } from '../../support/random.ts';
import { databaseProcesses, killNow } from '../../support/victims.ts';

const CHILD = 'test/support/supervised.ts';
const isRoot = process.getuid?.() === 0;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A database that has lost its supervisor writes on for a moment while its directory goes. */
const removed = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });

async function place(prefix = 'so-tinh-place-'): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), prefix));
  await chmod(dir, 0o755);
  cleanups.push(() => removed(dir));
  return dir;
}

async function start(dir: string, options: Partial<PostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dir, ...options });
  cleanups.push(() => postgres.stop());
  return postgres;
}

async function ask<T>(url: string, query: string): Promise<T[]> {
  const sql = connect(url, { max: 1 });
  try {
    return [...(await sql.unsafe(query))] as T[];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Repeats a question until it is answered: what a client does while the database comes back. */
async function askUntilAnswered<T>(url: string, query: string, attempts = 200): Promise<T[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask<T>(url, query);
    } catch (error) {
      if (attempt > attempts) throw error;
      await delay(50);
    }
  }
}

test('what was written is there after a clean stop and a new start', async () => {
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

test('it listens on a private socket only, with passwords nobody else can read', async () => {
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

test('its log never quotes a statement, a value or a password', async () => {
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

test('a second supervisor on the same directory is refused with exit 3 and the first one’s pid', async () => {
  const dir = await place();
  await start(dir);
  const second = runScript(CHILD, [dir]);
  expect(await second.ended).toBe(3);
  expect(second.errors()).toContain(`tiến trình ${process.pid} `);
  expect(second.errors()).toContain(`process ${process.pid}.`);
});

test('of two supervisors starting at once in an empty directory exactly one runs', async () => {
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

test.each(['postmaster', 'a backend'])(
  'a killed database (%s) comes back by itself with its data',
  async (victim) => {
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

test.runIf(process.platform === 'linux')(
  'a database that lives but answers nobody is ended by force and started anew',
  async () => {
    const dir = await place();
    const events: string[] = [];
    const postgres = await start(dir, { note: (event) => events.push(event) });
    await ask(postgres.url(), 'CREATE TABLE kept (n int)');
    const frozen = postgres.pid ?? 0;
    // The postmaster stops taking connections; the supervisor's own connection is cut and cannot be made again.
    process.kill(frozen, 'SIGSTOP');
    for (const child of databaseProcesses(dir).children) killNow(child);
    await askUntilAnswered(postgres.url(), 'SELECT 1', 1200);
    // The database may answer us before the supervisor has noted it, and a busy machine may need a second try.
    const noted = () => events.filter((event) => event !== 'restart failed');
    await vi.waitFor(() => expect(noted()).toEqual(['started', 'stuck', 'died', 'restarted']), 30_000);
    expect(postgres.pid).not.toBe(frozen);
    expect(await ask(postgres.url(), 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
  },
);

test('when the supervisor is killed its database goes too, and the next start finds everything', async () => {
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

test.runIf(process.platform === 'linux')(
  'a database that outlived its supervisor but neither answers nor goes is ended by force, and nothing is lost',
  async () => {
    const dir = await place();
    const first = runScript(CHILD, [dir]);
    const ready = JSON.parse(await first.line((line) => line.includes('"ready"'))) as {
      pid: number;
      url: string;
    };
    await ask(ready.url, 'CREATE TABLE kept (n int)');
    await ask(ready.url, 'INSERT INTO kept VALUES (7)');
    process.kill(ready.pid, 'SIGSTOP');
    // While its supervisor lives, however stuck, it is not ours to end.
    const second = runScript(CHILD, [dir]);
    expect(await second.ended).toBe(3);
    expect(isAlive(ready.pid)).toBe(true);
    first.kill('SIGKILL');
    await first.ended;
    const events: string[] = [];
    const third = await start(dir, { note: (event) => events.push(event) });
    expect(events).toEqual(['stuck orphan', 'started']);
    expect(isAlive(ready.pid)).toBe(false);
    expect(await ask(third.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  },
);

/** A server of this directory that nobody of ours supervises, in a process of its own. */
async function orphanIn(dir: string, url: string, more: readonly string[] = []): Promise<number> {
  const home = join(dir, 'postgres');
  const account = await chooseAccount(home);
  const settings = ['listen_addresses=', `unix_socket_directories=${join(home, 'socket')}`, ...more];
  const orphan = spawn(
    join(bundledNative() ?? '', 'bin', 'postgres'),
    ['-D', join(home, 'cluster'), ...settings.flatMap((setting) => ['-c', setting])],
    { detached: true, stdio: 'ignore', cwd: home, env: { LC_ALL: 'C' }, ...(account ?? {}) },
  );
  await askUntilAnswered(url, 'SELECT 1');
  return orphan.pid ?? 0;
}

test('an orphan of the same directory is proved, stopped and replaced', async () => {
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

test.runIf(process.platform === 'linux')(
  'an orphan that lets us in and answers nothing is ended by force',
  async () => {
    const dir = await place();
    const first = await start(dir);
    await first.stop();
    // No process has this number: Linux gives none above 4,194,304.
    const pid = await orphanIn(dir, first.superuserUrl(), ['so_tinh.supervisor=4999999']);
    // The transaction stays open on the pool's one connection.
    const sql = connect(first.superuserUrl(), { max: 1 });
    await sql.unsafe('BEGIN; LOCK TABLE pg_proc IN ACCESS EXCLUSIVE MODE').simple();
    const events: string[] = [];
    await start(dir, { note: (event) => events.push(event) });
    expect(events).toEqual(['stuck orphan', 'started']);
    expect(isAlive(pid)).toBe(false);
    await sql.end({ timeout: 0 });
  },
);

test.runIf(process.platform === 'linux')(
  'a process that is no database of ours is never ended, wherever it stands',
  async () => {
    const dir = await place();
    await (await start(dir)).stop();
    const cluster = join(dir, 'postgres', 'cluster');
    const account = await chooseAccount(join(dir, 'postgres'));
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', cwd: cluster, ...(account ?? {}) });
    cleanups.push(async () => stranger.kill());
    const file = join(cluster, 'postmaster.pid');
    await writeFile(file, `${stranger.pid}\n${cluster}\n1\n5432\n${dir}\n\n\nstarting\n`);
    if (account) await chown(file, account.uid, account.gid);
    await expect(startPostgres({ dir })).rejects.toMatchObject({ code: 'second_instance', exit: 3 });
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
  },
);

test('a process id left behind and given to another process does not stop a start', async () => {
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

test('a kill at any moment of the first start leaves nothing half made', async () => {
  const random = chance('kill during the first start');
  const dir = await place();
  for (let round = 0; round < 20; round++) {
    const at = round % 5 === 4 ? await place() : dir;
    const child = runScript(CHILD, [at]);
    await Promise.race([delay(random.integer(100, 2200)), child.ended]);
    child.kill('SIGKILL');
    await child.ended;
    if (at !== dir || round === 19) {
      const postgres = await start(at);
      expect(await ask(postgres.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect((await readdir(at)).filter((name) => name.startsWith('.'))).toEqual([]);
      await postgres.stop();
    } else {
      await removed(join(dir, 'postgres'));
    }
  }
}, 120_000);

test('a server that could lose acknowledged data is not used', async () => {
  await expect(startPostgres({ dir: await place(), settings: { fsync: 'off' } })).rejects.toMatchObject({
    code: 'not_durable',
    exit: 5,
  });
});

test('a directory of another major version is refused and left as it is', async () => {
  const dir = await place();
  await (await start(dir)).stop();
  const file = join(dir, 'postgres', 'cluster', 'PG_VERSION');
  await writeFile(file, '16\n');
  await expect(startPostgres({ dir })).rejects.toMatchObject({ code: 'data_other_version', exit: 4 });
  expect(await readFile(file, 'utf8')).toBe('16\n');
});

test('a path too long for a socket gets a short private directory', async () => {
  const dir = join(await place(), 'a'.repeat(100));
  const postgres = await start(dir);
  expect(await ask(postgres.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const socketDir = new URL(postgres.url()).searchParams.get('host') ?? '';
  cleanups.push(() => rm(socketDir, { recursive: true, force: true }));
  expect(socketDir.startsWith(dir)).toBe(false);
  expect((await stat(socketDir)).mode & 0o777).toBe(0o700);
});

test.runIf(isRoot)('a place the database’s account cannot reach is named, not half used', async () => {
  const closed = await place();
  await chmod(closed, 0o700);
  const dir = join(closed, 'data');
  await expect(startPostgres({ dir })).rejects.toMatchObject({ code: 'data_unreachable', exit: 4 });
  expect(await readdir(dir)).toEqual([]);
});
