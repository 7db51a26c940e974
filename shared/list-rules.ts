/** Checkers of rules about whole rows: required when, no two alike, how many in a group, dates in order. */

import { canonicalJson } from './canonical.ts';
import type { CompiledSection } from './compiled-template.ts';
import { showDate } from './dates.ts';
import { foldGroups, type GroupInput, groupKey } from './fold-groups.ts';
import type { Fix } from './issue.ts';
import { type Cells, type CellValue, isEmpty, type ReportContent } from './report.ts';
import type { Condition } from './rule.ts';
import {
  cellsOf,
  isBad,
  NO_CELLS,
  nameOf,
  type RuleCompiler,
  type RuleOf,
  rowValues,
  speak,
  type View,
} from './rule-view.ts';

type Test = (cells: Cells) => boolean;

/** A value or a declared none; "not applicable" and "not yet known" fill nothing, though they are not blank either. */
function filled(value: CellValue | undefined): boolean {
  return value !== undefined && (!isEmpty(value) || value.empty === 'none');
}

/** The condition made ready for many rows. */
function testOf(condition: Condition): Test {
  switch (condition.kind) {
    case 'is': {
      const { column, option } = condition;
      return (cells) => cells[column] === option;
    }
    case 'filled':
      return (cells) => filled(cells[condition.column]);
    case 'blank':
      return (cells) => cells[condition.column] === undefined;
    case 'differs': {
      const { left, right } = condition;
      return (cells) =>
        typeof cells[left] === 'string' && typeof cells[right] === 'string' && cells[left] !== cells[right];
    }
  }
}

function columnsOf(condition: Condition): readonly string[] {
  return condition.kind === 'differs' ? [condition.left, condition.right] : [condition.column];
}

function openIn(view: View, section: CompiledSection, column: string): (row: string) => boolean {
  if (section.section.rowsFrom === 'office') return () => true;
  const keys = new Set(
    view
      .rowsOf(section)
      .filter(({ columns }) => columns.some(({ id }) => id === column))
      .map(({ key }) => key),
  );
  return (row) => keys.has(row);
}

export const requiredWhen: RuleCompiler<'requiredWhen'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  const names = [rule.column, ...columnsOf(rule.when)];
  const meets = testOf(rule.when);
  return (view) => {
    const values = rowValues(view, section, names);
    const isOpen = openIn(view, section, rule.column);
    const { keys } = view.tableOf(section);
    for (let index = 0; index < keys.length; index++) {
      const cells = values[index] ?? NO_CELLS;
      if (!meets(cells) || cells[rule.column] !== undefined) continue;
      const row = keys[index] ?? '';
      const at = { section: rule.section, row, column: rule.column };
      if (!isOpen(row) || isBad(view, at)) continue;
      const related = columnsOf(rule.when).map((column) => ({ section: rule.section, row, column }));
      speak(view, rule, { at, params: { found: '' }, related });
    }
  };
};

function asText(value: CellValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Rows seen through the columns they are grouped by; a blank or declared empty cell is '' there. */
function groupInput(columns: readonly string[], rows: readonly Cells[], includes: Test): GroupInput {
  return {
    rows: rows.length,
    width: columns.length,
    includes: (row) => includes(rows[row] ?? NO_CELLS),
    cell: (row, index) => asText(rows[row]?.[columns[index] ?? '']),
  };
}

/** Groups are formed by office columns only, which checkTemplate sees to. */
function hasText(columns: readonly string[], cells: Cells): boolean {
  for (const column of columns) if (typeof cells[column] === 'string') return true;
  return false;
}

function hasAllTexts(columns: readonly string[], cells: Cells): boolean {
  for (const column of columns) if (typeof cells[column] !== 'string') return false;
  return true;
}

export const unique: RuleCompiler<'unique'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  const [column] = rule.columns;
  if (section === undefined || column === undefined) return () => undefined;
  return (view) => {
    const { keys, cells } = view.tableOf(section);
    const { first } = foldGroups(groupInput(rule.columns, cells, (row) => hasText(rule.columns, row)));
    for (let row = 0; row < keys.length; row++) {
      const original = first[row] ?? -1;
      if (original < 0 || original === row) continue;
      sayRepeated(view, rule, column, keys[row] ?? '', keys[original] ?? '');
    }
  };
};

function sayRepeated(
  view: View,
  rule: RuleOf<'unique'>,
  column: string,
  row: string,
  original: string,
): void {
  const at = { section: rule.section, row, column };
  const cells = cellsOf(view, rule.section, row);
  const same = canonicalJson(cells) === canonicalJson(cellsOf(view, rule.section, original));
  const cleared = Object.keys(cells).map((name) => ({
    section: rule.section,
    row,
    column: name,
    value: null,
  }));
  const fixes: Fix[] = view.offerFixes && same ? [{ label: 'removeRow', params: {}, cells: cleared }] : [];
  const related = [{ section: rule.section, row: original, column }];
  speak(view, rule, { at, params: { found: asText(cells[column]) }, related, fixes });
}

/** Counted are the rows that meet the condition, are not left out, and name their group in full. */
function countedTest(rule: RuleOf<'countPerGroup'>): Test {
  const meets = rule.where === undefined ? undefined : testOf(rule.where);
  const { leaveOut = [], groupBy } = rule;
  return (cells) => {
    if (meets !== undefined && !meets(cells)) return false;
    for (const { column, option } of leaveOut) if (cells[column] === option) return false;
    return hasAllTexts(groupBy, cells);
  };
}

function keyOfGroup(input: GroupInput, row: number): string {
  const cells: string[] = [];
  for (let index = 0; index < input.width; index++) cells.push(input.cell(row, index));
  return groupKey(cells);
}

/** A group may be called "constructor": only numbers count. */
function countIn(
  counts: Readonly<Record<string, unknown>> | undefined,
  input: GroupInput,
  row: number,
): number {
  const count = counts?.[keyOfGroup(input, row)];
  return typeof count === 'number' ? count : 0;
}

export const countPerGroup: RuleCompiler<'countPerGroup'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  const test = countedTest(rule);
  return (view) => {
    const elsewhere = rule.across === 'year' ? view.facts.yearCounts?.[rule.id] : undefined;
    const { keys, cells } = view.tableOf(section);
    const input = groupInput(rule.groupBy, cells, test);
    const { first, size } = foldGroups(input);
    for (let row = 0; row < keys.length; row++) {
      const inReport = size[row] ?? 0;
      if (inReport === 0) continue;
      const before = countIn(elsewhere, input, row);
      const count = inReport + before;
      if (count >= rule.min && count <= rule.max) continue;
      sayCount(
        view,
        rule,
        count,
        before,
        keys.filter((_key, index) => first[index] === row),
      );
    }
  };
};

/** Spoken at the first row beyond the limit, or at the first row of a group too small. */
function sayCount(
  view: View,
  rule: RuleOf<'countPerGroup'>,
  count: number,
  before: number,
  rows: readonly string[],
): void {
  const column = rule.groupBy[rule.groupBy.length - 1] ?? '';
  const place = count > rule.max ? Math.min(Math.max(rule.max - before, 0), rows.length - 1) : 0;
  const row = rows[place] ?? '';
  const cells = cellsOf(view, rule.section, row);
  const params = {
    found: rule.groupBy.map((name) => asText(cells[name])).join(', '),
    count: String(count),
    min: String(rule.min),
    max: String(rule.max),
  };
  const related = rows
    .filter((key) => key !== row)
    .map((key) => ({ section: rule.section, row: key, column }));
  speak(view, rule, { at: { section: rule.section, row, column }, params, related });
}

export const dateOrder: RuleCompiler<'dateOrder'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  return (view) => {
    const values = rowValues(view, section, [rule.before, rule.after]);
    const { keys } = view.tableOf(section);
    for (let index = 0; index < keys.length; index++) {
      const cells = values[index] ?? NO_CELLS;
      const after = cells[rule.after];
      if (typeof after !== 'string') continue;
      const before = cells[rule.before];
      if (typeof before !== 'string') continue;
      if (before < after || (rule.allowEqual && before === after)) continue;
      const row = keys[index] ?? '';
      const at = { section: rule.section, row, column: rule.after };
      const other = { section: rule.section, row, column: rule.before };
      const params = {
        found: showDate(after, 'vi'),
        limit: showDate(before, 'vi'),
        other: nameOf(view, other, at),
        relation: rule.allowEqual ? 'onOrAfter' : 'after',
      };
      speak(view, rule, { at, params, related: [other] });
    }
  };
};

/**
 * Rows per group key of one report under a rule that counts. Added up over the year's other reports they are the rule's
 * `CheckFacts.yearCounts`.
 */
export function countGroups(
  rule: RuleOf<'countPerGroup'>,
  content: ReportContent,
): ReadonlyMap<string, number> {
  const input = groupInput(rule.groupBy, Object.values(content[rule.section] ?? {}), countedTest(rule));
  const groups = new Map<string, number>();
  foldGroups(input).size.forEach((size, row) => {
    if (size > 0) groups.set(keyOfGroup(input, row), size);
  });
  return groups;
}
