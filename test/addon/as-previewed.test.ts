/** What is sent is what was previewed: a figure somebody else typed since is looked at again before it goes. */
import { afterEach, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { GOOD, smallForm } from '../support/small-form.ts';

let at: AddonDesk;
afterEach(() => at.desk.close());

const CELL = "'Số liệu'!H6";
const send = (seen: string) =>
  at.call('send', { mode: 'submit', reasons: {}, key: 'press-of-send-0001', seen });

async function previewed(): Promise<string> {
  at = addonDesk(smallForm(), GOOD);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  at.desk.clerk.type(CELL, 'theo sổ');
  return (await at.call('preview', { reasons: {} })).seen;
}

test('as it was previewed it is sent', async () => {
  const seen = await previewed();
  expect((await send(seen)).kind).toBe('sent');
});

test('changed since, nothing is sent until it was previewed again', async () => {
  const seen = await previewed();
  at.desk.clerk.type(CELL, 'của người khác');
  const before = at.province.revisions.length;
  expect((await send(seen)).kind).toBe('notYet');
  expect(at.province.revisions.length).toBe(before);
  const again = await at.call('preview', { reasons: {} });
  expect(again.seen).not.toBe(seen);
  expect((await send(again.seen)).kind).toBe('sent');
});

test('changed and changed back it is what was previewed', async () => {
  const seen = await previewed();
  at.desk.clerk.type(CELL, 'của người khác');
  at.desk.clerk.type(CELL, 'theo sổ');
  expect((await send(seen)).kind).toBe('sent');
});
