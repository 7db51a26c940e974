/** Owns spreadsheets.batchUpdate: each kind of request on the workbook, all or nothing. Source: reference "Requests". */

import type { Axis } from '../model/address.ts';
import { mergeCells } from '../model/rearrange.ts';
import type { SheetModel } from '../model/sheet.ts';
import type { Locale } from '../model/typed.ts';
import type { Workbook } from '../model/workbook.ts';
import { bad, notInStandIn } from './api-error.ts';
import { hexOf, ruleOf, written } from './cell-data.ts';
import { areaOf, metadataData, protectionData, sheetOf, sheetProperties } from './grid.ts';
import { pathsOf } from './mask.ts';

type Request = gapi.client.sheets.Request;
type Response = gapi.client.sheets.Response;

interface Context {
  readonly workbook: Workbook;
  /** E-mail of the caller; protections hold for service accounts too (public reports). */
  readonly who: string;
}

type Handlers = {
  readonly [K in keyof Request]?: (context: Context, request: NonNullable<Request[K]>) => Response;
};

const fields = (mask: string | undefined): string[] => {
  // Reference: "At least one field must be specified."
  if (!mask) throw bad("Invalid requests: 'fields' is required");
  return pathsOf(mask);
};

const axisOf = (dimension: string | undefined): Axis => {
  if (dimension === 'ROWS') return 'row';
  if (dimension === 'COLUMNS') return 'column';
  throw bad('dimension must be ROWS or COLUMNS');
};

function span(workbook: Workbook, range: gapi.client.sheets.DimensionRange | undefined) {
  if (!range) throw bad('range is required');
  const sheet = sheetOf(workbook, range.sheetId);
  const axis = axisOf(range.dimension);
  const at = range.startIndex ?? 0;
  const end = range.endIndex ?? sheet.lines(axis).length;
  if (at < 0 || end <= at) throw bad('startIndex must be less than endIndex');
  return { sheet, axis, at, count: end - at };
}

function applyGrid(
  context: Context,
  sheet: SheetModel,
  grid: gapi.client.sheets.GridProperties,
  path: string,
): void {
  const { workbook } = context;
  const resize = (axis: Axis, count: number | undefined): void => {
    const now = sheet.lines(axis).length;
    if (count === undefined || count < 1) throw bad(`gridProperties.${axis}Count must be at least 1`);
    if (count > now) workbook.insertLines(sheet, axis, now, count - now);
    if (count < now) workbook.removeLines(sheet, axis, count, now - count);
  };
  const setters: Readonly<Record<string, () => void>> = {
    rowCount: () => resize('row', grid.rowCount),
    columnCount: () => resize('column', grid.columnCount),
    frozenRowCount: () => {
      sheet.frozenRows = grid.frozenRowCount ?? 0;
    },
    frozenColumnCount: () => {
      sheet.frozenColumns = grid.frozenColumnCount ?? 0;
    },
    hideGridlines: () => {
      sheet.gridlinesHidden = grid.hideGridlines ?? false;
    },
  };
  const names = path === '' ? Object.keys(grid) : [path];
  for (const name of names) {
    const set = setters[name];
    if (!set) throw notInStandIn(`gridProperties.${name}`);
    set();
  }
}

function applySheet(
  context: Context,
  sheet: SheetModel,
  properties: gapi.client.sheets.SheetProperties,
  paths: readonly string[],
): void {
  const { workbook } = context;
  const setters: Readonly<Record<string, (rest: string) => void>> = {
    title: () => {
      const name = properties.title ?? '';
      const other = workbook.sheetByName(name);
      if (name === '' || (other && other !== sheet))
        throw bad(`A sheet with the name "${name}" already exists.`);
      sheet.name = name;
    },
    hidden: () => {
      sheet.hidden = properties.hidden ?? false;
    },
    index: () => {
      const others = workbook.sheets.filter((each) => each !== sheet);
      others.splice(properties.index ?? 0, 0, sheet);
      workbook.sheets = others;
    },
    tabColor: () => {
      sheet.tabColor = hexOf(properties.tabColor);
    },
    tabColorStyle: () => {
      sheet.tabColor = hexOf(properties.tabColorStyle?.rgbColor);
    },
    gridProperties: (rest) => applyGrid(context, sheet, properties.gridProperties ?? {}, rest),
    sheetId: () => undefined,
    sheetType: () => undefined,
  };
  for (const path of paths) {
    const [head = '', ...rest] = path.split('.');
    const set = setters[head];
    if (!set) throw notInStandIn(`SheetProperties.${path}`);
    set(rest.join('.'));
  }
}

const sheetKinds: Handlers = {
  addSheet: ({ workbook, who }, { properties = {} }) => {
    workbook.requireEdit(who);
    const { rowCount = 1000, columnCount = 26 } = properties.gridProperties ?? {};
    const size = {
      rows: rowCount,
      columns: columnCount,
      ...(properties.sheetId === undefined ? {} : { id: properties.sheetId }),
    };
    const sheet = workbook.addSheet(properties.title, properties.index ?? workbook.sheets.length, size);
    const rest = Object.keys(properties).filter(
      (key) => !['title', 'index', 'gridProperties', 'sheetId'].includes(key),
    );
    const grid = Object.keys(properties.gridProperties ?? {}).filter(
      (key) => key !== 'rowCount' && key !== 'columnCount',
    );
    applySheet({ workbook, who }, sheet, properties, [
      ...rest,
      ...grid.map((key) => `gridProperties.${key}`),
    ]);
    return { addSheet: { properties: sheetProperties(workbook, sheet) } };
  },
  deleteSheet: ({ workbook, who }, { sheetId }) => {
    const sheet = sheetOf(workbook, sheetId);
    workbook.requireEdit(who, sheet, sheet.all);
    workbook.removeSheet(sheet);
    return {};
  },
  duplicateSheet: ({ workbook, who }, { sourceSheetId, newSheetName, insertSheetIndex }) => {
    workbook.requireEdit(who);
    const from = sheetOf(workbook, sourceSheetId);
    const name = newSheetName ?? workbook.freeName(from.name);
    if (workbook.sheetByName(name)) throw bad(`A sheet with the name "${name}" already exists.`);
    const made = workbook.copySheet(from, name, insertSheetIndex ?? 0);
    return { duplicateSheet: { properties: sheetProperties(workbook, made) } };
  },
  updateSheetProperties: (context, { properties, fields: mask }) => {
    if (!properties) throw bad('properties is required');
    const sheet = sheetOf(context.workbook, properties.sheetId);
    context.workbook.requireEdit(context.who, sheet);
    const paths = fields(mask);
    const all = Object.keys(properties).filter((key) => key !== 'sheetId');
    applySheet(context, sheet, properties, paths.includes('*') ? all : paths);
    return {};
  },
  updateSpreadsheetProperties: ({ workbook, who }, { properties = {}, fields: mask }) => {
    workbook.requireEdit(who);
    for (const path of fields(mask)) {
      if (path === 'title') workbook.name = properties.title ?? '';
      else if (path === 'timeZone') workbook.timeZone = properties.timeZone ?? workbook.timeZone;
      else if (path === 'locale') workbook.locale = localeOf(properties.locale);
      else throw notInStandIn(`SpreadsheetProperties.${path}`);
    }
    return {};
  },
};

export function localeOf(locale: string | undefined): Locale {
  if (locale === 'vi_VN' || locale === 'en_US') return locale;
  throw notInStandIn(`locale ${locale ?? ''}`);
}

const cellKinds: Handlers = {
  updateCells: ({ workbook, who }, { rows = [], range, start, fields: mask }) => {
    const paths = fields(mask);
    const width = Math.max(1, ...rows.map((row) => row.values?.length ?? 0));
    const origin = start && {
      sheetId: start.sheetId ?? 0,
      startRowIndex: start.rowIndex ?? 0,
      endRowIndex: (start.rowIndex ?? 0) + Math.max(1, rows.length),
      startColumnIndex: start.columnIndex ?? 0,
      endColumnIndex: (start.columnIndex ?? 0) + width,
    };
    if ((range === undefined) === (start === undefined))
      throw bad('updateCells: exactly one of start and range');
    const { sheet, rect } = areaOf(workbook, range ?? origin);
    workbook.requireEdit(who, sheet, rect);
    sheet.each(rect, (row, column) => {
      const line = rows[row - rect.row];
      const given = line?.values?.[column - rect.column];
      // With a start only what is given is written; with a range the rest of it is cleared (reference: UpdateCellsRequest).
      if (given === undefined && start !== undefined) return;
      sheet.put(row, column, written(sheet.at(row, column), given ?? {}, paths, workbook));
    });
    return {};
  },
  repeatCell: ({ workbook, who }, { range, cell = {}, fields: mask }) => {
    const paths = fields(mask);
    const { sheet, rect } = areaOf(workbook, range);
    workbook.requireEdit(who, sheet, rect);
    sheet.each(rect, (row, column) =>
      sheet.put(row, column, written(sheet.at(row, column), cell, paths, workbook)),
    );
    return {};
  },
  setDataValidation: ({ workbook, who }, { range, rule }) => {
    const { sheet, rect } = areaOf(workbook, range);
    workbook.requireEdit(who, sheet, rect);
    const model = ruleOf(rule, workbook);
    sheet.each(rect, (row, column) => {
      const { rule: _old, ...cell } = sheet.at(row, column);
      sheet.put(row, column, model ? { ...cell, rule: model } : cell);
    });
    return {};
  },
  mergeCells: ({ workbook, who }, { range, mergeType }) => {
    if (mergeType !== 'MERGE_ALL') throw notInStandIn(`mergeCells ${mergeType ?? ''}`);
    const { sheet, rect } = areaOf(workbook, range);
    workbook.requireEdit(who, sheet, rect);
    mergeCells(sheet, rect);
    return {};
  },
  setBasicFilter: ({ workbook, who }, { filter }) => {
    const { sheet, rect } = areaOf(workbook, filter?.range);
    workbook.requireEdit(who, sheet);
    sheet.filter = rect;
    return {};
  },
};

const lineKinds: Handlers = {
  updateDimensionProperties: ({ workbook, who }, { range, properties = {}, fields: mask }) => {
    const { sheet, axis, at, count } = span(workbook, range);
    workbook.requireEdit(who, sheet);
    const lines = sheet.lines(axis).slice(at, at + count);
    if (lines.length < count) throw bad('The dimension range is outside the sheet.');
    for (const path of fields(mask)) {
      for (const line of lines) {
        if (path === 'hiddenByUser') line.hidden = properties.hiddenByUser ?? false;
        else if (path === 'pixelSize' && properties.pixelSize !== undefined) line.size = properties.pixelSize;
        else throw notInStandIn(`DimensionProperties.${path}`);
      }
    }
    return {};
  },
  appendDimension: ({ workbook, who }, { sheetId, dimension, length }) => {
    const sheet = sheetOf(workbook, sheetId);
    workbook.requireEdit(who, sheet);
    const axis = axisOf(dimension);
    workbook.insertLines(sheet, axis, sheet.lines(axis).length, length ?? 0);
    return {};
  },
  insertDimension: ({ workbook, who }, { range }) => {
    const { sheet, axis, at, count } = span(workbook, range);
    workbook.requireEdit(who, sheet);
    if (at > sheet.lines(axis).length) throw bad('The insertion index is outside the sheet.');
    workbook.insertLines(sheet, axis, at, count);
    return {};
  },
  deleteDimension: ({ workbook, who }, { range }) => {
    const { sheet, axis, at, count } = span(workbook, range);
    workbook.requireEdit(who, sheet);
    if (at + count > sheet.lines(axis).length) throw bad('The dimension range is outside the sheet.');
    workbook.removeLines(sheet, axis, at, count);
    return {};
  },
  moveDimension: ({ workbook, who }, { source, destinationIndex }) => {
    const { sheet, axis, at, count } = span(workbook, source);
    workbook.requireEdit(who, sheet);
    workbook.moveLines(sheet, axis, at, count, destinationIndex ?? 0);
    return {};
  },
};

const ruleKinds: Handlers = {
  addProtectedRange: ({ workbook, who }, { protectedRange = {} }) => {
    if (protectedRange.range === undefined) throw notInStandIn('protectedRange without range');
    const { sheet, rect } = areaOf(workbook, protectedRange.range);
    workbook.requireEdit(who, sheet, rect);
    const { sheetId: _id, ...limits } = protectedRange.range;
    const model = {
      id: workbook.newId(),
      sheetId: sheet.id,
      rect: Object.keys(limits).length === 0 ? undefined : rect,
      unprotected: (protectedRange.unprotectedRanges ?? []).map((each) => areaOf(workbook, each).rect),
      description: protectedRange.description ?? '',
      warningOnly: protectedRange.warningOnly ?? false,
      // The caller stays an editor of what it protects (reference: ProtectedRange.editors, requestingUserCanEdit).
      editors: new Set(
        [...(protectedRange.editors?.users ?? []), who].filter((each) => each !== workbook.owner),
      ),
    };
    workbook.protections.push(model);
    return { addProtectedRange: { protectedRange: protectionData(workbook, model) } };
  },
  deleteProtectedRange: ({ workbook, who }, { protectedRangeId }) => {
    const model = workbook.protections.find((each) => each.id === protectedRangeId);
    if (!model) throw bad(`No protected range with id: ${protectedRangeId ?? ''}`);
    workbook.requireEdit(who, sheetOf(workbook, model.sheetId), model.rect);
    workbook.protections = workbook.protections.filter((each) => each !== model);
    return {};
  },
  addConditionalFormatRule: ({ workbook, who }, { rule = {}, index }) => {
    const areas = (rule.ranges ?? []).map((range) => areaOf(workbook, range));
    const sheet = areas[0]?.sheet;
    const { condition, format } = rule.booleanRule ?? {};
    if (!sheet || !condition?.type) throw notInStandIn('conditional format without ranges and booleanRule');
    workbook.requireEdit(who, sheet);
    const background = hexOf(format?.backgroundColor ?? format?.backgroundColorStyle?.rgbColor);
    const fontColor = hexOf(
      format?.textFormat?.foregroundColor ?? format?.textFormat?.foregroundColorStyle?.rgbColor,
    );
    sheet.conditional.splice(index ?? 0, 0, {
      ranges: areas.map((area) => area.rect),
      condition: {
        type: condition.type,
        values: (condition.values ?? []).map((each) => each.userEnteredValue ?? ''),
      },
      format: {
        ...(background ? { background } : {}),
        ...(fontColor ? { fontColor } : {}),
        ...(format?.textFormat?.bold === undefined ? {} : { bold: format.textFormat.bold }),
      },
    });
    return {};
  },
  createDeveloperMetadata: ({ workbook, who }, { developerMetadata = {} }) => {
    workbook.requireEdit(who);
    const { metadataKey, metadataValue = '', location, visibility } = developerMetadata;
    if (!metadataKey || !location) throw bad('developerMetadata.metadataKey and location are required');
    if (visibility !== 'DOCUMENT' && visibility !== 'PROJECT')
      throw bad('developerMetadata.visibility must be specified');
    const { list, sheet } = metadataPlace(workbook, location);
    const made = workbook.addMetadata(list, sheet, { key: metadataKey, value: metadataValue, visibility });
    return { createDeveloperMetadata: { developerMetadata: metadataData(made, location) } };
  },
};

function metadataPlace(workbook: Workbook, location: gapi.client.sheets.DeveloperMetadataLocation) {
  if (location.spreadsheet) return { list: workbook.metadata, sheet: undefined };
  if (location.dimensionRange) {
    const { sheet, axis, at, count } = span(workbook, location.dimensionRange);
    const line = sheet.lines(axis)[at];
    // Reference: "dimensionRange must represent a single row or column".
    if (count !== 1 || !line) throw bad('The dimension range must be a single row or column.');
    return { list: line.metadata, sheet };
  }
  const sheet = sheetOf(workbook, location.sheetId);
  return { list: sheet.metadata, sheet };
}

const HANDLERS: Handlers = { ...sheetKinds, ...cellKinds, ...lineKinds, ...ruleKinds };

function handle<K extends keyof Request>(
  context: Context,
  kind: K,
  request: NonNullable<Request[K]>,
): Response {
  const handler = HANDLERS[kind];
  if (!handler) throw notInStandIn(`batchUpdate ${kind}`);
  return handler(context, request);
}

/** Atomic: "If any request is not valid then the entire request will fail and nothing will be applied" (reference). */
export function batchUpdate(workbook: Workbook, who: string, requests: readonly Request[]): Response[] {
  return workbook.atomically(() =>
    requests.map((request, index) => {
      const [kind] = Object.keys(request) as (keyof Request)[];
      const value = kind && request[kind];
      if (!kind || value === undefined) throw bad(`Invalid requests[${index}]: no request set`);
      return handle({ workbook, who }, kind, value);
    }),
  );
}
