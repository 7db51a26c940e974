/** A reviewer's decision for one level: accepts what was submitted, returns it with remarks, locks or unlocks it; one transaction. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import { levelInTurn, lowestOf, REVIEW } from '../../../shared/review.ts';
import type { ReportState } from '../../../shared/wire.ts';
import type { Decision, DecisionReply } from '../../../shared/wire-review.ts';
import { remarksHash } from '../../store/ledger-rows.ts';
import type { LockedReport } from '../../store/reports.ts';
import { insertAcceptance, type LevelRow, selectLevels, selectSignature } from '../../store/reviews.ts';
import {
  insertDeltas,
  insertRemarks,
  type ReportStanding,
  reportStanding,
  selectRevision,
  type TotalDelta,
  updateReport,
} from '../../store/revisions.ts';
import type { Answer } from '../answer.ts';
import type { UsecaseDeps } from '../enter.ts';
import { formOfReport } from '../forms/effective-template.ts';
import { isTaken } from '../period-states.ts';
import { wantsPast } from '../push/push-decision.ts';
import {
  type ActCall,
  type Acting,
  type ActKind,
  actOnReport,
  refuseLockedPeriod,
  storeAct,
  submissionMeant,
  templateOf,
} from './act-on-report.ts';
import { allowed, wrongState } from './allowed.ts';
import { refuseUnresolved } from './check-again.ts';
import { refuseUnknownCells, remarkRows } from './remarks.ts';

type DecisionCall = ActCall<Decision>;

interface LevelStanding extends LevelRow {
  readonly accepted: boolean;
}

const kindFor = (deps: UsecaseDeps, { at, body: { action } }: DecisionCall): ActKind => ({
  name: 'decide',
  past: action === 'accept' && wantsPast(deps, at),
  roles: REVIEW[action].who,
});

/** Stores the decision, or answers as before, or throws the Problem that says why not. */
export const decideReport = (deps: UsecaseDeps, call: DecisionCall): Promise<Answer> =>
  actOnReport(deps, kindFor(deps, call), call, (acting) => decide(acting, call.body));

async function decide(acting: Acting, decision: Decision): Promise<Answer> {
  const { flights, report } = acting;
  const { action } = decision;
  const rows = await flights.send(selectLevels(flights, report));
  const levels = rows[0].map((row): LevelStanding => ({ ...row, accepted: row.revision !== null }));
  const mine = levels.filter((level) => level.mine);
  if (mine.length === 0) throw new Problem('not_allowed');
  if (decision.action === 'return' && decision.remarks.length === 0)
    throw new Problem('return_without_cells');
  const state = allowed(action, report.state);
  refuseLockedPeriod(action, report);
  const level = levelFor(decision, report.state, levels, mine);
  const revision = await submissionMeant(acting, decision.revision);
  const stored = await STORES[action]({ acting, decision, revision, level, levels });
  const standing = standingAfter(report, state, revision);
  const reply: DecisionReply = { state, revision, level: level.unit, ...unanswerable(acting, state) };
  const deltas = decisionDeltas(report, standing, revision);
  return storeAct(
    acting,
    reply,
    [
      updateReport(flights, report, standing),
      ...(deltas.length === 0 ? [] : [insertDeltas(flights, acting.at, report, deltas)]),
      ...stored,
    ],
    { action, revision, standing, details: detailsOf(decision, level.unit) },
  );
}

/** Said with a return of what is not taken any more: review goes on after a period is closed, the office's answer does not. */
function unanswerable({ report, now }: Acting, state: ReportState): Pick<DecisionReply, 'note'> {
  if (state !== 'returned' || isTaken(report, dayInVietnam(now))) return {};
  const { period_label: period } = report;
  const vi = `Kỳ ${period} không còn nhận báo cáo: đơn vị chỉ gửi lại được khi được gia hạn.`;
  const en = `The period ${period} takes no reports any more: the office can answer once it is given more time.`;
  return { note: { vi, en } };
}

/** What the ledger says of a decision besides the standing it left. */
const detailsOf = (decision: Decision, level: string): Record<string, string> =>
  decision.action === 'return' ? { level, remarks: remarksHash(decision.remarks) } : { level };

/** The level this decision is for. Throws `not_a_level`, `not_allowed` for another's, `wrong_state` where all of theirs accepted. */
function levelFor(
  decision: Decision,
  state: ReportState,
  levels: readonly LevelStanding[],
  mine: readonly LevelStanding[],
): LevelStanding {
  const { action } = decision;
  const named = 'level' in decision ? decision.level : undefined;
  if (named !== undefined && !levels.some(({ unit }) => unit === named)) {
    throw new Problem('not_a_level', { level: named, levels: levels.map(({ name }) => name).join(', ') });
  }
  const isMine = (level: LevelStanding): boolean => mine.includes(level);
  const chosen =
    REVIEW[action].level === 'highest'
      ? levels.at(-1)
      : named === undefined
        ? (lowestOf(levels, isMine) ?? mine[0])
        : levels.find(({ unit }) => unit === named);
  if (chosen === undefined || !isMine(chosen)) throw new Problem('not_allowed');
  if (action === 'accept' && chosen.accepted) throw wrongState(action, state);
  return chosen;
}

interface Deciding {
  readonly acting: Acting;
  readonly decision: Decision;
  readonly revision: number;
  readonly level: LevelStanding;
  readonly levels: readonly LevelStanding[];
}

/** What each kind of decision needs besides the table, and stores besides state, totals and audit entry. */
const STORES: Readonly<Record<Decision['action'], (deciding: Deciding) => Promise<readonly unknown[]>>> = {
  accept: storesAcceptance,
  return: storesRemarks,
  lock: async ({ levels }) => {
    refuseBefore(levelInTurn(levels));
    return [];
  },
  unlock: async () => [],
};

function refuseBefore(lower: LevelRow | undefined): void {
  if (lower !== undefined) throw new Problem('waits_for_level', { level: lower.name });
}

async function storesAcceptance({ acting, revision, level, levels }: Deciding): Promise<readonly unknown[]> {
  const { flights, at, report, who, now } = acting;
  const inTurn = levelInTurn(levels);
  if (inTurn !== level) refuseBefore(inTurn);
  const form = await formOfReport(acting.deps, () => flights, at.period, {
    ...report,
    template_id: at.template,
  });
  const [[signature], [submitted]] = await flights.send(
    selectSignature(flights, report),
    selectRevision(flights, at, revision),
  );
  if (submitted === undefined) throw new Error(`revision ${revision} counts and is not there`);
  // What an office went back to was signed as it is.
  if (form.template.signOff === true && signature?.content_hash !== submitted.content_hash)
    throw new Problem('not_signed', { revision });
  // Four eyes: the database holds the same.
  if (submitted.person_id === who.person.id)
    throw new Problem('own_submission', { revision, level: level.name });
  await refuseUnresolved(acting, form, submitted);
  return [insertAcceptance(flights, report, { revision, level: level.unit, person: who.person, at: now })];
}

async function storesRemarks({ acting, decision, revision }: Deciding): Promise<readonly unknown[]> {
  if (decision.action !== 'return') return [];
  const { flights, at, report } = acting;
  const template = await templateOf(acting);
  const [[submitted]] = await flights.send(selectRevision(flights, at, revision));
  refuseUnknownCells(template, report.assigned, submitted?.content ?? {}, decision.remarks);
  return [insertRemarks(flights, report, revision, remarkRows(decision.remarks))];
}

/** A returned report counts nowhere until it is sent again. */
function standingAfter(report: LockedReport, state: ReportState, counted: number): ReportStanding {
  const kept = { ...reportStanding(report), state };
  if (state === 'returned') return { ...kept, submitted: null, accepted: null };
  return { ...kept, submitted: counted, accepted: counted };
}

function decisionDeltas(report: LockedReport, standing: ReportStanding, counted: number): TotalDelta[] {
  // What came back already counts nowhere.
  if (report.state === 'returned') return [];
  const was = report.accepted_revision;
  if (standing.state === 'returned') {
    const late = report.late === true ? -1 : 0;
    return [
      { revision: counted, sign: -1, counting: 'submitted', received: -1, late },
      ...(was === null ? [] : [{ revision: was, sign: -1, counting: 'accepted', accepted: -1 } as const]),
    ];
  }
  return was === null ? [{ revision: counted, sign: 1, counting: 'accepted', accepted: 1 }] : [];
}
