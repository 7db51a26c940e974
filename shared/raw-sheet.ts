/** Raw cells as a sheet yields them, before anybody decides what they mean: the input of the sheet reader. */
import type { ReportContent } from './report.ts';

/** A cell as typed. Dates are already told in the spreadsheet's own time zone (yyyy-mm-dd); '' = nothing. */
export type RawCell = string | number | boolean | RawDate;

/** A day, and the hour typed with it: a form asks for days, but what an office typed is put back whole. */
export interface RawDate {
  readonly date: string;
  /** HH:mm:ss; absent at midnight. */
  readonly time?: string | undefined;
}

export interface RawTab {
  /** Opaque id of the sheet (Google's sheetId, the .xlsx index). */
  readonly sheetId: number;
  /** '' when the sheet is known without it. */
  readonly name: string;
  /** `sotinh.section` metadata of the sheet, if it survived. */
  readonly section?: string;
  /** 0-based column index → column id, from `sotinh.column` metadata. */
  readonly columnIds: ReadonlyMap<number, string>;
  /** Rectangular, starting at A1; row 0 is sheet row 1. */
  readonly values: readonly (readonly RawCell[])[];
  /** Merged areas: 0-based row, column, and extent. */
  readonly merges: readonly { row: number; column: number; rows: number; columns: number }[];
}

export interface RawWorkbook {
  /** Spreadsheet locale, e.g. "vi_VN" or "en_US": decides what typed text with separators means. */
  readonly locale: string;
  /**
   * Nobody knows with which decimal sign numbers were typed: one that may have been thousands is asked about, unless one of
   * these contents has just that value in its cell.
   */
  readonly signUnknown?: {
    readonly known: readonly ReportContent[];
    /** Whether the days among the cells of a column were typed day first where the month comes first. */
    readonly areTurned: (cells: readonly (RawCell | undefined)[]) => boolean;
  };
  readonly tabs: readonly RawTab[];
}

/** Answers the office gave once for this sheet: `question id|section|column` → answer id. */
export type Memory = Readonly<Record<string, string>>;

/** "A" for column 0, "AA" for column 26. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}

/** "C14" from 0-based row and column. */
export const a1 = (row: number, column: number): string => `${columnLetters(column)}${row + 1}`;
