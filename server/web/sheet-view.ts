/** A report as its office sees it: sheets with columns by letter and rows by number, what each cell says, and what it said before. Pure. */
import { showDate } from '../../shared/dates.ts';
import { showNumber } from '../../shared/number.ts';
import { a1, columnLetters } from '../../shared/raw-sheet.ts';
import { type CellRef, cellAt } from '../../shared/report.ts';
import { LABEL_COLUMN, planWorkbook } from '../../shared/sheet-layout.ts';
import type { ColumnPlan, PlanCell, RowPlan, TabPlan } from '../../shared/sheet-plan.ts';
import type { Column, Lang, Template } from '../../shared/template.ts';
import { valueWords } from '../../shared/value-words.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { Differences } from '../../shared/wire-review.ts';

export interface SeenCell {
  readonly words: string;
  readonly align: 'left' | 'center' | 'right';
  /** What stood there in the earlier revision; undefined where it is the same. */
  readonly before?: string;
  /** Nobody fills it in this row. */
  readonly closed: boolean;
  /** The name of its row. */
  readonly isLabel: boolean;
}

interface SeenRow {
  /** As it is numbered on the sheet. */
  readonly number: number;
  readonly bold: boolean;
  readonly indent: number;
  readonly cells: readonly SeenCell[];
}

export interface SeenSheet {
  readonly section: string;
  readonly name: string;
  readonly columns: readonly { readonly letter: string; readonly header: string }[];
  readonly rows: readonly SeenRow[];
}

/** A sheet by its section, and a place on it as it is written there. */
interface Spot {
  readonly section: string;
  readonly address: string;
}

export interface SheetView {
  readonly sheets: readonly SeenSheet[];
  /** Where a cell stands; undefined where the form has it no more. */
  placeOf(at: CellRef): (Spot & { readonly name: string }) | undefined;
  /** The cell an office fills at that address; undefined where there is none. */
  cellAt(place: Spot): CellRef | undefined;
}

const printed = (cell: PlanCell, lang: Lang): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return showNumber(String(cell), lang);
  return typeof cell === 'string' ? cell : showDate(cell.date, lang);
};

const headerOf = ({ group, header }: ColumnPlan): string =>
  group === undefined ? header : `${group}: ${header}`;

function columnsOf(template: Template, section: string): ReadonlyMap<string, Column> {
  const columns = template.sections.find(({ id }) => id === section)?.columns ?? [];
  return new Map(columns.map((column) => [column.id, column]));
}

/** `changes`: from the earlier revision to the one of `form`. */
export function sheetView(form: ReportForm, changes: Differences['changes'], lang: Lang): SheetView {
  const { tabs } = planWorkbook(form);
  const before = new Map(changes.map(({ at, before }) => [keyOf(at), before]));
  const see =
    (tab: TabPlan, row: RowPlan, own: ReadonlyMap<string, Column>) => (plan: ColumnPlan, index: number) => {
      if (plan.hidden) return [];
      const column = own.get(plan.id);
      const at = { section: tab.section, row: row.key, column: plan.id };
      const value = column === undefined ? undefined : cellAt(form.content, at);
      const was = before.get(keyOf(at));
      const cell: SeenCell = {
        words:
          value === undefined ? printed(row.cells[index] ?? null, lang) : valueWords(value, column, lang),
        align: plan.align,
        closed: row.closed.includes(plan.id),
        isLabel: plan.id === LABEL_COLUMN,
        ...(was === undefined ? {} : { before: valueWords(was, column, lang) }),
      };
      return [cell];
    };
  return {
    sheets: tabs.map((tab) => ({
      section: tab.section,
      name: tab.name,
      columns: tab.columns.flatMap((plan, index) =>
        plan.hidden ? [] : [{ letter: columnLetters(index), header: headerOf(plan) }],
      ),
      rows: tab.rows.map((row, index) => ({
        number: tab.firstRow + index,
        bold: row.bold,
        indent: row.indent,
        cells: tab.columns.flatMap(see(tab, row, columnsOf(form.template, tab.section))),
      })),
    })),
    placeOf: (at) => placeIn(tabs, at),
    cellAt: (place) => cellIn(tabs, form.template, place),
  };
}

const keyOf = ({ section, row, column }: CellRef): string => `${section}|${row}|${column}`;

function placeIn(tabs: readonly TabPlan[], at: CellRef): ReturnType<SheetView['placeOf']> {
  const tab = tabs.find(({ section }) => section === at.section);
  const row = tab?.rows.findIndex(({ key }) => key === at.row) ?? -1;
  const column = tab?.columns.findIndex(({ id }) => id === at.column) ?? -1;
  if (tab === undefined || row < 0 || column < 0) return undefined;
  return { section: tab.section, name: tab.name, address: a1(tab.firstRow - 1 + row, column) };
}

function cellIn(
  tabs: readonly TabPlan[],
  template: Template,
  { section, address }: Spot,
): CellRef | undefined {
  const tab = tabs.find((one) => one.section === section);
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(address.trim().toUpperCase()) ?? [];
  const row = tab?.rows[Number(digits) - tab.firstRow];
  const plan = tab?.columns.find((_, index) => columnLetters(index) === letters);
  if (row === undefined || plan === undefined || row.closed.includes(plan.id)) return undefined;
  const isOwn = columnsOf(template, section).get(plan.id)?.source === 'office';
  return isOwn ? { section, row: row.key, column: plan.id } : undefined;
}
