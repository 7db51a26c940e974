/** Guarantees of formulas on a sheet drawn anew: they name the same cells as before, or are not kept. */
import { expect, test } from 'vitest';
import { movedFormula } from '../../addon/core/doctor-formulas.ts';

/** Column C went to E, D and E one to the left; row 9 is gone; all else stands where it stood. */
const to = (row: number, column: number): [number, number] | undefined =>
  row === 8 ? undefined : [row, [0, 1, 4, 2, 3][column] ?? column];

test.each([
  ['=7+3', '=7+3'],
  ['=1e5+1,5E-3', '=1e5+1,5E-3'],
  ['=C6+$D$7*E$8', '=E6+$C$7*D$8'],
  ['=SUM(C6:C8)', '=SUM(E6:E8)'],
  ['=IF(C6>0; "C6 là ""số"""; TRUE)', '=IF(E6>0; "C6 là ""số"""; TRUE)'],
  ["='Sổ tay'!C6+Khác!$C$7:D8", "='Sổ tay'!C6+Khác!$C$7:D8"],
  ['=ROUND(AB12/C6;2)', '=ROUND(AB12/E6;2)'],
])('%s says the same as %s', (formula, moved) => {
  expect(movedFormula(formula, to, ['Số liệu'])).toBe(moved);
});

test.each([
  '=SUM(B6:C6)',
  '=C9',
  '=SUM(C6:C10)',
  '=INDIRECT("C6")',
  '=ROW()',
  '=SUM(C:C)',
  '=SUM(3:4)',
  '=TongSo+1',
  "='Số liệu'!C6",
  '=VLOOKUP(A6;B1:B8;1)',
])('%s is not kept', (formula) => {
  expect(movedFormula(formula, to, ['Số liệu'])).toBeUndefined();
});
