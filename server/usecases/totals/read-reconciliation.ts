/** Compares what an office typed as the sum of its subtree with the computed one, cell by cell, with whom to talk to about each. */
import { finishTotals, measuresOf, type SummedMeasure } from '../../../shared/aggregate.ts';
import { consolidatedId } from '../../../shared/consolidated.ts';
import { compare, subtract } from '../../../shared/decimal.ts';
import { grouped } from '../../../shared/grouped.ts';
import { Problem } from '../../../shared/problem.ts';
import type { ReportContent } from '../../../shared/report.ts';
import type { Template } from '../../../shared/template.ts';
import type { Total } from '../../../shared/wire.ts';
import type { Contact } from '../../../shared/wire-completeness.ts';
import type { ReconciledCell, Reconciliation } from '../../../shared/wire-reconciliation.ts';
import {
  type CompletenessRow,
  type ScopeAddress,
  selectClerks,
  selectCompleteness,
  selectContributions,
} from '../../store/completeness.ts';
import { enterPerson, unitNames } from '../../store/people.ts';
import { type FullReportRow, selectReport } from '../../store/reports.ts';
import { selectRevision } from '../../store/revisions.ts';
import { selectStand } from '../../store/territory.ts';
import { joinCell, selectTotal, summedFrom } from '../../store/totals.ts';
import type { Flights } from '../../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { owedTemplate } from '../forms/effective-template.ts';
import { single } from '../push/preview-totals.ts';
import { type ScopeQuery, scopeOf } from './read-completeness.ts';

interface ReconciliationQuery extends ScopeQuery {
  readonly counts?: 'submitted' | 'accepted' | undefined;
  /** Cells that agree are left out unless all are asked for. */
  readonly cells: 'differing' | 'all';
  /** Number of cells already told. */
  readonly cursor: number;
  readonly limit: number;
}

const MOST_CHILDREN = 1000;
type Pair = Pick<ReconciledCell, 'section' | 'row' | 'column' | 'typed' | 'computed' | 'difference'>;

const nameOf = ({ section, row, column }: Pick<Total, 'section' | 'row' | 'column'>): string =>
  joinCell(section, row, column);

/** Nothing reported below is no figure, and no difference from a typed 0. */
const differs = ({ typed, computed }: Pair): boolean => compare(typed ?? '0', computed ?? '0') !== 0;

/** Cells the typed form asks for that either side has a figure in, in the order of the form. */
function paired(template: Template, typed: readonly Total[], computed: readonly Total[]): Pair[] {
  const theirs = new Map(computed.map((total) => [nameOf(total), total.value]));
  const mine = new Map(typed.map((total) => [nameOf(total), total]));
  const asked = (total: Total): boolean => {
    const section = template.sections.find(({ id }) => id === total.section);
    const hasRow = section?.rows === undefined || section.rows.some(({ key }) => key === total.row);
    return hasRow && section?.columns.some(({ id }) => id === total.column) === true;
  };
  const alone = computed.filter((total) => !mine.has(nameOf(total)) && asked(total));
  const places = new Map(cellOrder(template).map((name, place) => [name, place]));
  const place = (total: Total): number => places.get(nameOf(total)) ?? places.size;
  return [...typed, ...alone]
    .sort((a, b) => place(a) - place(b))
    .map((total) => {
      const value = mine.get(nameOf(total))?.value ?? null;
      const sum = theirs.get(nameOf(total)) ?? null;
      const { section, row, column } = total;
      const difference = value === null ? null : subtract(value, sum ?? '0');
      return { section, row, column, typed: value, computed: sum, difference };
    })
    .filter(({ typed: value, computed: sum }) => value !== null || sum !== null);
}

const cellOrder = ({ sections }: Template): string[] =>
  sections.flatMap(({ id, rows = [], columns }) =>
    rows.flatMap(({ key }) => columns.map((column) => joinCell(id, key, column.id))),
  );

/** Throws `not_found` where the office owes no such report, or it is not the reader's to see. */
export function readReconciliation(
  deps: UsecaseDeps,
  identity: Identity,
  query: ReconciliationQuery,
): Promise<Reconciliation> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const province = entered(people[0]).province.id;
    const of = await scopeOf(flights, identity, query);
    const at = { unit: of.scope, template: consolidatedId(of.template), period: of.period };
    const [[report], [stand]] = await flights.send(selectReport(flights, at), selectStand(flights, of));
    if (report === undefined || typeof stand?.template_version !== 'number') throw new Problem('not_found');
    const whole = await deps.shelf.get(flights, {
      province,
      id: of.template,
      version: stand.template_version,
    });
    const { template, content } = await typedContent(deps, flights, report);
    const counts = query.counts ?? whole.counts;
    const [rows, lines] = await flights.send(
      selectTotal(flights, of, counts),
      selectCompleteness(flights, of, { after: '', limit: MOST_CHILDREN }),
    );
    const { measures, coverage } = summedFrom(rows);
    const mine = measuresOf(template, report.assigned, content, report.period.kind).map(single);
    const pairs = paired(template, finishTotals(template, mine), finishTotals(whole, measures));
    const found = query.cells === 'all' ? pairs : pairs.filter(differs);
    const page = found.slice(query.cursor, query.cursor + query.limit);
    const cells = await withContributions(flights, of, { counts, whole, page });
    const children = await talkedTo(
      flights,
      lines.filter(({ is_scope }) => !is_scope),
      report,
    );
    const differing = pairs.filter(differs).length;
    return {
      template: of.template,
      period: of.period,
      counts,
      scope: {
        unit: of.scope,
        name: report.unit_name,
        state: report.state,
        revision: report.revision,
        clerks: children.clerksOf(of.scope),
      },
      children: children.list,
      coverage,
      equal: pairs.length - differing,
      differing,
      cells,
      next: query.cursor + query.limit < found.length ? String(query.cursor + query.limit) : null,
    };
  });
}

/** What was sent last counts as typed; before that, what is drafted. */
async function typedContent(
  deps: UsecaseDeps,
  flights: Flights,
  report: FullReportRow,
): Promise<{ template: Template; content: ReportContent }> {
  const template = await owedTemplate(deps, flights, report);
  const at = { unit: report.unit_id, template: report.template_id, period: report.period.id };
  const [[revision]] = await flights.send(selectRevision(flights, at, report.submitted_revision ?? 'latest'));
  return { template, content: revision?.content ?? {} };
}

async function withContributions(
  flights: Flights,
  of: ScopeAddress,
  {
    counts,
    whole,
    page,
  }: { readonly counts: 'submitted' | 'accepted'; readonly whole: Template; readonly page: readonly Pair[] },
): Promise<ReconciledCell[]> {
  const [rows] = await flights.send(selectContributions(flights, of, counts, page.map(nameOf)));
  const byUnit = new Map(
    [...grouped(rows, ({ unit_id }) => unit_id)].map(([unit, list]) => [
      unit,
      valuesOf(whole, summedFrom(list).measures),
    ]),
  );
  return page.map((pair) => {
    const name = nameOf(pair);
    const below = [...byUnit].filter(([unit, values]) => unit !== of.scope && values.has(name));
    return {
      ...pair,
      ...labelsOf(whole, pair),
      own: byUnit.get(of.scope)?.get(name) ?? null,
      children: below.map(([unit, values]) => ({ unit, value: values.get(name) ?? null })),
    };
  });
}

const valuesOf = (
  template: Template,
  measures: readonly SummedMeasure[],
): ReadonlyMap<string, string | null> =>
  new Map(finishTotals(template, measures).map((total) => [nameOf(total), total.value]));

function labelsOf({ sections }: Template, at: Pair): Pick<ReconciledCell, 'rowLabel' | 'columnLabel'> {
  const section = sections.find(({ id }) => id === at.section);
  return {
    rowLabel: section?.rows?.find(({ key }) => key === at.row)?.label ?? null,
    columnLabel: section?.columns.find(({ id }) => id === at.column)?.label ?? {
      vi: at.column,
      en: at.column,
    },
  };
}

async function talkedTo(
  flights: Flights,
  lines: readonly CompletenessRow[],
  { unit_id, period }: FullReportRow,
) {
  const units = lines.map((line) => line.unit_id);
  const [clerks, names] = await flights.commit(
    selectClerks(flights, [unit_id, ...units], period.to),
    unitNames(flights, units, period.to),
  );
  const byUnit = grouped(clerks, (clerk) => clerk.unit_id);
  const known = new Map(names.map(({ id, name }) => [id, name]));
  const clerksOf = (unit: string): Contact[] =>
    (byUnit.get(unit) ?? []).map(({ name, email }) => ({ name, email }));
  const list = lines
    .filter(({ expected }) => Number(expected) > 0)
    .map((line) => ({
      unit: line.unit_id,
      name: known.get(line.unit_id) ?? line.unit_id,
      state: line.own_state,
      coverage: {
        expected: Number(line.expected),
        received: Number(line.received),
        accepted: Number(line.accepted),
        late: Number(line.late),
      },
      clerks: clerksOf(line.unit_id),
    }));
  return { clerksOf, list };
}
