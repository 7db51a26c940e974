/** Turns a workbook plan into raw tabs as a sheet would yield them, for tests of the reader without any spreadsheet. */
import type { RawCell, RawTab, RawWorkbook } from '../../shared/raw-sheet.ts';
import type { PlanCell, SheetPlan, TabPlan } from '../../shared/sheet-plan.ts';

/** A raw tab whose cells may be changed. */
export interface DraftTab extends Omit<RawTab, 'values' | 'columnIds' | 'merges' | 'section' | 'name'> {
  name: string;
  section?: string;
  columnIds: Map<number, string>;
  values: RawCell[][];
  merges: { row: number; column: number; rows: number; columns: number }[];
}
export interface DraftWorkbook extends Omit<RawWorkbook, 'tabs' | 'locale'> {
  locale: string;
  tabs: DraftTab[];
}

const rawCell = (cell: PlanCell): RawCell => cell ?? '';

function rawTab(plan: TabPlan, sheetId: number): DraftTab {
  const width = plan.columns.length;
  const blank = (): RawCell[] => Array.from({ length: width }, () => '');
  const values: RawCell[][] = Array.from({ length: plan.firstRow - 1 }, blank);
  values[plan.keyRow - 1] = plan.columns.map((column) => column.id);
  values[plan.titleRow - 1] = [plan.title, ...blank().slice(1)];
  values[plan.groupRow - 1] = plan.columns.map((column) => column.group ?? '');
  values[plan.headerRow - 1] = plan.columns.map((column) => column.header);
  for (const row of plan.rows) values.push(row.cells.map(rawCell));
  for (const key of plan.spareKeys) values.push([key, ...blank().slice(1)]);
  return {
    sheetId,
    name: plan.name,
    section: plan.section,
    columnIds: new Map(plan.columns.map((column, index) => [index, column.id])),
    values,
    merges: [],
  };
}

/** The workbook as it is right after it was drawn. */
export function rawFromPlan(plan: SheetPlan, locale = 'vi_VN'): DraftWorkbook {
  return { locale, tabs: plan.tabs.map((tab, index) => rawTab(tab, index + 100)) };
}
