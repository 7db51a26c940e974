/** Random choices from a printed seed, so that a failing fault test can be run again: SEED=… npx vitest run … */

export interface Chance {
  readonly seed: number;
  /** 0 ≤ x < 1 (mulberry32). */
  next(): number;
  /** lowest ≤ n ≤ highest. */
  integer(lowest: number, highest: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** Takes SEED from the environment, else a new one; prints it. */
export function chance(title: string, seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007)): Chance {
  process.stdout.write(`${title}: SEED=${seed}\n`);
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    seed,
    next,
    integer: (lowest, highest) => lowest + Math.floor(next() * (highest - lowest + 1)),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}
