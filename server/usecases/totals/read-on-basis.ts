/** Reads a total on another map than that of its period: on today's, or on the territory that both have in common. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Basis } from '../../../shared/wire.ts';
import { enterPerson, unitNames } from '../../store/people.ts';
import { selectPlaces } from '../../store/series.ts';
import { selectStand } from '../../store/territory.ts';
import { summedFrom } from '../../store/totals.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { summedScope } from './enter-scope.ts';
import { dividesCounts, naming, notOnMap, onDay } from './on-map.ts';
import { type RenderedTotals, rendered, type TotalsQuery, totalsFrom } from './read-totals.ts';

interface BasisQuery extends TotalsQuery {
  readonly basis: Basis['kind'];
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
    const maps = await deps.territories.get(flights, who.province.id, stand.version);
    const { territory } = maps;
    const asked = { scope: await summedScope(flights, query.scope, map), end, map };
    if (!territory.existsOn(asked.scope, map)) throw await notOnMap(flights, territory, asked);
    const key = { province: who.province.id, id: query.template, version: stand.template_version };
    const template = await deps.shelf.get(flights, key);
    const counts = query.counts ?? template.counts;
    const { pieces, unknown, beyond } = maps.cover(query.basis, asked);
    const named = [
      asked.scope,
      ...beyond,
      ...pieces.map(({ unit }) => unit),
      ...unknown.map(({ unit }) => unit),
    ];
    const [rows, names] = await flights.commit(
      selectPlaces(flights, query.template, [{ ...asked, period: query.period, pieces }], counts, null),
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
    if (dividesCounts(pieces, summed))
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
