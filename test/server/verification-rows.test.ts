/** What stands beside reports and revisions, changed behind the ledger's back, makes verification fail and is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../server/store/db.ts';
import type { Sql } from '../../server/store/sql.ts';
import { verifyProvince } from '../../server/usecases/ledger/verify-province.ts';
import type { AuditPage, Verification } from '../../shared/wire-ledger.ts';
import { newKey, type TestApp, testApp } from '../support/app.ts';
import { makeShortfallProvince, openTask, type Place, results, send } from '../support/shortfall-province.ts';
import { changed, otherValues } from '../support/vandal.ts';

let app: TestApp;
let owner: Sql;
let place: Place;

const at = { unit: 'x1', template: 'targets', period: '2021' };
const X2 = { ...at, unit: 'x2' };
const cell = (row: string) => ({ section: 'targets', row, column: 'actual' });
const RESOLVED = [
  { at: cell('ct1'), mine: '93', theirs: '91', chosen: '91' },
  { at: cell('ct2'), mine: null, theirs: '3', chosen: '3' },
];
const REMARKS = [
  { at: cell('ct1'), text: 'xem lại' },
  { at: cell('ct2'), text: 'thiếu' },
];

/** x1: sent, signed, accepted, a task opened, two follow-ups set, one resolved; x2: more time asked for, given, asked for again; merged with choices, sent, returned. */
beforeAll(async () => {
  app = await testApp();
  owner = connect(app.adminUrl, { max: 1 });
  place = await makeShortfallProvince(app, {
    roles: [
      ['clerk.x1', 'clerk', 'x1', false],
      ['signer.x1', 'signer', 'x1', false],
      ['clerk.x2', 'clerk', 'x2', false],
      ['reviewer', 'reviewer', 'p', true],
      ['administrator', 'administrator', 'p', true],
    ],
  });
  const post = async (path: string, body: object, as: string) => {
    const reply = await app.post(path, body, { as: place.as(as), key: newKey() });
    expect(reply.status, reply.text).toBe(200);
  };
  const [x1, x2] = ['/api/reports/x1/targets/2021', '/api/reports/x2/targets/2021'];
  await send(place, at, results('92'));
  await post(`${x1}/signatures`, { revision: 1 }, 'signer.x1');
  const opened = await openTask(place);
  expect(opened.status, opened.text).toBe(200);
  await post(`${x1}/decisions`, { action: 'accept', revision: 1 }, 'reviewer');
  await post(
    `${x1}/follow-ups`,
    { at: cell('ct1'), text: 'xem kỳ sau', due: '2030-01-01', shared: false },
    'reviewer',
  );
  await post(`${x1}/follow-ups/1/resolution`, { word: 'đã rõ' }, 'reviewer');
  await post(`${x1}/follow-ups`, { text: 'nhắc gửi', shared: true }, 'reviewer');
  await post(`${x2}/extensions`, { until: '2022-05-01', reason: 'Chưa chốt' }, 'clerk.x2');
  await post(`${x2}/extensions/1/decision`, { decision: 'grant' }, 'administrator');
  await post(`${x2}/extensions`, { until: '2022-06-01', reason: 'Vẫn chưa' }, 'clerk.x2');
  await send(place, X2, results('90'), { mode: 'draft' });
  await send(place, X2, results('91'), { mode: 'draft' });
  await send(place, X2, results('91'), { resolved: RESOLVED.slice(0, 1), mode: 'draft' } as object);
  await send(place, X2, results('91'), { resolved: RESOLVED } as object);
  await post(`${x2}/decisions`, { action: 'return', revision: 4, remarks: REMARKS }, 'reviewer');
});
afterAll(async () => {
  await owner.end();
  await app.stop();
});

const told = async () =>
  (await verifyProvince(app.db, place.id)).findings.map(({ record, what }) => `${record.vi}: ${what.vi}`);

test('what nobody changed holds', async () => {
  expect(await told()).toEqual([]);
});

/** Columns verification does not speak for, and why. */
const NOT_PROMISED: Readonly<Record<string, string>> = {
  'extension.id': 'a place in lists; the database itself gives it and lets nobody change it',
  'opened_task.id': 'the database gives it and lets nobody change it',
};
/** Of each table one row, and what it is called in the answer. */
const ROWS: Readonly<Record<string, { readonly where: string; readonly named: RegExp }>> = {
  acceptance: { where: 'revision = 1', named: /^Mục số \d, sổ của đơn vị x1: lần duyệt/ },
  signature: { where: 'revision = 1', named: /^Mục số 2, sổ của đơn vị x1: lần ký/ },
  extension: { where: 'no = 1', named: /^Mục số [12], sổ của đơn vị x2: việc gia hạn/ },
  follow_up: { where: 'no = 1', named: /^Mục số [56], sổ của đơn vị x1: mục theo dõi/ },
  resolution: {
    where: 'revision = 4 AND ordinal = 2',
    named: /^Mục số 4, sổ của đơn vị x2: những lựa chọn khi gộp/,
  },
  opened_task: { where: 'true', named: /^Mục số 3, sổ của đơn vị x1: việc giao từ/ },
  opened_task_place: { where: 'true', named: /^Mục số 3, sổ của đơn vị x1: việc giao từ/ },
  remark: { where: 'ordinal = 2', named: /^Mục số 5, sổ của đơn vị x2: các nhận xét/ },
};

describe.each(Object.keys(ROWS))('every stored column of %s', (table) => {
  const { where, named } = ROWS[table] ?? { where: '', named: /./ };

  test('but those named as not promised, changed alone, is found and its entry named', async () => {
    const columns = await otherValues(owner, table, {});
    expect(columns.length).toBeGreaterThan(3);
    const missed: string[] = [];
    for (const { column, value } of columns) {
      if (NOT_PROMISED[`${table}.${column}`] !== undefined) continue;
      await changed(owner, `UPDATE ${table} SET ${column} = ${value} WHERE ${where}`, async () => {
        const lines = await told();
        if (!lines.some((line) => named.test(line))) missed.push(`${table}.${column}: ${lines.join('; ')}`);
      });
    }
    expect(missed).toEqual([]);
    expect(await told()).toEqual([]);
  }, 60_000);

  test('is missed when its row is taken out', async () => {
    await changed(owner, `DELETE FROM ${table} WHERE ${where}`, async () => {
      expect(await told()).toContainEqual(expect.stringMatching(named));
    });
  });
});

test.each([
  [
    'more time',
    "UPDATE report SET extended_to = '2022-12-31' WHERE unit_id = 'x2' AND template_id = 'targets' AND period_id = '2021'",
    /^Mục số 2, sổ của đơn vị x2: việc gia hạn/,
  ],
  [
    'more time in a locked period',
    "UPDATE report SET extended_locked = false WHERE unit_id = 'x2' AND template_id = 'targets' AND period_id = '2021'",
    /^Mục số 2, sổ của đơn vị x2: việc gia hạn/,
  ],
])('%s of a report is held to the entry that gave it', async (_, statement, named) => {
  await changed(owner, statement, async () => {
    expect(await told()).toContainEqual(expect.stringMatching(named));
  });
});

test.each([
  [
    'an acceptance',
    `INSERT INTO acceptance SELECT province_id, report_id, revision, 'd1', person_id, person, at FROM acceptance`,
    /^Báo cáo của đơn vị x1, biểu targets, kỳ 2021: lần duyệt/,
  ],
  [
    'a signature',
    `INSERT INTO signature SELECT province_id, report_id, 4, person_id, person, at, content_hash FROM signature`,
    /^Báo cáo của đơn vị x1, biểu targets, kỳ 2021: lần ký/,
  ],
  [
    'a follow-up',
    `INSERT INTO follow_up SELECT province_id, report_id, 9, NULL, NULL, NULL, text, due, shared, person_id, person, at
      FROM follow_up WHERE no = 2`,
    /^Báo cáo của đơn vị x1, biểu targets, kỳ 2021: mục theo dõi/,
  ],
  [
    'a remark',
    `INSERT INTO remark SELECT province_id, report_id, 3, link, ordinal, section_id, row_key, column_id, text FROM remark`,
    /^Báo cáo của đơn vị x2, biểu targets, kỳ 2021: các nhận xét/,
  ],
])('%s the ledger knows nothing of is found, with its report', async (_, statement, named) => {
  await changed(owner, statement, async () => {
    expect(await told()).toContainEqual(expect.stringMatching(named));
  });
});

test.each([
  ["section_id = 'targets'", /^Mục số 7, sổ của đơn vị x1: mục theo dõi/],
  ["row_key = 'ct1'", /^Mục số 7, sổ của đơn vị x1: mục theo dõi/],
  ["column_id = 'actual'", /^Mục số 7, sổ của đơn vị x1: mục theo dõi/],
  ["due = '2030-01-01'", /^Mục số 7, sổ của đơn vị x1: mục theo dõi/],
  ['resolved_at = at', /^Báo cáo của đơn vị x1, biểu targets, kỳ 2021: mục theo dõi/],
  ['resolved_by = person_id', /^Báo cáo của đơn vị x1, biểu targets, kỳ 2021: mục theo dõi/],
  ['resolver = person', /^Báo cáo của đơn vị x1, biểu targets, kỳ 2021: mục theo dõi/],
  ["resolution = 'xong'", /^Báo cáo của đơn vị x1, biểu targets, kỳ 2021: mục theo dõi/],
])('an open follow-up of the whole report with %s put in is found', async (put, named) => {
  await changed(owner, `UPDATE follow_up SET ${put} WHERE no = 2`, async () => {
    expect(await told()).toContainEqual(expect.stringMatching(named));
  });
});

test('a resolved follow-up opened again is found', async () => {
  const opened = 'resolved_at = NULL, resolved_by = NULL, resolver = NULL, resolution = NULL';
  await changed(owner, `UPDATE follow_up SET ${opened} WHERE no = 1`, async () => {
    expect(await told()).toContainEqual(expect.stringMatching(/^Mục số 6, sổ của đơn vị x1: mục theo dõi/));
  });
});

test('a receipt is held to what its chain states up to it, and to nothing later', async () => {
  const { body } = await app.get<AuditPage>('/api/audit?unit=x2', place.as('reviewer'));
  const receipt = body.items.find(({ receipt }) => receipt !== null)?.receipt;
  const look = async () =>
    (await app.get<Verification>(`/api/receipts/${receipt}/verification`, place.as('clerk.x2'))).body.ok;
  expect(await look()).toBe(true);
  await changed(owner, "UPDATE remark SET text = 'thôi'", async () => expect(await look()).toBe(true));
  await changed(owner, "UPDATE extension SET reason = 'thôi'", async () => expect(await look()).toBe(false));
});
