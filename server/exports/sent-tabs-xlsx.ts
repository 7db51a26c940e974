/** Owns the tabs of the annotated copy that say what was sent where the form drawn anew cannot: read by nobody, to be copied from. */
import type { Workbook, Worksheet } from 'exceljs';
import { ASIDE, isAsideName } from '../../shared/aside-sheets.ts';
import type { RawCell, RawTab } from '../../shared/raw-sheet.ts';
import { FONT, FONT_SIZE } from '../../shared/sheet-drawing.ts';
import { xlsxText } from './safe-text.ts';
import { FORM_FACE, heightOf, onePageWide, TEXT_FORMAT, tabName, writtenOf } from './xlsx-page.ts';

type SentTab = Pick<RawTab, 'name' | 'values'>;

const NAME_MAX = 31;
const SUFFIX = `${ASIDE})`;
/** Room for the number a second tab of that name gets. */
const STEM_MAX = NAME_MAX - SUFFIX.length - 3;
/** Characters a column has at least and at most. */
const NARROWEST = 6;
const WIDEST = 40;

export function cellValue(cell: RawCell): string | number | ReturnType<typeof writtenOf>['value'] {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'object') return writtenOf({ type: 'date', value: cell.date }).value;
  return xlsxText(String(cell));
}

/** Of a raw cell as text, for its room; a line with one thing in it is a heading, which may run over its neighbours. */
const textOf = (cell: RawCell | undefined): string =>
  cell === undefined ? '' : typeof cell === 'object' ? cell.date : String(cell);
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
    drawn.value = cellValue(cell);
    drawn.style = {
      font: { name: FONT, size: FONT_SIZE },
      alignment: { vertical: 'top', wrapText },
      ...(typeof cell === 'string' ? { numFmt: TEXT_FORMAT } : {}),
    };
  }
  if (!wrapText) return;
  const seen = line.map((cell, column) => ({
    text: column === 0 ? '' : textOf(cell),
    width: widths[column] ?? NARROWEST,
  }));
  sheet.getRow(row).height = heightOf(seen, FORM_FACE);
}

/** Draws each tab as plain cells, with its hidden row and column of keys; the names they got. */
export function drawSentTabs(workbook: Workbook, tabs: readonly SentTab[]): readonly string[] {
  return tabs.map((tab) => {
    const { name, values } = tab;
    const wanted = isAsideName(name) ? name : `${name.slice(0, STEM_MAX).trim()}${SUFFIX}`;
    const sheet = workbook.addWorksheet(tabName(workbook, wanted));
    const widths = widthsOf(tab);
    sheet.columns = widths.map((width) => ({ width }));
    onePageWide(sheet);
    for (const [index, line] of values.entries()) drawLine(sheet, index + 1, line, widths);
    sheet.getRow(1).hidden = true;
    sheet.getColumn(1).hidden = true;
    return sheet.name;
  });
}
