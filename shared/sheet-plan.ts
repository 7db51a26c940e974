/** A workbook as data: what every renderer (add-on, Sheets API, .xlsx) draws, and what the reader looks for. */
import type { RawDate } from './raw-sheet.ts';

/** Number formats in Google Sheets / Excel notation; the locale of the file gives the separators. */
export type ValidationPlan =
  /** `range`: where the values stand when they are too many for an inline list, e.g. "_danh_muc!$A$2:$A$700". */
  | { kind: 'list'; values: readonly string[]; range?: string }
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
  /** Computed from the row: nobody types it, but every check may write it anew. */
  readonly derived?: true;
  readonly numberFormat: string;
  readonly align: 'left' | 'center' | 'right';
  readonly wrap: boolean;
  readonly validation: ValidationPlan;
}

/** What is printed in a cell: text, a number, an ISO date to be drawn as a real date, or nothing. */
export type PlanCell = string | number | RawDate | null;

export interface RowPlan {
  readonly key: string;
  /** One entry per column, in column order: what is printed before anybody types, or what was sent last. */
  readonly cells: readonly PlanCell[];
  readonly bold: boolean;
  /** Depth in the hierarchy, from 0. */
  readonly indent: number;
  /** Columns closed in this row though open in the section. */
  readonly closed: readonly string[];
  /** Columns that must be filled in this row. */
  readonly required: readonly string[];
}

export interface TabPlan {
  readonly section: string;
  readonly name: string;
  readonly kind: 'grid' | 'list';
  /**
   * 1-based sheet rows. The key row is hidden and holds the column ids; the header row holds the labels.
   * groupRow equals headerRow when no column has a group.
   */
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
  /** list: empty rows with keys kept ready after `rows`; `spareKeys` has one key for each. */
  readonly spareRows: number;
  readonly spareKeys: readonly string[];
  /** Column metadata: key `sotinh.column`, value = column id. Sheet metadata: key `sotinh.section`, value = section id. */
  /** Ids of the office columns whose blank cells are tinted (only in rows that must be filled). */
  readonly highlightRequired: readonly string[];
}

export interface SheetPlan {
  readonly title: string;
  readonly locale: 'vi_VN';
  readonly timeZone: 'Asia/Ho_Chi_Minh';
  /** Spreadsheet metadata: key `sotinh.report`, value = JSON {unit, template, version, period}. */
  readonly report: { unit: string; template: string; version: number; period: string };
  readonly tabs: readonly TabPlan[];
  /** Long option lists, one per column of the hidden protected tab named LISTS_TAB; row 1 holds the heading. */
  readonly lists: readonly { readonly heading: string; readonly values: readonly string[] }[];
}

/** Name of the hidden tab that holds option lists longer than Google Sheets takes inline (500 items). */
export const LISTS_TAB = '_danh_muc';

export const METADATA = {
  report: 'sotinh.report',
  section: 'sotinh.section',
  column: 'sotinh.column',
} as const;
export const KEY_COLUMN = '_key';
