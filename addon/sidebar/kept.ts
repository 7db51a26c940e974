/** What outlives the sidebar in the browser: the language of a person, and what was typed for a document. A browser that keeps nothing is no failure. */
import type { Lang } from '../../shared/template.ts';
import type { EnglishResult } from '../core/rpc.ts';

/** More time being asked for; with its key, so that a request whose answer was lost is the same one. */
export interface TimeAsked {
  readonly until: string;
  readonly reason: string;
  readonly key: string | null;
}

/** One's own value of a cell, or the one a colleague sent. */
export type Which = 'mine' | 'theirs';

interface Draft {
  /** Reasons typed for warnings, by issue key. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Which of two values was chosen, by the conflict. */
  readonly taking: Readonly<Record<string, Which>>;
  /** Pixels the list was scrolled down. */
  readonly scrolled: number;
  readonly asking: TimeAsked;
}

/** As window.localStorage; reading and writing may throw where the frame may keep nothing. */
type Shelf = () => {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
};

export interface Kept {
  /** Whether this browser keeps anything. */
  readonly keeps: boolean;
  language(): Lang;
  keepLanguage(lang: Lang): void;
  /** English words of some build; null where none are kept. */
  english(): EnglishResult | null;
  keepEnglish(english: EnglishResult): void;
  draft(file: string, email: string): Draft;
  keepDraft(file: string, email: string, draft: Draft): void;
}

export const NOT_ASKING: TimeAsked = { until: '', reason: '', key: null };
const EMPTY: Draft = { reasons: {}, taking: {}, scrolled: 0, asking: NOT_ASKING };
const LANGUAGE = 'so-tinh.language';
const ENGLISH = 'so-tinh.english';
/** Two people at one computer, or one person in two files, never meet each other's words. */
const draftKey = (file: string, email: string): string => `so-tinh.draft.${file}.${email}`;

/** `email`: who opened the sidebar, since several people may use one browser. */
export function keptOn(shelf: Shelf, email: string): Kept {
  const read = (key: string): string | null => {
    try {
      return shelf().getItem(key);
    } catch {
      return null;
    }
  };
  const write = (key: string, text: string | null): void => {
    try {
      if (text === null) shelf().removeItem(key);
      else shelf().setItem(key, text);
    } catch {
      // Private windows and full stores: what is open stays usable.
    }
  };
  const language = `${LANGUAGE}.${email}`;
  const trial = `${LANGUAGE}.trial`;
  write(trial, '1');
  const keeps = read(trial) === '1';
  write(trial, null);
  return {
    keeps,
    language: () => (read(language) === 'en' ? 'en' : 'vi'),
    keepLanguage: (lang) => write(language, lang),
    english: () => englishOf(read(ENGLISH)),
    keepEnglish: (english) => write(ENGLISH, JSON.stringify(english)),
    draft: (file, person) => draftOf(read(draftKey(file, person))),
    keepDraft: (file, person, draft) =>
      write(
        draftKey(file, person),
        JSON.stringify(draft) === JSON.stringify(EMPTY) ? null : JSON.stringify(draft),
      ),
  };
}

/** What somebody else wrote under the key is as good as nothing. */
function draftOf(text: string | null): Draft {
  try {
    const { reasons, taking, scrolled, asking } = JSON.parse(text ?? '') as Partial<Draft>;
    const typed = Object.entries(reasons ?? {}).filter(([, reason]) => typeof reason === 'string');
    const chosen = Object.entries(taking ?? {}).filter(([, which]) => which === 'mine' || which === 'theirs');
    return {
      reasons: Object.fromEntries(typed),
      taking: Object.fromEntries(chosen),
      scrolled: typeof scrolled === 'number' ? scrolled : 0,
      asking: isAsking(asking) ? asking : NOT_ASKING,
    };
  } catch {
    return EMPTY;
  }
}

const isAsking = (asking: TimeAsked | undefined): asking is TimeAsked =>
  typeof asking?.until === 'string' &&
  typeof asking.reason === 'string' &&
  (asking.key === null || typeof asking.key === 'string');

function englishOf(text: string | null): EnglishResult | null {
  try {
    const { stamp, texts } = JSON.parse(text ?? '') as Partial<EnglishResult>;
    const isWhole = Array.isArray(texts) && texts.every((word) => typeof word === 'string');
    return typeof stamp === 'string' && isWhole ? { stamp, texts } : null;
  } catch {
    return null;
  }
}
