/**
 * What the embedded PostgreSQL's supervisor does when something does not answer or go, and kills during its first start:
 * all with the real deadlines, and at once, because these tests hardly do anything but wait.
 */
import { spawn } from 'node:child_process';
import { chown, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, vi } from 'vitest';
import { chooseAccount } from '../../../server/postgres/account.ts';
import { isAlive } from '../../../server/postgres/processes.ts';
import { startPostgres } from '../../../server/postgres/supervisor.ts';
import { connect } from '../../../server/store/db.ts';
import { runScript } from '../../support/child.ts';
import { chance } from '../../support/random.ts';
import { ask, askUntilAnswered, CHILD, orphanIn, removed, test } from '../../support/supervised-place.ts';
import { databaseProcesses, killNow } from '../../support/victims.ts';

describe.concurrent('with the real deadlines', () => {
  test.runIf(process.platform === 'linux')(
    'a database that lives but answers nobody is ended by force and started anew',
    async ({ place, start }) => {
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

  test.runIf(process.platform === 'linux')(
    'a database that outlived its supervisor but neither answers nor goes is ended by force, and nothing is lost',
    async ({ place, start }) => {
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

  test.runIf(process.platform === 'linux')(
    'an orphan that lets us in and answers nothing is ended by force',
    async ({ place, start }) => {
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
    async ({ cleanups, place, start }) => {
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

  test('a kill at any moment of the first start leaves nothing half made', async ({ place, start }) => {
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
});
