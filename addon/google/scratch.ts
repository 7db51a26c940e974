/** Owns the self-check in a real file: a sheet of its own, the trials on it, their outcome in a dialog, and nothing left behind. */
import type { Ports } from '../core/ports.ts';
import { type Scratch, selfCheck, type Tried } from '../core/self-check.ts';
import { rawCells, sheetValue } from './cells.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const TITLE = 'Tự kiểm tra · Self-check';

function scratchOn(spreadsheet: Spreadsheet, sheet: Sheet): Scratch {
  const zone = (): string => spreadsheet.getSpreadsheetTimeZone();
  const at = (a1: string): GoogleAppsScript.Spreadsheet.Range => sheet.getRange(a1);
  return {
    locale: () => spreadsheet.getSpreadsheetLocale(),
    put: (a1, numberFormat, value) => {
      at(a1).setNumberFormat(numberFormat).setValue(sheetValue(value, zone()));
    },
    get: (a1) => rawCells([[at(a1).getValue()]], zone)[0]?.[0] ?? '',
    note: (a1, text) => at(a1).setNote(text).getNote(),
    allowOnlyX: (a1) => {
      const rule = SpreadsheetApp.newDataValidation().requireValueInList(['x'], true).setAllowInvalid(false);
      at(a1).setDataValidation(rule.build());
    },
    hasRule: (a1) => at(a1).getDataValidation() !== null,
    insertRowAfter: (row) => {
      sheet.insertRowAfter(row);
    },
    insertColumnBefore: (column) => {
      sheet.insertColumnBefore(column);
    },
    sortDown: (a1) => {
      at(a1).sort({ column: 1, ascending: false });
    },
    mark: (a1, key) => {
      at(a1).addDeveloperMetadata(key, '1', SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);
    },
    marked: (key) => {
      const [found] = sheet.createDeveloperMetadataFinder().withKey(key).find();
      const place = found?.getLocation();
      return (place?.getRow() ?? place?.getColumn())?.getA1Notation() ?? '';
    },
    protect: (a1) => {
      const made = at(a1).protect();
      const found = sheet.getProtections(SpreadsheetApp.ProtectionType.RANGE).length;
      const told = `${made.canEdit()}: ${found}`;
      made.remove();
      return told;
    },
    merge: (a1) => {
      const merged = at(a1).merge().getMergedRanges();
      return merged.map((area) => area.getA1Notation()).join();
    },
  };
}

const CLOSED =
  'Cần quyền sửa tệp để thử trên một trang tính riêng. Chưa có gì thay đổi. · You need to be able to edit this file. Nothing was changed.';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function page(tried: readonly Tried[]): string {
  const right = tried.filter(({ expected, found }) => expected === found).length;
  const rows = tried.map(({ what, expected, found }) =>
    [expected === found ? '✓' : '✗', what, expected, found].map((cell) => `<td>${escaped(cell)}`).join(''),
  );
  return `<!doctype html><html lang="vi"><style>body{font:13px Arial}td,th{border:1px solid #999;padding:3px;text-align:left}table{border-collapse:collapse}</style><p>${right}/${tried.length} đúng như chờ đợi · as expected<table><tr><th><th>Việc thử · Trial<th>Chờ đợi · Expected<th>Thấy · Found<tr>${rows.join('<tr>')}</table>`;
}

/** The person's own sheet is in front again before the dialog opens. How many trials were made. */
export function runSelfCheck(ports: Ports): number {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const before = spreadsheet.getActiveSheet();
  const sheet = newSheet(spreadsheet);
  if (sheet === undefined) {
    SpreadsheetApp.getUi().alert(TITLE, CLOSED, SpreadsheetApp.getUi().ButtonSet.OK);
    return 0;
  }
  let tried: Tried[] = [];
  try {
    tried = selfCheck(ports, scratchOn(spreadsheet, sheet));
  } finally {
    spreadsheet.setActiveSheet(before);
    spreadsheet.deleteSheet(sheet);
  }
  const output = HtmlService.createHtmlOutput(page(tried)).setWidth(760).setHeight(520);
  SpreadsheetApp.getUi().showModalDialog(output, TITLE);
  return tried.length;
}

function newSheet(spreadsheet: Spreadsheet): Sheet | undefined {
  try {
    return spreadsheet.insertSheet();
  } catch {
    return undefined;
  }
}
