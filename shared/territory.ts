/** Units over time: who succeeded whom, and how much of what a unit reported lies under another unit on a later map. */
import { type DatedEdge, DatedTrees, type DatedUnit } from './dated-trees.ts';
import { add, compare, multiply } from './decimal.ts';
import { grouped } from './grouped.ts';

/** From `day` on, `share` of what `old` was belongs to `new`. Null: the only successor, or one of several whose shares nobody published. */
export interface Succession {
  readonly old: string;
  readonly new: string;
  readonly day: string;
  /** Decimal string, 0 < share ≤ 1; the shares of one unit and day add up to 1. */
  readonly share: string | null;
}

/** A split whose shares would be needed and are not known. */
interface UnknownSplit {
  readonly unit: string;
  readonly day: string;
}

/** Decimal string from 0 to 1, or why it cannot be told. */
type Portion = string | UnknownSplit;

/** Figures of the period's own tree that make up a scope on another map. */
export interface Piece {
  readonly unit: string;
  /** `subtree`: the unit and all below it at the end of the period; `own`: its own report alone. */
  readonly part: 'subtree' | 'own';
  readonly share: string;
}

export interface Cover {
  readonly pieces: readonly Piece[];
  /** Not empty: the scope cannot be told on this map. */
  readonly unknown: readonly UnknownSplit[];
}

/** A cover of common territory; `beyond`: units of the map outside the scope that share it. */
export type WideCover = Cover & { readonly beyond: readonly string[] };

type Fate =
  | { readonly kind: 'there' }
  | { readonly kind: 'succeeded'; readonly day: string; readonly by: readonly Succession[] }
  | { readonly kind: 'closed'; readonly day: string; readonly above: readonly string[] };

export class Territory extends DatedTrees {
  readonly #successions: readonly Succession[];
  readonly #heirs: ReadonlyMap<string, readonly Succession[]>;

  constructor(units: readonly DatedUnit[], edges: readonly DatedEdge[], successions: readonly Succession[]) {
    super(units, edges);
    this.#successions = successions;
    this.#heirs = grouped(successions, (row) => row.old);
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

  /** Portions of units at the end of a period (`since`) that lie, on the map of `until`, where `inside` says. */
  portions(since: string, until: string, inside: (unit: string) => boolean): (unit: string) => Portion {
    const known = new Map<string, Portion>();
    const portion = (unit: string, after: string): Portion => {
      const name = `${unit} ${after}`;
      const before = known.get(name);
      if (before !== undefined) return before;
      const found = this.#follow(unit, after, until, inside, portion);
      known.set(name, found);
      return found;
    };
    return (unit) => portion(unit, since);
  }

  #follow(
    unit: string,
    after: string,
    until: string,
    inside: (unit: string) => boolean,
    portion: (unit: string, after: string) => Portion,
  ): Portion {
    const fate = this.fate(unit, after, until);
    if (fate.kind === 'there') return inside(unit) ? '1' : '0';
    // Its figures are with each it stood under, and with a scope as far as one of these is.
    if (fate.kind === 'closed') return largest(fate.above.map((above) => portion(above, fate.day)));
    const parts = fate.by.map((row) => portion(row.new, fate.day));
    const [first = '0'] = parts;
    if (parts.every((part) => part === first)) return first;
    let total = '0';
    for (const [index, part] of parts.entries()) {
      const share = fate.by[index]?.share ?? null;
      if (typeof part !== 'string') return part;
      if (share === null) return { unit, day: fate.day };
      total = add(total, multiply(share, part));
    }
    return total;
  }

  /** Whether the scope of the later map is made of the very units, whole, that stood under it on the earlier day. */
  isSame(scope: string, since: string, until: string): boolean {
    const under = new Set(this.subtreeOn(scope, until));
    const before = new Set(this.subtreeOn(scope, since));
    const portion = this.portions(since, until, (unit) => under.has(unit));
    return this.existing(since).every((unit) => portion(unit) === (before.has(unit) ? '1' : '0'));
  }

  /** What a scope of the map of `until` is made of, in the tree of `since`. */
  cover(scope: string, since: string, until: string): Cover {
    const under = new Set(this.subtreeOn(scope, until));
    return this.#coverOf(
      since,
      this.portions(since, until, (unit) => under.has(unit)),
    );
  }

  #coverOf(since: string, portion: (unit: string) => Portion): Cover {
    if (this.overlap(since)) return this.#oneByOne(since, portion);
    const pieces: Piece[] = [];
    const unknown = new Map<string, UnknownSplit>();
    /** The portion all of a subtree shares; undefined: its parts are in `pieces` already. */
    const walk = (unit: string): string | undefined => {
      const own = portion(unit);
      const children = this.childrenOn(unit, since);
      const from = pieces.length;
      const portions = children.map(walk);
      if (typeof own === 'string' && portions.every((one) => one === own)) return own;
      // Wholes of children stand before what their siblings have already been taken apart into.
      const wholes = children.flatMap((child, at) => piece(child, 'subtree', portions[at] ?? '0'));
      pieces.splice(from, 0, ...(typeof own === 'string' ? piece(unit, 'own', own) : []), ...wholes);
      if (typeof own !== 'string') unknown.set(`${own.unit} ${own.day}`, own);
      return undefined;
    };
    for (const root of this.rootsOn(since)) pieces.push(...piece(root, 'subtree', walk(root) ?? '0'));
    return { pieces, unknown: [...unknown.values()] };
  }

  /** Where subtrees overlap no unit may be counted with two of them: every report by itself. */
  #oneByOne(since: string, portion: (unit: string) => Portion): Cover {
    const unknown = new Map<string, UnknownSplit>();
    const pieces = this.existing(since).flatMap((unit) => {
      const own = portion(unit);
      if (typeof own === 'string') return piece(unit, 'own', own);
      unknown.set(`${own.unit} ${own.day}`, own);
      return [];
    });
    return { pieces, unknown: [...unknown.values()] };
  }

  /**
   * The same on common territory: units that exchanged anything between the two days count as one. `origin`: the day the
   * territory is common from, where several periods are read on one; by default the end of this one.
   */
  commonCover(scope: string, since: string, until: string, origin = since): WideCover {
    return this.#classCover([scope], since, until, this.commonClasses(origin, until));
  }

  #classCover(
    scopes: readonly string[],
    since: string,
    until: string,
    classOf: (unit: string) => string,
  ): WideCover {
    const under = new Set(scopes.flatMap((scope) => this.subtreeOn(scope, until)));
    const classes = new Set([...under].map(classOf));
    const { pieces, unknown } = this.#coverOf(since, (unit) => (classes.has(classOf(unit)) ? '1' : '0'));
    const beyond = this.existing(until).filter((unit) => !under.has(unit) && classes.has(classOf(unit)));
    return { pieces, unknown, beyond };
  }

  /** Units of a later map, those that share common territory taken as one, each group with its cover; in the order given. */
  commonGroups(
    units: readonly string[],
    since: string,
    until: string,
  ): { readonly units: readonly string[]; readonly cover: WideCover }[] {
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
    const groups = grouped([...units.entries()], ([at]) => String(head(at)));
    return [...groups.values()].map((group) => {
      const members = group.map(([, unit]) => unit);
      return { units: members, cover: this.#classCover(members, since, until, classOf) };
    });
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

/** '0' of none. Only where one is all of it may another be untold. */
function largest(portions: readonly Portion[]): Portion {
  if (portions.includes('1')) return '1';
  let most = '0';
  for (const one of portions) {
    if (typeof one !== 'string') return one;
    if (compare(one, most) > 0) most = one;
  }
  return most;
}

const piece = (unit: string, part: Piece['part'], share: string): Piece[] =>
  share === '0' ? [] : [{ unit, part, share }];
