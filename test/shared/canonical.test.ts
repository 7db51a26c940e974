/** Canonical JSON: one spelling per value. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../shared/canonical.ts';

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
  ),
})).value;

test('canonical JSON says the same value', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the order of members does not change canonical JSON', () => {
  const members = fc.uniqueArray(fc.tuple(fc.string(), json), { selector: ([key]) => key, maxLength: 8 });
  fc.assert(
    fc.property(members, (entries) => {
      const forward = canonicalJson(Object.fromEntries(entries));
      expect(canonicalJson(Object.fromEntries([...entries].reverse()))).toBe(forward);
    }),
  );
});

test.each([
  ['{"b":1,"a":{"d":[],"c":"x"}}', '{"a":{"c":"x","d":[]},"b":1}'],
  ['{"€":1,"1":2,"é":3,"ế":4}', '{"1":2,"é":3,"ế":4,"€":1}'],
  ['"a\\u0001\\"/\\\\"', '"a\\u0001\\"/\\\\"'],
  ['-0', '0'],
])('%s becomes %s', (given, canonical) => {
  expect(canonicalJson(JSON.parse(given))).toBe(canonical);
});

test.each([[1.5], [Number.NaN], [2 ** 60], [undefined]])('%s has no canonical JSON', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});
