/** Writes tables as an .xlsx workbook to be read and printed: coverage on top, frozen headers, typed cells, borders. */
import type { Borders, Row, Style, Worksheet } from 'exceljs';
import { COLOURS } from '../../shared/sheet-drawing.ts';
import { LABEL_COLUMN } from '../../shared/sheet-layout.ts';
import { withoutFormula, xlsxText } from './safe-text.ts';
import type { Table, TableCell, TableColumn, TableRow } from './table.ts';
import {
  bytesOf,
  type Face,
  figureWidth,
  heightOf,
  INDENT,
  isWide,
  newWorkbook,
  Styles,
  setPage,
  solid,
  tabName,
  wordWidth,
  writtenOf,
} from './xlsx-page.ts';

const THIN = { style: 'thin' } as const;
const ALL_SIDES: Partial<Borders> = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const HEADER_FILL = solid(COLOURS.header);
/** Typeface and sizes of Decree 30/2020/NĐ-CP, Appendix I. */
const FACE: Face = { font: 'Times New Roman', size: 12, breadth: 1.03 };
const BOLD: Face = { ...FACE, breadth: 1.13 };
const TITLE: Face = { ...BOLD, size: 14 };
/** Characters the lines above a table are given. */
const LINES = 110;

const sum = (widths: readonly number[]): number => widths.reduce((total, each) => total + each, 0);

/** Title and lines above the table, on its first page: beside the columns that are repeated on every other one. */
function writeHead(sheet: Worksheet, table: Table, widths: readonly number[]): number {
  const wide = isWide(sum(widths));
  const first = wide ? table.frozenColumns + 1 : 1;
  const last = widths.findLastIndex((_, index) => !isWide(sum(widths.slice(0, index + 1)))) + 1;
  const width = sum(widths.slice(first - 1, last));
  const put = (row: number, value: string, bold: boolean) => {
    const cell = sheet.getCell(row, first);
    const face = bold ? TITLE : FACE;
    cell.value = xlsxText(value);
    cell.font = { name: face.font, size: face.size, bold };
    cell.alignment = { vertical: 'top', wrapText: true, horizontal: 'left' };
    sheet.getRow(row).height = heightOf([{ text: value, width }], face);
    if (last > first) sheet.mergeCells(row, first, row, last);
  };
  put(1, table.title, true);
  for (const [index, line] of table.lines.entries()) put(index + 2, line, false);
  return table.lines.length + 2;
}

function writeHeaderCell(sheet: Worksheet, row: number, column: number, value: string): void {
  const cell = sheet.getCell(row, column);
  cell.value = xlsxText(value);
  cell.font = { name: FACE.font, size: FACE.size, bold: true };
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  cell.fill = HEADER_FILL;
  cell.border = ALL_SIDES;
}

/** Runs of neighbouring columns under one heading, as 1-based first and last column. */
function groupRuns(columns: readonly TableColumn[]): { group: string; first: number; last: number }[] {
  const runs: { group: string; first: number; last: number }[] = [];
  for (const [index, { group }] of columns.entries()) {
    if (group === undefined) continue;
    const run = runs.at(-1);
    if (run?.group === group && run.last === index) run.last = index + 1;
    else runs.push({ group, first: index + 1, last: index + 1 });
  }
  return runs;
}

/** Headers from row `first` on; returns the row the column names stand in. */
function writeHeader(sheet: Worksheet, table: Table, first: number, widths: readonly number[]): number {
  const runs = groupRuns(table.columns);
  const nameRow = runs.length > 0 ? first + 1 : first;
  const words = (text: string, at: number) => ({ text, width: widths[at] ?? 0 });
  for (const [index, { header, group }] of table.columns.entries()) {
    writeHeaderCell(sheet, nameRow, index + 1, header);
    if (nameRow > first && group === undefined) {
      writeHeaderCell(sheet, first, index + 1, header);
      sheet.mergeCells(first, index + 1, nameRow, index + 1);
    }
  }
  const wide = isWide(sum(widths));
  for (const { group, first: from, last: to } of runs) {
    for (let at = from; at <= to; at += 1) writeHeaderCell(sheet, first, at, group);
    // Merged over several pages a group's words would be cut in two, and left out over the pages that follow.
    if (!wide && to > from) sheet.mergeCells(first, from, first, to);
  }
  if (wide && runs.length > 0) {
    const groups = table.columns.map(({ group = '' }, at) => words(group, at));
    sheet.getRow(first).height = heightOf(groups, BOLD);
  }
  sheet.getRow(nameRow).height = heightOf(
    table.columns.map(({ header }, at) => words(header, at)),
    BOLD,
  );
  return nameRow;
}

const guarded = (cell: TableCell): TableCell =>
  cell?.type === 'text' ? { type: 'text', value: withoutFormula(cell.value) } : cell;

function styleOf(column: TableColumn, source: TableRow, numFmt: string | undefined): Partial<Style> {
  return {
    ...(numFmt === undefined ? {} : { numFmt }),
    font: { name: FACE.font, size: FACE.size, bold: source.bold },
    border: ALL_SIDES,
    alignment: {
      horizontal: column.align,
      vertical: 'top',
      wrapText: true,
      ...(column.id === LABEL_COLUMN && source.indent ? { indent: source.indent } : {}),
    },
  };
}

function writeRow(row: Row, table: Table, widths: readonly number[], source: TableRow, styles: Styles): void {
  const cells = widths.map((width, place) => {
    const cell = source.cells[place];
    const indent = table.columns[place]?.id === LABEL_COLUMN ? source.indent * INDENT : 0;
    return { text: cell?.type === 'text' ? cell.value : '', width: width - indent };
  });
  row.height = heightOf(cells, source.bold ? BOLD : FACE);
  for (const [place, column] of table.columns.entries()) {
    const cell = row.getCell(place + 1);
    const { value, numFmt } = writtenOf(guarded(source.cells[place] ?? null));
    if (value !== null) cell.value = value;
    const key = `${column.id === LABEL_COLUMN} ${column.align} ${source.bold} ${source.indent} ${numFmt}`;
    cell.style = styles.get(key, () => styleOf(column, source, numFmt));
  }
}

/**
 * Wide enough for every figure, which a spreadsheet would otherwise show as "####", for every word of the header, and
 * for the lines above the table: its columns of text take what is left.
 */
function widthsOf({ columns, rows }: Table): number[] {
  if (columns.length === 0) return [LINES];
  const widths = columns.map(({ header, width }, place) =>
    rows.reduce(
      (most, { cells }) => Math.max(most, figureWidth(cells[place] ?? null, FACE)),
      Math.max(width, wordWidth(header, BOLD)),
    ),
  );
  const texts = columns.filter(({ align }) => align === 'left').length;
  const left = Math.max(0, LINES - sum(widths));
  return widths.map((width, place) => (columns[place]?.align === 'left' ? width + left / texts : width));
}

function writeTable(sheet: Worksheet, table: Table, styles: Styles): void {
  const widths = widthsOf(table);
  for (const [index, width] of widths.entries()) sheet.getColumn(index + 1).width = width;
  const firstHeaderRow = writeHead(sheet, table, widths);
  const headerRow = writeHeader(sheet, table, firstHeaderRow, widths);
  for (const [index, row] of table.rows.entries()) {
    writeRow(sheet.getRow(headerRow + 1 + index), table, widths, row, styles);
  }
  sheet.views = [{ state: 'frozen', xSplit: table.frozenColumns, ySplit: headerRow }];
  const lastRow = headerRow + table.rows.length;
  setPage(sheet, {
    font: FACE.font,
    headerRows: [firstHeaderRow, headerRow],
    lastRow,
    lastColumn: widths.length,
    frozenColumns: table.frozenColumns,
    width: sum(widths),
  });
}

/** One tab per table. `at`: the moment written into the file. */
export async function xlsxOf(
  title: string,
  tables: readonly Table[],
  at: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = newWorkbook(title, at);
  const styles = new Styles();
  for (const table of tables) {
    writeTable(workbook.addWorksheet(tabName(workbook, table.name)), table, styles);
  }
  return bytesOf(workbook);
}
