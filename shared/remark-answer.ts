/** What notes of remarks begin with, and an office's answers to the remarks of a return: reasons kept with a revision, under keys of their own. */
import type { CellRef } from './report.ts';

/** What our notes of remarks begin with. */
export const REMARK_MARK = 'Sổ Tỉnh · Bị trả lại: ';

const KIND = 'remark';

/** `revision`: the submission that came back; a later return asks anew. */
export const remarkKey = ({ section, row, column }: CellRef, revision: number): string =>
  [KIND, section, row, column, revision].join('|');

export const isRemarkKey = (key: string): boolean => key.startsWith(`${KIND}|`);

/** The remarked cell of such a key, where `*` stands for all; undefined for the key of a warning. */
export function cellOfRemark(key: string): CellRef | undefined {
  const [kind, section, row, column] = key.split('|');
  if (kind !== KIND || section === undefined || row === undefined || column === undefined) return undefined;
  return { section, row, column };
}
