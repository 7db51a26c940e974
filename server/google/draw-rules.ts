/** What the drawn tab enforces besides its cells: protections of headers and keys, the tint of cells still to fill. */
import type { sheets_v4 } from 'googleapis';
import { columnLetters } from '../../shared/raw-sheet.ts';
import { KEY_COLUMN, type RowPlan, type TabPlan } from '../../shared/sheet-plan.ts';
import { colour } from './draw-cells.ts';

type Request = sheets_v4.Schema$Request;
type GridRange = sheets_v4.Schema$GridRange;

const REQUIRED_TINT = '#fff4e5';

/** Stretches of neighbours that pass, as [first index, count]. */
function runs<T>(items: readonly T[], test: (item: T) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (const [index, item] of items.entries()) {
    if (!test(item)) continue;
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else found.push([index, 1]);
  }
  return found;
}

/**
 * Headers and, in a grid, everything printed are closed to other editors. In a list only the header is: a protected
 * column would forbid inserting rows, so keys and derived columns there only warn.
 */
export function protectionsOf(tab: TabPlan, sheetId: number, rows: number): Request[] {
  const width = tab.columns.length;
  const head: GridRange = {
    sheetId,
    startRowIndex: 0,
    endRowIndex: tab.headerRow,
    startColumnIndex: 0,
    endColumnIndex: width,
  };
  const closed = rows === 0 ? [] : runs(tab.columns, (column) => column.locked || column.id === KEY_COLUMN);
  return [
    { addProtectedRange: { protectedRange: { range: head, description: 'Sổ Tỉnh: tiêu đề' } } },
    ...closed.map(([first, count]) => ({
      addProtectedRange: {
        protectedRange: {
          range: {
            sheetId,
            startRowIndex: tab.firstRow - 1,
            endRowIndex: tab.firstRow - 1 + rows,
            startColumnIndex: first,
            endColumnIndex: first + count,
          },
          description: 'Sổ Tỉnh: mã dòng và cột in sẵn',
          ...(tab.kind === 'grid' ? {} : { warningOnly: true }),
        },
      },
    })),
  ];
}

function tint(ranges: GridRange[], condition: sheets_v4.Schema$BooleanCondition): Request[] {
  if (ranges.length === 0) return [];
  const format = { backgroundColorStyle: colour(REQUIRED_TINT) };
  return [{ addConditionalFormatRule: { rule: { ranges, booleanRule: { condition, format } }, index: 0 } }];
}

/** A warm ground on cells that must be filled and are blank; in a list only in rows that somebody began. */
export function tintsOf(tab: TabPlan, sheetId: number, rows: readonly RowPlan[]): Request[] {
  const area = (column: number, first: number, count: number): GridRange => ({
    sheetId,
    startRowIndex: tab.firstRow - 1 + first,
    endRowIndex: tab.firstRow - 1 + first + count,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  });
  if (tab.kind === 'grid') {
    const ranges = tab.columns.flatMap((column, index) =>
      runs(rows, (row) => row.required.includes(column.id)).map(([first, count]) =>
        area(index, first, count),
      ),
    );
    return tint(ranges, { type: 'BLANK' });
  }
  if (rows.length === 0) return [];
  const typed = tab.columns
    .map((column, index) => (column.locked ? '' : `$${columnLetters(index)}${tab.firstRow}`))
    .filter((address) => address !== '');
  return tab.columns.flatMap((column, index) => {
    if (!tab.highlightRequired.includes(column.id)) return [];
    // No argument separator, which differs between locales.
    const formula = `=(LEN(${columnLetters(index)}${tab.firstRow})=0)*(LEN(${typed.join('&')})>0)`;
    return tint([area(index, 0, rows.length)], {
      type: 'CUSTOM_FORMULA',
      values: [{ userEnteredValue: formula }],
    });
  });
}
