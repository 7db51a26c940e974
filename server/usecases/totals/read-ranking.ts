/** Ranks the units below a scope by one figure, on one basis: the map says how many there are, and who cannot be told is named. */
import { finishTotals } from '../../../shared/aggregate.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { compare } from '../../../shared/decimal.ts';
import { type Reason, reason } from '../../../shared/not-comparable.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Template } from '../../../shared/template.ts';
import type { UnitGroup } from '../../../shared/territory.ts';
import type { Piece } from '../../../shared/territory-cover.ts';
import type { Coverage } from '../../../shared/wire.ts';
import type { Ranking } from '../../../shared/wire-series.ts';
import { enterPerson, unitNames } from '../../store/people.ts';
import { placedSums, selectPlaces } from '../../store/series.ts';
import { selectStand } from '../../store/territory.ts';
import { joinCell, type Summed, splitCell } from '../../store/totals.ts';
import type { Flights } from '../../store/transaction.ts';
import { wrongField } from '../../wrong-field.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { summedScope } from './enter-scope.ts';
import { dividesCounts, naming, notOnMap, onDay } from './on-map.ts';
import type { Asked, BasisKind, ProvinceMap } from './territory-shelf.ts';

interface RankingQuery {
  readonly template: string;
  readonly period: string;
  /** "section|row|column" */
  readonly cell?: string | undefined;
  readonly basis: BasisKind;
  readonly scope?: string | undefined;
  readonly counts?: 'submitted' | 'accepted' | undefined;
}

type Cell = Ranking['cell'];

const wrongCell = (): Problem =>
  wrongField(
    '/cell',
    'cần có dạng phần|dòng|cột của một ô được cộng trong biểu',
    'must be section|row|column of a cell of the form that adds up',
  );

/** The cell and which way is better in its row. Throws `invalid_request` where the form has no such cell. */
function cellOf(
  template: Template,
  text: string | undefined,
): { cell: Cell; direction: Ranking['direction'] } {
  const cell = splitCell(text ?? '');
  const section = template.sections.find(({ id }) => id === cell.section);
  const column = section?.columns.find(({ id }) => id === cell.column);
  const row = section?.rows?.find(({ key }) => key === cell.row);
  const isPrinted = section?.kind === 'grid' && section.rowsFrom === 'template';
  if (column?.overUnits === undefined || (isPrinted && (row === undefined || row.heading === true)))
    throw wrongCell();
  return { cell, direction: row?.direction === 'lower' ? 'lower' : 'higher' };
}

interface Placed {
  readonly units: Ranking['ranked'][number]['units'];
  readonly beyond: Ranking['ranked'][number]['beyond'];
  readonly coverage: Coverage;
  readonly found: string | Reason;
}

interface Telling {
  readonly template: Template;
  readonly period: { readonly vi: string; readonly en: string };
  readonly nameOf: (unit: string) => string;
}

function placed({ units, cover }: UnitGroup, sums: Summed, { template, period, nameOf }: Telling): Placed {
  const named = (list: readonly string[]) => list.map((unit) => ({ unit, name: nameOf(unit) }));
  const at = { units: named(units), beyond: named(cover.beyond), coverage: sums.coverage };
  const unit = units.map(nameOf).join(', ');
  const [split] = cover.unknown;
  if (split !== undefined) {
    const params = { unit, split: nameOf(split.unit), ...onDay(split.day) };
    return { ...at, found: reason('split', params) };
  }
  if (dividesCounts(cover.pieces, sums)) return { ...at, found: reason('counts_not_divided', { unit }) };
  const [total] = finishTotals(template, sums.measures);
  const none = reason('no_figure', { period: period.vi, period_en: period.en });
  return { ...at, found: total?.value ?? none };
}

/** Best first; equal figures share a rank, and the next one counts them all: 1, 2, 2, 4. */
function ranked(all: readonly Placed[], direction: Ranking['direction']): Ranking['ranked'] {
  const told = all.flatMap(({ found, ...rest }) =>
    typeof found === 'string' ? [{ ...rest, value: found }] : [],
  );
  const better = direction === 'lower' ? -1 : 1;
  told.sort((a, b) => better * compare(b.value, a.value));
  return told.map((one) => ({ ...one, rank: told.findIndex(({ value }) => value === one.value) + 1 }));
}

/** What the scope reported itself; undefined where it owes no such report. */
const ownReport = (template: Template, { coverage, measures }: Summed): Ranking['own'] =>
  coverage.expected === 0
    ? undefined
    : { coverage, value: finishTotals(template, measures)[0]?.value ?? null };

interface Asking extends Telling {
  readonly flights: Flights;
  readonly query: RankingQuery;
  readonly maps: ProvinceMap;
  readonly asked: Asked;
  readonly counts: 'submitted' | 'accepted';
}

/** All groups with their figures. Throws `not_found` where the person may not read the scope, or one of them. */
async function placedGroups(asking: Omit<Asking, 'nameOf'>, name: string) {
  const { flights, query, maps, asked, counts } = asking;
  const { scope, map } = asked;
  const groups = maps.groups(query.basis, asked);
  // The scope itself comes last: without the right to it there is nothing to say, not even that nobody stands below it.
  const itself: readonly Piece[] = query.basis === 'asWas' ? [{ unit: scope, part: 'own', share: '1' }] : [];
  const own = { period: query.period, scope, map, pieces: itself };
  const places = groups.map(({ units: [unit = scope], cover }) => ({
    ...own,
    scope: unit,
    pieces: cover.unknown.length > 0 ? [] : cover.pieces,
  }));
  const named = groups.flatMap(({ units, cover: { unknown, beyond } }) => [
    ...units,
    ...beyond,
    ...unknown.map(({ unit }) => unit),
  ]);
  const [rows, names] = await flights.commit(
    selectPlaces(flights, query.template, [...places, own], counts, name),
    unitNames(flights, [scope, ...named], map),
  );
  const sums = placedSums(places.length + 1, rows).filter((one) => one !== undefined);
  if (sums.length <= places.length) throw new Problem('not_found');
  const nameOf = naming(names);
  const last = sums.at(-1);
  const all = groups.flatMap((group, at) => {
    const summed = sums[at];
    return summed === undefined ? [] : [placed(group, summed, { ...asking, nameOf })];
  });
  return { all, nameOf, own: last && ownReport(asking.template, last) };
}

/**
 * Throws Problem `not_found` where there is no such total or the person may not read each of the units, `not_on_map` where the
 * scope is another time's, `invalid_request` where the form has no such cell.
 */
export function readRanking(deps: UsecaseDeps, identity: Identity, query: RankingQuery): Promise<Ranking> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [stand]] = await flights.send(enterPerson(flights, identity), selectStand(flights, query));
    const who = entered(people[0]);
    if (stand === undefined || stand.period === null || stand.template_version === null)
      throw new Problem('not_found');
    const { to: end, label: period } = stand.period;
    const { basis, template: id } = query;
    const today = dayInVietnam(deps.clock());
    const map = basis === 'asWas' || today < end ? end : today;
    const province = who.province.id;
    const maps = await deps.territories.get(flights, province, stand.version);
    const scope = await summedScope(flights, query.scope, map);
    if (!maps.territory.existsOn(scope, map)) throw await notOnMap(flights, maps.territory, { scope, map });
    const template = await deps.shelf.get(flights, { province, id, version: stand.template_version });
    const { cell, direction } = cellOf(template, query.cell);
    const counts = query.counts ?? template.counts;
    const asking = { flights, query, maps, asked: { scope, end, map }, counts, template, period };
    const { all, nameOf, own } = await placedGroups(asking, joinCell(cell.section, cell.row, cell.column));
    return {
      template: id,
      period: query.period,
      scope: { unit: scope, name: nameOf(scope) },
      counts,
      basis: { kind: basis, map },
      cell,
      direction,
      of: all.length,
      ranked: ranked(all, direction),
      untold: all.flatMap(({ units, beyond, found }) =>
        typeof found === 'string' ? [] : [{ units, beyond, reason: found }],
      ),
      ...(own === undefined ? {} : { own }),
    };
  });
}
