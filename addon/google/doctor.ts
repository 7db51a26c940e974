/** The sheet doctor's hands on the open file: looking, putting right in place, drawing anew beside and copying. */
import { COLOURS, headTexts, runs } from '../../shared/sheet-drawing.ts';
import { LISTS_TAB, METADATA, type SheetPlan, type TabPlan } from '../../shared/sheet-plan.ts';
import { asText, formatFor } from '../core/doctor-formats.ts';
import type { Copying, DoctorPort, Purport, Unfinished } from '../core/doctor-ports.ts';
import { sheetValue } from './cells.ts';
import { bodyOf, lookFaults, ownProtections, soundFormats } from './doctor-looks.ts';
import { drawLists, dressTab, freeName, markColumns, markReport, printTab } from './draw.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Written = string | number | boolean | Date;

/** Mark of a sheet whose repair is not finished. */
const BEGUN = 'sotinh.repair';

export function openDoctor(): DoctorPort {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const at = <T>(sheetId: number, work: (sheet: Sheet) => T, otherwise: T): T => {
    const sheet = spreadsheet.getSheetById(sheetId);
    return sheet === null ? otherwise : work(sheet);
  };
  return {
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
      drawLists(spreadsheet, plan);
      markReport(spreadsheet, plan);
    },
    unfinished: () => unfinished(spreadsheet),
    closed: (sheetId, tab) => at(sheetId, (sheet) => closedTo(sheet, tab), 'open'),
    looks: (sheetId, tab) => at(sheetId, (sheet) => lookFaults(spreadsheet, sheet, tab), []),
    mend: (sheetId, tab) => at(sheetId, (sheet) => mend(spreadsheet, sheet, tab), undefined),
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

function closedTo(sheet: Sheet, tab: TabPlan): ReturnType<DoctorPort['closed']> {
  const isShut = sheet
    .getProtections(SpreadsheetApp.ProtectionType.SHEET)
    .some((one) => !one.isWarningOnly() && !one.canEdit());
  if (isShut) return 'whole';
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

function mend(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan): void {
  const width = tab.columns.length;
  const lacks = tab.firstRow - 1 + tab.rows.length + tab.spareRows - sheet.getMaxRows();
  if (lacks > 0) sheet.insertRowsAfter(sheet.getMaxRows(), lacks);
  sheet.getFilter()?.remove();
  sheet.getRange(1, 1, sheet.getMaxRows(), sheet.getMaxColumns()).breakApart();
  sheet.showRows(1, sheet.getMaxRows());
  sheet.showColumns(1, sheet.getMaxColumns());
  sheet.showSheet();
  for (const one of ownProtections(sheet)) one.remove();
  dropTints(sheet);
  sheet.getRange(1, 1, tab.headerRow, width).setNumberFormat('@');
  printHead(sheet, tab);
  if (tab.rows.length + tab.spareRows > 0) {
    const body = bodyOf(sheet, tab);
    body.setNumberFormats(soundFormats(body, tab)).clearDataValidations();
    printLocked(spreadsheet, sheet, tab);
  }
  dressTab(spreadsheet, sheet, tab);
  unmark(sheet, METADATA.section);
  for (const entry of spreadsheet.createDeveloperMetadataFinder().withKey(METADATA.column).find())
    if (entry.getLocation().getColumn()?.getGridId() === sheet.getSheetId()) entry.remove();
  markSheet(sheet, METADATA.section, tab.section);
  markColumns(sheet, tab);
  if (sheet.getName() !== tab.name) sheet.setName(freeName(spreadsheet, tab.name));
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
  for (const row of new Set([tab.keyRow, tab.groupRow, tab.headerRow]))
    sheet.getRange(row, 1, 1, width).setValues([heads[row - 1] ?? []]);
  for (const row of [tab.titleRow, tab.subtitleRow]) {
    const column = heads[row - 1]?.findIndex((text) => text !== '') ?? -1;
    if (column >= 0) sheet.getRange(row, column + 1).setValue(heads[row - 1]?.[column] ?? '');
  }
}

function printLocked(spreadsheet: Spreadsheet, sheet: Sheet, tab: TabPlan): void {
  const zone = spreadsheet.getSpreadsheetTimeZone();
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
): number {
  const old = copying === undefined ? null : spreadsheet.getSheetById(copying.from);
  const name = freeName(spreadsheet, tab.name);
  const sheet = old === null ? spreadsheet.insertSheet(name) : spreadsheet.insertSheet(name, old.getIndex());
  markSheet(sheet, BEGUN, JSON.stringify(purport));
  sheet.hideSheet();
  printTab(sheet, tab, spreadsheet.getSpreadsheetTimeZone());
  dressTab(spreadsheet, sheet, tab);
  markColumns(sheet, tab);
  if (old !== null && copying !== undefined) copyCells(old, sheet, tab, copying);
  return sheet.getSheetId();
}

/** Values as they stand, with their notes: dates keep their hour, text stays text. */
function copyCells(old: Sheet, sheet: Sheet, tab: TabPlan, copying: Copying): void {
  const range = old.getDataRange();
  const values: Written[][] = range.getValues();
  const formats = range.getNumberFormats();
  const notes = range.getNotes();
  const rows = copying.rows.length;
  if (rows === 0) return;
  const copy = (first: number, columns: readonly number[], isOwn: boolean): void => {
    const target = sheet.getRange(tab.firstRow, first + 1, rows, columns.length);
    const planned: Written[][] = target.getValues();
    const plannedFormats = target.getNumberFormats();
    const taken = copying.rows.map((row, r) =>
      columns.map((column, c) => {
        const from = copying.except.has(`${r}|${first + c}`) || row < 0 || column < 0 ? -1 : row;
        const format = plannedFormats[r]?.[c] ?? '';
        if (from < 0) return { value: planned[r]?.[c] ?? '', format, note: '' };
        const value = values[from]?.[column] ?? '';
        const standing = formats[from]?.[column] ?? format;
        const own = isOwn ? standing : formatFor(format, standing, value);
        return { value, format: own, note: notes[from]?.[column] ?? '' };
      }),
    );
    target.setNumberFormats(taken.map((line) => line.map(({ format }) => format)));
    target.setValues(
      taken.map((line) =>
        line.map(({ value, format }) => (typeof value === 'string' ? asText(value, format) : value)),
      ),
    );
    if (taken.some((line) => line.some(({ note }) => note !== '')))
      target.setNotes(taken.map((line) => line.map(({ note }) => note)));
  };
  for (const [first, count] of runs(tab.columns, ({ locked }) => !locked))
    copy(first, copying.columns.slice(first, first + count), false);
  const { added } = copying;
  if (added.length === 0) return;
  const width = tab.columns.length;
  sheet.insertColumnsAfter(width, added.length);
  sheet
    .getRange(1, width + 1, sheet.getMaxRows(), added.length)
    .clearDataValidations()
    .setBackground(null);
  const heads = added.map((column) => String(values[copying.headerRow]?.[column] ?? ''));
  sheet
    .getRange(tab.headerRow, width + 1, 1, added.length)
    .setNumberFormat('@')
    .setValues([heads]);
  copy(width, added, true);
}

function finish(spreadsheet: Spreadsheet, sheet: Sheet, { name }: Purport): void {
  if (sheet.getName() !== name) sheet.setName(freeName(spreadsheet, name));
  unmark(sheet, BEGUN);
}
