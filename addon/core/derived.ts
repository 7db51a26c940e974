/** Owns keeping the computed columns of the sheet up to date: percentages, verdicts, timeliness as of the day of the check. */
import { derive } from '../../shared/derive.ts';
import type { RawCell, RawWorkbook } from '../../shared/raw-sheet.ts';
import { planCell } from '../../shared/sheet-layout.ts';
import type { SectionPosition } from '../../shared/sheet-places.ts';
import type { PlanCell } from '../../shared/sheet-plan.ts';
import type { SheetReading } from '../../shared/sheet-reader.ts';
import { type Column, rowsOf, type Section } from '../../shared/template.ts';
import { clean } from '../../shared/text.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { BlockWrite } from './ports.ts';

/** Blocks of neighbouring computed columns in which something on the sheet is out of date. */
export function staleBlocks(form: ReportForm, raw: RawWorkbook, reading: SheetReading): BlockWrite[] {
  return form.template.sections.flatMap((section) => {
    const position = reading.positions[section.id];
    const tab = raw.tabs.find((candidate) => candidate.sheetId === position?.sheetId);
    if (position === undefined || tab === undefined) return [];
    const rows = derivedRows(form, section, reading, position);
    return blocksOf(section, position)
      .map((columns) => blockOf(columns, rows, position, tab.values))
      .filter((block) => block !== undefined);
  });
}

type Derived = Readonly<Record<string, string>>;

/** 0-based sheet row → computed values. */
function derivedRows(
  form: ReportForm,
  section: Section,
  reading: SheetReading,
  position: SectionPosition,
): ReadonlyMap<number, Derived> {
  const printed = new Map(rowsOf(section, form.assigned).map((row) => [row.key, row]));
  const assigned = new Map(form.assigned.map((row) => [row.key, row.values]));
  const rows = new Map<number, Derived>();
  for (const [key, place] of Object.entries(position.rows)) {
    const row = printed.get(key);
    if (row?.heading === true) continue;
    const values = section.rowsFrom === 'assignment' ? (assigned.get(key) ?? {}) : {};
    rows.set(place, derive(section, row, reading.content[section.id]?.[key] ?? {}, values, form.facts));
  }
  return rows;
}

interface Placed {
  readonly column: Column;
  readonly place: number;
}

/** Derived columns that stand side by side on the sheet. */
function blocksOf(section: Section, position: SectionPosition): Placed[][] {
  const placed = section.columns
    .flatMap((column) => {
      const place = position.columns[column.id];
      return column.source === 'derived' && place !== undefined ? [{ column, place }] : [];
    })
    .sort((left, right) => left.place - right.place);
  const blocks: Placed[][] = [];
  for (const item of placed) {
    const block = blocks[blocks.length - 1];
    if (block !== undefined && block[block.length - 1]?.place === item.place - 1) block.push(item);
    else blocks.push([item]);
  }
  return blocks;
}

/** From the first to the last row of the section; rows of nobody in between keep what they hold. */
function blockOf(
  columns: readonly Placed[],
  rows: ReadonlyMap<number, Derived>,
  position: SectionPosition,
  raw: readonly (readonly RawCell[])[],
): BlockWrite | undefined {
  const places = [...rows.keys()];
  const [left] = columns;
  if (places.length === 0 || left === undefined) return undefined;
  const first = places.reduce((least, row) => Math.min(least, row), Number.POSITIVE_INFINITY);
  const last = places.reduce((most, row) => Math.max(most, row), 0);
  const values: PlanCell[][] = [];
  let stale = false;
  for (let row = first; row <= last; row += 1) {
    const derived = rows.get(row);
    values.push(
      columns.map(({ column, place }) => {
        const shown = raw[row]?.[place] ?? '';
        if (derived === undefined) return typeof shown === 'boolean' ? String(shown) : shown;
        const value = derived[column.id];
        const cell = value === undefined ? null : planCell(value, column);
        if (!same(cell, shown)) stale = true;
        return cell;
      }),
    );
  }
  return stale ? { sheetId: position.sheetId, row: first, column: left.place, values } : undefined;
}

function same(cell: PlanCell, shown: RawCell): boolean {
  if (cell === null) return shown === '';
  if (typeof cell === 'object') return typeof shown === 'object' && shown.date === cell.date;
  return typeof shown === 'string' && typeof cell === 'string'
    ? clean(shown) === clean(cell)
    : shown === cell;
}
