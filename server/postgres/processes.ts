/** What can be known about a running process by its id: alive, and whether it serves a given data directory. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Fields of a process's state on Linux from the third on: state, parent, …; undefined elsewhere or when it is gone. */
function linuxState(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** A dead process whose parent has not looked yet still answers signals; Linux says so in its state. */
const isZombie = (pid: number): boolean => linuxState(pid)?.[0] === 'Z';

/** True while the process runs (also when it belongs to another account). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** The arguments a process was started with; undefined where the system will not say. */
async function argumentsOf(pid: number): Promise<string[] | undefined> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text === '' ? undefined : text.split('\0');
  }
  if (process.platform === 'win32') return undefined;
  const listed = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => undefined);
  return listed?.stdout.trim().split(/\s+/);
}

/**
 * The process that started server `pid`, as the server's own arguments name it; undefined unless `pid` is a `postgres`
 * started on `cluster` by a supervisor of ours.
 */
export async function starterOf(pid: number, cluster: string, setting: string): Promise<number | undefined> {
  const [program = '', ...rest] = (await argumentsOf(pid)) ?? [];
  const directory = rest[rest.indexOf('-D') + 1] ?? '';
  const same = (await realpath(directory).catch(() => '')) === (await realpath(cluster));
  if (basename(program) !== 'postgres' || !rest.includes('-D') || !same) return undefined;
  const named = rest.find((argument) => argument.startsWith(`${setting}=`))?.slice(setting.length + 1);
  return named !== undefined && /^[0-9]+$/.test(named) ? Number(named) : undefined;
}

/** Whether `starter`, another process that once started process `pid`, is gone: its number may have been given away since. */
export function lostStarter(pid: number, starter: number): boolean {
  const parent = linuxState(pid)?.[1];
  return parent === undefined ? !isAlive(starter) : Number(parent) !== starter;
}

/**
 * Command to put before another so that the kernel sends it `signal` when we are killed (`setpriv --pdeathsig`);
 * empty where there is none.
 */
export async function findLeash(signal: 'INT' | 'KILL'): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  for (const setpriv of ['/usr/bin/setpriv', '/bin/setpriv']) {
    if (!existsSync(setpriv)) continue;
    const leash = [setpriv, '--pdeathsig', signal];
    const works = await run(setpriv, [...leash.slice(1), '/bin/true']).then(
      () => true,
      () => false,
    );
    if (works) return leash;
  }
  return [];
}

/**
 * Whether process `pid` is a PostgreSQL working in `cluster`: a process id alone proves nothing, ids are used again.
 * `unknown` where the system will not say.
 */
export async function servesCluster(pid: number, cluster: string): Promise<'yes' | 'no' | 'unknown'> {
  if (process.platform === 'win32') return 'unknown';
  const real = await realpath(cluster);
  if (process.platform === 'linux') {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    if (cwd === undefined) return isAlive(pid) ? 'unknown' : 'no';
    return cwd === real ? 'yes' : 'no';
  }
  const args = (await argumentsOf(pid))?.join(' ');
  if (args === undefined) return isAlive(pid) ? 'unknown' : 'no';
  return args.includes(cluster) || args.includes(real) ? 'yes' : 'no';
}

/** Waits until the process is gone; false when it still lives after `timeoutMs`. */
export async function waitGone(pid: number, timeoutMs: number): Promise<boolean> {
  for (let waited = 0; waited <= timeoutMs; waited += 20) {
    if (!isAlive(pid)) return true;
    await delay(20);
  }
  return false;
}
