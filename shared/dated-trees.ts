/** Units and the trees they stand in over time: who is there on a day, and who is above and below whom, each tree walked by itself. */
import { grouped } from './grouped.ts';

export const TREES = ['party', 'state'] as const;
export type Tree = (typeof TREES)[number];

/** First and last day, ISO dates, inclusive; null = still exists. */
export interface DatedUnit {
  readonly id: string;
  readonly from: string;
  readonly to: string | null;
}

/** A unit under another; days inclusive. In each tree a unit stands under one other at a time. */
export interface DatedEdge {
  readonly tree: Tree;
  readonly parent: string;
  readonly child: string;
  readonly from: string;
  readonly to: string | null;
}

const holds = ({ from, to }: { from: string; to: string | null }, day: string): boolean =>
  from <= day && (to === null || to >= day);

export class DatedTrees {
  readonly #units: ReadonlyMap<string, DatedUnit>;
  readonly #above: ReadonlyMap<string, readonly DatedEdge[]>;
  readonly #below: ReadonlyMap<string, readonly DatedEdge[]>;

  constructor(units: readonly DatedUnit[], edges: readonly DatedEdge[]) {
    this.#units = new Map(units.map((unit) => [unit.id, unit]));
    this.#above = grouped(edges, ({ child }) => child);
    this.#below = grouped(edges, ({ parent }) => parent);
  }

  /** Whether there ever was such a unit. */
  knows(unit: string): boolean {
    return this.#units.has(unit);
  }

  existsOn(unit: string, day: string): boolean {
    const found = this.#units.get(unit);
    return found !== undefined && holds(found, day);
  }

  existing(day: string): string[] {
    return [...this.#units.values()].filter((unit) => holds(unit, day)).map(({ id }) => id);
  }

  /** Last day; null: still there, or never. */
  lastDay(unit: string): string | null {
    return this.#units.get(unit)?.to ?? null;
  }

  /** Units whose last day is one of these, `since` included, `until` not. */
  endedBetween(since: string, until: string): DatedUnit[] {
    return [...this.#units.values()].filter(({ to }) => to !== null && to >= since && to < until);
  }

  #edgesAbove(unit: string, day: string): readonly DatedEdge[] {
    return (this.#above.get(unit) ?? []).filter((edge) => holds(edge, day));
  }

  #edgesBelow(unit: string, day: string): readonly DatedEdge[] {
    return (this.#below.get(unit) ?? []).filter((edge) => holds(edge, day));
  }

  /** Those it stands under in any tree, each once. */
  parentsOn(unit: string, day: string): string[] {
    return [...new Set(this.#edgesAbove(unit, day).map(({ parent }) => parent))];
  }

  /** The units above on the day, nearest first. */
  aboveOn(unit: string, day: string): string[] {
    const depths = new Map<string, number>();
    for (const tree of TREES) {
      const chain = new Set([unit]);
      for (const one of chain)
        for (const edge of this.#edgesAbove(one, day)) if (edge.tree === tree) chain.add(edge.parent);
      for (const [depth, one] of [...chain].entries())
        depths.set(one, Math.min(depth, depths.get(one) ?? depth));
    }
    depths.delete(unit);
    return [...depths].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([one]) => one);
  }

  /** Those directly below in any tree, each once. */
  childrenOn(unit: string, day: string): string[] {
    return [...new Set(this.#edgesBelow(unit, day).map(({ child }) => child))];
  }

  /** Units that exist on the day and stand under no other. */
  rootsOn(day: string): string[] {
    return this.existing(day).filter((unit) => this.#edgesAbove(unit, day).length === 0);
  }

  /** The unit and all below it on the day, as its total adds them up: each tree by itself, each unit once. */
  subtreeOn(unit: string, day: string): string[] {
    const found = new Set([unit]);
    for (const tree of TREES) {
      const inTree = new Set([unit]);
      for (const one of inTree)
        for (const edge of this.#below.get(one) ?? [])
          if (edge.tree === tree && holds(edge, day)) inTree.add(edge.child);
      for (const one of inTree) found.add(one);
    }
    return [...found];
  }

  /**
   * Whether a subtree may be other than a unit and the subtrees of those below it: somebody stands under two units, or has somebody
   * below in a tree in which nobody is above.
   */
  overlap(day: string): boolean {
    return this.existing(day).some((unit) => {
      const above = this.#edgesAbove(unit, day);
      if (new Set(above.map(({ parent }) => parent)).size > 1) return true;
      const isAbove = (edge: DatedEdge): boolean => above.some(({ tree }) => tree === edge.tree);
      return above.length > 0 && !this.#edgesBelow(unit, day).every(isAbove);
    });
  }
}
