/** Target wordings are read as they were signed, written back, and held against results. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bounds,
  readActual,
  readTarget,
  type Target,
  verdictOf,
  writeTarget,
} from '../../shared/target-wording.ts';
import { ordered, targets } from '../support/target-arbitrary.ts';

/** Wordings of published targets: what each says, and how it is written back. */
test.each<[string, Target, string]>([
  ['2 - 3 tổ chức đảng', { kind: 'range', low: '2', high: '3', unit: 'tổ chức đảng' }, '2 - 3 tổ chức đảng'],
  ['từ 1-2 vùng', { kind: 'range', low: '1', high: '2', unit: 'vùng' }, '1 - 2 vùng'],
  ['từ 2 đến 3 tổ chức', { kind: 'range', low: '2', high: '3', unit: 'tổ chức' }, '2 - 3 tổ chức'],
  ['6,6-6,8', { kind: 'range', low: '6.6', high: '6.8' }, '6,6 - 6,8'],
  ['1-1,5', { kind: 'range', low: '1', high: '1.5' }, '1 - 1,5'],
  ['24–24,5', { kind: 'range', low: '24', high: '24.5' }, '24 - 24,5'],
  ['24% - 24,5%', { kind: 'range', low: '24', high: '24.5', unit: '%' }, '24 - 24,5%'],
  ['34-36', { kind: 'range', low: '34', high: '36' }, '34 - 36'],
  ['từ 10% trở lên', { kind: 'atLeast', value: '10', unit: '%' }, 'từ 10% trở lên'],
  ['từ 12 vụ/năm', { kind: 'atLeast', value: '12', unit: 'vụ', per: 'năm' }, 'từ 12 vụ/năm trở lên'],
  ['ít nhất 5 cuộc', { kind: 'atLeast', value: '5', unit: 'cuộc' }, 'từ 5 cuộc trở lên'],
  ['≥ 95%', { kind: 'atLeast', value: '95', unit: '%' }, 'từ 95% trở lên'],
  ['90% trở lên', { kind: 'atLeast', value: '90', unit: '%' }, 'từ 90% trở lên'],
  [
    'điểm số đạt trên 65 điểm',
    { kind: 'moreThan', value: '65', unit: 'điểm', lead: 'điểm số đạt' },
    'điểm số đạt trên 65 điểm',
  ],
  ['đạt trên 65 điểm', { kind: 'moreThan', value: '65', unit: 'điểm' }, 'trên 65 điểm'],
  ['trên 9%', { kind: 'moreThan', value: '9', unit: '%' }, 'trên 9%'],
  ['trên 5.830', { kind: 'moreThan', value: '5830' }, 'trên 5.830'],
  ['trên 5.830 tỷ đồng', { kind: 'moreThan', value: '5830', unit: 'tỷ đồng' }, 'trên 5.830 tỷ đồng'],
  ['Dưới 3', { kind: 'lessThan', value: '3' }, 'dưới 3'],
  ['Dưới 4', { kind: 'lessThan', value: '4' }, 'dưới 4'],
  ['giảm còn dưới 3%', { kind: 'lessThan', value: '3', unit: '%', lead: 'giảm còn' }, 'giảm còn dưới 3%'],
  [
    'giảm xuống còn 3%',
    { kind: 'atMost', value: '3', unit: '%', lead: 'giảm xuống còn' },
    'giảm xuống còn không quá 3%',
  ],
  [
    'tỷ lệ hộ nghèo giảm còn dưới 3%',
    { kind: 'lessThan', value: '3', unit: '%', lead: 'tỷ lệ hộ nghèo giảm còn' },
    'tỷ lệ hộ nghèo giảm còn dưới 3%',
  ],
  ['từ 5% trở xuống', { kind: 'atMost', value: '5', unit: '%' }, 'không quá 5%'],
  ['không quá 5 vụ', { kind: 'atMost', value: '5', unit: 'vụ' }, 'không quá 5 vụ'],
  ['Khoảng 4', { kind: 'about', value: '4' }, 'khoảng 4'],
  ['10 mô hình', { kind: 'exactly', value: '10', unit: 'mô hình' }, '10 mô hình'],
  [
    'xây dựng 10 mô hình',
    { kind: 'exactly', value: '10', unit: 'mô hình', lead: 'xây dựng' },
    'xây dựng 10 mô hình',
  ],
  [
    'giải phóng mặt bằng xong 2 dự án',
    { kind: 'exactly', value: '2', unit: 'dự án', lead: 'giải phóng mặt bằng xong' },
    'giải phóng mặt bằng xong 2 dự án',
  ],
  [
    'cơ bản hoàn thành 2 dự án',
    { kind: 'exactly', value: '2', unit: 'dự án', lead: 'cơ bản hoàn thành' },
    'cơ bản hoàn thành 2 dự án',
  ],
  [
    '100% số văn bản (trừ những văn bản mật)',
    { kind: 'exactly', value: '100', unit: '%', of: 'số văn bản', except: 'những văn bản mật' },
    '100% số văn bản (trừ những văn bản mật)',
  ],
  [
    'phấn đấu cung cấp 95% số dịch vụ công mức độ 3',
    {
      kind: 'exactly',
      value: '95',
      unit: '%',
      of: 'số dịch vụ công mức độ 3',
      lead: 'cung cấp',
      soft: true,
    },
    'phấn đấu cung cấp 95% số dịch vụ công mức độ 3',
  ],
  ['thứ 6/11', { kind: 'rank', rank: '6', outOf: '11' }, 'thứ 6/11'],
  ['xếp thứ 53/63', { kind: 'rank', rank: '53', outOf: '63' }, 'thứ 53/63'],
  ['vị trí thứ 12 -> 3', { kind: 'rank', rank: '3', from: '12' }, 'vị trí thứ 12 -> thứ 3'],
  [
    'từ vị trí thứ 52, tăng 34 bậc, lên vị trí số 18',
    { kind: 'rank', rank: '18', from: '52' },
    'vị trí thứ 52 -> thứ 18',
  ],
  ['47, tăng tốc 34 bậc, … số 13', { kind: 'rank', rank: '13', from: '47' }, 'vị trí thứ 47 -> thứ 13'],
  [
    'thứ 6 trong số 11 tỉnh',
    { kind: 'rank', rank: '6', outOf: '11', scope: 'tỉnh' },
    'thứ 6 trong số 11 tỉnh',
  ],
  [
    'đứng thứ 5 trong vùng Bắc Trung Bộ và thứ 9 trong cả nước',
    { kind: 'rank', rank: '5', scope: 'vùng Bắc Trung Bộ', also: [{ rank: '9', scope: 'cả nước' }] },
    'thứ 5 trong vùng Bắc Trung Bộ và thứ 9 trong cả nước',
  ],
  [
    'thứ 4 trong vùng… thứ 8 trong toàn quốc',
    { kind: 'rank', rank: '4', scope: 'vùng', also: [{ rank: '8', scope: 'toàn quốc' }] },
    'thứ 4 trong vùng và thứ 8 trong toàn quốc',
  ],
  ['cao thứ 2 cả nước', { kind: 'rank', rank: '2', scope: 'cả nước' }, 'thứ 2 trong cả nước'],
  ['PCI xếp thứ 3', { kind: 'rank', rank: '3', lead: 'PCI' }, 'PCI thứ 3'],
  ['vào top 40', { kind: 'rankGroup', best: '1', worst: '40' }, 'top 40'],
  ['tốp 10 cả nước', { kind: 'rankGroup', best: '1', worst: '10', scope: 'cả nước' }, 'top 10 cả nước'],
  [
    'nằm trong nhóm 25 đến 20 tỉnh dẫn đầu',
    { kind: 'rankGroup', best: '20', worst: '25', unit: 'tỉnh' },
    'trong nhóm 25 đến 20 tỉnh dẫn đầu',
  ],
  [
    'nhóm 10 tỉnh dẫn đầu cả nước',
    { kind: 'rankGroup', best: '1', worst: '10', unit: 'tỉnh', scope: 'cả nước' },
    'trong nhóm 10 tỉnh dẫn đầu cả nước',
  ],
  [
    'tăng 8,6%',
    { kind: 'change', direction: 'increase', bound: 'exactly', by: '8.6', unit: '%' },
    'tăng 8,6%',
  ],
  [
    'tăng 13,5% so với cùng kỳ',
    { kind: 'change', direction: 'increase', bound: 'exactly', by: '13.5', unit: '%', base: 'cùng kỳ' },
    'tăng 13,5% so với cùng kỳ',
  ],
  [
    'giảm 2%/năm',
    { kind: 'change', direction: 'decrease', bound: 'exactly', by: '2', unit: '%', per: 'năm' },
    'giảm 2%/năm',
  ],
  [
    'tăng 2 bậc',
    { kind: 'change', direction: 'increase', bound: 'exactly', by: '2', unit: 'bậc' },
    'tăng 2 bậc',
  ],
  [
    'tăng từ 2 bậc trở lên',
    { kind: 'change', direction: 'increase', bound: 'atLeast', by: '2', unit: 'bậc' },
    'tăng từ 2 bậc trở lên',
  ],
  [
    'tăng 6,6-6,8%',
    { kind: 'change', direction: 'increase', bound: 'range', by: '6.6', high: '6.8', unit: '%' },
    'tăng 6,6 - 6,8%',
  ],
  [
    'phấn đấu GRDP tăng từ 10% trở lên',
    {
      kind: 'change',
      direction: 'increase',
      bound: 'atLeast',
      by: '10',
      unit: '%',
      lead: 'GRDP',
      soft: true,
    },
    'phấn đấu GRDP tăng từ 10% trở lên',
  ],
  [
    'ước tăng 8,6%',
    { kind: 'change', direction: 'increase', bound: 'exactly', by: '8.6', unit: '%', estimate: true },
    'ước tăng 8,6%',
  ],
  [
    'GRDP ước tăng 8,6%',
    {
      kind: 'change',
      direction: 'increase',
      bound: 'exactly',
      by: '8.6',
      unit: '%',
      lead: 'GRDP',
      estimate: true,
    },
    'ước GRDP tăng 8,6%',
  ],
  [
    'Tổng thu ngân sách ước đạt 19.290 tỷ đồng',
    { kind: 'exactly', value: '19290', unit: 'tỷ đồng', lead: 'Tổng thu ngân sách đạt', estimate: true },
    'ước Tổng thu ngân sách đạt 19.290 tỷ đồng',
  ],
  ['ước đạt 14,2%', { kind: 'exactly', value: '14.2', unit: '%', estimate: true }, 'ước 14,2%'],
])('%j says what was signed', (wording, target, written) => {
  expect(readTarget(wording)).toEqual(target);
  expect(writeTarget(target)).toBe(written);
  expect(readTarget(written)).toEqual(target);
});

test.each([
  ['capitals', 'TỪ 10% TRỞ LÊN', 'từ 10% trở lên'],
  ['decomposed letters', 'từ 10% trở lên'.normalize('NFD'), 'từ 10% trở lên'],
  ['Ð for Đ', 'Ðạt trên 65 điểm', 'đạt trên 65 điểm'],
  ['no-break spaces', 'từ\u00a010%\u00a0trở\u00a0lên', 'từ 10% trở lên'],
  ['a full stop', 'từ 12 vụ/năm.', 'từ 12 vụ/năm'],
])('%s do not change what a wording says', (_name, typed, plain) => {
  expect(readTarget(typed)).toEqual(readTarget(plain));
  expect(readTarget(plain)).toBeDefined();
});

test.each([
  ['nothing', ''],
  ['no number', 'hoàn thành tốt nhiệm vụ'],
  ['words only', 'Xuất siêu'],
  ['a range that runs backwards', '3 - 2 tổ chức'],
  ['a rank beyond its field', 'thứ 64/63'],
  ['rank nought', 'thứ 0/63'],
  ['a climb that does not add up', '47, tăng tốc 30 bậc, lên vị trí số 13'],
  ['an ordinal of a congress', 'Đại hội lần thứ 17'],
  ['the number of a paper', 'Kết luận số 01-KL/TW'],
  ['two numbers in one', 'giảm từ 5% xuống 3%'],
  ['two targets in one', '10 mô hình và 2 dự án'],
  ['a dot and three digits of points', 'trên 65.125 điểm'],
  ['a dot and three digits of percent', '5.125%'],
  ['a date', '05/06/2020'],
  ['a list item whose dash touches the number', '-10 mô hình'],
  ['a bound with two reaches', 'dưới 5 trở lên'],
  ['a term of office', 'nhiệm kỳ 2020 - 2025'],
  ['more than a sentence', `từ 10% trở lên ${'và nhiều hơn nữa '.repeat(30)}`],
])('%s is no target: %j', (_name, text) => {
  expect(readTarget(text)).toBeUndefined();
});

test('every target is read back from its own wording', () => {
  fc.assert(
    fc.property(targets, (target) => {
      expect(readTarget(writeTarget(target))).toEqual(target);
    }),
    { numRuns: 5000 },
  );
});

test('whatever is read as a target is written so that it reads the same', () => {
  const words = fc.constantFrom(
    ...'từ trên dưới khoảng đạt xong tăng giảm còn thứ trong số 2 3,5 10% 1.234 - đến trở lên /năm tỷ đồng dự án so với cùng kỳ top nhóm dẫn đầu không quá (trừ mật) phấn đấu ước -> . ,'.split(
      ' ',
    ),
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
      const target = readTarget(parts.join(' '));
      if (!target) return;
      read++;
      expect(readTarget(writeTarget(target))).toEqual(target);
    }),
    { numRuns: 20_000 },
  );
  expect(read).toBeGreaterThan(500);
});

test('text nobody wrote as a target is answered, however long', () => {
  const hostile = [' ', '1', '1 ', '1.', 'a ', 'từ ', '1-', '(trừ ', 'thứ 1 ', ', thứ 1', '/a', 'so với '];
  for (const piece of hostile) {
    // A rule that tried every way to split these would never come back.
    for (const text of [piece.repeat(300 / piece.length), piece.repeat(100_000)]) {
      expect(readTarget(text)?.kind ?? 'none').toMatch(/^\w+$/);
      expect(readActual(text)?.kind ?? 'none').toMatch(/^\w+$/);
    }
  }
});

test.each([
  ['2 - 3 tổ chức đảng', { low: '2', high: '3', direction: 'higher' }],
  ['từ 12 vụ/năm', { low: '12', direction: 'higher' }],
  ['trên 65 điểm', { low: '65', direction: 'higher' }],
  ['dưới 4', { high: '4', direction: 'lower' }],
  ['không quá 5', { high: '5', direction: 'lower' }],
  ['khoảng 4', { low: '4', high: '4', direction: 'none' }],
  ['10 mô hình', { low: '10', high: '10', direction: 'higher' }],
  ['thứ 6/11', { low: '6', high: '6', direction: 'lower' }],
  ['nằm trong nhóm 25 đến 20 tỉnh dẫn đầu', { low: '20', high: '25', direction: 'lower' }],
  ['tăng 8,6%', { low: '8.6', high: '8.6', direction: 'higher' }],
  ['tăng từ 2 bậc trở lên', { low: '2', direction: 'higher' }],
  ['giảm 2%/năm', { low: '2', high: '2', direction: 'higher' }],
])('%j sets the bounds %j', (wording, expected) => {
  const target = readTarget(wording);
  expect(target && bounds(target)).toEqual(expected);
});

test.each([
  ['2 - 3 tổ chức đảng', '1', 'missed'],
  ['2 - 3 tổ chức đảng', '2', 'met'],
  ['2 - 3 tổ chức đảng', '3', 'met'],
  ['2 - 3 tổ chức đảng', '4', 'exceeded'],
  ['từ 12 vụ/năm', '11', 'missed'],
  ['từ 12 vụ/năm', '12', 'met'],
  ['từ 12 vụ/năm', '15', 'met'],
  ['trên 65 điểm', '65', 'missed'],
  ['trên 65 điểm', '65.01', 'met'],
  ['dưới 4', '4', 'missed'],
  ['dưới 4', '2.7', 'met'],
  ['không quá 5', '5', 'met'],
  ['không quá 5', '5.5', 'missed'],
  ['10 mô hình', '9', 'missed'],
  ['10 mô hình', '10', 'met'],
  ['10 mô hình', '12', 'exceeded'],
  ['100% số văn bản', '99.9', 'missed'],
  ['khoảng 4', '4', 'met'],
  ['khoảng 4', '3.5', undefined],
  ['thứ 6/11', '7', 'missed'],
  ['thứ 6/11', '6', 'met'],
  ['thứ 6/11', '5', 'exceeded'],
  ['vị trí thứ 12 -> 3', '3', 'met'],
  ['top 40', '41', 'missed'],
  ['top 40', '1', 'met'],
  ['nằm trong nhóm 25 đến 20 tỉnh dẫn đầu', '26', 'missed'],
  ['nằm trong nhóm 25 đến 20 tỉnh dẫn đầu', '22', 'met'],
  ['nằm trong nhóm 25 đến 20 tỉnh dẫn đầu', '19', 'exceeded'],
  ['thứ 6/11', '0', undefined],
  ['tăng 8,6%', '8.6', 'met'],
  ['tăng 8,6%', '9', 'exceeded'],
  ['tăng 8,6%', '-1', 'missed'],
  ['giảm 2%/năm', '2.5', 'exceeded'],
  ['giảm 2%/năm', '-2.5', undefined],
  ['tăng 6,6-6,8%', '6.7', 'met'],
  ['tăng 6,6-6,8%', '7.02', 'exceeded'],
  ['dưới 4', 'trên 3', undefined],
  ['10 mô hình', 'thứ 6/11', undefined],
  ['thứ 10', 'thứ 6/11', 'exceeded'],
  ['60 - 65', '61-62', 'met'],
  ['62 - 65', '61-62', undefined],
  ['5 tỷ đồng', '5.000 triệu đồng', 'met'],
  ['5 tỷ đồng', '6 vụ', undefined],
  ['90%', '95%/90%', 'exceeded'],
  ['tăng 8%', 'tăng 8,6%', 'exceeded'],
  ['tăng 8%', 'giảm 8,6%', undefined],
  ['10 mô hình', 'Xuất siêu', undefined],
])('%j with the result %j is %s', (wording, actual, expected) => {
  const target = readTarget(wording);
  expect(target).toBeDefined();
  expect(target && verdictOf(target, actual)).toBe(expected);
});

test.each([
  ['khoảng 4', 'lower', '3.5', 'met'],
  ['khoảng 4', 'lower', '4.5', 'missed'],
  ['khoảng 4', 'higher', '4.5', 'met'],
  ['10 vụ', 'lower', '12', 'missed'],
  ['10 vụ', 'lower', '9', 'exceeded'],
  ['2 - 3%', 'lower', '4', 'missed'],
  ['2 - 3%', 'lower', '1', 'exceeded'],
  ['10 vụ', 'none', '9', undefined],
] as const)('%j where %s is better, with the result %s, is %s', (wording, direction, actual, expected) => {
  const target = readTarget(wording);
  expect(target && verdictOf(target, actual, direction)).toBe(expected);
});

test('a better result never gets a worse verdict', () => {
  const order = ['missed', 'met', 'exceeded'];
  fc.assert(
    fc.property(targets, ordered, (target, [a, b]) => {
      const lower = bounds(target).direction === 'lower';
      const [worse, better] = lower ? [b, a] : [a, b];
      const [first, second] = [verdictOf(target, worse), verdictOf(target, better)];
      if (first === undefined || second === undefined || target.kind === 'about') return;
      if (target.kind === 'change' && ['atMost', 'lessThan', 'about'].includes(target.bound)) return;
      expect(order.indexOf(second)).toBeGreaterThanOrEqual(order.indexOf(first));
    }),
    { numRuns: 2000 },
  );
});
