/** Owns the plan of a workbook: a template, an assignment and the last content become tabs, columns, rows and formats as data. */
import { clarityWords } from './clarity-words.ts';
import { isRequired } from './compiled-template.ts';
import { showDate } from './dates.ts';
import { canonical, isDecimal } from './decimal.ts';
import { derive } from './derive.ts';
import { showEmpty } from './empty-words.ts';
import { textLimit } from './field-check.ts';
import { FIELD_TYPES } from './field-types.ts';
import { columnLetters } from './raw-sheet.ts';
import { type Cells, type CellValue, isEmpty } from './report.ts';
import {
  type ColumnPlan,
  KEY_COLUMN,
  LISTS_TAB,
  type PlanCell,
  type RowPlan,
  type SheetPlan,
  type TabPlan,
  type ValidationPlan,
} from './sheet-plan.ts';
import {
  type AssignedRow,
  type Column,
  depthOf,
  openColumns,
  type Row,
  rowsOf,
  type Section,
  type Template,
} from './template.ts';
import type { ReportForm } from './wire.ts';

type PlanInput = Pick<ReportForm, 'template' | 'assigned' | 'content' | 'period' | 'head' | 'facts'>;

/** Columns printed by the plan itself, beside those of the template. */
export const NUMBER_COLUMN = '_no';
export const LABEL_COLUMN = '_label';
export const UNIT_COLUMN = '_unit';

/** Google Sheets refuses an inline list with more items. */
const INLINE_LIST_MAX = 500;
const SPARE_ROWS_DEFAULT = 20;
/** .xlsx allows 31 characters and none of these in a tab name. */
const TAB_NAME_MAX = 31;
const TAB_NAME_BANNED = /[[\]:*?/\\]/g;
/** A double holds 15 significant digits for certain; longer numbers are printed as text. */
const EXACT_DIGITS_MAX = 15;

/** The plan of the workbook for one report, filled with its last content. */
export function planWorkbook(form: PlanInput): SheetPlan {
  const { template, head, period } = form;
  const name = template.descriptors.name.vi;
  const lists: { heading: string; values: readonly string[] }[] = [];
  const names = tabNames(template);
  const tabs = template.sections.map((section) =>
    planTab(form, section, names.get(section.id) ?? section.id, lists),
  );
  return {
    title: `${name} – ${head.unitName} – ${period.label.vi}`,
    locale: 'vi_VN',
    timeZone: 'Asia/Ho_Chi_Minh',
    report: { unit: head.unit, template: template.id, version: template.version, period: head.period },
    tabs,
    lists,
  };
}

function planTab(
  form: PlanInput,
  section: Section,
  name: string,
  lists: { heading: string; values: readonly string[] }[],
): TabPlan {
  const rows = rowsOf(section, form.assigned);
  const columns = planColumns(form.template, section, rows, lists);
  const grouped = columns.some((column) => column.group !== undefined);
  const headerRow = grouped ? 5 : 4;
  const printed =
    section.kind === 'grid'
      ? rows.map((row) => planGridRow(form, section, columns, rows, row))
      : planListRows(form, section, columns);
  const spareRows = section.kind === 'list' ? (section.spareRows ?? SPARE_ROWS_DEFAULT) : 0;
  const naming = section.kind === 'grid' ? LABEL_COLUMN : namingColumn(section)?.id;
  const named = columns.findIndex((column) => column.id === naming);
  const due = form.head.due === null ? '' : ` · Hạn gửi ${showDate(form.head.due, 'vi')}`;
  // Stays true when rows come later: the head of a sheet is closed to most who add them.
  const none =
    section.kind === 'grid' && rows.length === 0 ? ' · Trang trống nghĩa là chưa được giao việc' : '';
  return {
    section: section.id,
    name,
    kind: section.kind,
    keyRow: 1,
    titleRow: 2,
    subtitleRow: 3,
    groupRow: grouped ? 4 : headerRow,
    headerRow,
    firstRow: headerRow + 1,
    title: section.label.vi,
    subtitle: `${form.head.unitName} · ${form.period.label.vi}${due}${none}`,
    frozenRows: headerRow,
    frozenColumns: named >= 0 ? named + 1 : 2,
    columns,
    rows: printed,
    spareRows,
    spareKeys: freeKeys(
      printed.map((row) => row.key),
      spareRows,
    ),
    highlightRequired: columns
      .filter(
        (column) =>
          printed.some((row) => row.required.includes(column.id)) || requiredInList(section, column.id),
      )
      .map((column) => column.id),
  };
}

function requiredInList(section: Section, columnId: string): boolean {
  if (section.kind !== 'list') return false;
  return section.columns.some((c) => c.id === columnId && c.source === 'office' && c.required);
}

/** section id → name of its tab. A name every renderer takes: no banned character, at most 31 characters cut at a word, unlike the others. */
export function tabNames(template: Pick<Template, 'sections'>): ReadonlyMap<string, string> {
  const taken = new Set<string>([LISTS_TAB]);
  return new Map(template.sections.map((section) => [section.id, tabName(section.label.vi, taken)]));
}

function tabName(label: string, taken: Set<string>): string {
  const plain = label.replace(TAB_NAME_BANNED, ' ').replace(/ {2,}/g, ' ').trim();
  const cut = plain.length <= TAB_NAME_MAX ? plain : cutAtWord(plain, TAB_NAME_MAX);
  let name = cut;
  for (let n = 2; taken.has(name); n += 1) {
    const suffix = ` ${n}`;
    name = `${cutAtWord(cut, TAB_NAME_MAX - suffix.length)}${suffix}`;
  }
  taken.add(name);
  return name;
}

function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  const space = text.lastIndexOf(' ', max);
  return text.slice(0, space > 0 ? space : max).replace(/[ ,;–-]+$/, '');
}

const printedColumn = (id: string, header: string, width: number, hidden: boolean): ColumnPlan => ({
  id,
  header,
  width,
  hidden,
  locked: true,
  numberFormat: '@',
  align: id === LABEL_COLUMN ? 'left' : 'center',
  wrap: id === LABEL_COLUMN,
  validation: { kind: 'none' },
});

function planColumns(
  template: Template,
  section: Section,
  rows: readonly Row[],
  lists: { heading: string; values: readonly string[] }[],
): ColumnPlan[] {
  const columns = [printedColumn(KEY_COLUMN, 'Mã dòng', 80, true)];
  if (section.kind === 'grid') {
    if (rows.some((row) => row.ordinal !== undefined))
      columns.push(printedColumn(NUMBER_COLUMN, 'TT', 44, false));
    columns.push(printedColumn(LABEL_COLUMN, 'Chỉ tiêu', 360, false));
    if (rows.some((row) => row.unit !== undefined)) {
      columns.push(printedColumn(UNIT_COLUMN, 'Đơn vị tính', 104, false));
    }
  }
  for (const column of inSheetOrder(section)) columns.push(planColumn(template, section, column, lists));
  return columns;
}

/**
 * The column that says which of the rows the office added this one is: the text with most room among those required,
 * else the first text.
 */
export function namingColumn(section: Section): Column | undefined {
  const texts = section.columns.filter(({ type, source }) => type === 'text' && source === 'office');
  const room = (column: Column): number => textLimit(column) ?? 0;
  const [naming] = texts.filter(({ required }) => required).sort((a, b) => room(b) - room(a));
  return naming ?? texts[0];
}

/** In a list the naming column comes first, so that it stays in view however far the sheet is scrolled to the side. */
function inSheetOrder(section: Section): readonly Column[] {
  const naming = section.kind === 'list' ? namingColumn(section) : undefined;
  return naming === undefined
    ? section.columns
    : [naming, ...section.columns.filter((column) => column !== naming)];
}

/** The words over a column: its label and, for figures, the unit of measure. */
export function headerOf(column: Column): string {
  return column.unit === undefined ? column.label.vi : `${column.label.vi} (${column.unit})`;
}

/** The help of a column, and which of the "5 rõ" it answers. */
function noteOf(template: Template, column: Column): string {
  return [column.help?.vi, clarityWords(template, column.id, 'vi')]
    .filter((words) => words !== undefined)
    .join('\n');
}

function planColumn(
  template: Template,
  section: Section,
  column: Column,
  lists: { heading: string; values: readonly string[] }[],
): ColumnPlan {
  const spec = FIELD_TYPES[column.type];
  const locked = column.source !== 'office';
  const note = noteOf(template, column);
  return {
    id: column.id,
    header: headerOf(column),
    ...(column.group === undefined ? {} : { group: column.group.vi }),
    ...(note === '' ? {} : { note }),
    width: column.width ?? (spec.align === 'left' ? 200 : 110),
    hidden: false,
    locked,
    ...(column.source === 'derived' ? { derived: true as const } : {}),
    numberFormat: spec.numberFormat(column),
    align: spec.align,
    // A figure or a date may be given in words: "chưa có số liệu: chờ thẩm định; hẹn 15/07/2022".
    wrap: spec.align === 'left' || !locked,
    validation: locked
      ? { kind: 'none' }
      : placeLongList(spec.validation(column), `${section.label.vi}: ${column.label.vi}`, lists),
  };
}

function placeLongList(
  validation: ValidationPlan,
  heading: string,
  lists: { heading: string; values: readonly string[] }[],
): ValidationPlan {
  if (validation.kind !== 'list' || validation.values.length <= INLINE_LIST_MAX) return validation;
  lists.push({ heading, values: validation.values });
  const letter = columnLetters(lists.length - 1);
  return { ...validation, range: `${LISTS_TAB}!$${letter}$2:$${letter}$${validation.values.length + 1}` };
}

function planGridRow(
  form: PlanInput,
  section: Section,
  columns: readonly ColumnPlan[],
  rows: readonly Row[],
  row: Row,
): RowPlan {
  const open = openColumns(section, row).map((column) => column.id);
  const office = section.columns.filter((column) => column.source === 'office');
  const cells = form.content[section.id]?.[row.key] ?? {};
  const values = assignedValues(form.assigned, section, row);
  const required = row.heading
    ? []
    : office
        .filter((column) => open.includes(column.id) && isRequired(row, column))
        .map((column) => column.id);
  return {
    key: row.key,
    cells: printRow(form, section, columns, row, cells, values),
    bold: row.heading === true || row.parent === undefined,
    indent: depthOf(rows, row),
    closed: office.filter((column) => !open.includes(column.id)).map((column) => column.id),
    required,
  };
}

function assignedValues(
  assigned: readonly AssignedRow[],
  section: Section,
  row: Row,
): Readonly<Record<string, string>> {
  if (section.rowsFrom !== 'assignment') return {};
  return assigned.find((candidate) => candidate.key === row.key)?.values ?? {};
}

function planListRows(form: PlanInput, section: Section, columns: readonly ColumnPlan[]): RowPlan[] {
  const content = form.content[section.id] ?? {};
  return Object.keys(content)
    .sort(byKeyOrder)
    .map((key) => ({
      key,
      cells: printRow(form, section, columns, undefined, content[key] ?? {}, {}, key),
      bold: false,
      indent: 0,
      closed: [],
      required: [],
    }));
}

function printRow(
  form: PlanInput,
  section: Section,
  columns: readonly ColumnPlan[],
  row: Row | undefined,
  cells: Cells,
  values: Readonly<Record<string, string>>,
  key = row?.key ?? '',
): PlanCell[] {
  const derived = row?.heading ? {} : derive(section, row, cells, { ...values }, form.facts);
  const byId = new Map(section.columns.map((column) => [column.id, column]));
  const system: Record<string, PlanCell> = {
    [KEY_COLUMN]: key,
    [NUMBER_COLUMN]: row?.ordinal ?? null,
    [LABEL_COLUMN]: row?.label.vi ?? null,
    [UNIT_COLUMN]: row?.unit ?? null,
  };
  return columns.map((plan) => {
    const column = byId.get(plan.id);
    if (column === undefined) return system[plan.id] ?? null;
    const value =
      column.source === 'office' ? cells[column.id] : (derived[column.id] ?? values[column.id] ?? undefined);
    return value === undefined ? null : planCell(value, column);
  });
}

/** A canonical value as it is written into a sheet: numbers as numbers, dates as dates, options and empties in words. */
export function planCell(value: CellValue, column: Column): PlanCell {
  if (isEmpty(value)) return showEmpty(value, 'vi');
  const cell = FIELD_TYPES[column.type].exportCell(value, column);
  if (cell.type === 'date') return { date: cell.value };
  if (cell.type === 'number' && isExact(cell.value)) return Number(cell.value);
  return cell.type === 'number' ? FIELD_TYPES[column.type].show(value, column, 'vi') : cell.value;
}

function isExact(value: string): boolean {
  if (!isDecimal(value)) return false;
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= EXACT_DIGITS_MAX && canonical(value) === value;
}

const LIST_KEY = /^r(\d{1,9})$/;

/** Number of a prepared list key, or 0 for a key made elsewhere. */
function listNumber(key: string): number {
  const found = LIST_KEY.exec(key);
  return found === null ? 0 : Number(found[1]);
}

/** The next `count` keys ("r0001"…) after the greatest in use. */
export function freeKeys(used: Iterable<string>, count: number): string[] {
  let last = 0;
  for (const key of used) last = Math.max(last, listNumber(key));
  const keys: string[] = [];
  for (let n = last + 1; n <= last + count; n += 1) keys.push(`r${String(n).padStart(4, '0')}`);
  return keys;
}

function byKeyOrder(left: string, right: string): number {
  const difference = listNumber(left) - listNumber(right);
  if (difference !== 0) return difference;
  return left < right ? -1 : Number(left > right);
}
