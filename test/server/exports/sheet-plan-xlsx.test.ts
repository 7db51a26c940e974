/** The form as an .xlsx file reads back as the report it was drawn from, and lets only the office's own cells change. */
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { sheetPlanXlsx } from '../../../server/exports/sheet-plan-xlsx.ts';
import type { RawCell, RawWorkbook } from '../../../shared/raw-sheet.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import { LISTS_TAB, type ValidationPlan } from '../../../shared/sheet-plan.ts';
import { readWorkbook } from '../../../shared/sheet-reader.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { MOMENT, reportExport } from '../../support/exported.ts';

async function drawn(id: string): Promise<ExcelJS.Workbook> {
  const bytes = await sheetPlanXlsx(planWorkbook(reportExport(id).form), MOMENT);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer);
  return workbook;
}

function rawCell(value: ExcelJS.CellValue): RawCell {
  if (value instanceof Date) return { date: value.toISOString().slice(0, 10) };
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return '';
}

/** What an .xlsx reader would see, without the metadata only Google keeps. */
function raw(workbook: ExcelJS.Workbook): RawWorkbook {
  const tabs = workbook.worksheets
    .filter(({ name }) => name !== LISTS_TAB)
    .map((sheet, index) => ({
      sheetId: index,
      name: sheet.name,
      columnIds: new Map<number, string>(),
      merges: [],
      values: Array.from({ length: sheet.rowCount }, (_, row) =>
        Array.from({ length: sheet.columnCount }, (__, column) =>
          rawCell(sheet.getCell(row + 1, column + 1).value),
        ),
      ),
    }));
  return { locale: 'vi_VN', tabs };
}

const ids = BUILT_IN.map(({ id }) => id);

test.each(ids)('the form %s reads back as the content it was drawn with', async (id) => {
  const { form } = reportExport(id);
  const reading = readWorkbook(form.template, form.assigned, raw(await drawn(id)), {});
  expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(reading.content).toEqual(form.content);
});

test.each(ids)(
  'in the form %s the office’s open cells can be changed and all others are locked',
  async (id) => {
    const plan = planWorkbook(reportExport(id).form);
    const workbook = await drawn(id);
    for (const tab of plan.tabs) {
      const sheet = workbook.getWorksheet(tab.name);
      const locked = (row: number, column: number) =>
        sheet?.getCell(row, column).protection?.locked !== false;
      expect(locked(tab.headerRow, 2)).toBe(true);
      for (const [index, row] of tab.rows.entries()) {
        for (const [place, column] of tab.columns.entries()) {
          const closed = column.locked || row.closed.includes(column.id);
          expect(locked(tab.firstRow + index, place + 1)).toBe(closed);
        }
      }
    }
  },
);

test.each(ids)(
  'in the form %s every open cell carries the rule of its column and no other cell has one',
  async (id) => {
    const plan = planWorkbook(reportExport(id).form);
    const workbook = await drawn(id);
    const kinds: Record<ValidationPlan['kind'], string | undefined> = {
      none: undefined,
      list: 'list',
      number: 'number',
      date: 'date',
    };
    for (const tab of plan.tabs) {
      const sheet = workbook.getWorksheet(tab.name);
      for (let at = 0; at < tab.rows.length + tab.spareKeys.length; at += 1) {
        for (const [place, column] of tab.columns.entries()) {
          const open = !column.locked && tab.rows[at]?.closed.includes(column.id) !== true;
          const found = sheet?.getCell(tab.firstRow + at, place + 1).dataValidation?.type;
          const kind = found === 'whole' || found === 'decimal' ? 'number' : found;
          expect(kind).toBe(open ? kinds[column.validation.kind] : undefined);
        }
      }
    }
  },
);

test.each(ids)('the form %s hides its keys and calculates nothing', async (id) => {
  const workbook = await drawn(id);
  for (const sheet of workbook.worksheets) {
    if (sheet.name === LISTS_TAB) continue;
    expect(sheet.getRow(1).hidden).toBe(true);
    expect(sheet.getColumn(1).hidden).toBe(true);
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
  }
});
