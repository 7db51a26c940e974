/** What differs between two contents of a report, and the content after a fix. */
import type { Fix } from './issue.ts';
import type { Cells, CellValue, ReportContent } from './report.ts';
import type { CellChange } from './wire.ts';

/** The same value, spelled the same way. Blank (undefined) equals blank only. */
export function sameValue(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a.empty !== b.empty) return false;
  if (a.empty !== 'notYetKnown' || b.empty !== 'notYetKnown') return true;
  return a.reason === b.reason && a.promised === b.promised;
}

/** The member itself; never what every object inherits. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.getOwnPropertyDescriptor(record, key) !== undefined
    ? record[key]
    : undefined;
}

function keysOfBoth(a: object | undefined, b: object | undefined): string[] {
  return [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
}

/** Every cell whose value differs, in the order of `before`, then what only `after` has. null = blank. */
export function changesBetween(before: ReportContent, after: ReportContent): CellChange[] {
  const changes: CellChange[] = [];
  for (const section of keysOfBoth(before, after)) {
    const oldRows = own(before, section);
    const newRows = own(after, section);
    for (const row of keysOfBoth(oldRows, newRows)) {
      const oldCells = own(oldRows, row);
      const newCells = own(newRows, row);
      for (const column of keysOfBoth(oldCells, newCells)) {
        const was = own(oldCells, column);
        const is = own(newCells, column);
        if (sameValue(was, is)) continue;
        changes.push({ at: { section, row, column }, before: was ?? null, after: is ?? null });
      }
    }
  }
  return changes;
}

/** A new content with the fix's cells set (null = cleared); the content given is left as it is. */
export function withFix(content: ReportContent, fix: Pick<Fix, 'cells'>): ReportContent {
  const result: ReportContent = { ...content };
  for (const { section, row, column, value } of fix.cells) {
    const rows: Record<string, Cells> = { ...own(result, section) };
    const cells: Cells = { ...own(rows, row) };
    if (value === null) delete cells[column];
    else cells[column] = value;
    if (Object.keys(cells).length === 0) delete rows[row];
    else rows[row] = cells;
    result[section] = rows;
  }
  return result;
}
