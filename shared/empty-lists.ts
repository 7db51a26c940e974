/** Owns asking about a list without rows, where its form expects some: left blank by mistake, or nothing to report? */
import type { CellContext } from './check-cells.ts';
import type { Issue } from './issue.ts';
import { completeIssue } from './rule-view.ts';

/** Silent about sections with an issue of structure: what is wrong there is told first. */
export function emptyLists(context: CellContext, structure: readonly Issue[]): Issue[] {
  const { compiled, content, mode } = context;
  const asked = compiled.sections.filter(({ section }) => section.expectsRows === true);
  if (asked.length === 0) return [];
  const told = new Set(structure.map(({ section }) => section));
  // What is no report at all is told of no section.
  if (told.has('')) return [];
  return asked
    .filter(({ section: { id } }) => !told.has(id) && !hasRow(content[id] ?? {}))
    .map(({ section: { id } }) =>
      completeIssue(context, {
        code: 'no_rows',
        severity: mode === 'submit' ? 'warning' : 'note',
        section: id,
        params: {},
        related: [],
        fixes: [],
      }),
    );
}

/** A row without any cell is no row. */
function hasRow(rows: Readonly<Record<string, object>>): boolean {
  for (const key in rows) {
    for (const _column in rows[key]) return true;
  }
  return false;
}
