/** What is answered to a workbook sent back: everything wrong with it by cell, and what sending it would change. */
import { z } from 'zod';
import { Issue } from './issue.ts';
import { PushReply, ReportState } from './wire.ts';
import { MergedWith } from './wire-merge.ts';

const Told = z.object({
  where: z.string(),
  title: z.string(),
  found: z.string(),
  expected: z.string(),
  why: z.string(),
});

export const WorkbookCheck = z.object({
  /** The revision the file was made from, and the last one there is. */
  base: z.int().min(0),
  current: z.int().min(0),
  state: ReportState,
  /** Errors, and warnings nobody has given a reason for: with any of them it cannot be submitted. */
  errors: z.int().min(0),
  warnings: z.int().min(0),
  /** Root causes first, with `a1` on the office's own sheet; `words` in the same order, the first 200. */
  issues: z.array(Issue),
  words: z.array(z.object({ vi: Told, en: Told })),
  /** Cells that had a value before and none in this file, those set anew, and the totals they change. */
  changes: PushReply.shape.changes,
  totals: PushReply.shape.totals,
  merged: MergedWith.optional(),
});
export type WorkbookCheck = z.infer<typeof WorkbookCheck>;
