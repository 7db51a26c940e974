/** What could not be sent is tried every hour where the person allows it, as they sent it, and never without them being asked. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { formOf, type TestApp, testApp } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { type TinyDesk, tinyDesk } from '../support/tiny-desk.ts';

const SCOPE = 'https://www.googleapis.com/auth/script.scriptapp';
const UNITS = Array.from({ length: 14 }, (_, n) => `x${n}`);
let app: TestApp;
const desks: TinyDesk[] = [];
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { offices: Object.fromEntries(UNITS.map((one) => [one, 'p'])) });
});
afterAll(async () => {
  for (const { desk } of desks) await desk.close();
  await app.stop();
});

let unit: string;
let at: TinyDesk;
beforeEach(async () => {
  unit = UNITS[desks.length] ?? '';
  at = await tinyDesk(app, unit);
  desks.push(at);
  at.type('a', '5');
});

const offline = (): void => {
  at.broken = async () => {
    throw new TypeError('no network');
  };
};
const losePushes = (): void => {
  at.broken = async (request, send) => {
    if (request.method === 'POST') throw new TypeError('no network');
    return send();
  };
};
/** A draft whose request never arrived waits. */
async function waits(): Promise<void> {
  losePushes();
  await at.refused('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });
}
const revision = async (): Promise<number> => (await formOf(app, unit)).head.revision;

test('what waits is sent within the hour as it was sent, and the trigger goes with it', async () => {
  await waits();
  expect(await at.call('hourly', { on: true })).toEqual({ on: true, authorizationUrl: '' });
  // Allowed twice is allowed once.
  await at.call('hourly', { on: true });
  at.type('a', '6');
  offline();
  expect(await at.desk.hourPasses()).toBe(1);
  expect(await revision()).toBe(0);
  expect(await formOf(app, unit)).toMatchObject({ content: {} });
  at.broken = undefined;
  expect(await at.desk.hourPasses()).toBe(1);
  expect(await formOf(app, unit)).toMatchObject({
    head: { revision: 1 },
    content: { main: { a: { n: '5' } } },
  });
  expect(await at.desk.hourPasses()).toBe(0);
  expect((await at.call('start')).report).toMatchObject({ base: 1, waiting: null });
  await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' });
  expect((await formOf(app, unit)).content.main?.a?.n).toBe('6');
});

test('sent by hand meanwhile, it is not sent again, and the trigger goes by itself', async () => {
  await waits();
  await at.call('hourly', { on: true });
  at.broken = undefined;
  expect((await at.call('sendAgain')).kind).toBe('sent');
  expect(await at.desk.hourPasses()).toBe(1);
  expect([await revision(), await at.desk.hourPasses()]).toEqual([1, 0]);
});

test('no longer allowed, nothing is tried', async () => {
  await waits();
  await at.call('hourly', { on: true });
  expect(await at.call('hourly', { on: false })).toEqual({ on: false, authorizationUrl: '' });
  at.broken = undefined;
  expect([await at.desk.hourPasses(), await revision()]).toEqual([0, 0]);
  expect((await at.call('start')).report?.waiting).toMatchObject({ hourly: false });
});

test('without that one permission everything else works, and where to grant it is told when it is asked for', async () => {
  at.desk.withhold(SCOPE);
  await waits();
  const asked = await at.call('hourly', { on: true });
  expect([asked.on, asked.authorizationUrl]).toEqual([false, expect.stringContaining('script.scriptapp')]);
  expect(await at.call('hourly', { on: false })).toEqual({ on: false, authorizationUrl: '' });
  at.broken = undefined;
  expect((await at.call('sendAgain')).kind).toBe('sent');
  expect(at.desk.logs).toEqual([]);
});

const noteAt = (address: string): string => {
  const { sheet, rect } = at.desk.clerk.find(`'Chính'!${address}`);
  return sheet.at(rect.row, rect.column).note ?? '';
};

test.each(['by the hour', 'by hand'])(
  'what a mended cell said before stays beside it while the report waits, and goes once it was sent %s',
  async (way) => {
    const address = at.type('a', '５');
    const changes = (await at.call('check')).mending.tidy;
    await at.call('applyFix', {
      fix: {
        label: 'set',
        params: {},
        cells: changes.map((change) => ({ ...change.at, value: change.value })),
      },
      from: changes.map(({ from }) => from),
    });
    const sending = await at.sending();
    losePushes();
    await at.refused('send', sending);
    at.broken = undefined;
    await at.call('clearSentNotes');
    expect((await at.call('check')).mending).toMatchObject({ undo: 1, notes: true });
    expect(noteAt(address)).toContain('Trước khi sửa: ５');
    if (way === 'by the hour') {
      await at.call('hourly', { on: true });
      await at.desk.hourPasses();
    } else await at.call('sendAgain');
    expect(await revision()).toBe(1);
    expect((await at.call('check')).mending).toMatchObject({ undo: 0 });
    await at.call('clearSentNotes');
    expect(noteAt(address)).toBe('');
  },
);

test('a permission withdrawn stops it silently, and the next opening says what waits', async () => {
  await waits();
  await at.call('hourly', { on: true });
  at.broken = undefined;
  at.desk.withhold('openid');
  expect(await at.desk.hourPasses()).toBe(1);
  expect(await revision()).toBe(0);
  at.desk.grant('openid');
  expect((await at.call('start')).report?.waiting).toMatchObject({ mode: 'draft', cells: 1 });
});

test('what somebody has to decide is left to them: a newer revision of a colleague is not overwritten by the hour', async () => {
  await waits();
  await at.call('hourly', { on: true });
  const other = await tinyDesk(app, unit);
  other.type('a', '7');
  await other.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0009' });
  await other.desk.close();
  at.broken = undefined;
  expect([await at.desk.hourPasses(), await at.desk.hourPasses()]).toEqual([1, 0]);
  expect((await formOf(app, unit)).content.main?.a?.n).toBe('7');
  expect((await at.call('start')).report?.waiting).toMatchObject({ cells: 1, hourly: false });
  expect((await at.call('sendAgain')).kind).toBe('stale');
});

test('after two days of nothing it gives up, and tells when somebody opens the file', async () => {
  await waits();
  await at.call('hourly', { on: true });
  offline();
  let tries = 0;
  while ((await at.desk.hourPasses()) > 0) tries += 1;
  expect(tries).toBe(49);
  at.broken = undefined;
  expect((await at.call('start')).report?.waiting).toMatchObject({ hourly: false });
});
