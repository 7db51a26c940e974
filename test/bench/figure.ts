/** What a measurement is: a number with its bar, and how ratios are taken so that the drift of the machine cancels out. */

export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: 'ratio' | 'calls' | 'kB' | 'MB' | 'ms';
  readonly bar: number;
  /** Whether the value has to reach the bar or stay below it. */
  readonly want: 'atLeast' | 'atMost';
  /** A second condition, told in the note; false misses the bar whatever the value. */
  readonly also?: boolean;
  /** The absolute numbers behind the value, and what was checked besides. */
  readonly note: string;
}

export const passes = ({ value, bar, want, also }: Figure): boolean =>
  also !== false && Number.isFinite(value) && (want === 'atLeast' ? value >= bar : value <= bar);

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}

export interface Paired {
  /** Median over the pairs of ours ÷ theirs. */
  readonly ratio: number;
  readonly ours: number;
  readonly theirs: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Measures both sides in turn, the first of a pair changing places, so that neither always meets the warmer machine. */
export async function inTurn(
  pairs: number,
  ours: () => number | Promise<number>,
  theirs: () => number | Promise<number>,
): Promise<Paired> {
  const left: number[] = [];
  const right: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) left.push(await ours());
    right.push(await theirs());
    if (pair % 2 === 1) left.push(await ours());
  }
  const ratios = left.map((value, pair) => value / (right[pair] ?? Number.NaN));
  return {
    ratio: median(ratios),
    ours: median(left),
    theirs: median(right),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
}

/** 3 significant digits or whole. */
export const show = (value: number): string =>
  value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

export const pairWords = (paired: Paired, unit: string, theirs: string): string =>
  `${show(paired.ours)} ${unit} ÷ ${show(paired.theirs)} ${theirs}; pairs ${paired.lowest.toFixed(2)} to ${paired.highest.toFixed(2)}`;
