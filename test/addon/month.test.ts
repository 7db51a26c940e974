/** The clerk's whole month in the real sidebar, against the stand-in and the real server: by mouse, by keyboard alone, and over a bad network. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { formOf, newKey, tinyPath, tinyPush } from '../support/app.ts';
import { browserTest } from '../support/browser.ts';
import {
  byKeyboard,
  byMouse,
  type Hands,
  look,
  type Month,
  openFromMenu,
  openMonth,
} from '../support/month.ts';

const SIZE = { viewport: { width: 300, height: 700 }, locale: 'vi-VN' };
const REASON = 'Dòng c chưa tính chi bộ mới lập';
const REMARK = 'Số này khác báo cáo quý trước, đề nghị xem lại.';
const FIGURES = { a: '5', b: '9', c: '3' } as const;

type Look = (name: string) => Promise<void>;

const says = (page: Page, words: string): Promise<void> =>
  expect
    .poll(async () => (await page.locator('header, main').allTextContents()).join(' '), { timeout: 10_000 })
    .toContain(words);

/** Opens the sidebar in a page of its own, as on each day somebody comes back to the file. */
async function opened(month: Month, page: Page, requests: string[]): Promise<Page> {
  for (const before of page.context().pages()) if (before !== page) await before.close();
  const fresh = await page.context().newPage();
  await openFromMenu(month, fresh, requests);
  return fresh;
}

async function chosenToChecked(month: Month, page: Page, hands: Hands, seen: Look): Promise<void> {
  await says(page, 'Chọn báo cáo');
  await seen('1-choose');
  await hands.press('Tạo bảng');
  await says(page, 'Chưa gửi lần nào.');
  await seen('2-connected');
  for (const [row, value] of Object.entries(FIGURES)) month.type(row, value);
  await hands.press('Kiểm tra');
  await says(page, '1 lỗi · 1 cảnh báo');
  await seen('3-problems');
}

async function mendedToSent(month: Month, page: Page, hands: Hands, seen: Look): Promise<void> {
  month.type('b', '2');
  await hands.press('Kiểm tra lại');
  await hands.write('Lý do giữ nguyên', REASON);
  await hands.press('Kiểm tra lại');
  await says(page, 'cảnh báo đã có lý do');
  await seen('4-clean');
  await hands.press('Xem trước khi gửi');
  await says(page, 'Nếu gửi bây giờ');
  await seen('5-preview');
  await hands.press('Gửi');
  await says(page, 'Biên nhận ST-');
  await seen('6-sent');
}

async function answered(month: Month, page: Page, hands: Hands, seen: Look): Promise<void> {
  await says(page, 'Bị trả lại');
  await says(page, REMARK);
  await seen('7-returned');
  month.type('a', '6');
  await hands.press('Kiểm tra');
  await says(page, 'đã sửa 1/1');
  await seen('8-answered');
  await hands.press('Xem trước khi gửi');
  await hands.press('Gửi');
  await says(page, 'Biên nhận ST-');
}

async function wholeMonth(page: Page, handsOf: (page: Page) => Hands): Promise<void> {
  const month = await openMonth();
  const requests: string[] = [];
  try {
    const first = await opened(month, page, requests);
    const seen = (name: string): Promise<void> => look(first, name);
    await chosenToChecked(month, first, handsOf(first), seen);
    await mendedToSent(month, first, handsOf(first), seen);
    const remarks = [{ at: { section: 'main', row: 'a', column: 'n' }, text: REMARK }];
    await month.decide({ action: 'return', revision: 1, remarks });

    const second = await opened(month, page, requests);
    await answered(month, second, handsOf(second), (name) => look(second, name));
    expect(await month.revisions()).toBe(2);
    await month.decide({ action: 'accept', revision: 2 });

    const third = await opened(month, page, requests);
    await says(third, 'Đã duyệt');
    await look(third, '9-accepted');
    expect(requests).toEqual([]);
  } finally {
    await month.stop();
  }
}

browserTest(
  'a month by mouse, from choosing the report to its acceptance, readable for everybody at each screen',
  { ...SIZE, colorScheme: 'light' },
  (page) => wholeMonth(page, byMouse),
);

browserTest(
  'the same month by keyboard alone, in the dark, as readable',
  { ...SIZE, colorScheme: 'dark' },
  (page) => wholeMonth(page, byKeyboard),
);

/** A colleague sent the same cell and another one: the other is taken and named, the same is chosen side by side. */
async function mergedWithColleague(month: Month, page: Page, requests: string[]): Promise<void> {
  const { content } = await formOf(month.app, 'x1');
  const main = content.main ?? {};
  const theirs = {
    ...content,
    main: { ...main, a: { ...main.a, n: '8' }, b: { ...main.b, note: 'Đã đối chiếu' } },
  };
  const push = { ...tinyPush(theirs, 1, { mode: 'draft' }), reasons: {} };
  const reply = await month.app.post(tinyPath('x1', '/revisions'), push, { as: 'clerk.x1', key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  month.type('a', '7');
  const third = await opened(month, page, requests);
  const hands = byMouse(third);
  await hands.press('Kiểm tra');
  await hands.press('Xem trước khi gửi');
  await says(third, 'Có ô hai người cùng sửa');
  await look(third, '10-side-by-side');
  await third.getByRole('button', { name: 'Giữ của tôi', exact: true }).click();
  await hands.press('Xong, tiếp tục gửi');
  await says(third, 'Đã nhận 1 ô đồng nghiệp sửa');
  await hands.press('Gửi');
  await says(third, 'Biên nhận ST-');
  expect(await month.revisions()).toBe(3);
  expect((await formOf(month.app, 'x1')).content.main).toMatchObject({
    a: { n: '7' },
    b: { note: 'Đã đối chiếu' },
  });
}

const overloaded = (): Response =>
  new Response('{}', { status: 503, headers: { 'content-type': 'application/json', 'retry-after': '1' } });
const never = (): Promise<Response> => new Promise(() => {});

browserTest(
  'a month over a bad network: an overloaded server, a reply lost after the send, a request that never ends; the server has one revision; then a colleague’s is merged side by side',
  SIZE,
  async (page) => {
    const month = await openMonth();
    const requests: string[] = [];
    const direct = await month.app.app.url;
    try {
      const first = await opened(month, page, requests);
      const hands = byMouse(first);
      await month.through(overloaded);
      await hands.press('Tạo bảng');
      await first.getByRole('alert').waitFor();
      await month.through(null);
      await hands.press('Thử lại');
      await says(first, 'Chưa gửi lần nào.');
      for (const [row, value] of Object.entries({ ...FIGURES, b: '2' })) month.type(row, value);
      await hands.press('Kiểm tra');
      await hands.write('Lý do giữ nguyên', REASON);
      await month.through(never);
      await hands.press('Xem trước khi gửi');
      await first.getByRole('alert').waitFor();
      await month.through(null);
      await hands.press('Thử lại');
      await says(first, 'Nếu gửi bây giờ');
      await month.through(async (request) => {
        const { pathname, search } = new URL(request.url);
        const { method, headers } = request;
        const url = new URL(`${pathname}${search}`, direct);
        if (method === 'GET') return fetch(url, { headers });
        await fetch(url, { method, headers, body: await request.text() });
        throw new Error('the reply is lost');
      });
      await hands.press('Gửi');
      await first.getByRole('alert').waitFor();
      expect(await month.revisions()).toBe(1);
      await month.through(null);

      const second = await opened(month, page, requests);
      await says(second, 'chưa có trả lời');
      await byMouse(second).press('Gửi lại');
      await says(second, 'Biên nhận ST-');
      expect(await month.revisions()).toBe(1);
      await mergedWithColleague(month, page, requests);
      expect(requests).toEqual([]);
    } finally {
      await month.stop();
    }
  },
);
