/** Owns the values collection of the Sheets API: reading and writing plain grids. Source: reference "spreadsheets.values". */

import { parseA1, type Rect, rectA1 } from '../model/address.ts';
import { isDateFormat } from '../model/display.ts';
import type { SheetModel } from '../model/sheet.ts';
import type { Typed } from '../model/typed.ts';
import type { Workbook } from '../model/workbook.ts';
import { bad, notInStandIn } from './api-error.ts';

export function areaAt(workbook: Workbook, text: string): { sheet: SheetModel; rect: Rect } {
  const whole = workbook.sheetByName(text.replace(/^'(.*)'$/, '$1'));
  if (whole) return { sheet: whole, rect: whole.all };
  const name = parseA1(text, { rows: 1, columns: 1 })?.sheet;
  const sheet = name === undefined ? workbook.sheets[0] : workbook.sheetByName(name);
  const parsed = sheet && parseA1(text, { rows: sheet.rowCount, columns: sheet.columnCount });
  if (!sheet || !parsed) throw bad(`Unable to parse range: ${text}`);
  const { rect } = parsed;
  if (rect.row + rect.rows > sheet.rowCount || rect.column + rect.columns > sheet.columnCount) {
    throw bad(
      `Range (${text}) exceeds grid limits. Max rows: ${sheet.rowCount}, max columns: ${sheet.columnCount}`,
    );
  }
  return { sheet, rect };
}

export interface ReadOptions {
  readonly render: string | undefined;
  readonly dates: string | undefined;
}

const RENDERS = ['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'];

/** Trailing blank rows and columns are left out (reference: ValueRange "empty trailing rows and columns are omitted"). */
export function readValues(
  workbook: Workbook,
  text: string,
  options: ReadOptions,
): gapi.client.sheets.ValueRange {
  const { sheet, rect } = areaAt(workbook, text);
  const render = options.render ?? 'FORMATTED_VALUE';
  if (!RENDERS.includes(render)) throw bad(`Invalid valueRenderOption: ${render}`);
  const values = sheet.table(rect, (cell) => {
    if (render === 'FORMULA' && cell.formula !== undefined) return cell.formula;
    if (cell.value === null) return '';
    const asText = render === 'FORMATTED_VALUE' || typeof cell.value === 'object';
    const formattedDate = isDateFormat(cell.style.format) && options.dates === 'FORMATTED_STRING';
    return asText || formattedDate ? workbook.display(cell) : cell.value;
  });
  const trimmed = values.map((row) => row.slice(0, lastFilled(row)));
  while (trimmed.length > 0 && trimmed[trimmed.length - 1]?.length === 0) trimmed.pop();
  return {
    range: `'${sheet.name}'!${rectA1(rect)}`,
    majorDimension: 'ROWS',
    ...(trimmed.length > 0 ? { values: trimmed } : {}),
  };
}

function lastFilled(row: readonly unknown[]): number {
  let end = row.length;
  while (end > 0 && row[end - 1] === '') end--;
  return end;
}

function typed(
  workbook: Workbook,
  sheet: SheetModel,
  row: number,
  column: number,
  value: unknown,
  raw: boolean,
): Typed | undefined {
  // null leaves the cell as it is; "" clears it (reference: ValueRange.values).
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return { value, kind: 'number' };
  if (typeof value === 'boolean') return { value, kind: 'boolean' };
  if (typeof value !== 'string') throw bad(`Invalid values[${row}][${column}]`);
  if (value === '') return { value: null, kind: 'blank' };
  return raw ? { value, kind: 'text' } : workbook.read(value, sheet, row, column);
}

export function writeValues(
  workbook: Workbook,
  who: string,
  ranges: readonly gapi.client.sheets.ValueRange[],
  option: string | undefined,
): gapi.client.sheets.UpdateValuesResponse[] {
  if (option !== 'RAW' && option !== 'USER_ENTERED')
    throw bad("'valueInputOption' is required but not specified");
  return workbook.atomically(() => ranges.map((each) => writeRange(workbook, who, each, option === 'RAW')));
}

function writeRange(
  workbook: Workbook,
  who: string,
  given: gapi.client.sheets.ValueRange,
  raw: boolean,
): gapi.client.sheets.UpdateValuesResponse {
  if (given.majorDimension !== undefined && given.majorDimension !== 'ROWS')
    throw notInStandIn(given.majorDimension);
  const { sheet, rect } = areaAt(workbook, given.range ?? '');
  const values: readonly (readonly unknown[])[] = given.values ?? [];
  const width = Math.max(0, ...values.map((row) => row.length));
  // A single cell is a starting corner; a wider range must hold the data (reference: values.update).
  const corner = rect.rows === 1 && rect.columns === 1;
  if (!corner && (values.length > rect.rows || width > rect.columns)) {
    throw bad(`Requested writing within range [${given.range ?? ''}], but tried writing to more.`);
  }
  const area = { ...rect, rows: Math.max(1, values.length), columns: Math.max(1, width) };
  workbook.requireEdit(who, sheet, area);
  let cells = 0;
  values.forEach((line, dy) => {
    line.forEach((value, dx) => {
      const entry = typed(workbook, sheet, rect.row + dy, rect.column + dx, value, raw);
      if (!entry) return;
      cells += 1;
      workbook.enter(sheet, rect.row + dy, rect.column + dx, entry);
    });
  });
  return { spreadsheetId: workbook.id, updatedRange: `'${sheet.name}'!${rectA1(area)}`, updatedCells: cells };
}
