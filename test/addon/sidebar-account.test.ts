/** The sidebar for a person who lacks permissions, comes with an invitation code, or whose account changed meanwhile. */
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import { refusal, started } from '../support/sidebar-answers.ts';
import { openSidebar, violations } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 700 } };
const STRANGER = refusal({
  code: 'account_unknown',
  title: 'Tài khoản chưa có trong danh sách',
  title_en: 'The account is not in the list',
});
const said = 'document.body.innerText';

browserTest(
  'each missing permission is told by what it is for, with a link of its own',
  SIZE,
  async (page) => {
    const permissions = ['openid', 'https://www.googleapis.com/auth/userinfo.email'].map((scope) => ({
      scope,
      url: `https://accounts.google.com/o/oauth2/auth?scope=${encodeURIComponent(scope)}`,
    }));
    const problem = {
      code: 'identity_missing',
      authorizationUrl: 'https://accounts.google.com/x',
      permissions,
    };
    await openSidebar(page, { start: refusal(problem) });
    const items = page.locator('.permissions li');
    expect(await items.allInnerTexts()).toEqual([
      expect.stringContaining('máy chủ của tỉnh chỉ nhận báo cáo từ đúng người'),
      expect.stringContaining('địa chỉ email'),
    ]);
    const links = await items.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual(permissions.map(({ url }) => url));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  },
);

browserTest('a single missing permission has one link', SIZE, async (page) => {
  const url = 'https://accounts.google.com/o/oauth2/auth?scope=openid';
  const problem = {
    code: 'identity_missing',
    authorizationUrl: url,
    permissions: [{ scope: 'openid', url }],
  };
  await openSidebar(page, { start: refusal(problem) });
  expect(await page.locator('.permissions li').allInnerTexts()).toEqual([
    expect.stringContaining('máy chủ của tỉnh chỉ nhận báo cáo từ đúng người'),
  ]);
  expect(await page.locator('main a').allInnerTexts()).toEqual(['Mở trang cấp quyền']);
  expect(await page.locator('main a').getAttribute('href')).toBe(url);
});

browserTest(
  'who is answered as another account is told how to go on, also in the middle of the work',
  SIZE,
  async (page) => {
    const params = { opened: 'tu-ky@example.vn', answered: 'nha@example.vn' };
    await openSidebar(page, { check: refusal({ code: 'other_account', params }) });
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(await page.evaluate(said)).toMatch(/cửa sổ ẩn danh hoặc hồ sơ Chrome chỉ có tu-ky@example\.vn/);
  },
);

browserTest(
  'an account nobody knows types its code, by keyboard alone, and starts as invited',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, { start: STRANGER });
    expect(await page.locator('#header .who').textContent()).toMatch(/@/);
    expect(await page.locator('.action:visible').allInnerTexts()).toEqual(['Dùng mã mời']);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    sidebar.answers = {
      ...sidebar.answers,
      acceptInvitation: refusal({ code: 'invitation_unknown', title: 'Mã mời không đúng' }),
    };
    await page.getByLabel('Mã mời của quản trị').focus();
    await page.keyboard.type('7K2M-9QXA-04TC');
    await page.keyboard.press('Enter');
    await page.waitForSelector('main[aria-busy="false"]');
    expect(await page.evaluate(said)).toContain('Mã mời không đúng');
    expect(await page.getByLabel('Mã mời của quản trị').inputValue()).toBe('7K2M-9QXA-04TC');
    sidebar.answers.acceptInvitation = refusal({
      code: 'invitation_tries',
      title: 'Đã nhập sai nhiều lần',
      retryAfter: 900,
      requestId: '5eb1ba48-7868-45cf-acd5-6a47536a7b5b',
    });
    await page.getByLabel('Mã mời của quản trị').press('Enter');
    await page.waitForSelector('main[aria-busy="false"]');
    expect(await page.evaluate(said)).toMatch(/Mã để báo quản trị: 5eb1ba48$/m);
    expect(await page.evaluate(said)).not.toMatch(/900 giây/);
    expect(await page.getByLabel('Mã mời của quản trị').inputValue()).toBe('7K2M-9QXA-04TC');
    sidebar.answers = {
      ...sidebar.answers,
      acceptInvitation: {
        ok: true,
        value: { person: 'Mai', province: 'Tỉnh', unit: 'x1', unitName: 'Xã 1', role: 'clerk' },
      },
      start: started(),
    };
    await page.getByLabel('Mã mời của quản trị').press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('B');
    await page.keyboard.press('Enter');
    await page.waitForSelector('main[aria-busy="false"]');
    const codes = sidebar.calls.filter(({ name }) => name === 'acceptInvitation').map(({ args }) => args);
    expect(codes).toEqual(['7K2M-9QXA-04TC', '7K2M-9QXA-04TC', '7K2M-9QXA-04TB'].map((code) => [{ code }]));
    expect(await page.getByRole('button', { name: 'Kiểm tra', exact: true }).count()).toBe(1);
  },
);

browserTest(
  'every call but the first says who the sidebar was opened by, also where only the first answer told',
  SIZE,
  async (page) => {
    const boot = { fileId: 'file', email: '' };
    const sidebar = await openSidebar(
      page,
      { hello: { ok: true, value: { email: 'tu-ky@example.vn', fileId: 'file' } } },
      boot,
    );
    expect(sidebar.namesCalled()).toEqual(['hello', 'start']);
    sidebar.answers = {
      ...sidebar.answers,
      check: refusal({
        code: 'other_account',
        title: 'Hai tài khoản Google',
        title_en: 'Two Google accounts',
      }),
    };
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(sidebar.askers).toEqual(['tu-ky@example.vn', 'tu-ky@example.vn']);
    expect(await page.evaluate(said)).toContain('Hai tài khoản Google');
  },
);

browserTest('who is known and lacks a right is not asked for a code', SIZE, async (page) => {
  await openSidebar(page, { check: STRANGER });
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
  expect(await page.getByLabel('Mã mời của quản trị').count()).toBe(0);
});
