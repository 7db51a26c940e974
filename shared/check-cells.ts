/** Checks every cell of a report by itself: known places, canonical values, required cells. Good rows cost no allocation. */
import {
  type CompiledColumn,
  type CompiledRow,
  type CompiledSection,
  type CompiledTemplate,
  fillValues,
  gridRows,
  type Values,
} from './compiled-template.ts';
import { isIsoDate, showDate } from './dates.ts';
import { unreadPromise } from './empty-words.ts';
import { FIELD_TYPES } from './field-types.ts';
import type { Fix, Issue, IssueCode } from './issue.ts';
import { type Cells, type CellValue, Empty, type ReportContent } from './report.ts';
import { completeIssue, NO_CELLS, type RowRule, type RowTable, type RowWatch } from './rule-view.ts';
import type { AssignedRow } from './template.ts';
import { clean } from './text.ts';

/** Issues of cells, root causes first, and the keys (`section|row|column`) of cells rules must be silent about. */
interface CellFindings {
  readonly structure: Issue[];
  readonly typed: Issue[];
  readonly blank: Issue[];
  /** Told of cells that hold nothing wrong: rules see them as they are. */
  readonly remarks: Issue[];
  readonly bad: Set<string>;
  /** Keys and cells of list sections, laid out once for the rules as well. */
  readonly tables: Map<CompiledSection, RowTable>;
  /** Rules that met every row on the way; worth something only where structure and typed cells are without issue. */
  readonly watches: Map<RowRule, RowWatch>;
}

export interface CellContext {
  readonly compiled: CompiledTemplate;
  readonly content: ReportContent;
  readonly assigned: readonly AssignedRow[];
  readonly mode: 'draft' | 'submit';
  readonly offerFixes: boolean;
  /** Date the report is read as of (ISO). */
  readonly today: string;
  readonly rowRules: readonly RowRule[];
}

/** Where a check is: what is needed to speak about a cell. */
interface Place extends CellContext {
  readonly section: CompiledSection;
  readonly found: CellFindings;
}

/** Keys of rows an office adds. */
export const LIST_KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function countKeys(record: object): number {
  let count = 0;
  for (const _key in record) count++;
  return count;
}

/** Takes any JSON as content: what is not shaped like a report becomes issues, never an exception. */
export function checkCells(context: CellContext): CellFindings {
  const found: CellFindings = {
    structure: [],
    typed: [],
    blank: [],
    remarks: [],
    bad: new Set(),
    tables: new Map(),
    watches: new Map(),
  };
  const { content, compiled } = context;
  if (!isRecord(content)) {
    found.structure.push(structural('unknown_section', '', undefined, undefined, typeof content));
    return found;
  }
  for (const section of compiled.sections) {
    // Own names first: every cell is checked through this object, and a name added behind a spread makes it slow.
    const place = { section, found, ...context };
    const rows = content[section.section.id];
    if (rows === undefined) checkRows(place, {});
    else if (isRecord(rows)) checkRows(place, rows);
    else
      found.structure.push(structural('unknown_section', section.section.id, undefined, undefined, 'JSON'));
  }
  for (const id of Object.keys(content)) {
    if (!compiled.byId.has(id))
      found.structure.push(structural('unknown_section', id, undefined, undefined, id));
  }
  return found;
}

function structural(
  code: IssueCode,
  section: string,
  row: string | undefined,
  column: string | undefined,
  found: string,
): Issue {
  return {
    code,
    severity: 'error',
    section,
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
    params: { found: found.slice(0, 200) },
    related: [],
    fixes: [],
  };
}

function checkRows(place: Place, rows: Readonly<Record<string, Cells>>): void {
  if (place.section.section.rowsFrom === 'office') checkListRows(place, rows);
  else checkGridRows(place, rows);
}

function checkListRows(place: Place, rows: Readonly<Record<string, Cells>>): void {
  const { section, found } = place;
  const table = { keys: Object.keys(rows), cells: Object.values(rows) };
  found.tables.set(section, table);
  const watches = watchesOf(place, table.cells);
  const values: Values = Array.from({ length: section.columns.size });
  for (let index = 0; index < table.keys.length; index++) {
    const key = table.keys[index] ?? '';
    const cells = table.cells[index];
    if (!LIST_KEY.test(key) || !isRecord(cells)) {
      found.structure.push(structural('unknown_row', section.section.id, key, undefined, key));
      continue;
    }
    if (!isFine(section.listRow, cells, values)) {
      examineRow(place, section.listRow, key, cells);
      fillValues(section, table.cells[index] ?? NO_CELLS, values);
    }
    if (isSound(found)) meetWith(watches, values, index);
  }
  const count = table.keys.length;
  const limit = section.section.maxRows;
  if (limit !== undefined && count > limit) {
    const issue = structural('too_many_rows', section.section.id, undefined, undefined, String(count));
    found.structure.push({ ...issue, params: { ...issue.params, limit: String(limit) } });
  }
}

/** Every cell so far is what its column asks for, if not blank. */
const isSound = ({ structure, typed }: CellFindings): boolean => structure.length === 0 && typed.length === 0;

function meetWith(watches: readonly RowWatch[], values: Values, index: number): void {
  for (const watch of watches) watch.meet(values, index);
}

function watchesOf({ section, found, rowRules, today }: Place, rows: readonly Cells[]): readonly RowWatch[] {
  const watches: RowWatch[] = [];
  for (const rule of rowRules) {
    if (rule.section !== section || !rule.office) continue;
    const watch = rule.begin(rows, today);
    found.watches.set(rule, watch);
    watches.push(watch);
  }
  return watches;
}

function checkGridRows(place: Place, rows: Readonly<Record<string, unknown>>): void {
  const { section, found } = place;
  let seen = 0;
  const expected = gridRows(section, place.assigned);
  for (const row of expected) {
    const cells = rows[row.key];
    if (cells !== undefined) seen++;
    if (cells !== undefined && !isRecord(cells)) {
      found.structure.push(structural('unknown_row', section.section.id, row.key, undefined, row.key));
    } else if (!isFine(row, cells ?? NO_CELLS, [])) {
      examineRow(place, row, row.key, cells ?? NO_CELLS);
    }
  }
  if (seen === countKeys(rows)) return;
  const known = new Set(expected.map(({ key }) => key));
  for (const key of Object.keys(rows)) {
    if (!known.has(key))
      found.structure.push(structural('unknown_row', section.section.id, key, undefined, key));
  }
}

/** Position of the column called `name`, looked for from `from` on and around; -1 = none. Cells nearly always come in order. */
function placeOf(columns: readonly CompiledColumn[], name: string, from: number): number {
  for (let at = from; at < columns.length; at++) if (columns[at]?.id === name) return at;
  for (let at = 0; at < from; at++) if (columns[at]?.id === name) return at;
  return -1;
}

/**
 * The path nearly every row takes: all values canonical, nothing required blank, nothing unknown. The row's own names lead
 * it: asking a row for each name of the form would look every one of them up. Leaves the cells of a fine row in `values`.
 */
function isFine(
  { columns, required }: CompiledRow,
  cells: Readonly<Record<string, unknown>>,
  values: Values,
): boolean {
  values.fill(undefined);
  let missing = required;
  let next = 0;
  for (const name in cells) {
    const value = cells[name];
    if (value === undefined) return false;
    const at = placeOf(columns, name, next);
    const column = columns[at];
    if (column === undefined) return false;
    if (typeof value === 'string') {
      if (column.check(value) !== undefined) return false;
      values[column.slot] = value;
    } else if (isPlainEmpty(value)) {
      values[column.slot] = value;
    } else {
      return false;
    }
    if (column.required) missing--;
    next = at + 1;
  }
  return missing === 0;
}

type PlainEmpty = Exclude<CellValue, string | { empty: 'notYetKnown' }>;

/** none and notApplicable; a notYetKnown is looked at closely. */
function isPlainEmpty(value: unknown): value is PlainEmpty {
  if (!isRecord(value) || countKeys(value) !== 1) return false;
  return value.empty === 'none' || value.empty === 'notApplicable';
}

/** Says everything that is wrong in one row. A list row without any cell is no row. */
function examineRow(
  place: Place,
  row: CompiledRow,
  key: string,
  cells: Readonly<Record<string, unknown>>,
): void {
  const names = Object.keys(cells);
  if (row.row === undefined && names.length === 0) return;
  for (const column of row.columns) {
    const value = cells[column.id];
    if (value !== undefined) examineCell(place, column, key, value);
    else if (column.required) sayBlank(place, column, key);
  }
  const open = new Set(row.columns.map(({ id }) => id));
  for (const name of names) {
    if (!open.has(name)) sayClosed(place, key, name, cells[name]);
  }
}

const markBad = (place: Place, row: string, column: string): void => {
  place.found.bad.add(`${place.section.section.id}|${row}|${column}`);
};

function sayBlank(place: Place, column: CompiledColumn, row: string): void {
  markBad(place, row, column.id);
  place.found.blank.push(
    completeIssue(place, {
      code: 'required',
      severity: place.mode === 'submit' ? 'error' : 'note',
      section: place.section.section.id,
      row,
      column: column.id,
      params: { found: '' },
      related: [],
      fixes: [],
    }),
  );
}

function sayClosed(place: Place, row: string, name: string, value: unknown): void {
  const section = place.section.section.id;
  const known = place.section.columns.has(name);
  const shown = typeof value === 'string' ? value : '…';
  const issue = structural(
    known ? 'closed_cell' : 'unknown_column',
    section,
    row,
    name,
    known ? shown : name,
  );
  const clear: Fix = { label: 'clear', params: {}, cells: [{ section, row, column: name, value: null }] };
  place.found.structure.push(
    completeIssue(place, known && place.offerFixes ? { ...issue, fixes: [clear] } : issue),
  );
}

function examineCell(place: Place, column: CompiledColumn, row: string, value: unknown): void {
  const code = typeof value === 'string' ? column.check(value) : emptyProblem(value, place.today);
  if (code === undefined || code === 'promise_unread') {
    if (code === undefined) sayPromisePast(place, column, row, value);
    else sayPromiseUnread(place, column, row, value);
    return;
  }
  markBad(place, row, column.id);
  const section = place.section.section.id;
  const text = typeof value === 'string' ? value : '';
  const issue: Issue = {
    code,
    severity: 'error',
    section,
    row,
    column: column.id,
    params: {
      found: foundWords(column, text),
      ...(code === 'text_too_long' ? { length: String(text.length) } : {}),
    },
    related: [],
    fixes:
      place.offerFixes && text !== '' ? typeFixes(column, { section, row, column: column.id }, text) : [],
  };
  place.found.typed.push(completeIssue(place, issue));
}

/** The day would be lost among the words of the reason. */
function sayPromiseUnread(place: Place, column: CompiledColumn, row: string, value: unknown): void {
  const unread = unreadPromise(Empty.parse(value), place.today);
  if (unread === undefined) return;
  markBad(place, row, column.id);
  const at = { section: place.section.section.id, row, column: column.id };
  const { words, mended } = unread;
  const day = mended?.empty === 'notYetKnown' ? mended.promised : undefined;
  const fixes =
    place.offerFixes && mended !== undefined && day !== undefined
      ? [{ label: 'promise', params: { value: showDate(day, 'vi') }, cells: [{ ...at, value: mended }] }]
      : [];
  const found = words.length <= 200 ? words : `${words.slice(0, 199)}…`;
  place.found.typed.push(
    completeIssue(place, {
      code: 'promise_unread',
      severity: 'error',
      ...at,
      params: { found },
      related: [],
      fixes,
    }),
  );
}

/** A warning: the cell is sound, and an office may have to send a report whose day has passed. */
function sayPromisePast(place: Place, column: CompiledColumn, row: string, value: unknown): void {
  const promised = isRecord(value) && value.empty === 'notYetKnown' ? value.promised : undefined;
  if (typeof promised !== 'string' || promised >= place.today) return;
  place.found.remarks.push(
    completeIssue(place, {
      code: 'promise_past',
      severity: 'warning',
      section: place.section.section.id,
      row,
      column: column.id,
      params: { found: showDate(promised, 'vi'), limit: showDate(place.today, 'vi') },
      related: [],
      fixes: [],
    }),
  );
}

function emptyProblem(value: unknown, today: string): IssueCode | undefined {
  if (isPlainEmpty(value)) return undefined;
  const parsed = Empty.safeParse(value);
  if (parsed.success && parsed.data.empty === 'notYetKnown') {
    const { reason, promised } = parsed.data;
    if (clean(reason) === '' || (promised !== undefined && !isIsoDate(promised)))
      return 'not_yet_known_reason';
    return unreadPromise(parsed.data, today) === undefined ? undefined : 'promise_unread';
  }
  return isRecord(value) && value.empty === 'notYetKnown' ? 'not_yet_known_reason' : 'not_canonical';
}

/** The value as people write it where it can be told, else as it came, shortened. */
function foundWords(column: CompiledColumn, text: string): string {
  const shown = FIELD_TYPES[column.column.type].show(text, column.column, 'vi');
  return shown.length <= 200 ? shown : `${shown.slice(0, 199)}…`;
}

/** What the text would become when read as typed on a Vietnamese sheet. */
function typeFixes(
  column: CompiledColumn,
  at: { section: string; row: string; column: string },
  text: string,
): Fix[] {
  const spec = FIELD_TYPES[column.column.type];
  const reading = spec.read(text, column.column, { locale: 'vi_VN' });
  const value = reading.kind === 'value' ? reading.value : reading.kind === 'issue' ? reading.fix : undefined;
  if (value === undefined || value === text) return [];
  const params = { value: spec.show(value, column.column, 'vi') };
  return [{ label: 'set', params, cells: [{ ...at, value }] }];
}
