/** Cells of the planned workbook as Sheets CellData: every value says its own type, so nothing is parsed and nothing calculates. */
import type { sheets_v4 } from 'googleapis';
import { dayNumber } from '../../shared/days.ts';
import {
  COLOURS,
  FONT,
  FONT_SIZE,
  groundOf,
  headTexts,
  labelFormat,
  TITLE_SIZE,
} from '../../shared/sheet-drawing.ts';
import { LABEL_COLUMN } from '../../shared/sheet-layout.ts';
import type { ColumnPlan, PlanCell, RowPlan, TabPlan, ValidationPlan } from '../../shared/sheet-plan.ts';

type CellData = sheets_v4.Schema$CellData;
type CellFormat = sheets_v4.Schema$CellFormat;

/** What updateCells sets; a field missing from a cell is cleared. */
export const FORMAT_FIELDS =
  'userEnteredValue,note,dataValidation,userEnteredFormat(numberFormat,backgroundColorStyle,horizontalAlignment,verticalAlignment,wrapStrategy,textFormat.bold,textFormat.fontSize,textFormat.fontFamily)';

export const colour = (hex: string): sheets_v4.Schema$ColorStyle => {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { rgbColor: { red: part(1), green: part(3), blue: part(5) } };
};

const TEXT = { type: 'TEXT', pattern: '@' };

/** Days since 1899-12-30, as Sheets counts them. */
const serialOf = (iso: string): number => dayNumber(iso) - dayNumber('1899-12-30');

function typedValue(cell: PlanCell): sheets_v4.Schema$ExtendedValue | undefined {
  if (cell === null || cell === '') return undefined;
  if (typeof cell === 'number') return { numberValue: cell };
  return typeof cell === 'string' ? { stringValue: cell } : { numberValue: serialOf(cell.date) };
}

function cellOf(cell: PlanCell, format: CellFormat): CellData {
  const userEnteredValue = typedValue(cell);
  return { ...(userEnteredValue ? { userEnteredValue } : {}), userEnteredFormat: format };
}

export const textCell = (text: string): CellData => cellOf(text, { numberFormat: TEXT });

const ALIGN: Readonly<Record<ColumnPlan['align'], string>> = {
  left: 'LEFT',
  center: 'CENTER',
  right: 'RIGHT',
};

function patternOf(column: ColumnPlan): sheets_v4.Schema$NumberFormat {
  if (column.numberFormat === '@') return TEXT;
  const type = column.validation.kind === 'date' || /[dmy]/i.test(column.numberFormat) ? 'DATE' : 'NUMBER';
  return { type, pattern: column.numberFormat };
}

/** The rows above the data, from the hidden row of column ids to the header. */
export function headCells(tab: TabPlan): CellData[][] {
  const plain: CellFormat = {
    numberFormat: TEXT,
    textFormat: { fontFamily: FONT, bold: false, fontSize: FONT_SIZE },
  };
  const header: CellFormat = {
    ...plain,
    backgroundColorStyle: colour(COLOURS.header),
    horizontalAlignment: 'CENTER',
    verticalAlignment: 'MIDDLE',
    wrapStrategy: 'WRAP',
    textFormat: { fontFamily: FONT, bold: true, fontSize: FONT_SIZE },
  };
  const title: CellFormat = { ...plain, textFormat: { fontFamily: FONT, bold: true, fontSize: TITLE_SIZE } };
  const formats = new Map([
    [tab.titleRow, title],
    [tab.groupRow, header],
    [tab.headerRow, header],
  ]);
  const rows = headTexts(tab).map((texts, index) =>
    texts.map((text) => cellOf(text, formats.get(index + 1) ?? plain)),
  );
  for (const [index, { note }] of tab.columns.entries()) {
    const cell = rows[tab.headerRow - 1]?.[index];
    if (cell !== undefined && note !== undefined) cell.note = note;
  }
  return rows;
}

function formatOf(row: RowPlan, column: ColumnPlan): CellFormat {
  const indented = column.id === LABEL_COLUMN && row.indent > 0;
  return {
    numberFormat: indented ? { type: 'TEXT', pattern: labelFormat(row.indent) } : patternOf(column),
    backgroundColorStyle: colour(groundOf(row, column)),
    horizontalAlignment: ALIGN[column.align],
    verticalAlignment: 'MIDDLE',
    wrapStrategy: column.wrap ? 'WRAP' : 'OVERFLOW_CELL',
    textFormat: { fontFamily: FONT, bold: row.bold, fontSize: FONT_SIZE },
  };
}

/** Only points: words such as "không phát sinh" are answers too, so nothing typed is refused by the sheet. */
function ruleOf(plan: ValidationPlan): sheets_v4.Schema$DataValidationRule | undefined {
  const rule = (type: string, ...values: string[]) => ({
    condition: { type, values: values.map((userEnteredValue) => ({ userEnteredValue })) },
    strict: false,
    showCustomUi: true,
  });
  switch (plan.kind) {
    case 'none':
      return undefined;
    case 'date':
      return { condition: { type: 'DATE_IS_VALID' }, strict: false, showCustomUi: true };
    case 'list':
      return plan.range === undefined
        ? rule('ONE_OF_LIST', ...plan.values)
        : rule('ONE_OF_RANGE', `=${plan.range}`);
    case 'number':
      if (plan.min !== undefined && plan.max !== undefined) return rule('NUMBER_BETWEEN', plan.min, plan.max);
      if (plan.min !== undefined) return rule('NUMBER_GREATER_THAN_EQ', plan.min);
      return plan.max === undefined ? undefined : rule('NUMBER_LESS_THAN_EQ', plan.max);
  }
}

export function rowCells(tab: TabPlan, row: RowPlan): CellData[] {
  return tab.columns.map((column, index) => {
    const open = !column.locked && !row.closed.includes(column.id);
    const dataValidation = open ? ruleOf(column.validation) : undefined;
    return {
      ...cellOf(row.cells[index] ?? null, formatOf(row, column)),
      ...(dataValidation ? { dataValidation } : {}),
    };
  });
}
