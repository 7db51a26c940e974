/** Owns the Sheet face: size, lines, freezing, hiding, protection and metadata of one tab. */

import type { Axis, Rect } from '../model/address.ts';
import { GoogleError } from '../model/google-error.ts';
import { sortCells } from '../model/rearrange.ts';
import type { Line, SheetModel } from '../model/sheet.ts';
import { type BuiltRule, makeConditionalRule } from './conditional-builder.ts';
import { enumName } from './enums.ts';
import { behind, faceOfMany, NotInStandIn } from './face.ts';
import type { Area, Faces } from './faces.ts';
import { makeFilter } from './filter.ts';
import { enterChecked, metadataEntry, protectArea, typedOf } from './range.ts';
import { colour } from './range-format.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Self = () => Sheet;

/** Default sizes in pixels, as a new sheet shows them (public API responses). */
const COLUMN_WIDTH = 100;
const ROW_HEIGHT = 21;

function naming(faces: Faces, sheet: SheetModel, self: Self): Partial<Sheet> {
  const { workbook } = faces;
  return {
    getName: () => faces.alive(sheet).name,
    getSheetName: () => faces.alive(sheet).name,
    getSheetId: () => sheet.id,
    getIndex: () => workbook.sheets.indexOf(faces.alive(sheet)) + 1,
    getParent: () => faces.spreadsheet(),
    getType: () => faces.enums.value('spreadsheet', 'SheetType', 'GRID'),
    setName: (name) => {
      faces.write(sheet);
      const other = workbook.sheetByName(name);
      if (other && other !== sheet) throw new GoogleError('sheetExists', { name });
      sheet.name = name;
      return self();
    },
    activate: () => {
      faces.ui.activeSheetId = faces.alive(sheet).id;
      return self();
    },
    isSheetHidden: () => sheet.hidden,
    hideSheet: () => {
      faces.write(sheet);
      sheet.hidden = true;
      return self();
    },
    showSheet: () => {
      faces.write(sheet);
      sheet.hidden = false;
      return self();
    },
    getTabColor: () => sheet.tabColor ?? null,
    setTabColor: (given) => {
      faces.write();
      sheet.tabColor = colour(given, 'color');
      return self();
    },
    hasHiddenGridlines: () => sheet.gridlinesHidden,
    setHiddenGridlines: (hidden) => {
      faces.write(sheet);
      sheet.gridlinesHidden = hidden;
      return self();
    },
  };
}

function areas(faces: Faces, sheet: SheetModel): Partial<Sheet> {
  const used = (): { row: number; column: number } => faces.alive(sheet).lastUsed();
  return {
    getRange: (first: number | string, column?: number, rows?: number, columns?: number) => {
      if (typeof first === 'string') return faces.range(faces.areaAt(first, sheet));
      const rect: Rect = {
        row: first - 1,
        column: (column ?? 1) - 1,
        rows: rows ?? 1,
        columns: columns ?? 1,
      };
      return faces.range(faces.area(sheet, rect));
    },
    getRangeList: (texts) => faces.rangeList(texts.map((text) => faces.areaAt(text, sheet))),
    getDataRange: () => {
      const { row, column } = used();
      return faces.range({
        sheet,
        rect: { row: 0, column: 0, rows: Math.max(1, row), columns: Math.max(1, column) },
      });
    },
    getLastRow: () => used().row,
    getLastColumn: () => used().column,
    getMaxRows: () => faces.alive(sheet).rowCount,
    getMaxColumns: () => faces.alive(sheet).columnCount,
    getActiveRange: () => {
      const active = faces.ui.activeRange;
      return active && active.sheetId === sheet.id ? faces.range({ sheet, rect: active.rect }) : null;
    },
    setActiveRange: (range) => {
      const area = behind<Area>(range);
      faces.ui.activeSheetId = area.sheet.id;
      faces.ui.activeRange = { sheetId: area.sheet.id, rect: area.rect };
      return range;
    },
    appendRow: (values) => {
      const row = used().row;
      faces.write(sheet, { row, column: 0, rows: 1, columns: values.length });
      if (row >= sheet.rowCount) faces.workbook.insertLines(sheet, 'row', sheet.rowCount, 1);
      values.forEach((value: unknown, column: number) => {
        enterChecked(faces, sheet, row, column, typedOf(faces, sheet, row, column, value));
      });
      return faces.sheet(sheet);
    },
    clear: (options?: object) => {
      if (options) throw new NotInStandIn('Sheet.clear with options');
      faces.write(sheet, sheet.all);
      sheet.each(sheet.all, (row, column) => {
        const { rule } = sheet.at(row, column);
        sheet.put(row, column, { value: null, style: {}, ...(rule ? { rule } : {}) });
      });
      return faces.sheet(sheet);
    },
    clearContents: () => {
      faces.write(sheet, sheet.all);
      const blank = { value: null, kind: 'blank' } as const;
      sheet.each(sheet.all, (row, column) => faces.workbook.enter(sheet, row, column, blank));
      return faces.sheet(sheet);
    },
    sort: (column: number, ascending?: boolean) => {
      const { row, column: width } = used();
      const rect = { row: sheet.frozenRows, column: 0, rows: row - sheet.frozenRows, columns: width };
      faces.write(sheet, rect);
      sortCells(sheet, rect, [{ column: column - 1, ascending: ascending ?? true }]);
      return faces.sheet(sheet);
    },
  };
}

/** 0-based first line and count, checked against the sheet. */
function span(
  faces: Faces,
  sheet: SheetModel,
  axis: Axis,
  first: number,
  count: number,
): { at: number; count: number } {
  faces.position(first, axis);
  faces.position(count, 'howMany');
  if (first - 1 + count > faces.alive(sheet).lines(axis).length) throw new GoogleError('outside');
  return { at: first - 1, count };
}

function spanRect(sheet: SheetModel, axis: Axis, at: number, count: number): Rect {
  return axis === 'row'
    ? { row: at, column: 0, rows: count, columns: sheet.columnCount }
    : { row: 0, column: at, rows: sheet.rowCount, columns: count };
}

function structure(faces: Faces, sheet: SheetModel, self: Self): Partial<Sheet> {
  const insert = (axis: Axis, at: number, count: number): void => {
    const neighbour = Math.min(Math.max(at - 1, 0), sheet.lines(axis).length - 1);
    faces.write(sheet, spanRect(sheet, axis, neighbour, 1));
    faces.workbook.insertLines(sheet, axis, at, count);
  };
  const before = (axis: Axis) => (position: number, howMany: number) => {
    const { at } = span(faces, sheet, axis, position, 1);
    insert(axis, at, faces.position(howMany, 'howMany'));
    return self();
  };
  const after = (axis: Axis) => (position: number, howMany: number) => {
    const { at } = span(faces, sheet, axis, position, 1);
    insert(axis, at + 1, faces.position(howMany, 'howMany'));
    return self();
  };
  const remove = (axis: Axis) => (position: number, howMany: number) => {
    const { at, count } = span(faces, sheet, axis, position, howMany);
    faces.write(sheet, spanRect(sheet, axis, at, count));
    faces.workbook.removeLines(sheet, axis, at, count);
  };
  const move = (axis: Axis) => (spec: GoogleAppsScript.Spreadsheet.Range, to: number) => {
    const { rect } = behind<Area>(spec);
    faces.write(sheet, rect);
    const [from, count] = axis === 'row' ? [rect.row, rect.rows] : [rect.column, rect.columns];
    faces.workbook.moveLines(sheet, axis, from, count, to - 1);
  };
  return {
    insertRowBefore: (position) => before('row')(position, 1),
    insertRowsBefore: before('row'),
    insertRowAfter: (position) => after('row')(position, 1),
    insertRowsAfter: after('row'),
    insertColumnBefore: (position) => before('column')(position, 1),
    insertColumnsBefore: before('column'),
    insertColumnAfter: (position) => after('column')(position, 1),
    insertColumnsAfter: after('column'),
    deleteRows: remove('row'),
    deleteColumns: remove('column'),
    deleteRow: (position) => {
      remove('row')(position, 1);
      return self();
    },
    deleteColumn: (position) => {
      remove('column')(position, 1);
      return self();
    },
    moveRows: move('row'),
    moveColumns: move('column'),
  };
}

function linesOf(faces: Faces, sheet: SheetModel, self: Self): Partial<Sheet> {
  const each = (axis: Axis, first: number, count: number, change: (line: Line) => void): Sheet => {
    const { at } = span(faces, sheet, axis, first, count);
    faces.write(sheet);
    for (const line of sheet.lines(axis).slice(at, at + count)) change(line);
    return self();
  };
  const hide =
    (axis: Axis, hidden: boolean) =>
    (first: number, count?: number): void => {
      each(axis, first, count ?? 1, (line) => {
        line.hidden = hidden;
      });
    };
  const hideArea =
    (axis: Axis, hidden: boolean) =>
    (range: GoogleAppsScript.Spreadsheet.Range): void => {
      const { rect } = behind<Area>(range);
      const [at, count] = axis === 'row' ? [rect.row, rect.rows] : [rect.column, rect.columns];
      hide(axis, hidden)(at + 1, count);
    };
  const size =
    (axis: Axis) =>
    (first: number, count: number, pixels: number): Sheet =>
      each(axis, first, count, (line) => {
        line.size = pixels;
      });
  const lineAt = (axis: Axis, position: number): Line => {
    const line = faces.alive(sheet).lines(axis)[position - 1];
    if (!line) throw new GoogleError('outside');
    return line;
  };
  const freeze = (axis: Axis) => (count: number) => {
    faces.write(sheet);
    if (count < 0 || count >= sheet.lines(axis).length) throw new GoogleError('badArgument', { what: axis });
    if (axis === 'row') sheet.frozenRows = count;
    else sheet.frozenColumns = count;
  };
  return {
    getFrozenRows: () => sheet.frozenRows,
    getFrozenColumns: () => sheet.frozenColumns,
    setFrozenRows: freeze('row'),
    setFrozenColumns: freeze('column'),
    hideRows: hide('row', true),
    hideColumns: hide('column', true),
    showRows: hide('row', false),
    showColumns: hide('column', false),
    hideRow: hideArea('row', true),
    hideColumn: hideArea('column', true),
    unhideRow: hideArea('row', false),
    unhideColumn: hideArea('column', false),
    isRowHiddenByUser: (position) => lineAt('row', position).hidden,
    isRowHiddenByFilter: (position) => lineAt('row', position).hiddenByFilter,
    isColumnHiddenByUser: (position) => lineAt('column', position).hidden,
    getColumnWidth: (position) => lineAt('column', position).size ?? COLUMN_WIDTH,
    getRowHeight: (position) => lineAt('row', position).size ?? ROW_HEIGHT,
    setColumnWidth: (position, width) => size('column')(position, 1, width),
    setColumnWidths: size('column'),
    setRowHeight: (position, height) => size('row')(position, 1, height),
    setRowHeights: size('row'),
    setRowHeightsForced: size('row'),
  };
}

function rules(faces: Faces, sheet: SheetModel, self: Self): Partial<Sheet> {
  const { workbook } = faces;
  return {
    protect: () => {
      faces.write(sheet);
      const existing = workbook.protections.find(
        (each) => each.sheetId === sheet.id && each.rect === undefined,
      );
      // A sheet has one sheet protection: protecting again gives the same (reference: Sheet.protect).
      return existing ? faces.protection(existing) : protectArea(faces, sheet, undefined);
    },
    getProtections: (type) =>
      workbook.protections
        .filter(
          (each) => each.sheetId === sheet.id && (enumName(type) === 'SHEET') === (each.rect === undefined),
        )
        .map((each) => faces.protection(each)),
    getConditionalFormatRules: () =>
      faces
        .alive(sheet)
        .conditional.map((rule) =>
          makeConditionalRule(faces, { rule, areas: rule.ranges.map((rect) => ({ sheet, rect })) }),
        ),
    setConditionalFormatRules: (list) => {
      faces.write(sheet);
      sheet.conditional = list
        .map((each) => behind<BuiltRule>(each))
        .map(({ rule }) => ({ ...rule, ranges: [...rule.ranges] }));
    },
    clearConditionalFormatRules: () => {
      faces.write(sheet);
      sheet.conditional = [];
    },
    getFilter: () => (faces.alive(sheet).filter ? makeFilter(faces, sheet) : null),
    addDeveloperMetadata: (key: string, value?: unknown, visibility?: unknown) => {
      faces.write(sheet);
      workbook.addMetadata(sheet.metadata, sheet, metadataEntry(key, value, visibility));
      return self();
    },
    getDeveloperMetadata: () =>
      sheet.metadata.map((entry) => faces.metadata(entry, { kind: 'sheet', sheet })),
    createDeveloperMetadataFinder: () => faces.finder({ sheet }),
  };
}

export function makeSheet(faces: Faces, sheet: SheetModel): Sheet {
  const self: Self = () => made;
  const made: Sheet = faceOfMany<Sheet>(
    faces.run,
    'Spreadsheet.Sheet',
    [
      () => naming(faces, sheet, self),
      () => areas(faces, sheet),
      () => structure(faces, sheet, self),
      () => linesOf(faces, sheet, self),
      () => rules(faces, sheet, self),
    ],
    sheet,
  );
  return made;
}
