/** Chromium for the tests that need one: found on this machine, started once a worker, and said to be missing where it is. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { test } from 'vitest';
import { FLAGS, findChromium } from './chromium.ts';

const found = findChromium();
let started: Promise<Browser> | undefined;

/** The browser of this worker, which ends with it; every test has a context of its own in it, with an empty profile. */
export function startChromium(): Promise<Browser> {
  if ('missing' in found) throw new Error(found.missing);
  started ??= chromium.launch({ executablePath: found.path, args: FLAGS });
  return started;
}

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
