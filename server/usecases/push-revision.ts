/**
 * Pushing a revision: one transaction that decides on the locked report and stores revision, receipt, answered key and
 * what changes in the totals together, or nothing. Previews walk the same path and store nothing.
 */

import { type Measure, measuresOf } from '../../shared/aggregate.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import { changesBetween } from '../../shared/changes.ts';
import { type Issue, issueKey } from '../../shared/issue.ts';
import { Problem } from '../../shared/problem.ts';
import type { CellRef, ReportContent } from '../../shared/report.ts';
import type { Template } from '../../shared/template.ts';
import { unreasoned, type Validation, validate } from '../../shared/validate.ts';
import type { CellChange, CheckFacts, PushReply, PushRequest, ReportState } from '../../shared/wire.ts';
import { covers, type Entered } from '../store/people.ts';
import {
  type LockedReport,
  lockedFrom,
  openPush,
  type PastReport,
  type ReportAddress,
  selectPast,
} from '../store/reports.ts';
import {
  insertPush,
  type MeasureColumns,
  type NewReceipt,
  type NewRevision,
  selectRemarks,
  selectRevision,
  type TotalDelta,
} from '../store/revisions.ts';
import { cellName } from '../store/totals.ts';
import type { Flights } from '../store/transaction.ts';
import { type Answer, answeredBefore, asProblem, sha256 } from './answer.ts';
import { factsFrom, needsPast } from './check-facts.ts';
import {
  asPerson,
  dayInVietnam,
  dryTransaction,
  entered,
  type Identity,
  type UsecaseDeps,
  writeTransaction,
} from './enter.ts';
import { totalsAfter } from './preview-totals.ts';
import { stateWords } from './state-words.ts';

export interface PushCall {
  readonly identity: Identity;
  readonly at: ReportAddress;
  /** Idempotency-Key; a preview needs none. */
  readonly key: string | undefined;
  readonly request: PushRequest;
}

/** All a push is decided on. */
interface Standing {
  readonly who: Entered;
  readonly report: LockedReport;
  readonly template: Template;
  readonly now: Date;
}

/** Stores the push, or answers as before, or throws the Problem that says why not. Throws `database_unavailable` kinds as they come. */
export async function pushRevision(deps: UsecaseDeps, call: PushCall): Promise<Answer> {
  const { request, at, key } = call;
  if (key === undefined && !request.dryRun) throw new Problem('idempotency_key_required');
  const sent = canonicalJson(request.content);
  const contentHash = sha256(sent);
  const { content: _, ...rest } = request;
  const fingerprint = sha256(`push ${canonicalJson(at)} ${canonicalJson(rest)} ${contentHash}`);
  try {
    return await asPerson(deps, call.identity, () =>
      request.dryRun
        ? dryTransaction(deps, (flights) => preview(deps, call, flights))
        : writeTransaction(deps, (flights) => store(deps, call, flights, { fingerprint, sent, contentHash })),
    );
  } catch (error) {
    throw asProblem(error);
  }
}

async function store(
  deps: UsecaseDeps,
  call: PushCall,
  flights: Flights,
  asked: Omit<Written, 'serial'>,
): Promise<Answer> {
  const { at, request, key = '' } = call;
  const met = deps.shelf.met(at.template);
  const [opened] = await flights.send(
    openPush(flights, call.identity, at, { key, past: met !== undefined && needsPast(met) }),
  );
  const who = entered(opened);
  const [row] = opened;
  const report = mayPush(who, at, lockedFrom(row));
  const before = answeredBefore(row, asked.fingerprint);
  if (before !== undefined) return before;
  const { template, validation } = await decide(deps, call, flights, report, row?.past ?? undefined);
  if (request.mode === 'submit') refuseErrors(validation, request.reasons);
  const standing = { who, report, template, now: deps.clock() };
  return write(flights, call, standing, validation, { serial: row?.serial ?? '0', ...asked });
}

/** The report if this person may push it. Throws `not_found` (also for what is not theirs to see) or `not_allowed`. */
function mayPush(who: Entered, at: ReportAddress, report: LockedReport | undefined): LockedReport {
  if (report === undefined) throw new Problem('not_found');
  if (!covers(who.roles, ['clerk'], at.unit, report.scopes)) throw new Problem('not_allowed');
  return report;
}

/** Everything that can be wrong besides the cells, then the cells. */
async function decide(
  deps: UsecaseDeps,
  call: PushCall,
  flights: Flights,
  report: LockedReport,
  past: readonly PastReport[] | undefined,
): Promise<{ template: Template; validation: Validation }> {
  const { request, at } = call;
  refuseByState(request, report);
  if (request.baseRevision !== report.revision)
    throw await stale(flights, at, request.baseRevision, report.revision);
  const key = { province: report.province_id, id: at.template, version: report.template_version };
  const template = await deps.shelf.get(flights, key);
  const facts = await factsFor(deps, flights, at, { report, template, past });
  const { assigned } = report;
  const validation = validate(template, request.content, {
    assigned,
    facts,
    mode: request.mode,
    offerFixes: true,
  });
  if (report.state === 'returned') await refuseClosedCells(flights, at, request.content);
  return { template, validation };
}

function refuseByState(request: PushRequest, report: LockedReport): void {
  if (request.secret) throw new Problem('secret_content');
  if (report.period_state !== 'open') throw new Problem('period_closed', { period: report.period_label });
  if (report.state === 'accepted' || report.state === 'locked') {
    throw new Problem('wrong_state', {
      ...stateWords(report.state),
      action: 'gửi lại',
      action_en: 'pushed again',
    });
  }
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

/** Problem `stale_revision` with the cells that differ between the base and now. */
export async function stale(
  flights: Flights,
  at: ReportAddress,
  base: number,
  current: number,
): Promise<Problem> {
  const [[was], [is]] = await flights.send(
    selectRevision(flights, at, base),
    selectRevision(flights, at, current),
  );
  const changesSince = changesBetween(was?.content ?? {}, is?.content ?? {});
  return new Problem('stale_revision', { base, current }, { conflict: { current, changesSince } });
}

async function factsFor(
  deps: UsecaseDeps,
  flights: Flights,
  at: ReportAddress,
  {
    report,
    template,
    past,
  }: { report: LockedReport; template: Template; past: readonly PastReport[] | undefined },
): Promise<CheckFacts> {
  const today = dayInVietnam(deps.clock());
  if (!needsPast(template)) return { today };
  const [found] = past === undefined ? await flights.send(selectPast(flights, at)) : [past];
  return factsFrom(template, report.period, found, today);
}

/** An answer to a return may differ from what was returned only in the cells named there; `*` names a whole row or section. */
async function refuseClosedCells(flights: Flights, at: ReportAddress, content: ReportContent): Promise<void> {
  const [[returned], remarks] = await flights.send(
    selectRevision(flights, at, 'submitted'),
    selectRemarks(flights, at),
  );
  const isNamed = (cell: CellRef) =>
    remarks.some(
      ({ section_id, row_key, column_id }) =>
        section_id === cell.section &&
        (row_key === '*' || row_key === cell.row) &&
        (column_id === '*' || column_id === cell.column),
    );
  const others = changesBetween(returned?.content ?? {}, content).filter((change) => !isNamed(change.at));
  if (others.length === 0) return;
  throw new Problem(
    'closed_cells_changed',
    { count: remarks.length },
    { cells: others.map((change) => change.at) },
  );
}

function refuseErrors(validation: Validation, reasons: Readonly<Record<string, string>>): void {
  const errors = validation.issues.filter(({ severity }) => severity === 'error').length;
  const warnings = unreasoned(validation.issues, reasons).length;
  if (errors === 0 && warnings === 0) return;
  throw new Problem('report_has_errors', { errors, warnings }, { issues: validation.issues });
}

/** Reasons are kept as long as their issue stands. */
function reasonsKept(
  issues: readonly Issue[],
  reasons: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const issue of issues) {
    const reason = reasons[issueKey(issue)];
    if (reason !== undefined) kept[issueKey(issue)] = reason;
  }
  return kept;
}

interface Written {
  readonly fingerprint: string;
  /** Canonical JSON of the content as sent. */
  readonly sent: string;
  readonly contentHash: string;
  readonly serial: string;
}

async function write(
  flights: Flights,
  call: PushCall,
  standing: Standing,
  validation: Validation,
  written: Written,
): Promise<Answer> {
  const { at, request, key = '' } = call;
  const { fingerprint, serial } = written;
  const { report, now } = standing;
  const submits = request.mode === 'submit';
  const late = report.late ?? (report.due !== null && dayInVietnam(now) > report.due);
  const revision = revisionOf(call, standing, validation, written);
  const receipt = submits ? receiptOf(at, standing, revision, { serial, late }) : null;
  const state: ReportState = submits ? 'submitted' : report.state;
  const reply: PushReply = {
    stored: true,
    state,
    revision: revision.no,
    receipt: receipt === null ? null : { ...receipt, at: now.toISOString() },
    changes: [],
    totals: [],
    issues: validation.issues,
  };
  const answer = { status: 200, body: JSON.stringify(reply), replayed: false };
  await flights.commit(
    insertPush(flights, {
      at,
      report,
      revision,
      standing: {
        state,
        revision: revision.no,
        submitted: submits ? revision.no : report.submitted_revision,
        accepted: report.accepted_revision,
        late: submits ? late : report.late,
      },
      receipt,
      answered: { unit: at.unit, key, fingerprint, status: answer.status, reply: answer.body, at: now },
      deltas: submits ? deltasOf(report, revision.no, late) : [],
    }),
  );
  return answer;
}

function revisionOf(
  { request }: PushCall,
  { who, report, template, now }: Standing,
  { issues }: Validation,
  { sent, contentHash }: Written,
): NewRevision {
  const submits = request.mode === 'submit';
  return {
    no: report.revision + 1,
    base: request.baseRevision,
    mode: request.mode,
    content: sent,
    contentHash,
    reasons: JSON.stringify(reasonsKept(issues, request.reasons)),
    issues: JSON.stringify(issues),
    person: who.person.id,
    at: now,
    spreadsheet: request.spreadsheet ?? null,
    measures: submits ? columnsOf(measuresOf(template, report.assigned, request.content)) : null,
  };
}

function receiptOf(
  at: ReportAddress,
  { who, report, template, now }: Standing,
  { no, contentHash }: NewRevision,
  { serial, late }: { readonly serial: string; readonly late: boolean },
): NewReceipt {
  return {
    number: receiptNumber(report, serial),
    at: now,
    person: who.person.name,
    unit: at.unit,
    revision: no,
    contentHash,
    rules: `${template.id}@${template.version}`,
    late,
  };
}

const receiptNumber = (report: LockedReport, serial: string): string =>
  `ST-${report.period.year}-${report.province_id}-${serial.padStart(6, '0')}`;

/** A submission takes the place of the one that counted before, if any. */
function deltasOf(report: LockedReport, no: number, late: boolean): TotalDelta[] {
  const { submitted_revision: old } = report;
  if (old !== null) {
    return [
      { revision: old, sign: -1, counting: 'submitted' },
      { revision: no, sign: 1, counting: 'submitted' },
    ];
  }
  return [{ revision: no, sign: 1, counting: 'submitted', received: 1, late: late ? 1 : 0 }];
}

const STATES = { none: '0', notApplicable: 'x', notYetKnown: '?' } as const;

export function columnsOf(measures: readonly Measure[]): MeasureColumns {
  return {
    cells: measures.map(({ section, row, column }) => cellName(section, row, column)),
    buckets: measures.map(({ bucket }) => bucket),
    values: measures.map(({ value }) => value),
    states: measures
      .map(({ state, estimate }) => (state === 'number' ? (estimate ? 'e' : 'n') : STATES[state]))
      .join(''),
  };
}

/** What a push would change, in cells and in the office's totals. Stores nothing; wrong cells are listed, not refused. */
async function preview(deps: UsecaseDeps, call: PushCall, flights: Flights): Promise<Answer> {
  const { at, request } = call;
  const [opened, [latest]] = await flights.send(
    openPush(flights, call.identity, at, { key: '', past: true }),
    selectRevision(flights, at, 'latest'),
  );
  const [row] = opened;
  const report = mayPush(entered(opened), at, lockedFrom(row));
  const { template, validation } = await decide(deps, call, flights, report, row?.past ?? undefined);
  const changes: CellChange[] = changesBetween(latest?.content ?? {}, validation.values);
  const counts = request.mode === 'submit' && validation.ok;
  const totals = counts ? await totalsAfter(flights, at, report, template, validation.values) : [];
  const reply: PushReply = {
    stored: false,
    state: report.state,
    revision: report.revision,
    receipt: null,
    changes,
    totals,
    issues: validation.issues,
  };
  return { status: 200, body: JSON.stringify(reply), replayed: false };
}
