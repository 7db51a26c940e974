/** Draws the plan of a workbook as an .xlsx an office can fill in: same tabs, keys, formats and rules as in Google Sheets. */
import type { Borders, DataValidation, Style, Workbook, Worksheet } from 'exceljs';
import { a1, columnLetters } from '../../shared/raw-sheet.ts';
import {
  COLOURS,
  dataRows,
  FONT,
  FONT_SIZE,
  groundOf,
  headTexts,
  requiredFormulas,
  requiredStretches,
  runs,
  type Stretch,
  TITLE_SIZE,
} from '../../shared/sheet-drawing.ts';
import { LABEL_COLUMN, planWorkbook } from '../../shared/sheet-layout.ts';
import {
  type ColumnPlan,
  LISTS_TAB,
  type PlanCell,
  type RowPlan,
  type SheetPlan,
  type TabPlan,
} from '../../shared/sheet-plan.ts';
import { type IsLeftOpen, leftOpen, noteRemarks, type Reviewed } from './reviewed-cells.ts';
import { xlsxText } from './safe-text.ts';
import { MARKS_NAME, MARKS_TAB, type WorkbookMarks } from './workbook-marks.ts';
import {
  argb,
  bytesOf,
  FORM_FACE,
  heightOf,
  INDENT,
  isWide,
  newWorkbook,
  Styles,
  setPage,
  solid,
  TEXT_FORMAT,
  VIETNAMESE,
  type Written,
  writtenOf,
} from './xlsx-page.ts';

const THIN = { style: 'thin', color: { argb: argb(COLOURS.line) } } as const;
const SIDES: Partial<Borders> = { top: THIN, left: THIN, bottom: THIN, right: THIN };

/** Excel takes inline lists up to this many characters; longer ones stand on the hidden tab. */
const INLINE_LIST_MAX = 255;
/** Pixels of a sheet column to Excel's width in characters. */
const charactersOf = (pixels: number): number => Math.round((pixels / 7) * 10) / 10;

const formatOf = ({ numberFormat }: ColumnPlan): string =>
  numberFormat === TEXT_FORMAT ? TEXT_FORMAT : `${VIETNAMESE}${numberFormat}`;

function planned(value: PlanCell, column: ColumnPlan): Written {
  const numFmt = formatOf(column);
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
        error: 'Cột này ghi ngày/tháng/năm, ví dụ 30/06/2022. This column holds dates.',
      };
  }
}

/** Looks of the cells above the data. Groups are not merged: the reader takes merged cells for a mistake of the office. */
function headStyle(tab: TabPlan, row: number, place: number, wide: boolean): Partial<Style> {
  const font = { name: FONT, size: FONT_SIZE, bold: true };
  if (row === tab.titleRow) return { font: { ...font, size: TITLE_SIZE } };
  if (row !== tab.groupRow && row !== tab.headerRow) return { font: { ...font, bold: false } };
  const group = row === tab.headerRow ? undefined : tab.columns[place]?.group;
  const goesOn = (neighbour: number) =>
    group !== undefined && tab.columns[place + neighbour]?.group === group;
  return {
    font,
    fill: solid(COLOURS.header),
    border: {
      top: THIN,
      bottom: THIN,
      ...(goesOn(-1) ? {} : { left: THIN }),
      ...(goesOn(1) ? {} : { right: THIN }),
    },
    alignment:
      group === undefined
        ? { horizontal: 'center', vertical: 'middle', wrapText: true }
        : // In the middle of a group that goes on over the page its words would be cut in two.
          { horizontal: wide ? 'left' : 'centerContinuous', vertical: 'middle' },
  };
}

function writeHead(sheet: Worksheet, tab: TabPlan, wide: boolean): void {
  for (const [index, texts] of headTexts(tab).entries()) {
    for (const [place, text] of texts.entries()) {
      const cell = sheet.getCell(index + 1, place + 1);
      if (text !== '') cell.value = xlsxText(text);
      cell.style = headStyle(tab, index + 1, place, wide);
    }
  }
  for (const [index, { note }] of tab.columns.entries()) {
    if (note !== undefined) sheet.getCell(tab.headerRow, index + 1).note = xlsxText(note);
  }
  sheet.getRow(tab.keyRow).hidden = true;
  const headers = tab.columns.map(({ header, width, hidden }) => ({
    text: hidden ? '' : header,
    width: charactersOf(width),
  }));
  sheet.getRow(tab.headerRow).height = heightOf(headers, FORM_FACE);
}

const isOpen = (column: ColumnPlan, row: RowPlan): boolean =>
  !column.locked && !row.closed.includes(column.id);

function styleOf(
  column: ColumnPlan,
  row: RowPlan,
  numFmt: string | undefined,
  locked: boolean,
): Partial<Style> {
  return {
    ...(numFmt === undefined ? {} : { numFmt }),
    font: { name: FONT, size: FONT_SIZE, bold: row.bold && column.locked },
    alignment: {
      horizontal: column.align,
      vertical: 'top',
      wrapText: column.wrap,
      ...(column.id === LABEL_COLUMN && row.indent > 0 ? { indent: row.indent } : {}),
    },
    border: SIDES,
    protection: { locked },
    fill: solid(groundOf(row, column)),
  };
}

/** What the cells of a sheet look like, and which of them stay open. */
interface Cells {
  readonly styles: Styles;
  readonly isLeftOpen: IsLeftOpen;
}

function writeRow(sheet: Worksheet, tab: TabPlan, at: number, row: RowPlan, cells: Cells): void {
  const { styles, isLeftOpen } = cells;
  for (const [index, column] of tab.columns.entries()) {
    const cell = sheet.getCell(at, index + 1);
    const { value, numFmt } = planned(row.cells[index] ?? null, column);
    if (value !== null) cell.value = value;
    const open = isOpen(column, row);
    const locked = !open || !isLeftOpen(tab.section, row.key, column.id);
    const key = `${column.id} ${open} ${locked} ${row.bold} ${row.indent} ${numFmt}`;
    cell.style = styles.get(key, () => styleOf(column, row, numFmt, locked));
  }
  const height = heightOf(
    tab.columns.map(({ id, width, wrap }, index) => {
      const value = row.cells[index];
      return {
        text: wrap && typeof value === 'string' ? value : '',
        width: charactersOf(width) - (id === LABEL_COLUMN ? row.indent * INDENT : 0),
      };
    }),
    FORM_FACE,
  );
  // A row of one line is left to grow with what is typed.
  if (height > heightOf([], FORM_FACE)) sheet.getRow(at).height = height;
}

/** "C6:C12" of a stretch of data. */
const rangeOf = (tab: TabPlan, { column, first, count }: Stretch): string => {
  const top = tab.firstRow - 1 + first;
  return count === 1 ? a1(top, column) : `${a1(top, column)}:${a1(top + count - 1, column)}`;
};

/** The writer's rules by address or range; its types leave them out. */
type RuledSheet = Worksheet & {
  readonly dataValidations: { add(range: string, rule: DataValidation): void };
};

/** One rule for each run of open cells: asked cell by cell, the writer searches for the runs itself, for long. */
function writeRules(sheet: RuledSheet, tab: TabPlan, rows: readonly RowPlan[], lists: Lists): void {
  for (const [index, column] of tab.columns.entries()) {
    const rule = ruleOf(column, lists);
    if (rule === undefined) continue;
    for (const [first, count] of runs(rows, (row) => isOpen(column, row))) {
      sheet.dataValidations.add(rangeOf(tab, { column: index, first, count }), rule);
    }
  }
}

/** A warm ground on cells that must be filled and are blank; in a list only in rows that somebody began. */
function tintRequired(sheet: Worksheet, tab: TabPlan, rows: number): void {
  const fill = { type: 'pattern', pattern: 'solid', bgColor: { argb: argb(COLOURS.required) } } as const;
  const tints =
    tab.kind === 'grid'
      ? requiredStretches(tab).map((stretch) => ({
          stretch,
          formula: `LEN(${a1(tab.firstRow - 1 + stretch.first, stretch.column)})=0`,
        }))
      : requiredFormulas(tab).map(({ column, formula }) => ({
          stretch: { column, first: 0, count: rows },
          formula: formula.slice(1),
        }));
  for (const [index, { stretch, formula }] of tints.entries()) {
    sheet.addConditionalFormatting({
      ref: rangeOf(tab, stretch),
      rules: [{ type: 'expression', priority: index + 1, formulae: [formula], style: { fill } }],
    });
  }
}

async function writeTab(
  sheet: RuledSheet,
  tab: TabPlan,
  lists: Lists,
  isLeftOpen: IsLeftOpen,
): Promise<void> {
  for (const [index, column] of tab.columns.entries()) {
    const target = sheet.getColumn(index + 1);
    target.width = charactersOf(column.width);
    target.hidden = column.hidden;
  }
  const width = tab.columns.reduce((sum, { width, hidden }) => sum + (hidden ? 0 : charactersOf(width)), 0);
  writeHead(sheet, tab, isWide(width));
  const cells = { styles: new Styles(), isLeftOpen };
  const rows = dataRows(tab);
  for (const [index, row] of rows.entries()) writeRow(sheet, tab, tab.firstRow + index, row, cells);
  writeRules(sheet, tab, rows, lists);
  tintRequired(sheet, tab, rows.length);
  sheet.views = [{ state: 'frozen', xSplit: tab.frozenColumns, ySplit: tab.frozenRows }];
  setPage(sheet, {
    font: FONT,
    head: [tab.title, tab.subtitle],
    headerRows: [tab.groupRow, tab.headerRow],
    lastRow: tab.firstRow + rows.length - 1,
    lastColumn: tab.columns.length,
    frozenColumns: tab.frozenColumns,
    width,
  });
  await sheet.protect('', {
    formatColumns: true,
    formatRows: true,
    selectLockedCells: true,
    selectUnlockedCells: true,
  });
}

/** Says whose the workbook is and which revision it was made from, where nobody types and every program keeps it. */
function writeMarks(workbook: Workbook, marks: WorkbookMarks): void {
  const sheet = workbook.addWorksheet(MARKS_TAB, { state: 'veryHidden' });
  sheet.getCell(1, 1).value = MARKS_NAME;
  sheet.getCell(1, 2).value = xlsxText(JSON.stringify(marks));
}

/** Rows ready in a list: a protected sheet of Excel grows no others, as one of Google does. */
const FILE_SPARE_ROWS = 100;

/** The plan of a report's file. */
export function planFile(form: Parameters<typeof planWorkbook>[0]): SheetPlan {
  const sections = form.template.sections.map((section) =>
    section.kind === 'list'
      ? { ...section, spareRows: Math.max(section.spareRows ?? 0, FILE_SPARE_ROWS) }
      : section,
  );
  return planWorkbook({ ...form, template: { ...form.template, sections } });
}

/** `at`: the moment written into the file; `base`: the revision the plan was filled from. */
interface Drawing {
  readonly at: Date;
  readonly base: number;
  /** Undefined leaves all open. */
  readonly reviewed?: Reviewed;
}

/** The workbook of one office, to be filled in without Google. */
export async function sheetPlanXlsx(
  plan: SheetPlan,
  { at, base, reviewed }: Drawing,
): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = newWorkbook(plan.title, at);
  await drawTabs(workbook, plan, base, reviewed);
  return bytesOf(workbook);
}

/** Adds the tabs of the plan, its lists and its marks to a workbook. */
export async function drawTabs(
  workbook: Workbook,
  plan: SheetPlan,
  base: number,
  reviewed?: Reviewed,
): Promise<void> {
  const lists = new Lists();
  const isLeftOpen = reviewed === undefined ? () => true : leftOpen(reviewed);
  for (const tab of plan.tabs)
    await writeTab(workbook.addWorksheet(tab.name) as RuledSheet, tab, lists, isLeftOpen);
  if (reviewed !== undefined) noteRemarks(workbook, plan, reviewed);
  if (lists.columns.length > 0) {
    const sheet = workbook.addWorksheet(LISTS_TAB, { state: 'veryHidden' });
    for (const [index, values] of lists.columns.entries()) {
      for (const [row, value] of values.entries()) sheet.getCell(row + 2, index + 1).value = xlsxText(value);
    }
  }
  writeMarks(workbook, { ...plan.report, base });
}
