/** A reviewer's decision: accepts what was submitted, or returns it with remarks; one transaction, one audit entry. */
import { canonicalJson } from '../../shared/canonical.ts';
import { Problem } from '../../shared/problem.ts';
import type { ReportContent } from '../../shared/report.ts';
import { columnOf, rowsOf, type Section, type Template } from '../../shared/template.ts';
import type { Decision, DecisionReply, Remark } from '../../shared/wire.ts';
import { insertAudit } from '../store/audit.ts';
import { sha256 } from '../store/hash.ts';
import { covers } from '../store/people.ts';
import { type LockedReport, lockedFrom, openPush, type ReportAddress } from '../store/reports.ts';
import {
  insertDeltas,
  insertKey,
  insertRemarks,
  type ReportStanding,
  selectRevision,
  type TotalDelta,
  updateReport,
} from '../store/revisions.ts';
import type { Flights } from '../store/transaction.ts';
import { type Answer, answeredBefore, asProblem } from './answer.ts';
import { decisionConflict } from './conflicts.ts';
import { asPerson, entered, type Identity, type UsecaseDeps, writeTransaction } from './enter.ts';
import { stateWords } from './state-words.ts';

export interface DecisionCall {
  readonly identity: Identity;
  readonly at: ReportAddress;
  /** Idempotency-Key. */
  readonly key: string | undefined;
  readonly decision: Decision;
}

/** Stores the decision, or answers as before, or throws the Problem that says why not. */
export async function decideReport(deps: UsecaseDeps, call: DecisionCall): Promise<Answer> {
  const { key } = call;
  if (key === undefined) throw new Problem('idempotency_key_required');
  const fingerprint = sha256(`decide ${canonicalJson(call.at)} ${canonicalJson(call.decision)}`);
  try {
    return await asPerson(deps, call.identity, () =>
      writeTransaction(deps, (flights) => decide(deps, call, flights, { key, fingerprint })),
    );
  } catch (error) {
    throw asProblem(error);
  }
}

async function decide(
  deps: UsecaseDeps,
  call: DecisionCall,
  flights: Flights,
  { key, fingerprint }: { readonly key: string; readonly fingerprint: string },
): Promise<Answer> {
  const { at, decision } = call;
  const [opened] = await flights.send(
    openPush(flights, call.identity, at, { key, past: false, enters: true }),
  );
  const [row] = opened;
  const who = entered(row);
  const report = lockedFrom(row);
  if (report === undefined) throw new Problem('not_found');
  if (!covers(who.roles, ['reviewer'], at.unit, report.scopes)) throw new Problem('not_allowed');
  const before = answeredBefore(row, fingerprint);
  if (before !== undefined) return before;
  refuseByState(decision, report);
  const { submitted_revision: counted } = report;
  if (counted !== decision.revision)
    throw await decisionConflict(flights, at, decision.revision, counted ?? report.revision);
  const template = await deps.shelf.get(flights, {
    province: report.province_id,
    id: at.template,
    version: report.template_version,
    profile: report.profile,
  });
  if (decision.action === 'return') {
    const [[revision]] = await flights.send(selectRevision(flights, at, counted));
    refuseUnknownCells(template, report, revision?.content ?? {}, decision.remarks);
  }
  const now = deps.clock();
  const { standing, deltas } = outcomeOf(decision, report, counted);
  const reply: DecisionReply = { state: standing.state, revision: counted };
  const answer = { status: 200, body: JSON.stringify(reply), replayed: false };
  const remarks =
    decision.action === 'return' ? { remarks: sha256(canonicalJson(decision.remarks)) } : undefined;
  const { action } = decision;
  const audited = {
    at: now,
    person: who.person,
    action,
    revision: counted,
    standing,
    ...(remarks && { details: remarks }),
  };
  const answered = { unit: at.unit, key, fingerprint, status: answer.status, reply: answer.body, at: now };
  const queries = [
    updateReport(flights, report, standing),
    insertDeltas(flights, at, report, deltas),
    insertAudit(flights, at, report, audited),
    insertKey(flights, report, answered),
  ];
  if (decision.action === 'return')
    queries.push(insertRemarks(flights, report, counted, rowsFrom(decision.remarks)));
  await flights.commit(...queries);
  return answer;
}

function refuseByState(decision: Decision, report: LockedReport): void {
  const action = decision.action === 'accept' ? ['duyệt', 'accepted'] : ['trả lại', 'returned'];
  const allowed = decision.action === 'accept' ? ['submitted'] : ['submitted', 'accepted'];
  if (!allowed.includes(report.state)) {
    throw new Problem('wrong_state', {
      ...stateWords(report.state),
      action: action[0] ?? '',
      action_en: action[1] ?? '',
    });
  }
  if (report.period_state === 'locked') throw new Problem('period_closed', { period: report.period_label });
}

/** A returned report counts nowhere until it is sent again. */
function outcomeOf(
  decision: Decision,
  report: LockedReport,
  counted: number,
): { standing: ReportStanding; deltas: TotalDelta[] } {
  const { revision, late, missing } = report;
  if (decision.action === 'accept') {
    return {
      standing: { state: 'accepted', revision, submitted: counted, accepted: counted, late, missing },
      deltas: [{ revision: counted, sign: 1, counting: 'accepted', accepted: 1 }],
    };
  }
  const deltas: TotalDelta[] = [
    { revision: counted, sign: -1, counting: 'submitted', received: -1, late: late === true ? -1 : 0 },
  ];
  if (report.accepted_revision !== null) {
    deltas.push({ revision: report.accepted_revision, sign: -1, counting: 'accepted', accepted: -1 });
  }
  return {
    standing: { state: 'returned', revision, submitted: null, accepted: null, late, missing },
    deltas,
  };
}

/** A remark must name a cell of the form, or `*` for a whole row or section; otherwise nobody could ever answer it. */
function refuseUnknownCells(
  template: Template,
  report: LockedReport,
  content: ReportContent,
  remarks: readonly Remark[],
): void {
  const errors = remarks.flatMap(({ at }, index) => {
    const section = template.sections.find(({ id }) => id === at.section);
    const known =
      section !== undefined &&
      hasColumn(section, at.column) &&
      hasRow(section, report, content[section.id] ?? {}, at.row);
    return known
      ? []
      : [{ path: `/remarks/${index}/at`, message: 'không có ô này trong biểu · no such cell in the form' }];
  });
  if (errors.length > 0) throw new Problem('invalid_request', {}, { errors });
}

const hasColumn = (section: Section, column: string): boolean =>
  column === '*' || columnOf(section, column)?.source === 'office';

function hasRow(section: Section, report: LockedReport, rows: ReportContent[string], row: string): boolean {
  return (
    row === '*' || Object.hasOwn(rows, row) || rowsOf(section, report.assigned).some(({ key }) => key === row)
  );
}

const rowsFrom = (remarks: readonly Remark[]) =>
  remarks.map(({ at, text }) => ({ section_id: at.section, row_key: at.row, column_id: at.column, text }));
