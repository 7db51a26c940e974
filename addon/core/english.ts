/** Owns handing out the sidebar's English words, which its page is built without. */
import type { EnglishResult } from './rpc.ts';

/** Replaced when the add-on is built. */
declare const SO_TINH_ENGLISH: EnglishResult;

export const englishWords = (): EnglishResult => SO_TINH_ENGLISH;
export const englishStamp = (): string => SO_TINH_ENGLISH.stamp;
