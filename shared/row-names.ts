/** Owns which row of a printed table its number and label name. Pure. */
import type { Row } from './template.ts';
import { fold } from './text.ts';

export interface RowName {
  readonly key: string;
  /** `label`: no other row has this label; `pair`: only number and label together tell it. */
  readonly by: 'label' | 'pair';
  /** The printed number is that row's as well. */
  readonly hasNumber: boolean;
}

interface RowNames {
  /** undefined for words that no row has, or more than one. */
  nameOf(number: string, label: string): RowName | undefined;
}

/** Words → key of the only row that has them. */
function only(rows: readonly Row[], wordsOf: (row: Row) => string): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  const twice = new Set<string>();
  for (const row of rows) {
    const words = wordsOf(row);
    if (seen.has(words)) twice.add(words);
    seen.set(words, row.key);
  }
  for (const words of twice) seen.delete(words);
  return seen;
}

/** "1.2|so vi pham" */
const pairOf = (number: string, label: string): string => `${fold(number)}|${fold(label)}`;

export function rowNames(rows: readonly Row[]): RowNames {
  const byLabel = only(rows, ({ label }) => fold(label.vi));
  const byPair = only(rows, ({ ordinal, label }) => pairOf(ordinal ?? '', label.vi));
  return {
    nameOf(number, label) {
      if (label === '') return undefined;
      const pair = byPair.get(pairOf(number, label));
      const key = byLabel.get(fold(label)) ?? pair;
      if (key === undefined) return undefined;
      return { key, by: byLabel.has(fold(label)) ? 'label' : 'pair', hasNumber: pair === key };
    },
  };
}
