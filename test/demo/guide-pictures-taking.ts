/** How a picture of the guide is taken: an office's own desk in a browser, the sidebar as it stands, and a size a slow line can bear. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { builtIn } from '../../shared/templates/index.ts';
import { ROOT } from '../support/sources.ts';
import { serveDesk } from './desk/host.ts';
import { type Assigned, PROVINCES } from './import-files.ts';
import { OfficeDesk } from './office-desk.ts';
import { vietnamesePage } from './picture-browser.ts';
import type { DemoService } from './service.ts';
import { smallPng } from './small-png.ts';

export const FOLDER = join(ROOT, 'docs/huong-dan/anh');
/** A page with a picture must open on a slow line. */
const BYTES_MAX = 60_000;
const SIZE = { width: 900, height: 680 };
/** Higher than any screen of the sidebar. */
const ROOMY = 2400;
/** Between two things that stand below each other. */
const GAP = 4;

/** Where a picture of the sidebar ends, when not with all there is. */
interface Cut {
  readonly after?: Locator;
  /** Right below stands what always stands at the lower edge of the window. */
  readonly way?: 'below';
}

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
  const page = await vietnamesePage(browser, SIZE);
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

export const press = (page: Page, name: string): Promise<void> =>
  sidebarOf(page).getByRole('button', { name, exact: true }).first().click();

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

/** As high as it needs to be: what ends the picture is whole, and nothing after it is begun. */
export async function shootSidebar(page: Page, name: string, cut: Cut = {}): Promise<void> {
  const frame = page.locator('#sidebar');
  const side = sidebarOf(page);
  const stand = async (height: number): Promise<void> => {
    const now = (await frame.boundingBox())?.height ?? 0;
    const { width, height: whole } = page.viewportSize() ?? SIZE;
    await page.setViewportSize({ width, height: Math.ceil(whole - now + height) });
  };
  await stand(ROOMY);
  // No ring around what was used last, and the list from its top.
  await side.locator(':focus').evaluateAll((all) => {
    for (const one of all) one.blur();
  });
  await side.locator('html').evaluate((html) => {
    html.scrollTop = 0;
  });
  const box = await boxOf(frame);
  const under = await boxOf(cut.after ?? side.locator('main'));
  const end = under.y + under.height - box.y + (cut.after ? GAP : 0);
  if (cut.way === 'below') {
    await stand(end + (await boxOf(side.locator('#way'))).height);
    await shoot(page, name, await boxOf(frame));
  } else await shoot(page, name, { ...box, height: end });
  await page.setViewportSize(SIZE);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(what: Locator): Promise<Box> {
  const box = await what.boundingBox();
  if (box === null) throw new Error(`${what} is not on the picture`);
  return box;
}

/** The part of the page between the upper edge of one thing and the lower edge of another. */
export async function between(first: Locator, last: Locator, width: number): Promise<Box> {
  const [from, to] = [await boxOf(first), await boxOf(last)];
  const y = Math.max(0, Math.floor(from.y - GAP));
  return { x: 0, y, width, height: Math.ceil(to.y + to.height + GAP - y) };
}

export async function shoot(page: Page, name: string, clip: Box): Promise<void> {
  const picture = smallPng(await page.screenshot({ clip }));
  const { length } = picture;
  if (length > BYTES_MAX) throw new Error(`${name}.png has ${length} bytes, at most ${BYTES_MAX}`);
  writeFileSync(join(FOLDER, `${name}.png`), picture);
  process.stdout.write(`${name}.png ${Math.round(length / 1000)} kB\n`);
}

/** The rows of the form of inspections an office fills. */
export const inspectionRows = () =>
  (builtIn('inspection')?.sections[0]?.rows ?? []).filter(({ heading }) => !heading);
