/** What a small province holds after pushes and decisions, and what it adds up to: small enough to be seen to be right. */
import { add } from '../../shared/decimal.ts';

export type Value = string | { empty: 'none' | 'notApplicable' };
export interface Content {
  readonly a: Value;
  readonly c: Value | undefined;
  readonly estimate: boolean;
  readonly jobs: readonly ('open' | 'done' | undefined)[];
}

export interface Office {
  state: 'draft' | 'submitted' | 'returned' | 'accepted';
  revision: number;
  /** Of the first submission; undefined before it. */
  late?: boolean;
  /** What counts in 'submitted', and whether it also counts in 'accepted'. */
  counted: { readonly no: number; readonly content: Content } | undefined;
  /** The last revision that was submitted; 0: none. */
  submission: number;
  /** Levels that have accepted it. */
  accepts: number;
}

interface Sum {
  value: string | null;
  number: number;
  none: number;
  notApplicable: number;
  estimate: number;
}

/** What the offices of a scope add up to, and who stands behind it. */
export function modelTotal(offices: readonly Office[], counts: 'submitted' | 'accepted') {
  const sums: Record<'a' | 'c', Sum> = {
    a: { value: null, number: 0, none: 0, notApplicable: 0, estimate: 0 },
    c: { value: null, number: 0, none: 0, notApplicable: 0, estimate: 0 },
  };
  const jobs: Record<string, number> = {};
  for (const { state, counted } of offices) {
    if (counted === undefined || (counts === 'accepted' && state !== 'accepted')) continue;
    for (const row of ['a', 'c'] as const)
      put(sums[row], counted.content[row], row === 'a' && counted.content.estimate);
    for (const status of counted.content.jobs) jobs[status ?? ''] = (jobs[status ?? ''] ?? 0) + 1;
  }
  return { sums, jobs, coverage: coverageOf(offices) };
}

function coverageOf(offices: readonly Office[]) {
  const received = offices.filter(({ counted }) => counted !== undefined);
  return {
    expected: offices.length,
    received: received.length,
    accepted: received.filter(({ state }) => state === 'accepted').length,
    late: received.filter(({ late }) => late === true).length,
  };
}

function put(sum: Sum, cell: Value | undefined, estimate: boolean) {
  if (cell === undefined) return;
  if (typeof cell !== 'string') {
    sum[cell.empty] += 1;
    if (cell.empty === 'none') sum.value ??= '0';
    return;
  }
  sum.value = add(sum.value ?? '0', cell);
  sum.number += 1;
  sum.estimate += estimate ? 1 : 0;
}
