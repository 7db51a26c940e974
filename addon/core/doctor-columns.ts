/** Owns saying which standing column of a tab is which planned one, and which nobody can say. Pure. */
import { a1, type RawCell, type RawTab } from '../../shared/raw-sheet.ts';
import { KEY_COLUMN, type TabPlan } from '../../shared/sheet-plan.ts';
import { cellText, columnClaims } from '../../shared/sheet-structure.ts';
import type { Section } from '../../shared/template.ts';
import type { DamageKind } from './rpc-doctor.ts';

/** A finding before it is told: 0-based cells, or words. */
export interface Symptom {
  readonly kind: DamageKind;
  readonly cells?: readonly (readonly [row: number, column: number])[];
  readonly names?: readonly string[];
  readonly count?: number;
}

export interface PlacedColumns {
  readonly headerRow: number;
  /** Column id → 0-based standing column. */
  readonly at: ReadonlyMap<string, number>;
  /** The office's own columns that hold something. */
  readonly own: readonly number[];
  /** Columns that say nothing another does not say too. */
  readonly twins: readonly number[];
  readonly findings: Symptom[];
}

export const isFilled = (cell: RawCell | undefined): cell is RawCell =>
  cell !== undefined && cell !== '' && cellText(cell) !== '';

export const sameRaw = (left: RawCell = '', right: RawCell = ''): boolean =>
  typeof left === 'object' && typeof right === 'object' ? left.date === right.date : left === right;

/** Whether the second says nothing the first does not say too. */
const covers = (first: readonly RawCell[], second: readonly RawCell[]): boolean =>
  second.every((cell, index) => !isFilled(cell) || sameRaw(cell, first[index]));

/** The one of them that says all the others say; undefined: two differ. */
export const coveringOne = <T>(items: readonly T[], cells: (item: T) => readonly RawCell[]): T | undefined =>
  items.find((one) => items.every((other) => covers(cells(one), cells(other))));

export function placeColumns(section: Section, tab: RawTab, plan: TabPlan): PlacedColumns {
  const claims = columnClaims(section, tab);
  const { headerRow } = claims;
  const findings: Symptom[] = [];
  const tell = (kind: DamageKind, columns: readonly number[], names: readonly string[] = []): void => {
    findings.push({ kind, cells: columns.map((column) => [Math.max(headerRow, 0), column]), names });
  };
  const below = (column: number): RawCell[] =>
    tab.values.slice(headerRow + 1).map((row) => row[column] ?? '');
  const holds = (column: number): boolean => below(column).some(isFilled);
  const typed = new Set(section.columns.filter(({ source }) => source === 'office').map(({ id }) => id));
  const nameOf = (id: string): string => plan.columns.find((column) => column.id === id)?.header ?? id;

  const at = new Map<string, number>();
  const twins: number[] = [];
  for (const [id, places] of claims.places) {
    const one = typed.has(id) || id === KEY_COLUMN ? coveringOne(places, below) : places[0];
    if (places.length > 1) tell('column_twice', places, [nameOf(id)]);
    if (one === undefined) findings.push({ kind: 'column_disputed', names: [nameOf(id)], cells: [] });
    else at.set(id, one);
    twins.push(...places.filter((place) => place !== one));
  }
  for (const { column, ids } of claims.conflicts) {
    const isTyped = ids.some((id) => typed.has(id));
    if (isTyped && holds(column)) tell('column_disputed', [column], ids.map(nameOf));
    else twins.push(column);
  }
  const missing = plan.columns.filter(({ id }) => !at.has(id));
  const placed = new Set([...at.values(), ...twins, ...claims.conflicts.map(({ column }) => column)]);
  const width = tab.values.reduce((most, row) => Math.max(most, row.length), 0);
  const loose = Array.from({ length: width }, (_, column) => column).filter(
    (column) => !placed.has(column) && holds(column),
  );
  // What may be a column of the form whose head was lost is nobody's until a person says so.
  const doubtful = loose.filter((column) => {
    const marked = tab.columnIds.size === 0 ? undefined : (tab.columnIds.get(column) ?? '');
    return missing.some(({ id }) => typed.has(id) && (marked === undefined || marked === id));
  });
  if (doubtful.length > 0)
    tell(
      'column_unknown',
      doubtful,
      missing.map(({ header }) => header),
    );
  if (missing.length > 0) {
    findings.push({
      kind: 'column_missing',
      names: missing.map(({ header }) => header),
      count: missing.length,
    });
  }
  return { headerRow, at, own: loose.filter((column) => !doubtful.includes(column)), twins, findings };
}

/** Where a cell is, in the notation of the sheet. */
export const addressOfCell = ([row, column]: readonly [number, number]): string => a1(row, column);
