/** One figure of a total in words: what it is of, in which measure, and whether the offices' figures are parts of it. */
import { columnOf } from '../../shared/template.ts';
import type { Coverage } from '../../shared/wire.ts';
import { printedRows, type TotalsExport } from './totals-table.ts';

export interface TotalFigure {
  /** "Đảng viên · Khiển trách" */
  readonly name: string;
  readonly form: string;
  readonly period: string;
  readonly measure: string | undefined;
  /** Canonical decimal; null: nobody gave a figure. */
  readonly total: string | null;
  readonly coverage: Coverage;
  /** It is the sum of the offices' figures, and no ratio or mean of them. */
  readonly adds: boolean;
}

/** The figure of a cell; undefined where the form has no such cell that adds up. */
export function totalFigure(
  of: TotalsExport,
  cell: { readonly section: string; readonly row: string; readonly column: string },
): TotalFigure | undefined {
  const { template, totals, period, lang } = of;
  const section = template.sections.find(({ id }) => id === cell.section);
  const column = section && columnOf(section, cell.column);
  const row = section && printedRows(of, section).find(({ key }) => key === cell.row);
  if (column === undefined || row === undefined) return undefined;
  const found = totals.totals.find(
    (one) => one.section === cell.section && one.row === cell.row && one.column === cell.column,
  );
  const { group, label, unit } = column;
  return {
    name: [row.label[lang], ...(group === undefined ? [] : [group[lang]]), label[lang]].join(' · '),
    form: template.descriptors.name[lang],
    period: period.label[lang],
    measure: row.unit ?? unit,
    total: found?.value ?? null,
    coverage: totals.coverage,
    adds: (row.overUnits ?? column.overUnits)?.kind === 'sum',
  };
}
