/** The form as an .xlsx file reads back as the report it was drawn from, and lets only the office's own cells change. */
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { sheetPlanXlsx } from '../../../server/exports/sheet-plan-xlsx.ts';
import { MARKS_TAB } from '../../../server/exports/workbook-marks.ts';
import { columnLetters, type RawCell, type RawWorkbook } from '../../../shared/raw-sheet.ts';
import { COLOURS, groundOf } from '../../../shared/sheet-drawing.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import { LISTS_TAB, type ValidationPlan } from '../../../shared/sheet-plan.ts';
import { readWorkbook } from '../../../shared/sheet-reader.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { MOMENT, reportExport } from '../../support/exported.ts';

async function drawn(id: string): Promise<ExcelJS.Workbook> {
  const bytes = await sheetPlanXlsx(planWorkbook(reportExport(id).form), { at: MOMENT, base: 3 });
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
    .filter(({ name }) => name !== LISTS_TAB && name !== MARKS_TAB)
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
    if (sheet.name === LISTS_TAB || sheet.name === MARKS_TAB) continue;
    expect(sheet.getRow(1).hidden).toBe(true);
    expect(sheet.getColumn(1).hidden).toBe(true);
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
  }
});

const argb = (hex: string): string => `FF${hex.slice(1).toUpperCase()}`;
const groundAt = (sheet: ExcelJS.Worksheet | undefined, row: number, column: number): unknown =>
  (sheet?.getCell(row, column).fill as ExcelJS.FillPattern | undefined)?.fgColor?.argb;

test.each(ids)('the form %s has the grounds every drawing of a plan has', async (id) => {
  const workbook = await drawn(id);
  for (const tab of planWorkbook(reportExport(id).form).tabs) {
    const sheet = workbook.getWorksheet(tab.name);
    expect(groundAt(sheet, tab.headerRow, 2)).toBe(argb(COLOURS.header));
    expect(groundAt(sheet, tab.groupRow, 2)).toBe(argb(COLOURS.header));
    for (const [index, row] of tab.rows.entries()) {
      for (const [place, column] of tab.columns.entries()) {
        expect(groundAt(sheet, tab.firstRow + index, place + 1)).toBe(argb(groundOf(row, column)));
      }
    }
  }
});

test.each(ids)('in the form %s figures and dates are shown the Vietnamese way, filled or not', async (id) => {
  const workbook = await drawn(id);
  for (const tab of planWorkbook(reportExport(id).form).tabs) {
    const sheet = workbook.getWorksheet(tab.name);
    for (const [place, { numberFormat }] of tab.columns.entries()) {
      const expected = numberFormat === '@' ? '@' : `[$-42A]${numberFormat}`;
      for (let row = tab.firstRow; row < tab.firstRow + tab.rows.length + tab.spareRows; row += 1) {
        expect(sheet?.getCell(row, place + 1).numFmt).toBe(expected);
      }
    }
  }
});

interface Tint {
  readonly ref: string;
  readonly rules: readonly { readonly formulae: readonly string[] }[];
}
const tintsOf = (sheet: ExcelJS.Worksheet | undefined): readonly Tint[] =>
  (sheet as unknown as { conditionalFormattings: readonly Tint[] }).conditionalFormattings;

/** "E7:E9" → "E7", "E8", "E9". */
function cellsOf(ref: string): string[] {
  const [from = ref, to = from] = ref.split(':');
  const letters = from.replace(/\d+/, '');
  const [first, last] = [from, to].map((at) => Number(at.replace(/\D+/, '')));
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, n) => `${letters}${Number(first) + n}`);
}

test.each(ids)('in the form %s exactly the cells that must be filled are tinted, while blank', async (id) => {
  const workbook = await drawn(id);
  let found = 0;
  for (const tab of planWorkbook(reportExport(id).form).tabs) {
    const tints = tintsOf(workbook.getWorksheet(tab.name));
    for (const { ref, rules } of tints) {
      expect(rules[0]?.formulae[0]).toContain(`LEN(${ref.split(':')[0]})=0`);
    }
    const expected = tab.columns.flatMap((column, place) => {
      const letter = columnLetters(place);
      const asked = (index: number) =>
        tab.kind === 'grid'
          ? tab.rows[index]?.required.includes(column.id)
          : tab.highlightRequired.includes(column.id);
      return Array.from({ length: tab.rows.length + tab.spareRows }, (_, index) => index)
        .filter(asked)
        .map((index) => `${letter}${tab.firstRow + index}`);
    });
    found += expected.length;
    expect(tints.flatMap(({ ref }) => cellsOf(ref))).toEqual(expected);
  }
  expect(found).toBeGreaterThan(0);
});

test('a label of two lines is seen whole, and a row of one line is left to grow with what is typed', async () => {
  const tab = planWorkbook(reportExport('inspection').form).tabs.find(({ name }) => name === 'Phụ biểu');
  const sheet = (await drawn('inspection')).getWorksheet('Phụ biểu');
  const heightOf = (words: string) => {
    const index = tab?.rows.findIndex((row) => row.cells.includes(words)) ?? -1;
    expect(index).toBeGreaterThanOrEqual(0);
    return sheet?.getRow((tab?.firstRow ?? 0) + index).height;
  };
  const long = 'Nội dung vi phạm của tổ chức đảng bị kỷ luật (một tổ chức có thể vi phạm nhiều nội dung)';
  expect(heightOf(long)).toBeGreaterThan(26);
  expect(heightOf('Cấp ủy bị kỷ luật')).toBeUndefined();
});

test.each(ids)(
  'every printed page of the form %s says whose it is, at a size that can be read',
  async (id) => {
    const workbook = await drawn(id);
    for (const tab of planWorkbook(reportExport(id).form).tabs) {
      const sheet = workbook.getWorksheet(tab.name);
      expect(sheet?.headerFooter.oddHeader).toContain(tab.title);
      expect(sheet?.headerFooter.oddHeader).toContain(tab.subtitle);
      expect(sheet?.pageSetup.printArea).toMatch(new RegExp(`^A${tab.groupRow}:`));
      expect(sheet?.pageSetup.printTitlesRow).toBe(`${tab.groupRow}:${tab.headerRow}`);
      const pixels = tab.columns.reduce((sum, { width, hidden }) => sum + (hidden ? 0 : width), 0);
      const { fitToPage, scale = 0, printTitlesColumn } = sheet?.pageSetup ?? {};
      // 7 pixels to a character, 210 characters to a page.
      if (pixels / 7 <= 210) expect([fitToPage, printTitlesColumn]).toEqual([true, undefined]);
      else {
        expect([fitToPage, printTitlesColumn]).toEqual([false, `A:${columnLetters(tab.frozenColumns - 1)}`]);
        expect(scale).toBeGreaterThan(60);
      }
    }
  },
);
