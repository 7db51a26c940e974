/** The panels of the sidebar: one stands at a time, and closing it gives the focus back to where it was opened from. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from '../support/browser.ts';
import { damage, examined } from '../support/doctor-answers.ts';
import { changeAt, checked, checkOf, issue } from '../support/sidebar-answers.ts';
import { openSidebar } from '../support/sidebar-page.ts';

const SIZE = { viewport: { width: 300, height: 640 } };
const both = (words: string) => ({ vi: words, en: words });
const PAST = {
  at: { section: 'main', row: 'I.1', column: 'total' },
  a1: 'E32',
  where: both('Tổng số'),
  now: both('17'),
  entries: [],
  older: 0,
};
const TIDY = [changeAt('E7', '１２', '12')];
const MENDING = { tidy: TIDY, tidyCount: 1 };
const ANSWERS = {
  check: { ok: true, value: checkOf([], undefined, MENDING) },
  cellPast: { ok: true, value: PAST },
  extensions: { ok: true, value: { items: [], due: '2021-12-20', today: '2021-12-12' } },
  prefill: {
    ok: true,
    value: { check: checkOf([], undefined, MENDING), changes: [changeAt('E8', '', '5')], withheld: [] },
  },
  examineStructure: examined(damage({ kind: 'frozen', remedy: 'mend' })),
} as const;

/** Each panel by what the menu calls it. */
const MENU_NAMES = {
  past: 'Lịch sử ô',
  extension: 'Xin gia hạn',
  plan: 'Điền sẵn ô trống',
  doctor: 'Sửa cấu trúc biểu',
};

async function choose(page: Page, name: string): Promise<void> {
  await page.locator('#menu').click();
  await page.locator('#items').getByRole('button', { name, exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
}
const standing = async (page: Page): Promise<string[]> => {
  const ways = {
    past: page.locator('#past'),
    extension: page.locator('#extension'),
    plan: page.locator('#plan'),
    doctor: page.locator('main').getByRole('button', { name: 'Sửa giúp', exact: true }),
  };
  const found = await Promise.all(
    Object.entries(ways).map(async ([name, at]) => ((await at.count()) > 0 ? name : '')),
  );
  return found.filter((name) => name !== '');
};
const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id');

browserTest('each panel takes the place of the one that stood, whichever it was', SIZE, async (page) => {
  await openSidebar(page, ANSWERS);
  for (const [first, firstName] of Object.entries(MENU_NAMES))
    for (const [second, secondName] of Object.entries(MENU_NAMES)) {
      await choose(page, firstName);
      expect(await standing(page), firstName).toEqual([first]);
      await choose(page, secondName);
      expect(await standing(page), `${firstName}, ${secondName}`).toEqual([second]);
    }
});

browserTest(
  'Escape closes the panel that stands and gives the focus back to the menu',
  SIZE,
  async (page) => {
    await openSidebar(page, ANSWERS);
    for (const [panel, name] of Object.entries(MENU_NAMES)) {
      await choose(page, name);
      expect(await standing(page)).toEqual([panel]);
      await page.keyboard.press('Escape');
      expect(await standing(page), name).toEqual([]);
      expect(await focused(page), name).toBe('menu');
    }
  },
);

browserTest('Escape closes an open menu first, and the panel under it stays', SIZE, async (page) => {
  await openSidebar(page, ANSWERS);
  await choose(page, MENU_NAMES.past);
  await page.locator('#menu').click();
  await page.keyboard.press('Escape');
  expect(await page.locator('#more').getAttribute('open')).toBe(null);
  expect(await standing(page)).toEqual(['past']);
});

browserTest('a closing button gives the focus back as Escape does', SIZE, async (page) => {
  await openSidebar(page, ANSWERS);
  for (const name of [MENU_NAMES.past, MENU_NAMES.extension]) {
    await choose(page, name);
    await page.getByRole('button', { name: 'Đóng', exact: true }).click();
    expect(await standing(page)).toEqual([]);
    expect(await focused(page), name).toBe('menu');
  }
});

browserTest('a preview opened from the list gives the focus back to its own button', SIZE, async (page) => {
  await openSidebar(page, ANSWERS);
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
  await page.getByRole('button', { name: /sửa giúp tất cả/ }).click();
  expect(await standing(page)).toEqual(['plan']);
  await page.keyboard.press('Escape');
  expect(await standing(page)).toEqual([]);
  expect(await focused(page)).toBe('fix-all');
});

browserTest('the doctor opened from the list gives the focus back to its own button', SIZE, async (page) => {
  const broken = { ...issue('C14'), code: 'missing_column' } as const;
  await openSidebar(page, { ...ANSWERS, check: checked(broken) });
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
  await page.locator('main').getByRole('button', { name: MENU_NAMES.doctor, exact: true }).click();
  await page.waitForSelector('main[aria-busy="false"]');
  expect(await standing(page)).toEqual(['doctor']);
  await page.keyboard.press('Escape');
  expect([await standing(page), await focused(page)]).toEqual([[], 'repair']);
});

browserTest(
  'what is typed into a request for more time is there when it is opened again',
  SIZE,
  async (page) => {
    await openSidebar(page, ANSWERS);
    await choose(page, MENU_NAMES.extension);
    await page.getByLabel('Xin đến hết ngày').fill('2021-12-27');
    await page.getByLabel('Lý do').fill('Hai xã chưa chốt số.');
    await page.keyboard.press('Escape');
    expect(await standing(page)).toEqual([]);
    await choose(page, MENU_NAMES.past);
    await choose(page, MENU_NAMES.extension);
    expect(await page.getByLabel('Xin đến hết ngày').inputValue()).toBe('2021-12-27');
    expect(await page.getByLabel('Lý do').inputValue()).toBe('Hai xã chưa chốt số.');
  },
);
