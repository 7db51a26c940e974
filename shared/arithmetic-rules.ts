/** Checkers of rules that add and compare numbers: sums of parts, funnels, parts of a whole, cells that must match. */
import { add, compare, subtract } from './decimal.ts';
import type { Fix } from './issue.ts';
import { showNumber } from './number.ts';
import { type CellRef, isEmpty } from './report.ts';
import {
  isBad,
  nameOf,
  numberAt,
  operandPlaces,
  type RuleCompiler,
  type RuleOf,
  speak,
  type View,
  valueAt,
} from './rule-view.ts';

const shown = (value: string): string => showNumber(value, 'vi');

function setFix(label: string, at: CellRef, value: string): Fix {
  return { label, params: { value: shown(value) }, cells: [{ ...at, value }] };
}

/** What the parts of one place say together. */
interface Parts {
  sum: string;
  readonly filled: CellRef[];
  /** A part that is not known, or has an issue of its own: nothing can be said about the sum. */
  unknown: boolean;
}

function addParts(view: View, cells: readonly (CellRef | undefined)[]): Parts {
  const parts: Parts = { sum: '0', filled: [], unknown: false };
  for (const at of cells) {
    if (at === undefined) continue;
    const number = numberAt(view, at);
    if (number !== undefined) {
      parts.sum = add(parts.sum, number);
      parts.filled.push(at);
      continue;
    }
    const value = valueAt(view, at);
    if (isBad(view, at) || (isEmpty(value) && value.empty === 'notYetKnown')) parts.unknown = true;
  }
  return parts;
}

function holds(relation: 'equal' | 'atLeast' | 'atMost', left: string, right: string): boolean {
  const order = compare(left, right);
  if (relation === 'equal') return order === 0;
  return relation === 'atLeast' ? order >= 0 : order <= 0;
}

/** Seen from the whole, "parts at least the whole" asks that the whole be at most their sum. */
const FROM_WHOLE = { equal: 'equal', atLeast: 'atMost', atMost: 'atLeast' } as const;

export const partsSum: RuleCompiler<'partsSum'> = (rule, compiled) => {
  const placesOf = operandPlaces(rule, [rule.whole, ...rule.parts], compiled);
  return (view) => {
    for (const [whole, ...cells] of placesOf(view)) {
      if (whole !== undefined) checkSum(view, rule, whole, cells);
    }
  };
};

function checkSum(
  view: View,
  rule: RuleOf<'partsSum'>,
  whole: CellRef,
  cells: readonly (CellRef | undefined)[],
): void {
  const total = numberAt(view, whole);
  if (total === undefined) return;
  const parts = addParts(view, cells);
  const silent = rule.blankParts === 'skip' ? parts.filled.length < cells.length : parts.filled.length === 0;
  if (silent || parts.unknown || holds(rule.relation, parts.sum, total)) return;
  speak(view, rule, {
    at: whole,
    params: { found: shown(total), sum: shown(parts.sum), relation: FROM_WHOLE[rule.relation] },
    related: cells.filter((at) => at !== undefined),
    fixes: view.offerFixes && rule.relation === 'equal' ? sumFixes(view, whole, total, parts, cells) : [],
  });
}

/**
 * Where every part is there, the total is their sum. Where one part alone is blank, what the total lacks can stand nowhere
 * else; of two blank parts nobody knows. Either is only offered and shown beforehand, since the total may be the slip.
 */
function sumFixes(
  view: View,
  whole: CellRef,
  total: string,
  parts: Parts,
  cells: readonly (CellRef | undefined)[],
): Fix[] {
  if (parts.filled.length === cells.length) return [setFix('sumOfParts', whole, parts.sum)];
  const [blank, another] = cells.filter((at) => at !== undefined && !parts.filled.includes(at));
  if (blank === undefined || another !== undefined || valueAt(view, blank) !== undefined) return [];
  const lacking = subtract(total, parts.sum);
  return compare(lacking, '0') > 0 ? [setFix('restOfTotal', blank, lacking)] : [];
}

interface Operand {
  readonly at: CellRef;
  readonly value: string;
}

/** The operands that have a number; closed and blank cells say nothing. */
function numbers(view: View, cells: readonly (CellRef | undefined)[]): Operand[] {
  const found: Operand[] = [];
  for (const at of cells) {
    const value = at === undefined ? undefined : numberAt(view, at);
    if (at !== undefined && value !== undefined) found.push({ at, value });
  }
  return found;
}

export const atMost: RuleCompiler<'atMost'> = (rule, compiled) => {
  const placesOf = operandPlaces(rule, rule.chain, compiled);
  return (view) => {
    for (const chain of placesOf(view)) {
      let limit: Operand | undefined;
      for (const operand of numbers(view, chain)) {
        if (limit !== undefined) compareWith(view, rule, operand, limit);
        limit = operand;
      }
    }
  };
};

export const partOf: RuleCompiler<'partOf'> = (rule, compiled) => {
  const placesOf = operandPlaces(rule, [rule.whole, ...rule.parts], compiled);
  return (view) => {
    for (const [whole, ...parts] of placesOf(view)) {
      const [limit] = numbers(view, [whole]);
      if (limit === undefined) continue;
      for (const part of numbers(view, parts)) compareWith(view, rule, part, limit);
    }
  };
};

function compareWith(view: View, rule: RuleOf<'atMost' | 'partOf'>, operand: Operand, limit: Operand): void {
  if (compare(operand.value, limit.value) <= 0) return;
  const other = nameOf(view, limit.at, operand.at);
  const params = { found: shown(operand.value), limit: shown(limit.value), other };
  speak(view, rule, { at: operand.at, params, related: [limit.at] });
}

export const matches: RuleCompiler<'matches'> = (rule, compiled) => {
  const cellOf = ({ row, column }: { row: string; column: string }): CellRef | undefined => {
    const section = compiled.sectionOfRow.get(row);
    return section === undefined ? undefined : { section: section.section.id, row, column };
  };
  const left = cellOf(rule.left);
  const right = cellOf(rule.right);
  if (left === undefined || right === undefined) return () => undefined;
  return (view) => {
    const found = numberAt(view, left);
    const limit = numberAt(view, right);
    if (found === undefined || limit === undefined || holds(rule.relation, found, limit)) return;
    const other = nameOf(view, right, left);
    const params = { found: shown(found), limit: shown(limit), other, relation: rule.relation };
    speak(view, rule, { at: left, params, related: [right] });
  };
};
