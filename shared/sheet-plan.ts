/** A workbook as data: what every renderer (add-on, Sheets API, .xlsx) draws, and what the reader looks for. */

/** Number formats in Google Sheets / Excel notation; the locale of the file gives the separators. */
export type ValidationPlan =
  | { kind: 'list'; values: readonly string[] }
  | { kind: 'number'; min?: string; max?: string; integer: boolean }
  | { kind: 'date' }
  | { kind: 'none' };

export interface ColumnPlan {
  /** Template column id, or `_key` for the hidden row keys, `_no` for the printed ordinal, `_label`, `_unit`. */
  readonly id: string;
  readonly header: string;
  readonly group?: string;
  readonly note?: string;
  readonly width: number;
  readonly hidden: boolean;
  readonly locked: boolean;
  readonly numberFormat: string;
  readonly align: 'left' | 'center' | 'right';
  readonly wrap: boolean;
  readonly validation: ValidationPlan;
}

export interface RowPlan {
  readonly key: string;
  /** One entry per column, in column order: what is printed before anybody types. */
  readonly cells: readonly (string | number | null)[];
  readonly bold: boolean;
  /** Depth in the hierarchy, from 0. */
  readonly indent: number;
  /** Columns closed in this row though open in the section. */
  readonly closed: readonly string[];
}

export interface TabPlan {
  readonly section: string;
  readonly name: string;
  /** 1-based sheet rows. The key row is hidden and holds the column ids; the header row holds the labels. */
  readonly keyRow: number;
  readonly titleRow: number;
  readonly subtitleRow: number;
  readonly groupRow: number;
  readonly headerRow: number;
  readonly firstRow: number;
  readonly title: string;
  readonly subtitle: string;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly columns: readonly ColumnPlan[];
  readonly rows: readonly RowPlan[];
  /** list: empty rows with keys kept ready after `rows`. */
  readonly spareRows: number;
  /** Column metadata: key `sotinh.column`, value = column id. Sheet metadata: key `sotinh.section`, value = section id. */
  readonly highlightRequired: readonly string[];
}

export interface SheetPlan {
  readonly title: string;
  readonly locale: 'vi_VN';
  readonly timeZone: 'Asia/Ho_Chi_Minh';
  /** Spreadsheet metadata: key `sotinh.report`, value = JSON {unit, template, version, period}. */
  readonly report: { unit: string; template: string; version: number; period: string };
  readonly tabs: readonly TabPlan[];
}

export const METADATA = { report: 'sotinh.report', section: 'sotinh.section', column: 'sotinh.column' } as const;
export const KEY_COLUMN = '_key';
