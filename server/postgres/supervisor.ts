/**
 * Runs the embedded PostgreSQL: starts it, proves it durable and its own, starts it again when it dies, stops it cleanly.
 * At most one supervisor per data directory: a lock held inside the database, so that it ends with its holder.
 */
import { execFile } from 'node:child_process';
import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Refusal } from '../refusal.ts';
import { assertDurable, claim, ensureOwner, identify, supervisorConnection } from '../store/cluster.ts';
import type { Sql } from '../store/sql.ts';
import { assertReachable, chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import {
  clusterDir,
  type Passwords,
  prepareHome,
  readPasswords,
  readPostmasterFile,
  removePostmasterFile,
  systemIdentifier,
} from './data-directory.ts';
import { chooseEndpoint, connectionString, endpointOf } from './endpoint.ts';
import { findLeash, isAlive, lostStarter, servesCluster, starterOf, waitGone } from './processes.ts';
import {
  becameReady,
  isStartedHere,
  launch,
  logTail,
  prepareLog,
  type Running,
  type ServerPlan,
  SUPERVISOR_SETTING,
} from './server-process.ts';

const run = promisify(execFile);
const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 8_000;
/** A stop that writes everything down first may take so long; then the server is ended and recovers at its next start. */
const CLEAN_STOP_MS = 5_000;
const RESTART_WAIT_MS_MAX = 5_000;
const ANSWER_TIMEOUT_MS = 5_000;
const RECLAIM_PAUSE_MS = 100;
/** How long a living server may leave the supervisor without an answer before it is ended by force; doubles each time. */
const PATIENCE_MS = 10_000;
const PATIENCE_MS_MAX = 600_000;
const QUIT_TIMEOUT_MS = 7_000;

/** What the supervisor tells; never contains secrets or statements. */
export interface SupervisorEvents {
  /** `started`, `died`, `restarted`, `orphan stopped`, … with plain details. */
  readonly note?: (event: string, details: Readonly<Record<string, string | number>>) => void;
  /** The database can not be kept running any more; the process should end with the refusal's exit code. */
  readonly lost?: (refusal: Refusal) => void;
}

export interface PostgresOptions extends SupervisorEvents {
  /** Directory for everything of the embedded database; made when missing. */
  readonly dir: string;
  /** Programs to use instead of the bundled ones (PG_BINDIR). */
  readonly binDir?: string;
  /** Further server settings, e.g. max_connections. Durability settings are refused by the check after the start. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Connection string of the owner (no superuser) for `database`, by default the service's own. */
  url(database?: string): string;
  /** Connection string of role postgres. */
  superuserUrl(database?: string): string;
  /** Process id of the running postmaster; undefined while it is down. */
  readonly pid: number | undefined;
  readonly version: string;
  /** Fast shutdown: running transactions roll back, everything is written, the process is gone. Repeatable. */
  stop(): Promise<void>;
}

interface State extends ServerPlan {
  readonly events: SupervisorEvents;
  readonly passwords: Passwords;
  running: Running | undefined;
  lock: Sql | undefined;
  stopping: boolean;
  patienceMs: number;
  /** The restart under way, which a stop has to wait for. */
  reviving: Promise<void>;
}

const pidOf = (state: State): number => state.running?.pid ?? 0;

const superuserUrl = (state: State, database = 'postgres'): string =>
  connectionString(state.endpoint, 'postgres', state.passwords.superuser, database);

/** The answer of a database that may accept questions and never answer. */
function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = delay(ANSWER_TIMEOUT_MS, undefined, { ref: false }).then((): never => {
    throw new Error('no answer');
  });
  return Promise.race([answer, late]);
}

/** Stops a postmaster that lost its supervisor, after proving that it is ours. `busy`: not answering yet, look again. */
async function stopOrphan(state: State, pid: number): Promise<'stopped' | 'busy'> {
  const file = await readPostmasterFile(state.home);
  if (!file?.ready) return 'busy';
  const sql = supervisorConnection(
    connectionString(endpointOf(file), 'postgres', state.passwords.superuser, 'postgres'),
    process.pid,
  );
  try {
    const answer = await inTime(identify(sql)).catch(() => undefined);
    if (!answer) return 'busy';
    const here = await realpath(clusterDir(state.home));
    const same =
      answer.systemIdentifier === (await systemIdentifier(state.home)) &&
      (await realpath(answer.dataDirectory).catch(() => '')) === here;
    if (!same) throw new Refusal('other_cluster', { pid, dir: state.home });
    const taken = await inTime(claim(sql)).catch(() => undefined);
    if (!taken) return 'busy';
    if (!taken.ok) throw new Refusal('second_instance', { dir: state.home, pid: taken.holder || pid });
    await signalStop(state, pid);
  } finally {
    await sql.end({ timeout: 1 });
  }
  if (!(await waitGone(pid, STOP_TIMEOUT_MS))) return 'busy';
  state.events.note?.('orphan stopped', { pid });
  return 'stopped';
}

async function signalStop(state: State, pid: number): Promise<void> {
  if (process.platform !== 'win32') {
    process.kill(pid, 'SIGINT');
    return;
  }
  await run(join(state.binaries.dir, 'pg_ctl'), ['stop', '-m', 'fast', '-D', clusterDir(state.home)]);
}

/** Clears the way for a start: `free`, or `busy` while another postmaster is coming up or going down. */
async function clearWay(state: State): Promise<'free' | 'busy'> {
  const file = await readPostmasterFile(state.home);
  if (!file) return 'free';
  const serves = await servesCluster(file.pid, clusterDir(state.home));
  if (serves === 'no') {
    // The id was given to another process since; PostgreSQL would take that for a running server.
    await removePostmasterFile(state.home);
    return 'free';
  }
  if (!isAlive(file.pid)) return 'free';
  return (await stopOrphan(state, file.pid)) === 'stopped' ? 'free' : 'busy';
}

/** SIGQUIT, and SIGKILL to a process that does not go: PostgreSQL recovers from both at its next start. */
async function endByForce(pid: number): Promise<void> {
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await waitGone(pid, QUIT_TIMEOUT_MS)) return;
  }
}

/**
 * Ends a server of this directory whose supervisor is gone and which neither answers nor goes: PostgreSQL 18 can hang
 * for good when it is asked to stop while it recovers from the death of one of its processes. True when one was ended.
 */
async function endStuckOrphan(state: State): Promise<boolean> {
  const file = await readPostmasterFile(state.home);
  if (!file || isStartedHere(file.pid)) return false;
  const starter = await starterOf(file.pid, clusterDir(state.home), SUPERVISOR_SETTING);
  if (starter === undefined || !lostStarter(file.pid, starter)) return false;
  state.events.note?.('stuck orphan', { pid: file.pid });
  await endByForce(file.pid);
  return true;
}

async function whyNotStarted(state: State): Promise<Refusal> {
  const other = await readPostmasterFile(state.home);
  if (other && isAlive(other.pid)) return new Refusal('second_instance', { dir: state.home, pid: other.pid });
  return new Refusal('start_failed', { seconds: START_TIMEOUT_MS / 1000, why: await logTail(state.home) });
}

/** One running postmaster of ours, or a Refusal after 10 s of refused starts. */
async function startServer(state: State): Promise<Running> {
  const started = performance.now();
  let deadline = started + START_TIMEOUT_MS;
  let forced = false;
  for (;;) {
    const way = await clearWay(state);
    if (way === 'busy' && !forced && performance.now() - started > CLEAN_STOP_MS) {
      forced = await endStuckOrphan(state);
      if (forced) deadline = performance.now() + START_TIMEOUT_MS;
    }
    if (way === 'free') {
      const running = launch(state);
      if (await becameReady(state, running)) return running;
      if (isAlive(running.pid)) running.child.kill('SIGQUIT');
    }
    if (performance.now() > deadline) throw await whyNotStarted(state);
    await delay(100);
  }
}

/** Takes the supervisor's lock and keeps its connection; a lost connection is claimed again while we run. */
async function hold(state: State): Promise<Sql> {
  let reclaiming = false;
  const sql = supervisorConnection(superuserUrl(state), process.pid, () => {
    const { running } = state;
    // Every failed attempt closes a connection as well: one loop at a time, or attempts breed attempts.
    if (state.lock !== sql || state.stopping || reclaiming || !running) return;
    reclaiming = true;
    void reclaim(state, sql, running).finally(() => {
      reclaiming = false;
    });
  });
  const taken = await claim(sql);
  if (taken.ok) return sql;
  await sql.end({ timeout: 1 });
  throw new Refusal('second_instance', { dir: state.home, pid: taken.holder });
}

/** One attempt to have the lock on the connection there is now; throws while the database does not answer. */
async function attemptClaim(state: State, sql: Sql): Promise<void> {
  const taken = await inTime(claim(sql));
  if (!taken.ok) state.events.lost?.(new Refusal('second_instance', { dir: state.home, pid: taken.holder }));
}

/** A database that does not answer for too long is ended by force, so that it starts anew; the patience then doubles. */
async function endStuck(state: State, running: Running): Promise<void> {
  state.events.note?.('stuck', { pid: running.pid, waitedMs: state.patienceMs });
  state.patienceMs = Math.min(state.patienceMs * 2, PATIENCE_MS_MAX);
  await endByForce(running.pid);
}

/** After the lock's connection was lost while the server lives (it restarts its own processes): take the lock again. */
async function reclaim(state: State, sql: Sql, running: Running): Promise<void> {
  const since = performance.now();
  while (!state.stopping && state.lock === sql && state.running === running) {
    try {
      await attemptClaim(state, sql);
      state.patienceMs = PATIENCE_MS;
      return;
    } catch {
      if (performance.now() - since > state.patienceMs) {
        await endStuck(state, running);
        return;
      }
      await delay(RECLAIM_PAUSE_MS);
    }
  }
}

/** Start, prove, claim, and watch. */
async function bringUp(state: State): Promise<void> {
  const running = await startServer(state);
  state.running = running;
  try {
    state.lock = await hold(state);
    await assertDurable(state.lock);
    await ensureOwner(state.lock, state.passwords.owner);
  } catch (error) {
    state.running = undefined;
    await endServer(state, running);
    throw error;
  }
  void running.exited.then(() => {
    state.reviving = revive(state, running);
  });
}

/** Called when the postmaster ended: brings it up again, with growing waits, unless we are stopping. */
async function revive(state: State, ended: Running): Promise<void> {
  if (state.stopping || state.running !== ended) return;
  state.running = undefined;
  state.events.note?.('died', { pid: ended.pid });
  await state.lock?.end({ timeout: 0 }).catch(() => undefined);
  state.lock = undefined;
  for (let wait = 50; !state.stopping; wait = Math.min(wait * 2, RESTART_WAIT_MS_MAX)) {
    try {
      await bringUp(state);
      state.events.note?.('restarted', { pid: pidOf(state) });
      return;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'second_instance') {
        state.events.lost?.(error);
        return;
      }
      state.events.note?.('restart failed', { why: error instanceof Error ? error.message : String(error) });
    }
    await delay(wait);
  }
}

async function endServer(state: State, running: Running): Promise<void> {
  await state.lock?.end({ timeout: 0 }).catch(() => undefined);
  state.lock = undefined;
  if (running.child.exitCode === null && running.child.signalCode === null) {
    await signalStop(state, running.pid).catch(() => undefined);
    const late = setTimeout(() => running.child.kill('SIGQUIT'), CLEAN_STOP_MS);
    await running.exited.finally(() => clearTimeout(late));
  }
}

async function prepare(options: PostgresOptions): Promise<State> {
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true });
  const account = await chooseAccount(join(dir, 'postgres'));
  await assertReachable(join(dir, 'postgres'), account);
  const binaries = await findBinaries(options.binDir, dir, account);
  const home = await prepareHome(dir, binaries, account);
  await prepareLog(home, account);
  return {
    events: options,
    settings: options.settings ?? {},
    home,
    binaries,
    account,
    endpoint: await chooseEndpoint(home, account),
    passwords: await readPasswords(home),
    leash: await findLeash('INT'),
    running: undefined,
    lock: undefined,
    stopping: false,
    patienceMs: PATIENCE_MS,
    reviving: Promise.resolve(),
  };
}

/**
 * Starts the embedded PostgreSQL in `options.dir` and keeps it running until `stop`.
 * Throws Refusal: `second_instance` (exit 3), `data_*`, `binaries_*`, `init_failed`, `start_failed`, `not_durable`.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const state = await prepare(options);
  await bringUp(state);
  options.note?.('started', { pid: pidOf(state), version: state.binaries.version });
  return {
    url: (database = 'so_tinh') =>
      connectionString(state.endpoint, 'so_tinh', state.passwords.owner, database),
    superuserUrl: (database) => superuserUrl(state, database),
    get pid() {
      return state.running?.pid;
    },
    version: state.binaries.version,
    stop: async () => {
      state.stopping = true;
      await state.reviving;
      const { running } = state;
      state.running = undefined;
      if (running) await endServer(state, running);
    },
  };
}
