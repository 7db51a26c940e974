/** Turns the plan of a workbook into the requests of one Sheets batchUpdate; nothing here talks to Google. */
import type { sheets_v4 } from 'googleapis';
import { dataRows, PROTECTION, sheetRowsOf } from '../../shared/sheet-drawing.ts';
import { LISTS_TAB, METADATA, type SheetPlan, type TabPlan } from '../../shared/sheet-plan.ts';
import { FORMAT_FIELDS, headCells, rowCells, textCell } from './draw-cells.ts';
import { protectionsOf, tintsOf } from './draw-rules.ts';

type Request = sheets_v4.Schema$Request;

/** Google gives the first sheet of a new file this id; it goes once ours are there. */
const FIRST_SHEET = 0;
const LISTS_SHEET = 99;
const FIRST_TAB = 100;
const sheetIdOf = (index: number): number => FIRST_TAB + index;

/** All requests that make a new spreadsheet the planned workbook, in the order Google must apply them. */
export function drawRequests(plan: SheetPlan): Request[] {
  return [
    {
      updateSpreadsheetProperties: {
        properties: { title: plan.title, locale: plan.locale, timeZone: plan.timeZone },
        fields: 'title,locale,timeZone',
      },
    },
    ...listsRequests(plan),
    ...plan.tabs.flatMap((tab, index) => tabRequests(tab, sheetIdOf(index))),
    metadata(METADATA.report, JSON.stringify(plan.report), { spreadsheet: true }),
    { deleteSheet: { sheetId: FIRST_SHEET } },
  ];
}

function metadata(key: string, value: string, location: sheets_v4.Schema$DeveloperMetadataLocation): Request {
  const developerMetadata = { metadataKey: key, metadataValue: value, visibility: 'DOCUMENT', location };
  return { createDeveloperMetadata: { developerMetadata } };
}

function listsRequests({ lists }: SheetPlan): Request[] {
  if (lists.length === 0) return [];
  const height = 1 + Math.max(...lists.map(({ values }) => values.length));
  const rows = Array.from({ length: height }, (_, row) => ({
    values: lists.map(({ heading, values }) => textCell(row === 0 ? heading : (values[row - 1] ?? ''))),
  }));
  const gridProperties = { rowCount: height, columnCount: lists.length };
  return [
    { addSheet: { properties: { sheetId: LISTS_SHEET, title: LISTS_TAB, hidden: true, gridProperties } } },
    { updateCells: { start: start(LISTS_SHEET), rows, fields: FORMAT_FIELDS } },
    {
      addProtectedRange: {
        protectedRange: {
          range: { sheetId: LISTS_SHEET },
          description: PROTECTION.lists,
          warningOnly: true,
        },
      },
    },
  ];
}

const start = (sheetId: number): sheets_v4.Schema$GridCoordinate => ({
  sheetId,
  rowIndex: 0,
  columnIndex: 0,
});

function tabRequests(tab: TabPlan, sheetId: number): Request[] {
  const rows = dataRows(tab);
  const width = tab.columns.length;
  const gridProperties = {
    rowCount: sheetRowsOf(tab),
    columnCount: width,
    frozenRowCount: tab.frozenRows,
    frozenColumnCount: Math.min(tab.frozenColumns, width - 1),
  };
  const cells = [...headCells(tab), ...rows.map((row) => rowCells(tab, row))].map((values) => ({ values }));
  return [
    { addSheet: { properties: { sheetId, title: tab.name, gridProperties } } },
    { updateCells: { start: start(sheetId), rows: cells, fields: FORMAT_FIELDS } },
    ...sizes(tab, sheetId),
    ...protectionsOf(tab, sheetId, rows.length),
    ...tintsOf(tab, sheetId, rows.length),
    metadata(METADATA.section, tab.section, { sheetId }),
    ...tab.columns.map((column, index) =>
      metadata(METADATA.column, column.id, { dimensionRange: line(sheetId, 'COLUMNS', index) }),
    ),
  ];
}

function line(
  sheetId: number,
  dimension: 'ROWS' | 'COLUMNS',
  index: number,
): sheets_v4.Schema$DimensionRange {
  return { sheetId, dimension, startIndex: index, endIndex: index + 1 };
}

function sizes(tab: TabPlan, sheetId: number): Request[] {
  const keyRow = line(sheetId, 'ROWS', tab.keyRow - 1);
  return [
    ...tab.columns.map((column, index) => ({
      updateDimensionProperties: {
        range: line(sheetId, 'COLUMNS', index),
        properties: { pixelSize: column.width, hiddenByUser: column.hidden },
        fields: 'pixelSize,hiddenByUser',
      },
    })),
    {
      updateDimensionProperties: {
        range: keyRow,
        properties: { hiddenByUser: true },
        fields: 'hiddenByUser',
      },
    },
  ];
}
