/** Owns what one call of the add-on has read of the spreadsheet, so that nothing is asked for twice, and counts what was asked. */
import type { RawCell, RawTab } from '../../shared/raw-sheet.ts';
import { METADATA } from '../../shared/sheet-plan.ts';
import { rawCells } from './cells.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

type Merges = RawTab['merges'];

interface Area {
  readonly range: GoogleAppsScript.Spreadsheet.Range;
  readonly values: RawCell[][];
  merges?: Merges;
}

/** Everything is asked for when it is first needed; `forget` must follow every write. */
export interface Snapshot {
  readonly spreadsheet: Spreadsheet;
  /** Calls to the document since the snapshot was opened or forgotten. */
  calls(): number;
  /** A write of so many calls was made; what was read still stands. */
  spend(calls: number): void;
  sheets(): ReadonlyMap<number, Sheet>;
  name(sheetId: number): string;
  locale(): string;
  zone(): string;
  /** sheet id → section id. */
  sections(): ReadonlyMap<number, string>;
  values(sheetId: number): RawCell[][];
  merges(sheetId: number): Merges;
  /** Columns this call has written since they were read: "<sheet id>|<0-based column>". */
  readonly wrote: Set<string>;
  forget(): void;
}

interface Kept<T> {
  (): T;
  forget(): void;
}

/** An answer asked for when it is first needed, and again only once forgotten. */
function kept<T>(askFor: () => T): Kept<T> {
  let answer: { readonly value: T } | undefined;
  const get = (): T => {
    answer ??= { value: askFor() };
    return answer.value;
  };
  return Object.assign(get, {
    forget() {
      answer = undefined;
    },
  });
}

export function openSnapshot(spreadsheet: Spreadsheet): Snapshot {
  let spent = 0;
  const ask = <T>(calls: number, answer: T): T => {
    spent += calls;
    return answer;
  };
  const sheets = kept(() =>
    ask(1, new Map(spreadsheet.getSheets().map((sheet) => [sheet.getSheetId(), sheet]))),
  );
  const sections = kept(() => ask(1, sectionMetadata(spreadsheet)));
  const locale = kept(() => ask(1, spreadsheet.getSpreadsheetLocale()));
  const zone = kept(() => ask(1, spreadsheet.getSpreadsheetTimeZone()));
  const names = new Map<number, string>();
  const areas = new Map<number, Area>();
  const wrote = new Set<string>();

  const areaAt = (sheetId: number): Area | undefined => {
    const known = areas.get(sheetId);
    const sheet = known === undefined ? sheets().get(sheetId) : undefined;
    if (sheet === undefined) return known;
    const range = sheet.getDataRange();
    const area: Area = { range, values: rawCells(ask(2, range.getValues()), zone) };
    areas.set(sheetId, area);
    return area;
  };
  return {
    spreadsheet,
    calls: () => spent,
    spend: (calls) => ask(calls, undefined),
    sheets,
    sections,
    locale,
    zone,
    name(sheetId) {
      const name = names.get(sheetId) ?? ask(1, sheets().get(sheetId)?.getName() ?? '');
      names.set(sheetId, name);
      return name;
    },
    values: (sheetId) => areaAt(sheetId)?.values ?? [],
    merges(sheetId) {
      const area = areaAt(sheetId);
      if (area === undefined) return [];
      area.merges ??= ask(1, area.range.getMergedRanges()).map((merged) => placeOf(merged.getA1Notation()));
      return area.merges;
    },
    wrote,
    forget() {
      spent = 0;
      wrote.clear();
      for (const answer of [sheets, sections, locale, zone]) answer.forget();
      names.clear();
      areas.clear();
    },
  };
}

const AREA = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/;

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

/** "B6:C7" in 0-based rows and columns. */
function placeOf(notation: string): Merges[number] {
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
