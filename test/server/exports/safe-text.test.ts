/** No stored text becomes a formula or breaks an exported file. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutFormula, XLSX_CELL_LIMIT, xlsxText, xmlText } from '../../../server/exports/safe-text.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+84 912', "'+84 912"],
  ['-3', "'-3"],
  ['- Đã xong', "'- Đã xong"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\0=1', "'\0=1"],
  ['  =1', "'  =1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['\u200b=1', "'\u200b=1"],
  ['\ufeff@a', "'\ufeff@a"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠a', "'＠a"],
  ['Dòng đầu\n=1+1', "Dòng đầu\n'=1+1"],
  ['Tứ Kỳ', 'Tứ Kỳ'],
  ['a=b', 'a=b'],
  ['2 - 3', '2 - 3'],
  ['', ''],
])('%j is exported as %j', (given, expected) => {
  expect(withoutFormula(given)).toBe(expected);
});

test('no line of any text starts a formula, and nothing but apostrophes is added', () => {
  const starter = fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', ' ', '\u00a0', '\n', 'a', "'");
  fc.assert(
    fc.property(fc.array(fc.oneof(starter, fc.string()), { maxLength: 8 }), (parts) => {
      const given = parts.join('');
      const lines = withoutFormula(given).split('\n');
      for (const line of lines) expect(line).not.toMatch(/^[\s\u200b\ufeff]*[=+\-@＝＋－＠]/u);
      const back = lines
        .map((line, index) => (line === given.split('\n')[index] ? line : line.slice(1)))
        .join('\n');
      expect(back).toBe(given);
    }),
  );
});

test.each([
  ['a\u0000b', 'a\ufffdb'],
  ['a\u000bb', 'a\ufffdb'],
  ['\ud800x', '\ufffdx'],
  ['x\udc00', 'x\ufffd'],
  ['\uffff', '\ufffd'],
  ['đủ 😀 chữ', 'đủ 😀 chữ'],
  ['a\r\nb\rc', 'a\nb\nc'],
  ['a\tb', 'a\tb'],
])('%j is written to XML as %j', (given, expected) => {
  expect(xmlText(given)).toBe(expected);
});

test('any text is XML 1.0 after cleaning, and cleaning twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const legal = xmlText(given);
      expect(legal).toMatch(/^[\t\n\u{20}-\u{7e}\u{80}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
      expect(xmlText(legal)).toBe(legal);
    }),
  );
});

test('a text longer than a cell is cut with an ellipsis and never in the middle of a character', () => {
  const long = xlsxText(`${'a'.repeat(XLSX_CELL_LIMIT - 2)}😀${'b'.repeat(10)}`);
  expect(long.length).toBeLessThanOrEqual(XLSX_CELL_LIMIT);
  expect(long.endsWith('a…')).toBe(true);
});

test('text that looks like an escape of the format is kept as typed', () => {
  expect(xlsxText('_x0041_')).toBe('_x005F_x0041_');
});
