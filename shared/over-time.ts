/** How figures add up over time: what is known from the first day of the year on, and against the same window a year before. */

import { finishTotals, type SummedMeasure } from './aggregate.ts';
import { daysIn, showDate } from './dates.ts';
import { addDays, dayAfter } from './days.ts';
import { add, compare, divide, multiply, subtract } from './decimal.ts';
import { grouped } from './grouped.ts';
import { type Reason, reason } from './not-comparable.ts';
import type { Period, PeriodKind } from './period.ts';
import type { Column, Template } from './template.ts';
import type { Coverage, Total } from './wire.ts';
import type { OnYear, YearToDate } from './wire-series.ts';

/** One period of a scope: its sums, or why they cannot be told. */
export interface Window {
  readonly period: Pick<Period, 'id' | 'kind' | 'label' | 'year' | 'from' | 'to'>;
  /** How many reports are counted, of how many owed. */
  readonly coverage: Coverage;
  readonly told:
    | {
        readonly template: Template;
        readonly measures: readonly SummedMeasure[];
        readonly totals: readonly Total[];
      }
    | Reason;
}

/** Why the scope of an earlier window is not that of a later one; undefined where it is. */
export type Changed = (earlier: Window, later: Window) => Reason | undefined;
const NEVER: Changed = () => undefined;

type ToldWindow = Window & { readonly told: { readonly template: Template } };
type Cell = Pick<Total, 'section' | 'row' | 'column'>;

export const isTold = (window: Window): window is ToldWindow => 'template' in window.told;

const cellKey = ({ section, row, column }: Cell): string => `${section}|${row}|${column}`;

/** What a figure is in time; its row's word goes before its column's. Undefined: the form does not say. */
function overTimeOf(template: Template, { section, row, column }: Cell): Column['overTime'] {
  const found = template.sections.find(({ id }) => id === section);
  const own = found?.rows?.find(({ key }) => key === row)?.overTime;
  return own ?? found?.columns.find(({ id }) => id === column)?.overTime;
}

/** Whether the form prints this row; rows that offices or assignments bring belong to no version. */
function isAbsent(template: Template, { section, row }: Pick<Cell, 'section' | 'row'>): boolean {
  const found = template.sections.find(({ id }) => id === section);
  if (found === undefined) return true;
  return (
    found.rowsFrom === 'template' && found.kind === 'grid' && !found.rows?.some(({ key }) => key === row)
  );
}

/** The same day a year before; the last day of February answers to the last day of February. */
export function yearBefore(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const isLast = month === 2 && date === daysIn(year, month);
  const before = isLast ? daysIn(year - 1, month) : date;
  return `${year - 1}-${day.slice(5, 7)}-${String(before).padStart(2, '0')}`;
}

/** A year of data may begin this long before the calendar's: 15/12. */
const EARLIEST_START_DAYS = 31;

/**
 * The first day of the year a period belongs to: where the earliest window of its own kind begins that begins with the year, so
 * that weeks leave months alone; else its year's own period; else the earliest of any kind.
 */
export function yearStart({ period: { year, kind: own } }: Window, windows: readonly Window[]): string {
  const calendar = `${year}-01-01`;
  const limit = addDays(calendar, -EARLIEST_START_DAYS);
  const starts = windows
    .map(({ period }) => period)
    .filter(
      ({ year: of, kind, from }) => of === year && kind !== 'term' && from <= calendar && from >= limit,
    );
  const earliest = (kind: PeriodKind | undefined): string | undefined =>
    starts
      .filter((one) => kind === undefined || one.kind === kind)
      .map(({ from }) => from)
      .sort()[0];
  return earliest(own) ?? earliest('year') ?? earliest(undefined) ?? calendar;
}

/** Windows that follow each other from the first day to the last without gap or overlap, the longest first; undefined where none do. */
export function joined<T extends Pick<Window, 'period'>>(
  from: string,
  to: string,
  windows: readonly T[],
): T[] | undefined {
  const inside = windows.filter(({ period }) => period.from >= from && period.to <= to);
  const byStart = grouped(inside, ({ period }) => period.from);
  for (const list of byStart.values()) list.sort((a, b) => (a.period.to > b.period.to ? -1 : 1));
  const dead = new Set<string>();
  const walk = (day: string): T[] | undefined => {
    if (dead.has(day)) return undefined;
    for (const one of byStart.get(day) ?? []) {
      if (one.period.to === to) return [one];
      const rest = walk(dayAfter(one.period.to));
      if (rest !== undefined) return [one, ...rest];
    }
    dead.add(day);
    return undefined;
  };
  return walk(from);
}

/** Measures of several windows added up; how many reports stand behind them is added too. */
function addedUp(windows: readonly ToldWindow[]): SummedMeasure[] {
  const sums = new Map<string, SummedMeasure>();
  for (const { told } of windows) {
    if (!('measures' in told)) continue;
    for (const one of told.measures) {
      const key = `${cellKey(one)}|${one.bucket}`;
      const before = sums.get(key);
      sums.set(key, before === undefined ? one : together(before, one));
    }
  }
  return [...sums.values()];
}

const together = (a: SummedMeasure, b: SummedMeasure): SummedMeasure => ({
  ...a,
  value: add(a.value, b.value),
  number: a.number + b.number,
  none: a.none + b.none,
  notApplicable: a.notApplicable + b.notApplicable,
  notYetKnown: a.notYetKnown + b.notYetKnown,
  estimate: a.estimate + b.estimate,
});

const labelled = ({ period }: Window) => ({ period: period.label.vi, period_en: period.label.en });

const inWords = ({ from, to }: { readonly from: string; readonly to: string }) => ({
  from: showDate(from, 'vi'),
  to: showDate(to, 'vi'),
  from_en: showDate(from, 'en'),
  to_en: showDate(to, 'en'),
});

function totalsOf(window: Window): readonly Total[] {
  return 'totals' in window.told ? window.told.totals : [];
}

const figures = new WeakMap<Window, ReadonlyMap<string, string>>();

/** The figures of a window by cell; blank ones are left out. Found once: every cell asks. */
function figuresOf(window: Window): ReadonlyMap<string, string> {
  const known = figures.get(window);
  if (known !== undefined) return known;
  const found = byCell(totalsOf(window));
  figures.set(window, found);
  return found;
}

const byCell = (totals: readonly Total[]): ReadonlyMap<string, string> =>
  new Map(totals.flatMap((total) => (total.value === null ? [] : [[cellKey(total), total.value]])));

function cellsOf(windows: readonly Window[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const window of windows) {
    for (const { section, row, column } of totalsOf(window))
      cells.set(cellKey({ section, row, column }), { section, row, column });
  }
  return [...cells.values()];
}

/** Why a cell of these windows cannot be taken; undefined where all of them have a figure. */
function missing(cell: Cell, windows: readonly Window[]): Reason | undefined {
  for (const window of windows) {
    if (!isTold(window)) return untold(window);
    const { template } = window.told;
    if (isAbsent(template, cell))
      return reason('row_absent', { version: template.version, ...labelled(window) });
    if (!figuresOf(window).has(cellKey(cell))) return reason('no_figure', labelled(window));
  }
  return undefined;
}

function untold(window: Window): Reason {
  const why = window.told as Reason;
  return reason('base_untold', { ...labelled(window), why: why.vi, why_en: why.en });
}

type Taken = Pick<YearToDate['cells'][number], 'value' | 'of' | 'reason'>;
const refused = (why: Reason): Taken => ({ value: null, of: [], reason: why });
const idsOf = (windows: readonly Window[]): string[] => windows.map(({ period }) => period.id);

/**
 * Luỹ kế từ đầu năm: each figure from the first day of the year to the last day of `at`. A flow is added over windows that join; a
 * cumulative figure is that of the window from the first day; a stock is the latest. `windows` holds `at` too.
 */
export function yearToDate(at: Window, windows: readonly Window[], changed = NEVER): YearToDate {
  const from = yearStart(at, windows);
  const { to, year } = at.period;
  const ofYear = windows.filter(
    ({ period }) => period.year === year && period.to <= to && period.kind !== 'term',
  );
  const whole = ofYear.filter(({ period }) => period.from === from && period.to === to);
  const cumulative = whole.find((window) => window === at) ?? whole[0];
  const tiles = cumulative === undefined ? joined(from, to, ofYear) : [cumulative];
  const latest = [...ofYear].sort((a, b) => (a.period.to > b.period.to ? -1 : 1));
  const flow = flowTaker({ from, to }, at, tiles, changed);
  const take = (cell: Cell): Taken => {
    if (!isTold(at)) return refused(untold(at));
    switch (overTimeOf(at.told.template, cell)) {
      case 'stock':
        return latestOf(cell, at, latest);
      case 'cumulative':
        return cumulative === undefined
          ? refused(reason('other_first_day', inWords({ from, to })))
          : wholeOf(cell, [cumulative]);
      case 'flow':
        return flow(cell);
      default:
        return refused(reason('over_time_unknown'));
    }
  };
  const cells = cellsOf([at, ...(tiles ?? [])]).map((cell) => ({ ...cell, ...take(cell) }));
  const used = new Set(cells.flatMap(({ of }) => of));
  const named = ofYear.filter(({ period }) => used.has(period.id));
  return { from, to, windows: named.map(({ period, coverage }) => ({ period: period.id, coverage })), cells };
}

/** How a flow is taken: added over the windows that join, if all of them are told and are the scope's. */
function flowTaker(
  days: { readonly from: string; readonly to: string },
  at: Window,
  tiles: readonly Window[] | undefined,
  changed: Changed,
): (cell: Cell) => Taken {
  if (tiles === undefined) return () => refused(reason('not_tiled', inWords(days)));
  const other = tiles.map((tile) => changed(tile, at)).find((why) => why !== undefined);
  const told = tiles.filter(isTold);
  const last = told[told.length - 1];
  const sums = last === undefined ? [] : finishTotals(last.told.template, addedUp(told));
  const added = byCell(sums);
  return (cell) => {
    const why = missing(cell, tiles) ?? other;
    if (why !== undefined) return refused(why);
    return { value: added.get(cellKey(cell)) ?? null, of: idsOf(tiles) };
  };
}

function wholeOf(cell: Cell, [window]: readonly [Window]): Taken {
  const why = missing(cell, [window]);
  if (why !== undefined) return refused(why);
  return { value: figuresOf(window).get(cellKey(cell)) ?? null, of: idsOf([window]) };
}

/** Of windows that end on one day the one asked about goes first. */
function latestOf(cell: Cell, at: Window, latest: readonly Window[]): Taken {
  const has = (window: Window): boolean => figuresOf(window).has(cellKey(cell));
  const found = has(at) ? at : latest.find(has);
  return found === undefined ? refused(reason('no_figure', labelled(at))) : wholeOf(cell, [found]);
}

/** So cùng kỳ: `at` against the same window one year before, if there is one. `counted`: which reports the figures are made of. */
export function onYear(
  at: Window,
  windows: readonly Window[],
  counted: 'received' | 'accepted',
  changed = NEVER,
): OnYear {
  const [from, to] = [yearBefore(at.period.from), yearBefore(at.period.to)];
  const same = windows.filter(({ period }) => period.from === from && period.to === to);
  const base = same.find(({ period }) => period.kind === at.period.kind) ?? same[0];
  const why =
    base === undefined ? noBase(at, windows, { from, to }) : (unlike(at, base, counted) ?? changed(base, at));
  if (base === undefined || why !== undefined)
    return { base: base?.period.id ?? null, ...(why ? { reason: why } : {}), cells: [] };
  const [now, then] = [figuresOf(at), figuresOf(base)];
  const cells = cellsOf([at, base]).map((cell) => {
    const absent = missing(cell, [at, base]);
    const [value, before] = [now.get(cellKey(cell)), then.get(cellKey(cell)) ?? null];
    if (absent !== undefined || value === undefined || before === null)
      return { ...cell, before, difference: null, growth: null, ...(absent ? { reason: absent } : {}) };
    return { ...cell, before, ...change(value, before) };
  });
  return { base: base.period.id, cells };
}

function noBase(at: Window, windows: readonly Window[], window: { from: string; to: string }): Reason {
  const { kind, year, to } = at.period;
  const other = windows.find(
    ({ period }) =>
      period.kind === kind && period.year === year - 1 && period.to.slice(5, 7) === to.slice(5, 7),
  );
  if (other === undefined) return reason('no_base', inWords(window));
  return reason('other_window', inWords(other.period));
}

/** Why two windows cannot be compared at all. */
function unlike(at: Window, base: Window, counted: 'received' | 'accepted'): Reason | undefined {
  const strange = [at, base].find((window) => !isTold(window));
  if (strange !== undefined) return untold(strange);
  const [now, then] = [at.coverage, base.coverage];
  const whole = now[counted] === now.expected && then[counted] === then.expected;
  if (whole) return undefined;
  const params = { now: now[counted], owed: now.expected, before: then[counted], owedBefore: then.expected };
  return reason('other_coverage', params);
}

/** Difference, and growth in per cent with one decimal. */
function change(
  value: string,
  before: string,
): Pick<OnYear['cells'][number], 'difference' | 'growth' | 'reason'> {
  const difference = subtract(value, before);
  const side = compare(before, '0');
  if (side === 0) return { difference, growth: null, reason: reason('base_zero') };
  if (side < 0) return { difference, growth: null, reason: reason('base_negative') };
  return { difference, growth: divide(multiply(difference, '100'), before, 1) ?? null };
}

/** Rows of a newer version that the window's version does not have, each with its reason. */
export function absentRows(
  window: Window,
  newest: Template,
): { section: string; row: string; reason: Reason }[] {
  if (!isTold(window) || window.told.template.version === newest.version) return [];
  const { template } = window.told;
  const why = reason('row_absent', { version: template.version, ...labelled(window) });
  return newest.sections.flatMap((section) =>
    section.rowsFrom !== 'template' || section.kind !== 'grid'
      ? []
      : (section.rows ?? [])
          .filter((row) => row.heading !== true && isAbsent(template, { section: section.id, row: row.key }))
          .map((row) => ({ section: section.id, row: row.key, reason: why })),
  );
}
