/** Owns the parts of a cell's note that are ours: each begins a line with its mark, all else is the office's own, to the letter. */

/** What every mark begins with, at the head of a line. */
const OURS = '\nSổ Tỉnh · ';

/** What our notes of remarks begin with. */
export const REMARK_MARK = 'Sổ Tỉnh · Bị trả lại: ';
/** What our notes of what stood in a cell before it was mended begin with. */
export const BEFORE_MARK = 'Sổ Tỉnh · Trước khi sửa: ';

export const hasPart = (note: string, mark: string): boolean => `\n${note}`.includes(`\n${mark}`);

/** The note with this part in place of the one it had; null takes it away and leaves the note as it was before. */
export function withPart(note: string, mark: string, text: string | null): string {
  const lines = `\n${note}`;
  const start = lines.indexOf(`\n${mark}`);
  const next = start < 0 ? -1 : lines.indexOf(OURS, start + mark.length);
  const rest = start < 0 ? note : (lines.slice(0, start) + (next < 0 ? '' : lines.slice(next))).slice(1);
  if (text === null) return rest;
  return `${rest === '' ? '' : `${rest}\n`}${mark}${text}`;
}
