/** Grouping rows by what they say to a reader. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Grouping, groupKey, weakKey } from '../../shared/fold-groups.ts';
import { fold } from '../../shared/text.ts';

/** Spellings of the same words, other words, and letters whose folding is unusual. */
const spelling = fc.oneof(
  fc.constantFrom('Hòa Bình', 'Hoà Bình', 'HÒA BÌNH', 'hòa bình', 'Hoa Bình', 'Ủy ban', 'Uỷ ban', 'ủy  ban'),
  fc.constantFrom(
    'Ðảng ủy',
    'Đảng uỷ',
    'đảng ủy',
    'Đang ủy',
    'PHƢƠNG',
    'Phương',
    'K',
    'ſ',
    'İ',
    'ß',
    'Ǆ',
    'ǰ',
    'ẖa',
    'tẗ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.normalize('NFC')),
);

test('texts that fold alike have the same weak key, so the short cut never parts them', () => {
  fc.assert(
    fc.property(spelling, spelling, fc.func(fc.boolean()), (a, b, upper) => {
      const shouted = upper(a) ? a.toUpperCase().normalize('NFC') : b;
      for (const other of [b, shouted, fold(a)]) {
        if (fold(a) === fold(other)) expect(weakKey(other, 3)).toBe(weakKey(a, 3));
      }
    }),
    { numRuns: 2000 },
  );
});

test('rows are in one group exactly when their cells fold alike', () => {
  const rows = fc.array(fc.option(fc.tuple(spelling, spelling), { nil: undefined }), { maxLength: 40 });
  fc.assert(
    fc.property(rows, (given) => {
      const groups = new Grouping({
        rows: given.length,
        width: 2,
        cell: (row, index) => given[row]?.[index] ?? '',
      });
      given.forEach((cells, row) => {
        if (cells !== undefined) groups.add(row);
      });
      const keys = given.map((cells) => (cells === undefined ? undefined : groupKey(cells)));
      given.forEach((cells, row) => {
        const expected = cells === undefined ? -1 : keys.indexOf(keys[row]);
        expect(groups.first[row]).toBe(expected);
        const size = expected === row ? keys.filter((key) => key === keys[row]).length : 0;
        expect(groups.size[row]).toBe(size);
      });
    }),
    { numRuns: 500 },
  );
});

test('many different texts under one weak key are grouped by a look-up each, not by comparing all with all', () => {
  const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
  const texts = Array.from({ length: 20_000 }, (_, n) =>
    [n % 12, Math.floor(n / 12) % 12, Math.floor(n / 144) % 12, Math.floor(n / 1728)]
      .map((i) => vowels[i])
      .join('.'),
  );
  let looks = 0;
  const groups = new Grouping({
    rows: texts.length,
    width: 1,
    cell: (row) => {
      looks++;
      return texts[row] ?? '';
    },
  });
  for (const row of texts.keys()) groups.add(row);
  expect(groups.size.filter((count) => count === 1)).toHaveLength(texts.length);
  expect(looks).toBeLessThan(texts.length * 8);
});
