/** What every exported workbook has alike: tab names Excel takes, typed cells, the printed page. */
import ExcelJS, { type Style, type Workbook, type Worksheet } from 'exceljs';
import { isIsoDate } from '../../shared/dates.ts';
import { isDecimal } from '../../shared/decimal.ts';
import { xlsxText } from './safe-text.ts';
import type { TableCell } from './table.ts';

/** Typeface and sizes of Decree 30/2020/NĐ-CP, Appendix I. */
export const FONT = 'Times New Roman';
const A4 = 9;
const mm = (millimetres: number): number => millimetres / 25.4;
const TAB_NAME_MAX = 31;
/** A double holds 15 significant digits for certain; longer numbers are written as text. */
const EXACT_DIGITS_MAX = 15;

/** Excel counts a day that never was before this one. */
const FIRST_DAY = '1900-03-01';

const DATE_FORMAT = '[$-42A]dd/mm/yyyy';
/** Keeps what is typed over a text cell text. */
const TEXT_FORMAT = '@';

/** `at`: the moment written into the file as its making. */
export function newWorkbook(title: string, at: Date): Workbook {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Sổ Tỉnh';
  workbook.title = xlsxText(title);
  workbook.created = at;
  workbook.modified = at;
  return workbook;
}

/** The bytes of the file. */
export async function bytesOf(workbook: Workbook): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A tab name without the characters Excel bans, at most 31 long, unlike the others of the workbook whatever the case. */
export function tabName(workbook: Workbook, wanted: string): string {
  const taken = new Set(workbook.worksheets.map(({ name }) => name.toLowerCase()));
  const plain =
    xlsxText(wanted)
      .replace(/[[\]:*?/\\\n\t]+/g, ' ')
      .replace(/ +/g, ' ')
      .replace(/^[' ]+|[' ]+$/g, '') || 'Sheet';
  const base = plain.toLowerCase() === 'history' ? `${plain} 1` : plain;
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`;
    // A pair cut in half is no character.
    const cut = base.slice(0, TAB_NAME_MAX - suffix.length).replace(/[\ud800-\udbff]$/, '');
    const name = `${cut.replace(/[' ]+$/, '')}${suffix}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** Whether a spreadsheet shows the decimal string to the last digit. */
function isExactNumber(value: string): boolean {
  if (!isDecimal(value)) return false;
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= EXACT_DIGITS_MAX;
}

/** Digits after the decimal point of a decimal string. */
const decimalsOf = (value: string): number => value.split('.')[1]?.length ?? 0;

/** Vietnamese (language 042A) whatever the program speaks: 1.234.567,8. Excel itself keeps to the country of Windows. */
const VIETNAMESE = '[$-42A]';

const numberFormat = (decimals: number): string =>
  `${VIETNAMESE}${decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(Math.min(decimals, 9))}`}`;

/** What the writer is given for one cell. */
export interface Written {
  readonly value: number | Date | string | null;
  readonly numFmt?: string;
}

const NOTHING: Written = { value: null };

/** Only numbers, dates and strings ever reach the writer, so nothing becomes a formula. */
export function writtenOf(cell: TableCell): Written {
  if (cell === null) return NOTHING;
  const { type, value } = cell;
  if (type === 'number' && isExactNumber(value)) {
    return { value: Number(value), numFmt: numberFormat(decimalsOf(value)) };
  }
  if (type === 'date' && isIsoDate(value) && value >= FIRST_DAY) {
    return { value: new Date(`${value}T00:00:00Z`), numFmt: DATE_FORMAT };
  }
  return { value: xlsxText(value), numFmt: TEXT_FORMAT };
}

/**
 * Looks of cells, each made once: the writer takes an object it has met for the same look, and
 * compares at length whatever it has not. A look in use is never changed.
 */
export class Styles {
  readonly #known = new Map<string, Partial<Style>>();

  /** `make` is asked once for each key. */
  get(key: string, make: () => Partial<Style>): Partial<Style> {
    let style = this.#known.get(key);
    if (style === undefined) {
      style = make();
      this.#known.set(key, style);
    }
    return style;
  }
}

/** Height in points of a line of text in size 12. */
const LINE_HEIGHT = 16;

/** Height of a row by its fullest cell: merged and wrapped cells do not grow by themselves in every program. */
export function heightOf(cells: readonly { readonly text: string; readonly width: number }[]): number {
  const lines = cells.map(({ text, width }) =>
    text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / Math.max(width, 1))), 0),
  );
  return Math.min(LINE_HEIGHT * Math.max(1, ...lines), 400);
}

/** Characters of size 12 that stay readable across one landscape page. */
const PAGE_WIDTH = 200;

export interface Printed {
  /** 1-based rows repeated on every page. */
  readonly headerRows: readonly [first: number, last: number];
  readonly lastRow: number;
  readonly lastColumn: number;
  /** Columns repeated on every page where the table is wider than one. */
  readonly frozenColumns: number;
  /** Sum of the widths of the shown columns, in characters. */
  readonly width: number;
}

/** A4 landscape, fitted to one page wide or as many as keep it readable; headers on every page, page numbers below. */
export function setPage(sheet: Worksheet, printed: Printed): void {
  const { headerRows, lastRow, lastColumn, frozenColumns, width } = printed;
  const letterOf = (column: number) => sheet.getColumn(Math.max(column, 1)).letter;
  const pagesWide = Math.max(1, Math.round(width / PAGE_WIDTH));
  if (pagesWide > 1) sheet.pageSetup.printTitlesColumn = `A:${letterOf(frozenColumns)}`;
  Object.assign(sheet.pageSetup, {
    paperSize: A4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: pagesWide,
    fitToHeight: 0,
    horizontalCentered: true,
    printArea: `A1:${letterOf(lastColumn)}${Math.max(lastRow, 1)}`,
    printTitlesRow: `${headerRows[0]}:${headerRows[1]}`,
    margins: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10), footer: mm(10) },
  });
  sheet.headerFooter.oddFooter = `&C&"${FONT}"&12&P/&N`;
}
