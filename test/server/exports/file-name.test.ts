/** Names of downloads keep their Vietnamese and cannot break out of the header or the folder. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentDisposition, safeFileName } from '../../../server/exports/file-name.ts';

test.each([
  ['Tổng hợp quý I/2022', 'Tổng hợp quý I-2022'],
  ['../../etc/passwd', 'etc-passwd'],
  ['a\r\nSet-Cookie: x', 'a Set-Cookie- x'],
  ['"quoted"', 'quoted'],
  ['', 'so-tinh'],
  ['...', 'so-tinh'],
  ['ไทย عربي', 'ไทย عربي'],
])('%j is saved as %j', (given, expected) => {
  expect(safeFileName(given).replace(/-$/, '')).toBe(expected);
});

test('a Vietnamese name is sent in full and as plain letters', () => {
  expect(contentDisposition('Huyện ủy Tứ Kỳ (2021)', 'csv')).toBe(
    'attachment; filename="Huyen-uy-Tu-Ky-2021.csv"; ' +
      "filename*=UTF-8''Huy%E1%BB%87n%20%E1%BB%A7y%20T%E1%BB%A9%20K%E1%BB%B3%20%282021%29.csv",
  );
});

test('any name makes one well-formed header that decodes to a name without separators', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const header = contentDisposition(given, 'xlsx');
      const match =
        /^attachment; filename="([A-Za-z0-9 ._-]+)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/.exec(
          header,
        );
      expect(match).not.toBeNull();
      const full = decodeURIComponent(match?.[2] ?? '');
      expect(full).toMatch(/^[^\\/:*?"<>|\p{Cc}]+\.xlsx$/u);
      expect(full.startsWith('.')).toBe(false);
    }),
  );
});
