/** Duyệt: a reviewer reads the report as its office sent it, sees what changed, and accepts or returns it; nothing is decided otherwise. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remarkKey } from '../../../shared/remark-answer.ts';
import { formOf, newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { browserTest } from '../../support/browser.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import { violations } from '../../support/sidebar-page.ts';
import { ROOT } from '../../support/sources.ts';

let app: TestApp;
const OFFICES = {
  d1: 'p',
  d2: 'p',
  x1: 'd1',
  x2: 'd1',
  y1: 'p',
  y2: 'p',
  y3: 'p',
  y4: 'p',
  y5: 'p',
  y6: 'p',
};
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { offices: OFFICES });
});
afterAll(() => app.stop());

async function send(unit: string, n: string, base = 0, reasons: Record<string, string> = {}): Promise<void> {
  const content = { main: { a: { n }, b: { n: '1' }, c: { n: '99999' } } };
  const options = { as: `clerk.${unit}`, key: newKey() };
  const sent = await app.post(tinyPath(unit, '/revisions'), tinyPush(content, base, { reasons }), options);
  expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
}

const pageOf = (unit: string): string => `/duyet/${unit}/tiny/2022-q1`;

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
}

/** One person's browser: a session, and the forms it was shown. */
class Desk {
  readonly #cookie: string;
  constructor(cookie: string) {
    this.#cookie = cookie;
  }
  static async of(person: string): Promise<Desk> {
    return new Desk(await comeIn(app, person));
  }
  async open(path: string): Promise<Seen> {
    return read(await app.app.request(path, { headers: { cookie: this.#cookie } }));
  }
  /** Presses a button of the form with the fields as shown, but for what is typed. */
  async press(unit: string, act: string, typed: Record<string, string> = {}, headers = {}): Promise<Seen> {
    const { text } = await this.open(pageOf(unit));
    const form = new URLSearchParams({ ...hidden(text), act, ...typed });
    return this.post(unit, form, headers);
  }
  async post(unit: string, form: URLSearchParams, headers = {}): Promise<Seen> {
    const init = { method: 'POST', body: form, redirect: 'manual' as const };
    return read(
      await app.app.request(pageOf(unit), { ...init, headers: { ...headers, cookie: this.#cookie } }),
    );
  }
}

const read = async (response: Response): Promise<Seen> => ({
  status: response.status,
  text: await response.text(),
  location: response.headers.get('location'),
});
const hidden = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
const stateOf = async (unit: string): Promise<string> => (await formOf(app, unit)).head.state;

test('the report stands on the page as it stands on the sheet of its office, letter by letter and row by row', async () => {
  await send('x1', '1234');
  const { text } = await (await Desk.of('reviewer')).open(pageOf('x1'));
  expect(text).toContain('<strong>Đơn vị x1</strong> · đã gửi, biên nhận ');
  expect(text).toMatch(/<span class="more">C<\/span>/);
  const rows = [...text.matchAll(/<tr class="[^"]*"><th[^>]*>(\d+)<\/th>(.*?)<\/tr>/gs)].map(
    ([, number, cells = '']) => [
      number,
      ...[...cells.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell),
    ],
  );
  expect(rows[0]?.slice(0, 1)).toEqual(['5']);
  expect(rows[0]).toContain('1.234');
  expect(text).toContain('Lần gửi đầu tiên: chưa có gì để so.');
});

test('a reviewer accepts what they saw, and is told so; pressed twice it is done once', async () => {
  await send('y1', '2');
  const desk = await Desk.of('reviewer');
  const { text } = await desk.open(pageOf('y1'));
  const form = new URLSearchParams({ ...hidden(text), act: 'accept' });
  const presses = [await desk.post('y1', form), await desk.post('y1', form)];
  expect(presses.map(({ status, location }) => [status, location])).toEqual(
    Array(2).fill([303, '/duyet/y1/tiny/2022-q1?said=accepted&lang=vi']),
  );
  expect(await stateOf('y1')).toBe('accepted');
  const told = await desk.open(presses[0]?.location ?? '');
  expect(told.text).toContain('Đã duyệt lần gửi này.');
  expect(told.text).not.toContain('value="accept"');
});

test('what was sent since the page was opened is not accepted unseen', async () => {
  await send('y2', '2');
  const desk = await Desk.of('reviewer');
  const { text } = await desk.open(pageOf('y2'));
  await send('y2', '3', 1);
  const late = await desk.post('y2', new URLSearchParams({ ...hidden(text), act: 'accept' }));
  expect([late.status, await stateOf('y2')]).toEqual([409, 'submitted']);
  expect(late.text).toContain('role="alert"');
  expect(late.text).toContain('trước: 2');
});

test('a report comes back with remarks at the cells they name; the answer and what changed are shown next time', async () => {
  await send('x2', '5');
  const desk = await Desk.of('reviewer');
  const typed = {
    sheet1: 'main',
    cell1: 'c5',
    text1: 'Xem lại số này',
    sheet2: 'main',
    text2: 'Cả trang cần rà lại',
  };
  const done = await desk.press('x2', 'return', typed);
  expect([done.status, await stateOf('x2')]).toEqual([303, 'returned']);
  expect((await formOf(app, 'x2')).remarks).toEqual([
    { at: { section: 'main', row: 'a', column: 'n' }, text: 'Xem lại số này' },
    { at: { section: 'main', row: '*', column: '*' }, text: 'Cả trang cần rà lại' },
  ]);
  await send('x2', '7', 1, {
    [remarkKey({ section: 'main', row: 'a', column: 'n' }, 1)]: 'Đã sửa theo sổ.',
  });
  const { text } = await desk.open(pageOf('x2'));
  expect(text).toContain('1 ô khác lần gửi trước');
  expect(text).toMatch(/<a href="#main-C5">[^<]*C5<\/a>[^<]*: 5 → <strong>7<\/strong>/);
  expect(text).toMatch(/id="main-C5"[^>]*>7<span class="more">trước: 5<\/span>/);
  expect(text).toContain('Đã sửa theo sổ.');
});

test.each([
  ['no remark', {}, 'Muốn trả lại thì ghi ít nhất một nhận xét'],
  ['a cell without words', { sheet1: 'main', cell1: 'C5' }, 'Dòng 1: có ô mà chưa ghi nhận xét.'],
  [
    'a cell there is not',
    { sheet2: 'main', cell2: 'Z99', text2: 'x' },
    'Dòng 2: trang “Chính” không có ô Z99',
  ],
  ['a cell nobody fills', { sheet1: 'main', cell1: 'B5', text1: 'x' }, 'Dòng 1: trang “Chính” không có ô B5'],
  ['a sheet there is not', { sheet1: 'none', cell1: 'C5', text1: 'x' }, 'Dòng 1: trang “none” không có ô C5'],
])('a return with %s is refused, and all that was typed is still there', async (_what, typed, words) => {
  if ((await formOf(app, 'y3')).head.revision === 0) await send('y3', '4');
  const desk = await Desk.of('reviewer');
  const isBare = Object.keys(typed).length === 0;
  const last = isBare ? {} : { text5: 'dòng <cuối>' };
  const refused = await desk.press('y3', 'return', { ...typed, ...last });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(words)]);
  expect(refused.text.includes('value="dòng &lt;cuối&gt;"')).toBe(!isBare);
  expect(await stateOf('y3')).toBe('submitted');
});

test('a form of another site, of another session, or of none decides nothing', async () => {
  await send('y4', '4');
  const [one, other] = [await Desk.of('reviewer'), await Desk.of('reviewer')];
  const shown = new URLSearchParams({ ...hidden((await one.open(pageOf('y4'))).text), act: 'accept' });
  const bare = new URLSearchParams(shown);
  bare.delete('token');
  const site = { 'sec-fetch-site': 'cross-site' };
  const answers = [
    await one.post('y4', shown, site),
    await one.post('y4', shown, { origin: 'https://elsewhere.example' }),
    await other.post('y4', shown),
    await one.post('y4', bare),
    await new Desk('').post('y4', shown),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 401, 401, 401]);
  expect(await stateOf('y4')).toBe('submitted');
});

test.each([
  ['the clerk who sent it', 'clerk.y5', 200],
  ['a reviewer of another district', 'reviewer.d1', 404],
  ['a clerk of another office', 'clerk.y6', 404],
])('%s is offered no decision, and none is taken from them', async (_who, person, status) => {
  if ((await formOf(app, 'y5')).head.revision === 0) await send('y5', '4');
  const desk = await Desk.of(person);
  const page = await desk.open(pageOf('y5'));
  expect([page.status, page.text.includes('name="act"')]).toEqual([status, false]);
  const mine = await Desk.of('reviewer');
  const shown = hidden((await mine.open(pageOf('y5'))).text);
  const own = status === 200 ? hidden((await desk.open(pageOf('y5'))).text) : {};
  const forced = await desk.post('y5', new URLSearchParams({ ...shown, ...own, act: 'accept' }));
  expect([forced.status >= 400, await stateOf('y5')]).toEqual([true, 'submitted']);
});

test('of a report that was never sent nothing is shown but that', async () => {
  const draft = tinyPush({ main: { a: { n: '4711' } } }, 0, { mode: 'draft' });
  await app.post(tinyPath('y6', '/revisions'), draft, { as: 'clerk.y6', key: newKey() });
  const { status, text } = await (await Desk.of('reviewer')).open(pageOf('y6'));
  expect([status, text.includes('4711'), text.includes('<table')]).toEqual([200, false, false]);
  expect(text).toContain('Đơn vị chưa gửi báo cáo này');
});

const PICTURES = join(ROOT, 'node_modules/.cache/so-tinh/pages');
async function comesIn(page: Page, path: string): Promise<void> {
  await page.goto(`${await app.app.url}${await linkFor(app, 'reviewer')}`);
  await page.getByRole('button', { name: 'Vào' }).click();
  await page.goto(`${await app.app.url}${path}`);
}

for (const [width, colorScheme] of [
  [360, 'dark'],
  [1280, 'light'],
] as const)
  browserTest(
    `a reviewer comes from the table of offices to a report, returns it, and sees that, at ${width} px, ${colorScheme}`,
    { locale: 'vi-VN', bypassCSP: true, colorScheme, viewport: { width, height: 800 } },
    async (page) => {
      const unit = width === 360 ? 'd1' : 'd2';
      await send(unit, '8');
      await comesIn(page, '/tien-do');
      await page
        .getByRole('row', { name: new RegExp(`Đơn vị ${unit}`) })
        .getByRole('link')
        .click();
      await page.getByText('Trả lại để sửa').click();
      await page.getByLabel('Ô', { exact: true }).first().fill('C5');
      await page.getByLabel('Nhận xét', { exact: true }).first().fill('Số này chưa khớp kỳ trước.');
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      await page.screenshot({ path: join(PICTURES, `duyet-${width}.png`), fullPage: true });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Trả lại' }).click();
      await page.getByText('Đã trả lại. Đơn vị thấy nhận xét khi mở bảng.').waitFor();
      expect(await stateOf(unit)).toBe('returned');
    },
  );
