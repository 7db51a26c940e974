/**
 * Runs a transaction in flights: statements sent together and answered together, so that a push costs two round trips.
 * Knows which database errors are worth another try; knows nothing of what the statements say.
 */
import type postgres from 'postgres';
import type { Sql } from './sql.ts';

/** A query not yet sent; it goes out with its flight. */
export type Query<Row extends postgres.MaybeRow = postgres.MaybeRow> = postgres.PendingQuery<Row[]>;
type Answers<Queries extends readonly unknown[]> = { [K in keyof Queries]: Awaited<Queries[K]> };
type Reserved = Awaited<ReturnType<Sql['reserve']>>;

export interface Flights {
  readonly sql: Reserved;
  /** Sends the queries at once and waits for all. The first flight opens the transaction. */
  send<const Queries extends readonly unknown[]>(...queries: Queries): Promise<Answers<Queries>>;
  /** Sends the queries with COMMIT behind them. What was acknowledged is stored. */
  commit<const Queries extends readonly unknown[]>(...queries: Queries): Promise<Answers<Queries>>;
}

/** `write`: READ COMMITTED. `read`: one snapshot, read only. */
type TransactionMode = 'write' | 'read';

export interface RetryOptions {
  /** 0 ≤ n < 1; spreads the waits of many clients. */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

const MOST_RETRIES = 5;

interface DatabaseError {
  readonly code: string;
  readonly severity?: string;
}

function asDatabaseError(error: unknown): DatabaseError | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return { code: error.code, ...('severity' in error ? { severity: String(error.severity) } : {}) };
}

/** The connection is gone or about to go: nothing more may be sent on it. */
function isConnectionLost(error: unknown): boolean {
  const known = asDatabaseError(error);
  if (known === undefined) return false;
  if (known.severity === 'FATAL' || known.severity === 'PANIC') return true;
  return (
    known.code.startsWith('CONNECTION_') || known.code === 'CONNECT_TIMEOUT' || /^E[A-Z]+$/.test(known.code)
  );
}

/** The database cannot be reached or turns callers away: starting, stopping, full of connections, read only. */
export function isDatabaseDown(error: unknown): boolean {
  if (isConnectionLost(error)) return true;
  const code = asDatabaseError(error)?.code ?? '';
  return (
    code.startsWith('08') ||
    code.startsWith('57P') ||
    code === '53300' ||
    code === '25006' ||
    code === '57014'
  );
}

/** A statement, or its wait for a lock, took too long: that may be the fault of what it was asked, not of the database. */
export function isTimedOut(error: unknown): boolean {
  const code = asDatabaseError(error)?.code;
  return code === '57014' || code === '55P03';
}

/** No space left for the database to write. */
export const isStorageFull = (error: unknown): boolean => asDatabaseError(error)?.code === '53100';

/** The name of the violated constraint, if a constraint spoke. */
export function violatedConstraint(error: unknown): string | undefined {
  if (asDatabaseError(error)?.code !== '23505' || typeof error !== 'object' || error === null)
    return undefined;
  return 'constraint_name' in error ? String(error.constraint_name) : undefined;
}

/** Serialization failure, deadlock, or a lost connection: the whole transaction may be run again. */
function isWorthARetry(error: unknown): boolean {
  const code = asDatabaseError(error)?.code;
  return code === '40001' || code === '40P01' || isConnectionLost(error);
}

/**
 * Runs `work` in one transaction, again if the database asks for it (at most 5 times, 25 to 800 ms apart).
 * `work` must be repeatable: after a lost connection it is not known whether COMMIT arrived.
 */
export async function transaction<T>(
  pool: Pick<Sql, 'reserve'>,
  mode: TransactionMode,
  retry: RetryOptions,
  work: (flights: Flights) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(pool, mode, work);
    } catch (error) {
      if (attempt >= MOST_RETRIES || !isWorthARetry(error)) throw error;
      await retry.pause(25 * 2 ** attempt * (0.5 + retry.random() / 2));
    }
  }
}

async function once<T>(
  pool: Pick<Sql, 'reserve'>,
  mode: TransactionMode,
  work: (flights: Flights) => Promise<T>,
): Promise<T> {
  const sql = await pool.reserve();
  const progress: { state: 'new' | 'open' | 'done' } = { state: 'new' };
  const begin = () =>
    mode === 'read'
      ? sql`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`
      : sql`BEGIN ISOLATION LEVEL READ COMMITTED`;
  const send = <const Queries extends readonly unknown[]>(
    queries: Queries,
    closing: readonly unknown[],
  ): Promise<Answers<Queries>> => {
    const opening = progress.state === 'new' ? [begin()] : [];
    progress.state = 'open';
    // Awaiting a query is what sends it: Promise.all does so in order, without waiting in between.
    return Promise.all([...opening, ...queries, ...closing]).then(
      (answers) => answers.slice(opening.length, opening.length + queries.length) as Answers<Queries>,
    );
  };
  try {
    const result = await work({
      sql,
      send: (...queries) => send(queries, []),
      commit: async (...queries) => {
        const answers = await send(queries, [sql`COMMIT`]);
        progress.state = 'done';
        return answers;
      },
    });
    if (progress.state === 'open') await sql`COMMIT`;
    return result;
  } catch (error) {
    // With a lost connection the transaction is gone too; whether COMMIT arrived is not known.
    if (!isConnectionLost(error) && progress.state === 'open') await sql`ROLLBACK`;
    throw error;
  } finally {
    sql.release();
  }
}
