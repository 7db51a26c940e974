/** Owns the English words in the page: it is built without them, and they are fetched once and kept. */
import type { EnglishResult } from '../core/rpc.ts';

let texts: readonly string[] = [];

export const learnEnglish = (english: EnglishResult): void => {
  texts = english.texts;
};

/** What the build puts in the place of `[vi, en]` and `both(vi, en)`. */
export const wordPair = (vi: string, at: number): readonly [string, string] => {
  const pair: [string, string] = [vi, ''];
  Object.defineProperty(pair, 1, { get: () => texts[at] ?? vi });
  return pair;
};
export const wordBoth = (vi: string, at: number): { readonly vi: string; readonly en: string } => ({
  vi,
  get en() {
    return texts[at] ?? vi;
  },
});
