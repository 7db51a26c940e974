/** Owns turning raw tabs back into a report: canonical content, where each cell stands, and what could not be read. */
import { fromNumber } from './decimal.ts';
import { readEmpty, showEmpty } from './empty-words.ts';
import { FIELD_TYPES, isNumeric, type ReadOptions, readingIssue } from './field-types.ts';
import type { Issue, Question } from './issue.ts';
import { a1, type Memory, type RawCell, type RawTab, type RawWorkbook } from './raw-sheet.ts';
import {
  type CellRef,
  type Cells,
  type CellValue,
  cellAt,
  type Empty,
  type ReportContent,
} from './report.ts';
import { namingColumn } from './sheet-layout.ts';
import { mergedCells } from './sheet-merges.ts';
import { findRows, type NewKey, type SentNames } from './sheet-rows.ts';
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
import { clean, fold } from './text.ts';
import { wordsBeside } from './words-beside.ts';

export type { NewKey } from './sheet-rows.ts';

/** Where a section stands on the sheet; rows and columns are 0-based. */
export interface SectionPosition {
  readonly sheetId: number;
  readonly sheetName: string;
  readonly headerRow: number;
  readonly columns: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, number>>;
  /** Where a list that has no row yet begins. */
  readonly begin?: number;
  /** Blank rows of a list that have a key already: what another file sent under it can be put there. */
  readonly spare: Readonly<Record<string, number>>;
}

/** section id → its place. */
export type Positions = Readonly<Record<string, SectionPosition>>;

export interface SheetReading {
  readonly content: ReportContent;
  /** With `a1` where they have a place; in the order of the sheet. */
  readonly issues: Issue[];
  readonly positions: Positions;
  /** List rows read under a new key, which should be written back before the content is sent. */
  readonly newKeys: readonly NewKey[];
}

/** Key of a remembered answer. */
export const memoryKey = (question: string, section: string, column: string): string =>
  `${question}|${section}|${column}`;

/** A member of the record itself: keys are people's text, and "constructor" is one too. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.getOwnPropertyDescriptor(record, key) === undefined ? undefined : record[key];

function sentNames(section: Section, { [section.id]: rows = {} }: ReportContent): SentNames {
  const naming = section.kind === 'list' ? namingColumn(section)?.id : undefined;
  return new Map(
    Object.entries(naming === undefined ? {} : rows).flatMap(([key, { [naming ?? '']: name }]) =>
      typeof name === 'string' ? [[key, fold(name)]] : [],
    ),
  );
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
  for (const tab of found) {
    const reading = readSection(tab, assigned, raw, memory, sentNames(tab.section, sent));
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

function readSection(
  { section, tab }: FoundTab,
  assigned: readonly AssignedRow[],
  workbook: RawWorkbook,
  memory: Memory,
  sent: SentNames,
): SectionReading {
  const { found: columns, issues } = findColumns(section, tab);
  const expected = rowsOf(section, assigned);
  const { found: rows, issues: rowIssues } = findRows(section, expected, tab, columns, sent);
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
    const known = workbook.signUnknown?.known ?? [];
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

type Answers = Pick<ReadOptions, 'dot' | 'comma' | 'order' | 'share'>;

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

/** What the office said of a column, as far as it says something. */
export function answersIn(memory: Memory, section: string, column: string): Answers {
  const said = (question: Question['id']) => own(memory, memoryKey(question, section, column));
  const dot = said('number_dot');
  const comma = said('number_comma');
  const order = said('date_order');
  const share = said('percent_share');
  return {
    ...(dot === 'thousands' || dot === 'decimal' ? { dot } : {}),
    ...(comma === 'thousands' || comma === 'decimal' ? { comma } : {}),
    ...(order === 'dmy' || order === 'mdy' ? { order } : {}),
    ...(share === 'hundredths' || share === 'ofOne' ? { share } : {}),
  };
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
  const isKnown =
    known.length > 0 && stoodThere(known, { section: section.id, row: key, column: column.id }, cell);
  const reading = FIELD_TYPES[column.type].read(
    cell,
    column,
    isKnown ? { ...options, signUnknown: false, daysTurned: false } : options,
  );
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

/** Whether one of the contents has in its cell just what stands there now. */
function stoodThere(known: readonly ReportContent[], at: CellRef, cell: RawCell): boolean {
  const value =
    typeof cell === 'object' ? cell.date : typeof cell === 'number' ? fromNumber(cell) : undefined;
  return value !== undefined && known.some((content) => cellAt(content, at) === value);
}

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

/** The issue with the address of its cell, row or column on the sheet, if it has one there. */
export function withAddress(issue: Issue, positions: Positions): Issue {
  if (issue.a1 !== undefined) return issue;
  const address = addressOf(issue, positions);
  return address === undefined ? issue : { ...issue, a1: address };
}

/**
 * "C14" of a cell; of its header when the row is not given, of its first cell when the column is not; with neither, of
 * the sheet's first header, or of the row to begin in where a list has none yet.
 */
export function addressOf(
  at: { section: string; row?: string | undefined; column?: string | undefined },
  positions: Positions,
): string | undefined {
  const place = placeOf(at, positions);
  return place === undefined ? undefined : a1(place.row, place.column);
}

/** 0-based place of a cell on its sheet; undefined when it is not there. */
export function placeOf(
  at: { section: string; row?: string | undefined; column?: string | undefined },
  positions: Positions,
): { sheetId: number; row: number; column: number } | undefined {
  const section = own(positions, at.section);
  if (section === undefined) return undefined;
  const { row: rowKey = '', column: columnId = '' } = at;
  const top = columnId === '' ? (section.begin ?? section.headerRow) : section.headerRow;
  const row = rowKey === '' ? top : (own(section.rows, rowKey) ?? own(section.spare, rowKey));
  const column = columnId === '' ? firstShown(section) : own(section.columns, columnId);
  if (row === undefined || column === undefined) return undefined;
  return { sheetId: section.sheetId, row, column };
}

/** The leftmost column that is not the hidden keys. */
function firstShown(section: SectionPosition): number | undefined {
  const places = Object.entries(section.columns)
    .filter(([id]) => id !== '_key')
    .map(([, place]) => place);
  return places.length === 0 ? undefined : Math.min(...places);
}
