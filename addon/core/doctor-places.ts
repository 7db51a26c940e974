/** Owns saying where every cell of a planned tab stands by now, and what stands on the tab without a cell of its own. Pure. */
import { noHome } from '../../shared/carry.ts';
import { takingSection } from '../../shared/opened-tasks.ts';
import type { RawTab } from '../../shared/raw-sheet.ts';
import { freeKeys } from '../../shared/sheet-layout.ts';
import { KEY_COLUMN, type PlanCell, type RowPlan, type TabPlan } from '../../shared/sheet-plan.ts';
import { cellText } from '../../shared/sheet-structure.ts';
import type { Section, Template } from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { isFilled, type PlacedColumns, placeColumns, type Symptom } from './doctor-columns.ts';
import { type PlacedRows, placeRows, type SentRows } from './doctor-rows.ts';
import type { LeftValue, RowsBy } from './rpc-doctor.ts';

interface Stray {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly why: LeftValue['why'];
}

export interface PlacedTab {
  readonly tab: RawTab;
  /** What is to be drawn; of a list the rows that stand there, in their order. */
  readonly target: TabPlan;
  /** For each column and row of the target where it stands, 0-based; −1: nowhere. */
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly headerRow: number;
  readonly own: readonly number[];
  readonly strays: readonly Stray[];
  readonly except: ReadonlySet<string>;
  /** Cells of the target that get what was sent last, since their column or row is gone. */
  readonly restored: number;
  readonly findings: readonly Symptom[];
  /** Every cell stands where it would be drawn. */
  readonly inPlace: boolean;
}

interface PlaceInput {
  readonly form: ReportForm;
  /** The form the tab was drawn for. */
  readonly from: Template;
  readonly section: Section;
  readonly tab: RawTab;
  /** Of the form as it is now, filled with what was sent last. */
  readonly plan: TabPlan;
  /** Rows of the section as they were sent, under the names this sheet knows them by. */
  readonly sent: SentRows;
  readonly rowsBy: RowsBy | undefined;
}

export function placeTab(input: PlaceInput): PlacedTab {
  const { form, section, tab, plan } = input;
  const columns = placeColumns(section, tab, plan);
  const rows = placeRows(input, columns);
  const list = section.kind === 'list' ? listTarget(input, columns.headerRow, rows) : undefined;
  const target = list?.target ?? plan;
  const placedRows = list?.rows ?? target.rows.map(({ key }) => rows.at.get(key) ?? -1);
  const placedColumns = target.columns.map(({ id }) => columns.at.get(id) ?? -1);
  const homeless = withoutHome(input, target, placedRows, placedColumns);
  const findings = [...columns.findings, ...rows.findings];
  const moving = section.id !== takingSection(form.template)?.id;
  if (!ascending(placedColumns)) findings.push({ kind: 'column_moved' });
  const isTold = findings.some(({ kind }) => kind === 'row_sorted' || kind === 'row_moved');
  if (section.kind === 'grid' && moving && !isTold && !ascending(placedRows))
    findings.push({ kind: 'row_moved' });
  const between = columns.own.filter((column) => column < target.columns.length);
  if (between.length > 0)
    findings.push({
      kind: 'column_own',
      cells: between.map((column) => [Math.max(columns.headerRow, 0), column]),
    });
  const inPlace =
    columns.headerRow === plan.headerRow - 1 &&
    columns.twins.length + rows.twins.length === 0 &&
    placedColumns.every((column, index) => column === index) &&
    placedRows.every((row, index) => row === plan.firstRow - 1 + index);
  if (!inPlace && moving && findings.every(({ kind }) => kind === 'row_key'))
    findings.push({ kind: 'lines_inserted' });
  return {
    tab,
    ...withPrinted(target, placedRows, placedColumns),
    columns: placedColumns,
    rows: placedRows,
    headerRow: columns.headerRow,
    own: columns.own,
    strays: [...homeless.strays, ...straysOf(input, columns, rows)],
    except: homeless.except,
    findings,
    inPlace,
  };
}

const ascending = (places: readonly number[]): boolean => {
  const found = places.filter((place) => place >= 0);
  return found.every((place, index) => index === 0 || place > (found[index - 1] ?? -1));
};

/** Of the cells a person fills only those come from what was sent last whose column or row is gone; computed ones come with the check. */
function withPrinted(
  target: TabPlan,
  rows: readonly number[],
  columns: readonly number[],
): { target: TabPlan; restored: number } {
  let restored = 0;
  const printed = target.rows.map((row, r) => ({
    ...row,
    cells: target.columns.map((column, c): PlanCell => {
      const cell = row.cells[c] ?? null;
      if (column.locked) return column.derived === true ? null : cell;
      if (rows[r] !== -1 && columns[c] !== -1) return null;
      if (cell !== null) restored += 1;
      return cell;
    }),
  }));
  return { target: { ...target, rows: printed }, restored };
}

/** A list as it stands: blank lines between keep their place, and some are kept ready at its end. */
function listTarget(
  { sent, tab, plan }: PlaceInput,
  headerRow: number,
  { at, blank, findings }: PlacedRows,
): { target: TabPlan; rows: number[] } {
  const keys = new Map([...at].map(([key, row]) => [row, key]));
  const last = Math.max(headerRow, ...keys.keys());
  const drawn = new Map(plan.rows.map((row) => [row.key, row]));
  const used = [...at.keys(), ...blank.values(), ...Object.keys(sent)];
  const free = freeKeys(used, tab.values.length + plan.spareRows);
  const keyOf = (row: number): string => keys.get(row) || blank.get(row) || free.shift() || '';
  const rows: number[] = [];
  const planned: RowPlan[] = [];
  for (let row = headerRow + 1; row <= last; row += 1) {
    const key = keyOf(row);
    rows.push(row);
    const empty = plan.columns.map(({ id }) => (id === KEY_COLUMN ? key : null));
    const cells = keys.has(row) ? (drawn.get(key)?.cells ?? empty) : empty;
    planned.push({ key, cells, bold: false, indent: 0, closed: [], required: [] });
  }
  const spareKeys: string[] = [];
  for (let row = last + 1; row <= Math.max(...blank.keys()); row += 1) spareKeys.push(keyOf(row));
  // Who filled every line kept ready inserts more; who typed under them gets new ones.
  const lacks = spareKeys.length === 0 && (rows.length === 0 || findings.length > 0);
  if (lacks) spareKeys.push(...free.slice(0, plan.spareRows));
  return { rows, target: { ...plan, rows: planned, spareRows: spareKeys.length, spareKeys } };
}

/** Cells of an older form that mean something else now, or are no more. */
function withoutHome(
  { form, from, section, tab }: PlaceInput,
  target: TabPlan,
  rows: readonly number[],
  columns: readonly number[],
): { strays: Stray[]; except: ReadonlySet<string> } {
  const strays: Stray[] = [];
  const except = new Set<string>();
  if (from.version === form.template.version) return { strays, except };
  target.columns.forEach(({ id, locked }, c) => {
    if (locked) return;
    target.rows.forEach(({ key }, r) => {
      const [row = -1, column = -1] = [rows[r], columns[c]];
      const cell = row < 0 || column < 0 ? undefined : tab.values[row]?.[column];
      if (!isFilled(cell)) return;
      const why = noHome(
        { from, to: form.template, assigned: form.assigned },
        { section: section.id, row: key, column: id },
      );
      if (why === undefined) return;
      except.add(`${r}|${c}`);
      strays.push({ row, column, text: cellText(cell), why });
    });
  });
  return { strays, except };
}

/** Everything under the headers that is in no cell of the table and in no column of the office's own. */
function straysOf({ plan, section, tab }: PlaceInput, columns: PlacedColumns, rows: PlacedRows): Stray[] {
  const planned = new Set(plan.columns.map(({ id }) => id));
  const printed = new Set(section.columns.flatMap(({ id, source }) => (source === 'office' ? [] : [id])));
  const homes = new Set(plan.rows.map(({ key }) => key));
  // Standing row → whether the form has such a row.
  const keyed = new Map([...rows.at].map(([key, row]) => [row, plan.kind === 'list' || homes.has(key)]));
  const ids = new Map([...columns.at].map(([id, column]) => [column, id]));
  const silent = new Set([...columns.twins, columns.at.get(KEY_COLUMN)]);
  const whyOf = (row: number, column: number): Stray['why'] | undefined => {
    const isIn = keyed.get(row);
    if (isIn === undefined) return 'outside';
    const id = ids.get(column) ?? '';
    if (id.startsWith('_') || printed.has(id)) return undefined;
    if (!isIn) return 'noRow';
    if (planned.has(id) || columns.own.includes(column)) return undefined;
    return 'noColumn';
  };
  return tab.values.flatMap((line, row) => {
    if (row <= columns.headerRow || rows.twins.includes(row)) return [];
    return line.flatMap((cell, column): Stray[] => {
      const why = isFilled(cell) && !silent.has(column) ? whyOf(row, column) : undefined;
      return why === undefined ? [] : [{ row, column, text: cellText(cell), why }];
    });
  });
}
