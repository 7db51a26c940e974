/** Turns the stand-in's workbook into what the page draws. */
import type { SheetModel, Workbook } from '../../standin/index.ts';
import type { DrawnCell, DrawnSheet } from './contract.ts';

const DEFAULT_WIDTH = 100;
const USUAL_SIZE = 10;
/** More would only slow the page; no sheet of the demonstration comes near. */
const ROWS_MAX = 400;

const hiddenOf = (lines: readonly { hidden: boolean; hiddenByFilter: boolean }[]): number[] =>
  lines.flatMap((line, index) => (line.hidden || line.hiddenByFilter ? [index] : []));

/** Background of a conditional format that holds for a cell; the add-on uses "cell is empty" only. */
function conditional(sheet: SheetModel, row: number, column: number, blank: boolean): string | undefined {
  const rule = sheet.conditional.find(
    ({ ranges, condition }) =>
      condition.type === 'BLANK' &&
      blank &&
      ranges.some(
        (r) => row >= r.row && row < r.row + r.rows && column >= r.column && column < r.column + r.columns,
      ),
  );
  return rule?.format.background;
}

function drawCell(
  workbook: Workbook,
  sheet: SheetModel,
  who: string,
  row: number,
  column: number,
): DrawnCell | undefined {
  const cell = sheet.at(row, column);
  const text = workbook.display(cell);
  const { style, note, rule } = cell;
  const locked = !workbook.canEdit(who, sheet, { row, column, rows: 1, columns: 1 });
  const tint = conditional(sheet, row, column, text === '');
  const background = tint ?? style.background;
  const bare = text === '' && !locked && !background && !note && rule?.type !== 'ONE_OF_LIST';
  if (bare) return undefined;
  return {
    row,
    column,
    text: indented(text, style.format),
    raw: cell.formula ?? text,
    ...(background ? { background } : {}),
    ...(style.fontColor ? { color: style.fontColor } : {}),
    ...(style.bold ? { bold: true } : {}),
    ...(style.fontSize && style.fontSize !== USUAL_SIZE ? { size: style.fontSize } : {}),
    ...(style.wrap === 'WRAP' ? { wrap: true } : {}),
    ...(tint ? { waiting: true } : {}),
    ...(locked ? { locked: true } : {}),
    ...(style.horizontal
      ? { align: style.horizontal }
      : typeof cell.value === 'number'
        ? { align: 'right' }
        : {}),
    ...(note ? { note } : {}),
    ...(rule?.type === 'ONE_OF_LIST' && rule.showDropdown ? { choices: rule.values } : {}),
  };
}

/** A text format such as `"    "@` puts spaces before the text, as our labels of lower rows have it. */
function indented(text: string, format: string | undefined): string {
  const spaces = /^"( +)"@$/.exec(format ?? '')?.[1];
  return spaces && text !== '' ? `${spaces}${text}` : text;
}

/** One sheet with the rows that are used and a few more. */
export function drawSheet(workbook: Workbook, sheet: SheetModel, who: string): DrawnSheet {
  const rows = Math.min(sheet.rowCount, ROWS_MAX, Math.max(30, sheet.lastUsed().row + 10));
  const columns = Math.min(sheet.columnCount, Math.max(10, sheet.lastUsed().column + 2));
  const cells: DrawnCell[] = [];
  sheet.each({ row: 0, column: 0, rows, columns }, (row, column) => {
    const drawn = drawCell(workbook, sheet, who, row, column);
    if (drawn) cells.push(drawn);
  });
  return {
    id: sheet.id,
    name: sheet.name,
    hidden: sheet.hidden,
    rows,
    columns,
    frozenRows: sheet.frozenRows,
    frozenColumns: sheet.frozenColumns,
    hiddenRows: hiddenOf(sheet.rowLines),
    hiddenColumns: hiddenOf(sheet.columnLines),
    widths: sheet.columnLines.slice(0, columns).map((line) => line.size ?? DEFAULT_WIDTH),
    cells,
  };
}
