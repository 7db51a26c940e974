/** Guarantees of the sheet doctor in the sidebar: what is wrong is said before anything is done, and what was done afterwards, in words. */
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import { damage, examined, repairedAnswer } from '../support/doctor-answers.ts';
import { checked, issue, refusal } from '../support/sidebar-answers.ts';
import { type Answers, openSidebar, violations } from '../support/sidebar-page.ts';

const FOUND = examined(
  damage({ kind: 'column_missing', names: ['Tổng số', 'Trong đó: nữ'], count: 2 }),
  damage({ kind: 'validation', count: 40, places: ['C6', 'C7', 'C8', 'C9', 'C10'], remedy: 'mend' }),
  damage({
    kind: 'column_disputed',
    sheet: 'Phụ biểu',
    section: 'annex',
    places: ['D4'],
    names: ['Số cuộc'],
    remedy: 'refuse',
  }),
  damage({ kind: 'locale', section: '', sheet: '', names: ['en_US'], remedy: 'mend' }),
);

const ANSWERS: Answers = {
  check: checked({ ...issue('C14'), code: 'missing_column' }),
  examineStructure: FOUND,
  repair: repairedAnswer({
    refused: [
      damage({
        kind: 'column_disputed',
        sheet: 'Phụ biểu',
        remedy: 'refuse',
        places: ['D4'],
        names: ['Số cuộc'],
      }),
    ],
  }),
};

for (const colorScheme of ['light', 'dark'] as const) {
  browserTest(
    `a broken structure found by a check is shown, repaired at one press and reported, in words (${colorScheme})`,
    { viewport: { width: 300, height: 900 }, colorScheme },
    async (page) => {
      const sidebar = await openSidebar(page, ANSWERS);
      const idle = () => page.waitForSelector('main[aria-busy="false"]');
      await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
      await idle();
      await page.getByRole('button', { name: 'Sửa cấu trúc biểu' }).first().click();
      await idle();
      const found = await page.locator('main').innerText();
      expect(found).toContain('Mất cột: “Tổng số”, “Trong đó: nữ”');
      expect(found).toContain('40 ô mất hoặc sai danh sách chọn, quy tắc nhập (C6, C7, C8, C9, C10 …)');
      expect(found).toContain('Sổ Tỉnh không đoán thay');
      expect(sidebar.namesCalled()).not.toContain('repair');
      expect(await violations(page)).toEqual([]);
      if (process.env.DOCTOR_PICTURES !== undefined)
        await page.screenshot({
          path: `${process.env.DOCTOR_PICTURES}/found-${colorScheme}.png`,
          fullPage: true,
        });
      sidebar.answers = { ...sidebar.answers, repair: refusal() };
      await page.getByRole('button', { name: 'Sửa giúp' }).click();
      await idle();
      sidebar.answers = { ...sidebar.answers, repair: ANSWERS.repair ?? refusal() };
      await page.getByRole('button', { name: 'Thử lại' }).click();
      await idle();
      const done = await page.locator('main').innerText();
      expect(done).toContain('Đã sửa 1 chỗ; số liệu giữ nguyên.');
      expect(done).toContain('Biểu chính (bản trước khi sửa) · C7: “4321” (nằm ngoài các ô của biểu)');
      expect(await page.evaluate('document.activeElement.id')).toBe('outcome');
      expect(await page.evaluate('document.documentElement.scrollWidth <= 300')).toBe(true);
      expect(await violations(page)).toEqual([]);
      if (process.env.DOCTOR_PICTURES !== undefined)
        await page.screenshot({
          path: `${process.env.DOCTOR_PICTURES}/done-${colorScheme}.png`,
          fullPage: true,
        });
    },
  );
}
