/** Text is stored as typed and matched folded, and what no store can hold is told apart. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  badCharacter,
  clean,
  fold,
  looksLikeTcvn3,
  plainAscii,
  vietnameseLetters,
} from '../../shared/text.ts';

const SYLLABLES =
  'hòa hoà Đảng Ðảng ủy uỷ quý lượng lƣợng kỳ Kinh Môn Tứ Ủy ban nghoèo Việt Hoà toán góa'.split(' ');
const SPACES = [' ', '  ', '\u00a0', '\u202f', '\u3000', '\t', '\n', '\u200b', '\ufeff', '\r\n'];
const vietnamese = fc
  .array(fc.oneof(fc.constantFrom(...SYLLABLES), fc.constantFrom(...SPACES), fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join(''));
const anyText = fc.oneof(vietnamese, fc.string({ unit: 'binary' }));

test('cleaning what is clean changes nothing', () => {
  fc.assert(
    fc.property(anyText, (s) => {
      expect(clean(clean(s))).toBe(clean(s));
    }),
    { numRuns: 2000 },
  );
});

test('the key of a key is itself', () => {
  fc.assert(
    fc.property(anyText, (s) => {
      expect(fold(fold(s))).toBe(fold(s));
    }),
    { numRuns: 2000 },
  );
});

test('composed and decomposed text have one clean form and one key', () => {
  fc.assert(
    fc.property(anyText, (s) => {
      expect(clean(s.normalize('NFD'))).toBe(clean(s.normalize('NFC')));
      expect(fold(s.normalize('NFD'))).toBe(fold(s.normalize('NFC')));
    }),
    { numRuns: 2000 },
  );
});

test('spaces and invisible characters around and between words do not change the key', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1 }),
      fc.constantFrom(...SPACES),
      (words, gap) => {
        expect(fold(gap + words.join(` ${gap}`) + gap)).toBe(fold(words.join(' ')));
      },
    ),
  );
});

test.each([
  ['the letter eth typed for Đ', 'HÐND', 'hđnd'],
  ['the African Ɖ typed for Đ', 'Ɖảng', 'đảng'],
  ['older and newer tone place, oa', 'Định HÒA', 'định hoà'],
  ['older and newer tone place, uy', 'Tỉnh ủy', 'tỉnh uỷ'],
  ['older and newer tone place, oe', 'khỏe', 'khoẻ'],
  ['a tone typed on u of quý', 'qúy I', 'quý i'],
  ['a tone typed before a final consonant', 'hòan thành', 'hoàn thành'],
  ['ƣ as PDFs give it', 'PHƢƠNG PHÁP', 'phương pháp'],
  ['ƣ with a tone of its own', 'NHƢ\u0303NG', 'những'],
  ['a no-break space', 'Tứ\u00a0Kỳ', 'tứ kỳ'],
  ['a line break', 'Tứ\nKỳ', 'tứ kỳ'],
])('%s: %j has the key of %j', (_name, a, b) => {
  expect(fold(a)).toBe(fold(b));
  expect(fold(a)).toBe(b);
});

test.each([
  ['hoa', 'hòa'],
  ['Tân', 'Tấn'],
  ['của', 'cua'],
  ['kỷ', 'kỉ'],
  ['Đa', 'Da'],
])('%s and %s stay different words', (a, b) => {
  expect(fold(a)).not.toBe(fold(b));
});

test('line breaks of a long answer are kept, and only them', () => {
  expect(clean(' a \r\n  b\u2028c\t d ')).toBe('a\nb\nc d');
});

test.each([
  ['Tứ Kỳ, quý I/2022', 'Tu-Ky-quy-I-2022'],
  ['Đảng bộ HÐND', 'Dang-bo-HDND'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.hidden', 'hidden'],
  ['Biểu 02_v1.2', 'Bieu-02_v1.2'],
  ['"\u0000;', ''],
])('%j makes the file name %j', (text, name) => {
  expect(plainAscii(text)).toBe(name);
});

test.each([
  ['Thùc tr¹ng chÕ ®é b¸o c¸o', true],
  ['Q§-TCTK', true],
  ['b¸o c¸o', true],
  ['Báo cáo thống kê', false],
  ['trình ban hành', false],
  ['5 µm', false],
  ['kW·h', false],
  ['ghi chú¹', false],
  ['500 m²', false],
  ['© 2020 báo', false],
  ['§ 5', false],
  ['', false],
])('%j was typed for a TCVN3 font: %s', (text, expected) => {
  expect(looksLikeTcvn3(text)).toBe(expected);
});

test.each([
  ['a tab', 'a\tb', false],
  ['line ends', 'a\r\nb', false],
  ['a whole surrogate pair', '📊', false],
  ['nothing', '', false],
  ['U+0000', 'a\u0000', true],
  ['a bell', '\u0007', true],
  ['an escape', '\u001b[0m', true],
  ['half a pair at the end', 'a\ud83d', true],
  ['half a pair before a letter', '\ud83da', true],
  ['a second half alone', '\udcca', true],
  ['halves the wrong way round', '\udcca\ud83d', true],
])('%s is unfit to store: %#', (_name, text, expected) => {
  expect(badCharacter(text)).toBe(expected);
});

test('text without bad characters survives UTF-8 and JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (s) => {
      fc.pre(!badCharacter(s));
      expect(Buffer.from(s, 'utf8').toString('utf8')).toBe(s);
      expect(JSON.parse(JSON.stringify(s))).toBe(s);
    }),
  );
});

test('letters of other languages that look Vietnamese are told as the Vietnamese ones, all others stay', () => {
  expect(vietnameseLetters('Ðảng ủy, Ɖoàn, ðường, ɖơn, Ƣu, tƣ')).toBe('Đảng ủy, Đoàn, đường, đơn, Ưu, tư');
  expect(vietnameseLetters('Đăng ký ưu đãi 12 €')).toBe('Đăng ký ưu đãi 12 €');
});
