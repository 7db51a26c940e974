/** Checks who stands under whom: one parent at a time in each tree, and nobody above themselves. Pure. */
import { TREES, type Tree } from '../../shared/dated-trees.ts';
import { grouped } from '../../shared/grouped.ts';
import type { UnitEdgeRow } from '../store/province-data.ts';
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
