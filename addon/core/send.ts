/** Owns pushing the sheet: one key per attempt, kept until a reply comes, so that a lost reply never doubles a report. */
import { z } from 'zod';
import { changesBetween } from '../../shared/changes.ts';
import { Issue } from '../../shared/issue.ts';
import { isRemarkKey, remarkKey } from '../../shared/remark-answer.ts';
import { CellRef } from '../../shared/report.ts';
import { withAddress } from '../../shared/sheet-places.ts';
import { structureErrors } from '../../shared/told-once.ts';
import { unreasoned } from '../../shared/validate.ts';
import { PROTOCOL, type PushReply, type ReportForm } from '../../shared/wire.ts';
import { choicesTold, keepChoices } from './choices.ts';
import { transmit } from './chunks.ts';
import { contentDigest } from './digest.ts';
import { settleFixes } from './fix-steps.ts';
import { plainHeld, refusedCells } from './held.ts';
import { markRemarks } from './marks.ts';
import { mergeSheet } from './merging.ts';
import { examineWhole } from './new-rows.ts';
import type { Ports, ReportRef } from './ports.ts';
import { AddonProblem, addonProblem } from './problems.ts';
import { forgetPush, isSamePush, keepPush, keptPush, pushArrived } from './queue.ts';
import { contentAt, knownAsSent, writeNewKeys } from './row-keys.ts';
import type { SendArgs, SendResult, Taken } from './rpc-send.ts';
import { fetchForm, type PushAnswer, type PushBody, type ServerRefusal, withoutServer } from './server.ts';
import { baseRevision, needReport, pendingPush, pushWaiting, rememberBase, summaryOf } from './session.ts';
import { CALLS_MAX, examine } from './sheet.ts';
import type { SheetState } from './sheet-state.ts';
import { checkResult, sameContent } from './show.ts';
import { unreadIn } from './unread.ts';

/** Sends what stands on the sheet. Nothing leaves it while errors, or warnings without a reason, are left in a submission. */
export const send = (ports: Ports, args: SendArgs): SendResult =>
  settled(ports, () => sendAlone(ports, args));

/** Sends the push whose answer never came, exactly as it was, however the sheet was edited since. */
export const sendAgain = (ports: Ports): SendResult => settled(ports, () => againAlone(ports));

function settled(ports: Ports, work: () => SendResult): SendResult {
  const sent = alone(ports, work);
  if (sent.kind === 'sent' && sent.mode === 'submit') settleFixes(ports);
  return sent;
}

export function alone<T>(ports: Ports, work: () => T): T {
  const done = ports.exclusive(() => ({ value: telling(ports, work) }));
  if (done === undefined) throw addonProblem('document_busy');
  return done.value;
}

/** With a problem goes what it leaves waiting. */
function telling<T>(ports: Ports, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const waits = pushWaiting(ports);
    throw error instanceof AddonProblem && waits !== null
      ? new AddonProblem({ ...error.problem, waiting: waits })
      : error;
  }
}

/** Somebody may send between our reading and our sending; who sends all the time is told so. */
const ROUNDS_MAX = 3;

function sendAlone(ports: Ports, args: SendArgs): SendResult {
  const ref = needReport(ports);
  keepChoices(ports, args.choices ?? []);
  let taken: Taken | null = null;
  for (let round = 1; ; round += 1) {
    const prepared = prepareOrKeep(ports, ref, args, taken);
    if (prepared.kind === 'answered') return prepared.result;
    const { state, reasons } = prepared;
    taken = prepared.taken;
    const answer = push(ports, ref, state, args, reasons);
    if (answer.kind === 'ok') return { ...accepted(ports, state, args, answer.reply), taken };
    if (!isStale(answer.refusal) || round === ROUNDS_MAX) return refused(ports, state, answer.refusal, taken);
  }
}

type Prepared =
  | { readonly kind: 'answered'; readonly result: SendResult }
  | {
      readonly kind: 'ready';
      readonly state: SheetState;
      readonly reasons: Readonly<Record<string, string>>;
      readonly taken: Taken | null;
    };

const answered = (result: SendResult): Prepared => ({ kind: 'answered', result });

/** The sheet with everything that was sent meanwhile, ready to be sent; or the answer, where there is nothing to send yet or any more. */
function prepare(ports: Ports, ref: ReportRef, asked: SendArgs, earlier: Taken | null): Prepared {
  const form = fetchForm(ports, ref);
  // Reasons given before still hold, but the server keeps only those a push brings.
  const reasons = given(form, asked.reasons);
  const args = { ...asked, reasons };
  const read = knownAsSent(
    ports,
    examineWhole(ports, form, 'send', (work) => work()),
  );
  const notYet = (state: SheetState, taken: Taken | null): Prepared =>
    answered({ kind: 'notYet', check: checkResult(ports, state), taken });
  const broken = structureErrors(read.issues);
  if (isClosed(read) || (broken.length > 0 && args.mode === 'submit')) return notYet(read, earlier);
  if (broken.length > 0) throw addonProblem('structure_broken', { count: String(broken.length) });
  const before = arrived(ports, ref, read, args);
  if (before !== undefined) return answered(before);
  const known = knownAsSent(ports, read);
  writeNewKeys(ports, known);
  const merged = mergeSheet(ports, known);
  if (merged.kind === 'asks') return answered(merged.result);
  const { state } = merged;
  const taken = merged.taken ?? earlier;
  if (args.mode === 'submit' && !mayBeSubmitted(state, reasons)) return notYet(state, taken);
  if (args.seen !== undefined && args.seen !== contentDigest(state.reading.content))
    return notYet(state, taken);
  return { kind: 'ready', state, reasons, taken };
}

/** As prepare; where the server cannot be asked, what would be sent now is kept waiting. */
function prepareOrKeep(ports: Ports, ref: ReportRef, args: SendArgs, known: Taken | null): Prepared {
  try {
    return prepare(ports, ref, args, known);
  } catch (error) {
    const refusal =
      error instanceof AddonProblem && error.problem.retry ? keepUnsent(ports, ref, args) : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/**
 * Keeps the push made of what the server said last, where the sheet is based on just that. Answers where it may not be sent
 * as it stands; undefined where there is nothing to tell but that the server cannot be reached.
 */
function keepUnsent(ports: Ports, ref: ReportRef, args: SendArgs): Prepared | undefined {
  const offline = withoutServer(ports);
  try {
    const { head, content } = fetchForm(offline, ref);
    if (head.revision !== baseRevision(ports)) return undefined;
    const prepared = prepare(offline, ref, args, null);
    if (prepared.kind === 'answered') return prepared.result.kind === 'notYet' ? prepared : undefined;
    const body = pushBody(ports, ref, prepared.state, args.mode, prepared.reasons);
    keepPush(ports, keyFor(ports, args.key, body), body, content);
    return undefined;
  } catch (error) {
    if (error instanceof AddonProblem) return undefined;
    throw error;
  }
}

/** The answer, where what is to be sent has arrived already; else the sheet is based on whatever of it did. */
function arrived(ports: Ports, ref: ReportRef, state: SheetState, args: SendArgs): SendResult | undefined {
  if (!hasArrived(ports, state, args.reasons)) return settleWaiting(ports, ref, state, args);
  rememberBase(ports, state.form.head.revision);
  return isSent(state.form, args.mode)
    ? adopt(ports, args.mode, state)
    : settleWaiting(ports, ref, state, args);
}

/** Answers to remarks of an earlier return were heard: they stay with the revision they came with. */
export function given(form: ReportForm, asked: SendArgs['reasons']): Record<string, string> {
  const open = form.remarks.map(({ at }) => remarkKey(at, form.receipt?.revision ?? 0));
  const all = Object.entries({ ...form.reasons, ...asked });
  return Object.fromEntries(
    all.filter(([key, text]) => text !== '' && (!isRemarkKey(key) || open.includes(key))),
  );
}

/** A cell changed that the return leaves closed: the server would refuse even a draft. */
export const isClosed = ({ held }: SheetState): boolean => held.departed?.against === 'returned';

const mayBeSubmitted = (state: SheetState, reasons: Readonly<Record<string, string>>): boolean =>
  state.issues.every((issue) => issue.severity !== 'error') && unreasoned(state.issues, reasons).length === 0;

/**
 * The server's newest content is exactly this sheet, whoever sent it. A sheet based on it has nothing to send but an answer to
 * a return, or reasons given since: somebody was stopped while the answer was being remembered.
 */
export function hasArrived(
  ports: Ports,
  { form, reading }: SheetState,
  reasons: SendArgs['reasons'],
): boolean {
  const { revision, state } = form.head;
  const isNewer = revision > baseRevision(ports);
  if (revision === 0 || revision < baseRevision(ports) || !sameContent(form.content, reading.content))
    return false;
  return (
    isNewer ||
    (state !== 'returned' && Object.keys(reasons).every((key) => reasons[key] === form.reasons[key]))
  );
}

/** Whether what arrived is what is being sent: a submission has a receipt of its own, a draft on top of one has not. */
const isSent = ({ head, receipt }: ReportForm, mode: SendArgs['mode']): boolean =>
  mode === 'draft' || receipt?.revision === head.revision;

/** Answers with the report as it is now: it may have been returned meanwhile, and then its remarks are shown. */
function adopt(ports: Ports, mode: SendArgs['mode'], state: SheetState): SendResult {
  pushArrived(ports, state.form.head.revision);
  return {
    kind: 'sent',
    mode,
    report: summaryOf(ports, state.form, state.held),
    receipt: mode === 'submit' ? state.form.receipt : null,
    changes: 0,
    check: checkResult(ports, state),
    taken: null,
    unsent: 0,
    ...unreadIn(state),
  };
}

/** The push that waits, as it was sent; undefined where nothing says any more what it was. */
const waitingPush = (ports: Ports, { form, reading }: SheetState): PushBody | undefined =>
  keptPush(
    ports,
    (no) => contentAt(ports, form, no),
    () => reading.content,
  );

/**
 * Another push waits. Where the server has something newer than its base it is asked, under the push's own key: it either
 * was stored, or is refused as stale. Otherwise what is sent now takes its place. Answers where both are the same.
 */
export function settleWaiting(
  ports: Ports,
  ref: ReportRef,
  state: SheetState,
  args: SendArgs,
): SendResult | undefined {
  const pending = pendingPush(ports);
  if (pending === undefined || state.form.head.revision <= pending.base) return undefined;
  const body = waitingPush(ports, state);
  const answer = body && transmit(ports, ref, pending.key, body);
  if (body !== undefined && answer?.kind === 'ok') {
    if (body.mode === args.mode && sameContent(body.content, state.reading.content))
      return accepted(ports, state, args, answer.reply);
    pushArrived(ports, answer.reply.revision);
  }
  if (answer?.kind === 'refused' && answer.refusal.problem.retry)
    throw new AddonProblem(answer.refusal.problem);
  forgetPush(ports);
  return undefined;
}

function againAlone(ports: Ports): SendResult {
  const ref = needReport(ports);
  const pending = pendingPush(ports);
  if (pending === undefined) throw addonProblem('nothing_waiting');
  const form = fetchForm(ports, ref);
  const state = examine(ports, form, 'send');
  const body = waitingPush(ports, state);
  if (body === undefined) {
    forgetPush(ports);
    throw addonProblem('nothing_waiting');
  }
  const answer = transmit(ports, ref, pending.key, body);
  const { mode, reasons = {} } = body;
  if (answer.kind === 'ok') return accepted(ports, state, { mode, reasons }, answer.reply, body.content);
  if (!answer.refusal.problem.retry) forgetPush(ports);
  if (!isStale(answer.refusal)) return refused(ports, state, answer.refusal, null);
  // What the person sent has to be merged: at once if it is what stands on the sheet, else they look at the sheet first.
  if (sameContent(body.content, state.reading.content))
    return sendAlone(ports, { mode, reasons, key: ports.newId() });
  return { kind: 'notYet', check: checkResult(ports, state), taken: null };
}

export function pushBody(
  ports: Ports,
  ref: ReportRef,
  { reading, form }: SheetState,
  mode: 'draft' | 'submit',
  reasons: Readonly<Record<string, string>>,
): PushBody {
  const base = baseRevision(ports);
  const resolved = choicesTold(ports, reading.content, base === 0 ? {} : form.content);
  return {
    protocol: PROTOCOL,
    templateVersion: ref.version,
    baseRevision: base,
    mode,
    dryRun: false,
    content: reading.content,
    reasons: { ...reasons },
    spreadsheet: ports.workbook.fileId(),
    ...(resolved.length === 0 ? {} : { resolved }),
  };
}

/** The same push gets the key of the try whose reply was lost; any other a key never used. */
function keyFor(ports: Ports, offered: string, body: PushBody): string {
  const pending = pendingPush(ports);
  if (pending === undefined) return offered;
  if (isSamePush(pending, body)) return pending.key;
  return pending.key === offered ? ports.newId() : offered;
}

function push(
  ports: Ports,
  ref: ReportRef,
  state: SheetState,
  args: SendArgs,
  reasons: Readonly<Record<string, string>>,
): PushAnswer {
  const body = pushBody(ports, ref, state, args.mode, reasons);
  const before = contentAt(ports, state.form, body.baseRevision);
  const leave = (key: string): PushAnswer => {
    keepPush(ports, key, body, before);
    return transmit(ports, ref, key, body);
  };
  const first = leave(keyFor(ports, args.key, body));
  const answer = wasUsed(first) ? leave(ports.newId()) : first;
  // Only an answer that promises nothing was stored ends the attempt; any other may be repeated under its key.
  if (answer.kind === 'refused' && !answer.refusal.problem.retry) forgetPush(ports);
  return answer;
}

/** The sidebar offered a key it had used for another content before this document could remember it. */
const wasUsed = (answer: PushAnswer): boolean =>
  answer.kind === 'refused' && answer.refusal.problem.code === 'idempotency_key_reused';

const isStale = ({ problem }: ServerRefusal): boolean =>
  problem.code === 'stale_revision' || problem.code === 'revision_ahead';

/** `content`: what was sent, where it may be other than what stands on the sheet. */
function accepted(
  ports: Ports,
  state: SheetState,
  args: Pick<SendArgs, 'mode' | 'reasons'>,
  reply: PushReply,
  content = state.reading.content,
): Extract<SendResult, { kind: 'sent' }> {
  pushArrived(ports, reply.revision);
  const form = formAfter(state.form, args, reply);
  const held = reply.state === 'returned' || form === state.form ? state.held : plainHeld(form);
  // Writing keys has begun the count of calls anew; then the next check takes the notes away.
  if (state.reading.newKeys.length === 0) markRemarks(ports, form, state.reading.positions, CALLS_MAX.send);
  return {
    kind: 'sent',
    mode: args.mode,
    report: summaryOf(ports, form, held),
    receipt: reply.receipt,
    changes: changesBetween(state.form.content, content).length,
    check: checkResult(ports, { ...state, form, held }),
    taken: null,
    unsent: changesBetween(content, state.reading.content).length,
    ...unreadIn(state),
  };
}

/** The report after the push; one read after it was stored, where the answer is one given before, is as it is now. */
function formAfter(form: ReportForm, { reasons }: Pick<SendArgs, 'reasons'>, reply: PushReply): ReportForm {
  if (form.head.revision >= reply.revision) return form;
  return {
    ...form,
    head: { ...form.head, state: reply.state, revision: reply.revision },
    receipt: reply.receipt ?? form.receipt,
    // A draft answers no remark yet.
    remarks: reply.state === 'returned' ? form.remarks : [],
    reasons: { ...form.reasons, ...reasons },
  };
}

function refused(
  ports: Ports,
  state: SheetState,
  { problem, members }: ServerRefusal,
  taken: Taken | null,
): SendResult {
  const issues = z.array(Issue).safeParse(members.issues);
  if (problem.code === 'report_has_errors' && issues.success) {
    // The server is the authority: its issues replace what this sheet's own check said.
    const shown = issues.data.map((issue) => withAddress(issue, state.reading.positions));
    return { kind: 'notYet', check: checkResult(ports, { ...state, issues: shown }), taken };
  }
  const cells = z.array(CellRef).safeParse(members.cells);
  const departed = cells.success ? refusedCells(ports, state.form, state.reading, cells.data) : null;
  if (problem.code === 'closed_cells_changed' && departed !== null) {
    const check = checkResult(ports, { ...state, held: { ...state.held, departed } });
    return { kind: 'notYet', check, taken };
  }
  throw new AddonProblem(problem);
}
