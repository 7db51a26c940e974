/** Owns handing out the sidebar's English words, which its page is built without. */
import type { EnglishResult } from './rpc.ts';

/** Replaced when the add-on is built; one text, since five hundred take two bytes more each. */
declare const SO_TINH_ENGLISH: { readonly stamp: string; readonly texts: string };

export const englishWords = (): EnglishResult => ({
  stamp: SO_TINH_ENGLISH.stamp,
  texts: SO_TINH_ENGLISH.texts.split('~'),
});
export const englishStamp = (): string => SO_TINH_ENGLISH.stamp;
