/** Checks who stands under whom: one parent at a time in each tree, one who is there, and nobody above themselves. Pure. */
import { TREES, type Tree } from '../../shared/dated-trees.ts';
import { dayAfter, dayBefore } from '../../shared/days.ts';
import { grouped } from '../../shared/grouped.ts';
import type { ProvinceData, UnitEdgeRow, UnitRow } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';

const TREE_VI: Record<Tree, string> = { party: 'Đảng', state: 'Nhà nước' };

/** The trees of the edges as details of a fault, in both languages. */
function treeWords(edges: readonly UnitEdgeRow[]): { tree: string; tree_en: string } {
  const trees = TREES.filter((one) => edges.some(({ tree }) => tree === one));
  return { tree: trees.map((one) => TREE_VI[one]).join(' và '), tree_en: trees.join(' and ') };
}

export function overlappingParents(edges: readonly UnitEdgeRow[]): ImportFault[] {
  const byChild = grouped(edges, (edge) => `${edge.tree} ${edge.child}`);
  const found: ImportFault[] = [];
  for (const list of byChild.values()) {
    list.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    for (const [index, edge] of list.entries()) {
      const before = list[index - 1];
      if (before === undefined || (before.validTo !== null && before.validTo < edge.validFrom)) continue;
      const params = {
        unit: edge.child,
        ...treeWords([edge]),
        first: before.parent,
        second: edge.parent,
      };
      found.push(fault('parent_overlap', edge.at ?? before.at, params));
    }
  }
  return found;
}

/**
 * Offices above themselves, looked for on every day a tree changes; also by way of both trees: two offices above one another would
 * each have to answer for the other.
 */
export function circles(edges: readonly UnitEdgeRow[]): ImportFault[] {
  const found = new Map<string, ImportFault>();
  for (const day of new Set(edges.map(({ validFrom }) => validFrom))) {
    const holding = edges.filter((edge) => edge.validFrom <= day && (edge.validTo ?? day) >= day);
    for (const circle of circlesIn(grouped(holding, ({ child }) => child))) {
      const words = treeWords(circle);
      for (const { child, at } of circle) {
        const key = `${words.tree} ${child}`;
        if (!found.has(key)) found.set(key, fault('parent_cycle', at, { unit: child, ...words, day }));
      }
    }
  }
  return [...found.values()];
}

/** At least one circle through each office that is above itself, unless it shares it with another; each office is walked over once. */
function circlesIn(above: ReadonlyMap<string, readonly UnitEdgeRow[]>): UnitEdgeRow[][] {
  const found: UnitEdgeRow[][] = [];
  const settled = new Set<string>();
  for (const start of above.keys()) {
    // The way up from `start`: an edge taken, and those yet to be tried from the same office.
    const path: { readonly office: string; readonly edges: readonly UnitEdgeRow[]; next: number }[] = [];
    const onPath = new Map<string, number>();
    const enter = (office: string): void => {
      onPath.set(office, path.length);
      path.push({ office, edges: above.get(office) ?? [], next: 0 });
    };
    if (!settled.has(start)) enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const edge = step.edges[step.next++];
      if (edge === undefined) {
        path.pop();
        onPath.delete(step.office);
        settled.add(step.office);
        continue;
      }
      const from = onPath.get(edge.parent);
      if (from === undefined) {
        if (!settled.has(edge.parent)) enter(edge.parent);
        continue;
      }
      found.push(path.slice(from).flatMap(({ edges, next }) => edges[next - 1] ?? []));
    }
  }
  return found;
}

const ALWAYS = '9999-12-31';
const UNKNOWN_END = '…';

/** Edges on days on which one of the two offices is not there: whoever is left under an ended office would fall out of every total above. */
export function absentFaults(
  edges: readonly UnitEdgeRow[],
  units: ReadonlyMap<string, UnitRow>,
): ImportFault[] {
  return edges.flatMap((edge) => {
    const { validFrom: from, validTo: to } = edge;
    const params = {
      unit: edge.child,
      parent: edge.parent,
      ...treeWords([edge]),
      from,
      to: to ?? UNKNOWN_END,
    };
    return (['parent', 'child'] as const).flatMap((end) => {
      const unit = units.get(edge[end]);
      if (unit === undefined) return [];
      const { validFrom: first, validTo: last } = unit;
      if (from >= first && (to ?? ALWAYS) <= (last ?? ALWAYS)) return [];
      const lived = { ...params, first, last: last ?? UNKNOWN_END };
      return [fault(`${end}_not_there`, edge.at ?? unit.at, lived)];
    });
  });
}

/** Offices the files speak about that are under nobody for a part of their life: in a tree they left, or before they came to any. */
export function gapFaults(
  { units: brought = [], edges: given = [] }: ProvinceData,
  edges: readonly UnitEdgeRow[],
  units: ReadonlyMap<string, UnitRow>,
): ImportFault[] {
  const spoken = new Set([...brought.map(({ id }) => id), ...given.map(({ child }) => child)]);
  const byChild = grouped(edges, ({ child }) => child);
  return [...spoken].flatMap((id) => {
    const unit = units.get(id);
    const own = [...(byChild.get(id) ?? [])].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    if (unit === undefined || own.length === 0) return [];
    const inTrees = TREES.map((tree) => own.filter((edge) => edge.tree === tree));
    return [...gapBefore(own, unit), ...inTrees.flatMap((edgesOf) => gapsAfter(edgesOf, unit))];
  });
}

function gapBefore(own: readonly UnitEdgeRow[], { id, validFrom, at }: UnitRow): ImportFault[] {
  const [first] = own;
  if (first === undefined || first.validFrom <= validFrom) return [];
  const days = { from: validFrom, to: dayBefore(first.validFrom) };
  return [fault('parent_gap', first.at ?? at, { unit: id, ...treeWords([first]), ...days })];
}

/** `own`: of one tree, in the order of their days. */
function gapsAfter(own: readonly UnitEdgeRow[], { id, validTo, at }: UnitRow): ImportFault[] {
  return own.flatMap((edge, nth) => {
    if (edge.validTo === null) return [];
    const from = dayAfter(edge.validTo);
    const next = own[nth + 1];
    if (from > (validTo ?? ALWAYS) || (next !== undefined && next.validFrom <= from)) return [];
    const to = next === undefined ? (validTo ?? UNKNOWN_END) : dayBefore(next.validFrom);
    return [fault('parent_gap', edge.at ?? at, { unit: id, ...treeWords([edge]), from, to })];
  });
}
