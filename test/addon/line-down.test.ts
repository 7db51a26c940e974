/** The built add-on against the real server where nothing answers any more when Send is pressed: what stands on the sheet waits all the same. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReportForm } from '../../shared/wire.ts';
import { formOf, type TestApp, testApp } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { type TinyDesk, tinyDesk } from '../support/tiny-desk.ts';

let app: TestApp;
const UNITS = Array.from({ length: 12 }, (_, n) => `x${n}`);
const desks: TinyDesk[] = [];
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: Object.fromEntries(UNITS.map((one) => [one, 'p'])),
  });
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
  for (const [row, value] of Object.entries({ a: '5', b: '2', c: '9' })) at.type(row, value);
});

const down = (): void => {
  at.broken = async () => {
    throw new TypeError('the connection is gone');
  };
};
const overloaded = (): void => {
  at.broken = async () => new Response('<html>…</html>', { status: 503 });
};
const up = (): void => {
  at.broken = undefined;
};
const figure = ({ content }: ReportForm): unknown => content.main?.a?.n;
const waiting = async (): Promise<unknown> => (await at.call('start')).report?.waiting;
const DRAFT = { mode: 'draft', reasons: {}, key: 'press-of-send-0001' } as const;

test.each([
  ['no line', down],
  ['a proxy with nothing behind it', overloaded],
])(
  '%s: what was previewed waits as it was when Send was pressed, however the sheet is edited since',
  async (_name, fails) => {
    const sending = await at.sending();
    fails();
    const problem = await at.refused('send', sending);
    expect(problem).toMatchObject({
      code: 'server_unreachable',
      waiting: { mode: 'submit', cells: 3, whole: true },
    });
    at.type('a', '6');
    up();
    expect(await waiting()).toMatchObject({ mode: 'submit', cells: 3, whole: true });
    expect(await at.call('sendAgain')).toMatchObject({
      kind: 'sent',
      report: { base: 1, waiting: null },
      unsent: 1,
    });
    const stored = await formOf(app, unit);
    expect([stored.head.revision, figure(stored), stored.receipt?.revision]).toEqual([1, '5', 1]);
  },
);

test('pressed twice with no line, it is one push of what stood there last', async () => {
  await at.call('check');
  down();
  await at.refused('send', DRAFT);
  at.type('a', '6');
  await at.refused('send', { ...DRAFT, key: 'press-of-send-0002' });
  up();
  await at.call('sendAgain');
  const stored = await formOf(app, unit);
  expect([stored.head.revision, figure(stored)]).toEqual([1, '6']);
});

test('a push made on what was sent before waits too, as what it changes', async () => {
  await at.call('check');
  await at.call('send', DRAFT);
  at.type('b', '3');
  await at.call('check');
  down();
  const { waiting: kept } = await at.refused('send', { ...DRAFT, key: 'press-of-send-0002' });
  expect(kept).toMatchObject({ mode: 'draft', cells: 1 });
  up();
  expect(await at.call('sendAgain')).toMatchObject({ kind: 'sent', report: { base: 2 } });
});

test('what has errors is told and does not wait', async () => {
  const sending = await at.sending();
  at.type('a', 'năm');
  down();
  expect(await at.call('send', sending)).toMatchObject({ kind: 'notYet', check: { counts: { errors: 1 } } });
  up();
  expect(await waiting()).toBeNull();
});

test('a sheet changed since the preview is looked at first, line or no line', async () => {
  const sending = await at.sending();
  const { seen } = await at.call('preview', { reasons: sending.reasons });
  at.type('a', '6');
  down();
  expect(await at.call('send', { ...sending, seen })).toMatchObject({ kind: 'notYet' });
  up();
  expect(await waiting()).toBeNull();
});

test('nothing is kept on what the server said before the last push: the sheet is based on something newer', async () => {
  await at.call('check');
  await at.call('send', DRAFT);
  at.type('b', '3');
  down();
  const { waiting: kept } = await at.refused('send', { ...DRAFT, key: 'press-of-send-0002' });
  expect(kept).toBeUndefined();
  up();
  expect(await at.call('send', { ...DRAFT, key: 'press-of-send-0003' })).toMatchObject({
    report: { base: 2 },
  });
});

test('what the server said is forgotten after six hours: then nothing waits, and nothing typed is lost', async () => {
  const sending = await at.sending();
  at.desk.clock.advance(6 * 3_600_000 + 1);
  down();
  expect((await at.refused('send', sending)).waiting).toBeUndefined();
  up();
  expect(await at.call('send', sending)).toMatchObject({ kind: 'sent', report: { base: 1 } });
});
