/** Where a section's cells stand on the file an office has, found the way a person finds them: by the printed headers. */
import { headerOf } from '../../shared/sheet-layout.ts';
import type { Section } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';

/** 0-based positions on the office's own sheet. */
export interface Found {
  readonly tab: string;
  readonly column: (columnId: string) => number;
  readonly row: (rowKey: string) => number;
  /** First row for typing in a list. */
  readonly firstRow: number;
}

/** A sheet as it is looked at; row and column are 0-based. */
interface Seen {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly text: (row: number, column: number) => string;
}

export function sectionOf(template: string, id: string): Section {
  const section = builtIn(template)?.sections.find((candidate) => candidate.id === id);
  if (!section) throw new Error(`no section ${id}`);
  return section;
}

export function foundOn(section: Section, { name, rows, columns, text }: Seen): Found {
  const headers = new Map(section.columns.map((column) => [column.id, headerOf(column)]));
  const printed = (row: number) => new Set(Array.from({ length: columns }, (_, column) => text(row, column)));
  const matches = (row: number) => [...headers.values()].filter((label) => printed(row).has(label)).length;
  let headerRow = 0;
  for (let row = 1; row < 12; row += 1) if (matches(row) > matches(headerRow)) headerRow = row;
  return {
    tab: name,
    firstRow: headerRow + 1,
    column: (id) => {
      const label = headers.get(id);
      for (let column = 0; column < columns; column += 1)
        if (text(headerRow, column) === label) return column;
      throw new Error(`no column ${id} on ${name}`);
    },
    row: (key) => {
      for (let row = headerRow + 1; row < rows; row += 1) if (text(row, 0) === key) return row;
      throw new Error(`no row ${key} on ${name}`);
    },
  };
}
