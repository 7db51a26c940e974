/** One report as the service writes it into its CSV file: whose it is, and each cell, those the service computed included. */
import { parse } from 'csv-parse/sync';

export interface ReportFile {
  readonly unit: string;
  readonly period: string;
  /** Canonical number or text of a cell; "" where it is blank or one of the declared empties. */
  readonly cell: (row: string, column: string) => string;
}

/** Headers of the file, which the service prints in Vietnamese. */
const HEADERS = {
  unit: 'Đơn vị báo cáo',
  period: 'Kỳ báo cáo',
  row: 'Mã dòng',
  column: 'Mã cột',
  value: 'Giá trị',
} as const;

/** Reads the file of `/api/exports/reports/…` in its plain dialect; throws where it has no line or lacks a column. */
export function readReportFile(csv: string): ReportFile {
  const lines = parse<Record<string, string>>(csv, { bom: true, columns: true });
  const [first] = lines;
  if (!first) throw new Error('the file of a report has no line');
  const at = (line: Record<string, string>, name: keyof typeof HEADERS): string => {
    const text = line[HEADERS[name]];
    if (text === undefined) throw new Error(`the file of a report has no column “${HEADERS[name]}”`);
    return text;
  };
  const key = (row: string, column: string): string => `${row}|${column}`;
  const cells = new Map(
    lines.map((line) => [key(at(line, 'row'), at(line, 'column')), at(line, 'value')] as const),
  );
  return {
    unit: at(first, 'unit'),
    period: at(first, 'period'),
    cell: (row, column) => cells.get(key(row, column)) ?? '',
  };
}
