/** The hidden tab by which a workbook sent back is known: whose report it holds, by which form, and made from which revision. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';

export const MARKS_TAB = '_so_tinh';
/** First cell of the tab; the one beside it holds the marks as JSON. */
export const MARKS_NAME = 'sotinh.report';

export const WorkbookMarks = z.object({
  unit: Id,
  template: Id,
  version: z.int().positive(),
  period: Id,
  /** The revision the content was printed from; 0 before the first. */
  base: z.int().min(0),
});
export type WorkbookMarks = z.infer<typeof WorkbookMarks>;

/** First tab of an annotated copy: what is to be mended. */
export const MEND_TAB = 'Cần sửa';
/** 0-based columns of that tab: the key of the issue, hidden, and the reason the office gives for a figure that is right. */
export const REASON_COLUMN = 7;
