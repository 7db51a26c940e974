/** Types a whole report into an office's sheet: single cells for grids, one pasted block for lists. */
import { builtIn } from '../../shared/templates/index.ts';
import type { Found } from './found.ts';
import type { Assigned } from './import-files.ts';
import {
  fill2021,
  fillTerm,
  type GridFill,
  NOT_PUBLISHED,
  REPORTERS_2021,
  REPORTERS_TERM,
} from './inspection-fills.ts';
import type { OfficeDesk } from './office-desk.ts';
import { TARGET_REPORTS } from './target-assignments.ts';
import { TASK_REPORTS, type TaskRow } from './task-fills.ts';

/** A file somebody types into. */
type Typed = Pick<OfficeDesk, 'report' | 'find' | 'type' | 'makeRoom'>;

const position = (offices: readonly { id: string }[], unit: string): number =>
  offices.findIndex(({ id }) => id === unit);

function inspectionFill({ unit, period }: Assigned): GridFill {
  const known =
    period === '2021' ? fill2021(position(REPORTERS_2021, unit)) : fillTerm(position(REPORTERS_TERM, unit));
  const rows = builtIn('inspection')?.sections.find(({ id }) => id === 'main')?.rows ?? [];
  const unknown = rows
    .filter((row) => !row.heading && !known[row.key]?.total)
    .map((row) => [row.key, { total: NOT_PUBLISHED }]);
  return { ...Object.fromEntries(unknown), ...known };
}

function targetFill({ unit, period }: Assigned): GridFill {
  const report = TARGET_REPORTS.find((candidate) => candidate.unit === unit && candidate.period === period);
  return Object.fromEntries((report?.targets ?? []).map((target) => [target.key, target.typed]));
}

function typeGrid(office: Typed, found: Found, fill: GridFill): void {
  for (const [row, cells] of Object.entries(fill)) {
    const line = found.row(row);
    for (const [column, text] of Object.entries(cells)) office.type(found, line, found.column(column), text);
  }
}

/** One row of a list, counted from 0. */
export function typeRow(office: Typed, found: Found, index: number, row: TaskRow): void {
  const line = found.firstRow + index;
  office.makeRoom(found, line + 1);
  for (const [column, text] of Object.entries(row)) office.type(found, line, found.column(column), text);
}

/** Row by row, as from a list kept in another program. */
function typeList(office: Typed, found: Found, rows: readonly TaskRow[]): void {
  const columns = new Map<string, number>();
  office.makeRoom(found, found.firstRow + rows.length);
  rows.forEach((row, index) => {
    for (const [column, text] of Object.entries(row)) {
      const at = columns.get(column) ?? found.column(column);
      columns.set(column, at);
      office.type(found, found.firstRow + index, at, text);
    }
  });
}

/** What an office types into the grid of its report; {} where it has none. */
export function gridFill(report: Assigned): GridFill {
  if (report.template === 'inspection') return inspectionFill(report);
  return report.template === 'targets' ? targetFill(report) : {};
}

/** The rows an office types into the list of its report. */
export function listFill({ unit, period }: Assigned): readonly TaskRow[] {
  return TASK_REPORTS.find((report) => report.unit === unit && report.period === period)?.rows ?? [];
}

/** Fills the sheet with everything the office has to report. */
export function fillReport(office: Typed): void {
  const { report } = office;
  if (report.template === 'tasks') typeList(office, office.find('tasks'), listFill(report));
  else {
    const section = report.template === 'inspection' ? 'main' : 'targets';
    typeGrid(office, office.find(section), gridFill(report));
  }
}
