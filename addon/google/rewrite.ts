/** Owns changing many single cells in few calls: what stood there is handed over first, and what is not changed stays to the letter. */
import { hasPart, withPart } from '../core/notes.ts';
import type { CellLook, CellRewrite } from '../core/ports.ts';
import { sheetValue } from './cells.ts';
import type { Snapshot } from './snapshot.ts';
import { mustStand } from './still.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Formulas, formats and notes of the smallest area that holds all cells to change on one sheet. */
interface Area {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly formulas: readonly (readonly string[])[];
  readonly formats: readonly (readonly string[])[];
  readonly notes: readonly (readonly string[])[];
}

interface Line {
  readonly index: number;
  readonly cell: CellRewrite;
}

/** Text that must not be read anew as a number or a day is written under this format. */
const AS_TEXT = '@';
const AUTOMATIC = 'General';

/**
 * Hands what each cell looks like to `keep`, which says of each whether to go on; then writes these. false: not written.
 * Four calls a sheet to look, and for each column some more: its formats, its notes, and every stretch of its values.
 */
export function rewrite(
  snapshot: Snapshot,
  cells: readonly CellRewrite[],
  mark: string,
  keep: (looks: readonly CellLook[]) => readonly boolean[],
): boolean[] {
  const areas = new Map<number, Area>();
  for (const { sheetId } of cells) {
    const area = areas.has(sheetId) ? undefined : areaOf(snapshot, sheetId, cells);
    if (area !== undefined) areas.set(sheetId, area);
  }
  mustStand(
    snapshot,
    [...areas].map(([sheetId, { row, notes }]) => ({ sheetId, row, count: notes.length })),
  );
  const wanted = keep(cells.map((cell) => lookOf(areas.get(cell.sheetId), cell)));
  const columns = new Map<string, Line[]>();
  cells.forEach((cell, index) => {
    if (wanted[index] !== true) return;
    const name = `${cell.sheetId}|${cell.column}`;
    columns.set(name, [...(columns.get(name) ?? []), { index, cell }]);
  });
  const done = cells.map(() => false);
  for (const lines of columns.values()) {
    lines.sort((one, other) => one.cell.row - other.cell.row);
    const area = areas.get(lines[0]?.cell.sheetId ?? -1);
    if (area !== undefined && writeColumn(snapshot, area, lines, mark))
      for (const { index } of lines) done[index] = true;
  }
  return done;
}

function areaOf(snapshot: Snapshot, sheetId: number, all: readonly CellRewrite[]): Area | undefined {
  const sheet = snapshot.sheets().get(sheetId);
  if (sheet === undefined) return undefined;
  const cells = all.filter((cell) => cell.sheetId === sheetId);
  const rows = cells.map(({ row }) => row);
  const columns = cells.map((cell) => cell.column);
  const [row, column] = [Math.min(...rows), Math.min(...columns)];
  const [height, width] = [Math.max(...rows) - row + 1, Math.max(...columns) - column + 1];
  const range = sheet.getRange(row + 1, column + 1, height, width);
  return {
    sheet,
    row,
    column,
    formulas: range.getFormulas(),
    formats: range.getNumberFormats(),
    notes: range.getNotes(),
  };
}

const lookOf = (area: Area | undefined, { row, column }: CellRewrite): CellLook => ({
  formula: area?.formulas[row - area.row]?.[column - area.column] ?? '',
  numberFormat: area?.formats[row - area.row]?.[column - area.column] ?? '',
});

/** All cells of one column, or none of them. */
function writeColumn(snapshot: Snapshot, area: Area, lines: readonly Line[], mark: string): boolean {
  const first = lines[0]?.cell.row ?? 0;
  const { column } = lines[0]?.cell ?? { column: 0 };
  const rows = (lines[lines.length - 1]?.cell.row ?? first) - first + 1;
  const columnOf = (table: readonly (readonly string[])[]): string[] =>
    table.slice(first - area.row, first - area.row + rows).map((row) => row[column - area.column] ?? '');
  const [formulas, before, noted] = [area.formulas, area.formats, area.notes].map(columnOf) as [
    string[],
    string[],
    string[],
  ];
  const [typed, formats, notes] = [[...before], [...before], [...noted]];
  for (const { cell } of lines) {
    const at = cell.row - first;
    formats[at] = cell.numberFormat;
    typed[at] = formatToType(cell);
    notes[at] = noteOf(noted[at] ?? '', cell, mark);
  }
  const range = area.sheet.getRange(first + 1, column + 1, rows, 1);
  const table = (list: readonly string[]): string[][] => list.map((one) => [one]);
  const differ = (one: readonly string[], other: readonly string[]): boolean =>
    one.some((text, at) => text !== other[at]);
  try {
    if (differ(typed, before)) range.setNumberFormats(table(typed));
    for (const { row, values } of stretches(snapshot, lines, (row) => formulas[row - first] === ''))
      area.sheet.getRange(row + 1, column + 1, values.length, 1).setValues(values);
    if (differ(formats, typed)) range.setNumberFormats(table(formats));
    if (differ(notes, noted)) range.setNotes(table(notes));
    return true;
  } catch {
    // Closed to this person: they are told which cells stayed.
    return false;
  }
}

function formatToType({ value, formula, numberFormat }: CellRewrite): string {
  if (formula !== '') return AUTOMATIC;
  return typeof value === 'string' && value !== '' ? AS_TEXT : numberFormat;
}

/** What a cell said first is kept: mended twice, it is still that. */
function noteOf(note: string, { before }: CellRewrite, mark: string): string {
  if (before === undefined || (before !== null && hasPart(note, mark))) return note;
  return withPart(note, mark, before);
}

type Written = string | number | boolean | Date;

/** Cells one below the other, written at once; over blank cells and plain numbers between, which are written as they stand. */
function stretches(
  snapshot: Snapshot,
  lines: readonly Line[],
  isPlain: (row: number) => boolean,
): { readonly row: number; readonly values: Written[][] }[] {
  const found: { row: number; values: Written[][] }[] = [];
  for (const { cell } of lines) {
    const last = found[found.length - 1];
    const between = last === undefined ? undefined : plainBetween(snapshot, cell, last, isPlain);
    const value = [written(snapshot, cell)];
    if (last === undefined || between === undefined) found.push({ row: cell.row, values: [value] });
    else last.values.push(...between.map((one) => [one]), value);
  }
  return found;
}

/** Further than this, two calls cost less than what is written for nothing. */
const GAP_MAX = 50;

function plainBetween(
  snapshot: Snapshot,
  { sheetId, row, column }: CellRewrite,
  last: { readonly row: number; readonly values: readonly unknown[] },
  isPlain: (row: number) => boolean,
): (string | number)[] | undefined {
  const values = snapshot.values(sheetId);
  const between: (string | number)[] = [];
  const from = last.row + last.values.length;
  if (row - from > GAP_MAX) return undefined;
  for (let at = from; at < row; at += 1) {
    const value = values[at]?.[column] ?? '';
    if (!isPlain(at) || (value !== '' && typeof value !== 'number')) return undefined;
    between.push(value);
  }
  return between;
}

function written(snapshot: Snapshot, { value, formula }: CellRewrite): Written {
  if (formula !== '') return formula;
  if (typeof value === 'boolean') return value;
  return sheetValue(value, typeof value === 'object' ? snapshot.zone() : '');
}
