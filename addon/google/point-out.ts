/** Owns pointing things out on the open file: going to a cell, notes on cells, and sheets that look like ours but are not. */
import { withPart } from '../core/notes.ts';
import type { NoteColumn, WorkbookPort } from '../core/ports.ts';
import type { Snapshot } from './snapshot.ts';

interface Place {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
}

/** A hidden row or column is shown first: the person asked to see the cell. A filter is somebody's work, so it is asked about. */
export function activate(
  snapshot: Snapshot,
  { sheetId, row, column }: Place,
  unfilter: boolean,
): ReturnType<WorkbookPort['activate']> {
  const sheet = snapshot.sheets().get(sheetId);
  if (sheet === undefined) return 'gone';
  if (unfilter) takeFilterAway(sheet);
  showLines(sheet, row + 1, column + 1);
  sheet.getRange(row + 1, column + 1).activate();
  return sheet.isRowHiddenByFilter(row + 1) ? 'filtered' : 'shown';
}

function showLines(sheet: GoogleAppsScript.Spreadsheet.Sheet, row: number, column: number): void {
  try {
    sheet.showRows(row);
    sheet.showColumns(column);
  } catch {
    // The sheet is closed to this person: what is hidden on it stays so.
  }
}

function takeFilterAway(sheet: GoogleAppsScript.Spreadsheet.Sheet): void {
  try {
    sheet.getFilter()?.remove();
  } catch {
    // Closed to this person: the cell stays hidden, and that is what is told.
  }
}

export function active({ spreadsheet }: Snapshot): Place | undefined {
  const range = spreadsheet.getActiveRange();
  if (range === null) return undefined;
  return { sheetId: range.getGridId(), row: range.getRow() - 1, column: range.getColumn() - 1 };
}

const CALLS_EACH = 2;

export function annotate(
  snapshot: Snapshot,
  columns: readonly NoteColumn[],
  mark: string,
  callsMax: number,
): number {
  let done = 0;
  for (const one of columns) {
    const sheet = snapshot.sheets().get(one.sheetId);
    if (sheet !== undefined && snapshot.calls() + CALLS_EACH > callsMax) return done;
    if (sheet === undefined || annotateColumn(snapshot, sheet, one, mark)) done += 1;
  }
  return done;
}

function annotateColumn(
  snapshot: Snapshot,
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  { row, column, rows, notes }: NoteColumn,
  mark: string,
): boolean {
  const range = sheet.getRange(row + 1, column + 1, rows, 1);
  snapshot.spend(CALLS_EACH);
  const before = range.getNotes().map(([note = '']) => note);
  const after = before.map((note, index) => withPart(note, mark, notes[index] ?? null));
  if (after.every((note, index) => note === before[index])) return true;
  try {
    range.setNotes(after.map((note) => [note]));
    return true;
  } catch {
    // Closed to this person: the sidebar tells the remarks all the same, and the next check tries again.
    return false;
  }
}

/** Those that claim a section come first: the calls may not last for all. */
export function otherSheets(
  snapshot: Snapshot,
  known: readonly number[],
  callsMax: number,
): ReturnType<WorkbookPort['otherSheets']> {
  const fresh = [...snapshot.sheets().keys()].filter((sheetId) => !known.includes(sheetId));
  const left = callsMax - snapshot.calls() - 1;
  if (fresh.length === 0 || left <= 0) return [];
  const claims = (sheetId: number): number => (snapshot.sections().has(sheetId) ? 0 : 1);
  const ordered = [...fresh].sort((one, other) => claims(one) - claims(other));
  return ordered.slice(0, left).map((sheetId) => ({
    sheetId,
    section: snapshot.sections().get(sheetId),
    name: snapshot.name(sheetId),
  }));
}

export const names: (snapshot: Snapshot, ...args: Parameters<WorkbookPort['names']>) => Map<number, string> =
  (snapshot, sheets, callsMax) =>
    new Map(
      sheets
        .slice(0, Math.max(0, callsMax - snapshot.calls()))
        .map((sheetId) => [sheetId, snapshot.name(sheetId)]),
    );
