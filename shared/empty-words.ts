/** How an office writes that a cell holds no figure, and why: the words for the three declared kinds of empty. */
import { lastDayOf, nextDayOf, readDate, showDate } from './dates.ts';
import type { Empty } from './report.ts';
import { clean, fold, plainAscii } from './text.ts';

const SIGNS: ReadonlySet<string> = new Set(['-', '–', '—', '−', 'x', '×', 'n/a']);

/** A phrase with or without its marks, word by word: "không có", "khong co", "không co". */
const loosely = (phrase: string): string =>
  phrase.replace(/[^ ]+/g, (word) => `(?:${word}|${plainAscii(word)})`);
const anyOf = (...phrases: readonly string[]): RegExp =>
  new RegExp(`^(?:${phrases.map((phrase) => loosely(fold(phrase))).join('|')})$`);

const NOT_APPLICABLE = anyOf('không áp dụng', 'không thuộc phạm vi', 'not applicable');
const NONE = anyOf(
  'không phát sinh',
  'không có phát sinh',
  'không phát sinh trong kỳ',
  'không có',
  'none',
  'nil',
);
/** "Không" is none only where a figure goes; beside a question or a date it may mean anything. */
const NO = anyOf('không');
/** Where a figure goes, this begins a "not yet known": its reason is still to be said. */
const NOT_YET_SHORT = anyOf('chưa có', 'chưa có số');
const NOT_YET = new RegExp(`^(?:${loosely('chưa có số liệu')}|no figure yet)(?: ?[:,;.–-] ?| |$)`, 'i');
/** Longer text is a declared empty only when it opens with c(hưa) or n(o): ordinary answers are passed over quickly. */
const SHORT = 60;
const STARTS_NOT_YET = /^[\s\u200b-\u200f\u2060\ufeff]*[cn]/i;
const PROMISE = /(?:^|[;,.] ?|\()((?:hẹn|hen|promised)(?: ([^;()]*?))?)\)?\.?$/i;
/** Words between the promise and its day; "before" a day is that day at the latest. */
const LEAD =
  /^(?:(?:vào|vao|trong|trước|truoc|đến|den|chậm nhất|cham nhat|muộn nhất|muon nhat|là|la|by|before|on) )*(?:(?:ngày|ngay) )?/i;

interface PromiseWords {
  /** "hẹn 30/4" as written. */
  readonly words: string;
  /** What stands where the day goes. */
  readonly day: string;
  /** What was written before it. */
  readonly reason: string;
}

/** What is promised at the end of a reason; undefined when nothing is. */
function promiseIn(text: string): PromiseWords | undefined {
  const match = PROMISE.exec(text);
  if (!match) return undefined;
  const [, words = '', said = ''] = match;
  return { words, day: said.replace(LEAD, '').trim(), reason: clean(text.slice(0, match.index)) };
}

const dayOf = (words: string): string | undefined => {
  const reading = readDate(words, { locale: 'vi_VN' });
  return reading.kind === 'date' ? reading.value : undefined;
};

/**
 * A promise that stayed among the words of the reason, since its day cannot be read: what is written, and what it would be
 * where only the year is missing or a month, quarter or year is named by its words. Undefined where no day is lost.
 */
export function unreadPromise(
  e: Empty,
  today: string,
): { readonly words: string; readonly mended?: Empty } | undefined {
  if (e.empty !== 'notYetKnown' || e.promised !== undefined) return undefined;
  const promise = promiseIn(clean(e.reason).replace(/\n/g, ' '));
  if (promise === undefined) return undefined;
  const { words, day, reason } = promise;
  const promised = dayOf(day) ?? nextDayOf(day, today) ?? lastDayOf(day);
  if (promised === undefined || reason === '') return { words };
  return { words, mended: { empty: 'notYetKnown', reason, promised } };
}

/**
 * The declared empty a person wrote; undefined when the text is something else.
 * "chưa có số liệu" without a reason gives the reason '', which the check must refuse. `place`: what the cell is for.
 */
export function readEmpty(raw: string, place: 'figure' | 'other' = 'other'): Empty | undefined {
  if (raw.length > 1000 || (raw.length > SHORT && !STARTS_NOT_YET.test(raw))) return undefined;
  const text = clean(raw).replace(/\n/g, ' ');
  const key = fold(text);
  if (SIGNS.has(key) || NOT_APPLICABLE.test(key)) return { empty: 'notApplicable' };
  if (NONE.test(key) || (place === 'figure' && NO.test(key))) return { empty: 'none' };
  if (place === 'figure' && NOT_YET_SHORT.test(key)) return { empty: 'notYetKnown', reason: '' };
  const start = NOT_YET.exec(text);
  if (!start) return undefined;
  const rest = text.slice(start[0].length).trim();
  const promise = promiseIn(rest);
  const promised = dayOf(promise?.day ?? '');
  return promise === undefined || promised === undefined
    ? { empty: 'notYetKnown', reason: rest }
    : { empty: 'notYetKnown', reason: promise.reason, promised };
}

/** The words for a declared empty; readEmpty gives it back. */
export function showEmpty(e: Empty, lang: 'vi' | 'en'): string {
  const vi = lang === 'vi';
  switch (e.empty) {
    case 'none':
      return vi ? 'không phát sinh' : 'none';
    case 'notApplicable':
      return vi ? 'không áp dụng' : 'not applicable';
    case 'notYetKnown': {
      const head = vi ? 'chưa có số liệu' : 'no figure yet';
      const reason = e.reason === '' ? '' : `: ${e.reason}`;
      if (e.promised === undefined) return head + reason;
      return `${head}${reason}; ${vi ? 'hẹn' : 'promised'} ${showDate(e.promised, lang)}`;
    }
  }
}
