/** What all who read on another map have in common: whose scope it is, whether it is there, and what units are called. */
import { showDate } from '../../../shared/dates.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Territory } from '../../../shared/territory.ts';
import type { Piece } from '../../../shared/territory-cover.ts';
import { type Entered, unitNames } from '../../store/people.ts';
import type { Summed } from '../../store/totals.ts';
import type { Flights } from '../../store/transaction.ts';

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

/**
 * Of the units on the map the highest one the reader answers for with all below it; who answers for none, the top of the tree of
 * their office: as totals are asked as they were. Throws `not_found` where the map has none of theirs.
 */
export function highest({ roles }: Entered, territory: Territory, map: string): string {
  const there = roles.filter(({ unit }) => territory.existsOn(unit, map));
  const chains = there.map(({ unit, subtree }) => ({ unit, subtree, above: territory.aboveOn(unit, map) }));
  const [found] = chains
    .filter(({ subtree }) => subtree)
    .sort((a, b) => a.above.length - b.above.length || (a.unit < b.unit ? -1 : 1));
  const top = found?.unit ?? chains[0]?.above.at(-1) ?? chains[0]?.unit;
  if (top === undefined) throw new Problem('not_found');
  return top;
}

export function naming(names: readonly { id: string; name: string }[]): (unit: string) => string {
  const known = new Map(names.map(({ id, name }) => [id, name]));
  return (unit) => known.get(unit) ?? unit;
}

/** Rows that are counted would be divided by a share. */
export const dividesCounts = (pieces: readonly Piece[], { measures }: Summed): boolean =>
  pieces.some(({ share }) => share !== '1') && measures.some(({ bucket }) => bucket !== '');
