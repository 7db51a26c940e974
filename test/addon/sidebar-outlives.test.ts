/** What outlives a call that never answers and a sidebar that is closed: nothing typed is lost, nothing is done twice, nobody is stuck. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import {
  checked,
  codeAt,
  issue,
  previewed,
  refusal,
  sent,
  started,
  warning,
} from '../support/sidebar-answers.ts';
import { type Answers, openSidebar } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 600 } };
const TU_KY = { fileId: 'file', email: 'tu-ky@example.vn' };
const REASON = 'Năm nay kiểm tra chuyên đề';

const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForSelector('main[aria-busy="false"]');
};

browserTest(
  'a reason typed, the language chosen and the place in the list are there when the sidebar is opened again',
  SIZE,
  async (page) => {
    const many = Array.from({ length: 30 }, (_, n) => issue(`C${n + 1}`, { key: `k${n}`, code: codeAt(n) }));
    const answers: Answers = { check: checked(warning('C30'), ...many) };
    await openSidebar(page, answers);
    await press(page, 'Kiểm tra');
    await page.getByLabel('Lý do giữ nguyên').fill(REASON);
    await page.evaluate('scrollTo(0, 900)');
    await page.waitForFunction(
      'Object.keys(localStorage).some((key) => JSON.parse(localStorage[key]).scrolled === 900)',
    );
    await page.locator('#menu').click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.evaluate('scrollTo(0, 900)');

    await page.reload();
    await page.waitForSelector('main[aria-busy="false"]');
    await press(page, 'Check');
    expect(await page.evaluate('scrollY')).toBe(900);
    expect(await page.getByLabel('Reason to keep it').inputValue()).toBe(REASON);

    const other = await page.context().newPage();
    await openSidebar(
      other,
      { ...answers, start: started(undefined, { email: 'cam-giang@example.vn' }) },
      { ...TU_KY, email: 'cam-giang@example.vn' },
    );
    await press(other, 'Kiểm tra');
    expect(await other.getByLabel('Lý do giữ nguyên').inputValue()).toBe('');
  },
);

browserTest('reasons that were sent are not kept as typed', SIZE, async (page) => {
  await openSidebar(page, { check: checked(warning('C30')), preview: previewed(), send: sent() });
  await press(page, 'Kiểm tra');
  await page.getByLabel('Lý do giữ nguyên').fill(REASON);
  expect(await page.evaluate('JSON.stringify(localStorage)')).toContain(REASON);
  await press(page, 'Xem trước khi gửi');
  await press(page, 'Gửi');
  expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(REASON);
});

browserTest('a browser that keeps nothing, or something else, hinders nothing', SIZE, async (page) => {
  await page.addInitScript("localStorage.setItem('so-tinh.draft.file.tu-ky@example.vn', '[7')");
  await openSidebar(page, { check: checked(warning('C30')) });
  await press(page, 'Kiểm tra');
  await page.addInitScript(
    "Object.defineProperty(window, 'localStorage', { get: function () { throw new Error('denied'); } })",
  );
  await page.reload();
  await page.waitForSelector('main[aria-busy="false"]');
  await press(page, 'Kiểm tra');
  await page.getByLabel('Lý do giữ nguyên').fill(REASON);
  await page.getByRole('button', { name: 'Xem trước khi gửi' }).waitFor();
});

browserTest(
  'a send that never answers is told after a minute and repeated as the same send; its own answer counts no more',
  SIZE,
  async (page) => {
    await page.clock.install({ time: new Date('2021-12-12T07:00:00Z') });
    const sidebar = await openSidebar(page, { check: checked(), preview: previewed() });
    await press(page, 'Kiểm tra');
    await press(page, 'Xem trước khi gửi');
    let first = (): void => {};
    sidebar.answers.send = new Promise((resolve) => {
      first = () => resolve(refusal());
    });
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.clock.runFor(12_000);
    await page.getByRole('button', { name: 'Không đợi nữa' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.clock.runFor(54_000);
    await page.getByRole('alert').getByText('máy chủ chỉ ghi nhận một lần').waitFor();
    sidebar.answers.send = sent();
    await press(page, 'Thử lại');
    await page.getByText('ST-2021-hai-duong-000127').first().waitFor();
    first();
    await page.clock.runFor(2000);
    expect(await page.getByRole('alert').count()).toBe(0);
    const sends = sidebar.calls.filter(({ name }) => name === 'send');
    expect(sends).toHaveLength(2);
    expect(sends[1]).toEqual(sends[0]);
  },
);

browserTest(
  'who waits no longer has the screen as it was, and an answer that comes after all still counts',
  SIZE,
  async (page) => {
    await page.clock.install({ time: new Date('2021-12-12T07:00:00Z') });
    let answer = (): void => {};
    await openSidebar(page, {
      check: new Promise((resolve) => {
        answer = () => resolve(checked(issue('C14')));
      }),
    });
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    await page.clock.runFor(11_000);
    await press(page, 'Không đợi nữa');
    expect(await page.getByRole('button', { name: 'Kiểm tra', exact: true }).isEnabled()).toBe(true);
    expect(await page.locator('#status').textContent()).toBe('');
    answer();
    await page.locator('#problems').waitFor();
  },
);

browserTest('a failure may be put away, and the work goes on where it was', SIZE, async (page) => {
  const sidebar = await openSidebar(page, { check: refusal() });
  await press(page, 'Kiểm tra');
  await press(page, 'Đóng');
  expect(await page.getByRole('alert').count()).toBe(0);
  sidebar.answers.check = checked();
  await press(page, 'Kiểm tra');
  await page.getByText('Không còn lỗi').waitFor();
});

browserTest(
  'the shell says that it opens before anything is known, then who reports what by when',
  SIZE,
  async (page) => {
    let answer = (): void => {};
    const opened = openSidebar(page, {
      start: new Promise((resolve) => {
        answer = () => resolve(started());
      }),
    });
    await page.getByText('Đang mở bảng…').waitFor();
    expect(await page.locator('header').textContent()).toContain('Sổ Tỉnh');
    answer();
    await opened;
    const header = (await page.locator('#header').innerText()).split(/\n+/);
    expect(header).toEqual([
      'Huyện ủy Tứ Kỳ',
      'tu-ky@example.vn',
      'Thống kê kiểm tra, giám sát, kỷ luật · Năm 2021',
      'Chưa gửi · Hạn 20/12/2021 · còn 8 ngày',
    ]);
  },
);
