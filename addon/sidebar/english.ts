/** Owns the English words in the page: it is built without them, and they are fetched once and kept. */
import type { EnglishResult } from '../core/rpc.ts';

let texts: readonly string[] = [];

export const learnEnglish = (english: EnglishResult): void => {
  texts = english.texts;
};

/** The number of the English text that belongs to the next word told. */
let next = 0;

/** What the build puts at the head of each catalogue. */
export const wordsFrom = (first: number): void => {
  next = first;
};

/** What the build puts in the place of `[vi, en]` and `both(vi, en)`, which stand where they are told once and in order. */
export const wordPair = (vi: string): readonly [string, string] => {
  const pair: [string, string] = [vi, ''];
  const at = next++;
  Object.defineProperty(pair, 1, { get: () => texts[at] ?? vi });
  return pair;
};
export const wordBoth = (vi: string): { readonly vi: string; readonly en: string } => {
  const at = next++;
  return {
    vi,
    get en() {
      return texts[at] ?? vi;
    },
  };
};
