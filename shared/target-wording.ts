/** Target wordings ("từ 10% trở lên", "2 - 3 tổ chức", "thứ 6/11"): read, written back, and held against a result. */
import { showNumber } from './number.ts';
import {
  type Bound,
  type ChangeTarget,
  isMeasured,
  type Measure,
  type Place,
  type RankGroupTarget,
  type RankTarget,
  type Target,
} from './target-wording-model.ts';

export { impliedPlan, readActual } from './target-wording-actual.ts';
export type {
  Actual,
  Bound,
  ChangeTarget,
  Place,
  PlanShare,
  RankTarget,
  Target,
} from './target-wording-model.ts';
export { readTarget } from './target-wording-read.ts';
export { type Verdict, verdictOf } from './target-wording-verdict.ts';

/** Digits are not grouped before units where a dot and three digits would have two readings. */
function number(value: string, unit: string | undefined): string {
  return isMeasured(unit) ? value.replace('.', ',') : showNumber(value, 'vi');
}

function measured(text: string, { unit, per, of, except }: Measure): string {
  const glued = unit === '%' || unit === '‰';
  return [
    text,
    unit === undefined ? '' : `${glued ? '' : ' '}${unit}`,
    of === undefined ? '' : ` ${of}`,
    per === undefined ? '' : `/${per}`,
    except === undefined ? '' : ` (trừ ${except})`,
  ].join('');
}

const PREFIX: Readonly<Record<Bound, string>> = {
  exactly: '',
  atLeast: 'từ ',
  moreThan: 'trên ',
  atMost: 'không quá ',
  lessThan: 'dưới ',
  about: 'khoảng ',
};

function amount(bound: Bound | 'range', low: string, high: string | undefined, measure: Measure): string {
  const first = number(low, measure.unit);
  if (bound === 'range') return measured(`${first} - ${number(high ?? low, measure.unit)}`, measure);
  const { except, ...rest } = measure;
  const reach = bound === 'atLeast' ? ' trở lên' : '';
  return `${PREFIX[bound]}${measured(first, rest)}${reach}${except === undefined ? '' : ` (trừ ${except})`}`;
}

function place({ rank, outOf, scope }: Place): string {
  if (outOf === undefined) return `thứ ${rank}${scope === undefined ? '' : ` trong ${scope}`}`;
  return scope === undefined ? `thứ ${rank}/${outOf}` : `thứ ${rank} trong số ${outOf} ${scope}`;
}

function rankWords(target: RankTarget): string {
  const first = target.from === undefined ? place(target) : `vị trí thứ ${target.from} -> ${place(target)}`;
  return [first, ...(target.also ?? []).map(place)].join(' và ');
}

function groupWords({ best, worst, unit, scope }: RankGroupTarget): string {
  const where = scope === undefined ? '' : ` ${scope}`;
  if (best === '1' && unit === undefined) return `top ${worst}${where}`;
  const places = best === '1' ? worst : `${worst} đến ${best}`;
  return `trong nhóm ${places}${unit === undefined ? '' : ` ${unit}`} dẫn đầu${where}`;
}

function changeWords(target: ChangeTarget): string {
  const verb = target.direction === 'increase' ? 'tăng' : 'giảm';
  const base = target.base === undefined ? '' : ` so với ${target.base}`;
  const { except, ...rest } = target;
  const out = except === undefined ? '' : ` (trừ ${except})`;
  return `${verb} ${amount(target.bound, target.by, target.high, rest)}${base}${out}`;
}

function core(target: Target): string {
  switch (target.kind) {
    case 'range':
      return amount('range', target.low, target.high, target);
    case 'change':
      return changeWords(target);
    case 'rank':
      return rankWords(target);
    case 'rankGroup':
      return groupWords(target);
    default:
      return amount(target.kind, target.value, undefined, target);
  }
}

/** The canonical Vietnamese wording; readTarget gives the same target back. */
export function writeTarget(target: Target): string {
  const soft = target.soft ? 'phấn đấu ' : '';
  const estimate = target.estimate ? 'ước ' : '';
  const lead = target.lead === undefined ? '' : `${target.lead} `;
  return `${soft}${estimate}${lead}${core(target)}`;
}

export interface TargetBounds {
  readonly low?: string;
  readonly high?: string;
  /** Which side is better. For a change it is the amount of change: more of a decrease asked for is better too. */
  readonly direction: 'higher' | 'lower' | 'none';
}

function valueBounds(bound: Bound, value: string): TargetBounds {
  switch (bound) {
    case 'atLeast':
    case 'moreThan':
      return { low: value, direction: 'higher' };
    case 'atMost':
    case 'lessThan':
      return { high: value, direction: 'lower' };
    case 'about':
      return { low: value, high: value, direction: 'none' };
    case 'exactly':
      return { low: value, high: value, direction: 'higher' };
  }
}

/** The numbers a wording sets, whether or not the bound itself still meets it, and the better side. */
export function bounds(target: Target): TargetBounds {
  switch (target.kind) {
    case 'range':
      return { low: target.low, high: target.high, direction: 'higher' };
    case 'rank':
      return { low: target.rank, high: target.rank, direction: 'lower' };
    case 'rankGroup':
      return { low: target.best, high: target.worst, direction: 'lower' };
    case 'change':
      return target.bound === 'range'
        ? { low: target.by, high: target.high ?? target.by, direction: 'higher' }
        : valueBounds(target.bound, target.by);
    default:
      return valueBounds(target.kind, target.value);
  }
}
