/** Groups texts that are the same to a reader (case, tone place, Đ/Ð), folding only where two spellings may meet. */
import { fold } from './text.ts';

/** What joins the cells of a group key. */
const JOIN = '|';

/** The key under which rows are counted together: the folded cells, joined. */
export function groupKey(cells: readonly string[]): string {
  return fold(cells.join(JOIN));
}

const MODULUS = 0x7fffffff;

/**
 * A number that is equal for texts that fold alike: it sees only digits and the consonants that folding never changes
 * but for case. Cheap enough to take for every row of a long list.
 */
export function weakKey(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 32;
    const steady = code >= 48 && code <= 122 && (STEADY[code] ?? 0) === 1;
    if (steady && text.charCodeAt(i) < 128) hash = (hash * 31 + code) % MODULUS;
  }
  return hash;
}

/** 1 for ASCII digits and small consonants other than y, k and s, which some capitals outside ASCII fold to. */
const STEADY: Uint8Array = new Uint8Array(128);
for (const letter of 'bcdfghjlmnpqrtvwxz') STEADY[letter.charCodeAt(0)] = 1;
for (const digit of '0123456789') STEADY[digit.charCodeAt(0)] = 1;

/**
 * Positions of the texts that are alike, for each group, in order of first appearance. `undefined` belongs to no group.
 */
export function foldGroups(texts: readonly (string | undefined)[]): number[][] {
  const spellings = new Map<string, number[]>();
  texts.forEach((text, index) => {
    if (text === undefined) return;
    const known = spellings.get(text);
    if (known === undefined) spellings.set(text, [index]);
    else known.push(index);
  });
  const candidates = new Map<number, [string, number[]][]>();
  for (const entry of spellings) {
    const key = weakKey(entry[0]);
    const others = candidates.get(key);
    if (others === undefined) candidates.set(key, [entry]);
    else others.push(entry);
  }
  const groups: number[][] = [];
  for (const entries of candidates.values()) groups.push(...mergeFolded(entries));
  return groups;
}

function mergeFolded(entries: readonly [string, number[]][]): number[][] {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return [only[1]];
  const merged = new Map<string, number[]>();
  for (const [text, indexes] of entries) {
    const key = fold(text);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, [...indexes]);
    else known.push(...indexes);
  }
  return [...merged.values()].map((indexes) => indexes.sort((a, b) => a - b));
}
