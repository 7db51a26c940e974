/** Reads the figures of one scope over many periods, on one basis: each point told, or why it cannot be. */
import { finishTotals } from '../../../shared/aggregate.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { reason } from '../../../shared/not-comparable.ts';
import {
  absentRows,
  type Changed,
  isTold,
  onYear,
  type Window,
  yearToDate,
} from '../../../shared/over-time.ts';
import type { PeriodKind } from '../../../shared/period.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Template } from '../../../shared/template.ts';
import type { WideCover } from '../../../shared/territory.ts';
import type { Series, SeriesPoint } from '../../../shared/wire-series.ts';
import { Bounded } from '../../bounded.ts';
import { enterPerson, unitNames } from '../../store/people.ts';
import {
  type OwedPeriod,
  placedSums,
  type SeriesPlace,
  selectPlaces,
  selectPlacesVersion,
  selectSeriesStand,
} from '../../store/series.ts';
import type { Summed } from '../../store/totals.ts';
import type { Flights } from '../../store/transaction.ts';
import { wrongField } from '../../wrong-field.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { summedScope } from './enter-scope.ts';
import { dividesCounts, naming, notOnMap, onDay } from './on-map.ts';
import { type Rendered, renderedJson } from './read-totals.ts';
import type { BasisKind, ProvinceMap } from './territory-shelf.ts';
import { FRESH_MS } from './version-desk.ts';

/** What is left out: the reader's highest unit, what the newest form counts, every kind, no bound. ISO dates. */
interface SeriesQuery {
  readonly template: string;
  readonly basis: BasisKind;
  readonly scope?: string | undefined;
  readonly counts?: 'submitted' | 'accepted' | undefined;
  readonly kind?: PeriodKind | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** With year-to-date figures and the same window a year before. */
  readonly derive: boolean;
}

const MOST_KEPT = 50;
const MOST_POINTS = 120;
/** Periods read for one answer, those of other kinds and of the year before among them. */
const MOST_READ = 400;
const NO_COVERAGE = { expected: 0, received: 0, accepted: 0, late: 0 };

/** The periods of an answer: `asked` are its points, `read` also what they are held against. Oldest first. */
interface Chosen {
  readonly asked: readonly OwedPeriod[];
  readonly read: readonly OwedPeriod[];
}

/** Year-to-date and the year before reach back this far, and half a month more where a year of data begins in December. */
function reachBack({ from, derive }: SeriesQuery): string | null {
  if (from === undefined || !derive) return from ?? null;
  return `${Number(from.slice(0, 4)) - 2}-12-01`;
}

/** Throws `not_found` where nobody ever owed the form, `invalid_request` where there are too many periods. */
function chosen(query: SeriesQuery, periods: readonly OwedPeriod[]): Chosen {
  const { kind, from, derive } = query;
  const asked = periods.filter(
    ({ period, version }) =>
      (from === undefined || period.from >= from) &&
      (kind === undefined ? version !== null : period.kind === kind),
  );
  const points = new Set(asked);
  const read = periods.filter((one) => points.has(one) || (derive && one.version !== null));
  if (!asked.some(({ version }) => version !== null)) throw new Problem('not_found');
  if (asked.length <= MOST_POINTS && read.length <= MOST_READ) return { asked, read };
  const vi = `quá nhiều kỳ (hơn ${MOST_POINTS}); hãy thu hẹp bằng from, to, kind`;
  throw wrongField('/from', vi, `too many periods (over ${MOST_POINTS}); narrow it by from, to, kind`);
}

/** One map for all points, whatever they are held against: today's, or that of the last period where plans reach beyond today. */
function mapOf(today: string, { asked }: Chosen): { readonly map: string; readonly origin: string } {
  const ends = asked.map(({ period }) => period.to).sort();
  const [first = today, last = today] = [ends[0], ends.at(-1)];
  return { map: last > today ? last : today, origin: first };
}

/** What is asked of one period, before its sums are known; no cover: there is nothing to ask for. */
interface Question extends OwedPeriod {
  readonly cover: WideCover | undefined;
  readonly map: string;
}

interface Frame {
  readonly maps: ProvinceMap;
  readonly basis: BasisKind;
  readonly scope: string;
  readonly map: string;
  readonly origin: string;
}

function questionOf(one: OwedPeriod, { maps, basis, scope, map, origin }: Frame): Question {
  const end = one.period.to;
  const day = basis === 'asWas' ? end : map;
  const there = basis !== 'asWas' || maps.territory.existsOn(scope, end);
  if (one.version === null || !there) return { ...one, cover: undefined, map: day };
  return {
    ...one,
    cover: maps.cover(basis, { scope, end, map, origin: end < origin ? end : origin }),
    map: day,
  };
}

/** Without a known split there are no pieces to read, but the right to the scope is asked all the same. */
const placeOf = (scope: string, { period, cover, map }: Question): SeriesPlace => ({
  period: period.id,
  scope,
  map,
  pieces: cover === undefined || cover.unknown.length > 0 ? [] : cover.pieces,
});

interface Telling {
  readonly unit: string;
  readonly nameOf: (unit: string) => string;
  readonly templates: ReadonlyMap<number, Template>;
}

function windowOf(question: Question, sums: Summed | undefined, telling: Telling): Window {
  const { period, version, cover } = question;
  const { unit, nameOf, templates } = telling;
  const refuse = (...why: Parameters<typeof reason>): Window => ({
    period,
    coverage: NO_COVERAGE,
    told: reason(...why),
  });
  const template = version === null ? undefined : templates.get(version);
  if (template === undefined) return refuse('not_owed');
  if (cover === undefined) return refuse('not_on_map', { unit, ...onDay(period.to) });
  if (sums === undefined) return refuse('not_yours', { unit, ...onDay(period.to) });
  const [split] = cover.unknown;
  if (split !== undefined) return refuse('split', { unit, split: nameOf(split.unit), ...onDay(split.day) });
  if (dividesCounts(cover.pieces, sums)) return refuse('counts_not_divided', { unit });
  const { coverage, measures } = sums;
  return { period, coverage, told: { template, measures, totals: finishTotals(template, measures) } };
}

function pointOf(
  window: Window,
  newest: Template,
  derived: Pick<SeriesPoint, 'yearToDate' | 'onYear'>,
): SeriesPoint {
  const { period, coverage, told } = window;
  if (!isTold(window) || !('totals' in told)) {
    const why = 'code' in told ? { reason: told } : {};
    return { period, templateVersion: null, coverage: null, totals: [], ...why, absent: [], ...derived };
  }
  const { template, totals } = told;
  const absent = absentRows(window, newest);
  return { period, templateVersion: template.version, coverage, totals: [...totals], absent, ...derived };
}

async function templatesOf(
  deps: UsecaseDeps,
  flights: Flights,
  province: string,
  id: string,
  read: readonly OwedPeriod[],
): Promise<ReadonlyMap<number, Template>> {
  const versions = [...new Set(read.flatMap(({ version }) => (version === null ? [] : [version])))].sort(
    (a, b) => a - b,
  );
  const templates = new Map<number, Template>();
  for (const version of versions)
    templates.set(version, await deps.shelf.get(flights, { province, id, version }));
  return templates;
}

/** Whom the person may not read at all is not there for them. */
function readable(basis: BasisKind, refused: number, of: number): void {
  if (basis === 'asWas' ? refused === of : refused > 0) throw new Problem('not_found');
}

interface Asking {
  readonly deps: UsecaseDeps;
  readonly flights: Flights;
  readonly query: SeriesQuery;
  readonly province: string;
  readonly periods: Chosen;
  readonly frame: Frame;
}

/** The questions of all periods. Throws where the scope is on none of the maps asked for. */
async function questionsOf({ flights, periods, frame }: Asking): Promise<Question[]> {
  const { basis, scope, map, origin, maps } = frame;
  const questions = periods.read.map((one) => questionOf(one, frame));
  const never = questions.every(({ cover }) => cover === undefined);
  if (never || (basis !== 'asWas' && !maps.territory.existsOn(scope, map)))
    throw await notOnMap(flights, maps.territory, { scope, map: basis === 'asWas' ? origin : map });
  return questions;
}

/** Everything a line is made of but the sums. */
interface Stood {
  readonly open: readonly Question[];
  readonly questions: readonly Question[];
  readonly places: readonly SeriesPlace[];
  readonly templates: ReadonlyMap<number, Template>;
  readonly newest: Template;
  readonly counts: 'submitted' | 'accepted';
  readonly beyond: readonly string[];
  readonly named: readonly string[];
}

async function stoodOn(asking: Asking): Promise<Stood> {
  const { deps, flights, query, province, periods, frame } = asking;
  const { basis, scope, origin } = frame;
  const questions = await questionsOf(asking);
  const open = questions.filter(({ cover }) => cover !== undefined);
  const templates = await templatesOf(deps, flights, province, query.template, periods.read);
  const newest = [...templates.values()].at(-1);
  if (newest === undefined) throw new Problem('not_found');
  const inLine = basis === 'common' ? open.filter(({ period }) => period.to >= origin) : [];
  const beyond = [...new Set(inLine.flatMap(({ cover }) => cover?.beyond ?? []))];
  const splits = open.flatMap(({ cover }) => cover?.unknown ?? []).map(({ unit }) => unit);
  return {
    open,
    questions,
    places: open.map((one) => placeOf(scope, one)),
    templates,
    newest,
    counts: query.counts ?? newest.counts,
    beyond,
    named: [scope, ...beyond, ...splits],
  };
}

/** The line of these sums, in the order of the open questions; undefined: no right to the scope on that day. */
function lineOf(
  asking: Asking,
  { questions, open, templates, newest, counts, beyond }: Stood,
  sums: readonly (Summed | undefined)[],
  nameOf: (unit: string) => string,
): Series {
  const { basis, scope, map, origin } = asking.frame;
  const unit = nameOf(scope);
  const found = new Map(open.map((one, at) => [one, sums[at]]));
  const windows = questions.map((one) => windowOf(one, found.get(one), { unit, nameOf, templates }));
  return {
    template: asking.query.template,
    scope: { unit: scope, name: unit },
    counts,
    basis: {
      kind: basis,
      map: basis === 'asWas' ? null : map,
      since: basis === 'common' ? origin : null,
      beyond: beyond.map((one) => ({ unit: one, name: nameOf(one) })),
    },
    points: pointsOf(asking, windows, { newest, counts, unit }),
  };
}

interface RenderedSeries extends Rendered {
  readonly series: Series;
}

interface Kept extends RenderedSeries {
  readonly version: string;
}

/** A line as this person was told it, when it was asked for, and how much this process had written by then. */
interface Fresh {
  readonly line: RenderedSeries;
  readonly at: number;
  readonly writes: number;
}

/** Lines by what was asked, each good for as long as the database names the same content. */
export class SeriesReader {
  readonly #deps: UsecaseDeps;
  readonly #kept = new Bounded<Kept>(MOST_KEPT);
  readonly #fresh = new Bounded<Fresh>(MOST_KEPT);

  constructor(deps: UsecaseDeps) {
    this.#deps = deps;
  }

  /**
   * Throws Problem `not_found` where there is no such form or scope or the person may not read it, `not_on_map` where the scope is
   * another time's, `invalid_request` where there are too many periods.
   */
  async read(identity: Identity, query: SeriesQuery): Promise<RenderedSeries> {
    const { monotonic, writes, clock } = this.#deps;
    const name = JSON.stringify([identity.iss, identity.sub, dayInVietnam(clock()), query]);
    const known = this.#fresh.get(name);
    const at = monotonic();
    // As fresh as totals are: what this server stored shows at once, what others stored within those milliseconds.
    if (known !== undefined && known.writes === writes.count && at - known.at < FRESH_MS) return known.line;
    const asked = { at, writes: writes.count };
    const line = await this.#read(identity, query);
    this.#fresh.set(name, { line, ...asked });
    return line;
  }

  #read(identity: Identity, query: SeriesQuery): Promise<RenderedSeries> {
    const deps = this.#deps;
    return readAsPerson(deps, identity, async (flights) => {
      const { template, basis } = query;
      const stood = { template, from: reachBack(query), to: query.to ?? null };
      const [people, [stand]] = await flights.send(
        enterPerson(flights, identity),
        selectSeriesStand(flights, stood),
      );
      const who = entered(people[0]);
      const periods = chosen(query, stand?.periods ?? []);
      const day = mapOf(dayInVietnam(deps.clock()), periods);
      const province = who.province.id;
      const maps = await deps.territories.get(flights, province, stand?.version ?? '');
      const scope = await summedScope(flights, query.scope, day.map);
      const frame = { maps, basis, scope, ...day };
      return this.#line({ deps, flights, query, province, periods, frame }, JSON.stringify(stand));
    });
  }

  /** `stand`: the map's version and the periods, as text. What it names, and the names and versions read here, are all a line is made of. */
  async #line(asking: Asking, stand: string): Promise<RenderedSeries> {
    const { flights, query, province, frame } = asking;
    const { basis, scope, map } = frame;
    const on = await stoodOn(asking);
    const [versions, names] = await flights.send(
      selectPlacesVersion(flights, query.template, on.places),
      unitNames(flights, on.named, map),
    );
    readable(basis, on.places.length - versions.length, on.places.length);
    const question = JSON.stringify([province, query, scope, map]);
    const version = JSON.stringify([stand, versions, names]);
    const kept = this.#kept.get(question);
    if (kept?.version === version) return kept;
    const [rows] = await flights.commit(selectPlaces(flights, query.template, on.places, on.counts, null));
    const sums = placedSums(on.places.length, rows);
    const series = lineOf(asking, on, sums, naming(names));
    const line = { ...renderedJson(series), series, version };
    this.#kept.set(question, line);
    return line;
  }
}

/**
 * On maps of their own the scope may be made of others than before. On one map for all it never is; on common territory what
 * lies before the first point may have been exchanged with more units than the line knows of.
 */
function changedOn({ maps, basis, scope, map, origin }: Frame, unit: string): Changed {
  const together = (day: string): string => {
    const { beyond } = maps.cover('common', { scope, end: day, map, origin: day });
    return [...beyond].sort().join('\n');
  };
  const isSame = (earlier: string, later: string): boolean => {
    if (basis === 'asWas') return maps.isSame(scope, earlier, later);
    return basis === 'today' || earlier >= origin || together(earlier) === together(origin);
  };
  return (earlier, later) => {
    if (isSame(earlier.period.to, later.period.to)) return undefined;
    const { vi, en } = earlier.period.label;
    return reason('territory_changed', { unit, period: vi, period_en: en });
  };
}

function pointsOf(
  { query: { derive }, periods: { asked, read }, frame }: Asking,
  windows: readonly Window[],
  { newest, counts, unit }: { newest: Template; counts: 'submitted' | 'accepted'; unit: string },
): SeriesPoint[] {
  const wanted = new Set(asked);
  const changed = changedOn(frame, unit);
  const counted = counts === 'accepted' ? 'accepted' : 'received';
  return windows.flatMap((window, at) => {
    const one = read[at];
    if (one === undefined || !wanted.has(one)) return [];
    if (!derive) return [pointOf(window, newest, {})];
    const derived = {
      yearToDate: yearToDate(window, windows, changed),
      onYear: onYear(window, windows, counted, changed),
    };
    return [pointOf(window, newest, derived)];
  });
}
