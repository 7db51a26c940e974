/** Shorthand for writing the rules of a built-in form; every maker returns plain data. */
import type { Rule } from '../rule.ts';
import type { Bilingual } from '../template.ts';

type Severity = Rule['severity'];

/** What every rule says of itself: why in the office's words, where it comes from, and the document that states it, if any. */
export interface Grounds {
  readonly why: Bilingual;
  readonly basis: string;
  readonly document?: string;
}

type Relation = 'equal' | 'atLeast' | 'atMost';

/** Rows added up against a row. `anyFilled` fits parts that all stand in an optional annex; `skip` parts that partly do. */
export function rowSum(
  id: string,
  severity: Severity,
  sum: { whole: string; parts: readonly string[]; relation?: Relation; blankParts?: 'skip' | 'anyFilled' },
  grounds: Grounds,
  each: readonly string[] = ['total'],
): Rule {
  return {
    kind: 'partsSum',
    id,
    severity,
    axis: 'rows',
    each: [...each],
    whole: sum.whole,
    parts: [...sum.parts],
    relation: sum.relation ?? 'equal',
    blankParts: sum.blankParts ?? 'skip',
    ...grounds,
  };
}

/** Columns added up against a column, in the given rows of a section. */
export function columnSum(
  id: string,
  severity: Severity,
  sum: { section: string; whole: string; parts: readonly string[]; rows: readonly string[] },
  grounds: Grounds,
): Rule {
  return {
    kind: 'partsSum',
    id,
    severity,
    axis: 'columns',
    section: sum.section,
    each: [...sum.rows],
    whole: sum.whole,
    parts: [...sum.parts],
    relation: 'equal',
    blankParts: 'anyFilled',
    ...grounds,
  };
}

/** Rows of which each is at most the one before. */
export function rowFunnel(
  id: string,
  severity: Severity,
  chain: readonly string[],
  grounds: Grounds,
  each: readonly string[] = ['total'],
): Rule {
  return { kind: 'atMost', id, severity, axis: 'rows', each: [...each], chain: [...chain], ...grounds };
}

/** Rows of which each is at most the whole. */
export function rowParts(
  id: string,
  severity: Severity,
  whole: string,
  parts: readonly string[],
  grounds: Grounds,
  each: readonly string[] = ['total'],
): Rule {
  return {
    kind: 'partOf',
    id,
    severity,
    axis: 'rows',
    each: [...each],
    whole,
    parts: [...parts],
    ...grounds,
  };
}
