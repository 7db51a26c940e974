/** Owns the guarantees of strictness: what Google forbids or does not have, the stand-in forbids or does not have. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AuthMode,
  appsScript,
  Execution,
  loadBundle,
  NotInStandIn,
  newLocks,
  newStores,
  type Person,
  toWire,
  UiState,
  USUAL_SCOPES,
  Workbook,
} from './index.ts';

const OWNER: Person = { email: 'owner@example.vn', sub: '1', language: 'vi' };
const CLERK: Person = { email: 'clerk@example.vn', sub: '2', language: 'vi' };

interface Setting {
  person?: Person;
  authMode?: AuthMode;
  scopes?: readonly string[];
  workbook?: Workbook;
}

function services({
  person = OWNER,
  authMode = 'FULL',
  scopes = USUAL_SCOPES,
  workbook = new Workbook({ editors: [CLERK.email] }),
}: Setting = {}) {
  const run = new Execution({ person, authMode, scopes: new Set(scopes) });
  const globals = appsScript(workbook, run, {
    ui: new UiState(),
    stores: newStores(),
    locks: newLocks(),
    html: { Sidebar: '<p></p>' },
    network: () => Promise.resolve({ status: 200, headers: {}, body: new Uint8Array() }),
    identityToken: (_person, granted) => (granted?.has('openid') ? 'token' : null),
    scriptId: 's',
    manifestScopes: USUAL_SCOPES,
    newId: () => 'id',
    log: () => undefined,
  });
  return {
    globals,
    run,
    workbook,
    sheet: globals.SpreadsheetApp.getActiveSheet(),
    app: globals.SpreadsheetApp,
  };
}

test('a member that is not implemented throws and is named', () => {
  const { sheet, app, globals } = services();
  expect(() => sheet.getCharts()).toThrow(new NotInStandIn('Sheet.getCharts'));
  expect(() => app.newRichTextValue()).toThrow('not in the stand-in: SpreadsheetApp.newRichTextValue');
  expect(() => globals.ScriptApp.getService()).toThrow('not in the stand-in: ScriptApp.getService');
});

test('any text survives a cell with the plain text format', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.constantFrom('=1+1', '+84912', '-x', '1e5', '00012', '1/2', "'x", 'TRUE', '1.234,5'),
      ),
      (text) => {
        const { sheet } = services({ workbook: new Workbook({ sheets: ['A'] }) });
        sheet.getRange('A1').setNumberFormat('@').setValue(text);
        expect(sheet.getRange('A1').getValue()).toBe(text);
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ['vi_VN', '001', 1],
  ['vi_VN', '1.234', 1234],
  ['en_US', '1.234', 1.234],
  ['vi_VN', '1.234.567,89', 1234567.89],
  ['en_US', '1.234.567,89', '1.234.567,89'],
  ['vi_VN', '1e5', 100000],
  ['vi_VN', '39,4%', 0.394],
  ['vi_VN', '=x', '#NAME?'],
  ['vi_VN', '=#REF!', '#REF!'],
  ['vi_VN', '=2*(3-1,5)+10/4', 5.5],
  ['en_US', '=2*(3-1.5)', 3],
  ['vi_VN', '=1/0', '#DIV/0!'],
  ['vi_VN', '=SUM(A1:A2)', '#NAME?'],
  ['vi_VN', 'TRUE', true],
  ['vi_VN', '10 tổ chức', '10 tổ chức'],
] as const)('in a %s file "%s" without a format becomes %j', (locale, text, value) => {
  const { sheet } = services({ workbook: new Workbook({ locale }) });
  expect(sheet.getRange('A1').setValue(text).getValue()).toBe(value);
});

test.each([
  ['vi_VN', '03/04/2026', '2026-04-03'],
  ['en_US', '03/04/2026', '2026-03-04'],
  ['vi_VN', '18/05/2022', '2022-05-18'],
  ['vi_VN', '30/12/1899', '1899-12-30'],
  ['vi_VN', '31/12/1969', '1969-12-31'],
  ['vi_VN', '13/06/1975', '1975-06-13'],
] as const)('in a %s file "%s" is the day %s in the spreadsheet’s own zone', (locale, text, day) => {
  const { sheet, globals } = services({ workbook: new Workbook({ locale }) });
  const value: unknown = sheet.getRange('A1').setValue(text).getValue();
  expect(value).toBeInstanceOf(Date);
  expect(
    globals.Utilities.formatDate(value as GoogleAppsScript.Base.Date, 'Asia/Ho_Chi_Minh', 'yyyy-MM-dd'),
  ).toBe(day);
});

test('a day no calendar of the locale knows stays text', () => {
  const { sheet } = services({ workbook: new Workbook({ locale: 'en_US' }) });
  expect(sheet.getRange('A1').setValue('18/05/2022').getValue()).toBe('18/05/2022');
});

test('metadata goes on the file, a sheet, a whole row or a whole column, and nowhere else', () => {
  const { sheet, app } = services();
  app.getActiveSpreadsheet().addDeveloperMetadata('k', 'v');
  sheet.addDeveloperMetadata('k', 'v');
  sheet.getRange('4:4').addDeveloperMetadata('k', 'row');
  sheet.getRange('C:C').addDeveloperMetadata('k', 'column');
  expect(() => sheet.getRange(4, 1, 1, sheet.getMaxColumns()).addDeveloperMetadata('k', 'v')).toThrow(
    /arbitrary ranges/,
  );
  expect(() => sheet.getRange('4:5').addDeveloperMetadata('k', 'v')).toThrow(/arbitrary ranges/);
  expect(app.getActiveSpreadsheet().createDeveloperMetadataFinder().withKey('k').find()).toHaveLength(4);
});

test('metadata of a sheet holds 30 000 characters and no more', () => {
  const { sheet } = services();
  sheet.addDeveloperMetadata('k', 'x'.repeat(29_998));
  sheet.addDeveloperMetadata('k');
  expect(() => sheet.addDeveloperMetadata('k')).toThrow(/30000/);
});

test('column metadata follows its column through inserting, moving and deleting', () => {
  const { sheet, workbook } = services();
  const finder = () => sheet.createDeveloperMetadataFinder().withKey('k').find();
  const place = () => finder()[0]?.getLocation().getColumn()?.getA1Notation();
  sheet.getRange('C:C').addDeveloperMetadata('k', 'v');
  sheet.insertColumnsBefore(1, 2);
  expect(place()).toBe('E:E');
  workbook.moveLines(workbook.sheets[0] ?? expect.fail(), 'column', 4, 1, 0);
  expect(place()).toBe('A:A');
  sheet.deleteColumn(1);
  expect(finder()).toEqual([]);
});

test('in AuthMode.NONE a menu can be built and nothing else used', () => {
  const { globals } = services({ authMode: 'FULL' });
  expect(globals.PropertiesService.getDocumentProperties().getProperty('x')).toBeNull();
  const run = new Execution({ person: OWNER, authMode: 'NONE', scopes: new Set(USUAL_SCOPES) });
  const none = appsScript(new Workbook(), run, {
    ui: new UiState(),
    stores: newStores(),
    locks: newLocks(),
    html: {},
    network: () => Promise.reject(new Error('no network here')),
    identityToken: () => 'token',
    scriptId: 's',
    manifestScopes: USUAL_SCOPES,
    newId: () => 'id',
    log: () => undefined,
  });
  none.SpreadsheetApp.getUi().createAddonMenu().addItem('a', 'b').addToUi();
  expect(() => none.PropertiesService.getDocumentProperties()).toThrow(/Authorization is required/);
  expect(() => none.SpreadsheetApp.getActiveSpreadsheet().getName()).toThrow(/Authorization is required/);
  expect(() => none.UrlFetchApp.fetch('https://x.vn')).toThrow(/Authorization is required/);
});

test('a simple trigger cannot fetch, show a sidebar or get a token', () => {
  const { globals } = services({ authMode: 'LIMITED' });
  const html = globals.HtmlService.createHtmlOutput('x');
  expect(() => globals.UrlFetchApp.fetch('https://x.vn')).toThrow(/Authorization is required/);
  expect(() => globals.SpreadsheetApp.getUi().showSidebar(html)).toThrow(/Authorization is required/);
  expect(() => globals.ScriptApp.getIdentityToken()).toThrow(/Authorization is required/);
  expect(globals.Session.getEffectiveUser().getEmail()).toBe('');
});

test.each([
  [
    'script.external_request',
    (g: ReturnType<typeof services>['globals']) => g.UrlFetchApp.fetch('https://x.vn'),
  ],
  [
    'script.container.ui',
    (g: ReturnType<typeof services>['globals']) =>
      g.SpreadsheetApp.getUi().showSidebar(g.HtmlService.createHtmlOutput('')),
  ],
  [
    'spreadsheets.currentonly',
    (g: ReturnType<typeof services>['globals']) =>
      g.SpreadsheetApp.getActiveSheet().getRange('A1').getValues(),
  ],
  ['userinfo.email', (g: ReturnType<typeof services>['globals']) => g.Session.getEffectiveUser()],
])('without the scope %s its methods are refused', (scope, call) => {
  const withheld = USUAL_SCOPES.filter((each) => !each.endsWith(scope));
  const full = services();
  expect(() => call(full.globals)).not.toThrow();
  // The sheet itself cannot be reached without currentonly, so only the globals are made.
  const lacking = () => call(services({ scopes: withheld }).globals);
  expect(lacking).toThrow(/not sufficient to call/);
});

test('without the openid scope there is no identity token', () => {
  const { globals } = services({ scopes: USUAL_SCOPES.filter((scope) => scope !== 'openid') });
  expect(globals.ScriptApp.getIdentityToken()).toBeNull();
  expect(
    String(globals.ScriptApp.getAuthorizationInfo(globals.ScriptApp.AuthMode.FULL).getAuthorizationStatus()),
  ).toBe('REQUIRED');
});

test('a protected range stops an editor who is not listed, and never the owner', () => {
  const workbook = new Workbook({ editors: [CLERK.email] });
  const owner = services({ workbook });
  const protection = owner.sheet.getRange('A1:B2').protect().setDescription('đầu bảng');
  expect(protection.getEditors().map((user) => user.getEmail())).toEqual([CLERK.email]);
  protection.removeEditors(protection.getEditors());
  const clerk = services({ workbook, person: CLERK });
  expect(() => clerk.sheet.getRange('B2').setValue(1)).toThrow(/protected cell/);
  expect(clerk.sheet.getRange('B2').canEdit()).toBe(false);
  clerk.sheet.getRange('C3').setValue(1);
  owner.sheet.getRange('B2').setValue(1);
});

test('a sheet protection leaves its unprotected areas open', () => {
  const workbook = new Workbook({ editors: [CLERK.email] });
  const owner = services({ workbook });
  const protection = owner.sheet.protect();
  protection.removeEditors(protection.getEditors()).setUnprotectedRanges([owner.sheet.getRange('C3:D9')]);
  const clerk = services({ workbook, person: CLERK });
  clerk.sheet.getRange('C3:D4').setValue(1);
  expect(() => clerk.sheet.getRange('B3:C3').setValue(1)).toThrow(/protected cell/);
});

test('a viewer writes nothing', () => {
  const workbook = new Workbook({ viewers: [CLERK.email] });
  const viewer = services({ workbook, person: CLERK });
  expect(() => viewer.sheet.getRange('A1').setValue(1)).toThrow(/permission to edit/);
});

test('a list rule holds 500 items and no more', () => {
  const { app } = services();
  const items = (n: number) => Array.from({ length: n }, (_unused, index) => `m${index}`);
  app.newDataValidation().requireValueInList(items(500)).build();
  expect(() => app.newDataValidation().requireValueInList(items(501))).toThrow(/limit of 500/);
});

test('a rule lets a script write anything unless it refuses invalid input', () => {
  const { app, sheet } = services();
  const rule = app.newDataValidation().requireValueInList(['a', 'b']);
  sheet.getRange('A1').setDataValidation(rule.build()).setValue('z');
  sheet.getRange('A2').setDataValidation(rule.setAllowInvalid(false).build());
  expect(() => sheet.getRange('A2').setValue('z')).toThrow(/A2/);
  sheet.getRange('A2').setValue('b');
  expect(() => sheet.getRange('A1:A2').setValues([['changed'], ['z']])).toThrow(/A2/);
  expect(sheet.getRange('A1:A2').getValues()).toEqual([['z'], ['b']]);
});

test('setValues refuses data of another shape and writes nothing', () => {
  const { sheet } = services();
  expect(() => sheet.getRange('A1:B2').setValues([[1, 2]])).toThrow(/number of rows/);
  expect(() => sheet.getRange('A1:B2').setValues([[1, 2], [3]])).toThrow(/number of columns/);
  expect(sheet.getLastRow()).toBe(0);
});

test('a property of more than 9 kB and a cache entry of more than 100 kB are refused', () => {
  const { globals } = services();
  const properties = globals.PropertiesService.getDocumentProperties();
  properties.setProperty('k', 'x'.repeat(9 * 1024));
  expect(() => properties.setProperty('k', 'x'.repeat(9 * 1024 + 1))).toThrow(/too large/);
  for (let n = 0; n < 54; n++) properties.setProperty(`k${n}`, 'x'.repeat(9 * 1024));
  expect(() => properties.setProperty('last', 'x'.repeat(9 * 1024))).toThrow(/quota/);
  expect(() => globals.CacheService.getUserCache().put('k', 'x'.repeat(100 * 1024 + 1))).toThrow(/too large/);
});

test('a cache entry ends when its time is over', () => {
  const { globals, run } = services();
  globals.CacheService.getUserCache().put('k', 'v', 60);
  run.clock.advance(59_000);
  expect(globals.CacheService.getUserCache().get('k')).toBe('v');
  run.clock.advance(2_000);
  expect(globals.CacheService.getUserCache().get('k')).toBeNull();
});

test('a script that runs longer than six minutes is stopped', () => {
  const { globals, sheet } = services();
  globals.Utilities.sleep(300_000);
  globals.Utilities.sleep(60_001);
  expect(() => sheet.getName()).toThrow(/maximum execution time/);
});

test('reading and writing the document is counted, pointing at it is not', () => {
  const { sheet, run } = services();
  const before = run.counts.document;
  const range = sheet.getRange(1, 1, 3, 3);
  expect([range.getRow(), range.getA1Notation(), range.offset(1, 1, 1, 1).getColumn()]).toEqual([
    1,
    'A1:C3',
    2,
  ]);
  expect(run.counts.document).toBe(before);
  range.getValues();
  range.setBackground('#ffffff');
  sheet.getRangeList(['A1', 'C3', 'E5']).setNote('x');
  sheet.createDeveloperMetadataFinder().withKey('k').find();
  expect(run.counts.document).toBe(before + 4);
  expect(run.counts.byMethod.get('RangeList.setNote')).toBe(1);
});

test.each([
  ['a Date', { at: new Date(0) }, 'value.at'],
  ['a function', { f: () => 1 }, 'value.f'],
  [
    'a piece of the page',
    { at: { [Symbol.toStringTag]: 'HTMLInputElement' } },
    'HTMLInputElement at value.at',
  ],
  ['a Map', [new Map()], 'value[0]'],
  ['not a number', { n: Number.NaN }, 'value.n'],
])('google.script.run refuses %s and says where', (_name, value, path) => {
  expect(() => toWire(value)).toThrow(path);
});

test('google.script.run makes null of undefined inside an array and leaves out a key without a value', () => {
  expect(toWire({ list: [1, undefined, [undefined]], gone: undefined })).toEqual({ list: [1, null, [null]] });
});

test('google.script.run refuses a cycle', () => {
  const value: { self?: object } = {};
  value.self = value;
  expect(() => toWire({ value })).toThrow('a cycle');
});

test('google.script.run carries every JSON value unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(toWire(value)).toEqual(value);
    }),
  );
});

test('a forbidden value is refused on its way out of the script too', () => {
  const { globals, run } = services();
  const bundle = loadBundle(
    'function day() { return { at: new Date() }; } function hidden_() { return 1; }',
    globals,
    run,
  );
  expect(() => bundle.run('day')).toThrow('value.at');
  expect(() => bundle.run('hidden_')).toThrow('Script function not found');
});

test('what a script throws at a service and what it gets back belong to its own realm', () => {
  const { globals, run } = services();
  const bundle = loadBundle(
    `function probe() {
      try { SpreadsheetApp.getActiveSheet().getRange('A1:B1').setValues([[1]]); } catch (error) {
        return [error instanceof Error, error.name, error.message.indexOf('Số cột') === 0,
          SpreadsheetApp.getActiveSheet().getRange('A1').getValues() instanceof Array,
          SpreadsheetApp.ProtectionType.SHEET === SpreadsheetApp.ProtectionType.SHEET, String(SpreadsheetApp.ProtectionType.SHEET)];
      }
    }`,
    globals,
    run,
  );
  expect(bundle.run('probe')).toEqual([true, 'Exception', true, true, true, 'SHEET']);
});
