/** Owns pushing the sheet: one key per attempt, kept until a reply comes, so that a lost reply never doubles a report. */
import { z } from 'zod';
import { changesBetween, sameValue } from '../../shared/changes.ts';
import { type Fix, Issue } from '../../shared/issue.ts';
import { isRemarkKey, remarkKey } from '../../shared/remark-answer.ts';
import { CellRef, type CellValue, cellAt } from '../../shared/report.ts';
import { KEY_COLUMN } from '../../shared/sheet-plan.ts';
import { addressOf, withAddress } from '../../shared/sheet-reader.ts';
import { cellText } from '../../shared/sheet-structure.ts';
import { structureErrors } from '../../shared/told-once.ts';
import { unreasoned } from '../../shared/validate.ts';
import { type CellChange, Conflict, PROTOCOL, type PushReply, type ReportForm } from '../../shared/wire.ts';
import { digest } from './digest.ts';
import { settleFixes } from './fix-steps.ts';
import { contentSent, plainHeld, refusedCells } from './held.ts';
import { markRemarks } from './marks.ts';
import { examineWhole } from './new-rows.ts';
import type { ColumnWrite, Ports, ReportRef } from './ports.ts';
import { AddonProblem, addonProblem } from './problems.ts';
import {
  PREVIEW_CELLS_MAX,
  type PreviewArgs,
  type PreviewResult,
  type SendArgs,
  type SendResult,
} from './rpc.ts';
import { fetchForm, type PushAnswer, type PushBody, postRevision, type ServerRefusal } from './server.ts';
import {
  baseRevision,
  forgetPending,
  needReport,
  pendingPush,
  rememberBase,
  rememberPending,
  summaryOf,
} from './session.ts';
import { CALLS_MAX, examine, type SheetState } from './sheet.ts';
import { changedWords, checkResult, conflictWords, sameContent, totalWords } from './show.ts';

/** Sends what stands on the sheet. Nothing leaves it while errors, or warnings without a reason, are left in a submission. */
export function send(ports: Ports, args: SendArgs): SendResult {
  const sent = ports.exclusive(() => sendAlone(ports, args));
  if (sent === undefined) throw addonProblem('document_busy');
  if (sent.kind === 'sent' && sent.mode === 'submit') settleFixes(ports);
  return sent;
}

function sendAlone(ports: Ports, args: SendArgs): SendResult {
  const ref = needReport(ports);
  const form = fetchForm(ports, ref);
  const state = examineWhole(ports, form, 'send', (work) => work());
  const broken = structureErrors(state.issues);
  const reasons = given(form, args);
  if (isClosed(state) || (args.mode === 'submit' && !mayBeSubmitted(state, reasons))) {
    return { kind: 'notYet', check: checkResult(ports, state) };
  }
  if (broken.length > 0) throw addonProblem('structure_broken', { count: String(broken.length) });
  writeNewKeys(ports, state);
  if (isNewest(ports, state)) {
    if (isSent(form, args.mode)) return adopt(ports, args, state);
    rememberBase(ports, form.head.revision);
  }
  // Reasons given before still hold, but the server keeps only those a push brings.
  const body = bodyOf(ports, ref, state, args.mode, reasons, false);
  return push(ports, ref, state, args, body);
}

/** Answers to remarks of an earlier return were heard: they stay with the revision they came with. */
function given(form: ReportForm, args: PreviewArgs): Record<string, string> {
  const open = form.remarks.map(({ at }) => remarkKey(at, form.receipt?.revision ?? 0));
  const all = Object.entries({ ...form.reasons, ...args.reasons });
  return Object.fromEntries(all.filter(([key]) => !isRemarkKey(key) || open.includes(key)));
}

/** A cell changed that the return leaves closed: the server would refuse even a draft. */
const isClosed = ({ held }: SheetState): boolean => held.departed?.against === 'returned';

const mayBeSubmitted = (state: SheetState, reasons: Readonly<Record<string, string>>): boolean =>
  state.issues.every((issue) => issue.severity !== 'error') && unreasoned(state.issues, reasons).length === 0;

/**
 * Rows typed without a key get theirs on the sheet before anything is sent, else a second push would know them by others.
 * One block a sheet, from the first to the last such row; the keys between are written as they stand.
 */
function writeNewKeys(ports: Ports, { reading, raw }: SheetState): void {
  const columns: ColumnWrite[] = [];
  for (const [section, position] of Object.entries(reading.positions)) {
    const column = position.columns[KEY_COLUMN];
    const fresh = new Map(
      reading.newKeys.filter((key) => key.section === section).map(({ row, key }) => [row, key]),
    );
    const rows = [...fresh.keys()].sort((left, right) => left - right);
    const [first] = rows;
    const last = rows[rows.length - 1];
    if (column === undefined || first === undefined || last === undefined) continue;
    const shown = raw.tabs.find((tab) => tab.sheetId === position.sheetId)?.values ?? [];
    const values: string[] = [];
    for (let row = first; row <= last; row += 1) {
      values.push(fresh.get(row) ?? cellText(shown[row]?.[column]));
    }
    columns.push({ sheetId: position.sheetId, row: first, column, values });
  }
  if (columns.length > 0) ports.workbook.writeColumns(columns);
}

/** The push whose reply was lost did arrive: the server's newest content is exactly this sheet. */
const isNewest = (ports: Ports, { form, reading }: SheetState): boolean =>
  pendingPush(ports) !== undefined &&
  form.head.revision > baseRevision(ports) &&
  sameContent(form.content, reading.content);

/** Whether what arrived is what is being sent: a submission has a receipt of its own, a draft on top of one has not. */
const isSent = ({ head, receipt }: ReportForm, mode: SendArgs['mode']): boolean =>
  mode === 'draft' || receipt?.revision === head.revision;

/** Answers with the report as it is now: it may have been returned meanwhile, and then its remarks are shown. */
function adopt(ports: Ports, args: SendArgs, state: SheetState): SendResult {
  forgetPending(ports);
  rememberBase(ports, state.form.head.revision);
  return {
    kind: 'sent',
    mode: args.mode,
    report: summaryOf(ports, state.form, state.held),
    receipt: args.mode === 'submit' ? state.form.receipt : null,
    changes: 0,
    check: checkResult(ports, state),
  };
}

function bodyOf(
  ports: Ports,
  ref: ReportRef,
  { reading }: SheetState,
  mode: 'draft' | 'submit',
  reasons: Readonly<Record<string, string>>,
  dryRun: boolean,
): string {
  const body: PushBody = {
    protocol: PROTOCOL,
    templateVersion: ref.version,
    baseRevision: baseRevision(ports),
    mode,
    dryRun,
    content: reading.content,
    reasons: { ...reasons },
    spreadsheet: ports.workbook.fileId(),
  };
  return JSON.stringify(body);
}

/** The same body gets the key of the try whose reply was lost; any other body a key never used. */
function keyFor(ports: Ports, offered: string, print: string): string {
  const pending = pendingPush(ports);
  if (pending === undefined) return offered;
  if (pending.digest === print) return pending.key;
  return pending.key === offered ? ports.newId() : offered;
}

function push(ports: Ports, ref: ReportRef, state: SheetState, args: SendArgs, body: string): SendResult {
  const print = digest(body);
  const key = keyFor(ports, args.key, print);
  rememberPending(ports, { key, digest: print });
  const first = postRevision(ports, ref, key, body);
  const answer = wasUsed(first) ? pushAnew(ports, ref, body, print) : first;
  if (answer.kind === 'ok') return accepted(ports, state, args, answer.reply);
  const { refusal } = answer;
  // Only an answer that promises nothing was stored ends the attempt; any other may be repeated under its key.
  if (!refusal.problem.retry) forgetPending(ports);
  return refused(ports, ref, state, refusal);
}

/** The sidebar offered a key it had used for another content before this document could remember it. */
const wasUsed = (answer: PushAnswer): boolean =>
  answer.kind === 'refused' && answer.refusal.problem.code === 'idempotency_key_reused';

function pushAnew(ports: Ports, ref: ReportRef, body: string, print: string): PushAnswer {
  const key = ports.newId();
  rememberPending(ports, { key, digest: print });
  return postRevision(ports, ref, key, body);
}

function accepted(ports: Ports, state: SheetState, args: SendArgs, reply: PushReply): SendResult {
  forgetPending(ports);
  rememberBase(ports, reply.revision);
  const head = { ...state.form.head, state: reply.state, revision: reply.revision };
  const form = {
    ...state.form,
    head,
    receipt: reply.receipt ?? state.form.receipt,
    // A draft answers no remark yet.
    remarks: reply.state === 'returned' ? state.form.remarks : [],
    reasons: { ...state.form.reasons, ...args.reasons },
  };
  const held = reply.state === 'returned' ? state.held : plainHeld(form);
  // Writing keys has begun the count of calls anew; then the next check takes the notes away.
  if (state.reading.newKeys.length === 0) markRemarks(ports, form, state.reading.positions, CALLS_MAX.send);
  return {
    kind: 'sent',
    mode: args.mode,
    report: summaryOf(ports, form, held),
    receipt: reply.receipt,
    changes: changesBetween(state.form.content, state.reading.content).length,
    check: checkResult(ports, { ...state, form, held }),
  };
}

function refused(
  ports: Ports,
  ref: ReportRef,
  state: SheetState,
  { problem, members }: ServerRefusal,
): SendResult {
  if (problem.code === 'stale_revision' || problem.code === 'revision_ahead') {
    const conflict = Conflict.safeParse(members.conflict);
    if (conflict.success) return stale(ports, ref, state, conflict.data);
  }
  const issues = z.array(Issue).safeParse(members.issues);
  if (problem.code === 'report_has_errors' && issues.success) {
    // The server is the authority: its issues replace what this sheet's own check said.
    const shown = issues.data.map((issue) => withAddress(issue, state.reading.positions));
    return { kind: 'notYet', check: checkResult(ports, { ...state, issues: shown }) };
  }
  const cells = z.array(CellRef).safeParse(members.cells);
  const departed = cells.success ? refusedCells(ports, state.form, state.reading, cells.data) : null;
  if (problem.code === 'closed_cells_changed' && departed !== null) {
    return { kind: 'notYet', check: checkResult(ports, { ...state, held: { ...state.held, departed } }) };
  }
  throw new AddonProblem(problem);
}

/** The cells sent meanwhile, beside this sheet's. From now on the sheet is based on the newer revision: seen is known. */
function stale(ports: Ports, ref: ReportRef, state: SheetState, conflict: Conflict): SendResult {
  const form = fetchForm(ports, ref);
  rememberBase(ports, conflict.current);
  const ours = (change: CellChange): CellValue | null => cellAt(state.reading.content, change.at) ?? null;
  const differing = conflict.changesSince.filter((change) => !same(ours(change), change.after));
  return {
    kind: 'stale',
    conflict,
    changes: differing.map((change) => ({
      at: change.at,
      a1: addressOf(change.at, state.reading.positions) ?? '',
      words: conflictWords(form, change, ours(change)),
    })),
    report: summaryOf(ports, form, plainHeld(form)),
    takeTheirs: takeTheirs(differing, ours, state),
  };
}

const same = (left: CellValue | null, right: CellValue | null): boolean =>
  sameValue(left ?? undefined, right ?? undefined);

/** Cells this sheet left as they were at its base, so that taking the newer value loses nothing of the office's own. */
function takeTheirs(
  differing: readonly CellChange[],
  ours: (change: CellChange) => CellValue | null,
  { reading }: SheetState,
): Fix | null {
  const cells = differing
    .filter(
      (change) => same(ours(change), change.before) && addressOf(change.at, reading.positions) !== undefined,
    )
    .map((change) => ({ ...change.at, value: change.after }));
  return cells.length === 0 ? null : { label: 'set', params: {}, cells };
}

/** What a submission would change, in totals; nothing is stored. */
export function preview(ports: Ports, args: PreviewArgs): PreviewResult {
  const ref = needReport(ports);
  const form = fetchForm(ports, ref);
  const state = examine(ports, form, 'send');
  const check = checkResult(ports, state);
  const changes = changesBetween(contentSent(ports, form), state.reading.content);
  const first = form.receipt === null;
  const shown = {
    check,
    first,
    count: changes.length,
    cells: first ? [] : changes.slice(0, PREVIEW_CELLS_MAX).map((change) => changeShown(state, change)),
    counts: form.template.counts,
  };
  if (check.counts.errors > 0 || isClosed(state)) return { ...shown, totals: [] };
  const reasons = given(form, args);
  const answer = postRevision(ports, ref, ports.newId(), bodyOf(ports, ref, state, 'submit', reasons, true));
  if (answer.kind === 'ok') return { ...shown, totals: totalWords(form, answer.reply.totals) };
  throw new AddonProblem(answer.refusal.problem);
}

const changeShown = ({ form, reading }: SheetState, change: CellChange): PreviewResult['cells'][number] => ({
  at: change.at,
  a1: addressOf(change.at, reading.positions) ?? '',
  words: changedWords(form, change),
});
