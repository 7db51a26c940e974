/** Brings a database to this program's schema: plain SQL files in order, each in its own transaction, one runner at a time. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type postgres from 'postgres';
import { Refusal } from '../refusal.ts';
import { APP_ROLE, connect, SYSTEM_ROLE } from './db.ts';
import { Lanes } from './lanes.ts';
import type { Sql } from './sql.ts';

export const MIGRATIONS_DIR = fileURLToPath(new URL('./migrations', import.meta.url));

/** Oldest PostgreSQL the schema is written for, as server_version_num / 10000. */
const POSTGRES_MAJOR_MIN = 15;

/** Key of the session lock the runner holds. */
const MIGRATION_LOCK = 736_852;

/** A file with this first line runs outside a transaction (CREATE INDEX CONCURRENTLY); it must be repeatable. */
const NO_TRANSACTION = '-- no transaction';

interface MigrationFile {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text, hex; line ends do not count. */
  readonly checksum: string;
}

async function readMigrations(dir: string): Promise<MigrationFile[]> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith('.sql')).sort();
  const files: MigrationFile[] = [];
  for (const name of names) {
    const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1] ?? 0);
    if (version === 0 || version === files.at(-1)?.version) {
      throw new Refusal('migration_misnamed', { file: name });
    }
    const sql = (await readFile(join(dir, name), 'utf8')).replaceAll('\r\n', '\n');
    files.push({ version, name, sql, checksum: createHash('sha256').update(sql).digest('hex') });
  }
  return files;
}

/** Throws `database_too_old`. */
async function assertVersion(sql: Sql): Promise<void> {
  const [row] = await sql<{ number: string; words: string }[]>`
    SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS words`;
  if (Number(row?.number ?? 0) < POSTGRES_MAJOR_MIN * 10_000) {
    throw new Refusal('database_too_old', { found: row?.words ?? '?', expected: POSTGRES_MAJOR_MIN });
  }
}

/** Roles belong to the whole server, so another database's runner may be creating the same one now. */
async function ensureRole(sql: Sql, role: string): Promise<void> {
  await sql.unsafe(`
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
        CREATE ROLE ${role} NOLOGIN;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
  for (let attempt = 1; ; attempt++) {
    const [row] = await sql<{ login: string; member: boolean; number: string }[]>`
      SELECT session_user AS login, pg_has_role(session_user, ${role}, 'MEMBER') AS member,
             current_setting('server_version_num') AS number`;
    if (row?.member && (Number(row.number) < 160_000 || (await maySet(sql, role)))) return;
    try {
      await sql.unsafe(`GRANT ${role} TO SESSION_USER`);
      return;
    } catch (error) {
      // Two grants of one role at once end in "tuple concurrently updated" (XX000).
      if (attempt < 5 && (error as postgres.PostgresError).code === 'XX000') continue;
      const why = error instanceof Error ? error.message : String(error);
      throw new Refusal('role_missing', { login: row?.login ?? '?', role, why });
    }
  }
}

/** From PostgreSQL 16 on, membership and the right to SET ROLE are two things. */
async function maySet(sql: Sql, role: string): Promise<boolean> {
  const [row] = await sql<{ may: boolean }[]>`SELECT pg_has_role(session_user, ${role}, 'SET') AS may`;
  return row?.may ?? false;
}

async function ensureVersionTable(sql: Sql): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS schema_version (
      version integer PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`;
  await sql.unsafe(`GRANT SELECT ON schema_version TO ${SYSTEM_ROLE}`);
}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/** Throws `migration_changed` or `migration_unknown`; answers the files still to run. */
function outstanding(files: readonly MigrationFile[], applied: readonly Applied[]): MigrationFile[] {
  const known = new Map(files.map((file) => [file.version, file]));
  for (const { version, name, checksum } of applied) {
    const file = known.get(version);
    if (!file) throw new Refusal('migration_unknown', { file: name });
    if (file.checksum !== checksum) throw new Refusal('migration_changed', { file: file.name });
  }
  const done = new Set(applied.map(({ version }) => version));
  return files.filter(({ version }) => !done.has(version));
}

async function apply(sql: Sql, file: MigrationFile): Promise<void> {
  const record = (on: Pick<Sql, 'unsafe'>) =>
    on.unsafe('INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)', [
      file.version,
      file.name,
      file.checksum,
    ]);
  if (file.sql.startsWith(NO_TRANSACTION)) {
    await sql.unsafe(file.sql);
    await record(sql);
    return;
  }
  await sql.unsafe('BEGIN');
  try {
    await sql.unsafe(file.sql);
    await record(sql);
    await sql.unsafe('COMMIT');
  } catch (error) {
    await sql.unsafe('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A wrong password or database name does not mend itself; turned into `database_refused`. */
function refuseLogin(error: unknown): never {
  const sqlstate = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(28...|3D000)$/.test(sqlstate)) throw new Refusal('database_refused', { sqlstate });
  throw error;
}

/** Files applied by this call; others may have been applied before. */
interface MigrationReport {
  readonly applied: readonly string[];
}

/**
 * Runs what is outstanding, as the owner of the database. Waits for another runner; safe to kill at any moment.
 * Throws Refusal (`database_refused`, `database_too_old`, `role_missing`, `migration_*`) or the error of a failing statement.
 */
export async function migrate(ownerUrl: string, dir: string = MIGRATIONS_DIR): Promise<MigrationReport> {
  const files = await readMigrations(dir);
  const lanes = new Lanes(1, (onClose) =>
    connect(ownerUrl, {
      max: 1,
      prepare: false,
      onClose,
      parameters: { application_name: 'so-tinh migrate' },
    }),
  );
  let release = (): void => undefined;
  try {
    const sql = await lanes.reserve().catch(refuseLogin);
    release = () => sql.release();
    await assertVersion(sql);
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`;
    await ensureRole(sql, APP_ROLE);
    await ensureRole(sql, SYSTEM_ROLE);
    await ensureVersionTable(sql);
    const rows = await sql<Applied[]>`SELECT version, name, checksum FROM schema_version ORDER BY version`;
    const todo = outstanding(files, rows);
    for (const file of todo) await apply(sql, file);
    return { applied: todo.map(({ name }) => name) };
  } finally {
    release();
    await lanes.end(5);
  }
}
