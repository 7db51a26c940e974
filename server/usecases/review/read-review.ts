/** What reviewers read of a report: which levels have accepted, who signed, and which cells differ since when. One snapshot each. */

import { changesBetween } from '../../../shared/changes.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import { cellOfRemark } from '../../../shared/remark-answer.ts';
import type { CellRef, ReportContent } from '../../../shared/report.ts';
import { levelInTurn, nextState, REVIEW, REVIEW_ACTIONS, type ReviewAction } from '../../../shared/review.ts';
import { type AssignedRow, columnOf, rowsOf, type Template } from '../../../shared/template.ts';
import type { Differences, ReviewStanding, Signature, Since } from '../../../shared/wire-review.ts';
import { type Entered, enterPerson } from '../../store/people.ts';
import { type FullReportRow, type ReportAddress, selectReport } from '../../store/reports.ts';
import {
  type LevelRow,
  type SignatureRow,
  selectBeginning,
  selectLevels,
  selectSignature,
} from '../../store/reviews.ts';
import { type RevisionRow, selectRevision } from '../../store/revisions.ts';
import { covers } from '../../store/rights.ts';
import type { Flights } from '../../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { owedTemplate } from '../forms/effective-template.ts';
import { isFrozen, isTaken } from '../period-states.ts';

async function opened(
  flights: Flights,
  identity: Identity,
  at: ReportAddress,
): Promise<{ who: Entered; report: FullReportRow }> {
  const [people, [report]] = await flights.send(enterPerson(flights, identity), selectReport(flights, at));
  const who = entered(people[0]);
  if (report === undefined) throw new Problem('not_found');
  return { who, report };
}

/** Throws `not_found` for what is not theirs to see. */
export function readReview(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
): Promise<ReviewStanding> {
  return readAsPerson(deps, identity, async (flights) => {
    const { who, report } = await opened(flights, identity, at);
    const [levels, [signature], [newest]] = await flights.commit(
      selectLevels(flights, report),
      selectSignature(flights, report),
      selectRevision(flights, at, 'submitted'),
    );
    const isSound = (action: ReviewAction): boolean =>
      (action !== 'revert' || differsFrom(signature, newest)) &&
      (action !== 'accept' || newest?.person_id !== who.person.id) &&
      inPeriod(report, action, dayInVietnam(deps.clock()));
    return {
      state: report.state,
      submitted: report.submitted_revision,
      levels: levels.map(levelFrom),
      signature: signature === undefined ? null : signatureFrom(signature),
      answers: answersIn(newest?.reasons ?? {}),
      may: REVIEW_ACTIONS.filter((action) => isSound(action) && mayAct(who, report, levels, action)),
    };
  });
}

const answersIn = (reasons: Readonly<Record<string, string>>): ReviewStanding['answers'] =>
  Object.entries(reasons).flatMap(([key, text]) => {
    const at = cellOfRemark(key);
    return at === undefined ? [] : [{ at, text }];
  });

const levelFrom = ({ unit, name, revision, person, at }: LevelRow): ReviewStanding['levels'][number] => ({
  unit,
  name,
  accepted:
    revision === null || person === null || at === null ? null : { revision, person, at: at.toISOString() },
});

const signatureFrom = ({ revision, content_hash, person, at }: SignatureRow): Signature => ({
  revision,
  contentHash: content_hash,
  person,
  at: at.toISOString(),
});

const differsFrom = (signed: SignatureRow | undefined, newest: RevisionRow | undefined): boolean =>
  signed !== undefined && signed.content_hash !== newest?.content_hash;

/** Whether the report's period lets it be done on a day: an office sends while the report is taken, review goes on until it is locked. */
function inPeriod({ period, ...report }: FullReportRow, action: ReviewAction, today: string): boolean {
  const taking = { ...report, period_state: period.state };
  return action === 'save' || action === 'send' || action === 'revert'
    ? isTaken(taking, today)
    : !isFrozen(taking);
}

/** Whether state and roles allow it, and for a reviewer whether it is their level's turn. */
function mayAct(
  { roles }: Entered,
  report: FullReportRow,
  levels: readonly LevelRow[],
  action: ReviewAction,
): boolean {
  const { who, level } = REVIEW[action];
  if (nextState(action, report.state) === undefined) return false;
  if (!covers(roles, who, report.unit_id, report.scopes)) return false;
  if (level === undefined) return true;
  const isMine = ({ mine }: LevelRow): boolean => mine;
  const inTurn = levelInTurn(levels.map((row) => ({ ...row, accepted: row.revision !== null })));
  if (action === 'accept') return inTurn !== undefined && isMine(inTurn);
  if (action === 'lock' && inTurn !== undefined) return false;
  return level === 'highest' ? levels.slice(-1).some(isMine) : levels.some(isMine);
}

const SINCE_WORDS = {
  submission: { vi: 'lần gửi trước', en: 'earlier submission' },
  acceptance: { vi: 'lần được duyệt', en: 'accepted revision' },
  signature: { vi: 'lần được ký', en: 'signed revision' },
} as const;

/** Cells that differ between a revision and the newest submission. Throws `nothing_to_compare` where there is none of the two. */
export function readDifferences(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  since: Since,
): Promise<Differences> {
  return readAsPerson(deps, identity, async (flights) => {
    const { report } = await opened(flights, identity, at);
    const [[newest], [beginning]] = await flights.send(
      selectRevision(flights, at, 'submitted'),
      selectBeginning(flights, at, since),
    );
    if (newest === undefined)
      throw new Problem('nothing_to_compare', { what: 'lần gửi nào', what_en: 'submission' });
    if (beginning === undefined && typeof since === 'number') throw new Problem('not_found');
    if (beginning === undefined) throw nothingSince(since);
    const template = await owedTemplate(deps, flights, report);
    const name = naming(template, report.assigned, [newest.content, beginning.content]);
    const changes = changesBetween(beginning.content, newest.content).sort(
      formOrder(template, report.assigned),
    );
    return {
      from: beginning.no,
      to: newest.no,
      changes: changes.map((change) => ({ ...change, label: name(change.at) })),
    };
  });
}

function nothingSince(since: Since): Problem {
  const { vi, en } = typeof since === 'number' ? SINCE_WORDS.submission : SINCE_WORDS[since];
  return new Problem('nothing_to_compare', { what: vi, what_en: en });
}

type Names = Differences['changes'][number]['label'];

/** What a cell is called on the form; a row of a list by its first words, in the first content that has it. */
function naming(
  template: Template,
  assigned: readonly AssignedRow[],
  contents: readonly ReportContent[],
): (at: CellRef) => Names {
  return ({ section: id, row, column }) => {
    const section = template.sections.find((one) => one.id === id);
    if (section === undefined) return { section: id, row, column };
    const printed = rowsOf(section, assigned).find(({ key }) => key === row)?.label.vi;
    const [first] = section.columns;
    const said = contents.map((content) => content[id]?.[row]?.[first?.id ?? '']).find(isText);
    return {
      section: section.label.vi,
      row: printed ?? said ?? row,
      column: columnOf(section, column)?.label.vi ?? column,
    };
  };
}

/** Cells as the form has them; rows of a list, which have no place on it, keep the order they came in. */
function formOrder(template: Template, assigned: readonly AssignedRow[]) {
  const places = new Map<string, number>();
  const place = (name: string): number => {
    const known = places.get(name) ?? places.size;
    places.set(name, known);
    return known;
  };
  for (const section of template.sections) {
    place(section.id);
    for (const { key } of rowsOf(section, assigned)) place(`${section.id}|${key}`);
    for (const { id } of section.columns) place(`${section.id}||${id}`);
  }
  return ({ at: a }: { at: CellRef }, { at: b }: { at: CellRef }): number =>
    place(a.section) - place(b.section) ||
    place(`${a.section}|${a.row}`) - place(`${b.section}|${b.row}`) ||
    place(`${a.section}||${a.column}`) - place(`${b.section}||${b.column}`);
}

const isText = (value: unknown): value is string => typeof value === 'string';
