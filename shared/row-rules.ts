/** Checkers of rules about what one row says: bounds or a blank that another cell asks for, and days that are still to come. */
import type { CompiledSection } from './compiled-template.ts';
import { showDate } from './dates.ts';
import { compare } from './decimal.ts';
import { FIELD_TYPES } from './field-types.ts';
import { columnsOf, openIn, testOf, watchRows } from './list-rules.ts';
import { showNumber } from './number.ts';
import { type CellRef, type Cells, isEmpty } from './report.ts';
import { isBad, nameOf, type RuleCompiler, rowRule, speak, type View } from './rule-view.ts';

const LONGEST_FOUND = 200;

function cellIn(view: View, section: CompiledSection, index: number, column: string): CellRef {
  return { section: section.section.id, row: view.tableOf(section).keys[index] ?? '', column };
}

/** The number in a cell, none counting as 0; undefined where there is nothing to compare. */
function numberOf(cells: Cells, column: string): string | undefined {
  const value = cells[column];
  return isEmpty(value) ? (value.empty === 'none' ? '0' : undefined) : value;
}

export const boundWhen: RuleCompiler<'boundWhen'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  const { column, min, max } = rule;
  const others = columnsOf(rule.when);
  const meets = testOf(rule.when);
  const tooSmall = (value: string): boolean => min !== undefined && compare(value, min) < 0;
  const tooLarge = (value: string): boolean => max !== undefined && compare(value, max) > 0;
  const breaks = (cells: Cells): boolean => {
    if (!meets(cells)) return false;
    const value = numberOf(cells, column);
    return value !== undefined && (tooSmall(value) || tooLarge(value));
  };
  const say = (view: View, cells: Cells, index: number): void => {
    const at = cellIn(view, section, index, column);
    const value = numberOf(cells, column) ?? '';
    const small = tooSmall(value);
    const related = others.map((name) => ({ ...at, column: name }));
    const params = {
      found: showNumber(value, 'vi'),
      limit: showNumber((small ? min : max) ?? '', 'vi'),
      relation: small ? 'atLeast' : 'atMost',
      other: related.map((ref) => nameOf(view, ref, at)).join(', '),
    };
    speak(view, rule, { at, params, related });
  };
  return rowRule(section, [column, ...others], () => watchRows(breaks, say));
};

export const blankWhen: RuleCompiler<'blankWhen'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  const column = section?.columns.get(rule.column)?.column;
  if (section === undefined || column === undefined) return () => undefined;
  const others = columnsOf(rule.when);
  const meets = testOf(rule.when);
  // A declared empty says that nothing stands there, which is what the rule asks for.
  const breaks = (cells: Cells): boolean => typeof cells[column.id] === 'string' && meets(cells);
  const say = (view: View, cells: Cells, index: number): void => {
    const at = cellIn(view, section, index, column.id);
    const value = cells[column.id];
    if (typeof value !== 'string' || !openIn(view, section, at) || isBad(view, at)) return;
    const related = others.map((name) => ({ ...at, column: name }));
    const params = {
      found: FIELD_TYPES[column.type].show(value, column, 'vi').slice(0, LONGEST_FOUND),
      other: related.map((ref) => nameOf(view, ref, at)).join(', '),
    };
    const fixes = view.offerFixes ? [{ label: 'clear', params: {}, cells: [{ ...at, value: null }] }] : [];
    speak(view, rule, { at, params, related, fixes });
  };
  return rowRule(section, [column.id, ...others], () => watchRows(breaks, say));
};

export const notInFuture: RuleCompiler<'notInFuture'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  return (view) => {
    const { today } = view.facts;
    for (const [index, cells] of view.tableOf(section).cells.entries()) {
      for (const column of rule.columns) {
        const value = cells[column];
        if (typeof value !== 'string' || value <= today) continue;
        const params = { found: showDate(value, 'vi'), limit: showDate(today, 'vi') };
        speak(view, rule, { at: cellIn(view, section, index, column), params });
      }
    }
  };
};
