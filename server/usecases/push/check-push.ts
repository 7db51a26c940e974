/** Everything a push may be refused for once its report is open: its state, its base, its cells. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import { REVIEW } from '../../../shared/review.ts';
import type { Template } from '../../../shared/template.ts';
import { STATE_WORDS } from '../../../shared/template-state.ts';
import type { Validation } from '../../../shared/validate.ts';
import type { MergingPush } from '../../../shared/wire-merge.ts';
import type { Entered } from '../../store/people.ts';
import type { LockedReport, PastReport, ReportAddress } from '../../store/reports.ts';
import { covers } from '../../store/rights.ts';
import type { Flights } from '../../store/transaction.ts';
import type { Identity, UsecaseDeps } from '../enter.ts';
import { formOfReport, owedKey } from '../forms/effective-template.ts';
import { templateStateProblem } from '../forms/template-life.ts';
import { refuseClosedPeriod } from '../period-states.ts';
import { allowed } from '../review/allowed.ts';
import { withoutStrayAnswers } from '../review/remarks.ts';
import { blocking, checkContent, pastFor, reasonsFor } from './check-content.ts';
import { refuseClosedCells } from './closed-cells.ts';
import { pushConflict } from './conflicts.ts';
import { asksToMerge, type Settled, settlePush } from './push-merge.ts';
import { toldIssues } from './told-issues.ts';

export interface PushCall {
  readonly identity: Identity;
  readonly at: ReportAddress;
  /** Idempotency-Key; a preview needs none. */
  readonly key: string | undefined;
  readonly request: MergingPush;
}

/** Whom a push may ask while it is decided: nobody when it travels in company. */
export type Confidant = Flights | undefined;

/** Thrown where only somebody who travels alone can be answered. */
export class TravelsAlone extends Error {}

/** Somebody to ask. Where there is nobody, deciding ends: the push has to travel alone. */
function toAsk(confidant: Confidant): Flights {
  if (confidant === undefined) throw new TravelsAlone();
  return confidant;
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
    past: known,
    person,
  }: {
    readonly report: LockedReport;
    readonly past: readonly PastReport[] | null | undefined;
    /** Held to the sections that are theirs; absent where the office itself acts. */
    readonly person?: string;
  },
): Promise<CheckedPush> {
  const { request, at } = call;
  refuseByState(request, report, dayInVietnam(deps.clock()));
  if (request.baseRevision !== report.revision && !asksToMerge(request, report))
    throw await pushConflict(toAsk(confidant), at, request.baseRevision, report.revision);
  const owed = { ...report, template_id: at.template };
  const form = await formOfReport(deps, () => toAsk(confidant), at.period, owed);
  const { template, rules } = form;
  if (deps.shelf.isDraft(owedKey(owed))) {
    const named = { name: template.descriptors.name, version: template.version };
    throw templateStateProblem(named, STATE_WORDS.draft, PUSHED);
  }
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
  const past = await pastFor(form, report, at, known, () => toAsk(confidant));
  const day = dayInVietnam(deps.clock());
  const occasion = { report, past, day, mode: request.mode, offerFixes: true };
  const validation = checkContent(template, content, occasion);
  const owing = { template, assigned: report.assigned, state: report.state };
  const given = await withoutStrayAnswers(() => toAsk(confidant), at, owing, settled.reasons);
  const reasons = reasonsFor(form, occasion, given);
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

/** Throws `report_has_errors` for what may only be kept as a draft. */
export function refuseErrors(
  { validation, template, reasons, settled: { merged } }: CheckedPush,
  assigned: LockedReport['assigned'],
): void {
  const left = blocking(validation.issues, reasons);
  if (left === undefined) return;
  const told = toldIssues(validation.issues, template, assigned);
  // What others pushed may be what does not fit: the sender has not seen it yet.
  throw new Problem('report_has_errors', left, merged === undefined ? told : { ...told, merged });
}
