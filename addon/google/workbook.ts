/** The spreadsheet that is open, as the port the logic speaks to. */
import { METADATA, type SheetPlan } from '../../shared/sheet-plan.ts';
import type {
  BlockWrite,
  Bound,
  CellWrite,
  ColumnWrite,
  PlainTab,
  ReportRef,
  WorkbookPort,
} from '../core/ports.ts';
import { sheetValue } from './cells.ts';
import { drawPlainTab, drawPlan } from './draw.ts';
import { readTabs, sectionMetadata } from './read.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

export function openWorkbook(): WorkbookPort {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  return {
    fileId: () => spreadsheet.getId(),
    fileName: () => spreadsheet.getName(),
    report: () => reportOf(spreadsheet),
    boundSheets: () => boundSheets(spreadsheet),
    read: (bound, witnesses) => readTabs(spreadsheet, bound, witnesses),
    draw: (plan: SheetPlan, keep: readonly string[]): Bound => drawPlan(spreadsheet, plan, keep),
    retire: (sheetId, name) => retire(spreadsheet, sheetId, name),
    write: (cells) => write(spreadsheet, cells),
    writeColumns: (columns) => writeColumns(spreadsheet, columns),
    refresh: (blocks) => refresh(spreadsheet, blocks),
    activate: (sheetId, row, column) => activate(spreadsheet, sheetId, row, column),
    drawPlain: (tab: PlainTab) => drawPlainTab(spreadsheet, tab).getName(),
  };
}

function reportOf(spreadsheet: Spreadsheet): ReportRef | undefined {
  const entry = spreadsheet
    .getDeveloperMetadata()
    .find((candidate) => candidate.getKey() === METADATA.report);
  return entry === undefined ? undefined : readRef(entry.getValue() ?? '');
}

/** Metadata is text anybody's script may have written: taken only if it has the shape of ours. */
function readRef(text: string): ReportRef | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { unit, template, version, period } = value as Record<string, unknown>;
    if (typeof unit !== 'string' || typeof template !== 'string') return undefined;
    if (typeof version !== 'number' || typeof period !== 'string') return undefined;
    return { unit, template, version, period };
  } catch {
    return undefined;
  }
}

function boundSheets(spreadsheet: Spreadsheet): { section: string; sheetId: number; name: string }[] {
  const sections = sectionMetadata(spreadsheet);
  return [...sections].map(([sheetId, section]) => ({
    section,
    sheetId,
    name: spreadsheet.getSheetById(sheetId)?.getName() ?? '',
  }));
}

function retire(spreadsheet: Spreadsheet, sheetId: number, name: string): void {
  const sheet = spreadsheet.getSheetById(sheetId);
  if (sheet === null) return;
  for (const entry of sheet.getDeveloperMetadata()) {
    if (entry.getKey() === METADATA.section) entry.remove();
  }
  let free = name;
  for (let n = 2; spreadsheet.getSheetByName(free) !== null; n += 1) free = `${name} ${n}`;
  sheet.setName(free);
}

function write(spreadsheet: Spreadsheet, cells: readonly CellWrite[]): void {
  const zone = spreadsheet.getSpreadsheetTimeZone();
  for (const cell of cells) {
    const sheet = spreadsheet.getSheetById(cell.sheetId);
    if (sheet === null) continue;
    const range = sheet.getRange(cell.row + 1, cell.column + 1);
    range.setNumberFormat(cell.numberFormat).setValue(sheetValue(cell.value, zone));
  }
}

function writeColumns(spreadsheet: Spreadsheet, columns: readonly ColumnWrite[]): void {
  for (const { sheetId, row, column, values } of columns) {
    const sheet = spreadsheet.getSheetById(sheetId);
    if (sheet === null || values.length === 0) continue;
    const range = sheet.getRange(row + 1, column + 1, values.length, 1);
    range.setValues(values.map((value) => [value]));
  }
}

function refresh(spreadsheet: Spreadsheet, blocks: readonly BlockWrite[]): void {
  for (const { sheetId, row, column, values } of blocks) {
    const width = values[0]?.length ?? 0;
    const sheet = spreadsheet.getSheetById(sheetId);
    if (sheet === null || width === 0) continue;
    try {
      const range = sheet.getRange(row + 1, column + 1, values.length, width);
      range.setValues(values.map((cells) => cells.map((cell) => sheetValue(cell, 'Asia/Ho_Chi_Minh'))));
    } catch {
      // Closed to this person, or rows were deleted meanwhile: shown figures stay old, what is sent does not depend on them.
    }
  }
}

/** A hidden row is shown first: the person asked to see the cell. */
function activate(spreadsheet: Spreadsheet, sheetId: number, row: number, column: number): boolean {
  const sheet = spreadsheet.getSheetById(sheetId);
  if (sheet === null) return false;
  const range = sheet.getRange(row + 1, column + 1);
  sheet.showRows(row + 1);
  range.activate();
  return true;
}
