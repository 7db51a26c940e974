/** What every exported workbook has alike: tab names Excel takes, typed cells, the printed page. */
import ExcelJS, { type FillPattern, type Style, type Workbook, type Worksheet } from 'exceljs';
import { isIsoDate } from '../../shared/dates.ts';
import { isDecimal } from '../../shared/decimal.ts';
import { columnLetters } from '../../shared/raw-sheet.ts';
import { FONT, FONT_SIZE } from '../../shared/sheet-drawing.ts';
import { xlsxText, xmlText } from './safe-text.ts';
import type { TableCell } from './table.ts';
import { widestWord, wrappedLines } from './text-width.ts';
import { datedZip } from './zip-moment.ts';

/** A typeface in one size. */
export interface Face {
  readonly font: string;
  /** Points. */
  readonly size: number;
  /** Width beside that of Times New Roman, a little more, so that a line is rather left over than cut off. */
  readonly breadth: number;
}

const A4 = 9;
const mm = (millimetres: number): number => millimetres / 25.4;
const TAB_NAME_MAX = 31;
/** A double holds 15 significant digits for certain; longer numbers are written as text. */
const EXACT_DIGITS_MAX = 15;

/** Excel counts a day that never was before this one. */
const FIRST_DAY = '1900-03-01';

/** Keeps what is typed over a text cell text. */
export const TEXT_FORMAT = '@';

/** `at`: the moment written into the file as its making. */
export function newWorkbook(title: string, at: Date): Workbook {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Sổ Tỉnh';
  workbook.title = xlsxText(title);
  workbook.created = at;
  workbook.modified = at;
  return workbook;
}

/** What the writer makes of a workbook before it writes it; its types leave it out. */
interface Preparing {
  prepareModel(model: { styles: { model: { fonts: string[] } } }, options: unknown): void;
}

/**
 * Names the workbook's own typeface, by whose digits every column is as wide as it is. The writer names Calibri, for
 * which machines without it take one a quarter wider or narrower; this one has its like, to the digit, everywhere.
 */
function setOwnFont(workbook: Workbook): void {
  const writer = workbook.xlsx as unknown as Preparing;
  const prepare = writer.prepareModel.bind(writer);
  writer.prepareModel = (model, options) => {
    prepare(model, options);
    model.styles.model.fonts[0] = '<font><sz val="11"/><name val="Times New Roman"/><family val="1"/></font>';
  };
}

/** The bytes of the file. */
export async function bytesOf(workbook: Workbook): Promise<Uint8Array<ArrayBuffer>> {
  setOwnFont(workbook);
  return datedZip(new Uint8Array(await workbook.xlsx.writeBuffer()), workbook.modified);
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
export const VIETNAMESE = '[$-42A]';

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
    return { value: new Date(`${value}T00:00:00Z`), numFmt: `${VIETNAMESE}dd/mm/yyyy` };
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

/** `#e8f0fe` as the format writes it. */
export const argb = (hex: string): string => `FF${hex.slice(1).toUpperCase()}`;
export const solid = (hex: string): FillPattern => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { argb: argb(hex) },
});

/** The typeface of the forms. */
export const FORM_FACE: Face = { font: FONT, size: FONT_SIZE, breadth: 1.2 };

/** Pixels of a unit of column width, of the cell's own edges, and of a point. */
const UNIT = 7;
const EDGES = 5;
const POINT = 4 / 3;
/** Characters a cell loses to one step of indentation. */
export const INDENT = 2;
/** Width of a digit, of the size; in any typeface more than the average character. */
const DIGIT = 0.56;

/** Height in points of a row by its fullest cell: merged and wrapped cells do not grow by themselves in every program. */
export function heightOf(
  cells: readonly { readonly text: string; readonly width: number }[],
  { size, breadth }: Face,
): number {
  const lines = cells.map(({ text, width }) => {
    const room = Math.max(1, (width * UNIT - EDGES) / (size * POINT * breadth));
    return text.split('\n').reduce((sum, line) => sum + wrappedLines(line, room), 0);
  });
  return Math.min(size * POINT * Math.max(1, ...lines), 400);
}

/** Width of a column in which a number is seen whole, with its separators; 0 for anything else. Digits are wider than text. */
export function figureWidth(cell: TableCell, { size }: Face): number {
  if (cell?.type !== 'number') return 0;
  const [whole = ''] = cell.value.split('.');
  const seen = cell.value.length + Math.floor(whole.length / 3);
  return Math.ceil((seen * size * POINT * DIGIT + EDGES) / UNIT);
}

/** Width of a column that cuts no word of the text in two. */
export const wordWidth = (text: string, { size, breadth }: Face): number =>
  Math.ceil((widestWord(text) * size * POINT * breadth + EDGES) / UNIT);

/** Characters across one landscape page that stay readable, and the percentage at which so many fit. */
const PAGE_WIDTH = 210;
const SMALLEST = 64;

/** Whether a table of that width is printed over several pages side by side. */
export const isWide = (width: number): boolean => width > PAGE_WIDTH;

interface Printed {
  readonly font: string;
  /** Said above every page, instead of the rows above the header. */
  readonly head?: readonly [title: string, subtitle: string];
  /** 1-based rows repeated on every page. */
  readonly headerRows: readonly [first: number, last: number];
  readonly lastRow: number;
  readonly lastColumn: number;
  /** Columns repeated on every page where the table is wider than one. */
  readonly frozenColumns: number;
  /** Sum of the widths of the shown columns, in characters. */
  readonly width: number;
}

/** The format holds 255 characters with the codes of typeface and size, and takes "&" for the start of one. */
const headText = (text: string): string => [...xmlText(text)].slice(0, 90).join('').replaceAll('&', '&&');

/** A4 landscape, made small enough to be one page wide. */
export function onePageWide({ pageSetup }: Worksheet): void {
  Object.assign(pageSetup, {
    paperSize: A4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
  });
}

/** A4 landscape, one page wide or at a size that stays readable; headers on every page, page numbers below. */
export function setPage(sheet: Worksheet, printed: Printed): void {
  const { font, head, headerRows, lastRow, lastColumn, frozenColumns, width } = printed;
  const wide = isWide(width);
  const first = head === undefined ? 1 : headerRows[0];
  const letters = (columns: number) => columnLetters(Math.max(columns, 1) - 1);
  onePageWide(sheet);
  Object.assign(sheet.pageSetup, {
    pageOrder: 'overThenDown',
    fitToPage: !wide,
    scale: SMALLEST,
    horizontalCentered: true,
    margins: {
      top: mm(head === undefined ? 20 : 25),
      bottom: mm(20),
      left: mm(30),
      right: mm(15),
      header: mm(10),
      footer: mm(10),
    },
  });
  // The writer puts the name of the tab before these as it is, and an apostrophe in it would break the file.
  if (!sheet.name.includes("'")) {
    sheet.pageSetup.printArea = `A$${first}:${letters(lastColumn)}$${Math.max(lastRow, first)}`;
    sheet.pageSetup.printTitlesRow = `${headerRows[0]}:${headerRows[1]}`;
    if (wide) sheet.pageSetup.printTitlesColumn = `A:${letters(frozenColumns)}`;
  }
  if (head !== undefined) {
    const [title, subtitle] = head.map(headText);
    sheet.headerFooter.oddHeader = `&L&14&"${font},Bold"${title}\n&12&"${font},Regular"${subtitle}`;
  }
  sheet.headerFooter.oddFooter = `&C&"${font}"&12&P/&N`;
}
