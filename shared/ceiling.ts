/** The ceiling on "hoàn thành xuất sắc": a check on ratings somebody gave; it gives none itself. */

import { fold } from './text.ts';

/** NĐ 335/2025/NĐ-CP, on civil servants: at most 20 % of the number rated "hoàn thành tốt nhiệm vụ". */
export const CEILING_PERCENT = 20;

export interface Rated {
  readonly agency: string;
  /** Those with similar duties. */
  readonly group: string;
  readonly rating: 'excellent' | 'good' | 'completed' | 'notCompleted';
}

interface CeilingCheck {
  readonly agency: string;
  /** null: the whole agency. */
  readonly group: string | null;
  readonly rated: number;
  readonly excellent: number;
  readonly good: number;
  /** The greatest whole number that is not above the percentage. */
  readonly ceiling: number;
  readonly within: boolean;
}

/**
 * One check for each agency and one for each group in it, in the order they first come and as they are first written; a group of the same name in another
 * agency is another group. The base is those rated "hoàn thành tốt", not all staff and without the excellent themselves.
 * Nobody rated so: the ceiling is 0. How to round is not stated by the source; persons are whole, so "at most" needs no rounding.
 */
export function ceilingChecks(ratings: readonly Rated[]): CeilingCheck[] {
  const checks = new Map<
    string,
    { agency: string; group: string | null; rated: number; excellent: number; good: number }
  >();
  for (const { agency, group, rating } of ratings) {
    for (const of of [null, group]) {
      const key = JSON.stringify([fold(agency), of === null ? null : fold(of)]);
      const check = checks.get(key) ?? { agency, group: of, rated: 0, excellent: 0, good: 0 };
      check.rated += 1;
      if (rating === 'excellent') check.excellent += 1;
      if (rating === 'good') check.good += 1;
      checks.set(key, check);
    }
  }
  return [...checks.values()].map((check) => {
    const ceiling = Math.floor((check.good * CEILING_PERCENT) / 100);
    return { ...check, ceiling, within: check.excellent <= ceiling };
  });
}
