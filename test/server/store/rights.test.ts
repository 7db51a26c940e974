/** The database holds every act to whose it is by itself: what a use-case forgets to ask is refused all the same. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../server/store/people.ts';
import { covers } from '../../../server/store/rights.ts';
import type { Transaction } from '../../../server/store/sql.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { CONTENT, deskOf, ok, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;
/** own: reviews its own office, where others above review it. nobody: another office's clerk. */
const PEOPLE = ['clerk.u0', 'signer.u0', 'own', 'huyen', 'tinh', 'admin', 'admin.d2', 'writer', 'clerk.u1'];
const LEVELS = ['huyen', 'tinh'];
const REPORT = `(SELECT id FROM report WHERE unit_id = 'u0' AND template_id = 'tiny')`;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 2);
  await app.db.system`INSERT INTO person (province_id, id, name, email)
    SELECT 'tinh', x, x, x || '@tinh.gov.vn' FROM unnest(ARRAY['own', 'admin', 'admin.d2']) AS x`;
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree) VALUES
    ('tinh', 'own', 'reviewer', 'u0', true), ('tinh', 'admin', 'administrator', 'p', true),
    ('tinh', 'admin.d2', 'administrator', 'd2', true), ('tinh', 'huyen', 'clerk', 'u1', false)`;
  ok(await deskOf(app, 'u0').push(CONTENT, 0));
  const post = (rest: string, body: object, as: string) =>
    app.post(deskOf(app, 'u0').path(rest), body, { as, key: newKey() });
  ok(await post('/follow-ups', { text: 'xem', shared: true }, 'huyen'));
  ok(await post('/follow-ups', { text: 'riêng' }, 'huyen'));
  ok(await post('/extensions', { until: '2022-04-20', reason: 'chưa chốt' }, 'clerk.u0'));
  for (const person of PEOPLE) ok(await app.get('/api/me', person));
});
afterAll(() => app.stop());

class Undone extends Error {}

/** Whether the database takes the statement from somebody who opened the report; taken back afterwards. */
async function takes(person: string, statement: string, unit = 'u0'): Promise<boolean> {
  let rows = 0;
  const work = async (sql: Transaction) => {
    await sql`SELECT id FROM open_push(${app.issuer.url}, ${`sub-tinh-${person}`}, ${unit}, 'tiny', '2022-q1', 'none', false)`;
    await sql`SELECT set_config('so_tinh.today', '2022-04-01', true)`;
    rows = (await sql.unsafe(statement.replaceAll('$me', `'${person}'`))).count;
    throw new Undone();
  };
  try {
    await app.db.app.begin(work as never);
  } catch (error) {
    if (error instanceof Undone) return rows > 0;
    const { code } = error as { code?: string };
    // Rights are asked first: what breaks a key was let through.
    if (code === '23505') return true;
    if (code !== '42501') throw error;
  }
  return false;
}

const accepting = (level: string, report = REPORT) =>
  `INSERT INTO acceptance (province_id, report_id, revision, level_unit, person_id, person, at)
   VALUES ('tinh', ${report}, 1, '${level}', $me, 'x', now())`;
const extension = (columns: string, values: string) =>
  `INSERT INTO extension (province_id, report_id, no, ${columns}) VALUES ('tinh', ${REPORT}, 9, ${values})`;
const publishing = (scope: string, basis: string) =>
  `INSERT INTO publication (province_id, template_id, period_id, scope_unit, number, basis, counts, rules, status, at,
     person_id, person, payload, payload_hash, files, scope_name, coverage)
   VALUES ('tinh', 'tiny', '2022-q1', '${scope}', 1, '${basis}', 'submitted', '{}', 'official', now(), $me, 'x', '', '', '{}', 'x', '{}')`;

test.each<readonly [act: string, statement: string, whose: readonly string[]]>([
  ['accepts for the district', accepting('d1'), ['huyen']],
  ['accepts for the province', accepting('p'), ['tinh']],
  ['accepts for the office itself, which is no level', accepting('u0'), []],
  [
    'signs',
    `INSERT INTO signature (province_id, report_id, revision, person_id, person, at, content_hash)
     VALUES ('tinh', ${REPORT}, 1, $me, 'x', now(), 'h')`,
    ['signer.u0'],
  ],
  [
    'returns cells',
    `INSERT INTO remark (province_id, report_id, revision, link, ordinal, section_id, row_key, column_id, text)
     VALUES ('tinh', ${REPORT}, 1, 9, 1, 'main', 'a', 'n', 'x')`,
    LEVELS,
  ],
  [
    'sets a mark',
    `INSERT INTO follow_up (province_id, report_id, no, text, shared, person_id, person, at)
     VALUES ('tinh', ${REPORT}, 9, 'x', false, $me, 'x', now())`,
    LEVELS,
  ],
  [
    'resolves a mark',
    `UPDATE follow_up SET resolved_at = now(), resolved_by = $me, resolver = 'x', resolution = 'x' WHERE no = 1`,
    LEVELS,
  ],
  ['sees a mark', `SELECT FROM follow_up WHERE no = 2`, LEVELS],
  ['sees a shared mark', `SELECT FROM follow_up WHERE no = 1`, ['clerk.u0', 'signer.u0', 'own', ...LEVELS]],
  [
    'asks for more time',
    extension(
      'state, asked_until, reason, asked_by, asked_name, asked_at',
      `'asked', '2022-05-01', 'x', $me, 'x', now()`,
    ),
    ['clerk.u0'],
  ],
  [
    'grants more time nobody asked for',
    extension(
      'state, until, decided_by, decided_name, decided_at',
      `'granted', '2022-05-01', $me, 'x', now()`,
    ),
    [...LEVELS, 'admin'],
  ],
  [
    'decides about more time',
    `UPDATE extension SET state = 'refused', decided_by = $me, decided_name = 'x', decided_at = now() WHERE no = 1`,
    [...LEVELS, 'admin'],
  ],
  ['gives more time', `SELECT extend_report(${REPORT}, '2022-05-01', false)`, [...LEVELS, 'admin']],
  ['gives more time in a locked period', `SELECT extend_report(${REPORT}, '2022-05-01', true)`, ['admin']],
  ['writes another day by hand', `UPDATE report SET extended_to = '2022-05-01' WHERE id = ${REPORT}`, []],
  [
    'opens a task',
    `SELECT FROM open_task(${REPORT}, 1, 'main', 'a', 'n', '[]', '{}', 'x', 'x', '2022-05-01', 'x', now())`,
    ['own', ...LEVELS],
  ],
  ['publishes the province’s total', publishing('p', 'asWas'), ['admin', 'writer']],
  ['publishes a district’s', publishing('d2', 'today'), ['admin', 'admin.d2', 'writer']],
  [
    'switches a rule',
    `INSERT INTO rule_switch (province_id, template_id, version, no, rule_id, state, from_day, kept_periods, at, person_id, reason)
     VALUES ('tinh', 'tiny', 1, 1, 'T2', 'off', '2030-01-01', '{}', now(), $me, 'x')`,
    ['admin'],
  ],
  ['moves a period', `UPDATE period SET state = 'closed' WHERE id = '2022-q1'`, ['admin']],
])('who %s', async (_, statement, whose) => {
  const taken: string[] = [];
  for (const person of PEOPLE) if (await takes(person, statement)) taken.push(person);
  expect(taken.sort()).toEqual([...whose].sort());
});

test('nobody accepts a revision they sent, also where they are the level', async () => {
  const sent = await app.post(
    deskOf(app, 'u1').path('/revisions'),
    { protocol: 1, templateVersion: 1, baseRevision: 0, mode: 'submit', content: CONTENT },
    { as: 'huyen', key: newKey() },
  );
  ok(sent);
  const other = REPORT.replace('u0', 'u1');
  expect(await takes('huyen', accepting('d1', other), 'u1')).toBe(false);
  expect(await takes('tinh', accepting('p', other), 'u1')).toBe(true);
});

describe('the rule over the roles the database told', () => {
  const ROLES: readonly Role[] = [
    { role: 'reviewer', unit: 'u0', subtree: false },
    { role: 'reviewer', unit: 'd1', subtree: false },
    { role: 'reviewer', unit: 'd1', subtree: true },
    { role: 'administrator', unit: 'p', subtree: true },
    { role: 'clerk', unit: 'd1', subtree: true },
    { role: 'reviewer', unit: 'd2', subtree: true },
  ];
  const UNITS = { u0: ['u0', 'd1', 'p'], d1: ['d1', 'p'], d2: ['d2', 'p'], p: ['p'] };

  test('says of every set of roles what the database says', async () => {
    const said: unknown[] = [];
    const wanted = [['reviewer'], ['clerk', 'administrator']] as const;
    for (let set = 0; set < 2 ** ROLES.length; set += 1) {
      const roles = ROLES.filter((_, at) => (set >> at) % 2 === 1);
      // A person has a role at a unit once.
      if (new Set(roles.map(({ role, unit }) => role + unit)).size < roles.length) continue;
      const undone = app.db.system.begin(async (sql) => {
        await sql`INSERT INTO person (province_id, id, name, email) VALUES ('tinh', 'any', 'x', 'any@tinh.gov.vn')`;
        for (const { role, unit, subtree } of roles)
          await sql`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
            VALUES ('tinh', 'any', ${role}, ${unit}, ${subtree})`;
        await sql`SELECT set_config('so_tinh.province', 'tinh', true), set_config('so_tinh.person', 'any', true)`;
        for (const [unit, scopes] of Object.entries(UNITS))
          for (const of of wanted) {
            const [row] = await sql`SELECT my_role_covers(${unit}, ${scopes}, ${[...of]}) AS may`;
            said.push([roles, unit, of, row?.may === covers(roles, of, unit, scopes)]);
          }
        throw new Undone();
      });
      await expect(undone).rejects.toThrow(Undone);
    }
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter((one) => (one as unknown[])[3] !== true)).toEqual([]);
  });
});
