/** A report too large for one request goes in parts: whichever of them is lost, it is on the server once, and only what lacks is sent again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, type TestApp, testApp } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { type TinyDesk, tinyDesk } from '../support/tiny-desk.ts';

let app: TestApp;
let at: TinyDesk;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  at = await tinyDesk(app, 'x1');
  const sheet = at.desk.clerk.sheet('Việc');
  const what = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value).indexOf('what');
  const first = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value).indexOf('r0001');
  // Three bytes a character: 20 rows are 1.1 MB.
  for (let n = 0; n < 20; n += 1)
    at.desk.clerk.type(
      `'Việc'!${String.fromCharCode(65 + what)}${first + n + 1}`,
      `${n}${'ệ'.repeat(18_000)}`,
    );
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

const writes = ({ method, url }: Request): boolean =>
  method === 'POST' && /\/(revisions|parts\/[^/]+)$/.test(url);
const gone = (): never => {
  throw new TypeError('the connection is gone');
};

test.each([
  ['asked which parts it lacks', 1, 2],
  ['sent the first part', 2, 1],
  ['sent the second part', 3, 0],
  ['sent the push that names them', 4, 0],
])('the reply is lost when the server is %s', async (_, lost, again) => {
  const before = (await formOf(app, 'x1')).head.revision;
  const value = `${10 + lost}`;
  at.type('a', value);
  let count = 0;
  let parts = 0;
  at.broken = async (request, send) => {
    if (!writes(request)) return send();
    count += 1;
    const reply = await send();
    return count === lost ? gone() : reply;
  };
  expect((await at.refused('send', { mode: 'draft', reasons: {}, key: `press-of-send-${lost}` })).code).toBe(
    'server_unreachable',
  );
  expect((await at.call('start')).report?.waiting).toMatchObject({ whole: before > 0 });
  at.broken = async (request, send) => {
    if (/\/parts\//.test(request.url)) parts += 1;
    return send();
  };
  expect(await at.call('sendAgain')).toMatchObject({ kind: 'sent', report: { base: before + 1 } });
  const stored = await formOf(app, 'x1');
  expect([stored.head.revision, stored.content.main?.a?.n]).toEqual([before + 1, value]);
  expect(Object.keys(stored.content.jobs ?? {})).toHaveLength(20);
  // Only those that lack.
  expect(parts).toBe(again);
});

test('what is too large to be kept beside the sheet is sent from it, and not sent at all once the sheet was edited', async () => {
  const other = await tinyDesk(app, 'x2');
  const sheet = other.desk.clerk.sheet('Việc');
  const what = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value).indexOf('what');
  const first = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value).indexOf('r0001');
  for (let n = 0; n < 8; n += 1)
    other.desk.clerk.type(
      `'Việc'!${String.fromCharCode(65 + what)}${first + n + 1}`,
      `${n}${'ệ'.repeat(18_000)}`,
    );
  const push = { mode: 'draft', reasons: {}, key: 'press-of-send-0001' } as const;
  other.broken = async (request, send) => (writes(request) ? gone() : send());
  expect((await other.refused('send', push)).waiting).toMatchObject({ whole: false });
  other.type('a', '5');
  other.broken = undefined;
  expect((await other.refused('sendAgain')).code).toBe('nothing_waiting');
  expect((await formOf(app, 'x2')).head.revision).toBe(0);
  expect(await other.call('send', push)).toMatchObject({ kind: 'sent', report: { base: 1, waiting: null } });
  await other.desk.close();
});

test('what is kept stays within the limits of document properties, and goes when it is sent', async () => {
  const kept: string[] = [];
  at.desk.between = (method) => {
    if (/^Properties\./.test(method)) kept.push(method);
  };
  at.type('a', '99');
  await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0009' });
  at.desk.between = undefined;
  // One change of a report of a megabyte is one piece: text and number in one call, then what it is.
  expect(kept.filter((method) => method === 'Properties.setProperties')).toHaveLength(1);
  expect((await at.call('start')).report?.waiting).toBeNull();
});
