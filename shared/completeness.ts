/** How much of a report is still to be filled: required cells nobody has answered. Pure. */
import { type CompiledRow, compileTemplate, gridRows } from './compiled-template.ts';
import type { ReportContent } from './report.ts';
import type { AssignedRow, Template } from './template.ts';

/**
 * Required cells left blank: all of them for an empty content. Any of the declared empties answers a cell. A row of a list
 * asks for its cells once it has one.
 */
export function missingCells(
  template: Template,
  assigned: readonly AssignedRow[],
  content: ReportContent,
): number {
  let missing = 0;
  for (const section of compileTemplate(template).sections) {
    const rows = asRecord(content[section.section.id]);
    if (section.section.rowsFrom === 'office') {
      for (const cells of Object.values(rows))
        if (Object.keys(asRecord(cells)).length > 0) missing += blankIn(section.listRow, cells);
    } else {
      for (const row of gridRows(section, assigned)) missing += blankIn(row, rows[row.key]);
    }
  }
  return missing;
}

/** A draft may hold anything: what is no record holds nothing. */
const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

function blankIn({ columns, required }: CompiledRow, value: unknown): number {
  if (required === 0) return 0;
  const cells = asRecord(value);
  return columns.filter((column) => column.required && cells[column.id] === undefined).length;
}
