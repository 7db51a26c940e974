/** Dates as Vietnamese offices write them. A date that can be read two ways is asked about, never guessed. */
import { fold } from './text.ts';

/** `value`, `dmy` and `mdy` are ISO dates (yyyy-mm-dd). */
type DateReading =
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'ambiguous'; readonly dmy: string; readonly mdy: string }
  | { readonly kind: 'notDate' };

interface DateOptions {
  /** Locale of the file, e.g. "vi_VN" (day first, certain) or "en_US". */
  readonly locale: string;
  /** What comes first in this column, once the office has said so. */
  readonly order?: 'dmy' | 'mdy';
}

const NOT_DATE: DateReading = { kind: 'notDate' };
/** Years of dates taken, inclusive. */
export const YEARS = { first: 1900, last: 2199 } as const;
const ISO = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** Days of a month (1 to 12) in the Gregorian calendar; 0 for any other number. */
export function daysIn(year: number, month: number): number {
  if (!(month >= 1 && month <= 12)) return 0;
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The ISO date; undefined when there is no such day or the year is outside 1900 to 2199. */
function isoOf(year: number, month: number, day: number): string | undefined {
  const exists = year >= YEARS.first && year <= YEARS.last && day >= 1;
  return exists && day <= daysIn(year, month) ? `${year}-${two(month)}-${two(day)}` : undefined;
}

const numbers = (match: RegExpExecArray): readonly [number, number, number] => [
  Number(match[1]),
  Number(match[2]),
  Number(match[3]),
];

const dateOf = (iso: string | undefined): DateReading =>
  iso === undefined ? NOT_DATE : { kind: 'date', value: iso };

/** Whether s is yyyy-mm-dd and such a day exists, in the years 1900 to 2199. */
export function isIsoDate(s: string): boolean {
  const match = ISO.exec(s);
  return match !== null && isoOf(...numbers(match)) !== undefined;
}

const ENGLISH_MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;
const WEEKDAY = /^(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật) ?,? /;
const TIME = /[ t](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$/;
const DAY_WORD = /^ngày /;
const WORDS = /^([0-9]{1,2}) ?tháng ([0-9]{1,2}) ?,? ?(?:năm )?([0-9]{4})$/;
const YEAR_FIRST = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$/;
const YEAR_LAST = /^([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?([-/.]) ?([0-9]{4})$/;
const ENGLISH = /^([0-9]{1,2}) ([a-z]{3})[a-z]*,? ([0-9]{4})$/;

/** Text in one line without time of day, weekday and the word for day. */
function bareDate(raw: string): { readonly bare: string; readonly named: boolean } {
  const text = fold(raw).replace(TIME, '');
  const bare = text.replace(WEEKDAY, '').replace(DAY_WORD, '');
  return { bare, named: bare !== text };
}

function readYearLast(match: RegExpExecArray, certain: boolean, options: DateOptions): DateReading {
  const [, first, sign, second, again, last] = match;
  if (sign !== again) return NOT_DATE;
  const [a, b, year] = [Number(first), Number(second), Number(last)];
  const dmy = isoOf(year, b, a);
  const dayFirst = certain || sign === '.' || (options.locale.startsWith('vi') && options.order !== 'mdy');
  if (dayFirst) return dateOf(dmy);
  const mdy = isoOf(year, a, b);
  if (dmy === undefined || mdy === undefined || dmy === mdy) return dateOf(dmy ?? mdy);
  if (options.order !== undefined) return dateOf(options.order === 'dmy' ? dmy : mdy);
  return { kind: 'ambiguous', dmy, mdy };
}

/**
 * The date a person typed: dd/mm/yyyy (also with dots or dashes), "ngày 04 tháng 11 năm 2016", ISO, "4 Nov 2016".
 * In a Vietnamese file the day comes first; elsewhere 03/04/2026 is ambiguous and 18/05/2022 is not.
 */
export function readDate(raw: string, options: DateOptions): DateReading {
  if (raw.length > 60) return NOT_DATE;
  const { bare, named } = bareDate(raw);
  const yearFirst = YEAR_FIRST.exec(bare);
  if (yearFirst) return dateOf(isoOf(...numbers(yearFirst)));
  const yearLast = YEAR_LAST.exec(bare);
  if (yearLast) return readYearLast(yearLast, named, options);
  const words = WORDS.exec(bare);
  if (words) {
    const [day, month, year] = numbers(words);
    return dateOf(isoOf(year, month, day));
  }
  const english = ENGLISH.exec(bare);
  if (!english) return NOT_DATE;
  const month = ENGLISH_MONTHS.findIndex((name) => name.toLowerCase() === english[2]);
  return dateOf(isoOf(Number(english[3]), month + 1, Number(english[1])));
}

/** A month that has fewer days than the text says: 31/6/2022. `last` is its last day (ISO), where the day typed is one of any month. */
interface ShortMonth {
  readonly month: number;
  readonly year: number;
  readonly days: number;
  readonly last?: string;
}

/** Why there is no such day, where day, month and year can be told: the month is shorter. Undefined for anything else. */
export function shortMonth(raw: string): ShortMonth | undefined {
  if (raw.length > 60) return undefined;
  const { bare } = bareDate(raw);
  const yearLast = YEAR_LAST.exec(bare);
  const words = WORDS.exec(bare);
  if (yearLast === null && words === null) return undefined;
  const [day, month, year] = yearLast
    ? [Number(yearLast[1]), Number(yearLast[3]), Number(yearLast[5])]
    : [Number(words?.[1]), Number(words?.[2]), Number(words?.[3])];
  const days = daysIn(year, month);
  const last = isoOf(year, month, days);
  if (last === undefined || day <= days) return undefined;
  return { month, year, days, ...(day <= 31 ? { last } : {}) };
}

/** Day and month changed over, in an ISO date: undefined where that is no other day. */
export function swapped(iso: string): string | undefined {
  const match = ISO.exec(iso);
  if (match === null) return undefined;
  const [year, month, day] = numbers(match);
  return month === day ? undefined : isoOf(year, day, month);
}

/** Whether a file of the locale takes 03/04/2021 for 4 March. */
export const isMonthFirst = (locale: string): boolean => /^(?:en|fil)_(?:US|PH)$/.test(locale);

/** The day of a text that puts the month first, where it can be nothing else: 05/18/2022, since there is no month 18. */
export function monthFirst(raw: string): string | undefined {
  const match = YEAR_LAST.exec(bareDate(raw).bare);
  if (match === null || match[2] !== match[4] || raw.length > 60) return undefined;
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[5])];
  return isoOf(year, second, first) === undefined ? isoOf(year, first, second) : undefined;
}

const NO_YEAR = /^([0-9]{1,2}) ?(?:[-/.]|tháng) ?([0-9]{1,2})$/;
/** Years until 29 February comes again, at most. */
const LEAP_GAP = 8;

/** The next such day from `from` (ISO) on, of a day told without its year: "30/4", "ngày 30 tháng 4". */
export function nextDayOf(raw: string, from: string): string | undefined {
  const match = NO_YEAR.exec(fold(raw).replace(DAY_WORD, ''));
  if (!match) return undefined;
  const first = Number(from.slice(0, 4));
  for (let year = first; year <= first + LEAP_GAP; year++) {
    const iso = isoOf(year, Number(match[2]), Number(match[1]));
    if (iso !== undefined && iso >= from) return iso;
  }
  return undefined;
}

const SPAN =
  /^(?:(?:cuối|hết|trong) )?(?:(tháng|quý) ([0-9]{1,2}|i{1,3}|iv) ?(?:[-/.]|năm) ?|năm )([0-9]{4})$/;
const QUARTERS = ['i', 'ii', 'iii', 'iv'];

/** The last day of a month, quarter or year told in words: "cuối tháng 4/2022", "quý II/2022", "hết năm 2022". */
export function lastDayOf(raw: string): string | undefined {
  const match = SPAN.exec(fold(raw));
  if (!match) return undefined;
  const [, kind = '', name = '', year = ''] = match;
  const number = QUARTERS.includes(name) ? QUARTERS.indexOf(name) + 1 : Number(name);
  const month = kind === '' ? 12 : kind === 'quý' ? 3 * number : number;
  return isoOf(Number(year), month, daysIn(Number(year), month));
}

/** An ISO date as people read it: 04/11/2016 (vi), 4 Nov 2016 (en). Anything else is given back unchanged. */
export function showDate(iso: string, lang: 'vi' | 'en'): string {
  const match = ISO.exec(iso);
  if (!match) return iso;
  const [year, month, day] = numbers(match);
  const name = ENGLISH_MONTHS[month - 1];
  return lang === 'vi' || name === undefined ? `${two(day)}/${two(month)}/${year}` : `${day} ${name} ${year}`;
}
