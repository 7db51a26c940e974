/** Filling blank cells in the sidebar: each value is shown under where it comes from, and what offers nothing says why. */
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PrefillResult } from '../../addon/core/rpc-office.ts';
import { browserTest } from '../support/browser.ts';
import { changeAt, checkOf } from '../support/sidebar-answers.ts';
import { openSidebar, violations } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 700 } };
const both = (vi: string, en: string) => ({ vi, en });
const OCTOBER = { from: 'lastPeriod', label: both('Tháng 10/2026', 'October 2026') } as const;
const YEAR_AGO = { from: 'lastYear', label: both('Tháng 11/2025', 'November 2025') } as const;
const PLAN = { from: 'plan', label: both('2026', '2026') } as const;
const RESHAPED = { ...OCTOBER, withheld: 'reshaped', since: '2026-10-15' } as const;
const NOT_SENT = { ...YEAR_AGO, withheld: 'notSent' } as const;

const answered = (
  changes: PrefillResult['changes'],
  withheld: PrefillResult['withheld'],
): { ok: true; value: PrefillResult } => ({ ok: true, value: { check: checkOf([]), changes, withheld } });

async function fill(page: Parameters<Parameters<typeof browserTest>[2]>[0]): Promise<void> {
  await page.locator('#menu').click();
  await page.getByRole('button', { name: 'Điền sẵn ô trống', exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
}

browserTest('offered values stand under the period or plan they come from', SIZE, async (page) => {
  await openSidebar(page, {
    prefill: answered(
      [
        { ...changeAt('E7', '', '12'), source: OCTOBER },
        { ...changeAt('F7', '', '100'), source: PLAN },
        { ...changeAt('E8', '', '1.234'), source: OCTOBER },
      ],
      [NOT_SENT],
    ),
  });
  await fill(page);
  const listed = async (source: string): Promise<string[]> =>
    page.getByRole('list', { name: source, exact: true }).locator('li').allTextContents();
  expect(await page.locator('.mend h4').allTextContents()).toEqual([
    'Kỳ trước (tháng 10/2026)',
    'Kế hoạch năm 2026',
  ]);
  expect(await listed('Kỳ trước (tháng 10/2026)')).toEqual(['E7(trống) thành 12', 'E8(trống) thành 1.234']);
  expect(await listed('Kế hoạch năm 2026')).toEqual(['F7(trống) thành 100']);
  await page
    .getByText('Cùng kỳ năm trước (tháng 11/2025): chưa có báo cáo đã gửi nên không điền sẵn.')
    .waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(300);
    const folder = process.env.SO_TINH_PICTURES;
    if (folder) await page.screenshot({ path: join(folder, `prefill-${colorScheme}.png`), fullPage: true });
  }
});

browserTest('an office merged or split since is told so where nothing is offered', SIZE, async (page) => {
  await openSidebar(page, { prefill: answered([], [RESHAPED]) });
  await fill(page);
  await page
    .getByText(
      'Kỳ trước (tháng 10/2026): đơn vị được sắp xếp lại từ 15/10/2026; số kỳ trước của đơn vị cũ không điền sẵn.',
    )
    .waitFor();
  expect(await page.getByText('Không có ô trống nào mà biểu cho điền sẵn.').count()).toBe(0);
});

browserTest('where no period is withheld, the general sentence stays', SIZE, async (page) => {
  await openSidebar(page, { prefill: answered([], []) });
  await fill(page);
  await page.getByText('Không có ô trống nào mà biểu cho điền sẵn.').waitFor();
});
