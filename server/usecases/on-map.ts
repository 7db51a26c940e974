/** What all who read on another map have in common: whose scope it is, whether it is there, and what units are called. */
import { showDate } from '../../shared/dates.ts';
import { Problem } from '../../shared/problem.ts';
import type { Piece, Territory } from '../../shared/territory.ts';
import { type Entered, unitNames } from '../store/people.ts';
import type { Summed } from '../store/totals.ts';
import type { Flights } from '../store/transaction.ts';

/** A day as a detail of a problem or reason, in both languages. */
export const onDay = (day: string) => ({ day: showDate(day, 'vi'), day_en: showDate(day, 'en') });

/** The unit was another time's, or is nobody's. */
export async function notOnMap(
  flights: Flights,
  territory: Territory,
  { scope, map }: { readonly scope: string; readonly map: string },
): Promise<Problem> {
  if (!territory.knows(scope)) return new Problem('not_found');
  const [[named]] = await flights.commit(unitNames(flights, [scope], map));
  return new Problem('not_on_map', { unit: named?.name ?? scope, ...onDay(map) });
}

/** The reader's highest unit among those there are on the map. Throws `not_found` where none of them is. */
export function highest({ roles }: Entered, territory: Territory, map: string): string {
  const there = roles.filter(({ unit }) => territory.existsOn(unit, map));
  const found = there.find(({ subtree }) => subtree) ?? there[0];
  if (found === undefined) throw new Problem('not_found');
  return found.unit;
}

export function naming(names: readonly { id: string; name: string }[]): (unit: string) => string {
  const known = new Map(names.map(({ id, name }) => [id, name]));
  return (unit) => known.get(unit) ?? unit;
}

/** Rows that are counted would be divided by a share. */
export const dividesCounts = (pieces: readonly Piece[], { measures }: Summed): boolean =>
  pieces.some(({ share }) => share !== '1') && measures.some(({ bucket }) => bucket !== '');
