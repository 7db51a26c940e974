/** Reads the text of one CSV file into cells by column name, with the line each row began on; every fault is told. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { isIsoDate, readDate } from '../../shared/dates.ts';
import { Id } from '../../shared/template.ts';
import { badCharacter, clean, fold } from '../../shared/text.ts';
import type { Source } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';
import type { CellKind, FileColumn, FileSpec } from './file-specs.ts';

/** A row whose cells are read: canonical text by column name; a blank cell has no key. */
export interface FileRow {
  readonly at: Source;
  readonly cells: Readonly<Record<string, string>>;
}

export interface FileRows {
  readonly rows: readonly FileRow[];
  readonly faults: readonly ImportFault[];
  /** Names of the columns beyond the ones every such file has. */
  readonly more: readonly string[];
}

type CellReading =
  | { readonly value: string }
  | { readonly code: ImportFault['code']; readonly choices?: string };

const YES = new Set(['có', 'co', 'yes', 'true', '1', 'x']);
const NO = new Set(['không', 'khong', 'no', 'false', '0']);
const YES_NO_WORDS = 'có/không, yes/no, 1/0';
const Email = z.email();

function readYesNo(text: string): CellReading {
  const word = fold(text);
  if (YES.has(word)) return { value: 'yes' };
  return NO.has(word) ? { value: 'no' } : { code: 'cell_bad_choice', choices: YES_NO_WORDS };
}

/** Files come from Vietnamese offices: dd/mm/yyyy is certain. */
function readFileDate(text: string): CellReading {
  const found = readDate(text, { locale: 'vi_VN' });
  return found.kind === 'date' && isIsoDate(found.value) ? { value: found.value } : { code: 'cell_bad_date' };
}

function readKind(text: string, cell: CellKind): CellReading {
  switch (cell.kind) {
    case 'text':
      return { value: text.replaceAll('\n', ' ') };
    case 'id':
      return Id.safeParse(text).success ? { value: text } : { code: 'cell_bad_id' };
    case 'date':
      return readFileDate(text);
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? { value: String(Number(text)) } : { code: 'cell_bad_number' };
    case 'yesNo':
      return readYesNo(text);
    case 'email': {
      const email = text.toLowerCase();
      return Email.safeParse(email).success ? { value: email } : { code: 'cell_bad_email' };
    }
    case 'choice':
      return cell.choices.includes(text)
        ? { value: text }
        : { code: 'cell_bad_choice', choices: cell.choices.join(', ') };
  }
}

interface Record_ {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Comma or semicolon, whichever the header line has more of: Excel in Vietnamese saves CSV with semicolons. */
function delimiterOf(text: string): ',' | ';' {
  const header = text.slice(0, text.search(/\r|\n|$/));
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

function split(file: string, text: string): { records: readonly Record_[]; faults: ImportFault[] } {
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return { records: records as Record_[], faults: [] };
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    return { records: [], faults: [fault('not_csv', { file, line: lines ?? 0 }, { why: message })] };
  }
}

interface Header {
  readonly columns: readonly (FileColumn | undefined)[];
  readonly more: readonly string[];
  readonly faults: readonly ImportFault[];
}

/** The column a header names; names beyond the fixed ones as the file allows. */
function columnNamed(name: string, spec: FileSpec): FileColumn | undefined {
  const fixed = spec.columns.find((column) => column.name === name);
  if (fixed || spec.open === undefined) return fixed;
  if (spec.open === 'assignmentColumns') return { name, required: false, cell: { kind: 'text' } };
  return name.startsWith(spec.open.prefix) ? { name, required: false, cell: spec.open.cell } : undefined;
}

function readHeader(names: readonly string[], at: Source, spec: FileSpec): Header {
  const cleaned = names.map((name) => clean(name));
  const faults: ImportFault[] = [];
  const known = spec.columns.map(({ name }) => name);
  const columns = cleaned.map((name, index) => {
    if (name === '') return undefined;
    const column = columnNamed(name, spec);
    if (column === undefined) {
      faults.push(fault('header_unknown', at, { column: name, known: known.join(', ') }));
    } else if (cleaned.indexOf(name) < index) {
      faults.push(fault('header_twice', at, { column: name }));
    }
    return column;
  });
  for (const column of spec.columns) {
    if (column.required && !cleaned.includes(column.name)) {
      faults.push(fault('header_missing', at, { column: column.name }));
    }
  }
  const more = cleaned.filter((name) => name !== '' && !known.includes(name));
  return { columns, more, faults };
}

function readCellText(raw: string, column: FileColumn, at: Source): string | ImportFault | undefined {
  const text = clean(raw);
  const about = { column: column.name, found: text };
  if (text === '') return column.required ? fault('cell_empty', at, about) : undefined;
  if (badCharacter(text) || text.includes('\ufffd')) return fault('cell_bad_character', at, about);
  const reading = readKind(text, column.cell);
  if ('value' in reading) return reading.value;
  return fault(reading.code, at, { ...about, choices: reading.choices ?? '' });
}

/**
 * The rows of a file. A row with a fault is left out of `rows`, so that one wrong cell is told once;
 * the caller stores nothing as long as there are faults.
 */
export function readCsv(spec: FileSpec, text: string): FileRows {
  const { file } = spec;
  const { records, faults } = split(file, text);
  const [first, ...rest] = records;
  if (first === undefined) {
    const missing = spec.columns.filter((column) => column.required);
    const at = { file, line: 1 };
    return {
      rows: [],
      more: [],
      faults:
        faults.length > 0 ? faults : missing.map(({ name }) => fault('header_missing', at, { column: name })),
    };
  }
  const header = readHeader(first.record, { file, line: first.info.lines }, spec);
  if (header.faults.length > 0) return { rows: [], more: header.more, faults: header.faults };
  const rows: FileRow[] = [];
  const found: ImportFault[] = [];
  for (const { record, info } of rest) {
    const at = { file, line: info.lines - lineBreaks(record) };
    const row = readRow(record, header, at);
    if (row.faults.length > 0) found.push(...row.faults);
    else if (Object.keys(row.cells).length > 0) rows.push({ at, cells: row.cells });
  }
  return { rows, faults: found, more: header.more };
}

/** The parser tells the last line of a record; a person looks for its first. */
const lineBreaks = (record: readonly string[]): number =>
  record.reduce((count, cell) => count + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

function readRow(
  record: readonly string[],
  header: Header,
  at: Source,
): { cells: Record<string, string>; faults: ImportFault[] } {
  const cells: Record<string, string> = {};
  const faults: ImportFault[] = [];
  if (record.every((cell) => clean(cell) === '')) return { cells, faults };
  if (
    record.length > header.columns.length &&
    record.slice(header.columns.length).some((cell) => clean(cell) !== '')
  ) {
    const why = `${record.length} > ${header.columns.length}`;
    return { cells, faults: [fault('not_csv', at, { why })] };
  }
  for (const [index, column] of header.columns.entries()) {
    if (column === undefined) continue;
    const reading = readCellText(record[index] ?? '', column, at);
    if (typeof reading === 'object') faults.push(reading);
    else if (reading !== undefined) cells[column.name] = reading;
  }
  return { cells, faults };
}
