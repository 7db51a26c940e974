/** Draws one sheet of the workbook as a table: widths, frozen panes, text that runs on over empty neighbours. */
import { columnLetters } from '../../../shared/raw-sheet.ts';
import type { DrawnCell, DrawnSheet } from './contract.ts';

export const key = (row: number, column: number): string => `${row}:${column}`;

const HEAD_WIDTH = 40;
const DEFAULT_WIDTH = 100;

/** Rows or columns that can be seen. */
export function shown(count: number, hidden: readonly number[]): number[] {
  const away = new Set(hidden);
  return Array.from({ length: count }, (_, index) => index).filter((index) => !away.has(index));
}

export function drawTable(sheet: DrawnSheet, cells: ReadonlyMap<string, DrawnCell>): HTMLTableElement {
  const element = document.createElement('table');
  const columns = shown(sheet.columns, sheet.hiddenColumns);
  const widthOf = (column: number): number => sheet.widths[column] ?? DEFAULT_WIDTH;
  // With its width given, a fixed layout keeps every column as wide as it is set to be.
  element.style.width = `${columns.reduce((sum, column) => sum + widthOf(column), HEAD_WIDTH)}px`;
  const head = element.createTHead().insertRow();
  head.append(
    header('', HEAD_WIDTH),
    ...columns.map((column) => header(columnLetters(column), widthOf(column))),
  );
  const body = element.createTBody();
  for (const row of shown(sheet.rows, sheet.hiddenRows)) {
    const line = body.insertRow();
    line.append(header(String(row + 1), HEAD_WIDTH));
    columns.forEach((column, index) => {
      const cell = cells.get(key(row, column));
      const room = cell && !cell.wrap ? roomFor(row, columns.slice(index + 1)) : 0;
      line.append(drawCell(row, column, cell, room > 0 ? widthOf(column) + room : 0));
    });
  }
  return element;

  /** Pixels of empty cells to the right. */
  function roomFor(row: number, right: readonly number[]): number {
    let room = 0;
    for (const column of right) {
      if (cells.get(key(row, column))?.text) break;
      room += widthOf(column);
    }
    return room;
  }
}

function header(text: string, width: number): HTMLTableCellElement {
  const element = document.createElement('th');
  element.scope = text === '' || /^\d/.test(text) ? 'row' : 'col';
  element.textContent = text;
  element.style.width = `${width}px`;
  return element;
}

function drawCell(
  row: number,
  column: number,
  cell: DrawnCell | undefined,
  reach: number,
): HTMLTableCellElement {
  const element = document.createElement('td');
  element.dataset.at = key(row, column);
  if (!cell) return element;
  if (cell.text !== '' && reach > 0 && (cell.align ?? 'left') === 'left') {
    const text = document.createElement('span');
    text.textContent = cell.text;
    text.style.maxWidth = `${reach - 8}px`;
    element.append(text);
    element.classList.add('runs-on');
  } else element.textContent = cell.text;
  element.classList.toggle('wraps', cell.wrap === true);
  element.classList.toggle('locked', cell.locked === true);
  element.classList.toggle('choice', cell.choices !== undefined && cell.locked !== true);
  if (cell.background) element.style.backgroundColor = cell.background;
  if (cell.color) element.style.color = cell.color;
  if (cell.bold) element.style.fontWeight = 'bold';
  if (cell.size) {
    element.style.fontSize = `${cell.size * 1.2}px`;
    element.style.lineHeight = '1.4';
  }
  if (cell.align) element.style.textAlign = cell.align;
  if (cell.note) {
    element.title = cell.note;
    element.classList.add('noted');
  }
  return element;
}

/** Frozen rows and columns stick; their offsets are known only once the table is laid out. */
export function freeze(grid: HTMLElement, sheet: DrawnSheet): void {
  const element = grid.querySelector('table');
  if (!element) return;
  const rows = [...(element.tBodies[0]?.rows ?? [])];
  const frozenRows = shown(sheet.frozenRows, sheet.hiddenRows).length;
  const frozenColumns = shown(sheet.frozenColumns, sheet.hiddenColumns).length;
  const tops = rows.slice(0, frozenRows).map((line) => line.offsetTop);
  const lefts = [...(rows[0]?.cells ?? [])].slice(1, 1 + frozenColumns).map((cell) => cell.offsetLeft);
  // The letters go with their columns.
  [...(element.tHead?.rows[0]?.cells ?? [])].slice(1, 1 + frozenColumns).forEach((letter, column) => {
    letter.style.left = `${lefts[column]}px`;
    letter.classList.add('frozen-column');
  });
  rows.forEach((line, index) => {
    [...line.cells].forEach((cell, position) => {
      const column = position - 1;
      if (index < frozenRows) cell.style.top = `${tops[index]}px`;
      if (column >= 0 && column < frozenColumns) cell.style.left = `${lefts[column]}px`;
      cell.classList.toggle('frozen-row', index < frozenRows);
      cell.classList.toggle('frozen-column', column < frozenColumns);
      cell.classList.toggle('last-frozen-row', index === frozenRows - 1);
      cell.classList.toggle('last-frozen-column', column === frozenColumns - 1);
    });
  });
  // What is scrolled to must not stop behind the frozen panes.
  grid.style.scrollPaddingTop = `${rows[frozenRows]?.offsetTop ?? 0}px`;
  grid.style.scrollPaddingLeft = `${rows[0]?.cells[frozenColumns + 1]?.offsetLeft ?? HEAD_WIDTH}px`;
}

/** Where filling in begins: the first cell that waits for it, else the first below the heads that can be seen and changed. */
export function firstOpen({ cells, ...sheet }: DrawnSheet): { row: number; column: number } {
  const waiting = cells.find((cell) => cell.waiting === true);
  if (waiting) return { row: waiting.row, column: waiting.column };
  const locked = new Set(cells.filter((cell) => cell.locked).map((cell) => key(cell.row, cell.column)));
  const columns = shown(sheet.columns, sheet.hiddenColumns);
  for (const row of shown(sheet.rows, sheet.hiddenRows)) {
    const column = columns.find((one) => row >= sheet.frozenRows && !locked.has(key(row, one)));
    if (column !== undefined) return { row, column };
  }
  return { row: sheet.frozenRows, column: sheet.frozenColumns };
}

/** The list of a cell's choices, as its editor. */
export function picker(cell: DrawnCell): HTMLSelectElement {
  const field = document.createElement('select');
  field.append(new Option(''), ...(cell.choices ?? []).map((choice) => new Option(choice, choice)));
  field.value = cell.text;
  return field;
}
