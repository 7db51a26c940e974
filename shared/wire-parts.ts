/** What a push too large for one request sends: its content as text in parts, then itself naming how many there are. */
import { z } from 'zod';
import { ReportContent } from './report.ts';
import { MergingPush } from './wire-merge.ts';

/** Together as much as one body may be. */
const PARTS_MAX = 16;
/** Characters: a part of Vietnamese text is at most three times as many bytes. */
const PART_CHARACTERS_MAX = 1_000_000;

/** POST …/parts/{key}: the canonical JSON of the content, cut anywhere between two characters. */
export const Part = z.strictObject({
  /** From 0. */
  no: z
    .int()
    .min(0)
    .max(PARTS_MAX - 1),
  text: z.string().min(1).max(PART_CHARACTERS_MAX),
});
export type Part = z.infer<typeof Part>;

export const PartKept = z.object({ no: z.int() });

/** POST …/revisions as it arrives: with its content, or with the number of parts that were sent under its key. */
export const SentPush = MergingPush.extend({
  content: ReportContent.optional(),
  parts: z.int().min(1).max(PARTS_MAX).optional(),
});
