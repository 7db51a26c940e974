/** Owns the making of Spreadsheet objects for one execution: which face stands for which part of the workbook, and who may write. Source: references "Class Sheet", "Class Range". */

import { type Axis, parseA1, type Rect } from '../model/address.ts';
import { GoogleError } from '../model/google-error.ts';
import type { Metadata, SheetModel } from '../model/sheet.ts';
import type { ProtectionModel, Workbook } from '../model/workbook.ts';
import { Enums } from './enums.ts';
import type { Execution } from './execution.ts';
import { face } from './face.ts';
import { type MetadataPlace, makeFinder, makeMetadata, type Scope } from './metadata.ts';
import { makeProtection } from './protection.ts';
import { makeRange } from './range.ts';
import { makeRangeList } from './range-list.ts';
import { makeSheet } from './sheet.ts';
import { makeSpreadsheet } from './spreadsheet.ts';
import type { UiState } from './ui-state.ts';

/** An area of one sheet, as a Range carries it. */
export interface Area {
  readonly sheet: SheetModel;
  readonly rect: Rect;
  /** Set only for ranges written as whole rows or columns ("4:4", "C:C"): others are "arbitrary" to metadata. */
  readonly whole?: Axis;
}

export class Faces {
  readonly run: Execution;
  readonly workbook: Workbook;
  readonly ui: UiState;
  readonly enums: Enums;

  constructor(run: Execution, workbook: Workbook, ui: UiState) {
    this.run = run;
    this.workbook = workbook;
    this.ui = ui;
    this.enums = new Enums(run);
  }

  get who(): string {
    return this.run.person.email;
  }

  spreadsheet(): GoogleAppsScript.Spreadsheet.Spreadsheet {
    return makeSpreadsheet(this);
  }

  sheet(sheet: SheetModel): GoogleAppsScript.Spreadsheet.Sheet {
    return makeSheet(this, sheet);
  }

  range(area: Area): GoogleAppsScript.Spreadsheet.Range {
    return makeRange(this, area);
  }

  rangeList(areas: readonly Area[]): GoogleAppsScript.Spreadsheet.RangeList {
    return makeRangeList(this, areas);
  }

  protection(model: ProtectionModel): GoogleAppsScript.Spreadsheet.Protection {
    return makeProtection(this, model);
  }

  metadata(entry: Metadata, place: MetadataPlace): GoogleAppsScript.Spreadsheet.DeveloperMetadata {
    return makeMetadata(this, entry, place);
  }

  finder(scope: Scope): GoogleAppsScript.Spreadsheet.DeveloperMetadataFinder {
    return makeFinder(this, scope);
  }

  user(email: string): GoogleAppsScript.Base.User {
    return face<GoogleAppsScript.Base.User>(this.run, 'Base.User', { getEmail: () => email });
  }

  /** The sheet must still be in the file. */
  alive(sheet: SheetModel): SheetModel {
    if (!this.workbook.sheets.includes(sheet)) throw new GoogleError('badRange');
    return sheet;
  }

  write(sheet?: SheetModel, rect?: Rect): void {
    if (sheet) this.alive(sheet);
    this.workbook.requireEdit(this.who, sheet, rect);
    this.workbook.history.begin(this.run, this.who);
  }

  /** 0-based area, refused when any of it is off the sheet. */
  area(sheet: SheetModel, rect: Rect, whole?: Axis): Area {
    this.alive(sheet);
    if (rect.rows < 1) throw new GoogleError('smallRange', { what: 'rows' });
    if (rect.columns < 1) throw new GoogleError('smallRange', { what: 'columns' });
    const fits =
      rect.row >= 0 &&
      rect.column >= 0 &&
      rect.row + rect.rows <= sheet.rowCount &&
      rect.column + rect.columns <= sheet.columnCount;
    if (!fits) throw new GoogleError('outside');
    return { sheet, rect, ...(whole ? { whole } : {}) };
  }

  areaAt(text: string, current: SheetModel): Area {
    const named = this.workbook.namedRanges.find((each) => each.name === text);
    if (named) {
      const sheet = this.workbook.sheetById(named.sheetId);
      if (sheet) return this.area(sheet, named.rect);
    }
    const sheetName = parseA1(text, { rows: 1, columns: 1 })?.sheet;
    const sheet = sheetName === undefined ? current : this.workbook.sheetByName(sheetName);
    const parsed = sheet && parseA1(text, { rows: sheet.rowCount, columns: sheet.columnCount });
    if (!sheet || !parsed) throw new GoogleError('badRange');
    return this.area(sheet, parsed.rect, parsed.whole);
  }

  /** Arguments that must be whole numbers of at least 1 (positions) are named in the refusal. */
  position(value: unknown, what: string): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
      throw new GoogleError('badArgument', { what });
    }
    return value;
  }
}
