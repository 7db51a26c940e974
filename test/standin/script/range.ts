/** Owns the Range face: positions, values and what they become; looks and rules are in range-format.ts. */

import { type Axis, contains, overlaps, type Rect, rectA1 } from '../model/address.ts';
import { isDateFormat } from '../model/display.ts';
import { GoogleError } from '../model/google-error.ts';
import { mergeCells, type SortKey, sortCells } from '../model/rearrange.ts';
import type { Cell, SheetModel } from '../model/sheet.ts';
import type { Typed } from '../model/typed.ts';
import { instantToSerial, serialToInstant } from '../model/zone.ts';
import { faceOfMany, NotInStandIn } from './face.ts';
import type { Area, Faces } from './faces.ts';
import { formatMembers } from './range-format.ts';

type Range = GoogleAppsScript.Spreadsheet.Range;

export function isDateObject(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/** Source: gas-fakes oddities.md (getValues = UNFORMATTED_VALUE, dates as Date); errors as their text: guess M1. */
export function scriptValue(faces: Faces, cell: Cell): string | number | boolean | Date {
  const { value } = cell;
  if (value === null) return '';
  if (typeof value === 'object') return value.error;
  if (typeof value === 'number' && isDateFormat(cell.style.format)) {
    return new Date(serialToInstant(value, faces.workbook.timeZone));
  }
  return value;
}

/** A value given to setValue. Strings are read like typing; a Date becomes a serial day in the spreadsheet's zone. */
export function typedOf(faces: Faces, sheet: SheetModel, row: number, column: number, value: unknown): Typed {
  if (value === null || value === undefined || value === '') return { value: null, kind: 'blank' };
  if (typeof value === 'string') return faces.workbook.read(value, sheet, row, column);
  if (typeof value === 'number') {
    // Reference: Range.setValue takes numbers; NaN and infinities show as #NUM! (guess M2).
    return Number.isFinite(value) ? { value, kind: 'number' } : { value: { error: '#NUM!' }, kind: 'number' };
  }
  if (typeof value === 'boolean') return { value, kind: 'boolean' };
  if (isDateObject(value)) {
    const serial = instantToSerial(value.getTime(), faces.workbook.timeZone);
    return { value: serial, format: faces.workbook.dateFormat, kind: 'date' };
  }
  // Reference: other objects are written as their string; the stand-in refuses, because it is always a mistake here.
  throw new GoogleError('badArgument', { what: `${typeof value}` });
}

/** Only rules that refuse invalid input stop a script; others mark the cell (public reports of "violates the data validation rules"). */
export function enterChecked(
  faces: Faces,
  sheet: SheetModel,
  row: number,
  column: number,
  typed: Typed,
): void {
  const cell = sheet.at(row, column);
  const refused =
    cell.rule !== undefined &&
    !cell.rule.allowInvalid &&
    !faces.workbook.satisfies(cell, {
      value: typed.value,
      isDate: typed.kind === 'date' || (typed.kind === 'number' && isDateFormat(cell.style.format)),
    });
  if (refused) {
    throw new GoogleError('refusedByRule', { cell: rectA1({ row, column, rows: 1, columns: 1 }) });
  }
  faces.workbook.enter(sheet, row, column, typed);
}

export function requireShape(values: readonly (readonly unknown[])[], rect: Rect): void {
  if (!Array.isArray(values)) throw new GoogleError('badArgument', { what: 'values' });
  if (values.length !== rect.rows) {
    throw new GoogleError('shapeRows', { found: String(values.length), expected: String(rect.rows) });
  }
  for (const row of values) {
    if (!Array.isArray(row)) throw new GoogleError('badArgument', { what: 'values' });
    if (row.length !== rect.columns) {
      throw new GoogleError('shapeColumns', { found: String(row.length), expected: String(rect.columns) });
    }
  }
}

function positions(faces: Faces, area: Area): Partial<Range> {
  const { rect, sheet } = area;
  const inside = (row: number, column: number, rows: number, columns: number): Range =>
    faces.range(faces.area(sheet, { row, column, rows, columns }));
  return {
    getRow: () => rect.row + 1,
    getRowIndex: () => rect.row + 1,
    getColumn: () => rect.column + 1,
    getNumRows: () => rect.rows,
    getNumColumns: () => rect.columns,
    getHeight: () => rect.rows,
    getWidth: () => rect.columns,
    getLastRow: () => rect.row + rect.rows,
    getLastColumn: () => rect.column + rect.columns,
    getA1Notation: () => a1Of(area),
    getSheet: () => faces.sheet(sheet),
    getGridId: () => sheet.id,
    getCell: (row, column) => inside(rect.row + row - 1, rect.column + column - 1, 1, 1),
    offset: (rows: number, columns: number, height?: number, width?: number) =>
      inside(rect.row + rows, rect.column + columns, height ?? rect.rows, width ?? rect.columns),
  };
}

function a1Of(area: Area): string {
  const full = rectA1(area.rect);
  if (area.whole === 'row') return full.replace(/[A-Z]+/g, '');
  if (area.whole === 'column') return full.replace(/\d+/g, '');
  return full;
}

function reading(faces: Faces, { sheet, rect }: Area): Partial<Range> {
  const first = (): Cell => faces.alive(sheet).at(rect.row, rect.column);
  const table = <T>(read: (cell: Cell) => T): T[][] => faces.alive(sheet).table(rect, read);
  return {
    getValue: () => scriptValue(faces, first()),
    getValues: () => table((cell) => scriptValue(faces, cell)),
    getDisplayValue: () => faces.workbook.display(first()),
    getDisplayValues: () => table((cell) => faces.workbook.display(cell)),
    getFormula: () => first().formula ?? '',
    getFormulas: () => table((cell) => cell.formula ?? ''),
    isBlank: () => table((cell) => cell.value === null).every((row) => row.every(Boolean)),
    canEdit: () => faces.workbook.canEdit(faces.who, sheet, rect),
    isPartOfMerge: () => sheet.merges.some((merge) => overlaps(merge, rect)),
    getMergedRanges: () =>
      sheet.merges
        .filter((merge) => overlaps(merge, rect))
        .map((merge) => faces.range({ sheet, rect: merge })),
  };
}

function writing(faces: Faces, area: Area, self: () => Range): Partial<Range> {
  const { sheet, rect } = area;
  const put = (row: number, column: number, value: unknown): void =>
    enterChecked(faces, sheet, row, column, typedOf(faces, sheet, row, column, value));
  const changed = (change: () => void): Range => {
    faces.write(sheet, rect);
    // All or nothing: a value that a rule refuses leaves the cells before it as they were.
    const before = sheet.table(rect, (cell) => cell);
    try {
      change();
    } catch (error) {
      sheet.each(rect, (row, column) => {
        const cell = before[row - rect.row]?.[column - rect.column];
        if (cell) sheet.put(row, column, cell);
      });
      throw error;
    }
    return self();
  };
  const clearContent = (): void =>
    sheet.each(rect, (row, column) =>
      faces.workbook.enter(sheet, row, column, { value: null, kind: 'blank' }),
    );
  return {
    setValue: (value) => changed(() => sheet.each(rect, (row, column) => put(row, column, value))),
    setValues: (values) => {
      requireShape(values, rect);
      return changed(() =>
        sheet.each(rect, (row, column) => put(row, column, values[row - rect.row]?.[column - rect.column])),
      );
    },
    setFormula: (formula) =>
      changed(() =>
        sheet.each(rect, (row, column) =>
          put(row, column, formula.startsWith('=') ? formula : `=${formula}`),
        ),
      ),
    clearContent: () => changed(clearContent),
    clear: (options?: {
      contentsOnly?: boolean | undefined;
      formatOnly?: boolean | undefined;
      [option: string]: unknown;
    }) => {
      if (options && Object.keys(options).some((key) => key !== 'contentsOnly' && key !== 'formatOnly')) {
        throw new NotInStandIn('Range.clear with these options');
      }
      return changed(() => {
        if (!options?.formatOnly) clearContent();
        if (!options?.contentsOnly)
          sheet.each(rect, (row, column) => sheet.put(row, column, withoutLook(sheet.at(row, column))));
      });
    },
    merge: () => changed(() => mergeCells(sheet, rect)),
    breakApart: () =>
      changed(() => {
        sheet.merges = sheet.merges.filter((merge) => !contains(rect, merge));
      }),
    sort: (spec) => changed(() => sortCells(sheet, rect, sortKeys(spec))),
    activate: () => {
      faces.ui.activeSheetId = sheet.id;
      faces.ui.activeRange = { sheetId: sheet.id, rect };
      return self();
    },
    protect: () => {
      faces.write(sheet, rect);
      return protectArea(faces, sheet, rect);
    },
  };
}

function protectArea(
  faces: Faces,
  sheet: SheetModel,
  rect: Rect | undefined,
): GoogleAppsScript.Spreadsheet.Protection {
  const model = {
    id: faces.workbook.newId(),
    sheetId: sheet.id,
    rect,
    unprotected: [],
    description: '',
    warningOnly: false,
    // gas-fakes oddities.md: the owner is not among getEditors(); a new protection lists the file's editors (reference: Protection).
    editors: new Set(faces.workbook.editors),
  };
  faces.workbook.protections.push(model);
  return faces.protection(model);
}

export { protectArea };

function withoutLook(cell: Cell): Cell {
  return {
    value: cell.value,
    style: {},
    ...(cell.formula === undefined ? {} : { formula: cell.formula }),
    ...(cell.note === undefined ? {} : { note: cell.note }),
    ...(cell.rule === undefined ? {} : { rule: cell.rule }),
  };
}

function sortKeys(spec: unknown): SortKey[] {
  const list = Array.isArray(spec) ? spec : [spec];
  return list.map((each: unknown) => {
    if (typeof each === 'number') return { column: each - 1, ascending: true };
    const object = each as { column?: number; ascending?: boolean };
    return { column: (object.column ?? 1) - 1, ascending: object.ascending ?? true };
  });
}

function metadataMembers(faces: Faces, area: Area, self: () => Range): Partial<Range> {
  const { sheet, rect, whole } = area;
  const lineOf = (): { axis: Axis; index: number } => {
    // Two public repositories and the gas-fakes tests: getRange(r, 1, 1, n) counts as arbitrary; "4:4" and "C:C" do not.
    if (whole === 'row' && rect.rows === 1) return { axis: 'row', index: rect.row };
    if (whole === 'column' && rect.columns === 1) return { axis: 'column', index: rect.column };
    throw new GoogleError('metadataOnRange');
  };
  return {
    addDeveloperMetadata: (key: string, value?: unknown, visibility?: unknown) => {
      faces.write(sheet);
      const { axis, index } = lineOf();
      const line = sheet.lines(axis)[index];
      if (!line) throw new GoogleError('outside');
      faces.workbook.addMetadata(line.metadata, sheet, metadataEntry(key, value, visibility));
      return self();
    },
    getDeveloperMetadata: () => {
      const { axis, index } = lineOf();
      const line = sheet.lines(axis)[index];
      if (!line) throw new GoogleError('outside');
      return line.metadata.map((entry) => faces.metadata(entry, { kind: axis, sheet, line }));
    },
    createDeveloperMetadataFinder: () => faces.finder({ sheet, rect }),
  };
}

/** (key), (key, visibility), (key, value) or (key, value, visibility): reference addDeveloperMetadata. Default visibility is DOCUMENT. */
export function metadataEntry(
  key: string,
  second: unknown,
  third: unknown,
): { key: string; value: string; visibility: 'DOCUMENT' | 'PROJECT' } {
  const visibility = typeof second === 'object' && second !== null ? second : third;
  return {
    key,
    value: typeof second === 'string' ? second : '',
    visibility: visibility !== undefined && String(visibility) === 'PROJECT' ? 'PROJECT' : 'DOCUMENT',
  };
}

export function makeRange(faces: Faces, area: Area): Range {
  const self = (): Range => made;
  const made: Range = faceOfMany<Range>(
    faces.run,
    'Spreadsheet.Range',
    [
      () => positions(faces, area),
      () => reading(faces, area),
      () => writing(faces, area, self),
      () => metadataMembers(faces, area, self),
      () => formatMembers(faces, area, self),
    ],
    area,
  );
  return made;
}
