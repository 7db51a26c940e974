/** The remarks of a return: each names cells of the form, and is stored as it is said; with them, what may change of what came back. */
import { own } from '../../../shared/changes.ts';
import { compileTemplate, gridRows } from '../../../shared/compiled-template.ts';
import { isRemarkKey, remarkKey } from '../../../shared/remark-answer.ts';
import type { CellRef, ReportContent } from '../../../shared/report.ts';
import {
  type AssignedRow,
  type Column,
  openColumns,
  rowsOf,
  type Section,
  type Template,
} from '../../../shared/template.ts';
import type { Remark, ReportState } from '../../../shared/wire.ts';
import type { ReportAddress } from '../../store/reports.ts';
import {
  type RemarkRow,
  type RevisionRow,
  selectEveryRemark,
  selectRemarks,
  selectRevision,
} from '../../store/revisions.ts';
import type { Flights } from '../../store/transaction.ts';
import { wrongFields } from '../../wrong-field.ts';

/** A remark must name a cell an office can fill, or `*` for a whole row or section; otherwise nobody could ever answer it. */
export function refuseUnknownCells(
  template: Template,
  assigned: readonly AssignedRow[],
  content: ReportContent,
  remarks: readonly Remark[],
): void {
  const wrong = remarks.flatMap(({ at }, index) =>
    isCell(template, assigned, content, at)
      ? []
      : [
          {
            path: `/remarks/${index}/at`,
            vi: 'biểu không có ô này để đơn vị điền',
            en: 'the form has no such cell to fill',
          },
        ],
  );
  if (wrong.length > 0) throw wrongFields(wrong);
}

/** Whether an office can fill this cell, in a row of the form, assigned or added by it; `*` stands for any row or column. */
export function isCell(
  template: Template,
  assigned: readonly AssignedRow[],
  content: ReportContent,
  at: CellRef,
): boolean {
  const section = template.sections.find(({ id }) => id === at.section);
  if (section === undefined) return false;
  return openRows(section, assigned, content[section.id] ?? {}).some(
    ({ key, columns }) =>
      (at.row === '*' || at.row === key) && columns.some(({ id }) => at.column === '*' || at.column === id),
  );
}

interface OpenRow {
  /** null: a row the office may add. */
  readonly key: string | null;
  readonly columns: readonly Column[];
}

/** What an office may fill of a section: of the rows there are and, in a list, of one more. */
export function openRows(
  section: Section,
  assigned: readonly AssignedRow[],
  rows: ReportContent[string],
): OpenRow[] {
  const added = openColumns(section, undefined);
  if (section.rowsFrom === 'office')
    return [...Object.keys(rows), null].map((key) => ({ key, columns: added }));
  return rowsOf(section, assigned).map((row) => ({ key: row.key, columns: openColumns(section, row) }));
}

export const remarkRows = (remarks: readonly Remark[]): RemarkRow[] =>
  remarks.map(({ at, text }) => ({ section_id: at.section, row_key: at.row, column_id: at.column, text }));

const cellFrom = (row: Omit<RemarkRow, 'text'>): CellRef => ({
  section: row.section_id,
  row: row.row_key,
  column: row.column_id,
});

const remarkFrom = (row: RemarkRow): Remark => ({ at: cellFrom(row), text: row.text });

/**
 * The reasons without answers to remarks this report never had: a reviewer would read them as answers to something.
 * Asks (`ask`) only where there are answers.
 */
export async function withoutStrayAnswers(
  ask: () => Flights,
  at: ReportAddress,
  form: Form & { readonly state: ReportState },
  reasons: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  if (!Object.keys(reasons).some(isRemarkKey)) return reasons;
  const flights = ask();
  const [every] = await flights.send(selectEveryRemark(flights, at));
  const known = new Set(every.map((row) => remarkKey(cellFrom(row), row.revision)));
  if (form.state === 'returned') {
    const { returned, remarks } = await cameBack(flights, at, form);
    for (const remark of remarks) known.add(remarkKey(remark.at, returned?.no ?? 0));
  }
  return Object.fromEntries(Object.entries(reasons).filter(([key]) => !isRemarkKey(key) || known.has(key)));
}

interface Form {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
}

interface CameBack {
  /** The submission that was returned. */
  readonly returned: RevisionRow | undefined;
  readonly remarks: readonly Remark[];
}

/** What came back, with its remarks: the reviewers', and one for each row assigned since, which nobody could name before. */
export async function cameBack(flights: Flights, at: ReportAddress, form: Form): Promise<CameBack> {
  const [[returned], remarks] = await flights.send(
    selectRevision(flights, at, 'submitted'),
    selectRemarks(flights, at),
  );
  const since = assignedSince(form.template, form.assigned, returned?.content ?? {});
  return {
    returned,
    remarks: [...remarks.map(remarkFrom), ...since.map((cell) => ({ at: cell, text: ASSIGNED_SINCE }))],
  };
}

const ASSIGNED_SINCE =
  'Dòng này được giao sau khi báo cáo bị trả lại, cần điền. · This row was assigned after the report was returned: fill it in.';

/** Rows that ask for a figure and of which the submission says nothing: it could not have been sent, had they been there. */
function assignedSince(template: Template, assigned: readonly AssignedRow[], sent: ReportContent): CellRef[] {
  return compileTemplate(template)
    .sections.filter(({ section }) => section.rowsFrom === 'assignment')
    .flatMap((compiled) => {
      const { id } = compiled.section;
      return gridRows(compiled, assigned)
        .filter(({ key, required }) => required > 0 && own(own(sent, id), key) === undefined)
        .map(({ key }) => ({ section: id, row: key, column: '*' }));
    });
}
