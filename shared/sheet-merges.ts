/** Owns telling which cells of a section a merged area hides. */
import type { Issue } from './issue.ts';
import { a1, type RawTab } from './raw-sheet.ts';
import type { Column, Section } from './template.ts';

/** A column the office types in, and where it stands; `freeText`: it takes any words. */
interface TypedColumn {
  readonly column: Column;
  readonly place: number;
  readonly freeText: boolean;
}

/** Where a section stands: 0-based rows, by key below the header. */
interface Place {
  readonly headerRow: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** Row key → ids of the columns closed in that row. */
type Closed = (key: string) => ReadonlySet<string>;

/** Only the top left cell of a merged area holds a value; the cells it hides would read as blank. */
export function mergedCells(
  tab: RawTab,
  section: Section,
  position: Place,
  readers: readonly TypedColumn[],
  closed: Closed,
): Issue[] {
  if (!mayHideCells(tab, position, readers, closed)) return [];
  const columnAt = new Map(readers.map((reader) => [reader.place, reader.column.id]));
  const keyAt = new Map(Object.entries(position.rows).map(([key, row]) => [row, key]));
  const issues: Issue[] = [];
  for (const merge of tab.merges) {
    const cells: { section: string; row: string; column: string }[] = [];
    for (let row = merge.row; row < merge.row + merge.rows; row += 1) {
      for (let column = merge.column; column < merge.column + merge.columns; column += 1) {
        const key = keyAt.get(row);
        const id = columnAt.get(column);
        if (key !== undefined && id !== undefined) cells.push({ section: section.id, row: key, column: id });
      }
    }
    const [first] = cells;
    if (first === undefined || cells.length < 2) continue;
    const last = a1(merge.row + merge.rows - 1, merge.column + merge.columns - 1);
    issues.push({
      code: 'merged_cell',
      severity: 'error',
      ...first,
      a1: a1(merge.row, merge.column),
      params: { found: `${a1(merge.row, merge.column)}:${last}`, cells: String(cells.length) },
      related: cells.slice(1),
      fixes: [],
    });
  }
  return issues;
}

/**
 * Whether a merged area could hide a value: an open cell is blank below or, in a column that asks for more than an
 * optional text, beside a filled one. Printed cells (headers, labels, units) are always filled, and protected.
 */
function mayHideCells(
  tab: RawTab,
  position: Place,
  readers: readonly TypedColumn[],
  closed: Closed,
): boolean {
  const typed = new Set(readers.map((reader) => reader.place));
  const { values } = tab;
  const filled = (row: number, place: number): boolean => {
    const cell = values[row]?.[place];
    return cell !== undefined && cell !== '' && row > position.headerRow && typed.has(place);
  };
  return Object.entries(position.rows).some(([key, row]) => {
    const shut = closed(key);
    return readers.some(
      ({ place, column, freeText }) =>
        !filled(row, place) &&
        !shut.has(column.id) &&
        (filled(row - 1, place) || ((column.required || !freeText) && filled(row, place - 1))),
    );
  });
}
