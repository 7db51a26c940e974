/** Owns what a spreadsheet makes of typed text (and of the strings of setValues) under its locale and the cell's format. */

import { compute } from './arithmetic.ts';
import { serialOfDay } from './zone.ts';

/** A formula or import error as a cell holds it: "#REF!", "#NAME?" … */
export interface CellError {
  readonly error: string;
}
/** Dates are serial numbers under a date format, as in Sheets. */
export type CellValue = string | number | boolean | CellError | null;

export type Locale = 'vi_VN' | 'en_US';

export interface Typed {
  readonly value: CellValue;
  readonly formula?: string;
  /** The format the entry itself brings, used where the cell is "Automatic". */
  readonly format?: string;
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'blank';
}

/** Source: reference `Range.setNumberFormat` ("@" is plain text) and addon trap list: codes survive only under "@". */
export const PLAIN_TEXT = '@';

export const DEFAULT_DATE_FORMAT: Record<Locale, string> = { vi_VN: 'dd/MM/yyyy', en_US: 'M/d/yyyy' };

const SEPARATORS: Record<Locale, { group: string; decimal: string }> = {
  vi_VN: { group: '.', decimal: ',' },
  en_US: { group: ',', decimal: '.' },
};

export function separators(locale: Locale): { group: string; decimal: string } {
  return SEPARATORS[locale];
}

const NUMBER: Record<Locale, RegExp> = {
  vi_VN: /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)?(,\d+)?$/,
  en_US: /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?$/,
};

interface ReadNumber {
  readonly value: number;
  readonly grouped: boolean;
  readonly decimals: number;
}

function readPlainNumber(text: string, locale: Locale): ReadNumber | undefined {
  const match = NUMBER[locale].exec(text);
  if (!match) return undefined;
  const [, sign = '', whole, fraction] = match;
  if (whole === undefined && fraction === undefined) return undefined;
  const digits = (whole ?? '0').replace(/[.,]/g, '');
  const value = Number(`${sign}${digits}.${(fraction ?? ',0').slice(1)}`);
  return {
    value,
    grouped: (whole ?? '').length > digits.length,
    decimals: fraction ? fraction.length - 1 : 0,
  };
}

function numberFormatOf(read: ReadNumber): string | undefined {
  if (!read.grouped) return undefined;
  return read.decimals > 0 ? '#,##0.00' : '#,##0';
}

function readNumeric(text: string, locale: Locale): Typed | undefined {
  const scientific = /^([+-]?\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,3})$/.exec(text);
  if (scientific) {
    const mantissa = readPlainNumber(scientific[1] ?? '', locale);
    // Guess M2: the mantissa follows the locale's decimal sign; "1e5" is a number in every locale.
    if (!mantissa) return undefined;
    return { value: Number(`${mantissa.value}e${scientific[2] ?? '0'}`), format: '0.00E+00', kind: 'number' };
  }
  const percent = /^(.*\d)\s?%$/.exec(text);
  if (percent) {
    const read = readPlainNumber(percent[1] ?? '', locale);
    if (!read) return undefined;
    return {
      value: Number((read.value / 100).toPrecision(15)),
      format: read.decimals > 0 ? '0.00%' : '0%',
      kind: 'number',
    };
  }
  const money = /^(.*\d)\s?(?:₫|đ)$/.exec(text);
  if (money && locale === 'vi_VN') {
    // Guess M2: a typed currency sign of the locale makes a currency cell.
    const read = readPlainNumber(money[1] ?? '', locale);
    if (read) return { value: read.value, format: '#,##0 "₫"', kind: 'number' };
  }
  const read = readPlainNumber(text, locale);
  if (!read) return undefined;
  const format = numberFormatOf(read);
  return { value: read.value, kind: 'number', ...(format ? { format } : {}) };
}

function daySerial(a: number, b: number, year: number, locale: Locale): number | undefined {
  const [day, month] = locale === 'vi_VN' ? [a, b] : [b, a];
  return serialOfDay(year, month, day);
}

function readDay(text: string, locale: Locale, thisYear: number): number | undefined {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso) return serialOfDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const full = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})$/.exec(text);
  if (full) {
    const typed = Number(full[3]);
    // Guess M2: two-digit years pivot at 30.
    const year = typed >= 100 ? typed : typed < 30 ? 2000 + typed : 1900 + typed;
    return daySerial(Number(full[1]), Number(full[2]), year, locale);
  }
  const month = /^(\d{1,2})[-/](\d{4})$/.exec(text);
  if (month) return serialOfDay(Number(month[2]), Number(month[1]), 1);
  const short = /^(\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (short) return daySerial(Number(short[1]), Number(short[2]), thisYear, locale);
  return undefined;
}

function readTime(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? '0')];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return (hour * 3600 + minute * 60 + second) / 86_400;
}

function readDateTime(text: string, locale: Locale, thisYear: number): Typed | undefined {
  const day = readDay(text, locale, thisYear);
  if (day !== undefined) return { value: day, format: DEFAULT_DATE_FORMAT[locale], kind: 'date' };
  const time = readTime(text);
  if (time !== undefined) return { value: time, format: 'HH:mm:ss', kind: 'date' };
  const gap = text.indexOf(' ');
  if (gap < 0) return undefined;
  const datePart = readDay(text.slice(0, gap), locale, thisYear);
  const timePart = readTime(text.slice(gap + 1).trim());
  if (datePart === undefined || timePart === undefined) return undefined;
  return { value: datePart + timePart, format: `${DEFAULT_DATE_FORMAT[locale]} HH:mm:ss`, kind: 'date' };
}

/** Errors a person can type or paste outright; a formula beyond plain arithmetic shows #NAME? (guess M2, and a limit of the stand-in). */
const LITERAL_ERRORS = new Set([
  '#REF!',
  '#N/A',
  '#VALUE!',
  '#DIV/0!',
  '#NAME?',
  '#NUM!',
  '#NULL!',
  '#ERROR!',
]);

export function readFormula(text: string, locale: Locale): Typed {
  const body = text.slice(1).trim();
  const upper = body.toUpperCase();
  if (LITERAL_ERRORS.has(upper)) return { value: { error: upper }, formula: text, kind: 'formula' };
  if (upper === 'NA()') return { value: { error: '#N/A' }, formula: text, kind: 'formula' };
  const result = compute(body, SEPARATORS[locale].decimal) ?? '#NAME?';
  return { value: typeof result === 'number' ? result : { error: result }, formula: text, kind: 'formula' };
}

/**
 * What the text becomes. Source: reference ValueInputOption USER_ENTERED ("parsed as if the user typed them into the UI"),
 * used by setValues too (gas-fakes, oddities.md); the exact list of date shapes is a guess M2.
 */
export function readTyped(text: string, locale: Locale, format: string | undefined, thisYear: number): Typed {
  if (format === PLAIN_TEXT)
    return text === '' ? { value: null, kind: 'blank' } : { value: text, kind: 'text' };
  if (text === '') return { value: null, kind: 'blank' };
  if (text.startsWith("'")) return { value: text.slice(1), kind: 'text' };
  if (text.startsWith('=') && text.length > 1) return readFormula(text, locale);
  const trimmed = text.trim();
  const numeric = readNumeric(trimmed, locale);
  if (numeric) return numeric;
  const date = readDateTime(trimmed, locale, thisYear);
  if (date) return date;
  // Guess M2: a typed leading plus before anything that is no number starts a formula.
  if (/^[+][A-Za-z(]/.test(trimmed)) return readFormula(`=${trimmed.slice(1)}`, locale);
  const upper = trimmed.toUpperCase();
  if (upper === 'TRUE' || upper === 'FALSE') return { value: upper === 'TRUE', kind: 'boolean' };
  return { value: text, kind: 'text' };
}
