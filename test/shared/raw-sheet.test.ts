/** Guarantees of sheet addresses: columns count as Sheets and Excel letter them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { a1, columnLetters } from '../../shared/raw-sheet.ts';

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
  [16_383, 'XFD'],
  [18_277, 'ZZZ'],
])('column %i is lettered %s', (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
});

test('letters lead back to their column', () => {
  const columnOf = (letters: string): number =>
    [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  fc.assert(fc.property(fc.nat(18_277), (column) => columnOf(columnLetters(column)) === column));
});

test('an address counts rows from 1', () => {
  expect(a1(13, 2)).toBe('C14');
});
