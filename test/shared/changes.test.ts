/** Changes between contents, and fixes as changes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesBetween, sameValue, withFix } from '../../shared/changes.ts';
import type { CellValue, ReportContent } from '../../shared/report.ts';

const key = fc.constantFrom('a', 'b', 'toString', '__proto__x');
const value: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom('1', '2', ''),
  fc.constant<CellValue>({ empty: 'none' }),
  fc.record({ empty: fc.constant('notYetKnown' as const), reason: fc.constantFrom('x', 'y') }),
);
const content: fc.Arbitrary<ReportContent> = fc.dictionary(
  key,
  fc.dictionary(key, fc.dictionary(key, value, { minKeys: 1 }), { maxKeys: 3 }),
  { maxKeys: 3 },
);

test('applying the changes between two contents gives the second', () => {
  fc.assert(
    fc.property(content, content, (before, after) => {
      const changes = changesBetween(before, after);
      const cells = changes.map(({ at, after: now }) => ({ ...at, value: now }));
      expect(changesBetween(withFix(before, { cells }), after)).toEqual([]);
    }),
  );
});

test('equal contents have no changes, and a fix leaves the content given as it was', () => {
  fc.assert(
    fc.property(content, (given) => {
      const copy = structuredClone(given);
      expect(changesBetween(given, copy)).toEqual([]);
      withFix(given, { cells: [{ section: 'a', row: 'b', column: 'a', value: '9' }] });
      expect(given).toEqual(copy);
    }),
  );
});

test.each<[CellValue | undefined, CellValue | undefined, boolean]>([
  ['1', '1', true],
  ['1', undefined, false],
  [{ empty: 'none' }, { empty: 'none' }, true],
  [{ empty: 'none' }, { empty: 'notApplicable' }, false],
  [{ empty: 'none' }, '0', false],
  [{ empty: 'notYetKnown', reason: 'x' }, { empty: 'notYetKnown', reason: 'y' }, false],
  [
    { empty: 'notYetKnown', reason: 'x' },
    { empty: 'notYetKnown', reason: 'x', promised: '2022-01-01' },
    false,
  ],
])('%j beside %j: same is %s', (a, b, same) => {
  expect(sameValue(a, b)).toBe(same);
  expect(sameValue(b, a)).toBe(same);
});
