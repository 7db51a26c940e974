/** Keeps the units of provinces over time for as long as no import changes them. */
import { Territory } from '../../shared/territory.ts';
import { Bounded } from '../bounded.ts';
import { selectTerritory } from '../store/territory.ts';
import type { Flights } from '../store/transaction.ts';

const MOST_KEPT = 20;

export class TerritoryShelf {
  readonly #kept = new Bounded<{ readonly version: string; readonly territory: Territory }>(MOST_KEPT);

  /** The map of the province at this version; read inside the caller's transaction unless it is kept. */
  async get(flights: Flights, province: string, version: string): Promise<Territory> {
    const kept = this.#kept.get(province);
    if (kept?.version === version) return kept.territory;
    const [[row]] = await flights.send(selectTerritory(flights));
    const { units = [], edges = [], successions = [] } = row ?? {};
    const territory = new Territory(
      units.map(([id, from, to]) => ({ id, from, to })),
      edges.map(([parent, child, from, to]) => ({ parent, child, from, to })),
      successions.map(([old, heir, day, share]) => ({ old, new: heir, day, share })),
    );
    this.#kept.set(province, { version, territory });
    return territory;
  }
}
