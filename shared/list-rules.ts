/** Checkers of rules about whole rows: required when, no two alike, how many in a group, dates in order. */

import { canonicalJson } from './canonical.ts';
import {
  type CompiledRow,
  type CompiledSection,
  compileTemplate,
  fillValues,
  slotOf,
  type Values,
} from './compiled-template.ts';
import { showDate, swapped } from './dates.ts';
import { type GroupInput, Grouping, groupKey } from './fold-groups.ts';
import type { Fix } from './issue.ts';
import { type CellRef, type Cells, type CellValue, isEmpty, type ReportContent } from './report.ts';
import type { Condition } from './rule.ts';
import {
  cellsOf,
  isBad,
  nameOf,
  type RowWatch,
  type RuleCompiler,
  type RuleOf,
  rowRule,
  speak,
  type View,
} from './rule-view.ts';
import type { Template } from './template.ts';

export type Test = (values: Readonly<Values>) => boolean;

/** A value or a declared none; "not applicable" and "not yet known" fill nothing, though they are not blank either. */
function filled(value: CellValue | undefined): boolean {
  return value !== undefined && (!isEmpty(value) || value.empty === 'none');
}

/** The condition made ready for many rows of a section. */
export function testOf(condition: Condition, section: CompiledSection): Test {
  switch (condition.kind) {
    case 'is': {
      const [slot, { option }] = [slotOf(section, condition.column), condition];
      return (values) => values[slot] === option;
    }
    case 'filled': {
      const slot = slotOf(section, condition.column);
      return (values) => filled(values[slot]);
    }
    case 'blank': {
      const slot = slotOf(section, condition.column);
      return (values) => values[slot] === undefined;
    }
    case 'differs': {
      const [left, right] = [slotOf(section, condition.left), slotOf(section, condition.right)];
      return (values) =>
        typeof values[left] === 'string' &&
        typeof values[right] === 'string' &&
        values[left] !== values[right];
    }
  }
}

export function columnsOf(condition: Condition): readonly string[] {
  return condition.kind === 'differs' ? [condition.left, condition.right] : [condition.column];
}

/** Rows by key, made once for the rows of a report: a rule may break in each of thousands. */
const rowsByKey = new WeakMap<readonly CompiledRow[], ReadonlyMap<string, CompiledRow>>();

function rowOf(rows: readonly CompiledRow[], key: string): CompiledRow | undefined {
  let byKey = rowsByKey.get(rows);
  if (byKey === undefined) {
    byKey = new Map(rows.map((row) => [row.key, row]));
    rowsByKey.set(rows, byKey);
  }
  return byKey.get(key);
}

export function openIn(view: View, section: CompiledSection, { row, column }: CellRef): boolean {
  if (section.section.rowsFrom === 'office') return true;
  return rowOf(view.rowsOf(section), row)?.columns.some(({ id }) => id === column) ?? false;
}

/** A watch over rows that break a rule by themselves: remembers which, speaks at the end. */
export function watchRows(
  breaks: Test,
  say: (view: View, values: Readonly<Values>, index: number) => void,
): RowWatch {
  const broken: { readonly values: Values; readonly index: number }[] = [];
  return {
    meet: (values, index) => {
      if (breaks(values)) broken.push({ values: [...values], index });
    },
    end: (view) => {
      for (const { values, index } of broken) say(view, values, index);
    },
  };
}

export const requiredWhen: RuleCompiler<'requiredWhen'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  const { column } = rule;
  const others = columnsOf(rule.when);
  const meets = testOf(rule.when, section);
  const slot = slotOf(section, column);
  const breaks: Test = (values) => values[slot] === undefined && meets(values);
  const say = (view: View, _values: Readonly<Values>, index: number) => {
    const row = view.tableOf(section).keys[index] ?? '';
    const at = { section: rule.section, row, column };
    if (!openIn(view, section, at) || isBad(view, at)) return;
    const related = others.map((name) => ({ section: rule.section, row, column: name }));
    speak(view, rule, { at, params: { found: '' }, related });
  };
  return rowRule(section, [column, ...others], () => watchRows(breaks, say));
};

function asText(value: CellValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Rows seen through the columns they are grouped by; a blank or declared empty cell is '' there. */
function groupInput(columns: readonly string[], rows: readonly Cells[]): GroupInput {
  return {
    rows: rows.length,
    width: columns.length,
    cell: (row, index) => asText(rows[row]?.[columns[index] ?? '']),
  };
}

/** Groups are formed by office columns only, which checkTemplate sees to. */
function hasText(slots: readonly number[], values: Readonly<Values>): boolean {
  for (const slot of slots) if (typeof values[slot] === 'string') return true;
  return false;
}

function hasAllTexts(slots: readonly number[], values: Readonly<Values>): boolean {
  for (const slot of slots) if (typeof values[slot] !== 'string') return false;
  return true;
}

export const unique: RuleCompiler<'unique'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  const { columns } = rule;
  const [column] = columns;
  if (section === undefined || column === undefined) return () => undefined;
  const slots = columns.map((name) => slotOf(section, name));
  return rowRule(section, columns, (all) => {
    const groups = new Grouping(groupInput(columns, all));
    return {
      meet: (values, index) => {
        if (hasText(slots, values)) groups.add(index);
      },
      end: (view) => {
        const { keys } = view.tableOf(section);
        groups.first.forEach((original, row) => {
          if (original < 0 || original === row) return;
          sayRepeated(view, rule, column, keys[row] ?? '', keys[original] ?? '');
        });
      },
    };
  });
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
function countedTest(rule: RuleOf<'countPerGroup'>, section: CompiledSection): Test {
  const meets = rule.where === undefined ? undefined : testOf(rule.where, section);
  const { leaveOut = [] } = rule;
  const left = leaveOut.map(({ column, option }) => testOf({ kind: 'is', column, option }, section));
  const slots = rule.groupBy.map((name) => slotOf(section, name));
  return (values) => {
    if (meets !== undefined && !meets(values)) return false;
    for (const isLeftOut of left) if (isLeftOut(values)) return false;
    return hasAllTexts(slots, values);
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
  const counts = countedTest(rule, section);
  return rowRule(section, rule.groupBy, (all) => {
    const input = groupInput(rule.groupBy, all);
    const groups = new Grouping(input);
    return {
      meet: (values, index) => {
        if (counts(values)) groups.add(index);
      },
      end: (view) => {
        const elsewhere = rule.across === 'year' ? view.facts.yearCounts?.[rule.id] : undefined;
        const { keys } = view.tableOf(section);
        groups.size.forEach((inReport, row) => {
          if (inReport === 0) return;
          const before = countIn(elsewhere, input, row);
          const count = inReport + before;
          if (count >= rule.min && count <= rule.max) return;
          const rows = keys.filter((_key, index) => groups.first[index] === row);
          sayCount(view, rule, count, before, rows);
        });
      },
    };
  });
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

/** The same day with day and month changed over, where that is another and `fits`; only in what the office types. */
export function swapFixes(
  section: CompiledSection,
  at: CellRef,
  found: string,
  fits: (value: string) => boolean,
): Fix[] {
  const value = swapped(found);
  if (value === undefined || !fits(value) || section.columns.get(at.column)?.column.source !== 'office')
    return [];
  return [{ label: 'swapDay', params: { value: showDate(value, 'vi') }, cells: [{ ...at, value }] }];
}

export const dateOrder: RuleCompiler<'dateOrder'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  const [first, second] = [slotOf(section, rule.before), slotOf(section, rule.after)];
  const inOrder = (before: string, after: string): boolean =>
    before < after || (rule.allowEqual && before === after);
  const breaks: Test = (values) => {
    const after = values[second];
    if (typeof after !== 'string') return false;
    const before = values[first];
    return typeof before === 'string' && !inOrder(before, after);
  };
  const say = (view: View, values: Readonly<Values>, index: number) => {
    const row = view.tableOf(section).keys[index] ?? '';
    const at = { section: rule.section, row, column: rule.after };
    const other = { section: rule.section, row, column: rule.before };
    const [before, after] = [asText(values[first]), asText(values[second])];
    const params = {
      found: showDate(after, 'vi'),
      limit: showDate(before, 'vi'),
      other: nameOf(view, other, at),
      relation: rule.allowEqual ? 'onOrAfter' : 'after',
    };
    const fixes = view.offerFixes
      ? [
          ...swapFixes(section, at, after, (day) => inOrder(before, day)),
          ...swapFixes(section, other, before, (day) => inOrder(day, after)),
        ]
      : [];
    speak(view, rule, { at, params, related: [other], fixes });
  };
  return rowRule(section, [rule.before, rule.after], () => watchRows(breaks, say));
};

/**
 * Rows per group key of one report under a rule that counts. Added up over the year's other reports they are the rule's
 * `CheckFacts.yearCounts`.
 */
export function countGroups(
  template: Template,
  rule: RuleOf<'countPerGroup'>,
  content: ReportContent,
): ReadonlyMap<string, number> {
  const section = compileTemplate(template).byId.get(rule.section);
  const groups = new Map<string, number>();
  if (section === undefined) return groups;
  const rows = Object.values(content[rule.section] ?? {});
  const input = groupInput(rule.groupBy, rows);
  const grouping = new Grouping(input);
  const counts = countedTest(rule, section);
  const values: Values = [];
  rows.forEach((cells, row) => {
    if (counts(fillValues(section, cells, values))) grouping.add(row);
  });
  grouping.size.forEach((size, row) => {
    if (size > 0) groups.set(keyOfGroup(input, row), size);
  });
  return groups;
}
