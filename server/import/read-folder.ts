/** Reads an import folder from disk: every file, every line; all faults at once, or the rows of a province. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { TemplateState } from '../../shared/template-state.ts';
import { clean } from '../../shared/text.ts';
import type {
  PeriodRow,
  ProvinceData,
  ProvinceRow,
  TemplateRow,
  TemplateStateRow,
} from '../store/province-data.ts';
import { groupOf, readAssignments, readRules } from './assigned-reports.ts';
import { type FileRow, type FileRows, readCsv } from './csv-file.ts';
import { fault, type ImportFault } from './faults.ts';
import { CSV_FILES, type CsvFileName, MAX_FILE_BYTES, PROVINCE_FILE, TEMPLATE_FOLDER } from './file-specs.ts';
import { readFormFile, shapeFaults } from './form-file.ts';
import { Forms } from './forms.ts';
import { type JsonFile, readJsonText } from './json-file.ts';
import { holidayOf, kindOf, periodOf, personOf, readOffices, roleOf, successionOf } from './office-rows.ts';
import { readSectionOwners } from './section-owners.ts';

/** `data` only when there is no fault. */
interface FolderReading {
  readonly data?: ProvinceData;
  /** SHA-256 (hex) of every file that was read. */
  readonly files: Readonly<Record<string, string>>;
  readonly faults: readonly ImportFault[];
}

const Province = z.strictObject({ id: Id, name: z.string().min(1).max(200) });

class Reader {
  readonly faults: ImportFault[] = [];
  readonly files: Record<string, string> = {};
  readonly dir: string;
  constructor(dir: string) {
    this.dir = dir;
  }

  /** Text of a file; undefined when it is not there or cannot be read as UTF-8. */
  async text(file: string): Promise<string | undefined> {
    const path = join(this.dir, file);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const at = { file, line: 0 };
    if (found.size > MAX_FILE_BYTES) {
      this.faults.push(fault('file_too_large', at, { limit: String(MAX_FILE_BYTES / 1_000_000) }));
      return undefined;
    }
    const bytes = await readFile(path);
    this.files[file] = createHash('sha256').update(bytes).digest('hex');
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      this.faults.push(fault('not_utf8', at));
      return undefined;
    }
  }

  async json(file: string): Promise<JsonFile | undefined> {
    const text = await this.text(file);
    if (text === undefined) return undefined;
    if (clean(text) === '') {
      this.faults.push(fault('file_empty', { file, line: 0 }, { needed: 'JSON' }));
      return undefined;
    }
    const read = readJsonText(text);
    if ('fault' in read) {
      const { line, vi, en } = read.fault;
      this.faults.push(fault('not_json', { file, line }, { why: vi, why_en: en }));
      return undefined;
    }
    this.faults.push(
      ...read.twice.map(({ name, line }) => fault('json_twice', { file, line }, { member: name })),
    );
    return read;
  }

  async csv(name: CsvFileName): Promise<FileRows | undefined> {
    const spec = CSV_FILES[name];
    const text = await this.text(spec.file);
    if (text === undefined) return undefined;
    const read = readCsv(spec, text);
    this.faults.push(...read.faults);
    return read;
  }
}

async function readProvinceFile(reader: Reader): Promise<ProvinceRow | undefined> {
  const at = { file: PROVINCE_FILE, line: 0 };
  const before = reader.faults.length;
  const body = await reader.json(PROVINCE_FILE);
  if (body === undefined) {
    if (reader.faults.length === before) reader.faults.push(fault('file_missing', at));
    return undefined;
  }
  const parsed = Province.safeParse(body.value);
  if (parsed.success) return { id: parsed.data.id, name: clean(parsed.data.name), at };
  reader.faults.push(...shapeFaults('bad_member', PROVINCE_FILE, body, parsed.error.issues));
  return undefined;
}

async function readTemplates(reader: Reader): Promise<TemplateRow[]> {
  const names = (await readdir(join(reader.dir, TEMPLATE_FOLDER)).catch(() => [])).sort();
  const rows: TemplateRow[] = [];
  for (const name of names) {
    const file = `${TEMPLATE_FOLDER}/${name}`;
    if (!name.endsWith('.json')) {
      reader.faults.push(fault('file_unknown', { file, line: 0 }, { known: '*.json' }));
      continue;
    }
    const body = await reader.json(file);
    if (body === undefined) continue;
    const read = readFormFile(file, body);
    if ('template' in read) rows.push({ template: read.template, at: { file, line: 0 } });
    else reader.faults.push(...read);
  }
  return rows;
}

/** A misspelt file would be left out in silence, so unknown names are faults; hidden files are the system's. */
async function unknownFiles(reader: Reader): Promise<void> {
  const known = [PROVINCE_FILE, ...Object.values(CSV_FILES).map(({ file }) => file), TEMPLATE_FOLDER];
  for (const name of (await readdir(reader.dir)).sort()) {
    if (known.includes(name) || name.startsWith('.')) continue;
    reader.faults.push(fault('file_unknown', { file: name, line: 0 }, { known: known.join(', ') }));
  }
}

const STORED_FORM = /^([A-Za-z0-9][A-Za-z0-9._-]{0,79})@([1-9][0-9]{0,5})$/;

/** Files that mean nothing without another one. */
const TOGETHER: readonly (readonly [CsvFileName, CsvFileName])[] = [
  ['names', 'units'],
  ['codes', 'units'],
  ['edges', 'units'],
  ['targets', 'assignments'],
];

type Tables = Partial<Record<CsvFileName, FileRows>>;

async function readTables(reader: Reader): Promise<Tables> {
  const tables: Tables = {};
  for (const name of Object.keys(CSV_FILES) as CsvFileName[]) {
    const rows = await reader.csv(name);
    if (rows) tables[name] = rows;
  }
  for (const [name, other] of TOGETHER) {
    if (!tables[name] || tables[other]) continue;
    const at = { file: CSV_FILES[name].file, line: 0 };
    reader.faults.push(fault('file_alone', at, { other: CSV_FILES[other].file }));
  }
  return tables;
}

/** template-states.csv: forms of the folder, built-in ones, or ones the province has. */
function readStates(
  reader: Reader,
  forms: Forms,
  lines: readonly FileRow[] | undefined,
): { readonly templateStates?: readonly TemplateStateRow[] } {
  if (lines === undefined) return {};
  const templateStates = lines.flatMap(({ cells, at }) => {
    const text = cells.template ?? '';
    const named = STORED_FORM.exec(text);
    const form = named === null ? forms.find(text, at) : undefined;
    if (form !== undefined && 'code' in form) {
      reader.faults.push(form);
      return [];
    }
    const [template = '', version = 0] =
      form === undefined ? [named?.[1], Number(named?.[2])] : [form.id, form.version];
    return [{ template, version, state: TemplateState.parse(cells.state), reason: cells.reason ?? null, at }];
  });
  return { templateStates };
}

function readPeriods(reader: Reader, lines: readonly FileRow[]): PeriodRow[] {
  return lines.flatMap((line) => {
    const { row, faults } = periodOf(line);
    reader.faults.push(...faults);
    return row ? [row] : [];
  });
}

/** The lists whose lines are rows as they stand. */
const plainLists = ({
  kinds,
  successions,
  people,
  roles,
  groups,
  holidays,
}: Tables): Partial<ProvinceData> => ({
  ...(kinds ? { kinds: kinds.rows.map(kindOf) } : {}),
  ...(successions ? { successions: successions.rows.map(successionOf) } : {}),
  ...(people ? { people: people.rows.map(personOf) } : {}),
  ...(roles ? { roles: roles.rows.map(roleOf) } : {}),
  ...(groups ? { groups: groups.rows.map(groupOf) } : {}),
  ...(holidays ? { holidays: holidays.rows.map(holidayOf) } : {}),
});

/** Everything a folder says. Files left out leave their part of the province as it is. */
export async function readFolder(dir: string): Promise<FolderReading> {
  const reader = new Reader(dir);
  const opened = await stat(dir).catch(() => undefined);
  if (!opened?.isDirectory())
    return { faults: [fault('folder_missing', undefined, { path: dir })], files: {} };
  await unknownFiles(reader);
  const province = await readProvinceFile(reader);
  const forms = new Forms(await readTemplates(reader));
  const tables = await readTables(reader);
  const { units, names, codes, edges, periods, templateStates, assignments: owed, targets, rules } = tables;
  const offices =
    units &&
    readOffices({
      units: units.rows,
      names: names?.rows ?? [],
      codes: codes?.rows ?? [],
      parents: edges?.rows ?? [],
    });
  reader.faults.push(...(offices?.faults ?? []));
  const states = readStates(reader, forms, templateStates?.rows);
  const periodRows = periods && readPeriods(reader, periods.rows);
  const assignments = owed && readAssignments(reader.faults, forms, owed, targets);
  const ruleRows = rules && readRules(reader.faults, forms, rules.rows);
  const owners = readSectionOwners(reader.faults, forms, tables.sectionOwners);
  if (province === undefined || reader.faults.length > 0)
    return { faults: reader.faults, files: reader.files };
  const { faults: _, ...officeRows } = offices ?? { faults: [] };
  return {
    faults: [],
    files: reader.files,
    data: {
      province,
      ...officeRows,
      ...plainLists(tables),
      ...owners,
      ...(forms.used.size > 0 ? { templates: [...forms.used.values()] } : {}),
      ...states,
      ...(periodRows ? { periods: periodRows } : {}),
      ...(assignments ? { assignments } : {}),
      ...(ruleRows ? { rules: ruleRows } : {}),
    },
  };
}
