/** The sidebar on a returned or accepted report, and the way to send: what stays in sight, what is told by name, what is in reach. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CheckResult, Departed, ReportSummary, RpcResult, Words } from '../../addon/core/rpc.ts';
import type { PreviewResult } from '../../addon/core/rpc-send.ts';
import { browserTest } from '../support/browser.ts';
import {
  checked,
  checkOf,
  issue,
  previewed,
  returned,
  sent,
  started,
  summary,
  totalsAnswer,
  warning,
} from '../support/sidebar-answers.ts';
import { type Answers, openSidebar, violations } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 640 } };
const both = (vi: string, en = vi): Words => ({ vi, en });
const ok = <T>(value: T): RpcResult<T> => ({ ok: true, value });
const REMARK = 'Số này khác báo cáo quý III, đề nghị xem lại.';

/** Returned with two remarks, the second of them answered. */
function answered(departed: Departed | null = null): ReportSummary {
  const report = returned();
  const second = {
    at: { section: 'main', row: 'I.2', column: 'total' },
    text: 'Thiếu chi bộ cơ quan.',
    where: both('Đảng viên được kiểm tra · Tổng số', 'Members inspected · Total'),
    a1: 'E33',
    changed: true,
    now: both('đã gửi 12, nay ghi 15', '12 was sent, now 15'),
    key: 'remark|main|I.2|total|1',
    answer: '',
  };
  return { ...report, remarks: [...report.remarks, second], departed };
}

const departed = (against: Departed['against']): Departed => ({
  against,
  count: 14,
  cells: [
    {
      at: { section: 'main', row: 'II.1', column: 'total' },
      a1: 'E40',
      where: both('Tổ chức đảng được giám sát · Tổng số', 'Organisations supervised · Total'),
      words: both('đã gửi 7, nay ghi 9', '7 was sent, now 9'),
    },
  ],
  putBack: {
    label: 'set',
    params: {},
    cells: [{ section: 'main', row: 'II.1', column: 'total', value: '7' }],
  },
});

const checkedAs = (report: ReportSummary, changes: Partial<CheckResult> = {}): RpcResult<CheckResult> =>
  ok({ ...checkOf([], report), ...changes });

const changedOne = (report: ReportSummary, counts: PreviewResult['counts']): RpcResult<PreviewResult> =>
  ok({
    check: checkOf([], report),
    seen: 'seen',
    first: false,
    taken: null,
    asks: null,
    count: 9,
    cells: Array.from({ length: 8 }, (_, n) => ({
      at: { section: 'main', row: `I.${n}`, column: 'total' },
      a1: `E${32 + n}`,
      words: both('Đảng viên được kiểm tra · Tổng số: 12 → 15', 'Members inspected · Total: 12 → 15'),
    })),
    counts,
    totals: [both('Đảng viên được kiểm tra · Tổng số: 1.240 → 1.243')],
  });

const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForSelector('main[aria-busy="false"]');
};
const said = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';
const inView = (page: Page, name: string): Promise<boolean> =>
  page
    .getByRole('button', { name, exact: true })
    .evaluate(
      (node) => node.getBoundingClientRect().bottom <= node.ownerDocument.documentElement.clientHeight,
    );

const RETURNED = {
  start: started(answered()),
  check: checkedAs(answered()),
  preview: changedOne(answered(), 'accepted'),
  send: sent(),
} satisfies Answers;

browserTest('remarks stay in sight with their cells until the report is sent', SIZE, async (page) => {
  await openSidebar(page, RETURNED);
  for (const step of ['Kiểm tra', 'Xem trước khi gửi', 'Gửi']) {
    const text = await said(page);
    for (const words of [REMARK, 'đã sửa 1/2', '✓ Đã sửa: đã gửi 12, nay ghi 15', 'Chưa sửa'])
      expect(text).toContain(words);
    for (const a1 of ['E32', 'E33'])
      expect(await page.getByRole('button', { name: `Tới ô ${a1}`, exact: true }).count()).toBe(1);
    await press(page, step);
  }
  expect(await said(page)).not.toContain(REMARK);
});

browserTest('a draft saved leaves the remarks in sight', SIZE, async (page) => {
  const draft = {
    kind: 'sent',
    mode: 'draft',
    receipt: null,
    changes: 1,
    check: checkOf([]),
    unread: [],
    unreadCount: 0,
  } as const;
  const wrong = ok(checkOf([issue('C14')], answered()));
  await openSidebar(page, { ...RETURNED, check: wrong, send: ok({ ...draft, report: answered() }) });
  for (const step of ['Kiểm tra', 'Lưu bản nháp']) await press(page, step);
  expect(await said(page)).toContain('Đã lưu bản nháp');
  expect(await said(page)).toContain(REMARK);
});

browserTest('what changed out of turn is told on opening, before any check', SIZE, async (page) => {
  await openSidebar(page, { start: started(answered(departed('returned'))) });
  expect(await said(page)).toContain('đã gửi 7, nay ghi 9');
  expect(await page.locator('.action:visible').allTextContents()).toEqual(['Kiểm tra']);
});

browserTest(
  'remarks stay beside errors too, and an unanswered one is counted before sending',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, { ...RETURNED, check: ok(checkOf([issue('C14')], answered())) });
    await press(page, 'Kiểm tra');
    expect(await said(page)).toContain(REMARK);
    sidebar.answers.check = RETURNED.check;
    await press(page, 'Kiểm tra lại');
    expect(await said(page)).toContain('1 ô bị trả lại chưa sửa');
  },
);

browserTest(
  'a cell changed besides the remarks is named by the check, and can be put back',
  SIZE,
  async (page) => {
    const wrong = answered(departed('returned'));
    const sidebar = await openSidebar(page, {
      ...RETURNED,
      check: checkedAs(wrong),
      applyFix: RETURNED.check,
    });
    await press(page, 'Kiểm tra');
    const text = await said(page);
    for (const words of [
      '14 ô đã đổi mà không bị trả lại',
      '(E32, E33)',
      'đã gửi 7, nay ghi 9',
      'và 13 ô khác',
    ])
      expect(text).toContain(words);
    expect(await page.getByRole('button', { name: 'Tới ô E40' }).count()).toBe(1);
    expect(text).not.toContain('Có thể gửi');
    await press(page, 'Trả 1 ô về số đã gửi');
    expect(sidebar.calls.at(-1)).toEqual({ name: 'applyFix', args: [{ fix: departed('returned').putBack }] });
    await page.getByRole('button', { name: 'Xem trước khi gửi' }).waitFor();
  },
);

browserTest(
  'cells refused only when sending come back as the same card, not as a bare refusal',
  SIZE,
  async (page) => {
    const wrong = checkOf([], answered(departed('returned')));
    await openSidebar(page, { ...RETURNED, send: ok({ kind: 'notYet', check: wrong } as const) });
    for (const step of ['Kiểm tra', 'Xem trước khi gửi', 'Gửi']) await press(page, step);
    expect(await said(page)).toContain('đã gửi 7, nay ghi 9');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('departed');
  },
);

browserTest(
  'the way to send appears with the last letter of the last reason, and the field keeps the caret',
  SIZE,
  async (page) => {
    await openSidebar(page, { check: checked(warning('C30'), warning('C31')), preview: previewed() });
    await press(page, 'Kiểm tra');
    const [first, second] = await page.getByLabel('Lý do giữ nguyên').all();
    const way = page.locator('#way');
    expect(await way.textContent()).toContain('Nêu lý do cho 2 cảnh báo là gửi được.');
    await first?.pressSequentially('Kiểm tra chuyên đề');
    expect(await way.textContent()).toContain('Nêu lý do cho 1 cảnh báo');
    expect(await page.getByRole('button', { name: 'Xem trước khi gửi' }).count()).toBe(0);
    await second?.pressSequentially('Sáp nhập');
    expect(await second?.inputValue()).toBe('Sáp nhập');
    expect(await inView(page, 'Xem trước khi gửi')).toBe(true);
    expect(await page.locator('.action:visible').allTextContents()).toEqual(['Xem trước khi gửi']);
    expect(await page.locator('#status').textContent()).toBe('Cảnh báo đã có lý do. Có thể gửi.');
    await page.keyboard.press('Tab');
    await press(page, 'Xem trước khi gửi');
    expect(await said(page)).toContain('Nếu gửi bây giờ');
  },
);

browserTest('saving a draft says that it is not sending', SIZE, async (page) => {
  await openSidebar(page, { check: checked(issue('C14')) });
  await press(page, 'Kiểm tra');
  expect(await page.locator('.keep').textContent()).toContain('chưa phải là gửi');
});

browserTest(
  'a preview promises totals only once accepted where the form counts accepted ones',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, RETURNED);
    for (const step of ['Kiểm tra', 'Xem trước khi gửi']) await press(page, step);
    const text = await said(page);
    expect(text).toContain('9 ô khác lần gửi trước.');
    expect(text).toContain('và 1 ô khác');
    expect(text).toContain('Sau khi được duyệt, tổng của Huyện ủy Tứ Kỳ đổi:');
    await press(page, 'Quay lại');
    sidebar.answers.preview = changedOne(answered(), 'submitted');
    await press(page, 'Xem trước khi gửi');
    expect(await said(page)).toContain('Gửi xong, tổng của Huyện ủy Tứ Kỳ đổi:');
  },
);

browserTest('the button that sends is in view however long the preview is', SIZE, async (page) => {
  await openSidebar(page, RETURNED);
  for (const step of ['Kiểm tra', 'Xem trước khi gửi']) await press(page, step);
  const scrolls = await page.evaluate<boolean>(
    'document.documentElement.scrollHeight > document.documentElement.clientHeight',
  );
  expect([scrolls, await inView(page, 'Gửi')]).toEqual([true, true]);
});

browserTest('totals without a figure say why instead of counting rows', SIZE, async (page) => {
  const answer = totalsAnswer();
  if (!answer.ok) throw new Error('no totals');
  const nothing = both('Chưa có số: chưa báo cáo nào được duyệt.', 'No figures yet.');
  await openSidebar(page, {
    start: started(summary('accepted')),
    pullTotals: ok({ ...answer.value, rows: 0, nothing }),
  });
  await press(page, 'Mở tổng hợp tỉnh');
  expect(await said(page)).toContain(nothing.vi);
  expect(await said(page)).not.toContain('0 dòng');
});

browserTest(
  'an accepted report tells which cells of the sheet drifted from it, and that they match again',
  SIZE,
  async (page) => {
    const drifted = summary('accepted', { departed: departed('accepted') });
    const sidebar = await openSidebar(page, { start: started(drifted), check: checkedAs(drifted) });
    expect(await said(page)).toContain('Bảng khác báo cáo đã duyệt ở 14 ô');
    expect(await said(page)).toContain('E40');
    sidebar.answers.check = checkedAs(summary('accepted'));
    await press(page, 'So bảng với báo cáo đã duyệt');
    expect(await said(page)).toContain('Bảng đúng như báo cáo đã duyệt.');
  },
);

browserTest(
  'tasks put on the sheet by a check are told by their number and their tab',
  SIZE,
  async (page) => {
    const added = { count: 2, to: both('Việc giao khắc phục', 'Work given to mend') };
    await openSidebar(page, { start: started(), check: checkedAs(summary(), { added }) });
    await press(page, 'Kiểm tra');
    expect(await said(page)).toContain('Đã thêm vào trang “Việc giao khắc phục” 2 việc mới được giao');
  },
);

browserTest('a copied sheet is named by the check and before sending', SIZE, async (page) => {
  const copies = [{ name: 'Bản sao của Thống kê', of: both('Thống kê', 'Statistics') }];
  const check = checkOf([]);
  const preview = previewed();
  if (!preview.ok) throw new Error('no preview');
  await openSidebar(page, {
    check: ok({ ...check, copies }),
    preview: ok({ ...preview.value, check: { ...check, copies } }),
  });
  for (const step of ['Kiểm tra', 'Xem trước khi gửi']) {
    await press(page, step);
    expect(await said(page)).toContain('Số gõ ở trang “Bản sao của Thống kê” không được đọc');
  }
});

browserTest(
  'a cell hidden by a filter is said to be hidden; the filter goes only when asked to',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, {
      check: checked(issue('C14')),
      goTo: ok({ a1: 'C14', filtered: true }),
    });
    await press(page, 'Kiểm tra');
    await press(page, 'Tới ô C14');
    await page.getByText('Ô C14 đang bị bộ lọc ẩn').waitFor();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('filtered');
    expect(await page.locator('#status').textContent()).toBe('');
    sidebar.answers.goTo = ok({ a1: 'C14', filtered: false });
    await press(page, 'Bỏ bộ lọc và tới ô C14');
    await page.getByText('Đã tới ô C14.').waitFor();
    expect(await page.getByText('đang bị bộ lọc ẩn').count()).toBe(0);
    const asked = sidebar.calls.filter(({ name }) => name === 'goTo').map(({ args }) => args[0]);
    expect(asked).toEqual([
      { section: 'main', row: 'row-C14', column: 'total' },
      { section: 'main', row: 'row-C14', column: 'total', unfilter: true },
    ]);
  },
);

const SHOWN: readonly { name: string; answers: Answers; press: readonly string[] }[] = [
  { name: 'returned, opened', answers: RETURNED, press: [] },
  { name: 'returned, checked', answers: RETURNED, press: ['Kiểm tra'] },
  { name: 'returned, preview', answers: RETURNED, press: ['Kiểm tra', 'Xem trước khi gửi'] },
  {
    name: 'closed cells',
    answers: { ...RETURNED, check: checkedAs(answered(departed('returned'))) },
    press: ['Kiểm tra'],
  },
  {
    name: 'drifted',
    answers: { start: started(summary('accepted', { departed: departed('accepted') })) },
    press: [],
  },
  {
    name: 'filtered',
    answers: { check: checked(issue('C14')), goTo: ok({ a1: 'C14', filtered: true }) },
    press: ['Kiểm tra', 'Tới ô C14'],
  },
  {
    name: 'reasons wanted, a copy',
    answers: {
      check: ok({
        ...checkOf([warning('C30')]),
        copies: [
          { name: 'Bản sao của Thống kê', of: both('Thống kê', 'Statistics') },
          { name: 'Thống kê (bản trước khi sửa)', of: null },
        ],
      }),
    },
    press: ['Kiểm tra'],
  },
];

for (const { name, answers, press: steps } of SHOWN) {
  browserTest(
    `${name}: no serious barrier in light and dark, nothing wider than the sidebar`,
    SIZE,
    async (page) => {
      await openSidebar(page, answers);
      for (const step of steps) await press(page, step);
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
