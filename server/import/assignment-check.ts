/** Checks groups, rules and profiles of an import against each other and against what is stored. Pure. */
import { grouped } from '../../shared/grouped.ts';
import type { ProvinceData, Source, UnitGroupRow } from '../store/province-data.ts';
import { groupsAfter } from './assignment-rules.ts';
import { fault, type ImportFault } from './faults.ts';
import { type KnownRows, kindsAfter, unitsAfter } from './known-rows.ts';

/** One unit twice in one group at a time. */
function overlappingGroups(rows: readonly UnitGroupRow[]): ImportFault[] {
  return [...grouped(rows, ({ unit, group }) => `${unit} ${group}`).values()].flatMap((list) => {
    const inOrder = [...list].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    return inOrder.flatMap(({ unit, group, validFrom: from, at }, index) => {
      const before = inOrder[index - 1];
      if (before === undefined || (before.validTo !== null && before.validTo < from)) return [];
      const params = { unit, group, from, line: String(before.at?.line ?? 0) };
      return [fault('group_overlap', at ?? before.at, params)];
    });
  });
}

function groupFaults(data: ProvinceData): ImportFault[] {
  const rows = data.groups ?? [];
  const disordered = rows.flatMap(({ validFrom: from, validTo: to, at }) =>
    to !== null && to < from ? [fault('row_order', at, { from, to })] : [],
  );
  return disordered.length > 0 ? disordered : overlappingGroups(rows);
}

/** Kinds and groups no office has ever had: a rule that names one is misspelt. */
function assignmentRuleFaults(data: ProvinceData, known: KnownRows): ImportFault[] {
  const kinds = new Set(
    [...unitsAfter(data, known).values(), ...kindsAfter(data, known)].map(({ kind }) => kind),
  );
  const groups = new Set(groupsAfter(data, known).map(({ group }) => group));
  return (data.rules ?? []).flatMap(({ kind, group, at }) => [
    ...(kind === null || kinds.has(kind) ? [] : [fault('unknown_kind', at, { kind, known: listed(kinds) })]),
    ...(group === null || groups.has(group)
      ? []
      : [fault('unknown_group', at, { group, known: listed(groups) })]),
  ]);
}

const listed = (names: ReadonlySet<string>): string => [...names].sort().join(', ') || '–';

interface Asked {
  readonly template: string;
  readonly version: number;
  readonly profile?: string | null;
  readonly at?: Source;
}

/** Shorter forms that the form named does not have; of a stored rule at the file of the form that drops them. */
function profileFaults(data: ProvinceData, known: KnownRows): ImportFault[] {
  const profiles = new Map(known.profiles);
  const forms = new Map<string, Source | undefined>();
  for (const { template, at } of data.templates ?? []) {
    const name = `${template.id}@${template.version}`;
    profiles.set(
      name,
      (template.profiles ?? []).map(({ id }) => id),
    );
    forms.set(name, at);
  }
  const kept = data.rules === undefined ? known.rules : [];
  const asked: readonly Asked[] = [
    ...(data.assignments ?? []),
    ...(data.rules ?? []),
    ...kept.map((row) => {
      const at = forms.get(`${row.template}@${row.version}`);
      return { ...row, ...(at ? { at } : {}) };
    }),
  ];
  return asked.flatMap(({ template, version, profile, at }) => {
    const there = profiles.get(`${template}@${version}`);
    if (typeof profile !== 'string' || there === undefined || there.includes(profile)) return [];
    const params = { profile, template: `${template}@${version}`, known: listed(new Set(there)) };
    return [fault('unknown_profile', at, params)];
  });
}

export function assignmentCheck(data: ProvinceData, known: KnownRows): ImportFault[] {
  return [...groupFaults(data), ...assignmentRuleFaults(data, known), ...profileFaults(data, known)];
}
