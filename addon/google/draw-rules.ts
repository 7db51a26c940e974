/** Owns what a drawn tab enforces: data validation, the tint of cells still to fill, protections of headers and keys. */
import {
  COLOURS,
  PROTECTION,
  protectedColumns,
  requiredFormulas,
  requiredStretches,
  runs,
} from '../../shared/sheet-drawing.ts';
import type { ColumnPlan, TabPlan, ValidationPlan } from '../../shared/sheet-plan.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Rule = GoogleAppsScript.Spreadsheet.DataValidation;
type Builder = GoogleAppsScript.Spreadsheet.DataValidationBuilder;

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

export function ruleOf(spreadsheet: Spreadsheet, plan: ValidationPlan): Rule | null {
  const build = BUILDERS[plan.kind] as (s: Spreadsheet, b: Builder, p: ValidationPlan) => Builder | null;
  return build(spreadsheet, SpreadsheetApp.newDataValidation(), plan)?.setAllowInvalid(true).build() ?? null;
}

/** Stretches of rows in which the column is open, as [offset from the first row, count]. */
export function openRuns(tab: TabPlan, column: ColumnPlan, rows: number): [number, number][] {
  return tab.kind === 'list' ? [[0, rows]] : runs(tab.rows, (row) => !row.closed.includes(column.id));
}

/** A warm ground on cells that must be filled and are blank; in a list only in rows that somebody began. */
export function addRequiredTint(sheet: Sheet, tab: TabPlan): void {
  const rules = tab.kind === 'grid' ? gridTint(sheet, tab) : listTint(sheet, tab);
  if (rules.length > 0) sheet.setConditionalFormatRules([...sheet.getConditionalFormatRules(), ...rules]);
}

type Tint = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;

function gridTint(sheet: Sheet, tab: TabPlan): Tint[] {
  const ranges = requiredStretches(tab).map(({ column, first, count }) =>
    sheet.getRange(tab.firstRow + first, column + 1, count, 1),
  );
  if (ranges.length === 0) return [];
  const rule = SpreadsheetApp.newConditionalFormatRule().whenCellEmpty();
  return [rule.setBackground(COLOURS.required).setRanges(ranges).build()];
}

function listTint(sheet: Sheet, tab: TabPlan): Tint[] {
  const rows = tab.rows.length + tab.spareRows;
  if (rows === 0) return [];
  return requiredFormulas(tab).map(({ column, formula }) => {
    const range = sheet.getRange(tab.firstRow, column + 1, rows, 1);
    const rule = SpreadsheetApp.newConditionalFormatRule().whenFormulaSatisfied(formula);
    return rule.setBackground(COLOURS.required).setRanges([range]).build();
  });
}

/** Headers are closed to other editors. */
export const protectHead = (sheet: Sheet, { headerRow, columns }: TabPlan): void =>
  restrict(sheet.getRange(1, 1, headerRow, columns.length).protect().setDescription(PROTECTION.head));

/** Of the data, what the plan closes. */
export function protectData(sheet: Sheet, tab: TabPlan): void {
  const rows = tab.rows.length + tab.spareRows;
  if (rows === 0) return;
  for (const { first, count, description, warns } of protectedColumns(tab)) {
    const protection = sheet.getRange(tab.firstRow, first + 1, rows, count).protect();
    protection.setDescription(description);
    if (warns) protection.setWarningOnly(true);
    else restrict(protection);
  }
}

/** Only the person who made the sheet may edit. The owner cannot be kept out, and no error text is looked at. */
export function restrict(protection: GoogleAppsScript.Spreadsheet.Protection): void {
  if (!protection.canEdit()) return;
  protection.removeEditors(protection.getEditors().map((editor) => editor.getEmail()));
  if (protection.canDomainEdit()) protection.setDomainEdit(false);
}
