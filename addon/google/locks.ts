/** Owns closing whole sheets to other editors but for some cells, and opening them again. */
import { PROTECTION } from '../../shared/sheet-drawing.ts';
import type { SheetLock } from '../core/ports.ts';
import { restrict } from './draw-rules.ts';
import type { Snapshot } from './snapshot.ts';

type Protection = GoogleAppsScript.Spreadsheet.Protection;

const isOurs = (lock: Protection): boolean =>
  [PROTECTION.returned, PROTECTION.closed].some((words) => words === lock.getDescription());

const sheetLocks = ({ spreadsheet }: Snapshot): Protection[] =>
  spreadsheet.getProtections(SpreadsheetApp.ProtectionType.SHEET);

/** Who is not listed in a lock cannot lift it; state decides, no error text is looked at. */
export function unlock(snapshot: Snapshot): boolean {
  const ours = sheetLocks(snapshot).filter(isOurs);
  const mine = ours.filter((lock) => lock.canEdit());
  try {
    for (const lock of mine) lock.remove();
  } catch {
    return false;
  }
  return mine.length === ours.length;
}

/** A sheet somebody closed in their own way stays as they closed it: it has one lock only. */
export function lock(snapshot: Snapshot, sheets: readonly SheetLock[], warns: boolean): boolean {
  if (!unlock(snapshot)) return false;
  const taken = new Set(sheetLocks(snapshot).map((other) => other.getRange().getGridId()));
  try {
    for (const { sheetId, open } of sheets) {
      const sheet = snapshot.sheets().get(sheetId);
      if (sheet === undefined || taken.has(sheetId)) continue;
      const made = sheet.protect().setDescription(warns ? PROTECTION.closed : PROTECTION.returned);
      if (warns) {
        made.setWarningOnly(true);
        continue;
      }
      const ranges = open.map(({ row, column, rows }) => sheet.getRange(row + 1, column + 1, rows, 1));
      made.setUnprotectedRanges(ranges);
      restrict(made);
    }
    return true;
  } catch {
    return false;
  }
}
