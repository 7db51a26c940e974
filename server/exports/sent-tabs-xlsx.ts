/** Owns the tabs of the annotated copy that say what was sent where the form drawn anew cannot: read by nobody, to be copied from. */
import type { Cell, Workbook, Worksheet } from 'exceljs';
import { ASIDE, isAsideName } from '../../shared/aside-sheets.ts';
import { showDate } from '../../shared/dates.ts';
import { dayNumber } from '../../shared/days.ts';
import { showsDay } from '../../shared/number-format.ts';
import type { RawCell, RawTab } from '../../shared/raw-sheet.ts';
import { FONT, FONT_SIZE } from '../../shared/sheet-drawing.ts';
import { xlsxText } from './safe-text.ts';
import { FORM_FACE, heightOf, onePageWide, TEXT_FORMAT, tabName } from './xlsx-page.ts';

type SentTab = Pick<RawTab, 'name' | 'values'>;

const EPOCH = dayNumber('1899-12-30');
const PHANTOM_DAY = 60;
const DAY_FORMAT = 'dd/mm/yyyy';

const NAME_MAX = 31;
const SUFFIX = `${ASIDE})`;
const STEM_MAX = NAME_MAX - SUFFIX.length;
/** Room for the number a second tab of that name gets. */
const NUMBER_MAX = 3;
/** Characters a column has at least and at most. */
const NARROWEST = 6;
const WIDEST = 40;

/** As the reader counts days, with the one day in 1900 that never was. */
function serialOf(iso: string): number {
  const day = dayNumber(iso) - EPOCH;
  return day <= PHANTOM_DAY ? day - 1 : day;
}

/** Cells of a sheet share what they look like: one alone is given its own. */
const showAs = (cell: Cell, numFmt: string): void => {
  cell.style = { ...cell.style, numFmt };
};

/**
 * Writes what was typed so that it reads as it did: a day stays a day in a column of figures, a number a number in a column of days,
 * and what is wrong with it is found again.
 */
export function writeTyped(target: Cell, cell: RawCell): void {
  if (typeof cell === 'object') {
    target.value = serialOf(cell.date);
    showAs(target, DAY_FORMAT);
    return;
  }
  target.value = typeof cell === 'number' ? cell : xlsxText(String(cell));
  if (typeof cell === 'number' && (showsDay(target.numFmt ?? '') || target.numFmt === TEXT_FORMAT))
    showAs(target, 'General');
}

/** Of a raw cell as text, for its room; a line with one thing in it is a heading, which may run over its neighbours. */
const textOf = (cell: RawCell | undefined): string =>
  cell === undefined ? '' : typeof cell === 'object' ? showDate(cell.date, 'vi') : String(cell);
const isHeading = (line: readonly RawCell[]): boolean => line.filter((cell) => cell !== '').length < 2;

function widthsOf({ values }: SentTab): number[] {
  const lines = values.filter((line) => !isHeading(line));
  const columns = Math.max(0, ...values.map((line) => line.length));
  return Array.from({ length: columns }, (_, column) => {
    const longest = Math.max(0, ...lines.map((line) => textOf(line[column]).length));
    return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
  });
}

function drawLine(sheet: Worksheet, row: number, line: readonly RawCell[], widths: readonly number[]): void {
  const wrapText = !isHeading(line);
  for (const [column, cell] of line.entries()) {
    if (cell === '') continue;
    const drawn = sheet.getCell(row, column + 1);
    drawn.style = {
      font: { name: FONT, size: FONT_SIZE },
      alignment: { vertical: 'top', wrapText },
      ...(typeof cell === 'string' ? { numFmt: TEXT_FORMAT } : {}),
    };
    writeTyped(drawn, cell);
  }
  if (!wrapText) return;
  const seen = line.map((cell, column) => ({
    text: column === 0 ? '' : textOf(cell),
    width: widths[column] ?? NARROWEST,
  }));
  sheet.getRow(row).height = heightOf(seen, FORM_FACE);
}

/** Cut at a word, and by a number's length more where the name is taken: what says that the tab was sent must stay whole. */
function wantedName(workbook: Workbook, name: string): string {
  if (isAsideName(name)) return name;
  const cut = (most: number): string => {
    const space = name.lastIndexOf(' ', most);
    return name.length <= most ? name : name.slice(0, space > 0 ? space : most).trim();
  };
  const whole = `${cut(STEM_MAX)}${SUFFIX}`;
  return workbook.getWorksheet(whole) === undefined ? whole : `${cut(STEM_MAX - NUMBER_MAX)}${SUFFIX}`;
}

/** Draws each tab as plain cells, with its hidden row and column of keys; the names they got. */
export function drawSentTabs(workbook: Workbook, tabs: readonly SentTab[]): readonly string[] {
  return tabs.map((tab) => {
    const { name, values } = tab;
    const sheet = workbook.addWorksheet(tabName(workbook, wantedName(workbook, name)));
    const widths = widthsOf(tab);
    sheet.columns = widths.map((width) => ({ width }));
    onePageWide(sheet);
    for (const [index, line] of values.entries()) drawLine(sheet, index + 1, line, widths);
    sheet.getRow(1).hidden = true;
    sheet.getColumn(1).hidden = true;
    return sheet.name;
  });
}
