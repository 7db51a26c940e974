/** What a person may read of reports: who they are, the list, the form with all its facts, a revision, a receipt. One snapshot each. */
import { dayInVietnam } from '../../shared/days.ts';
import { dueDate } from '../../shared/period.ts';
import { Problem } from '../../shared/problem.ts';
import type { ReportContent } from '../../shared/report.ts';
import { nextState, REVIEW } from '../../shared/review.ts';
import { Id, type Template } from '../../shared/template.ts';
import {
  type Me,
  PROTOCOL,
  type Receipt,
  type ReportForm,
  type ReportHead,
  type ReportList,
} from '../../shared/wire.ts';
import { type Entered, enterPerson, unitNames } from '../store/people.ts';
import {
  type ListCursor,
  type LockedReport,
  type PastReport,
  type ReportAddress,
  type ReportRow,
  selectOwedBefore,
  selectPast,
  selectReport,
  selectReports,
  selectReportsOf,
} from '../store/reports.ts';
import {
  type ReceiptRow,
  selectPushedSince,
  selectReceipt,
  selectReceiptByNumber,
  selectRevision,
} from '../store/revisions.ts';
import { covers } from '../store/rights.ts';
import { selectReshaped } from '../store/territory.ts';
import type { Flights } from '../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';
import { formOfReport, owedTemplate } from './forms/effective-template.ts';
import { offering, offersPast } from './forms/offered-cells.ts';
import { type PageQuery, pageFrom } from './page.ts';
import { isTaken } from './period-states.ts';
import { reasonsFor } from './push/check-content.ts';
import { factsFrom, needsPast } from './push/check-facts.ts';
import { comparablePast } from './push/comparable-past.ts';
import { cameBack } from './review/remarks.ts';

export function readMe(deps: UsecaseDeps, identity: Identity): Promise<Me> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const { person, province, roles } = entered(people[0]);
    const units = roles.map(({ unit }) => unit);
    const [names] = await flights.commit(unitNames(flights, units, dayInVietnam(deps.clock())));
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    return {
      person,
      province,
      roles: roles.map((role) => ({ ...role, unitName: nameOf.get(role.unit) ?? role.unit })),
    };
  });
}

function headOf(who: Entered, row: ReportRow, template: Template, today: string): ReportHead {
  const { period, state, extended_to, extended_locked } = row;
  return {
    unit: row.unit_id,
    unitName: row.unit_name,
    template: row.template_id,
    templateVersion: row.template_version,
    templateName: row.trial ? `${template.descriptors.name.vi} (dùng thử)` : template.descriptors.name.vi,
    period: period.id,
    periodLabel: period.label.vi,
    periodState: period.state,
    due: extended_to ?? dueDate(period, row.unit_kind) ?? null,
    state,
    revision: row.revision,
    mayPush:
      isTaken({ period_state: period.state, extended_to, extended_locked }, today) &&
      nextState('send', state) !== undefined &&
      covers(who.roles, REVIEW.send.who, row.unit_id, row.scopes),
    mayDecide:
      (period.state !== 'locked' || extended_locked) &&
      nextState('return', state) !== undefined &&
      row.reviewed_by_me,
  };
}

/** More than an office owes in some years. */
const OWN_MAX = 200;

/** Reports this person sends for an office, whatever has become of them; newest period first. */
export function readOwnReports(deps: UsecaseDeps, identity: Identity): Promise<ReportHead[]> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const who = entered(people[0]);
    const sending = who.roles.filter(({ role }) => REVIEW.send.who.includes(role));
    const unitsOf = (roles: typeof sending): string[] => roles.map(({ unit }) => unit);
    const mine = { units: unitsOf(sending), subtrees: unitsOf(sending.filter(({ subtree }) => subtree)) };
    const [rows] = await flights.send(selectReportsOf(flights, mine, OWN_MAX));
    const today = dayInVietnam(deps.clock());
    const own: ReportHead[] = [];
    for (const row of rows) own.push(headOf(who, row, await owedTemplate(deps, flights, row), today));
    return own;
  });
}

/** A page of at most `limit` reports, newest period first. */
export function readReports(
  deps: UsecaseDeps,
  identity: Identity,
  { cursor, limit }: PageQuery<ListCursor>,
): Promise<ReportList> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, rows] = await flights.send(
      enterPerson(flights, identity),
      selectReports(flights, cursor, limit),
    );
    const who = entered(people[0]);
    const { page, next } = pageFrom(rows, limit, writeCursor);
    const items: ReportHead[] = [];
    const today = dayInVietnam(deps.clock());
    for (const row of page) items.push(headOf(who, row, await owedTemplate(deps, flights, row), today));
    return { items, next };
  });
}

const writeCursor = ({ period, unit_id, template_id }: ReportRow): string =>
  [period.to, unit_id, template_id, period.id].join('~');

/** Ids hold no `~`, so a cursor reads as it was written. Undefined for what was never one. */
export function readListCursor(cursor: string): ListCursor | undefined {
  const [lastDay = '', unit = '', template = '', period = '', ...rest] = cursor.split('~');
  const isDay = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(lastDay) && !Number.isNaN(Date.parse(lastDay));
  const areIds = [unit, template, period].every((id) => Id.safeParse(id).success);
  return isDay && areIds && rest.length === 0 ? { lastDay, unit, template, period } : undefined;
}

const receiptOfRow = (row: ReceiptRow): Receipt => ({
  number: row.number,
  at: row.at.toISOString(),
  person: row.person,
  unit: row.unit_id,
  revision: row.revision,
  contentHash: row.content_hash,
  rules: row.rules,
  late: row.late,
  hash: row.hash,
  previous: row.previous,
});

/** What the form offers its blank cells. `compared`: the office's other reports as they may be held against this one. */
async function offeredTo(
  flights: Flights,
  at: ReportAddress,
  { period, assigned }: ReportRow & Pick<LockedReport, 'assigned'>,
  template: Template,
  compared: readonly PastReport[],
): Promise<Pick<ReportForm, 'offered' | 'offeredFrom'>> {
  const asked = { template, assigned, period };
  if (!offersPast(template)) return offering({ ...asked, owed: [], past: [], reshaped: [] });
  const [days, owed] = await flights.send(selectReshaped(flights, at.unit), selectOwedBefore(flights, at));
  return offering({ ...asked, owed, past: compared, reshaped: days.map(({ day }) => day) });
}

/** All a sheet needs to be made, checked and sent; what it offers blank cells only for who asks. */
export function readForm(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  withOffered = false,
): Promise<ReportForm> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [row], [latest], [receipt], past] = await flights.send(
      enterPerson(flights, identity),
      selectReport(flights, at),
      selectRevision(flights, at, 'latest'),
      selectReceipt(flights, at),
      selectPast(flights, at),
    );
    const who = entered(people[0]);
    if (row === undefined) throw new Problem('not_found');
    const form = await formOfReport(deps, () => flights, at.period, row);
    const { template } = form;
    const owed = { template, assigned: row.assigned };
    const isCompared = needsPast(template) || (withOffered && offersPast(template));
    const compared = isCompared ? await comparablePast(past, owed, form.ofVersion) : [];
    const remarks = row.state === 'returned' ? (await cameBack(flights, at, owed)).remarks : [];
    return {
      protocol: PROTOCOL,
      head: headOf(who, row, template, dayInVietnam(deps.clock())),
      template,
      period: row.period,
      assigned: row.assigned,
      content: latest?.content ?? {},
      remarks: [...remarks],
      reasons: reasonsFor(form, { report: row, past: compared }, latest?.reasons ?? {}),
      facts: factsFrom(template, row.period, compared, dayInVietnam(deps.clock())),
      receipt: receipt === undefined ? null : receiptOfRow(receipt),
      ...(withOffered ? await offeredTo(flights, at, row, template, compared) : {}),
    };
  });
}

/** One stored revision as it was pushed. */
interface RevisionAsPushed {
  readonly no: number;
  readonly base: number;
  readonly mode: 'draft' | 'submit';
  readonly at: string;
  readonly contentHash: string;
  readonly content: ReportContent;
  readonly reasons: Record<string, string>;
}

export function readRevision(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  no: number,
): Promise<RevisionAsPushed> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [row]] = await flights.commit(
      enterPerson(flights, identity),
      selectRevision(flights, at, no),
    );
    entered(people[0]);
    if (row === undefined) throw new Problem('not_found');
    const { base, mode, content, reasons } = row;
    return { no, base, mode, at: row.at.toISOString(), contentHash: row.content_hash, content, reasons };
  });
}

/** Content of a revision ({} of 0, and of one there is not), and whether the asker pushed anything after it. */
export function readBase(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  no: number,
): Promise<{ readonly content: ReportContent; readonly pushedSince: boolean }> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [row]] = await flights.send(
      enterPerson(flights, identity),
      selectRevision(flights, at, no),
    );
    const { person } = entered(people[0]);
    const [[found]] = await flights.commit(selectPushedSince(flights, at, { person: person.id, after: no }));
    return { content: row?.content ?? {}, pushedSince: found?.pushed === true };
  });
}

export function readReceipt(deps: UsecaseDeps, identity: Identity, number: string): Promise<Receipt> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [row]] = await flights.commit(
      enterPerson(flights, identity),
      selectReceiptByNumber(flights, number),
    );
    entered(people[0]);
    if (row === undefined) throw new Problem('not_found');
    return receiptOfRow(row);
  });
}
