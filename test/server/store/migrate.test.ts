/** Migrations: in order, once, one runner at a time, and interruptible at any moment. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { connect } from '../../../server/store/db.ts';
import { MIGRATIONS_DIR, migrate } from '../../../server/store/migrate.ts';
import { runScript } from '../../support/child.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { chance } from '../../support/random.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function empty(): Promise<TestDatabase> {
  const database = await testDatabase({ empty: true });
  cleanups.push(() => database.drop());
  return database;
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'so-tinh-migrations-'));
  cleanups.push(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

async function rows<T>(url: string, query: string): Promise<T[]> {
  const sql = connect(url, { max: 1 });
  try {
    return [...(await sql.unsafe(query))] as T[];
  } finally {
    await sql.end();
  }
}

const THREE = {
  '0001_first.sql': 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);',
  '0002_second.sql': 'INSERT INTO a VALUES (2);',
  '0003_third.sql': 'INSERT INTO a VALUES (3);',
};

test('files run once each, in order of their numbers', async () => {
  const { url } = await empty();
  const dir = await folder(THREE);
  expect((await migrate(url, dir)).applied).toEqual(Object.keys(THREE));
  expect((await migrate(url, dir)).applied).toEqual([]);
  expect(await rows(url, 'SELECT n FROM a')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('an empty folder leaves a database that later files can be added to', async () => {
  const { url } = await empty();
  const dir = await folder({});
  expect((await migrate(url, dir)).applied).toEqual([]);
  await writeFile(join(dir, '0001_first.sql'), THREE['0001_first.sql']);
  expect((await migrate(url, dir)).applied).toEqual(['0001_first.sql']);
});

test('a file that fails leaves nothing of itself and keeps what came before', async () => {
  const { url } = await empty();
  const dir = await folder({ ...THREE, '0002_second.sql': 'INSERT INTO a VALUES (2); SELECT 1/0;' });
  await expect(migrate(url, dir)).rejects.toMatchObject({ code: '22012' });
  expect(await rows(url, 'SELECT n FROM a')).toEqual([{ n: 1 }]);
  await writeFile(join(dir, '0002_second.sql'), THREE['0002_second.sql']);
  expect((await migrate(url, dir)).applied).toEqual(['0002_second.sql', '0003_third.sql']);
});

test('a file that runs outside a transaction is recorded after it ran', async () => {
  const { url } = await empty();
  const dir = await folder({
    ...THREE,
    '0004_index.sql': '-- no transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS a_n ON a (n);',
  });
  expect((await migrate(url, dir)).applied).toContain('0004_index.sql');
  expect(await rows(url, "SELECT indexname FROM pg_indexes WHERE tablename = 'a'")).toEqual([
    { indexname: 'a_n' },
  ]);
});

test.each([
  ['an applied file that changed', 'migration_changed', { ...THREE, '0002_second.sql': 'SELECT 2;' }],
  ['a database newer than the program', 'migration_unknown', { '0001_first.sql': THREE['0001_first.sql'] }],
  ['a number used twice', 'migration_misnamed', { ...THREE, '0003_other.sql': 'SELECT 3;' }],
  ['a name without a number', 'migration_misnamed', { ...THREE, 'fourth.sql': 'SELECT 4;' }],
] as const)('%s is refused and nothing runs', async (_case, code, files) => {
  const { url } = await empty();
  await migrate(url, await folder(THREE));
  await expect(migrate(url, await folder(files))).rejects.toMatchObject({ code, exit: 5 });
  expect(await rows(url, 'SELECT count(*)::int AS n FROM a')).toEqual([{ n: 3 }]);
});

test('line ends do not make a file a different one', async () => {
  const { url } = await empty();
  await migrate(url, await folder({ '0001_first.sql': 'CREATE TABLE a (n int);\nSELECT 1;\n' }));
  const windows = await folder({ '0001_first.sql': 'CREATE TABLE a (n int);\r\nSELECT 1;\r\n' });
  expect((await migrate(url, windows)).applied).toEqual([]);
});

test('of several runners at once one applies each file and the others wait', async () => {
  const { url } = await empty();
  const dir = await folder({
    ...THREE,
    '0001_first.sql': `SELECT pg_sleep(0.3); ${THREE['0001_first.sql']}`,
  });
  const reports = await Promise.all(Array.from({ length: 5 }, () => migrate(url, dir)));
  expect(reports.flatMap(({ applied }) => applied).sort()).toEqual(Object.keys(THREE));
  expect(await rows(url, 'SELECT n FROM a ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('runners on several databases of one server at once all finish', async () => {
  const databases = await Promise.all(Array.from({ length: 4 }, empty));
  const dir = await folder(THREE);
  const reports = await Promise.all(databases.map(({ url }) => migrate(url, dir)));
  for (const { applied } of reports) expect(applied).toEqual(Object.keys(THREE));
});

test('a kill at any of 20 moments leaves whole files only, and the next run finishes', async () => {
  const random = chance('kill during a migration');
  const slow = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => {
      const name = `${String(index + 1).padStart(4, '0')}_step.sql`;
      const make = index === 0 ? 'CREATE TABLE a (n int, half text);' : '';
      return [
        name,
        `${make} INSERT INTO a VALUES (${index}, 'first'); SELECT pg_sleep(0.03); INSERT INTO a VALUES (${index}, 'second');`,
      ];
    }),
  );
  const dir = await folder(slow);
  let interrupted = 0;
  for (let round = 0; round < 20; round++) {
    const { url } = await empty();
    const runner = runScript('test/support/migrating.ts', [url, dir]);
    await runner.line((line) => line === 'begin');
    await Promise.race([delay(random.integer(0, 500)), runner.ended]);
    runner.kill('SIGKILL');
    await runner.ended;
    const { applied } = await migrate(url, dir);
    if (applied.length > 0) interrupted += 1;
    expect(
      await rows(url, 'SELECT n, count(*)::int AS halves FROM a GROUP BY n HAVING count(*) <> 2'),
    ).toEqual([]);
    expect(await rows(url, 'SELECT count(DISTINCT n)::int AS n FROM a')).toEqual([{ n: 10 }]);
  }
  expect(interrupted).toBeGreaterThan(0);
}, 120_000);

test('the program’s own files bring an empty database to a usable schema, twice without harm', async () => {
  const { url, db } = await empty();
  const names = (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('.sql')).sort();
  expect((await migrate(url)).applied).toEqual(names);
  expect((await migrate(url)).applied).toEqual([]);
  expect(await db.system`SELECT name FROM schema_version ORDER BY version`).toEqual(
    names.map((name) => ({ name })),
  );
});
