/** Reads a total on another map than that of its period: on today's, or on the territory that both have in common. */
import { showDate } from '../../shared/dates.ts';
import { Problem } from '../../shared/problem.ts';
import type { Territory } from '../../shared/territory.ts';
import type { Basis } from '../../shared/wire.ts';
import { type Entered, enterPerson, unitNames } from '../store/people.ts';
import { selectStand } from '../store/territory.ts';
import { selectPieces, summedFrom } from '../store/totals.ts';
import type { Flights } from '../store/transaction.ts';
import { dayInVietnam, entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';
import { type RenderedTotals, rendered, type TotalsQuery, totalsFrom } from './read-totals.ts';

export interface BasisQuery extends TotalsQuery {
  readonly basis: Basis['kind'];
}

/** The map a scope is asked on, and the end of the period whose figures are asked for; ISO dates. */
interface Asked {
  readonly scope: string;
  readonly end: string;
  readonly map: string;
}

/**
 * Throws Problem `not_found` where there is no such total or the person may not read it, `not_on_map`, `not_comparable` and
 * `counts_not_divided` where the scope has no figure of its own on that map.
 */
export function readOnBasis(
  deps: UsecaseDeps,
  identity: Identity,
  query: BasisQuery,
): Promise<RenderedTotals> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [stand]] = await flights.send(enterPerson(flights, identity), selectStand(flights, query));
    const who = entered(people[0]);
    if (stand === undefined || stand.period === null || stand.template_version === null)
      throw new Problem('not_found');
    const today = dayInVietnam(deps.clock());
    const end = stand.period.to;
    const map = today < end ? end : today;
    const territory = await deps.territories.get(flights, who.province.id, stand.version);
    const asked = { scope: query.scope ?? highest(who, territory, map), end, map };
    if (!territory.existsOn(asked.scope, map)) throw await notOnMap(flights, territory, asked);
    const key = { province: who.province.id, id: query.template, version: stand.template_version };
    const template = await deps.shelf.get(flights, key);
    const counts = query.counts ?? template.counts;
    const { pieces, unknown, beyond } = coverOf(territory, query.basis, asked);
    const named = [
      asked.scope,
      ...beyond,
      ...pieces.map(({ unit }) => unit),
      ...unknown.map(({ unit }) => unit),
    ];
    const [rows, names] = await flights.commit(
      selectPieces(flights, { ...query, ...asked }, pieces, counts),
      unitNames(flights, named, map),
    );
    if (rows.length === 0) throw new Problem('not_found');
    const nameOf = naming(names);
    const [split] = unknown;
    if (split !== undefined) {
      const { unit, day } = split;
      throw new Problem('not_comparable', { unit: nameOf(unit), ...onDay(day), scope: nameOf(asked.scope) });
    }
    const summed = summedFrom(rows);
    if (pieces.some(({ share }) => share !== '1') && summed.measures.some(({ bucket }) => bucket !== ''))
      throw new Problem('counts_not_divided', { scope: nameOf(asked.scope) });
    const scope = { unit: asked.scope, name: nameOf(asked.scope) };
    const place = { period: query.period, scope, counts, asOf: query.asOf ?? today };
    const basis: Basis = {
      kind: query.basis,
      map,
      pieces: pieces.map((piece) => ({ ...piece, name: nameOf(piece.unit) })),
      beyond: beyond.map((unit) => ({ unit, name: nameOf(unit) })),
    };
    return rendered({ ...totalsFrom(template, summed, place), basis });
  });
}

function coverOf(territory: Territory, kind: Basis['kind'], { scope, end, map }: Asked) {
  if (kind === 'common') return territory.commonCover(scope, end, map);
  return { ...territory.cover(scope, end, map), beyond: [] };
}

/** The unit was another time's, or is nobody's. */
async function notOnMap(flights: Flights, territory: Territory, { scope, map }: Asked): Promise<Problem> {
  if (!territory.knows(scope)) return new Problem('not_found');
  const [[named]] = await flights.commit(unitNames(flights, [scope], map));
  return new Problem('not_on_map', { unit: named?.name ?? scope, ...onDay(map) });
}

const onDay = (day: string) => ({ day: showDate(day, 'vi'), day_en: showDate(day, 'en') });

/** The reader's highest unit among those there are on the map. Throws `not_found` where none of them is. */
function highest({ roles }: Entered, territory: Territory, map: string): string {
  const there = roles.filter(({ unit }) => territory.existsOn(unit, map));
  const found = there.find(({ subtree }) => subtree) ?? there[0];
  if (found === undefined) throw new Problem('not_found');
  return found.unit;
}

function naming(names: readonly { id: string; name: string }[]): (unit: string) => string {
  const known = new Map(names.map(({ id, name }) => [id, name]));
  return (unit) => known.get(unit) ?? unit;
}
