/** Owns the words for what a cell holds: a value of its column, one of the declared empties, or nothing. Pure. */
import { showEmpty } from './empty-words.ts';
import { FIELD_TYPES } from './field-types.ts';
import { type CellValue, isEmpty } from './report.ts';
import type { Column, Lang } from './template.ts';

const BLANK = { vi: 'để trống', en: 'blank' } as const;

/** `column`: undefined where the form has it no more; the value stands as it is stored then. */
export function valueWords(value: CellValue | null, column: Column | undefined, lang: Lang): string {
  if (value === null) return BLANK[lang];
  if (isEmpty(value)) return showEmpty(value, lang);
  return column === undefined ? value : FIELD_TYPES[column.type].show(value, column, lang);
}
