/** Owns the guarantees of virtual time and quotas: what a call costs, what ends a run, what a day allows. */

import { afterAll, expect, test } from 'vitest';
import { DAILY, Desk, type DeskOptions } from './index.ts';

const CODE = `
function cells(n) { for (var i = 0; i < n; i++) SpreadsheetApp.getActiveSheet().getRange('A' + (i + 1)).setValue(i); return Date.now(); }
function stubborn() {
  var sheet = SpreadsheetApp.getActiveSheet();
  try {
    for (;;) sheet.getRange('A1').setValue('đã ghi');
  } catch (e) { sheet.getRange('B1').setValue('bắt được'); } finally { sheet.getRange('C1').setValue('cuối cùng'); }
  return 'done';
}
function sleepsTooLong() { Utilities.sleep(300000); Utilities.sleep(100000); return 'awake'; }
function onOpen() { SpreadsheetApp.getActiveSheet().getRange('A1').setValue('mở'); SpreadsheetApp.getActiveSheet().getRange('A2').setValue('mở'); }
function get(n) { for (var i = 0; i < n; i++) UrlFetchApp.fetch('https://api.example.vn/x'); return Date.now(); }
function getAll(n) {
  var list = []; for (var i = 0; i < n; i++) list.push('https://api.example.vn/x');
  UrlFetchApp.fetchAll(list); return Date.now();
}
function headers(n, size) {
  var all = {}; for (var i = 0; i < n; i++) all['x-' + i] = new Array(size + 1).join('y');
  return UrlFetchApp.fetch('https://api.example.vn/x', { headers: all }).getResponseCode();
}
function bigPost(bytes) {
  return UrlFetchApp.fetch('https://api.example.vn/x', { method: 'post', payload: new Array(bytes + 1).join('z') }).getResponseCode();
}
function longUrl(length) { return UrlFetchApp.fetch('https://api.example.vn/' + new Array(length + 1).join('u')).getResponseCode(); }
function property(n) { var p = PropertiesService.getDocumentProperties(); for (var i = 0; i < n; i++) p.getProperty('k'); return 'read'; }
function cacheMany(n) {
  var c = CacheService.getUserCache();
  for (var i = 0; i < n; i++) c.put('k' + i, 'v', 60 + i);
  return [c.get('k0'), c.get('k' + (n - 1))];
}
`;

const desks: Desk[] = [];
const start = Date.UTC(2026, 10, 22, 2);
function deskWith(options: Partial<DeskOptions> = {}): Desk {
  const desk = new Desk({ code: CODE, network: { 'api.example.vn': () => new Response('ok') }, ...options });
  desks.push(desk);
  return desk;
}
afterAll(() => Promise.all(desks.map((desk) => desk.close())));

test('each call to the document lasts what the desk says, pointing at a cell lasts nothing', async () => {
  expect(await deskWith({ costs: { callMs: 40 } }).run('cells', 5)).toBe(start + 200);
});

test('a request lasts what the desk says, requests sent together last as long as one', async () => {
  const costs = { fetchMs: 700 };
  expect(await deskWith({ costs }).run('get', 3)).toBe(start + 2100);
  expect(await deskWith({ costs }).run('getAll', 3)).toBe(start + 700);
});

test.each([
  ['vi', 'Đã vượt quá thời gian thực thi tối đa'],
  ['en', 'Exceeded maximum execution time'],
] as const)('after six minutes a run is ended, in %s, and what it wrote stays', async (language, words) => {
  const person = { email: 'owner@example.vn', sub: 'owner', language };
  const desk = deskWith({ person, costs: { callMs: 10_000 } });
  await expect(desk.run('stubborn')).rejects.toThrow(words);
  // Neither its catch nor its finally came to run.
  expect(['A1', 'B1', 'C1'].map((at) => desk.clerk.see(at))).toEqual(['đã ghi', '', '']);
  expect(desk.clock.now() - start).toBe(360_000);
  expect(await desk.run('cells', 1)).toBe(start + 370_000);
});

test('a script that sleeps past its time does not wake up', async () => {
  const desk = deskWith();
  await expect(desk.run('sleepsTooLong')).rejects.toThrow(/thời gian thực thi/);
  expect(desk.clock.now() - start).toBe(360_000);
});

test('a simple trigger has 30 seconds', async () => {
  const desk = deskWith({ costs: { callMs: 20_000 } });
  await expect(desk.open('LIMITED')).rejects.toThrow(/thời gian thực thi/);
  expect([desk.clerk.see('A1'), desk.clerk.see('A2')]).toEqual(['mở', '']);
});

test('a reply that needs more than a minute of virtual time is lost though the server acted', async () => {
  let acted = 0;
  const desk = deskWith({
    network: {
      'api.example.vn': () => {
        acted += 1;
        desk.clock.advance(61_000);
        return new Response('ok');
      },
    },
  });
  await expect(desk.run('get', 1)).rejects.toThrow(/Hết thời gian chờ/);
  expect([acted, desk.clock.now() - start]).toEqual([1, 61_000]);
});

test.each([
  ['100 headers', 'headers', [100, 10], 200],
  ['101 headers', 'headers', [101, 10], /Header/],
  ['a header of more than 8 kB', 'headers', [1, 8200], /Header/],
  ['an address of 2,082 characters', 'longUrl', [2082 - 'https://api.example.vn/'.length], 200],
  ['a longer address', 'longUrl', [2083 - 'https://api.example.vn/'.length], /URL Length/],
  ['a body of more than 50 MB', 'bigPost', [50 * 1024 * 1024 + 1], /POST Size/],
] as const)('a request with %s', async (_name, call, args, outcome) => {
  const answer = deskWith().run(call, ...args);
  if (typeof outcome === 'number') expect(await answer).toBe(outcome);
  else await expect(answer).rejects.toThrow(outcome);
});

test.each([
  ['urlfetch', 'get'],
  ['properties', 'property'],
] as const)(
  'what a person may ask of %s in a day ends, and begins anew a day later',
  async (service, call) => {
    const desk = deskWith();
    await desk.run(call, 1);
    desk.exhaust(service);
    await expect(desk.run(call, 1)).rejects.toThrow(service);
    const other = desk.colleague({ email: 'owner@example.vn', sub: 'other', language: 'vi' });
    desks.push(other);
    await other.run(call, 1);
    desk.clock.advance(86_400_000);
    await desk.run(call, 1);
  },
);

test('the last calls of a day are answered, the one after them is not', async () => {
  const desk = deskWith();
  desk.exhaust('urlfetch', 2);
  await desk.run('get', 2);
  await expect(desk.run('get', 1)).rejects.toThrow('urlfetch');
  expect([DAILY.urlfetch, DAILY.properties]).toEqual([
    [20_000, 100_000],
    [50_000, 500_000],
  ]);
});

test('a cache of more than a thousand entries keeps the 900 that last longest', async () => {
  expect(await deskWith().run('cacheMany', 1001)).toEqual([null, 'v']);
});
