/** Reads what was achieved, as offices write it: a number, done/planned, a rank, a range, or words. */
import { add, divide, multiply } from './decimal.ts';
import { readNumber } from './number.ts';
import { NUMBER, proseNumber, readPlaces, readTail } from './target-wording-grammar.ts';
import type { Actual, ChangeTarget, PlanShare } from './target-wording-model.ts';
import { readAmount, readTarget } from './target-wording-read.ts';
import { clean } from './text.ts';

type Figure = Extract<Actual, { kind: 'number' | 'range' | 'pair' | 'share' | 'change' }>;

const ESTIMATE = /^ước(?: tính)?(?: đạt)? /i;
const MET_COUNT = /^(?:[^0-9]{0,60} )?([0-9]{1,4}) ?\/ ?([0-9]{1,4}) (chỉ tiêu[^0-9]{0,60})$/i;
const PAIR = new RegExp(`^(${NUMBER}) ?(%?) ?/ ?(${NUMBER}) ?(.*)$`);
const SHARE = new RegExp(
  `^(?:đạt|bằng) (${NUMBER}) ?% (?:so với )?((?:dự toán|kế hoạch|chỉ tiêu)[^0-9]{0,40})$`,
  'i',
);
const OVER = new RegExp(
  `^vượt (?:(${NUMBER}) ?% (?:so với )?)?((?:dự toán|kế hoạch|chỉ tiêu)[^0-9]{0,40}?)(?: (${NUMBER}) ?%)?$`,
  'i',
);

/** The plan that `value` is `percent` of, to the nearest whole unit: 5830 at 39.4 → "14797". Undefined at 0 %. */
export function impliedPlan(value: string, percent: string): string | undefined {
  return divide(multiply(value, '100'), percent, 0);
}

function readMetCount(text: string): Actual | undefined {
  const match = MET_COUNT.exec(text);
  if (!match) return undefined;
  const [, met = '', total = '', of = ''] = match;
  if (Number(met) > Number(total)) return undefined;
  return { kind: 'metCount', met: String(Number(met)), total: String(Number(total)), of };
}

function readPair(text: string): Figure | undefined {
  const match = PAIR.exec(text);
  if (!match) return undefined;
  const [, first = '', percent = '', second = '', after = ''] = match;
  const tail = readTail(after);
  if (!tail || tail.reach !== undefined || tail.base !== undefined) return undefined;
  if ((percent === '%' && tail.unit !== '%') || /^chỉ tiêu/i.test(tail.unit ?? '')) return undefined;
  const { unit, per, of } = tail;
  const actual = proseNumber(first, unit);
  const plan = proseNumber(second, unit);
  if (actual === undefined || plan === undefined) return undefined;
  return {
    kind: 'pair',
    actual,
    plan,
    ...(unit === undefined ? {} : { unit }),
    ...(per === undefined ? {} : { per }),
    ...(of === undefined ? {} : { of }),
  };
}

function readShare(clause: string): PlanShare | undefined {
  const share = SHARE.exec(clause);
  if (share) {
    const percent = proseNumber(share[1] ?? '', '%');
    return percent === undefined ? undefined : { percent, plan: (share[2] ?? '').trim() };
  }
  const over = OVER.exec(clause);
  if (!over || (over[1] === undefined) === (over[3] === undefined)) return undefined;
  const beyond = proseNumber(over[1] ?? over[3] ?? '', '%');
  return beyond === undefined ? undefined : { percent: add('100', beyond), plan: (over[2] ?? '').trim() };
}

function readChange(clause: string): ChangeTarget | undefined {
  const target = readTarget(clause);
  return target?.kind === 'change' && target.lead === undefined ? target : undefined;
}

/** The share of the plan and the growth named after a figure, each at most once; undefined when a clause is neither. */
function readClauses(clauses: readonly string[]): { share?: PlanShare; change?: ChangeTarget } | undefined {
  const found: { share?: PlanShare; change?: ChangeTarget } = {};
  for (const clause of clauses) {
    const share = readShare(clause);
    const change = share ? undefined : readChange(clause);
    if (share && !found.share) found.share = share;
    else if (change && !found.change) found.change = change;
    else return undefined;
  }
  return found;
}

const alone = (share: PlanShare | undefined): Figure | undefined => share && { kind: 'share', ...share };

const changed = (change: ChangeTarget | undefined): Figure | undefined =>
  change && { kind: 'change', change };

function readRank(text: string): Actual | undefined {
  const places = readPlaces(text);
  return places && { kind: 'rank', ...places };
}

/** The number of a first clause with what is said of it after commas. */
function readFigure(text: string): Figure | undefined {
  const [head = '', ...clauses] = text.replace(/^đạt /i, '').split(/, (?=[^0-9])/);
  const amount = readAmount(head);
  if (!amount || amount.base !== undefined) return undefined;
  const { bound, low, high, measure } = amount;
  if (bound === 'range')
    return clauses.length === 0 ? { kind: 'range', low, high: high ?? low, ...measure } : undefined;
  const said = readClauses(clauses);
  return said && { kind: 'number', value: low, bound, ...measure, ...said };
}

function readAmbiguous(text: string): Actual | undefined {
  const reading = readNumber(text, { integer: false, locale: 'vi_VN' });
  return reading.kind === 'ambiguous' && reading.unit !== undefined ? reading : undefined;
}

/**
 * What a result says: a number ("ước đạt trên 2.750 tỷ đồng, đạt 31,2% kế hoạch năm"), done/planned, targets met of targets set,
 * a range, a change, a rank ("thứ 6/11"); any other text is itself the result ("Xuất siêu").
 */
export function readActual(raw: string): Actual {
  const whole = clean(raw);
  if (whole.length > 300) return { kind: 'text', text: whole };
  const text = whole.replace(/\n/g, ' ').replace(/[ÐƉ]/g, 'Đ').replace(/ð/g, 'đ').replace(/\.$/, '');
  const estimate = ESTIMATE.exec(text);
  const rest = estimate ? text.slice(estimate[0].length) : text;
  const counted = readMetCount(rest) ?? readAmbiguous(rest) ?? readRank(rest);
  if (counted) return counted;
  const figure = alone(readShare(rest)) ?? readFigure(rest) ?? readPair(rest) ?? changed(readChange(rest));
  if (!figure) return { kind: 'text', text: whole };
  return estimate ? { ...figure, estimate: true } : figure;
}
