/** Owns the guarantees of a desk: the built script runs bare, synchronously, as the right person, and is counted. */

import { afterAll, expect, test } from 'vitest';
import { Desk, NotInStandIn, Workbook } from './index.ts';

const CODE = `
function onOpen(e) {
  SpreadsheetApp.getUi().createAddonMenu().addItem('Mở', 'show').addToUi();
  if (e && e.authMode !== ScriptApp.AuthMode.NONE) PropertiesService.getDocumentProperties().getProperty('x');
}
function touchesProperties() { return PropertiesService.getDocumentProperties().getProperty('x'); }
function show() { SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('Sidebar').setTitle('Sổ')); }
function globals() {
  return ['fetch', 'URL', 'TextEncoder', 'setTimeout', 'process', 'Buffer', 'WebAssembly', 'structuredClone', 'require', 'crypto']
    .filter(function (name) { return typeof globalThis[name] !== 'undefined'; });
}
function echo(value) { return value; }
function values() {
  var rows = SpreadsheetApp.getActiveSheet().getRange('A1:B2').getValues();
  return [rows instanceof Array, rows[0] instanceof Array, rows[0][0] instanceof Date, String(rows[1][1])];
}
function get(url) {
  var reply = UrlFetchApp.fetch(url, { method: 'post', payload: '{"a":1}', contentType: 'application/json', muteHttpExceptions: true });
  return [reply.getResponseCode(), reply.getContentText()];
}
function missing() { try { SpreadsheetApp.getActiveSheet().getCharts(); } catch (e) { return 'swallowed'; } }
function fails() { SpreadsheetApp.getActiveSheet().getRange('A1').setValues([[1, 2]]); }
function when() { var before = Date.now(); Utilities.sleep(1000); return [Date.now() - before, new Date() instanceof Date]; }
function writes() { SpreadsheetApp.getActiveSheet().getRange('A1').setValue(1); }
`;

const desks: Desk[] = [];
function deskWith(options: Partial<ConstructorParameters<typeof Desk>[0]> = {}): Desk {
  const desk = new Desk({ code: CODE, html: { Sidebar: '<p>xin chào</p>' }, ...options });
  desks.push(desk);
  return desk;
}
afterAll(() => Promise.all(desks.map((desk) => desk.close())));

test('a script finds nothing of Node in its world', async () => {
  expect(await deskWith().run('globals')).toEqual([]);
});

test('values of a range are arrays and Dates of the script’s own realm', async () => {
  const desk = deskWith();
  desk.clerk.type('A1', '18/05/2022');
  desk.clerk.type('B2', '1.234,5');
  expect(await desk.run('values')).toEqual([true, true, true, '1234.5']);
});

test('a fetch is synchronous to the script and does not block a server in the same thread', async () => {
  const desk = deskWith({
    network: {
      'api.example.vn': async (request) =>
        new Response(`${request.method} ${await request.text()}`, { status: 201 }),
    },
  });
  expect(await desk.run('get', 'https://api.example.vn/x')).toEqual([201, 'POST {"a":1}']);
  await expect(desk.run('get', 'https://elsewhere.example/')).rejects.toThrow(/Địa chỉ không dùng được/);
});

test('a member the stand-in lacks fails the run even when the script swallows the error', async () => {
  await expect(deskWith().run('missing')).rejects.toThrow(NotInStandIn);
});

test('an error reaches the caller in the person’s language', async () => {
  await expect(deskWith().run('fails')).rejects.toThrow(/Số cột trong dữ liệu/);
});

test('the clock of the script moves only when the script waits', async () => {
  expect(await deskWith().run('when')).toEqual([1000, true]);
});

test('a menu is there in every authorisation mode, and its item runs with full authorisation', async () => {
  const desk = deskWith();
  for (const mode of ['NONE', 'LIMITED', 'FULL'] as const) {
    await desk.open(mode);
    expect(desk.menus.flatMap((menu) => menu.items?.map((item) => item.label))).toEqual(['Mở']);
  }
  await desk.click('Tiện ích mở rộng', 'Mở');
  expect(desk.sidebar).toMatchObject({ kind: 'sidebar', title: 'Sổ', content: '<p>xin chào</p>' });
});

test('two people at one file share its cells', async () => {
  const workbook = new Workbook({ editors: ['b@example.vn'] });
  const desk = deskWith({ workbook });
  const other = desk.colleague({ email: 'b@example.vn', sub: 'b', language: 'en' });
  desks.push(other);
  await other.run('writes');
  expect(desk.clerk.see('A1')).toBe('1');
  await expect(other.run('fails')).rejects.toThrow(/The number of columns in the data/);
});
