/** Workbooks hold typed cells and nothing that calculates, say their coverage on top, and are ready to print. */
import { inflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportTables } from '../../../server/exports/report-table.ts';
import type { Table, TableCell } from '../../../server/exports/table.ts';
import { totalsTables } from '../../../server/exports/totals-table.ts';
import { xlsxOf } from '../../../server/exports/xlsx.ts';
import { tabNames } from '../../../shared/sheet-layout.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { MOMENT, reportExport, totalsExport } from '../../support/exported.ts';
import { validSample } from '../../support/samples/index.ts';

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

test('the name of a tab with an apostrophe stands nowhere the writer would write it wrong', async () => {
  const [sheet] = (await reopened([table([], "số 'mật' 1")])).worksheets;
  expect(sheet?.name).toBe("số 'mật' 1");
  const { printArea, printTitlesRow } = sheet?.pageSetup ?? {};
  expect([printArea, printTitlesRow]).toEqual([undefined, undefined]);
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

/** One file of the archive an .xlsx is, found in its directory. */
function packed(archive: Uint8Array, name: string): string {
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1)) {
    const [size, length, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    if (bytes.toString('utf8', at + 46, at + 46 + length) !== name) continue;
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    return inflateRawSync(bytes.subarray(data, data + size)).toString('utf8');
  }
  throw new Error(`no ${name}`);
}

test('columns are counted in digits of a typeface every machine has the like of, not of Calibri', async () => {
  const filled = await xlsxOf('Thử', [table([{ type: 'number', value: '1' }])], MOMENT);
  expect(packed(filled, 'xl/styles.xml')).toMatch(
    /<fonts [^>]*><font><sz val="11"\/><name val="Times New Roman"\/>/,
  );
  expect(packed(filled, 'xl/styles.xml')).not.toContain('Calibri');
});

const ids = BUILT_IN.map(({ id }) => id);

test.each(ids)('every tab of the totals of %s says its coverage and basis above the figures', async (id) => {
  const workbook = await reopened(totalsTables(totalsExport(id)));
  expect(workbook.worksheets.length).toBeGreaterThan(0);
  for (const sheet of workbook.worksheets) {
    const head = [2, 3, 4].map((row) => String(sheet.getCell(row, 1).value));
    expect(head[0]).toBe('Tỉnh ủy Hải Dương · Kỳ báo cáo: Năm 2021');
    expect(head[1]).toContain('2/3 đơn vị đã gửi (1 đã duyệt, 1 gửi chậm)');
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
      expect(sheet.pageSetup.scale).toBeGreaterThan(60);
      const frozen = view?.state === 'frozen' ? view.ySplit : 0;
      expect(sheet.pageSetup.printTitlesRow).toMatch(new RegExp(`:${frozen}$`));
      expect(sheet.pageSetup.printArea).toBe(
        `A1:${sheet.getColumn(sheet.columnCount).letter}${sheet.rowCount}`,
      );
    }
  },
);

test.each([
  ['inspection', ['Thống kê', 'Phụ biểu', 'Phụ biểu số tiền', 'Các lần công bố']],
  ['targets', ['Chỉ tiêu', 'Phân loại chỉ tiêu', 'Các lần công bố']],
  [
    'tasks',
    [
      'Tiến độ công việc',
      'Tiến độ việc giao khắc phục',
      'Phân loại công việc',
      'Phân loại việc giao khắc phục',
      'Các lần công bố',
    ],
  ],
])('the tabs of the totals of %s are named in words offices use', async (id, names) => {
  const workbook = await reopened(totalsTables(totalsExport(id)));
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(names);
});

test.each(ids)('no tab of %s is cut, neither in a file of Excel nor on a sheet of Google', async (id) => {
  for (const lang of ['vi', 'en'] as const) {
    for (const tables of [totalsTables(totalsExport(id, lang)), reportTables(reportExport(id, lang))]) {
      const names = tables.map(({ name }) => name);
      expect(names.filter((name) => name.length > 31)).toEqual([]);
      expect((await reopened(tables)).worksheets.map(({ name }) => name)).toEqual(names);
    }
  }
  // The sheet keeps to the limit of Excel, which is below Google's 100.
  const { sections } = validSample(id).template;
  expect([...tabNames({ sections }).values()]).toEqual(sections.map(({ label }) => label.vi));
});

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

const wide: Table = {
  ...table([]),
  columns: Array.from({ length: 30 }, (_, index) => ({
    id: index === 1 ? '_label' : `c${index}`,
    header: `Cột ${index}`,
    width: 20,
    align: 'left',
    ...(index > 5 ? { group: 'Thời gian' } : {}),
  })),
  rows: [{ cells: Array.from({ length: 30 }, () => ({ type: 'text', value: 'x' })), bold: false, indent: 2 }],
  frozenColumns: 2,
};

test('a table wider than a page keeps a readable size; its head is printed once and its groups stand over every column', async () => {
  const [sheet] = (await reopened([wide])).worksheets;
  expect(sheet?.pageSetup).toMatchObject({ fitToPage: false, printTitlesColumn: 'A:B' });
  // Beside the columns repeated on every page, and no further than the first one.
  expect([1, 2, 3].map((column) => sheet?.getCell(1, column).value)).toEqual([null, null, 'Tiêu đề']);
  expect(sheet?.getCell(1, 10).isMerged).toBe(true);
  expect(sheet?.getCell(1, 11).isMerged).toBe(false);
  expect([7, 8].map((column) => sheet?.getCell(4, column).value)).toEqual(['Thời gian', 'Thời gian']);
  expect(sheet?.getCell(4, 8).isMerged).toBe(false);
  expect(sheet?.getCell(4, 7).alignment).toMatchObject({
    horizontal: 'center',
    wrapText: true,
  });
});

test('only the label of a row is indented', async () => {
  const [sheet] = (await reopened([wide])).worksheets;
  expect([2, 3].map((column) => sheet?.getCell(6, column).alignment.indent)).toEqual([2, undefined]);
});

test('a line above the table that needs two lines has their height', async () => {
  const line = 'Biểu “Công việc đột phá, nhiệm vụ”, phiên bản 1, theo mẫu: Sổ Tỉnh 2022: công việc theo đợt.';
  const narrow = { ...table([null, null]), lines: ['ngắn', `${line} ${line}`] };
  const [sheet] = (await reopened([narrow])).worksheets;
  expect([2, 3].map((row) => Math.round((sheet?.getRow(row).height ?? 0) / 16))).toEqual([1, 2]);
});

test('a figure is never wider than its column, which a spreadsheet would show as "####"', async () => {
  const cell: TableCell = { type: 'number', value: '-123456789012345' };
  const narrow = table([cell]);
  const columns = narrow.columns.map((column) => ({ ...column, width: 8, align: 'right' as const }));
  const [sheet] = (await reopened([{ ...narrow, columns }])).worksheets;
  // -123.456.789.012.345 in digits of half the size: 8 pixels at 12 points.
  expect((sheet?.getColumn(1).width ?? 0) * 7).toBeGreaterThan(16 * 8 + 4 * 4);
});

test('a row has the height of its words as they are printed, not of their average', async () => {
  const rows = ['Tổ chức đảng được cấp ủy kiểm tra', 'Mười hai nhiệm vụ phải hoàn thành trong quý'].map(
    (value) => ({
      cells: [{ type: 'text' as const, value }, null],
      bold: true,
      indent: 0,
    }),
  );
  const columns = [
    { id: '_label', header: 'Chỉ tiêu', width: 38, align: 'left' as const },
    { id: 'n', header: 'Số', width: 80, align: 'right' as const },
  ];
  const [sheet] = (await reopened([{ ...table([]), columns, rows }])).worksheets;
  // Some 232 and 313 pixels of bold type in a cell of 261.
  expect([5, 6].map((row) => sheet?.getRow(row).height)).toEqual([16, 32]);
});

test('no word of a header is cut in two by a narrow column', async () => {
  const columns = [{ id: 'n', header: 'Nghiêng-nghiêng-nghiêng', width: 5, align: 'right' as const }];
  const [sheet] = (await reopened([{ ...table([]), columns, rows: [] }])).worksheets;
  expect(sheet?.getColumn(1).width).toBeGreaterThan(22);
});

test('a row others stand under is bold, and none where all stand alone', () => {
  const [inspection] = totalsTables(totalsExport('inspection'));
  const bold = (label: string) => inspection?.rows.find(({ cells }) => cells[1]?.value === label)?.bold;
  expect(bold('Tổ chức đảng được cấp ủy kiểm tra')).toBe(true);
  expect(bold('Tổ chức đảng thực hiện chưa tốt')).toBe(false);
  const [targets] = totalsTables(totalsExport('targets'));
  expect(targets?.rows.filter(({ bold: is }) => is)).toHaveLength(1);
});

test('lines stand in a column of their own where nothing adds up', async () => {
  const [sheet] = (await reopened([{ ...table([]), rows: [] }])).worksheets;
  expect(sheet?.getColumn(1).width).toBeGreaterThan(60);
  expect(sheet?.getRow(1).height).toBeLessThan(20);
});
