/** Where somebody is on the pages for people without Google: who is in, the way back to the list, and which report and file a refusal is about. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../support/app.ts';
import { browserTest } from '../../support/browser.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import { violations } from '../../support/sidebar-page.ts';
import { XLSX_TYPE } from '../../support/workbook-file.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
});
afterAll(() => app.stop());

const PAGE = '/bao-cao/x1/tiny/2022-q1';
const WHO = 'Đang vào: Người clerk.x1 · Đơn vị x1';
const BACK = '<a href="/bao-cao?lang=vi">← Báo cáo cần gửi</a>';

async function seen(path: string, cookie: string): Promise<string> {
  return (await app.app.request(path, { headers: { cookie } })).text();
}

async function refused(cookie: string, name: string, path = PAGE): Promise<string> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array([1, 2, 3])], name, { type: XLSX_TYPE }));
  form.set('act', 'check');
  const response = await app.app.request(path, { method: 'POST', body: form, headers: { cookie } });
  return response.text();
}

test('the list and a report say who is in, with the office, beside the way out; a report leads back to the list', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const [list, report] = [await seen('/bao-cao', cookie), await seen(PAGE, cookie)];
  for (const page of [list, report]) {
    expect(page).toContain(WHO);
    expect(page).toContain('action="/roi?lang=vi"');
  }
  expect(report).toContain(BACK);
  expect(list).not.toContain('← ');
  expect(await seen(`${PAGE}?lang=en`, cookie)).toContain('<a href="/bao-cao?lang=en">← Reports to send</a>');
});

test('a problem page says who is in and leads back to the list; one for nobody names nobody', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const lost = await seen('/bao-cao/x2/tiny/2022-q1', cookie);
  expect(lost).toContain(WHO);
  expect(lost).toContain(BACK);
  const nobody = await seen(PAGE, '');
  expect(nobody).not.toContain('Đang vào');
  expect(nobody).not.toContain('← ');
});

test('a refused file’s page names the report and the file as it was chosen, and leads back to the report', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const page = await refused(cookie, 'biểu <b>của tôi</b>.xlsx');
  expect(page).toContain('Quý I/2022 · Đơn vị x1');
  expect(page).toContain('<bdi>biểu &lt;b&gt;của tôi&lt;/b&gt;.xlsx</bdi>');
  expect(page).toContain(`<a href="${PAGE}?lang=vi">Quay lại báo cáo</a>`);
  const long = await refused(cookie, `${'dài '.repeat(60)}bản cuối.xlsx`);
  expect(/<bdi>(.*?)<\/bdi>/.exec(long)?.[1]).toMatch(/^dài .{20,70}….*bản cuối\.xlsx$/);
});

test('a file sent to another office’s report names neither that report nor its office', async () => {
  const cookie = await comeIn(app, 'clerk.x1');
  const page = await refused(cookie, 'biểu.xlsx', '/bao-cao/x2/tiny/2022-q1');
  expect(page).not.toContain('Đơn vị x2');
  expect(page).not.toContain('Quay lại báo cáo');
});

for (const colorScheme of ['light', 'dark'] as const) {
  browserTest(
    `a refused file’s page can be read at 300 px without barriers and leads to the report and the list, ${colorScheme}`,
    { locale: 'vi-VN', bypassCSP: true, colorScheme, viewport: { width: 300, height: 740 } },
    async (page) => {
      await page.goto(`${await app.app.url}${await linkFor(app, 'clerk.x1')}`);
      await page.getByRole('button', { name: 'Vào' }).click();
      const look = async (name: string): Promise<void> => {
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(300);
        expect(await violations(page)).toEqual([]);
        const folder = process.env.PAGE_PICTURES;
        if (folder !== undefined)
          await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
      };
      await page.getByRole('heading', { name: 'Báo cáo cần gửi' }).waitFor();
      await look('who-list');
      await page.getByRole('link', { name: /Quý I\/2022/ }).click();
      await page.getByLabel('Tệp .xlsx đã điền').waitFor();
      await look('who-report');
      const name = `${'BAO_CAO_QUY_'.repeat(20)}.xlsx`;
      await page
        .getByLabel('Tệp .xlsx đã điền')
        .setInputFiles({ name, mimeType: XLSX_TYPE, buffer: Buffer.from('no workbook') });
      await page.getByRole('button', { name: 'Kiểm tra' }).click();
      await page.getByText('Tệp đã chọn').waitFor();
      await look('who-refused');
      await page.getByRole('link', { name: 'Quay lại báo cáo' }).click();
      await page.getByRole('link', { name: '← Báo cáo cần gửi' }).click();
      await page.getByRole('heading', { name: 'Báo cáo cần gửi' }).waitFor();
    },
  );
}
