/** Owns addresses on a sheet: rectangles, A1 notation, and how a rectangle follows inserted, deleted and moved lines. */

import { a1 } from '../../../shared/raw-sheet.ts';

/** 0-based. */
export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export type Axis = 'row' | 'column';

export function columnIndex(letters: string): number {
  let n = 0;
  for (const letter of letters.toUpperCase()) n = n * 26 + (letter.charCodeAt(0) - 64);
  return n - 1;
}

export interface ParsedA1 {
  readonly sheet?: string;
  readonly rect: Rect;
  /** How the person wrote it: only `C:C` and `4:4` are whole columns and rows. */
  readonly whole?: Axis;
}

function splitSheet(text: string): { sheet?: string; rest: string } {
  const bang = text.lastIndexOf('!');
  if (bang < 0) return { rest: text };
  const name = text.slice(0, bang);
  const sheet = name.startsWith("'") && name.endsWith("'") ? name.slice(1, -1).replace(/''/g, "'") : name;
  return { sheet, rest: text.slice(bang + 1) };
}

/** Undefined when the text is no A1 address. `size` closes open ends (`A2:C`, `C:C`, `4:4`). */
export function parseA1(text: string, size: { rows: number; columns: number }): ParsedA1 | undefined {
  const { sheet, rest } = splitSheet(text.trim());
  const match = /^\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?$/.exec(rest);
  if (!match || rest === '') return undefined;
  const [, firstColumn = '', firstRow = '', c2, r2] = match;
  const single = c2 === undefined && r2 === undefined;
  if (single && (firstColumn === '' || firstRow === '')) return undefined;
  const lastColumn = single ? firstColumn : (c2 ?? '');
  const lastRow = single ? firstRow : (r2 ?? '');
  const [left, right] = ends(firstColumn, lastColumn, size.columns, columnIndex);
  const [top, bottom] = ends(firstRow, lastRow, size.rows, (digits) => Number(digits) - 1);
  const whole: readonly Axis[] =
    firstColumn + lastColumn === '' ? ['row'] : firstRow + lastRow === '' ? ['column'] : [];
  return {
    rect: between(top, left, bottom, right),
    ...(sheet === undefined ? {} : { sheet }),
    ...(whole[0] ? { whole: whole[0] } : {}),
  };
}

function ends(first: string, last: string, size: number, index: (text: string) => number): [number, number] {
  return [first === '' ? 0 : index(first), last === '' ? size - 1 : index(last)];
}

function between(top: number, left: number, bottom: number, right: number): Rect {
  const row = Math.min(top, bottom);
  const column = Math.min(left, right);
  return { row, column, rows: Math.abs(bottom - top) + 1, columns: Math.abs(right - left) + 1 };
}

export function rectA1(rect: Rect): string {
  const start = a1(rect.row, rect.column);
  if (rect.rows === 1 && rect.columns === 1) return start;
  return `${start}:${a1(rect.row + rect.rows - 1, rect.column + rect.columns - 1)}`;
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.row >= outer.row &&
    inner.column >= outer.column &&
    inner.row + inner.rows <= outer.row + outer.rows &&
    inner.column + inner.columns <= outer.column + outer.columns
  );
}

export function overlaps(a: Rect, b: Rect): boolean {
  return (
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

export function intersect(a: Rect, b: Rect): Rect | undefined {
  if (!overlaps(a, b)) return undefined;
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  return {
    row,
    column,
    rows: Math.min(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.min(a.column + a.columns, b.column + b.columns) - column,
  };
}

export function spanOf(rect: Rect, axis: Axis): { start: number; count: number } {
  return axis === 'row' ? { start: rect.row, count: rect.rows } : { start: rect.column, count: rect.columns };
}

export function withSpan(rect: Rect, axis: Axis, start: number, count: number): Rect {
  return axis === 'row' ? { ...rect, row: start, rows: count } : { ...rect, column: start, columns: count };
}

/** Guess M6: a rectangle grows when lines are inserted strictly inside it and moves when they are inserted at or before it. */
export function afterInsert(rect: Rect, axis: Axis, at: number, count: number): Rect {
  const span = spanOf(rect, axis);
  if (at <= span.start) return withSpan(rect, axis, span.start + count, span.count);
  if (at < span.start + span.count) return withSpan(rect, axis, span.start, span.count + count);
  return rect;
}

/** Undefined when nothing of the rectangle is left. */
export function afterDelete(rect: Rect, axis: Axis, at: number, count: number): Rect | undefined {
  const span = spanOf(rect, axis);
  const end = span.start + span.count;
  const lostBefore = Math.max(0, Math.min(at + count, span.start) - at);
  const lostInside = Math.max(0, Math.min(at + count, end) - Math.max(at, span.start));
  if (lostInside === span.count) return undefined;
  return withSpan(rect, axis, span.start - lostBefore, span.count - lostInside);
}

/** Where line `index` stands after `count` lines from `from` were moved in front of line `to` (both counted before the move). */
export function movedIndex(index: number, from: number, count: number, to: number): number {
  if (index >= from && index < from + count)
    return to > from ? to - count + (index - from) : to + (index - from);
  if (to > from && index >= from + count && index < to) return index - count;
  if (to <= from && index >= to && index < from) return index + count;
  return index;
}

/** Guess M6: a rectangle wider than the moved lines becomes the smallest one that still holds its lines. */
export function afterMove(rect: Rect, axis: Axis, from: number, count: number, to: number): Rect {
  const span = spanOf(rect, axis);
  let low = Number.POSITIVE_INFINITY;
  let high = -1;
  for (let index = span.start; index < span.start + span.count; index++) {
    const moved = movedIndex(index, from, count, to);
    low = Math.min(low, moved);
    high = Math.max(high, moved);
  }
  return withSpan(rect, axis, low, high - low + 1);
}
