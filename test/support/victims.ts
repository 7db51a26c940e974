/** Kills without warning: the server, the database, or parts of it, as a power switch or the out-of-memory killer would. Linux only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Process ids of the postmaster and of its children, as they are now; empty while it is down. */
export function databaseProcesses(dataDir: string): { postmaster: number | undefined; children: number[] } {
  try {
    const file = readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
    const postmaster = Number(file.split('\n')[0]);
    const text = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8');
    return { postmaster, children: text.trim().split(/\s+/).filter(Boolean).map(Number) };
  } catch {
    return { postmaster: undefined, children: [] };
  }
}

/** SIGKILL; answers whether there was somebody to kill. */
export function killNow(pid: number | undefined): boolean {
  if (pid === undefined || pid <= 1) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** What a process calls itself, e.g. `postgres: checkpointer`. */
export function titleOf(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()}`;
  } catch {
    return `${pid} gone`;
  }
}
