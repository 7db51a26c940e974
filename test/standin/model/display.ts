/** Owns how a cell is shown: number and date formats under the spreadsheet's locale (getDisplayValues = FORMATTED_VALUE). */

import { type CellValue, type Locale, PLAIN_TEXT, separators } from './typed.ts';
import { serialParts } from './zone.ts';

const isDateCache = new Map<string, boolean>();

/** A format with date or time letters outside quotes and brackets. */
export function isDateFormat(format: string | undefined): boolean {
  if (format === undefined || format === '' || format === PLAIN_TEXT) return false;
  const known = isDateCache.get(format);
  if (known !== undefined) return known;
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '').replace(/General|E\+/gi, '');
  const answer = /[dmyhs]/i.test(bare);
  isDateCache.set(format, answer);
  return answer;
}

const two = (n: number): string => String(n).padStart(2, '0');

function dateToken(token: string, serial: number, minutes: boolean): string {
  const at = serialParts(serial);
  const letter = token.charAt(0).toLowerCase();
  if (letter === 'y') return token.length > 2 ? String(at.year).padStart(4, '0') : two(at.year % 100);
  if (letter === 'd') return token.length > 1 ? two(at.day) : String(at.day);
  if (letter === 'h') return token.length > 1 ? two(at.hour) : String(at.hour);
  if (letter === 's') return token.length > 1 ? two(at.second) : String(at.second);
  const value = minutes ? at.minute : at.month;
  return token.length > 1 ? two(value) : String(value);
}

function showDate(serial: number, format: string): string {
  let clock = false;
  return format.replace(/"([^"]*)"|\\(.)|y+|d+|m+|h+|s+/gi, (token, quoted?: string, escaped?: string) => {
    if (quoted !== undefined) return quoted;
    if (escaped !== undefined) return escaped;
    const letter = token.charAt(0).toLowerCase();
    const minutes = letter === 'm' && (clock || token.charAt(0) === 'm') && clock;
    if (letter === 'h') clock = true;
    return dateToken(token, serial, minutes);
  });
}

/** Digits of |value| rounded half away from zero, without float noise for the sizes a sheet shows. */
function fixed(value: number, decimals: number): string {
  return Number(`${Math.round(Number(`${Math.abs(value)}e${decimals}`))}e-${decimals}`).toFixed(decimals);
}

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

function showPattern(value: number, pattern: string, locale: Locale): string {
  const { group, decimal } = separators(locale);
  const body = /[#0?][#0?,.]*%?/.exec(pattern);
  if (!body) return pattern.replace(/"([^"]*)"/g, '$1');
  const mask = body[0];
  const percent = mask.endsWith('%');
  const [whole = '', fraction = ''] = mask.replace('%', '').split('.');
  const most = fraction.length;
  const least = (fraction.match(/0/g) ?? []).length;
  const [integer = '0', rest = ''] = fixed(percent ? value * 100 : value, most).split('.');
  let tail = rest;
  while (tail.length > least && tail.endsWith('0')) tail = tail.slice(0, -1);
  const pad = (whole.match(/0/g) ?? []).length;
  const digits = integer.padStart(pad, '0');
  const number = `${whole.includes(',') ? grouped(digits, group) : digits}${tail === '' ? '' : decimal + tail}${percent ? '%' : ''}`;
  const sign = value < 0 && /[1-9]/.test(number) ? '-' : '';
  const around = (text: string): string => text.replace(/"([^"]*)"|\\(.)/g, '$1$2');
  return (
    sign + around(pattern.slice(0, body.index)) + number + around(pattern.slice(body.index + mask.length))
  );
}

function showNumber(value: number, format: string | undefined, locale: Locale): string {
  if (format === undefined || format === '' || format === PLAIN_TEXT || /^general$/i.test(format)) {
    // Guess M2: the automatic format keeps up to 15 significant digits.
    return String(Number(value.toPrecision(15))).replace('.', separators(locale).decimal);
  }
  if (isDateFormat(format)) return showDate(value, format);
  const sections = format.split(';');
  const negative = sections[1];
  if (value < 0 && negative !== undefined && negative !== '') return showPattern(-value, negative, locale);
  return showPattern(value, sections[0] ?? format, locale);
}

export function show(value: CellValue, format: string | undefined, locale: Locale): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'object') return value.error;
  return showNumber(value, format, locale);
}
