/** Owns copying what people filled from a damaged sheet onto the one drawn anew: values, formulas where they say the same, notes. */
import { runs } from '../../shared/sheet-drawing.ts';
import type { TabPlan } from '../../shared/sheet-plan.ts';
import { asText, formatFor } from '../core/doctor-formats.ts';
import { movedFormula } from '../core/doctor-formulas.ts';
import type { Copying, Stayed } from '../core/doctor-ports.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Written = string | number | boolean | Date;

/** All of a sheet that goes along. */
interface Old {
  readonly values: Written[][];
  readonly formats: string[][];
  readonly formulas: string[][];
  readonly notes: string[][];
}

/** A cell of the new sheet and the one it is copied from; `from` −1: what is printed stays. */
interface Copied {
  readonly from: number;
  readonly column: number;
  readonly value: Written;
  readonly format: string;
  readonly formula: string | undefined;
}

/** Values as they stand: dates keep their hour, text stays text. What cannot go along is answered. */
export function copyCells(old: Sheet, sheet: Sheet, tab: TabPlan, copying: Copying): Stayed[] {
  const range = old.getDataRange();
  const source: Old = {
    values: range.getValues(),
    formats: range.getNumberFormats(),
    formulas: range.getFormulas(),
    notes: range.getNotes(),
  };
  const { added, rows } = copying;
  const width = tab.columns.length;
  const places = [...copying.columns, ...added];
  const to = (row: number, column: number): [number, number] | undefined => {
    const [r, c] = [rows.indexOf(row), places.indexOf(column)];
    return r < 0 || c < 0 || copying.except.has(`${r}|${c}`) ? undefined : [tab.firstRow - 1 + r, c];
  };
  if (added.length > 0)
    addColumns(
      sheet,
      tab,
      added.map((column) => source.values[copying.headerRow]?.[column]),
    );
  const stayed: Stayed[] = [];
  if (rows.length > 0) {
    const open = runs(tab.columns, ({ locked }) => !locked);
    if (added.length > 0) open.push([width, added.length]);
    for (const [first, count] of open) {
      const area = sheet.getRange(tab.firstRow, first + 1, rows.length, count);
      const cells = copiedCells(area, source, copying, {
        first,
        columns: places.slice(first, first + count),
        width,
        to,
      });
      stayed.push(...write(area, cells, source));
    }
  }
  return [...stayed, ...copyNotes(sheet, source, tab, { ...copying, columns: places }, to)];
}

function addColumns(sheet: Sheet, tab: TabPlan, heads: readonly (Written | undefined)[]): void {
  const width = tab.columns.length;
  sheet.insertColumnsAfter(width, heads.length);
  sheet
    .getRange(1, width + 1, sheet.getMaxRows(), heads.length)
    .clearDataValidations()
    .setBackground(null);
  sheet
    .getRange(tab.headerRow, width + 1, 1, heads.length)
    .setNumberFormat('@')
    .setValues([heads.map((head) => String(head ?? ''))]);
}

interface Stretch {
  readonly first: number;
  readonly columns: readonly number[];
  readonly width: number;
  to(row: number, column: number): [number, number] | undefined;
}

function copiedCells(
  area: GoogleAppsScript.Spreadsheet.Range,
  { values, formats, formulas }: Old,
  { rows, except, sheets }: Copying,
  { first, columns, width, to }: Stretch,
): Copied[][] {
  const kept = (formula: string): string | undefined =>
    formula === '' ? undefined : movedFormula(formula, to, sheets);
  const planned: Written[][] = area.getValues();
  const plannedFormats = area.getNumberFormats();
  return rows.map((row, r) =>
    columns.map((column, c): Copied => {
      const from = except.has(`${r}|${first + c}`) || row < 0 || column < 0 ? -1 : row;
      const format = plannedFormats[r]?.[c] ?? '';
      if (from < 0) return { from, column, value: planned[r]?.[c] ?? '', format, formula: undefined };
      const value = values[from]?.[column] ?? '';
      const standing = formats[from]?.[column] ?? format;
      const own = first >= width ? standing : formatFor(format, standing, value);
      const formula = own === '@' ? '' : (formulas[from]?.[column] ?? '');
      return { from, column, value, format: own, formula: kept(formula) };
    }),
  );
}

/** A formula that says something else on the new sheet is not kept: its result is. */
function write(
  area: GoogleAppsScript.Spreadsheet.Range,
  cells: readonly (readonly Copied[])[],
  { formulas }: Old,
): Stayed[] {
  const plain = ({ value, format }: Copied): Written =>
    typeof value === 'string' ? asText(value, format) : value;
  area.setNumberFormats(cells.map((line) => line.map(({ format }) => format)));
  const table = cells.map((line) => line.map((cell) => cell.formula ?? plain(cell)));
  area.setValues(table);
  const said: unknown[][] = cells.flat().some(({ formula }) => formula !== undefined) ? area.getValues() : [];
  return cells.flatMap((line, r) =>
    line.flatMap((cell, c): Stayed[] => {
      const text = cell.from < 0 ? '' : (formulas[cell.from]?.[cell.column] ?? '');
      if (text === '' || (cell.formula !== undefined && String(said[r]?.[c]) === String(cell.value)))
        return [];
      if (cell.formula !== undefined) area.getCell(r + 1, c + 1).setValue(plain(cell));
      return [{ row: cell.from, column: cell.column, text, why: 'formula' }];
    }),
  );
}

/** Notes of the header and of every cell that has a place; those of others are told. */
function copyNotes(
  sheet: Sheet,
  { notes }: Old,
  tab: TabPlan,
  { columns, rows, headerRow }: Copying,
  to: (row: number, column: number) => [number, number] | undefined,
): Stayed[] {
  if (notes.every((line) => line.every((note) => note === ''))) return [];
  const noteAt = (row: number, column: number): string => notes[row]?.[column] ?? '';
  sheet
    .getRange(tab.headerRow, 1, 1, columns.length)
    .setNotes([columns.map((column) => noteAt(headerRow, column))]);
  const table = rows.map((row) =>
    columns.map((column) => (to(row, column) === undefined ? '' : noteAt(row, column))),
  );
  if (rows.length > 0) sheet.getRange(tab.firstRow, 1, rows.length, columns.length).setNotes(table);
  return notes.flatMap((line, row) =>
    line.flatMap((text, column): Stayed[] => {
      const isHome = row === headerRow ? columns.includes(column) : to(row, column) !== undefined;
      return text === '' || isHome ? [] : [{ row, column, text, why: 'note' }];
    }),
  );
}
