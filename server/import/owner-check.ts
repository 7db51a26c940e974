/** Checks that whoever owns a section of an office's form can fill it once the files are in. Pure. */
import { grouped } from '../../shared/grouped.ts';
import type { ProvinceData, UnitEdgeRow } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';
import type { KnownRows } from './known-rows.ts';

/**
 * A section owned by nobody who may fill it is one the office waits for: told at the line that gives it, or that withdraws the
 * person. People nobody knows are told of elsewhere. `edgesAfter`: of both trees.
 */
export function ownerFaults(
  data: ProvinceData,
  known: KnownRows,
  edgesAfter: readonly UnitEdgeRow[],
): ImportFault[] {
  const owners = data.sectionOwners ?? known.sectionOwners;
  const named = new Map((data.people ?? []).map((row) => [row.id, row]));
  const clerks = (data.roles ?? known.roles).filter(({ role }) => role === 'clerk');
  const byPerson = grouped(clerks, ({ person }) => person);
  const edges = grouped(owners.length === 0 ? [] : edgesAfter, ({ child }) => child);
  return owners.flatMap(({ unit, section, person, at }) => {
    const code = (): 'owner_without_access' | 'owner_no_clerk' | undefined => {
      if (named.get(person)?.revoked ?? known.withdrawn.has(person)) return 'owner_without_access';
      if (!named.has(person) && !known.people.has(person)) return undefined;
      const fills = (byPerson.get(person) ?? []).some(
        (role) => role.unit === unit || (role.subtree && above(edges, unit).has(role.unit)),
      );
      return fills ? undefined : 'owner_no_clerk';
    };
    const found = code();
    return found === undefined ? [] : [fault(found, at ?? named.get(person)?.at, { unit, section, person })];
  });
}

/** Every office that ever stands above this one, in either tree. */
function above(edges: ReadonlyMap<string, readonly UnitEdgeRow[]>, unit: string): ReadonlySet<string> {
  const met = new Set<string>();
  const from = [unit];
  for (let child = from.pop(); child !== undefined; child = from.pop())
    for (const { parent } of edges.get(child) ?? [])
      if (!met.has(parent)) {
        met.add(parent);
        from.push(parent);
      }
  return met;
}
