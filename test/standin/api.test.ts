/** Owns the guarantees of the Sheets and Drive servers: bodies fit the published contract, batches are whole, the file is the same one. */

import { google as googleapis } from 'googleapis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { complaints, Desk, Google, Workbook } from './index.ts';

const OWNER = 'owner@example.vn';
const ROBOT = 'robot@project.iam.gserviceaccount.com';
let google: Google;
let workbook: Workbook;

beforeAll(async () => {
  google = await Google.start({ whoIs: (token) => ({ 'owner-token': OWNER, 'robot-token': ROBOT })[token] });
});
afterAll(() => google.stop());
beforeEach(() => {
  workbook = new Workbook({ id: 'book', owner: OWNER, editors: [ROBOT], sheets: ['Biểu'] });
  google.add(workbook);
  google.faults.length = 0;
});

const clientOf = (token: string) => {
  const auth = new googleapis.auth.OAuth2();
  auth.setCredentials({ access_token: token });
  return {
    sheets: googleapis.sheets({ version: 'v4', auth, rootUrl: google.url }),
    drive: googleapis.drive({ version: 'v3', auth, rootUrl: google.url }),
  };
};

async function post(
  path: string,
  body: unknown,
  token = 'owner-token',
): Promise<{ status: number; text: string }> {
  const reply = await fetch(new URL(path, google.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: reply.status, text: await reply.text() };
}
const update = (requests: unknown[], token?: string) =>
  post('v4/spreadsheets/book:batchUpdate', { requests }, token);

test.each([
  [
    'an Apps Script criteria name',
    { setDataValidation: { range: {}, rule: { condition: { type: 'VALUE_IN_LIST' } } } },
  ],
  ['an unknown key', { addProtectedRange: { protectedRange: { range: {}, warnOnly: true } } }],
  ['a sheet id as text', { deleteSheet: { sheetId: '0' } }],
  ['two kinds in one request', { deleteSheet: { sheetId: 0 }, addSheet: {} }],
  ['no kind at all', {}],
  ['a protection with neither range nor name', { addProtectedRange: { protectedRange: {} } }],
])('a batch with %s is refused', async (_name, request) => {
  const reply = await update([request]);
  expect(reply.status).toBe(400);
  expect(complaints('BatchUpdateSpreadsheetRequest', { requests: [request] })).not.toEqual([]);
});

test('a request kind the stand-in lacks is refused loudly', async () => {
  const reply = await update([{ addChart: { chart: {} } }]);
  expect(reply).toMatchObject({ status: 501 });
  expect(reply.text).toContain('not in the stand-in: batchUpdate addChart');
});

test('an endpoint the stand-in lacks is refused loudly', async () => {
  expect(await post('v4/spreadsheets/book/values/A1:append', {})).toMatchObject({ status: 501 });
});

test('a batch is applied whole or not at all', async () => {
  const rename = { updateSheetProperties: { properties: { sheetId: 0, title: 'Mới' }, fields: 'title' } };
  expect((await update([rename, { deleteSheet: { sheetId: 99 } }])).status).toBe(400);
  expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['Biểu']);
  expect((await update([rename])).status).toBe(200);
  expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['Mới']);
});

test('a form made over HTTP is what the script opens', async () => {
  const { sheets } = clientOf('owner-token');
  await sheets.spreadsheets.batchUpdate({
    spreadsheetId: 'book',
    requestBody: {
      requests: [
        {
          updateSheetProperties: {
            properties: { sheetId: 0, gridProperties: { frozenRowCount: 2 } },
            fields: 'gridProperties.frozenRowCount',
          },
        },
        {
          repeatCell: {
            range: { sheetId: 0, startColumnIndex: 0, endColumnIndex: 1 },
            cell: { userEnteredFormat: { numberFormat: { type: 'TEXT' } } },
            fields: 'userEnteredFormat.numberFormat',
          },
        },
        {
          updateCells: {
            start: { sheetId: 0, rowIndex: 0, columnIndex: 0 },
            rows: [
              {
                values: [
                  { userEnteredValue: { stringValue: '001' } },
                  { userEnteredValue: { numberValue: 1.5 }, note: 'ghi chú' },
                ],
              },
            ],
            fields: 'userEnteredValue,note',
          },
        },
        {
          updateDimensionProperties: {
            range: { sheetId: 0, dimension: 'COLUMNS', startIndex: 2, endIndex: 3 },
            properties: { hiddenByUser: true },
            fields: 'hiddenByUser',
          },
        },
        {
          setDataValidation: {
            range: { sheetId: 0, startRowIndex: 1, endRowIndex: 3, startColumnIndex: 1, endColumnIndex: 2 },
            rule: { condition: { type: 'ONE_OF_LIST', values: [{ userEnteredValue: 'a' }] }, strict: true },
          },
        },
        {
          createDeveloperMetadata: {
            developerMetadata: {
              metadataKey: 'sotinh.column',
              metadataValue: 'actual',
              visibility: 'DOCUMENT',
              location: { dimensionRange: { sheetId: 0, dimension: 'COLUMNS', startIndex: 1, endIndex: 2 } },
            },
          },
        },
        {
          addProtectedRange: {
            protectedRange: {
              range: { sheetId: 0, startRowIndex: 0, endRowIndex: 1 },
              editors: { users: [] },
            },
          },
        },
      ],
    },
  });
  const desk = new Desk({
    workbook,
    code: `function read() {
      var sheet = SpreadsheetApp.getActiveSheet();
      var found = sheet.createDeveloperMetadataFinder().withKey('sotinh.column').find()[0];
      return [sheet.getRange('A1:B1').getValues()[0], sheet.getFrozenRows(), sheet.isColumnHiddenByUser(3), sheet.getRange('B1').getNote(),
        found.getValue(), found.getLocation().getColumn().getA1Notation(),
        String(sheet.getRange('B2').getDataValidation().getCriteriaType()), sheet.getProtections(SpreadsheetApp.ProtectionType.RANGE).length];
    }`,
  });
  expect(await desk.run('read')).toEqual([
    ['001', 1.5],
    2,
    true,
    'ghi chú',
    'actual',
    'B:B',
    'VALUE_IN_LIST',
    1,
  ]);
  await desk.close();
  expect(() => desk.clerk.type('B2', 'b')).toThrow(/violates the data validation/);
});

test('RAW keeps what USER_ENTERED would make a number, a date or a formula', async () => {
  const { sheets } = clientOf('owner-token');
  const texts = ['1.234', '1/2', '=1+1', '001'];
  for (const [row, valueInputOption] of [
    [1, 'RAW'],
    [2, 'USER_ENTERED'],
  ] as const) {
    await sheets.spreadsheets.values.batchUpdate({
      spreadsheetId: 'book',
      requestBody: { valueInputOption, data: [{ range: `Biểu!A${row}:D${row}`, values: [texts] }] },
    });
  }
  const read = await sheets.spreadsheets.values.get({
    spreadsheetId: 'book',
    range: 'Biểu!A1:D2',
    valueRenderOption: 'UNFORMATTED_VALUE',
  });
  expect(read.data.values).toEqual([texts, [1234, 46054, 2, 1]]);
});

test('a protected range stops the service account that is not among its editors', async () => {
  await update([
    { addProtectedRange: { protectedRange: { range: { sheetId: 0, startRowIndex: 0, endRowIndex: 1 } } } },
  ]);
  const write = {
    updateCells: {
      start: { sheetId: 0 },
      rows: [{ values: [{ userEnteredValue: { numberValue: 1 } }] }],
      fields: 'userEnteredValue',
    },
  };
  expect((await update([write], 'robot-token')).status).toBe(403);
  expect((await update([write], 'owner-token')).status).toBe(200);
});

test('row, column and sheet metadata is refused where the product has no place for it', async () => {
  const place = (location: object) =>
    update([
      {
        createDeveloperMetadata: {
          developerMetadata: { metadataKey: 'k', visibility: 'DOCUMENT', location },
        },
      },
    ]);
  expect(
    (await place({ dimensionRange: { sheetId: 0, dimension: 'ROWS', startIndex: 0, endIndex: 2 } })).status,
  ).toBe(400);
  expect((await place({ spreadsheet: true })).status).toBe(200);
});

test('unknown tokens, unknown files and foreign files have different answers', async () => {
  google.add(new Workbook({ id: 'foreign', owner: 'x@example.vn' }));
  expect((await update([{ deleteSheet: { sheetId: 0 } }], 'nobody')).status).toBe(401);
  expect((await post('v4/spreadsheets/none:batchUpdate', { requests: [] })).status).toBe(404);
  expect((await post('v4/spreadsheets/foreign:batchUpdate', { requests: [] })).status).toBe(403);
});

test('spreadsheets.get gives only the asked fields and cells', async () => {
  new Desk({ workbook, code: '' }).clerk.type('B2', '12');
  const { sheets } = clientOf('owner-token');
  const got = await sheets.spreadsheets.get({
    spreadsheetId: 'book',
    ranges: ['Biểu!B2:C2'],
    fields: 'sheets(properties.title,data.rowData.values.formattedValue)',
  });
  expect(got.data).toEqual({
    sheets: [
      { properties: { title: 'Biểu' }, data: [{ rowData: [{ values: [{ formattedValue: '12' }, {}] }] }] },
    ],
  });
});

test('a file is created, copied, shared and found again by its property', async () => {
  const { sheets, drive } = clientOf('owner-token');
  const made = await sheets.spreadsheets.create({
    requestBody: {
      properties: { title: 'Mẫu', locale: 'vi_VN', timeZone: 'Asia/Ho_Chi_Minh' },
      sheets: [{ properties: { title: 'A' } }, { properties: { title: 'B' } }],
    },
  });
  const copy = await drive.files.copy({
    fileId: made.data.spreadsheetId ?? '',
    requestBody: { name: 'Kim Thành', appProperties: { unit: 'kim-thanh' } },
  });
  const fileId = copy.data.id ?? '';
  await drive.permissions.create({
    fileId,
    requestBody: { type: 'user', role: 'writer', emailAddress: ROBOT },
  });
  const found = await drive.files.list({ q: "appProperties has { key='unit' and value='kim-thanh' }" });
  expect(found.data.files?.map((file) => file.id)).toEqual([fileId]);
  expect(google.files.get(fileId)?.workbook.sheets.map((sheet) => sheet.name)).toEqual(['A', 'B']);
  expect(
    (
      await post(
        `v4/spreadsheets/${fileId}:batchUpdate`,
        { requests: [{ deleteSheet: { sheetId: 0 } }] },
        'robot-token',
      )
    ).status,
  ).not.toBe(403);
});

test('a prepared failure can lose the answer of work that was done', async () => {
  const rename = (title: string) =>
    update([{ updateSheetProperties: { properties: { sheetId: 0, title }, fields: 'title' } }]);
  google.faults.push(
    { path: /batchUpdate/, status: 429, retryAfter: '1', times: 1 },
    { path: /batchUpdate/, status: 503, afterDoing: true, times: 1 },
  );
  expect((await rename('một')).status).toBe(429);
  expect(workbook.sheets[0]?.name).toBe('Biểu');
  expect((await rename('hai')).status).toBe(503);
  expect(workbook.sheets[0]?.name).toBe('hai');
});
