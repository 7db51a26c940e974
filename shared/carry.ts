/** Carries the values of a report to another version of its form: each to the cell of the same key, showing the same, or named as having no home there. Pure. */

import { own } from './changes.ts';
import { compileTemplate, gridRows } from './compiled-template.ts';
import { FIELD_TYPES } from './field-types.ts';
import { type CellRef, type CellValue, cellAt, type ReportContent } from './report.ts';
import type { AssignedRow, Column, Row, Section, Template } from './template.ts';
import { validate } from './validate.ts';
import type { CheckFacts } from './wire.ts';

/** Why a value is not carried: its cell is gone, means something else now, or does not take what was written. */
export type NoHome = 'noSection' | 'noRow' | 'noColumn' | 'otherMeaning' | 'notReadable';

interface Homeless {
  readonly at: CellRef;
  readonly value: CellValue;
  readonly why: NoHome;
}

export interface Carried {
  readonly content: ReportContent;
  readonly homeless: readonly Homeless[];
  /** How many values are in the content. */
  readonly values: number;
}

interface CarryTo {
  readonly from: Template;
  readonly to: Template;
  readonly assigned: readonly AssignedRow[];
  readonly facts: CheckFacts;
}

/** Never throws: a draft may hold anything, and what the new form cannot read has no home in it. */
export function carry(content: ReportContent, { from, to, assigned, facts }: CarryTo): Carried {
  const wanted = cellsOf(content);
  const told = wanted.flatMap((cell) => {
    const [old, now] = [placeIn(from, cell.at, assigned), placeIn(to, cell.at, assigned)];
    const value = changesMeaning(old, now) ? undefined : valueIn(cell.value, old, now);
    return value === undefined ? [] : [{ at: cell.at, value }];
  });
  const checks = { assigned, facts, mode: 'draft', offerFixes: false } as const;
  const { values: sound } = validate(to, contentOf(told), checks);
  const carried = told.filter(({ at }) => has(sound, at));
  const homeless = wanted
    .filter(({ at }) => !has(sound, at))
    .map((cell) => ({ ...cell, why: whyNot(from, to, cell.at, assigned) }));
  return { content: contentOf(carried), homeless, values: carried.length };
}

/** Of a content filled in one version of a form what means the same in another: its figures may be held against that one's. */
export const comparable = (
  content: ReportContent,
  { from, to, assigned }: Pick<CarryTo, 'from' | 'to' | 'assigned'>,
): ReportContent =>
  contentOf(
    cellsOf(content).filter(
      ({ at }) => !changesMeaning(placeIn(from, at, assigned), placeIn(to, at, assigned)),
    ),
  );

interface Cell {
  readonly at: CellRef;
  readonly value: CellValue;
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Every value, in the order written. */
function cellsOf(content: ReportContent): Cell[] {
  return entriesOf(content).flatMap(([section, rows]) =>
    entriesOf(rows).flatMap(([row, cells]) =>
      entriesOf(cells).map(([column, value]) => ({
        at: { section, row, column },
        value: value as CellValue,
      })),
    ),
  );
}

function contentOf(cells: readonly Cell[]): ReportContent {
  const content: ReportContent = {};
  for (const { at, value } of cells) {
    const rows = own(content, at.section) ?? {};
    content[at.section] = rows;
    const row = own(rows, at.row) ?? {};
    rows[at.row] = row;
    row[at.column] = value;
  }
  return content;
}

/** A blank in the sound content is no value; what is there is what was written. */
const has = (content: ReportContent, at: CellRef): boolean => cellAt(content, at) !== undefined;

interface Place {
  readonly section: Section | undefined;
  readonly row: Row | undefined;
  readonly column: Column | undefined;
}

function placeIn(template: Template, at: CellRef, assigned: readonly AssignedRow[]): Place {
  const compiled = compileTemplate(template).byId.get(at.section);
  const row = compiled && gridRows(compiled, assigned).find(({ key }) => key === at.row)?.row;
  return { section: compiled?.section, row, column: compiled?.columns.get(at.column)?.column };
}

/** The same number in another unit of measure, or of another stretch of time, would be another figure. */
function changesMeaning(old: Place, now: Place): boolean {
  if (old.column === undefined || now.column === undefined) return false;
  const measure = ({ row, column }: Place) => [row?.unit ?? '', column?.unit ?? ''].join(' ');
  const time = ({ row, column }: Place) => row?.overTime ?? column?.overTime ?? '';
  return measure(old) !== measure(now) || time(old) !== time(now);
}

/** The locale a value is shown and read again in, where its field has become one of another type. */
const LOCALE = 'vi_VN';

/** What the new cell writes for what the old one shows: the option "open" is the text "đang làm". undefined: it would show something else. */
function valueIn(value: CellValue, old: Place, now: Place): CellValue | undefined {
  if (typeof value !== 'string' || old.column === undefined || now.column === undefined) return value;
  if (old.column.type === now.column.type) return value;
  const { column } = now;
  const spec = FIELD_TYPES[column.type];
  const text = FIELD_TYPES[old.column.type].show(value, old.column, 'vi');
  const same = (one: string) => spec.show(one, column, 'vi') === text;
  if (same(value) && spec.check(value, column) === undefined) return value;
  const reading = spec.read(text, column, { locale: LOCALE });
  return reading.kind === 'value' && same(reading.value) ? reading.value : undefined;
}

const whyNot = (from: Template, to: Template, at: CellRef, assigned: readonly AssignedRow[]): NoHome =>
  noHome({ from, to, assigned }, at) ?? 'notReadable';

/** Why what is typed in a cell of one version cannot be typed in that cell of another; undefined: it can, and means the same. */
export function noHome(
  { from, to, assigned }: Pick<CarryTo, 'from' | 'to' | 'assigned'>,
  at: CellRef,
): NoHome | undefined {
  const now = placeIn(to, at, assigned);
  const old = placeIn(from, at, assigned);
  const { section, row, column } = now;
  if (section === undefined) return 'noSection';
  if (section.rowsFrom !== 'office' && row === undefined) return 'noRow';
  const closed = row?.heading === true || (row?.open !== undefined && !row.open.includes(at.column));
  if (column?.source !== 'office' || closed) return 'noColumn';
  if (changesMeaning(old, now)) return 'otherMeaning';
  return old.column === undefined || old.column.type === column.type ? undefined : 'notReadable';
}
