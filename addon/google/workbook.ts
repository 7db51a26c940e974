/** The spreadsheet that is open, as the port the logic speaks to. */
import { ASIDE_SECTION } from '../../shared/aside-sheets.ts';
import { PROTECTION } from '../../shared/sheet-drawing.ts';
import { METADATA, type PlanCell, type SheetPlan } from '../../shared/sheet-plan.ts';
import type { BlockWrite, Bound, ColumnWrite, PlainTab, ReportRef, WorkbookPort } from '../core/ports.ts';
import { sheetValue } from './cells.ts';
import { drawPlainTab, drawPlan, drawRows } from './draw.ts';
import { lock, unlock } from './locks.ts';
import { activate, active, annotate, names, otherSheets } from './point-out.ts';
import { readTabs } from './read.ts';
import { rewrite } from './rewrite.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';
import { mustStand, stands } from './still.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

export function openWorkbook(): WorkbookPort {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const snapshot = openSnapshot(spreadsheet);
  const changing = <T>(change: () => T): T => {
    const done = change();
    snapshot.forget();
    return done;
  };
  return {
    fileId: () => spreadsheet.getId(),
    fileName: () => spreadsheet.getName(),
    report: () => reportOf(snapshot),
    boundSheets: () => boundSheets(snapshot),
    read: (bound, wish) => readTabs(snapshot, bound, wish),
    draw: (plan: SheetPlan, keep: readonly string[]): Bound =>
      changing(() => drawPlan(spreadsheet, plan, keep)),
    forget: snapshot.forget,
    addRows: (sheetId, tab) => changing(() => drawRows(spreadsheet, sheetId, tab)),
    retire: (sheetId, suffix) => changing(() => retire(spreadsheet, sheetId, suffix)),
    rewrite: (cells, mark, keep) => changing(() => rewrite(snapshot, cells, mark, keep)),
    writeColumns: (columns) => changing(() => writeColumns(snapshot, columns)),
    refresh: (blocks, callsMax) => refresh(snapshot, blocks, callsMax),
    annotate: (columns, mark, callsMax) => annotate(snapshot, columns, mark, callsMax),
    otherSheets: (known, callsMax) => otherSheets(snapshot, known, callsMax),
    standing: (sheets) => (sheets.length === 0 ? [] : sheets.filter((id) => snapshot.sheets().has(id))),
    names: (sheets, callsMax) => names(snapshot, sheets, callsMax),
    activate: (sheetId, row, column, unfilter) => activate(snapshot, { sheetId, row, column }, unfilter),
    unlock: () => unlock(snapshot),
    lock: (sheets, warns) => lock(snapshot, sheets, warns),
    active: () => active(snapshot),
    drawPlain: (tab: PlainTab) => changing(() => drawPlainTab(spreadsheet, tab).getName()),
  };
}

function reportOf(snapshot: Snapshot): ReportRef | undefined {
  snapshot.spend(1);
  const entry = snapshot.spreadsheet
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

/** A mark of ours that is no section's begins with "_". */
const boundSheets = (snapshot: Snapshot): { section: string; sheetId: number }[] =>
  [...snapshot.sections()].flatMap(([sheetId, section]) =>
    section.startsWith('_') ? [] : [{ section, sheetId }],
  );

function retire(spreadsheet: Spreadsheet, sheetId: number, suffix: string): void {
  const sheet = spreadsheet.getSheetById(sheetId);
  if (sheet === null) return;
  for (const entry of sheet.getDeveloperMetadata()) {
    if (entry.getKey() === METADATA.section) entry.remove();
  }
  sheet.addDeveloperMetadata(
    METADATA.section,
    ASIDE_SECTION,
    SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT,
  );
  const name = `${sheet.getName()}${suffix}`;
  let free = name;
  for (let n = 2; spreadsheet.getSheetByName(free) !== null; n += 1) free = `${name} ${n}`;
  sheet.setName(free);
  // One that stands is somebody's, and closes it better than ours would.
  if (sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET).length > 0) return;
  try {
    sheet.protect().setDescription(PROTECTION.aside).setWarningOnly(true);
  } catch {
    // Part of it is closed to this person: its name tells, and each check.
  }
}

/** A planned cell for setValue; the time zone is asked for only if it is a date. */
const written = (snapshot: Snapshot, cell: PlanCell): ReturnType<typeof sheetValue> =>
  sheetValue(cell, cell !== null && typeof cell === 'object' ? snapshot.zone() : '');

function writeColumns(snapshot: Snapshot, columns: readonly ColumnWrite[]): void {
  mustStand(
    snapshot,
    columns.map(({ sheetId, row, values }) => ({ sheetId, row, count: values.length })),
  );
  for (const { sheetId, row, column, values } of columns) {
    if (values.length === 0) continue;
    const range = snapshot
      .sheets()
      .get(sheetId)
      ?.getRange(row + 1, column + 1, values.length, 1);
    range?.setValues(values.map((value) => [value]));
  }
}

/** What does not fit into the calls is written by the next check, when these blocks are no longer out of date. */
function refresh(snapshot: Snapshot, blocks: readonly BlockWrite[], callsMax: number): void {
  for (const { sheetId, row, column, values } of blocks) {
    const width = values[0]?.length ?? 0;
    const sheet = snapshot.sheets().get(sheetId);
    if (sheet === undefined || width === 0 || snapshot.calls() + 1 >= callsMax) continue;
    if (!stands(snapshot, { sheetId, row, count: values.length })) continue;
    const cells = values.map((line) => line.map((cell) => written(snapshot, cell)));
    snapshot.spend(1);
    try {
      sheet.getRange(row + 1, column + 1, values.length, width).setValues(cells);
      for (let place = column; place < column + width; place += 1) snapshot.wrote.add(`${sheetId}|${place}`);
    } catch {
      // Closed to this person, or rows were deleted meanwhile: shown figures stay old, what is sent does not depend on them.
    }
  }
}
