/** The remarks of a return: each names cells of the form, and is stored as it is said. */
import type { CellRef, ReportContent } from '../../../shared/report.ts';
import { type AssignedRow, columnOf, rowsOf, type Section, type Template } from '../../../shared/template.ts';
import type { Remark } from '../../../shared/wire.ts';
import type { RemarkRow } from '../../store/revisions.ts';
import { wrongFields } from '../../wrong-field.ts';

/** A remark must name a cell of the form, or `*` for a whole row or section; otherwise nobody could ever answer it. */
export function refuseUnknownCells(
  template: Template,
  assigned: readonly AssignedRow[],
  content: ReportContent,
  remarks: readonly Remark[],
): void {
  const wrong = remarks.flatMap(({ at }, index) =>
    isCell(template, assigned, content, at)
      ? []
      : [{ path: `/remarks/${index}/at`, vi: 'không có ô này trong biểu', en: 'no such cell in the form' }],
  );
  if (wrong.length > 0) throw wrongFields(wrong);
}

/** Whether the form, or what the office added to it, has this cell; `*` stands for any row or column. */
export function isCell(
  template: Template,
  assigned: readonly AssignedRow[],
  content: ReportContent,
  at: CellRef,
): boolean {
  const section = template.sections.find(({ id }) => id === at.section);
  return (
    section !== undefined &&
    hasColumn(section, at.column) &&
    hasRow(section, assigned, content[section.id] ?? {}, at.row)
  );
}

const hasColumn = (section: Section, column: string): boolean =>
  column === '*' || columnOf(section, column)?.source === 'office';

function hasRow(
  section: Section,
  assigned: readonly AssignedRow[],
  rows: ReportContent[string],
  row: string,
): boolean {
  return row === '*' || Object.hasOwn(rows, row) || rowsOf(section, assigned).some(({ key }) => key === row);
}

export const remarkRows = (remarks: readonly Remark[]): RemarkRow[] =>
  remarks.map(({ at, text }) => ({ section_id: at.section, row_key: at.row, column_id: at.column, text }));
