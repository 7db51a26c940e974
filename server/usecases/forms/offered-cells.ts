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
import type { OfferedFrom, ReportForm } from '../../../shared/wire.ts';
import type { OwedBefore, PastReport } from '../../store/reports.ts';

/** Whether anything is offered from earlier reports. */
export const offersPast = (template: Template): boolean => EARLIER.some((from) => names(template, from));

/** An earlier report and the period it is of. */
interface Found {
  readonly owed: OwedBefore;
  /** undefined: none counts, or it lies further back than past reports are read. */
  readonly report: PastReport | undefined;
  /** The last day since on which the office was merged or split. */
  readonly reshaped: string | undefined;
}

interface Asked {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly period: Pick<Period, 'year' | 'from' | 'to'>;
  /** Earlier periods of the kind that the office owed the form for, newest first. */
  readonly owed: readonly OwedBefore[];
  /** Comparable reports of the office. */
  readonly past: readonly PastReport[];
  /** Days on which the office was merged or split. */
  readonly reshaped: readonly string[];
}

/** What is offered, and from which periods. Figures of before a merger or split are of another territory: offered by none. */
export function offering(asked: Asked): Pick<ReportForm, 'offered' | 'offeredFrom'> {
  const found = { lastPeriod: foundAt(asked, asked.owed[0]), lastYear: foundAt(asked, yearBefore(asked)) };
  const offered = offeredCells(asked, {
    lastPeriod: keptOf(found.lastPeriod),
    lastYear: keptOf(found.lastYear),
  });
  const offeredFrom = EARLIER.flatMap((from) => {
    const source = found[from];
    return source === undefined || !names(asked.template, from) ? [] : [sourceOf(asked, from, source)];
  });
  return {
    ...(offered === undefined ? {} : { offered }),
    ...(offeredFrom.length === 0 ? {} : { offeredFrom }),
  };
}

const EARLIER = ['lastPeriod', 'lastYear'] as const;

const names = ({ sections }: Template, from: OfferedFrom['from']): boolean =>
  sections.some(({ columns }) => columns.some(({ prefill }) => prefill?.from === from));

function foundAt({ past, reshaped, period }: Asked, owed: OwedBefore | undefined): Found | undefined {
  if (owed === undefined) return undefined;
  const days = reshaped.filter((day) => day > owed.last_day && day <= period.to).sort();
  return { owed, report: past.find(({ period_id }) => period_id === owed.id), reshaped: days.at(-1) };
}

const keptOf = (found: Found | undefined): ReportContent =>
  found?.reshaped === undefined ? (found?.report?.content ?? {}) : {};

function sourceOf(asked: Asked, from: OfferedFrom['from'], { owed, report, reshaped }: Found): OfferedFrom {
  const told = { from, label: owed.label };
  if (!owed.sent) return { ...told, withheld: 'notSent' };
  const alone = { ...asked, assigned: asked.assigned.map((row) => ({ ...row, values: {} })) };
  const dropped = { lastPeriod: {}, lastYear: {}, [from]: report?.content ?? {} };
  return reshaped === undefined || offeredCells(alone, dropped) === undefined
    ? told
    : { ...told, withheld: 'reshaped', since: reshaped };
}

/** By section, row and column; undefined where there is nothing. What was declared as none or not known is nobody's to offer. */
function offeredCells(
  { template, assigned }: Pick<Asked, 'template' | 'assigned'>,
  earlier: Earlier,
): ReportContent | undefined {
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

type Earlier = Readonly<Record<OfferedFrom['from'], ReportContent>>;

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

/** The period of the year before that covers the same stretch of it. */
const yearBefore = ({ owed, period }: Asked): OwedBefore | undefined =>
  owed.find(({ year, first_day }) => year === period.year - 1 && first_day.slice(4) === period.from.slice(4));
