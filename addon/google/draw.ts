/** Owns drawing a plan with SpreadsheetApp: formats before values, one call per column or block, never one per row. */
import { columnLetters } from '../../shared/raw-sheet.ts';
import {
  COLOURS,
  dataRows,
  FONT,
  groundOf,
  headTexts,
  labelFormat,
  PROTECTION,
  runs,
  sheetRowsOf,
  TITLE_SIZE,
} from '../../shared/sheet-drawing.ts';
import { LABEL_COLUMN } from '../../shared/sheet-layout.ts';
import { LISTS_TAB, METADATA, type SheetPlan, type TabPlan } from '../../shared/sheet-plan.ts';
import type { Bound, PlainTab } from '../core/ports.ts';
import { sheetValue } from './cells.ts';
import { addRequiredTint, addValidation, protectData, protectHead } from './draw-rules.ts';
import { sectionMetadata } from './snapshot.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Value of the section metadata on the totals tab, which belongs to no section. */
const PLAIN_TAB_MARK = '_plain';

/** Draws the tabs not kept; answers the sheet id of each drawn section. */
export function drawPlan(spreadsheet: Spreadsheet, plan: SheetPlan, keep: readonly string[]): Bound {
  const first = spreadsheet.getSheets();
  const fresh = first.length === 1 ? first.find((sheet) => sheet.getLastRow() === 0) : undefined;
  if (fresh !== undefined) {
    spreadsheet.setSpreadsheetLocale(plan.locale);
    spreadsheet.setSpreadsheetTimeZone(plan.timeZone);
  }
  const zone = spreadsheet.getSpreadsheetTimeZone();
  drawLists(spreadsheet, plan);
  const bound: Record<string, number> = {};
  for (const tab of plan.tabs) {
    if (keep.includes(tab.section)) continue;
    bound[tab.section] = drawTab(spreadsheet, tab, zone).getSheetId();
  }
  markReport(spreadsheet, plan);
  const [opening] = Object.values(bound);
  const sheet = opening === undefined ? null : spreadsheet.getSheetById(opening);
  if (sheet !== null) spreadsheet.setActiveSheet(sheet);
  if (fresh !== undefined && sheet !== null) spreadsheet.deleteSheet(fresh);
  return bound;
}

export function markReport(spreadsheet: Spreadsheet, plan: SheetPlan): void {
  for (const entry of spreadsheet.getDeveloperMetadata()) {
    if (entry.getKey() === METADATA.report) entry.remove();
  }
  spreadsheet.addDeveloperMetadata(
    METADATA.report,
    JSON.stringify(plan.report),
    SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT,
  );
}

export function drawLists(spreadsheet: Spreadsheet, plan: SheetPlan): void {
  if (plan.lists.length === 0) return;
  const sheet = spreadsheet.getSheetByName(LISTS_TAB) ?? spreadsheet.insertSheet(LISTS_TAB);
  const height = 1 + Math.max(...plan.lists.map((list) => list.values.length));
  fitGrid(sheet, height, plan.lists.length);
  const values: string[][] = [];
  for (let row = 0; row < height; row += 1) {
    values.push(plan.lists.map((list) => (row === 0 ? list.heading : (list.values[row - 1] ?? ''))));
  }
  sheet.getRange(1, 1, height, plan.lists.length).setNumberFormat('@').setValues(values);
  sheet.protect().setDescription(PROTECTION.lists).setWarningOnly(true);
  sheet.hideSheet();
}

export function freeName(spreadsheet: Spreadsheet, name: string): string {
  let free = name;
  for (let n = 2; spreadsheet.getSheetByName(free) !== null; n += 1) free = `${name} ${n}`;
  return free;
}

function drawTab(spreadsheet: Spreadsheet, tab: TabPlan, zone: string): Sheet {
  const sheet = spreadsheet.insertSheet(freeName(spreadsheet, tab.name));
  printTab(sheet, tab, zone);
  dressTab(spreadsheet, sheet, tab);
  addMetadata(sheet, tab);
  return sheet;
}

/** Fits a sheet of our own to the tab and prints on it: formats before values. */
export function printTab(sheet: Sheet, tab: TabPlan, zone: string): void {
  const width = tab.columns.length;
  const rows = tab.rows.length + tab.spareRows;
  fitGrid(sheet, sheetRowsOf(tab), width);
  sheet.getRange(1, 1, tab.headerRow, width).setNumberFormat('@');
  if (rows > 0) formatColumns(sheet, tab, rows);
  sheet.getRange(1, 1, tab.firstRow - 1 + rows, width).setValues(printedValues(tab, zone));
}

/** How a tab looks and what it enforces; no value and no number format of the table is touched. */
export function dressTab(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan): void {
  const width = tab.columns.length;
  const rows = tab.rows.length + tab.spareRows;
  sheet
    .getRange(1, 1, tab.firstRow - 1 + rows, width)
    .setVerticalAlignment('middle')
    .setFontFamily(FONT);
  tab.columns.forEach((column, index) => {
    sheet.setColumnWidth(index + 1, column.width);
  });
  if (rows > 0) styleColumns(sheet, tab, rows);
  styleHeader(sheet, tab);
  if (tab.kind === 'grid') styleGrid(sheet, tab);
  addValidation(spreadsheet, sheet, tab);
  addRequiredTint(sheet, tab);
  protectHead(sheet, tab);
  protectData(sheet, tab);
  freezeTab(sheet, tab);
  hideIds(sheet, tab);
}

export function freezeTab(sheet: Sheet, tab: TabPlan): void {
  sheet.setFrozenRows(tab.frozenRows);
  sheet.setFrozenColumns(frozenColumnsOf(tab));
}

export function hideIds(sheet: Sheet, tab: TabPlan): void {
  sheet.hideRows(tab.keyRow);
  tab.columns.forEach((column, index) => {
    if (column.hidden) sheet.hideColumns(index + 1);
  });
}

export const frozenColumnsOf = ({ frozenColumns, columns }: TabPlan): number =>
  Math.min(frozenColumns, columns.length - 1);

/** Rows of a grid that stands. Only printed cells are written: somebody may be typing in the others this moment. */
export function drawRows(spreadsheet: Spreadsheet, sheetId: number, tab: TabPlan): void {
  const sheet = spreadsheet.getSheetById(sheetId);
  if (sheet === null) return;
  const { length } = tab.rows;
  const has = sheet.getMaxRows();
  const more = tab.firstRow - 1 + length - has;
  const zone = spreadsheet.getSpreadsheetTimeZone();
  const values = tab.rows.map((row) => row.cells.map((cell) => sheetValue(cell, zone)));
  try {
    if (more > 0) sheet.insertRowsAfter(has, more);
    formatColumns(sheet, tab, length);
    styleColumns(sheet, tab, length);
    for (const [first, count] of runs(tab.columns, ({ locked }) => locked)) {
      const printed = sheet.getRange(tab.firstRow, first + 1, length, count);
      printed.setValues(values.map((row) => row.slice(first, first + count)));
    }
    const all = sheet.getRange(tab.firstRow, 1, length, tab.columns.length);
    drawLines(all.setVerticalAlignment('middle').setFontFamily(FONT));
    styleGrid(sheet, tab);
    addValidation(spreadsheet, sheet, tab);
    addRequiredTint(sheet, tab);
    protectData(sheet, tab);
  } catch {
    // Closed to this person: what lacks is told, and somebody else's check adds it.
  }
}

/** As many rows and columns as needed: empty ones cost every later read. */
function fitGrid(sheet: Sheet, rows: number, columns: number): void {
  const hasRows = sheet.getMaxRows();
  const hasColumns = sheet.getMaxColumns();
  if (hasRows < rows) sheet.insertRowsAfter(hasRows, rows - hasRows);
  else if (hasRows > rows) sheet.deleteRows(rows + 1, hasRows - rows);
  if (hasColumns < columns) sheet.insertColumnsAfter(hasColumns, columns - hasColumns);
  else if (hasColumns > columns) sheet.deleteColumns(columns + 1, hasColumns - columns);
}

/** A label is indented by its format: the text stays as it is. */
function formatColumns(sheet: Sheet, tab: TabPlan, rows: number): void {
  tab.columns.forEach((column, index) => {
    sheet.getRange(tab.firstRow, index + 1, rows, 1).setNumberFormat(column.numberFormat);
    if (column.id !== LABEL_COLUMN || tab.rows.length === 0) return;
    const formats = tab.rows.map((row) => [labelFormat(row.indent)]);
    sheet.getRange(tab.firstRow, index + 1, tab.rows.length, 1).setNumberFormats(formats);
  });
}

function styleColumns(sheet: Sheet, tab: TabPlan, rows: number): void {
  tab.columns.forEach((column, index) => {
    const range = sheet.getRange(tab.firstRow, index + 1, rows, 1);
    range.setHorizontalAlignment(column.align).setWrap(column.wrap);
    if (column.locked && tab.kind === 'list') range.setBackground(COLOURS.locked);
  });
}

type Printed = string | number | Date;

/** Every cell from A1 to the last prepared row, in one block. */
const printedValues = (tab: TabPlan, zone: string): Printed[][] => [
  ...headTexts(tab),
  ...dataRows(tab).map((row) => row.cells.map((cell) => sheetValue(cell, zone))),
];

function styleHeader(sheet: Sheet, tab: TabPlan): void {
  const width = tab.columns.length;
  sheet.getRange(tab.titleRow, 1, 1, width).setFontSize(TITLE_SIZE).setFontWeight('bold').setWrap(false);
  sheet.getRange(tab.subtitleRow, 1, 1, width).setFontColor(COLOURS.muted).setWrap(false);
  const rows = tab.headerRow - tab.groupRow + 1;
  sheet
    .getRange(tab.groupRow, 1, rows, width)
    .setFontWeight('bold')
    .setBackground(COLOURS.header)
    .setHorizontalAlignment('center')
    .setWrap(true);
  // Like the title, a group's words run on over the columns they stand for.
  if (rows > 1) sheet.getRange(tab.groupRow, 1, 1, width).setHorizontalAlignment('left').setWrap(false);
  const notes = tab.columns.map((column) => column.note ?? '');
  if (notes.some((note) => note !== '')) sheet.getRange(tab.headerRow, 1, 1, width).setNotes([notes]);
  drawLines(sheet.getRange(tab.groupRow, 1, rows + tab.rows.length + tab.spareRows, width));
}

const drawLines = (range: GoogleAppsScript.Spreadsheet.Range): unknown =>
  range.setBorder(true, true, true, true, true, true, COLOURS.line, SpreadsheetApp.BorderStyle.SOLID);

/** Bold headings, grey where nothing is to be typed. */
function styleGrid(sheet: Sheet, tab: TabPlan): void {
  if (tab.rows.length === 0) return;
  const body = sheet.getRange(tab.firstRow, 1, tab.rows.length, tab.columns.length);
  body.setFontWeights(tab.rows.map((row) => tab.columns.map(() => (row.bold ? 'bold' : 'normal'))));
  body.setBackgrounds(tab.rows.map((row) => tab.columns.map((column) => groundOf(row, column))));
}

/** Whose section the sheet is, and whose column each of its columns. */
function addMetadata(sheet: Sheet, tab: TabPlan): void {
  sheet.addDeveloperMetadata(
    METADATA.section,
    tab.section,
    SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT,
  );
  markColumns(sheet, tab);
}

export function markColumns(sheet: Sheet, tab: TabPlan): void {
  const visibility = SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT;
  tab.columns.forEach((column, index) => {
    const letters = columnLetters(index);
    sheet.getRange(`${letters}:${letters}`).addDeveloperMetadata(METADATA.column, column.id, visibility);
  });
}

/** Replaces our own plain tab; a tab of the office's with the same name is left alone. */
export function drawPlainTab(spreadsheet: Spreadsheet, tab: PlainTab): Sheet {
  const zone = spreadsheet.getSpreadsheetTimeZone();
  const [own] = [...sectionMetadata(spreadsheet)].find(([, section]) => section === PLAIN_TAB_MARK) ?? [];
  const known = own === undefined ? null : spreadsheet.getSheetById(own);
  const sheet = known ?? spreadsheet.insertSheet(freeName(spreadsheet, tab.name));
  if (known !== null) sheet.clear();
  else
    sheet.addDeveloperMetadata(
      METADATA.section,
      PLAIN_TAB_MARK,
      SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT,
    );
  const width = tab.header.length;
  fitGrid(sheet, Math.max(4 + tab.rows.length, 5), width);
  sheet.getRange(1, 1, 4, width).setNumberFormat('@');
  const line = (text: string): Printed[] => tab.header.map((_, index) => (index === 0 ? text : ''));
  const values: Printed[][] = [line(tab.title), line(tab.subtitle), line(''), [...tab.header]];
  for (const row of tab.rows) values.push(row.map((cell) => sheetValue(cell, zone)));
  tab.widths.forEach((pixels, index) => {
    sheet.setColumnWidth(index + 1, pixels);
  });
  if (tab.rows.length > 0) drawPlainRows(sheet.getRange(5, 1, tab.rows.length, width), tab);
  sheet.getRange(1, 1, values.length, width).setValues(values);
  sheet.getRange(1, 1, 1, width).setFontSize(TITLE_SIZE).setFontWeight('bold');
  sheet.getRange(4, 1, 1, width).setFontWeight('bold').setBackground(COLOURS.header).setWrap(true);
  sheet.setFrozenRows(4);
  sheet.setFrozenColumns(tab.frozenColumns);
  sheet.activate();
  return sheet;
}

function drawPlainRows(range: GoogleAppsScript.Spreadsheet.Range, tab: PlainTab): void {
  const each = <T>(of: (heading: boolean) => T): T[][] =>
    tab.headings.map((heading) => tab.header.map(() => of(heading)));
  range
    .setNumberFormats(tab.numberFormats.map((row) => [...row]))
    .setFontWeights(each((heading) => (heading ? 'bold' : 'normal')))
    .setBackgrounds(each((heading) => (heading ? COLOURS.locked : COLOURS.open)))
    .setVerticalAlignment('middle')
    .setWrap(true);
}
