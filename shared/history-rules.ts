/** Checkers of rules that compare a report with others of the same office: earlier periods, history, sums of periods. */
import { add, compare } from './decimal.ts';
import type { Fix } from './issue.ts';
import { showNumber } from './number.ts';
import { type CellRef, cellAt, isEmpty, type ReportContent } from './report.ts';
import { numberAt, type RuleCompiler, type SinglePlace, singlePlaces, speak } from './rule-view.ts';

const shown = (value: string): string => showNumber(value, 'vi');

/** A stock may fall and is never added up over periods; flows and cumulative figures may not. */
function isStock({ row, column }: SinglePlace): boolean {
  return (row.row?.overTime ?? column.overTime) === 'stock';
}

function numberIn(content: ReportContent, at: CellRef): string | undefined {
  const value = cellAt(content, at);
  return isEmpty(value) ? (value.empty === 'none' ? '0' : undefined) : value;
}

export const monotonic: RuleCompiler<'monotonic'> = (rule, compiled) => {
  const placesOf = singlePlaces(rule, compiled);
  return (view) => {
    const { previous } = view.facts;
    if (previous === undefined) return;
    for (const place of placesOf(view)) {
      const before = numberIn(previous, place.at);
      const now = numberAt(view, place.at);
      if (before === undefined || now === undefined || isStock(place) || compare(now, before) >= 0) continue;
      speak(view, rule, { at: place.at, params: { found: shown(now), limit: shown(before) } });
    }
  };
};

/** Median of sorted numbers. */
function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

const ascending = (a: number, b: number): number => a - b;

/** The smallest step the figures are written in: 1 for whole numbers, 0.01 for two decimals. */
const stepOf = (values: readonly string[]): number =>
  10 ** -Math.max(...values.map((value) => value.split('.')[1]?.length ?? 0));

/**
 * Median ± factor × MAD (as it is, not scaled to a standard deviation). Where the history hardly varies a step of its
 * last digit stands for the MAD. A warning sign only, so floating point is exact enough.
 */
export function usual(history: readonly string[], factor: number): { low: number; high: number } {
  const values = history.map(Number).sort(ascending);
  const centre = median(values);
  const mad = median(values.map((value) => Math.abs(value - centre)).sort(ascending));
  const spread = factor * Math.max(mad, stepOf(history));
  return { low: centre - spread, high: centre + spread };
}

/** A limit for people: rounded to what the eye can use, outwards, so that no value shown as a limit lies outside. */
function limitWords(value: number, up: boolean): string {
  const scaled = value * 100;
  return shown(String((up ? Math.ceil(scaled) : Math.floor(scaled)) / 100));
}

export const band: RuleCompiler<'band'> = (rule, compiled) => {
  const placesOf = singlePlaces(rule, compiled);
  return (view) => {
    const { history } = view.facts;
    if (history === undefined) return;
    for (const { at } of placesOf(view)) {
      const past = history[`${at.row}|${at.column}`];
      const now = numberAt(view, at);
      if (past === undefined || now === undefined || past.length < rule.minPoints) continue;
      const { low, high } = usual(past, rule.factor);
      const value = Number(now);
      if (value >= low && value <= high) continue;
      const side = value < low ? 'low' : 'high';
      const params = { found: shown(now), min: limitWords(low, false), max: limitWords(high, true), side };
      speak(view, rule, { at, params });
    }
  };
};

/** Σ of the cell over the periods; undefined while one of them has no number there. */
function sumOver(periods: readonly ReportContent[], at: CellRef): string | undefined {
  let sum = '0';
  for (const period of periods) {
    const value = numberIn(period, at);
    if (value === undefined) return undefined;
    sum = add(sum, value);
  }
  return sum;
}

export const sumOfPeriods: RuleCompiler<'sumOfPeriods'> = (rule, compiled) => {
  const placesOf = singlePlaces(rule, compiled);
  return (view) => {
    const { increments } = view.facts;
    if (increments === undefined || increments.length === 0) return;
    for (const place of placesOf(view)) {
      const now = numberAt(view, place.at);
      const sum = now === undefined ? undefined : sumOver(increments, place.at);
      if (now === undefined || sum === undefined || isStock(place) || compare(now, sum) === 0) continue;
      const fix: Fix = {
        label: 'sumOfPeriods',
        params: { value: shown(sum) },
        cells: [{ ...place.at, value: sum }],
      };
      const fixes = view.offerFixes ? [fix] : [];
      speak(view, rule, { at: place.at, params: { found: shown(now), sum: shown(sum) }, fixes });
    }
  };
};
