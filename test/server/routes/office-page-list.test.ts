/** What an office finds on its own pages: every report it sends for, whatever became of it, and the proof of what was sent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn } from '../../support/personal-link.ts';

let app: TestApp;
const OTHERS = Array.from({ length: 620 }, (_, n) => `o${n + 1000}`);
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: Object.fromEntries([...OTHERS, 'z1', 'z2', 'z3'].map((id) => [id, 'p'])),
    roles: [
      ['clerk.z1', 'clerk', 'z1', false],
      ['both', 'clerk', 'z1', false],
      ['both', 'reviewer', 'p', true],
      ['clerk.z2', 'clerk', 'z2', false],
      ['clerk.z3', 'clerk', 'z3', false],
      ['reviewer', 'reviewer', 'p', true],
      ['administrator', 'administrator', 'p', true],
    ],
  });
}, 120_000);
afterAll(() => app.stop());

const seen = async (path: string, person: string): Promise<string> => {
  const response = await app.app.request(path, { headers: { cookie: await comeIn(app, person) } });
  const page = await response.text();
  return page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
};
const pageOf = (unit: string): string => `/bao-cao/${unit}/tiny/2022-q1`;

async function send(unit: string): Promise<string> {
  const content = { main: { a: { n: '1' }, b: { n: '1' }, c: { n: '1' } } };
  const sent = await app.post<{ receipt: { number: string } }>(
    tinyPath(unit, '/revisions'),
    tinyPush(content),
    {
      as: `clerk.${unit}`,
      key: newKey(),
    },
  );
  expect(sent.status, sent.text).toBe(200);
  return sent.body.receipt.number;
}

test('who may send a report finds it on the list, however many others they oversee, and none of these', async () => {
  for (const person of ['clerk.z1', 'both']) {
    const list = await seen('/bao-cao', person);
    expect(list.match(/Đơn vị \w+/g)?.filter((name) => name !== 'Đơn vị z1') ?? []).toEqual(
      person === 'both' ? expect.any(Array) : [],
    );
    expect(list).toContain('Đơn vị z1 · Chưa gửi');
    expect(list).not.toContain('Đơn vị o1000');
  }
});

test('the page of a report that was sent shows its receipt, and an accepted one is found from the list', async () => {
  const number = await send('z2');
  expect(await seen(pageOf('z2'), 'clerk.z2')).toContain(`Biên nhận ${number} · Mã kiểm tra`);
  const decided = await app.post(
    tinyPath('z2', '/decisions'),
    { action: 'accept', revision: 1 },
    { as: 'reviewer', key: newKey() },
  );
  expect(decided.status, decided.text).toBe(200);
  expect(await seen('/bao-cao', 'clerk.z2')).toMatch(/Đã duyệt hoặc đã đóng .*Đơn vị z2 · Đã duyệt/);
});

test('a report of a closed period says so and how to go on, and stays on the list', async () => {
  const moved = await app.post(
    '/api/periods/2022-q1/state',
    { state: 'closed' },
    { as: 'administrator', key: newKey() },
  );
  expect(moved.status, moved.text).toBe(200);
  const page = await seen(pageOf('z3'), 'clerk.z3');
  expect(page).toContain('Kỳ báo cáo đã đóng nên chưa gửi được');
  expect(page).not.toContain('1. Tải biểu về và điền');
  expect(await seen('/bao-cao', 'clerk.z3')).toMatch(/Đã duyệt hoặc đã đóng .*Đơn vị z3 · Chưa gửi/);
});
