/** Reads a workbook an office sent back and checks it by the same rules as its sheet in Google: nothing is stored here. */
import type { Issue } from '../../../shared/issue.ts';
import type { Memory } from '../../../shared/raw-sheet.ts';
import type { ReportContent } from '../../../shared/report.ts';
import { addressOf, withAddress } from '../../../shared/sheet-places.ts';
import { sortedListIssues } from '../../../shared/sorted-list.ts';
import { withoutKnockOns } from '../../../shared/told-once.ts';
import { unreasoned } from '../../../shared/validate.ts';
import { PROTOCOL, type ReportForm } from '../../../shared/wire.ts';
import type { MergingPush, MergingReply } from '../../../shared/wire-merge.ts';
import type { WorkbookCheck } from '../../../shared/wire-workbook.ts';
import type { ReadReport } from '../../excel/read-report.ts';
import type { WorkbookReader } from '../../excel/workbook-reader.ts';
import type { ReportAddress } from '../../store/reports.ts';
import type { Identity, UsecaseDeps } from '../enter.ts';
import type { PushQueue } from '../push/push-queue.ts';
import { pushRevision } from '../push/push-revision.ts';
import { toldInFile } from '../push/told-issues.ts';
import { readBase, readForm } from '../read-reports.ts';
import { withOwnKeys } from './own-keys.ts';

/** Who sent a file, and for which report. */
export interface WorkbookCall {
  readonly identity: Identity;
  readonly at: ReportAddress;
}

/** A workbook as it was read, and the form it was read by. */
export interface SentWorkbook {
  readonly form: ReportForm;
  readonly read: ReadReport;
}

/** A file somebody sent, and what they said its ambiguous numbers and dates mean. */
interface SentFile {
  readonly file: Uint8Array;
  readonly answers: Memory;
}

/** How a workbook meets what others sent meanwhile, and the reasons given besides those written in it. */
export interface WorkbookTerms {
  readonly onStale: 'refuse' | 'merge';
  readonly reasons: Readonly<Record<string, string>>;
}

/** `sent` is asked for once it is known that the report is this person's. Throws what reading the form and the file throws. */
export async function readSentWorkbook(
  deps: UsecaseDeps,
  reader: WorkbookReader,
  { identity, at }: WorkbookCall,
  sent: (form: ReportForm) => Promise<SentFile>,
  left?: AbortSignal,
): Promise<SentWorkbook> {
  const form = await readForm(deps, identity, at);
  const { template, assigned } = form;
  const report = { unit: at.unit, template: at.template, period: at.period };
  const { file, answers } = await sent(form);
  const readKnowing = (...known: ReportContent[]): Promise<ReadReport> =>
    reader.read({ template, assigned, report, answers, known: known.map(fractionsIn) }, file, left);
  const first = await readKnowing(form.content);
  const { base } = first.marks;
  const isOld = base < form.head.revision;
  const { content: was, pushedSince } = isOld
    ? await readBase(deps, identity, at, base)
    : { content: form.content, pushedSince: false };
  const again = isOld && isAboutTyping(first) ? await readKnowing(form.content, was) : first;
  const read = withOwnKeys(template, again, { was, now: form.content, isOthers: isOld && !pushedSince });
  const sorted = sortedListIssues(template, form.content, read);
  return { form, read: { ...read, issues: [...read.issues, ...sorted] } };
}

/** All of a content that may be asked about: the process that reads a file has little memory. */
const fractionsIn = (content: ReportContent): ReportContent =>
  Object.fromEntries(
    Object.entries(content).map(([section, rows]) => [
      section,
      Object.fromEntries(
        Object.entries(rows).flatMap(([row, cells]) => {
          const kept = Object.entries(cells).filter(
            ([, value]) =>
              typeof value === 'string' && /^(?:-?\d{1,3}\.\d{1,3}|\d{4}-\d\d-\d\d)$/.test(value),
          );
          return kept.length === 0 ? [] : [[row, Object.fromEntries(kept)]];
        }),
      ),
    ]),
  );

const isAboutTyping = ({ issues }: ReadReport): boolean =>
  issues.some(({ question }) => question?.id === 'number_kept' || question?.id === 'date_kept');

/** Every reason there is: remembered, written in the file, given now. */
export const reasonsOf = (
  { form, read }: SentWorkbook,
  { reasons }: WorkbookTerms,
): Record<string, string> => ({ ...form.reasons, ...read.reasons, ...reasons });

/** The push this workbook is. */
export const pushOf = (
  sent: SentWorkbook,
  terms: WorkbookTerms,
  mode: 'draft' | 'submit',
  dryRun: boolean,
): MergingPush => ({
  protocol: PROTOCOL,
  templateVersion: sent.read.marks.version,
  baseRevision: sent.read.marks.base,
  mode,
  dryRun,
  content: sent.read.content,
  reasons: reasonsOf(sent, terms),
  secret: false,
  onStale: terms.onStale,
});

/** What the reader and the check found, once each, with addresses; what only informs comes last. */
export function issuesOf({ read }: SentWorkbook, checked: readonly Issue[]): Issue[] {
  const all = withoutKnockOns(read.issues, checked).map((issue) => withAddress(issue, read.positions));
  const isNote = ({ severity }: Issue): boolean => severity === 'note';
  return [...all.filter((issue) => !isNote(issue)), ...all.filter(isNote)];
}

/** Issues in words that name the cells of the office's own file. */
export const toldOfFile = ({ form, read }: SentWorkbook, issues: readonly Issue[]) =>
  toldInFile(issues, {
    template: form.template,
    assigned: form.assigned,
    addressOf: (at) => addressOf(at, read.positions),
  });

/** What sending the workbook would meet and change. Throws what a push throws, but for wrong cells. */
export async function checkWorkbook(
  deps: UsecaseDeps,
  queue: PushQueue,
  { identity, at }: WorkbookCall,
  sent: SentWorkbook,
  terms: WorkbookTerms,
): Promise<WorkbookCheck> {
  const request = pushOf(sent, terms, 'submit', true);
  const { body } = await pushRevision(deps, queue, { identity, at, key: undefined, request });
  const reply = JSON.parse(body) as MergingReply;
  const issues = issuesOf(sent, reply.issues);
  const { words } = toldOfFile(sent, issues);
  return {
    base: sent.read.marks.base,
    current: sent.form.head.revision,
    state: reply.state,
    errors: issues.filter(({ severity }) => severity === 'error').length,
    warnings: unreasoned(issues, reasonsOf(sent, terms)).length,
    issues,
    words: [...words],
    changes: reply.changes,
    totals: reply.totals,
    ...(reply.merged === undefined ? {} : { merged: reply.merged }),
  };
}
