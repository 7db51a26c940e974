/** How an office writes that a cell holds no figure, and why: the words for the three declared kinds of empty. */
import { readDate, showDate } from './dates.ts';
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
const NOT_YET = new RegExp(`^(?:${loosely('chưa có số liệu')}|no figure yet)(?: ?[:,;.–-] ?| |$)`, 'i');
/** Longer text is a declared empty only when it opens with c(hưa) or n(o): ordinary answers are passed over quickly. */
const SHORT = 60;
const STARTS_NOT_YET = /^[\s\u200b-\u200f\u2060\ufeff]*[cn]/i;
const PROMISE = /(?:^|[;,.] ?|\()(?:(?:hẹn|hen)(?: ngày| ngay)?|promised) ([^;()]{6,40})\)?\.?$/i;

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
  const start = NOT_YET.exec(text);
  if (!start) return undefined;
  const rest = text.slice(start[0].length).trim();
  const promise = PROMISE.exec(rest);
  const date = promise ? readDate(promise[1] ?? '', { locale: 'vi_VN' }) : undefined;
  if (promise && date?.kind === 'date') {
    return { empty: 'notYetKnown', reason: clean(rest.slice(0, promise.index)), promised: date.value };
  }
  return { empty: 'notYetKnown', reason: rest };
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
