/** Owns what a drawn tab enforces: data validation, the tint of cells still to fill, protections of headers and keys. */
import { columnLetters } from '../../shared/raw-sheet.ts';
import type { ColumnPlan, RowPlan, TabPlan, ValidationPlan } from '../../shared/sheet-plan.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Rule = GoogleAppsScript.Spreadsheet.DataValidation;
type Builder = GoogleAppsScript.Spreadsheet.DataValidationBuilder;

const REQUIRED_TINT = '#fff4e5';

/**
 * Validation only points: words such as "không phát sinh" are answers too, so nothing typed is refused by the sheet.
 * The check decides.
 */
export function addValidation(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan): void {
  const rows = tab.rows.length + tab.spareRows;
  if (rows === 0) return;
  tab.columns.forEach((column, index) => {
    const rule = ruleOf(spreadsheet, column.validation);
    if (rule === null) return;
    for (const [first, count] of openRuns(tab, column, rows)) {
      sheet.getRange(tab.firstRow + first, index + 1, count, 1).setDataValidation(rule);
    }
  });
}

const BUILDERS: {
  [K in ValidationPlan['kind']]: (
    spreadsheet: Spreadsheet,
    builder: Builder,
    plan: Extract<ValidationPlan, { kind: K }>,
  ) => Builder | null;
} = {
  none: () => null,
  date: (_, builder) => builder.requireDate(),
  list: (spreadsheet, builder, plan) =>
    plan.range === undefined
      ? builder.requireValueInList([...plan.values], true)
      : builder.requireValueInRange(spreadsheet.getRange(plan.range), true),
  number: (_, builder, plan) => {
    if (plan.min !== undefined && plan.max !== undefined) {
      return builder.requireNumberBetween(Number(plan.min), Number(plan.max));
    }
    if (plan.min !== undefined) return builder.requireNumberGreaterThanOrEqualTo(Number(plan.min));
    return plan.max === undefined ? null : builder.requireNumberLessThanOrEqualTo(Number(plan.max));
  },
};

function ruleOf(spreadsheet: Spreadsheet, plan: ValidationPlan): Rule | null {
  const build = BUILDERS[plan.kind] as (s: Spreadsheet, b: Builder, p: ValidationPlan) => Builder | null;
  return build(spreadsheet, SpreadsheetApp.newDataValidation(), plan)?.setAllowInvalid(true).build() ?? null;
}

/** Stretches of rows in which the column is open, as [offset from the first row, count]. */
function openRuns(tab: TabPlan, column: ColumnPlan, rows: number): [number, number][] {
  return tab.kind === 'list' ? [[0, rows]] : runs(tab.rows, (row) => !row.closed.includes(column.id));
}

function runs(rows: readonly RowPlan[], test: (row: RowPlan) => boolean): [number, number][] {
  const found: [number, number][] = [];
  rows.forEach((row, index) => {
    if (!test(row)) return;
    const last = found[found.length - 1];
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else found.push([index, 1]);
  });
  return found;
}

/** A warm ground on cells that must be filled and are blank; in a list only in rows that somebody began. */
export function addRequiredTint(sheet: Sheet, tab: TabPlan): void {
  const rules = tab.kind === 'grid' ? gridTint(sheet, tab) : listTint(sheet, tab);
  if (rules.length > 0) sheet.setConditionalFormatRules(rules);
}

type Tint = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;

function gridTint(sheet: Sheet, tab: TabPlan): Tint[] {
  const ranges = tab.columns.flatMap((column, index) =>
    runs(tab.rows, (row) => row.required.includes(column.id)).map(([first, count]) =>
      sheet.getRange(tab.firstRow + first, index + 1, count, 1),
    ),
  );
  if (ranges.length === 0) return [];
  return [
    SpreadsheetApp.newConditionalFormatRule()
      .whenCellEmpty()
      .setBackground(REQUIRED_TINT)
      .setRanges(ranges)
      .build(),
  ];
}

/** The formula has no argument separator, which differs between locales (";" in vi_VN, "," in en_US). */
function listTint(sheet: Sheet, tab: TabPlan): Tint[] {
  const rows = tab.rows.length + tab.spareRows;
  if (rows === 0) return [];
  const typed = tab.columns
    .map((column, index) => (column.locked ? '' : `$${columnLetters(index)}${tab.firstRow}`))
    .filter((address) => address !== '');
  return tab.columns.flatMap((column, index) => {
    if (!tab.highlightRequired.includes(column.id)) return [];
    const formula = `=(LEN(${columnLetters(index)}${tab.firstRow})=0)*(LEN(${typed.join('&')})>0)`;
    const range = sheet.getRange(tab.firstRow, index + 1, rows, 1);
    const rule = SpreadsheetApp.newConditionalFormatRule().whenFormulaSatisfied(formula);
    return [rule.setBackground(REQUIRED_TINT).setRanges([range]).build()];
  });
}

/**
 * Headers and, in a grid, everything printed are closed to other editors. In a list only the header is: a protected
 * column would forbid inserting rows. Derived columns only warn, since every office's check writes them anew.
 */
export function addProtections(sheet: Sheet, tab: TabPlan): void {
  const width = tab.columns.length;
  restrict(sheet.getRange(1, 1, tab.headerRow, width).protect().setDescription('Sổ Tỉnh: tiêu đề'));
  const rows = tab.rows.length + tab.spareRows;
  if (rows === 0) return;
  for (const [first, count] of columnRuns(
    tab.columns,
    (column) => column.locked && column.derived !== true,
  )) {
    const protection = sheet.getRange(tab.firstRow, first + 1, rows, count).protect();
    protection.setDescription('Sổ Tỉnh: mã dòng và cột in sẵn');
    if (tab.kind === 'grid') restrict(protection);
    else protection.setWarningOnly(true);
  }
  for (const [first, count] of columnRuns(tab.columns, (column) => column.derived === true)) {
    const protection = sheet.getRange(tab.firstRow, first + 1, rows, count).protect();
    protection.setDescription('Sổ Tỉnh: cột tự tính').setWarningOnly(true);
  }
}

function columnRuns(
  columns: readonly ColumnPlan[],
  test: (column: ColumnPlan) => boolean,
): [number, number][] {
  const found: [number, number][] = [];
  columns.forEach((column, index) => {
    if (!test(column)) return;
    const last = found[found.length - 1];
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else found.push([index, 1]);
  });
  return found;
}

/** Only the person who made the sheet may edit. The owner cannot be kept out, and no error text is looked at. */
function restrict(protection: GoogleAppsScript.Spreadsheet.Protection): void {
  if (!protection.canEdit()) return;
  protection.removeEditors(protection.getEditors().map((editor) => editor.getEmail()));
  if (protection.canDomainEdit()) protection.setDomainEdit(false);
}
