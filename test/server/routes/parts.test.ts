/** A push in parts is the push it would be in one piece: counted once, only when it is whole, and nobody else's. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweepParts } from '../../../server/store/parts.ts';
import { canonicalJson } from '../../../shared/canonical.ts';
import type { PushReply } from '../../../shared/wire.ts';
import { newKey, type PostOptions, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { offices: Object.fromEntries(UNITS.map((one) => [one, 'p'])) });
});
afterAll(() => app.stop());
const UNITS = Array.from({ length: 20 }, (_, n) => `x${n}`);
let unit = 'x0';
let key: string;
beforeEach(() => {
  unit = UNITS[UNITS.indexOf(unit) + 1] ?? '';
  key = newKey();
});

const CONTENT = {
  main: { a: { n: '12', note: 'Ghi chú có dấu, đủ dài để cắt ở giữa' }, b: { n: '3' }, c: { n: '40' } },
};
const TEXT = canonicalJson(CONTENT);
const cut = (count: number): string[] =>
  Array.from({ length: count }, (_, no) =>
    TEXT.slice(Math.floor((no * TEXT.length) / count), Math.floor(((no + 1) * TEXT.length) / count)),
  );
const PARTS = cut(3);

const as = (more: PostOptions = {}): PostOptions => ({ as: `clerk.${unit}`, ...more });
const put = (no: number, text = PARTS[no] ?? '', under = key, more: PostOptions = {}) =>
  app.post(tinyPath(unit, `/parts/${under}`), { no, text }, as(more));
const { content: _, ...REST } = tinyPush(CONTENT);
const commit = (parts = PARTS.length, more: PostOptions = {}) =>
  app.post<PushReply & { code: string; parts: number[] }>(
    tinyPath(unit, '/revisions'),
    { ...REST, parts },
    as({ key, ...more }),
  );
const revisions = async (): Promise<readonly unknown[]> =>
  app.db
    .system`SELECT v.content FROM revision v JOIN report r ON r.province_id = v.province_id AND r.id = v.report_id
    WHERE r.unit_id = ${unit}`;
const kept = async (): Promise<number> => {
  const [row] = await app.db.system<{ n: number }[]>`SELECT count(*)::int AS n FROM push_part`;
  return row?.n ?? -1;
};

test('parts in any order, some of them twice, are one push', async () => {
  for (const no of [2, 0, 2, 1]) expect((await put(no)).body).toEqual({ no });
  expect(await revisions()).toEqual([]);
  const sent = await commit();
  expect([sent.status, sent.body.revision]).toEqual([200, 1]);
  expect(await revisions()).toEqual([{ content: CONTENT }]);
});

test('a push in parts and the same push in one piece are the same question under one key', async () => {
  const whole = await app.post(tinyPath(unit, '/revisions'), tinyPush(CONTENT), as({ key }));
  expect(whole.status).toBe(200);
  for (const no of [0, 1, 2]) await put(no);
  const again = await commit();
  expect(again.text).toBe(whole.text);
  expect(await revisions()).toHaveLength(1);
});

test('missing parts are named and nothing is stored; once they are there it is stored, and after its answer was lost told again without them, once', async () => {
  await put(1);
  const early = await commit();
  expect([early.status, early.body.code, early.body.parts]).toEqual([409, 'parts_missing', [0, 2]]);
  expect(await revisions()).toEqual([]);
  for (const no of [0, 2]) await put(no);
  const sent = await commit();
  // The answer was lost: a large content is not sent twice over a bad network.
  expect((await commit()).text).toBe(sent.text);
  expect(await revisions()).toHaveLength(1);
});

test('another text in the place of a part is refused, and the part stays', async () => {
  for (const no of [0, 1, 2]) await put(no);
  const other = await put(1, 'x');
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  expect((await commit()).status).toBe(200);
});

test('parts are their sender’s: nobody else’s push is made of them', async () => {
  for (const no of [0, 1, 2]) await put(no);
  const stranger = UNITS.find((one) => one !== unit) ?? '';
  expect((await commit(3, { as: `clerk.${stranger}` })).status).toBe(404);
  const superior = await commit(3, { as: 'reviewer' });
  expect([superior.status, superior.body.code]).toEqual([403, 'not_allowed']);
  expect((await put(0, 'x', key, { as: 'reviewer' })).body.code).toBe('not_allowed');
  expect((await put(0, 'x', key, { as: `clerk.${stranger}` })).body.code).toBe('not_found');
});

test('one person keeps the parts of one push of a report, for a day', async () => {
  const before = await kept();
  await put(0);
  await put(0, PARTS[0], newKey());
  expect(await kept()).toBe(before + 1);
  await put(0);
  await put(1);
  const { now } = app;
  app.now = new Date(now.getTime() + 25 * 3_600_000);
  await put(2);
  expect((await commit()).body.parts).toEqual([0, 1]);
  expect(await kept()).toBe(1);
  app.now = now;
});

test.each([
  ['no JSON', ['{"main":{"a"', ':'], 400, 'malformed_json'],
  ['a key twice', ['{"main":{},', '"main":{}}'], 400, 'malformed_json'],
  ['no content', ['{"main":', '5}'], 422, 'invalid_request'],
])(
  'parts that make %s are refused as one body would be, and nothing is stored',
  async (_, texts, status, code) => {
    for (const [no, text] of texts.entries()) await put(no, text);
    const reply = await commit(texts.length);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(await revisions()).toEqual([]);
  },
);

test('a push names its content or its parts, under a key, and no more than 16 of a million characters', async () => {
  const codes = [];
  codes.push((await app.post(tinyPath(unit, '/revisions'), { ...REST }, as({ key }))).body.code);
  codes.push(
    (await app.post(tinyPath(unit, '/revisions'), { ...tinyPush(CONTENT), parts: 1 }, as({ key }))).body.code,
  );
  codes.push((await commit(17)).body.code);
  codes.push((await put(16, 'x')).body.code);
  codes.push((await put(0, 'x'.repeat(1_000_001))).body.code);
  codes.push((await app.post(tinyPath(unit, '/revisions'), { ...REST, parts: 1 }, as())).body.code);
  expect(codes).toEqual([...Array(5).fill('invalid_request'), 'idempotency_key_required']);
});

test('parts nobody came back for are gone after a day, whoever sends nothing more', async () => {
  await put(0);
  const day = 24 * 3_600_000;
  const at = (ms: number): Date => new Date(app.now.getTime() + ms);
  const isKept = async (): Promise<boolean> =>
    (await app.db.system`SELECT 1 FROM push_part WHERE key = ${key}`).length === 1;
  await sweepParts(app.db, at(day - 1000));
  expect(await isKept()).toBe(true);
  expect(await sweepParts(app.db, at(day + 1000))).toBeGreaterThan(0);
  expect(await isKept()).toBe(false);
});
