/** Owns one sheet of the workbook: its cells, lines and areas, and how they move together. Nobody's rights are asked here. */

import { type Axis, afterDelete, afterInsert, afterMove, type Rect } from './address.ts';
import type { CellValue } from './typed.ts';
import type { ValidationRule } from './validation.ts';

export interface Style {
  readonly format?: string;
  readonly background?: string;
  readonly fontColor?: string;
  readonly fontFamily?: string;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strikethrough?: boolean;
  readonly wrap?: 'OVERFLOW' | 'WRAP' | 'CLIP';
  readonly horizontal?: 'left' | 'center' | 'right';
  readonly vertical?: 'top' | 'middle' | 'bottom';
  readonly indent?: number;
  readonly border?: string;
}

/** Immutable: a change replaces the cell, so a snapshot is a copy of the rows. */
export interface Cell {
  readonly value: CellValue;
  readonly formula?: string;
  readonly style: Style;
  readonly note?: string;
  readonly rule?: ValidationRule;
}

export const PLAIN: Style = Object.freeze({});
export const BLANK: Cell = Object.freeze({ value: null, style: PLAIN });

export interface Metadata {
  readonly id: number;
  key: string;
  value: string;
  visibility: 'DOCUMENT' | 'PROJECT';
}

/** A row or column; moving it moves what it carries. */
export interface Line {
  hidden: boolean;
  hiddenByFilter: boolean;
  size?: number;
  metadata: Metadata[];
  /** A column of a Google "table" whose type is fixed; data validation may not be set there. */
  typed?: boolean;
}

export interface FilterView {
  readonly name: string;
  readonly rect: Rect;
  /** 0-based. */
  readonly column: number;
  readonly shown: readonly string[];
}

export interface ConditionalRule {
  ranges: Rect[];
  readonly condition: { type: string; values: readonly string[] };
  readonly format: { background?: string; fontColor?: string; bold?: boolean };
}

export const newLine = (): Line => ({ hidden: false, hiddenByFilter: false, metadata: [] });

export class SheetModel {
  readonly id: number;
  name: string;
  rowLines: Line[];
  columnLines: Line[];
  cells: (Cell | undefined)[][];
  frozenRows = 0;
  frozenColumns = 0;
  merges: Rect[] = [];
  conditional: ConditionalRule[] = [];
  filter: Rect | undefined;
  hidden = false;
  tabColor: string | undefined;
  gridlinesHidden = false;
  rightToLeft = false;
  metadata: Metadata[] = [];
  /** Filters of single viewers: nobody else's grid and no script sees them (reference: Filter is the basic filter only). */
  filterViews: FilterView[] = [];

  /** New sheets have 1000 rows and 26 columns (reference: SpreadsheetApp.create). */
  constructor(id: number, name: string, rows = 1000, columns = 26) {
    this.id = id;
    this.name = name;
    this.rowLines = Array.from({ length: rows }, newLine);
    this.columnLines = Array.from({ length: columns }, newLine);
    this.cells = Array.from({ length: rows }, () => []);
  }

  get rowCount(): number {
    return this.rowLines.length;
  }

  get columnCount(): number {
    return this.columnLines.length;
  }

  get all(): Rect {
    return { row: 0, column: 0, rows: this.rowCount, columns: this.columnCount };
  }

  lines(axis: Axis): Line[] {
    return axis === 'row' ? this.rowLines : this.columnLines;
  }

  at(row: number, column: number): Cell {
    return this.cells[row]?.[column] ?? BLANK;
  }

  put(row: number, column: number, cell: Cell): void {
    const line = this.cells[row];
    if (line && column < this.columnCount) line[column] = cell;
  }

  change(row: number, column: number, change: Partial<Cell>): void {
    this.put(row, column, { ...this.at(row, column), ...change });
  }

  style(rect: Rect, change: (row: number, column: number) => Partial<Style>): void {
    this.each(rect, (row, column) => {
      const cell = this.at(row, column);
      this.put(row, column, { ...cell, style: { ...cell.style, ...change(row, column) } });
    });
  }

  each(rect: Rect, visit: (row: number, column: number) => void): void {
    for (let row = rect.row; row < rect.row + rect.rows; row++) {
      for (let column = rect.column; column < rect.column + rect.columns; column++) visit(row, column);
    }
  }

  table<T>(rect: Rect, read: (cell: Cell, row: number, column: number) => T): T[][] {
    const rows: T[][] = [];
    for (let row = rect.row; row < rect.row + rect.rows; row++) {
      const line: T[] = [];
      for (let column = rect.column; column < rect.column + rect.columns; column++) {
        line.push(read(this.at(row, column), row, column));
      }
      rows.push(line);
    }
    return rows;
  }

  /** 1-based position of the last row and column with content; 0 when the sheet is empty (reference: getLastRow). */
  lastUsed(): { row: number; column: number } {
    let lastRow = 0;
    let lastColumn = 0;
    this.cells.forEach((line, row) => {
      for (let column = line.length - 1; column >= 0; column--) {
        const cell = line[column];
        if (cell === undefined || (cell.value === null && cell.formula === undefined)) continue;
        lastRow = row + 1;
        lastColumn = Math.max(lastColumn, column + 1);
        break;
      }
    });
    return { row: lastRow, column: lastColumn };
  }

  /** Every area the sheet keeps beside the grid, passed through one change. */
  mapAreas(change: (rect: Rect) => Rect | undefined): void {
    const keep = (rects: readonly Rect[]): Rect[] => rects.flatMap((rect) => change(rect) ?? []);
    this.merges = keep(this.merges).filter((rect) => rect.rows * rect.columns > 1);
    this.conditional = this.conditional
      .map((rule) => ({ ...rule, ranges: keep(rule.ranges) }))
      .filter((rule) => rule.ranges.length > 0);
    this.filter = this.filter && change(this.filter);
    this.filterViews = this.filterViews.flatMap((view) => {
      const rect = change(view.rect);
      return rect ? { ...view, rect } : [];
    });
  }

  /** New lines take over the look of their neighbour before (guess M1: as the menu's "insert below" does), not its values. */
  insert(axis: Axis, at: number, count: number): void {
    this.lines(axis).splice(at, 0, ...Array.from({ length: count }, newLine));
    const like = (cell: Cell | undefined): Cell | undefined =>
      cell && { value: null, style: cell.style, ...(cell.rule ? { rule: cell.rule } : {}) };
    if (axis === 'row') {
      const before = this.cells[at - 1] ?? [];
      this.cells.splice(at, 0, ...Array.from({ length: count }, () => before.map(like)));
    } else {
      for (const line of this.cells) {
        if (line.length > at) line.splice(at, 0, ...Array.from({ length: count }, () => like(line[at - 1])));
      }
    }
    this.mapAreas((rect) => afterInsert(rect, axis, at, count));
    if (axis === 'row' && at < this.frozenRows) this.frozenRows += count;
    if (axis === 'column' && at < this.frozenColumns) this.frozenColumns += count;
  }

  remove(axis: Axis, at: number, count: number): void {
    this.lines(axis).splice(at, count);
    if (axis === 'row') this.cells.splice(at, count);
    else for (const line of this.cells) line.splice(at, count);
    this.mapAreas((rect) => afterDelete(rect, axis, at, count));
    const frozenLost = (frozen: number): number => frozen - Math.max(0, Math.min(at + count, frozen) - at);
    if (axis === 'row') this.frozenRows = frozenLost(this.frozenRows);
    else this.frozenColumns = frozenLost(this.frozenColumns);
  }

  /** `to` is counted before the move (reference: Sheet.moveColumns destinationIndex; API MoveDimensionRequest). */
  move(axis: Axis, from: number, count: number, to: number): void {
    const target = to > from ? to - count : to;
    const shift = <T>(list: T[]): void => {
      list.splice(target, 0, ...list.splice(from, count));
    };
    shift(this.lines(axis));
    if (axis === 'row') shift(this.cells);
    else {
      for (const line of this.cells) {
        while (line.length < this.columnCount) line.push(undefined);
        shift(line);
      }
    }
    this.mapAreas((rect) => afterMove(rect, axis, from, count, to));
  }

  /** A copy under another id; sheet, row and column metadata are copied too (guess M8). */
  copy(id: number, name: string, newMetadata: (from: Metadata) => Metadata): SheetModel {
    const made = new SheetModel(id, name, 0, 0);
    const line = (from: Line): Line => ({ ...from, metadata: from.metadata.map(newMetadata) });
    made.restore({ ...this.snapshot(), name });
    made.rowLines = this.rowLines.map(line);
    made.columnLines = this.columnLines.map(line);
    made.metadata = this.metadata.map(newMetadata);
    return made;
  }

  snapshot(): SheetState {
    const line = (from: Line): Line => ({ ...from, metadata: from.metadata.map((entry) => ({ ...entry })) });
    return {
      name: this.name,
      rowLines: this.rowLines.map(line),
      columnLines: this.columnLines.map(line),
      cells: this.cells.map((row) => row.slice()),
      frozenRows: this.frozenRows,
      frozenColumns: this.frozenColumns,
      merges: this.merges.slice(),
      conditional: this.conditional.map((rule) => ({ ...rule, ranges: rule.ranges.slice() })),
      filter: this.filter,
      filterViews: this.filterViews.slice(),
      hidden: this.hidden,
      tabColor: this.tabColor,
      gridlinesHidden: this.gridlinesHidden,
      metadata: this.metadata.map((entry) => ({ ...entry })),
    };
  }

  restore(state: SheetState): void {
    Object.assign(this, state);
  }
}

export type SheetState = Pick<
  SheetModel,
  | 'name'
  | 'rowLines'
  | 'columnLines'
  | 'cells'
  | 'frozenRows'
  | 'frozenColumns'
  | 'merges'
  | 'conditional'
  | 'filter'
  | 'filterViews'
  | 'hidden'
  | 'tabColor'
  | 'gridlinesHidden'
  | 'metadata'
>;
