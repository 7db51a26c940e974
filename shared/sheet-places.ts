/** Owns where the cells of a report stand on the sheets of a file, and what their addresses are there. */
import { own } from './changes.ts';
import type { Issue } from './issue.ts';
import { a1 } from './raw-sheet.ts';

/** Where a section stands on the sheet; rows and columns are 0-based. */
export interface SectionPosition {
  readonly sheetId: number;
  readonly sheetName: string;
  readonly headerRow: number;
  readonly columns: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, number>>;
  /** Where a list that has no row yet begins. */
  readonly begin?: number;
  /** Blank rows of a list that have a key already: what another file sent under it can be put there. */
  readonly spare: Readonly<Record<string, number>>;
}

/** section id → its place. */
export type Positions = Readonly<Record<string, SectionPosition>>;

/** The issue with the address of its cell, row or column on the sheet, if it has one there. */
export function withAddress(issue: Issue, positions: Positions): Issue {
  if (issue.a1 !== undefined) return issue;
  const address = addressOf(issue, positions);
  return address === undefined ? issue : { ...issue, a1: address };
}

/**
 * "C14" of a cell; of its header when the row is not given, of its first cell when the column is not; with neither, of
 * the sheet's first header, or of the row to begin in where a list has none yet.
 */
export function addressOf(
  at: { section: string; row?: string | undefined; column?: string | undefined },
  positions: Positions,
): string | undefined {
  const place = placeOf(at, positions);
  return place === undefined ? undefined : a1(place.row, place.column);
}

/** 0-based place of a cell on its sheet; undefined when it is not there. */
export function placeOf(
  at: { section: string; row?: string | undefined; column?: string | undefined },
  positions: Positions,
): { sheetId: number; row: number; column: number } | undefined {
  const section = own(positions, at.section);
  if (section === undefined) return undefined;
  const { row: rowKey = '', column: columnId = '' } = at;
  const top = columnId === '' ? (section.begin ?? section.headerRow) : section.headerRow;
  const row = rowKey === '' ? top : (own(section.rows, rowKey) ?? own(section.spare, rowKey));
  const column = columnId === '' ? firstShown(section) : own(section.columns, columnId);
  if (row === undefined || column === undefined) return undefined;
  return { sheetId: section.sheetId, row, column };
}

/** The leftmost column that is not the hidden keys. */
function firstShown(section: SectionPosition): number | undefined {
  const places = Object.entries(section.columns)
    .filter(([id]) => id !== '_key')
    .map(([, place]) => place);
  return places.length === 0 ? undefined : Math.min(...places);
}
