/** Reads the text of one CSV file into cells by column name, with the line each row began on; every fault is told. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { isIsoDate, readDate } from '../../shared/dates.ts';
import { canonical } from '../../shared/decimal.ts';
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

const WRITTEN_AS_DATE = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})$/;

/** Files come from Vietnamese offices: dd/mm/yyyy is certain. */
function readFileDate(text: string): CellReading {
  const found = readDate(text, { locale: 'vi_VN' });
  if (found.kind === 'date' && isIsoDate(found.value)) return { value: found.value };
  return { code: WRITTEN_AS_DATE.test(text) ? 'cell_no_such_day' : 'cell_bad_date' };
}

/** +5, "+5 ngày làm việc"; a bare number could be a day of the month. */
const WORKING_DAYS = /^(?:\+ ?(\d{1,3})(?: ngày(?: làm việc)?)?|(\d{1,3}) ngày làm việc)$/;

function readDue(text: string): CellReading {
  const match = WORKING_DAYS.exec(fold(text));
  if (match) return { value: `+${Number(match[1] ?? match[2])}` };
  const read = readFileDate(text);
  return 'code' in read && read.code === 'cell_bad_date' ? { code: 'cell_bad_due' } : read;
}

/** More than nothing and at most all of it, written 0,4 or 0.4. */
const SHARE = /^(?:0?[.,]\d{1,12}|1(?:[.,]0{1,12})?)$/;

function readShare(text: string): CellReading {
  const value = SHARE.test(text) ? canonical(text.replace(',', '.').replace(/^\./, '0.')) : undefined;
  return value === undefined || value === '0' ? { code: 'cell_bad_share' } : { value };
}

function readKind(text: string, cell: CellKind): CellReading {
  switch (cell.kind) {
    case 'text':
      return { value: text.replaceAll('\n', ' ') };
    case 'id':
      return Id.safeParse(text).success ? { value: text } : { code: 'cell_bad_id' };
    case 'date':
      return readFileDate(text);
    case 'due':
      return readDue(text);
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? { value: String(Number(text)) } : { code: 'cell_bad_number' };
    case 'share':
      return readShare(text);
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

/** Index of the quote that closes a cell; doubled ones are part of it. -1: none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** The first quote that goes wrong, at the line it opens on. A cell is quoted as a whole, with quotes inside it doubled. */
function quoteFault(file: string, text: string, delimiter: string): ImportFault | undefined {
  const placeOf = (index: number): Source => ({ file, line: text.slice(0, index).split('\n').length });
  const isEdge = (sign: string): boolean => sign === '' || sign === delimiter || sign === '\n';
  let opens = text.indexOf('"');
  while (opens >= 0) {
    if (!isEdge(text.charAt(opens - 1))) return fault('quote_inside', placeOf(opens));
    const closes = closingQuote(text, opens + 1);
    if (closes < 0) return fault('quote_open', placeOf(opens));
    if (!isEdge(text.charAt(closes + 1))) {
      return fault(text.slice(opens, closes).includes('\n') ? 'quote_open' : 'quote_inside', placeOf(opens));
    }
    opens = text.indexOf('"', closes + 1);
  }
  return undefined;
}

function split(spec: FileSpec, raw: string): { records: readonly Record_[]; faults: ImportFault[] } {
  const { file } = spec;
  // One kind of line end, so that lines are counted as a person sees them; a byte order mark is no cell’s.
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  if (clean(text) === '') {
    const needed = spec.columns.filter(({ required }) => required).map(({ name }) => name);
    return { records: [], faults: [fault('file_empty', { file, line: 0 }, { needed: needed.join(', ') })] };
  }
  const delimiter = delimiterOf(text);
  const broken = quoteFault(file, text, delimiter);
  if (broken !== undefined) return { records: [], faults: [broken] };
  const records: unknown = parse(text, {
    info: true,
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
  });
  return { records: records as Record_[], faults: [] };
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
      return undefined;
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
  const { records, faults } = split(spec, text);
  const [first, ...rest] = records;
  if (first === undefined) return { rows: [], more: [], faults };
  const header = readHeader(first.record, { file, line: first.info.lines }, spec);
  const rows: FileRow[] = [];
  // A header gone wrong hides no fault of the columns that are known.
  const found: ImportFault[] = [...header.faults];
  for (const { record, info } of rest) {
    const at = { file, line: info.lines - lineBreaks(record) };
    const row = readRow(record, header, at);
    if (row.faults.length > 0) found.push(...row.faults);
    else if (Object.keys(row.cells).length > 0) rows.push({ at, cells: row.cells });
  }
  // Rows without a column they need would only be told again by whoever reads on.
  const lacking = header.faults.some(({ code }) => code === 'header_missing');
  return { rows: lacking ? [] : rows, faults: found, more: header.more };
}

/** The parser tells the last line of a record; a person looks for its first. */
const lineBreaks = (record: readonly string[]): number =>
  record.reduce((count, cell) => count + (cell.split('\n').length - 1), 0);

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
    const counts = { found: String(record.length), columns: String(header.columns.length) };
    return { cells, faults: [fault('too_many_cells', at, counts)] };
  }
  for (const [index, column] of header.columns.entries()) {
    if (column === undefined) continue;
    const reading = readCellText(record[index] ?? '', column, at);
    if (typeof reading === 'object') faults.push(reading);
    else if (reading !== undefined) cells[column.name] = reading;
  }
  return { cells, faults };
}
