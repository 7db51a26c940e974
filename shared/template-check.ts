/** The one door for templates from outside: their shape, then what a shape cannot say; unknown rule kinds are refused. */
import { RULE_CHECKERS } from './check-rules.ts';
import { CONSOLIDATED, isConsolidated } from './consolidated.ts';
import { decimalsOf } from './field-check.ts';
import { FIELD_TYPES, isNumeric } from './field-types.ts';
import { PublishedTemplate } from './profile.ts';
import { checkProfiles } from './profile-check.ts';
import { checkRule, repeated } from './rule-check.ts';
import type { Aggregation, Column, Derivation, Row, Section, Template } from './template.ts';
import { fold } from './text.ts';
import { checkWork } from './work-check.ts';

/** Ids that mean something to every JavaScript object. */
const RESERVED: ReadonlySet<string> = new Set([
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
]);

/** Everything wrong with a template beyond its shape, one English sentence each; empty = sound. */
export function checkTemplate(template: PublishedTemplate): string[] {
  const rows = template.sections.flatMap((section) => section.rows ?? []);
  return [
    ...(isConsolidated(template.id) ? [`the id ends in "${CONSOLIDATED}", which is reserved`] : []),
    ...repeated(template.sections.map(({ id }) => id)).map((id) => `section id "${id}" is used twice`),
    ...repeated(rows.map(({ key }) => key)).map((key) => `row key "${key}" is used twice`),
    ...repeated(template.rules.map(({ id }) => id)).map((id) => `rule id "${id}" is used twice`),
    ...template.sections.flatMap((section) => checkSection(section)),
    ...template.sections.flatMap((section, index) => checkLabels(section, `sections.${index}`)),
    ...template.rules.flatMap((rule) =>
      checkRule(rule, template).map((fault) => `rule "${rule.id}": ${fault}`),
    ),
    ...checkClarity(template),
    ...checkMembers(template),
    ...checkProfiles(template, checkTemplate),
    ...checkWork(template),
  ];
}

function checkSection(section: Section): string[] {
  const at = `section "${section.id}"`;
  const faults = [
    ...repeated(section.columns.map(({ id }) => id)).map((id) => `${at}: column id "${id}" is used twice`),
    ...section.columns.flatMap((column, index) =>
      checkColumn(section, column, index).map((fault) => `${at}, column "${column.id}": ${fault}`),
    ),
    ...(section.rows ?? []).flatMap((row) =>
      checkRow(section, row).map((fault) => `${at}, row "${row.key}": ${fault}`),
    ),
  ];
  if (RESERVED.has(section.id)) faults.push(`${at}: the id is reserved`);
  if ((section.kind === 'list') !== (section.rowsFrom === 'office')) {
    faults.push(`${at}: a list takes its rows from the office, a grid from the template or the assignment`);
  }
  if ((section.rowsFrom === 'template') !== (section.rows !== undefined)) {
    faults.push(`${at}: rows are given exactly where they come from the template`);
  }
  if (section.expectsRows !== undefined && section.kind !== 'list') {
    faults.push(`${at}: only a list can expect rows`);
  }
  for (const id of section.countBy ?? []) {
    const column = section.columns.find((candidate) => candidate.id === id);
    if (column === undefined) faults.push(`${at}: countBy names no column "${id}"`);
    if (column?.derive?.kind === 'timeliness') faults.push(`${at}: countBy "${id}" changes with the date`);
  }
  return [...faults, ...checkEstimate(section).map((fault) => `${at}: ${fault}`)];
}

/** Headers of a sheet are found by their labels in either language, so no two columns may share one. */
function checkLabels(section: Section, path: string): string[] {
  const owners = new Map<string, number>();
  const faults: string[] = [];
  for (const [index, { label }] of section.columns.entries()) {
    for (const lang of ['vi', 'en'] as const) {
      const key = fold(label[lang]);
      const owner = owners.get(key) ?? index;
      owners.set(key, owner);
      if (owner === index) continue;
      const other = section.columns[owner]?.id ?? '';
      faults.push(
        `${path}.columns.${index}.label.${lang}: “${label[lang]}” is also the label of column "${other}"; a sheet’s columns are told apart by their labels`,
      );
    }
  }
  return faults;
}

function checkEstimate(section: Section): string[] {
  if (section.estimate === undefined) return [];
  const { column: id, option } = section.estimate;
  const column = section.columns.find((candidate) => candidate.id === id);
  if (column === undefined) return [`estimate names no column "${id}"`];
  return column.options?.some((candidate) => candidate.id === option)
    ? []
    : [`estimate names no option "${option}"`];
}

function checkColumn(section: Section, column: Column, index: number): string[] {
  const faults: string[] = [];
  if (RESERVED.has(column.id) || column.id === '*') faults.push('the id is reserved');
  const options = column.options ?? [];
  if ((column.type === 'option') !== options.length > 0)
    faults.push('options are given exactly for type option');
  for (const id of repeated(options.map((option) => option.id))) faults.push(`option "${id}" is used twice`);
  if ((column.source === 'derived') !== (column.derive !== undefined)) {
    faults.push('derive is given exactly where the source is derived');
  }
  if (column.required && column.source !== 'office') faults.push('only office columns can be required');
  for (const bound of [column.min, column.max]) {
    if (bound !== undefined && decimalsOf(bound) < 0)
      faults.push(`bound "${bound}" is not a canonical decimal`);
  }
  if (column.inWords !== undefined) faults.push(...checkInWords(section, column, column.inWords));
  if (column.prefill !== undefined) faults.push(...checkPrefill(section, column, column.prefill));
  if (column.derive !== undefined) faults.push(...checkDerivation(section, column.derive, index));
  if (column.overUnits !== undefined) faults.push(...checkAggregation(section, column, column.overUnits));
  return faults;
}

function checkInWords(section: Section, column: Column, id: string): string[] {
  if (column.type !== 'date' || column.source !== 'office')
    return ['inWords is given only for a date the office types'];
  const words = section.columns.find((candidate) => candidate.id === id);
  return words?.type === 'text' && words.source === 'office'
    ? []
    : [`inWords names no column "${id}" of text the office types`];
}

/** A value is offered as it is, so both columns are of one type, in one measure; an option must be known by its id in both. */
function checkPrefill(
  section: Section,
  column: Column,
  { from, column: id }: NonNullable<Column['prefill']>,
): string[] {
  if (column.source !== 'office' || section.kind === 'list')
    return ['prefill is given only for a column of a grid the office types'];
  const source = section.columns.find((candidate) => candidate.id === id);
  const supplied = from === 'plan' ? 'assignment' : 'office';
  if (source?.source !== supplied) return [`prefill names no column "${id}" that the ${supplied} fills`];
  if (source.type !== column.type || source.unit !== column.unit)
    return [`prefill from "${id}", which is of another type or unit`];
  const known = new Set((column.options ?? []).map((option) => option.id));
  return (source.options ?? []).every((option) => known.has(option.id))
    ? []
    : [`prefill from "${id}", which has options this column lacks`];
}

function derivationColumns(derivation: Derivation): string[] {
  switch (derivation.kind) {
    case 'percentOf':
      return [derivation.value, derivation.base];
    case 'ratio':
      return [derivation.numerator, derivation.denominator];
    case 'lowerBound':
    case 'upperBound':
    case 'direction':
      return [derivation.of];
    case 'verdict':
      return [derivation.actual, derivation.plan];
    case 'timeliness': {
      const out = (derivation.leaveOut ?? []).map(({ column }) => column);
      return [derivation.deadline, derivation.completed, derivation.progress, ...out];
    }
  }
}

/** A computed column may use typed columns anywhere and computed columns that stand before it. */
function checkDerivation(section: Section, derivation: Derivation, index: number): string[] {
  return derivationColumns(derivation).flatMap((id) => {
    const at = section.columns.findIndex((column) => column.id === id);
    if (at < 0) return [`derived from a column "${id}" that does not exist`];
    const later = section.columns[at]?.source === 'derived' && at >= index;
    return later ? [`derived from "${id}", which is computed later`] : [];
  });
}

function checkAggregation(section: Section, column: Column, aggregation: Aggregation): string[] {
  if (!FIELD_TYPES[column.type].aggregations.includes(aggregation.kind)) {
    return [`a column of type ${column.type} cannot add up by ${aggregation.kind}`];
  }
  return checkSides(section, aggregation);
}

/** Both sides of a ratio are numbers that offices type; one that names anything else would never add up, in silence. */
export function checkSides(section: Section, aggregation: Aggregation): string[] {
  if (aggregation.kind !== 'ratio') return [];
  return [aggregation.numerator, aggregation.denominator].flatMap((id) => {
    const side = section.columns.find((candidate) => candidate.id === id);
    if (side === undefined) return [`ratio of a column "${id}" that does not exist`];
    return isNumeric(side) && side.source === 'office'
      ? []
      : [`ratio of "${id}", which no office types as a number`];
  });
}

function checkRow(section: Section, row: Row): string[] {
  const faults: string[] = [];
  if (RESERVED.has(row.key)) faults.push('the key is reserved');
  const keys = (section.rows ?? []).map(({ key }) => key);
  if (row.parent !== undefined && !keys.includes(row.parent)) faults.push(`no parent "${row.parent}"`);
  for (const id of row.open ?? []) {
    const column = section.columns.find((candidate) => candidate.id === id);
    if (column?.source !== 'office') faults.push(`opens "${id}", which is no office column`);
  }
  if (row.overUnits !== undefined) faults.push(...checkSides(section, row.overUnits));
  return faults;
}

function checkClarity(template: Template): string[] {
  const columns = template.sections.flatMap((section) => section.columns.map(({ id }) => id));
  return (template.clarity ?? [])
    .filter(({ column }) => !columns.includes(column))
    .map(({ column }) => `clarity names no column "${column}"`);
}

function checkMembers(template: Template): string[] {
  return template.sections.flatMap((section) =>
    section.columns.flatMap(({ id, member }) => {
      if (member === undefined) return [];
      const dimension = template.dimensions.find((candidate) => candidate.id === member.dimension);
      const known = dimension?.members.some((candidate) => candidate.id === member.id);
      return known ? [] : [`column "${id}": no member "${member.id}" of dimension "${member.dimension}"`];
    }),
  );
}

/**
 * A template from outside, or every fault of it, in English; a rule kind this version does not know is named as such,
 * never passed over.
 */
export function readTemplate(
  input: unknown,
): { readonly template: PublishedTemplate } | { readonly faults: readonly string[] } {
  const parsed = PublishedTemplate.safeParse(input);
  if (parsed.success) {
    const faults = checkTemplate(parsed.data);
    return faults.length === 0 ? { template: parsed.data } : { faults };
  }
  const unknown = unknownRuleKinds(input);
  const shape = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return { faults: unknown.length > 0 ? unknown : shape };
}

function unknownRuleKinds(input: unknown): string[] {
  if (typeof input !== 'object' || input === null || !('rules' in input) || !Array.isArray(input.rules))
    return [];
  const rules: readonly unknown[] = input.rules;
  return rules.flatMap((rule, index) => {
    const kind: unknown = typeof rule === 'object' && rule !== null && 'kind' in rule ? rule.kind : undefined;
    const known = typeof kind === 'string' && Object.keys(RULE_CHECKERS).includes(kind);
    return known
      ? []
      : [`rules.${index}: this version has no rule kind ${JSON.stringify(kind) ?? 'undefined'}`];
  });
}
