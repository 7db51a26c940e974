/** The pieces target wordings and results are made of: quantities, bounds, tails and ranks. Reads cleaned text. */
import { compare } from './decimal.ts';
import { readNumber } from './number.ts';
import { type BoundKind, isMeasured, type Place, type UnitOfMeasure } from './target-wording-model.ts';
import { fold } from './text.ts';

/** Digits with separators between them. */
export const NUMBER = '-?[0-9]+(?:[.,][0-9]+)*';
const DASH = '(?:-|–|—|đến|tới)';

/**
 * The value of a number in Vietnamese prose, where a dot groups thousands and a comma is decimal. Before "%" and "điểm" a dot
 * and three digits are not decided by that: undefined.
 */
export function proseNumber(text: string, unit: string | undefined): string | undefined {
  const settled = isMeasured(unit) ? {} : { dot: 'thousands' as const };
  const reading = readNumber(text, { integer: false, locale: 'vi_VN', ...settled });
  return reading.kind === 'number' ? reading.value : undefined;
}

const BOUNDS: readonly (readonly [BoundKind, RegExp])[] = [
  ['atLeast', /^(?:từ|ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|>=|≥)/i],
  ['atMost', /^(?:không quá|không vượt quá|không trên|không cao hơn|tối đa|nhiều nhất|<=|≤)/i],
  ['moreThan', /^(?:trên|hơn|cao hơn|lớn hơn|>)/i],
  ['lessThan', /^(?:dưới|thấp hơn|nhỏ hơn|<)/i],
  ['about', /^(?:khoảng|xấp xỉ|gần bằng|~|≈)/i],
  ['exactly', /^(?:đúng|bằng|=)/i],
];

/** The bound the text opens with and what follows it; undefined when it opens otherwise. */
export function readBound(text: string): { readonly bound: BoundKind; readonly rest: string } | undefined {
  for (const [bound, pattern] of BOUNDS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const rest = text.slice(match[0].length);
    if (/^ ?-?[0-9]/.test(rest)) return { bound, rest: rest.trim() };
  }
  return undefined;
}

export interface Tail extends UnitOfMeasure {
  readonly reach?: 'atLeast' | 'atMost';
  readonly base?: string;
}

const EXCEPT = / ?\(trừ ([^()]{1,200})\)$/i;
const BASE = /(?:^| )so với ([^,;]{1,60})$/i;
const REACH = /(?:^| )trở (lên|xuống)$/i;
const PER = / ?\/ ?([^\s\d/][^\d/]{0,19})$/;
/** Units hold no digits (but m², m2, m3) and none of the signs that would make them a calculation. */
const UNIT = /^(?:%|‰|(?:[^\d;:()<>=%‰/~]|(?<![a-zà-ỹ])k?m[23](?![0-9])){1,80})$/i;
/** Words that begin another part of the sentence, and words of the grammar itself wherever they stand. */
const NOT_A_UNIT =
  /^(?:và|hoặc|hay|đến|tới|so|trong số|lên|xuống|trên|còn|tháng|[-–—,.…])(?: |$)|(?:^| )(?:từ|tăng|giảm|dưới|khoảng|thứ|trở|đạt|xong|ước|phấn đấu|top|tốp)(?: |$)|[-–—,.]$/i;
const PERCENT_OF = /^([%‰]) ([^\s()][^()]{0,200})$/;

const isUnit = (text: string): boolean => UNIT.test(text) && !NOT_A_UNIT.test(text) && text === text.trim();

/** Cuts the match off the end of the text. */
const cut = (text: string, match: RegExpExecArray | null): string =>
  match ? text.slice(0, match.index).trim() : text;

/** What follows a number: unit, per, reach, base, exclusions. Undefined when it is something else. */
export function readTail(text: string): Tail | undefined {
  let rest = text.trim().replace(/(?: ?\.)+$/, '');
  const except = EXCEPT.exec(rest);
  rest = cut(rest, except);
  const base = BASE.exec(rest);
  rest = cut(rest, base);
  const reach = REACH.exec(rest);
  rest = cut(rest, reach);
  const per = PER.exec(rest);
  rest = cut(rest, per);
  const share = PERCENT_OF.exec(rest);
  const [, unit = rest, of = ''] = share ?? [];
  if (NOT_A_UNIT.test(of) || /[%‰]/.test(of) || (unit !== '' && !isUnit(unit))) return undefined;
  if (unit === '' && (per || except)) return undefined;
  return {
    ...(unit ? { unit } : {}),
    ...(per?.[1] ? { per: per[1] } : {}),
    ...(of ? { of } : {}),
    ...(except?.[1] ? { except: except[1] } : {}),
    ...(reach
      ? { reach: reach[1]?.toLowerCase() === 'lên' ? ('atLeast' as const) : ('atMost' as const) }
      : {}),
    ...(base?.[1] ? { base: base[1] } : {}),
  };
}

interface Quantity {
  readonly low: string;
  /** Present in ranges. */
  readonly high?: string;
  readonly tail: Tail;
}

const SINGLE = new RegExp(`^(${NUMBER})(?![0-9.,]*[0-9])(.*)$`);
const RANGE = new RegExp(`^(${NUMBER}) ?([^0-9–—-]{0,30}?) ?${DASH} ?(${NUMBER})(.*)$`, 'i');

function readRange(text: string): Quantity | undefined {
  const match = RANGE.exec(text);
  if (!match) return undefined;
  const [, first = '', firstUnit = '', second = '', after = ''] = match;
  const tail = readTail(after);
  if (!tail || (firstUnit !== '' && fold(firstUnit) !== fold(tail.unit ?? ''))) return undefined;
  const low = proseNumber(first, tail.unit);
  const high = proseNumber(second, tail.unit);
  if (low === undefined || high === undefined || compare(low, high) > 0) return undefined;
  return { low, high, tail };
}

/** "2 - 3 tổ chức đảng", "từ" already cut off; "10%". Undefined for anything else, and for a range that runs backwards. */
export function readQuantity(text: string): Quantity | undefined {
  const range = readRange(text);
  if (range) return range;
  const match = SINGLE.exec(text);
  if (!match) return undefined;
  const tail = readTail(match[2] ?? '');
  const low = tail && proseNumber(match[1] ?? '', tail.unit);
  return tail && low !== undefined ? { low, tail } : undefined;
}

const PLACE_HEAD =
  '(?:(?:đứng|xếp hạng|xếp|ở|cao|giữ|đạt|lên|xuống|vươn lên|vượt lên|vào|nằm ở) )*(?:(?:vị trí |hạng |vị trí xếp hạng )?thứ ?|(?:vị trí|hạng) (?:số )?)';
const PLACE = new RegExp(`^${PLACE_HEAD}([0-9]{1,5})(?: ?/ ?([0-9]{1,5}))?(?: (.*))?$`, 'i');
const OUT_OF = /^trong (?:số |tổng số )?([0-9]{1,5})(?: ([^0-9]{1,80}))?$/i;
const SCOPE = /^(?:trong |tại |ở |của |trên )?([^0-9]{1,80})$/i;
const NEXT_PLACE = /(?:, | và |…,? )(?=(?:(?:đứng|xếp|ở|cao) )?(?:vị trí )?thứ [0-9])/i;

const isPlace = (rank: string, outOf: string | undefined): boolean =>
  Number(rank) >= 1 && (outOf === undefined || Number(rank) <= Number(outOf));

const plainDigits = (digits: string): string => String(Number(digits));

function readPlace(text: string): Place | undefined {
  const match = PLACE.exec(text);
  if (!match) return undefined;
  const [, rank = '', slash, rest = ''] = match;
  const among = OUT_OF.exec(rest);
  const outOf = slash ?? among?.[1];
  const scope = among ? among[2] : SCOPE.exec(rest)?.[1];
  if (
    !isPlace(rank, outOf) ||
    (slash !== undefined && among) ||
    (rest !== '' && !among && scope === undefined)
  ) {
    return undefined;
  }
  return {
    rank: plainDigits(rank),
    ...(outOf === undefined ? {} : { outOf: plainDigits(outOf) }),
    ...(scope === undefined ? {} : { scope }),
  };
}

type Places = Place & { readonly from?: string; readonly also?: readonly Place[] };

const ARROW = new RegExp(
  `^(?:từ )?${PLACE_HEAD}([0-9]{1,5}) ?(?:->|→|lên|xuống) ?(?:${PLACE_HEAD})?([0-9]{1,5})(?![0-9])(.*)$`,
  'i',
);
const CLIMB = new RegExp(
  `^(?:từ )?(?:${PLACE_HEAD})?([0-9]{1,5}), ?(tăng|giảm|tụt)(?: tốc)? ([0-9]{1,5}) bậc,[^0-9]{0,60}?số ([0-9]{1,5})(?![0-9])(.*)$`,
  'i',
);

function moved(from: string, rank: string, rest: string): Places | undefined {
  const place = readPlace(`thứ ${rank}${rest}`);
  return place && Number(from) >= 1 ? { ...place, from: plainDigits(from) } : undefined;
}

function readMove(text: string): Places | undefined {
  const arrow = ARROW.exec(text);
  if (arrow) return moved(arrow[1] ?? '', arrow[2] ?? '', arrow[3] ?? '');
  const climb = CLIMB.exec(text);
  if (!climb) return undefined;
  const [, from = '', verb = '', by = '', rank = '', rest = ''] = climb;
  const expected = Number(from) - (verb.toLowerCase() === 'tăng' ? 1 : -1) * Number(by);
  return expected === Number(rank) ? moved(from, rank, rest) : undefined;
}

/** "thứ 6/11", "thứ 6 trong số 11 tỉnh", "vị trí thứ 12 -> 3", "thứ 4 trong vùng và thứ 8 trong toàn quốc". */
export function readPlaces(text: string): Places | undefined {
  const move = readMove(text);
  if (move) return move;
  const parts = text.split(NEXT_PLACE).map(readPlace);
  const [first, ...rest] = parts;
  if (!first) return undefined;
  const also: Place[] = [];
  for (const part of rest) {
    if (!part) return undefined;
    also.push(part);
  }
  return also.length === 0 ? first : { ...first, also };
}
