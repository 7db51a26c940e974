/** Works out what a form offers for blank cells: values of the office's earlier reports and of its plan, where the form says so. */
import type { Period } from '../../../shared/period.ts';
import { type CellValue, isEmpty, type ReportContent } from '../../../shared/report.ts';
import {
  type AssignedRow,
  type Column,
  type Row,
  rowsOf,
  type Section,
  type Template,
} from '../../../shared/template.ts';
import type { PastReport } from '../../store/reports.ts';

/** Whether anything is offered from earlier reports. */
export const offersPast = ({ sections }: Template): boolean =>
  sections.some(({ columns }) =>
    columns.some(({ prefill }) => prefill !== undefined && prefill.from !== 'plan'),
  );

interface Asked {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly period: Pick<Period, 'kind' | 'year' | 'from'>;
  /** Comparable reports of the office, oldest first. */
  readonly past: readonly PastReport[];
}

/** By section, row and column; undefined where there is nothing. What was declared as none or not known is nobody's to offer. */
export function offeredCells({ template, assigned, period, past }: Asked): ReportContent | undefined {
  const same = past.filter(({ kind, first_day }) => kind === period.kind && first_day < period.from);
  const earlier: Earlier = {
    lastPeriod: same.at(-1)?.content ?? {},
    lastYear: yearBefore(same, period)?.content ?? {},
  };
  const offered: Record<string, Record<string, Record<string, CellValue>>> = {};
  for (const section of template.sections) {
    const rows = Object.fromEntries(
      rowsOf(section, assigned).flatMap((row) => {
        const cells = offeredIn(section, row, assigned, earlier);
        return Object.keys(cells).length === 0 ? [] : [[row.key, cells] as const];
      }),
    );
    if (Object.keys(rows).length > 0) offered[section.id] = rows;
  }
  return Object.keys(offered).length === 0 ? undefined : offered;
}

type Earlier = Readonly<Record<'lastPeriod' | 'lastYear', ReportContent>>;

function offeredIn(
  section: Section,
  row: Row,
  assigned: readonly AssignedRow[],
  earlier: Earlier,
): Record<string, CellValue> {
  const plan = assigned.find(({ key }) => key === row.key)?.values ?? {};
  const cells = section.columns.flatMap(({ id, prefill }) => {
    if (prefill === undefined || !takes(row, id)) return [];
    const { from, column } = prefill;
    const value = from === 'plan' ? plan[column] : earlier[from][section.id]?.[row.key]?.[column];
    return value === undefined || isEmpty(value) ? [] : [[id, value] as const];
  });
  return Object.fromEntries(cells);
}

const takes = ({ heading, open }: Row, column: Column['id']): boolean =>
  heading !== true && (open === undefined || open.includes(column));

/** The report of the year before that covers the same stretch of it. */
const yearBefore = (same: readonly PastReport[], period: Asked['period']): PastReport | undefined =>
  same.find(({ year, first_day }) => year === period.year - 1 && first_day.slice(4) === period.from.slice(4));
