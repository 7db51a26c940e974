/** Owns GridRange and the resource shapes of the Sheets API: what spreadsheets.get tells about the workbook. */

import type { Rect } from '../model/address.ts';
import type { Line, Metadata, SheetModel } from '../model/sheet.ts';
import type { ProtectionModel, Workbook } from '../model/workbook.ts';
import { lineRect } from '../script/metadata.ts';
import { bad } from './api-error.ts';
import { cellData, colorOf, defined } from './cell-data.ts';

type GridRange = gapi.client.sheets.GridRange;

export function sheetOf(workbook: Workbook, id: number | undefined): SheetModel {
  // An absent sheetId means 0 (proto default, seen in every GridRange sample).
  const sheet = workbook.sheetById(id ?? 0);
  if (!sheet) throw bad(`No grid with id: ${id ?? 0}`);
  return sheet;
}

/** Open ends reach the sheet's border (reference: GridRange). */
export function areaOf(workbook: Workbook, range: GridRange | undefined): { sheet: SheetModel; rect: Rect } {
  if (!range) throw bad('range is required');
  const sheet = sheetOf(workbook, range.sheetId);
  const top = range.startRowIndex ?? 0;
  const left = range.startColumnIndex ?? 0;
  const bottom = range.endRowIndex ?? sheet.rowCount;
  const right = range.endColumnIndex ?? sheet.columnCount;
  if (
    top < 0 ||
    left < 0 ||
    bottom > sheet.rowCount ||
    right > sheet.columnCount ||
    bottom <= top ||
    right <= left
  ) {
    throw bad(
      `Range (${sheet.name}) exceeds grid limits. Max rows: ${sheet.rowCount}, max columns: ${sheet.columnCount}`,
    );
  }
  return { sheet, rect: { row: top, column: left, rows: bottom - top, columns: right - left } };
}

export function gridRange(sheet: SheetModel, rect: Rect | undefined): GridRange {
  if (!rect) return { sheetId: sheet.id };
  return {
    sheetId: sheet.id,
    startRowIndex: rect.row,
    endRowIndex: rect.row + rect.rows,
    startColumnIndex: rect.column,
    endColumnIndex: rect.column + rect.columns,
  };
}

type MetadataData = gapi.client.sheets.DeveloperMetadata;

export function metadataData(
  entry: Metadata,
  location: gapi.client.sheets.DeveloperMetadataLocation,
): MetadataData {
  return {
    metadataId: entry.id,
    metadataKey: entry.key,
    metadataValue: entry.value,
    visibility: entry.visibility,
    location,
  };
}

function dimensionData(sheet: SheetModel, kind: 'row' | 'column'): gapi.client.sheets.DimensionProperties[] {
  return sheet.lines(kind).map((line: Line) =>
    defined<gapi.client.sheets.DimensionProperties>({
      pixelSize: line.size ?? (kind === 'row' ? 21 : 100),
      hiddenByUser: line.hidden || undefined,
      hiddenByFilter: line.hiddenByFilter || undefined,
      developerMetadata:
        line.metadata.length === 0
          ? undefined
          : line.metadata.map((entry) => metadataData(entry, lineLocation(sheet, kind, line))),
    }),
  );
}

function lineLocation(
  sheet: SheetModel,
  kind: 'row' | 'column',
  line: Line,
): gapi.client.sheets.DeveloperMetadataLocation {
  const rect = lineRect(sheet, kind, line);
  const start = kind === 'row' ? rect?.row : rect?.column;
  return {
    locationType: kind === 'row' ? 'ROW' : 'COLUMN',
    dimensionRange: {
      sheetId: sheet.id,
      dimension: kind === 'row' ? 'ROWS' : 'COLUMNS',
      startIndex: start ?? 0,
      endIndex: (start ?? 0) + 1,
    },
  };
}

export function sheetProperties(workbook: Workbook, sheet: SheetModel): gapi.client.sheets.SheetProperties {
  return defined<gapi.client.sheets.SheetProperties>({
    sheetId: sheet.id,
    title: sheet.name,
    index: workbook.sheets.indexOf(sheet),
    sheetType: 'GRID',
    hidden: sheet.hidden || undefined,
    tabColor: colorOf(sheet.tabColor),
    gridProperties: defined<gapi.client.sheets.GridProperties>({
      rowCount: sheet.rowCount,
      columnCount: sheet.columnCount,
      frozenRowCount: sheet.frozenRows || undefined,
      frozenColumnCount: sheet.frozenColumns || undefined,
      hideGridlines: sheet.gridlinesHidden || undefined,
    }),
  });
}

export function protectionData(
  workbook: Workbook,
  model: ProtectionModel,
): gapi.client.sheets.ProtectedRange {
  const sheet = sheetOf(workbook, model.sheetId);
  return {
    protectedRangeId: model.id,
    range: gridRange(sheet, model.rect),
    description: model.description,
    warningOnly: model.warningOnly,
    unprotectedRanges: model.unprotected.map((rect) => gridRange(sheet, rect)),
    // The owner is listed by the API though not by Apps Script (gas-fakes oddities.md).
    editors: { users: [workbook.owner, ...model.editors] },
  };
}

function gridData(workbook: Workbook, sheet: SheetModel, rect: Rect): gapi.client.sheets.GridData {
  return {
    startRow: rect.row,
    startColumn: rect.column,
    rowData: sheet.table(rect, (cell) => cellData(cell, workbook)).map((values) => ({ values })),
    rowMetadata: dimensionData(sheet, 'row').slice(rect.row, rect.row + rect.rows),
    columnMetadata: dimensionData(sheet, 'column').slice(rect.column, rect.column + rect.columns),
  };
}

function sheetData(workbook: Workbook, sheet: SheetModel, grids: readonly Rect[]): gapi.client.sheets.Sheet {
  const protections = workbook.protections.filter((each) => each.sheetId === sheet.id);
  return defined<gapi.client.sheets.Sheet>({
    properties: sheetProperties(workbook, sheet),
    data: grids.length === 0 ? undefined : grids.map((rect) => gridData(workbook, sheet, rect)),
    merges: sheet.merges.length === 0 ? undefined : sheet.merges.map((rect) => gridRange(sheet, rect)),
    protectedRanges:
      protections.length === 0 ? undefined : protections.map((each) => protectionData(workbook, each)),
    conditionalFormats:
      sheet.conditional.length === 0
        ? undefined
        : sheet.conditional.map((rule) => ({
            ranges: rule.ranges.map((rect) => gridRange(sheet, rect)),
            booleanRule: {
              condition: {
                type: rule.condition.type as NonNullable<gapi.client.sheets.BooleanCondition['type']>,
                values: rule.condition.values.map((userEnteredValue) => ({ userEnteredValue })),
              },
            },
          })),
    basicFilter: sheet.filter && { range: gridRange(sheet, sheet.filter) },
    developerMetadata:
      sheet.metadata.length === 0
        ? undefined
        : sheet.metadata.map((entry) => metadataData(entry, { locationType: 'SHEET', sheetId: sheet.id })),
  });
}

/** `grids` says which cells to include, per sheet; undefined = none. */
export function spreadsheetData(
  workbook: Workbook,
  grids: (sheet: SheetModel) => readonly Rect[] | undefined,
): gapi.client.sheets.Spreadsheet {
  return defined<gapi.client.sheets.Spreadsheet>({
    spreadsheetId: workbook.id,
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${workbook.id}/edit`,
    properties: { title: workbook.name, locale: workbook.locale, timeZone: workbook.timeZone },
    sheets: workbook.sheets.flatMap((sheet) => {
      const wanted = grids(sheet);
      return wanted === undefined ? [] : [sheetData(workbook, sheet, wanted)];
    }),
    namedRanges: workbook.namedRanges.map((each) => ({
      name: each.name,
      range: gridRange(sheetOf(workbook, each.sheetId), each.rect),
    })),
    developerMetadata:
      workbook.metadata.length === 0
        ? undefined
        : workbook.metadata.map((entry) =>
            metadataData(entry, { locationType: 'SPREADSHEET', spreadsheet: true }),
          ),
  });
}
