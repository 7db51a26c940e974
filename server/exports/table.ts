/** A table ready to be written in any file format: typed cells under a header, with the lines that say what the figures are. */

import type { Row } from '../../shared/template.ts';

/** `number`: canonical decimal string. `date`: ISO date. null: nothing. */
export type TableCell = { readonly type: 'number' | 'date' | 'text'; readonly value: string } | null;

export interface TableColumn {
  readonly id: string;
  readonly header: string;
  /** A heading over neighbouring columns with the same one. */
  readonly group?: string;
  /** Width in characters. */
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
}

export interface TableRow {
  /** The row of the section whose figures stand here; absent where they are not of one row. */
  readonly key?: string;
  readonly cells: readonly TableCell[];
  readonly bold: boolean;
  /** Depth in the hierarchy, from 0. */
  readonly indent: number;
}

export interface Table {
  /** The section whose rows and columns these are, by their own ids; absent where the table is of something else. */
  readonly section?: string;
  /** Name of the tab; made fit for the format by the writer. */
  readonly name: string;
  readonly title: string;
  /** Scope, period, coverage and basis, one line each. */
  readonly lines: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Columns that stay in sight when scrolling sideways. */
  readonly frozenColumns: number;
}

/** One line per figure, for machines and for pivot tables. */
export interface FlatTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** A row others stand under is printed bold; where none does, bold would set nothing apart. */
export const leads = (rows: readonly Row[], row: Row): boolean =>
  row.heading === true || (row.parent === undefined && rows.some(({ parent }) => parent === row.key));

export const text = (value: string | undefined): TableCell => (value ? { type: 'text', value } : null);
export const number = (value: string | number | null): TableCell =>
  value === null ? null : { type: 'number', value: String(value) };

/** A table as it is seen, without its title and lines: one header line, group and column joined. */
export function flatOf({ columns, rows }: Table): FlatTable {
  return {
    header: columns.map(({ header, group }) => (group === undefined ? header : `${group}: ${header}`)),
    rows: rows.map(({ cells }) => cells),
  };
}
