/** Checks the rows of an import against each other and against what the province already has. Pure. */
import type { AssignmentRuleRow, ProvinceData, Source } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';
import { edgesAfter, type KnownRows, kindsAfter, unitsAfter } from './known-rows.ts';
import { ownerFaults } from './owner-check.ts';
import { successionFaults, successionsAfter } from './succession-check.ts';
import { absentFaults, circles, overlappingParents } from './tree-check.ts';

/** What a rule is called: all it asks for. */
export const ruleKey = ({ template, version, period, kind, group, under }: AssignmentRuleRow): string =>
  `${template}@${version}, ${period}, ${kind ?? '*'}, ${group ?? '*'}, ${under ?? '*'}`;

/** Rows that say the same thing twice: every later one is a fault naming the first. */
function duplicates<T extends { readonly at?: Source }>(
  rows: readonly T[] | undefined,
  keyOf: (row: T) => string,
): ImportFault[] {
  const first = new Map<string, number>();
  const found: ImportFault[] = [];
  for (const row of rows ?? []) {
    const key = keyOf(row);
    const line = first.get(key);
    if (line === undefined) first.set(key, row.at?.line ?? 0);
    else found.push(fault('twice', row.at, { key, line: String(line) }));
  }
  return found;
}

function repeatedRows(data: ProvinceData): ImportFault[] {
  return [
    ...duplicates(data.units, (row) => row.id),
    ...duplicates(data.names, (row) => `${row.unit}, ${row.validFrom}`),
    ...duplicates(data.aliases, (row) => `${row.unit}, ${row.alias}`),
    ...duplicates(data.kinds, (row) => `${row.unit}, ${row.validFrom}`),
    ...duplicates(data.codes, (row) => `${row.unit}, ${row.validFrom}`),
    ...duplicates(data.successions, (row) => `${row.old}, ${row.new}, ${row.day}`),
    ...duplicates(data.people, (row) => row.id),
    ...duplicates(data.people, (row) => row.email),
    ...duplicates(data.roles, (row) => `${row.person}, ${row.role}, ${row.unit}`),
    ...duplicates(data.sectionOwners, (row) => `${row.unit}, ${row.template}, ${row.section}, ${row.person}`),
    ...duplicates(data.templates, ({ template }) => `${template.id}@${template.version}`),
    ...duplicates(data.holidays, (row) => row.day),
    ...duplicates(data.templateStates, (row) => `${row.template}@${row.version}`),
    ...duplicates(data.periods, ({ period }) => period.id),
    ...duplicates(data.groups, (row) => `${row.unit}, ${row.group}, ${row.validFrom}`),
    ...duplicates(data.rules, ruleKey),
    ...duplicates(data.assignments, (row) => `${row.unit}, ${row.template}, ${row.period}`),
  ];
}

type Reference = { readonly id: string; readonly at?: Source | undefined };

/** A fault for every reference to something neither stored nor brought. */
function strangers(
  code: 'unknown_unit' | 'unknown_person' | 'unknown_period' | 'unknown_template',
  named: readonly Reference[],
  existing: ReadonlySet<string>,
): ImportFault[] {
  return named
    .filter(({ id }) => !existing.has(id))
    .map(({ id, at }) => fault(code, at, { id, builtin: '…' }));
}

function missingReferences(data: ProvinceData, known: KnownRows): ImportFault[] {
  const { names = [], kinds = [], aliases = [], codes = [], edges = [], roles = [], assignments = [] } = data;
  const { successions = [], groups = [], rules = [], sectionOwners = [] } = data;
  const offices = [
    ...[...names, ...kinds, ...aliases, ...codes, ...roles, ...groups, ...sectionOwners, ...assignments].map(
      ({ unit, at }) => ({
        id: unit,
        at,
      }),
    ),
    ...edges.flatMap(({ parent, child, at }) => [
      { id: parent, at },
      { id: child, at },
    ]),
    ...rules.flatMap(({ under, at }) => (under === null ? [] : [{ id: under, at }])),
    ...successions.flatMap((row) => [
      { id: row.old, at: row.at },
      { id: row.new, at: row.at },
    ]),
  ];
  const people = [...roles, ...sectionOwners].map(({ person, at }) => ({ id: person, at }));
  const periods = [...assignments, ...rules].map(({ period, at }) => ({ id: period, at }));
  const forms = [...assignments, ...rules, ...(data.templateStates ?? [])].map(
    ({ template, version, at }) => ({
      id: `${template}@${version}`,
      at,
    }),
  );
  const newForms = (data.templates ?? []).map(({ template }) => `${template.id}@${template.version}`);
  const newPeriods = (data.periods ?? []).map(({ period }) => period.id);
  return [
    ...strangers(
      'unknown_unit',
      offices,
      new Set([...known.units.keys(), ...(data.units ?? []).map(({ id }) => id)]),
    ),
    ...strangers(
      'unknown_person',
      people,
      new Set([...known.people.keys(), ...(data.people ?? []).map(({ id }) => id)]),
    ),
    ...strangers('unknown_period', periods, new Set([...known.periods.keys(), ...newPeriods])),
    ...strangers('unknown_template', forms, new Set([...known.templates.keys(), ...newForms])),
  ];
}

function takenAddresses(data: ProvinceData, known: KnownRows): ImportFault[] {
  const holders = new Map([...known.people].map(([id, email]) => [email, id]));
  return (data.people ?? []).flatMap((row) => {
    const holder = holders.get(row.email);
    if (holder === undefined || holder === row.id) return [];
    return [fault('email_taken', row.at, { email: row.email, person: holder })];
  });
}

/** Kinds from a day on which the office is not there, or has its first kind from. */
function kindFaults(data: ProvinceData, known: KnownRows): ImportFault[] {
  if (data.kinds === undefined && data.units === undefined) return [];
  const units = unitsAfter(data, known);
  return kindsAfter(data, known).flatMap((row) => {
    const unit = units.get(row.unit);
    if (unit === undefined) return [];
    const { validFrom: first, validTo, kind, at } = unit;
    const params = { unit: row.unit, kind: row.kind, day: row.validFrom, first, last: validTo ?? '…' };
    if (row.validFrom === first) return [fault('kind_first_day', row.at ?? at, { ...params, stands: kind })];
    if (row.validFrom > first && (validTo === null || row.validFrom <= validTo)) return [];
    return [fault('kind_outside', row.at ?? at, params)];
  });
}

/** Every contradiction in the rows, in the order of the checks; [] when they can be stored. */
export function crossCheck(data: ProvinceData, known: KnownRows): ImportFault[] {
  const edges = edgesAfter(data, known);
  const trees = data.edges === undefined ? [] : [...overlappingParents(edges), ...circles(edges)];
  const lived = data.edges !== undefined || data.units !== undefined;
  const absent = lived ? absentFaults(edges, unitsAfter(data, known)) : [];
  const changed = data.successions !== undefined || data.units !== undefined;
  const passed = changed
    ? successionFaults(successionsAfter(data, known.successions), unitsAfter(data, known))
    : [];
  return [
    ...repeatedRows(data),
    ...missingReferences(data, known),
    ...kindFaults(data, known),
    ...takenAddresses(data, known),
    ...ownerFaults(data, known, edges),
    ...trees,
    ...absent,
    ...passed,
  ];
}
