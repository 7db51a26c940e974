/** Tells where the tasks opened from shortfalls stand at the end of a day: told by their offices, recovered by later figures, or late. */
import { dayInVietnam, endOfDay } from '../../../shared/days.ts';
import { takingSection, taskState } from '../../../shared/opened-tasks.ts';
import { isOfNothing, type Judged, judge, sourceWords } from '../../../shared/shortfalls.ts';
import { timelinessIn } from '../../../shared/task-counts.ts';
import type { Template } from '../../../shared/template.ts';
import type { OpenedTask, OpenedTaskList } from '../../../shared/wire-tasks.ts';
import { type Calendar, workingDaysBetween } from '../../../shared/working-days.ts';
import { type OpenedTaskRow, type SaidRow, selectOpenedTasks } from '../../store/opened-tasks.ts';
import type { Flights } from '../../store/transaction.ts';
import { type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { type PageQuery, pageFrom } from '../page.ts';
import { enterScope } from '../totals/enter-scope.ts';
import { calendarIn, endIfOver } from '../totals/read-scope.ts';

interface OpenedTasksQuery extends PageQuery {
  readonly scope?: string | undefined;
  /** ISO date; today in Việt Nam when absent. */
  readonly asOf?: string | undefined;
}

/** Throws Problem `not_found` where the scope is not theirs to read. */
export function readOpenedTasks(
  deps: UsecaseDeps,
  identity: Identity,
  query: OpenedTasksQuery,
): Promise<OpenedTaskList> {
  const asOf = query.asOf ?? dayInVietnam(deps.clock());
  return readAsPerson(deps, identity, async (flights) => {
    const scope = await enterScope(flights, identity, query.scope, asOf);
    const calendar = await calendarIn(flights);
    const [rows] = await flights.send(
      selectOpenedTasks(flights, {
        scope: scope.unit,
        own: scope.own,
        before: endOfDay(asOf),
        counted: endIfOver(deps, asOf),
        after: query.cursor ?? '0',
        limit: query.limit,
      }),
    );
    const { page, next } = pageFrom(rows, query.limit, ({ id }) => id);
    const items: OpenedTask[] = [];
    for (const row of page) items.push(await taskFrom(deps, flights, row, { asOf, calendar }));
    return {
      scope: { unit: scope.unit, name: scope.name },
      asOf,
      items,
      next,
    };
  });
}

interface AsOf {
  readonly asOf: string;
  readonly calendar: Calendar;
}

async function taskFrom(
  deps: UsecaseDeps,
  flights: Flights,
  row: OpenedTaskRow,
  { asOf, calendar }: AsOf,
): Promise<OpenedTask> {
  const form = (id: string, version: number, profile: string | null): Promise<Template> =>
    deps.shelf.get(flights, { province: row.province_id, id, version, profile });
  const tasksForm = await form(row.place.template, row.place.version, row.place.profile);
  const told = toldLast(row, tasksForm);
  const figures: { said: SaidRow; judged: Judged }[] = [];
  for (const said of row.later) {
    const judged = judgedIn(await form(said.template_id, said.template_version, said.profile), row, said);
    if (judged === undefined || (said.period !== row.source_period && isOfNothing(judged))) continue;
    figures.push({ said, judged });
  }
  const state = taskState({
    told,
    figures: figures.map(({ said, judged }) => ({ isShort: judged.isShort, to: said.to })),
    deadline: row.deadline,
    asOf,
  });
  const isClosed = state === 'done' || state === 'recovered';
  const newest = figures.at(-1);
  return {
    task: row.id,
    unit: row.unit_id,
    name: row.unit_name,
    state,
    work: row.work,
    lead: row.lead,
    deadline: row.deadline,
    daysLate: isClosed ? 0 : Math.max(0, workingDaysBetween(calendar, row.deadline, asOf)),
    openedBy: row.opened_by,
    openedAt: row.opened_at.toISOString(),
    source: sourceOf(row, tasksForm),
    place: { template: row.place.template, period: { id: row.place.period, label: row.place.label } },
    told:
      told === undefined
        ? null
        : {
            period: told.period,
            progress: told.progress ?? null,
            completed: told.completed ?? null,
            evidence: told.evidence ?? null,
          },
    figure:
      newest === undefined
        ? null
        : {
            unit: newest.said.unit,
            period: { id: newest.said.period, label: newest.said.label },
            isShort: newest.judged.isShort,
            words: sourceWords(newest.judged, newest.said.label).vi,
          },
  };
}

/** `words`: as they stand in the sheet, of the day the task was opened. */
const sourceOf = (row: OpenedTaskRow, form: Template): OpenedTask['source'] => ({
  template: row.source_template,
  period: { id: row.source_period, label: row.source_label },
  at: { section: row.section_id, row: row.row_key, column: row.column_id },
  label: row.task_row.label,
  words: row.task_row.values[takingSection(form)?.work?.opened?.source ?? ''] ?? '',
});

const judgedIn = (
  template: Template,
  { section_id, row_key }: OpenedTaskRow,
  said: SaidRow,
): Judged | undefined =>
  judge({ template, assigned: said.assigned, content: said.content, periodKind: said.kind }).find(
    ({ at }) => at.section === section_id && at.row === row_key,
  );

interface Told {
  readonly period: string;
  readonly progress: string | undefined;
  readonly done: boolean;
  readonly completed: string | undefined;
  readonly evidence: string | undefined;
}

/** The last report that tells of the task; one that leaves its row blank tells nothing. */
function toldLast({ told }: OpenedTaskRow, template: Template): Told | undefined {
  const last = told.findLast(({ cells }) => Object.keys(cells).length > 0);
  const section = template.sections.find(({ id }) => id === last?.section);
  const how = timelinessIn(section);
  if (last === undefined || section?.work === undefined || how === undefined) return undefined;
  const text = (column: string): string | undefined => {
    const value = last.cells[column];
    return typeof value === 'string' ? value : undefined;
  };
  const progress = text(how.progress);
  return {
    period: last.period,
    progress,
    done: progress === how.doneOption,
    completed: text(how.completed),
    evidence: text(section.work.evidence),
  };
}
