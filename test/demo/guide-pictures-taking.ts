/** How a picture of the guide is taken: an office's own desk in a browser, the sidebar as it stands, and a size a slow line can bear. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { builtIn } from '../../shared/templates/index.ts';
import { ROOT } from '../support/sources.ts';
import { serveDesk } from './desk/host.ts';
import { type Assigned, PROVINCES } from './import-files.ts';
import { OfficeDesk } from './office-desk.ts';
import type { DemoService } from './service.ts';

export const FOLDER = join(ROOT, 'docs/huong-dan/anh');
/** A page with a picture must open on a slow line. */
const BYTES_MAX = 75_000;
const SIZE = { width: 900, height: 680 };
const HEIGHT_MAX = 1080;

export interface Sat {
  readonly page: Page;
  readonly office: OfficeDesk;
  readonly url: string;
}

/** Sits down at the desk of one office, whose file is still empty, and leaves it again. */
export async function atDesk(
  browser: Browser,
  service: DemoService,
  report: Assigned,
  use: (sat: Sat) => Promise<void>,
): Promise<void> {
  const name = PROVINCES.flatMap(({ offices }) => offices).find(({ id }) => id === report.unit)?.name;
  const office = new OfficeDesk(report, service, name ?? report.unit);
  const desk = await serveDesk([office], [], 0);
  const page = await browser.newPage({ viewport: SIZE });
  try {
    await page.goto(desk.url);
    await sidebarOf(page).getByText('Chọn báo cáo').first().waitFor();
    await use({ page, office, url: desk.url });
  } finally {
    await page.close();
    await desk.stop();
    await office.desk.close();
  }
}

export const sidebarOf = (page: Page): FrameLocator => page.frameLocator('#sidebar');

export const button = (page: Page, name: string): Locator =>
  sidebarOf(page).getByRole('button', { name, exact: true }).first();

export const press = (page: Page, name: string): Promise<void> => button(page, name).click();

export const shows = (page: Page, words: string): Promise<void> =>
  sidebarOf(page).getByText(words).first().waitFor();

export async function choose(page: Page, entry: string): Promise<void> {
  await sidebarOf(page).locator('#menu').click();
  await press(page, entry);
}

/** Chooses the report of that period in the list, and makes its sheets. */
export async function make(page: Page, period: RegExp): Promise<void> {
  await sidebarOf(page).getByLabel(period).first().check();
  await press(page, 'Tạo bảng');
  await shows(page, 'Chưa gửi lần nào.');
}

/** As after closing the laptop: what was typed into the sheet meanwhile is shown. */
export async function comeBack({ page, url }: Sat, words: string): Promise<void> {
  await page.goto(url);
  await shows(page, words);
}

export async function shoot(what: Locator | Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  await what.screenshot({ path });
  const { size } = statSync(path);
  if (size > BYTES_MAX) throw new Error(`${name}.png has ${size} bytes, at most ${BYTES_MAX}`);
  process.stdout.write(`${name}.png ${Math.round(size / 1000)} kB\n`);
}

/** The sidebar with what the page of the guide tells of in sight: as high as that needs, up to a tall screen. */
export async function shootSidebar(page: Page, name: string, ...shown: readonly Locator[]): Promise<void> {
  for (let height = SIZE.height; ; height += 40) {
    if (height > HEIGHT_MAX) throw new Error(`${name}.png does not show what it is for`);
    await page.setViewportSize({ ...SIZE, height });
    await shown[0]?.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    if ((await Promise.all(shown.map(isInSight))).every(Boolean)) break;
  }
  await shoot(page.locator('#sidebar'), name);
  await page.setViewportSize(SIZE);
}

/** Nothing lies over it, and all of its height is there. */
const isInSight = (what: Locator): Promise<boolean> =>
  what.first().evaluate((element) => {
    const { left, top, bottom, width } = element.getBoundingClientRect();
    return [top + 2, bottom - 2].every((y) => {
      const hit = element.ownerDocument.elementFromPoint(left + width / 2, y);
      return hit !== null && element.contains(hit);
    });
  });

/** The rows of the form of inspections an office fills. */
export const inspectionRows = () =>
  (builtIn('inspection')?.sections[0]?.rows ?? []).filter(({ heading }) => !heading);
