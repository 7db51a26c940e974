/** A reviewer opens a task from a figure that fell short, or carries one into the next report; one transaction, one audit entry. */
import { showDate } from '../../../shared/dates.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { takingSection, taskRow } from '../../../shared/opened-tasks.ts';
import { Problem } from '../../../shared/problem.ts';
import { type Judged, shortfallsIn, sourceWords } from '../../../shared/shortfalls.ts';
import type { AssignedRow, Bilingual, Section, Template } from '../../../shared/template.ts';
import type { OpenTask, PlacedTask } from '../../../shared/wire-tasks.ts';
import { insertAudit } from '../../store/audit.ts';
import { selectPeriod } from '../../store/counted.ts';
import { taskHash } from '../../store/ledger-rows.ts';
import {
  insertTask,
  type NewTask,
  placeTask,
  selectTakers,
  selectTaskFrom,
  selectTaskSource,
  type TakerRow,
} from '../../store/opened-tasks.ts';
import { type Entered, enterPerson } from '../../store/people.ts';
import { type LockedReport, lockedFrom, openPush, type ReportAddress } from '../../store/reports.ts';
import { insertKey, reportStanding, selectRevision } from '../../store/revisions.ts';
import { covers } from '../../store/rights.ts';
import type { Flights } from '../../store/transaction.ts';
import { wrongField } from '../../wrong-field.ts';
import { type Answer, answered, answeredBefore, asProblem, fingerprintOf } from '../answer.ts';
import { asPerson, entered, type Identity, type UsecaseDeps, writeTransaction } from '../enter.ts';
import { owedTemplate } from '../forms/effective-template.ts';

interface Call {
  readonly identity: Identity;
  /** Idempotency-Key. */
  readonly key: string;
}

/** The report a task comes from and those that may take it, locked, with who acts on them. */
interface Opened {
  readonly takers: readonly Taker[];
  readonly who: Entered;
  readonly at: ReportAddress;
  readonly report: LockedReport;
  readonly key: string;
  readonly fingerprint: string;
}

/** Stores the task, or answers as before, or throws the Problem that says why not. */
export function openTask(
  deps: UsecaseDeps,
  call: Call & { readonly at: ReportAddress; readonly task: OpenTask },
): Promise<Answer> {
  const { at, task } = call;
  return acting(deps, call, ['open task', at, task], async (flights, begin) => {
    const opened = await begin(at);
    return 'body' in opened ? opened : store(deps, flights, opened, task);
  });
}

/** Puts a task into the next report its office has open and has not sent. Throws Problem `not_found` for a task that is not theirs. */
export function carryTask(deps: UsecaseDeps, call: Call & { readonly task: string }): Promise<Answer> {
  const { identity, task } = call;
  return acting(deps, call, ['carry task', task], async (flights, begin) => {
    const [people, [source]] = await flights.send(
      enterPerson(flights, identity),
      selectTaskSource(flights, task),
    );
    entered(people[0]);
    if (source === undefined) throw new Problem('not_found');
    const opened = await begin(source, task);
    return 'body' in opened
      ? opened
      : finish(flights, opened, { task, action: 'task_carried', now: deps.clock() });
  });
}

/** `task`: one there is already. */
type Begin = (at: ReportAddress, task?: string) => Promise<Opened | Answer>;

async function acting(
  deps: UsecaseDeps,
  { identity, key }: Call,
  [act, ...question]: readonly [act: string, ...question: unknown[]],
  work: (flights: Flights, begin: Begin) => Promise<Answer>,
): Promise<Answer> {
  const run = (flights: Flights): Promise<Answer> =>
    work(flights, async (at, task) => {
      // Reports are locked before the unit's chain of the ledger is, as everywhere.
      const takers = await takersOf(deps, flights, identity, at.unit, task ?? null);
      const [[row]] = await flights.send(openPush(flights, identity, at, { key, past: false, enters: true }));
      const who = entered(row);
      const report = lockedFrom(row);
      if (report === undefined) throw new Problem('not_found');
      if (!covers(who.roles, ['reviewer'], at.unit, report.scopes)) throw new Problem('not_allowed');
      const fingerprint = fingerprintOf(act, who.person.id, ...question);
      return answeredBefore(row, fingerprint) ?? { takers, who, at, report, key, fingerprint };
    });
  try {
    return await asPerson(deps, identity, () => writeTransaction(deps, run));
  } catch (error) {
    throw asProblem(error);
  }
}

async function store(deps: UsecaseDeps, flights: Flights, opened: Opened, task: OpenTask): Promise<Answer> {
  const { report, who, takers } = opened;
  refuseWrongDay(deps, task.deadline);
  const { judged, label } = await shortfallAt(deps, flights, opened, task);
  const [[known]] = await flights.send(selectTaskFrom(flights, report.id, task.section, task.row));
  if (known !== undefined) {
    const [deadline, deadline_en] = [showDate(known.deadline, 'vi'), showDate(known.deadline, 'en')];
    throw new Problem('task_already_opened', { lead: known.lead, deadline, deadline_en });
  }
  const [first] = takers;
  if (first === undefined) throw new Problem('no_open_task_report');
  const row = taskRow(first.section, {
    label: judged.label,
    source: sourceWords(judged, label).vi,
    work: task.task,
    lead: task.lead,
    deadline: task.deadline,
  });
  const now = deps.clock();
  const work: NewTask = {
    report: report.id,
    revision: report.submitted_revision ?? 0,
    at: judged.at,
    figures: judged.rows,
    row,
    lead: task.lead,
    work: task.task,
    deadline: task.deadline,
    by: who.person.name,
    now,
  };
  const [[stored]] = await flights.send(insertTask(flights, work));
  if (stored === undefined) throw new Problem('not_allowed');
  const { id, row: named } = stored;
  const hash = taskHash({ ...work, row: named });
  return finish(flights, opened, { task: id, action: 'task_opened', now, hash });
}

function refuseWrongDay(deps: UsecaseDeps, deadline: string): void {
  if (deadline > dayInVietnam(deps.clock())) return;
  throw wrongField('/deadline', 'hạn phải sau ngày hôm nay', 'the deadline must be later than today');
}

/** The figure named, judged in the revision that counts. Throws Problem `not_a_shortfall`. */
async function shortfallAt(
  deps: UsecaseDeps,
  flights: Flights,
  { at, report }: Opened,
  { section, row }: Pick<OpenTask, 'section' | 'row'>,
): Promise<{ judged: Judged; label: Bilingual }> {
  const counted = report.submitted_revision;
  const [[period], revisions] = await flights.send(
    selectPeriod(flights, at.period),
    selectRevision(flights, at, counted ?? 0),
  );
  const template = await owedTemplate(deps, flights, { ...report, template_id: at.template });
  const { assigned } = report;
  const periodKind = report.period.kind;
  const content = revisions[0]?.content ?? {};
  const judged = shortfallsIn({ template, assigned, content, periodKind }).find(
    (one) => one.at.section === section && one.at.row === row,
  );
  if (judged === undefined || period === undefined) {
    throw new Problem('not_a_shortfall', { row: wordsOf(template, assigned, section, row) });
  }
  return { judged, label: period.label };
}

/** A row as the form or the assignment words it. */
function wordsOf(template: Template, assigned: readonly AssignedRow[], section: string, row: string): string {
  const found = template.sections.find(({ id }) => id === section);
  const rows = found?.rowsFrom === 'assignment' ? assigned : (found?.rows ?? []);
  return (
    rows.find(({ key }) => key === row)?.label.vi ?? 'dòng không có trong biểu · a row the form does not have'
  );
}

type Taker = TakerRow & { readonly section: Section; readonly required: number };

/** The reports of one form that could take the task, the earliest first but for years that are over. */
async function takersOf(
  deps: UsecaseDeps,
  flights: Flights,
  identity: Identity,
  unit: string,
  task: string | null,
): Promise<Taker[]> {
  const [people, rows] = await flights.send(
    enterPerson(flights, identity),
    selectTakers(flights, unit, { task, today: dayInVietnam(deps.clock()) }),
  );
  entered(people[0]);
  const takers: Taker[] = [];
  for (const row of rows) {
    const section = takingSection(await owedTemplate(deps, flights, row));
    if (section !== undefined && (takers[0]?.template_id ?? row.template_id) === row.template_id) {
      takers.push({ ...row, section, required: section.columns.filter(({ required }) => required).length });
    }
  }
  return takers;
}

interface Finishing {
  readonly task: string;
  readonly action: 'task_opened' | 'task_carried';
  readonly now: Date;
  /** Of a task that is opened: what the ledger holds of it. */
  readonly hash?: string;
}

const taskKey = (task: string): string => `opened.${task}`;

/** Puts the task into the first report that still takes it: an office may be sending this moment. */
async function finish(
  flights: Flights,
  { takers, who, at, report, key, fingerprint }: Opened,
  { task, action, now, hash }: Finishing,
): Promise<Answer> {
  for (const taker of takers) {
    const [[found]] = await flights.send(placeTask(flights, task, taker, now));
    if (found?.placed !== true) continue;
    const reply: PlacedTask = {
      task,
      row: taskKey(task),
      unit: at.unit,
      template: taker.template_id,
      period: { id: taker.period_id, label: taker.period_label },
    };
    const answer = answered(reply);
    await flights.commit(
      insertAudit(flights, at, report, {
        at: now,
        person: who.person,
        action,
        revision: report.submitted_revision,
        standing: reportStanding(report),
        details: {
          task,
          template: taker.template_id,
          period: taker.period_id,
          ...(hash === undefined ? {} : { hash }),
        },
      }),
      insertKey(flights, report, {
        unit: at.unit,
        key,
        fingerprint,
        status: 200,
        reply: answer.body,
        at: now,
      }),
    );
    return answer;
  }
  throw new Problem('no_open_task_report');
}
