/** Owns which cells stay open on a report that came back or is accepted: closed once per change, opened again when it goes on. */
import type { CellRef } from '../../shared/report.ts';
import type { SectionPosition } from '../../shared/sheet-places.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { Ports, SheetLock } from './ports.ts';
import type { LocksResult } from './rpc-office.ts';
import { fetchForm } from './server.ts';
import { lockingOf, lockPrint, locksDue, needReport, rememberLocks } from './session.ts';
import { readSheet } from './sheet.ts';

/**
 * Brings the locks in line with the report. Whoever closed a sheet, and the file's owner, can open it: for anybody else it
 * stays as it is, and their next turn tries again. An accepted sheet only warns, since it may come back when nobody of these is there.
 */
export function settleLocks(ports: Ports): LocksResult {
  const form = fetchForm(ports, needReport(ports));
  const locking = lockingOf(form);
  if (!locksDue(ports, form)) return { locking, done: true };
  const done = ports.exclusive(() => settled(ports, form)) ?? false;
  rememberLocks(ports, lockPrint(form), done);
  return { locking, done };
}

function settled(ports: Ports, form: ReportForm): boolean {
  const locking = lockingOf(form);
  if (locking === 'open') return ports.workbook.unlock();
  const { positions } = readSheet(ports, form).reading;
  const sheets = form.template.sections.flatMap(({ id }): SheetLock[] => {
    const position = positions[id];
    if (position === undefined) return [];
    const remarks = locking === 'returned' ? form.remarks.map(({ at }) => at) : [];
    const here = remarks.filter(({ section }) => section === id);
    // A remark on the whole sheet leaves the whole sheet open, new rows too.
    if (here.some(({ row, column }) => row === '*' && column === '*')) return [];
    return [{ sheetId: position.sheetId, open: here.flatMap((at) => stretches(form, at, position)) }];
  });
  return ports.workbook.lock(sheets, locking === 'closed');
}

/** Rows are found by their keys, wherever they stand by now. */
function stretches(form: ReportForm, at: CellRef, position: SectionPosition): SheetLock['open'] {
  const section = form.template.sections.find(({ id }) => id === at.section);
  const columns = (section?.columns ?? []).filter(
    ({ id, source }) => source === 'office' && (at.column === '*' || at.column === id),
  );
  const places = Object.values(position.rows);
  const first = places.reduce((least, row) => Math.min(least, row), position.headerRow + 1);
  const last = places.reduce((most, row) => Math.max(most, row), first);
  const row = at.row === '*' ? first : position.rows[at.row];
  return columns.flatMap(({ id }) => {
    const column = position.columns[id];
    if (row === undefined || column === undefined) return [];
    return [{ row, column, rows: at.row === '*' ? last - first + 1 : 1 }];
  });
}
