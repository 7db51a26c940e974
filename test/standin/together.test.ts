/** Owns the guarantees of several at one file: locks by virtual time, calls of a sidebar at once, what happens between two calls. */

import { afterAll, expect, test } from 'vitest';
import { Desk, type DeskOptions, Workbook } from './index.ts';

const CODE = `
function work(wait, hold) {
  var lock = LockService.getDocumentLock();
  var began = Date.now();
  var got = lock.tryLock(wait);
  var waited = Date.now() - began;
  if (got) { Utilities.sleep(hold); SpreadsheetApp.getActiveSheet().getRange('A1').setValue(Session.getEffectiveUser().getEmail()); }
  return [got, waited];
}
function insists(wait) { LockService.getDocumentLock().waitLock(wait); return 'in'; }
function forgets() { LockService.getDocumentLock().tryLock(1); return 'ended'; }
function slow(n) { UrlFetchApp.fetch('https://api.example.vn/' + n); return n; }
function mine(name, value) {
  var p = PropertiesService.getUserProperties();
  if (value) p.setProperty(name, value);
  return p.getProperty(name);
}
function shared(name, value) {
  var p = PropertiesService.getDocumentProperties();
  if (value) p.setProperty(name, value);
  return p.getProperty(name);
}
function writes(at) { SpreadsheetApp.getActiveSheet().getRange(at).setValue(1); return SpreadsheetApp.getActiveSheet().getRange(at).canEdit(); }
`;

const B = { email: 'b@example.vn', sub: 'b', language: 'vi' } as const;
const desks: Desk[] = [];
function pair(options: Partial<DeskOptions> = {}): { a: Desk; b: Desk } {
  const a = new Desk({ code: CODE, workbook: new Workbook({ editors: [B.email] }), ...options });
  const b = a.colleague(B);
  desks.push(a, b);
  return { a, b };
}
afterAll(() => Promise.all(desks.map((desk) => desk.close())));

/** Runs `inside` once, when the desk's script is about to call this. */
function at(desk: Desk, method: string, inside: () => void | Promise<void>): void {
  desk.between = (called) => {
    if (called !== method) return undefined;
    desk.between = undefined;
    return inside();
  };
}

test('a second run waits for the lock as long as the first one holds it, by the virtual clock', async () => {
  const { a, b } = pair();
  let second: Promise<unknown> = Promise.resolve();
  at(a, 'Utilities.sleep', async () => {
    second = b.run('work', 10_000, 0);
    await untilCalled(b, 'Lock.tryLock');
  });
  expect(await a.run('work', 10_000, 4_000)).toEqual([true, 0]);
  expect(await second).toEqual([true, 4_000]);
  expect(a.clerk.see('A1')).toBe(B.email);
});

test('a lock held longer than one waits is not got, and the wait is over when its time is', async () => {
  const { a, b } = pair();
  let second: Promise<unknown> = Promise.resolve();
  at(a, 'Utilities.sleep', async () => {
    second = b.run('work', 3_000, 0);
    await untilCalled(b, 'Lock.tryLock');
  });
  await a.run('work', 10_000, 20_000);
  expect(await second).toEqual([false, 3_000]);
  expect(a.clerk.see('A1')).not.toBe(B.email);
});

test('who must have the lock is told so in words when it stays taken', async () => {
  const { a, b } = pair();
  let second: Promise<unknown> = Promise.resolve();
  at(a, 'Utilities.sleep', async () => {
    second = b.run('insists', 1_000).catch((error: Error) => error.message);
    await untilCalled(b, 'Lock.waitLock');
  });
  await a.run('work', 1, 60_000);
  expect(await second).toMatch(/khóa/);
});

test('a lock nobody let go is free when its run ends, killed or not', async () => {
  const { a, b } = pair();
  await a.run('forgets');
  expect(await b.run('work', 1, 0)).toEqual([true, 0]);
  await expect(a.run('work', 1, 400_000)).rejects.toThrow();
  expect((await b.run('work', 1, 0)) as unknown[]).toContain(true);
});

test('two runs at once last as long as the longer one', async () => {
  const { a, b } = pair({ network: { 'api.example.vn': () => new Response('') }, costs: { fetchMs: 5_000 } });
  const before = a.clock.now();
  let second: Promise<unknown> = Promise.resolve();
  at(a, 'UrlFetchApp.fetch', () => {
    second = b.run('slow', 2);
  });
  await a.run('slow', 1);
  await second;
  expect(a.clock.now() - before).toBe(5_000);
});

test('properties of a person are that person’s own, properties of the document are everybody’s', async () => {
  const { a, b } = pair();
  await a.run('mine', 'k', 'của a');
  await a.run('shared', 'k', 'chung');
  expect([await b.run('mine', 'k'), await b.run('shared', 'k')]).toEqual([null, 'chung']);
});

test('a protection stops the person it leaves out and not the other, in their own words', async () => {
  const { a, b } = pair();
  const [sheet] = a.workbook.sheets;
  a.workbook.protections.push({
    id: 7,
    sheetId: sheet?.id ?? 0,
    rect: { row: 0, column: 0, rows: 1, columns: 1 },
    unprotected: [],
    description: '',
    warningOnly: false,
    editors: new Set(),
  });
  expect(await a.run('writes', 'A1')).toBe(true);
  await expect(b.run('writes', 'A1')).rejects.toThrow(/được bảo vệ/);
  b.person = { ...B, language: 'en' };
  await expect(b.run('writes', 'A1')).rejects.toThrow(/protected cell/);
});

test('ten calls of a sidebar run at once, the eleventh waits, and the order is nobody’s promise', async () => {
  const arrived: string[] = [];
  const doors = new Map<string, () => void>();
  const desk = new Desk({
    code: CODE,
    lanes: 10,
    pick: (waiting) => waiting - 1,
    network: {
      'api.example.vn': (request) =>
        new Promise<Response>((resolve) => {
          const name = new URL(request.url).pathname.slice(1);
          arrived.push(name);
          doors.set(name, () => resolve(new Response('')));
        }),
    },
  });
  desks.push(desk);
  const done: number[] = [];
  const calls = Array.from({ length: 12 }, (_, n) => desk.run('slow', n).then(() => done.push(n)));
  await until(() => arrived.length === 10);
  expect(arrived.map(Number).sort((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  doors.get('7')?.();
  await until(() => arrived.length === 11);
  expect([done, arrived[10]]).toEqual([[7], '11']);
  for (const open of doors.values()) open();
  await until(() => arrived.length === 12);
  doors.get('10')?.();
  await Promise.all(calls);
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}

/** The desk's script has come to this call; it has been made when this is over. */
function untilCalled(desk: Desk, method: string): Promise<void> {
  return new Promise((resolve) => {
    desk.between = (called) => {
      if (called !== method) return;
      desk.between = undefined;
      setImmediate(resolve);
    };
  });
}
