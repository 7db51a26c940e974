/** Writes a flat table as CSV: UTF-8 with BOM, RFC 4180, text that no spreadsheet takes for a formula. */
import { stringify } from 'csv-stringify/sync';
import { showDate } from '../../shared/dates.ts';
import { withoutFormula, xmlText } from './safe-text.ts';
import type { FlatTable, TableCell } from './table.ts';

/**
 * `plain`: commas, decimal point, ISO dates; for programs, and for a spreadsheet told so when it imports.
 * `excel-vi`: semicolons, decimal comma, dd/mm/yyyy; opens with a double click where Windows speaks Vietnamese.
 */
export type CsvDialect = 'plain' | 'excel-vi';

function cellText(cell: TableCell, dialect: CsvDialect): string {
  if (cell === null) return '';
  if (cell.type === 'text') return withoutFormula(xmlText(cell.value));
  if (dialect === 'plain') return cell.value;
  return cell.type === 'number' ? cell.value.replace('.', ',') : showDate(cell.value, 'vi');
}

/** The file as bytes would begin with EF BB BF; the text returned begins with U+FEFF. */
export function csvOf({ header, rows }: FlatTable, dialect: CsvDialect = 'plain'): string {
  return stringify(
    [
      header.map((name) => withoutFormula(name)),
      ...rows.map((row) => row.map((cell) => cellText(cell, dialect))),
    ],
    { bom: true, record_delimiter: '\r\n', delimiter: dialect === 'plain' ? ',' : ';' },
  );
}
