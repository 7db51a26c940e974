/** Owns the tabs of the annotated copy that say what was sent where the form drawn anew cannot: read by nobody, to be copied from. */
import type { Workbook } from 'exceljs';
import { ASIDE, isAsideName } from '../../shared/aside-sheets.ts';
import type { RawCell, RawTab } from '../../shared/raw-sheet.ts';
import { FONT, FONT_SIZE } from '../../shared/sheet-drawing.ts';
import { xlsxText } from './safe-text.ts';
import { TEXT_FORMAT, tabName, writtenOf } from './xlsx-page.ts';

type SentTab = Pick<RawTab, 'name' | 'values'>;

const NAME_MAX = 31;
const SUFFIX = `${ASIDE})`;
/** Room for the number a second tab of that name gets. */
const STEM_MAX = NAME_MAX - SUFFIX.length - 3;
const WIDTH = 16;

export function cellValue(cell: RawCell): string | number | ReturnType<typeof writtenOf>['value'] {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'object') return writtenOf({ type: 'date', value: cell.date }).value;
  return xlsxText(String(cell));
}

/** Draws each tab as plain cells, with its hidden row and column of keys; the names they got. */
export function drawSentTabs(workbook: Workbook, tabs: readonly SentTab[]): readonly string[] {
  return tabs.map(({ name, values }) => {
    const wanted = isAsideName(name) ? name : `${name.slice(0, STEM_MAX).trim()}${SUFFIX}`;
    const sheet = workbook.addWorksheet(tabName(workbook, wanted));
    sheet.properties.defaultColWidth = WIDTH;
    for (const [r, line] of values.entries())
      for (const [c, cell] of line.entries()) {
        if (cell === '') continue;
        const drawn = sheet.getCell(r + 1, c + 1);
        drawn.value = cellValue(cell);
        drawn.style = {
          font: { name: FONT, size: FONT_SIZE },
          alignment: { vertical: 'top', wrapText: true },
          ...(typeof cell === 'string' ? { numFmt: TEXT_FORMAT } : {}),
        };
      }
    sheet.getRow(1).hidden = true;
    sheet.getColumn(1).hidden = true;
    return sheet.name;
  });
}
