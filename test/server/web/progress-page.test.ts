/** Tiến độ báo cáo: what the page says of each office is what its reports are, for those who may see them; everybody can read it. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { browserTest } from '../../support/browser.ts';
import { makeProvince, TINY } from '../../support/make.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import { violations } from '../../support/sidebar-page.ts';
import { ROOT } from '../../support/sources.ts';

let app: TestApp;
const OTHER = {
  ...TINY,
  id: 'other',
  descriptors: { ...TINY.descriptors, name: { vi: 'Biểu khác', en: 'Another form' } },
};
const N = { n: '1' };

/** x1 sent in time, d1 late, x2 was returned, d2 holds a draft; nobody began the other form, and p nothing at all. */
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { templates: [TINY, OTHER] });
  await send('x1', 'submit');
  await send('x2', 'submit');
  await send('d2', 'draft');
  const remarks = [{ at: { section: 'main', row: 'a', column: 'n' }, text: 'Xem lại' }];
  const returned = await app.post(
    tinyPath('x2', '/decisions'),
    { action: 'return', revision: 1, remarks },
    { as: 'reviewer', key: newKey() },
  );
  expect([returned.status, returned.text]).toEqual([200, expect.any(String)]);
  app.now = new Date('2022-04-07T02:00:00.000Z');
  await send('d1', 'submit');
});
afterAll(() => app.stop());
beforeEach(() => {
  app.now = new Date('2022-04-08T02:00:00.000Z');
});

async function send(unit: string, mode: 'draft' | 'submit'): Promise<void> {
  const content = { main: { a: N, b: N, c: N } };
  const options = { as: `clerk.${unit}`, key: newKey() };
  const sent = await app.post(tinyPath(unit, '/revisions'), tinyPush(content, 0, { mode }), options);
  expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
}

const PAGE = '/tien-do';
async function seen(person: string, path = PAGE): Promise<string> {
  const response = await app.app.request(path, { headers: { cookie: await comeIn(app, person) } });
  expect(response.status).toBe(200);
  return response.text();
}

const plain = (cell: string): string =>
  cell
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
/** The cells of each row of the table, in words. */
const table = (page: string): string[][] =>
  [...page.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell)),
  );

test('each office and form of the period stands in the table as its report stands', async () => {
  expect(table(await seen('reviewer'))).toEqual([
    ['Đơn vị', 'Biểu khác', TINY.descriptors.name.vi],
    ['Tất cả đơn vị được xem', '0/5 đã gửi 0/5 đã duyệt · 5 quá hạn', '2/5 đã gửi 0/5 đã duyệt · 3 quá hạn'],
    ['Đơn vị d1', 'chưa gửi quá hạn 3 ngày', 'đã gửi, chờ duyệt gửi chậm'],
    ['Đơn vị d2', 'chưa gửi quá hạn 3 ngày', 'chưa gửi quá hạn 3 ngày'],
    ['Đơn vị p', 'chưa gửi quá hạn 3 ngày', 'chưa gửi quá hạn 3 ngày'],
    ['Đơn vị x1', 'chưa gửi quá hạn 3 ngày', 'đã gửi, chờ duyệt'],
    ['Đơn vị x2', 'chưa gửi quá hạn 3 ngày', 'bị trả lại quá hạn 3 ngày'],
  ]);
});

const offices = (page: string): string[] =>
  table(page).flatMap(([name = '']) => /^Đơn vị (\S+)$/.exec(name)?.[1] ?? []);

test.each([
  ['reviewer', ['d1', 'd2', 'p', 'x1', 'x2']],
  ['reviewer.d1', ['d1', 'x1', 'x2']],
  ['clerk.x1', ['x1']],
])('%s sees the offices they may see and no other', async (person, names) => {
  expect(offices(await seen(person))).toEqual(names);
});

test.each([
  ['unsent', ['d1', 'd2', 'p', 'x1', 'x2']],
  ['submitted', ['d1', 'x1']],
  ['returned', ['x2']],
])(
  'only offices with a report that is %s are shown when asked so, each with all its forms',
  async (state, names) => {
    const page = await seen('reviewer', `${PAGE}?state=${state}`);
    expect(offices(page)).toEqual(names);
    expect(page).toMatch(new RegExp(`<option value="${state}" selected[^>]*>`));
    for (const row of table(page).slice(2)) expect(row).toHaveLength(3);
  },
);

test('an office is overdue from the day after its due day', async () => {
  const overdue = async (): Promise<string[]> => offices(await seen('reviewer', `${PAGE}?state=overdue`));
  app.now = new Date('2022-04-05T16:59:00.000Z');
  expect(await overdue()).toEqual([]);
  expect(await seen('reviewer', `${PAGE}?state=overdue`)).toContain(
    'Không có đơn vị nào như vậy trong kỳ này.',
  );
  expect(plain(await seen('reviewer'))).toContain('chưa gửi hạn 05/04/2022');
  app.now = new Date('2022-04-05T17:00:00.000Z');
  expect(await overdue()).toEqual(['d1', 'd2', 'p', 'x1', 'x2']);
});

test('what an address asks that is none of ours is as good as not asked; a period there is not is told', async () => {
  expect(offices(await seen('reviewer', `${PAGE}?state=none&cursor=%00&period=a%20b&lang=fr`))).toHaveLength(
    5,
  );
  const cookie = await comeIn(app, 'reviewer');
  const gone = await app.app.request(`${PAGE}?period=1999`, { headers: { cookie } });
  expect([gone.status, (await gone.text()).includes('Không tìm thấy')]).toEqual([404, true]);
});

test('who is not in is led to come in, and nothing is told', async () => {
  const response = await app.app.request(PAGE);
  const text = await response.text();
  expect([response.status, text.includes('Đơn vị')]).toEqual([401, false]);
});

test('in English the page says the same, and leads back to Vietnamese with what was asked', async () => {
  const page = await seen('reviewer', `${PAGE}?state=returned&lang=en`);
  expect(page).toContain('<html lang="en">');
  expect(table(page).at(-1)).toEqual(['Đơn vị x2', 'not sent 3 days overdue', 'returned 3 days overdue']);
  expect(page).toContain('href="/tien-do?period=2022-q1&amp;state=returned&amp;lang=vi"');
});

test('more offices than a page holds come page by page, each once, with the sums of all on each', async () => {
  const many = await testApp();
  const units = Object.fromEntries(
    Array.from({ length: 230 }, (_, n) => [`o${String(n).padStart(3, '0')}`, 'p']),
  );
  await makeProvince(many.db, () => many.now, {
    offices: units,
    roles: [['reviewer', 'reviewer', 'p', true]],
  });
  const cookie = await comeIn(many, 'reviewer');
  const shown: string[] = [];
  let path: string | undefined = PAGE;
  for (let pages = 0; path !== undefined && pages < 9; pages += 1) {
    const page: string = await (await many.app.request(path, { headers: { cookie } })).text();
    shown.push(...offices(page));
    expect(table(page)[1]?.[1]).toContain('0/231 đã gửi');
    path = /<a href="([^"]*cursor=[^"]*)">Các đơn vị tiếp theo/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  }
  await many.stop();
  expect(shown).toEqual([...Object.keys(units), 'p']);
});

test('the page and all it loads are at most 60 kB as they are sent, and kept by browsers but for the page', async () => {
  const page = await seen('reviewer');
  expect(page).not.toMatch(/<script|style=|<style/);
  const sheet = /href="([^"]*\.css)"/.exec(page)?.[1] ?? '';
  const css = await app.app.request(sheet);
  const text = await css.text();
  const fonts = [...text.matchAll(/url\("([^"]+)"\)/g)].map(([, path = '']) => path);
  let bytes = gzipSync(page).length + gzipSync(text).length;
  for (const font of fonts) {
    const response = await app.app.request(font);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'font/woff2']);
    expect(response.headers.get('cache-control')).toContain('immutable');
    bytes += (await response.arrayBuffer()).byteLength;
  }
  expect([fonts.length, css.headers.get('cache-control')]).toEqual([2, expect.stringContaining('immutable')]);
  expect(bytes).toBeLessThanOrEqual(60_000);
  expect((await app.app.request('/trang/000000000000/pages.css')).status).toBe(404);
});

test('a page and its style sheet come packed to a browser that takes that, and say the same', async () => {
  const page = await seen('reviewer');
  const sheet = /href="([^"]*\.css)"/.exec(page)?.[1] ?? '';
  const cookie = await comeIn(app, 'reviewer');
  for (const path of [`${PAGE}?state=overdue`, sheet]) {
    const ask = (encoding: string) =>
      app.app.request(path, { headers: { cookie, 'accept-encoding': encoding } });
    const [packed, plainly] = [await ask('gzip, deflate, br'), await ask('identity')];
    expect([path, packed.headers.get('content-encoding'), plainly.headers.get('content-encoding')]).toEqual([
      path,
      'gzip',
      null,
    ]);
    // Unpacked by who asked, as a browser does.
    const text = await plainly.text();
    // Each showing of a page has keys of its own.
    const same = (one: string): string => one.replace(/name="(key|token)" value="[^"]*"/g, '');
    expect(same(await packed.text())).toBe(same(text));
    expect(packed.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
  }
});

test('the totals of each form are handed out as a document of the party or the state, to who is in and to nobody else', async () => {
  const page = await seen('reviewer');
  const links = [...page.matchAll(/href="(\/tai-ve\/tong-hop\/tiny\/[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  expect(links.map((href) => /\.(\w+)\?/.exec(href)?.[1])).toEqual(['docx', 'docx', 'xlsx', 'csv']);
  const cookie = await comeIn(app, 'reviewer');
  for (const href of links) {
    const file = await app.app.request(href, { headers: { cookie } });
    expect([href, file.status]).toEqual([href, 200]);
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''");
    expect((await app.app.request(href)).status).toBe(401);
  }
  const document = await app.app.request(links[0] ?? '', { headers: { cookie } });
  expect(document.headers.get('content-type')).toContain('wordprocessingml');
  const odd = await app.app.request('/tai-ve/tong-hop/tiny/2022-q1.docx?letterhead=x', {
    headers: { cookie },
  });
  expect(odd.status).toBe(404);
});

const PICTURES = join(ROOT, 'node_modules/.cache/so-tinh/pages');
async function comesIn(page: Page): Promise<void> {
  await page.goto(`${await app.app.url}${await linkFor(app, 'reviewer')}`);
  await page.getByRole('button', { name: 'Vào' }).click();
  await page.goto(`${await app.app.url}${PAGE}`);
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1280])
    browserTest(
      `the table can be read at ${width} px without barriers, and only it goes sideways, ${colorScheme}`,
      { locale: 'vi-VN', bypassCSP: true, colorScheme, viewport: { width, height: 800 } },
      async (page) => {
        await comesIn(page);
        expect(
          await page.evaluate(
            'document.fonts.ready.then(() => document.fonts.check("15px Be Vietnam Pro", "ệ"))',
          ),
        ).toBe(true);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        await page.screenshot({
          path: join(PICTURES, `tien-do-${width}-${colorScheme}.png`),
          fullPage: true,
        });
        expect(await violations(page)).toEqual([]);
      },
    );

browserTest(
  'a reviewer asks for what is overdue by the keyboard only',
  { locale: 'vi-VN', viewport: { width: 1280, height: 800 } },
  async (page) => {
    await comesIn(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Tới nội dung');
    await page.keyboard.press('Enter');
    for (const name of ['period', 'state']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.name')).toBe(name);
    }
    await page.keyboard.type('Quá');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/state=overdue/);
    expect(offices(await page.content())).toEqual(['d1', 'd2', 'p', 'x1', 'x2']);
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate('document.activeElement.matches(".wide")')) return;
    }
    throw new Error('the table cannot be reached by the keyboard');
  },
);
