/** Checkers of rules about what one row says: bounds or a blank that another cell asks for, and days that are still to come. */
import { type CompiledSection, slotOf, type Values } from './compiled-template.ts';
import { showDate } from './dates.ts';
import { compare } from './decimal.ts';
import { FIELD_TYPES } from './field-types.ts';
import { columnsOf, openIn, swapFixes, type Test, testOf, watchRows } from './list-rules.ts';
import { showNumber } from './number.ts';
import { type CellRef, type CellValue, isEmpty } from './report.ts';
import { isBad, nameOf, type RuleCompiler, rowRule, speak, type View } from './rule-view.ts';

const LONGEST_FOUND = 200;

function cellIn(view: View, section: CompiledSection, index: number, column: string): CellRef {
  return { section: section.section.id, row: view.tableOf(section).keys[index] ?? '', column };
}

/** The number in a cell, none counting as 0; undefined where there is nothing to compare. */
function numberOf(value: CellValue | undefined): string | undefined {
  return isEmpty(value) ? (value.empty === 'none' ? '0' : undefined) : value;
}

export const boundWhen: RuleCompiler<'boundWhen'> = (rule, compiled) => {
  const section = compiled.byId.get(rule.section);
  if (section === undefined) return () => undefined;
  const { column, min, max } = rule;
  const others = columnsOf(rule.when);
  const meets = testOf(rule.when, section);
  const slot = slotOf(section, column);
  const tooSmall = (value: string): boolean => min !== undefined && compare(value, min) < 0;
  const tooLarge = (value: string): boolean => max !== undefined && compare(value, max) > 0;
  const breaks: Test = (values) => {
    if (!meets(values)) return false;
    const value = numberOf(values[slot]);
    return value !== undefined && (tooSmall(value) || tooLarge(value));
  };
  const say = (view: View, values: Readonly<Values>, index: number): void => {
    const at = cellIn(view, section, index, column);
    const value = numberOf(values[slot]) ?? '';
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
  const meets = testOf(rule.when, section);
  const slot = slotOf(section, column.id);
  // A declared empty says that nothing stands there, which is what the rule asks for.
  const breaks: Test = (values) => typeof values[slot] === 'string' && meets(values);
  const say = (view: View, values: Readonly<Values>, index: number): void => {
    const at = cellIn(view, section, index, column.id);
    const value = values[slot];
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
  const places = rule.columns.map((column) => ({ column, slot: slotOf(section, column) }));
  const isLater = (value: CellValue | undefined, today: string): value is string =>
    typeof value === 'string' && value > today;
  const say = (view: View, values: Readonly<Values>, index: number): void => {
    const { today } = view.facts;
    for (const { column, slot } of places) {
      const value = values[slot];
      if (!isLater(value, today)) continue;
      const params = { found: showDate(value, 'vi'), limit: showDate(today, 'vi') };
      const at = cellIn(view, section, index, column);
      // Of a day still to come and the same with day and month changed over, only one can be meant if the other has been.
      const fixes = view.offerFixes ? swapFixes(section, at, value, (day) => day <= today) : [];
      speak(view, rule, { at, params, fixes });
    }
  };
  return rowRule(section, rule.columns, (_all, today) => {
    const breaks: Test = (values) => {
      for (const { slot } of places) if (isLater(values[slot], today)) return true;
      return false;
    };
    return watchRows(breaks, say);
  });
};
