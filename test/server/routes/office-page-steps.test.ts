/** From one step of the office's page to the next: the file checked is the file sent, what is ambiguous is asked once, and a reason is given where the warning stands. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, type TestApp, testApp } from '../../support/app.ts';
import { browserTest } from '../../support/browser.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import { chance } from '../../support/random.ts';
import { violations } from '../../support/sidebar-page.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const offices = ['o1', 'o2', 'o3', 'o4', 'o5'].map((id) => [id, 'p'] as const);
  await makeProvince(app.db, () => app.now, { offices: Object.fromEntries(offices) });
});
afterAll(() => app.stop());

const pageOf = (unit: string) => `/bao-cao/${unit}/tiny/2022-q1`;
const QUESTION = 'answer|number_dot|main|n';

async function formFile(unit: string, cookie: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await app.app.request(`${pageOf(unit)}/tep`, { headers: { cookie } });
  return new Uint8Array(await response.arrayBuffer());
}

/** What a browser would send of the form on that page: its hidden fields, and what the person adds. */
function formOn(page: string, added: Readonly<Record<string, string | File>>): FormData {
  const form = new FormData();
  for (const [, name = '', value = ''] of page.matchAll(
    /<input type="hidden" name="([^"]*)" value="([^"]*)">/g,
  ))
    form.set(name, value);
  for (const [name, value] of Object.entries(added)) form.set(name, value);
  return form;
}

async function press(unit: string, cookie: string, body: FormData) {
  const response = await app.app.request(pageOf(unit), { method: 'POST', body, headers: { cookie } });
  return { response, page: await response.text() };
}

const chosen = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'biểu <1>.xlsx', { type: XLSX_TYPE });
/** A field of a file nothing was chosen for, as a browser sends it. */
const NO_FILE = new File([], '');

/** Two numbers with two readings in one column. */
const AMBIGUOUS = { 'Chính!C5': '1.234', 'Chính!C7': '2.500' };

test('a file is chosen once: its questions are answered on the page, and it is sent as it was checked', async () => {
  const cookie = await comeIn(app, 'clerk.o1');
  const file = await filled(await formFile('o1', cookie), AMBIGUOUS);
  const first = await press('o1', cookie, formOn('', { file: chosen(file), act: 'check' }));
  expect(first.page).toContain('1 câu cần trả lời. Chưa có gì được lưu.');
  expect(first.page.match(/<fieldset>/g)).toHaveLength(1);
  expect(first.page).toContain('Chính · Số <span class="muted">(C5, C7)</span>');
  expect(first.page).toContain('Dấu chấm ngăn hàng nghìn: 1.234 (một nghìn hai trăm ba mươi bốn)');
  expect(first.page).toContain('Tệp vừa kiểm tra: <b><bdi>biểu &lt;1&gt;.xlsx</bdi></b>');
  const body = formOn(first.page, { file: NO_FILE, [QUESTION]: 'thousands', act: 'submit' });
  const sent = await press('o1', cookie, body);
  expect(sent.page).toMatch(/Đã gửi \d\d:\d\d ngày 01\/04\/2022/);
  const again = await press('o1', cookie, body);
  expect(again.page).toContain(/ST-2022-tinh-\d+/.exec(sent.page)?.[0]);
  const { content, head } = await formOf(app, 'o1');
  expect(head.revision).toBe(1);
  expect(content.main).toEqual({ a: { n: '1234' }, c: { n: '2500' } });
});

test('an answer is asked once: a file sent later is read by it, until it is answered otherwise', async () => {
  const cookie = await comeIn(app, 'clerk.o2');
  const file = await filled(await formFile('o2', cookie), AMBIGUOUS);
  const first = await press('o2', cookie, formOn('', { file: chosen(file), act: 'check' }));
  expect(first.response.headers.get('set-cookie')).toBeNull();
  const answered = await press('o2', cookie, formOn(first.page, { [QUESTION]: 'decimal', act: 'check' }));
  const kept = answered.response.headers.get('set-cookie') ?? '';
  expect(kept).toMatch(
    /^so-tinh-tra-loi=[\w%=|-]+; Path=\/bao-cao\/o2\/tiny\/2022-q1; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/,
  );
  const both = `${cookie}; ${kept.split(';')[0]}`;
  const other = await filled(await formFile('o2', cookie), { ...AMBIGUOUS, 'Chính!C7': '3.750' });
  const later = await press('o2', both, formOn('', { file: chosen(other), act: 'check' }));
  expect(later.page).toContain('Không còn lỗi, có thể gửi.');
  expect(later.page).toContain('Dòng c · Số: chưa có → <b>3,75</b>');
  expect(later.page).toContain('Đã trả lời 1 câu (xem hoặc đổi)');
  const changed = await press('o2', both, formOn(later.page, { [QUESTION]: 'thousands', act: 'check' }));
  expect(changed.page).toContain('Dòng c · Số: chưa có → <b>3.750</b>');
});

test('a number that may have been typed with thousands is asked about once, and never where it stands as it was sent', async () => {
  const cookie = await comeIn(app, 'clerk.o4');
  const file = await filled(await formFile('o4', cookie), { 'Chính!C5': 5.83 });
  const first = await press('o4', cookie, formOn('', { file: chosen(file), act: 'check' }));
  expect(first.page).toContain('1 câu cần trả lời. Chưa có gì được lưu.');
  expect(first.page).toContain('5.830 (năm nghìn tám trăm ba mươi)');
  await press(
    'o4',
    cookie,
    formOn(first.page, { file: NO_FILE, 'answer|number_kept|main|n': 'decimal', act: 'submit' }),
  );
  expect((await formOf(app, 'o4')).content.main).toEqual({ a: { n: '5.83' } });
  // In a browser that remembers no answer: the file as it was made, and as it is after somebody sent another.
  const made = await formFile('o4', cookie);
  const untouched = await press('o4', cookie, formOn('', { file: chosen(made), act: 'check' }));
  expect(untouched.page).toContain('Không còn lỗi, có thể gửi.');
  const other = await filled(made, { 'Chính!C5': 2000 });
  await press('o4', cookie, formOn('', { file: chosen(other), act: 'submit', key: 'k'.repeat(16) }));
  expect((await formOf(app, 'o4')).content.main).toEqual({ a: { n: '2000' } });
  const old = await press('o4', cookie, formOn('', { file: chosen(made), act: 'check' }));
  expect(old.page).not.toContain('câu cần trả lời');
});

test('what nobody was asked is no answer', async () => {
  const cookie = await comeIn(app, 'clerk.o2');
  const file = await filled(await formFile('o2', cookie), AMBIGUOUS);
  const forged = {
    [QUESTION]: 'hundreds',
    'answer|number_dot|main|<b>': 'thousands',
    'answer|__proto__|main|n': 'thousands',
  };
  const { response, page } = await press(
    'o2',
    cookie,
    formOn('', { file: chosen(file), ...forged, act: 'check' }),
  );
  expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null]);
  expect(page).toContain('1 câu cần trả lời');
});

test('a reason given beside a warning lets it pass, stays through another check, and is kept', async () => {
  const cookie = await comeIn(app, 'clerk.o3');
  const file = await filled(await formFile('o3', cookie), { 'Chính!C5': 12, 'Chính!C7': 3 });
  const first = await press('o3', cookie, formOn('', { file: chosen(file), act: 'check' }));
  const field = /<textarea name="([^"]+)"/.exec(first.page)?.[1] ?? '';
  expect(field).toMatch(/^reason\|T2\|main/);
  const reason = 'Mới sáp nhập\r\n"từ" tháng 3';
  const checked = await press('o3', cookie, formOn(first.page, { [field]: reason, act: 'check' }));
  expect(checked.page).toContain('Không còn lỗi, có thể gửi.');
  expect(checked.page).toContain('Mới sáp nhập\n&quot;từ&quot; tháng 3</textarea>');
  const sent = await press('o3', cookie, formOn(checked.page, { [field]: reason, act: 'submit' }));
  expect(sent.page).toContain('Biên nhận ST-2022-tinh-');
  expect(Object.values((await formOf(app, 'o3')).reasons)).toEqual(['Mới sáp nhập\n"từ" tháng 3']);
  const odd = await press('o3', cookie, formOn(first.page, { [field]: 'không\0có', act: 'check' }));
  expect(odd.response.status).toBe(422);
});

test('a file too large to go along is asked for again, in words', async () => {
  const cookie = await comeIn(app, 'clerk.o4');
  const { next } = chance('picture in a form', 7);
  const noise = Buffer.from(Array.from({ length: 1_200_000 }, () => Math.floor(next() * 256)));
  const large = await filled(await formFile('o4', cookie), { 'Chính!C5': 1 }, (workbook) => {
    const image = workbook.addImage({ base64: noise.toString('base64'), extension: 'png' });
    workbook.worksheets[0]?.addImage(image, 'H1:J9');
  });
  expect(large.length).toBeGreaterThan(1024 * 1024);
  const { page } = await press('o4', cookie, formOn('', { file: chosen(large), act: 'check' }));
  expect(page).toContain('Không còn lỗi, có thể gửi.');
  expect(page).toContain('hãy chọn lại tệp');
  expect(page).not.toContain('name="carried"');
});

/** The page as it is, told by its width; kept where PAGE_PICTURES names a folder. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.PAGE_PICTURES;
  for (const width of [1000, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (folder !== undefined)
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  expect(await violations(page)).toEqual([]);
}

browserTest(
  'a clerk without Google comes in, fills the file, answers what is asked and sends it, with no script on the page',
  { locale: 'vi-VN', bypassCSP: true },
  async (page) => {
    const url = await app.app.url;
    await page.goto(`${url}${await linkFor(app, 'clerk.o5')}`);
    await page.getByRole('button', { name: 'Vào' }).click();
    await page.getByRole('link', { name: /Quý I\/2022/ }).click();
    await look(page, '1-report');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải tệp Excel' }).click();
    const stream = await (await downloading).createReadStream();
    const bytes = Buffer.concat(await stream.toArray());
    const wrong = { ...AMBIGUOUS, 'Chính!C6': 'nhiều', 'Việc!B5': 'Đối thoại', 'Việc!C5': 'hoãn' };
    const choose = async (file: Uint8Array, name: string) =>
      page
        .getByLabel(/tệp đã sửa|Tệp \.xlsx/)
        .setInputFiles({ name, mimeType: XLSX_TYPE, buffer: Buffer.from(file) });
    await choose(await filled(new Uint8Array(bytes), wrong), 'Báo cáo quý I.xlsx');
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByText('1 câu cần trả lời, 2 lỗi').waitFor();
    await look(page, '2-asked');
    await page.getByLabel(/ngăn hàng nghìn/).check();
    const right = { ...wrong, 'Chính!C6': 5, 'Việc!C5': 'xong', 'Chính!C5': '5.678' };
    await choose(await filled(new Uint8Array(bytes), right), 'Báo cáo quý I (sửa).xlsx');
    await page.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await page.getByText('1 cảnh báo chưa có lý do').waitFor();
    await look(page, '3-warned');
    await page.getByLabel('Lý do, nếu số liệu đúng').fill('Có đơn vị mới sáp nhập.');
    await page.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await page.getByText('Không còn lỗi, có thể gửi.').waitFor();
    await look(page, '4-ready');
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText(/Đã gửi \d\d:\d\d/).waitFor();
    await look(page, '5-sent');
    await page.reload();
    await page.getByText(/Đã gửi \d\d:\d\d/).waitFor();
    expect((await formOf(app, 'o5')).head).toMatchObject({ revision: 1, state: 'submitted' });
    expect((await formOf(app, 'o5')).content.main?.a).toEqual({ n: '5678' });
  },
);
