/** What is stored of a checked content: revision, standing, what changes in the totals; of a push its receipt and answer too. */

import { measuresOf } from '../../../shared/aggregate.ts';
import { canonicalJson } from '../../../shared/canonical.ts';
import { missingCells } from '../../../shared/completeness.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import type { Template } from '../../../shared/template.ts';
import type { Validation } from '../../../shared/validate.ts';
import type { Receipt } from '../../../shared/wire.ts';
import type { MergingPush, MergingReply } from '../../../shared/wire-merge.ts';
import { type EntryColumns, entryOf } from '../../store/audit.ts';
import { sha256 } from '../../store/hash.ts';
import { resolvedHash } from '../../store/ledger-rows.ts';
import type { Entered } from '../../store/people.ts';
import type { NewPush, NewRevision } from '../../store/pushes.ts';
import type { LockedReport, ReportAddress } from '../../store/reports.ts';
import { revisionHash } from '../../store/revision-hash.ts';
import { countingOf, type ReportStanding } from '../../store/revisions.ts';
import { type Answer, answered } from '../answer.ts';
import { allowed } from '../review/allowed.ts';
import type { PushCall } from './check-push.ts';
import { measureColumns } from './measure-columns.ts';
import type { Settled } from './push-merge.ts';
import { reasonsKept } from './remembered-reasons.ts';
import { draftDeltas, submissionDeltas } from './total-deltas.ts';

/** A content to be stored, and what is worked out from it before anything is opened. */
interface Written {
  readonly at: ReportAddress;
  readonly request: Pick<MergingPush, 'mode' | 'baseRevision' | 'content' | 'spreadsheet'>;
  /** Canonical JSON of the content. */
  readonly sent: string;
  readonly contentHash: string;
}

/** A push to be stored. */
export interface StoringCall extends PushCall, Omit<Written, 'request'> {
  readonly key: string;
  /** What the ledger calls it; absent: submitted. */
  readonly action?: 'submit' | 'revert';
}

/** What a checked content is stored on. */
interface Checked {
  readonly who: Entered;
  readonly report: LockedReport;
  readonly template: Template;
  /** Issue key → reason, given or remembered. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly now: Date;
}

interface Decided extends Checked {
  /** What a receipt names. */
  readonly rules: string;
  /** Of the push as it was asked for. */
  readonly fingerprint: string;
  readonly merged?: Settled['merged'];
}

/** What is stored of any checked content. */
export function storedContent(
  written: Written,
  checked: Checked,
  validation: Validation,
): Pick<NewPush, 'report' | 'revision' | 'standing' | 'deltas'> {
  const { content, mode } = written.request;
  const { report, template, now } = checked;
  const submits = mode === 'submit';
  const revision = revisionOf(written, checked, validation);
  const late = report.late ?? (report.due !== null && dayInVietnam(now) > report.due);
  // What may be submitted lacks nothing, and a draft beside what counts takes nothing from it.
  const counts = submits || report.submitted_revision !== null;
  const missing = counts ? 0 : missingCells(template, report.assigned, content);
  const standing: ReportStanding = {
    state: allowed(submits ? 'send' : 'save', report.state),
    revision: revision.no,
    submitted: submits ? revision.no : report.submitted_revision,
    accepted: report.accepted_revision,
    late: submits ? late : report.late,
    missing,
  };
  const deltas = submits
    ? submissionDeltas(report, revision.no, late)
    : draftDeltas(missing - report.missing);
  return { report, revision, standing, deltas };
}

/** What is stored of a push that was found good, and its answer. `serial`: the running number of its receipt. */
export function toStore(
  call: StoringCall,
  standing: Decided,
  validation: Validation,
  serial: string,
): { readonly kind: 'stores'; readonly answer: Answer; readonly push: NewPush } {
  const { at, request, key } = call;
  const { now, fingerprint, merged } = standing;
  const stored = storedContent(call, standing, validation);
  const { revision, standing: after } = stored;
  const entry =
    request.mode === 'submit' ? entryFor(call, standing, revision, { serial, validation, after }) : null;
  const reply: MergingReply = {
    stored: true,
    state: after.state,
    revision: revision.no,
    receipt: entry === null ? null : receiptOfEntry(entry, after.late === true),
    changes: [],
    totals: [],
    issues: validation.issues,
    ...(merged === undefined ? {} : { merged }),
  };
  const answer = answered(reply);
  const push: NewPush = {
    ...stored,
    at,
    entry,
    answered: { unit: at.unit, key, fingerprint, status: answer.status, reply: answer.body, at: now },
    ...(request.resolved === undefined ? {} : { resolved: request.resolved }),
  };
  return { kind: 'stores', answer, push };
}

function revisionOf(
  { at, request, sent, contentHash }: Written,
  { who, report, template, reasons, now }: Checked,
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
          countingOf(at.template, report) === 'nothing'
            ? []
            : measuresOf(template, report.assigned, request.content, report.period.kind),
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
