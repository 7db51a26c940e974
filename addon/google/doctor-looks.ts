/** Owns holding what a sheet looks like and enforces against what would be drawn; every cell stands where it was drawn. */
import { columnLetters } from '../../shared/raw-sheet.ts';
import {
  labelFormat,
  PROTECTION,
  protectedColumns,
  requiredFormulas,
  requiredStretches,
} from '../../shared/sheet-drawing.ts';
import { LABEL_COLUMN } from '../../shared/sheet-layout.ts';
import { LISTS_TAB, type TabPlan } from '../../shared/sheet-plan.ts';
import { formatFor } from '../core/doctor-formats.ts';
import type { LookFault } from '../core/doctor-ports.ts';
import type { DamageKind } from '../core/rpc-doctor.ts';
import { frozenColumnsOf } from './draw.ts';
import { openRuns, ruleOf } from './draw-rules.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Cell = [row: number, column: number];

/** Hidden rows cost a call each: of a longer table only the first are looked at. */
const HIDDEN_ROWS_MAX = 150;

export function lookFaults(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan): LookFault[] {
  const faults: LookFault[] = [];
  const tell = (kind: DamageKind, cells: readonly Cell[]): void => {
    if (cells.length > 0) faults.push({ kind, cells });
  };
  const once = (wrong: boolean): Cell[] => (wrong ? [[tab.headerRow - 1, 0]] : []);
  const last = tab.firstRow - 1 + tab.rows.length + tab.spareRows;
  if (last > sheet.getMaxRows()) return [{ kind: 'format', cells: [[last - 1, 0]] }];
  if (last >= tab.firstRow) {
    const body = bodyOf(sheet, tab);
    tell('format', wrongFormats(body, tab));
    // Without the tab of long lists no rule can be held against it: it is drawn first, and told by itself.
    if (spreadsheet.getSheetByName(LISTS_TAB) !== null || !hasLongList(tab))
      tell('validation', wrongRules(spreadsheet, body, tab));
  }
  tell('filter', once(sheet.getFilter() !== null));
  tell('hidden', wrongLines(sheet, tab));
  tell(
    'frozen',
    once(sheet.getFrozenRows() !== tab.frozenRows || sheet.getFrozenColumns() !== frozenColumnsOf(tab)),
  );
  tell('protection', once(!sameList(standingProtections(sheet), plannedProtections(tab))));
  tell('tint', once(!plannedTints(tab).every((areas) => standingTints(sheet).includes(areas))));
  if (sheet.isSheetHidden()) tell('tab_hidden', once(true));
  return faults;
}

const hasLongList = ({ columns }: TabPlan): boolean =>
  columns.some(({ validation }) => validation.kind === 'list' && validation.range !== undefined);

export const bodyOf = (sheet: Sheet, tab: TabPlan): GoogleAppsScript.Spreadsheet.Range =>
  sheet.getRange(tab.firstRow, 1, tab.rows.length + tab.spareRows, tab.columns.length);

const plannedFormat = (tab: TabPlan, row: number, column: number): string => {
  const plan = tab.columns[column];
  const line = tab.rows[row];
  return plan?.id === LABEL_COLUMN && line !== undefined
    ? labelFormat(line.indent)
    : (plan?.numberFormat ?? '');
};

/** The formats the table may have without a value being read as something else. */
export function soundFormats(body: GoogleAppsScript.Spreadsheet.Range, tab: TabPlan): string[][] {
  const values: unknown[][] = body.getValues();
  const formats = body.getNumberFormats();
  return formats.map((line, row) =>
    line.map((format, column) => formatFor(plannedFormat(tab, row, column), format, values[row]?.[column])),
  );
}

function wrongFormats(body: GoogleAppsScript.Spreadsheet.Range, tab: TabPlan): Cell[] {
  const sound = soundFormats(body, tab);
  return body
    .getNumberFormats()
    .flatMap((line, row) =>
      line.flatMap((format, column): Cell[] =>
        format === sound[row]?.[column] ? [] : [[tab.firstRow - 1 + row, column]],
      ),
    );
}

type Rule = GoogleAppsScript.Spreadsheet.DataValidation;

/** The kind of a rule and what it takes; '' for none. */
const wordsOf = (rule: Rule | null | undefined): string =>
  rule === null || rule === undefined
    ? ''
    : `${rule.getCriteriaType()} ${rule.getCriteriaValues().map(valueWords)} ${rule.getAllowInvalid()}`;

/** A range by the sheet it is on: of a sheet that was deleted there is none with its id any more. */
const valueWords = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'getGridId' in value
    ? `${(value as GoogleAppsScript.Spreadsheet.Range).getGridId()}`
    : String(value);

function wrongRules(
  spreadsheet: Spreadsheet,
  body: GoogleAppsScript.Spreadsheet.Range,
  tab: TabPlan,
): Cell[] {
  const standing = body.getDataValidations();
  return tab.columns.flatMap((column, index) => {
    const wanted = wordsOf(ruleOf(spreadsheet, column.validation));
    const open = new Set<number>();
    for (const [first, count] of openRuns(tab, column, standing.length))
      for (let row = first; row < first + count; row += 1) open.add(row);
    return standing.flatMap((line, row): Cell[] =>
      wordsOf(line[index]) === (open.has(row) ? wanted : '') ? [] : [[tab.firstRow - 1 + row, index]],
    );
  });
}

function wrongLines(sheet: Sheet, tab: TabPlan): Cell[] {
  const columns = tab.columns.flatMap(({ hidden }, index): Cell[] =>
    sheet.isColumnHiddenByUser(index + 1) === hidden ? [] : [[tab.headerRow - 1, index]],
  );
  const looked = Math.min(tab.firstRow - 1 + tab.rows.length + tab.spareRows, HIDDEN_ROWS_MAX);
  const rows = Array.from({ length: looked }, (_, row): Cell => [row, 0]).filter(
    ([row]) => sheet.isRowHiddenByUser(row + 1) !== (row === tab.keyRow - 1),
  );
  return [...columns, ...rows];
}

const area = (first: number, column: number, rows: number, columns = 1): string => {
  const from = `${columnLetters(column)}${first}`;
  const to = `${columnLetters(column + columns - 1)}${first + rows - 1}`;
  return from === to ? from : `${from}:${to}`;
};

const sameList = (left: readonly string[], right: readonly string[]): boolean =>
  [...left].sort().join('\n') === [...right].sort().join('\n');

/** Protections of ours, by what they are called; the office's own are its own business. */
export function ownProtections(sheet: Sheet): GoogleAppsScript.Spreadsheet.Protection[] {
  const names: readonly string[] = Object.values(PROTECTION);
  return sheet
    .getProtections(SpreadsheetApp.ProtectionType.RANGE)
    .filter((one) => names.includes(one.getDescription()));
}

const standingProtections = (sheet: Sheet): string[] =>
  ownProtections(sheet).map(
    (one) => `${one.getDescription()} ${one.getRange().getA1Notation()} ${one.isWarningOnly()}`,
  );

function plannedProtections(tab: TabPlan): string[] {
  const rows = tab.rows.length + tab.spareRows;
  const head = `${PROTECTION.head} ${area(1, 0, tab.headerRow, tab.columns.length)} false`;
  if (rows === 0) return [head];
  const data = protectedColumns(tab).map(
    ({ first, count, description, warns }) =>
      `${description} ${area(tab.firstRow, first, rows, count)} ${warns}`,
  );
  return [head, ...data];
}

const standingTints = (sheet: Sheet): string[] =>
  sheet.getConditionalFormatRules().map((rule) =>
    rule
      .getRanges()
      .map((range) => range.getA1Notation())
      .join(),
  );

function plannedTints(tab: TabPlan): string[] {
  if (tab.kind === 'grid') {
    const areas = requiredStretches(tab).map(({ column, first, count }) =>
      area(tab.firstRow + first, column, count),
    );
    return areas.length === 0 ? [] : [areas.join()];
  }
  const rows = tab.rows.length + tab.spareRows;
  return rows === 0 ? [] : requiredFormulas(tab).map(({ column }) => area(tab.firstRow, column, rows));
}
