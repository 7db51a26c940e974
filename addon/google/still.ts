/** Owns looking again right before a write: rows and columns are where they were when they were read, or nothing is written. */
import { addonProblem } from '../core/problems.ts';
import { rawCells } from './cells.ts';
import type { Snapshot } from './snapshot.ts';

/** 0-based. */
interface Rows {
  readonly sheetId: number;
  readonly row: number;
  readonly count: number;
}

/**
 * Others move rows and columns while a call runs; no lock stops a person. One call reads all from the row of column ids to
 * the last row to be written, and what this call itself wrote meanwhile is not held against it.
 */
export function stands(snapshot: Snapshot, { sheetId, row, count }: Rows): boolean {
  const before = snapshot.values(sheetId).slice(0, row + count);
  const sheet = snapshot.sheets().get(sheetId);
  const width = before[0]?.length ?? 0;
  if (sheet === undefined || width === 0) return true;
  const text = (rows: readonly (readonly unknown[])[]): string =>
    JSON.stringify([
      rows[0],
      rows
        .slice(row)
        .map((cells) => cells.filter((_, column) => !snapshot.wrote.has(`${sheetId}|${column}`))),
    ]);
  snapshot.spend(1);
  try {
    const now = sheet.getRange(1, 1, before.length, width).getValues();
    return text(rawCells(now, snapshot.zone)) === text(before);
  } catch {
    // Fewer rows or columns than were read.
    return false;
  }
}

/** Throws `sheet_moved` unless all of them stand; to be called before the first of them is written. */
export function mustStand(snapshot: Snapshot, rows: readonly Rows[]): void {
  if (!rows.every((each) => stands(snapshot, each))) throw addonProblem('sheet_moved');
}
