/** Checkers of rules about whole rows: required when, no two alike, how many in a group, dates in order. */

import { canonicalJson } from './canonical.ts';
import type { CompiledSection, CompiledTemplate } from './compiled-template.ts';
import { showDate } from './dates.ts';
import { foldGroups, groupKey } from './fold-groups.ts';
import type { Fix } from './issue.ts';
import { type CellRef, type Cells, type CellValue, isEmpty, type ReportContent } from './report.ts';
import type { Condition } from './rule.ts';
import {
  cellsOf,
  NO_CELLS,
  nameOf,
  type RuleCompiler,
  type RuleOf,
  rowKeys,
  rowReader,
  speak,
  type View,
} from './rule-view.ts';

type ValueOf = (column: string) => CellValue | undefined;

/** A value or a declared none; "not applicable" and "not yet known" fill nothing, though they are not blank either. */
function filled(value: CellValue | undefined): boolean {
  return value !== undefined && (!isEmpty(value) || value.empty === 'none');
}

function meets(condition: Condition, value: ValueOf): boolean {
  switch (condition.kind) {
    case 'is':
      return value(condition.column) === condition.option;
    case 'filled':
      return filled(value(condition.column));
    case 'blank':
      return value(condition.column) === undefined;
    case 'differs': {
      const left = value(condition.left);
      const right = value(condition.right);
      return typeof left === 'string' && typeof right === 'string' && left !== right;
    }
  }
}

function columnsOf(condition: Condition): readonly string[] {
  return condition.kind === 'differs' ? [condition.left, condition.right] : [condition.column];
}

/** Reads office cells straight from the row; the slower reader is made only when a rule names other columns. */
function readerFor(view: View, section: CompiledSection, names: readonly string[]): (row: string) => ValueOf {
  const office = names.every((name) => section.columns.get(name)?.column.source === 'office');
  if (!office || view.bad.size > 0) return (row) => rowReader(view, section, row);
  const rows = view.content[section.section.id] ?? {};
  let cells: Cells = NO_CELLS;
  const value: ValueOf = (column) => cells[column];
  return (row) => {
    cells = rows[row] ?? NO_CELLS;
    return value;
  };
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
  return (view) => {
    const read = readerFor(view, section, names);
    const isOpen = openIn(view, section, rule.column);
    for (const row of rowKeys(view, section)) {
      const value = read(row);
      if (value(rule.column) !== undefined || !meets(rule.when, value) || !isOpen(row)) continue;
      const at = { section: rule.section, row, column: rule.column };
      if (isBad(view, at)) continue;
      const related = columnsOf(rule.when).map((column) => ({ section: rule.section, row, column }));
      speak(view, rule, { at, params: { found: '' }, related });
    }
  };
};

const isBad = (view: View, at: CellRef): boolean =>
  view.bad.size > 0 && view.bad.has(`${at.section}|${at.row}|${at.column}`);

function asText(value: CellValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

export const unique: RuleCompiler<'unique'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  const [first] = rule.columns;
  if (section === undefined || first === undefined) return () => undefined;
  return (view) => {
    const keys = rowKeys(view, section);
    const read = readerFor(view, section, rule.columns);
    const texts = keys.map((row) => {
      const value = read(row);
      const cells = rule.columns.map((column) => asText(value(column)));
      return cells.some((cell) => cell !== '') ? cells.join('|') : undefined;
    });
    for (const [original, ...copies] of foldGroups(texts)) {
      for (const copy of copies) sayRepeated(view, rule, first, keys[copy] ?? '', keys[original ?? 0] ?? '');
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

/** Texts of the group each row belongs to; undefined where the row is not counted. */
function groupTexts(
  rule: RuleOf<'countPerGroup'>,
  rows: readonly string[],
  read: (row: string) => ValueOf,
): (string | undefined)[] {
  return rows.map((row) => {
    const value = read(row);
    if (rule.where !== undefined && !meets(rule.where, value)) return undefined;
    const cells = rule.groupBy.map((column) => asText(value(column)));
    return cells.includes('') ? undefined : cells.join('|');
  });
}

export const countPerGroup: RuleCompiler<'countPerGroup'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  const names = [...rule.groupBy, ...(rule.where === undefined ? [] : columnsOf(rule.where))];
  return (view) => {
    const elsewhere = rule.across === 'year' ? view.facts.yearCounts?.[rule.id] : undefined;
    const rows = rowKeys(view, section);
    const texts = groupTexts(rule, rows, readerFor(view, section, names));
    for (const group of foldGroups(texts)) {
      const text = texts[group[0] ?? 0] ?? '';
      const before = elsewhere === undefined ? 0 : (elsewhere[groupKey([text])] ?? 0);
      const count = group.length + before;
      if (count >= rule.min && count <= rule.max) continue;
      sayCount(
        view,
        rule,
        count,
        before,
        group.map((index) => rows[index] ?? ''),
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
    const read = readerFor(view, section, [rule.before, rule.after]);
    for (const row of rowKeys(view, section)) {
      const value = read(row);
      const before = value(rule.before);
      const after = value(rule.after);
      if (typeof before !== 'string' || typeof after !== 'string') continue;
      if (before < after || (rule.allowEqual && before === after)) continue;
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
 * Rows per group of every rule that counts over a year, in one report: rule id → group key → rows. The server adds
 * these up over the year's other reports for `CheckFacts.yearCounts`.
 */
export function groupCounts(
  compiled: CompiledTemplate,
  content: ReportContent,
): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const rule of compiled.template.rules) {
    if (rule.kind !== 'countPerGroup' || rule.across !== 'year') continue;
    const rows = content[rule.section] ?? {};
    const texts = groupTexts(rule, Object.keys(rows), (row) => (column) => rows[row]?.[column]);
    const groups: Record<string, number> = {};
    for (const text of texts) {
      if (text !== undefined) groups[groupKey([text])] = (groups[groupKey([text])] ?? 0) + 1;
    }
    counts[rule.id] = groups;
  }
  return counts;
}
