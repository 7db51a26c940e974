/** The shape of a part of the sidebar's words: key → Vietnamese, English; `{name}` is filled in. */
export type WordList = Readonly<Record<string, readonly [vi: string, en: string]>>;
