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
function forever() { for (;;) {} }
function who() { return Session.getEffectiveUser().getEmail(); }
function locked() {
  var lock = LockService.getDocumentLock();
  if (!lock.tryLock(10000)) return 'busy';
  UrlFetchApp.fetch('https://api.example.vn/hold');
  return 'done';
}
function readAll() {
  var rows = SpreadsheetApp.getActiveSheet().getDataRange().getValues();
  return [rows.length, rows[0].length, rows[4999][39]];
}
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

test('a click runs as who clicked, a sidebar call as the account the browser picked', async () => {
  const desk = deskWith();
  desk.sidebarPerson = { email: 'private@gmail.com', sub: 'p', language: 'vi' };
  expect(await desk.run('who')).toBe('private@gmail.com');
  desk.sidebarPerson = undefined;
  expect(await desk.run('who')).toBe(desk.person.email);
});

test('a document lock keeps a colleague out while it is held, and is let go at the end of the run', async () => {
  let arrived = (): void => undefined;
  let leave = (): void => undefined;
  const inside = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const done = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const hold = async (): Promise<Response> => {
    arrived();
    await done;
    return new Response('');
  };
  const desk = deskWith({
    workbook: new Workbook({ editors: ['b@example.vn'] }),
    network: { 'api.example.vn': hold },
    lockPatienceMs: 30,
  });
  const other = desk.colleague({ email: 'b@example.vn', sub: 'b', language: 'vi' });
  desks.push(other);
  const first = desk.run('locked');
  await inside;
  expect(await other.run('locked')).toBe('busy');
  leave();
  expect(await first).toBe('done');
  expect(await other.run('locked')).toBe('done');
});

test('a server that does not answer costs the script a minute and throws though errors are muted', async () => {
  const desk = deskWith({
    network: { 'api.example.vn': () => new Promise<Response>(() => undefined) },
    patienceMs: 20,
  });
  const before = desk.clock.now();
  await expect(desk.run('get', 'https://api.example.vn/slow')).rejects.toThrow(/Hết thời gian chờ/);
  expect(desk.clock.now() - before).toBe(60_000);
});

test('opening without an event still gives a menu', async () => {
  const desk = deskWith();
  await desk.open('NONE', 'no event');
  expect(desk.menus).toHaveLength(1);
});

test('5,000 rows of 40 columns are read in one counted call', async () => {
  const desk = deskWith();
  const rows = Array.from({ length: 5000 }, (_row, row) =>
    Array.from({ length: 40 }, (_cell, column) => `${row}·${column}`),
  );
  desk.clerk.paste('A1', { kind: 'text', rows });
  desk.resetCalls();
  expect(await desk.run('readAll')).toEqual([5000, 40, '4999·39']);
  expect(desk.callsByMethod).toEqual({ 'Sheet.getDataRange': 1, 'Range.getValues': 1 });
});

test('closing a desk ends a script that never would', async () => {
  const desk = deskWith();
  const running = desk.run('forever');
  const ended = expect(running).rejects.toThrow(/thread ended while forever ran/);
  await desk.close();
  await ended;
});
