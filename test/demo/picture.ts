/** Makes the picture of the README, by hand: `node --import tsx test/demo/picture.ts` after a build. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { builtIn } from '../../shared/templates/index.ts';
import { ROOT } from '../support/sources.ts';
import type { OfficeDesk } from './office-desk.ts';
import { launchVietnamese, vietnamesePage } from './picture-browser.ts';
import { servePlayground } from './playground.ts';
import { smallPng } from './small-png.ts';

/** As wide as the columns up to the total and the sidebar, so that both are read where the README shows them. */
const SIZE = { width: 957, height: 760 };
const ROOMY = 1600;
/** Made figures for the first rows, in their order; the rest has nothing to report. */
const FIGURES = [12, 9, 4, 2, 2, 48, 36, 15, 6, 5, 9];

/** A whole sheet with a figure that cannot be: 7 to be disciplined of 4 found. */
function fillWithMistake(office: OfficeDesk): void {
  const found = office.find('main');
  const rows = (builtIn('inspection')?.sections[0]?.rows ?? []).filter(({ heading }) => !heading);
  rows.forEach(({ key }, index) => {
    office.type(found, found.row(key), found.column('total'), String(FIGURES[index] ?? 0));
  });
  office.type(found, found.row(rows[3]?.key ?? ''), found.column('total'), '7');
}

/** As high as the sidebar needs it, and on to the end of a row of the sheet. */
async function stretch(page: Page): Promise<void> {
  await page.setViewportSize({ ...SIZE, height: ROOMY });
  const side = await page.frameLocator('#sidebar').locator('main').boundingBox();
  const grid = await page.locator('#grid').boundingBox();
  if (!side || !grid) throw new Error('no sheet beside a sidebar');
  const rows = await page
    .locator('#sheet tbody tr')
    .evaluateAll((all) => all.map((row) => row.getBoundingClientRect().bottom));
  const end = rows.find((bottom) => bottom >= side.y + side.height) ?? 0;
  await page.setViewportSize({ ...SIZE, height: Math.floor(ROOMY - grid.y - grid.height + end) });
}

const browser = await launchVietnamese();
const playground = await servePlayground();
try {
  const [office] = playground.offices;
  if (!office) throw new Error('no desk to sit at');
  office.resume();
  fillWithMistake(office);
  await office.desk.close();
  const page = await vietnamesePage(browser, SIZE, 1.5);
  await page.goto(playground.url);
  const sidebar = page.frameLocator('#sidebar');
  await sidebar.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await sidebar.locator('#problems').waitFor();
  const first = sidebar.getByRole('button', { name: /Tới ô/ }).first();
  const at = ((await first.textContent()) ?? '').replace('Tới ô ', '');
  await first.click();
  await page.waitForFunction(`document.getElementById('address').textContent === '${at}'`);
  await stretch(page);
  writeFileSync(join(ROOT, 'docs/picture.png'), smallPng(await page.screenshot()));
} finally {
  await browser.close();
  await playground.stop();
}
