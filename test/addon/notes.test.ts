/** A cell's note holds lines of ours and the office's own words: ours come and go, theirs stay to the letter. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEFORE_MARK, REMARK_MARK, withPart } from '../../addon/core/notes.ts';

test('what the office wrote under our line of a note stays when our line goes', () => {
  const note = `Của tôi\n${BEFORE_MARK}5 tổ chức\nHỏi lại anh Nam trước 15/4`;
  expect(withPart(note, BEFORE_MARK, null)).toBe('Của tôi\nHỏi lại anh Nam trước 15/4');
});

const words = fc.string({ unit: fc.constantFrom('a', 'ệ', ' ', '\n', '·') });
test('any note is as it was once our lines were put into it, changed, and taken away again, in any order', () => {
  fc.assert(
    fc.property(words, words, words, words, fc.boolean(), (note, remark, before, other, swapped) => {
      const first = withPart(withPart(note, REMARK_MARK, remark), BEFORE_MARK, before);
      const changed = withPart(first, REMARK_MARK, other);
      const marks = swapped ? [REMARK_MARK, BEFORE_MARK] : [BEFORE_MARK, REMARK_MARK];
      expect(marks.reduce((left, mark) => withPart(left, mark, null), changed)).toBe(note);
    }),
  );
});
