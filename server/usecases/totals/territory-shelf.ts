/** Keeps the units of provinces over time, and what scopes of their maps are made of, for as long as no import changes them. */
import { Territory, type WideCover } from '../../../shared/territory.ts';
import type { Basis } from '../../../shared/wire.ts';
import { Bounded } from '../../bounded.ts';
import { selectTerritory } from '../../store/territory.ts';
import type { Flights } from '../../store/transaction.ts';

const MOST_KEPT = 20;
const MOST_COVERS = 1000;
const MOST_GROUPS = 100;

type Group = ReturnType<Territory['commonGroups']>[number];

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
  readonly #groups = new Bounded<readonly Group[]>(MOST_GROUPS);
  readonly #same = new Bounded<boolean>(MOST_COVERS);

  constructor(territory: Territory) {
    this.territory = territory;
  }

  /** What the scope is made of in the tree at the end of the period. */
  cover(kind: BasisKind, asked: Asked): WideCover {
    const { scope, end, map, origin = end } = asked;
    if (kind === 'asWas')
      return { pieces: [{ unit: scope, part: 'subtree', share: '1' }], unknown: [], beyond: [] };
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

  /** Units of the later map, those that share common territory taken as one. */
  groups(units: readonly string[], end: string, map: string): readonly Group[] {
    const name = [end, map, ...units].join('\n');
    const found = this.#groups.get(name) ?? this.territory.commonGroups(units, end, map);
    this.#groups.set(name, found);
    return found;
  }

  /** Whether the scope is made of the same units on both days. */
  isSame(scope: string, since: string, until: string): boolean {
    const name = [scope, since, until].join('\n');
    const known = this.#same.get(name) ?? this.territory.isSame(scope, since, until);
    this.#same.set(name, known);
    return known;
  }
}

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
