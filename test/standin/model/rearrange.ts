/** Owns changes that rearrange cells within a sheet: merging, sorting, dragging, filling. */

import { contains, overlaps, type Rect } from './address.ts';
import { GoogleError } from './google-error.ts';
import { BLANK, type Cell, type SheetModel } from './sheet.ts';

/** Merging keeps the top-left value only (help page "Merge cells"). */
export function mergeCells(sheet: SheetModel, rect: Rect): void {
  if (sheet.merges.some((merge) => overlaps(merge, rect) && !contains(rect, merge)))
    throw new GoogleError('mergeOverlap');
  sheet.merges = sheet.merges.filter((merge) => !overlaps(merge, rect));
  sheet.each(rect, (row, column) => {
    if (row === rect.row && column === rect.column) return;
    const { style, note, rule } = sheet.at(row, column);
    sheet.put(row, column, { value: null, style, ...(note ? { note } : {}), ...(rule ? { rule } : {}) });
  });
  if (rect.rows * rect.columns > 1) sheet.merges.push(rect);
}

export function unmergeCells(sheet: SheetModel, rect: Rect): void {
  if (sheet.merges.some((merge) => overlaps(merge, rect) && !contains(rect, merge)))
    throw new GoogleError('mergeOverlap');
  sheet.merges = sheet.merges.filter((merge) => !overlaps(merge, rect));
}

/** What is left behind is blank and bare (help page "Move data": drag and drop; looks going along: guess M4). */
export function dragCells(sheet: SheetModel, from: Rect, to: Rect): void {
  const cells = sheet.table(from, (cell) => cell);
  sheet.each(from, (row, column) => sheet.put(row, column, BLANK));
  cells.forEach((line, dy) => {
    line.forEach((cell, dx) => {
      sheet.put(to.row + dy, to.column + dx, cell);
    });
  });
}

export function fillDown(sheet: SheetModel, rect: Rect): void {
  sheet.each(rect, (row, column) => sheet.put(row, column, sheet.at(rect.row, column)));
}

export interface SortKey {
  /** 0-based. */
  readonly column: number;
  readonly ascending: boolean;
}

/** Numbers before text before booleans, blanks last (help page "Sort & filter"; order of errors: guess M5). */
function compareCells(a: Cell, b: Cell): number {
  const rank = (cell: Cell): number =>
    cell.value === null ? 4 : typeof cell.value === 'number' ? 0 : typeof cell.value === 'string' ? 1 : 2;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value - b.value;
  return String(a.value).localeCompare(String(b.value), 'vi');
}

/** Sorting moves the cells with their looks and rules; what rows carry (metadata, hidden) stays (addon fact marked unconfirmed: guess M1). */
export function sortCells(sheet: SheetModel, rect: Rect, keys: readonly SortKey[]): void {
  if (sheet.merges.some((merge) => overlaps(merge, rect))) throw new GoogleError('sortMerged');
  const rows = sheet.table(rect, (cell) => cell);
  rows.sort((a, b) => {
    for (const { column, ascending } of keys) {
      const [left, right] = [a[column - rect.column], b[column - rect.column]];
      if (!left || !right) throw new GoogleError('badArgument', { what: 'column' });
      const order = compareCells(left, right);
      const blank = left.value === null || right.value === null;
      if (order !== 0) return ascending || blank ? order : -order;
    }
    return 0;
  });
  rows.forEach((row, index) => {
    row.forEach((cell, column) => {
      sheet.put(rect.row + index, rect.column + column, cell);
    });
  });
}
