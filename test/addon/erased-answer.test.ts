/** An answer or reason somebody took back is not sent, though an earlier draft had it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INITIAL, typedReasons } from '../../addon/sidebar/state.ts';
import type { ReviewStanding } from '../../shared/wire-review.ts';
import { newKey, type TestApp, testApp, tinyPath } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { type TinyDesk, tinyDesk } from '../support/tiny-desk.ts';

let app: TestApp;
let at: TinyDesk;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {});
  at = await tinyDesk(app, 'x1');
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

test('an answer to a remark that was erased before it was sent is not sent', async () => {
  for (const [row, value] of Object.entries({ a: '5', b: '2', c: '9' })) at.type(row, value);
  expect((await at.call('send', await at.sending())).kind).toBe('sent');
  const remarks = [{ at: { section: 'main', row: 'a', column: 'n' }, text: 'Xem lại.' }];
  const body = { action: 'return', revision: 1, remarks };
  const reply = await app.post(tinyPath('x1', '/decisions'), body, { as: 'reviewer', key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  const key = (await at.call('start')).report?.remarks[0]?.key ?? '';
  at.type('a', '6');
  await at.call('send', { mode: 'draft', reasons: { [key]: 'Số này của huyện khác.' }, key: newKey() });
  const reasons = typedReasons({ ...INITIAL, reasons: { [key]: ' ' } });
  expect((await at.call('send', { mode: 'submit', reasons, key: newKey() })).kind).toBe('sent');
  const review = await app.get<ReviewStanding>(tinyPath('x1', '/review'), 'reviewer');
  expect(review.body.answers).toEqual([]);
});
