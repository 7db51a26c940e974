/** Owns reading tabs out of the spreadsheet in few calls: one getValues a tab, one finder for the metadata. */

import type { RawTab, RawWorkbook } from '../../shared/raw-sheet.ts';
import { METADATA } from '../../shared/sheet-plan.ts';
import type { Bound } from '../core/ports.ts';
import { rawCells } from './cells.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

interface Named {
  readonly sheet: Sheet;
  readonly sheetId: number;
  readonly name: string;
  readonly section: string;
}

/** The bound sheets if all of them still exist, else all sheets of the file. */
export function readTabs(spreadsheet: Spreadsheet, bound: Bound, witnesses: boolean): RawWorkbook {
  const named = boundTabs(spreadsheet, bound) ?? allTabs(spreadsheet);
  const columnIds = witnesses ? columnMetadata(spreadsheet) : new Map<number, Map<number, string>>();
  return {
    locale: spreadsheet.getSpreadsheetLocale(),
    tabs: named.map((tab) => readTab(spreadsheet, tab, columnIds.get(tab.sheetId) ?? new Map())),
  };
}

/** A sheet known by id keeps its section whatever its name, so its name is not asked for. */
function boundTabs(spreadsheet: Spreadsheet, bound: Bound): Named[] | undefined {
  const tabs: Named[] = [];
  for (const [section, sheetId] of Object.entries(bound)) {
    const sheet = spreadsheet.getSheetById(sheetId);
    if (sheet === null) return undefined;
    tabs.push({ sheet, sheetId, name: '', section });
  }
  return tabs.length === 0 ? undefined : tabs;
}

function allTabs(spreadsheet: Spreadsheet): Named[] {
  const sections = sectionMetadata(spreadsheet);
  return spreadsheet.getSheets().map((sheet) => {
    const sheetId = sheet.getSheetId();
    return { sheet, sheetId, name: sheet.getName(), section: sections.get(sheetId) ?? '' };
  });
}

function readTab(spreadsheet: Spreadsheet, tab: Named, columnIds: ReadonlyMap<number, string>): RawTab {
  const range = tab.sheet.getDataRange();
  let merges: RawTab['merges'] | undefined;
  return {
    sheetId: tab.sheetId,
    name: tab.name,
    ...(tab.section === '' ? {} : { section: tab.section }),
    columnIds,
    values: rawCells(range.getValues(), spreadsheet),
    // Asked for only when the reader sees a blank that a merged area could explain.
    get merges() {
      merges ??= range.getMergedRanges().map((merged) => areaOf(merged.getA1Notation()));
      return merges;
    },
  };
}

const AREA = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/;

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

/** "B6:C7" in 0-based rows and columns: one call for a merged area instead of four. */
function areaOf(notation: string): RawTab['merges'][number] {
  const [, left = 'A', top = '1', right = left, bottom = top] = AREA.exec(notation) ?? [];
  const row = Number(top) - 1;
  const column = columnNumber(left) - 1;
  return { row, column, rows: Number(bottom) - row, columns: columnNumber(right) - column };
}

/** sheet id → section id. */
export function sectionMetadata(spreadsheet: Spreadsheet): Map<number, string> {
  const sections = new Map<number, string>();
  for (const entry of spreadsheet.createDeveloperMetadataFinder().withKey(METADATA.section).find()) {
    const sheet = entry.getLocation().getSheet();
    if (sheet !== null) sections.set(sheet.getSheetId(), entry.getValue() ?? '');
  }
  return sections;
}

/** sheet id → 0-based column → column id. */
function columnMetadata(spreadsheet: Spreadsheet): Map<number, Map<number, string>> {
  const columns = new Map<number, Map<number, string>>();
  for (const entry of spreadsheet.createDeveloperMetadataFinder().withKey(METADATA.column).find()) {
    const range = entry.getLocation().getColumn();
    if (range === null) continue;
    const sheetId = range.getGridId();
    const found = columns.get(sheetId) ?? new Map<number, string>();
    found.set(range.getColumn() - 1, entry.getValue() ?? '');
    columns.set(sheetId, found);
  }
  return columns;
}
