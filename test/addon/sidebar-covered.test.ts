/** What gets the focus is seen: its head lies below the line that stays on top of the sidebar, in a low window too. */
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import { checked, issue } from '../support/sidebar-answers.ts';
import { openSidebar } from '../support/sidebar-page.ts';

const LONG = 'Cần: không lớn hơn số ở dòng trên, trong cùng một biểu, '.repeat(6);

for (const height of [300, 412, 600]) {
  browserTest(
    `the first problem is not under the header in a window ${height} pixels high`,
    { viewport: { width: 300, height } },
    async (page) => {
      const { told } = issue('C7');
      const tall = issue('C7', { told: { ...told, why: { vi: LONG, en: LONG } } });
      await openSidebar(page, { check: checked(tall, { ...issue('C9'), code: 'unique' }) });
      await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
      await page.waitForSelector('main[aria-busy="false"] article');
      const places: unknown = await page.evaluate(`({
        focused: document.activeElement.tagName,
        top: document.activeElement.getBoundingClientRect().top,
        bar: document.querySelector('header').getBoundingClientRect().bottom,
      })`);
      const { focused, top, bar } = places as { focused: string; top: number; bar: number };
      expect(focused).toBe('ARTICLE');
      expect(top).toBeGreaterThanOrEqual(bar);
    },
  );
}
