/** The desk page as a clerk uses it: a real browser, the real sidebar, the built bundle, the real server. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTest, hasBrowser } from '../support/browser.ts';
import { violations } from '../support/sidebar-page.ts';
import { type DrawnBook, MISHAPS } from './desk/contract.ts';
import {
  address,
  bookId,
  cell,
  fillWaiting,
  focused,
  paste,
  settled,
  sidebarOf,
  sitAt,
  textOf,
  type,
  waiting,
} from './desk-page.ts';
import { type Playground, servePlayground } from './playground.ts';

const SIZE = { viewport: { width: 1280, height: 800 } };
const WAIT = 120_000;

let playground: Playground | undefined;
const url = (): string => playground?.url ?? '';

beforeAll(async () => {
  if (hasBrowser) playground = await servePlayground();
}, WAIT);
afterAll(() => playground?.stop(), WAIT);

const sit = (page: Page, book: number) => sitAt(url(), page, book);

describe('a clerk at the desk', () => {
  test.runIf(hasBrowser)(
    'asked for twice while it is being opened, a book has its sidebar in both answers',
    async () => {
      const id = await bookId(url(), 3);
      const asked = [1, 2].map(
        async () => (await (await fetch(`${url()}/desk/api/books/${id}`)).json()) as DrawnBook,
      );
      expect((await Promise.all(asked)).map(({ sidebar }) => sidebar)).toEqual([1, 1]);
    },
  );

  browserTest('fills the inspection sheet with mistakes, mends them, and sends it', SIZE, async (page) => {
    const { sidebar, press, shows } = await sit(page, 0);
    await cell(page, 7, 'E').click();
    expect(await address(page).textContent()).toBe('E7');
    await type(page, '12');
    expect(await address(page).textContent()).toBe('E8');
    await type(page, 'ba');
    await type(page, '7', 'Tab');
    expect(await address(page).textContent()).toBe('F9');
    expect([await textOf(page, 7, 'E'), await textOf(page, 8, 'E'), await textOf(page, 9, 'E')]).toEqual([
      '12',
      'ba',
      '7',
    ]);

    await press('Kiểm tra');
    await shows(/Đang ghi ba/);
    await shows(/ô bắt buộc còn trống ở trang Thống kê/);
    await press('Tới ô E8');
    await page.waitForFunction(`document.getElementById('address').textContent === 'E8'`);
    expect(await cell(page, 8, 'E').getAttribute('class')).toContain('chosen');

    await page.locator('#grid').focus();
    await type(page, '8');
    expect((await waiting(page)).length).toBe(57);
    await fillWaiting(page);
    expect(await waiting(page)).toEqual([]);

    // 13 in all, 12 by the inspection committee: the one blank part may hold the rest, or the total is wrong. The office says.
    await cell(page, 19, 'E').click();
    await type(page, '13');
    await cell(page, 19, 'L').click();
    await type(page, '12');
    await press('Kiểm tra lại');
    await shows('Tổng và các phần không khớp');
    expect(await sidebar.getByRole('button', { name: /^Ghi (phần|tổng)/ }).count()).toBe(1);
    await cell(page, 19, 'E').click();
    await type(page, '12');
    await press('Kiểm tra lại');
    await expect
      .poll(() => page.frameLocator('#sidebar').locator('main').textContent(), { timeout: 20_000 })
      .toContain('Có thể gửi');

    await press('Xem trước khi gửi');
    await shows('Nếu gửi bây giờ');
    await press('Gửi');
    await shows(/ST-2022-hai-duong-\d{6}/);
    await shows(/Đã gửi, chờ duyệt/);
    const copy = sidebar.getByRole('button', { name: 'Sao chép số biên nhận và mã kiểm tra' });
    expect(await copy.textContent()).toBe('Sao chép');
    await press('Mở tổng hợp tỉnh');
    await page.getByRole('tab', { name: 'Tổng hợp' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Tổng hợp' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('#grid').textContent()).toContain('đơn vị đã gửi');
  });

  browserTest('cannot change what the form prints, and is told why', SIZE, async (page) => {
    await sit(page, 1);
    const before = await textOf(page, 5, 'E');
    await cell(page, 5, 'E').click();
    await type(page, 'Tên khác');
    expect(await textOf(page, 5, 'E')).toBe(before);
    expect(await page.locator('#message').textContent()).toMatch(/bảo vệ/);
    await page.keyboard.press('ArrowDown');
    await cell(page, 7, 'E').click();
    await type(page, '4');
    expect(await page.locator('#message').textContent()).toBe('');
  });

  browserTest('edits, clears, copies and undoes with the keyboard alone', SIZE, async (page) => {
    await sit(page, 1);
    await page.locator('#grid').focus();
    await cell(page, 12, 'E').click();
    await type(page, '15');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F2');
    await page.keyboard.press('End');
    await type(page, '6');
    expect(await textOf(page, 12, 'E')).toBe('156');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F2');
    await page.keyboard.type('9');
    await page.keyboard.press('Escape');
    expect(await textOf(page, 12, 'E')).toBe('156');
    await cell(page, 12, 'E').click();
    await type(page, '', 'Delete');
    expect(await textOf(page, 12, 'E')).toBe('');
    await type(page, '', 'Control+z');
    expect(await textOf(page, 12, 'E')).toBe('156');
    await paste(page, '1\t2\n3\t4');
    expect([await textOf(page, 12, 'E'), await textOf(page, 12, 'F'), await textOf(page, 13, 'E')]).toEqual([
      '1',
      '2',
      '3',
    ]);
    await page.keyboard.press('Shift+ArrowDown');
    expect(await address(page).textContent()).toBe('E12:E13');
    await type(page, '', 'Delete');
    expect([await textOf(page, 12, 'E'), await textOf(page, 13, 'E')]).toEqual(['', '']);
  });

  browserTest('takes an option from the list of its cell in another book', SIZE, async (page) => {
    const { shows } = await sit(page, 2);
    await shows('Huyện ủy Nam Sách');
    const choice = page.locator('td.choice').first();
    await choice.click();
    await page.keyboard.press('F2');
    await page.locator('td select').selectOption({ index: 1 });
    await settled(page);
    expect(await choice.textContent()).not.toBe('');
  });

  browserTest('starts an empty list at the words of its first row', SIZE, async (page) => {
    await sit(page, 2);
    await page.locator('#tabs button').first().click();
    await settled(page);
    expect(await address(page).textContent()).toBe('B6');
  });

  browserTest('finds every column under its own letter, frozen ones too', SIZE, async (page) => {
    await sit(page, 3);
    await cell(page, 7, 'M').click();
    expect(await page.evaluate('document.getElementById("grid").scrollLeft')).toBeGreaterThan(0);
    const apart =
      await page.evaluate(`[...document.querySelectorAll('thead th')].slice(1).map((head, index) => {
      const below = document.querySelectorAll('tbody tr')[4].cells[index + 1];
      return Math.round(head.getBoundingClientRect().left - below.getBoundingClientRect().left);
    }).filter((pixels) => pixels !== 0)`);
    expect(apart).toEqual([]);
    const seen = await page.evaluate(`[...document.querySelectorAll('thead th')].slice(1, 3).map((head) => {
      const { left, top, width } = head.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + 4).textContent;
    })`);
    expect(seen).toEqual(['B', 'C']);
  });

  browserTest('leaves the grid by Escape for the sidebar and comes back by Shift+Tab', SIZE, async (page) => {
    await sit(page, 1);
    await cell(page, 7, 'E').click();
    await page.keyboard.press('Tab');
    expect([await address(page).textContent(), await focused(page)]).toEqual(['F7', 'grid']);
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('grid');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('sidebar BODY');
    expect(await page.locator('aside').getAttribute('class')).toBe('reached');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('sidebar SUMMARY');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('grid');
    expect(await page.locator('aside').getAttribute('class')).toBe('');
    expect(await address(page).textContent()).toBe('F7');
    expect(await page.locator('#keys').textContent()).toContain('Esc rời bảng');
  });

  browserTest('writes with an input method from the first letter on', SIZE, async (page) => {
    await sit(page, 2);
    await cell(page, 6, 'E').click();
    await page.keyboard.insertText('đ');
    await page.keyboard.type('ang');
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await textOf(page, 6, 'E')).toBe('đang');
    await page.keyboard.press('ArrowUp');
    const method = await page.context().newCDPSession(page);
    await method.send('Input.imeSetComposition', { text: 'Hu', selectionStart: 2, selectionEnd: 2 });
    expect(await page.locator('#keyboard').getAttribute('class')).toBe('composing');
    await method.send('Input.imeSetComposition', { text: 'Huy', selectionStart: 3, selectionEnd: 3 });
    await method.send('Input.insertText', { text: 'Huyện' });
    await type(page, ' ủy');
    expect(await textOf(page, 6, 'E')).toBe('Huyện ủy');
  });

  browserTest(
    'sees the whole page without a scrollbar, the sidebar as wide as in Google Sheets',
    SIZE,
    async (page) => {
      await sit(page, 1);
      expect(
        await page.evaluate(
          `[document.documentElement.scrollWidth - innerWidth, document.getElementById('sidebar').clientWidth]`,
        ),
      ).toEqual([0, 300]);
    },
  );

  browserTest('may try what goes wrong in real life, and take it back', SIZE, async (page) => {
    await sit(page, 1);
    const tabs = page.locator('#tabs');
    const before = await tabs.textContent();
    await page.locator('#mishaps').selectOption('renameSheet');
    await expect.poll(() => tabs.textContent(), { timeout: 20_000 }).toContain('(bản cuối)');
    await page.locator('#grid').focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => tabs.textContent(), { timeout: 20_000 }).toBe(before);
  });

  browserTest('is told when the host is gone, by the page and by the sidebar', SIZE, async (page) => {
    const { press, sidebar } = await sit(page, 1);
    await cell(page, 7, 'E').click();
    const before = await textOf(page, 7, 'E');
    await page.route('**/desk/api/**', (route) => route.abort());
    await press('Kiểm tra');
    await sidebar
      .getByText(/Không gọi được/)
      .first()
      .waitFor();
    expect(await sidebar.getByText(/Đang kiểm tra/).count()).toBe(0);
    expect(await page.locator('#message').textContent()).toMatch(/Máy chủ của bản trình diễn đã dừng/);
    expect(await page.locator('#work').getAttribute('inert')).not.toBeNull();
    expect(await textOf(page, 7, 'E')).toBe(before);
  });

  browserTest('does not see what was typed stay where the host never took it', SIZE, async (page) => {
    await sit(page, 1);
    await cell(page, 7, 'E').click();
    const before = await textOf(page, 7, 'E');
    await page.route('**/desk/api/**', (route) => route.abort());
    await type(page, '77');
    expect(await textOf(page, 7, 'E')).toBe(before);
    expect(await page.locator('#message').textContent()).toMatch(/không được giữ/);
  });

  browserTest('finds an unsent book of every form, and is asked what “14.200” means', SIZE, async (page) => {
    const { press, shows } = await sit(page, 3);
    const first = await page.locator('#books optgroup').first().locator('option').allTextContents();
    expect(first.map((one) => one.split(' – ')[1]?.split(',')[0])).toEqual(
      expect.arrayContaining(['Thống kê kiểm tra', 'Giao và thực hiện chỉ tiêu', 'Công việc đột phá']),
    );
    const actual = page.locator('td[data-at="5:9"]');
    await actual.click();
    await type(page, "'14.200");
    await press('Kiểm tra');
    await shows('Số có hai cách hiểu');
  });

  browserTest(
    'stands on another sheet where the one in view was deleted, and finds what was typed in the sidebar after opening it anew',
    SIZE,
    async (page) => {
      const { sidebar, press, shows } = await sit(page, 1);
      await cell(page, 7, 'E').click();
      await page.locator('#mishaps').selectOption({ label: MISHAPS.copySheet });
      await settled(page);
      const copy = page.locator('#tabs [role="tab"]').filter({ hasText: /Bản sao|Copy/ });
      await copy.click();
      await settled(page);
      await page.locator('#mishaps').selectOption({ label: MISHAPS.removeSheet });
      await settled(page);
      expect(await copy.count()).toBe(0);
      await cell(page, 7, 'E').waitFor();
      await sidebar.locator('#menu').click();
      await press('English');
      await sidebar.getByRole('button', { name: 'Check', exact: true }).waitFor();
      await page.reload();
      await sidebar.getByRole('button', { name: 'Check', exact: true }).waitFor();
      await shows('Check');
    },
  );

  browserTest(
    'sits down at another book of the list, with its sheet and its own sidebar',
    SIZE,
    async (page) => {
      await sit(page, 1);
      const other = await bookId(url(), 2);
      await page.locator('#books').selectOption(other);
      const sidebar = sidebarOf(page, other).contentFrame();
      await sidebar.getByRole('button', { name: 'Kiểm tra', exact: true }).waitFor();
      expect(await page.evaluate('location.hash')).toBe(`#${other}`);
      expect(await page.locator('#sidebar').count()).toBe(1);
    },
  );

  browserTest('stands on the new sheet after a repair that put the old one aside', SIZE, async (page) => {
    const { sidebar, press, shows } = await sit(page, 1);
    await cell(page, 12, 'E').click();
    await page.locator('#mishaps').selectOption({ label: MISHAPS.mergeCells });
    await settled(page);
    await sidebar.locator('#menu').click();
    await press('Sửa cấu trúc biểu');
    await press('Sửa giúp');
    await shows(/Đã sửa \d+ chỗ/);
    await page.locator('#tabs [role="tab"]').filter({ hasText: 'bản trước khi sửa' }).waitFor();
    expect(await page.locator('#tabs [aria-selected="true"]').textContent()).toBe('Thống kê');
  });

  browserTest(
    'reads the past of the cell they stand in, and is offered last year’s figures',
    SIZE,
    async (page) => {
      const { sidebar, press, shows } = await sit(page, 3);
      await cell(page, 7, 'J').click();
      await sidebar.locator('#menu').click();
      await press('Lịch sử ô');
      await shows('Lịch sử ô J7');
      await press('Đóng');
      await sidebar.locator('#menu').click();
      await press('Điền sẵn ô trống');
      await press('Sửa 5 ô');
      await shows('Đã sửa 5 ô.');
      expect(await textOf(page, 6, 'P')).toBe('310,0');
    },
  );

  browserTest('has no serious barrier in the light', SIZE, async (page) => {
    await sit(page, 1);
    expect(await violations(page)).toEqual([]);
  });

  browserTest(
    'has no serious barrier in the dark, where cells keep the light colours of the workbook',
    { ...SIZE, colorScheme: 'dark' },
    async (page) => {
      await sit(page, 1);
      expect(await violations(page)).toEqual([]);
      const ground = (selector: string): Promise<string> =>
        page.evaluate<string>(
          `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).backgroundColor`,
        );
      expect(await ground('header')).toBe('rgb(31, 37, 43)');
      expect(await ground('td[data-at="6:5"]')).toBe('rgb(255, 255, 255)');
    },
  );
});

browserTest(
  'the sidebar of the page may ask nothing of the network and reach nothing of the page',
  SIZE,
  async (page) => {
    const { sidebar } = await sit(page, 2);
    const reply = await fetch(`${url()}/desk/books/${await bookId(url(), 2)}/sidebar`);
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    const reached = sidebar.locator('body').evaluate('parent.document.title');
    await expect(reached).rejects.toThrow(/cross-origin|Blocked a frame/);
  },
);
