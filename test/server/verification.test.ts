/** Changing one stored value makes verification fail and names the record; what nobody changed holds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAdmin } from '../../server/admin.ts';
import { connect } from '../../server/store/db.ts';
import type { Sql } from '../../server/store/sql.ts';
import { verifyProvince } from '../../server/usecases/ledger/verify-province.ts';
import type { AuditPage, Verification } from '../../shared/wire-ledger.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { changed as changedBy, otherValues } from '../support/vandal.ts';

let app: TestApp;
let owner: Sql;

const A5 = { main: { a: { n: '5' }, c: { n: '4' } }, jobs: { j1: { what: 'việc', status: 'open' } } };
const REASONS = { 'T2|main|a|n': 'đã hỏi lại' };
const REMARKS = [{ at: { section: 'main', row: '*', column: '*' }, text: 'xem lại' }];

beforeAll(async () => {
  app = await testApp();
  owner = connect(app.adminUrl, { max: 1 });
  await makeProvince(app.db, () => app.now);
  // x1: sent, returned, sent again, accepted; x2: sent; d1 a draft only.
  const push = (unit: string, base: number, more = {}) =>
    app.post(
      tinyPath(unit, '/revisions'),
      tinyPush(A5, base, { reasons: REASONS, spreadsheet: 's', ...more }),
      {
        as: `clerk.${unit}`,
        key: newKey(),
      },
    );
  const decide = (body: object) =>
    app.post(tinyPath('x1', '/decisions'), body, { as: 'reviewer', key: newKey() });
  const replies = [
    await push('x1', 0),
    await decide({ action: 'return', revision: 1, remarks: REMARKS }),
    await push('x1', 1),
    await decide({ action: 'accept', revision: 2 }),
    await push('x2', 0),
    await push('d1', 0, { mode: 'draft' }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  // Some folded, some not.
  await app.db.system`SELECT fold_totals('tinh', 14)`;
});
afterAll(async () => {
  await owner.end();
  await app.stop();
});

const changed = (statement: string, look: () => Promise<void>) => changedBy(owner, statement, look);

const verified = async (unit: string): Promise<Verification> =>
  (await app.get<Verification>(`/api/audit/verification?unit=${unit}`, 'reviewer')).body;

test('what nobody changed holds, of each unit, of the province and of all it stores', async () => {
  expect(await verified('x1')).toEqual({ ok: true, chain: 'x1', entries: 4, revisions: 2, finding: null });
  expect(await verified('d1')).toMatchObject({ ok: true, entries: 0 });
  expect((await app.get('/api/audit/verification', 'reviewer')).body).toMatchObject({ ok: true, chain: '*' });
  expect(await verifyProvince(app.db, 'tinh')).toMatchObject({ entries: 5, revisions: 3, findings: [] });
});

/** Columns that verification does not speak for, and why. Every other column of these tables is changed below. */
const NOT_PROMISED: Readonly<Record<string, string>> = {
  'report.province_id': 'names the rows; another province’s report is no longer found at all',
  'report.id': 'names the row; its entry then speaks of no report, shown by report.unit_id',
  'report.template_version': 'the form the next push is checked with; each receipt states its own in rules',
  'report.assigned':
    'the plan of the office, which imports change; what was sent against it stands in content',
  'report.profile': 'the plan too: which shorter form the office owes',
  'report.carried_from':
    'the plan too: which versions an import may still name; the ledger tells each carrying',
  'report.by_rule': 'the plan too: whether a rule or a line of its own assigned it',
  'report.spreadsheet_id': 'a register of where the sheet lies, not of what was sent',
  'revision.province_id': 'names the row',
  'revision.report_id': 'names the row; the entry then speaks of no revision, shown by revision.no',
  'audit_entry.province_id': 'names the chain; another province’s chain then has one entry too many',
  'total.province_id': 'names the row',
  'total_head.province_id': 'names the row',
  'total_head.generation': 'a version for readers’ caches, no figure',
};

const SPECIAL: Readonly<Record<string, string>> = {
  'report.scopes': "ARRAY['x1', 'd2', 'p']",
  'revision.mode': "'draft'",
  'revision.measure_states': "'e' || substr(measure_states, 2)",
  'total.scope_unit': "'d2'",
  'total_head.scope_unit': "'d2'",
  'total.counting': "'x'",
  'audit_entry.link': 'link + 10',
};
/** Of each table one row, and what it is called in the answer. */
const ROWS: Readonly<Record<string, { readonly where: string; readonly named: RegExp }>> = {
  revision: { where: "no = 2 AND report_id = (SELECT id FROM report WHERE unit_id = 'x1')", named: /x1/ },
  report: { where: "unit_id = 'x1'", named: /x1|Tổng hợp của/ },
  audit_entry: { where: "chain = 'x1' AND link = 3", named: /Mục số [34].*x1|x1x/ },
  total: {
    where: "scope_unit = 'd1' AND counting = 'accepted' AND cell = 'main|a|n'",
    named: /Tổng hợp của (d1|d2|d1x)/,
  },
  total_head: { where: "scope_unit = 'd1'", named: /Tổng hợp của (d1|d2|d1x)/ },
};

describe.each(Object.keys(ROWS))('every stored column of %s', (table) => {
  test('but those named as not promised, changed alone, is found and its record named', async () => {
    const columns = await otherValues(owner, table, SPECIAL);
    expect(columns.length).toBeGreaterThan(4);
    const { where, named } = ROWS[table] ?? { where: '', named: /./ };
    const missed: string[] = [];
    for (const { column, value } of columns) {
      if (NOT_PROMISED[`${table}.${column}`] !== undefined) continue;
      await changed(`UPDATE ${table} SET ${column} = ${value} WHERE ${where}`, async () => {
        const { findings } = await verifyProvince(app.db, 'tinh');
        const told = findings.map(({ record, what }) => `${record.vi}: ${what.vi}`);
        if (!told.some((line) => named.test(line))) missed.push(`${table}.${column}: ${told.join('; ')}`);
      });
    }
    expect(missed).toEqual([]);
    expect((await verifyProvince(app.db, 'tinh')).findings).toEqual([]);
  }, 60_000);
});

test('columns that are not promised exist', async () => {
  const known = await app.db.system<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`;
  const names = new Set(known.map(({ name }) => name));
  expect(Object.keys(NOT_PROMISED).filter((name) => !names.has(name))).toEqual([]);
});

test.each([
  [
    'a figure',
    "UPDATE revision SET content = jsonb_set(content, '{main,a,n}', '\"6\"') WHERE no = 1",
    'Mục số 1, sổ của đơn vị x1',
    'số liệu của lần gửi đã bị sửa',
  ],
  [
    'a figure and its hash',
    "UPDATE revision SET content = '{}', content_hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' WHERE no = 1",
    'Mục số 1, sổ của đơn vị x1',
    'số liệu của lần gửi đã bị sửa',
  ],
  [
    'what adds up',
    'UPDATE revision SET measure_values = ARRAY[measure_values[1] + 1] || measure_values[2:] WHERE no = 1',
    'Mục số 1, sổ của đơn vị x1',
    'số để cộng tổng, các cảnh báo hoặc nguồn của lần gửi đã bị sửa',
  ],
  [
    'a remark',
    "UPDATE remark SET text = 'thôi'",
    'Mục số 2, sổ của đơn vị x1',
    'các nhận xét khi trả lại đã bị sửa',
  ],
  [
    'an entry taken out',
    "DELETE FROM audit_entry WHERE chain = 'x1' AND link = 2",
    'Mục số 2, sổ của đơn vị x1',
    'thiếu mục này: số thứ tự trong sổ không liền nhau',
  ],
  [
    'the last entry taken out',
    "DELETE FROM audit_entry WHERE chain = 'x1' AND link = 4",
    'Báo cáo của đơn vị x1, biểu tiny, kỳ 2022-q1',
    'trạng thái hoặc lần gửi được tính không đúng với mục cuối cùng trong sổ',
  ],
  [
    'a revision taken out',
    "DELETE FROM revision WHERE no = 1 AND mode = 'submit' AND report_id = (SELECT id FROM report WHERE unit_id = 'x1')",
    'Mục số 1, sổ của đơn vị x1',
    'nói về một lần gửi không còn trong kho',
  ],
])('%s is found by who may read the unit, with the record in words', async (_, statement, record, what) => {
  await changed(statement, async () => {
    const found = await verified('x1');
    expect([found.ok, found.finding?.record.vi, found.finding?.what.vi]).toEqual([false, record, what]);
  });
});

test('a receipt is held against the chain up to it: what changed later does not touch it', async () => {
  const { body } = await app.get<AuditPage>('/api/audit?unit=x1', 'reviewer');
  const [, second, , first] = body.items;
  const look = async (number: string | null | undefined) =>
    (await app.get<Verification>(`/api/receipts/${number}/verification`, 'clerk.x1')).body.ok;
  expect([await look(first?.receipt), await look(second?.receipt)]).toEqual([true, true]);
  await changed("UPDATE audit_entry SET late = NOT late WHERE chain = 'x1' AND link = 3", async () => {
    expect([await look(first?.receipt), await look(second?.receipt)]).toEqual([true, false]);
  });
});

test('the ledger tells who did what when, newest first, page by page', async () => {
  const first = (await app.get<AuditPage>('/api/audit?unit=x1&limit=3', 'reviewer.d1')).body;
  expect(first.items.map(({ person, words }) => [person, words.vi])).toEqual([
    ['Người reviewer', 'duyệt biểu “Thống kê kiểm tra, giám sát, kỷ luật”, kỳ Quý I/2022, lần gửi số 2'],
    ['Người clerk.x1', 'gửi biểu “Thống kê kiểm tra, giám sát, kỷ luật”, kỳ Quý I/2022, lần gửi số 2'],
    ['Người reviewer', 'trả lại biểu “Thống kê kiểm tra, giám sát, kỷ luật”, kỳ Quý I/2022, lần gửi số 1'],
  ]);
  const second = (await app.get<AuditPage>(`/api/audit?unit=x1&limit=3&cursor=${first.next}`, 'reviewer.d1'))
    .body;
  expect([second.items.map(({ link }) => link), second.next]).toEqual([[1], null]);
});

test.each([
  ['a clerk of another office', 'clerk.x2', 404],
  ['the reviewer of another district', 'clerk.d2', 404],
  ['the office itself', 'clerk.x1', 200],
  ['the reviewer above', 'reviewer.d1', 200],
])('%s gets the ledger of a unit: %s %i', async (_, person, status) => {
  for (const url of ['/api/audit?unit=x1', '/api/audit/verification?unit=x1'])
    expect((await app.get(url, person)).status).toBe(status);
});

test('the province’s own ledger is not for a single office', async () => {
  for (const url of ['/api/audit', '/api/audit/verification']) {
    expect((await app.get(url, 'clerk.x1')).body.code).toBe('not_allowed');
    expect((await app.get(url, 'writer')).status).toBe(200);
  }
});

test('the administrator’s command ends with 0 where everything holds, with 1 and the record where it does not', async () => {
  const verify = async () => {
    const lines: string[] = [];
    const code = await runAdmin(['verify'], {
      write: (line) => void lines.push(line),
      clock: () => app.now,
      withDatabase: (use) => use(app.db),
      provideSheet: () => Promise.reject(new Error('no sheet is made')),
      newCode: () => 'NONE',
      newSecret: () => 'secret',
    });
    return { code, lines };
  };
  expect(await verify()).toEqual({
    code: 0,
    lines: [
      'tinh: 5 sổ, 5 mục, 3 lần gửi · 5 chains, 5 entries, 3 revisions.',
      '  Tất cả đều khớp. · Everything holds.',
    ],
  });
  await changed("UPDATE template SET body = jsonb_set(body, '{formVersion}', '\"khác\"')", async () => {
    expect(await verify()).toMatchObject({
      code: 1,
      lines: [
        expect.stringContaining('5 mục'),
        '  Biểu tiny, phiên bản 1: biểu đã bị sửa sau khi ban hành.',
        expect.any(String),
      ],
    });
  });
});
