/**
 * Opens the pools every query goes through: one as the application's role, one as the system's.
 * Types on both: numeric and int8 are strings, date is a yyyy-mm-dd string, timestamp with time zone is a Date.
 */
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { ARRAY_TYPES } from './arrays.ts';
import { Lanes } from './lanes.ts';
import type { Sql } from './sql.ts';

/** `date` columns stay text: a Date would drag a time zone in. */
const TYPES = {
  date: {
    to: 1082,
    from: [1082],
    serialize: (value: string) => value,
    parse: (raw: string) => raw,
  },
  timestamptz: {
    to: 1184,
    from: [1114, 1184],
    serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
    parse: (raw: string): Date | string => new Date(raw),
  },
};

export const APP_ROLE = 'so_tinh_app';
export const SYSTEM_ROLE = 'so_tinh_system';

export interface DatabaseOptions {
  /** Transactions of the application at once. Default 10. */
  readonly appConnections?: number;
  /** Connections of the system's pool (folding, import). Default 3. */
  readonly systemConnections?: number;
  /** A statement running longer is cancelled. Default 20,000 ms. */
  readonly statementTimeoutMs?: number;
  /** A transaction idle for longer is ended. Default 10,000 ms. */
  readonly idleInTransactionTimeoutMs?: number;
}

export interface Database {
  /** Runs as so_tinh_app: row-level security applies whatever the login may do. `reserve` leases a connection (lanes.ts). */
  readonly app: Sql;
  /** Runs as so_tinh_system: folding, import. */
  readonly system: Sql;
  /** Runs as so_tinh_system on one connection that carries nothing long: the gauges. */
  readonly watch: Sql;
  /** Waits for running queries, by default up to 5 s, then closes every connection. */
  close(timeoutSeconds?: number): Promise<void>;
}

/** The libpq form `?host=/directory` names a unix socket; the driver wants it apart from the address. */
function split(url: string): { url: string; socket: { host: string; port: number } | undefined } {
  const parsed = new URL(url);
  const dir = parsed.searchParams.get('host');
  if (dir === null) return { url, socket: undefined };
  parsed.searchParams.delete('host');
  return { url: parsed.toString(), socket: { host: dir, port: Number(parsed.port || 5432) } };
}

/**
 * One pool. `parameters` are session settings sent when a connection opens, so they hold from the first statement
 * and are what RESET returns to.
 */
export function connect(
  url: string,
  options: {
    readonly max: number;
    readonly parameters?: Readonly<Record<string, string>>;
    readonly prepare?: boolean;
    readonly onClose?: () => void;
  },
): Sql {
  const { url: address, socket } = split(url);
  return postgres(address, {
    ...socket,
    max: options.max,
    prepare: options.prepare ?? true,
    types: { ...TYPES, ...ARRAY_TYPES },
    fetch_types: false,
    connect_timeout: 5,
    // Steady short waits: a database that restarts in 100 ms must not be met by a pool asleep for 20 s.
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 1),
    onnotice: () => undefined,
    onclose: () => options.onClose?.(),
    connection: {
      application_name: 'so-tinh',
      timezone: 'UTC',
      datestyle: 'ISO, YMD',
      ...options.parameters,
    },
  });
}

/** Single statements of the app go through a small pool; its transactions each lease a connection. */
const APP_SINGLE_CONNECTIONS = 2;

/** Opens both pools; connections are made when first used, so an absent database is no error here. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = (role: string, max: number, onClose?: () => void) =>
    connect(url, {
      max,
      ...(onClose ? { onClose } : {}),
      parameters: {
        role,
        statement_timeout: String(options.statementTimeoutMs ?? 20_000),
        idle_in_transaction_session_timeout: String(options.idleInTransactionTimeoutMs ?? 10_000),
      },
    });
  const app = pool(APP_ROLE, APP_SINGLE_CONNECTIONS);
  const lanes = new Lanes(options.appConnections ?? 10, (onClose) => pool(APP_ROLE, 1, onClose));
  app.reserve = () => lanes.reserve();
  const system = pool(SYSTEM_ROLE, options.systemConnections ?? 3);
  const watch = pool(SYSTEM_ROLE, 1);
  return {
    app,
    system,
    watch,
    close: async (timeoutSeconds = 5) => {
      await Promise.all([
        app.end({ timeout: timeoutSeconds }),
        lanes.end(timeoutSeconds),
        system.end({ timeout: timeoutSeconds }),
        watch.end({ timeout: timeoutSeconds }),
      ]);
    },
  };
}

/** Who asks whether the server is ready must not wait for a database that answers nobody. */
const REACH_MS = 3000;

/**
 * Answers true when the database can be reached and runs a statement in time. Each question has a connection of its own, so
 * that one gone silent keeps no later answer from coming; one question is asked at a time. Never throws.
 */
export function reaching(url: string, withinMs = REACH_MS): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    const sql = connect(url, { max: 1 });
    const given = new AbortController();
    const late = delay(withinMs, false, { signal: given.signal }).catch(() => false);
    const answer = sql`SELECT 1`.then(
      () => true,
      () => false,
    );
    const answered = await Promise.race([answer, late]);
    given.abort();
    void sql.end({ timeout: 0 }).catch(() => undefined);
    return answered;
  };
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

/** Open connections of this service (all its servers) to this database. What each is doing stays its owner's to see. */
export async function countConnections(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'so-tinh'`;
  return row?.count ?? 0;
}
