/** What the routes of completeness answer: how far a form is filled for a period, by unit and subtree, and whom to ask. */
import { z } from 'zod';
import { Id } from './template.ts';
import { Coverage, ReportState } from './wire.ts';

/** Coverage with the required cells nobody has answered: all of a report not begun, those of a draft, none once submitted. */
const Completeness = Coverage.extend({ missing: z.int().min(0) });

const OwnReport = z.object({
  state: ReportState,
  /** Whether its first submission came after the due date; null before it. */
  late: z.boolean().nullable(),
  missing: z.int().min(0),
});

export const CompletenessLine = z.object({
  unit: Id,
  name: z.string(),
  /** The unit's own report; null where it owes none or it is not the reader's to see. */
  own: OwnReport.nullable(),
  /** The unit and all below it. */
  subtree: Completeness,
});
export type CompletenessLine = z.infer<typeof CompletenessLine>;

/** GET /api/completeness/{template}/{period}?scope=&cursor=&limit= */
export const CompletenessReply = z.object({
  template: Id,
  period: Id,
  scope: CompletenessLine,
  /** Units right below the scope that owe a report or have one below them. */
  children: z.array(CompletenessLine),
  next: z.string().nullable(),
});
export type CompletenessReply = z.infer<typeof CompletenessReply>;

export const Contact = z.object({ name: z.string(), email: z.string() });
export type Contact = z.infer<typeof Contact>;

/** What reports can be asked for by: a state, or `missing` cells, `unsent`, `late` (received late), `overdue` (due and not received). */
export const ChaseState = z.enum(['missing', 'unsent', 'late', 'overdue', ...ReportState.options]);
export type ChaseState = z.infer<typeof ChaseState>;

const ChasedReport = z.object({
  unit: Id,
  name: z.string(),
  kind: z.string(),
  state: ReportState,
  due: z.iso.date().nullable(),
  late: z.boolean().meta({
    description:
      'Đã gửi nhưng gửi chậm, như `late` của các tổng · received, and late, as `late` of the sums counts it',
  }),
  overdue: z.boolean().meta({
    description:
      'Chưa gửi, dù tính cả gia hạn thì hạn đã qua vào ngày hỏi; các tổng không đếm · not received though its due day, more time included, has passed on the day of asking; no sum counts it',
  }),
  missing: z.int().min(0),
  /** Who fills it; empty for readers who do not answer for the unit. */
  clerks: z.array(Contact),
});

/** GET /api/completeness/{template}/{period}/reports?scope=&state=&cursor=&limit= */
export const ChasedReports = z.object({ items: z.array(ChasedReport), next: z.string().nullable() });
export type ChasedReports = z.infer<typeof ChasedReports>;
