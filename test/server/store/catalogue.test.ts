/** The schema as the database tells it: keys that can be distributed, forced row-level security, minimal rights, immutable history. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFERENCE_TABLES } from '../../../server/store/reference-tables.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
let tables: string[];

beforeAll(async () => {
  app = await testApp();
  const names = {
    sectionOwners: [{ unit: 'x1', template: 'tiny', section: 'jobs', person: 'clerk.x1' }],
    aliases: [{ unit: 'x1', alias: 'Xã Một cũ' }],
    kinds: [{ unit: 'x1', validFrom: '2010-01-01', kind: 'xa' }],
    codes: [{ unit: 'x1', validFrom: '2000-01-01', code: '0298' }],
    holidays: [{ day: '2027-01-01', kind: 'off' as const, name: 'Tết Dương lịch' }],
    successions: [
      { old: 'x1', new: 'x1', day: '2010-01-01', share: '0.6' },
      { old: 'x1', new: 'x2', day: '2010-01-01', share: '0.4' },
    ],
    groups: [{ unit: 'x1', group: 'noi-chinh', validFrom: '2000-01-01', validTo: null }],
    rules: [
      {
        template: 'tiny',
        version: 1,
        period: '2022-q1',
        kind: 'huyen',
        group: null,
        under: null,
        profile: null,
      },
    ],
  };
  await makeProvince(app.db, () => app.now, names);
  await makeProvince(app.db, () => app.now, { ...names, id: 'khac' });
  const content = { main: { a: { n: '5' } } };
  const at = { section: 'main', row: 'a', column: 'n' };
  const resolved = [{ at, mine: '4', theirs: null, chosen: '5' }];
  await app.post(tinyPath('x1', '/revisions'), { ...tinyPush(content), resolved }, { key: newKey() });
  await app.post(tinyPath('x1', `/parts/${newKey()}`), { no: 0, text: '{' });
  const remarks = [{ at, text: 'xem lại' }];
  const reply = await app.post(
    tinyPath('x1', '/decisions'),
    { action: 'return', revision: 1, remarks },
    { as: 'reviewer', key: newKey() },
  );
  expect(reply.status, reply.text).toBe(200);
  await reviewed();
  const asked = await app.post(
    tinyPath('x1', '/extensions'),
    { until: '2022-04-20', reason: 'chưa chốt số' },
    { key: newKey() },
  );
  expect(asked.status, asked.text).toBe(200);
  const moved = await app.post(
    '/api/periods/2022-q1/state',
    { state: 'closed' },
    { as: 'administrator', key: newKey() },
  );
  expect(moved.status, moved.text).toBe(200);
  const published = await app.post(
    '/api/publications',
    { template: 'tiny', period: '2022-q1', scope: 'p', status: 'preliminary' },
    { as: 'writer', key: newKey() },
  );
  expect(published.status, published.text).toBe(200);
  await app.db.system`SELECT fold_totals('tinh', 100)`;
  await app.db
    .system`INSERT INTO rule_rehearsal (province_id, template_id, rule_hashes, summary, at, person_id)
    VALUES ('tinh', 'tiny', '{x}', '{}', now(), 'clerk.x1')`;
  await app.db
    .system`INSERT INTO rule_switch (province_id, template_id, version, no, rule_id, state, from_day, kept_periods,
      at, person_id, reason)
    VALUES ('tinh', 'tiny', 1, 1, 'T2', 'off', '2030-01-01', '{}', now(), 'clerk.x1', 'x')`;
  await app.db
    .system`INSERT INTO invitation (province_id, code_hash, person_id, unit_id, role, made_at, ends_at)
    VALUES ('tinh', 'x', 'clerk.x1', 'x1', 'clerk', now(), now())`;
  await app.db.system`INSERT INTO personal_link (province_id, link_hash, person_id, made_at, ends_at)
    VALUES ('tinh', 'x', 'clerk.x1', now(), now())`;
  await app.db.system`INSERT INTO web_session (province_id, session_hash, person_id, made_at, ends_at)
    VALUES ('tinh', 'x', 'clerk.x1', now(), now())`;
  await openedTask(app);
  const rows = await app.db.system<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;
  tables = rows.map(({ name }) => name);
});
afterAll(() => app.stop());

/** A neighbour's report, signed, accepted in a batch and marked, so that no table of review is empty. */
async function reviewed() {
  await app.db.system`INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    VALUES ('tinh', 'clerk.x2', 'signer', 'x2', false)`;
  const key = () => ({ key: newKey() });
  const content = { main: { a: { n: '5' } } };
  const at = { unit: 'x2', template: 'tiny', period: '2022-q1', revision: 1 };
  const replies = [
    await app.post(tinyPath('x2', '/revisions'), tinyPush(content), { as: 'clerk.x2', ...key() }),
    await app.post(tinyPath('x2', '/signatures'), { revision: 1 }, { as: 'clerk.x2', ...key() }),
    await app.post('/api/decisions', { reports: [at] }, { as: 'reviewer', ...key() }),
    await app.post(tinyPath('x2', '/follow-ups'), { text: 'xem lại' }, { as: 'reviewer', ...key() }),
  ];
  for (const { status, text } of replies) expect(status, text).toBe(200);
}

/** A task opened from the report of x1, in that report. */
async function openedTask({ db }: TestApp): Promise<void> {
  await db.system`
    WITH opened AS (
      INSERT INTO opened_task (province_id, unit_id, source_report, source_revision, section_id, row_key, column_id, figures,
        task_row, lead, work, deadline, opened_by, opened_at)
      SELECT province_id, unit_id, id, 1, 'main', 'a', 'n', '[]', '{"key": "opened.1"}', 'Chánh Văn phòng', 'Việc', '2022-06-30',
        'Người reviewer', '2022-04-01' FROM report WHERE province_id = 'tinh' AND unit_id = 'x1'
      RETURNING province_id, source_report, id, opened_at
    )
    INSERT INTO opened_task_place (province_id, report_id, task_id, at)
    SELECT province_id, source_report, id, opened_at FROM opened`;
}

const ofProvince = (): string[] => tables.filter((name) => name !== 'schema_version');

test('every primary, unique and foreign key holds province_id, or its table is a reference table', async () => {
  const keys = await app.db.system<
    { table: string; key: string; columns: string[]; target: string | null }[]
  >`
    SELECT t.relname AS table, k.conname AS key, f.relname AS target,
      ARRAY(SELECT a.attname::text FROM unnest(k.conkey) AS n JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = n) AS columns
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid LEFT JOIN pg_class f ON f.oid = k.confrelid
    WHERE k.contype IN ('p', 'u', 'f') AND t.relnamespace = 'public'::regnamespace`;
  expect(keys.length).toBeGreaterThan(40);
  const wrong = keys.filter(
    ({ table, columns }) => !REFERENCE_TABLES.includes(table) && !columns.includes('province_id'),
  );
  expect(wrong).toEqual([]);
  const primary = new Set(keys.filter(({ key }) => key.endsWith('_pkey')).map(({ table }) => table));
  expect(tables.filter((name) => !primary.has(name))).toEqual([]);
});

test('every unique index holds province_id, or its table is a reference table', async () => {
  const rows = await app.db.system<{ table: string; definition: string }[]>`
    SELECT tablename AS table, indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE 'CREATE UNIQUE%'`;
  const wrong = rows.filter(
    ({ table, definition }) => !REFERENCE_TABLES.includes(table) && !definition.includes('province_id'),
  );
  expect(wrong).toEqual([]);
});

test('a reference table is one that exists', () => {
  expect(REFERENCE_TABLES.filter((name) => !tables.includes(name))).toEqual([]);
});

test('row-level security is forced on every table of a province', async () => {
  const open = await app.db.system<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND NOT (relrowsecurity AND relforcerowsecurity)`;
  expect(open.map(({ name }) => name)).toEqual(['schema_version']);
});

test('no table with NaN or infinity in its figures: every numeric column has a check', async () => {
  const columns = await app.db.system<{ table: string; column: string }[]>`
    SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid IN ('numeric'::regtype, 'numeric[]'::regtype)`;
  expect(columns).toEqual(
    expect.arrayContaining([
      { table: 'total', column: 'sum' },
      { table: 'revision', column: 'measure_values' },
    ]),
  );
  const checks = await app.db.system<{ table: string; text: string }[]>`
    SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'c'`;
  for (const { table, column } of columns) {
    expect(
      checks.some(
        (check) => check.table === table && check.text.includes(column) && check.text.includes('Infinity'),
      ),
    ).toBe(true);
  }
  for (const bad of ['NaN', 'Infinity', '-Infinity']) {
    await expect(app.db.system`UPDATE total SET sum = ${bad}::numeric`).rejects.toMatchObject({
      code: '23514',
    });
  }
});

test('without the context of a person the application sees no row of any table', async () => {
  const seen: string[] = [];
  for (const name of ofProvince()) {
    const [all] = await app.db.system<
      { count: number }[]
    >`SELECT count(*)::int AS count FROM ${app.db.system(name)}`;
    const rows = await app.db.app`SELECT 1 FROM ${app.db.app(name)} LIMIT 1`;
    if (rows.length > 0) seen.push(name);
    expect(all?.count, name).toBeGreaterThan(0);
  }
  expect(seen).toEqual([]);
  await expect(app.db.app`SELECT 1 FROM schema_version`).rejects.toMatchObject({ code: '42501' });
});

/** Rows a person sees in a table, by office where the table knows one. */
async function seenBy(person: string, name: string): Promise<Record<string, unknown>[]> {
  return app.db.app.begin(async (sql) => {
    await sql`SELECT enter_person(${app.issuer.url}, ${`sub-tinh-${person}`})`;
    return [...(await sql`SELECT * FROM ${sql(name)}`)];
  });
}

test('a clerk’s context shows the own office’s reports and all that hangs on them, nothing else', async () => {
  await app.get('/api/me', 'clerk.x2');
  const reports = await seenBy('clerk.x1', 'report');
  expect(reports.map(({ unit_id, province_id }) => [province_id, unit_id])).toEqual([['tinh', 'x1']]);
  for (const name of ['revision', 'receipt', 'push_key', 'remark', 'resolution', 'audit_entry']) {
    expect((await seenBy('clerk.x1', name)).length, name).toBeGreaterThan(0);
    expect(await seenBy('clerk.d2', name), name).toEqual([]);
  }
  expect(await seenBy('clerk.x1', 'person')).toMatchObject([{ id: 'clerk.x1' }]);
  expect(await seenBy('clerk.x1', 'province')).toMatchObject([{ id: 'tinh' }]);
});

test('the context ends with its transaction', async () => {
  await seenBy('reviewer', 'report');
  const connections = await Promise.all(
    Array.from({ length: 5 }, () => app.db.app`SELECT my_province() AS province, my_units() AS units`),
  );
  for (const [row] of connections) expect(row).toEqual({ province: null, units: [] });
  expect(await app.db.app`SELECT 1 FROM report`).toHaveLength(0);
});

test.each([
  'revision',
  'audit_entry',
  'push_key',
  'remark',
  'acceptance',
  'signature',
  'calendar_day',
  'act_key',
  'template',
  'resolution',
  'section_owner',
])('the application can neither change nor remove a row of %s, not even its own', async (name) => {
  const inContext = (statement: string) =>
    app.db.app.begin(async (sql) => {
      await sql`SELECT enter_person(${app.issuer.url}, 'sub-tinh-clerk.x1')`;
      return sql.unsafe(statement);
    });
  await expect(inContext(`UPDATE ${name} SET province_id = province_id`)).rejects.toMatchObject({
    code: '42501',
  });
  await expect(inContext(`DELETE FROM ${name}`)).rejects.toMatchObject({ code: '42501' });
  await expect(inContext(`TRUNCATE ${name}`)).rejects.toMatchObject({ code: '42501' });
});

test.each(['revision', 'audit_entry', 'template'])(
  'the system role cannot rewrite %s either',
  async (name) => {
    await expect(app.db.system.unsafe(`UPDATE ${name} SET province_id = province_id`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(app.db.system.unsafe(`DELETE FROM ${name}`)).rejects.toMatchObject({ code: '42501' });
  },
);

test.each([
  ['another office’s report while its own is open', 'x2', 'x1'],
  ['another office’s report it asked to open', 'x2', 'x2'],
  ['its own report while it asked for another', 'x1', 'x2'],
])('the application cannot add a revision to %s', async (_, target, opened) => {
  const attempt = app.db.app.begin(async (sql) => {
    const [report] = await app.db.system<
      { id: string }[]
    >`SELECT id FROM report WHERE province_id = 'tinh' AND unit_id = ${target}`;
    await sql`SELECT id FROM open_push(${app.issuer.url}, 'sub-tinh-clerk.x1', ${opened}, 'tiny', '2022-q1', 'none', false)`;
    await sql`INSERT INTO revision (province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at)
      VALUES ('tinh', ${report?.id ?? '0'}, 99, 0, 'draft', '{}', '{}', '[]', 'x', 'clerk.x1', now())`;
  });
  await expect(attempt).rejects.toMatchObject({ code: '42501' });
});

test('pushes opened in company are opened under their own clerks’ rights, and nothing else can be seen or written', async () => {
  const opening = (place: number, clerk: string, unit: string) => ({
    place,
    iss: app.issuer.url,
    sub: `sub-tinh-${clerk}`,
    unit,
    template: 'tiny',
    period: '2022-q1',
    key: 'none',
    past: false,
  });
  for (const clerk of ['clerk.x1', 'clerk.x2', 'clerk.d2']) {
    expect((await app.get('/api/me', clerk)).status).toBe(200);
  }
  expect((await app.get('/api/me', app.token('clerk.d1', 'khac'))).status).toBe(200);
  // x2's clerk asks for what x1's clerk has just opened, x1's clerk for a neighbour's.
  const asked = [
    opening(0, 'clerk.x1', 'x1'),
    opening(1, 'clerk.x2', 'x1'),
    opening(2, 'clerk.x1', 'x2'),
    opening(3, 'nobody', 'd1'),
    { ...opening(4, 'clerk.d1', 'd1'), sub: 'sub-khac-clerk.d1' },
    opening(5, 'clerk.d2', 'd2'),
  ];
  const written = app.db.app.begin(async (sql) => {
    const opened = await sql<{ place: number }[]>`
      SELECT place FROM open_pushes(${JSON.stringify(asked)}::text::jsonb)`;
    expect(opened.map(({ place }) => place)).toEqual([0, 5]);
    expect((await sql`SELECT unit_id FROM report ORDER BY unit_id`).map(({ unit_id }) => unit_id)).toEqual([
      'd2',
      'x1',
    ]);
    expect(await sql`SELECT my_person() AS person, my_units() AS units, my_subtrees() AS subtrees`).toEqual([
      { person: null, units: [], subtrees: [] },
    ]);
    for (const name of ['person', 'person_role', 'identity', 'total', 'total_head'])
      expect(await sql`SELECT 1 FROM ${sql(name)}`, name).toHaveLength(0);
    const [other] = await app.db.system<
      { id: string }[]
    >`SELECT id FROM report WHERE province_id = 'tinh' AND unit_id = 'x2'`;
    await sql`INSERT INTO revision (province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at)
      VALUES ('tinh', ${other?.id ?? '0'}, 99, 0, 'draft', '{}', '{}', '[]', 'x', 'clerk.x1', now())`;
  });
  await expect(written).rejects.toMatchObject({ code: '42501' });
});

test('a revision of an opened report can be stored in nobody’s name but its opener’s', async () => {
  const stored = (person: string) =>
    app.db.app.begin(async (sql) => {
      const [opened] = await sql<{ id: string }[]>`
        SELECT id FROM open_push(${app.issuer.url}, 'sub-tinh-clerk.x1', 'x1', 'tiny', '2022-q1', 'none', false)`;
      await sql`INSERT INTO revision (province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at)
        VALUES ('tinh', ${opened?.id ?? '0'}, 98, 0, 'draft', '{}', '{}', '[]', 'x', ${person}, now())`;
      throw new Error('rolled back');
    });
  await expect(stored('clerk.x1')).rejects.toThrow('rolled back');
  await expect(stored('clerk.x2')).rejects.toMatchObject({ code: '42501' });
});

test('the application cannot fold', async () => {
  await expect(app.db.app`SELECT fold_totals('tinh', 1)`).rejects.toMatchObject({ code: '42501' });
});
