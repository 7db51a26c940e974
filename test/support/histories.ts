/** Made histories of a tree of units: merges, splits with and without shares, exchanges, moves, closings; and what is true of each. */
import fc from 'fast-check';
import { add, multiply } from '../../shared/decimal.ts';
import type { DatedEdge, DatedUnit, Succession } from '../../shared/territory.ts';

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

/** A history as it would be stored, and where what each unit was really went: event by event, old → new with true shares. */
export class History {
  readonly units: DatedUnit[] = [];
  readonly edges: DatedEdge[] = [];
  readonly successions: Succession[] = [];
  /** Per event: unit → its heirs with true shares. */
  readonly truth: Map<string, { to: string; share: string }[]>[] = [];
  #serial = 0;

  constructor(list: readonly Event[]) {
    for (const name of ['r1', 'r2']) {
      this.#add(name, FIRST_DAY);
      for (const district of [1, 2]) {
        this.#add(`${name}d${district}`, FIRST_DAY, name);
        for (const commune of [1, 2, 3])
          this.#add(`${name}d${district}c${commune}`, FIRST_DAY, `${name}d${district}`);
      }
    }
    for (const [at, one] of list.entries()) {
      this.truth.push(new Map());
      this.#happen(one, at + 1);
    }
  }

  alive(day: string): string[] {
    return this.units.filter(({ from, to }) => from <= day && (to === null || to >= day)).map(({ id }) => id);
  }

  parent(unit: string, day: string): string | undefined {
    return this.edges.find(
      ({ child, from, to }) => child === unit && from <= day && (to === null || to >= day),
    )?.parent;
  }

  under(unit: string, scope: string, day: string): boolean {
    for (let one: string | undefined = unit; one !== undefined; one = this.parent(one, day))
      if (one === scope) return true;
    return false;
  }

  /** Follows what a unit reported after event `since` through events since+1 … until, by the true shares. */
  spread(unit: string, since: number, until: number): Map<string, string> {
    let held = new Map([[unit, '1']]);
    for (let n = since; n < until; n++) {
      const next = new Map<string, string>();
      const put = (to: string, share: string): void => void next.set(to, add(next.get(to) ?? '0', share));
      for (const [one, share] of held) {
        const heirs = this.truth[n]?.get(one);
        if (heirs === undefined) put(one, share);
        for (const heir of heirs ?? []) put(heir.to, multiply(share, heir.share));
      }
      held = next;
    }
    return held;
  }

  #add(id: string, from: string, parent?: string): void {
    this.units.push({ id, from, to: null });
    if (parent !== undefined) this.edges.push({ parent, child: id, from, to: null });
  }

  #end(unit: string, n: number): void {
    const at = this.units.findIndex(({ id }) => id === unit);
    const row = this.units[at];
    if (row !== undefined) this.units[at] = { ...row, to: dayBefore(n) };
    this.#leave(unit, n);
  }

  #leave(unit: string, n: number): void {
    const at = this.edges.findIndex(({ child, to }) => child === unit && to === null);
    const edge = this.edges[at];
    if (edge !== undefined) this.edges[at] = { ...edge, to: dayBefore(n) };
  }

  #follow(n: number, old: string, heirs: readonly { to: string; share: string }[], told: boolean): void {
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
      move: () => this.#move(chosen, n),
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

  #born(n: number, above: string | undefined): string {
    const id = `n${++this.#serial}`;
    this.#add(id, dayOf(n), above);
    return id;
  }

  #merge({ one, other, above }: Chosen, n: number): void {
    if (one === undefined || other === undefined) return;
    const to = this.#born(n, above);
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
        { to: this.#born(n, above), share },
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

  #move({ one, above }: Chosen, n: number): void {
    if (one === undefined || above === undefined) return;
    this.#leave(one, n);
    this.edges.push({ parent: above, child: one, from: dayOf(n), to: null });
  }

  /** Its communes come under what it stood under; its own figures stay with that too. */
  #closeDistrict({ district }: Chosen, n: number): void {
    if (district === undefined) return;
    const above = this.parent(district, dayBefore(n)) ?? '';
    this.#handOver(district, above, n);
    this.#end(district, n);
    this.truth[n - 1]?.set(district, [{ to: above, share: '1' }]);
  }

  #mergeRoots({ roots }: Chosen, n: number): void {
    if (roots.length < 2) return;
    const id = this.#born(n, undefined);
    for (const root of roots) {
      this.#handOver(root, id, n);
      this.#end(root, n);
      this.#follow(n, root, [{ to: id, share: '1' }], false);
    }
  }

  #handOver(from: string, to: string, n: number): void {
    for (const { child } of this.edges.filter((edge) => edge.parent === from && edge.to === null)) {
      this.#leave(child, n);
      this.edges.push({ parent: to, child, from: dayOf(n), to: null });
    }
  }
}
