/** Folds what pushes and decisions left pending into the totals, in the background; any number of servers may do so at once. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../store/db.ts';
import { foldBatch, provinceIds } from '../../store/totals.ts';

/** Pending rows taken in one transaction. */
const FOLD_BATCH = 2000;
const PAUSE_MS = 500;

/** Folds one province until nothing is left or another server is folding it; the number of rows folded. */
export async function foldProvince(
  db: Database,
  province: string,
  batch: number = FOLD_BATCH,
): Promise<number> {
  let all = 0;
  for (;;) {
    const folded = await foldBatch(db.system, province, batch);
    all += folded;
    if (folded < batch) return all;
  }
}

/** Folds every province; the number of rows folded. */
export async function foldAll(db: Database): Promise<number> {
  let all = 0;
  for (const { id } of await provinceIds(db.system)) all += await foldProvince(db, id);
  return all;
}

interface FoldingDeps {
  readonly db: Database;
  /** Told of a turn that failed; the next turn tries again. */
  readonly onError: (error: unknown) => void;
  /** Told of a turn that folded something. */
  readonly onFolded?: (rows: number, seconds: number) => void;
  /** The pause between turns; `signal` ends it. Default 500 ms: a fold writes every row of the totals it touches, however few pushes it takes in. */
  readonly pause?: (signal: AbortSignal) => Promise<unknown>;
}

/** Starts folding; `stop` waits for the turn under way. */
export function startFolding(deps: FoldingDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = deps.pause ?? (() => delay(PAUSE_MS, undefined, { signal }));
  const turns = async () => {
    while (!signal.aborted) {
      const started = performance.now();
      try {
        const rows = await foldAll(deps.db);
        if (rows > 0) deps.onFolded?.(rows, (performance.now() - started) / 1000);
      } catch (error) {
        deps.onError(error);
      }
      // A stop ends the pause by rejecting it.
      await pause(signal).catch(() => undefined);
    }
  };
  const running = turns();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
