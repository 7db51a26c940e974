/** Draws the plan of a workbook as an .xlsx an office can fill in: same tabs, keys, formats and rules as in Google Sheets. */
import type { DataValidation, Style, Worksheet } from 'exceljs';
import { columnLetters } from '../../shared/raw-sheet.ts';
import {
  type ColumnPlan,
  LISTS_TAB,
  type PlanCell,
  type RowPlan,
  type SheetPlan,
  type TabPlan,
} from '../../shared/sheet-plan.ts';
import { xlsxText } from './safe-text.ts';
import {
  bytesOf,
  FONT,
  heightOf,
  newWorkbook,
  Styles,
  setPage,
  type Written,
  writtenOf,
} from './xlsx-page.ts';

const THIN = { style: 'thin', color: { argb: 'FFD1D9E0' } } as const;
const SIDES = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const solid = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const;
const HEADER = solid('FFF6F8FA');
const CLOSED = solid('FFEDEFF2');
const REQUIRED = solid('FFFFF8E1');

/** Excel takes inline lists up to this many characters; longer ones stand on the hidden tab. */
const INLINE_LIST_MAX = 255;
/** Pixels of a sheet column to Excel's width in characters. */
const charactersOf = (pixels: number): number => Math.round((pixels / 7) * 10) / 10;

function planned(value: PlanCell, { numberFormat: numFmt }: ColumnPlan): Written {
  if (value === null || typeof value === 'number') return { value, numFmt };
  if (typeof value === 'object') return writtenOf({ type: 'date', value: value.date });
  return { value: xlsxText(value), numFmt };
}

/** Option lists too long for a cell rule; each gets a column of the hidden tab. */
class Lists {
  readonly columns: (readonly string[])[] = [];

  range(values: readonly string[]): string {
    this.columns.push(values);
    const letter = columnLetters(this.columns.length - 1);
    return `${LISTS_TAB}!$${letter}$2:$${letter}$${values.length + 1}`;
  }
}

const REFUSED = { showErrorMessage: true, errorStyle: 'stop', allowBlank: true } as const;

/** The rule Excel itself enforces. Words for empty ("không phát sinh") must stay possible, so numbers and dates only warn. */
function ruleOf(plan: ColumnPlan, lists: Lists): DataValidation | undefined {
  const { validation } = plan;
  switch (validation.kind) {
    case 'none':
      return undefined;
    case 'list': {
      const inline = validation.values.join(',');
      const fits = inline.length <= INLINE_LIST_MAX && !validation.values.some((value) => /[",]/.test(value));
      return {
        ...REFUSED,
        type: 'list',
        formulae: [fits ? `"${inline}"` : lists.range(validation.values)],
        errorTitle: plan.header.slice(0, 32),
        error: 'Hãy chọn trong danh sách. Choose from the list.',
      };
    }
    case 'number':
      return {
        ...REFUSED,
        errorStyle: 'warning',
        type: validation.integer ? 'whole' : 'decimal',
        operator: 'between',
        formulae: [Number(validation.min ?? '-999999999999999'), Number(validation.max ?? '999999999999999')],
        errorTitle: plan.header.slice(0, 32),
        error: 'Cột này ghi số. This column holds numbers.',
      };
    case 'date':
      return {
        ...REFUSED,
        errorStyle: 'warning',
        type: 'date',
        operator: 'greaterThan',
        formulae: [new Date('1900-03-01T00:00:00Z')],
        errorTitle: plan.header.slice(0, 32),
        error: 'Cột này ghi ngày dd/mm/yyyy. This column holds dates.',
      };
  }
}

function writeHeader(sheet: Worksheet, tab: TabPlan): void {
  for (const [index, column] of tab.columns.entries()) {
    const at = index + 1;
    sheet.getCell(tab.keyRow, at).value = column.id;
    const cell = sheet.getCell(tab.headerRow, at);
    cell.value = xlsxText(column.header);
    cell.font = { name: FONT, size: 11, bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.fill = HEADER;
    cell.border = SIDES;
    if (column.note !== undefined) cell.note = xlsxText(column.note);
    if (tab.groupRow < tab.headerRow && column.group !== undefined) {
      const above = sheet.getCell(tab.groupRow, at);
      if (tab.columns[index - 1]?.group !== column.group) above.value = xlsxText(column.group);
      above.font = { name: FONT, size: 11, bold: true };
      above.fill = HEADER;
      // Not merged: the reader takes merged cells for a mistake of the office.
      above.alignment = { horizontal: 'centerContinuous', vertical: 'middle' };
    }
  }
  const title = sheet.getCell(tab.titleRow, firstVisible(tab));
  title.value = xlsxText(tab.title);
  title.font = { name: FONT, size: 14, bold: true };
  const subtitle = sheet.getCell(tab.subtitleRow, firstVisible(tab));
  subtitle.value = xlsxText(tab.subtitle);
  subtitle.font = { name: FONT, size: 11 };
  sheet.getRow(tab.headerRow).height = heightOf(
    tab.columns.map(({ header, width, hidden }) => ({
      text: hidden ? '' : header,
      width: charactersOf(width),
    })),
  );
}

const firstVisible = (tab: TabPlan): number =>
  Math.max(
    tab.columns.findIndex((column) => !column.hidden),
    0,
  ) + 1;

/** A prepared but empty list row looks like a filled one. */
const spareRow = (key: string, columns: readonly ColumnPlan[]): RowPlan => ({
  key,
  cells: columns.map((_, index) => (index === 0 ? key : null)),
  bold: false,
  indent: 0,
  closed: [],
  required: [],
});

const isOpen = (column: ColumnPlan, row: RowPlan): boolean =>
  !column.locked && !row.closed.includes(column.id);

function fillOf(column: ColumnPlan, row: RowPlan): Style['fill'] | undefined {
  if (column.locked) return undefined;
  if (!isOpen(column, row)) return CLOSED;
  return row.required.includes(column.id) ? REQUIRED : undefined;
}

function styleOf(column: ColumnPlan, row: RowPlan, numFmt: string | undefined): Partial<Style> {
  const fill = fillOf(column, row);
  return {
    ...(numFmt === undefined ? {} : { numFmt }),
    font: { name: FONT, size: 11, bold: row.bold && column.locked },
    alignment: {
      horizontal: column.align,
      vertical: 'top',
      wrapText: column.wrap,
      ...(column.id === '_label' && row.indent > 0 ? { indent: row.indent } : {}),
    },
    border: SIDES,
    protection: { locked: !isOpen(column, row) },
    ...(fill === undefined ? {} : { fill }),
  };
}

function writeRow(sheet: Worksheet, tab: TabPlan, at: number, row: RowPlan, styles: Styles): void {
  for (const [index, column] of tab.columns.entries()) {
    const cell = sheet.getCell(at, index + 1);
    const { value, numFmt } = planned(row.cells[index] ?? null, column);
    if (value !== null) cell.value = value;
    const own = `${isOpen(column, row)} ${row.required.includes(column.id)}`;
    const key = `${column.id} ${own} ${row.bold} ${row.indent} ${numFmt}`;
    cell.style = styles.get(key, () => styleOf(column, row, numFmt));
  }
}

/** The writer's rules by address or range; its types leave them out. */
type RuledSheet = Worksheet & {
  readonly dataValidations: { add(range: string, rule: DataValidation): void };
};

/** One rule for each run of open cells: asked cell by cell, the writer searches for the runs itself, for long. */
function writeRules(sheet: RuledSheet, tab: TabPlan, rows: readonly RowPlan[], lists: Lists): void {
  for (const [index, column] of tab.columns.entries()) {
    const rule = ruleOf(column, lists);
    if (rule === undefined) continue;
    const letter = columnLetters(index);
    for (let from = 0; from < rows.length; from += 1) {
      let to = from;
      for (let row = rows[to]; row !== undefined && isOpen(column, row); row = rows[to]) to += 1;
      if (to === from) continue;
      const [first, last] = [tab.firstRow + from, tab.firstRow + to - 1];
      const range = first === last ? `${letter}${first}` : `${letter}${first}:${letter}${last}`;
      sheet.dataValidations.add(range, rule);
      from = to;
    }
  }
}

async function writeTab(sheet: RuledSheet, tab: TabPlan, lists: Lists): Promise<void> {
  for (const [index, column] of tab.columns.entries()) {
    const target = sheet.getColumn(index + 1);
    target.width = charactersOf(column.width);
    target.hidden = column.hidden;
  }
  writeHeader(sheet, tab);
  sheet.getRow(tab.keyRow).hidden = true;
  const styles = new Styles();
  const rows = [...tab.rows, ...tab.spareKeys.map((key) => spareRow(key, tab.columns))];
  for (const [index, row] of rows.entries()) writeRow(sheet, tab, tab.firstRow + index, row, styles);
  writeRules(sheet, tab, rows, lists);
  sheet.views = [{ state: 'frozen', xSplit: tab.frozenColumns, ySplit: tab.frozenRows }];
  const lastRow = tab.firstRow + rows.length - 1;
  setPage(sheet, {
    headerRows: [tab.groupRow, tab.headerRow],
    lastRow,
    lastColumn: tab.columns.length,
    frozenColumns: tab.frozenColumns,
    width: tab.columns.reduce((sum, { width, hidden }) => sum + (hidden ? 0 : charactersOf(width)), 0),
  });
  await sheet.protect('', {
    formatColumns: true,
    formatRows: true,
    selectLockedCells: true,
    selectUnlockedCells: true,
  });
}

/** The workbook of one office, to be filled in without Google. `at`: the moment written into the file. */
export async function sheetPlanXlsx(plan: SheetPlan, at: Date): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = newWorkbook(plan.title, at);
  workbook.description = JSON.stringify(plan.report);
  const lists = new Lists();
  for (const tab of plan.tabs) await writeTab(workbook.addWorksheet(tab.name) as RuledSheet, tab, lists);
  if (lists.columns.length > 0) {
    const sheet = workbook.addWorksheet(LISTS_TAB, { state: 'veryHidden' });
    for (const [index, values] of lists.columns.entries()) {
      for (const [row, value] of values.entries()) sheet.getCell(row + 2, index + 1).value = xlsxText(value);
    }
  }
  return bytesOf(workbook);
}
