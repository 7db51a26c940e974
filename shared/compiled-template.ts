/** A template worked out once for checking: columns and rows by key, each open column with its check and its bounds. */
import type { ValueCheck } from './field-check.ts';
import { FIELD_TYPES } from './field-types.ts';
import type { Cells, CellValue } from './report.ts';
import {
  type AssignedRow,
  type Column,
  openColumns,
  type Row,
  type Section,
  type Template,
} from './template.ts';

export interface CompiledColumn {
  readonly column: Column;
  readonly id: string;
  readonly required: boolean;
  readonly check: ValueCheck;
  /** Its place among all columns of the section, whoever fills them: where Values hold its value. */
  readonly slot: number;
}

/** A row's values by slot of their columns: many rules read them, and none looks a name up. */
export type Values = (CellValue | undefined)[];

export interface CompiledRow {
  readonly key: string;
  readonly row: Row | undefined;
  /** Office columns open in the row, in template order. */
  readonly columns: readonly CompiledColumn[];
  /** How many of them are required. */
  readonly required: number;
}

export interface CompiledSection {
  readonly section: Section;
  readonly columns: ReadonlyMap<string, CompiledColumn>;
  /** Rows the template prints. */
  readonly rows: readonly CompiledRow[];
  /** The open columns of a row the office adds. */
  readonly listRow: CompiledRow;
}

export interface CompiledTemplate {
  readonly template: Template;
  readonly sections: readonly CompiledSection[];
  readonly byId: ReadonlyMap<string, CompiledSection>;
  /** Printed row key → its section; keys are unique in a template. */
  readonly sectionOfRow: ReadonlyMap<string, CompiledSection>;
}

/** A required column asks for a value in every open row, except rows that say they may stay blank. */
export function isRequired(row: Row | undefined, column: Column): boolean {
  return column.required && row?.required !== false;
}

const countRequired = (columns: readonly CompiledColumn[]): number =>
  columns.filter(({ required }) => required).length;

function compileColumn(column: Column, required: boolean, slot: number): CompiledColumn {
  return { column, id: column.id, required, check: FIELD_TYPES[column.type].checker(column), slot };
}

/** The slot of a column; past all others where the section has no such column. */
export const slotOf = ({ columns }: CompiledSection, column: string): number =>
  columns.get(column)?.slot ?? columns.size;

/** Fills `values` with the cells of a row. */
export function fillValues({ columns }: CompiledSection, cells: Cells, values: Values): Values {
  for (const { id, slot } of columns.values()) values[slot] = cells[id];
  return values;
}

/** The row as it is checked; columns with the section's own answer to "required" are shared, not copied. */
function compileRow(section: CompiledSection, row: Row): CompiledRow {
  const columns = openColumns(section.section, row).map((column) => {
    const shared = section.columns.get(column.id);
    const required = isRequired(row, column);
    if (shared?.required === required) return shared;
    return compileColumn(column, required, section.section.columns.indexOf(column));
  });
  return { key: row.key, row, columns, required: countRequired(columns) };
}

function compileSection(section: Section): CompiledSection {
  const columns = new Map(
    section.columns.map((column, slot) => [column.id, compileColumn(column, column.required, slot)]),
  );
  const open = openColumns(section, undefined);
  const listed = [...columns.values()].filter(({ column }) => open.includes(column));
  const listRow = { key: '', row: undefined, columns: listed, required: countRequired(listed) };
  const bare: CompiledSection = { section, columns, rows: [], listRow };
  const printed = section.rowsFrom === 'template' ? (section.rows ?? []) : [];
  const rows = printed.map((row) => compileRow(bare, row));
  return { section, columns, rows, listRow };
}

const compiledTemplates = new WeakMap<Template, CompiledTemplate>();

/** The compiled form of a template object, kept as long as the object lives. Templates are immutable. */
export function compileTemplate(template: Template): CompiledTemplate {
  const known = compiledTemplates.get(template);
  if (known !== undefined) return known;
  const sections = template.sections.map(compileSection);
  const compiled: CompiledTemplate = {
    template,
    sections,
    byId: new Map(sections.map((section) => [section.section.id, section])),
    sectionOfRow: new Map(sections.flatMap((section) => section.rows.map(({ key }) => [key, section]))),
  };
  compiledTemplates.set(template, compiled);
  return compiled;
}

/** The rows of a grid section for one assignment. */
export function gridRows(section: CompiledSection, assigned: readonly AssignedRow[]): readonly CompiledRow[] {
  if (section.section.rowsFrom !== 'assignment') return section.rows;
  return assigned.map((row) => compileRow(section, row));
}
