/** One keyed act of one person on one report: opened, answered as before where the key was, carried out, stored with its answer. */
import { Problem } from '../../../shared/problem.ts';
import { REVIEW, type ReviewAction } from '../../../shared/review.ts';
import type { Template } from '../../../shared/template.ts';
import type { RoleName } from '../../../shared/wire.ts';
import { insertAudit, type ReportEntry } from '../../store/audit.ts';
import type { Entered } from '../../store/people.ts';
import {
  type LockedReport,
  lockedFrom,
  type OpenedRow,
  openPush,
  type ReportAddress,
} from '../../store/reports.ts';
import { selectLevels } from '../../store/reviews.ts';
import { insertKey, selectRevision } from '../../store/revisions.ts';
import { covers } from '../../store/rights.ts';
import type { Flights } from '../../store/transaction.ts';
import { type Answer, answered, answeredBefore, asProblem, fingerprintOf } from '../answer.ts';
import { asPerson, entered, type Identity, type UsecaseDeps, writeTransaction } from '../enter.ts';
import { owedTemplate } from '../forms/effective-template.ts';
import { isFrozen } from '../period-states.ts';
import { decisionConflict } from '../push/conflicts.ts';

export interface ActCall<Body> {
  readonly identity: Identity;
  readonly at: ReportAddress;
  /** Idempotency-Key. */
  readonly key: string;
  readonly body: Body;
}

/** Where an act stands: the report is locked, the key not answered yet. */
export interface Acting {
  readonly deps: UsecaseDeps;
  readonly flights: Flights;
  readonly at: ReportAddress;
  readonly who: Entered;
  readonly report: LockedReport;
  readonly row: OpenedRow;
  readonly now: Date;
  readonly key: string;
  readonly fingerprint: string;
}

export interface ActKind {
  /** In the fingerprint, so that a key of one kind of act is none of another. */
  readonly name: string;
  /** Whether past reports are wanted. */
  readonly past: boolean;
  readonly roles: readonly RoleName[];
}

/** Carries the act out, or answers as before, or throws the Problem that says why not. `work` commits. */
export async function actOnReport<Body>(
  deps: UsecaseDeps,
  kind: ActKind,
  call: ActCall<Body>,
  work: (acting: Acting) => Promise<Answer>,
): Promise<Answer> {
  const { key, at, body } = call;
  try {
    return await asPerson(deps, call.identity, () =>
      writeTransaction(deps, async (flights) => {
        const opening = openPush(flights, call.identity, at, { key, past: kind.past, enters: true });
        const [[row]] = await flights.send(opening);
        const who = entered(row);
        const report = lockedFrom(row);
        if (row === undefined || report === undefined) throw new Problem('not_found');
        if (!covers(who.roles, kind.roles, at.unit, report.scopes)) throw new Problem('not_allowed');
        const fingerprint = fingerprintOf(kind.name, who.person.id, at, body);
        const before = answeredBefore(row, fingerprint);
        if (before !== undefined) return before;
        return work({ deps, flights, at, who, report, row, now: deps.clock(), key, fingerprint });
      }),
    );
  } catch (error) {
    throw asProblem(error);
  }
}

/** Commits what the act stores together with its answer and its one entry in the ledger. */
export async function storeAct(
  { flights, at, who, report, now, key, fingerprint }: Acting,
  reply: object,
  queries: readonly unknown[],
  audited: Pick<ReportEntry, 'action' | 'revision' | 'standing' | 'details'>,
): Promise<Answer> {
  const answer = answered(reply);
  const kept = { unit: at.unit, key, fingerprint, status: answer.status, reply: answer.body, at: now };
  const entry = { at: now, person: who.person, ...audited };
  await flights.commit(...queries, insertAudit(flights, at, report, entry), insertKey(flights, report, kept));
  return answer;
}

/** The form the report is filled in on, as this office owes it. */
export const templateOf = ({ deps, flights, at, report }: Acting): Promise<Template> =>
  owedTemplate(deps, flights, { ...report, template_id: at.template });

/** The revision that is submitted, or came back, if it is the one meant. Throws `decision_on_another` with what differs. */
export async function submissionMeant({ flights, at, report }: Acting, meant: number): Promise<number> {
  const current = report.submitted_revision ?? (await lastSubmitted(flights, at));
  if (current === meant) return current;
  throw await decisionConflict(flights, at, meant, current);
}

async function lastSubmitted(flights: Flights, at: ReportAddress): Promise<number> {
  const [[submitted]] = await flights.send(selectRevision(flights, at, 'submitted'));
  return submitted?.no ?? 0;
}

/** Review stands still in a locked period. Throws `period_locked`, in words for whoever acts. */
export function refuseLockedPeriod(action: ReviewAction, report: LockedReport): void {
  if (!isFrozen(report)) return;
  const { vi, en } = REVIEW[action].words;
  throw new Problem('period_locked', { period: report.period_label, action: vi, action_en: en });
}

/** Throws `not_allowed` for who reviews the office and is no level of the report. */
export async function refuseNoLevel({ flights, report }: Acting): Promise<void> {
  const [levels] = await flights.send(selectLevels(flights, report));
  if (!levels.some(({ mine }) => mine)) throw new Problem('not_allowed');
}
