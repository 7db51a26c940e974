/** What a person does in the built sidebar: by keyboard alone, through failures, and with text from cells that would like to be markup. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Rpc } from '../../addon/core/rpc-calls.ts';
import { browserTest } from '../support/browser.ts';
import {
  asking,
  blank,
  checked,
  fixable,
  head,
  issue,
  previewed,
  refusal,
  returned,
  sent,
  staleAnswer,
  started,
  summary,
  toldAs,
  totalsAnswer,
  WAITING,
  warning,
} from '../support/sidebar-answers.ts';
import { type Answers, openSidebar } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 700 } };
const FAILURE = 'Máy chủ của tỉnh chưa trả lời';

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForSelector('main[aria-busy="false"]');
};
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>("(document.activeElement.id || document.activeElement.textContent || '').trim()");

const clean = checked();
const all: Answers = {
  check: checked(fixable('C14'), asking('C20')),
  goTo: { ok: true, value: { a1: 'C14', filtered: false } },
  applyFix: clean,
  remember: clean,
};

interface Act {
  readonly call: keyof Rpc;
  readonly answers?: Answers;
  readonly path?: readonly string[];
  readonly button: string;
}

const ACTS: readonly Act[] = [
  { call: 'createSheets', answers: { start: started(null, { choices: [head()] }) }, button: 'Tạo bảng' },
  {
    call: 'createSheets',
    answers: { start: started(summary(), { missing: ['Phụ biểu'] }) },
    button: 'Tạo lại trang bị mất',
  },
  { call: 'check', button: 'Kiểm tra' },
  { call: 'goTo', answers: all, path: ['Kiểm tra'], button: 'Tới ô C14' },
  { call: 'goTo', answers: { start: started(returned()) }, button: 'Tới ô E32' },
  { call: 'applyFix', answers: all, path: ['Kiểm tra'], button: 'Sửa thành 34' },
  { call: 'remember', answers: all, path: ['Kiểm tra'], button: 'Dấu chấm ngăn hàng nghìn: 1.234' },
  { call: 'preview', answers: { check: clean }, path: ['Kiểm tra'], button: 'Xem trước khi gửi' },
  {
    call: 'send',
    answers: { check: clean, preview: previewed() },
    path: ['Kiểm tra', 'Xem trước khi gửi'],
    button: 'Gửi',
  },
  { call: 'send', answers: { check: checked(issue('C14')) }, path: ['Kiểm tra'], button: 'Lưu bản nháp' },
  { call: 'pullTotals', answers: { start: started(summary('accepted')) }, button: 'Mở tổng hợp tỉnh' },
  {
    call: 'preview',
    answers: { check: clean, preview: previewed(), send: staleAnswer() },
    path: ['Kiểm tra', 'Xem trước khi gửi', 'Gửi', 'Lấy của đồng nghiệp'],
    button: 'Xong, tiếp tục gửi',
  },
  {
    call: 'check',
    answers: { check: clean, preview: previewed(), send: staleAnswer() },
    path: ['Kiểm tra', 'Xem trước khi gửi', 'Gửi'],
    button: 'Kiểm tra lại',
  },
  {
    call: 'sendAgain',
    answers: { start: started(summary('draft', { pending: true, waiting: WAITING })) },
    button: 'Gửi lại',
  },
];

for (const { call, answers = {}, path = [], button } of ACTS) {
  browserTest(
    `“${button}” that fails says so, and trying again repeats ${call} as it was`,
    SIZE,
    async (page) => {
      const sidebar = await openSidebar(page, answers);
      for (const step of path) await press(page, step);
      const before = sidebar.calls.length;
      delete sidebar.answers[call];
      await press(page, button);
      await page.getByRole('alert').getByText('Không gọi được chương trình của bảng').waitFor();
      expect(await focused(page)).toBe('failure');
      sidebar.answers[call] = refusal();
      await press(page, 'Thử lại');
      await page.getByRole('alert').getByText(FAILURE).waitFor();
      await press(page, 'Thử lại');
      await page.getByRole('alert').getByText(FAILURE).waitFor();
      const made = sidebar.calls.slice(before);
      expect(made.map(({ name }) => name)).toEqual([call, call, call]);
      expect(made[1]).toEqual(made[0]);
      expect(made[2]).toEqual(made[0]);
    },
  );
}

browserTest('opening that fails is tried again from the start', SIZE, async (page) => {
  const sidebar = await openSidebar(page, { start: refusal() });
  await page.getByRole('alert').getByText(FAILURE).waitFor();
  sidebar.answers.start = started();
  await press(page, 'Thử lại');
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).waitFor();
  expect(sidebar.namesCalled()).toEqual(['hello', 'start', 'hello', 'start']);
  expect(await page.getByRole('alert').count()).toBe(0);
});

browserTest('nothing is asked of the server while another account answers', SIZE, async (page) => {
  const sidebar = await openSidebar(page, {
    hello: { ok: true, value: { email: 'other@example.vn', fileId: 'file' } },
  });
  await press(page, 'Thử lại');
  expect(sidebar.namesCalled()).toEqual(['hello', 'hello']);
});

browserTest(
  'a call that takes long says for how long, politely, and the button waits',
  SIZE,
  async (page) => {
    await page.clock.install({ time: new Date('2021-12-12T07:00:00Z') });
    let answer = (): void => {};
    const sidebar = await openSidebar(page, {
      check: new Promise((resolve) => {
        answer = () => resolve(checked(issue('C14')));
      }),
    });
    // From here on time stands still but for what the test lets pass.
    await page.clock.pauseAt(new Date('2021-12-12T08:00:00Z'));
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    const status = page.locator('#status');
    expect(await status.textContent()).toBe('Đang kiểm tra…');
    expect(await status.getAttribute('aria-live')).toBe('polite');
    expect(await page.getByRole('button', { name: 'Kiểm tra', exact: true }).isDisabled()).toBe(true);
    await page.clock.runFor(6000);
    // The page counts once a second, wherever in that second the call began.
    expect(await status.textContent()).toMatch(/^Đang kiểm tra… đã [56] giây$/);
    answer();
    await page.locator('#problems').waitFor();
    expect(await status.textContent()).toBe('');
    expect(sidebar.namesCalled()).toEqual(['hello', 'start', 'check']);
  },
);

browserTest(
  'while a call runs the focus stands before the way out of it, and goes to what was found afterwards',
  SIZE,
  async (page) => {
    let answer = (): void => {};
    const check = new Promise<ReturnType<typeof checked>>((resolve) => {
      answer = () => resolve(checked(issue('C14')));
    });
    await openSidebar(page, { check });
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('main[aria-busy="true"]');
    expect(await page.evaluate('document.activeElement.id')).toBe('status');
    answer();
    await page.locator('#problems').waitFor();
    expect(await focused(page)).toContain('Đang ghi 40');
  },
);

browserTest(
  'the whole way from checking to the receipt goes by keyboard, and the focus follows',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, {
      ...all,
      preview: previewed(),
      send: sent(),
      pullTotals: totalsAnswer(),
    });
    const walkTo = async (name: string): Promise<void> => {
      for (let steps = 0; steps < 30 && (await focused(page)) !== name; steps += 1)
        await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(name);
      await page.keyboard.press('Enter');
    };
    await walkTo('Kiểm tra');
    await page.locator('#problems').waitFor();
    expect(await focused(page)).toContain('Đang ghi 40');
    await walkTo('Tới ô C14');
    await page.getByText('Đã tới ô C14.').waitFor();
    expect(await focused(page)).toBe('Tới ô C14');
    await walkTo('Sửa thành 34');
    await page.locator('#outcome').waitFor();
    expect(sidebar.calls.find(({ name }) => name === 'applyFix')?.args[0]).toMatchObject({ from: ['40'] });
    expect(await focused(page)).toBe('outcome');
    await walkTo('Xem trước khi gửi');
    await page.getByText('Nếu gửi bây giờ').waitFor();
    await walkTo('Gửi');
    await page.getByText('ST-2021-hai-duong-000127').first().waitFor();
    expect(await focused(page)).toBe('outcome');
    await walkTo('Mở tổng hợp tỉnh');
    await page.getByText('9/12 đơn vị đã gửi').waitFor();
    expect(sidebar.namesCalled()).toEqual([
      'hello',
      'start',
      'check',
      'goTo',
      'applyFix',
      'preview',
      'send',
      'pullTotals',
    ]);
  },
);

browserTest('checking again gives the focus to the first problem that is left', SIZE, async (page) => {
  await openSidebar(page, { check: checked(issue('C14')) });
  await press(page, 'Kiểm tra');
  await press(page, 'Kiểm tra lại');
  expect(await focused(page)).toContain('Đang ghi 40');
});

browserTest('the menu closes on Escape and on a choice, and says who is signed in', SIZE, async (page) => {
  await openSidebar(page);
  await page.locator('#menu').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await page.locator('#more').getAttribute('open')).toBeNull();
  expect(await focused(page)).toBe('menu');
  await page.locator('#menu').click();
  await page.getByRole('button', { name: 'Tôi là ai' }).click();
  expect(await page.locator('#status').textContent()).toBe('Đang dùng tài khoản tu-ky@example.vn.');
  expect(await page.locator('#more').getAttribute('open')).toBeNull();
});

browserTest(
  'a reason typed for a warning survives a check and a change of language, and is sent',
  SIZE,
  async (page) => {
    const found = warning('C30');
    const sidebar = await openSidebar(page, { check: checked(found), preview: previewed(), send: sent() });
    await press(page, 'Kiểm tra');
    await page.getByLabel('Lý do giữ nguyên').fill('Năm nay kiểm tra chuyên đề');
    await page.locator('#menu').click();
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByLabel('Reason to keep it').inputValue()).toBe('Năm nay kiểm tra chuyên đề');
    await press(page, 'Check again');
    await press(page, 'Preview before sending');
    await press(page, 'Send');
    const reasons = { [found.key]: 'Năm nay kiểm tra chuyên đề' };
    const argsOf = (name: string) => sidebar.calls.find((call) => call.name === name)?.args[0];
    expect(argsOf('preview')).toEqual({ reasons });
    expect(argsOf('send')).toMatchObject({ mode: 'submit', reasons });
  },
);

browserTest('the key of a push stays the same until the server has answered', SIZE, async (page) => {
  const sidebar = await openSidebar(page, { check: checked(), preview: previewed(), send: refusal() });
  for (const step of ['Kiểm tra', 'Xem trước khi gửi', 'Gửi', 'Gửi', 'Thử lại']) await press(page, step);
  sidebar.answers.send = sent();
  await press(page, 'Thử lại');
  await page.getByText('ST-2021-hai-duong-000127').first().waitFor();
  for (const step of ['Kiểm tra lại', 'Xem trước khi gửi', 'Gửi']) await press(page, step);
  const keys = sidebar.calls
    .filter(({ name }) => name === 'send')
    .map(({ args }) => (args[0] as { key: string }).key);
  expect(keys.length).toBe(5);
  expect(new Set(keys.slice(0, 4)).size).toBe(1);
  expect(keys[4]).not.toBe(keys[0]);
  expect(keys[0]).toMatch(/^[A-Za-z0-9_-]{8,128}$/);
});

const HOSTILE = '<script>document.title="taken"</script>&lt;img src=x onerror=alert(1)><b>đậm</b>';

browserTest(
  'text from cells, names and the server stands as text, and nothing leaves the page',
  SIZE,
  async (page) => {
    const both = { vi: HOSTILE, en: HOSTILE };
    const params = { found: HOSTILE, limit: HOSTILE, other: HOSTILE, kind: HOSTILE };
    const told = toldAs({ where: both, params: { vi: params, en: params }, why: both });
    const hostile = { told, sectionName: both };
    const report = summary('returned', {
      remarks: [
        {
          at: { section: 'main', row: 'a', column: 'b' },
          text: HOSTILE,
          where: both,
          a1: 'B2',
          changed: true,
          now: both,
          key: 'remark|main|a|b|1',
          answer: HOSTILE,
        },
      ],
    });
    const sidebar = await openSidebar(page, {
      start: started({
        ...report,
        head: head({ unitName: HOSTILE, templateName: HOSTILE, state: 'returned' }),
      }),
      check: checked(
        { ...fixable('C14'), ...hostile },
        ...['E7', 'E8', 'E9'].map((a1) => ({ ...blank(a1), ...hostile, a1 })),
      ),
    });
    expect(await page.locator('header').textContent()).toContain(HOSTILE);
    expect(await page.locator('main').textContent()).toContain(HOSTILE);
    await press(page, 'Kiểm tra');
    expect(await page.locator('main').textContent()).toContain(HOSTILE);
    sidebar.answers.check = refusal({ title: HOSTILE, detail: HOSTILE, requestId: HOSTILE });
    await press(page, 'Kiểm tra lại');
    expect(await page.getByRole('alert').textContent()).toContain(HOSTILE);
    expect(await page.locator('main script, main img, header script, header b, main b').count()).toBe(0);
    expect(await page.title()).toBe('Sổ Tỉnh');
    expect(sidebar.requests).toEqual([]);
  },
);

browserTest('of several reports the chosen one is made', SIZE, async (page) => {
  const second = head({ template: 'tasks', templateName: 'Công việc đột phá, nhiệm vụ' });
  const sidebar = await openSidebar(page, {
    start: started(null, { choices: [head(), second] }),
    createSheets: { ok: true, value: { report: summary(), tabs: [] } },
  });
  await page.getByLabel('Công việc đột phá, nhiệm vụ').check();
  await press(page, 'Tạo bảng');
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).waitFor();
  expect(sidebar.calls.find(({ name }) => name === 'createSheets')?.args).toEqual([
    { unit: 'tu-ky', template: 'tasks', period: '2021' },
  ]);
});

browserTest(
  'what is copied of a receipt is its number and its code, also where Ctrl+C has to',
  SIZE,
  async (page) => {
    await openSidebar(page, { check: clean, preview: previewed(), send: sent() });
    for (const step of ['Kiểm tra', 'Xem trước khi gửi', 'Gửi']) await press(page, step);
    const copy = page.getByRole('button', { name: 'Sao chép số biên nhận và mã kiểm tra' });
    const told = `Biên nhận ST-2021-hai-duong-000127 · Mã kiểm tra ${'b'.repeat(12)}`;
    const lend = (writeText: string) =>
      page.evaluate(
        `Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: ${writeText} } })`,
      );
    await lend('async (text) => { window.pasted = text; }');
    await copy.click();
    await page.getByText('Đã sao chép.').waitFor();
    expect(await page.evaluate('window.pasted')).toBe(told);
    await lend('() => Promise.reject(new Error("not here"))');
    await copy.click();
    await page.getByText('bấm Ctrl+C').waitFor();
    expect(await page.evaluate('String(getSelection())')).toBe(told);
  },
);
