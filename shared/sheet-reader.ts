/** Owns turning raw tabs back into a report: canonical content, where each cell stands, and what could not be read. */
import { own } from './changes.ts';
import { fromNumber } from './decimal.ts';
import { readEmpty, showEmpty } from './empty-words.ts';
import { FIELD_TYPES, isNumeric, type ReadOptions, readingIssue } from './field-types.ts';
import { type Answers, answersIn } from './given-answers.ts';
import type { Issue } from './issue.ts';
import { a1, type Memory, type RawCell, type RawTab, type RawWorkbook } from './raw-sheet.ts';
import {
  type CellRef,
  type Cells,
  type CellValue,
  cellAt,
  type Empty,
  type ReportContent,
} from './report.ts';
import { mergedCells } from './sheet-merges.ts';
import type { Positions, SectionPosition } from './sheet-places.ts';
import { findRows, type NewKey, type SentNames, sentNames } from './sheet-rows.ts';
import {
  cellText,
  type FoundTab,
  findColumns,
  findTabs,
  shownText,
  strayWords,
  structureIssue,
} from './sheet-structure.ts';
import {
  type AssignedRow,
  type Column,
  openColumns,
  type Row,
  rowsOf,
  type Section,
  type Template,
} from './template.ts';
import { clean } from './text.ts';
import { wordsBeside } from './words-beside.ts';

export type { NewKey } from './sheet-rows.ts';

export interface SheetReading {
  readonly content: ReportContent;
  /** With `a1` where they have a place; in the order of the sheet. */
  readonly issues: Issue[];
  readonly positions: Positions;
  /** List rows read under a new key, which should be written back before the content is sent. */
  readonly newKeys: readonly NewKey[];
}

/**
 * Reads every section found in the workbook. `sent`: what was sent last. Never throws for what is on a sheet: what cannot be read is an issue and
 * its cell has no value, so that no value ever lands in another field.
 */
export function readWorkbook(
  template: Template,
  assigned: readonly AssignedRow[],
  raw: RawWorkbook,
  memory: Memory,
  sent: ReportContent = {},
): SheetReading {
  const { found, issues } = findTabs(template, raw);
  const content: Record<string, Record<string, Cells>> = {};
  const positions: Record<string, SectionPosition> = {};
  const newKeys: NewKey[] = [];
  const known = raw.signUnknown?.known ?? [sent];
  for (const tab of found) {
    const before = { names: sentNames(tab.section, sent[tab.section.id]), known };
    const reading = readSection(tab, assigned, raw, memory, before);
    content[tab.section.id] = reading.rows;
    positions[tab.section.id] = reading.position;
    newKeys.push(...reading.newKeys);
    issues.push(...reading.issues);
  }
  return { content, issues, positions, newKeys };
}

interface SectionReading {
  readonly rows: Record<string, Cells>;
  readonly position: SectionPosition;
  readonly newKeys: readonly NewKey[];
  readonly issues: Issue[];
}

/** What was sent: the names of the rows of the section, and what stood in its cells. */
interface Before {
  readonly names: SentNames;
  readonly known: readonly ReportContent[];
}

function readSection(
  { section, tab }: FoundTab,
  assigned: readonly AssignedRow[],
  workbook: RawWorkbook,
  memory: Memory,
  { names, known }: Before,
): SectionReading {
  const { found: columns, issues } = findColumns(section, tab);
  const expected = rowsOf(section, assigned);
  const { found: rows, issues: rowIssues } = findRows(section, expected, tab, columns, names);
  issues.push(...rowIssues);
  const headerRow = Math.max(columns.headerRow, 0);
  const position: SectionPosition = {
    sheetId: tab.sheetId,
    sheetName: tab.name,
    headerRow,
    ...(section.kind === 'list' && rows.rows.size === 0 ? { begin: headerRow + 1 } : {}),
    columns: Object.fromEntries(columns.columns),
    rows: Object.fromEntries(rows.rows),
    spare: Object.fromEntries(rows.spare),
  };
  const turned = (place: number): boolean =>
    workbook.signUnknown?.areTurned([...rows.rows.values()].map((row) => tab.values[row]?.[place])) === true;
  const readers = cellReaders(section, position, workbook, memory).map((reader) =>
    reader.column.type === 'date' && turned(reader.place)
      ? { ...reader, options: { ...reader.options, daysTurned: true } }
      : reader,
  );
  const units = new Map(expected.map(({ key, unit }) => [key, unit]));
  const closed = closedCells(section, expected);
  const values: Record<string, Cells> = {};
  for (const [key, row] of rows.rows) {
    const rowReaders = inRowUnit(readers, workbook, units.get(key));
    const shut = closed.get(key) ?? NOTHING;
    const line = { section, key, row, raw: tab.values[row] ?? [], closed: shut, known };
    const cells = readRow(rowReaders, line, issues);
    if (cells !== undefined) values[key] = cells;
  }
  issues.push(
    ...mergedCells(tab, section, position, readers, (key) => closed.get(key) ?? NOTHING),
    ...strayColumns(tab, section, columns),
  );
  return { rows: values, position, newKeys: rows.newKeys, issues };
}

/** The locale is asked for by the first cell whose meaning depends on it: of a spreadsheet that is a call. */
function optionsOf(workbook: RawWorkbook, answers: Answers, unit?: string): ReadOptions {
  return {
    ...answers,
    ...(unit === undefined ? {} : { unit }),
    ...(workbook.signUnknown === undefined ? {} : { signUnknown: true }),
    get locale() {
      return workbook.locale;
    },
  };
}

interface CellReader {
  readonly column: Column;
  readonly place: number;
  readonly options: ReadOptions;
  readonly answers: Answers;
  /** Free text is stored as typed; only the exact words of a declared empty are one. */
  readonly freeText: boolean;
  /** Of a date: the column for words beside it, and where it stands. */
  readonly words?: { readonly column: Column; readonly place: number };
}

function cellReaders(
  section: Section,
  position: SectionPosition,
  workbook: RawWorkbook,
  memory: Memory,
): CellReader[] {
  const readers: CellReader[] = [];
  for (const column of section.columns) {
    const place = own(position.columns, column.id);
    if (column.source !== 'office' || place === undefined) continue;
    const answers = answersIn(memory, section.id, column.id);
    const words = wordsColumn(section, position, column);
    readers.push({
      column,
      place,
      answers,
      ...(words === undefined ? {} : { words }),
      freeText:
        FIELD_TYPES[column.type].sqlCast === 'text' &&
        column.options === undefined &&
        column.type !== 'target',
      options: optionsOf(workbook, answers),
    });
  }
  return readers;
}

/** The column for words beside a column of dates, where the form names one and the sheet has it. */
function wordsColumn(section: Section, position: SectionPosition, date: Column): CellReader['words'] {
  const column = section.columns.find(({ id }) => id === date.inWords);
  const place = column === undefined ? undefined : own(position.columns, column.id);
  return column === undefined || place === undefined ? undefined : { column, place };
}

/** What is typed in a row of a grid is counted in the unit printed in that row. */
function inRowUnit(
  readers: readonly CellReader[],
  workbook: RawWorkbook,
  unit: string | undefined,
): readonly CellReader[] {
  if (unit === undefined) return readers;
  return readers.map((reader) => ({ ...reader, options: optionsOf(workbook, reader.answers, unit) }));
}

/** One row of the sheet: `closed` are the columns nothing is to be typed in. */
interface Line {
  readonly section: Section;
  readonly key: string;
  readonly row: number;
  readonly raw: readonly RawCell[];
  readonly closed: ReadonlySet<string>;
  /** What stood in the cells of the report before, where that settles what a number means. */
  readonly known: readonly ReportContent[];
}

/** The words of every declared empty begin so ("không áp dụng", "chưa có số liệu"); other text need not be looked at. */
const MAYBE_EMPTY = /^\s*[kc]/i;

const NOTHING: ReadonlySet<string> = new Set();

/** Row key → office columns closed in it, for the rows that have any. */
function closedCells(section: Section, expected: readonly Row[]): ReadonlyMap<string, ReadonlySet<string>> {
  const closed = new Map<string, ReadonlySet<string>>();
  for (const row of expected) {
    if (row.heading !== true && row.open === undefined) continue;
    const open = openColumns(section, row);
    const shut = section.columns.filter((column) => column.source === 'office' && !open.includes(column));
    closed.set(row.key, new Set(shut.map((column) => column.id)));
  }
  return closed;
}

/** The cells of one row; undefined when all are blank. */
function readRow(readers: readonly CellReader[], line: Line, issues: Issue[]): Cells | undefined {
  let cells: Record<string, CellValue> | undefined;
  for (const reader of readers) {
    const cell = line.raw[reader.place];
    if (cell === undefined || cell === '') continue;
    const shut = line.closed.has(reader.column.id);
    const value = shut ? readClosed(reader, cell, line, issues) : readCell(reader, cell, line, issues);
    if (value === undefined) continue;
    cells ??= {};
    cells[reader.column.id] = value;
  }
  return cells;
}

/** Offices cross out closed cells with "x" or "-": that says nothing. Anything else does not belong there. */
function readClosed({ place, column }: CellReader, cell: RawCell, line: Line, issues: Issue[]): undefined {
  const text = cellText(cell);
  if (text === '' || readEmpty(text) !== undefined) return;
  const where = { row: line.key, column: column.id, a1: a1(line.row, place) };
  const at = { section: line.section.id, row: line.key, column: column.id };
  const fixes = [{ label: 'clear', params: {}, cells: [{ ...at, value: null }] }];
  const issue = structureIssue('closed_cell', 'error', at.section, where, {
    found: shownText(cell).slice(0, 200),
  });
  issues.push({ ...issue, fixes });
}

function readCell(
  { column, place, options, freeText, words }: CellReader,
  cell: RawCell,
  { section, key, row, raw, known }: Line,
  issues: Issue[],
): CellValue | undefined {
  if (freeText && typeof cell === 'string' && MAYBE_EMPTY.test(cell)) {
    const empty = readEmpty(cell);
    if (empty !== undefined && showEmpty(empty, 'vi') === clean(cell)) return empty;
  }
  const isSent = stoodThere(known, { section: section.id, row: key, column: column.id }, cell);
  const reading = FIELD_TYPES[column.type].read(cell, column, isSent ? asSent(options) : options);
  if (reading.kind === 'value') return reading.value;
  if (reading.kind === 'blank') return undefined;
  const empty = freeText || typeof cell !== 'string' ? undefined : emptyIn(column, cell);
  const at = { row: key, column: column.id, a1: a1(row, place) };
  if (empty?.empty === 'notYetKnown' && empty.reason === '') {
    const found = clean(String(cell));
    issues.push(structureIssue('not_yet_known_reason', 'error', section.id, at, { found }));
    return undefined;
  }
  if (empty !== undefined) return empty;
  const issue = readingIssue(reading, { section: section.id, row: key }, column);
  if (issue === undefined) return undefined;
  const told = words === undefined ? issue : wordsBeside(issue, words.column, cell, raw[words.place]);
  issues.push({ ...told, a1: at.a1 });
  return undefined;
}

/** Numbers and days that may be asked about: of all others it does not matter what was sent. */
const sayable = (cell: RawCell): string | undefined => {
  if (typeof cell === 'object') return cell.date;
  return typeof cell === 'number' && Math.abs(cell) < 1000 && !Number.isInteger(cell)
    ? fromNumber(cell)
    : undefined;
};

/** Whether one of the contents has in its cell just what stands there now. */
function stoodThere(known: readonly ReportContent[], at: CellRef, cell: RawCell): boolean {
  const value = sayable(cell);
  return value !== undefined && known.some((content) => cellAt(content, at) === value);
}

/** The locale is asked for only where it matters: what is read of these is read of the others. */
const asSent = (options: ReadOptions): ReadOptions => Object.create(options, { isSent: { value: true } });

const emptyIn = (column: Column, cell: string): Empty | undefined =>
  readEmpty(cell, isNumeric(column) && column.type !== 'rank' ? 'figure' : 'other');

/** Columns the office added: told, never sent. */
function strayColumns(
  tab: RawTab,
  section: Section,
  columns: { headerRow: number; columns: ReadonlyMap<string, number>; unknown: readonly number[] },
): Issue[] {
  const issues = columns.unknown.map((column) =>
    structureIssue(
      'unknown_column',
      'note',
      section.id,
      { a1: a1(columns.headerRow, column) },
      { found: cellText(tab.values[columns.headerRow]?.[column]) },
    ),
  );
  const known = new Set([...columns.columns.values(), ...columns.unknown]);
  const told = new Set<number>();
  for (let row = columns.headerRow + 1; row < tab.values.length; row += 1) {
    const cells = tab.values[row] ?? [];
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell === '' || cell === undefined || known.has(column) || told.has(column)) continue;
      told.add(column);
      const found = strayWords(a1(row, column), cell);
      issues.push(structureIssue('stray_cell', 'note', section.id, { a1: a1(row, column) }, { found }));
    }
  }
  return issues;
}
