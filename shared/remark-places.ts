/** Where the remarks of a return stand in the plan of their workbook, and which cells they leave open: alike in the file and on the page. */
import type { CellRef } from './report.ts';
import { dataRows } from './sheet-drawing.ts';
import type { SheetPlan, TabPlan } from './sheet-plan.ts';

/** 1-based, as programs of sheets count. */
interface RemarkPlace {
  readonly tab: TabPlan;
  readonly row: number;
  readonly column: number;
}

export type RemarkScope = 'cell' | 'row' | 'column' | 'sheet';

export function remarkScope({ row, column }: CellRef): RemarkScope {
  if (row !== '*') return column === '*' ? 'row' : 'cell';
  return column === '*' ? 'sheet' : 'column';
}

/** The cell itself; of a whole row what names it, of a whole column its header, of a whole sheet the first header that is seen. */
export function remarkPlaces(plan: SheetPlan): (at: CellRef) => RemarkPlace | undefined {
  const tabs = plan.tabs.map((tab) => ({
    tab,
    rows: new Map(dataRows(tab).map(({ key }, index) => [key, tab.firstRow + index])),
    columns: new Map(tab.columns.map(({ id }, index) => [id, index + 1])),
  }));
  return (at) => {
    const found = tabs.find(({ tab }) => tab.section === at.section);
    if (found === undefined) return undefined;
    const { tab, rows, columns } = found;
    const row = at.row === '*' ? tab.headerRow : rows.get(at.row);
    const scope = remarkScope(at);
    // What names a row is the last column that stays in view.
    const naming = scope === 'row' ? tab.frozenColumns : tab.columns.findIndex(({ hidden }) => !hidden) + 1;
    const column = at.column === '*' ? naming : columns.get(at.column);
    return row === undefined || column === undefined ? undefined : { tab, row, column };
  };
}

/** Whether one of these names the cell, alone or with its row, its column or its sheet. */
export function namedBy(
  cells: readonly CellRef[],
): (section: string, row: string, column: string) => boolean {
  const named = new Set(cells.map(({ section, row, column }) => `${section}|${row}|${column}`));
  return (section, row, column) =>
    [`${row}|${column}`, `${row}|*`, `*|${column}`, '*|*'].some((at) => named.has(`${section}|${at}`));
}
