/** Decimal strings add up exactly, whatever their size. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  canonical,
  compare,
  divide,
  fromNumber,
  isDecimal,
  multiply,
  round,
  subtract,
  sum,
} from '../../shared/decimal.ts';

/** The oracle: an integer count of 10^-scale, written without the code under test. */
interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

function write({ digits, scale }: Exact): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  const value = fraction === '' ? whole : `${whole}.${fraction}`;
  return digits < 0n ? `-${value}` : value;
}

const exact = fc.record({
  digits: fc.oneof(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(-2000n, 2000n)),
  scale: fc.nat(9),
});

const to = (value: Exact, scale: number): bigint => value.digits * 10n ** BigInt(scale - value.scale);
const sign = (n: bigint): number => (n < 0n ? -1 : n > 0n ? 1 : 0);

test.each([
  ['0', true],
  ['-12.5', true],
  ['1234567890123456789012345.000001', true],
  ['-0', false],
  ['00', false],
  ['01', false],
  ['1.50', false],
  ['1.', false],
  ['.5', false],
  ['+1', false],
  ['1e3', false],
  ['1,5', false],
  ['', false],
  [' 1', false],
  ['1\n', false],
])('%j is canonical: %s', (text, expected) => {
  expect(isDecimal(text)).toBe(expected);
});

test.each([
  ['+007.50', '7.5'],
  ['-0.00', '0'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['1e3', '1000'],
  ['1.5E-7', '0.00000015'],
  ['1.7976931348623157e+21', '1797693134862315700000'],
  ['', undefined],
  ['.', undefined],
  ['abc', undefined],
  ['1e9999', undefined],
  ['0x10', undefined],
])('canonical(%j) is %j', (text, expected) => {
  expect(canonical(text)).toBe(expected);
});

test.each([
  [0.1 + 0.2, '0.3'],
  [-0, '0'],
  [1e21, '1000000000000000000000'],
  [39.4, '39.4'],
  [9007199254740991, '9007199254740991'],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
])('a spreadsheet number %d becomes %j', (n, expected) => {
  expect(fromNumber(n)).toBe(expected);
});

test('addition, subtraction, multiplication and comparison agree with exact integers', () => {
  fc.assert(
    fc.property(exact, exact, (a, b) => {
      const scale = Math.max(a.scale, b.scale);
      const [x, y] = [to(a, scale), to(b, scale)];
      expect(add(write(a), write(b))).toBe(write({ digits: x + y, scale }));
      expect(subtract(write(a), write(b))).toBe(write({ digits: x - y, scale }));
      expect(multiply(write(a), write(b))).toBe(
        write({ digits: a.digits * b.digits, scale: a.scale + b.scale }),
      );
      expect(compare(write(a), write(b))).toBe(sign(x - y));
    }),
    { numRuns: 2000 },
  );
});

test('results are canonical', () => {
  fc.assert(
    fc.property(exact, exact, fc.nat(6), (a, b, decimals) => {
      const results = [
        add(write(a), write(b)),
        subtract(write(a), write(b)),
        multiply(write(a), write(b)),
        round(write(a), decimals),
        divide(write(a), write(b), decimals) ?? '0',
      ];
      expect(results.filter((result) => !isDecimal(result))).toEqual([]);
    }),
  );
});

test('a sum does not depend on the order of its parts and equals them added one by one', () => {
  fc.assert(
    fc.property(fc.array(exact, { maxLength: 40 }), (parts) => {
      const list = parts.map(write);
      const oneByOne = list.reduce((total, part) => add(total, part), '0');
      expect(sum(list)).toBe(oneByOne);
      expect(sum([...list].reverse())).toBe(oneByOne);
    }),
  );
});

test('a sum of many large integers does not lose the last digit', () => {
  const list = Array.from({ length: 5000 }, () => '999999999999999');
  expect(sum(list)).toBe((999999999999999n * 5000n).toString());
});

test('a quotient is the nearest value of that many decimals, halves away from zero', () => {
  fc.assert(
    fc.property(exact, exact, fc.nat(6), (a, b, decimals) => {
      fc.pre(b.digits !== 0n);
      const scale = Math.max(a.scale, b.scale);
      const [x, y] = [to(a, scale), to(b, scale)];
      const quotient = divide(write(a), write(b), decimals) ?? '';
      const [whole = '', fraction = ''] = quotient.split('.');
      const q = BigInt(whole + fraction.padEnd(decimals, '0'));
      const abs = (n: bigint): bigint => (n < 0n ? -n : n);
      // |q·y − x·10^d| ≤ |y|/2, and on the half |q| is the larger
      const off = abs(q * y - x * 10n ** BigInt(decimals)) * 2n;
      expect(off <= abs(y)).toBe(true);
      if (off === abs(y)) expect(abs(q * y) > abs(x * 10n ** BigInt(decimals))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['5830', '14797', 4, '0.394'],
  ['1', '3', 2, '0.33'],
  ['-1', '2', 0, '-1'],
  ['1', '2', 0, '1'],
  ['-1', '3', 0, '0'],
  ['7', '0', 2, undefined],
])('%s ÷ %s to %d decimals is %j', (a, b, decimals, expected) => {
  expect(divide(a, b, decimals)).toBe(expected);
});

test.each([
  ['2.345', 2, '2.35'],
  ['-2.345', 2, '-2.35'],
  ['2.5', 0, '3'],
  ['-0.4', 0, '0'],
  ['2', 3, '2'],
  ['9.999', 2, '10'],
])('%s rounded to %d decimals is %s', (a, decimals, expected) => {
  expect(round(a, decimals)).toBe(expected);
});
