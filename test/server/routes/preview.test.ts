/** What a preview says of totals over HTTP: as the form counts them, and against the version sent last. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PushReply } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, TINY } from '../../support/make.ts';

let app: TestApp;

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { id: 'tinh' });
  await makeProvince(app.db, () => app.now, {
    id: 'duyet',
    templates: [{ ...TINY, counts: 'accepted' }],
  });
});
afterAll(() => app.stop());

const as = (person: string, province: string) => app.token(person, province);
const content = (a: string) => ({ main: { a: { n: a }, c: { n: '900' } } });

async function send(unit: string, province: string, values: object, base = 0, mode = 'submit') {
  const body = tinyPush(values as never, base, { mode: mode as 'submit' });
  const options = { as: as(`clerk.${unit}`, province), key: newKey() };
  const reply = await app.post<PushReply>(tinyPath(unit, '/revisions'), body, options);
  expect(reply.status, reply.text).toBe(200);
}

async function totalsOf(unit: string, province: string, values: object, base: number) {
  const body = tinyPush(values as never, base, { dryRun: true });
  const reply = await app.post<PushReply>(tinyPath(unit, '/revisions'), body, {
    as: as(`clerk.${unit}`, province),
  });
  expect(reply.status, reply.text).toBe(200);
  return reply.body.totals.map(({ row, before, after }) => [row, before, after]);
}

async function decide(unit: string, province: string, body: object) {
  const options = { as: as('reviewer', province), key: newKey() };
  const reply = await app.post(tinyPath(unit, '/decisions'), body, options);
  expect(reply.status, reply.text).toBe(200);
}

const RETURN = {
  action: 'return',
  revision: 1,
  remarks: [{ at: { section: 'main', row: 'a', column: 'n' }, text: 'Số này chưa khớp.' }],
};

test.each(['tinh', 'duyet'])(
  'in %s an answer to a return is shown as a change of what was returned, with a draft in between or not',
  async (province) => {
    await send('d1', province, content('5'));
    await decide('d1', province, RETURN);
    expect(await totalsOf('d1', province, content('6'), 1)).toEqual([['a', '5', '6']]);
    await send('d1', province, content('7'), 1, 'draft');
    expect(await totalsOf('d1', province, content('6'), 2)).toEqual([['a', '5', '6']]);
  },
);

test('where accepted reports count, a preview adds to those accepted by now, not to those merely sent', async () => {
  await send('x1', 'duyet', content('100'));
  await send('x2', 'duyet', content('10'));
  await decide('x2', 'duyet', { action: 'accept', revision: 1 });
  const [first] = await totalsOf('d2', 'duyet', content('1'), 0);
  expect(first).toEqual(['a', '0', '1']);
  // Of what stands below d1 only x2 is accepted; d1 itself was returned with 5 and answers with 6.
  const [row] = await totalsOf('d1', 'duyet', content('6'), 2);
  expect(row).toEqual(['a', '15', '16']);
  // A second submission is a change of the first, though neither counts yet.
  expect(await totalsOf('x1', 'duyet', content('101'), 1)).toEqual([['a', '100', '101']]);
});
