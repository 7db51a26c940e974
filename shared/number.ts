/** Numbers as Vietnamese offices type and read them. What can be read two ways is an answer of its own, never a guess. */
import { canonical, isDecimal, multiply, round } from './decimal.ts';
import { clean, fold } from './text.ts';

/**
 * What a typed text says. `value` is canonical; `unit` is the unit typed after it, and `value` is counted in that unit
 * (so "5,8 tỷ đồng" is 5.8 of "tỷ đồng"; see inUnit). In `ambiguous` the two values are those of what the one sign in the
 * text may do: group thousands, or mark decimals.
 */
type NumberReading =
  | { readonly kind: 'number'; readonly value: string; readonly unit?: string }
  | {
      readonly kind: 'ambiguous';
      readonly sign: 'dot' | 'comma';
      readonly thousands: string;
      readonly decimal: string;
      readonly unit?: string;
    }
  | { readonly kind: 'notNumber' };

type SignMeaning = 'thousands' | 'decimal';

export interface NumberOptions {
  /** The column counts things: a dot and three digits can only group thousands. */
  readonly integer: boolean;
  /** Locale of the file, e.g. "vi_VN", "en_US". */
  readonly locale: string;
  /** What a dot, and what a comma, does in this column, once the office has said so: one tells nothing of the other. */
  readonly dot?: SignMeaning;
  readonly comma?: SignMeaning;
  /** The cell's own unit, accepted after the number besides the units known here; things counted whole are as in an integer column. */
  readonly unit?: string;
}

const NOT_NUMBER: NumberReading = { kind: 'notNumber' };
const PLAIN_INTEGER = /^(?:0|-?[1-9][0-9]{0,29})$/;

/** Powers of ten of the units of money; keys are folded. */
const MONEY: ReadonlyMap<string, { readonly exponent: number; readonly unit: string }> = new Map(
  (
    [
      [0, 'đồng', ['đồng', 'vnđ', 'vnd', 'đ', '₫']],
      [3, 'nghìn', ['nghìn', 'ngàn']],
      [3, 'nghìn đồng', ['nghìn đồng', 'ngàn đồng', '1000 đồng', '1.000 đồng', 'nghìn đ']],
      [6, 'triệu', ['triệu', 'tr']],
      [6, 'triệu đồng', ['triệu đồng', 'tr đồng', 'trđ', 'triệu đ']],
      [9, 'tỷ', ['tỷ', 'tỉ']],
      [9, 'tỷ đồng', ['tỷ đồng', 'tỉ đồng', 'tỷ đ']],
      [12, 'nghìn tỷ', ['nghìn tỷ', 'nghìn tỉ', 'ngàn tỷ']],
      [12, 'nghìn tỷ đồng', ['nghìn tỷ đồng', 'nghìn tỉ đồng', 'ngàn tỷ đồng']],
    ] as const
  ).flatMap(([exponent, unit, names]) => names.map((name) => [fold(name), { exponent, unit }] as const)),
);

/** Units of things that are counted whole: a dot and three digits before them group thousands. */
const COUNTED: ReadonlySet<string> = new Set(
  (
    'người|đảng viên|tổ chức|tổ chức đảng|đơn vị|cuộc|vụ|vụ việc|việc|đơn|lượt|lượt đơn|hộ|mô hình|dự án|chỉ tiêu|' +
    'TCĐ|ĐV|công việc|nhiệm vụ|văn bản|bậc|căn|lớp|trường|xã|phường|tỉnh|vùng|doanh nghiệp'
  )
    .split('|')
    .map(fold),
);
const MEASURED: ReadonlySet<string> = new Set(
  '%|‰|điểm|điểm %|điểm phần trăm|ha|km|km²|m|m²|m³|tấn|tạ|kg|năm|tháng|ngày|giờ'.split('|').map(fold),
);

/** Whether a dot and three digits before this unit can only group thousands in Vietnamese writing. */
export function groupsThousands(unit: string): boolean {
  const key = fold(unit);
  return MONEY.has(key) || COUNTED.has(key);
}

/** "tcđ" of "tổ chức đảng": how offices shorten what they count; money is never shortened so. */
function initialsOf(unit: string): string {
  return fold(unit)
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
}

/** Whether things of this unit are counted whole, one by one. */
export const isCounted = (unit: string): boolean => COUNTED.has(fold(unit));

/** The unit as it is written, "tỷ đồng" for "tỉ đồng"; undefined for a word that is no unit known here or of the column. */
function knownUnit(typed: string, own: string | undefined): string | undefined {
  const key = fold(typed);
  if (own !== undefined && key === fold(own)) return own;
  if (own !== undefined && COUNTED.has(fold(own)) && key === initialsOf(own)) return own;
  const money = MONEY.get(key);
  if (money) return money.unit;
  return COUNTED.has(key) || MEASURED.has(key) ? typed : undefined;
}

/** The same amount counted in another unit, e.g. from "tỷ đồng" to "triệu đồng"; undefined when one cannot be told in the other. */
export function inUnit(value: string, from: string, to: string): string | undefined {
  const source = fold(from);
  const target = fold(to);
  if (source === target) return value;
  const a = MONEY.get(source);
  const b = MONEY.get(target);
  if (!a || !b) return undefined;
  const shift = a.exponent - b.exponent;
  return multiply(value, shift >= 0 ? `1${'0'.repeat(shift)}` : `0.${'0'.repeat(-shift - 1)}1`);
}

const GROUPED_DOT = /^[1-9][0-9]{0,2}(?:\.[0-9]{3})+$/;
const GROUPED_COMMA = /^[1-9][0-9]{0,2}(?:,[0-9]{3})+$/;
const GROUPED_SPACE = /^[1-9][0-9]{0,2}(?: [0-9]{3})+$/;
const DIGITS = /^[0-9]+$/;

/** The one value of digits where `point` is decimal and the other sign groups thousands; undefined when they are not so written. */
function readAs(digits: string, point: '.' | ','): string | undefined {
  const at = digits.indexOf(point);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? '' : digits.slice(at + 1);
  if (at >= 0 && !DIGITS.test(fraction)) return undefined;
  const grouped = point === ',' ? GROUPED_DOT : GROUPED_COMMA;
  if (whole !== '' && !DIGITS.test(whole) && !grouped.test(whole) && !GROUPED_SPACE.test(whole))
    return undefined;
  if (whole === '' && at < 0) return undefined;
  return canonical(`${whole.replace(/[ .,]/g, '')}${fraction === '' ? '' : `.${fraction}`}`);
}

/** One sign and three digits: "1.234" and "1,234" have two readings; "0.234" and "01.234" do not start a group. */
function readSign(digits: string, options: NumberOptions, unit: string | undefined): NumberReading {
  const vietnamese = readAs(digits, ',');
  const english = readAs(digits, '.');
  const named = unit === undefined ? {} : { unit };
  if (vietnamese === undefined || english === undefined || vietnamese === english) {
    const value = vietnamese ?? english;
    return value === undefined || /^0[0-9]+[.,][0-9]{3}$/.test(digits)
      ? NOT_NUMBER
      : { kind: 'number', value, ...named };
  }
  const sign = digits.includes('.') ? 'dot' : 'comma';
  const values =
    sign === 'dot'
      ? { thousands: vietnamese, decimal: english }
      : { thousands: english, decimal: vietnamese };
  const meaning = settled(sign, options, unit);
  if (meaning !== undefined) return { kind: 'number', value: values[meaning], ...named };
  return { kind: 'ambiguous', sign, ...values, ...named };
}

/** What the sign does where the column, the unit or the file decides it; undefined where only the office can. */
function settled(
  sign: 'dot' | 'comma',
  options: NumberOptions,
  unit: string | undefined,
): SignMeaning | undefined {
  const counted = options.unit !== undefined && COUNTED.has(fold(options.unit));
  if (counted && sign === 'dot') return 'thousands';
  const said = options[sign];
  if (said !== undefined) return said;
  const vi = options.locale.startsWith('vi');
  const integer = options.integer || counted;
  if (sign === 'dot') {
    return integer || (vi && unit !== undefined && groupsThousands(unit)) ? 'thousands' : undefined;
  }
  if (vi) return integer ? undefined : 'decimal';
  return integer && options.locale.startsWith('en') ? 'thousands' : undefined;
}

const FULL_WIDTH = /[\uff05\uff08\uff09\uff0b-\uff0e\uff10-\uff19]/g;
/** Sign or opening bracket, digits with separators, closing bracket, unit. */
const TYPED = /^([-+\u2212\u2013]|\()?([0-9.,](?:[0-9., ]*[0-9])?)(\))? ?([^0-9().,][^(),;:]*)?$/;

/** The number a person typed, for a column of the given kind in a file of the given locale. */
export function readNumber(raw: string, options: NumberOptions): NumberReading {
  if (PLAIN_INTEGER.test(raw)) return { kind: 'number', value: raw };
  if (raw.length > 100) return NOT_NUMBER;
  const text = clean(raw).replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const match = TYPED.exec(text);
  if (!match) return NOT_NUMBER;
  const [, open = '', digits = '', close = '', typedUnit = ''] = match;
  if ((open === '(') !== (close === ')')) return NOT_NUMBER;
  const unit = typedUnit === '' ? undefined : knownUnit(typedUnit, options.unit);
  if (typedUnit !== '' && unit === undefined) return NOT_NUMBER;
  const reading = readSign(digits, options, unit);
  return open === '' || open === '+' ? reading : negated(reading);
}

const negative = (value: string): string => (value === '0' ? value : `-${value}`);

function negated(reading: NumberReading): NumberReading {
  if (reading.kind === 'number') return { ...reading, value: negative(reading.value) };
  if (reading.kind === 'notNumber') return reading;
  return { ...reading, thousands: negative(reading.thousands), decimal: negative(reading.decimal) };
}

/** A canonical decimal as people read it: 1.234.567,8 (vi) or 1,234,567.8 (en); `decimals` rounds and pads. */
export function showNumber(value: string, lang: 'vi' | 'en', decimals?: number): string {
  if (!isDecimal(value)) return value;
  const rounded = decimals === undefined ? value : round(value, decimals);
  const sign = rounded.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = rounded.slice(sign.length).split('.');
  const grouped = whole.replace(/[0-9](?=(?:[0-9]{3})+$)/g, lang === 'vi' ? '$&.' : '$&,');
  const padded = decimals === undefined ? fraction : fraction.padEnd(decimals, '0');
  return `${sign}${grouped}${padded === '' ? '' : (lang === 'vi' ? ',' : '.') + padded}`;
}
