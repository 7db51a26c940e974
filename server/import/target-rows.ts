/** Turns the lines of targets.csv into the rows an assignment brings, by the form they belong to. */
import { FIELD_TYPES, isNumeric } from '../../shared/field-types.ts';
import {
  Aggregation,
  type AssignedRow,
  type Column,
  type Section,
  type Template,
} from '../../shared/template.ts';
import { checkSides } from '../../shared/template-check.ts';
import { METHODS, type TargetMethod, targetRow } from '../../shared/templates/target-row.ts';
import { clean } from '../../shared/text.ts';
import type { FileRow } from './csv-file.ts';
import { fault, type ImportFault } from './faults.ts';
import { LIST_SEPARATOR } from './file-specs.ts';

interface TargetLine {
  readonly row: AssignedRow | undefined;
  readonly faults: readonly ImportFault[];
}

const isMethod = (text: string | undefined): text is TargetMethod =>
  text !== undefined && Object.hasOwn(METHODS, text);

/** The section whose rows assignments bring; a form has at most one. */
const assignedSection = (template: Template): Section | undefined =>
  template.sections.find((section) => section.rowsFrom === 'assignment');

/** `sum`, `last`, `min`, `max`, `none`, or `ratio:numerator/denominator` with an optional `*100`. */
function readAggregation(text: string, section: Section): Aggregation | undefined {
  const ratio = /^ratio:([A-Za-z0-9._-]+)\/([A-Za-z0-9._-]+)(?:\*(\d{1,6}))?$/.exec(text);
  const written = ratio
    ? { kind: 'ratio', numerator: ratio[1], denominator: ratio[2], scale: Number(ratio[3] ?? '1') }
    : { kind: text };
  const parsed = Aggregation.safeParse(written);
  return parsed.success && checkSides(section, parsed.data).length === 0 ? parsed.data : undefined;
}

/** Columns a ratio may be made of. */
const numbersOf = (section: Section): string[] =>
  section.columns.filter((column) => column.source === 'office' && isNumeric(column)).map(({ id }) => id);

const EXAMPLES: Readonly<Partial<Record<Column['type'], string>>> = {
  date: '31/12/2021',
  target: 'từ 10% trở lên',
  rank: '6',
  integer: '1.234',
};

const exampleOf = (column: Column): string =>
  column.options?.map(({ id }) => id).join(', ') ?? EXAMPLES[column.type] ?? '1.234,5';

/** Cells of the form's own assignment columns, read as a clerk would have typed them. */
function readValues(
  line: FileRow,
  section: Section,
  more: readonly string[],
): { values: Record<string, string>; faults: ImportFault[] } {
  const values: Record<string, string> = {};
  const faults: ImportFault[] = [];
  const columns = section.columns.filter((column) => column.source === 'assignment');
  for (const name of more) {
    const raw = line.cells[name];
    if (raw === undefined) continue;
    const column = columns.find(({ id }) => id === name);
    if (column === undefined) {
      const known = columns.map(({ id }) => id).join(', ');
      faults.push(fault('header_unknown', line.at, { column: name, known }));
      continue;
    }
    const reading = FIELD_TYPES[column.type].read(raw, column, { locale: 'vi_VN' });
    if (reading.kind === 'value') values[name] = reading.value;
    else if (column.options?.some(({ id }) => id === raw)) values[name] = raw;
    else if (reading.kind !== 'blank') {
      faults.push(fault('cell_bad_value', line.at, { column: name, found: raw, example: exampleOf(column) }));
    }
  }
  return { values, faults };
}

function readOpen(
  line: FileRow,
  section: Section,
): { readonly open: readonly string[] } | ImportFault | undefined {
  const text = line.cells.open;
  if (text === undefined) return undefined;
  const open = text.split(LIST_SEPARATOR).map(clean);
  const office = section.columns.filter((column) => column.source === 'office').map(({ id }) => id);
  if (open.every((id) => office.includes(id))) return { open };
  return fault('cell_bad_choice', line.at, { column: 'open', found: text, choices: office.join(', ') });
}

/** The row of one line. `more`: the columns of the file that the form itself must know. */
export function readTargetLine(line: FileRow, template: Template, more: readonly string[]): TargetLine {
  const { cells, at } = line;
  const section = assignedSection(template);
  if (section === undefined) {
    return { row: undefined, faults: [fault('form_without_targets', at, { id: template.id })] };
  }
  const { values, faults } = readValues(line, section, more);
  const open = readOpen(line, section);
  if (open !== undefined && 'code' in open) faults.push(open);
  const overUnits = cells.over_units === undefined ? undefined : readAggregation(cells.over_units, section);
  if (cells.over_units !== undefined && overUnits === undefined) {
    const choices = `sum, last, min, max, none, ratio:a/b*100 (${numbersOf(section).join(', ')})`;
    faults.push(fault('cell_bad_choice', at, { column: 'over_units', found: cells.over_units, choices }));
  }
  if (faults.length > 0) return { row: undefined, faults };
  const row = {
    ...plainRow(cells, values),
    ...(overUnits ? { overUnits } : {}),
    ...(open && 'open' in open ? { open: [...open.open] } : {}),
  };
  return { row, faults: [] };
}

const DIRECTIONS = ['higher', 'lower', 'none'] as const;

/** Key and words of the row. */
function wordsOf(
  cells: FileRow['cells'],
): Pick<AssignedRow, 'key' | 'label' | 'ordinal' | 'unit' | 'parent' | 'direction'> {
  const direction = DIRECTIONS.find((name) => name === cells.direction);
  return {
    key: cells.key ?? '',
    label: { vi: cells.label_vi ?? '', en: cells.label_en ?? cells.label_vi ?? '' },
    ...(cells.ordinal === undefined ? {} : { ordinal: cells.ordinal }),
    ...(cells.measure === undefined ? {} : { unit: cells.measure }),
    ...(cells.parent === undefined ? {} : { parent: cells.parent }),
    ...(direction === undefined ? {} : { direction }),
  };
}

/** Where the form has methods, the method opens the cells it needs and says how they add up. */
function plainRow(cells: FileRow['cells'], values: Record<string, string>): AssignedRow {
  const words = wordsOf(cells);
  if (cells.heading === 'yes') return { ...words, heading: true, counted: false, values };
  const counted = cells.counted === undefined ? {} : { counted: cells.counted === 'yes' };
  const { method, plan } = values;
  if (!isMethod(method)) return { ...words, ...counted, values };
  const { ordinal, unit, parent, direction } = words;
  const row = targetRow({
    key: words.key,
    label: words.label,
    method,
    ...counted,
    ...(plan === undefined ? {} : { plan }),
    ...(ordinal === undefined ? {} : { ordinal }),
    ...(unit === undefined ? {} : { unit }),
    ...(parent === undefined ? {} : { parent }),
    ...(direction === undefined ? {} : { direction }),
  });
  return { ...row, values: { ...values, ...row.values } };
}

/** Keys named as parent that are not in the list. */
export function parentFaults(
  lines: readonly { readonly row: AssignedRow; readonly at: FileRow['at'] }[],
): ImportFault[] {
  const keys = new Set(lines.map(({ row }) => row.key));
  return lines.flatMap(({ row, at }) =>
    row.parent === undefined || keys.has(row.parent)
      ? []
      : [fault('unknown_parent_row', at, { key: row.parent })],
  );
}
