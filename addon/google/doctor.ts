/** The sheet doctor's hands on the open file: looking, putting right in place, drawing anew beside and copying. */
import type { RawCell } from '../../shared/raw-sheet.ts';
import { COLOURS, headTexts, runs } from '../../shared/sheet-drawing.ts';
import { LISTS_TAB, METADATA, type SheetPlan, type TabPlan } from '../../shared/sheet-plan.ts';
import type { Copying, DoctorPort, Purport, Unfinished } from '../core/doctor-ports.ts';
import type { DamageKind } from '../core/rpc-doctor.ts';
import { rawCells, sheetValue } from './cells.ts';
import { copyCells } from './doctor-copy.ts';
import { bodyOf, lookFaults, ownProtections, soundFormats } from './doctor-looks.ts';
import {
  drawLists,
  dressTab,
  freeName,
  freezeTab,
  hideIds,
  markColumns,
  markReport,
  printTab,
} from './draw.ts';
import { addRequiredTint, addValidation } from './draw-rules.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Mark of a sheet whose repair is not finished. */
const BEGUN = 'sotinh.repair';

export function openDoctor(): DoctorPort {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const at = <T>(sheetId: number, work: (sheet: Sheet) => T, otherwise: T): T => {
    const sheet = spreadsheet.getSheetById(sheetId);
    return sheet === null ? otherwise : work(sheet);
  };
  return {
    mayEdit: () => spreadsheet.getSheets().some(isOpenSomewhere),
    file: (plan) => ({
      locale: spreadsheet.getSpreadsheetLocale(),
      timeZone: spreadsheet.getSpreadsheetTimeZone(),
      marked: isMarked(spreadsheet, plan),
    }),
    setFile(locale, timeZone) {
      spreadsheet.setSpreadsheetLocale(locale);
      spreadsheet.setSpreadsheetTimeZone(timeZone);
    },
    hasLists: (plan) => hasLists(spreadsheet, plan),
    mark(plan) {
      const lists = spreadsheet.getSheetByName(LISTS_TAB);
      if (!hasLists(spreadsheet, plan) && (lists === null || closedTo(lists) === 'open'))
        drawLists(spreadsheet, plan);
      markReport(spreadsheet, plan);
    },
    unfinished: () => unfinished(spreadsheet),
    closed: (sheetId, tab) => at(sheetId, (sheet) => closedTo(sheet, tab), 'open'),
    looks: (sheetId, tab) => at(sheetId, (sheet) => lookFaults(spreadsheet, sheet, tab), []),
    listsSheet: () => spreadsheet.getSheetByName(LISTS_TAB)?.getSheetId() ?? -1,
    mend: (sheetId, tab, before) => at(sheetId, (sheet) => mend(spreadsheet, sheet, tab, before), 'changed'),
    tidy: (sheetId, tab, kinds) => at(sheetId, (sheet) => tidy(spreadsheet, sheet, tab, kinds), false),
    rebuild: (tab, purport, copying) => rebuild(spreadsheet, tab, purport, copying),
    claim: (sheetId, section) =>
      at(sheetId, (sheet) => markSheet(sheet, METADATA.section, section), undefined),
    show: (sheetId) => at(sheetId, (sheet) => void sheet.showSheet(), undefined),
    finish: (begun) => at(begun.sheetId, (sheet) => finish(spreadsheet, sheet, begun), undefined),
    disown: (sheetId) => at(sheetId, (sheet) => unmark(sheet, METADATA.section), undefined),
    remove: (sheetId) => at(sheetId, (sheet) => void spreadsheet.deleteSheet(sheet), undefined),
  };
}

function isMarked(spreadsheet: Spreadsheet, plan: SheetPlan): boolean {
  const marks = spreadsheet.getDeveloperMetadata().filter((entry) => entry.getKey() === METADATA.report);
  return marks.length === 1 && marks[0]?.getValue() === JSON.stringify(plan.report);
}

function hasLists(spreadsheet: Spreadsheet, { lists }: SheetPlan): boolean {
  const values: unknown[][] = spreadsheet.getSheetByName(LISTS_TAB)?.getDataRange().getValues() ?? [];
  return lists.every(({ heading, values: items }, column) =>
    [heading, ...items].every((item, row) => values[row]?.[column] === item),
  );
}

function unfinished(spreadsheet: Spreadsheet): Unfinished[] {
  return spreadsheet
    .createDeveloperMetadataFinder()
    .withKey(BEGUN)
    .find()
    .flatMap((entry) => {
      const sheet = entry.getLocation().getSheet();
      if (sheet === null) return [];
      return [{ ...(JSON.parse(entry.getValue() ?? '{}') as Purport), sheetId: sheet.getSheetId() }];
    });
}

/** No protection of ours covers a whole row of a sheet, and who may only look may write nowhere. */
function isOpenSomewhere(sheet: Sheet): boolean {
  const last = sheet.getMaxRows();
  const columns = Array.from({ length: sheet.getMaxColumns() }, (_, index) => index + 1);
  return columns.some((column) => sheet.getRange(last, column).canEdit());
}

function closedTo(sheet: Sheet, tab?: TabPlan): ReturnType<DoctorPort['closed']> {
  const isShut = sheet
    .getProtections(SpreadsheetApp.ProtectionType.SHEET)
    .some((one) => !one.isWarningOnly() && !one.canEdit());
  if (isShut) return 'whole';
  if (tab === undefined) return 'open';
  const height = Math.min(sheet.getMaxRows(), tab.firstRow - 1 + tab.rows.length + tab.spareRows);
  const width = Math.min(sheet.getMaxColumns(), tab.columns.length);
  return sheet.getRange(1, 1, height, width).canEdit() ? 'open' : 'partly';
}

const markSheet = (sheet: Sheet, key: string, value: string): void => {
  sheet.addDeveloperMetadata(key, value, SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);
};

function unmark(sheet: Sheet, key: string): void {
  for (const entry of sheet.getDeveloperMetadata()) if (entry.getKey() === key) entry.remove();
}

function mend(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  tab: TabPlan,
  before: readonly (readonly RawCell[])[],
): ReturnType<DoctorPort['mend']> {
  const zone = spreadsheet.getSpreadsheetTimeZone();
  const lacks = tab.firstRow - 1 + tab.rows.length + tab.spareRows - sheet.getMaxRows();
  if (lacks > 0) sheet.insertRowsAfter(sheet.getMaxRows(), lacks);
  if (!takesRules(spreadsheet, sheet, tab)) return 'no_rules';
  sheet.getFilter()?.remove();
  sheet.getRange(1, 1, sheet.getMaxRows(), sheet.getMaxColumns()).breakApart();
  showLines(sheet);
  sheet.showSheet();
  for (const one of ownProtections(sheet)) one.remove();
  dropTints(sheet);
  if (tab.rows.length + tab.spareRows > 0) {
    const body = bodyOf(sheet, tab);
    body.setNumberFormats(soundFormats(body, tab));
  }
  dressTab(spreadsheet, sheet, tab);
  // Right before anything is printed: where a column was put in meanwhile, a printed word would stand over a figure.
  const now = rawCells(sheet.getDataRange().getValues(), () => zone);
  if (JSON.stringify(now) !== JSON.stringify(before)) return 'changed';
  printHead(sheet, tab);
  printLocked(sheet, tab, zone);
  const ids: unknown[][] = sheet.getRange(tab.keyRow, 1, 1, tab.columns.length).getValues();
  if (JSON.stringify(ids[0]) !== JSON.stringify(headTexts(tab)[tab.keyRow - 1])) return 'changed';
  nameTab(spreadsheet, sheet, tab);
  return 'done';
}

function showLines(sheet: Sheet): void {
  sheet.showRows(1, sheet.getMaxRows());
  sheet.showColumns(1, sheet.getMaxColumns());
}

/** Its marks and its name. */
function nameTab(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan): void {
  unmark(sheet, METADATA.section);
  for (const entry of spreadsheet.createDeveloperMetadataFinder().withKey(METADATA.column).find())
    if (entry.getLocation().getColumn()?.getGridId() === sheet.getSheetId()) entry.remove();
  markSheet(sheet, METADATA.section, tab.section);
  markColumns(sheet, tab);
  if (sheet.getName() !== tab.name) sheet.setName(freeName(spreadsheet, tab.name));
}

/** Only what is wrong is touched: of the rest some may be closed to this person. */
function tidy(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan, kinds: readonly DamageKind[]): boolean {
  const name = (): void => nameTab(spreadsheet, sheet, tab);
  const steps: Partial<Record<DamageKind, () => void>> = {
    filter: () => sheet.getFilter()?.remove(),
    hidden() {
      showLines(sheet);
      hideIds(sheet, tab);
    },
    tab_hidden: () => sheet.showSheet(),
    frozen: () => freezeTab(sheet, tab),
    tint() {
      dropTints(sheet);
      addRequiredTint(sheet, tab);
    },
    tab_renamed: name,
    tab_mark: name,
    column_mark: name,
  };
  try {
    for (const step of new Set(kinds.map((kind) => steps[kind]))) step?.();
    return true;
  } catch {
    return false;
  }
}

/** Whether columns are typed cannot be asked: they refuse a rule when it is written. */
function takesRules(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan): boolean {
  if (tab.rows.length + tab.spareRows === 0) return true;
  try {
    bodyOf(sheet, tab).clearDataValidations();
    addValidation(spreadsheet, sheet, tab);
    SpreadsheetApp.flush();
    return true;
  } catch {
    return false;
  }
}

/** Our own tints, known by their colour; those of the office stay. */
function dropTints(sheet: Sheet): void {
  const rules = sheet.getConditionalFormatRules();
  const others = rules.filter((rule) => {
    const colour = rule.getBooleanCondition()?.getBackground();
    return colour?.toLowerCase() !== COLOURS.required;
  });
  if (others.length < rules.length) sheet.setConditionalFormatRules(others);
}

/** Of the title lines only the cells that bear words: what the office noted beside them is its own. */
function printHead(sheet: Sheet, tab: TabPlan): void {
  const heads = headTexts(tab);
  const width = tab.columns.length;
  sheet.getRange(1, 1, tab.headerRow, width).setNumberFormat('@');
  for (const row of new Set([tab.keyRow, tab.groupRow, tab.headerRow]))
    sheet.getRange(row, 1, 1, width).setValues([heads[row - 1] ?? []]);
  for (const row of [tab.titleRow, tab.subtitleRow]) {
    const column = heads[row - 1]?.findIndex((text) => text !== '') ?? -1;
    if (column >= 0) sheet.getRange(row, column + 1).setValue(heads[row - 1]?.[column] ?? '');
  }
}

function printLocked(sheet: Sheet, tab: TabPlan, zone: string): void {
  for (const [first, count] of runs(tab.columns, ({ locked, derived }) => locked && derived !== true)) {
    const values = tab.rows.map(({ cells }) =>
      cells.slice(first, first + count).map((cell) => sheetValue(cell, zone)),
    );
    for (const key of tab.spareKeys)
      values.push(Array.from({ length: count }, (_, index) => (first + index === 0 ? key : '')));
    if (values.length > 0) sheet.getRange(tab.firstRow, first + 1, values.length, count).setValues(values);
  }
}

/** The mark comes first: whatever happens then, the sheet is known as one that may be taken away. */
function rebuild(
  spreadsheet: Spreadsheet,
  tab: TabPlan,
  purport: Purport,
  copying: Copying | undefined,
): ReturnType<DoctorPort['rebuild']> {
  const old = copying === undefined ? null : spreadsheet.getSheetById(copying.from);
  const name = freeName(spreadsheet, tab.name);
  const front = spreadsheet.getActiveSheet();
  const sheet =
    old === null ? spreadsheet.insertSheet(name) : spreadsheet.insertSheet(name, old.getIndex() - 1);
  markSheet(sheet, BEGUN, JSON.stringify(purport));
  // A new sheet comes to the front by itself.
  spreadsheet.setActiveSheet(front);
  sheet.hideSheet();
  printTab(sheet, tab, spreadsheet.getSpreadsheetTimeZone());
  dressTab(spreadsheet, sheet, tab);
  markColumns(sheet, tab);
  const stayed = old === null || copying === undefined ? [] : copyCells(old, sheet, tab, copying);
  return { sheetId: sheet.getSheetId(), stayed };
}

/** Who looks at the old sheet looks at the new one from then on. */
function finish(spreadsheet: Spreadsheet, sheet: Sheet, { name, from }: Purport): void {
  if (spreadsheet.getActiveSheet().getSheetId() === from) spreadsheet.setActiveSheet(sheet);
  if (sheet.getName() !== name) sheet.setName(freeName(spreadsheet, name));
  unmark(sheet, BEGUN);
}
