/**
 * Made histories of a tree of units, or of two parallel ones: merges, splits with and without shares, exchanges, moves, closings; and
 * what is true of each.
 */
import fc from 'fast-check';
import { type DatedEdge, type DatedUnit, TREES, type Tree } from '../../shared/dated-trees.ts';
import { add, compare, multiply } from '../../shared/decimal.ts';
import type { Succession } from '../../shared/territory.ts';

const FIRST_DAY = '2020-01-01';
/** Day of the nth event, and the last day before it. */
export const dayOf = (n: number): string => `${2020 + n}-07-01`;
const dayBefore = (n: number): string => `${2020 + n}-06-30`;

const TENTHS = 10;
const event = fc.record({
  kind: fc.constantFrom(
    'merge' as const,
    'split' as const,
    'split without shares' as const,
    'exchange' as const,
    'move' as const,
    'close district' as const,
    'merge roots' as const,
  ),
  pick: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
  /** In which tree a unit moves, where there are two. */
  tree: fc.constantFrom(...TREES),
  tenths: fc.integer({ min: 1, max: TENTHS - 1 }),
  /** The truth nobody published. */
  hidden: fc.integer({ min: 1, max: TENTHS - 1 }),
});
export const events = fc.array(event, { minLength: 1, maxLength: 8 });
export type Event = typeof events extends fc.Arbitrary<(infer E)[]> ? E : never;

/** Whom an event happens to; undefined where there is nobody left. */
interface Chosen {
  readonly one: string | undefined;
  readonly other: string | undefined;
  /** A district or root. */
  readonly above: string | undefined;
  readonly district: string | undefined;
  readonly roots: readonly string[];
}

interface Part {
  readonly to: string;
  readonly share: string;
}

/** Office and the one above it in the state tree at first, in the histories of two trees. All but roots have another in the party tree. */
const STATE_TREE = [
  ['r1d1', 's'],
  ['r1d1c1', 'r1d1'],
  ['r1d2c1', 'r1d1'],
  ['r2d1c1', 's'],
  ['r2d2c1', 'r2d2'],
] as const;

/** A history as it would be stored, and where what each unit was really went: event by event, old → new with true shares. */
export class History {
  readonly units: DatedUnit[] = [];
  readonly edges: DatedEdge[] = [];
  readonly successions: Succession[] = [];
  /** Per event: unit → its heirs with true shares. */
  readonly truth: Map<string, Part[]>[] = [];
  /** Per event: the unit that was closed → those it stood under; its figures are with each of them. */
  readonly closed: Map<string, string[]>[] = [];
  readonly #trees: readonly Tree[];
  #serial = 0;

  constructor(list: readonly Event[], trees: readonly Tree[] = ['party']) {
    this.#trees = trees;
    for (const name of ['r1', 'r2']) {
      this.#add(name, FIRST_DAY);
      for (const district of [1, 2]) {
        this.#add(`${name}d${district}`, FIRST_DAY, name);
        for (const commune of [1, 2, 3])
          this.#add(`${name}d${district}c${commune}`, FIRST_DAY, `${name}d${district}`);
      }
    }
    if (trees.includes('state')) {
      this.#add('s', FIRST_DAY, 'r1');
      for (const [child, parent] of STATE_TREE)
        this.edges.push({ tree: 'state', parent, child, from: FIRST_DAY, to: null });
    }
    for (const [at, one] of list.entries()) {
      this.truth.push(new Map());
      this.closed.push(new Map());
      this.#happen(one, at + 1);
    }
  }

  alive(day: string): string[] {
    return this.units.filter(({ from, to }) => from <= day && (to === null || to >= day)).map(({ id }) => id);
  }

  parent(unit: string, day: string, tree: Tree = 'party'): string | undefined {
    return this.edges.find(
      (edge) =>
        edge.tree === tree && edge.child === unit && edge.from <= day && (edge.to === null || edge.to >= day),
    )?.parent;
  }

  /** In any one tree. */
  under(unit: string, scope: string, day: string): boolean {
    return this.#trees.some((tree) => {
      for (let one: string | undefined = unit; one !== undefined; one = this.parent(one, day, tree))
        if (one === scope) return true;
      return false;
    });
  }

  /** How much of what a unit reported after event `since` is, by the true shares, with units `inside` after event `until`. */
  part(unit: string, since: number, until: number, inside: (unit: string) => boolean): string {
    for (let n = since; n < until; n++) {
      const above = this.closed[n]?.get(unit)?.map((one) => this.part(one, n + 1, until, inside));
      if (above !== undefined) return above.reduce((most, one) => (compare(one, most) > 0 ? one : most), '0');
      const heirs = this.truth[n]?.get(unit);
      if (heirs !== undefined)
        return heirs.reduce(
          (total, { to, share }) => add(total, multiply(share, this.part(to, n + 1, until, inside))),
          '0',
        );
    }
    return inside(unit) ? '1' : '0';
  }

  #add(id: string, from: string, parent?: string, stateParent?: string): void {
    this.units.push({ id, from, to: null });
    if (parent !== undefined) this.edges.push({ tree: 'party', parent, child: id, from, to: null });
    if (stateParent !== undefined)
      this.edges.push({ tree: 'state', parent: stateParent, child: id, from, to: null });
  }

  #end(unit: string, n: number): void {
    const at = this.units.findIndex(({ id }) => id === unit);
    const row = this.units[at];
    if (row !== undefined) this.units[at] = { ...row, to: dayBefore(n) };
    this.#leave(unit, n);
  }

  #leave(unit: string, n: number, trees = this.#trees): void {
    for (const [at, edge] of this.edges.entries())
      if (edge.child === unit && edge.to === null && trees.includes(edge.tree))
        this.edges[at] = { ...edge, to: dayBefore(n) };
  }

  #follow(n: number, old: string, heirs: readonly Part[], told: boolean): void {
    for (const { to, share } of heirs)
      this.successions.push({ old, new: to, day: dayOf(n), share: told ? share : null });
    this.truth[n - 1]?.set(old, [...heirs]);
  }

  #happen(one: Event, n: number): void {
    const chosen = this.#choose(one, n);
    const share = (tenths: number): [string, string] => [`0.${tenths}`, `0.${TENTHS - tenths}`];
    const happenings: Record<Event['kind'], () => void> = {
      merge: () => this.#merge(chosen, n),
      split: () => this.#split(chosen, n, share(one.tenths), true),
      'split without shares': () => this.#split(chosen, n, share(one.hidden), false),
      exchange: () => this.#exchange(chosen, n, share(one.tenths)),
      move: () => this.#move(chosen, one.tree, n),
      'close district': () => this.#closeDistrict(chosen, n),
      'merge roots': () => this.#mergeRoots(chosen, n),
    };
    happenings[one.kind]();
  }

  #choose({ pick }: Event, n: number): Chosen {
    const day = dayBefore(n);
    const alive = this.alive(day);
    const isLeaf = (unit: string): boolean => !this.edges.some((e) => e.parent === unit && e.to === null);
    const below = alive.filter((unit) => this.parent(unit, day) !== undefined);
    const communes = below.filter(isLeaf);
    const districts = below.filter((unit) => !isLeaf(unit));
    const roots = alive.filter((unit) => !below.includes(unit));
    const from = (list: readonly string[], nth: number): string | undefined =>
      list[(pick[nth] ?? 0) % Math.max(1, list.length)];
    const one = from(communes, 0);
    const others = communes.filter((unit) => unit !== one);
    return {
      one,
      other: from(others, 1),
      above: from([...districts, ...roots], 2),
      district: from(districts, 3),
      roots,
    };
  }

  /** Under `above` in the party tree; in the state tree where `heirOf` stood. */
  #born(n: number, above: string | undefined, heirOf?: string): string {
    const id = `n${++this.#serial}`;
    const stateParent = heirOf && this.parent(heirOf, dayBefore(n), 'state');
    this.#add(id, dayOf(n), above, stateParent);
    return id;
  }

  #merge({ one, other, above }: Chosen, n: number): void {
    if (one === undefined || other === undefined) return;
    const to = this.#born(n, above, one);
    for (const old of [one, other]) {
      this.#end(old, n);
      this.#follow(n, old, [{ to, share: '1' }], false);
    }
  }

  /** Into a new unit and, where the shares stay hidden, one that is there already. */
  #split({ one, other, above }: Chosen, n: number, [share, rest]: [string, string], told: boolean): void {
    if (one === undefined) return;
    this.#end(one, n);
    const second = told || other === undefined ? this.#born(n, above) : other;
    this.#follow(
      n,
      one,
      [
        { to: this.#born(n, above, one), share },
        { to: second, share: rest },
      ],
      told,
    );
  }

  /** The unit goes on; a part of it is another's from now on. */
  #exchange({ one, other }: Chosen, n: number, [share, rest]: [string, string]): void {
    if (one === undefined || other === undefined) return;
    this.#follow(
      n,
      one,
      [
        { to: one, share },
        { to: other, share: rest },
      ],
      true,
    );
  }

  /** No root has anybody under it in the state tree, so that each unit stands under one root. */
  #move({ one, above, district, roots }: Chosen, wanted: Tree, n: number): void {
    const tree = this.#trees.includes(wanted) ? wanted : 'party';
    const to = tree === 'state' && above !== undefined && roots.includes(above) ? district : above;
    if (one === undefined || to === undefined) return;
    this.#leave(one, n, [tree]);
    this.edges.push({ tree, parent: to, child: one, from: dayOf(n), to: null });
  }

  /** Its communes come in each tree under what it stood under there; its own figures stay with that too. */
  #closeDistrict({ district }: Chosen, n: number): void {
    if (district === undefined) return;
    const above = this.#trees.flatMap((tree) => {
      const parent = this.parent(district, dayBefore(n), tree);
      this.#handOver(district, parent, n, tree);
      return parent === undefined ? [] : [parent];
    });
    this.#end(district, n);
    this.closed[n - 1]?.set(district, above);
  }

  #mergeRoots({ roots }: Chosen, n: number): void {
    if (roots.length < 2) return;
    const id = this.#born(n, undefined);
    for (const root of roots) {
      for (const tree of this.#trees) this.#handOver(root, id, n, tree);
      this.#end(root, n);
      this.#follow(n, root, [{ to: id, share: '1' }], false);
    }
  }

  #handOver(from: string, to: string | undefined, n: number, tree: Tree): void {
    const left = this.edges.filter((edge) => edge.tree === tree && edge.parent === from && edge.to === null);
    for (const { child } of left) {
      this.#leave(child, n, [tree]);
      if (to !== undefined) this.edges.push({ tree, parent: to, child, from: dayOf(n), to: null });
    }
  }
}
