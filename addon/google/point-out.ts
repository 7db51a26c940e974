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
  sheet.showRows(row + 1);
  sheet.showColumns(column + 1);
  sheet.getRange(row + 1, column + 1).activate();
  return sheet.isRowHiddenByFilter(row + 1) ? 'filtered' : 'shown';
}

function takeFilterAway(sheet: GoogleAppsScript.Spreadsheet.Sheet): void {
  try {
    sheet.getFilter()?.remove();
  } catch {
    // Closed to this person: the cell stays hidden, and that is what is told.
  }
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
    if (sheet !== undefined) annotateColumn(snapshot, sheet, one, mark);
    done += 1;
  }
  return done;
}

function annotateColumn(
  snapshot: Snapshot,
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  { row, column, rows, notes }: NoteColumn,
  mark: string,
): void {
  const range = sheet.getRange(row + 1, column + 1, rows, 1);
  snapshot.spend(CALLS_EACH);
  const before = range.getNotes().map(([note = '']) => note);
  const after = before.map((note, index) => withPart(note, mark, notes[index] ?? null));
  if (after.every((note, index) => note === before[index])) return;
  try {
    range.setNotes(after.map((note) => [note]));
  } catch {
    // Closed to this person: the sidebar tells the remarks all the same.
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
