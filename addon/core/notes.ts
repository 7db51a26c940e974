/** Owns the parts of a cell's note that are ours: each is a line that begins with its mark, all else is the office's own, to the letter. */

export { REMARK_MARK } from '../../shared/remark-answer.ts';

/** What our notes of what stood in a cell before it was mended begin with. */
export const BEFORE_MARK = 'Sổ Tỉnh · Trước khi sửa: ';

export const hasPart = (note: string, mark: string): boolean => `\n${note}`.includes(`\n${mark}`);

/** The note with this part in place of the one it had; null takes it away and leaves all else, also what was written below it. */
export function withPart(note: string, mark: string, text: string | null): string {
  const lines = note === '' ? [] : note.split('\n');
  const others = lines.filter((line) => !line.startsWith(mark));
  return (text === null ? others : [...others, `${mark}${inOneLine(text)}`]).join('\n');
}

/** A line is ours as a whole, or the office's. */
const inOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ↵ ');
