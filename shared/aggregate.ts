/** How a report adds up: what one report contributes, and what the summed contributions mean. */
import { canonicalJson } from './canonical.ts';
import { add, compare, divide, multiply } from './decimal.ts';
import { derive } from './derive.ts';
import type { PeriodKind } from './period.ts';
import { type Cells, type CellValue, isEmpty, type ReportContent } from './report.ts';
import { ALL, bucketValues } from './task-counts.ts';
import type { Aggregation, AssignedRow, Column, Row, Section, Template } from './template.ts';
import type { Total } from './wire.ts';

export { countBuckets, taskCounts, taskSections } from './task-counts.ts';

type MeasureState = 'number' | 'none' | 'notApplicable' | 'notYetKnown';

/**
 * One addend. Reports are summed per (section, row, column, bucket); `value` is a decimal string, '0' unless `state` is
 * `number`. Bucket '' is a plain sum. Other buckets are canonical JSON: `{"min":v}` and `{"max":v}` count the reports
 * with v, `{"part":"numerator"}` (already scaled) and `{"part":"denominator"}` sum the sides of a ratio, and under row
 * '*', column '*' `{column: value}` counts rows by combination. Lists are summed over their rows under row '*'.
 */
export interface Measure {
  readonly section: string;
  readonly row: string;
  readonly column: string;
  readonly bucket: string;
  readonly value: string;
  readonly state: MeasureState;
  readonly estimate: boolean;
}

/** Measures of many reports added up: Σ value, and how many of them had each state. */
export interface SummedMeasure {
  readonly section: string;
  readonly row: string;
  readonly column: string;
  readonly bucket: string;
  readonly value: string;
  readonly number: number;
  readonly none: number;
  readonly notApplicable: number;
  readonly notYetKnown: number;
  readonly estimate: number;
}

const NUMERATOR = canonicalJson({ part: 'numerator' });
const DENOMINATOR = canonicalJson({ part: 'denominator' });

interface RowFacts {
  readonly section: Section;
  readonly row: Row | undefined;
  readonly cells: Cells;
  readonly assigned: Record<string, string>;
}

const NO_AGGREGATION: Aggregation = { kind: 'none' };
const NO_CELLS: Cells = {};

/**
 * The row's own aggregation wins over its column's, but the two sides of a row's ratio keep their own: they are what is
 * divided. A column without one never adds up, whatever its rows say, and neither does a column closed in the row.
 */
function aggregationOf(column: Column, row: Row | undefined): Aggregation {
  if (column.overUnits === undefined || isClosed(column, row)) return NO_AGGREGATION;
  const own = row?.overUnits;
  const isSide = own?.kind === 'ratio' && (own.numerator === column.id || own.denominator === column.id);
  return isSide ? column.overUnits : (own ?? column.overUnits);
}

function isClosed(column: Column, row: Row | undefined): boolean {
  return column.source === 'office' && row?.open !== undefined && !row.open.includes(column.id);
}

/** All that one report contributes to totals, in template order. Blank cells contribute nothing. */
export function measuresOf(
  template: Template,
  assigned: readonly AssignedRow[],
  content: ReportContent,
  periodKind: PeriodKind,
): Measure[] {
  const measures: Measure[] = [];
  for (const section of template.sections) {
    const rows = rowFacts(section, assigned, content[section.id] ?? {});
    if (section.kind === 'grid') {
      for (const facts of rows) measures.push(...rowMeasures(facts, facts.row?.key ?? ALL));
    } else {
      measures.push(...listMeasures(rows));
    }
    if (section.countBy !== undefined) measures.push(...countMeasures(section.countBy, rows, periodKind));
  }
  return measures;
}

function rowFacts(
  section: Section,
  assigned: readonly AssignedRow[],
  content: Readonly<Record<string, Cells>>,
): RowFacts[] {
  if (section.rowsFrom === 'office') {
    return Object.values(content).map((cells) => ({ section, row: undefined, cells, assigned: {} }));
  }
  if (section.rowsFrom === 'assignment') {
    return assigned.map((row) => ({
      section,
      row,
      cells: content[row.key] ?? NO_CELLS,
      assigned: row.values,
    }));
  }
  const rows: RowFacts[] = [];
  for (const row of section.rows ?? []) {
    const cells = content[row.key];
    if (cells !== undefined && row.heading !== true) rows.push({ section, row, cells, assigned: {} });
  }
  return rows;
}

/** Columns that may add up, found once: most columns of a form never do. */
const addedColumns = new WeakMap<Section, readonly Column[]>();

function columnsAdded(section: Section): readonly Column[] {
  const known = addedColumns.get(section);
  if (known !== undefined) return known;
  const added = section.columns.filter(({ overUnits }) => overUnits !== undefined);
  addedColumns.set(section, added);
  return added;
}

function rowMeasures(facts: RowFacts, row: string): Measure[] {
  const { section, cells } = facts;
  const estimated =
    section.estimate !== undefined && cells[section.estimate.column] === section.estimate.option;
  const measures: Measure[] = [];
  for (const column of columnsAdded(section)) {
    const cell = cells[column.id];
    // Only a ratio speaks for a cell nobody typed.
    if (cell === undefined && column.overUnits?.kind !== 'ratio' && facts.row?.overUnits?.kind !== 'ratio')
      continue;
    const aggregation = aggregationOf(column, facts.row);
    const address = { section: section.id, row, column: column.id };
    if (aggregation.kind === 'ratio') {
      measures.push(...ratioMeasures(address, aggregation, cells, estimated));
    } else if (aggregation.kind !== 'none' && cell !== undefined) {
      measures.push(cellMeasure(address, aggregation, cell, estimated));
    }
  }
  return measures;
}

type Address = Pick<Measure, 'section' | 'row' | 'column'>;

/** Written out member by member: a report makes hundreds of these on its way into the totals. */
function measure(
  at: Address,
  bucket: string,
  value: string,
  state: MeasureState,
  estimate: boolean,
): Measure {
  return { section: at.section, row: at.row, column: at.column, bucket, value, state, estimate };
}

function cellMeasure(at: Address, aggregation: Aggregation, cell: CellValue, estimated: boolean): Measure {
  if (isEmpty(cell)) return measure(at, '', '0', cell.empty, false);
  if (aggregation.kind !== 'min' && aggregation.kind !== 'max')
    return measure(at, '', cell, 'number', estimated);
  return measure(at, canonicalJson({ [aggregation.kind]: cell }), '1', 'number', estimated);
}

const numberOf = (cell: CellValue): string => (isEmpty(cell) ? '0' : cell);

/** Both sides or none: an office that gave only one of them must not bend the province's ratio. */
function ratioMeasures(
  at: Address,
  ratio: Extract<Aggregation, { kind: 'ratio' }>,
  cells: Cells,
  estimated: boolean,
): Measure[] {
  const numerator = cells[ratio.numerator];
  const denominator = cells[ratio.denominator];
  if (numerator === undefined || denominator === undefined) return [];
  const blocked = [numerator, denominator].find((cell) => isEmpty(cell) && cell.empty !== 'none');
  if (isEmpty(blocked)) return [measure(at, '', '0', blocked.empty, false)];
  return [
    measure(at, NUMERATOR, multiply(numberOf(numerator), String(ratio.scale)), 'number', estimated),
    measure(at, DENOMINATOR, numberOf(denominator), 'number', estimated),
  ];
}

/** One measure per list column and report: a report with any number counts once, whatever its number of rows. */
function listMeasures(rows: readonly RowFacts[]): Measure[] {
  const sums = new Map<string, Measure>();
  for (const facts of rows) {
    for (const addend of rowMeasures(facts, ALL)) {
      const key = `${addend.column}|${addend.bucket}`;
      const sum = sums.get(key);
      sums.set(key, sum === undefined ? addend : together(sum, addend));
    }
  }
  return [...sums.values()].filter(({ state, column }) => state === 'number' || !hasNumber(sums, column));
}

function hasNumber(sums: ReadonlyMap<string, Measure>, column: string): boolean {
  for (const sum of sums.values()) {
    if (sum.column === column && sum.state === 'number') return true;
  }
  return false;
}

const STATE_ORDER: readonly MeasureState[] = ['number', 'notYetKnown', 'none', 'notApplicable'];

function together(a: Measure, b: Measure): Measure {
  const state = STATE_ORDER.indexOf(a.state) <= STATE_ORDER.indexOf(b.state) ? a.state : b.state;
  return measure(a, a.bucket, add(a.value, b.value), state, a.estimate || b.estimate);
}

function countMeasures(
  countBy: readonly string[],
  rows: readonly RowFacts[],
  periodKind: PeriodKind,
): Measure[] {
  const counts = new Map<string, number>();
  let section = '';
  for (const facts of rows) {
    if (Object.keys(facts.cells).length === 0 || facts.row?.counted === false) continue;
    section = facts.section.id;
    const bucket = canonicalJson(combination(countBy, facts, periodKind));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return [...counts].map(([bucket, count]) => ({
    section,
    row: ALL,
    column: ALL,
    bucket,
    value: String(count),
    state: 'number' as const,
    estimate: false,
  }));
}

function combination(
  countBy: readonly string[],
  facts: RowFacts,
  periodKind: PeriodKind,
): Record<string, string> {
  const needsDerived = facts.section.columns.some(
    ({ id, derive: how }) => how !== undefined && countBy.includes(id),
  );
  // Columns that depend on a date are refused by checkTemplate in countBy, so any date will do here.
  const occasion = { today: '1970-01-01', periodKind };
  const derived = needsDerived ? derive(facts.section, facts.row, facts.cells, facts.assigned, occasion) : {};
  const values: Record<string, string> = {};
  for (const column of countBy) {
    const value = facts.cells[column] ?? facts.assigned[column] ?? derived[column];
    if (typeof value === 'string') values[column] = value;
  }
  return values;
}

interface Group {
  readonly section: Section;
  readonly column: Column;
  readonly row: string;
  /** A greatest or smallest figure: one of those given, so offices without any make none. */
  readonly isExtreme: boolean;
  /** Place of section, row and column in the template; rows the template does not print come last. */
  readonly order: readonly [number, number, number];
  readonly buckets: Map<string, SummedMeasure>;
}

/**
 * The totals behind summed measures, one per (section, row, column), in template order; rows an assignment brought keep
 * the order they come in. `value` is 0 where reports only declared none, null where none of them had either, and always
 * a figure somebody gave where it is the greatest or smallest. Combination counts are left to countBuckets.
 */
export function finishTotals(template: Template, summed: readonly SummedMeasure[]): Total[] {
  const groups = new Map<string, Group>();
  for (const measure of summed) {
    const key = `${measure.section}|${measure.row}|${measure.column}`;
    const group = groups.get(key) ?? newGroup(template, measure);
    if (group === undefined) continue;
    group.buckets.set(measure.bucket, measure);
    groups.set(key, group);
  }
  return [...groups.values()].sort(byOrder).map(finish);
}

function newGroup(template: Template, measure: SummedMeasure): Group | undefined {
  const sectionIndex = template.sections.findIndex((section) => section.id === measure.section);
  const section = template.sections[sectionIndex];
  const columnIndex = section?.columns.findIndex((column) => column.id === measure.column) ?? -1;
  const column = section?.columns[columnIndex];
  if (section === undefined || column === undefined) return undefined;
  const printed = section.rows?.findIndex((row) => row.key === measure.row) ?? -1;
  const rowIndex = printed < 0 ? Number.MAX_SAFE_INTEGER : printed;
  const { kind } = aggregationOf(column, section.rows?.[printed]);
  return {
    section,
    column,
    row: measure.row,
    isExtreme: kind === 'min' || kind === 'max',
    order: [sectionIndex, rowIndex, columnIndex],
    buckets: new Map(),
  };
}

function byOrder(a: Group, b: Group): number {
  return a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2];
}

function finish(group: Group): Total {
  const { section, column, buckets } = group;
  const plain = buckets.get('');
  const { value, number, estimate } = numbersOf(column, buckets);
  const none = plain?.none ?? 0;
  const withoutNumber = none > 0 && !group.isExtreme ? '0' : null;
  return {
    section: section.id,
    row: group.row,
    column: column.id,
    value: number > 0 ? value : withoutNumber,
    number,
    none,
    notApplicable: plain?.notApplicable ?? 0,
    notYetKnown: plain?.notYetKnown ?? 0,
    estimate,
  };
}

type Numbers = Pick<Total, 'value' | 'number' | 'estimate'>;

/** The buckets themselves tell how the cell adds up: an assigned row may differ from its column, office by office. */
function numbersOf(column: Column, buckets: ReadonlyMap<string, SummedMeasure>): Numbers {
  const above = buckets.get(NUMERATOR);
  const below = buckets.get(DENOMINATOR);
  if (above !== undefined && below !== undefined && above.number > 0) {
    const value = divide(above.value, below.value, column.decimals ?? 1) ?? null;
    return { value, number: above.number, estimate: above.estimate };
  }
  const counted = extreme(buckets);
  return counted.number > 0 ? counted : (buckets.get('') ?? counted);
}

/** Reports are counted per value, so taking one back never loses the next best. */
function extreme(buckets: ReadonlyMap<string, SummedMeasure>): Numbers {
  let value: string | null = null;
  let number = 0;
  let estimate = 0;
  for (const [bucket, measure] of buckets) {
    if (bucket === '' || measure.number <= 0) continue;
    const { min, max } = bucketValues(bucket);
    const candidate = min ?? max;
    if (candidate === undefined) continue;
    number += measure.number;
    estimate += measure.estimate;
    if (value === null || compare(candidate, value) === (min === undefined ? 1 : -1)) value = candidate;
  }
  return { value, number, estimate };
}
