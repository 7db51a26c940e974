/** Owns handing out the sidebar's English words, which its page is built without. */
import type { EnglishResult } from './rpc.ts';

/** Replaced when the add-on is built; the texts packed, since they are a tenth of the script and seldom asked for. */
declare const SO_TINH_ENGLISH: { readonly stamp: string; readonly packed: string };

/** `unpack`: what was packed by gzip and written as base64. */
export const englishWords = (unpack: (packed: string) => string): EnglishResult => ({
  stamp: SO_TINH_ENGLISH.stamp,
  texts: unpack(SO_TINH_ENGLISH.packed).split('~'),
});
export const englishStamp = (): string => SO_TINH_ENGLISH.stamp;
