/** Workbooks hold typed cells and nothing that calculates, say their coverage on top, and are ready to print. */
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportTables } from '../../../server/exports/report-table.ts';
import type { Table, TableCell } from '../../../server/exports/table.ts';
import { totalsTables } from '../../../server/exports/totals-table.ts';
import { xlsxOf } from '../../../server/exports/xlsx.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { MOMENT, reportExport, totalsExport } from '../../support/exported.ts';

async function reopened(tables: readonly Table[]): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = await xlsxOf('Thử', tables, MOMENT);
  await workbook.xlsx.load(bytes.buffer);
  return workbook;
}

const table = (cells: readonly TableCell[], name = 'Thử'): Table => ({
  name,
  title: 'Tiêu đề',
  lines: ['Dòng một', 'Dòng hai'],
  columns: cells.map((_, index) => ({ id: `c${index}`, header: `Cột ${index}`, width: 20, align: 'left' })),
  rows: [{ cells, bold: false, indent: 0 }],
  frozenColumns: 1,
});

async function written(cell: TableCell): Promise<ExcelJS.Cell> {
  const workbook = await reopened([table([cell])]);
  const found = workbook.worksheets[0]?.getCell(5, 1);
  if (found === undefined) throw new Error('no cell');
  return found;
}

test.each([
  ['0', 0, '[$-42A]#,##0'],
  ['-3', -3, '[$-42A]#,##0'],
  ['1234567.8', 1_234_567.8, '[$-42A]#,##0.0'],
  ['999999999999999', 999_999_999_999_999, '[$-42A]#,##0'],
])('the number %s is a number with Vietnamese separators', async (value, expected, format) => {
  const cell = await written({ type: 'number', value });
  expect([cell.type, cell.value, cell.numFmt]).toEqual([ExcelJS.ValueType.Number, expected, format]);
});

test('a number with more digits than a spreadsheet keeps is written as text, to the last digit', async () => {
  const cell = await written({ type: 'number', value: '12345678901234567.89' });
  expect([cell.type, cell.value]).toEqual([ExcelJS.ValueType.String, '12345678901234567.89']);
});

test('a date is a date, and one before the calendar of Excel is text', async () => {
  const cell = await written({ type: 'date', value: '2021-12-17' });
  expect([cell.type, cell.value]).toEqual([ExcelJS.ValueType.Date, new Date('2021-12-17T00:00:00Z')]);
  expect((await written({ type: 'date', value: '1899-01-01' })).value).toBe('1899-01-01');
});

test('whatever text is stored, no cell calculates and the text is there', async () => {
  const leading = fc.constantFrom('', '=', '+', '-', '@', '\t', ' ', '＝', '\n');
  await fc.assert(
    fc.asyncProperty(fc.tuple(leading, fc.string({ unit: 'grapheme', minLength: 1 })), async (parts) => {
      const value = parts.join('');
      const cell = await written({ type: 'text', value });
      expect(cell.formula).toBeUndefined();
      expect(typeof cell.value).toBe('string');
      expect(String(cell.value).replaceAll("'", '').trim()).toBe(value.replaceAll("'", '').trim());
    }),
    { numRuns: 60 },
  );
});

test.each(['a/b:c*d?e[f]g\\h', "'quoted'", 'history', 'x'.repeat(60), '😀'.repeat(30)])(
  'a tab may be named %j, twice',
  async (name) => {
    const workbook = await reopened([table([], name), table([], name)]);
    const names = workbook.worksheets.map((sheet) => sheet.name);
    expect(new Set(names.map((each) => each.toLowerCase())).size).toBe(2);
    for (const each of names) {
      expect(each.length).toBeLessThanOrEqual(31);
      expect(each).not.toMatch(/[[\]:*?/\\]|^'|'$/);
    }
  },
);

const ids = BUILT_IN.map(({ id }) => id);

test.each(ids)('every tab of the totals of %s says its coverage and basis above the figures', async (id) => {
  const workbook = await reopened(totalsTables(totalsExport(id)));
  expect(workbook.worksheets.length).toBeGreaterThan(0);
  for (const sheet of workbook.worksheets) {
    const head = [2, 3, 4].map((row) => String(sheet.getCell(row, 1).value));
    expect(head[0]).toBe('Tỉnh ủy Hải Dương · Kỳ báo cáo: Năm 2021');
    expect(head[1]).toContain('2/3 đơn vị đã gửi (1 đã duyệt, 1 gửi muộn)');
    expect(head[2]).toContain('nguyên trạng khi đó');
  }
});

test.each(ids)(
  'every tab of %s is frozen under its header and printed A4 landscape with repeated headers',
  async (id) => {
    const workbook = await reopened([...totalsTables(totalsExport(id)), ...reportTables(reportExport(id))]);
    for (const sheet of workbook.worksheets) {
      const [view] = sheet.views;
      expect(view?.state).toBe('frozen');
      expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToHeight: 0 });
      const frozen = view?.state === 'frozen' ? view.ySplit : 0;
      expect(sheet.pageSetup.printTitlesRow).toMatch(new RegExp(`:${frozen}$`));
      expect(sheet.pageSetup.printArea).toBe(
        `A1:${sheet.getColumn(sheet.columnCount).letter}${sheet.rowCount}`,
      );
    }
  },
);

test.each(ids)('every figure of the totals of %s stands in the workbook as a number', async (id) => {
  const of = totalsExport(id);
  const workbook = await reopened(totalsTables(of));
  const numbers = new Set<number>();
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => void (typeof cell.value === 'number' && numbers.add(cell.value))),
    );
  }
  for (const { value } of of.totals.totals) if (value !== null) expect(numbers).toContain(Number(value));
  for (const { total } of of.totals.tasks) expect(numbers).toContain(total);
});

test('the same export made at the same moment is the same file', async () => {
  const tables = totalsTables(totalsExport('tasks'));
  const [first, second] = await Promise.all([xlsxOf('a', tables, MOMENT), xlsxOf('a', tables, MOMENT)]);
  expect(Buffer.compare(first, second)).toBe(0);
});
