/** The way of those without Google: a link that serves once, the page it opens, a file down and the same file back, and a receipt. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, newKey, type TestApp, testApp, tinyPath } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
});
afterAll(() => app.stop());

const open = (path: string, init: RequestInit = {}) => app.app.request(path, { redirect: 'manual', ...init });

const PAGE = '/bao-cao/x1/tiny/2022-q1';

async function file(cookie: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await open(`${PAGE}/tep`, { headers: { cookie } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, XLSX_TYPE]);
  return new Uint8Array(await response.arrayBuffer());
}

function sendBack(
  cookie: string,
  bytes: Uint8Array<ArrayBuffer>,
  act: string,
  more: { key?: string; headers?: Record<string, string> } = {},
) {
  const form = new FormData();
  form.set('key', more.key ?? `key-of-the-page-${act}`);
  form.set('file', new File([bytes], 'biểu.xlsx', { type: XLSX_TYPE }));
  form.set('act', act);
  return open(PAGE, { method: 'POST', body: form, headers: { cookie, ...more.headers } });
}

test('a link opens one session, in a cookie no script and no other site can use, and then nothing more', async () => {
  const link = await linkFor(app, 'clerk.x1');
  for (let looked = 0; looked < 2; looked += 1) expect((await open(link)).status).toBe(200);
  const entered = await open(link, { method: 'POST' });
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/bao-cao?lang=vi']);
  expect(entered.headers.get('set-cookie')).toMatch(
    /^__Host-so-tinh=[\w-]{20,}; Path=\/; Max-Age=36000; HttpOnly; Secure; SameSite=Strict$/,
  );
  const again = await open(link, { method: 'POST' });
  expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null]);
  expect(await again.text()).toContain('liên kết riêng mới');
  const stored = await app.db.system<{ all: string }[]>`
    SELECT string_agg(t::text, ' ') AS all FROM (SELECT * FROM personal_link) t`;
  expect(stored[0]?.all).not.toContain('secret-of-a-link');
});

test('a link that was replaced, is late, or was made up opens nothing; nor does a session that ended', async () => {
  const first = await linkFor(app, 'clerk.x2');
  const second = await linkFor(app, 'clerk.x2');
  expect((await open(first, { method: 'POST' })).status).toBe(401);
  const before = app.now;
  app.now = new Date(before.getTime() + 8 * 86_400_000);
  expect((await open(second, { method: 'POST' })).status).toBe(401);
  app.now = before;
  expect((await open('/vao/guessed-secret-of-nobody', { method: 'POST' })).status).toBe(401);
  const cookie = await comeIn(app, 'clerk.x2');
  expect((await open('/bao-cao', { headers: { cookie } })).status).toBe(200);
  app.now = new Date(before.getTime() + 11 * 3_600_000);
  expect((await open('/bao-cao', { headers: { cookie } })).status).toBe(401);
  app.now = before;
  const left = await open('/roi', { method: 'POST', headers: { cookie } });
  expect([left.status, left.headers.get('set-cookie')]).toEqual([303, expect.stringContaining('Max-Age=0')]);
  expect((await open('/bao-cao', { headers: { cookie } })).status).toBe(401);
});

test('the list names what is to be sent with its state and its due date, in both languages', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const page = await (await open('/bao-cao', { headers: { cookie } })).text();
  expect(page).toContain('Quý I/2022');
  expect(page).toMatch(/Chưa gửi · Hạn 05\/04\/2022 · Còn 4 ngày/);
  expect(await (await open('/bao-cao?lang=en', { headers: { cookie } })).text()).toMatch(
    /Not sent · Due .* · 4 days left/,
  );
});

test('another site cannot send in somebody’s name, and another office’s report is not there', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const bytes = await file(cookie);
  for (const headers of [
    { origin: 'https://else.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    expect((await sendBack(cookie, bytes, 'submit', { headers })).status).toBe(403);
  }
  expect((await open('/bao-cao/x2/tiny/2022-q1', { headers: { cookie } })).status).toBe(404);
  expect((await sendBack('', bytes, 'submit')).status).toBe(401);
  expect((await formOf(app, 'x1')).head.revision).toBe(0);
});

test('a file with faults is told by section and cell, given back with notes, and taken once mended, with a receipt', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const wrong = await filled(await file(cookie), { 'Chính!C5': 'mười <hai>', 'Việc!B5': 'Đối thoại' });
  const checked = await sendBack(cookie, wrong, 'check');
  const page = await checked.text();
  expect(checked.status).toBe(200);
  expect(page).toContain('<h2>Chính</h2>');
  expect(page).toMatch(/Lỗi: C5/);
  expect(page).toContain('mười &lt;hai&gt;');
  expect(page).toContain('Chưa có gì được lưu');
  expect(await (await sendBack(cookie, wrong, 'submit')).text()).toMatch(/Lỗi: C5/);
  const copy = await sendBack(cookie, wrong, 'copy');
  expect(copy.headers.get('content-type')).toBe(XLSX_TYPE);
  const mended = await filled(new Uint8Array(await copy.arrayBuffer()), { 'Chính!C5': 12 });
  const preview = await (await sendBack(cookie, mended, 'check')).text();
  expect(preview).toContain('Không còn lỗi, có thể gửi.');
  expect(preview).toContain('Chính · Dòng a · Số: chưa có → <b>12</b>');
  expect((await formOf(app, 'x1')).head.revision).toBe(0);
  const sent = await (await sendBack(cookie, mended, 'submit', { key: 'one-press-of-send' })).text();
  expect(sent).toMatch(/Đã gửi \d\d:\d\d ngày 01\/04\/2022/);
  expect(sent).toContain('Biên nhận ST-2022-tinh-');
  expect(await (await sendBack(cookie, mended, 'submit', { key: 'one-press-of-send' })).text()).toContain(
    /ST-2022-tinh-\d+/.exec(sent)?.[0],
  );
  expect((await formOf(app, 'x1')).head).toMatchObject({ revision: 1, state: 'submitted' });
});

test('a file changed after it was sent is told to be taken anew, with the cells; the file of today is taken', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const first = await file(cookie);
  const { revision } = (await formOf(app, 'x1')).head;
  const sent = await filled(first, { 'Chính!C5': 21, 'Chính!C6': 4, 'Việc!B5': 'Đối thoại' });
  await sendBack(cookie, sent, 'submit', { key: 'the-first-of-two-files' });
  const changed = await filled(first, { 'Chính!C5': 22, 'Chính!C6': 4, 'Việc!B5': 'Đối thoại' });
  const refused = await sendBack(cookie, changed, 'submit', { key: 'the-second-of-two-files' });
  const words = await refused.text();
  expect(refused.status).toBe(409);
  expect(words).toContain(`tải về trước lần gửi số ${revision + 1}`);
  expect(words).toMatch(/<li>Chính · Dòng a · [^<]*22/);
  expect(words).toContain('bấm Tải tệp Excel');
  const anew = await filled(await file(cookie), { 'Chính!C5': 22 });
  expect(await (await sendBack(cookie, anew, 'submit', { key: 'the-file-of-today' })).text()).toContain(
    'Biên nhận',
  );
  expect((await formOf(app, 'x1')).head.revision).toBe(revision + 2);
});

test('a returned report names on its page each cell to mend and what was remarked, until it is answered', async () => {
  const { revision } = (await formOf(app, 'x1')).head;
  const remarks = [{ at: { section: 'main', row: 'a', column: 'n' }, text: 'Số <này> chưa khớp.' }];
  const decided = await app.post(
    tinyPath('x1', '/decisions'),
    { action: 'return', revision, remarks },
    { as: 'reviewer', key: newKey() },
  );
  expect(decided.status).toBe(200);
  const cookie = await comeIn(app, 'clerk.x1');
  const page = await (await open(PAGE, { headers: { cookie } })).text();
  expect(page).toContain('Bị trả lại');
  expect(page).toContain('<strong>C5 · Chính · Dòng a · ');
  expect(page).toContain('Số &lt;này&gt; chưa khớp.');
  const mended = await filled(await file(cookie), { 'Chính!C5': 23 });
  expect(await (await sendBack(cookie, mended, 'check')).text()).toContain('Số &lt;này&gt; chưa khớp.');
  await sendBack(cookie, mended, 'submit', { key: 'the-answer-to-remarks' });
  expect(await (await open(PAGE, { headers: { cookie } })).text()).not.toContain('chưa khớp');
});

test('a bad file is refused on a page that says what to do', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const refused = await sendBack(cookie, new Uint8Array([1, 2, 3]), 'submit');
  expect(refused.status).toBe(415);
  expect(await refused.text()).toContain('chọn lưu dạng .xlsx');
});

test('a link made and used stands in the ledger of the province', async () => {
  const rows = await app.db.system<{ action: string; person: string }[]>`
    SELECT action, person FROM audit_entry WHERE chain = '*' AND action LIKE 'link%' ORDER BY link LIMIT 2`;
  expect(rows).toEqual([
    { action: 'link_made', person: 'Quản trị máy chủ' },
    { action: 'link_used', person: 'Người clerk.x1' },
  ]);
});

test('a link pressed twice, or again after its reply was lost, lets in the browser it was shown in, and no other', async () => {
  const link = await linkFor(app, 'clerk.x1');
  const shown = await app.app.request(link);
  const door = shown.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(shown.headers.get('set-cookie')).toMatch(
    /; Path=\/vao\/; Max-Age=3600; HttpOnly; Secure; SameSite=Strict$/,
  );
  const press = (cookie: string) =>
    app.app.request(link, { method: 'POST', redirect: 'manual', headers: { cookie } });
  const presses = [await press(door), await press(door)];
  expect(presses.map(({ status }) => status)).toEqual([303, 303]);
  const session = presses[1]?.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await app.app.request('/bao-cao', { headers: { cookie: session } })).status).toBe(200);
  const elsewhere = (await app.app.request(link)).headers.get('set-cookie')?.split(';')[0] ?? '';
  expect([(await press(elsewhere)).status, (await press('')).status]).toEqual([401, 401]);
  await app.app.request('/roi', { method: 'POST', headers: { cookie: session } });
  expect((await press(door)).status).toBe(401);
});
