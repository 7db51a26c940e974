/** What the routes of reconciliation and of cascaded plans answer. */
import { z } from 'zod';
import { Bilingual, Id } from './template.ts';
import { Coverage, ReportState } from './wire.ts';
import { Contact } from './wire-completeness.ts';

const Figure = z.string().nullable();

/** One cell that a parent typed for its whole subtree, beside what its subtree adds up to. */
export const ReconciledCell = z.object({
  section: Id,
  /** A row key, or `*` where the rows of a list are summed together. */
  row: z.string(),
  column: Id,
  rowLabel: Bilingual.nullable(),
  columnLabel: Bilingual,
  typed: Figure,
  computed: Figure,
  /** typed − computed; null where nothing was typed. */
  difference: Figure,
  /** Of the computed sum: the scope's own report, and each unit right below it with all below. */
  own: Figure,
  children: z.array(z.object({ unit: Id, value: Figure })),
});
export type ReconciledCell = z.infer<typeof ReconciledCell>;

/** GET /api/reconciliation/{template}/{period}?scope=&counts=&cells=&cursor=&limit= */
export const Reconciliation = z.object({
  template: Id,
  period: Id,
  counts: z.enum(['accepted', 'submitted']),
  /** Who typed; `revision` 0: nothing yet. */
  scope: z.object({
    unit: Id,
    name: z.string(),
    state: ReportState,
    revision: z.int().min(0),
    clerks: z.array(Contact),
  }),
  /** Whom to talk to: units right below the scope, the state of their own report, what their subtree has sent. */
  children: z.array(
    z.object({
      unit: Id,
      name: z.string(),
      state: ReportState.nullable(),
      coverage: Coverage,
      clerks: z.array(Contact),
    }),
  ),
  coverage: Coverage,
  equal: z.int().min(0),
  differing: z.int().min(0),
  cells: z.array(ReconciledCell),
  next: z.string().nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

const Plan = z.object({ plan: Figure, low: Figure, high: Figure });
const Named = z.object({ unit: Id, name: z.string() });

/** GET /api/cascade/{template}/{period}?scope= */
export const Cascade = z.object({
  template: Id,
  period: Id,
  scope: Named,
  rows: z.array(
    Plan.extend({
      key: Id,
      label: Bilingual,
      children: z.array(Plan.extend(Named.shape)),
      without: z.array(Named),
      sum: z.object({ low: Figure, high: Figure }).nullable(),
      /** What the sums were compared by: what has to be reached, or what may not be passed. */
      bound: z.enum(['low', 'high']).nullable(),
      verdict: z.enum(['short', 'equal', 'over']).nullable(),
      difference: Figure,
      why: Bilingual.nullable(),
    }),
  ),
});
export type Cascade = z.infer<typeof Cascade>;
