/** Tasks and evaluation inputs of a scope at the end of a day, per office and in all; computed on reading, a batch at a time. */
import { dayInVietnam } from '../../../shared/days.ts';
import { add } from '../../../shared/decimal.ts';
import { judge, plannedRows } from '../../../shared/shortfalls.ts';
import {
  addStanding,
  clearShare,
  ladderFigures,
  NO_TASKS,
  type Standing,
  standingOf,
  type TaskRow,
  taskFigures,
  tasksOver,
} from '../../../shared/task-standing.ts';
import type { Template } from '../../../shared/template.ts';
import { fold } from '../../../shared/text.ts';
import type { EvaluationInputs, TaskStanding } from '../../../shared/wire-evaluation.ts';
import type { Calendar } from '../../../shared/working-days.ts';
import type { CountedRow } from '../../store/counted.ts';
import type { Flights } from '../../store/transaction.ts';
import { type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { owedTemplate } from '../forms/effective-template.ts';
import type { PageQuery } from '../page.ts';
import { type EnteredScope, enterScope } from '../totals/enter-scope.ts';
import { calendarIn, endIfOver, type Office, officesIn } from '../totals/read-scope.ts';

interface StandingQuery extends PageQuery {
  readonly year: number;
  readonly scope?: string | undefined;
  /** ISO date; today in Việt Nam when absent. */
  readonly asOf?: string | undefined;
}

interface Reading {
  readonly deps: UsecaseDeps;
  readonly flights: Flights;
  readonly scope: EnteredScope;
  readonly asOf: string;
  readonly calendar: Calendar;
  readonly offices: AsyncGenerator<Office>;
}

const reading = <T>(
  deps: UsecaseDeps,
  identity: Identity,
  { year, scope: asked, asOf = dayInVietnam(deps.clock()), cursor }: StandingQuery,
  more: { readonly template?: string; readonly period?: string | undefined },
  work: (reading: Reading) => Promise<T>,
): Promise<T> =>
  readAsPerson(deps, identity, async (flights) => {
    const scope = await enterScope(flights, identity, asked, `${year}-12-31`);
    const calendar = await calendarIn(flights);
    const counted = endIfOver(deps, asOf);
    const of = { scope: scope.unit, own: scope.own, counted, year, ...more };
    const offices = officesIn(flights, of, cursor);
    return work({ deps, flights, scope, asOf, calendar, offices });
  });

const formOf = ({ deps, flights }: Reading, row: CountedRow): Promise<Template> =>
  owedTemplate(deps, flights, row);

async function tasksOf(of: Reading, office: Office): Promise<TaskRow[]> {
  const told = [];
  for (const report of office.reports) told.push({ ...report, template: await formOf(of, report) });
  return tasksOver(told);
}

const sumOf = (rows: readonly TaskRow[], { asOf, calendar }: Reading): Standing =>
  rows.map((row) => standingOf(row, asOf, calendar)).reduce(addStanding, NO_TASKS);

/** Throws Problem `not_found` where the scope is not theirs to read. */
export function readTaskStanding(
  deps: UsecaseDeps,
  identity: Identity,
  query: StandingQuery & { readonly template: string; readonly period?: string | undefined },
): Promise<TaskStanding> {
  const { template, year, period, cursor, limit } = query;
  return reading(deps, identity, query, { template, period }, async (of) => {
    let total = NO_TASKS;
    let form: Template | undefined;
    const units: (TaskStanding['units'][number] | undefined)[] = [];
    const figures = (standing: Standing) => ({
      tasks: taskFigures(standing),
      ladder: ladderFigures(standing),
      clarity: (form?.clarity ?? []).map(({ label }, index) => ({ label, ...clearShare(standing, index) })),
    });
    for await (const office of of.offices) {
      const [first] = office.reports;
      if (first !== undefined) form = await formOf(of, first);
      const standing = sumOf(await tasksOf(of, office), of);
      total = addStanding(total, standing);
      if (units.length > limit) continue;
      units.push(
        units.length < limit ? { unit: office.unit, name: office.name, ...figures(standing) } : undefined,
      );
      if (isFull(units, query)) break;
    }
    return {
      template,
      year,
      asOf: of.asOf,
      scope: { unit: of.scope.unit, name: of.scope.name },
      total: cursor === undefined ? figures(total) : null,
      ...pageOf(units),
    };
  });
}

/** Past the first page nothing behind the page is read: the first one told the total of the scope. */
const isFull = (units: readonly unknown[], { cursor, limit }: PageQuery): boolean =>
  cursor !== undefined && units.length > limit;

/** One place more than a page says that there is a next one. */
function pageOf<U extends { readonly unit: string }>(
  units: readonly (U | undefined)[],
): { units: U[]; next: string | null } {
  const page = units.filter((unit) => unit !== undefined);
  return { units: page, next: units.length > page.length ? (page.at(-1)?.unit ?? null) : null };
}

type Inputs = Omit<NonNullable<EvaluationInputs['total']>, 'tasks'>;
const NO_VERDICTS = { exceeded: 0, met: 0, missed: 0 };
const NO_INPUTS: Inputs = {
  targets: { of: 0, computed: NO_VERDICTS, published: NO_VERDICTS },
  shortcomings: { toMend: '0', mended: '0' },
};

/** Throws Problem `not_found` where the scope is not theirs to read. */
export function readEvaluation(
  deps: UsecaseDeps,
  identity: Identity,
  query: StandingQuery,
): Promise<EvaluationInputs> {
  const { year, cursor, limit } = query;
  return reading(deps, identity, query, {}, async (of) => {
    let [tasks, inputs] = [NO_TASKS, NO_INPUTS];
    const units: (EvaluationInputs['units'][number] | undefined)[] = [];
    for await (const office of of.offices) {
      const rows = await tasksOf(of, office);
      const standing = sumOf(rows, of);
      const found = await inputsOf(of, office);
      tasks = addStanding(tasks, standing);
      inputs = addInputs(inputs, found);
      if (units.length > limit) continue;
      const { unit, name } = office;
      const titles = titlesOf(rows, name, of);
      units.push(
        units.length < limit ? { unit, name, tasks: taskFigures(standing), ...found, titles } : undefined,
      );
      if (isFull(units, query)) break;
    }
    return {
      year,
      asOf: of.asOf,
      scope: { unit: of.scope.unit, name: of.scope.name },
      total: cursor === undefined ? { tasks: taskFigures(tasks), ...inputs } : null,
      ...pageOf(units),
    };
  });
}

/** Titles as they are first written; told apart folded, in the office they stand in. */
function titlesOf(
  rows: readonly TaskRow[],
  home: string,
  of: Reading,
): EvaluationInputs['units'][number]['titles'] {
  const groups = new Map<string, { title: string; office: string; rows: TaskRow[] }>();
  for (const row of rows) {
    if (row.title === undefined) continue;
    const office = row.office ?? home;
    const key = `${fold(office)}|${fold(row.title)}`;
    const group = groups.get(key) ?? { title: row.title, office, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ title, office, rows: theirs }) => ({
    title,
    office,
    tasks: taskFigures(sumOf(theirs, of)),
  }));
}

/** Of each form the last report of the year that has verdicts, and the last that tells of shortcomings. */
async function inputsOf(of: Reading, office: Office): Promise<Inputs> {
  const targets = new Map<string, Inputs['targets']>();
  const shortcomings = new Map<string, Inputs['shortcomings']>();
  for (const report of office.reports) {
    const filled = { ...report, template: await formOf(of, report), periodKind: report.kind };
    const judged = judge(filled);
    const verdicts = judged.filter((one) => one.kind === 'missed');
    if (verdicts.length > 0) {
      const count = (of: 'computed' | 'published') => ({
        exceeded: verdicts.filter((one) => one[of] === 'exceeded').length,
        met: verdicts.filter((one) => one[of] === 'met').length,
        missed: verdicts.filter((one) => one[of] === 'missed').length,
      });
      const planned = (filled.template.shortfalls ?? []).reduce(
        (sum, one) => sum + (one.kind === 'missed' ? (plannedRows(filled, one)?.rows.length ?? 0) : 0),
        0,
      );
      targets.set(report.template_id, {
        of: planned,
        computed: count('computed'),
        published: count('published'),
      });
    }
    const found = judged.filter((one) => one.kind === 'undone').filter(({ remedy }) => remedy);
    if (found.length > 0) {
      shortcomings.set(report.template_id, {
        toMend: found.map(({ owed }) => owed).reduce(add, '0'),
        mended: found.map(({ done }) => done).reduce(add, '0'),
      });
    }
  }
  const all = [...targets.values()].map((one) => ({ ...NO_INPUTS, targets: one }));
  const mended = [...shortcomings.values()].map((one) => ({ ...NO_INPUTS, shortcomings: one }));
  return [...all, ...mended].reduce(addInputs, NO_INPUTS);
}

function addInputs(a: Inputs, b: Inputs): Inputs {
  const verdicts = (of: 'computed' | 'published') => ({
    exceeded: a.targets[of].exceeded + b.targets[of].exceeded,
    met: a.targets[of].met + b.targets[of].met,
    missed: a.targets[of].missed + b.targets[of].missed,
  });
  return {
    targets: {
      of: a.targets.of + b.targets.of,
      computed: verdicts('computed'),
      published: verdicts('published'),
    },
    shortcomings: {
      toMend: add(a.shortcomings.toMend, b.shortcomings.toMend),
      mended: add(a.shortcomings.mended, b.shortcomings.mended),
    },
  };
}
