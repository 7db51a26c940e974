/** The sidebar on what an office asks of its own report: the past of a cell, and more time with its reason. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RpcResult, Words } from '../../addon/core/rpc.ts';
import type { CellPastResult, ExtensionResult } from '../../addon/core/rpc-office.ts';
import { browserTest } from '../support/browser.ts';
import { checkOf, previewed, returned, sent, started } from '../support/sidebar-answers.ts';
import { type Answers, openSidebar, violations } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 640 } };
const both = (vi: string, en = vi): Words => ({ vi, en });
const ok = <T>(value: T): RpcResult<T> => ({ ok: true, value });

const PAST: CellPastResult = {
  at: { section: 'main', row: 'I.1', column: 'total' },
  a1: 'E32',
  where: both('Đảng viên được kiểm tra · Tổng số', 'Members inspected · Total'),
  now: both('17'),
  entries: [
    {
      revision: 3,
      mode: 'submit',
      at: '2021-12-20T02:00:00.000Z',
      person: 'Nguyễn Thị A',
      words: both('12 → 15'),
      chosen: [both('14 / 15 → 15')],
      accepted: [],
      published: [],
    },
    {
      revision: 1,
      mode: 'submit',
      at: '2021-12-12T07:03:00.000Z',
      person: 'Trần Văn B',
      words: both('để trống → 12', 'blank → 12'),
      chosen: [],
      accepted: [1],
      published: [{ number: 2, scope: 'Tỉnh Hải Dương' }],
    },
  ],
  older: 1,
};

const NOTHING_ASKED: ExtensionResult = { items: [], due: '2021-12-20', today: '2021-12-12' };
const REQUEST = {
  no: 1,
  state: 'asked' as const,
  due: '2021-12-20',
  asked: {
    until: '2021-12-27',
    reason: 'Hai xã chưa chốt số.',
    by: 'Nguyễn Thị A',
    at: '2021-12-12T07:03:00.000Z',
  },
  decided: null,
};
const REFUSED = {
  ...REQUEST,
  state: 'refused' as const,
  decided: {
    until: null,
    remark: 'Kỳ này phải chốt trước hội nghị.',
    by: 'Lê Văn C',
    at: '2021-12-13T07:03:00.000Z',
  },
};

async function choose(page: Page, name: string): Promise<void> {
  await page.locator('#menu').click();
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
}
const said = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';

browserTest(
  'the menu tells the past of the chosen cell beside it, and what of it is accepted or published',
  SIZE,
  async (page) => {
    await openSidebar(page, { cellPast: ok(PAST) });
    await choose(page, 'Lịch sử ô');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('past');
    const text = await said(page);
    for (const words of [
      'Lịch sử ô E32',
      'Trên bảng: 17',
      '12 → 15',
      'Nguyễn Thị A · 09:00 ngày 20/12/2021 · lần gửi 3',
      'Đã duyệt (lần gửi 1)',
      'Đã công bố: Tỉnh Hải Dương, lần 2',
      'Còn 1 lần đổi trước đó.',
    ])
      expect(text).toContain(words);
    await page.getByRole('button', { name: 'Đóng', exact: true }).click();
    expect(await page.locator('#past').count()).toBe(0);
  },
);

browserTest(
  'more time is asked for with a day and a reason; a lost answer repeats the same request',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, { extensions: ok(NOTHING_ASKED) });
    await choose(page, 'Xin gia hạn');
    await page.getByRole('button', { name: 'Gửi đề nghị', exact: true }).click();
    await page.getByText('Cần chọn ngày và ghi lý do.').waitFor();
    await page.getByLabel('Xin đến hết ngày').fill('2021-12-27');
    await page.getByLabel('Lý do').fill('Hai xã chưa chốt số.');
    await page.getByRole('button', { name: 'Gửi đề nghị', exact: true }).click();
    await page.locator('#failure').waitFor();
    sidebar.answers.askExtension = ok({ ...NOTHING_ASKED, items: [REQUEST] });
    await page.getByRole('button', { name: 'Gửi đề nghị', exact: true }).click();
    await page.getByText('Đang chờ trả lời').waitFor();
    const asked = sidebar.calls.filter(({ name }) => name === 'askExtension').map(({ args }) => args[0]);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[0]).toMatchObject({ until: '2021-12-27', reason: 'Hai xã chưa chốt số.' });
    expect(await page.getByRole('button', { name: 'Gửi đề nghị', exact: true }).count()).toBe(0);
  },
);

browserTest(
  'sheets are closed or opened without a press; where they are held, that is said',
  SIZE,
  async (page) => {
    const due = returned();
    const sidebar = await openSidebar(page, {
      start: started({ ...due, locksDue: true }),
      settleLocks: ok({ locking: 'returned', done: true }),
      check: ok(checkOf([], { ...due, locksDue: true })),
    });
    await page.getByText('chỉ các ô này còn mở cho người cùng sửa').waitFor();
    expect(sidebar.namesCalled().filter((name) => name === 'settleLocks')).toHaveLength(1);
    sidebar.answers.settleLocks = ok({ locking: 'open', done: false });
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
    await page.getByText('Trang còn khóa từ trước').waitFor();
  },
);

browserTest('an answer typed to a remark goes with what is sent, beside the reasons', SIZE, async (page) => {
  const report = returned();
  const sidebar = await openSidebar(page, {
    start: started(report),
    check: ok(checkOf([], report)),
    preview: previewed(),
    send: sent(),
  });
  await page.getByLabel('Trả lời người duyệt (nếu cần)').fill('Đã kiểm tra, số đúng.');
  for (const name of ['Kiểm tra', 'Xem trước khi gửi', 'Gửi']) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.waitForSelector('main[aria-busy="false"]');
  }
  const [{ args: [args] = [] } = {}] = sidebar.calls.filter(({ name }) => name === 'send');
  expect(args).toMatchObject({ reasons: { 'remark|main|I.1|total|1': 'Đã kiểm tra, số đúng.' } });
});

const SHOWN: readonly { name: string; answers: Answers; item: string }[] = [
  { name: 'past of a cell', answers: { cellPast: ok(PAST) }, item: 'Lịch sử ô' },
  {
    name: 'more time refused',
    answers: { extensions: ok({ ...NOTHING_ASKED, items: [REFUSED] }) },
    item: 'Xin gia hạn',
  },
  {
    name: 'more time asked',
    answers: { extensions: ok({ ...NOTHING_ASKED, items: [REQUEST] }) },
    item: 'Xin gia hạn',
  },
];

for (const { name, answers, item } of SHOWN) {
  browserTest(
    `${name}: no serious barrier in light and dark, nothing wider than the sidebar`,
    SIZE,
    async (page) => {
      await openSidebar(page, answers);
      await choose(page, item);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
        const folder = process.env.SIDEBAR_PICTURES;
        if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
      }
      for (const width of [300, 150]) {
        await page.setViewportSize({ width, height: 350 });
        const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate<number>(wider)).toBe(0);
      }
    },
  );
}
