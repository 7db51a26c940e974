/** Writes targets and results in the canonical Vietnamese wording that reads back as the same data. */
import { showNumber } from './number.ts';
import {
  type Actual,
  type BoundKind,
  type ChangeTarget,
  isMeasured,
  type Place,
  type PlanShare,
  type RankGroupTarget,
  type Target,
  type UnitOfMeasure,
} from './target-wording-model.ts';

/** Digits are not grouped before units where a dot and three digits would have two readings. */
function number(value: string, unit: string | undefined): string {
  return isMeasured(unit) ? value.replace('.', ',') : showNumber(value, 'vi');
}

function measured(text: string, { unit, per, of, except }: UnitOfMeasure): string {
  const glued = unit === '%' || unit === '‰';
  return [
    text,
    unit === undefined ? '' : `${glued ? '' : ' '}${unit}`,
    of === undefined ? '' : ` ${of}`,
    per === undefined ? '' : `/${per}`,
    except === undefined ? '' : ` (trừ ${except})`,
  ].join('');
}

const PREFIX: Readonly<Record<BoundKind, string>> = {
  exactly: '',
  atLeast: 'từ ',
  moreThan: 'trên ',
  atMost: 'không quá ',
  lessThan: 'dưới ',
  about: 'khoảng ',
};

function amount(
  bound: BoundKind | 'range',
  low: string,
  high: string | undefined,
  measure: UnitOfMeasure,
): string {
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

function rankWords(target: Place & { from?: string; also?: readonly Place[] }): string {
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

function figureWords(actual: Extract<Actual, { kind: 'number' }>): string {
  const { share, change } = actual;
  return [
    amount(actual.bound, actual.value, undefined, actual),
    ...(share === undefined ? [] : [shareWords(share)]),
    ...(change === undefined ? [] : [changeWords(change)]),
  ].join(', ');
}

const shareWords = ({ percent, plan }: PlanShare): string => `đạt ${number(percent, '%')}% ${plan}`;

function resultWords(actual: Exclude<Actual, { kind: 'text' | 'ambiguous' }>): string {
  switch (actual.kind) {
    case 'number':
      return figureWords(actual);
    case 'range':
      return amount('range', actual.low, actual.high, actual);
    case 'pair':
      return measured(`${number(actual.actual, actual.unit)}/${number(actual.plan, actual.unit)}`, actual);
    case 'share':
      return shareWords(actual);
    case 'metCount':
      return `${actual.met}/${actual.total} ${actual.of}`;
    case 'change':
      return changeWords(actual.change);
    case 'rank':
      return rankWords(actual);
  }
}

/** The canonical Vietnamese wording of a result; undefined for `ambiguous`, which has no one wording. */
export function writeActual(actual: Actual): string | undefined {
  if (actual.kind === 'ambiguous') return undefined;
  if (actual.kind === 'text') return actual.text;
  return `${'estimate' in actual && actual.estimate ? 'ước ' : ''}${resultWords(actual)}`;
}
