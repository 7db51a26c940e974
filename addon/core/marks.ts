/** Owns the remarks of a return as notes on their cells: put there once, taken away when the report is no longer returned. */
import type { CellRef } from '../../shared/report.ts';
import { type Positions, placeOf, type SectionPosition } from '../../shared/sheet-places.ts';
import type { Remark, ReportForm } from '../../shared/wire.ts';
import { digest } from './digest.ts';
import { REMARK_MARK } from './notes.ts';
import type { NoteColumn, Ports } from './ports.ts';
import { marks, rememberMarks } from './session.ts';

/**
 * Brings the notes in line with the remarks; while nothing changed it costs no call. What does not fit into the calls
 * is done by the next check or opening. Rows may be moved meanwhile, so each marked column is looked through.
 */
export function markRemarks(ports: Ports, form: ReportForm, positions: Positions, callsMax: number): void {
  const remarks = form.head.state === 'returned' ? form.remarks : [];
  const known = marks(ports);
  const print = remarks.length === 0 ? '' : digest(JSON.stringify(remarks));
  if (known.print === print) return;
  const wished = notesWished(form, remarks, positions);
  const columns = [...new Set([...known.columns, ...wished.keys()])];
  const found = columns.flatMap((name) => {
    const column = columnNamed(name, positions, wished.get(name) ?? []);
    return column === undefined ? [] : [column];
  });
  const done = ports.workbook.annotate(found, REMARK_MARK, callsMax);
  rememberMarks(
    ports,
    done === found.length ? { print, columns: [...wished.keys()] } : { print: '?', columns },
  );
}

interface Wished {
  readonly row: number;
  readonly text: string;
}

/** "section|column" → the notes wanted in it. A remark on whole rows has no cell of its own, and is in the sidebar only. */
function notesWished(
  form: ReportForm,
  remarks: readonly Remark[],
  positions: Positions,
): ReadonlyMap<string, Wished[]> {
  const wished = new Map<string, Wished[]>();
  for (const { at, text } of remarks) {
    const cell = cellMarked(form, at);
    const place = cell === undefined ? undefined : placeOf(cell, positions);
    if (cell === undefined || place === undefined) continue;
    const name = `${cell.section}|${cell.column}`;
    wished.set(name, [...(wished.get(name) ?? []), { row: place.row, text }]);
  }
  return wished;
}

/** Of a whole row the first cell the office fills, since what is printed may be closed to it. */
function cellMarked(form: ReportForm, at: CellRef): CellRef | undefined {
  if (at.row === '*') return undefined;
  if (at.column !== '*') return at;
  const section = form.template.sections.find(({ id }) => id === at.section);
  const first = section?.columns.find(({ source }) => source === 'office');
  return first === undefined ? undefined : { ...at, column: first.id };
}

/** The rows of a column by its "section|column"; notes not wished for are to go. */
export function columnNamed(
  name: string,
  positions: Positions,
  wished: readonly Wished[],
): NoteColumn | undefined {
  const [sectionId = '', columnId = ''] = name.split('|');
  const position = Object.getOwnPropertyDescriptor(positions, sectionId)?.value as
    | SectionPosition
    | undefined;
  const column = position?.columns[columnId];
  if (position === undefined || column === undefined) return undefined;
  const first = position.headerRow + 1;
  const rows = [...Object.values(position.rows), ...Object.values(position.spare)];
  const last = rows.reduce((most, row) => Math.max(most, row), first);
  const notes: Record<number, string> = {};
  for (const { row, text } of wished)
    notes[row - first] = notes[row - first] === undefined ? text : `${notes[row - first]}\n${text}`;
  return { sheetId: position.sheetId, row: first, column, rows: last - first + 1, notes };
}
