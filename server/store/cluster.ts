/** What the supervisor asks of its own PostgreSQL: its identity, its durability, who supervises it, and the service's database. */
import { Refusal } from '../refusal.ts';
import { connect } from './db.ts';
import type { Sql } from './sql.ts';

/** Key of the session lock that says "this cluster has a supervisor". */
const SUPERVISOR_LOCK = 736_851;
const NAME = 'so-tinh supervisor';

const DURABLE = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  data_checksums: 'on',
} as const;

/** Throws `not_durable` unless an acknowledged commit survives a power cut. */
export async function assertDurable(sql: Sql): Promise<void> {
  const rows = await sql<{ name: string; setting: string }[]>`
    SELECT name, setting FROM pg_settings WHERE name = ANY(${Object.keys(DURABLE)}::text[])`;
  const found = new Map(rows.map(({ name, setting }) => [name, setting]));
  for (const [setting, wanted] of Object.entries(DURABLE)) {
    const value = found.get(setting) ?? 'unknown';
    if (value !== wanted) throw new Refusal('not_durable', { setting, value });
  }
}

interface Identity {
  readonly systemIdentifier: string;
  readonly dataDirectory: string;
}

/** Which cluster answers here; needs the superuser. */
export async function identify(sql: Sql): Promise<Identity> {
  const [row] = await sql<{ id: string; dir: string }[]>`
    SELECT system_identifier::text AS id, current_setting('data_directory') AS dir FROM pg_control_system()`;
  return { systemIdentifier: row?.id ?? '', dataDirectory: row?.dir ?? '' };
}

/** Takes the supervisor's lock on this connection; answers the process id of the holder when it is taken. */
export async function claim(sql: Sql): Promise<{ ok: true } | { ok: false; holder: number }> {
  const [row] = await sql<{ taken: boolean }[]>`SELECT pg_try_advisory_lock(${SUPERVISOR_LOCK}) AS taken`;
  if (row?.taken) return { ok: true };
  const [other] = await sql<{ name: string }[]>`
    SELECT a.application_name AS name
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.objid = ${SUPERVISOR_LOCK} AND l.granted`;
  return { ok: false, holder: Number(other?.name.slice(NAME.length + 1) ?? 0) };
}

/** A superuser connection of a supervisor; its name tells other starters which process holds the cluster. */
export function supervisorConnection(url: string, pid: number, onClose?: () => void): Sql {
  return connect(url, {
    max: 1,
    parameters: { application_name: `${NAME} ${pid}` },
    ...(onClose ? { onClose } : {}),
  });
}

/**
 * The service's login `so_tinh` (owner of database `so_tinh`, no superuser, may create the two group roles),
 * made when missing. The password is set every time, so a restored directory works with its own secrets.
 */
export async function ensureOwner(sql: Sql, password: string): Promise<void> {
  const [role] = await sql`SELECT 1 FROM pg_roles WHERE rolname = 'so_tinh'`;
  if (!role) await sql`CREATE ROLE so_tinh LOGIN CREATEROLE`;
  // A password cannot be a parameter; ours is base64url, so quoting it is safe.
  if (!/^[\w-]+$/.test(password)) throw new Error('unexpected password alphabet');
  await sql.unsafe(`ALTER ROLE so_tinh PASSWORD '${password}'`);
  const [database] = await sql`SELECT 1 FROM pg_database WHERE datname = 'so_tinh'`;
  if (!database) await sql`CREATE DATABASE so_tinh OWNER so_tinh`;
}
