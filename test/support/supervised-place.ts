/** Data directories for a supervised PostgreSQL: a test's own, cleared away with it, whatever other test runs beside it. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test as plainTest } from 'vitest';
import { chooseAccount } from '../../server/postgres/account.ts';
import { bundledNative } from '../../server/postgres/binaries.ts';
import {
  type EmbeddedPostgres,
  type PostgresOptions,
  startPostgres,
} from '../../server/postgres/supervisor.ts';
import { connect } from '../../server/store/db.ts';

/** The script that supervises a PostgreSQL in a process of its own. */
export const CHILD = 'test/support/supervised.ts';

interface Fixtures {
  /** Undone in reverse order when the test is over. */
  readonly cleanups: (() => Promise<unknown>)[];
  readonly place: () => Promise<string>;
  readonly start: (dir: string, options?: Partial<PostgresOptions>) => Promise<EmbeddedPostgres>;
}

/** A database that has lost its supervisor writes on for a moment while its directory goes. */
export const removed = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });

export const test = plainTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest wants the pattern that says which fixtures are used.
  cleanups: async ({}, use) => {
    const cleanups: Fixtures['cleanups'] = [];
    await use(cleanups);
    for (const clean of cleanups.reverse()) await clean();
  },
  place: ({ cleanups }, use) =>
    use(async () => {
      const dir = await mkdtemp(join(tmpdir(), 'so-tinh-place-'));
      await chmod(dir, 0o755);
      cleanups.push(() => removed(dir));
      return dir;
    }),
  start: ({ cleanups }, use) =>
    use(async (dir, options = {}) => {
      const postgres = await startPostgres({ dir, ...options });
      cleanups.push(() => postgres.stop());
      return postgres;
    }),
});

export async function ask<T>(url: string, query: string): Promise<T[]> {
  const sql = connect(url, { max: 1 });
  try {
    return [...(await sql.unsafe(query))] as T[];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Repeats a question until it is answered: what a client does while the database comes back. */
export async function askUntilAnswered<T>(url: string, query: string, attempts = 200): Promise<T[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask<T>(url, query);
    } catch (error) {
      if (attempt > attempts) throw error;
      await delay(50);
    }
  }
}

/** A server of this directory that nobody of ours supervises, in a process of its own. */
export async function orphanIn(dir: string, url: string, more: readonly string[] = []): Promise<number> {
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
