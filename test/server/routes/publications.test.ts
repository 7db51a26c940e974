/** What was published can be made again to the byte, whatever happens later; corrections are numbered, with their reasons. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../server/store/db.ts';
import type { Sql } from '../../../server/store/sql.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { verifyProvince } from '../../../server/usecases/ledger/verify-province.ts';
import type { Verification } from '../../../shared/wire-ledger.ts';
import type { Publication, PublicationHead, PublicationList } from '../../../shared/wire-publication.ts';
import { newKey, START, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

let app: TestApp;
let owner: Sql;
const A5 = { main: { a: { n: '5' }, c: { n: '9' } }, jobs: { j1: { what: 'việc', status: 'open' } } };

beforeAll(async () => {
  app = await testApp();
  owner = connect(app.adminUrl, { max: 1 });
});
afterAll(async () => {
  await owner.end();
  await app.stop();
});

let provinces = 0;
async function province(): Promise<{ id: string; as: (person: string) => string }> {
  const id = await makeProvince(app.db, () => app.now, { id: `cb${++provinces}` });
  const as = (person: string) => app.token(person, id);
  await app.post(tinyPath('x1', '/revisions'), tinyPush(A5), { as: as('clerk.x1'), key: newKey() });
  return { id, as };
}

const ASKED = { template: 'tiny', period: '2022-q1', scope: 'p', counts: 'submitted', status: 'preliminary' };
const publish = (as: string, more: object = {}, key = newKey()) =>
  app.post<PublicationHead>('/api/publications', { ...ASKED, ...more }, { as, key });

const FILES = [
  'export.xlsx',
  'export.xlsx?lang=en',
  'export.csv',
  'export.csv?lang=en',
  'export.csv?csv=excel-vi',
];
async function filesOf(as: string, id: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const file of FILES) {
    const response = await app.app.request(`/api/publications/${id}/${file}`, {
      headers: { authorization: `Bearer ${as}` },
    });
    expect([file, response.status]).toEqual([file, 200]);
    hashes[file] = createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex');
  }
  return hashes;
}

test('a publication is the same to the byte after more pushes, a merge of offices, a new form, new names and a restart', async () => {
  const { id, as } = await province();
  const published = await publish(as('writer'));
  expect(published.status, published.text).toBe(200);
  const before = await filesOf(as('writer'), published.body.id);
  const frozen = (await app.get<Publication>(`/api/publications/${published.body.id}`, as('writer'))).text;
  const told = JSON.parse(frozen) as Publication;
  expect(told).toMatchObject({
    number: 1,
    status: 'preliminary',
    reason: null,
    person: 'Người writer',
    rules: ['tiny@1'],
  });
  expect(told.totals.totals[0]).toMatchObject({ row: 'a', column: 'n', value: '5' });
  expect(before).toMatchObject({
    'export.xlsx': told.files['vi.xlsx'],
    'export.csv': told.files['vi.csv'],
    'export.csv?csv=excel-vi': told.files['vi.excel-vi.csv'],
    'export.csv?lang=en': told.files['en.csv'],
  });

  app.now = new Date(app.now.getTime() + 40 * 86_400_000);
  for (const unit of ['x2', 'd1'])
    await app.post(tinyPath(unit, '/revisions'), tinyPush(A5), { as: as(`clerk.${unit}`), key: newKey() });
  await owner`UPDATE unit_name SET name = 'Tên mới' WHERE province_id = ${id}`;
  await owner`UPDATE person SET name = 'Tên mới' WHERE province_id = ${id}`;
  await owner`UPDATE period SET label_vi = 'Kỳ mới' WHERE province_id = ${id}`;
  await owner`UPDATE unit SET valid_to = '2022-02-28' WHERE province_id = ${id} AND id = 'x2'`;
  await owner`INSERT INTO succession (province_id, old_id, new_id, day, share) VALUES (${id}, 'x2', 'x1', '2022-03-01', 1)`;
  const imported = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id, name: 'Tỉnh mới' },
      templates: [{ template: TINY }, { template: { ...TINY, version: 2, formVersion: 'mới' } }],
    },
    { dryRun: false },
  );
  expect(imported.faults).toEqual([]);
  const second = app.another();
  const again = await second.request(`/api/publications/${published.body.id}`, {
    headers: { authorization: `Bearer ${as('writer')}` },
  });
  expect(await again.text()).toBe(frozen);
  expect(await filesOf(as('writer'), published.body.id)).toEqual(before);
  const now = await app.get(`/api/totals/tiny/2022-q1?scope=p&counts=submitted`, as('writer'));
  expect(JSON.stringify(now.body)).not.toBe(JSON.stringify(told.totals));
  expect((await verifyProvince(app.db, id)).findings.filter(({ what }) => /công bố/.test(what.vi))).toEqual(
    [],
  );
}, 60_000);

test('a correction needs a reason, an official one is only adjusted, and every export lists them all', async () => {
  const { as } = await province();
  expect((await publish(as('writer'), { status: 'adjusted' })).body).toMatchObject({
    code: 'publication_status',
  });
  expect((await publish(as('writer'), { reason: 'thử' })).body).toMatchObject({ code: 'invalid_request' });
  const live = `/api/exports/totals/tiny/2022-q1.csv?scope=p&counts=submitted`;
  expect((await app.get(live, as('writer'))).text).toContain('Chưa công bố lần nào.');
  expect((await publish(as('writer'))).body).toMatchObject({ number: 1, reason: null });
  expect((await publish(as('writer'), { status: 'official' })).body).toMatchObject({
    code: 'publication_reason',
  });
  const official = { status: 'official', reason: 'Đã đủ các xã.' };
  expect((await publish(as('writer'), official)).body).toMatchObject({ number: 2, status: 'official' });
  expect((await publish(as('writer'), official)).body).toMatchObject({ code: 'publication_status' });
  const third = await publish(as('writer'), { status: 'adjusted', reason: 'Sửa số của x1.' });
  expect(third.body).toMatchObject({ number: 3, status: 'adjusted' });
  const own = (await app.get(`/api/publications/${third.body.id}/export.csv`, as('writer'))).text;
  for (const text of [own, (await app.get(live, as('writer'))).text]) {
    const lines = text.split('\r\n').filter((line) => line.includes(',Công bố,'));
    expect(lines.map((line) => line.replace(/.*,Công bố,/, '')).length).toBe(3);
    for (const word of ['sơ bộ', 'chính thức', 'điều chỉnh', 'Đã đủ các xã.', 'Sửa số của x1.'])
      expect(text).toContain(word);
  }
});

test('figures on another map are no correction: each map has its own first, its own final one, and the numbers run on', async () => {
  const { as } = await province();
  expect((await publish(as('writer'), { status: 'official' })).body).toMatchObject({ number: 1 });
  const today = await publish(as('writer'), { basis: 'today', status: 'official' });
  expect(today.body).toMatchObject({ number: 2, basis: 'today', status: 'official', reason: null });
  expect(
    (await publish(as('writer'), { basis: 'today', status: 'official', reason: 'lại' })).body,
  ).toMatchObject({ code: 'publication_status' });
  expect((await publish(as('writer'), { basis: 'common', status: 'adjusted' })).body).toMatchObject({
    code: 'publication_status',
  });
});

test('each line of the table of publications tells the coverage it was published with', async () => {
  const { as } = await province();
  await publish(as('writer'));
  await app.post(tinyPath('x2', '/revisions'), tinyPush(A5), { as: as('clerk.x2'), key: newKey() });
  const second = (await publish(as('writer'), { reason: 'Thêm x2.' })).body;
  const { text } = await app.get(`/api/publications/${second.id}/export.csv`, as('writer'));
  const covered = text
    .split('\r\n')
    .filter((line) => line.includes(',Công bố,'))
    .map((line) => /,(\d+,\d+,\d+,\d+),"?báo cáo đã gửi/.exec(line)?.[1]);
  expect(covered).toEqual(['5,1,0,1', '5,2,0,2']);
  expect(second).toMatchObject({ scopeName: expect.any(String), coverage: { expected: 5, received: 2 } });
});

test('a publication asked for twice under one key is stored once; two at once are numbered one after the other', async () => {
  const { id, as } = await province();
  const key = newKey();
  const replies = await Promise.all([publish(as('writer'), {}, key), publish(as('writer'), {}, key)]);
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  expect((await publish(as('writer'), { status: 'official' }, key)).body).toMatchObject({
    code: 'idempotency_key_reused',
  });
  const more = ['một', 'hai', 'ba'].map((reason) => publish(as('writer'), { reason }));
  const numbers = (await Promise.all(more)).map(({ status, body }) => [status, body.number]);
  expect(numbers.sort()).toEqual([2, 3, 4].map((number) => [200, number]));
  const list = (await app.get<PublicationList>('/api/publications?limit=3', as('writer'))).body;
  expect(list.items.map(({ number }) => number)).toEqual([4, 3, 2]);
  const rest = (await app.get<PublicationList>(`/api/publications?limit=3&cursor=${list.next}`, as('writer')))
    .body;
  expect([rest.items.map(({ number }) => number), rest.next]).toEqual([[1], null]);
  expect((await verifyProvince(app.db, id)).findings).toEqual([]);
});

test('a publication on today’s map carries its pieces', async () => {
  const { as } = await province();
  const { body } = await publish(as('writer'), { basis: 'today' });
  const read = await app.get<Publication>(`/api/publications/${body.id}`, as('writer'));
  expect(read.body.totals.basis).toMatchObject({ kind: 'today', pieces: [{ unit: 'p', share: '1' }] });
  await filesOf(as('writer'), body.id);
});

test.each([
  ['a clerk', 'clerk.x1', 'x1', 403],
  ['a reviewer', 'reviewer', 'p', 403],
  ['the writer of another scope’s form', 'writer', 'nowhere', 404],
])('%s cannot publish', async (_, person, scope, status) => {
  const { as } = await province();
  expect((await publish(as(person), { scope })).status).toBe(status);
});

test('who may not read the scope finds no publication of it', async () => {
  const { as } = await province();
  const { body } = await publish(as('writer'), { scope: 'd2' });
  expect((await app.get(`/api/publications/${body.id}`, as('reviewer.d1'))).body).toMatchObject({
    code: 'not_found',
  });
  expect((await app.get(`/api/publications/${body.id}/export.csv`, as('reviewer.d1'))).status).toBe(404);
});

/** Runs `look` while the owner's statement holds. */
async function changed(id: string, set: string, look: () => Promise<void>): Promise<void> {
  const quietly = (work: string) =>
    owner.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`;
      await tx.unsafe(work);
    });
  await owner.unsafe('CREATE TABLE kept AS SELECT * FROM publication');
  await quietly(`UPDATE publication SET ${set} WHERE id = ${id}`);
  try {
    await look();
  } finally {
    await quietly('DELETE FROM publication');
    await quietly('INSERT INTO publication OVERRIDING SYSTEM VALUE SELECT * FROM kept');
    await owner.unsafe('DROP TABLE kept');
  }
}

test('a changed publication is found, column by column, and not handed out', async () => {
  const { id, as } = await province();
  const { body } = await publish(as('writer'));
  const url = `/api/publications/${body.id}`;
  const sets: Readonly<Record<string, string>> = {
    payload: 'payload = replace(payload, \'"5"\', \'"6"\')',
    payload_hash: "payload_hash = payload_hash || 'x'",
    id: 'id = id + 1000',
    template_id: "template_id = 'khac'",
    period_id: "period_id = 'khac'",
    scope_unit: "scope_unit = 'd1'",
    number: 'number = 7',
    status: "status = 'official'",
    basis: "basis = 'common'",
    counts: "counts = 'accepted'",
    rules: "rules = '{tiny@9}'",
    reason: "reason = 'khác'",
    at: "at = at + interval '1 day'",
    person_id: "person_id = 'reviewer'",
    person: "person = 'khác'",
    files: "files = '{}'",
    scope_name: "scope_name = 'x'",
    coverage: "coverage = '{}'",
  };
  await owner.unsafe('ALTER TABLE publication DROP CONSTRAINT publication_check');
  // province_id names the row.
  const columns = await owner<{ name: string }[]>`
    SELECT attname AS name FROM pg_attribute WHERE attrelid = 'publication'::regclass AND attnum > 0`;
  expect(columns.map(({ name }) => name).sort()).toEqual([...Object.keys(sets), 'province_id'].sort());
  for (const set of Object.values(sets)) {
    await changed(body.id, set, async () => {
      const { findings } = await verifyProvince(app.db, id);
      expect([set, findings.some(({ what }) => /công bố/.test(what.vi))]).toEqual([set, true]);
    });
  }
  await changed(body.id, sets.payload ?? '', async () => {
    expect((await app.get(url, as('writer'))).body).toMatchObject({ code: 'publication_changed' });
    expect((await app.get(`${url}/export.csv`, as('writer'))).body).toMatchObject({
      code: 'publication_changed',
    });
    const { body: told } = await app.get<Verification>('/api/audit/verification', as('writer'));
    expect([told.ok, told.finding?.record.vi]).toEqual([
      false,
      expect.stringContaining(`Bản công bố ${body.id}`),
    ]);
  });
  // As if another program made the file.
  await changed(body.id, "files = jsonb_set(files, '{vi.csv}', '\"0\"')", async () => {
    expect((await app.get(`${url}/export.csv`, as('writer'))).body).toMatchObject({ code: 'export_changed' });
    expect((await app.get(`${url}/export.csv?lang=en`, as('writer'))).status).toBe(200);
  });
});

test('a publication names every version of form and rules behind what it counts, in itself and its files, with basis and counts', async () => {
  app.now = START;
  const { id, as } = await province();
  const bring = (more: object) =>
    importProvince(
      { db: app.db, clock: () => app.now },
      { province: { id, name: `Tỉnh ${id}` }, ...more },
      { dryRun: false },
    );
  const rule = {
    id: 'NEW',
    kind: 'matches',
    severity: 'error',
    left: { row: 'a', column: 'n' },
    right: { row: 'c', column: 'n' },
    relation: 'atMost',
    why: { vi: 'a không quá c.', en: 'a is at most c.' },
    basis: 'thử',
  };
  const admin = () => ({ as: as('administrator'), key: newKey() });
  await app.post('/api/templates/tiny/rehearsals', { rules: [rule], periods: 2 }, admin());
  const turn = (more: object) =>
    app.post('/api/templates/tiny/rules', { version: 1, reason: 'thử', ...more }, admin());
  expect((await turn({ state: 'trial', rule })).status).toBe(200);
  app.now = new Date('2022-04-02T02:00:00Z');
  expect((await turn({ state: 'on', rule: 'NEW', from: '2022-04-02' })).status).toBe(200);
  const q2 = {
    ...Q1,
    id: '2022-q2',
    from: '2022-04-01',
    to: '2022-06-30',
    due: { default: '2022-07-05' },
  };
  const owed = [['x1', 1] as const, ['x2', 2] as const].map(([unit, version]) => ({
    unit,
    template: 'tiny',
    version,
    period: q2.id,
    assigned: [],
  }));
  const V2 = { ...TINY, version: 2, formVersion: 'mới' };
  const plan = await bring({
    templates: [{ template: TINY }, { template: V2 }],
    periods: [Q1, q2].map((period) => ({ period })),
    assignments: owed,
  });
  expect(plan.faults).toEqual([]);
  for (const { unit, version } of owed) {
    const path = `/api/reports/${unit}/tiny/${q2.id}/revisions`;
    const body = tinyPush(A5, 0, { templateVersion: version });
    const sent = await app.post(path, body, { as: as(`clerk.${unit}`), key: newKey() });
    expect(sent.status, sent.text).toBe(200);
  }
  const { body: head } = await publish(as('writer'), { period: q2.id });
  expect(head).toMatchObject({ rules: ['tiny@1.r2', 'tiny@2'], basis: 'asWas', counts: 'submitted' });
  const none = await publish(as('writer'), {
    period: q2.id,
    counts: 'accepted',
    basis: 'today',
  });
  expect(none.body).toMatchObject({ rules: [], basis: 'today', counts: 'accepted' });
  const live = `/api/exports/totals/tiny/${q2.id}.csv?scope=p&counts=submitted`;
  for (const url of [`/api/publications/${none.body.id}/export.csv`, live]) {
    const lines = (await app.get(url, as('writer'))).text
      .split('\r\n')
      .filter((line) => /,Công bố,/.test(line));
    expect(lines[0]).toContain('"sơ bộ; nguyên trạng khi đó; tiny@1.r2, tiny@2"');
    expect(lines[0]).toContain('"báo cáo đã gửi, kể cả chưa duyệt"');
    expect(lines[1]).toContain('sơ bộ; theo địa bàn khi công bố,');
    expect(lines[1]).toContain('báo cáo đã duyệt');
  }
  expect((await verifyProvince(app.db, id)).findings).toEqual([]);
});

test('the export of a report lists the revisions it was sent as, and what was published of its form and period', async () => {
  app.now = START;
  const { as } = await province();
  const path = tinyPath('x1', '/revisions');
  await app.post(path, tinyPush(A5, 1), { as: as('clerk.x1'), key: newKey() });
  const read = async () => {
    const { text } = await app.get('/api/exports/reports/x1/tiny/2022-q1.csv', as('reviewer'));
    return text.split('\r\n').filter((line) => line.includes('Các lần gửi'));
  };
  const lines = await read();
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/,1,,Lần 1,,revision,Người clerk\.x1,2022-0\d-\d\d,đã có lần gửi sau$/);
  expect(lines[1]).toMatch(/,2,,Lần 2,,revision,Người clerk\.x1,2022-0\d-\d\d,"đang được tính, chưa duyệt"$/);
  expect(lines[2]).toContain('Công bố của biểu và kỳ này: chưa có.');
  await publish(as('writer'));
  expect((await read())[2]).toContain('p lần 1 (sơ bộ; nguyên trạng khi đó; tiny@1;');
});
