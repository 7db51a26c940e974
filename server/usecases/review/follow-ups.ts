/** Follow-up: a reviewer marks a report or a cell of it without returning it, resolves the mark later with a word, and lists them. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { RoleName } from '../../../shared/wire.ts';
import type { FollowUp, FollowUpRequest, FollowUps, ResolveRequest } from '../../../shared/wire-review.ts';
import type { ReportEntry } from '../../store/audit.ts';
import {
  type FollowUpCursor,
  type FollowUpQuery,
  type FollowUpRow,
  insertFollowUp,
  resolveFollowUp,
  selectFollowUp,
  selectFollowUps,
  selectNextFollowUp,
} from '../../store/follow-ups.ts';
import { markHash, wordHash } from '../../store/ledger-rows.ts';
import { enterPerson } from '../../store/people.ts';
import { reportStanding, selectRevision } from '../../store/revisions.ts';
import { wrongField } from '../../wrong-field.ts';
import type { Answer } from '../answer.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { type PageQuery, pageFrom } from '../page.ts';
import {
  type ActCall,
  type Acting,
  actOnReport,
  refuseNoLevel,
  storeAct,
  templateOf,
} from './act-on-report.ts';
import { isCell } from './remarks.ts';

const REVIEWERS: readonly RoleName[] = ['reviewer'];

const followUpFrom = (row: FollowUpRow): FollowUp => ({
  unit: row.unit_id,
  template: row.template_id,
  period: row.period_id,
  no: row.no,
  cell:
    row.section_id === null || row.row_key === null || row.column_id === null
      ? null
      : { section: row.section_id, row: row.row_key, column: row.column_id },
  text: row.text,
  due: row.due,
  shared: row.shared,
  by: { id: row.person_id, name: row.person },
  at: row.at.toISOString(),
  resolved:
    row.resolved_at === null
      ? null
      : { by: row.resolver ?? '', at: row.resolved_at.toISOString(), word: row.resolution ?? '' },
});

/** Sets a mark, in whatever state the report is. Throws `invalid_request` for a cell nobody fills, or a day that has passed. */
export const followUp = (deps: UsecaseDeps, call: ActCall<FollowUpRequest>): Promise<Answer> =>
  actOnReport(deps, { name: 'follow up', past: false, roles: REVIEWERS }, call, (acting) =>
    mark(acting, call.body),
  );

async function mark(acting: Acting, { at: cell, text, due, shared }: FollowUpRequest): Promise<Answer> {
  await refuseNoLevel(acting);
  const { flights, at, report, who, now } = acting;
  if (due !== undefined && due < dayInVietnam(now))
    throw wrongField('/due', 'ngày này đã qua', 'this day has passed');
  const [[next], [latest]] = await flights.send(
    selectNextFollowUp(flights, report),
    selectRevision(flights, at, 'latest'),
  );
  if (cell !== undefined) await refuseNoCell(acting, cell, latest?.content ?? {});
  const no = next?.no ?? 1;
  const reply: FollowUp = {
    ...at,
    no,
    cell: cell ?? null,
    text,
    due: due ?? null,
    shared,
    by: { id: who.person.id, name: who.person.name },
    at: now.toISOString(),
    resolved: null,
  };
  const stored = { no, cell, text, due, shared, person: who.person, at: now };
  const hash = markHash({ cell: cell ?? null, text, due: due ?? null, shared });
  return entering(acting, reply, insertFollowUp(flights, report, stored), {
    action: 'follow_up_set',
    details: { no, hash },
  });
}

/** The report stands as it stood. The entry holds a hash of what was said: the office reads its ledger, and not every mark. */
const entering = (
  acting: Acting,
  reply: FollowUp,
  query: unknown,
  entry: Pick<ReportEntry, 'action' | 'details'>,
): Promise<Answer> =>
  storeAct(acting, reply, [query], {
    ...entry,
    revision: acting.report.revision === 0 ? null : acting.report.revision,
    standing: reportStanding(acting.report),
  });

async function refuseNoCell(
  acting: Acting,
  cell: NonNullable<FollowUpRequest['at']>,
  content: Parameters<typeof isCell>[2],
): Promise<void> {
  const template = await templateOf(acting);
  if (isCell(template, acting.report.assigned, content, cell)) return;
  throw wrongField('/at', 'biểu không có ô này để đơn vị điền', 'the form has no such cell to fill');
}

/** Throws `not_found` where the report has no such mark, `follow_up_resolved` where somebody was faster. */
export const resolve = (deps: UsecaseDeps, call: ActCall<ResolveRequest>, no: number): Promise<Answer> =>
  actOnReport(deps, { name: `resolve ${no}`, past: false, roles: REVIEWERS }, call, async (acting) => {
    await refuseNoLevel(acting);
    const { flights, report, who, now } = acting;
    const { word } = call.body;
    const [[row]] = await flights.send(selectFollowUp(flights, report, no));
    if (row === undefined) throw new Problem('not_found');
    if (row.resolver !== null) throw new Problem('follow_up_resolved', { no, person: row.resolver });
    const resolved = { no, person: who.person, at: now, word };
    const reply: FollowUp = {
      ...followUpFrom(row),
      resolved: { by: who.person.name, at: now.toISOString(), word },
    };
    return entering(acting, reply, resolveFollowUp(flights, report, resolved), {
      action: 'follow_up_resolved',
      details: { no, hash: wordHash(word) },
    });
  });

type FollowUpsQuery = Omit<FollowUpQuery, 'after'> & PageQuery<FollowUpCursor>;

/** The marks this person may see, soonest due first. */
export function readFollowUps(
  deps: UsecaseDeps,
  identity: Identity,
  { cursor, ...query }: FollowUpsQuery,
): Promise<FollowUps> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, rows] = await flights.commit(
      enterPerson(flights, identity),
      selectFollowUps(flights, { ...query, after: cursor }),
    );
    entered(people[0]);
    const { page, next } = pageFrom(rows, query.limit, writeCursor);
    return { items: page.map(followUpFrom), next };
  });
}

const NONE = 'infinity';

const writeCursor = ({ due, report_id, no }: FollowUpRow): string => [due ?? NONE, report_id, no].join('~');

/** Undefined for what was never a cursor. */
export function readFollowUpCursor(cursor: string): FollowUpCursor | undefined {
  const [, due, report, no] =
    /^(infinity|[0-9]{4}-[0-9]{2}-[0-9]{2})~([0-9]{1,18})~([0-9]{1,9})$/.exec(cursor) ?? [];
  const isDay = due === NONE || !Number.isNaN(Date.parse(due ?? ''));
  if (due === undefined || report === undefined || no === undefined || !isDay) return undefined;
  return { due, report, no: Number(no) };
}
