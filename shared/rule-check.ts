/** Holds each rule of a template to the rows, columns and options it names. */
import { compare } from './decimal.ts';
import { decimalsOf } from './field-check.ts';
import { isNumeric } from './field-types.ts';
import type { Condition, Rule } from './rule.ts';
import type { Column, Section, Template } from './template.ts';

/** The names that stand more than once. */
export function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Names a rule uses, checked against the rows and columns there are. */
interface Names {
  readonly rows: readonly string[];
  readonly section: Section | undefined;
  readonly template: Template;
}

/** Everything wrong with the names a rule uses, one English sentence each. */
export function checkRule(rule: Rule, template: Template): string[] {
  const sectionId = 'section' in rule ? rule.section : undefined;
  const section = template.sections.find(({ id }) => id === sectionId);
  const rows = template.sections.flatMap((candidate) => candidate.rows ?? []).map(({ key }) => key);
  const faults = sectionId !== undefined && section === undefined ? [`no section "${sectionId}"`] : [];
  return [...faults, ...checkNames(rule, { rows, section, template })];
}

function checkNames(rule: Rule, names: Names): string[] {
  switch (rule.kind) {
    case 'partsSum':
    case 'partOf':
      return checkAlong(rule, [rule.whole, ...rule.parts], names);
    case 'atMost':
      return checkAlong(rule, rule.chain, names);
    case 'matches':
      return [rule.left, rule.right].flatMap((side) => checkSide(side, names));
    case 'requiredWhen':
      return [...officeColumns([rule.column], names), ...checkCondition(rule.when, names)];
    case 'blankWhen':
      return [...blankable(rule.column, names), ...checkCondition(rule.when, names)];
    case 'boundWhen':
      return [...checkBounds(rule, names), ...checkCondition(rule.when, names)];
    case 'notInFuture':
      return [...officeColumns(rule.columns, names), ...dateColumns(rule.columns, names)];
    case 'unique':
      return officeColumns(rule.columns, names);
    case 'countPerGroup': {
      const order = rule.min <= rule.max ? [] : ['min is larger than max'];
      const where = rule.where === undefined ? [] : checkCondition(rule.where, names);
      const leftOut = (rule.leaveOut ?? []).flatMap((choice) =>
        checkCondition({ kind: 'is', ...choice }, names),
      );
      // Rows of other reports are counted as well, and of those only what the office wrote is kept.
      const counted = [...rule.groupBy, ...conditionColumns(rule)];
      return [...order, ...officeColumns(counted, names), ...where, ...leftOut];
    }
    case 'monotonic':
    case 'band':
    case 'sumOfPeriods':
      return checkAlong(rule, [], names);
    case 'dateOrder':
      return dateColumns([rule.before, rule.after], names);
  }
}

function conditionColumns({ where, leaveOut = [] }: Extract<Rule, { kind: 'countPerGroup' }>): string[] {
  const asked = leaveOut.map(({ column }) => column);
  if (where === undefined) return asked;
  return where.kind === 'differs' ? [where.left, where.right, ...asked] : [where.column, ...asked];
}

function columnNamed(id: string, { section }: Names): Column | undefined {
  return section?.columns.find((column) => column.id === id);
}

function officeColumns(ids: readonly string[], names: Names): string[] {
  return ids
    .filter((id) => columnNamed(id, names)?.source !== 'office')
    .map((id) => `"${id}" is no office column of its section`);
}

function dateColumns(ids: readonly string[], names: Names): string[] {
  return ids.flatMap((id) => {
    const column = columnNamed(id, names);
    if (column === undefined) return [`no column "${id}"`];
    return column.type === 'date' ? [] : [`"${id}" is no date`];
  });
}

function blankable(id: string, names: Names): string[] {
  const required = columnNamed(id, names)?.required === true;
  return [...officeColumns([id], names), ...(required ? [`"${id}" is required and can never be blank`] : [])];
}

function checkBounds({ column, min, max }: Extract<Rule, { kind: 'boundWhen' }>, names: Names): string[] {
  const bounds = [min, max].filter((bound) => bound !== undefined);
  const faults = bounds
    .filter((bound) => decimalsOf(bound) < 0)
    .map((bound) => `bound "${bound}" is not a canonical decimal`);
  if (bounds.length === 0) faults.push('a bound is missing');
  const ordered = faults.length > 0 || min === undefined || max === undefined || compare(min, max) <= 0;
  if (!ordered) faults.push('min is larger than max');
  if (!numericOffice(names.section, column)) faults.push(`"${column}" is no number an office types`);
  return faults;
}

function checkCondition(condition: Condition, names: Names): string[] {
  const ids = condition.kind === 'differs' ? [condition.left, condition.right] : [condition.column];
  const missing = ids.filter((id) => columnNamed(id, names) === undefined).map((id) => `no column "${id}"`);
  if (missing.length > 0 || condition.kind !== 'is') return missing;
  const options = columnNamed(condition.column, names)?.options ?? [];
  return options.some(({ id }) => id === condition.option) ? [] : [`no option "${condition.option}"`];
}

function checkSide({ row, column }: { row: string; column: string }, { template }: Names): string[] {
  const section = template.sections.find(({ rows }) => rows?.some(({ key }) => key === row));
  if (section === undefined) return [`no row "${row}"`];
  return numericOffice(section, column) ? [] : [`"${column}" is no number an office types in row "${row}"`];
}

function numericOffice(section: Section | undefined, id: string): boolean {
  const column = section?.columns.find((candidate) => candidate.id === id);
  return column?.source === 'office' && isNumeric(column);
}

interface Along {
  readonly axis: 'rows' | 'columns';
  readonly each: 'all' | readonly string[];
  readonly section?: string | undefined;
}

function checkAlong(along: Along, operands: readonly string[], names: Names): string[] {
  const { sections } = names.template;
  const inSection = names.section === undefined ? sections : [names.section];
  const isRow = (name: string): boolean => names.rows.includes(name);
  const isColumn = (name: string): boolean => inSection.some((section) => numericOffice(section, name));
  const isAssigned = inSection.some(({ rowsFrom }) => rowsFrom !== 'template');
  const faults: string[] = [];
  if (along.axis === 'columns' && operands.length > 0 && names.section === undefined) {
    faults.push('a rule along columns names its section');
  }
  const each = along.each === 'all' ? [] : along.each;
  const [rows, columns] = along.axis === 'rows' ? [operands, each] : [each, operands];
  for (const name of rows)
    if (!isRow(name) && !(isAssigned && each === rows)) faults.push(`no row "${name}"`);
  for (const name of columns) if (!isColumn(name)) faults.push(`"${name}" is no number an office types`);
  for (const name of repeated(operands)) faults.push(`"${name}" is named twice`);
  return faults;
}
