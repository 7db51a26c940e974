/** Owns the Spreadsheet face: the file, its tabs, locale, people and file-level metadata. */

import { GoogleError } from '../model/google-error.ts';
import type { SheetModel } from '../model/sheet.ts';
import type { Locale } from '../model/typed.ts';
import { enumName } from './enums.ts';
import { behind, face, NotInStandIn } from './face.ts';
import type { Area, Faces } from './faces.ts';
import { metadataEntry } from './range.ts';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

export function activeSheet(faces: Faces): SheetModel {
  const { workbook, ui } = faces;
  const active = ui.activeSheetId === undefined ? undefined : workbook.sheetById(ui.activeSheetId);
  const first = active ?? workbook.sheets.find((sheet) => !sheet.hidden) ?? workbook.sheets[0];
  if (!first) throw new GoogleError('badRange');
  return first;
}

function tabs(faces: Faces): Partial<Spreadsheet> {
  const { workbook, ui } = faces;
  const orNull = (sheet: SheetModel | undefined): GoogleAppsScript.Spreadsheet.Sheet | null =>
    sheet ? faces.sheet(sheet) : null;
  return {
    getSheets: () => workbook.sheets.map((sheet) => faces.sheet(sheet)),
    getNumSheets: () => workbook.sheets.length,
    getSheetById: (id) => orNull(workbook.sheetById(id)),
    getSheetByName: (name) => orNull(workbook.sheetByName(name)),
    getActiveSheet: () => faces.sheet(activeSheet(faces)),
    setActiveSheet: (sheet: GoogleAppsScript.Spreadsheet.Sheet) => {
      ui.activeSheetId = behind<SheetModel>(sheet).id;
      return sheet;
    },
    insertSheet: (first?: unknown, second?: unknown) => {
      faces.write();
      const name = typeof first === 'string' ? first : undefined;
      const index = typeof first === 'number' ? first : typeof second === 'number' ? second : undefined;
      if ([first, second].some((each) => typeof each === 'object'))
        throw new NotInStandIn('Spreadsheet.insertSheet with options');
      const at = index ?? workbook.sheets.indexOf(activeSheet(faces)) + 1;
      const made = workbook.addSheet(name, at);
      // A new sheet becomes the active one (reference: insertSheet).
      ui.activeSheetId = made.id;
      return faces.sheet(made);
    },
    deleteSheet: (sheet) => {
      const model = faces.alive(behind<SheetModel>(sheet));
      faces.write(model);
      workbook.removeSheet(model);
    },
  };
}

function settings(faces: Faces): Partial<Spreadsheet> {
  const { workbook } = faces;
  return {
    getId: () => workbook.id,
    getName: () => workbook.name,
    getUrl: () => `https://docs.google.com/spreadsheets/d/${workbook.id}/edit`,
    rename: (name) => {
      faces.write();
      workbook.name = name;
    },
    getSpreadsheetLocale: () => workbook.locale,
    setSpreadsheetLocale: (locale) => {
      faces.write();
      // Google knows many locales; the stand-in reads and shows two.
      if (locale !== 'vi_VN' && locale !== 'en_US') throw new NotInStandIn(`locale ${locale}`);
      workbook.locale = locale satisfies Locale;
    },
    getSpreadsheetTimeZone: () => workbook.timeZone,
    setSpreadsheetTimeZone: (zone) => {
      faces.write();
      try {
        new Intl.DateTimeFormat('en-US', { timeZone: zone });
      } catch {
        throw new GoogleError('badArgument', { what: 'timezone' });
      }
      workbook.timeZone = zone;
    },
    getOwner: () => faces.user(workbook.owner),
    getEditors: () => [workbook.owner, ...workbook.editors].map((email) => faces.user(email)),
    getViewers: () => [...workbook.viewers].map((email) => faces.user(email)),
    toast: (message: string, title?: string) => {
      faces.ui.toasts.push({ message, title: title ?? '' });
    },
  };
}

export function makeSpreadsheet(faces: Faces): Spreadsheet {
  const { workbook } = faces;
  const made: Spreadsheet = face<Spreadsheet>(
    faces.run,
    'Spreadsheet.Spreadsheet',
    {
      ...tabs(faces),
      ...settings(faces),
      getRange: (text) => faces.range(faces.areaAt(text, activeSheet(faces))),
      getRangeList: (texts) => faces.rangeList(texts.map((text) => faces.areaAt(text, activeSheet(faces)))),
      getActiveRange: () => {
        const active = faces.ui.activeRange;
        const sheet = active && workbook.sheetById(active.sheetId);
        return sheet && active ? faces.range({ sheet, rect: active.rect }) : null;
      },
      setActiveRange: (range) => {
        const area = behind<Area>(range);
        faces.ui.activeSheetId = area.sheet.id;
        faces.ui.activeRange = { sheetId: area.sheet.id, rect: area.rect };
        return range;
      },
      getProtections: (type) =>
        workbook.protections
          .filter((each) => (enumName(type) === 'SHEET') === (each.rect === undefined))
          .map((each) => faces.protection(each)),
      getRangeByName: (name) => {
        const named = workbook.namedRanges.find((each) => each.name === name);
        const sheet = named && workbook.sheetById(named.sheetId);
        return named && sheet ? faces.range({ sheet, rect: named.rect }) : null;
      },
      setNamedRange: (name, range) => {
        faces.write();
        const { sheet, rect } = behind<Area>(range);
        workbook.namedRanges = [
          ...workbook.namedRanges.filter((each) => each.name !== name),
          { name, sheetId: sheet.id, rect },
        ];
      },
      addDeveloperMetadata: (key: string, value?: unknown, visibility?: unknown) => {
        faces.write();
        workbook.addMetadata(workbook.metadata, undefined, metadataEntry(key, value, visibility));
        return made;
      },
      getDeveloperMetadata: () =>
        workbook.metadata.map((entry) => faces.metadata(entry, { kind: 'spreadsheet' })),
      createDeveloperMetadataFinder: () => faces.finder({}),
    },
    workbook,
  );
  return made;
}
