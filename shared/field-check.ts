/** Whether a value is canonical for its column: the fast checks that sidebar and server run on every cell. */
import { daysIn, YEARS } from './dates.ts';
import { compare } from './decimal.ts';
import type { IssueCode } from './issue.ts';
import { readTarget } from './target-wording.ts';
import type { Column, FieldType } from './template.ts';
import { badCharacter } from './text.ts';

/** Says what is wrong with a canonical value; undefined = nothing. */
export type ValueCheck = (value: string) => IssueCode | undefined;

/** Longest number taken, in characters: far above any sum of a province, far below what could slow arithmetic down. */
export const NUMBER_LENGTH = 32;

/** Characters allowed where the column does not say. */
const TEXT_LENGTH: Readonly<Record<'text' | 'person' | 'target' | 'evidence', number>> = {
  text: 20_000,
  person: 200,
  target: 500,
  evidence: 4000,
};

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const POINT = 46;

/** Digits after the point of a canonical decimal (0 for an integer); -1 when the text is not canonical. */
export function decimalsOf(s: string): number {
  const length = s.length;
  const start = s.charCodeAt(0) === MINUS ? 1 : 0;
  const first = s.charCodeAt(start);
  if (!(first >= ZERO && first <= NINE)) return -1;
  let at = start + 1;
  if (first !== ZERO) {
    while (at < length && s.charCodeAt(at) >= ZERO && s.charCodeAt(at) <= NINE) at++;
  }
  if (at === length) return start === 1 && first === ZERO ? -1 : 0;
  if (s.charCodeAt(at) !== POINT) return -1;
  const point = at;
  for (at++; at < length; at++) {
    const code = s.charCodeAt(at);
    if (code < ZERO || code > NINE) return -1;
  }
  const last = s.charCodeAt(length - 1);
  return last === ZERO || last === POINT ? -1 : length - 1 - point;
}

const LOOSE_NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const WHOLE = /^-?[0-9]{1,15}$/;

function rangeCheck(column: Column): ValueCheck | undefined {
  const { min, max } = column;
  if (min === undefined && max === undefined) return undefined;
  const low = min !== undefined && WHOLE.test(min) ? Number(min) : undefined;
  const high = max !== undefined && WHOLE.test(max) ? Number(max) : undefined;
  return (value) => {
    // Whole bounds and short values are compared as numbers, exactly; the rest as decimals.
    const short = value.length <= 15;
    const number = short ? Number(value) : 0;
    if (min !== undefined && (short && low !== undefined ? number < low : compare(value, min) < 0)) {
      return 'out_of_range';
    }
    if (max !== undefined && (short && high !== undefined ? number > high : compare(value, max) > 0)) {
      return 'out_of_range';
    }
    return undefined;
  };
}

function numberCheck(column: Column, decimals: number | undefined): ValueCheck {
  const inRange = rangeCheck(column);
  return (value) => {
    const found = decimalsOf(value);
    if (found < 0) return LOOSE_NUMBER.test(value) ? 'not_canonical' : 'not_a_number';
    if (value.length > NUMBER_LENGTH) return 'out_of_range';
    if (decimals !== undefined && found > decimals)
      return decimals === 0 ? 'not_an_integer' : 'too_many_decimals';
    return inRange === undefined ? undefined : inRange(value);
  };
}

function digits(s: string, from: number, to: number): number {
  let n = 0;
  for (let i = from; i < to; i++) {
    const code = s.charCodeAt(i);
    if (code < ZERO || code > NINE) return Number.NaN;
    n = n * 10 + (code - ZERO);
  }
  return n;
}

/** ISO dates (yyyy-mm-dd) of days that exist, within YEARS. */
function checkDate(s: string): IssueCode | undefined {
  if (s.length !== 10 || s.charCodeAt(4) !== MINUS || s.charCodeAt(7) !== MINUS) return 'not_a_date';
  const year = digits(s, 0, 4);
  const month = digits(s, 5, 7);
  const day = digits(s, 8, 10);
  if (!(year >= 0 && day >= 1 && day <= daysIn(year, month))) return 'not_a_date';
  return year < YEARS.first || year > YEARS.last ? 'out_of_range' : undefined;
}

/** One character outside letters, punctuation and Vietnamese: it may be a control, half a pair, or not NFC. */
const UNUSUAL = /[^\n\u0020-\u007e\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027]/;

function checkText(value: string, maxLength: number): IssueCode | undefined {
  const length = value.length;
  if (length > maxLength) return 'text_too_long';
  // Blank is the absence of a value, so text never begins or ends with a space, nor is it empty.
  if (!(value.charCodeAt(0) > 32 && value.charCodeAt(length - 1) > 32)) {
    return badCharacter(value) ? 'bad_character' : 'not_canonical';
  }
  if (!UNUSUAL.test(value)) return undefined;
  if (badCharacter(value)) return 'bad_character';
  return value === value.normalize('NFC') && value === value.trim() ? undefined : 'not_canonical';
}

function textCheck(column: Column, limit: number): ValueCheck {
  const maxLength = column.maxLength ?? limit;
  return (value) => checkText(value, maxLength);
}

function optionCheck(column: Column): ValueCheck {
  const ids = new Set((column.options ?? []).map((option) => option.id));
  return (value) => (ids.has(value) ? undefined : 'not_an_option');
}

function targetCheck(column: Column): ValueCheck {
  const text = textCheck(column, TEXT_LENGTH.target);
  return (value) => text(value) ?? (readTarget(value) === undefined ? 'not_a_target' : undefined);
}

/** Characters a column of text takes at most; undefined for columns that are no text. */
export function textLimit({ type, maxLength }: Column): number | undefined {
  switch (type) {
    case 'text':
    case 'person':
    case 'target':
    case 'evidence':
      return maxLength ?? TEXT_LENGTH[type];
    default:
      return undefined;
  }
}

/** Digits after the decimal sign that the format of a column's cells shows at most. */
export function shownDecimals({ type, decimals }: Column): number {
  return type === 'integer' || type === 'rank' ? 0 : (decimals ?? 2);
}

/** The check of a column, made once: every field type has one. */
export const VALUE_CHECKS: Readonly<Record<FieldType, (column: Column) => ValueCheck>> = {
  integer: (column) => numberCheck(column, 0),
  decimal: (column) => numberCheck(column, column.decimals),
  percent: (column) => numberCheck(column, column.decimals),
  money: (column) => numberCheck(column, column.decimals),
  rank: (column) => numberCheck({ ...column, min: column.min ?? '1' }, 0),
  date: () => checkDate,
  text: (column) => textCheck(column, TEXT_LENGTH.text),
  option: optionCheck,
  person: (column) => textCheck(column, TEXT_LENGTH.person),
  target: targetCheck,
  evidence: (column) => textCheck(column, TEXT_LENGTH.evidence),
};
