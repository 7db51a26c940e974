/** CSV files read back to the same cells, in the dialect of programs and in that of Vietnamese Excel; one golden file per form. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf, flatOf } from '../../../server/exports/csv.ts';
import { reportFlat, reportTables } from '../../../server/exports/report-table.ts';
import type { FlatTable } from '../../../server/exports/table.ts';
import { totalsFlat } from '../../../server/exports/totals-table.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { reportExport, totalsExport } from '../../support/exported.ts';

const TABLE: FlatTable = {
  header: ['Đơn vị', 'Số', 'Ngày'],
  rows: [
    [
      { type: 'text', value: 'Tứ Kỳ, "khen"\n=1+1' },
      { type: 'number', value: '-1234.5' },
      { type: 'date', value: '2021-12-17' },
    ],
    [null, null, null],
  ],
};

test('the plain dialect is UTF-8 with BOM, comma, CRLF, quotes doubled, numbers and dates canonical', () => {
  expect(csvOf(TABLE)).toBe('\ufeffĐơn vị,Số,Ngày\r\n"Tứ Kỳ, ""khen""\n\'=1+1",-1234.5,2021-12-17\r\n,,\r\n');
});

test('the dialect of Vietnamese Excel has semicolons, decimal comma and dd/mm/yyyy', () => {
  expect(csvOf(TABLE, 'excel-vi')).toBe(
    '\ufeffĐơn vị;Số;Ngày\r\n"Tứ Kỳ, ""khen""\n\'=1+1";-1234,5;17/12/2021\r\n;;\r\n',
  );
});

test('any text read back is the text written, save for the apostrophe that keeps it from being a formula', () => {
  const cells = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 5 }), (rows) => {
      const table: FlatTable = {
        header: ['a', 'b'],
        rows: rows.map((row) => row.map((value) => (value === '' ? null : { type: 'text', value }))),
      };
      const back: string[][] = parse(csvOf(table), { bom: true });
      const bare = back
        .slice(1)
        .map((row) => row.map((cell) => cell.replace(/^'(?=[\s\p{Cf}]*[=+\-@＝＋－＠])/gmu, '')));
      expect(bare).toEqual(rows);
    }),
  );
});

const ids = BUILT_IN.map(({ id }) => id);

test.each(ids)('the totals of %s are exported as their golden file says', async (id) => {
  await expect(csvOf(totalsFlat(totalsExport(id)))).toMatchFileSnapshot(`../../golden/${id}.totals.csv`);
});

test.each(ids)('a report of %s is exported as its golden file says', async (id) => {
  await expect(csvOf(reportFlat(reportExport(id)))).toMatchFileSnapshot(`../../golden/${id}.report.csv`);
});

test.each(ids)(
  'every line of the totals of %s carries its coverage and every line has as many cells as the header',
  (id) => {
    const [header = [], ...rows]: string[][] = parse(csvOf(totalsFlat(totalsExport(id))), { bom: true });
    const places = ['Phải gửi', 'Đã gửi', 'Đã duyệt', 'Gửi muộn'].map((name) => header.indexOf(name));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      expect(places.map((place) => row[place])).toEqual(['3', '2', '1', '1']);
    }
  },
);

test.each(ids)('every figure of the totals of %s stands in the file unchanged', (id) => {
  const of = totalsExport(id);
  const [header = [], ...rows]: string[][] = parse(csvOf(totalsFlat(of)), { bom: true });
  const at = (name: string) => header.indexOf(name);
  const found = new Map(
    rows.map((row) => [
      [row[at('Phần')], row[at('Mã dòng')], row[at('Mã cột')]].join('|'),
      row[at('Giá trị')],
    ]),
  );
  for (const { section, row, column, value } of of.totals.totals) {
    expect(found.get([section, row, column].join('|'))).toBe(value ?? '');
  }
});

test.each(ids)('a section of %s as it is seen is one header line and one line per row', (id) => {
  for (const table of reportTables(reportExport(id))) {
    const [header = [], ...rows]: string[][] = parse(csvOf(flatOf(table)), { bom: true });
    expect(header).toHaveLength(table.columns.length);
    expect(new Set(header).size).toBe(header.length);
    expect(rows).toHaveLength(table.rows.length);
  }
});
