/** What one report holds: cells as canonical values, and the address of a cell. */
import { z } from 'zod';

/**
 * Three of the four kinds of empty. The fourth, `blank` (not reported), is the absence of the key.
 * `none`: 0 by declaration. `notApplicable`: the question does not arise here. `notYetKnown`: reason and date promised.
 */
export const Empty = z.discriminatedUnion('empty', [
  z.strictObject({ empty: z.literal('none') }),
  z.strictObject({ empty: z.literal('notApplicable') }),
  z.strictObject({
    empty: z.literal('notYetKnown'),
    reason: z.string().min(1).max(500),
    /** ISO date (yyyy-mm-dd). */
    promised: z.iso.date().optional(),
  }),
]);
export type Empty = z.infer<typeof Empty>;

/** Canonical: decimal string, text, ISO date, option id or target wording (which one: the column's field type), or an Empty. */
export const CellValue = z.union([z.string().max(20_000), Empty]);
export type CellValue = z.infer<typeof CellValue>;

export const Cells = z.record(z.string(), CellValue);
export type Cells = z.infer<typeof Cells>;

/** section id → row key → column id → value. A blank cell has no key. Only columns whose source is `office`. */
export const ReportContent = z.record(z.string(), z.record(z.string(), Cells));
export type ReportContent = z.infer<typeof ReportContent>;

export const CellRef = z.strictObject({ section: z.string(), row: z.string(), column: z.string() });
export type CellRef = z.infer<typeof CellRef>;

export const isEmpty = (value: CellValue | undefined): value is Empty => typeof value === 'object';

/** The value at an address; undefined = blank. */
export function cellAt(content: ReportContent, at: CellRef): CellValue | undefined {
  return content[at.section]?.[at.row]?.[at.column];
}
