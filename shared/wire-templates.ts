/** Wire of the forms of a province and their life; the add-on does not read it. */
import { z } from 'zod';
import { PublishedTemplate } from './profile.ts';
import { Bilingual, Id } from './template.ts';
import { TemplateState } from './template-state.ts';

/** Who moved a form, when and why: told to those who answer for more than one office. */
const TemplateStep = z.object({
  state: TemplateState,
  at: z.string(),
  person: z.string(),
  reason: z.string(),
});

export const TemplateHead = z.object({
  id: Id,
  version: z.int().positive(),
  name: z.string(),
  formVersion: z.string(),
  state: TemplateState,
  /** SHA-256 (hex) of the canonical JSON of the body. */
  hash: z.string(),
});
export type TemplateHead = z.infer<typeof TemplateHead>;

/** GET /api/templates */
export const TemplateList = z.object({ items: z.array(TemplateHead) });
export type TemplateList = z.infer<typeof TemplateList>;

/** GET /api/templates/{id}/{version} */
export const TemplateVersion = TemplateHead.extend({
  steps: z.array(TemplateStep),
  template: PublishedTemplate,
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

/** Answer of POST /api/templates/{id}/{version}/state. */
export const TemplateMoved = TemplateHead.extend({
  /** Of a published version: reports submitted while it was on trial, which count in no total; absent where there are none. */
  trialReports: z.object({ kept: z.int().positive(), advice: Bilingual }).optional(),
  /** Of a published version: rules on or on trial for an earlier one that this one does not have; absent where there are none. */
  rulesLeft: z
    .object({
      rules: z
        .array(z.object({ rule: Id, version: z.int().positive(), state: z.enum(['trial', 'on']) }))
        .min(1),
      advice: Bilingual,
    })
    .optional(),
});
export type TemplateMoved = z.infer<typeof TemplateMoved>;

/** POST /api/templates/{id}/{version}/state */
export const TemplateMove = z.strictObject({
  state: TemplateState,
  reason: z.string().trim().min(1).max(1000),
});
export type TemplateMove = z.infer<typeof TemplateMove>;
