/** Splits a published province figure over offices; every split is made for the demonstration and labelled so. */

/**
 * Whole parts that add up to `total`, in proportion to `weights`: the running sum is rounded, so nothing is lost.
 * The same arguments always give the same parts.
 */
export function split(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let running = 0;
  let given = 0;
  return weights.map((weight) => {
    running += weight;
    const part = Math.round((total * running) / whole) - given;
    given += part;
    return part;
  });
}

/**
 * Splits a funnel a ≥ b ≥ c … so that it holds in every office: the innermost figure is split first, then each
 * difference, and the differences are added up outwards.
 */
export function splitFunnel(totals: readonly number[], weights: readonly number[]): number[][] {
  let inner = weights.map(() => 0);
  const levels: number[][] = [];
  for (let level = totals.length - 1; level >= 0; level -= 1) {
    const difference = (totals[level] ?? 0) - inner.reduce((sum, part) => sum + part, 0);
    const parts = split(difference, rotate(weights, level));
    inner = inner.map((part, office) => part + (parts[office] ?? 0));
    levels.unshift(inner);
  }
  return levels;
}

function rotate(weights: readonly number[], by: number): number[] {
  return weights.map((_, index) => weights[(index + by) % weights.length] ?? 1);
}
