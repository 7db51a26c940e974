/** What a raw sheet cell says in its column: a value, nothing, something wrong, or a question only the office can answer. */
import { isMonthFirst, monthFirst, readDate, shortMonth, showDate, swapped } from './dates.ts';
import { addDays, dayNumber } from './days.ts';
import { fromNumber, multiply, round } from './decimal.ts';
import { NUMBER_LENGTH, shownDecimals, VALUE_CHECKS } from './field-check.ts';
import type { Answers } from './given-answers.ts';
import type { IssueCode, Question } from './issue.ts';
import { inUnit, isCounted, readNumber, showNumber } from './number.ts';
import type { RawCell } from './raw-sheet.ts';
import type { Column, FieldType } from './template.ts';
import { clean, fold, looksLikeTcvn3, plainAscii } from './text.ts';

/** With the office's remembered answers for this column. */
export interface ReadOptions extends Answers {
  /** Locale of the spreadsheet, e.g. "vi_VN". */
  readonly locale: string;
  /** A number of this cell may have been typed in a program whose decimal sign is the dot. */
  readonly signUnknown?: boolean;
  /** What stands in the cell was sent just so. */
  readonly isSent?: boolean;
  /** Real days of this column may have been typed day first where the month comes first. */
  readonly daysTurned?: boolean;
  /** Unit printed in the row, for columns that have none of their own. */
  readonly unit?: string;
}

/** `fix` and the answers carry canonical values of the column's type; `found` is what to show as typed. */
export type Reading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'value'; readonly value: string }
  | {
      readonly kind: 'issue';
      readonly code: IssueCode;
      readonly found: string;
      readonly fix?: string;
      /** What the format of the cell makes of the number it holds, where that differs. */
      readonly shown?: string;
      /** Characters found, where they are too many. */
      readonly length?: number;
      /** What else the words of the issue say. */
      readonly told?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'question';
      readonly id: Question['id'];
      readonly found: string;
      readonly shown?: string;
      readonly answers: readonly { readonly id: string; readonly value: string }[];
    };

type TypedCell = Exclude<RawCell, boolean>;
type Reader = (raw: TypedCell, column: Column, options: ReadOptions) => Reading;

const BLANK: Reading = { kind: 'blank' };
/** Spreadsheet errors as Google Sheets and Excel print them, whatever the language of the file. */
const FORMULA_ERROR =
  /^#(?:REF|N\/A|VALUE|DIV\/0|NAME|ERROR|NUM|NULL|SPILL|CALC|GETTING_DATA|LOADING)[!?]?(?:\.\.\.)?$/i;

const issue = (code: IssueCode, found: string, fix?: string): Reading =>
  fix === undefined ? { kind: 'issue', code, found } : { kind: 'issue', code, found, fix };

/** A value the column takes, or the issue its check names. */
function checked(column: Column, value: string, found: string, fix?: string): Reading {
  const code = VALUE_CHECKS[column.type](column)(value);
  if (code === undefined) return { kind: 'value', value };
  if (code === 'out_of_range' && value.length > NUMBER_LENGTH) return tooLarge(found, column, NUMBER_LENGTH);
  return code === 'text_too_long'
    ? { kind: 'issue', code, found, length: value.length }
    : issue(code, found, fix);
}

const dot = (locale: string): boolean => !locale.startsWith('vi');
const SHORT_FRACTION = /^-?[1-9][0-9]{0,2}\.[0-9]{1,3}$/;
const THREE_DECIMALS = /^-?[1-9][0-9]{0,2}\.[0-9]{3}$/;

const isWhole = ({ type }: Column): boolean => type === 'integer' || type === 'rank';

/**
 * In a file whose decimal sign is the dot, "5.830" typed by a Vietnamese clerk has become the number 5.83. Only the
 * office knows; percent columns are asked only about three decimals, since 39.400 % is not a share anybody types.
 * What was taken for thousands in such a file is asked about again once the file has another sign.
 */
function mayBeThousands(value: string, column: Column, options: ReadOptions): boolean {
  if (options.isSent === true || options.dotKept === 'decimal') return false;
  return (
    (column.type === 'percent' ? THREE_DECIMALS : SHORT_FRACTION).test(value) &&
    (isDotUnsure(column, options) || options.dotKept === 'thousands')
  );
}

const isDotUnsure = (column: Column, { signUnknown, locale }: ReadOptions): boolean =>
  (signUnknown === true && !isWhole(column)) || dot(locale);

function timesThousand(value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  return `${whole}${fraction.padEnd(3, '0')}`;
}

/** Digits of a number that a sheet keeps as they were typed. */
const SHEET_DIGITS = 15;

/** A bound of the column says it already; where there is none, the digits taken do. */
function tooLarge(found: string, { max }: Column, digits: number): Reading {
  const reading = issue('out_of_range', found);
  return max === undefined && reading.kind === 'issue'
    ? { ...reading, told: { digits: String(digits) } }
    : reading;
}

/** How far above 1 a number is doubted: "104,5%" is kept as 1.045, and who types the sign once may go further with it. */
const OVER_MAX = { untold: 2, ofOne: 10 } as const;

/** Of "98,5%" a sheet keeps 0.985, of "100%" 1: where hundredths are counted, only the office knows which was typed. */
function shareAsked(
  raw: number,
  column: Column,
  { share, over, unit, isSent }: ReadOptions,
): 'percent_share' | 'percent_over' | undefined {
  const size = Math.abs(raw);
  const isShare = column.type === 'percent' || (column.unit ?? unit) === '%';
  if (!isShare || size === 0 || isSent === true || share === 'hundredths') return undefined;
  if (size <= 1) return 'percent_share';
  if (over === 'hundredths') return undefined;
  return size < OVER_MAX[share ?? over ?? 'untold'] ? 'percent_over' : undefined;
}

/** Undefined where the column takes the number in one way only. */
function shareFromSheet(value: string, column: Column, options: ReadOptions): Reading | undefined {
  const id = shareAsked(Number(value), column, options);
  if (id === undefined) return undefined;
  const [found, hundredths] = [showNumber(value, 'vi'), multiply(value, '100')];
  const isOver = id === 'percent_over';
  if (isOver && VALUE_CHECKS[column.type](column)(hundredths) !== undefined) return undefined;
  if ((isOver ? options.over : options.share) === 'ofOne') return checked(column, hundredths, found);
  const answers = [
    { id: 'hundredths', value },
    { id: 'ofOne', value: hundredths },
  ];
  return { kind: 'question', id, found, answers };
}

function numberFromSheet(raw: number, column: Column, options: ReadOptions): Reading {
  const value = fromNumber(raw);
  if (value === undefined) return issue('not_a_number', String(raw));
  const found = showNumber(value, 'vi');
  // Beyond this a sheet has already rounded what was typed.
  if (Math.abs(raw) > Number.MAX_SAFE_INTEGER) return tooLarge(found, column, SHEET_DIGITS);
  const rounded = round(value, shownDecimals(column));
  const shown = rounded === value ? {} : { shown: showNumber(rounded, 'vi') };
  if (!mayBeThousands(value, column, options)) {
    const reading = shareFromSheet(value, column, options) ?? checked(column, value, found);
    if (reading.kind !== 'issue' || !ROUNDED.has(reading.code)) return reading;
    return { ...reading, ...shown, ...wholeOf(value, reading.code, column) };
  }
  const thousands = timesThousand(value);
  if (options.dotKept === 'thousands' && isDotUnsure(column, options))
    return checked(column, thousands, found);
  const answers = signAnswers(thousands, value);
  return { kind: 'question', id: 'number_kept', found: value, ...shown, answers };
}

/** "1,626" typed among counts in a Vietnamese file has become 1.626: the thousands are offered, since no count has decimals. */
function wholeOf(value: string, code: IssueCode, column: Column): { readonly fix?: string } {
  const whole = timesThousand(value);
  const fits = code === 'not_an_integer' && THREE_DECIMALS.test(value);
  return fits && VALUE_CHECKS[column.type](column)(whole) === undefined ? { fix: whole } : {};
}

/** What is wrong with a number and cannot be seen where its cell rounds it. */
const ROUNDED: ReadonlySet<IssueCode> = new Set(['not_an_integer', 'too_many_decimals']);

const signAnswers = (thousands: string, decimal: string): { id: string; value: string }[] => [
  { id: 'thousands', value: thousands },
  { id: 'decimal', value: decimal },
];

/**
 * A cell formatted as a date shows the number 34 as 02/02/1900: such an early date says which number was typed.
 * Day 0 says nothing: 10:30 is on it as well.
 */
const SERIAL_BEFORE = '1930-01-01';
const SERIAL_EPOCH = '1899-12-30';

function numberFromDate(iso: string): Reading {
  const serial = dayNumber(iso) - dayNumber(SERIAL_EPOCH);
  const sure = iso < SERIAL_BEFORE && serial > 0;
  return issue('date_in_number', showDate(iso, 'vi'), sure ? String(serial) : undefined);
}

/** The value told in the cell's own unit; undefined when the typed unit is another kind of thing. */
function inOwnUnit(
  value: string,
  unit: string | undefined,
  own: string | undefined,
  column: Column,
): string | undefined {
  if (unit === undefined || (column.type === 'percent' && unit === '%')) return value;
  if (own !== undefined) return inUnit(value, unit, own);
  // "5 tỷ" or "12%" in a column of plain counts is not 5 or 12
  const scaled =
    column.type === 'money' || unit === '%' || unit === '‰' || inUnit(value, unit, 'đồng') !== undefined;
  return scaled ? undefined : value;
}

/** "3 người" where members are counted: the count, which the office may take if it meant the same things. */
function countOf(
  { value, unit }: { readonly value: string; readonly unit?: string },
  own: string | undefined,
  column: Column,
): string | undefined {
  const counts = unit !== undefined && isCounted(unit) && own !== undefined && isCounted(own);
  return counts && VALUE_CHECKS[column.type](column)(value) === undefined ? value : undefined;
}

const readNumeric: Reader = (raw, column, options) => {
  if (typeof raw === 'number') return numberFromSheet(raw, column, options);
  if (typeof raw === 'object') return numberFromDate(raw.date);
  const integer = isWhole(column);
  const own = column.unit ?? options.unit;
  const reading = readNumber(raw, {
    integer,
    locale: options.locale,
    ...(options.dot === undefined ? {} : { dot: options.dot }),
    ...(options.comma === undefined ? {} : { comma: options.comma }),
    ...(own === undefined ? {} : { unit: own }),
  });
  const found = clean(raw);
  if (reading.kind === 'notNumber') return issue('not_a_number', found);
  const told = (value: string): string | undefined => inOwnUnit(value, reading.unit, own, column);
  if (reading.kind === 'number') {
    const value = told(reading.value);
    return value === undefined
      ? issue('not_a_number', found, countOf(reading, own, column))
      : checked(column, value, found);
  }
  const thousands = told(reading.thousands);
  const decimal = told(reading.decimal);
  if (thousands === undefined || decimal === undefined) return issue('not_a_number', found);
  const id = `number_${reading.sign}` as const;
  return { kind: 'question', id, found, answers: signAnswers(thousands, decimal) };
};

const readDay: Reader = (raw, column, options) => {
  if (typeof raw === 'object') return realDay(raw.date, column, options);
  if (typeof raw === 'number')
    return issue('not_a_date', showNumber(fromNumber(raw) ?? '0', 'vi'), fromSerial(raw));
  const order = options.order === undefined ? {} : { order: options.order };
  const reading = readDate(raw, { locale: options.locale, ...order });
  const found = clean(raw);
  if (reading.kind === 'notDate') return notADay(raw, found);
  if (reading.kind === 'date') return checked(column, reading.value, found);
  const answers = [
    { id: 'dmy', value: reading.dmy },
    { id: 'mdy', value: reading.mdy },
  ];
  return { kind: 'question', id: 'date_order', found, answers };
};

/** A file that puts the month first has made 4 March of 03/04/2021; one that no longer does still holds what it made. */
function realDay(day: string, column: Column, options: ReadOptions): Reading {
  const { isSent, orderKept } = options;
  const other = isSent === true || orderKept === 'mdy' ? undefined : swapped(day);
  const found = showDate(day, 'vi');
  if (other === undefined) return checked(column, day, found);
  const isTurned = options.daysTurned === true || isMonthFirst(options.locale);
  if (!isTurned && orderKept === undefined) return checked(column, day, found);
  if (isTurned && orderKept === 'dmy') return checked(column, other, found);
  const answers = [
    { id: 'dmy', value: other },
    { id: 'mdy', value: day },
  ];
  return { kind: 'question', id: 'date_kept', found, answers };
}

function notADay(raw: string, found: string): Reading {
  const short = shortMonth(raw);
  if (short === undefined) return issue('not_a_date', found, monthFirst(raw));
  const { month, year, days, last } = short;
  const told = { month: String(month), year: String(year), days: String(days) };
  return { kind: 'issue', code: 'no_such_day', found, told, ...(last === undefined ? {} : { fix: last }) };
}

/** A date whose cell lost its format shows as a number of days; 36,526 is 01/01/2000, 73,050 is 31/12/2099. */
function fromSerial(serial: number): string | undefined {
  if (!Number.isInteger(serial) || serial < 36_526 || serial > 73_050) return undefined;
  return addDays(SERIAL_EPOCH, serial);
}

/** Numbers in a text column are told as the file shows them; a date there is what a sheet made of "1-2", never guessed back. */
const readText: Reader = (raw, column, options) => {
  if (typeof raw === 'object') return issue('date_in_text', showDate(raw.date, 'vi'));
  const text = typeof raw === 'number' ? numberAsText(raw, options.locale) : clean(raw);
  if (looksLikeTcvn3(text)) return issue('old_font', text.slice(0, 200));
  return checked(column, text, text.slice(0, 200));
};

function numberAsText(raw: number, locale: string): string {
  const value = fromNumber(raw) ?? String(raw);
  return dot(locale) ? value : value.replace('.', ',');
}

/** Folded spelling → option id; made once per column. */
const spellings = new WeakMap<Column, ReadonlyMap<string, string>>();

function spellingsOf(column: Column): ReadonlyMap<string, string> {
  const known = spellings.get(column);
  if (known !== undefined) return known;
  const made = new Map<string, string>();
  for (const { id, label, aliases = [] } of column.options ?? []) {
    for (const spelling of [label.vi, label.en, id, ...aliases]) {
      if (!made.has(fold(spelling))) made.set(fold(spelling), id);
    }
  }
  spellings.set(column, made);
  return made;
}

const readOption: Reader = (raw, column) => {
  const found = typeof raw === 'object' ? showDate(raw.date, 'vi') : clean(String(raw));
  const id = spellingsOf(column).get(fold(found));
  return id === undefined
    ? issue('not_an_option', found, optionWithoutTones(column, found))
    : { kind: 'value', value: id };
};

/** Letters without diacritics, y as i: "Đăng kí", "dang ky" and "Đăng ký" are one. */
const bareLetters = (text: string): string => plainAscii(text).toLowerCase().replace(/y/g, 'i');

/** The one option that reads the same when diacritics are left off or y is written i: "hoan thanh", "đăng kí". */
function optionWithoutTones(column: Column, typed: string): string | undefined {
  const bare = bareLetters(typed);
  const ids = new Set<string>();
  for (const [spelling, id] of spellingsOf(column)) {
    if (bare !== '' && bareLetters(spelling) === bare) ids.add(id);
  }
  const [only] = ids;
  return ids.size === 1 ? only : undefined;
}

const READERS: Readonly<Record<FieldType, Reader>> = {
  integer: readNumeric,
  decimal: readNumeric,
  percent: readNumeric,
  money: readNumeric,
  rank: readNumeric,
  date: readDay,
  text: readText,
  option: readOption,
  person: readText,
  target: readText,
  evidence: readText,
};

/** Reads one raw cell. Never throws and never guesses; words for "none" and "not applicable" are the caller's to see first. */
export function readCell(raw: RawCell, column: Column, options: ReadOptions): Reading {
  if (typeof raw === 'boolean') return issue('checkbox_cell', raw ? 'TRUE' : 'FALSE');
  if (typeof raw === 'string') {
    const text = raw.trim();
    if (text === '' || clean(text) === '') return BLANK;
    if (text.charCodeAt(0) === 35 && FORMULA_ERROR.test(text)) return issue('formula_error', text);
  }
  return READERS[column.type](raw, column, options);
}
