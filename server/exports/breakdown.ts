/** Rows counted by their columns: the order they stand in, and each value in words. */
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { type Column, columnOf, type Lang, type Template } from '../../shared/template.ts';
import type { CountBucket, Totals } from '../../shared/wire.ts';
import { type TableCell, text } from './table.ts';

/** The value of one column of a combination; null where the rows leave it blank. */
export function countedValue(column: Column | undefined, value: string | undefined, lang: Lang): TableCell {
  if (value === undefined || column === undefined) return text(value);
  if (column.type === 'option') return text(FIELD_TYPES.option.show(value, column, lang));
  return FIELD_TYPES[column.type].exportCell(value, column);
}

/** Options in their own order, so that a step follows the one before it; blank comes last. */
function placeOf(column: Column | undefined, value: string | undefined): string {
  if (value === undefined) return '\uffff';
  const place = column?.options?.findIndex(({ id }) => id === value) ?? -1;
  return place < 0 ? value : String.fromCharCode(place);
}

/** Sections and options as the template has them: the same sums stand in the same order, however they were added up. */
export function sortedBuckets({
  template,
  totals,
}: {
  readonly template: Template;
  readonly totals: Pick<Totals, 'buckets'>;
}): CountBucket[] {
  const keyed = totals.buckets.map((bucket) => {
    const place = template.sections.findIndex(({ id }) => id === bucket.section);
    const section = template.sections[place];
    const parts = section?.countBy?.map((id) => placeOf(columnOf(section, id), bucket.values[id])) ?? [];
    return { bucket, key: [String.fromCharCode(place < 0 ? 0xffff : place), ...parts] };
  });
  return keyed.sort((a, b) => comparedParts(a.key, b.key)).map(({ bucket }) => bucket);
}

function comparedParts(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return a.length - b.length;
}
