/** Wire of carrying a period's reports to another version of their form; the add-on does not read it. */
import { z } from 'zod';
import { CellRef, CellValue } from './report.ts';
import { Bilingual, Id } from './template.ts';

/** POST /api/templates/{id}/{version}/carry */
export const CarryRequest = z.strictObject({
  period: Id,
  /** The version the reports are on now. */
  from: z.int().positive(),
  dryRun: z.boolean().default(false),
});
export type CarryRequest = z.infer<typeof CarryRequest>;

const HomelessValue = z.object({ at: CellRef, value: CellValue, why: Bilingual });

export const CarriedReport = z.object({
  unit: Id,
  /** The draft that holds what was carried; 0 where the office had sent nothing. */
  revision: z.int().min(0),
  carried: z.int().min(0),
  homeless: z.int().min(0),
  /** What had no home; it stays in the revision before. Of all reports together the first 2,000. */
  values: z.array(HomelessValue),
});
export type CarriedReport = z.infer<typeof CarriedReport>;

export const CarryReply = z.object({
  /** False for a dry run. */
  stored: z.boolean(),
  /** False: there are more reports than one call carries; the same call again carries the next. */
  complete: z.boolean(),
  carried: z.int().min(0),
  homeless: z.int().min(0),
  moved: z.array(CarriedReport),
  /** How many reports were left on their version, by reason: what was sent stands as it was checked. */
  keptFor: z.array(z.object({ why: Bilingual, reports: z.int().positive() })),
  /** The first 200 of them. */
  kept: z.array(z.object({ unit: Id, why: Bilingual })).max(200),
});
export type CarryReply = z.infer<typeof CarryReply>;
