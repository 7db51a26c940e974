/** What reading a sheet and checking its content found, put together so that nothing is told twice. */
import type { Issue } from './issue.ts';

const STRUCTURE: ReadonlySet<string> = new Set([
  'missing_section',
  'missing_column',
  'missing_row',
  'duplicate_column',
  'duplicate_row_key',
  'unknown_row',
  'rows_sorted',
]);

/** Errors that could put a figure into a wrong field or drop it: then not even a draft is sent. */
export const structureErrors = <One extends Pick<Issue, 'severity' | 'code'>>(
  issues: readonly One[],
): One[] => issues.filter(({ severity, code }) => severity === 'error' && STRUCTURE.has(code));

const cellKey = (at: { section: string; row?: string | undefined; column?: string | undefined }): string =>
  `${at.section}|${at.row ?? ''}|${at.column ?? ''}`;

/** What the reader already told about a cell, column, row or sheet is not told again as blank, empty or a broken rule. */
export function withoutKnockOns(read: readonly Issue[], checked: readonly Issue[]): Issue[] {
  const errors = read.filter((issue) => issue.severity === 'error');
  const told = new Set(errors.map(cellKey));
  for (const issue of read) {
    if (issue.code === 'merged_cell') for (const cell of issue.related) told.add(cellKey(cell));
  }
  if (told.size === 0) return [...read, ...checked];
  const known = ({
    section,
    row,
    column,
  }: {
    section: string;
    row?: string | undefined;
    column?: string | undefined;
  }) =>
    told.has(cellKey({ section, row, column })) ||
    told.has(cellKey({ section })) ||
    told.has(cellKey({ section, row })) ||
    told.has(cellKey({ section, column }));
  // A row that could not be read is in no content, and its list is not empty for that.
  const sections = new Set(errors.map(({ section }) => section));
  const isKnockOn = (issue: Issue) => issue.code === 'no_rows' && sections.has(issue.section);
  return [
    ...read,
    ...checked.filter((issue) => !isKnockOn(issue) && !known(issue) && !issue.related.some(known)),
  ];
}
