/** What all who read on another map have in common: whether the scope is there, and what units are called. */
import { showDate } from '../../../shared/dates.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Territory } from '../../../shared/territory.ts';
import type { Piece } from '../../../shared/territory-cover.ts';
import { unitNames } from '../../store/people.ts';
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

export function naming(names: readonly { id: string; name: string }[]): (unit: string) => string {
  const known = new Map(names.map(({ id, name }) => [id, name]));
  return (unit) => known.get(unit) ?? unit;
}

/** Rows that are counted would be divided by a share. */
export const dividesCounts = (pieces: readonly Piece[], { measures }: Summed): boolean =>
  pieces.some(({ share }) => share !== '1') && measures.some(({ bucket }) => bucket !== '');
