/** Results are read as offices write them; what cannot be compared stays text. */
import { expect, test } from 'vitest';
import { type Actual, impliedPlan, readActual, writeActual } from '../../shared/target-wording.ts';

const growth = { kind: 'change', direction: 'increase', bound: 'exactly', unit: '%' } as const;

test.each<[string, Actual, string]>([
  [
    '4.125 tỷ đồng, đạt 27,6% dự toán năm',
    {
      kind: 'number',
      value: '4125',
      bound: 'exactly',
      unit: 'tỷ đồng',
      share: { percent: '27.6', plan: 'dự toán năm' },
    },
    '4.125 tỷ đồng, đạt 27,6% dự toán năm',
  ],
  [
    'ước đạt trên 2.750 tỷ đồng, đạt 31,2% kế hoạch năm, tăng 6,5% so với quý trước',
    {
      kind: 'number',
      value: '2750',
      bound: 'moreThan',
      unit: 'tỷ đồng',
      share: { percent: '31.2', plan: 'kế hoạch năm' },
      change: { ...growth, by: '6.5', base: 'quý trước' },
      estimate: true,
    },
    'ước trên 2.750 tỷ đồng, đạt 31,2% kế hoạch năm, tăng 6,5% so với quý trước',
  ],
  [
    'ước đạt 1.260 tỷ đồng, vượt dự toán 12,5%',
    {
      kind: 'number',
      value: '1260',
      bound: 'exactly',
      unit: 'tỷ đồng',
      share: { percent: '112.5', plan: 'dự toán' },
      estimate: true,
    },
    'ước 1.260 tỷ đồng, đạt 112,5% dự toán',
  ],
  ['vượt 48,4% so với dự toán', { kind: 'share', percent: '148.4', plan: 'dự toán' }, 'đạt 148,4% dự toán'],
  ['vượt kế hoạch 5%', { kind: 'share', percent: '105', plan: 'kế hoạch' }, 'đạt 105% kế hoạch'],
  [
    '5.830/14.797 tỷ đồng',
    { kind: 'pair', actual: '5830', plan: '14797', unit: 'tỷ đồng' },
    '5.830/14.797 tỷ đồng',
  ],
  ['95%/90%', { kind: 'pair', actual: '95', plan: '90', unit: '%' }, '95/90%'],
  ['8/13', { kind: 'pair', actual: '8', plan: '13' }, '8/13'],
  ['8/13 chỉ tiêu', { kind: 'metCount', met: '8', total: '13', of: 'chỉ tiêu' }, '8/13 chỉ tiêu'],
  [
    'đạt và vượt 9/12 chỉ tiêu chính',
    { kind: 'metCount', met: '9', total: '12', of: 'chỉ tiêu chính' },
    '9/12 chỉ tiêu chính',
  ],
  ['Xuất siêu', { kind: 'text', text: 'Xuất siêu' }, 'Xuất siêu'],
  ['Trên 4', { kind: 'number', value: '4', bound: 'moreThan' }, 'trên 4'],
  ['Khoảng 24', { kind: 'number', value: '24', bound: 'about' }, 'khoảng 24'],
  ['61-62', { kind: 'range', low: '61', high: '62' }, '61 - 62'],
  ['thứ 6/11', { kind: 'rank', rank: '6', outOf: '11' }, 'thứ 6/11'],
  [
    'đứng thứ 3 trong số 8 huyện, thành phố ở dải ven biển',
    { kind: 'rank', rank: '3', outOf: '8', scope: 'huyện, thành phố ở dải ven biển' },
    'thứ 3 trong số 8 huyện, thành phố ở dải ven biển',
  ],
  ['ước tăng 8,6%', { kind: 'change', change: { ...growth, by: '8.6' }, estimate: true }, 'ước tăng 8,6%'],
  ['từ 3 cuộc trở lên', { kind: 'number', value: '3', bound: 'atLeast', unit: 'cuộc' }, 'từ 3 cuộc trở lên'],
  ['1.626', { kind: 'number', value: '1626', bound: 'exactly' }, '1.626'],
  ['4.807,5', { kind: 'number', value: '4807.5', bound: 'exactly' }, '4.807,5'],
  [
    'ước đạt 14,2%',
    { kind: 'number', value: '14.2', bound: 'exactly', unit: '%', estimate: true },
    'ước 14,2%',
  ],
])('%j is read and written back', (text, actual, written) => {
  expect(readActual(text)).toEqual(actual);
  expect(writeActual(actual)).toBe(written);
  expect(readActual(written)).toEqual(actual);
});

test('a dot and three digits of percent are asked about, not read', () => {
  expect(readActual('5.125%')).toEqual({
    kind: 'ambiguous',
    sign: 'dot',
    thousands: '5125',
    decimal: '5.125',
    unit: '%',
  });
  expect(writeActual(readActual('5.125%'))).toBeUndefined();
});

test.each([
  ['more met than set', '14/11 chỉ tiêu'],
  ['a clause that is not understood', '5.830 tỷ đồng, cao nhất từ trước đến nay'],
  ['the same clause twice', '5 tỷ đồng, tăng 2%, tăng 3%'],
  ['a date', '05/06/2020'],
  ['a remark in brackets', '14,2% (cao thứ 2 cả nước)'],
  ['nothing', ''],
])('%s stays text: %j', (_name, text) => {
  expect(readActual(text)).toEqual({ kind: 'text', text });
});

test.each([
  ['5830', '39.4', '14797'],
  ['19290', '148.4', '12999'],
  ['1', '0', undefined],
])('%s at %s%% of the plan means a plan of %j', (value, percent, plan) => {
  expect(impliedPlan(value, percent)).toBe(plan);
});
