/** Target wordings ("từ 10% trở lên", "2 - 3 tổ chức", "thứ 6/11"): read, written back, and held against a result. */
import type { BoundKind, Target } from './target-wording-model.ts';

export { impliedPlan, readActual } from './target-wording-actual.ts';
export type {
  Actual,
  BoundKind,
  ChangeTarget,
  Place,
  PlanShare,
  RankTarget,
  Target,
} from './target-wording-model.ts';
export { readTarget } from './target-wording-read.ts';
export { type Verdict, verdictOf } from './target-wording-verdict.ts';
export { writeActual, writeTarget } from './target-wording-write.ts';

interface TargetBounds {
  readonly low?: string;
  readonly high?: string;
  /** Which side is better. For a change it is the amount of change: more of a decrease asked for is better too. */
  readonly direction: 'higher' | 'lower' | 'none';
}

function valueBounds(bound: BoundKind, value: string): TargetBounds {
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
