/** Writes tables as an .xlsx workbook to be read and printed: coverage on top, frozen headers, typed cells, borders. */
import type { Borders, Row, Style, Worksheet } from 'exceljs';
import { withoutFormula, xlsxText } from './safe-text.ts';
import type { Table, TableCell, TableColumn, TableRow } from './table.ts';
import { bytesOf, FONT, heightOf, newWorkbook, Styles, setPage, tabName, writtenOf } from './xlsx-page.ts';

const THIN = { style: 'thin' } as const;
const ALL_SIDES: Partial<Borders> = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF6F8FA' } } as const;

function writeHead(sheet: Worksheet, table: Table, width: number): number {
  const put = (row: number, value: string, bold: boolean) => {
    const cell = sheet.getCell(row, 1);
    cell.value = xlsxText(value);
    cell.font = { name: FONT, size: bold ? 14 : 12, bold };
    cell.alignment = { vertical: 'middle', wrapText: true, horizontal: 'left' };
    if (width > 1) sheet.mergeCells(row, 1, row, width);
  };
  put(1, table.title, true);
  for (const [index, line] of table.lines.entries()) put(index + 2, line, false);
  return table.lines.length + 2;
}

function writeHeaderCell(sheet: Worksheet, row: number, column: number, value: string): void {
  const cell = sheet.getCell(row, column);
  cell.value = xlsxText(value);
  cell.font = { name: FONT, size: 12, bold: true };
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
function writeHeader(sheet: Worksheet, table: Table, first: number): number {
  const runs = groupRuns(table.columns);
  const nameRow = runs.length > 0 ? first + 1 : first;
  for (const [index, { header, group }] of table.columns.entries()) {
    writeHeaderCell(sheet, nameRow, index + 1, header);
    if (nameRow > first && group === undefined) {
      writeHeaderCell(sheet, first, index + 1, header);
      sheet.mergeCells(first, index + 1, nameRow, index + 1);
    }
  }
  for (const run of runs) {
    writeHeaderCell(sheet, first, run.first, run.group);
    if (run.last > run.first) sheet.mergeCells(first, run.first, first, run.last);
  }
  return nameRow;
}

const guarded = (cell: TableCell): TableCell =>
  cell?.type === 'text' ? { type: 'text', value: withoutFormula(cell.value) } : cell;

function styleOf(column: TableColumn, source: TableRow, numFmt: string | undefined): Partial<Style> {
  const left = column.align === 'left';
  return {
    ...(numFmt === undefined ? {} : { numFmt }),
    font: { name: FONT, size: 12, bold: source.bold },
    border: ALL_SIDES,
    alignment: {
      horizontal: column.align,
      vertical: 'top',
      wrapText: left,
      ...(left && source.indent ? { indent: source.indent } : {}),
    },
  };
}

function writeRow(row: Row, table: Table, source: TableRow, styles: Styles): void {
  row.height = heightOf(
    table.columns.map(({ width, align }, place) => {
      const cell = source.cells[place];
      return {
        text: align === 'left' && cell?.type === 'text' ? cell.value : '',
        width: width - source.indent,
      };
    }),
  );
  for (const [place, column] of table.columns.entries()) {
    const cell = row.getCell(place + 1);
    const { value, numFmt } = writtenOf(guarded(source.cells[place] ?? null));
    if (value !== null) cell.value = value;
    const key = `${column.align} ${source.bold} ${source.indent} ${numFmt}`;
    cell.style = styles.get(key, () => styleOf(column, source, numFmt));
  }
}

function writeTable(sheet: Worksheet, table: Table, styles: Styles): void {
  const width = table.columns.length;
  for (const [index, column] of table.columns.entries()) sheet.getColumn(index + 1).width = column.width;
  const firstHeaderRow = writeHead(sheet, table, width);
  const headerRow = writeHeader(sheet, table, firstHeaderRow);
  const widths = table.columns.map((column) => column.width);
  const headers = table.columns.map(({ header }, index) => ({ text: header, width: widths[index] ?? 1 }));
  sheet.getRow(headerRow).height = heightOf(headers);
  for (const [index, row] of table.rows.entries()) {
    writeRow(sheet.getRow(headerRow + 1 + index), table, row, styles);
  }
  sheet.views = [{ state: 'frozen', xSplit: table.frozenColumns, ySplit: headerRow }];
  const lastRow = headerRow + table.rows.length;
  setPage(sheet, {
    headerRows: [firstHeaderRow, headerRow],
    lastRow,
    lastColumn: width,
    frozenColumns: table.frozenColumns,
    width: widths.reduce((sum, each) => sum + each, 0),
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
