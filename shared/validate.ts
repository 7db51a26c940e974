/** Validation that teaches: one function for the sidebar and the server; wrong cells are results, never exceptions. */
import { withFix } from './changes.ts';
import { type CellContext, checkCells } from './check-cells.ts';
import { compileRules } from './check-rules.ts';
import { type CompiledRow, type CompiledSection, compileTemplate, gridRows } from './compiled-template.ts';
import { swapped } from './dates.ts';
import { emptyLists } from './empty-lists.ts';
import { type Fix, type Issue, issueKey } from './issue.ts';
import type { Cells, ReportContent } from './report.ts';
import { allValues, meetAll, NO_CELLS, type RowTable, type View } from './rule-view.ts';
import { soundCells } from './sound-cells.ts';
import type { AssignedRow, Template } from './template.ts';
import type { CheckFacts } from './wire.ts';

export interface CheckContext {
  readonly assigned: readonly AssignedRow[];
  readonly facts: CheckFacts;
  /** draft: blank required cells are notes and block nothing. submit: they are errors. */
  readonly mode: 'draft' | 'submit';
  /** Whether to offer fixes, each proven by checking its result; true unless said otherwise. */
  readonly offerFixes?: boolean;
}

export interface Validation {
  /** No error among the issues. Warnings need a reason, which the caller asks for: see unreasoned. */
  readonly ok: boolean;
  /** The content itself when every cell is sound; otherwise only its sound cells. */
  readonly values: ReportContent;
  /** Root causes first: structure, cells, blank cells, blank lists, promises that passed, then rules in the template's order. */
  readonly issues: Issue[];
}

/** Rows checked again, in all, to prove fixes: beyond that fixes are offered in a later check. */
const PROOF_ROWS = 60_000;
const LEAST_PROOFS = 8;

/**
 * Checks a report against its template. `content` may be any JSON. Not ok ⇔ at least one issue is an error.
 * Rules say nothing about cells that already have an issue of their own.
 */
export function validate(template: Template, content: ReportContent, context: CheckContext): Validation {
  const offerFixes = context.offerFixes !== false;
  const { issues, sound } = check(template, content, context, offerFixes);
  if (issues.length === 0) return { ok: true, values: content, issues };
  const proven = offerFixes ? withProvenFixes(template, content, context, issues) : issues;
  return { ok: !issues.some(({ severity }) => severity === 'error'), values: sound(), issues: proven };
}

interface Checked {
  readonly issues: Issue[];
  readonly sound: () => ReportContent;
}

function check(
  template: Template,
  content: ReportContent,
  context: CheckContext,
  offerFixes: boolean,
): Checked {
  const compiled = compileTemplate(template);
  const rules = compileRules(compiled);
  const cellContext: CellContext = {
    compiled,
    content,
    assigned: context.assigned,
    mode: context.mode,
    offerFixes,
    today: context.facts.today,
    rowRules: rules.rows,
  };
  const { structure, typed, blank, remarks, bad, tables, watches } = checkCells(cellContext);
  const dirty = structure.length > 0 || typed.length > 0;
  const sound = (): ReportContent => (dirty ? soundCells(cellContext, bad) : content);
  const ruleIssues: Issue[] = [];
  const base = { facts: context.facts, bad, ...cellContext };
  const view = dirty
    ? viewOf({ ...base, content: sound() }, new Map(), ruleIssues)
    : viewOf(base, tables, ruleIssues);
  for (const rule of rules.all) {
    if (typeof rule === 'function') rule(view);
    else ((dirty ? undefined : watches.get(rule)) ?? meetAll(view, rule)).end(view);
  }
  const ofCells = [...structure, ...typed, ...blank, ...emptyLists(cellContext, structure), ...remarks];
  return { issues: ofCells.length === 0 ? ruleIssues : [...ofCells, ...ruleIssues], sound };
}

type ViewBase = Omit<View, 'rowsOf' | 'tableOf' | 'allValuesOf' | 'report'>;

/** Works a thing out when first asked for, and once. */
function once<K, V>(make: (key: K) => V, known: Map<K, V>): (key: K) => V {
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** `tables` holds what is laid out already; the rest is laid out when a rule first asks. */
function viewOf(base: ViewBase, tables: Map<CompiledSection, RowTable>, issues: Issue[]): View {
  const { assigned, content, facts } = base;
  const spoken = new Set<string>();
  const rowsOf = once(
    (section: CompiledSection) => gridRows(section, assigned),
    new Map<CompiledSection, readonly CompiledRow[]>(),
  );
  const table = once((section: CompiledSection) => tableOf(section, content, rowsOf), tables);
  return {
    rowsOf,
    tableOf: table,
    allValuesOf: once(
      (section: CompiledSection) => allValues(section, table(section), assigned, facts),
      new Map<CompiledSection, readonly Cells[]>(),
    ),
    // One issue per rule and cell: a funnel may reach the same cell twice.
    report: (issue) => {
      const key = issueKey(issue);
      if (spoken.has(key)) return;
      spoken.add(key);
      issues.push(issue);
    },
    ...base,
  };
}

function tableOf(
  section: CompiledSection,
  content: ReportContent,
  rowsOf: (section: CompiledSection) => readonly CompiledRow[],
): RowTable {
  const rows = content[section.section.id] ?? {};
  if (section.section.rowsFrom === 'office') return { keys: Object.keys(rows), cells: Object.values(rows) };
  const keys = rowsOf(section).map(({ key }) => key);
  return { keys, cells: keys.map((key) => rows[key] ?? NO_CELLS) };
}

/** Keeps of each issue only the fixes that clear it and add nothing, found by checking the mended content. */
function withProvenFixes(
  template: Template,
  content: ReportContent,
  context: CheckContext,
  issues: readonly Issue[],
): Issue[] {
  const before = new Set(issues.map(issueKey));
  let proofs = Math.max(LEAST_PROOFS, Math.floor(PROOF_ROWS / (rowsIn(content ?? {}) + 1)));
  const holds = (issue: Issue, fix: Fix): boolean => {
    proofs--;
    const left = check(template, withFix(content, fix), context, false).issues;
    const after = left.map(issueKey);
    return !after.includes(issueKey(issue)) && after.every((key) => before.has(key)) && !isDoubted(fix, left);
  };
  return issues.map((issue) => {
    if (issue.fixes.length === 0) return issue;
    const all = allSwapped(template, content, issue);
    const asked = issue.fixes.length + (all === undefined ? 0 : 1);
    // What the proofs left do not reach through is offered nothing: one of two that both hold would look like the only one.
    const fixes = asked > proofs ? [] : issue.fixes.filter((fix) => holds(issue, fix));
    const isOneDay = fixes.length === 0 || all === undefined || !holds(issue, all);
    return { ...issue, fixes: isOneDay ? onlySwap(fixes) : fixes.filter(({ label }) => label !== 'swapDay') };
  });
}

/** By the label of a fix. */
const DOUBTED_BY: Readonly<Record<string, readonly Issue['code'][]>> = {
  sumOfParts: ['parts_sum'],
  restOfTotal: ['parts_sum'],
  swapDay: ['date_order', 'in_future'],
};

/** A rule of the same kind is still broken through the same cell, or of days in the same row: then nothing tells what is wrong. */
function isDoubted({ label, cells }: Fix, left: readonly Issue[]): boolean {
  const codes = DOUBTED_BY[label] ?? [];
  const placeOf = ({ section, row, column }: Pick<Issue, 'section' | 'row' | 'column'>): string =>
    JSON.stringify([section, row, label === 'swapDay' ? '' : column]);
  const touched = new Set(cells.map(placeOf));
  return left.some(
    (issue) => codes.includes(issue.code) && [issue, ...issue.related].some((at) => touched.has(placeOf(at))),
  );
}

/**
 * Every day of the row changed over, as a file of another locale reads them: where that holds too, one day alone is half a
 * mending. undefined where a day can be meant in one way only, or there is but one.
 */
function allSwapped(
  template: Template,
  content: ReportContent,
  { section, row = '', fixes }: Issue,
): Fix | undefined {
  const fix = fixes.find(({ label }) => label === 'swapDay');
  if (fix === undefined) return undefined;
  const typed = template.sections
    .find(({ id }) => id === section)
    ?.columns.filter(({ type, source }) => type === 'date' && source === 'office');
  const days = (typed ?? []).flatMap(({ id: column }) => {
    const day = content[section]?.[row]?.[column];
    return typeof day === 'string' ? [{ column, day, other: swapped(day) }] : [];
  });
  if (days.some(({ day, other }) => other === undefined && day.slice(5, 7) !== day.slice(8)))
    return undefined;
  const cells = days.flatMap(({ column, other }) =>
    other === undefined ? [] : [{ section, row, column, value: other }],
  );
  return cells.length > 1 ? { ...fix, cells } : undefined;
}

/** Of two days that may each have been written the other way round nobody knows. */
function onlySwap(fixes: Fix[]): Fix[] {
  const swaps = fixes.filter(({ label }) => label === 'swapDay');
  return swaps.length > 1 ? fixes.filter(({ label }) => label !== 'swapDay') : fixes;
}

function rowsIn(content: ReportContent): number {
  let rows = 0;
  for (const section of Object.values(content)) rows += Object.keys(section ?? {}).length;
  return rows;
}

/** Warnings nobody has given a reason for. `reasons` is keyed by issueKey; a reason of spaces is none. */
export function unreasoned(issues: readonly Issue[], reasons: Readonly<Record<string, string>>): Issue[] {
  return issues.filter(
    (issue) => issue.severity === 'warning' && (reasons[issueKey(issue)] ?? '').trim() === '',
  );
}
