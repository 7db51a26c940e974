/** How rules see a report: operand cells worked out once, their numbers, and the issues rules speak with. */
import {
  type CompiledRow,
  type CompiledSection,
  type CompiledTemplate,
  fillValues,
  type Values,
} from './compiled-template.ts';
import { compare, isDecimal } from './decimal.ts';
import { derive, type Occasion } from './derive.ts';
import { textLimit } from './field-check.ts';
import { isNumeric } from './field-types.ts';
import type { Fix, Issue } from './issue.ts';
import { cellName } from './issue-words.ts';
import { type CellRef, type Cells, type CellValue, cellAt, isEmpty, type ReportContent } from './report.ts';
import type { Rule, RuleKind } from './rule.ts';
import type { AssignedRow, Column } from './template.ts';
import type { CheckFacts } from './wire.ts';

/** One report under check. */
export interface View {
  readonly compiled: CompiledTemplate;
  readonly content: ReportContent;
  readonly assigned: readonly AssignedRow[];
  /** Keys and cells of the rows that may hold cells: printed, assigned, or written by the office. */
  tableOf(section: CompiledSection): RowTable;
  /** The same rows with assigned and computed values beside the office's own. */
  allValuesOf(section: CompiledSection): readonly Cells[];
  /** Rows of a section as they are checked, printed or assigned. */
  rowsOf(section: CompiledSection): readonly CompiledRow[];
  readonly facts: CheckFacts;
  readonly mode: 'draft' | 'submit';
  /** `section|row|column` of cells that already have an issue of their own; `content` does not hold them. */
  readonly bad: ReadonlySet<string>;
  /** Whether fixes are wanted; working them out costs time. */
  readonly offerFixes: boolean;
  report(issue: Issue): void;
}

/** Parallel arrays, so that rules over long lists walk them without making anything. */
export interface RowTable {
  readonly keys: readonly string[];
  readonly cells: readonly Cells[];
}

/** A rule over the rows of one section. Over a list it goes along while the cells are checked, so that each row is met once. */
export interface RowRule {
  readonly section: CompiledSection;
  /** Whether it reads the office's own cells only, not assigned or computed values. */
  readonly office: boolean;
  /** Begins with the rows of one report, as of a day: `all` of them in order, of which those met so far are sound. */
  begin(all: readonly Cells[], today: string): RowWatch;
}

export interface RowWatch {
  /** `values` are lent for this call. */
  meet(values: Readonly<Values>, index: number): void;
  /** Speaks, once all rows were met. */
  end(view: View): void;
}

/** One rule made ready for one template. */
export type RuleCheck = ((view: View) => void) | RowRule;
export type RuleOf<K extends RuleKind> = Extract<Rule, { kind: K }>;
export type RuleCompiler<K extends RuleKind> = (rule: RuleOf<K>, compiled: CompiledTemplate) => RuleCheck;

const cellKey = ({ section, row, column }: CellRef): string => `${section}|${row}|${column}`;

export const NO_CELLS: Cells = {};

export function cellsOf(view: View, section: string, row: string): Cells {
  return view.content[section]?.[row] ?? NO_CELLS;
}

/** What an office's cell holds; undefined = blank, or a cell that has an issue of its own. */
export function valueAt(view: View, at: CellRef): CellValue | undefined {
  return cellsOf(view, at.section, at.row)[at.column];
}

/** Whether the cell already has an issue of its own. */
export function isBad(view: View, at: CellRef): boolean {
  return view.bad.size > 0 && view.bad.has(cellKey(at));
}

/** The number in a cell: none counts as 0; undefined = nothing to compute with. */
export function numberAt(view: View, at: CellRef): string | undefined {
  const value = valueAt(view, at);
  return isEmpty(value) ? (value.empty === 'none' ? '0' : undefined) : value;
}

/** A rule over the rows of a section that reads these columns. */
export function rowRule(
  section: CompiledSection,
  reads: readonly string[],
  begin: RowRule['begin'],
): RowRule {
  const office = reads.every((name) => section.columns.get(name)?.column.source === 'office');
  return { section, office, begin };
}

/** Leads a rule through all rows of a report at once. */
export function meetAll(view: View, { section, office, begin }: RowRule): RowWatch {
  const all = office ? view.tableOf(section).cells : view.allValuesOf(section);
  const watch = begin(all, view.facts.today);
  const values: Values = [];
  for (const [index, cells] of all.entries()) watch.meet(fillValues(section, cells, values), index);
  return watch;
}

/** Every value of every row, whoever supplies it; computed for the occasion the report is checked on. */
export function allValues(
  { section, rows }: CompiledSection,
  { keys, cells }: RowTable,
  assignedRows: readonly AssignedRow[],
  occasion: Occasion,
): readonly Cells[] {
  const assigned = new Map(
    section.rowsFrom === 'assignment' ? assignedRows.map((row) => [row.key, row]) : [],
  );
  const printed = new Map(rows.map(({ key, row }) => [key, row]));
  return keys.map((key, index) => {
    const own = cells[index] ?? NO_CELLS;
    const row = assigned.get(key);
    const values = row?.values ?? {};
    return { ...derive(section, row ?? printed.get(key), own, values, occasion), ...values, ...own };
  });
}

/** The operand cells of one place a rule speaks at, in the rule's order; undefined where the form has no such cell. */
type Operands = readonly (CellRef | undefined)[];

interface Along {
  readonly axis: 'rows' | 'columns';
  readonly each: 'all' | readonly string[];
  readonly section?: string | undefined;
}

const open = (row: CompiledRow | undefined, column: string): boolean =>
  row?.columns.some(({ id }) => id === column) ?? false;

function numericIds(section: CompiledSection): string[] {
  return section.listRow.columns.filter(({ column }) => isNumeric(column)).map(({ id }) => id);
}

/** Every place an arithmetic rule speaks at. Over printed rows they are worked out once, otherwise for each report. */
export function operandPlaces(
  along: Along,
  names: readonly string[],
  compiled: CompiledTemplate,
): (view: View) => readonly Operands[] {
  if (along.axis === 'rows') {
    const places = rowOperands(along, names, compiled);
    return () => places;
  }
  const section = compiled.byId.get(along.section ?? compiled.sections[0]?.section.id ?? '');
  if (section === undefined) return () => [];
  if (section.section.rowsFrom === 'template') {
    const places = columnOperands(along, names, section, section.rows);
    return () => places;
  }
  return (view) => columnOperands(along, names, section, liveRows(view, section));
}

function liveRows(view: View, section: CompiledSection): readonly CompiledRow[] {
  if (section.section.rowsFrom === 'assignment') return view.rowsOf(section);
  const { listRow } = section;
  return view.tableOf(section).keys.map((key) => ({ ...listRow, key }));
}

function rowOperands(along: Along, names: readonly string[], compiled: CompiledTemplate): Operands[] {
  const owners = names.map((name) => compiled.sectionOfRow.get(name));
  const first = owners[0];
  if (first === undefined) return [];
  const columns = along.each === 'all' ? numericIds(first) : along.each;
  return columns.map((column) =>
    names.map((name, index) => {
      const owner = owners[index];
      const row = owner?.rows.find(({ key }) => key === name);
      return owner !== undefined && open(row, column)
        ? { section: owner.section.id, row: name, column }
        : undefined;
    }),
  );
}

function columnOperands(
  along: Along,
  names: readonly string[],
  section: CompiledSection,
  rows: readonly CompiledRow[],
): Operands[] {
  const meant = along.each === 'all' ? rows : rows.filter(({ key }) => along.each.includes(key));
  return meant.map((row) =>
    names.map((column) =>
      open(row, column) ? { section: section.section.id, row: row.key, column } : undefined,
    ),
  );
}

/** A cell a rule about single cells looks at, with the row and column it stands in. */
export interface SinglePlace {
  readonly at: CellRef;
  readonly row: CompiledRow;
  readonly column: Column;
}

/** Numeric office cells a rule about single cells repeats over: the columns named, or all cells of the rows named. */
export function singlePlaces(
  along: Along,
  compiled: CompiledTemplate,
): (view: View) => readonly SinglePlace[] {
  const sections = compiled.sections.filter(
    ({ section }) => along.section === undefined || section.id === along.section,
  );
  const named = (name: string): boolean => along.each === 'all' || along.each.includes(name);
  const placesIn = (section: CompiledSection, rows: readonly CompiledRow[]): SinglePlace[] =>
    rows
      .filter((row) => along.axis === 'rows' || named(row.key))
      .flatMap((row) =>
        row.columns
          .filter(({ id, column }) => isNumeric(column) && (along.axis === 'columns' || named(id)))
          .map(({ id, column }) => ({
            at: { section: section.section.id, row: row.key, column: id },
            row,
            column,
          })),
      );
  const printed = sections.flatMap((section) => placesIn(section, section.rows));
  const live = sections.filter(({ section }) => section.rowsFrom !== 'template');
  if (live.length === 0) return () => printed;
  return (view) => [...printed, ...live.flatMap((section) => placesIn(section, liveRows(view, section)))];
}

/** The code an issue of a rule kind carries. */
const CODES = {
  partsSum: 'parts_sum',
  atMost: 'at_most',
  partOf: 'part_of',
  matches: 'matches',
  requiredWhen: 'required_when',
  blankWhen: 'blank_when',
  boundWhen: 'bound_when',
  notInFuture: 'in_future',
  unique: 'unique',
  countPerGroup: 'count_per_group',
  monotonic: 'monotonic',
  band: 'band',
  sumOfPeriods: 'sum_of_periods',
  dateOrder: 'date_order',
} as const satisfies Record<RuleKind, Issue['code']>;

const ROW_TEXT_LENGTH = 60;

/** What a list row is called: the text with most room among those the form requires, else the first text there is. */
function rowText(section: CompiledSection | undefined, cells: Cells): string | undefined {
  if (section?.section.rowsFrom !== 'office') return undefined;
  const texts = section.listRow.columns.filter(({ column }) => column.type === 'text');
  const room = ({ column }: { readonly column: Column }): number => textLimit(column) ?? 0;
  const required = texts.filter((one) => one.required).sort((a, b) => room(b) - room(a));
  for (const { id } of [...required, ...texts]) {
    const value = cells[id];
    if (typeof value !== 'string') continue;
    return value.length <= ROW_TEXT_LENGTH ? value : `${value.slice(0, ROW_TEXT_LENGTH - 1).trim()}…`;
  }
  return undefined;
}

/**
 * A sum some parts of which are blank: the total need not be wrong. Where the parts so far fall short, `blank` says which of
 * the related cells are to be filled (their places in the list); where they exceed it, the total is at least their sum.
 */
function ofBlankParts(content: ReportContent, { code, params, related }: Issue): Record<string, string> {
  const isBlank = (ref: CellRef) => cellAt(content, ref) === undefined;
  const blank = code === 'parts_sum' ? related.flatMap((ref, i) => (isBlank(ref) ? [i] : [])) : [];
  const { found = '', sum = '', relation } = params;
  const [total, parts] = [found, sum].map((shown) => shown.replace(/\./g, '').replace(',', '.'));
  if (blank.length === 0 || !isDecimal(total ?? '') || !isDecimal(parts ?? '')) return {};
  if (compare(total ?? '', parts ?? '') > 0) return { blank: blank.join(' ') };
  return relation === 'equal' ? { relation: 'atLeast' } : {};
}

/** An issue with its params completed: what a list row is called, and which parts are blank. */
export function completeIssue(view: Pick<View, 'compiled' | 'content' | 'assigned'>, issue: Issue): Issue {
  const section = view.compiled.byId.get(issue.section);
  const params = { ...issue.params };
  const cells = view.content[issue.section]?.[issue.row ?? ''];
  const text = typeof cells === 'object' && cells !== null ? rowText(section, cells) : undefined;
  if (text !== undefined) params.rowText = text;
  Object.assign(params, ofBlankParts(view.content, issue));
  return { ...issue, params };
}

interface Spoken {
  readonly at: CellRef;
  readonly params: Readonly<Record<string, string>>;
  readonly related?: readonly CellRef[];
  readonly fixes?: readonly Fix[];
}

/** Speaks for a rule. Blank cells never stop a draft, so what asks for more is a note there. */
export function speak(view: View, rule: Rule, { at, params, related = [], fixes = [] }: Spoken): void {
  const code = CODES[rule.kind];
  const mild = view.mode === 'draft' && code === 'required_when';
  view.report(
    completeIssue(view, {
      code,
      severity: mild ? 'note' : rule.severity,
      rule: rule.id,
      ...at,
      params: { ...params },
      related: related.map((ref) => ({ ...ref })),
      fixes: fixes.map((fix) => ({ ...fix })),
    }),
  );
}

/** How another cell is called, seen from the issue's cell (vi). */
export function nameOf(view: View, at: CellRef, from: CellRef): string {
  return cellName(view.compiled.template, view.assigned, from, at, 'vi');
}
