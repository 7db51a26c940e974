/**
 * Decides one push on what its opening found: refused, answered before, or to be stored with receipt and totals.
 * Pure but for questions to the database, which only a push that travels alone may ask.
 */
import { measuresOf } from '../../../shared/aggregate.ts';
import { canonicalJson } from '../../../shared/canonical.ts';
import { missingCells } from '../../../shared/completeness.ts';
import { Problem } from '../../../shared/problem.ts';
import { REVIEW } from '../../../shared/review.ts';
import type { Template } from '../../../shared/template.ts';
import { STATE_WORDS } from '../../../shared/template-state.ts';
import { unreasoned, type Validation, validate } from '../../../shared/validate.ts';
import type { Receipt } from '../../../shared/wire.ts';
import type { MergingPush, MergingReply } from '../../../shared/wire-merge.ts';
import { type EntryColumns, entryOf } from '../../store/audit.ts';
import { sha256 } from '../../store/hash.ts';
import { resolvedHash } from '../../store/ledger-rows.ts';
import { covers, type Entered } from '../../store/people.ts';
import type { NewPush, NewRevision } from '../../store/pushes.ts';
import {
  type LockedReport,
  lockedFrom,
  type OpenedRow,
  type PastReport,
  type ReportAddress,
  selectPast,
} from '../../store/reports.ts';
import { revisionHash } from '../../store/revision-hash.ts';
import type { ReportStanding } from '../../store/revisions.ts';
import type { Flights } from '../../store/transaction.ts';
import { type Answer, answeredBefore } from '../answer.ts';
import { dayInVietnam, entered, type Identity, type UsecaseDeps } from '../enter.ts';
import { formAsOf } from '../forms/effective-template.ts';
import { templateStateProblem } from '../forms/template-life.ts';
import { refuseClosedPeriod } from '../period-states.ts';
import { allowed } from '../review/allowed.ts';
import { factsFrom, needsPast } from './check-facts.ts';
import { refuseClosedCells } from './closed-cells.ts';
import { pushConflict } from './conflicts.ts';
import { measureColumns } from './measure-columns.ts';
import { asksToMerge, asMerged, type Settled, settlePush } from './push-merge.ts';
import { reasonsKept, rememberedReasons } from './remembered-reasons.ts';
import { toldIssues } from './told-issues.ts';
import { draftDeltas, submissionDeltas } from './total-deltas.ts';

export interface PushCall {
  readonly identity: Identity;
  readonly at: ReportAddress;
  /** Idempotency-Key; a preview needs none. */
  readonly key: string | undefined;
  readonly request: MergingPush;
}

/** A push to be stored: the call, and what is worked out from it before anything is opened. */
export interface StoringCall extends PushCall {
  readonly key: string;
  readonly fingerprint: string;
  /** Canonical JSON of the content as sent. */
  readonly sent: string;
  readonly contentHash: string;
  /** What the ledger calls it; absent: submitted. */
  readonly action?: 'submit' | 'revert';
}

/** Whom a push may ask while it is decided: nobody when it travels in company. */
type Confidant = Flights | undefined;

class TravelsAlone extends Error {}

/** Somebody to ask. Where there is nobody, deciding ends: the push has to travel alone. */
function toAsk(confidant: Confidant): Flights {
  if (confidant === undefined) throw new TravelsAlone();
  return confidant;
}

/** All a push is decided on. */
interface Decided {
  readonly who: Entered;
  readonly report: LockedReport;
  readonly template: Template;
  readonly rules: string;
  /** Issue key → reason, given or remembered. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly now: Date;
  readonly merged?: Settled['merged'];
}

/** A report as it was checked. */
interface CheckedPush {
  readonly template: Template;
  /** What a receipt names: form, version and switched rules. */
  readonly rules: string;
  readonly validation: Validation;
  /** Issue key → reason, given with this push or remembered. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly settled: Settled;
}

/** What becomes of a push: to be stored, answered before, refused, or not to be decided in company. */
export type Outcome =
  | { readonly kind: 'stores'; readonly answer: Answer; readonly push: NewPush }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'alone' };

/** Whether opening this push should bring past reports; yes while the template is not known. */
export function wantsPast(deps: UsecaseDeps, at: ReportAddress): boolean {
  const met = deps.shelf.met(at.template);
  return met === undefined || needsPast(met) || deps.rules.mayReadPast(at.template);
}

/** The outcome of a push, from the row its opening gave. Throws only what nobody foresaw, and UnknownAccount. */
export async function decidePush(
  deps: UsecaseDeps,
  call: StoringCall,
  confidant: Confidant,
  row: OpenedRow | undefined,
): Promise<Outcome> {
  try {
    return await decide(deps, call, confidant, row);
  } catch (error) {
    if (error instanceof TravelsAlone) return { kind: 'alone' };
    if (error instanceof Problem) return { kind: 'refused', problem: error };
    throw error;
  }
}

async function decide(
  deps: UsecaseDeps,
  call: StoringCall,
  confidant: Confidant,
  row: OpenedRow | undefined,
): Promise<Outcome> {
  const { at, request } = call;
  const who = entered(row);
  const report = mayPush(who, at, lockedFrom(row));
  const before = answeredBefore(row, call.fingerprint);
  if (before !== undefined) return { kind: 'answered', answer: before };
  const checked = await checkPush(deps, call, confidant, {
    report,
    past: row?.past ?? undefined,
    person: who.person.id,
  });
  const { template, rules, validation, reasons, settled } = checked;
  if (request.mode === 'submit') refuseErrors(checked, report.assigned);
  const standing = { who, report, template, rules, reasons, now: deps.clock(), merged: settled.merged };
  return toStore(asMerged(call, settled), standing, validation, row?.serial ?? '0');
}

/** The report if this person may push it. Throws `not_found` (also for what is not theirs to see) or `not_allowed`. */
export function mayPush(who: Entered, at: ReportAddress, report: LockedReport | undefined): LockedReport {
  if (report === undefined) throw new Problem('not_found');
  if (!covers(who.roles, REVIEW.send.who, at.unit, report.scopes)) throw new Problem('not_allowed');
  return report;
}

/** Everything that can be wrong besides the cells, then the cells. */
export async function checkPush(
  deps: UsecaseDeps,
  call: PushCall,
  confidant: Confidant,
  {
    report,
    past,
    person,
  }: {
    readonly report: LockedReport;
    readonly past: OpenedRow['past'] | undefined;
    /** Held to the sections that are theirs; absent where the office itself acts. */
    readonly person?: string;
  },
): Promise<CheckedPush> {
  const { request, at } = call;
  refuseByState(request, report, dayInVietnam(deps.clock()));
  if (request.baseRevision !== report.revision && !asksToMerge(request, report))
    throw await pushConflict(toAsk(confidant), at, request.baseRevision, report.revision);
  const { province_id: province, template_version: version, profile, rules_version: since } = report;
  const key = { province, id: at.template, version, profile };
  const base = deps.shelf.peek(key) ?? (await deps.shelf.get(toAsk(confidant), key));
  const asOf = await formAsOf(deps, () => toAsk(confidant), base, { province, since });
  const { template, rules } = asOf({ id: at.period, to: report.period.to });
  if (deps.shelf.isDraft(key))
    throw templateStateProblem({ name: template.descriptors.name, version }, STATE_WORDS.draft, PUSHED);
  const settled = await settlePush(() => toAsk(confidant), {
    at,
    request,
    report,
    template,
    person,
  });
  const { content } = settled;
  if (report.state === 'returned') {
    await refuseClosedCells(toAsk(confidant), at, { template, assigned: report.assigned, content });
  }
  const found = needsPast(template) ? (past ?? (await pastOf(toAsk(confidant), at))) : [];
  const facts = factsFrom(template, report.period, found, dayInVietnam(deps.clock()));
  const remembered = rememberedReasons(template, report.period, found, asOf);
  const reasons = { ...remembered, ...settled.reasons };
  const { assigned } = report;
  const validation = validate(template, content, {
    assigned,
    facts,
    mode: request.mode,
    offerFixes: true,
  });
  return { template, rules, validation, reasons, settled };
}

const PUSHED = { vi: 'gửi báo cáo', en: 'reported on' };

function refuseByState(request: MergingPush, report: LockedReport, today: string): void {
  if (request.secret) throw new Problem('secret_content');
  refuseClosedPeriod(report, today);
  allowed(request.mode === 'submit' ? 'send' : 'save', report.state);
  if (request.templateVersion !== report.template_version) {
    throw new Problem('template_version_mismatch', {
      sent: request.templateVersion,
      expected: report.template_version,
    });
  }
  const registered = report.spreadsheet_id;
  if (registered !== null && request.spreadsheet !== undefined && request.spreadsheet !== registered) {
    throw new Problem('not_allowed');
  }
}

async function pastOf(flights: Flights, at: ReportAddress): Promise<readonly PastReport[]> {
  const [past] = await flights.send(selectPast(flights, at));
  return past;
}

export function refuseErrors(
  { validation, template, reasons, settled: { merged } }: CheckedPush,
  assigned: LockedReport['assigned'],
): void {
  const errors = validation.issues.filter(({ severity }) => severity === 'error').length;
  const warnings = unreasoned(validation.issues, reasons).length;
  if (errors === 0 && warnings === 0) return;
  const told = toldIssues(validation.issues, template, assigned);
  // What others pushed may be what does not fit: the sender has not seen it yet.
  throw new Problem(
    'report_has_errors',
    { errors, warnings },
    merged === undefined ? told : { ...told, merged },
  );
}

/** What is stored of a push that was found good, and its answer. `serial`: the running number of its receipt. */
export function toStore(
  call: StoringCall,
  standing: Decided,
  validation: Validation,
  serial: string,
): Extract<Outcome, { kind: 'stores' }> {
  const { at, request, key, fingerprint } = call;
  const { report, template, now, merged } = standing;
  const submits = request.mode === 'submit';
  const late = report.late ?? (report.due !== null && dayInVietnam(now) > report.due);
  const revision = revisionOf(call, standing, validation);
  // What may be submitted lacks nothing, and a draft beside what counts takes nothing from it.
  const counts = submits || report.submitted_revision !== null;
  const missing = counts ? 0 : missingCells(template, report.assigned, request.content);
  const after: ReportStanding = {
    state: allowed(submits ? 'send' : 'save', report.state),
    revision: revision.no,
    submitted: submits ? revision.no : report.submitted_revision,
    accepted: report.accepted_revision,
    late: submits ? late : report.late,
    missing,
  };
  const entry = submits ? entryFor(call, standing, revision, { serial, validation, after }) : null;
  const reply: MergingReply = {
    stored: true,
    state: after.state,
    revision: revision.no,
    receipt: entry === null ? null : receiptOfEntry(entry, late),
    changes: [],
    totals: [],
    issues: validation.issues,
    ...(merged === undefined ? {} : { merged }),
  };
  const answer = { status: 200, body: JSON.stringify(reply), replayed: false };
  const push: NewPush = {
    at,
    report,
    revision,
    standing: after,
    entry,
    answered: { unit: at.unit, key, fingerprint, status: answer.status, reply: answer.body, at: now },
    deltas: report.trial
      ? []
      : submits
        ? submissionDeltas(report, revision.no, late)
        : draftDeltas(missing - report.missing),
    ...(request.resolved === undefined ? {} : { resolved: request.resolved }),
  };
  return { kind: 'stores', answer, push };
}

function revisionOf(
  { request, sent, contentHash }: StoringCall,
  { who, report, template, reasons, now }: Decided,
  { issues }: Validation,
): NewRevision {
  const submits = request.mode === 'submit';
  return {
    no: report.revision + 1,
    base: request.baseRevision,
    mode: request.mode,
    content: sent,
    contentHash,
    reasons: canonicalJson(reasonsKept(issues, reasons)),
    issues: JSON.stringify(issues),
    person: who.person.id,
    at: now,
    spreadsheet: request.spreadsheet ?? null,
    measures: submits
      ? measureColumns(
          report.trial ? [] : measuresOf(template, report.assigned, request.content, report.period.kind),
        )
      : null,
  };
}

type SentEntry = EntryColumns & { readonly hash: string };

/** The entry of a submission, which is its receipt. */
function entryFor(
  { at, action = 'submit', request: { resolved = [] } }: StoringCall,
  { who, report, rules, now }: Decided,
  revision: NewRevision,
  more: { readonly serial: string; readonly validation: Validation; readonly after: ReportStanding },
): SentEntry {
  const { no, base, mode, contentHash, reasons, spreadsheet, measures } = revision;
  return entryOf(at, report, {
    at: now,
    person: who.person,
    action,
    revision: no,
    standing: more.after,
    receipt: {
      number: receiptNumber(report, more.serial),
      rules,
      contentHash,
      reasonsHash: sha256(reasons),
      revisionHash: revisionHash({ base, mode, issues: more.validation.issues, spreadsheet, measures }),
    },
    ...(resolved.length === 0 ? {} : { details: { resolved: resolvedHash(resolved) } }),
  });
}

const receiptOfEntry = (entry: SentEntry, late: boolean): Receipt => ({
  number: entry.number ?? '',
  at: entry.at,
  person: entry.person,
  unit: entry.chain,
  revision: entry.revision ?? 0,
  contentHash: entry.content_hash ?? '',
  rules: entry.rules ?? '',
  late,
  hash: entry.hash,
  previous: entry.previous,
});

const receiptNumber = (report: LockedReport, serial: string): string =>
  `ST-${report.period.year}-${report.province_id}-${serial.padStart(6, '0')}`;
