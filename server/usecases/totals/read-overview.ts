/** Reads what a leader asks of a period at a glance: of every form its totals and, of the rows others stand under, what they were a period before. */
import { isConsolidated } from '../../../shared/consolidated.ts';
import type { Period } from '../../../shared/period.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Bilingual, Row, Section, Template } from '../../../shared/template.ts';
import type { Total, Totals } from '../../../shared/wire.ts';
import type { SeriesPoint } from '../../../shared/wire-series.ts';
import { enterPerson } from '../../store/people.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { readOwedForms } from '../read-progress.ts';
import type { SeriesReader } from './read-series.ts';
import type { TotalsReader } from './read-totals.ts';

/** A figure of now beside the same a period of its kind before. */
interface Compared {
  readonly section: string;
  readonly row: Row;
  readonly column: string;
  /** Canonical decimals; null: no figure. */
  readonly now: string | null;
  readonly before: string | null;
}

export interface FormOverview {
  readonly template: Template;
  readonly totals: Totals;
  readonly compared: readonly Compared[];
  /** The period compared with; undefined: the form was not asked for before. */
  readonly before: Bilingual | undefined;
}

export interface Overview {
  readonly period: Period;
  readonly periods: readonly Period[];
  readonly forms: readonly FormOverview[];
}

interface Readers {
  readonly totals: TotalsReader;
  readonly series: SeriesReader;
}

/** Years in which the period of the same kind before this one is looked for. */
const yearsBack = ({ kind }: Period): number => (kind === 'term' ? 6 : 2);

/**
 * No report is read: it takes as long over a hundred offices as over thousands. Forms whose totals the person may not read are
 * left out. Throws `not_found` where there is no such period.
 */
export async function readOverview(
  deps: UsecaseDeps,
  readers: Readers,
  identity: Identity,
  asked: string | undefined,
): Promise<Overview> {
  const { period, periods, forms } = await readOwedForms(deps, identity, asked);
  const own = forms.filter(({ id }) => !isConsolidated(id));
  const read = await Promise.all(own.map(({ id }) => formOverview(deps, readers, identity, { id, period })));
  return { period, periods, forms: read.flatMap((one) => one ?? []) };
}

async function formOverview(
  deps: UsecaseDeps,
  { totals: reader, series }: Readers,
  identity: Identity,
  { id, period }: { readonly id: string; readonly period: Period },
): Promise<FormOverview | undefined> {
  const query = { template: id, period: period.id };
  const found = await reader.read(identity, query).catch(onlyMine);
  if (found === undefined) return undefined;
  const { totals } = found;
  const template = await readTemplate(deps, identity, totals);
  const from = `${Number(period.from.slice(0, 4)) - yearsBack(period)}-01-01`;
  const of = { template: id, scope: totals.scope.unit, basis: 'asWas', derive: false } as const;
  const line = await series.read(identity, { ...of, kind: period.kind, from, to: period.to });
  const last = line.series.points
    .filter((point) => point.period.to < period.to && point.coverage !== null)
    .at(-1);
  return {
    template,
    totals,
    compared: template.sections.flatMap((section) => comparedRows(section, totals, last)),
    before: last?.period.label,
  };
}

function onlyMine(error: unknown): undefined {
  if (error instanceof Problem && error.code === 'not_found') return undefined;
  throw error;
}

const readTemplate = (deps: UsecaseDeps, identity: Identity, totals: Totals): Promise<Template> =>
  readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const { province } = entered(people[0]);
    const { template: id, templateVersion: version } = totals;
    return deps.shelf.get(flights, { province: province.id, id, version });
  });

const valueAt = (all: readonly Total[] | undefined, at: Pick<Total, 'section' | 'row' | 'column'>) =>
  all?.find((one) => one.section === at.section && one.row === at.row && one.column === at.column)?.value ??
  null;

/** Rows that stand under no other, in the first column that adds up; none where nobody gave a figure. */
function comparedRows(section: Section, { totals }: Totals, last: SeriesPoint | undefined): Compared[] {
  const column = section.columns.find(({ overUnits }) => overUnits !== undefined)?.id;
  if (column === undefined) return [];
  return (section.rows ?? []).flatMap((row): Compared[] => {
    if (row.heading === true || row.parent !== undefined) return [];
    const at = { section: section.id, row: row.key, column };
    const now = valueAt(totals, at);
    return now === null ? [] : [{ section: section.id, row, column, now, before: valueAt(last?.totals, at) }];
  });
}
