/** Chromium for the tests that need one: found on this machine, started once a file, and said to be missing where it is. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, test } from 'vitest';

/** Debian, Ubuntu and Fedora, then macOS. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Quiet: no update, no sync, no QUIC, nothing asked of the network that the page did not ask for. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the browser, or why there is none. CHROMIUM names one, or is "none". */
function findChromium(): { path: string } | { missing: string } {
  const named = process.env.CHROMIUM ?? '';
  if (named === 'none') return { missing: 'CHROMIUM=none' };
  if (named !== '')
    return existsSync(named) ? { path: named } : { missing: `no browser at CHROMIUM=${named}` };
  const path = PLACES.find((place) => existsSync(place));
  return path === undefined ? { missing: 'Chromium is not installed; CHROMIUM=path names one' } : { path };
}

const found = findChromium();
let started: Promise<Browser> | undefined;

/** A browser of this file's own with an empty profile; closed after its last test. */
export function startChromium(): Promise<Browser> {
  if ('missing' in found) throw new Error(found.missing);
  started ??= chromium.launch({ executablePath: found.path, args: FLAGS });
  return started;
}

afterAll(async () => {
  await (await started)?.close();
});

/**
 * A test with a page of its own. Without a browser it is reported as skipped, with the reason in its name;
 * with REQUIRE_BROWSER=1 it fails instead.
 */
export function browserTest(
  name: string,
  options: BrowserContextOptions,
  run: (page: Page) => Promise<void>,
): void {
  if ('missing' in found) {
    const told = `${name} (needs a browser: ${found.missing})`;
    if (process.env.REQUIRE_BROWSER !== '1') test.skip(told);
    else
      test(told, () => {
        throw new Error(found.missing);
      });
    return;
  }
  test(name, async () => {
    const context = await (await startChromium()).newContext(options);
    try {
      await run(await context.newPage());
    } finally {
      await context.close();
    }
  });
}

/** true where browserTest runs its tests: set-up that only they need can be left out elsewhere. */
export const hasBrowser = 'path' in found;
