/** Owns the set of global names a script of the stand-in sees. */

import { GoogleError } from '../model/google-error.ts';
import type { SheetModel } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';
import { makeConditionalBuilder } from './conditional-builder.ts';
import type { Execution } from './execution.ts';
import { behind, face } from './face.ts';
import { type Area, Faces } from './faces.ts';
import type { Host } from './host.ts';
import { makeLockService } from './locks.ts';
import { makeConsole, makeLogger, makeScriptApp, makeSession, makeUtilities } from './platform.ts';
import { activeSheet } from './spreadsheet.ts';
import { makeCacheService, makePropertiesService } from './stores.ts';
import { makeHtmlService, makeUi } from './ui.ts';
import { makeUrlFetchApp } from './url-fetch.ts';
import { makeValidationBuilder } from './validation-builder.ts';

type App = GoogleAppsScript.Spreadsheet.SpreadsheetApp;

export interface Globals {
  readonly SpreadsheetApp: App;
  readonly HtmlService: GoogleAppsScript.HTML.HtmlService;
  readonly PropertiesService: GoogleAppsScript.Properties.PropertiesService;
  readonly CacheService: GoogleAppsScript.Cache.CacheService;
  readonly LockService: GoogleAppsScript.Lock.LockService;
  readonly ScriptApp: GoogleAppsScript.Script.ScriptApp;
  readonly Session: GoogleAppsScript.Base.Session;
  readonly Utilities: GoogleAppsScript.Utilities.Utilities;
  readonly UrlFetchApp: GoogleAppsScript.URL_Fetch.UrlFetchApp;
  readonly Logger: GoogleAppsScript.Base.Logger;
  readonly console: object;
}

function makeSpreadsheetApp(faces: Faces): App {
  const { enums, workbook, run } = faces;
  const opened = (): GoogleAppsScript.Spreadsheet.Spreadsheet => {
    if (!workbook.canOpen(faces.who)) throw new GoogleError('noAccess');
    return faces.spreadsheet();
  };
  return face<App>(run, 'Spreadsheet.SpreadsheetApp', {
    DataValidationCriteria: enums.all('spreadsheet', 'DataValidationCriteria'),
    DeveloperMetadataLocationType: enums.all('spreadsheet', 'DeveloperMetadataLocationType'),
    DeveloperMetadataVisibility: enums.all('spreadsheet', 'DeveloperMetadataVisibility'),
    ProtectionType: enums.all('spreadsheet', 'ProtectionType'),
    WrapStrategy: enums.all('spreadsheet', 'WrapStrategy'),
    BorderStyle: enums.all('spreadsheet', 'BorderStyle'),
    SheetType: enums.all('spreadsheet', 'SheetType'),
    Dimension: enums.all('spreadsheet', 'Dimension'),
    getActive: opened,
    getActiveSpreadsheet: opened,
    getActiveSheet: () => faces.sheet(activeSheet(faces)),
    getActiveRange: () => {
      const active = faces.ui.activeRange;
      const sheet = active && workbook.sheetById(active.sheetId);
      // The published type forgets that nothing may be selected.
      return (
        sheet && active ? faces.range({ sheet, rect: active.rect }) : null
      ) as GoogleAppsScript.Spreadsheet.Range;
    },
    setActiveSheet: (sheet: GoogleAppsScript.Spreadsheet.Sheet) => {
      faces.ui.activeSheetId = behind<SheetModel>(sheet).id;
      return sheet;
    },
    setActiveRange: (range) => {
      const area = behind<Area>(range);
      faces.ui.activeSheetId = area.sheet.id;
      faces.ui.activeRange = { sheetId: area.sheet.id, rect: area.rect };
      return range;
    },
    // Pending changes are written at once here; the call is only counted (reference: flush).
    flush: () => undefined,
    getUi: () => makeUi(faces),
    newDataValidation: () => makeValidationBuilder(faces),
    newConditionalFormatRule: () => makeConditionalBuilder(faces),
  });
}

/** The Apps Script services over one workbook, for one execution. */
export function appsScript(workbook: Workbook, run: Execution, host: Omit<Host, 'workbook'>): Globals {
  return globalsOf(new Faces(run, workbook, host.ui), { ...host, workbook });
}

/** The services over faces made before, so that an event and the services share their enum values. */
export function globalsOf(faces: Faces, full: Host): Globals {
  const { run } = faces;
  return {
    SpreadsheetApp: makeSpreadsheetApp(faces),
    HtmlService: makeHtmlService(faces, full),
    PropertiesService: makePropertiesService(run, full),
    CacheService: makeCacheService(run, full),
    LockService: makeLockService(run, full),
    ScriptApp: makeScriptApp(faces, full),
    Session: makeSession(faces),
    Utilities: makeUtilities(faces, full),
    UrlFetchApp: makeUrlFetchApp(run, full),
    Logger: makeLogger(run, full),
    console: makeConsole(run, full),
  };
}
