/** The list of problems in the built sidebar: what was typed as a reason, and what stands behind a fold. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import { checked, emptyList, fixable, previewed, sent, warning } from '../support/sidebar-answers.ts';
import { openSidebar } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 700 } };

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForSelector('main[aria-busy="false"]');
};

browserTest(
  'a list nobody filled is said to have nothing at a press, as a reason that is sent',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, {
      check: checked(emptyList()),
      preview: previewed(),
      send: sent(),
    });
    await press(page, 'Kiểm tra');
    const offer = page.getByRole('button', { name: 'Ghi “không phát sinh”' });
    await page.getByLabel('Lý do giữ nguyên').fill('đang chờ huyện');
    expect(await offer.isVisible(), 'over words of their own').toBe(false);
    await page.getByLabel('Lý do giữ nguyên').fill('');
    await offer.click();
    expect(await page.getByLabel('Lý do giữ nguyên').inputValue()).toBe('không phát sinh');
    await press(page, 'Xem trước khi gửi');
    await press(page, 'Gửi');
    const [push] = sidebar.calls.filter(({ name }) => name === 'send');
    expect(push?.args[0]).toMatchObject({ reasons: { 'no_rows|tasks||': 'không phát sinh' } });
  },
);

browserTest(
  'problems folded behind those alike stay in sight when one of them was mended',
  SIZE,
  async (page) => {
    const alike = ['C11', 'C12', 'C13', 'C14', 'C15', 'C16', 'C17'].map((a1) => ({
      ...fixable(a1),
      key: a1,
    }));
    await openSidebar(page, { check: checked(...alike), applyFix: checked(...alike.slice(0, -1)) });
    await press(page, 'Kiểm tra');
    const fold = page.locator('details.folded');
    expect(await fold.locator('article').count()).toBe(0);
    await fold.locator('> summary').click();
    await fold.getByText('Tới ô C17').waitFor();
    expect(await fold.locator('article').count()).toBe(4);
    await fold.locator('article').last().getByRole('button', { name: 'Sửa thành 34' }).click();
    await page.getByText('Tới ô C17').waitFor({ state: 'detached' });
    expect(await fold.locator('article').count()).toBe(3);
    expect(await fold.getByRole('button', { name: 'Tới ô C16' }).isVisible()).toBe(true);
  },
);

browserTest('a reason kept from before counts, and one of blanks does not', SIZE, async (page) => {
  const sidebar = await openSidebar(page, { check: checked(warning('C30', 'Đã nêu kỳ trước')) });
  await press(page, 'Kiểm tra');
  await page.getByText('cảnh báo đã có lý do').waitFor();
  sidebar.answers.check = checked(warning('C31'));
  await press(page, 'Kiểm tra lại');
  await page.getByLabel('Lý do giữ nguyên').fill('   ');
  await press(page, 'Kiểm tra lại');
  expect(await page.getByRole('button', { name: 'Xem trước khi gửi' }).count()).toBe(0);
});
