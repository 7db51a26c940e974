/** A clerk's month for browser tests: the real sidebar in Chromium over the built add-on, a file of the stand-in, and the real server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Rpc } from '../../addon/core/rpc-calls.ts';
import { Workbook } from '../standin/index.ts';
import type { Route } from '../standin/network.ts';
import { type AddonDesk, addonDesk, SERVER_HOST } from './addon-desk.ts';
import { formOf, newKey, type TestApp, testApp, tinyPath } from './app.ts';
import { makeProvince, TINY } from './make.ts';
import { showPage, violations } from './sidebar-page.ts';
import { ROOT } from './sources.ts';

/** Where pictures of the screens are left to be looked at. */
const PICTURES = join(ROOT, 'node_modules/.cache/so-tinh/month');

export interface Month {
  readonly app: TestApp;
  readonly at: AddonDesk;
  /** How calls of the script reach the server: the server itself, or what a test puts in between. */
  through(route: Route | null): Promise<void>;
  /** Into the column of figures of a row, as a person types. */
  type(row: string, value: string): void;
  /** The cell a person stands in. */
  active(): { readonly row: number; readonly column: number } | undefined;
  decide(body: object): Promise<void>;
  /** Number of the newest revision the server has. */
  revisions(): Promise<number>;
  stop(): Promise<void>;
}

export async function openMonth(): Promise<Month> {
  const app = await testApp();
  await makeProvince(app.db, () => app.now, { templates: [{ ...TINY, counts: 'accepted' }] });
  const person = { email: 'clerk.x1@tinh.gov.vn', sub: 'clerk.x1', language: 'vi' } as const;
  const direct = await app.app.url;
  const at = addonDesk(
    TINY,
    {},
    {
      workbook: new Workbook({ owner: person.email, locale: 'vi_VN', timeZone: 'Asia/Ho_Chi_Minh' }),
      person,
      network: { [SERVER_HOST]: direct },
      token: () => app.token('clerk.x1'),
      patienceMs: 4000,
    },
  );
  return {
    app,
    at,
    through: async (route) => {
      at.desk.routes = { [SERVER_HOST]: route ?? direct };
    },
    type: (row, value) => at.desk.clerk.type(addressOf(at, row), value),
    active: () => {
      const rect = at.desk.ui.activeRange?.rect;
      return rect && { row: rect.row, column: rect.column };
    },
    decide: async (body) => {
      const reply = await app.post(tinyPath('x1', '/decisions'), body, { as: 'reviewer', key: newKey() });
      expect(reply.status, reply.text).toBe(200);
    },
    revisions: async () => (await formOf(app, 'x1', 'clerk.x1')).head.revision,
    stop: async () => {
      await at.desk.close();
      await app.stop();
    },
  };
}

/** "'Chính'!D7" of a row's figure, by the keys the sheet hides in its first row and column. */
function addressOf(at: AddonDesk, row: string): string {
  const sheet = at.desk.clerk.sheet('Chính');
  const column = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value).indexOf('n');
  const line = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value).indexOf(row);
  return `'Chính'!${String.fromCharCode(65 + column)}${line + 1}`;
}

/** How a person reaches what the sidebar offers. */
export interface Hands {
  press(name: string): Promise<void>;
  write(label: string, text: string): Promise<void>;
}

const settled = (page: Page): Promise<unknown> => page.waitForSelector('main[aria-busy="false"]');

export const byMouse = (page: Page): Hands => ({
  press: async (name) => {
    await page.getByRole('button', { name, exact: true }).first().click();
    await settled(page);
  },
  write: async (label, text) => {
    await page.getByLabel(label).first().click();
    await page.keyboard.type(text);
  },
});

/** Nothing but Tab, letters and Enter: what Tab does not reach within a lap is not there. */
export function byKeyboard(page: Page): Hands {
  const reach = async (what: string, matches: string): Promise<void> => {
    for (let steps = 0; steps < 60; steps += 1) {
      if (await page.evaluate<boolean>(`(${matches})(document.activeElement, ${JSON.stringify(what)})`))
        return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach “${what}”`);
  };
  return {
    press: async (name) => {
      await reach(name, '(at, name) => at.textContent.trim() === name && !at.disabled');
      await page.keyboard.press('Enter');
      await settled(page);
    },
    write: async (label, text) => {
      await reach(label, '(at, name) => at.labels && at.labels[0] && at.labels[0].textContent === name');
      await page.keyboard.type(text);
    },
  };
}

/** Opens the sidebar from the menu, as after closing the laptop: a page of its own over the same file. */
export async function openFromMenu(month: Month, page: Page, requests: string[]): Promise<void> {
  const { desk } = month.at;
  await desk.open();
  const [menu] = desk.menus;
  const [item] = menu?.items ?? [];
  await desk.click(menu?.label ?? '', item?.label ?? '');
  await showPage(page, desk.sidebar?.content ?? '', requests, (name: keyof Rpc, args) =>
    desk.run(name, ...args),
  );
}

/** One screen as everybody has it: one blue button, no serious barrier, nothing sideways, and its picture kept. */
export async function look(page: Page, name: string): Promise<void> {
  expect(await page.locator('.action:visible').count(), name).toBe(1);
  mkdirSync(PICTURES, { recursive: true });
  const dark = await page.evaluate<boolean>("matchMedia('(prefers-color-scheme: dark)').matches");
  expect(await violations(page), name).toEqual([]);
  await page.screenshot({ path: join(PICTURES, `${name}-${dark ? 'dark' : 'light'}.png`) });
  const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(beyond), name).toBe(0);
  const size = page.viewportSize() ?? { width: 300, height: 700 };
  // A zoom of 200 % halves the CSS pixels there are.
  await page.setViewportSize({ width: size.width / 2, height: size.height / 2 });
  expect(await page.evaluate(beyond), `${name} at 200 %`).toBe(0);
  await page.setViewportSize(size);
}
