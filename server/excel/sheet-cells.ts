/** Reads one sheet of a workbook as raw cells; formats without a value cost nothing. */
import { dayNumber, dayOfNumber } from '../../shared/days.ts';
import { fromNumber, multiply } from '../../shared/decimal.ts';
import { showNumber } from '../../shared/number.ts';
import type { RawCell, RawTab } from '../../shared/raw-sheet.ts';
import { type Budget, tooLarge, type ZippedPart } from './archive.ts';
import { type Shown, TEXT_MAX, TextRuns, tooMuchText } from './workbook-parts.ts';
import { readXml } from './xml.ts';

const ROWS_MAX = 30_000;
const COLUMNS_MAX = 300;
const CELLS_MAX = 600_000;
const MERGES_MAX = 20_000;

/** What cells of one workbook refer to, and how much of it has been read. */
export interface Sheets {
  readonly strings: readonly string[];
  readonly looks: readonly Shown[];
  readonly from1904: boolean;
  readonly budget: Budget;
  /** Counted over all sheets: one text may stand in any number of cells. */
  cells: number;
  text: number;
}

type Merge = RawTab['merges'][number];

const FIRST_DAY = dayNumber('1899-12-30');
const DAYS_1904 = 1_462;
const LAST_SERIAL = 2_958_465;

/** A number shown as a day; the format counts a 29 February 1900 that never was. */
function dayOf(serial: number, from1904: boolean): RawCell {
  const day = Math.floor(serial) + (from1904 ? DAYS_1904 : 0);
  if (day < 1 || day > LAST_SERIAL) return serial;
  return { date: dayOfNumber(FIRST_DAY + day + (day < 60 ? 1 : 0)) };
}

/** "97,5%", as the cell shows it: whoever fills the form reads that, and so is it read. */
function percentOf(number: number): RawCell {
  const value = fromNumber(number);
  return value === undefined ? number : `${showNumber(multiply(value, '100'), 'vi')}%`;
}

/** 0-based row and column of "C14". */
function placeOf(address: string): { row: number; column: number } | undefined {
  const found = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/.exec(address);
  if (found === null) return undefined;
  let column = 0;
  for (const letter of found[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(found[2]) - 1, column: column - 1 };
}

function mergeOf(ref: string): Merge | undefined {
  const [from = '', to = from] = ref.split(':');
  const [first, last] = [placeOf(from), placeOf(to)];
  if (first === undefined || last === undefined) return undefined;
  const [rows, columns] = [last.row - first.row + 1, last.column - first.column + 1];
  // A stripe down the whole sheet hides no more than what lies in its first rows.
  return { ...first, rows: Math.min(rows, ROWS_MAX), columns: Math.min(columns, COLUMNS_MAX) };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

class CellReader {
  readonly rows: RawCell[][] = [];
  readonly merges: Merge[] = [];
  readonly #sheets: Sheets;
  readonly #inline = new TextRuns();
  #row = -1;
  #column = -1;
  #type = 'n';
  #style = 0;
  #collecting: 'v' | 'f' | 'is' | undefined;
  #value = '';
  #formula = '';

  constructor(sheets: Sheets) {
    this.#sheets = sheets;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes.r);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'v' || name === 'f' || name === 'is') this.#collecting = name;
    else if (name === 'mergeCell') this.#merge(attributes.ref ?? '');
    if (this.#collecting === 'is') this.#inline.open(name);
  }

  text(text: string): void {
    if (this.#collecting === 'v') this.#value += text;
    else if (this.#collecting === 'f') this.#formula += text;
    else if (this.#collecting === 'is') this.#inline.text(text);
  }

  close(name: string): void {
    if (this.#collecting === 'is') this.#inline.close(name);
    if (name === this.#collecting) this.#collecting = undefined;
    if (name === 'c') this.#closeCell();
  }

  #openRow(r: string | undefined): void {
    this.#row = r === undefined ? this.#row + 1 : Number(r) - 1;
    this.#column = -1;
  }

  #openCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    const place = r === undefined ? undefined : placeOf(r);
    this.#row = place?.row ?? Math.max(this.#row, 0);
    this.#column = place?.column ?? this.#column + 1;
    this.#type = t;
    this.#style = s === undefined ? 0 : Number(s);
    this.#value = '';
    this.#formula = '';
  }

  #merge(ref: string): void {
    const merge = mergeOf(ref);
    if (merge !== undefined) this.merges.push(merge);
    if (this.merges.length > MERGES_MAX) throw tooLarge('có quá nhiều ô gộp', 'too many merged cells');
  }

  #closeCell(): void {
    const value = this.#read();
    if (value === '') return;
    const [row, column] = [this.#row, this.#column];
    if (!(row >= 0 && row < ROWS_MAX && column >= 0 && column < COLUMNS_MAX)) {
      throw tooLarge(
        `có ô ghi ngoài ${ROWS_MAX} dòng hoặc ${COLUMNS_MAX} cột đầu`,
        `cells are filled beyond row ${ROWS_MAX} or column ${COLUMNS_MAX}`,
      );
    }
    this.#count(value);
    while (this.rows.length <= row) this.rows.push([]);
    const cells = this.rows[row] ?? [];
    while (cells.length < column) cells.push('');
    cells[column] = value;
  }

  #count(value: RawCell): void {
    this.#sheets.cells += 1;
    if (typeof value === 'string') this.#sheets.text += value.length;
    if (this.#sheets.text > TEXT_MAX) throw tooMuchText();
    if (this.#sheets.cells > CELLS_MAX)
      throw tooLarge(`có quá ${CELLS_MAX} ô đã ghi`, `more than ${CELLS_MAX} cells are filled`);
  }

  #read(): RawCell {
    const value = this.#value;
    if (this.#type === 'inlineStr') return this.#inline.take();
    if (value === '') {
      // A program that never calculated left no value: what it says is told, not taken for blank.
      return this.#formula === '' || this.#type === 'str' ? '' : `=${this.#formula}`;
    }
    switch (this.#type) {
      case 's':
        return this.#sheets.strings[Number(value)] ?? '';
      case 'b':
        return value === '1' || value === 'true';
      case 'd':
        return /^\d{4}-\d{2}-\d{2}/.test(value) ? { date: value.slice(0, 10) } : value;
      case 'n':
        return this.#number(value.trim());
      default:
        return value;
    }
  }

  #number(value: string): RawCell {
    const number = Number(value);
    if (!NUMBER.test(value) || !Number.isFinite(number)) return value;
    const look = this.#sheets.looks[this.#style];
    if (look === 'day') return dayOf(number, this.#sheets.from1904);
    return look === 'percent' ? percentOf(number) : number;
  }
}

/** `sheetId`: its place among the sheets of the file. Throws Problem `workbook_too_large` and those of `readXml`. */
export async function readSheetCells(
  part: ZippedPart,
  { name, sheetId }: Pick<RawTab, 'name' | 'sheetId'>,
  sheets: Sheets,
): Promise<RawTab> {
  const reader = new CellReader(sheets);
  await readXml(part, sheets.budget, {
    open: (element, attributes) => reader.open(element, attributes),
    text: (text) => reader.text(text),
    close: (element) => reader.close(element),
  });
  return { sheetId, name, columnIds: new Map(), values: reader.rows, merges: reader.merges };
}
