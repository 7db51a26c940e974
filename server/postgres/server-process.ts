/** One PostgreSQL server process: its command line, its log file, and when it is ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { chmod, chown, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SystemAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { clusterDir, readPostmasterFile } from './data-directory.ts';
import type { Endpoint } from './endpoint.ts';

const RECOVERY_TIMEOUT_MS = 120_000;
const LOG_BYTES_MAX = 10_000_000;

/** A setting of our own that a server carries: the process that started it. */
export const SUPERVISOR_SETTING = 'so_tinh.supervisor';

/** Servers this process started that have not ended. */
const started = new Set<number>();
export const isStartedHere = (pid: number): boolean => started.has(pid);

/** Everything a start needs to know. */
export interface ServerPlan {
  readonly home: string;
  readonly binaries: Binaries;
  readonly account: SystemAccount | undefined;
  readonly endpoint: Endpoint;
  /** Command put before the server so that it ends with us; see findLeash. */
  readonly leash: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
}

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly exited: Promise<void>;
}

const logFile = (home: string): string => join(home, 'postgres.log');

export async function prepareLog(home: string, account: SystemAccount | undefined): Promise<void> {
  const file = logFile(home);
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_BYTES_MAX) await rename(file, `${file}.old`);
  closeSync(openSync(file, 'a', 0o600));
  await chmod(file, 0o600);
  if (account) await chown(file, account.uid, account.gid);
}

/** The last lines PostgreSQL wrote, for a message about a failed start. */
export async function logTail(home: string): Promise<string> {
  const text = await readFile(logFile(home), 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-4).join(' | ');
}

function serverArguments(plan: ServerPlan): string[] {
  const { endpoint } = plan;
  const settings: Record<string, string> = {
    port: String(endpoint.port),
    listen_addresses: 'socketDir' in endpoint ? '' : '127.0.0.1',
    unix_socket_directories: 'socketDir' in endpoint ? endpoint.socketDir : '',
    unix_socket_permissions: '0700',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and row details may hold what an office reported: neither is written to the log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    [SUPERVISOR_SETTING]: String(process.pid),
    ...plan.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export function launch(plan: ServerPlan): Running {
  const [program, ...rest] = [
    ...plan.leash,
    join(plan.binaries.dir, 'postgres'),
    '-D',
    clusterDir(plan.home),
    ...serverArguments(plan),
  ];
  const log = openSync(logFile(plan.home), 'a');
  const child = spawn(program ?? 'postgres', rest, {
    cwd: plan.home,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    // Its own group: Ctrl-C in a terminal must reach us first, so that requests can finish.
    detached: true,
    windowsHide: true,
    ...(plan.account ? { uid: plan.account.uid, gid: plan.account.gid } : {}),
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  started.add(pid);
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  void exited.then(() => started.delete(pid));
  return { child, pid, exited };
}

/** True once postmaster.pid names this child as ready; false when it ended before. */
export async function becameReady(plan: ServerPlan, running: Running): Promise<boolean> {
  let ended = false;
  void running.exited.then(() => {
    ended = true;
  });
  for (let waited = 0; !ended; waited += 20) {
    const file = await readPostmasterFile(plan.home);
    if (file?.pid === running.pid && file.ready) return true;
    if (waited > RECOVERY_TIMEOUT_MS) return false;
    await delay(20);
  }
  return false;
}
