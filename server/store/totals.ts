/** Totals as stored: their version, their summed rows in one snapshot, and folding what is pending. */
import type { SummedMeasure } from '../../shared/aggregate.ts';
import type { Coverage } from '../../shared/wire.ts';
import type { Account } from './people.ts';
import type { Sql } from './sql.ts';
import type { Flights } from './transaction.ts';

interface TotalAddress {
  readonly template: string;
  readonly period: string;
  /** null: the highest unit the person has a role at. */
  readonly scope: string | null;
}

export type TotalQuestion = TotalAddress & { readonly account: Account };

/** Names the content of a total exactly; made of what the database holds, never of what a process remembers. */
export interface TotalVersion {
  province_id: string;
  scope_unit: string;
  scope_name: string;
  template_version: number;
  generation: string;
  pending: string;
  own: string | null;
}

export const versionText = (version: TotalVersion): string =>
  `${version.generation}.${version.pending}.${version.own ?? ''}.${version.template_version}.${version.scope_name}`;

/**
 * Versions of many totals in one statement, each with the right of the person who asked; undefined where the person
 * may not read it or there is nothing. In the order asked.
 */
export async function totalVersions(
  sql: Sql,
  questions: readonly TotalQuestion[],
): Promise<(TotalVersion | undefined)[]> {
  const asked = questions.map(({ account, template, period, scope }) => ({
    ...account,
    template,
    period,
    scope,
  }));
  const rows = await sql<(TotalVersion & { place: number })[]>`
    SELECT q.place::int AS place, v.*
    FROM jsonb_array_elements(${JSON.stringify(asked)}::text::jsonb) WITH ORDINALITY AS q (item, place)
    CROSS JOIN LATERAL total_version(q.item ->> 'iss', q.item ->> 'sub', q.item ->> 'template', q.item ->> 'period',
      q.item ->> 'scope') AS v`;
  const answers: (TotalVersion | undefined)[] = questions.map(() => undefined);
  for (const { place, ...version } of rows) answers[place - 1] = version;
  return answers;
}

export const selectVersion = ({ sql }: Flights, question: TotalQuestion) => sql<TotalVersion[]>`
  SELECT * FROM total_version(${question.account.iss}, ${question.account.sub}, ${question.template}, ${question.period},
    ${question.scope})`;

export interface TotalRow {
  kind: 'cell' | 'head';
  cell: string;
  bucket: string;
  sum: string | null;
  n_number: string;
  n_none: string;
  n_na: string;
  n_nyk: string;
  n_estimate: string;
}

/** All rows behind one total, own report, folded and pending alike, for the person of the transaction. */
export const selectTotal = (
  { sql }: Flights,
  of: { readonly template: string; readonly period: string; readonly scope: string },
  counting: 'submitted' | 'accepted',
) => sql<TotalRow[]>`SELECT * FROM read_total(${of.template}, ${of.period}, ${of.scope}, ${counting})`;

/** "section|row|column": neither section nor column can hold the mark, a row key of an office's list could. */
export const joinCell = (section: string, row: string, column: string): string =>
  `${section}|${row}|${column}`;

export function splitCell(cell: string): { section: string; row: string; column: string } {
  const first = cell.indexOf('|');
  const last = cell.lastIndexOf('|');
  return { section: cell.slice(0, first), row: cell.slice(first + 1, last), column: cell.slice(last + 1) };
}

/** How many reports stand behind a total, and their sums. */
export interface Summed {
  readonly coverage: Coverage;
  readonly measures: readonly SummedMeasure[];
}

export function summedFrom(rows: readonly TotalRow[]): Summed {
  let coverage: Coverage = { expected: 0, received: 0, accepted: 0, late: 0 };
  const measures: SummedMeasure[] = [];
  for (const row of rows) {
    const [number, none, notApplicable, notYetKnown] = [row.n_number, row.n_none, row.n_na, row.n_nyk].map(
      Number,
    );
    if (row.kind === 'head') {
      coverage = {
        expected: number ?? 0,
        received: none ?? 0,
        accepted: notApplicable ?? 0,
        late: notYetKnown ?? 0,
      };
    } else {
      measures.push({
        ...splitCell(row.cell),
        bucket: row.bucket,
        value: row.sum ?? '0',
        number: number ?? 0,
        none: none ?? 0,
        notApplicable: notApplicable ?? 0,
        notYetKnown: notYetKnown ?? 0,
        estimate: Number(row.n_estimate),
      });
    }
  }
  return { coverage, measures };
}

export const provinceIds = (system: Sql) => system<{ id: string }[]>`SELECT id FROM province ORDER BY id`;

/** Folds up to `batch` pending rows of a province in one transaction; the number folded, 0 also while another server folds. */
export async function foldBatch(system: Sql, province: string, batch: number): Promise<number> {
  const [row] = await system<{ folded: number }[]>`SELECT fold_totals(${province}, ${batch}) AS folded`;
  return row?.folded ?? 0;
}

/** Rows waiting to be folded, over all provinces. */
export async function countPending(system: Sql): Promise<number> {
  const [row] = await system<{ count: number }[]>`SELECT count(*)::int AS count FROM pending_total`;
  return row?.count ?? 0;
}
