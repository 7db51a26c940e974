/** Owns LockService: who holds a lock, and waiting for one by the virtual clock. Source: reference "Class Lock", "LockService". */

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from './execution.ts';
import { face } from './face.ts';
import type { Host } from './host.ts';

type Lock = GoogleAppsScript.Lock.Lock;

export interface Locks {
  /** Lock name → the execution that holds it. */
  readonly held: Map<string, Execution>;
  /** Lock name → when, by the virtual clock, it was last let go. */
  readonly freed: Map<string, number>;
  /** Runs that wait, first come first served (guess M15); each looks whether its wait is over. */
  readonly waiting: Set<() => void>;
}

export const newLocks = (): Locks => ({ held: new Map(), freed: new Map(), waiting: new Set() });

/** Real milliseconds a run waits for a holder whose own time stands still, as in a request nobody answers. */
const PATIENCE_MS = 10_000;

const userLock = (run: Execution): string => `user:${run.person.sub}`;

/** Every call of any execution may have moved its time past what somebody waits for. */
export function lookAgain(locks: Locks): void {
  for (const look of [...locks.waiting]) look();
}

function letGo(locks: Locks, name: string, run: Execution): void {
  if (locks.held.get(name) !== run) return;
  locks.held.delete(name);
  locks.freed.set(name, run.clock.now());
  lookAgain(locks);
}

/** Takes a free lock, at the instant it became free if that is later; false when that comes after `until`. */
function take(locks: Locks, name: string, run: Execution, until: number): boolean {
  const free = Math.max(run.clock.now(), locks.freed.get(name) ?? 0);
  const late = free > until;
  run.clock.advance((late ? until : free) - run.clock.now());
  if (!late) locks.held.set(name, run);
  return !late;
}

function wait(
  locks: Locks,
  name: string,
  run: Execution,
  until: number,
  patienceMs: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (got: boolean): void => {
      clearTimeout(timer);
      locks.waiting.delete(look);
      if (!got) run.clock.advance(Math.max(0, until - run.clock.now()));
      resolve(got);
    };
    const look = (): void => {
      const holder = locks.held.get(name);
      if (holder === undefined) end(take(locks, name, run, until));
      else if (holder.clock.now() >= until) end(false);
    };
    const timer = setTimeout(() => end(false), patienceMs);
    locks.waiting.add(look);
    look();
  });
}

function makeLock(run: Execution, host: Host, name: string): Lock {
  const { locks } = host;
  const tryLock = (timeoutMs: number): boolean | Promise<boolean> => {
    if (typeof timeoutMs !== 'number') throw new GoogleError('badArgument', { what: 'timeoutInMillis' });
    const holder = locks.held.get(name);
    if (holder === run) return true;
    const until = run.clock.now() + timeoutMs;
    if (holder === undefined) return take(locks, name, run, until);
    return wait(locks, name, run, until, host.lockPatienceMs ?? PATIENCE_MS);
  };
  const orFail = (got: boolean): void => {
    if (!got) throw new GoogleError('lockTimeout');
  };
  return face<Lock>(run, 'Lock.Lock', {
    // To the script a wait is synchronous: the desk waits on its behalf.
    tryLock: (timeoutMs) => tryLock(timeoutMs) as boolean,
    waitLock: (timeoutMs) => {
      const got = tryLock(timeoutMs);
      return typeof got === 'boolean' ? orFail(got) : (got.then(orFail) as unknown as undefined);
    },
    hasLock: () => locks.held.get(name) === run,
    releaseLock: () => letGo(locks, name, run),
  });
}

export function makeLockService(run: Execution, host: Host): GoogleAppsScript.Lock.LockService {
  const lock = (name: string): Lock => makeLock(run, host, name);
  return face<GoogleAppsScript.Lock.LockService>(run, 'Lock.LockService', {
    getDocumentLock: () => lock(`document:${host.workbook.id}`),
    getScriptLock: () => lock('script'),
    getUserLock: () => lock(userLock(run)),
  });
}

/** All locks of an execution are released when it ends (reference: LockService). */
export function releaseLocks(run: Execution, { locks }: Pick<Host, 'locks'>): void {
  for (const [name, holder] of [...locks.held]) if (holder === run) letGo(locks, name, run);
}
