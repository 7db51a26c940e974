/** Every screen of the built sidebar at 300 px: what it says, one blue button, both languages, readable for everybody. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import {
  asking,
  blank,
  checked,
  emptyList,
  fixable,
  head,
  issue,
  note,
  previewed,
  refusal,
  restoredAnswer,
  returned,
  sent,
  staleAnswer,
  started,
  summary,
  totalsAnswer,
  WAITING,
  warning,
} from '../support/sidebar-answers.ts';
import { type Answers, openSidebar, type SidebarPage, violations } from '../support/sidebar-page.ts';

const WIDTH = 300;
const SIZE = { viewport: { width: WIDTH, height: 700 } };

interface Screen {
  readonly name: string;
  readonly answers: Answers;
  /** Labels of the buttons pressed to get there. */
  readonly press: readonly string[];
  readonly says: readonly string[];
  readonly saysInEnglish: string;
  /** The one blue button. */
  readonly primary: string;
}

const CHOICES = [head(), head({ template: 'tasks', templateName: 'Công việc đột phá, nhiệm vụ', due: null })];
const clean = { check: checked() };
const through = ['Kiểm tra', 'Xem trước khi gửi', 'Gửi'];

const SCREENS: readonly Screen[] = [
  {
    name: 'choose',
    answers: { start: started(null, { choices: CHOICES }) },
    press: [],
    says: ['Chọn báo cáo', 'Thống kê kiểm tra, giám sát, kỷ luật', 'Hạn 20/12/2021', 'Không có hạn'],
    saysInEnglish: 'Choose a report',
    primary: 'Tạo bảng',
  },
  {
    name: 'nothing assigned',
    answers: { start: started(null) },
    press: [],
    says: ['tu-ky@example.vn chưa được giao báo cáo nào'],
    saysInEnglish: 'No report is assigned',
    primary: 'Thử lại',
  },
  {
    name: 'a sheet is missing',
    answers: { start: started(summary(), { missing: ['Phụ biểu'] }) },
    press: [],
    says: ['Trang “Phụ biểu” không còn trong tệp'],
    saysInEnglish: 'is gone',
    primary: 'Tạo lại trang bị mất',
  },
  {
    name: 'ready',
    answers: {},
    press: [],
    says: ['Huyện ủy Tứ Kỳ', 'Hạn 20/12/2021 · còn 8 ngày', 'Chưa gửi lần nào.'],
    saysInEnglish: '8 days left',
    primary: 'Kiểm tra',
  },
  {
    name: 'overdue, a push without reply',
    answers: { start: started(summary('draft', { daysLeft: -2, pending: true, waiting: WAITING })) },
    press: [],
    says: ['quá hạn 2 ngày', 'máy chủ chỉ ghi nhận một lần', 'Tự gửi lại mỗi giờ'],
    saysInEnglish: 'sent and not answered',
    primary: 'Gửi lại',
  },
  {
    name: 'problems',
    answers: {
      check: checked(
        fixable('C14'),
        asking('C20'),
        ...['E7', 'E8', 'E9', 'E11'].map(blank),
        warning('C30'),
        note('C1'),
      ),
    },
    press: ['Kiểm tra'],
    says: [
      '2 lỗi · 4 ô chưa điền · 1 cảnh báo · 1 ghi chú',
      'Đang ghi 40.',
      'Cần: không lớn hơn 34 ở “Đảng viên có vi phạm”',
      '4 ô bắt buộc còn trống ở trang Thống kê',
      'E7–E9, E11',
      'Dấu chấm ngăn hàng nghìn: 1.234',
      'Lý do giữ nguyên',
    ],
    saysInEnglish: '4 required cells are blank',
    primary: 'Kiểm tra lại',
  },
  {
    name: 'an empty list, and something about another sheet',
    answers: { check: checked(emptyList(), note('C1')) },
    press: ['Kiểm tra'],
    says: [
      '1 cảnh báo · 1 ghi chú',
      'Cảnh báo · Danh sách còn trống',
      'B6Công việc',
      'nêu lý do “không phát sinh”',
      'Tới ô B6',
      'Lý do giữ nguyên',
    ],
    saysInEnglish: 'Warning · An empty list',
    primary: 'Kiểm tra lại',
  },
  {
    name: 'clean',
    answers: clean,
    press: ['Kiểm tra'],
    says: ['Không còn lỗi. Có thể gửi.', '58/60 ô bắt buộc đã điền'],
    saysInEnglish: 'No errors left',
    primary: 'Xem trước khi gửi',
  },
  {
    name: 'preview',
    answers: { ...clean, preview: previewed() },
    press: ['Kiểm tra', 'Xem trước khi gửi'],
    says: ['Nếu gửi bây giờ', 'Lần gửi đầu tiên: 2 ô có số liệu.', '1.240 → 1.262'],
    saysInEnglish: 'If sent now',
    primary: 'Gửi',
  },
  {
    name: 'sent',
    answers: { ...clean, preview: previewed(), send: sent(), pullTotals: totalsAnswer() },
    press: [...through, 'Mở tổng hợp tỉnh'],
    says: [
      'Đã gửi, chờ duyệt',
      'Đã gửi 14:03 ngày 12/12/2021',
      `ST-2021-hai-duong-000127 · Mã kiểm tra ${'b'.repeat(12)}`,
      '9/12 đơn vị đã gửi',
    ],
    saysInEnglish: 'Sent 12/12/2021 14:03',
    primary: 'Mở tổng hợp tỉnh',
  },
  {
    name: 'draft saved',
    answers: { check: checked(issue('C14')), send: sent('draft') },
    press: ['Kiểm tra', 'Lưu bản nháp'],
    says: ['Đã lưu bản nháp', 'chưa tính vào tổng hợp'],
    saysInEnglish: 'Draft saved',
    primary: 'Kiểm tra lại',
  },
  {
    name: 'draft saved without what cannot be read',
    answers: {
      check: checked(issue('C14')),
      send: sent('draft', ['C14', 'C20'], 3),
    },
    press: ['Kiểm tra', 'Lưu bản nháp'],
    says: ['3 ô chưa đọc được nên không có trong bản nháp, chỉ còn trên bảng: C14, C20 ….'],
    saysInEnglish: '3 cells could not be read',
    primary: 'Kiểm tra lại',
  },
  {
    name: 'stale',
    answers: { ...clean, preview: previewed(), send: staleAnswer() },
    press: through,
    says: ['Có ô hai người cùng sửa', 'Của tôi34Giữ của tôiTrần Thị Hoa36', 'Trước đó: 30', 'Kiểm tra lại'],
    saysInEnglish: 'Two people changed the same cells',
    primary: 'Xong, tiếp tục gửi',
  },
  {
    name: 'a server restored from a copy',
    answers: { ...clean, preview: previewed(), send: restoredAnswer() },
    press: through,
    says: ['Máy chủ đã khôi phục từ bản sao', 'bảng vẫn còn nguyên'],
    saysInEnglish: 'was restored from a copy',
    primary: 'Kiểm tra lại',
  },
  {
    name: 'returned',
    answers: { start: started(returned()) },
    press: [],
    says: ['Bị trả lại', 'Tổ chức đảng được kiểm tra · Tổng số', 'đề nghị xem lại'],
    saysInEnglish: 'Cells to mend',
    primary: 'Kiểm tra',
  },
  {
    name: 'accepted',
    answers: { start: started(summary('accepted')) },
    press: [],
    says: [
      'Đã duyệt',
      'Báo cáo này không sửa được nữa.',
      `Lần gửi trước: 14:03 ngày 12/12/2021 · Biên nhận ST-2021-hai-duong-000127 · Mã kiểm tra ${'b'.repeat(12)}`,
    ],
    saysInEnglish: 'can no longer be changed',
    primary: 'Mở tổng hợp tỉnh',
  },
  {
    name: 'failure',
    answers: { check: refusal({ requestId: 'req-7' }) },
    press: ['Kiểm tra'],
    says: ['Máy chủ của tỉnh chưa trả lời', 'Mã để báo quản trị: req-7', 'Thử lại'],
    saysInEnglish: 'did not answer',
    primary: 'Kiểm tra',
  },
  {
    name: 'permission missing',
    answers: {
      start: refusal({
        code: 'identity_missing',
        authorizationUrl: 'https://accounts.google.com/o/oauth2/auth?x=1',
      }),
    },
    press: [],
    says: ['Chưa cấp đủ quyền', 'Thử lại'],
    saysInEnglish: 'Permission is missing',
    primary: 'Mở trang cấp quyền',
  },
  {
    name: 'several accounts',
    answers: { hello: { ok: true, value: { email: 'other@example.vn', fileId: 'file' } } },
    press: [],
    says: ['Hai tài khoản Google', 'mở bằng tu-ky@example.vn', 'trả lời bằng other@example.vn'],
    saysInEnglish: 'Two Google accounts',
    primary: 'Thử lại',
  },
];

async function reach(page: Page, screen: Screen): Promise<SidebarPage> {
  const sidebar = await openSidebar(page, screen.answers);
  for (const label of screen.press) {
    await page.getByRole('button', { name: label, exact: true }).click();
    await page.waitForSelector('main[aria-busy="false"]');
  }
  return sidebar;
}

/** What is folded inside a fold is there once the outer one was opened. */
async function unfoldAll(page: Page): Promise<void> {
  const closed = page.locator('details.folded:not([open]) > summary:visible');
  while ((await closed.count()) > 0) {
    await closed.first().click();
    await page.waitForFunction("!document.querySelector('details.folded[open] > ol.cards:empty')");
  }
}

const wider = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const said = async (page: Page): Promise<string> =>
  (await page.locator('header, main').allTextContents()).join('\n');

for (const screen of SCREENS) {
  browserTest(
    `${screen.name}: says what is true in both languages, with one blue button`,
    SIZE,
    async (page) => {
      const sidebar = await reach(page, screen);
      const text = await said(page);
      for (const words of screen.says) expect(text).toContain(words);
      expect(await page.locator('.action:visible').allTextContents()).toEqual([screen.primary]);
      expect(sidebar.requests).toEqual([]);
      await page.locator('#menu').click();
      await page.getByRole('button', { name: 'English' }).click();
      expect(await said(page)).toContain(screen.saysInEnglish);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('.action:visible').allTextContents()).not.toContain(screen.primary);
    },
  );

  browserTest(
    `${screen.name}: has no serious barrier in light and dark, nor scrolls sideways at 200 %`,
    SIZE,
    async (page) => {
      await reach(page, screen);
      await unfoldAll(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
      }
      expect(await wider(page)).toBe(0);
      // A zoom of 200 % halves the CSS pixels there are.
      await page.setViewportSize({ width: WIDTH / 2, height: 350 });
      expect(await wider(page)).toBe(0);
    },
  );
}

const related = (...addresses: string[]) =>
  addresses.map((a1) => ({ at: { section: 'main', row: 'R', column: a1 }, a1 }));

browserTest('a sum shows every part it is of, and of a longer list how many more', SIZE, async (page) => {
  const many = Array.from({ length: 15 }, (_, index) => `J${index + 1}`);
  await openSidebar(page, {
    check: checked(
      issue('D12', { related: related('E12', 'F12', 'G12', 'H12', 'I12') }),
      issue('D40', { key: 'other', code: 'unique', related: related(...many) }),
    ),
  });
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
  for (const a1 of ['D12', 'E12', 'F12', 'G12', 'H12', 'I12'])
    expect(await page.getByRole('button', { name: `Tới ô ${a1}`, exact: true }).count()).toBe(1);
  expect(await said(page)).toContain('và 3 ô khác');
});

browserTest(
  'blank cells of text are not told what to write for no figure; of one it is a cell',
  SIZE,
  async (page) => {
    const texts = ['E7', 'E8', 'E9'].map((a1) => ({ ...blank(a1), figure: false }));
    const sidebar = await openSidebar(page, { check: checked(...texts) });
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(await said(page)).toContain('3 ô bắt buộc còn trống');
    expect(await said(page)).not.toContain('không phát sinh');
    sidebar.answers = { ...sidebar.answers, check: checked(...texts, blank('F7')) };
    await page.getByRole('button', { name: 'Kiểm tra lại', exact: true }).click();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(await said(page)).toContain('Ở ô ghi số, nếu không có số thì ghi “không phát sinh”');
  },
);

browserTest('one is told as one in English', SIZE, async (page) => {
  await openSidebar(page, { check: checked(issue('C14'), warning('C30')) });
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
  await page.locator('#menu').click();
  await page.getByRole('button', { name: 'English' }).click();
  expect(await said(page)).toContain('1 error · 1 warning');
});
