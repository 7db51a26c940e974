/** The meeting place of add-on and server: paths, requests and replies. Runs in Apps Script, so no z.url or z.base64. */
import { z } from 'zod';
import { AssignedTo } from './assigned-rows.ts';
import { Issue } from './issue.ts';
import { Period, PeriodKind } from './period.ts';
import { CellRef, CellValue, ReportContent } from './report.ts';
import { AssignedRow, Id, Template } from './template.ts';

export const PROTOCOL = 1;

const reportPath = (unit: string, template: string, period: string): string =>
  `/api/reports/${unit}/${template}/${period}`;

export const PATHS = {
  me: '/api/me',
  reports: '/api/reports',
  report: reportPath,
  revisions: (unit: string, template: string, period: string): string =>
    `${reportPath(unit, template, period)}/revisions`,
  decision: (unit: string, template: string, period: string): string =>
    `${reportPath(unit, template, period)}/decisions`,
  totals: (template: string, period: string): string => `/api/totals/${template}/${period}`,
} as const;

export const ReportState = z.enum(['draft', 'submitted', 'returned', 'accepted', 'locked']);
export type ReportState = z.infer<typeof ReportState>;

export const RoleName = z.enum(['clerk', 'reviewer', 'writer', 'administrator', 'signer']);
export type RoleName = z.infer<typeof RoleName>;

/** GET /api/me */
export const Me = z.object({
  person: z.object({ id: Id, name: z.string(), email: z.string() }),
  province: z.object({ id: Id, name: z.string() }),
  roles: z.array(z.object({ role: RoleName, unit: Id, unitName: z.string(), subtree: z.boolean() })),
});
export type Me = z.infer<typeof Me>;

export const Receipt = z.object({
  /** "ST-2021-hai-duong-000127" */
  number: z.string(),
  /** ISO instant in UTC. */
  at: z.string(),
  person: z.string(),
  unit: Id,
  revision: z.int().positive(),
  /** SHA-256 (hex) of the canonical JSON of the content. */
  contentHash: z.string(),
  /** "inspection@1" */
  rules: z.string(),
  late: z.boolean(),
  /** Of the unit's ledger: SHA-256 (hex) of this entry, and of the one before. */
  hash: z.string(),
  previous: z.string().nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

/** One line of GET /api/reports: a report this person may see. */
export const ReportHead = z.object({
  unit: Id,
  unitName: z.string(),
  template: Id,
  templateVersion: z.int(),
  templateName: z.string(),
  period: Id,
  periodLabel: z.string(),
  periodState: Period.shape.state,
  due: z.iso.date().nullable(),
  state: ReportState,
  /** Number of the last revision; 0 before the first. */
  revision: z.int().min(0),
  mayPush: z.boolean(),
  mayDecide: z.boolean(),
});
export type ReportHead = z.infer<typeof ReportHead>;
export const ReportList = z.object({ items: z.array(ReportHead), next: z.string().nullable() });
export type ReportList = z.infer<typeof ReportList>;

/** Reviewer's remark on one cell of a returned report. */
export const Remark = z.object({ at: CellRef, text: z.string().min(1).max(2000) });
export type Remark = z.infer<typeof Remark>;

/** What the checks need besides the report: facts of the server at one instant. */
export const CheckFacts = z.object({
  /** Canonical cells of the previous cumulative period of the same year; absent = none. */
  previous: ReportContent.optional(),
  /** Contents of the periods whose sum this period must be; absent = not asked. */
  increments: z.array(ReportContent).optional(),
  /** `row|column` → the unit's own past values, oldest first. */
  history: z.record(z.string(), z.array(z.string())).optional(),
  /** rule id → folded group → rows counted in the year's other reports. */
  yearCounts: z.record(z.string(), z.record(z.string(), z.int().min(0))).optional(),
  /** Date the report is read as of (ISO). */
  today: z.iso.date(),
  /** Of the report's period: whether its results can be held against a plan of a year. */
  periodKind: PeriodKind,
});
export type CheckFacts = z.infer<typeof CheckFacts>;

/** An earlier period a form offers values from, and why it offers none. */
export const OfferedFrom = z.object({
  from: z.enum(['lastPeriod', 'lastYear']),
  /** Name of the period. */
  label: z.object({ vi: z.string(), en: z.string() }),
  /** notSent: no report of it counts. reshaped: the office was merged or split since, and would have been offered something. */
  withheld: z.enum(['notSent', 'reshaped']).optional(),
  /** With reshaped: the last day on which it was. */
  since: z.iso.date().optional(),
});
export type OfferedFrom = z.infer<typeof OfferedFrom>;

/** GET /api/reports/{unit}/{template}/{period}: all a sheet needs to be made, checked and sent. */
export const ReportForm = z.object({
  protocol: z.literal(PROTOCOL),
  head: ReportHead,
  template: Template,
  period: Period,
  assigned: z.array(AssignedRow),
  /** Content of the last revision; {} before the first. */
  content: ReportContent,
  remarks: z.array(Remark),
  /** Reasons given for warnings, by issue key. */
  reasons: z.record(z.string(), z.string()),
  facts: CheckFacts,
  receipt: Receipt.nullable(),
  /** With `with=offered`: values the form offers for cells that are blank; absent where it offers none. */
  offered: ReportContent.optional(),
  /** With `with=offered`: the earlier periods the form offers from; absent where it names none the office owed it for. */
  offeredFrom: z.array(OfferedFrom).optional(),
});
export type ReportForm = z.infer<typeof ReportForm>;

/** POST …/revisions. Header Idempotency-Key: 8 to 128 of [A-Za-z0-9_-]. */
export const PushRequest = z.strictObject({
  protocol: z.literal(PROTOCOL),
  templateVersion: z.int().positive(),
  baseRevision: z.int().min(0),
  mode: z.enum(['draft', 'submit']),
  /** true: nothing is stored; the reply says what would change. */
  dryRun: z.boolean().default(false),
  content: ReportContent,
  /** Reasons for warnings, by issue key. */
  reasons: z.record(z.string(), z.string().min(1).max(1000)).default({}),
  /** Google spreadsheet id the content was read from; checked against the register of the unit when registered. */
  spreadsheet: z.string().max(200).optional(),
  secret: z.boolean().default(false),
});
export type PushRequest = z.infer<typeof PushRequest>;

export const CellChange = z.object({
  at: CellRef,
  before: CellValue.nullable(),
  after: CellValue.nullable(),
});
export type CellChange = z.infer<typeof CellChange>;

/** Row of a total: a row key, or `*` where the rows of a list are summed together. */
const TotalRow = z.union([Id, z.literal('*')]);

/** A total a push changes, for the preview: "Kim Thành 1.240 → 1.262". */
export const TotalChange = z.object({
  section: Id,
  row: TotalRow,
  column: Id,
  before: z.string(),
  /** Nobody had reported a figure: then `before` is "0" only to reckon with. */
  wasBlank: z.boolean().optional(),
  after: z.string(),
});

export const PushReply = z.object({
  stored: z.boolean(),
  state: ReportState,
  revision: z.int().min(0),
  receipt: Receipt.nullable(),
  changes: z.array(CellChange),
  totals: z.array(TotalChange),
  issues: z.array(Issue),
});
export type PushReply = z.infer<typeof PushReply>;

/** Extra member `conflict` of problems stale_revision, revision_ahead and decision_on_another. */
export const Conflict = z.object({
  /** 0 where a sheet names a base this store never had. */
  current: z.int().min(0),
  /** From the content at the base the client named to the one now; {} for a revision there is not. */
  changesSince: z.array(CellChange),
});
export type Conflict = z.infer<typeof Conflict>;

/** How many reports stand behind a total. `received` ⊇ `accepted`; `late` counts received after the due date. */
export const Coverage = z.object({
  expected: z.int().min(0),
  received: z.int().min(0),
  accepted: z.int().min(0),
  late: z.int().min(0),
});
export type Coverage = z.infer<typeof Coverage>;

/**
 * One summed cell. `value` is null when no counted report has a number there or declared none; offices that all declared
 * none add up to 0. Counts are of counted reports that state the cell: one in a shorter form without it is in none of them, and
 * neither is one that left it blank.
 */
export const Total = z.object({
  section: Id,
  row: TotalRow,
  column: Id,
  value: z.string().nullable(),
  /** Reports with a number, declared none, not applicable, not yet known, and estimates among the numbers. */
  number: z.int().min(0),
  none: z.int().min(0),
  notApplicable: z.int().min(0),
  notYetKnown: z.int().min(0),
  estimate: z.int().min(0),
});
export type Total = z.infer<typeof Total>;

/** Combinations counted over list rows, e.g. {workflow: approved, progress: done} → 12. */
export const CountBucket = z.object({ section: Id, values: z.record(Id, z.string()), count: z.int() });
export type CountBucket = z.infer<typeof CountBucket>;

/** Task counts as of a date (arithmetic of 1270/BC-TCTTTg): due = completed + overdue; rate = completed / due. */
export const TaskCounts = z.object({
  section: Id,
  asOf: z.iso.date(),
  total: z.int(),
  completedOnTime: z.int(),
  completedLate: z.int(),
  inTime: z.int(),
  overdue: z.int(),
  noDeadline: z.int(),
  /** Percent with one decimal; null when nothing is due. */
  completionRate: z.string().nullable(),
});
export type TaskCounts = z.infer<typeof TaskCounts>;

/** How a reorganised tree was read: on which day's map, and of which figures of the period's own offices the totals are made. */
export const Basis = z.object({
  kind: z.enum(['today', 'common']),
  map: z.iso.date(),
  /** `share`: decimal string, 1 = all; `own`: the report of the office alone, without those below it. */
  pieces: z.array(
    z.object({ unit: Id, name: z.string(), part: z.enum(['subtree', 'own']), share: z.string() }),
  ),
  /** Offices outside the scope that share its common territory. */
  beyond: z.array(z.object({ unit: Id, name: z.string() })),
});
export type Basis = z.infer<typeof Basis>;

/** GET /api/totals/{template}/{period}?scope=unit&counts=accepted|submitted&asOf=yyyy-mm-dd&rows=assigned&basis=asWas|today|common */
export const Totals = z.object({
  template: Id,
  templateVersion: z.int(),
  period: Id,
  scope: z.object({ unit: Id, name: z.string() }),
  counts: z.enum(['accepted', 'submitted']),
  coverage: Coverage,
  totals: z.array(Total),
  buckets: z.array(CountBucket),
  tasks: z.array(TaskCounts),
  /** Where asked for: the rows assigned to the offices of the scope, one for each key, in words. */
  rows: z.array(AssignedTo).optional(),
  /** Absent: as it was at the end of the period. */
  basis: Basis.optional(),
});
export type Totals = z.infer<typeof Totals>;
