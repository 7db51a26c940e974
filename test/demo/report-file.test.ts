/** A report's file is read as it was written, and not at all where it is something else. */
import { expect, test } from 'vitest';
import { csvOf } from '../../server/exports/csv.ts';
import { number, text } from '../../server/exports/table.ts';
import { readReportFile } from './report-file.ts';

const HEADER = ['Đơn vị báo cáo', 'Kỳ báo cáo', 'Mã dòng', 'Mã cột', 'Giá trị', 'Tình trạng'];
const of = [text('Tỉnh ủy Hải Dương'), text('Quý I/2022')];

test('cells are found by row and column, and one without a value is blank', () => {
  const file = readReportFile(
    csvOf({
      header: HEADER,
      rows: [
        [...of, text('NSNN'), text('vsPlan'), number('39.4'), null],
        [...of, text('PCI'), text('actualText'), text('thứ 6/11, “vùng”'), null],
        [...of, text('GRDP'), text('actual'), null, text('chưa có số liệu')],
      ],
    }),
  );
  expect([file.unit, file.period]).toEqual(['Tỉnh ủy Hải Dương', 'Quý I/2022']);
  expect(file.cell('NSNN', 'vsPlan')).toBe('39.4');
  expect(file.cell('PCI', 'actualText')).toBe('thứ 6/11, “vùng”');
  expect(file.cell('GRDP', 'actual')).toBe('');
  expect(file.cell('NSNN', 'actual')).toBe('');
});

test.each([
  ['no line', HEADER, []],
  ['no column “Giá trị”', HEADER.slice(0, 4), [[...of, text('NSNN'), text('actual')]]],
])('a file with %s is refused', (words, header, rows) => {
  expect(() => readReportFile(csvOf({ header, rows }))).toThrow(words);
});
