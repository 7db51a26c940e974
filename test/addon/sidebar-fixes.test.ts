/** Mending in the sidebar: nothing is written before it was shown, one press does it all, and the four kinds of empty are chosen. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CheckResult, RpcResult } from '../../addon/core/rpc.ts';
import type { Mending } from '../../addon/core/rpc-fixes.ts';
import { browserTest } from '../support/browser.ts';
import {
  ANSWERED,
  blank,
  changeAt,
  checkOf,
  issue,
  previewed,
  sent,
  summary,
  warning,
} from '../support/sidebar-answers.ts';
import { type Answers, openSidebar, type SidebarPage, violations } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 700 } };
const ok = <T>(value: T): RpcResult<T> => ({ ok: true, value });

const TIDY = [
  changeAt('E7', '１２', '12'),
  changeAt('E8', '1.234 người', '1.234'),
  changeAt('F9', 'ngày 18 tháng 05 năm 2022', '18/05/2022'),
  changeAt('G9', 'Ðảng ủy', 'Đảng ủy'),
];
const option = issue('H7', {
  code: 'not_an_option',
  fixes: [
    {
      fix: { label: 'set', params: {}, cells: [{ ...changeAt('H7', '', '').at, value: 'done' }] },
      label: { vi: 'Sửa thành Hoàn thành', en: 'Change to Done' },
      cells: [{ ...changeAt('H7', 'hoan thanh', 'Hoàn thành'), value: 'done' }],
    },
  ],
});
const guessed = issue('E9', {
  fixes: [
    {
      fix: { label: 'sumOfParts', params: {}, cells: [{ ...changeAt('E9', '', '').at, value: '30' }] },
      label: { vi: 'Ghi tổng các phần: 30', en: 'Write the sum of the parts: 30' },
      cells: [changeAt('E9', '40', '30')],
    },
  ],
});

const found = (mending: Partial<Mending>, ...issues: Parameters<typeof checkOf>[0]): RpcResult<CheckResult> =>
  ok(checkOf(issues, summary(), mending));

async function opened(page: Page, answers: Answers): Promise<SidebarPage> {
  const sidebar = await openSidebar(page, answers);
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
  return sidebar;
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name }).first().click();
  await page.waitForSelector('main[aria-busy="false"]');
};

/** Pictures are kept where asked for, to be looked at. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SO_TINH_PICTURES;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${name} ${colorScheme}`).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(300);
    if (folder) await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

browserTest(
  'all that is certain is shown cell by cell before one press writes it, and one press undoes it',
  SIZE,
  async (page) => {
    const mended: Mending['done'] = {
      changed: 4,
      undone: false,
      left: [{ at: changeAt('E8', '', '').at, a1: 'E8', why: 'changed' }],
    };
    const sidebar = await opened(page, {
      check: found({ tidy: TIDY, tidyCount: 4 }, option, guessed),
      applyFix: found({ undo: 4, done: mended }, guessed),
      undoFix: found({ done: { changed: 4, undone: true, left: [] } }, guessed),
    });
    await picture(page, 'fixes-offered');
    await press(page, 'Xem và sửa giúp tất cả (5)');
    expect(sidebar.namesCalled()).not.toContain('applyFix');
    const plan = page.locator('section[aria-labelledby="plan"]');
    expect(await plan.innerText()).toMatch(
      /Sẽ sửa 5 ô[\s\S]*H7[\s\S]*hoan thanh thành Hoàn thành[\s\S]*E7[\s\S]*１２ thành 12 · chữ số toàn khổ/,
    );
    expect(await page.evaluate('document.activeElement.id')).toBe('plan');
    await picture(page, 'fixes-plan');
    await press(page, 'Sửa 5 ô');
    const call = sidebar.calls.find(({ name }) => name === 'applyFix');
    expect(call?.args[0]).toMatchObject({
      from: ['hoan thanh', '１２', '1.234 người', 'ngày 18 tháng 05 năm 2022', 'Ðảng ủy'],
    });
    expect(await page.locator('.mended').innerText()).toMatch(/Đã sửa 4 ô[\s\S]*có người đã sửa: E8/);
    expect(await page.evaluate('document.activeElement.id')).toBe('mended');
    await picture(page, 'fixes-done');
    await press(page, 'Hoàn tác (4 ô)');
    expect(await page.locator('.mended').innerText()).toContain('Đã đưa 4 ô về như trước khi sửa');
  },
);

browserTest(
  'what would change a number is never among what is mended together, and a plan can be dropped',
  SIZE,
  async (page) => {
    const sidebar = await opened(page, { check: found({}, guessed) });
    expect(await page.getByRole('button', { name: /sửa giúp tất cả/ }).count()).toBe(0);
    expect(await page.locator('.changes').innerText()).toBe('E940 thành 30');
    sidebar.answers.check = found({ tidy: TIDY, tidyCount: 4 }, guessed);
    await press(page, 'Kiểm tra lại');
    await press(page, 'Xem và sửa giúp tất cả (4)');
    await press(page, 'Không sửa');
    expect(await page.locator('#plan').count()).toBe(0);
    expect(sidebar.namesCalled()).not.toContain('applyFix');
  },
);

browserTest(
  'the four kinds of empty are chosen from a menu, for a whole sheet or one cell, and written as they are read',
  SIZE,
  async (page) => {
    const cells = ['E7', 'E8', 'E9', 'E10'].map(blank);
    const sidebar = await opened(page, { check: found({}, ...cells), applyFix: found({ undo: 4 }) });
    await page.getByText('Không có số? Chọn cách ghi').click();
    const kind = page.getByLabel('Ghi vào ô', { exact: true });
    expect(await kind.locator('option').allInnerTexts()).toEqual([
      'Để trống: chưa báo cáo',
      'Không phát sinh: có theo dõi, bằng 0',
      'Không áp dụng: không thuộc đơn vị',
      'Chưa có số liệu: sẽ báo sau',
    ]);
    const write = page.getByRole('button', { name: /^Ghi vào \d+ ô$/ });
    expect(await write.isDisabled()).toBe(true);
    await kind.selectOption({ index: 3 });
    await page.getByLabel('Những ô nào').selectOption({ index: 2 });
    await picture(page, 'empties');
    await write.click();
    expect(await page.getByRole('alert').innerText()).toContain('Nêu lý do');
    expect(sidebar.namesCalled()).not.toContain('applyFix');
    await page.getByLabel('Lý do chưa có').fill('chờ quyết toán');
    // The server's day is 12/12/2021.
    await page.getByLabel('Ngày hẹn có số (nếu biết)').fill('2021-12-11');
    await write.click();
    expect(await page.getByRole('alert').innerText()).toContain('từ hôm nay trở đi');
    expect(sidebar.namesCalled()).not.toContain('applyFix');
    await page.getByLabel('Ngày hẹn có số (nếu biết)').fill('2022-06-30');
    await write.click();
    await page.waitForSelector('main[aria-busy="false"]');
    const value = { empty: 'notYetKnown', reason: 'chờ quyết toán', promised: '2022-06-30' };
    expect(sidebar.calls.find(({ name }) => name === 'applyFix')?.args[0]).toEqual({
      fix: { label: 'set', params: {}, cells: [{ section: 'main', row: 'row-E8', column: 'total', value }] },
      from: [''],
    });
  },
);

browserTest(
  'an answer given once is listed and can be asked again, and a remembered reason stands in its field',
  SIZE,
  async (page) => {
    const sidebar = await opened(page, {
      check: found({ answers: [ANSWERED] }, warning('C14', 'sáp nhập ba xã')),
      remember: found({}, warning('C14', 'sáp nhập ba xã')),
    });
    expect(await page.locator('textarea').inputValue()).toBe('sáp nhập ba xã');
    expect(await page.locator('.reason').innerText()).toContain('Lý do đã nêu lần trước');
    await page.getByText('Đã trả lời cho bảng này (1)').click();
    await picture(page, 'answers');
    await press(page, 'Hỏi lại về cột Tổng số');
    expect(sidebar.calls.find(({ name }) => name === 'remember')?.args[0]).toEqual({
      question: 'number_dot',
      section: 'main',
      column: 'total',
      answer: '',
    });
  },
);

browserTest(
  'after sending the notes of what stood there before are taken away without anybody waiting',
  SIZE,
  async (page) => {
    const answer = sent();
    const noted =
      answer.ok && answer.value.kind === 'sent'
        ? { ...answer.value, check: checkOf([], summary(), { notes: true }) }
        : null;
    const sidebar = await opened(page, {
      check: found({}),
      preview: previewed(),
      send: { ok: true, value: noted },
      clearSentNotes: ok(null),
    });
    await press(page, 'Xem trước khi gửi');
    await press(page, 'Gửi');
    expect(sidebar.namesCalled()).toContain('clearSentNotes');
    expect(await page.locator('.failure, #failure').count()).toBe(0);
  },
);

browserTest(
  'problems stand under their sheet, the one with the first root cause on top, each with its counts',
  SIZE,
  async (page) => {
    const annex = { section: 'annex', sectionName: { vi: 'Phụ biểu', en: 'Annex' } };
    const issues = [
      issue('C14'),
      { ...warning('D3'), ...annex },
      warning('C20'),
      { ...blank('D9'), ...annex },
    ];
    await opened(page, { check: found({}, ...issues) });
    expect(await page.locator('h3.section').allInnerTexts()).toEqual([
      'Thống kê: 1 lỗi · 1 cảnh báo',
      'Phụ biểu: 1 ô chưa điền · 1 cảnh báo',
    ]);
    const places = await page.locator('.card h3 .a1').allInnerTexts();
    expect(places.map((place) => place.split(' ').pop())).toEqual(['C14', 'C20', 'D9', 'D3']);
    await picture(page, 'sections');
  },
);
