/** What the routes of publications take and answer. */
import { z } from 'zod';
import { Id } from './template.ts';
import { Coverage, Totals } from './wire.ts';

/** sơ bộ, điều chỉnh, chính thức */
export const PublicationStatus = z.enum(['preliminary', 'adjusted', 'official']);
export type PublicationStatus = z.infer<typeof PublicationStatus>;

/** As it was at the end of the period, on today's map, or on the territory both have in common. */
export const PublicationBasis = z.enum(['asWas', 'today', 'common']);
export type PublicationBasis = z.infer<typeof PublicationBasis>;

/** POST /api/publications. Idempotency-Key as for a push. */
export const PublicationRequest = z.strictObject({
  template: Id,
  period: Id,
  scope: Id,
  basis: PublicationBasis.default('asWas'),
  /** Left out: what the form counts. */
  counts: z.enum(['accepted', 'submitted']).optional(),
  /** The day tasks are held against; left out: today in Việt Nam. */
  asOf: z.iso.date().optional(),
  status: PublicationStatus,
  /** Why it is published again on the same map; the first there has none. */
  reason: z.string().trim().min(1).max(1000).optional(),
});
export type PublicationRequest = z.infer<typeof PublicationRequest>;

export const PublicationHead = z.object({
  id: z.string(),
  template: Id,
  period: Id,
  scope: Id,
  /** As it was. */
  scopeName: z.string(),
  /** From 1, for each form, period and scope. */
  number: z.int().positive(),
  basis: PublicationBasis,
  counts: z.enum(['accepted', 'submitted']),
  coverage: Coverage,
  /** Versions of form and rules behind the counted revisions, as their receipts name them: ["tiny@1", "tiny@1.r2"]. */
  rules: z.array(z.string()),
  status: PublicationStatus,
  reason: z.string().nullable(),
  /** ISO instant in UTC. */
  at: z.string(),
  person: z.string(),
  /** SHA-256 (hex) of all that was frozen. */
  hash: z.string(),
});
export type PublicationHead = z.infer<typeof PublicationHead>;

export const PublicationList = z.object({ items: z.array(PublicationHead), next: z.string().nullable() });
export type PublicationList = z.infer<typeof PublicationList>;

/** GET /api/publications/{id}: as it was published, whatever became of it since. */
export const Publication = z.object({
  ...PublicationHead.shape,
  /** SHA-256 (hex) of the form the figures are printed in. */
  templateHash: z.string(),
  totals: Totals,
  /** SHA-256 (hex) of each file: "vi.xlsx", "vi.csv", "vi.excel-vi.csv" and the same in English. */
  files: z.record(z.string(), z.string()),
});
export type Publication = z.infer<typeof Publication>;
