/** A number read aloud says its size: no reading of it is that of another number. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../shared/decimal.ts';
import { numberWords } from '../../shared/number-words.ts';

test.each([
  ['0', 'không', 'zero'],
  ['1626', 'một nghìn sáu trăm hai mươi sáu', 'one thousand six hundred twenty-six'],
  ['1.626', 'một phẩy sáu hai sáu', 'one point six two six'],
  ['-1.005', 'âm một phẩy không không năm', 'minus one point zero zero five'],
  ['1005', 'một nghìn không trăm linh năm', 'one thousand five'],
  ['12000', 'mười hai nghìn', 'twelve thousand'],
  ['15', 'mười lăm', 'fifteen'],
  ['21', 'hai mươi mốt', 'twenty-one'],
  ['11', 'mười một', 'eleven'],
  ['105', 'một trăm linh năm', 'one hundred five'],
  ['110010', 'một trăm mười nghìn không trăm mười', 'one hundred ten thousand ten'],
  ['5830000000', 'năm tỷ tám trăm ba mươi triệu', 'five billion eight hundred thirty million'],
  ['1000000000000000', '', ''],
  ['x', '', ''],
])('%s is %j, in English %j', (value, vi, en) => {
  expect([numberWords(value, 'vi'), numberWords(value, 'en')]).toEqual([vi, en]);
});

test('two numbers a thousandfold apart are never read alike', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999_999 }),
      fc.constantFrom('vi' as const, 'en' as const),
      (n, lang) => {
        const small = canonical(`${n}e-3`) ?? '';
        expect(numberWords(String(n), lang)).not.toBe(numberWords(small, lang));
      },
    ),
  );
});
