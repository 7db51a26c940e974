/** Holds a result against a target wording: exceeded, met or missed, or not to be said. */
import { compare, isDecimal } from './decimal.ts';
import { inUnit } from './number.ts';
import { readActual } from './target-wording-actual.ts';
import type { Actual, BoundKind, ChangeTarget, Target, UnitOfMeasure } from './target-wording-model.ts';
import { fold } from './text.ts';

type Direction = 'higher' | 'lower' | 'none';

export type Verdict = 'exceeded' | 'met' | 'missed';

/** Between two numbers: below the better one is met, beyond it exceeded. An open wording ("trên 65") is met or missed only. */
function within(low: string, high: string, direction: 'higher' | 'lower', actual: string): Verdict {
  const [least, most] = direction === 'higher' ? [low, high] : [high, low];
  const sign = direction === 'higher' ? 1 : -1;
  if (compare(actual, least) === -sign) return 'missed';
  return compare(actual, most) === sign ? 'exceeded' : 'met';
}

const OPEN: Readonly<Record<'atLeast' | 'moreThan' | 'atMost' | 'lessThan', (side: -1 | 0 | 1) => boolean>> =
  {
    atLeast: (side) => side >= 0,
    moreThan: (side) => side > 0,
    atMost: (side) => side <= 0,
    lessThan: (side) => side < 0,
  };

function valueVerdict(
  bound: BoundKind,
  value: string,
  actual: string,
  direction?: Direction,
): Verdict | undefined {
  const side = compare(actual, value);
  if (bound === 'exactly') {
    if (direction !== 'none') return within(value, value, direction ?? 'higher', actual);
    return side === 0 ? 'met' : undefined;
  }
  if (bound !== 'about') return OPEN[bound](side) ? 'met' : 'missed';
  if (side === 0) return 'met';
  if (direction === undefined || direction === 'none') return undefined;
  return side > 0 === (direction === 'higher') ? 'met' : 'missed';
}

/**
 * Whether a result meets the wording. `actual`: canonical decimal, a result in words, or what readActual made of one.
 * `direction`: the better side as the indicator has it, where the wording alone does not say ("khoảng 4"). A result of a change is
 * the amount of it in the direction asked for. Undefined where the two cannot be compared.
 * A wording open to the better side ("từ 10% trở lên") is met, never exceeded: anything inside is what was asked.
 */
export function verdictOf(
  target: Target,
  actual: string | Actual,
  direction?: Direction,
): Verdict | undefined {
  if (typeof actual !== 'string') return verdictOfActual(target, actual, direction);
  if (!isDecimal(actual)) return verdictOfActual(target, readActual(actual), direction);
  switch (target.kind) {
    case 'range': {
      if (direction === 'none') return undefined;
      return within(target.low, target.high, direction ?? 'higher', actual);
    }
    case 'rank':
      return compare(actual, '1') < 0 ? undefined : within(target.rank, target.rank, 'lower', actual);
    case 'rankGroup':
      return compare(actual, '1') < 0 ? undefined : within(target.best, target.worst, 'lower', actual);
    case 'change':
      return changeVerdict(target, actual);
    default:
      return valueVerdict(target.kind, target.value, actual, direction);
  }
}

/** A negative amount of decrease may be a sign typed for the word "giảm": it cannot be said. */
function changeVerdict(target: ChangeTarget, actual: string): Verdict | undefined {
  if (target.direction === 'decrease' && compare(actual, '0') < 0) return undefined;
  if (target.bound === 'range') return within(target.by, target.high ?? target.by, 'higher', actual);
  return valueVerdict(target.bound, target.by, actual, 'higher');
}

/** The value in the target's unit; undefined when the units differ and neither can be told in the other. */
function sameUnit(value: string, actual: UnitOfMeasure, target: UnitOfMeasure): string | undefined {
  if (actual.unit === undefined || target.unit === undefined || fold(actual.unit) === fold(target.unit))
    return value;
  return inUnit(value, actual.unit, target.unit);
}

const RANKS: ReadonlySet<string> = new Set(['rank', 'rankGroup']);

/** The numbers a result stands for, all of which must agree on the verdict; none where it cannot be compared with the target. */
function comparable(target: Target, actual: Actual): readonly (string | undefined)[] {
  switch (actual.kind) {
    case 'rank':
      return RANKS.has(target.kind) ? [actual.rank] : [];
    case 'number':
      return actual.bound === 'exactly' ? [sameUnit(actual.value, actual, target)] : [];
    case 'pair':
      return RANKS.has(target.kind) ? [] : [sameUnit(actual.actual, actual, target)];
    case 'range':
      return [sameUnit(actual.low, actual, target), sameUnit(actual.high, actual, target)];
    case 'change':
      return target.kind === 'change' &&
        actual.change.direction === target.direction &&
        actual.change.bound === 'exactly'
        ? [sameUnit(actual.change.by, actual.change, target)]
        : [];
    default:
      return [];
  }
}

function verdictOfActual(target: Target, actual: Actual, direction?: Direction): Verdict | undefined {
  const verdicts = comparable(target, actual).map((value) =>
    value === undefined ? undefined : verdictOf(target, value, direction),
  );
  const [first] = verdicts;
  return verdicts.every((verdict) => verdict === first) ? first : undefined;
}
