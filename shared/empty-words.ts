/** How an office writes that a cell holds no figure, and why: the words for the three declared kinds of empty. */
import { readDate, showDate } from './dates.ts';
import type { Empty } from './report.ts';
import { clean, fold } from './text.ts';

const NOT_APPLICABLE: ReadonlySet<string> = new Set(
  [
    '-',
    '–',
    '—',
    '−',
    'x',
    '×',
    'không áp dụng',
    'không thuộc phạm vi',
    'khong ap dung',
    'n/a',
    'not applicable',
  ].map(fold),
);
const NONE: ReadonlySet<string> = new Set(
  [
    'không phát sinh',
    'không có phát sinh',
    'không phát sinh trong kỳ',
    'khong phat sinh',
    'không có',
    'none',
    'nil',
  ].map(fold),
);
const NOT_YET = /^(?:chưa có số liệu|no figure yet)(?: ?[:,;.–-] ?| |$)/i;
/** Longer text is a declared empty only when it opens with c(hưa) or n(o): ordinary answers are passed over quickly. */
const SHORT = 60;
const STARTS_NOT_YET = /^[\s\u200b-\u200f\u2060\ufeff]*[cn]/i;
const PROMISE = /(?:^|[;,.] ?|\()(?:hẹn|hẹn ngày|promised) ([^;()]{6,40})\)?\.?$/i;

/**
 * The declared empty a person wrote; undefined when the text is something else.
 * "chưa có số liệu" without a reason gives the reason '', which the check must refuse.
 */
export function readEmpty(raw: string): Empty | undefined {
  if (raw.length > 1000 || (raw.length > SHORT && !STARTS_NOT_YET.test(raw))) return undefined;
  const text = clean(raw).replace(/\n/g, ' ');
  const key = fold(text);
  if (NOT_APPLICABLE.has(key)) return { empty: 'notApplicable' };
  if (NONE.has(key)) return { empty: 'none' };
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
