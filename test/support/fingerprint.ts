/** The structure of a drawn sheet as data, without what is typed in it: what a repair must bring back. */
import type { SheetModel, Workbook } from '../standin/index.ts';

export interface Fingerprint {
  readonly looks: {
    /** For each column the rules of its cells, and the formats of the blank ones. */
    readonly rules: readonly (readonly string[])[];
    readonly formats: readonly (readonly string[])[];
    /** For each row what is printed in it. */
    readonly printed: readonly (readonly unknown[])[];
  };
  readonly [rest: string]: unknown;
}

/** Rows of a list look alike, and there may be more or fewer of them: each look is told once. */
export function fingerprint(workbook: Workbook, sheet: SheetModel): Fingerprint {
  const ids = sheet.cells[0]?.map((cell) => cell?.value).filter((id) => typeof id === 'string') ?? [];
  const width = ids.length;
  const headed = sheet.cells.findIndex((line) => line[0]?.value === 'Mã dòng');
  const isList = !ids.includes('_label');
  const keyed = sheet.cells.flatMap((_, row) =>
    row > headed && sheet.at(row, 0).value !== null ? [row] : [],
  );
  const each = <T>(of: (row: number, column: number) => T): T[][] =>
    ids.map((_, column) => keyed.map((row) => of(row, column)));
  const looks = {
    rules: each((row, column) => JSON.stringify(sheet.at(row, column).rule ?? null)),
    // What is typed may keep a format of its own: text as text, a day under a format of days.
    formats: each((row, column) => {
      const { value, style } = sheet.at(row, column);
      return value === null ? (style.format ?? '') : '';
    }).map((column) => [...new Set(column)].filter((format) => format !== '')),
    printed: keyed.map((row) =>
      ids.map((id, column) => (/^_(key|no|label|unit)$/.test(String(id)) ? sheet.at(row, column).value : '')),
    ),
  };
  const last = headed + keyed.length;
  const size = ({ row, rows }: { row: number; rows: number }) =>
    row <= headed ? [row, rows] : isList ? [row, row + rows - 1 === last] : [row, rows];
  return {
    name: sheet.name.replace(/ \d+$/, ''),
    hidden: sheet.hidden,
    heads: sheet.cells
      .slice(0, headed + 1)
      .filter((_, row) => row !== 2)
      .map((line) => Array.from({ length: width }, (_, column) => line[column]?.value ?? null)),
    looks: isList
      ? { ...looks, printed: [], rules: looks.rules.map((column) => [...new Set(column)]) }
      : looks,
    frozen: [sheet.frozenRows, sheet.frozenColumns],
    merges: sheet.merges.filter(({ row, column }) => row <= last && column < width),
    filter: sheet.filter,
    hiddenRows: sheet.rowLines.flatMap((line, row) => (line.hidden ? [row] : [])),
    hiddenColumns: sheet.columnLines.flatMap((line, column) => (line.hidden ? [column] : [])),
    marks: sheet.columnLines
      .slice(0, width)
      .map(({ metadata }) => metadata.map(({ key, value }) => `${key} ${value}`)),
    section: sheet.metadata.map(({ key, value }) => `${key} ${value}`),
    tints: sheet.conditional.map(({ ranges, condition, format }) => ({
      condition,
      format,
      ranges: ranges.map((range) => [range.column, range.columns, ...size(range)]),
    })),
    protections: workbook.protections
      .filter(({ sheetId }) => sheetId === sheet.id)
      .map(({ rect, description, warningOnly }) => ({
        description,
        warningOnly,
        rect: rect === undefined ? null : [rect.column, rect.columns, ...size(rect)],
      }))
      .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
  };
}
