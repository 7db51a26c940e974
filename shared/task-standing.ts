/** Tasks row by row as of a day: how they are counted, how late by working days, and how many say who, what, by when. */
import { canonicalJson } from './canonical.ts';
import { type Timeliness, timeliness } from './derive.ts';
import { type CellValue, isEmpty } from './report.ts';
import type { Filled } from './shortfalls.ts';
import { dueOf, NONE_TIMED, percentOf, type Timed, timedFigures, timelinessIn } from './task-counts.ts';
import type { AssignedRow, Section } from './template.ts';
import { fold } from './text.ts';
import { type Calendar, workingDaysBetween } from './working-days.ts';

/** One task of one report; what is left out of the counts is no task. */
export interface TaskRow {
  readonly section: string;
  readonly key: string;
  readonly title: string | undefined;
  /** undefined: the office that reports. */
  readonly office: string | undefined;
  readonly deadline: string | undefined;
  readonly completed: string | undefined;
  readonly done: boolean;
  /** Above requirement by its own flag, with evidence. */
  readonly exceeded: boolean;
  /** Per label of the form's clarity, whether its column is filled; undefined where the section does not have that column. */
  readonly clear: readonly (boolean | undefined)[];
}

type Value = (column: string) => CellValue | undefined;
type Told = Pick<Filled, 'template' | 'assigned' | 'content'>;

/** A row of a report that tells of a task; `task` undefined: it is left out of the counts. */
interface ToldRow {
  /** Alike in the reports that tell of the same task; undefined: no other report does. */
  readonly same: string | undefined;
  readonly task: TaskRow | undefined;
}

/** Every task of a report. */
export const taskRows = (report: Told): TaskRow[] =>
  toldRows(report).flatMap(({ task }) => (task === undefined ? [] : [task]));

/** The tasks of an office over its reports, in their order: one that is told again counts once, as the last report has it. */
export function tasksOver(reports: readonly Told[]): TaskRow[] {
  const last = new Map<string, { readonly report: number; readonly rows: ToldRow[] }>();
  for (const [report, told] of reports.entries()) {
    for (const [index, row] of toldRows(told).entries()) {
      const same = canonicalJson(row.same === undefined ? [report, index] : [told.template.id, row.same]);
      const known = last.get(same);
      if (known?.report === report) known.rows.push(row);
      else last.set(same, { report, rows: [row] });
    }
  }
  return [...last.values()].flatMap(({ rows }) =>
    rows.flatMap(({ task }) => (task === undefined ? [] : [task])),
  );
}

function toldRows({ template, assigned, content }: Told): ToldRow[] {
  const asked = (template.clarity ?? []).map(({ column }) => column);
  return template.sections.flatMap((section) => {
    const clarity = asked.map((id) => (section.columns.some((column) => column.id === id) ? id : undefined));
    return rowsOfSection(section, assigned, content[section.id] ?? {}).flatMap(({ key, value }) =>
      taskRow(section, key, value, clarity),
    );
  });
}

function rowsOfSection(
  section: Section,
  assigned: readonly AssignedRow[],
  cells: Readonly<Record<string, Readonly<Record<string, CellValue>>>>,
): { key: string; value: Value }[] {
  if (section.rowsFrom === 'assignment')
    return assigned.map(({ key, values }) => ({
      key,
      value: (column) => cells[key]?.[column] ?? values[column],
    }));
  return Object.entries(cells).map(([key, row]) => ({ key, value: (column) => row[column] }));
}

function taskRow(
  section: Section,
  key: string,
  value: Value,
  clarity: readonly (string | undefined)[],
): ToldRow[] {
  const how = timelinessIn(section);
  if (how === undefined) return [];
  const text = (column: string | undefined): string | undefined => {
    const found = column === undefined ? undefined : value(column);
    return typeof found === 'string' ? found : undefined;
  };
  const { work } = section;
  const same = sameIn(section, key, text);
  if (how.leaveOut?.some(({ column, option }) => value(column) === option))
    return [{ same, task: undefined }];
  return [
    {
      same,
      task: {
        section: section.id,
        key,
        title: text(work?.title),
        office: text(work?.office),
        deadline: text(how.deadline),
        completed: text(how.completed),
        done: value(how.progress) === how.doneOption,
        exceeded:
          work !== undefined &&
          value(work.exceeded.column) === work.exceeded.option &&
          text(work.evidence) !== undefined,
        clear: clarity.map((column) =>
          column === undefined ? undefined : value(column) !== undefined && !isEmpty(value(column)),
        ),
      },
    },
  ];
}

/** A row that was given is known by its key; one of the office by its words, since the next report may number it anew. */
function sameIn(
  section: Section,
  key: string,
  text: (column: string) => string | undefined,
): string | undefined {
  if (section.rowsFrom === 'assignment') return canonicalJson([section.id, key]);
  const words = (section.work?.same ?? []).map((column) => fold(text(column) ?? ''));
  return words.some((word) => word !== '') ? canonicalJson([section.id, words]) : undefined;
}

/** Last working day of each class of lateness; beyond the last one there is one more. */
const LATE_UP_TO: readonly number[] = [5, 10, 20];

/** What is added up over tasks; adding two never depends on their order. */
export interface Standing {
  readonly counts: Timed;
  readonly exceeded: number;
  /** Unfinished: without deadline, not due, due soon, past its day by no working day yet, then the classes of lateness. */
  readonly ladder: readonly number[];
  /** Per label of the clarity the tasks that answer it, of those asked for it. */
  readonly clear: readonly number[];
  readonly clearOf: readonly number[];
}

const LADDER = [0, 0, 0, 0, ...LATE_UP_TO.map(() => 0), 0];

export const NO_TASKS: Standing = { counts: NONE_TIMED, exceeded: 0, ladder: LADDER, clear: [], clearOf: [] };

/**
 * Which class of the ladder an unfinished task stands in; undefined: it is done. Late is counted in working days: what is
 * overdue since the eve of a weekend or of a holiday stands in a class of its own, so that all late classes make up `overdue`.
 */
function ladderClass(
  standing: Timeliness,
  deadline: string | undefined,
  asOf: string,
  calendar: Calendar,
): number | undefined {
  if (standing === 'doneOnTime' || standing === 'doneLate') return undefined;
  if (deadline === undefined) return 0;
  if (standing === 'onTime') return 1;
  if (deadline >= asOf) return 2;
  const late = workingDaysBetween(calendar, deadline, asOf);
  if (late <= 0) return 3;
  const found = LATE_UP_TO.findIndex((last) => late <= last);
  return 4 + (found < 0 ? LATE_UP_TO.length : found);
}

/** One task as something to add. */
export function standingOf(row: TaskRow, asOf: string, calendar: Calendar): Standing {
  const standing = timeliness({ ...row, asOf });
  const at = ladderClass(standing, row.deadline, asOf, calendar);
  return {
    counts: { ...NONE_TIMED, [standing]: 1 },
    exceeded: row.exceeded ? 1 : 0,
    ladder: LADDER.map((_, index) => (index === at ? 1 : 0)),
    clear: row.clear.map((answered) => (answered === true ? 1 : 0)),
    clearOf: row.clear.map((answered) => (answered === undefined ? 0 : 1)),
  };
}

const addAll = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0));

export function addStanding(a: Standing, b: Standing): Standing {
  const [x, y] = [a.counts, b.counts];
  return {
    counts: {
      onTime: x.onTime + y.onTime,
      dueSoon: x.dueSoon + y.dueSoon,
      overdue: x.overdue + y.overdue,
      doneOnTime: x.doneOnTime + y.doneOnTime,
      doneLate: x.doneLate + y.doneLate,
      noDeadline: x.noDeadline + y.noDeadline,
    },
    exceeded: a.exceeded + b.exceeded,
    ladder: addAll(a.ladder, b.ladder),
    clear: addAll(a.clear, b.clear),
    clearOf: addAll(a.clearOf, b.clearOf),
  };
}

/** Behind schedule: completed late and overdue, of those due (inferred). */
export const taskFigures = ({ counts, exceeded }: Standing) => ({
  ...timedFigures(counts),
  exceeded,
  behindShare: percentOf(counts.doneLate + counts.overdue, dueOf(counts)),
});

/** The ladder in words of numbers: working days late from and to; `to` null: and more. */
export function ladderFigures({ ladder }: Standing) {
  const [noDeadline = 0, notDue = 0, dueSoon = 0, justPassed = 0, ...late] = ladder;
  return {
    noDeadline,
    notDue,
    dueSoon,
    justPassed,
    late: late.map((count, index) => ({
      from: (LATE_UP_TO[index - 1] ?? 0) + 1,
      to: LATE_UP_TO[index] ?? null,
      count,
    })),
  };
}

export const clearShare = ({ clear, clearOf }: Standing, index: number) => ({
  filled: clear[index] ?? 0,
  of: clearOf[index] ?? 0,
  share: percentOf(clear[index] ?? 0, clearOf[index] ?? 0),
});
