/** The built add-on against the real server on a bad network: whatever breaks, the send resumes, and the server has it once. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toldProblem } from '../../addon/sidebar/words-problems.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { formOf, type TestApp, testApp } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { type TinyDesk, tinyDesk } from '../support/tiny-desk.ts';

let app: TestApp;
const UNITS = Array.from({ length: 30 }, (_, n) => `x${n}`);
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

const isPush = (request: Request): boolean => /\/revisions$/.test(request.url) && request.method === 'POST';
const figure = ({ content }: ReportForm): unknown => content.main?.a?.n;
const gone = (): never => {
  throw new TypeError('the connection is gone');
};
/** The reply of a proxy that has nothing behind it. */
const proxy = (status: number): Response =>
  new Response('<html>…</html>', { status, headers: { 'retry-after': '30' } });

const MINUTE = 61_000;
const DRAFT = (key: string) => ({ mode: 'draft', reasons: {}, key }) as const;

interface Fault {
  readonly name: string;
  readonly code: string;
  readonly broken: (send: () => Promise<Response>) => Promise<Response>;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'the reply is lost after the server stored it',
    code: 'server_unreachable',
    broken: async (send) => (await send()) && gone(),
  },
  { name: 'the request never arrives', code: 'server_unreachable', broken: async () => gone() },
  {
    name: 'sixty seconds pass, and it had arrived',
    code: 'server_unreachable',
    broken: async (send) => {
      const reply = await send();
      at.desk.clock.advance(MINUTE);
      return reply;
    },
  },
  {
    name: 'sixty seconds pass, and it had not arrived',
    code: 'server_unreachable',
    broken: async () => {
      at.desk.clock.advance(MINUTE);
      return gone();
    },
  },
  { name: 'a proxy answers 503', code: 'server_unreachable', broken: async () => proxy(503) },
  {
    name: 'a proxy answers 502 for what was stored',
    code: 'server_unreachable',
    broken: async (send) => (await send()) && proxy(502),
  },
];

describe.each(FAULTS)('$name', ({ code, broken }) => {
  test('what was sent is sent again as it was, once; what was typed since is told as not yet sent', async () => {
    const breaks = (): void => {
      at.broken = async (request, send) => (isPush(request) ? broken(send) : send());
    };
    const sending = await at.sending();
    breaks();
    expect((await at.refused('send', sending)).code).toBe(code);
    at.broken = undefined;
    // The sidebar was closed, and somebody opens it and goes on typing.
    expect((await at.call('start')).report?.waiting).toMatchObject({ mode: 'submit', cells: 3, whole: true });
    at.type('a', '6');
    const again = await at.call('sendAgain');
    expect(again).toMatchObject({ kind: 'sent', report: { base: 1, waiting: null }, unsent: 1 });
    const stored = await formOf(app, unit);
    expect([stored.head.revision, figure(stored), stored.receipt?.revision]).toEqual([1, '5', 1]);
    expect(again.kind === 'sent' && again.receipt?.hash).toBe(stored.receipt?.hash);
    // Sending, not sending again: what had arrived is found, and what had not is sent.
    breaks();
    await at.refused('send', DRAFT('press-of-send-0001'));
    at.broken = undefined;
    expect(await at.call('send', DRAFT('press-of-send-0002'))).toMatchObject({
      kind: 'sent',
      report: { base: 2 },
    });
    const next = await formOf(app, unit);
    expect([next.head.revision, figure(next)]).toEqual([2, '6']);
  });
});

test.each([429, 503])('a server that answers %i is left alone for as long as it asks', async (status) => {
  at.broken = async (request, send) => (isPush(request) ? proxy(status) : send());
  expect(await at.refused('send', await at.sending())).toMatchObject({ retry: true, retryAfter: 30 });
  at.broken = undefined;
  expect((await at.call('sendAgain')).kind).toBe('sent');
});

test.each([0, 1])(
  'Google’s calls of the day used up is told plainly, and a day later it is sent once (%i left)',
  async (left) => {
    const sending = await at.sending();
    at.desk.exhaust('urlfetch', left);
    const problem = await at.refused('send', sending);
    expect(problem).toMatchObject({ code: 'quota_used_up', retry: true });
    expect(toldProblem(problem).detail).toContain('24 giờ');
    at.desk.clock.advance(25 * 3_600_000);
    expect((await at.call('start')).report?.waiting).toMatchObject({ mode: 'submit', whole: true });
    expect(await at.call('sendAgain')).toMatchObject({ kind: 'sent', report: { base: 1 } });
    expect((await formOf(app, unit)).head.revision).toBe(1);
  },
);

/** Where a run may be stopped with something done and something not: between two of these nothing changes anywhere. */
const STOPS = /^(UrlFetchApp\.fetch|Properties\.(set|delete)|Lock\.|Range\.set)/;

test('a laptop closed at any moment of a send leaves one revision and the right base, whoever goes on and how', async () => {
  const stops: string[] = [];
  for (let stop = 1; ; stop += 1) {
    const value = String(100 + stop);
    at.type('a', value);
    let passed = 0;
    at.desk.between = (method) => {
      if (!STOPS.test(method)) return;
      passed += 1;
      if (passed !== stop) return;
      stops.push(method);
      at.desk.clock.advance(7 * 60_000);
    };
    const sending = DRAFT(`press-of-send-${1000 + stop}`);
    const ended = await at.desk.run('send', sending).then(
      () => true,
      () => false,
    );
    at.desk.between = undefined;
    expect(ended).toBe(passed < stop);
    const { report } = await at.call('start');
    const sent = report?.waiting ? await at.call('sendAgain') : await at.call('send', sending);
    const stored = await formOf(app, unit);
    expect([stops, stored.head.revision, figure(stored)]).toEqual([stops, stop, value]);
    expect(sent).toMatchObject({ kind: 'sent', report: { base: stop, waiting: null }, unsent: 0 });
    if (ended) break;
  }
  expect(stops.length).toBeGreaterThan(8);
  expect(new Set(stops.map((method) => method.split('.')[0]))).toEqual(
    new Set(['Lock', 'UrlFetchApp', 'Properties']),
  );
}, 60_000);

test('a push that was refused is not kept', async () => {
  const sending = await at.sending();
  await app.db.system`UPDATE period SET state = 'closed'`;
  expect((await at.refused('send', sending)).retry).toBe(false);
  expect((await at.call('start')).report?.waiting).toBeNull();
  expect((await at.refused('sendAgain')).code).toBe('nothing_waiting');
  await app.db.system`UPDATE period SET state = 'open'`;
});
