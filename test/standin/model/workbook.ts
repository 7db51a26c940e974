/** Owns one spreadsheet file in memory: sheets, people's rights, protections, metadata and undo; both faces read and write it. */

import {
  type Axis,
  afterDelete,
  afterInsert,
  afterMove,
  contains,
  intersect,
  overlaps,
  type Rect,
} from './address.ts';
import { isDateFormat, show } from './display.ts';
import { GoogleError } from './google-error.ts';
import { History } from './history.ts';
import { type Cell, type Metadata, SheetModel, type SheetState } from './sheet.ts';
import {
  type CellValue,
  DEFAULT_DATE_FORMAT,
  type Locale,
  PLAIN_TEXT,
  readTyped,
  type Typed,
} from './typed.ts';
import { accepts } from './validation.ts';

export interface ProtectionModel {
  readonly id: number;
  readonly sheetId: number;
  /** Undefined: the whole sheet. */
  rect: Rect | undefined;
  unprotected: Rect[];
  description: string;
  warningOnly: boolean;
  editors: Set<string>;
}

export interface NamedRange {
  readonly name: string;
  readonly sheetId: number;
  rect: Rect;
}

export interface WorkbookOptions {
  id?: string;
  name?: string;
  locale?: Locale;
  timeZone?: string;
  owner?: string;
  editors?: readonly string[];
  viewers?: readonly string[];
  /** Names of the first sheets; without it the file has one, named as Google names it in that locale. */
  sheets?: readonly string[];
  /** Year that "5/3" is read in. */
  thisYear?: number;
}

/** Reference, guide "Read & write metadata": 30 000 characters for the spreadsheet and 30 000 for each sheet, keys and values counted. */
export const METADATA_LIMIT = 30_000;
/** 10 million cells in a file (help page "Files you can store in Google Drive"). */
export const CELL_LIMIT = 10_000_000;
/** 50 000 characters in a cell (same page). */
export const TEXT_LIMIT = 50_000;

export interface WorkbookState {
  name: string;
  locale: Locale;
  timeZone: string;
  sheets: { sheet: SheetModel; state: SheetState }[];
  metadata: Metadata[];
  protections: ProtectionModel[];
  namedRanges: NamedRange[];
}

export class Workbook {
  readonly id: string;
  name: string;
  locale: Locale;
  timeZone: string;
  readonly owner: string;
  readonly editors: Set<string>;
  readonly viewers: Set<string>;
  sheets: SheetModel[] = [];
  metadata: Metadata[] = [];
  protections: ProtectionModel[] = [];
  namedRanges: NamedRange[] = [];
  readonly thisYear: number;
  private nextId = 1;
  readonly history = new History(this);

  constructor(options: WorkbookOptions = {}) {
    this.id = options.id ?? 'workbook-1';
    this.locale = options.locale ?? 'vi_VN';
    this.timeZone = options.timeZone ?? 'Asia/Ho_Chi_Minh';
    this.name =
      options.name ?? (this.locale === 'vi_VN' ? 'Bảng tính không có tiêu đề' : 'Untitled spreadsheet');
    this.owner = options.owner ?? 'owner@example.vn';
    this.editors = new Set(options.editors ?? []);
    this.viewers = new Set(options.viewers ?? []);
    this.thisYear = options.thisYear ?? 2026;
    const first = options.sheets ?? [this.locale === 'vi_VN' ? 'Trang tính1' : 'Sheet1'];
    // The first sheet of a new file has id 0 (seen in every public response sample).
    first.forEach((name, index) => {
      this.sheets.push(new SheetModel(index === 0 ? 0 : this.newId(), name));
    });
  }

  newId(): number {
    return this.nextId++;
  }

  sheetById(id: number): SheetModel | undefined {
    return this.sheets.find((sheet) => sheet.id === id);
  }

  sheetByName(name: string): SheetModel | undefined {
    return this.sheets.find((sheet) => sheet.name === name);
  }

  addSheet(
    name: string | undefined,
    index: number,
    size?: { rows: number; columns: number; id?: number },
  ): SheetModel {
    const title = name ?? this.freeName(this.locale === 'vi_VN' ? 'Trang tính' : 'Sheet');
    if (this.sheetByName(title)) throw new GoogleError('sheetExists', { name: title });
    const id = size?.id ?? this.newId();
    if (this.sheetById(id)) throw new GoogleError('sheetIdExists', { id: String(id) });
    const sheet = new SheetModel(id, title, size?.rows, size?.columns);
    this.sheets.splice(index, 0, sheet);
    return sheet;
  }

  freeName(stem: string): string {
    let n = this.sheets.length + 1;
    while (this.sheetByName(`${stem}${n}`)) n++;
    return `${stem}${n}`;
  }

  removeSheet(sheet: SheetModel): void {
    if (this.sheets.length === 1) throw new GoogleError('lastSheet');
    this.sheets = this.sheets.filter((other) => other !== sheet);
    this.protections = this.protections.filter((other) => other.sheetId !== sheet.id);
    this.namedRanges = this.namedRanges.filter((other) => other.sheetId !== sheet.id);
  }

  copySheet(sheet: SheetModel, name: string, index: number): SheetModel {
    const made = sheet.copy(this.newId(), name, (entry) => ({ ...entry, id: this.newId() }));
    this.sheets.splice(index, 0, made);
    return made;
  }

  insertLines(sheet: SheetModel, axis: Axis, at: number, count: number): void {
    const added = count * (axis === 'row' ? sheet.columnCount : sheet.rowCount);
    const now = this.sheets.reduce((sum, each) => sum + each.rowCount * each.columnCount, 0);
    if (now + added > CELL_LIMIT) throw new GoogleError('tooManyCells');
    sheet.insert(axis, at, count);
    this.moveAreas(sheet, (rect) => afterInsert(rect, axis, at, count));
  }

  removeLines(sheet: SheetModel, axis: Axis, at: number, count: number): void {
    const frozen = axis === 'row' ? sheet.frozenRows : sheet.frozenColumns;
    const left = sheet.lines(axis).length - count;
    // Public error reports: "You can't delete all the rows / all non-frozen rows on the sheet."
    if (left < 1 || (frozen > 0 && at <= frozen && at + count >= sheet.lines(axis).length)) {
      throw new GoogleError('allLines');
    }
    sheet.remove(axis, at, count);
    this.moveAreas(sheet, (rect) => afterDelete(rect, axis, at, count));
  }

  moveLines(sheet: SheetModel, axis: Axis, from: number, count: number, to: number): void {
    sheet.move(axis, from, count, to);
    this.moveAreas(sheet, (rect) => afterMove(rect, axis, from, count, to));
  }

  private moveAreas(sheet: SheetModel, change: (rect: Rect) => Rect | undefined): void {
    this.protections = this.protections.flatMap((each) => {
      if (each.sheetId !== sheet.id) return each;
      each.unprotected = each.unprotected.flatMap((rect) => change(rect) ?? []);
      if (each.rect === undefined) return each;
      const rect = change(each.rect);
      if (rect === undefined) return [];
      each.rect = rect;
      return each;
    });
    this.namedRanges = this.namedRanges.flatMap((each) => {
      const rect = each.sheetId === sheet.id ? change(each.rect) : each.rect;
      return rect ? { ...each, rect } : [];
    });
  }

  /** What a string becomes in this cell; the entry's own format applies to "Automatic" cells only (dates: to every format, guess M1). */
  read(text: string, sheet: SheetModel, row: number, column: number): Typed {
    return readTyped(text, this.locale, sheet.at(row, column).style.format, this.thisYear);
  }

  /** One entry as if typed: text is parsed, the cell keeps its look, note and rule. */
  enter(sheet: SheetModel, row: number, column: number, typed: Typed): void {
    if (typeof typed.value === 'string' && typed.value.length > TEXT_LIMIT)
      throw new GoogleError('textTooLong');
    const { value, formula, style, ...rest } = sheet.at(row, column);
    void value;
    void formula;
    const automatic = style.format === undefined || style.format === '';
    const takes =
      typed.format !== undefined && (automatic || (typed.kind === 'date' && !isDateFormat(style.format)));
    const next: Cell = {
      ...rest,
      value: typed.value,
      style: takes && typed.format !== undefined ? { ...style, format: typed.format } : style,
      ...(typed.formula === undefined ? {} : { formula: typed.formula }),
    };
    sheet.put(row, column, next);
  }

  display(cell: Cell): string {
    return show(cell.value, cell.style.format, this.locale);
  }

  /** Whether the cell's rule takes this value. */
  satisfies(cell: Cell, typed: { value: CellValue; isDate: boolean }): boolean {
    if (!cell.rule) return true;
    return accepts(cell.rule, typed.value, {
      locale: this.locale,
      isDate: typed.isDate,
      valuesOf: ({ sheetId, rect }) => {
        const sheet = this.sheetById(sheetId);
        return sheet ? sheet.table(rect, (each) => this.display(each)).flat() : [];
      },
    });
  }

  isDate(cell: Cell): boolean {
    return typeof cell.value === 'number' && isDateFormat(cell.style.format);
  }

  get dateFormat(): string {
    return DEFAULT_DATE_FORMAT[this.locale];
  }

  canOpen(who: string): boolean {
    return who === this.owner || this.editors.has(who) || this.viewers.has(who);
  }

  /** The owner can always edit; every other editor needs each protection over the area (reference: class Protection). */
  canEdit(who: string, sheet?: SheetModel, rect?: Rect): boolean {
    if (who === this.owner) return true;
    if (!this.editors.has(who)) return false;
    if (!sheet) return true;
    return this.protections.every((each) => this.allows(each, who, sheet, rect));
  }

  /** Without an area the sheet itself is changed (name, metadata, hiding): protected ranges do not stop that (guess M10), a protected sheet does. */
  private allows(each: ProtectionModel, who: string, sheet: SheetModel, rect: Rect | undefined): boolean {
    if (each.sheetId !== sheet.id || each.warningOnly || each.editors.has(who)) return true;
    if (!rect) return each.rect !== undefined;
    const area = each.rect ?? sheet.all;
    if (!overlaps(area, rect)) return true;
    if (each.rect !== undefined) return false;
    return (
      each.unprotected.some((open) => contains(open, rect)) || this.coveredCellByCell(each.unprotected, rect)
    );
  }

  private coveredCellByCell(open: readonly Rect[], rect: Rect): boolean {
    const area = open.reduce((sum, each) => {
      const shared = intersect(each, rect);
      return sum + (shared ? shared.rows * shared.columns : 0);
    }, 0);
    return area === rect.rows * rect.columns;
  }

  requireEdit(who: string, sheet?: SheetModel, rect?: Rect): void {
    if (!this.editors.has(who) && who !== this.owner) throw new GoogleError('readOnly');
    if (!this.canEdit(who, sheet, rect)) throw new GoogleError('protectedCell');
  }

  /** Characters of metadata already kept at spreadsheet level, or in one sheet with its rows and columns. */
  metadataSize(sheet?: SheetModel): number {
    const entries = sheet
      ? [...sheet.metadata, ...[...sheet.rowLines, ...sheet.columnLines].flatMap((line) => line.metadata)]
      : this.metadata;
    return entries.reduce((sum, entry) => sum + entry.key.length + entry.value.length, 0);
  }

  addMetadata(list: Metadata[], sheet: SheetModel | undefined, entry: Omit<Metadata, 'id'>): Metadata {
    if (this.metadataSize(sheet) + entry.key.length + entry.value.length > METADATA_LIMIT) {
      throw new GoogleError('metadataTooLarge');
    }
    const made: Metadata = { ...entry, id: this.newId() };
    list.push(made);
    return made;
  }

  snapshot(): WorkbookState {
    return {
      name: this.name,
      locale: this.locale,
      timeZone: this.timeZone,
      sheets: this.sheets.map((sheet) => ({ sheet, state: sheet.snapshot() })),
      metadata: this.metadata.map((entry) => ({ ...entry })),
      protections: this.protections.map((each) => ({
        ...each,
        unprotected: each.unprotected.slice(),
        editors: new Set(each.editors),
      })),
      namedRanges: this.namedRanges.slice(),
    };
  }

  restore(state: WorkbookState): void {
    this.sheets = state.sheets.map(({ sheet, state: saved }) => {
      sheet.restore(saved);
      return sheet;
    });
    this.name = state.name;
    this.locale = state.locale;
    this.timeZone = state.timeZone;
    this.metadata = state.metadata;
    this.protections = state.protections;
    this.namedRanges = state.namedRanges;
  }

  /** All or nothing: a failing change leaves the workbook as it was. */
  atomically<T>(change: () => T): T {
    const before = this.snapshot();
    try {
      return change();
    } catch (error) {
      this.restore(before);
      throw error;
    }
  }
}

export { PLAIN_TEXT };
