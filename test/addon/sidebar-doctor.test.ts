/** Guarantees of the sheet doctor in the sidebar: what is wrong is said before anything is done, and what was done afterwards, in words. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import { damage, examined, repairedAnswer } from '../support/doctor-answers.ts';
import { checked, checkOf, issue, refusal, summary } from '../support/sidebar-answers.ts';
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

const SIZE = { viewport: { width: 300, height: 900 } };
const LOST = issue('C14', { code: 'missing_section', a1: '', sectionName: { vi: 'Phụ biểu', en: 'Annex' } });

const walk = async (page: Page, ...names: readonly string[]): Promise<string> => {
  for (const name of names) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.waitForSelector('main[aria-busy="false"]');
  }
  return page.locator('main').innerText();
};
const examine = async (page: Page): Promise<string> => {
  await page.locator('#menu').click();
  return walk(page, 'Sửa cấu trúc biểu');
};

for (const [back, before, after] of [
  [12, 'trở lại với 12 ô của lần gửi gần nhất', '12 ô của phần bị xóa được lấy lại từ lần gửi gần nhất.'],
  [0, 'trở lại trống', 'Phần bị xóa nay để trống'],
] as const)
  browserTest(
    `what was deleted and comes back with ${back} cells is said before and after, and nobody is told that all stayed`,
    SIZE,
    async (page) => {
      const lost = damage({ kind: 'tab_missing', sheet: 'Phụ biểu', section: 'annex', back });
      const column = damage({ kind: 'column_missing', names: ['Tổng số'], back });
      await openSidebar(page, {
        examineStructure: examined(lost, column),
        repair: repairedAnswer({ done: [lost, column], left: [], leftCount: 0, restored: back }),
      });
      const found = await examine(page);
      expect(found).toContain(before);
      expect(found.split('Ctrl+Z')).toHaveLength(3);
      expect(found).toContain('Tạo lại trang như biểu.');
      expect(found.split('trang cũ được giữ')).toHaveLength(2);
      const done = await walk(page, 'Sửa giúp');
      expect(done).toContain(after);
      expect(done).toContain('số còn trên bảng giữ nguyên');
      expect(done).not.toContain('số liệu giữ nguyên');
    },
  );

browserTest('a copied sheet is named, and still stands after the repair', SIZE, async (page) => {
  const copy = damage({
    kind: 'tab_copied',
    section: '',
    sheet: 'Phụ biểu (bản sao)',
    names: ['Phụ biểu (bản sao)'],
    remedy: 'mend',
  });
  await openSidebar(page, {
    examineStructure: examined(copy),
    repair: repairedAnswer({ done: [copy], left: [], leftCount: 0, aside: [], restored: 0 }),
  });
  expect(await examine(page)).toContain('Có trang sao chép: “Phụ biểu (bản sao)”');
  expect(await walk(page, 'Sửa giúp')).toContain('Trang sao chép vẫn còn: Phụ biểu (bản sao).');
});

browserTest('a sheet put aside by a repair is told by the check as one nobody reads', SIZE, async (page) => {
  const copies = ['Thống kê (bản trước khi sửa)', 'Thống kê (bản trước khi sửa) 2'].map((name) => ({
    name,
    of: null,
  }));
  await openSidebar(page, { check: { ok: true, value: { ...checkOf([]), copies } } });
  const told = await walk(page, 'Kiểm tra');
  expect(told).toContain('“Thống kê (bản trước khi sửa)”, “Thống kê (bản trước khi sửa) 2”');
  expect(told.split('Trang cũ không được gửi')).toHaveLength(2);
  expect(told).toContain('Cảnh báo · Trang cũ không được gửi');
  expect(told).toContain('Trang cũ giữ lại để xem');
});

browserTest(
  'sheets of an older version of the form are told as that, with the way to the new one',
  SIZE,
  async (page) => {
    const value = { ...checkOf([LOST]), report: { ...summary(), outdated: true } };
    await openSidebar(page, { check: { ok: true, value } });
    const told = await walk(page, 'Kiểm tra');
    expect(told).toContain('Biểu đã có phiên bản mới');
    expect(told).not.toContain('không còn đúng cấu trúc');
    await page.getByRole('button', { name: 'Sửa cấu trúc biểu', exact: true }).first().waitFor();
  },
);

browserTest(
  'a sheet deleted while the sidebar stands open is told with the way back, and a sheet that came back is checked',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, {
      check: checked(LOST, issue('C14')),
      createSheets: { ok: true, value: { report: summary(), tabs: [] } },
    });
    const gone = await walk(page, 'Kiểm tra');
    expect(gone).toContain('Trang “Phụ biểu” không còn trong tệp. Ai vừa xóa thì thử Ctrl+Z');
    expect(gone).not.toContain('Lưu bản nháp');
    sidebar.answers.check = checked(issue('C14'));
    expect(await walk(page, 'Kiểm tra lại')).toContain('Đang ghi 40');
    sidebar.answers.check = checked(LOST);
    await walk(page, 'Kiểm tra lại', 'Tạo lại trang bị mất');
    expect(sidebar.namesCalled().slice(-1)).toEqual(['createSheets']);
    expect(await page.getByRole('button', { name: 'Kiểm tra', exact: true }).isVisible()).toBe(true);
  },
);

browserTest(
  'where the sheet is not what it was, looking again is offered and not the same again, and no draft is kept of it',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, {
      check: checked(issue('C14'), issue('C15', { code: 'missing_column' })),
      goTo: refusal({ code: 'place_not_found', title: '', detail: '' }),
    });
    expect(await walk(page, 'Kiểm tra')).not.toContain('Lưu bản nháp');
    await walk(page, 'Tới ô C14');
    const card = page.getByRole('alert').first();
    expect(await card.getByRole('button', { name: 'Thử lại' }).count()).toBe(0);
    await card.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(sidebar.namesCalled().slice(-2)).toEqual(['goTo', 'check']);
  },
);

browserTest(
  'whose the figures of a sorted part are is asked, and told along with the repair',
  SIZE,
  async (page) => {
    const sorted = damage({
      kind: 'row_sorted',
      remedy: 'refuse',
      places: ['E7', 'E8'],
      names: ['Có vi phạm', 'Được kiểm tra', 'E7, F7'],
      count: 2,
    });
    const sidebar = await openSidebar(page, { ...ANSWERS, examineStructure: examined(sorted) });
    await page.locator('#menu').click();
    await page.getByRole('button', { name: 'Sửa cấu trúc biểu' }).first().click();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(await page.getByRole('button', { name: 'Sửa giúp', exact: true }).count()).toBe(0);
    await page.getByText('các số ở E7, F7 là của dòng nào?').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '“Được kiểm tra” (chỉ tên bị đổi chỗ)' }).click();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(sidebar.calls.find(({ name }) => name === 'repair')?.args).toEqual([
      { rowsBy: { main: 'places' } },
    ]);
  },
);
