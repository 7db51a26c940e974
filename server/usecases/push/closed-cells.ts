/** Holds an answer to a return to the cells named there, and says which others have to be put back. */
import { changesBetween } from '../../../shared/changes.ts';
import { Problem } from '../../../shared/problem.ts';
import type { CellRef, ReportContent } from '../../../shared/report.ts';
import { type AssignedRow, columnOf, rowsOf, type Template } from '../../../shared/template.ts';
import type { ReportAddress } from '../../store/reports.ts';
import type { Flights } from '../../store/transaction.ts';
import { cameBack, openRows } from '../review/remarks.ts';

interface Answering {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly content: ReportContent;
}

/** Cells named in words; more are only counted. */
const NAMED_MAX = 3;

/** An answer to a return may differ from what was returned only in the cells named there; `*` names a whole row or section. */
export async function refuseClosedCells(
  flights: Flights,
  at: ReportAddress,
  { template, assigned, content }: Answering,
): Promise<void> {
  const { returned, remarks } = await cameBack(flights, at, { template, assigned });
  const isNamed = (cell: CellRef) =>
    remarks.some(
      ({ at: { section, row, column } }) =>
        section === cell.section &&
        (row === '*' || row === cell.row) &&
        (column === '*' || column === cell.column),
    );
  const before = returned?.content ?? {};
  const others = changesBetween(before, content).filter((change) => !isNamed(change.at));
  if (others.length === 0) return;
  const cells = others.map((change) => change.at);
  const form = { template, assigned, contents: [before, content] };
  const details = {
    others: cells.length,
    count: cellsOf(form).filter(isNamed).length,
    revision: returned?.no ?? 0,
    named: listed(cells, form, 'vi'),
    named_en: listed(cells, form, 'en'),
  };
  throw new Problem('closed_cells_changed', details, { cells });
}

interface Form {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly contents: readonly ReportContent[];
}

/** The cells an office fills: of the rows printed or assigned, and of those of lists in what was returned. */
function cellsOf({ template, assigned, contents: [returned] }: Form): CellRef[] {
  return template.sections.flatMap((section) => {
    const rows = openRows(section, assigned, returned?.[section.id] ?? {});
    return rows.flatMap(({ key: row, columns }) =>
      row === null ? [] : columns.map(({ id }) => ({ section: section.id, row, column: id })),
    );
  });
}

function listed(cells: readonly CellRef[], form: Form, lang: 'vi' | 'en'): string {
  const named = cells.slice(0, NAMED_MAX).map((cell) => nameOf(cell, form, lang));
  const more = cells.length - named.length;
  const rest = lang === 'vi' ? ` và ${more} ô khác` : ` and ${more} more`;
  return named.join('; ') + (more > 0 ? rest : '');
}

/** A row as it is printed, or of a list by its first words. */
function nameOf({ section: id, row, column }: CellRef, form: Form, lang: 'vi' | 'en'): string {
  const section = form.template.sections.find((one) => one.id === id);
  if (section === undefined) return `“${row}”`;
  const printed = rowsOf(section, form.assigned).find(({ key }) => key === row)?.label;
  const first = section.columns[0]?.id ?? '';
  const said = form.contents
    .map((content) => content[id]?.[row]?.[first])
    .find((one) => typeof one === 'string');
  const line = printed?.[lang] ?? said ?? section.label[lang];
  const head = columnOf(section, column)?.label[lang] ?? column;
  return lang === 'vi' ? `“${line}”, cột “${head}”` : `“${line}”, column “${head}”`;
}
