/** The background folding: turn after turn, through failures, until it is told to stop. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/store/db.ts';
import { countPending } from '../../../server/store/totals.ts';
import { startFolding } from '../../../server/usecases/totals/fold-totals.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
});
afterAll(() => app.stop());

/** Pauses that last until the test ends them, one after the other. */
function pauses() {
  const begun: (() => void)[] = [];
  const waiting: ((end: () => void) => void)[] = [];
  return {
    pause: () =>
      new Promise<void>((end) => {
        const told = waiting.shift();
        if (told === undefined) begun.push(end);
        else told(end);
      }),
    /** The next pause, once it has begun: call it to end it. */
    next: (): Promise<() => void> => {
      const end = begun.shift();
      return end === undefined ? new Promise((told) => waiting.push(told)) : Promise.resolve(end);
    },
  };
}

test('what is pushed during a pause is folded in the next turn', async () => {
  const { pause, next } = pauses();
  const folded: number[] = [];
  const onError = (error: unknown) => expect.unreachable(String(error));
  const folding = startFolding({ db: app.db, onError, onFolded: (rows) => folded.push(rows), pause });
  const end = await next();
  expect(await countPending(app.db.system)).toBe(0);
  const before = folded.length;
  const push = tinyPush({ main: { a: { n: '5' } } });
  await app.post(tinyPath('x1', '/revisions'), push, { key: newKey() });
  expect(await countPending(app.db.system)).toBe(1);
  end();
  const last = await next();
  expect(await countPending(app.db.system)).toBe(0);
  expect(folded.slice(before)).toEqual([1]);
  const stopped = folding.stop();
  last();
  await stopped;
});

test('a turn that fails is told and the next turn tries again', async () => {
  const { pause, next } = pauses();
  const errors: unknown[] = [];
  const broken = new Error('no database');
  let calls = 0;
  const system = (() => {
    calls += 1;
    return calls === 1 ? Promise.reject(broken) : Promise.resolve([]);
  }) as unknown as Database['system'];
  const folding = startFolding({ db: { ...app.db, system }, onError: (error) => errors.push(error), pause });
  (await next())();
  const last = await next();
  expect([errors, calls]).toEqual([[broken], 2]);
  const stopped = folding.stop();
  last();
  await stopped;
});

test('a stop ends the pause', async () => {
  let begun = (): void => undefined;
  const inPause = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const pause = (signal: AbortSignal) =>
    new Promise<void>((_, fail) => {
      signal.addEventListener('abort', () => fail(new Error('stopped')));
      begun();
    });
  const folding = startFolding({ db: app.db, onError: () => undefined, pause });
  await inPause;
  await folding.stop();
});
