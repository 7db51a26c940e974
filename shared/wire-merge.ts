/** What several writers of one report send and are answered: pushes that may be merged, the past of a cell, owners of sections. */
import { z } from 'zod';
import { CellRef, CellValue } from './report.ts';
import { Bilingual, Id } from './template.ts';
import { CellChange, Conflict, PushReply, PushRequest } from './wire.ts';

const Value = CellValue.nullable();

/** What the sender chose in a cell two changed differently. null = blank. Of several of one cell each begins where the one before ended. */
export const Resolution = z.strictObject({ at: CellRef, mine: Value, theirs: Value, chosen: Value });
export type Resolution = z.infer<typeof Resolution>;

/** POST …/revisions as the server takes it: PushRequest, and what is to become of it where others pushed meanwhile. */
export const MergingPush = PushRequest.extend({
  /** `merge`: cells others changed since the base are taken over; the same cell asks. Absent: refused as stale. */
  onStale: z.enum(['refuse', 'merge']).optional(),
  /** Kept with the revision, so that the values not chosen stay in the history of their cells. */
  resolved: z.array(Resolution).optional(),
});
export type MergingPush = z.infer<typeof MergingPush>;

export const MergedWith = z.object({
  /** The revision the push was made from, and the one it was merged with. */
  base: z.int().min(0),
  current: z.int().positive(),
  /** From the content sent to the content of the merge: the cells the sender lacks. */
  cells: z.array(CellChange),
});
export type MergedWith = z.infer<typeof MergedWith>;

/** `merged`: absent where nobody pushed meanwhile. */
export const MergingReply = PushReply.extend({ merged: MergedWith.optional() });
export type MergingReply = z.infer<typeof MergingReply>;

/** Extra member `conflict` of problem merge_conflict. */
export const MergeConflicts = Conflict.extend({
  base: z.int().min(0),
  cells: z.array(
    z.object({
      at: CellRef,
      before: Value,
      mine: Value,
      theirs: Value,
      /** Who stored theirs, in which revision. */
      by: z.object({ person: z.string(), revision: z.int(), at: z.string() }).optional(),
      words: Bilingual,
    }),
  ),
});
export type MergeConflicts = z.infer<typeof MergeConflicts>;

/** GET …/cells/{section}/{row}/{column}/history: every value the cell ever had or lost, oldest first; `next`: the cursor of what follows. */
export const CellHistory = z.object({
  at: CellRef,
  next: z.string().nullable(),
  entries: z.array(
    z.object({
      revision: z.int().positive(),
      mode: z.enum(['draft', 'submit']),
      /** ISO instant in UTC. */
      at: z.string(),
      person: z.string(),
      before: Value,
      after: Value,
      resolved: z.array(z.object({ mine: Value, theirs: Value, chosen: Value })),
      /** Revisions that were accepted while the value stood. */
      accepted: z.array(z.int().positive()),
      /** Publications, of those the person may see, whose figures counted the value. */
      published: z.array(z.object({ number: z.int().positive(), scope: z.string(), at: z.string() })),
    }),
  ),
});
export type CellHistory = z.infer<typeof CellHistory>;

/** GET …/sections: who fills what. A section without owners is every clerk's of the unit. */
export const ReportSections = z.object({
  sections: z.array(
    z.object({
      id: Id,
      label: Bilingual,
      owners: z.array(z.object({ id: Id, name: z.string() })),
      /** Whether the one who asks may change it, as far as owners go. */
      mine: z.boolean(),
    }),
  ),
});
export type ReportSections = z.infer<typeof ReportSections>;
