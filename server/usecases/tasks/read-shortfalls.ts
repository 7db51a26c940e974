/** Lists what falls short in the reports of a period: missed targets and findings not mended, with the task opened from each. */
import { Problem } from '../../../shared/problem.ts';
import { type Judged, shortfallsIn } from '../../../shared/shortfalls.ts';
import type { ShortfallLine, ShortfallList } from '../../../shared/wire-tasks.ts';
import { type CountedRow, selectPeriod, selectTasksFrom } from '../../store/counted.ts';
import { enterPerson } from '../../store/people.ts';
import type { Flights } from '../../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { owedTemplate } from '../forms/effective-template.ts';
import type { PageQuery } from '../page.ts';
import { enterScope } from '../totals/enter-scope.ts';
import { countedIn } from '../totals/read-scope.ts';

/** A page ends with the office that makes it `limit` lines long. */
interface ShortfallsQuery extends PageQuery {
  readonly template: string;
  readonly period: string;
  readonly scope?: string | undefined;
}

/** Throws Problem `not_found` where there is no such period or the scope is not theirs to read. */
export function readShortfalls(
  deps: UsecaseDeps,
  identity: Identity,
  query: ShortfallsQuery,
): Promise<ShortfallList> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [period]] = await flights.send(
      enterPerson(flights, identity),
      selectPeriod(flights, query.period),
    );
    entered(people[0]);
    if (period === undefined) throw new Problem('not_found');
    const scope = await enterScope(flights, identity, query.scope, period.to);
    const of = {
      scope: scope.unit,
      own: scope.own,
      counted: null,
      template: query.template,
      period: query.period,
    };
    const items: ShortfallLine[] = [];
    let next: string | null = null;
    for await (const rows of countedIn(flights, of, query.cursor)) {
      for (const lines of await linesOf(deps, flights, rows)) {
        if (items.length >= query.limit) {
          next = items.at(-1)?.unit ?? null;
          break;
        }
        items.push(...lines);
      }
      if (next !== null) break;
    }
    return {
      template: query.template,
      period: { id: query.period, label: period.label },
      scope: { unit: scope.unit, name: scope.name },
      items,
      next,
    };
  });
}

/** The lines of each report that has any. */
async function linesOf(
  deps: UsecaseDeps,
  flights: Flights,
  rows: readonly CountedRow[],
): Promise<ShortfallLine[][]> {
  const [opened] = await flights.send(
    selectTasksFrom(
      flights,
      rows.map(({ id }) => id),
    ),
  );
  const taskOf = new Map(
    opened.map((task) => [[task.source_report, task.section_id, task.row_key].join('|'), task.id]),
  );
  const lines: ShortfallLine[][] = [];
  for (const row of rows) {
    const template = await owedTemplate(deps, flights, row);
    const found = shortfallsIn({
      template,
      assigned: row.assigned,
      content: row.content,
      periodKind: row.kind,
    });
    if (found.length === 0) continue;
    lines.push(
      found.map((judged) =>
        lineOf(row, judged, taskOf.get([row.id, judged.at.section, judged.at.row].join('|'))),
      ),
    );
  }
  return lines;
}

function lineOf(row: CountedRow, judged: Judged, task: string | undefined): ShortfallLine {
  return {
    unit: row.unit_id,
    name: row.unit_name,
    at: judged.at,
    label: judged.label,
    measure: judged.unit,
    figures:
      judged.kind === 'missed'
        ? {
            kind: 'missed',
            plan: judged.plan,
            actual: judged.actual,
            computed: judged.computed,
            published: judged.published,
          }
        : { kind: 'undone', owed: judged.owed, done: judged.done, remedy: judged.remedy },
    revision: row.revision,
    task: task ?? null,
  };
}
