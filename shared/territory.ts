/** Units over time: who succeeded whom, and how much of what a unit reported lies under another unit on a later map. */
import { type DatedEdge, DatedTrees, type DatedUnit } from './dated-trees.ts';
import { dayAfter } from './days.ts';
import { add, compare, multiply } from './decimal.ts';
import { grouped } from './grouped.ts';
import { type Cover, coversIn, type Portion, type Portions, type UnknownSplit } from './territory-cover.ts';

/** From `day` on, `share` of what `old` was belongs to `new`. Null: the only successor, or one of several whose shares nobody published. */
export interface Succession {
  readonly old: string;
  readonly new: string;
  readonly day: string;
  /** Decimal string, 0 < share ≤ 1; the shares of one unit and day add up to 1. */
  readonly share: string | null;
}

/** A cover of common territory; `beyond`: units of the map outside the scope that share it. */
export type WideCover = Cover & { readonly beyond: readonly string[] };

/** Units ranked as one. */
export interface UnitGroup {
  readonly units: readonly string[];
  readonly cover: WideCover;
}

type Fate =
  | { readonly kind: 'there' }
  | { readonly kind: 'succeeded'; readonly day: string; readonly by: readonly Succession[] }
  | { readonly kind: 'closed'; readonly day: string; readonly above: readonly string[] };

export class Territory extends DatedTrees {
  readonly #successions: readonly Succession[];
  readonly #heirs: ReadonlyMap<string, readonly Succession[]>;
  /** First days of everything that is otherwise than the day before, in order. */
  readonly #changes: readonly string[];

  constructor(units: readonly DatedUnit[], edges: readonly DatedEdge[], successions: readonly Succession[]) {
    super(units, edges);
    this.#successions = successions;
    this.#heirs = grouped(successions, (row) => row.old);
    const dated = [...units, ...edges];
    const ends = new Set(dated.flatMap(({ to }) => to ?? []));
    const starts = [...dated.map(({ from }) => from), ...successions.map(({ day }) => day)];
    this.#changes = [...new Set([...starts, ...[...ends].map(dayAfter)])].sort();
  }

  /** The first day on which all was as on this one: whatever is asked of a map is answered alike on both. Empty: before there was anything. */
  asSince(day: string): string {
    let found = '';
    for (const change of this.#changes) if (change <= day) found = change;
    return found;
  }

  /** The days after one and up to another on which anything is otherwise than the day before. */
  changesBetween(after: string, until: string): string[] {
    return this.#changes.filter((day) => day > after && day <= until);
  }

  /** Every split between two days whose shares nobody knows. */
  unknownSplits(after: string, until: string): UnknownSplit[] {
    const days = grouped(
      this.#successions.filter(({ day }) => day > after && day <= until),
      (row) => `${row.old} ${row.day}`,
    );
    return [...days.values()].flatMap((rows) => {
      const [first] = rows;
      if (first === undefined || rows.length === 1 || rows.every(({ share }) => share !== null)) return [];
      return [{ unit: first.old, day: first.day }];
    });
  }

  /** What becomes of a unit that is there on `after`, up to and including `until`. */
  fate(unit: string, after: string, until: string): Fate {
    const later = (this.#heirs.get(unit) ?? []).filter(({ day }) => day > after && day <= until);
    if (later.length > 0) {
      const day = later.reduce((first, row) => (row.day < first ? row.day : first), until);
      return { kind: 'succeeded', day, by: later.filter((row) => row.day === day) };
    }
    const to = this.lastDay(unit);
    if (to === null || to >= until) return { kind: 'there' };
    return { kind: 'closed', day: to, above: this.parentsOn(unit, to) };
  }

  /** How much of units at the end of a period (`since`) lies, on the map of `until`, where `held` says. */
  portions(since: string, until: string, held: (unit: string) => Portions): (unit: string) => Portions {
    const known = new Map<string, Portions>();
    const portions = (unit: string, after: string): Portions => {
      const name = `${unit} ${after}`;
      const before = known.get(name);
      if (before !== undefined) return before;
      const fate = this.fate(unit, after, until);
      const found = fate.kind === 'there' ? held(unit) : passedOn(unit, fate, portions);
      known.set(name, found);
      return found;
    };
    return (unit) => portions(unit, since);
  }

  /** The same where the scopes of the later map stand. */
  #portionsIn(scopes: readonly string[], since: string, until: string): (unit: string) => Portions {
    const held = new Map<string, Map<number, Portion>>();
    for (const [at, scope] of scopes.entries()) {
      for (const unit of this.subtreeOn(scope, until)) {
        const own = held.get(unit);
        if (own === undefined) held.set(unit, new Map([[at, '1']]));
        else own.set(at, '1');
      }
    }
    return this.portions(since, until, (unit) => held.get(unit) ?? NOWHERE);
  }

  /** Whether the scope of the later map is made of the very units, whole, that stood under it on the earlier day. */
  isSame(scope: string, since: string, until: string): boolean {
    const before = new Set(this.subtreeOn(scope, since));
    const under = new Set(this.subtreeOn(scope, until));
    const passed = this.#successions.filter(({ day }) => day > since && day <= until).map((row) => row.old);
    const ended = this.endedBetween(since, until).map(({ id }) => id);
    const portionsOf = this.portions(since, until, (unit) => (under.has(unit) ? WHOLE : NOWHERE));
    // Whoever is still there and was neither under it then nor is now has nothing to do with it.
    return [...new Set([...before, ...under, ...passed, ...ended])].every(
      (unit) =>
        !this.existsOn(unit, since) || portionsOf(unit).get(0) === (before.has(unit) ? '1' : undefined),
    );
  }

  /** What a scope of the map of `until` is made of, in the tree of `since`. */
  cover(scope: string, since: string, until: string): Cover {
    return this.covers([scope], since, until)[0] ?? { pieces: [], unknown: [] };
  }

  /** The same of several, in the order given, in the time of one. */
  covers(scopes: readonly string[], since: string, until: string): Cover[] {
    const portionsOf = this.#portionsIn(scopes, since, until);
    return coversIn(this, { since, scopes: scopes.length, portionsOf });
  }

  /**
   * The same on common territory: units that exchanged anything between the two days count as one. `origin`: the day the
   * territory is common from, where several periods are read on one; by default the end of this one.
   */
  commonCover(scope: string, since: string, until: string, origin = since): WideCover {
    const [cover] = this.#classCovers([[scope]], since, until, this.commonClasses(origin, until));
    return cover ?? { pieces: [], unknown: [], beyond: [] };
  }

  /** Of groups of scopes no two of which share a class. */
  #classCovers(
    groups: readonly (readonly string[])[],
    since: string,
    until: string,
    classOf: (unit: string) => string,
  ): WideCover[] {
    const unders = groups.map((scopes) => new Set(scopes.flatMap((scope) => this.subtreeOn(scope, until))));
    const holders = new Map<string, number>();
    for (const [at, under] of unders.entries()) for (const unit of under) holders.set(classOf(unit), at);
    const whole = groups.map((_, at): Portions => new Map([[at, '1']]));
    const portionsOf = (unit: string): Portions => whole[holders.get(classOf(unit)) ?? -1] ?? NOWHERE;
    const beyond = groups.map((): string[] => []);
    for (const unit of this.existing(until)) {
      const at = holders.get(classOf(unit));
      if (at !== undefined && unders[at]?.has(unit) === false) beyond[at]?.push(unit);
    }
    const covers = coversIn(this, { since, scopes: groups.length, portionsOf });
    return covers.map((cover, at) => ({ ...cover, beyond: beyond[at] ?? [] }));
  }

  /** Units of a later map, those that share common territory taken as one, each group with its cover; in the order given. */
  commonGroups(units: readonly string[], since: string, until: string): readonly UnitGroup[] {
    const classOf = this.commonClasses(since, until);
    const holder = new Map<string, number>();
    const heads = units.map((_, at) => at);
    const head = (at: number): number => {
      const next = heads[at] ?? at;
      return next === at ? at : head(next);
    };
    for (const [at, unit] of units.entries()) {
      for (const name of new Set(this.subtreeOn(unit, until).map(classOf))) {
        const other = holder.get(name);
        if (other === undefined) holder.set(name, at);
        else heads[Math.max(head(at), head(other))] = Math.min(head(at), head(other));
      }
    }
    const members = [...grouped([...units.entries()], ([at]) => String(head(at))).values()];
    const groups = members.map((group) => group.map(([, unit]) => unit));
    const covers = this.#classCovers(groups, since, until, classOf);
    return covers.map((cover, at) => ({ units: groups[at] ?? [], cover }));
  }

  /** One name for all units that exchanged anything between the two days, or left their figures to another. */
  commonClasses(since: string, until: string): (unit: string) => string {
    const towards = new Map<string, string>();
    const find = (unit: string): string => {
      let top = unit;
      for (let next = towards.get(top); next !== undefined; next = towards.get(top)) top = next;
      if (top !== unit) towards.set(unit, top);
      return top;
    };
    const join = (one: string, other: string): void => {
      const [a, b] = [find(one), find(other)];
      if (a !== b) towards.set(a, b);
    };
    for (const row of this.#successions) if (row.day > since && row.day <= until) join(row.old, row.new);
    for (const { id } of this.endedBetween(since, until)) {
      const fate = this.fate(id, since, until);
      if (fate.kind === 'closed') for (const above of fate.above) join(id, above);
    }
    return find;
  }
}

const NOWHERE: Portions = new Map();
/** All of it is with the one scope there is. */
const WHOLE: Portions = new Map([[0, '1']]);

/** Where what a unit had is that is not there any more. */
function passedOn(
  unit: string,
  fate: Exclude<Fate, { kind: 'there' }>,
  portions: (unit: string, after: string) => Portions,
): Portions {
  // Figures of a closed unit are with each it stood under, and with a scope as far as one of these is.
  if (fate.kind === 'closed')
    return merged(
      fate.above.map((above) => portions(above, fate.day)),
      largest,
    );
  const shares = fate.by.map(({ share }) => share);
  return merged(
    fate.by.map((row) => portions(row.new, fate.day)),
    (parts) => added(parts, shares) ?? { unit, day: fate.day },
  );
}

/** By `rule` for each scope that has any of them; one alone is the same. */
function merged(all: readonly Portions[], rule: (parts: readonly Portion[]) => Portion): Portions {
  const [first = NOWHERE] = all;
  if (all.length <= 1) return first;
  const scopes = new Set(all.flatMap((one) => [...one.keys()]));
  return new Map([...scopes].map((at) => [at, rule(all.map((one) => one.get(at) ?? '0'))]));
}

/** Undefined where a share would be needed that nobody knows. */
function added(parts: readonly Portion[], shares: readonly (string | null)[]): Portion | undefined {
  const [first = '0'] = parts;
  if (parts.every((part) => part === first)) return first;
  let total = '0';
  for (const [index, part] of parts.entries()) {
    const share = shares[index] ?? null;
    if (typeof part !== 'string') return part;
    if (share === null) return undefined;
    total = add(total, multiply(share, part));
  }
  return total;
}

/** Only where one is all of it may another be untold. */
function largest(portions: readonly Portion[]): Portion {
  if (portions.includes('1')) return '1';
  let most = '0';
  for (const one of portions) {
    if (typeof one !== 'string') return one;
    if (compare(one, most) > 0) most = one;
  }
  return most;
}
