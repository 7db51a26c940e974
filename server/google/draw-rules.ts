/** What the drawn tab enforces besides its cells: protections of headers and keys, the tint of cells still to fill. */
import type { sheets_v4 } from 'googleapis';
import {
  COLOURS,
  PROTECTION,
  protectedColumns,
  requiredFormulas,
  requiredStretches,
  type Stretch,
} from '../../shared/sheet-drawing.ts';
import type { TabPlan } from '../../shared/sheet-plan.ts';
import { colour } from './draw-cells.ts';

type Request = sheets_v4.Schema$Request;
type GridRange = sheets_v4.Schema$GridRange;

/** Headers are closed to other editors, and of the `rows` of data what the plan closes. */
export function protectionsOf(tab: TabPlan, sheetId: number, rows: number): Request[] {
  const head: GridRange = {
    sheetId,
    startRowIndex: 0,
    endRowIndex: tab.headerRow,
    startColumnIndex: 0,
    endColumnIndex: tab.columns.length,
  };
  const closed = rows === 0 ? [] : protectedColumns(tab);
  return [
    { addProtectedRange: { protectedRange: { range: head, description: PROTECTION.head } } },
    ...closed.map(({ first, count, description, warns }) => ({
      addProtectedRange: {
        protectedRange: {
          range: {
            sheetId,
            startRowIndex: tab.firstRow - 1,
            endRowIndex: tab.firstRow - 1 + rows,
            startColumnIndex: first,
            endColumnIndex: first + count,
          },
          description,
          ...(warns ? { warningOnly: true } : {}),
        },
      },
    })),
  ];
}

function tint(ranges: GridRange[], condition: sheets_v4.Schema$BooleanCondition): Request[] {
  if (ranges.length === 0) return [];
  const format = { backgroundColorStyle: colour(COLOURS.required) };
  return [{ addConditionalFormatRule: { rule: { ranges, booleanRule: { condition, format } }, index: 0 } }];
}

/** A warm ground on cells that must be filled and are blank; in a list only in rows that somebody began. */
export function tintsOf(tab: TabPlan, sheetId: number, rows: number): Request[] {
  const area = ({ column, first, count }: Stretch): GridRange => ({
    sheetId,
    startRowIndex: tab.firstRow - 1 + first,
    endRowIndex: tab.firstRow - 1 + first + count,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  });
  if (tab.kind === 'grid') return tint(requiredStretches(tab).map(area), { type: 'BLANK' });
  if (rows === 0) return [];
  return requiredFormulas(tab).flatMap(({ column, formula }) =>
    tint([area({ column, first: 0, count: rows })], {
      type: 'CUSTOM_FORMULA',
      values: [{ userEnteredValue: formula }],
    }),
  );
}
