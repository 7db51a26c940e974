/** Keeps the units of provinces over time, and what scopes of their maps are made of, for as long as no import changes them. */
import { Territory, type UnitGroup, type WideCover } from '../../../shared/territory.ts';
import type { Basis } from '../../../shared/wire.ts';
import { Bounded } from '../../bounded.ts';
import { selectTerritory } from '../../store/territory.ts';
import type { Flights } from '../../store/transaction.ts';

const MOST_KEPT = 20;
const MOST_COVERS = 1000;
const MOST_GROUPS = 100;

export type BasisKind = Basis['kind'] | 'asWas';

/** What is asked of a map; ISO dates. */
export interface Asked {
  readonly scope: string;
  /** Last day of the period whose figures are asked for. */
  readonly end: string;
  readonly map: string;
  /** `common`: the day the territory is common from; `end` where it is left out. */
  readonly origin?: string;
}

/** The units of one province at one version of its map. */
export class ProvinceMap {
  readonly territory: Territory;
  readonly #covers = new Bounded<WideCover>(MOST_COVERS);
  readonly #groups = new Bounded<readonly UnitGroup[]>(MOST_GROUPS);
  readonly #same = new Bounded<boolean>(MOST_COVERS);

  constructor(territory: Territory) {
    this.territory = territory;
  }

  /** Asked on the days since which all was as on those asked for, so that many periods are answered by one cover. */
  #on({ scope, end, map, origin = end }: Asked): Required<Asked> {
    const since = (day: string): string => this.territory.asSince(day);
    return { scope, end: since(end), map: since(map), origin: since(origin) };
  }

  /** What the scope is made of in the tree at the end of the period. */
  cover(kind: BasisKind, asked: Asked): WideCover {
    if (kind === 'asWas') return asItWas(asked.scope);
    const { scope, end, map, origin } = this.#on(asked);
    const name = [kind, scope, end, map, origin].join('\n');
    const kept = this.#covers.get(name);
    if (kept !== undefined) return kept;
    const found =
      kind === 'common'
        ? this.territory.commonCover(scope, end, map, origin)
        : { ...this.territory.cover(scope, end, map), beyond: [] };
    this.#covers.set(name, found);
    return found;
  }

  /** Units directly below the scope on the map, those that share common territory taken as one where that is asked for. */
  groups(kind: BasisKind, asked: Asked): readonly UnitGroup[] {
    const { scope, end, map } = this.#on(asked);
    const name = [kind, scope, end, map].join('\n');
    const kept = this.#groups.get(name);
    if (kept !== undefined) return kept;
    const units = this.territory.childrenOn(scope, map).sort();
    const found = this.#grouped(kind, units, { end, map });
    this.#groups.set(name, found);
    return found;
  }

  #grouped(
    kind: BasisKind,
    units: readonly string[],
    { end, map }: { readonly end: string; readonly map: string },
  ): readonly UnitGroup[] {
    if (kind === 'common') return this.territory.commonGroups(units, end, map);
    if (kind === 'asWas') return units.map((unit) => ({ units: [unit], cover: asItWas(unit) }));
    const covers = this.territory.covers(units, end, map);
    return covers.map((cover, at) => ({ units: units.slice(at, at + 1), cover: { ...cover, beyond: [] } }));
  }

  /** Whether the scope is made of the same units on both days. */
  isSame(scope: string, earlier: string, later: string): boolean {
    const since = this.territory.asSince(earlier);
    const changes = this.territory.changesBetween(since, later);
    const until = changes.at(-1);
    if (until === undefined) return true;
    const name = [scope, since, until].join('\n');
    const known = this.#same.get(name);
    if (known !== undefined) return known;
    // The same from each change to the next is the same over all of them; else what left may have come back.
    const isEach = (day: string, at: number): boolean => this.isSame(scope, changes[at - 1] ?? since, day);
    const found = (changes.length > 1 && changes.every(isEach)) || this.territory.isSame(scope, since, until);
    this.#same.set(name, found);
    return found;
  }
}

const asItWas = (scope: string): WideCover => ({
  pieces: [{ unit: scope, part: 'subtree', share: '1' }],
  unknown: [],
  beyond: [],
});

export class TerritoryShelf {
  readonly #kept = new Bounded<{ readonly version: string; readonly map: ProvinceMap }>(MOST_KEPT);

  /** The map of the province at this version; read inside the caller's transaction unless it is kept. */
  async get(flights: Flights, province: string, version: string): Promise<ProvinceMap> {
    const kept = this.#kept.get(province);
    if (kept?.version === version) return kept.map;
    const [[row]] = await flights.send(selectTerritory(flights));
    const { units = [], edges = [], successions = [] } = row ?? {};
    const territory = new Territory(
      units.map(([id, from, to]) => ({ id, from, to })),
      edges.map(([tree, parent, child, from, to]) => ({ tree, parent, child, from, to })),
      successions.map(([old, heir, day, share]) => ({ old, new: heir, day, share })),
    );
    const map = new ProvinceMap(territory);
    this.#kept.set(province, { version, map });
    return map;
  }
}
