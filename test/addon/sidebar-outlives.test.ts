/** What outlives a call that never answers and a sidebar that is closed: nothing typed is lost, nothing is done twice, nobody is stuck. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RpcResult } from '../../addon/core/rpc.ts';
import { browserTest } from '../support/browser.ts';
import {
  checked,
  checkOf,
  codeAt,
  issue,
  previewed,
  refusal,
  sent,
  staleAnswer,
  started,
  summary,
  warning,
} from '../support/sidebar-answers.ts';
import { type Answers, openSidebar } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 600 } };
const TU_KY = { fileId: 'file', email: 'tu-ky@example.vn' };
const REASON = 'Năm nay kiểm tra chuyên đề';

const pressed = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(
    "[...document.querySelectorAll('[aria-pressed]')].map((button) => button.getAttribute('aria-pressed'))",
  );

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
    const kept = (): Promise<unknown> =>
      page.waitForFunction(
        'scrollY === 900 && Object.values(localStorage).some((text) => /"scrolled":900\\b/.test(text))',
      );
    await kept();
    await page.locator('#menu').click();
    await page.getByRole('button', { name: 'English' }).click();
    // The words come from the script, and what is drawn in them is shorter.
    await page.waitForSelector('html[lang="en"]');
    await page.evaluate('scrollTo(0, 900)');
    await kept();

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

browserTest(
  'which value of a cell was chosen is there when the sidebar is opened again, until a colleague sends another',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, { check: checked(), preview: previewed(), send: staleAnswer() });
    const meet = async (): Promise<void> => {
      await page.reload();
      await page.waitForSelector('main[aria-busy="false"]');
      await press(page, 'Kiểm tra');
      await press(page, 'Xem trước khi gửi');
      await press(page, 'Gửi');
      await page.getByText('Trước đó: 30', { exact: true }).waitFor();
    };
    await meet();
    await page.locator('.sides button[aria-pressed="false"]').nth(1).click();
    await meet();
    expect(await pressed(page)).toEqual(['false', 'true']);
    sidebar.answers.send = staleAnswer('37');
    await meet();
    expect(await pressed(page)).toEqual(['false', 'false']);
  },
);

browserTest('which value was chosen is not chosen again once it was sent', SIZE, async (page) => {
  const sidebar = await openSidebar(page, {
    check: checked(),
    preview: previewed(),
    send: staleAnswer(),
  });
  await press(page, 'Kiểm tra');
  await press(page, 'Xem trước khi gửi');
  await press(page, 'Gửi');
  await page.locator('.sides button[aria-pressed="false"]').nth(1).click();
  sidebar.answers.send = sent();
  await press(page, 'Xong, tiếp tục gửi');
  await press(page, 'Gửi');
  await page.getByText('Biên nhận').first().waitFor();
  sidebar.answers.send = staleAnswer();
  await press(page, 'Kiểm tra lại');
  await press(page, 'Xem trước khi gửi');
  await press(page, 'Gửi');
  expect(await pressed(page)).toEqual(['false', 'false']);
});

browserTest('reasons that were sent are not kept as typed', SIZE, async (page) => {
  await openSidebar(page, { check: checked(warning('C30')), preview: previewed(), send: sent() });
  await press(page, 'Kiểm tra');
  await page.getByLabel('Lý do giữ nguyên').fill(REASON);
  expect(await page.evaluate('JSON.stringify(localStorage)')).toContain(REASON);
  await press(page, 'Xem trước khi gửi');
  await press(page, 'Gửi');
  expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(REASON);
});

browserTest('reasons that were sent are not sent again by what is typed later', SIZE, async (page) => {
  const sidebar = await openSidebar(page, {
    check: checked(warning('C30')),
    preview: previewed(),
    send: sent(),
  });
  await press(page, 'Kiểm tra');
  await page.getByLabel('Lý do giữ nguyên').fill(REASON);
  await press(page, 'Xem trước khi gửi');
  await press(page, 'Gửi');
  sidebar.answers.check = checked(warning('C30', 'Đồng nghiệp ghi sau'));
  await press(page, 'Kiểm tra lại');
  expect(await page.getByLabel('Lý do giữ nguyên').inputValue()).toBe('Đồng nghiệp ghi sau');
});

browserTest(
  'what is being typed stays, with the caret, when the sheets were locked meanwhile',
  SIZE,
  async (page) => {
    let settle = (): void => {};
    const locked = new Promise<RpcResult<unknown>>((done) => {
      settle = () => done({ ok: true, value: { done: true, locking: 'returned' } });
    });
    const due = { ...checkOf([warning('C30')]), report: summary('returned', { locksDue: true }) };
    await openSidebar(page, { check: { ok: true, value: due }, settleLocks: locked });
    await press(page, 'Kiểm tra');
    const field = page.getByLabel('Lý do giữ nguyên');
    await field.pressSequentially('abc');
    settle();
    await page.evaluate('new Promise(function (done) { setTimeout(done, 50); })');
    await page.keyboard.type('def');
    expect(await field.inputValue()).toBe('abcdef');
  },
);

browserTest(
  'what was chosen where there is no figure stays when something else fails or the language changes',
  SIZE,
  async (page) => {
    const empty = issue('C14', { code: 'required', figure: true });
    await openSidebar(page, { check: checked(empty), goTo: refusal() });
    await press(page, 'Kiểm tra');
    await page.getByText('Không có số? Chọn cách ghi').click();
    await page.getByLabel('Ghi vào ô').selectOption('Chưa có số liệu: sẽ báo sau');
    await page.getByLabel('Lý do chưa có').fill('Chờ quyết toán');
    await page.getByRole('button', { name: 'Tới ô C14' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('Lý do chưa có').inputValue()).toBe('Chờ quyết toán');
    await page.locator('#menu').click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.waitForSelector('html[lang="en"]');
    expect(await page.locator('.empties input[type="text"]').inputValue()).toBe('Chờ quyết toán');
    expect(await page.locator('.empties button').isEnabled()).toBe(true);
  },
);

browserTest(
  'a request for more time that was typed is there when the sidebar is opened again, and is the same request',
  SIZE,
  async (page) => {
    const nothing = { items: [], due: '2021-12-20', today: '2021-12-12' };
    const sidebar = await openSidebar(page, {
      extensions: { ok: true, value: { ...nothing } },
      askExtension: refusal(),
    });
    const open = async (): Promise<void> => {
      await page.locator('#menu').click();
      await press(page, 'Xin gia hạn');
    };
    await open();
    await page.locator('#until').fill('2022-05-01');
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('why-time');
    await page.locator('#why-time').fill('Mất điện hai ngày');
    await press(page, 'Gửi đề nghị');
    await page.reload();
    await page.waitForSelector('main[aria-busy="false"]');
    await open();
    expect(await page.locator('#why-time').inputValue()).toBe('Mất điện hai ngày');
    await press(page, 'Gửi đề nghị');
    const asked = sidebar.calls.filter(({ name }) => name === 'askExtension').map(({ args }) => args[0]);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
  },
);

browserTest(
  'a browser that keeps nothing, or something else, hinders nothing and is told where something is typed',
  SIZE,
  async (page) => {
    await page.addInitScript("localStorage.setItem('so-tinh.draft.file.tu-ky@example.vn', '[7')");
    await openSidebar(page, { check: checked(warning('C30')) });
    await press(page, 'Kiểm tra');
    const told = page.getByText('không giữ chữ đang gõ');
    expect(await told.count()).toBe(0);
    await page.addInitScript(
      "Object.defineProperty(window, 'localStorage', { get: function () { throw new Error('denied'); } })",
    );
    await page.reload();
    await page.waitForSelector('main[aria-busy="false"]');
    await press(page, 'Kiểm tra');
    await page.getByLabel('Lý do giữ nguyên').fill(REASON);
    expect(await told.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Xem trước khi gửi' }).waitFor();
  },
);

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
