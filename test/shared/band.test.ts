/** The band of what is usual for an office: robust, and the same whatever the scale; with fixed seeds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usual } from '../../shared/history-rules.ts';

const FACTOR = 3;
const whole = fc.integer({ min: -100_000, max: 100_000 });
const history = fc.array(whole, { minLength: 4, maxLength: 12 });
const band = (values: readonly (number | string)[]) => usual(values.map(String), FACTOR);
const isClose = (found: { low: number; high: number }, wanted: { low: number; high: number }): void => {
  const size = 1 + Math.abs(wanted.low) + Math.abs(wanted.high);
  expect(Math.abs(found.low - wanted.low) / size).toBeLessThan(1e-9);
  expect(Math.abs(found.high - wanted.high) / size).toBeLessThan(1e-9);
};
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const spreadOf = ({ low, high }: { low: number; high: number }) => (high - low) / 2 / FACTOR;

describe.each([7, 2021, 885])('the usual band, seed %i', (seed) => {
  const holds = (
    values: typeof history,
    number: typeof whole,
    body: (values: number[], number: number) => void,
  ) => fc.assert(fc.property(values, number, body), { seed, numRuns: 300 });

  test('one wild past value, however wild, leaves the band within what the other values span', () => {
    holds(history, fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (values, wild) => {
      const [first = 0, last = 0] = [sorted(values)[0], sorted(values).at(-1)];
      const reach = FACTOR * Math.max(last - first, 1);
      const { low, high } = band([...values, wild]);
      expect(low).toBeGreaterThanOrEqual(first - reach);
      expect(high).toBeLessThanOrEqual(last + reach);
    });
  });

  test('the same number added to every value moves the band by it', () => {
    holds(history, whole, (values, added) => {
      const { low, high } = band(values);
      isClose(band(values.map((value) => value + added)), { low: low + added, high: high + added });
    });
  });

  test('every value turned to its negative turns the band over', () => {
    holds(history, whole, (values) => {
      const { low, high } = band(values);
      isClose(band(values.map((value) => -value)), { low: -high, high: -low });
    });
  });

  test('every value scaled scales the band: by tens always, by any number where the values vary by a step', () => {
    holds(history, fc.integer({ min: 2, max: 50 }), (values, times) => {
      const { low, high } = band(values);
      const tenths = values.map((value) => (value / 10).toFixed(1));
      isClose(band(tenths), { low: low / 10, high: high / 10 });
      if (spreadOf({ low, high }) < 2) return;
      isClose(band(values.map((value) => value * times)), { low: low * times, high: high * times });
    });
  });

  test('the order of the past says nothing, and the median is always within', () => {
    holds(history, whole, (values) => {
      expect(band([...values].reverse())).toEqual(band(values));
      const { low, high } = band(values);
      const middle = sorted(values)[Math.floor((values.length - 1) / 2)] ?? 0;
      expect(low <= middle && middle <= high).toBe(true);
    });
  });
});

test.each([
  ['all equal: a step of the last digit stands for the spread', ['60', '60', '60', '60'], 57, 63],
  ['all equal with decimals', ['6.05', '6.05', '6.05'], 6.02, 6.08],
  ['all zero', ['0', '0', '0', '0'], -3, 3],
  ['all but one equal', ['60', '60', '60', '60', '60000'], 57, 63],
  ['negative figures', ['-10', '-12', '-14'], -18, -6],
  ['an even number of points', ['10', '20', '30', '40'], -5, 55],
])('%s', (_, values, low, high) => {
  isClose(band(values), { low, high });
});
