/** The browser pictures are taken with: what it writes itself is Vietnamese, and its letters are as wide as a clerk's Arial. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { FLAGS, findChromium } from '../support/chromium.ts';

/** Width of an M of 100 px in Arial, and in what stands in for it. */
const ARIAL_M = 83.3;

interface Written {
  readonly words: string;
  readonly width: number;
}

/** The words are the browser's own about an empty field; Playwright's locale does not change them. */
const LOOK = `(() => {
  const field = document.createElement('input');
  field.required = true;
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = '100px Arial';
  return { words: field.validationMessage, width: pen.measureText('M').width };
})()`;

/** Only pictures need the two packages; no test does. */
function lacking({ words, width }: Written): string | undefined {
  if (!/[ạ-ỹ]/.test(words))
    return 'Chromium does not speak Vietnamese here, so its date and file fields would stand in English on the pictures; on Debian: apt-get install chromium-l10n';
  if (Math.abs(width - ARIAL_M) > 0.5)
    return 'there is no Arial or font as wide here, so the pictures would break their lines elsewhere than the sidebar does; on Debian: apt-get install fonts-liberation';
  return undefined;
}

export async function launchVietnamese(): Promise<Browser> {
  const found = findChromium();
  if ('missing' in found) throw new Error(found.missing);
  const browser = await chromium.launch({
    executablePath: found.path,
    args: [...FLAGS, '--lang=vi'],
    env: { ...process.env, LANGUAGE: 'vi' },
  });
  const page = await browser.newPage();
  const missing = lacking(await page.evaluate<Written>(LOOK));
  await page.close();
  if (missing === undefined) return browser;
  await browser.close();
  throw new Error(`No pictures were taken: ${missing}`);
}

/** `sharp`: points of the picture to one of the page, for what is shown smaller than it is. */
export const vietnamesePage = (
  browser: Browser,
  viewport: { width: number; height: number },
  sharp = 1,
): Promise<Page> =>
  browser.newPage({
    viewport,
    deviceScaleFactor: sharp,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
