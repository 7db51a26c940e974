/** Owns telling which sheet row has which key: by the hidden key, checked against the printed label; never by position. */
import { textLimit } from './field-check.ts';
import type { Issue } from './issue.ts';
import { a1, type RawCell, type RawTab } from './raw-sheet.ts';
import { freeKeys, LABEL_COLUMN, NUMBER_COLUMN } from './sheet-layout.ts';
import { KEY_COLUMN } from './sheet-plan.ts';
import { cellText, type FoundColumns, strayWords, structureIssue } from './sheet-structure.ts';
import { Id, type Row, type Section } from './template.ts';
import { fold } from './text.ts';

/** A row of a list that came without a usable key, and the key it was read under; `row` is 0-based. */
export interface NewKey {
  readonly section: string;
  readonly sheetId: number;
  readonly row: number;
  readonly key: string;
}

interface FoundRows {
  /** Row key → 0-based sheet row. */
  readonly rows: ReadonlyMap<string, number>;
  /** Key → 0-based row of the list rows that have a key and hold nothing. */
  readonly spare: ReadonlyMap<string, number>;
  /**
   * Key → 0-based row by the printed names, where names and hidden keys are the same ones in another order: a part of the table was
   * sorted, and its keys stayed behind. Nobody knows whether figures were typed before or after, so nothing of them is read.
   */
  readonly sorted: ReadonlyMap<string, number>;
  readonly newKeys: readonly NewKey[];
}

interface Sheet {
  readonly section: Section;
  readonly tab: RawTab;
  readonly columns: FoundColumns;
  /** 0-based columns the office types in. */
  readonly office: readonly number[];
}

const cellAt = (sheet: Sheet, row: number, column: number | undefined): RawCell | undefined =>
  column === undefined ? undefined : sheet.tab.values[row]?.[column];

const textAt = (sheet: Sheet, row: number, columnId: string): string =>
  cellText(cellAt(sheet, row, sheet.columns.columns.get(columnId)));

const firstFilled = (sheet: Sheet, row: number): number | undefined =>
  sheet.office.find((column) => {
    const cell = cellAt(sheet, row, column);
    return cell !== undefined && cell !== '' && cellText(cell) !== '';
  });

/** The rows of a section on its tab. `expected`: the rows a grid is printed with. */
export function findRows(
  section: Section,
  expected: readonly Row[],
  tab: RawTab,
  columns: FoundColumns,
): { found: FoundRows; issues: Issue[] } {
  const office: number[] = [];
  for (const column of section.columns) {
    const place = columns.columns.get(column.id);
    if (column.source === 'office' && place !== undefined) office.push(place);
  }
  const sheet = { section, tab, columns, office };
  return section.kind === 'list' ? findListRows(sheet) : findGridRows(sheet, expected);
}

function findListRows(sheet: Sheet): { found: FoundRows; issues: Issue[] } {
  const { section, tab } = sheet;
  const rows = new Map<string, number>();
  const keyless: number[] = [];
  const spare = new Map<string, number>();
  const used: string[] = [];
  const issues: Issue[] = [];
  for (let r = sheet.columns.headerRow + 1; r < tab.values.length; r += 1) {
    const text = textAt(sheet, r, KEY_COLUMN);
    const key = Id.safeParse(text).success ? text : '';
    if (key !== '') used.push(key);
    if (firstFilled(sheet, r) === undefined) {
      if (key !== '') spare.set(key, r);
      continue;
    }
    if (key === '') keyless.push(r);
    else if (!rows.has(key)) rows.set(key, r);
    else {
      keyless.push(r);
      issues.push(copiedRow(sheet, r, key, rows.get(key) ?? r));
    }
  }
  const keys = freeKeys(used, keyless.length);
  const newKeys: NewKey[] = [];
  keyless.forEach((row, index) => {
    const key = keys[index];
    if (key === undefined) return;
    rows.set(key, row);
    newKeys.push({ section: section.id, sheetId: tab.sheetId, row, key });
  });
  return { found: { rows, spare, newKeys, sorted: NONE_SORTED }, issues };
}

const ROW_TEXT_MAX = 60;

/** What a list row is called: the text with most room among those the form requires, else the first there is. */
function rowName(sheet: Sheet, row: number): string {
  const texts = sheet.section.columns.filter(({ type, source }) => type === 'text' && source === 'office');
  const required = texts.filter((column) => column.required);
  required.sort((a, b) => (textLimit(b) ?? 0) - (textLimit(a) ?? 0));
  const text =
    [...required, ...texts].map(({ id }) => textAt(sheet, row, id)).find((one) => one !== '') ?? '';
  return text.length <= ROW_TEXT_MAX ? text : `${text.slice(0, ROW_TEXT_MAX - 1).trim()}…`;
}

/** In a list a copied row is a new row and gets its own key. It is told by what people see: its number and its text. */
function copiedRow(sheet: Sheet, row: number, key: string, first: number): Issue {
  const place = a1(row, sheet.office[0] ?? 0);
  const name = rowName(sheet, row);
  return structureIssue(
    'duplicate_row_key',
    'note',
    sheet.section.id,
    { row: key, a1: place },
    { found: `${row + 1}${name === '' ? '' : ` (“${name}”)`}`, copyOf: String(first + 1), place },
  );
}

/** In a grid two rows cannot be the same indicator. */
function repeatedRow(sheet: Sheet, row: number, { key, label }: Row): Issue {
  const place = a1(row, sheet.columns.columns.get(LABEL_COLUMN) ?? sheet.office[0] ?? 0);
  return structureIssue(
    'duplicate_row_key',
    'error',
    sheet.section.id,
    { row: key, a1: place },
    { found: textAt(sheet, row, LABEL_COLUMN) || label.vi, place },
  );
}

/** The printed number and label of a row, folded: "1.2|số vi phạm". */
const witnessOf = (ordinal: string, label: string): string => `${fold(ordinal)}|${fold(label)}`;

/** Printed number and label → key, for those that only one row has. */
function uniqueWitnesses(expected: readonly Row[]): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  const twice = new Set<string>();
  for (const row of expected) {
    const witness = witnessOf(row.ordinal ?? '', row.label.vi);
    if (seen.has(witness)) twice.add(witness);
    seen.set(witness, row.key);
  }
  for (const witness of twice) seen.delete(witness);
  return seen;
}

function findGridRows(sheet: Sheet, expected: readonly Row[]): { found: FoundRows; issues: Issue[] } {
  const known = new Map(expected.map((row) => [row.key, row]));
  const unique = uniqueWitnesses(expected);
  const rows = new Map<string, number>();
  const issues: Issue[] = [];
  const unkeyed: number[] = [];
  const strange: Strange[] = [];
  for (let r = sheet.columns.headerRow + 1; r < sheet.tab.values.length; r += 1) {
    const key = textAt(sheet, r, KEY_COLUMN);
    const printed = known.get(key);
    if (printed === undefined) {
      unkeyed.push(r);
      continue;
    }
    const label = textAt(sheet, r, LABEL_COLUMN);
    const other = label === '' ? undefined : unique.get(witnessOf(textAt(sheet, r, NUMBER_COLUMN), label));
    if (other !== undefined && other !== key) {
      strange.push({ row: r, key, other, label, expected: printed.label.vi });
    } else if (rows.has(key)) issues.push(repeatedRow(sheet, r, printed));
    else rows.set(key, r);
  }
  const disputed = new Set(strange.flatMap(({ key, other }) => [key, other]));
  const sorted = sortedRows(strange, rows);
  if (sorted.size > 0) issues.push(sortedIssue(sheet, [...sorted.values()]));
  else issues.push(...strange.map(({ row, label, expected: of }) => strangeRow(sheet, row, label, of)));
  for (const r of unkeyed) issues.push(...readUnkeyed(sheet, r, unique, rows, disputed));
  for (const row of expected) {
    if (row.heading || rows.has(row.key) || disputed.has(row.key)) continue;
    issues.push(
      structureIssue('missing_row', 'error', sheet.section.id, { row: row.key }, { found: row.label.vi }),
    );
  }
  return { found: { rows, spare: new Map(), newKeys: [], sorted }, issues };
}

/** A row that bears the key of one row of the form and the name of another. */
interface Strange {
  readonly row: number;
  readonly key: string;
  readonly other: string;
  readonly label: string;
  readonly expected: string;
}

const NONE_SORTED: ReadonlyMap<string, number> = new Map();

function sortedRows(
  strange: readonly Strange[],
  rows: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const keys = new Set(strange.map(({ key }) => key));
  const byName = new Map(strange.map(({ other, row }) => [other, row]));
  const isSame = keys.size === strange.length && byName.size === strange.length;
  return isSame && [...byName.keys()].every((key) => keys.has(key) && !rows.has(key)) ? byName : NONE_SORTED;
}

const PLACES_TOLD = 5;

function sortedIssue(sheet: Sheet, rows: readonly number[]): Issue {
  const column = sheet.columns.columns.get(LABEL_COLUMN) ?? sheet.office[0] ?? 0;
  const places = [...rows].sort((left, right) => left - right).map((row) => a1(row, column));
  const more = places.length > PLACES_TOLD ? ' …' : '';
  return structureIssue(
    'rows_sorted',
    'error',
    sheet.section.id,
    { a1: places[0] ?? '' },
    { count: String(rows.length), place: `${places.slice(0, PLACES_TOLD).join(', ')}${more}` },
  );
}

/** A grid row without its key: known again by its label, or else told, so that no figure is dropped in silence. */
function readUnkeyed(
  sheet: Sheet,
  row: number,
  unique: ReadonlyMap<string, string>,
  rows: Map<string, number>,
  disputed: ReadonlySet<string>,
): Issue[] {
  const label = textAt(sheet, row, LABEL_COLUMN);
  const key = label === '' ? undefined : unique.get(witnessOf(textAt(sheet, row, NUMBER_COLUMN), label));
  if (key !== undefined && !rows.has(key) && !disputed.has(key)) {
    rows.set(key, row);
    return [];
  }
  const filled = firstFilled(sheet, row);
  if (filled === undefined) return [];
  const hasNumber = sheet.office.some((column) => typeof cellAt(sheet, row, column) === 'number');
  if (hasNumber)
    return [strangeRow(sheet, row, label === '' ? cellText(cellAt(sheet, row, filled)) : label, '')];
  return [
    structureIssue(
      'stray_cell',
      'note',
      sheet.section.id,
      { a1: a1(row, filled) },
      { found: strayWords(a1(row, filled), cellAt(sheet, row, filled)) },
    ),
  ];
}

function strangeRow(sheet: Sheet, row: number, found: string, expected: string): Issue {
  const place = a1(row, sheet.columns.columns.get(LABEL_COLUMN) ?? sheet.office[0] ?? 0);
  return structureIssue(
    'unknown_row',
    'error',
    sheet.section.id,
    { a1: place },
    expected === '' ? { found, place } : { found, expected, place },
  );
}
