/** A typed number is read as it was meant, or the office is asked; it is never off by a thousand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, compare, isDecimal, multiply } from '../../shared/decimal.ts';
import { groupsThousands, inUnit, type NumberOptions, readNumber, showNumber } from '../../shared/number.ts';

const VI_WHOLE: NumberOptions = { integer: true, locale: 'vi_VN' };
const VI: NumberOptions = { integer: false, locale: 'vi_VN' };
const EN_WHOLE: NumberOptions = { integer: true, locale: 'en_US' };
const EN: NumberOptions = { integer: false, locale: 'en_US' };
const FILES = [VI_WHOLE, VI, EN_WHOLE, EN, { integer: false, locale: 'fr_FR' }];
const MEANINGS = ['thousands', 'decimal'] as const;

const number = (value: string, unit?: string) => ({ kind: 'number', value, ...(unit ? { unit } : {}) });
const ambiguous = (thousands: string, decimal: string, sign: 'dot' | 'comma' = 'dot') => ({
  kind: 'ambiguous',
  sign,
  thousands,
  decimal,
});
const notNumber = { kind: 'notNumber' };

const decimals = fc
  .record({ digits: fc.bigInt(-(10n ** 24n), 10n ** 24n), scale: fc.nat(6) })
  .map(({ digits, scale }) => canonical(`${digits}e-${scale}`) ?? '0');

test.each([
  ['1234', VI, number('1234')],
  ['1.234.567,891', VI, number('1234567.891')],
  ['1.234.567,89', EN, number('1234567.89')],
  ['1,234.5', EN, number('1234.5')],
  ['1,234.5', VI, number('1234.5')],
  ['1,234,567', VI, number('1234567')],
  ['4.807,5', VI, number('4807.5')],
  ['39,4', VI, number('39.4')],
  ['39,4', EN, number('39.4')],
  ['39,4%', VI, number('39.4', '%')],
  ['6.5', VI, number('6.5')],
  ['39,456', VI, number('39.456')],
  ['1.626', VI_WHOLE, number('1626')],
  ['1.279', EN_WHOLE, number('1279')],
  ['19.290', VI_WHOLE, number('19290')],
  ['1.626', VI, ambiguous('1626', '1.626')],
  ['1.626', EN, ambiguous('1626', '1.626')],
  ['-1.626', VI, ambiguous('-1626', '-1.626')],
  ['1,626', EN_WHOLE, number('1626')],
  ['1,626', VI_WHOLE, ambiguous('1626', '1.626', 'comma')],
  ['-1,626', VI_WHOLE, ambiguous('-1626', '-1.626', 'comma')],
  ['1,626', EN, ambiguous('1626', '1.626', 'comma')],
  ['1.626', { ...VI, dot: 'thousands' }, number('1626')],
  ['1.626', { ...VI, dot: 'decimal' }, number('1.626')],
  ['1,626', { ...EN, comma: 'thousands' }, number('1626')],
  ['1,626', { ...EN, comma: 'decimal' }, number('1.626')],
  ['1,626', { ...VI_WHOLE, comma: 'thousands' }, number('1626')],
  ['1,626', { ...EN, dot: 'thousands' }, ambiguous('1626', '1.626', 'comma')],
  ['1.626', { ...VI, comma: 'thousands' }, ambiguous('1626', '1.626')],
  ['5.830 tỷ đồng', VI, number('5830', 'tỷ đồng')],
  ['5.830 tỉ đồng', VI, number('5830', 'tỷ đồng')],
  ['5,83 triệu', VI, number('5.83', 'triệu')],
  ['1,2 nghìn tỷ đồng', VI, number('1.2', 'nghìn tỷ đồng')],
  ['5.000đ', VI, number('5000', 'đồng')],
  ['12 vụ', VI, number('12', 'vụ')],
  ['65.125 điểm', VI, { ...ambiguous('65125', '65.125'), unit: 'điểm' }],
  ['65.125 %', VI, { ...ambiguous('65125', '65.125'), unit: '%' }],
  ['5.830 tỷ đồng', EN, { ...ambiguous('5830', '5.83'), unit: 'tỷ đồng' }],
  ['0.234', VI, number('0.234')],
  ['05', VI_WHOLE, number('5')],
  ['007', VI_WHOLE, number('7')],
  ['1 234 567,5', VI, number('1234567.5')],
  ['1\u202f234', VI, number('1234')],
  ['1\u00a0234', VI, number('1234')],
  ['１．２３４，５', VI, number('1234.5')],
  ['−5', VI, number('-5')],
  ['–5', VI, number('-5')],
  ['-5', VI, number('-5')],
  ['+5', VI, number('5')],
  ['(1.234.567)', VI, number('-1234567')],
  ['-0', VI, number('0')],
  [' 12 ', VI, number('12')],
  [',5', VI, number('0.5')],
  ['100000000000000000000000000000000000001', VI, number('100000000000000000000000000000000000001')],
] as const)('%j in %j is %j', (raw, options, expected) => {
  expect(readNumber(raw, options)).toEqual(expected);
});

test.each([
  '',
  '-',
  'x',
  'abc',
  '12 abc',
  'trên 5.830',
  '1-2',
  '2 - 3',
  '8/13',
  '5/8/2021',
  '1.2.3',
  '1.234.56',
  '12.34.567',
  '1.234,567,890',
  '1 2',
  '2021 234',
  '01.234',
  '5.',
  '1e5',
  '0x10',
  '- 5',
  '(5',
  '-(5)',
  '(-5)',
  '--5',
  '5-',
  '١٢',
  '1.234,',
  '#REF!',
  `1${'0'.repeat(200)}`,
])('%j is not a number', (raw) => {
  for (const options of FILES) expect(readNumber(raw, options)).toEqual(notNumber);
});

test('the unit of the column is accepted after a number, another word is not', () => {
  expect(readNumber('3 đề tài', { ...VI, unit: 'Đề tài' })).toEqual(number('3', 'Đề tài'));
  expect(readNumber('3 đề tài', VI)).toEqual(notNumber);
});

test('a dot and three digits in a row that counts people group thousands, in a row of percent they are asked about', () => {
  expect(readNumber('1.626', { ...VI, unit: 'Đảng viên' })).toEqual(number('1626'));
  expect(readNumber('1.626', { ...VI, unit: 'vụ', dot: 'decimal' })).toEqual(number('1626'));
  expect(readNumber('1.626', { ...VI, unit: '%' })).toEqual(ambiguous('1626', '1.626'));
  expect(readNumber('1.626', { ...VI, unit: 'tỷ đồng' })).toEqual(ambiguous('1626', '1.626'));
});

test('an integer shown in Vietnamese is read back, or asked about in a column of decimals', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), (n) => {
      const shown = showNumber(String(n), 'vi');
      expect(readNumber(shown, VI_WHOLE)).toEqual(number(String(n)));
      expect(readNumber(shown, EN_WHOLE)).toEqual(number(String(n)));
      for (const options of [VI, EN]) {
        const reading = readNumber(shown, options);
        if (reading.kind === 'ambiguous') expect(reading.thousands).toBe(String(n));
        else expect(reading).toEqual(number(String(n)));
      }
    }),
    { numRuns: 2000 },
  );
});

test('a decimal shown in vi or en is read back in that language, or asked about with the right answer among the two', () => {
  fc.assert(
    fc.property(decimals, (value) => {
      const vi = readNumber(showNumber(value, 'vi'), VI);
      if (vi.kind === 'ambiguous') expect(vi.thousands).toBe(value);
      else expect(vi).toEqual(number(value));
      const en = readNumber(showNumber(value, 'en'), EN);
      if (en.kind === 'ambiguous') expect(en[en.sign === 'dot' ? 'decimal' : 'thousands']).toBe(value);
      else expect(en).toEqual(number(value));
      expect(readNumber(showNumber(value, 'vi'), { ...VI, dot: 'thousands' })).toEqual(number(value));
      const english = { ...EN, dot: 'decimal', comma: 'thousands' } as const;
      expect(readNumber(showNumber(value, 'en'), english)).toEqual(number(value));
    }),
    { numRuns: 2000 },
  );
});

/** Text that looks like numbers: digits in groups with every separator in use. */
const numberLike = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[0-9]{1,4}$/),
      fc.constantFrom('.', ',', ' ', '-', '(', ')', '%', '.000', ',000', '.500', ' tỷ đồng', ' vụ'),
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((parts) => parts.join(''));

test('no text is one number in a Vietnamese file and another in an English one', () => {
  fc.assert(
    fc.property(numberLike, fc.boolean(), (raw, integer) => {
      const values = ['vi_VN', 'en_US', 'fr_FR']
        .map((locale) => readNumber(raw, { integer, locale }))
        .flatMap((reading) => (reading.kind === 'number' ? [reading.value] : []));
      expect(new Set(values).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 20_000 },
  );
});

const oneGroup = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.integer({ min: 1, max: 999 }),
    fc.constantFrom('.', ','),
    fc.stringMatching(/^[0-9]{3}$/),
    fc.constantFrom('', '%', ' điểm', ' tỷ đồng', ' vụ'),
  )
  .map((parts) => parts.join(''));

test('a question has two answers a thousandfold apart, and the answer given settles it as it was shown', () => {
  let asked = 0;
  fc.assert(
    fc.property(oneGroup, fc.constantFrom(...FILES), (raw, options) => {
      const reading = readNumber(raw, options);
      if (reading.kind !== 'ambiguous') return;
      asked++;
      expect(reading.sign).toBe(raw.includes('.') ? 'dot' : 'comma');
      expect(multiply(reading.decimal, '1000')).toBe(reading.thousands);
      for (const said of MEANINGS)
        expect(readNumber(raw, { ...options, [reading.sign]: said })).toMatchObject(number(reading[said]));
    }),
    { numRuns: 2000 },
  );
  expect(asked).toBeGreaterThan(100);
});

test('one sign and three digits in a column of decimals are never settled against the writing of the file', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.stringMatching(/^[0-9]{3}$/), (whole, group) => {
      expect(readNumber(`${whole}.${group}`, VI).kind).toBe('ambiguous');
      expect(readNumber(`${whole}.${group}`, EN).kind).toBe('ambiguous');
      expect(readNumber(`${whole},${group}`, EN).kind).toBe('ambiguous');
      expect(readNumber(`${whole},${group}`, VI)).toEqual(number(canonical(`${whole}.${group}`) ?? ''));
    }),
  );
});

test('whatever is read as a number is canonical and holds the digits typed', () => {
  fc.assert(
    fc.property(numberLike, fc.constantFrom(...FILES), (raw, options) => {
      const reading = readNumber(raw, options);
      if (reading.kind !== 'number') return;
      expect(isDecimal(reading.value)).toBe(true);
      const digits = (s: string): string => s.replace(/[^0-9]/g, '').replace(/^0+|0+$/g, '');
      expect(digits(reading.value)).toBe(digits(raw));
    }),
    { numRuns: 20_000 },
  );
});

test.each([
  ['5830', 'tỷ đồng', 'triệu đồng', '5830000'],
  ['5830', 'triệu đồng', 'tỷ đồng', '5.83'],
  ['1.5', 'tỷ', 'nghìn đồng', '1500000'],
  ['1', 'đồng', 'nghìn tỷ đồng', '0.000000000001'],
  ['7', 'tỉ đồng', 'tỷ đồng', '7'],
  ['7', '1.000 đồng', 'đồng', '7000'],
  ['7', 'Vụ', 'vụ', '7'],
  ['7', 'vụ', 'tỷ đồng', undefined],
  ['7', '%', 'điểm', undefined],
])('%s %s in %s is %j', (value, from, to, expected) => {
  expect(inUnit(value, from, to)).toBe(expected);
});

const MONEY = ['đồng', 'nghìn đồng', 'triệu đồng', 'tỷ đồng', 'nghìn tỷ đồng'];

test('an amount told in another unit of money and back is the same amount', () => {
  fc.assert(
    fc.property(decimals, fc.constantFrom(...MONEY), fc.constantFrom(...MONEY), (value, from, to) => {
      const there = inUnit(value, from, to) ?? '';
      expect(inUnit(there, to, from)).toBe(value);
      expect(compare(multiply(there, '1'), '0')).toBe(compare(value, '0'));
    }),
  );
});

test.each([
  ['tỷ đồng', true],
  ['Đảng viên', true],
  ['%', false],
  ['điểm', false],
  ['đề tài', false],
])('a dot before three digits and "%s" can only group thousands: %s', (unit, expected) => {
  expect(groupsThousands(unit)).toBe(expected);
});

test.each([
  ['1234567.8', 'vi', undefined, '1.234.567,8'],
  ['1234567.8', 'en', undefined, '1,234,567.8'],
  ['-1234.5', 'vi', 2, '-1.234,50'],
  ['999.995', 'en', 2, '1,000.00'],
  ['-0.004', 'vi', 2, '0,00'],
  ['12', 'vi', 1, '12,0'],
  ['0', 'vi', undefined, '0'],
  ['thứ 6', 'vi', undefined, 'thứ 6'],
] as const)('%s is shown in %s with %j decimals as %s', (value, lang, places, expected) => {
  expect(showNumber(value, lang, places)).toBe(expected);
});
