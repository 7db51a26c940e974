/** An account nobody vouches for comes in with a code of the administrator's: once, in time, as the invited person and as nobody else. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runAdmin } from '../../../server/admin.ts';
import { codeFrom } from '../../../server/usecases/invite.ts';
import { verifyProvince } from '../../../server/usecases/ledger/verify-province.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { ledgerOf } from '../../support/ledger.ts';
import { makeProvince } from '../../support/make.ts';

const PATH = '/api/invitations/accept';
let app: TestApp;
let province: string;
/** The invited clerk: another one in every test. */
let mai: string;
let serial = 0;
let codes = 0;
let lines: string[];

beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  lines = [];
  mai = `mai${++serial}`;
  province = await makeProvince(app.db, () => app.now, {
    id: `inviting${serial}`,
    offices: { x1: 'p' },
    roles: [
      [mai, 'clerk', 'x1', false],
      ['lan', 'clerk', 'x1', false],
    ],
  });
});

const admin = (...args: string[]) =>
  runAdmin(args, {
    write: (line) => void lines.push(line),
    clock: () => app.now,
    withDatabase: (use) => use(app.db),
    provideSheet: () => Promise.reject(new Error('no sheet is made')),
    newCode: () => codeFrom(new Uint8Array(16).fill(++codes)),
    newSecret: () => 'secret',
  });

async function invite(...days: string[]): Promise<string> {
  expect(await admin('invite', mai, 'x1', 'clerk', ...days), lines.join('\n')).toBe(0);
  return lines.at(-1) ?? '';
}

/** A token of an account whose address Google does not vouch for. */
const outsider = (sub: string): string =>
  app.issuer.token({ sub: `${sub}-${province}`, email: `${sub}@hop-thu.vn` });
const accept = (code: string, sub: string) =>
  app.post<Record<string, unknown>>(PATH, { code }, { as: outsider(sub) });
const me = (sub: string) => app.get('/api/me', outsider(sub));
const entries = () => ledgerOf(app.db.system, { subject: `person/${mai}` });
const bound = () => app.db.system`SELECT sub FROM identity WHERE province_id = ${province}`;

test('who brings the code is the invited person from then on, and was nobody before', async () => {
  const code = await invite();
  expect((await me('mai')).body.code).toBe('account_unknown');
  const accepted = await accept(code.toLowerCase().replace(/-/g, ' '), 'mai');
  expect(accepted.body).toMatchObject({ person: expect.stringContaining(mai), unit: 'x1', role: 'clerk' });
  const known = await me('mai');
  expect(known.body).toMatchObject({ person: { id: mai }, roles: [{ role: 'clerk', unit: 'x1' }] });
});

test('an answer that was lost is given again to the same account, and nothing is done twice', async () => {
  const code = await invite();
  const first = await accept(code, 'mai');
  const again = await accept(code, 'mai');
  expect([again.status, again.text]).toEqual([200, first.text]);
  const actions = (await entries()).map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith('invit'))).toEqual(['invited', 'invitation_accepted']);
});

test('a code serves one account, also when two bring it at the same moment', async () => {
  const code = await invite();
  const both = await Promise.all([accept(code, 'mai'), accept(code, 'thief')]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('invitation_used');
  expect(await bound()).toHaveLength(1);
});

test('a code that is out of date, replaced, or whose person lost the role or the access lets nobody in', async () => {
  const late = await invite('1');
  const before = app.now;
  app.now = new Date(before.getTime() + 24 * 3_600_000);
  expect((await accept(late, 'mai')).body.code).toBe('invitation_expired');
  const replaced = await invite();
  const code = await invite();
  expect((await accept(replaced, 'mai')).body.code).toBe('invitation_expired');
  await app.db.system`DELETE FROM person_role WHERE province_id = ${province} AND person_id = ${mai}`;
  expect((await accept(code, 'mai')).body.code).toBe('invitation_expired');
  app.now = before;
  expect(await bound()).toEqual([]);
});

test('an account that is somebody’s keeps its person, and a person with an account gets no other', async () => {
  const code = await invite();
  await app.get('/api/me', app.token('lan', province));
  const lan = await app.post<{ code: string }>(PATH, { code }, { as: app.token('lan', province) });
  expect([lan.status, lan.body.code]).toEqual([409, 'account_tied']);
  await app.get('/api/me', app.token(mai, province));
  expect((await accept(code, 'other')).body.code).toBe('invitation_used');
  expect(await admin('invite', mai, 'x1', 'clerk')).toBe(1);
  expect(lines.at(-1)).toContain('đã vào bằng một tài khoản');
});

test('after five wrong codes an account waits a quarter of an hour, even with the right one; others do not', async () => {
  const code = await invite();
  for (let n = 0; n < 5; n++)
    expect((await accept(`0000-0000-000${n}`, 'mai')).body.code).toBe('invitation_unknown');
  const rests = await accept(code, 'mai');
  expect([rests.status, rests.body.code, rests.headers.get('retry-after')]).toEqual([
    429,
    'invitation_tries',
    '900',
  ]);
  expect((await accept('0000', 'other')).status).toBe(404);
  const before = app.now;
  app.now = new Date(before.getTime() + 15 * 60_000);
  expect((await accept(code, 'mai')).status).toBe(200);
  app.now = before;
});

test('of a code only its hash is stored; who was invited and who came stands in the ledger, which holds', async () => {
  const code = await invite();
  await accept(code, 'mai');
  const rows = await app.db.system<{ row: string }[]>`SELECT i::text AS row FROM invitation i`;
  expect(rows.some(({ row }) => row.includes(code) || row.includes(code.replace(/-/g, '')))).toBe(false);
  const [invited, came] = await entries();
  expect([invited?.action, invited?.person, invited?.subject]).toEqual([
    'invited',
    'Quản trị máy chủ',
    `person/${mai}`,
  ]);
  expect([came?.action, came?.person, came?.details]).toEqual([
    'invitation_accepted',
    expect.stringContaining(mai),
    { unit: 'x1', role: 'clerk' },
  ]);
  expect((await verifyProvince(app.db, province)).findings).toEqual([]);
});

test('the application’s own role sees no invitation and ties nobody without a code', async () => {
  await invite();
  expect(await app.db.app`SELECT * FROM invitation`).toEqual([]);
  await expect(app.db.app`UPDATE invitation SET ends_at = now()`).rejects.toMatchObject({ code: '42501' });
  const [row] = await app.db.app<{ outcome: string }[]>`
    SELECT outcome FROM accept_invitation('iss', 'sub', '', now())`;
  expect(row?.outcome).toBe('unknown');
});

test('a code is made for a person imported with that role, for at most 30 days', async () => {
  expect(await admin('invite', 'nobody', 'x1', 'clerk')).toBe(1);
  expect(await admin('invite', mai, 'x1', 'reviewer')).toBe(1);
  expect(await admin('invite', mai, 'x1')).toBe(2);
  expect(await admin('invite', mai, 'x1', 'clerk', '31')).toBe(2);
  expect(codeFrom(new Uint8Array(16).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ');
});
