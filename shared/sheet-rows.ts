/** Owns telling which sheet row has which key: by the hidden key, checked against the printed label; never by position. */
import { textLimit } from './field-check.ts';
import type { Issue } from './issue.ts';
import { a1, type RawCell, type RawTab } from './raw-sheet.ts';
import type { ReportContent } from './report.ts';
import { type RowName, rowNames } from './row-names.ts';
import { freeKeys, LABEL_COLUMN, NUMBER_COLUMN, namingColumn } from './sheet-layout.ts';
import { KEY_COLUMN } from './sheet-plan.ts';
import { cellText, type FoundColumns, shownText, strayWords, structureIssue } from './sheet-structure.ts';
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
  /** Rows that bear the key of one row of the form and the name of another, and were not sorted. */
  readonly strange: readonly Strange[];
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
  sent: SentNames = NOTHING_SENT,
): { found: FoundRows; issues: Issue[] } {
  const office: number[] = [];
  for (const column of section.columns) {
    const place = columns.columns.get(column.id);
    if (column.source === 'office' && place !== undefined) office.push(place);
  }
  const sheet = { section, tab, columns, office };
  return section.kind === 'list' ? findListRows(sheet, sent) : findGridRows(sheet, expected);
}

const NOTHING_SENT: ReadonlyMap<string, string> = new Map();

/** Key → what the row is called, of rows that were sent: by it a row is known that lost its key, or bears that of its copy. */
export type SentNames = ReadonlyMap<string, string>;

export function sentNames(section: Section, rows: ReportContent[string] = {}): SentNames {
  const naming = section.kind === 'list' ? namingColumn(section)?.id : undefined;
  return new Map(
    Object.entries(naming === undefined ? {} : rows).flatMap(([key, { [naming ?? '']: name }]) =>
      typeof name === 'string' ? [[key, fold(name)]] : [],
    ),
  );
}

interface Line {
  readonly row: number;
  /** '' where it has none that is one. */
  readonly key: string;
  readonly isBlank: boolean;
}

const linesOf = (sheet: Sheet): Line[] =>
  sheet.tab.values.flatMap((_, row): Line[] => {
    if (row <= sheet.columns.headerRow) return [];
    const text = textAt(sheet, row, KEY_COLUMN);
    const key = Id.safeParse(text).success ? text : '';
    return [{ row, key, isBlank: firstFilled(sheet, row) === undefined }];
  });

function findListRows(sheet: Sheet, sent: SentNames): { found: FoundRows; issues: Issue[] } {
  const { section, tab } = sheet;
  const naming = namingColumn(section)?.id ?? '';
  const nameAt = (row: number): string => fold(textAt(sheet, row, naming));
  const rows = new Map<string, number>();
  const keyless: number[] = [];
  const issues: Issue[] = [];
  const isOf = (row: number, key: string): boolean => nameAt(row) === sent.get(key);
  const lines = linesOf(sheet);
  const onSheet = new Set(lines.map(({ key }) => key));
  const lost = new Set([...sent].flatMap(([key, name]) => (onSheet.has(key) ? [] : [name])));
  // Ctrl+Z of the keys a send wrote: the row bears a key that others have by now, and its name is that of one sent.
  const isAnothers = (row: number, key: string): boolean =>
    sent.has(key) && !isOf(row, key) && lost.has(nameAt(row));
  for (const { row, key } of lines.filter(({ isBlank }) => !isBlank)) {
    const first = rows.get(key);
    if (key === '' || isAnothers(row, key)) keyless.push(row);
    else if (first === undefined) rows.set(key, row);
    else {
      const isBetter = (one: number, other: number): boolean =>
        isOf(one, key) || isOf(other, key)
          ? isOf(one, key)
          : lost.has(nameAt(other)) && !lost.has(nameAt(one));
      const [own, copy] = isBetter(row, first) && !isOf(first, key) ? [row, first] : [first, row];
      rows.set(key, own);
      keyless.push(copy);
      issues.push(copiedRow(sheet, copy, key, own));
    }
  }
  const keyed = lines.filter(({ key }) => key !== '');
  const spare = new Map(keyed.flatMap(({ row, key, isBlank }) => (isBlank ? [[key, row] as const] : [])));
  const keys = keysFor(
    keyless.map(nameAt),
    keyed.map(({ key }) => key),
    sent,
  );
  const newKeys = keyless.map(
    (row, index): NewKey => ({ section: section.id, sheetId: tab.sheetId, row, key: keys[index] ?? '' }),
  );
  for (const { row, key } of newKeys) rows.set(key, row);
  return { found: { rows, spare, newKeys, sorted: NONE_SORTED, strange: [] }, issues };
}

/** Of rows without a key, by their names: that of the row sent under that name, where both have it alone; else one nobody had. */
function keysFor(names: readonly string[], used: readonly string[], sent: SentNames): string[] {
  const fresh = freeKeys([...used, ...sent.keys()], names.length);
  const lost = [...sent.keys()].filter((key) => !used.includes(key));
  return names.map((name, index) => {
    const [own, other] = lost.filter((key) => sent.get(key) === name);
    const isAlone = name !== '' && other === undefined && names.indexOf(name) === names.lastIndexOf(name);
    return (isAlone ? own : undefined) ?? fresh[index] ?? '';
  });
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

function findGridRows(sheet: Sheet, expected: readonly Row[]): { found: FoundRows; issues: Issue[] } {
  const { rows, seen, strange, issues } = takeKeys(sheet, expected);
  const isNumberProof = strange.every(({ name }) => name.hasNumber);
  const holding = seen.filter(({ row }) => firstFilled(sheet, row) !== undefined);
  const sorted = areNamed(holding, isNumberProof) ? sortedRows(strange, rows) : NONE_SORTED;
  const left = sorted.size > 0 ? [] : strange;
  if (sorted.size > 0) issues.push(sortedIssue(sheet, [...sorted.values()]));
  issues.push(...left.map(({ row, label, printed }) => strangeRow(sheet, row, label, printed)));
  const disputed = new Set(strange.flatMap(({ key, name }) => [key, name.key]));
  for (const { row, isKeyed, name } of seen) {
    if (isKeyed) continue;
    // Without its key a label is not enough: a line of notes may bear one.
    const key = isProven(name, isNumberProof) && name.hasNumber ? name.key : undefined;
    if (key !== undefined && !rows.has(key) && !disputed.has(key)) rows.set(key, row);
    else issues.push(...strayRow(sheet, row));
  }
  for (const row of expected) {
    if (row.heading || rows.has(row.key) || disputed.has(row.key)) continue;
    issues.push(
      structureIssue('missing_row', 'error', sheet.section.id, { row: row.key }, { found: row.label.vi }),
    );
  }
  return { found: { rows, spare: new Map(), newKeys: [], sorted, strange: left }, issues };
}

/** The rows below the headers, each under the key it bears where its name is not another row's. */
function takeKeys(sheet: Sheet, expected: readonly Row[]) {
  const known = new Map(expected.map((row) => [row.key, row]));
  const names = rowNames(expected);
  const rows = new Map<string, number>();
  const issues: Issue[] = [];
  const seen: NamedRow[] = [];
  const strange: Strange[] = [];
  for (let r = sheet.columns.headerRow + 1; r < sheet.tab.values.length; r += 1) {
    const key = textAt(sheet, r, KEY_COLUMN);
    const expects = known.get(key);
    const label = textAt(sheet, r, LABEL_COLUMN);
    const name = names.nameOf(textAt(sheet, r, NUMBER_COLUMN), label);
    seen.push({ row: r, isKeyed: expects !== undefined, name });
    if (expects === undefined) continue;
    if (name !== undefined && name.key !== key)
      strange.push({ row: r, key, name, label, printed: expects.label.vi });
    else if (rows.has(key)) issues.push(repeatedRow(sheet, r, expects));
    else rows.set(key, r);
  }
  return { rows, seen, strange, issues };
}

/** A row below the headers, and what its printed number and label name. */
interface NamedRow {
  readonly row: number;
  readonly isKeyed: boolean;
  readonly name: RowName | undefined;
}

/** A row that bears the key of one row of the form and the name of another. */
export interface Strange {
  readonly row: number;
  readonly key: string;
  readonly name: RowName;
  readonly label: string;
  /** The label the form prints in the row of that key. */
  readonly printed: string;
}

const NONE_SORTED: ReadonlyMap<string, number> = new Map();

/** Where labels were moved and the numbers before them were not, a number says where a row stands and not which it is. */
const isProven = (name: RowName | undefined, isNumberProof: boolean): name is RowName =>
  name !== undefined && (name.by === 'label' || isNumberProof);

/**
 * Every row that holds something says which it is. One that does not may have been moved with the others, and where its figures
 * belong nobody knows; what stands below the table was not.
 */
function areNamed(holding: readonly NamedRow[], isNumberProof: boolean): boolean {
  const last = Math.max(-1, ...holding.flatMap(({ row, isKeyed }) => (isKeyed ? [row] : [])));
  return holding.every(({ row, name }) => row > last || isProven(name, isNumberProof));
}

function sortedRows(
  strange: readonly Strange[],
  rows: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const keys = new Set(strange.map(({ key }) => key));
  const byName = new Map(strange.map(({ name, row }) => [name.key, row]));
  const isSame = keys.size === strange.length && byName.size === strange.length;
  return isSame && [...byName.keys()].every((key) => keys.has(key) && !rows.has(key)) ? byName : NONE_SORTED;
}

const PLACES_TOLD = 5;

function sortedIssue(sheet: Sheet, rows: readonly number[]): Issue {
  const column = sheet.columns.columns.get(LABEL_COLUMN) ?? sheet.office[0] ?? 0;
  return rowsSorted(
    sheet.section.id,
    rows.map((row) => ({ row, column })),
  );
}

/** Names of these rows no longer go with their keys; 0-based places of the names. */
export function rowsSorted(
  section: string,
  names: readonly { readonly row: number; readonly column: number }[],
): Issue {
  const places = [...names]
    .sort((one, other) => one.row - other.row)
    .map(({ row, column }) => a1(row, column));
  const more = places.length > PLACES_TOLD ? ' …' : '';
  return structureIssue(
    'rows_sorted',
    'error',
    section,
    { a1: places[0] ?? '' },
    { count: String(places.length), place: `${places.slice(0, PLACES_TOLD).join(', ')}${more}` },
  );
}

/** A row of nobody's that holds something is told, so that no figure is dropped in silence. */
function strayRow(sheet: Sheet, row: number): Issue[] {
  const filled = firstFilled(sheet, row);
  if (filled === undefined) return [];
  const label = textAt(sheet, row, LABEL_COLUMN);
  const hasNumber = sheet.office.some((column) => typeof cellAt(sheet, row, column) === 'number');
  if (hasNumber)
    return [strangeRow(sheet, row, label === '' ? shownText(cellAt(sheet, row, filled)) : label, '')];
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
