/** Makes the picture of the README, by hand: `node --import tsx test/demo/picture.ts` after a build. */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { builtIn } from '../../shared/templates/index.ts';
import { FLAGS, findChromium } from '../support/chromium.ts';
import { ROOT } from '../support/sources.ts';
import type { OfficeDesk } from './office-desk.ts';
import { servePlayground } from './playground.ts';

/** Made figures for the first rows, in their order; the rest has nothing to report. */
const FIGURES = [12, 9, 4, 2, 2, 48, 36, 15, 6, 5, 9];

/** A whole sheet with two figures that cannot be: 7 to be disciplined of 4 found, and levels that miss the total. */
function fillWithMistakes(office: OfficeDesk): void {
  const found = office.find('main');
  const rows = (builtIn('inspection')?.sections[0]?.rows ?? []).filter(({ heading }) => !heading);
  rows.forEach(({ key }, index) => {
    office.type(found, found.row(key), found.column('total'), String(FIGURES[index] ?? 0));
  });
  const put = (index: number, column: string, text: string): void =>
    office.type(found, found.row(rows[index]?.key ?? ''), found.column(column), text);
  put(3, 'total', '7');
  put(5, 'TINH', '8');
  put(5, 'TREN_CS', '20');
  put(5, 'CS', '19');
}

const found = findChromium();
if ('missing' in found) throw new Error(found.missing);
const playground = await servePlayground();
const browser = await chromium.launch({ executablePath: found.path, args: FLAGS });
try {
  const [office] = playground.offices;
  if (!office) throw new Error('no desk to sit at');
  office.resume();
  fillWithMistakes(office);
  await office.desk.close();
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
  await page.goto(playground.url);
  const sidebar = page.frameLocator('#sidebar');
  await sidebar.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await sidebar.locator('#problems').waitFor();
  const first = sidebar.getByRole('button', { name: /Tới ô/ }).first();
  const at = ((await first.textContent()) ?? '').replace('Tới ô ', '');
  await first.click();
  await page.waitForFunction(`document.getElementById('address').textContent === '${at}'`);
  await page.screenshot({ path: join(ROOT, 'docs/picture.png') });
} finally {
  await browser.close();
  await playground.stop();
}
