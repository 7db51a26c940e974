/** Where Chromium is on this machine, and how it is started quietly. */
import { existsSync } from 'node:fs';

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
export const FLAGS = [
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
export function findChromium(): { path: string } | { missing: string } {
  const named = process.env.CHROMIUM ?? '';
  if (named === 'none') return { missing: 'CHROMIUM=none' };
  if (named !== '')
    return existsSync(named) ? { path: named } : { missing: `no browser at CHROMIUM=${named}` };
  const path = PLACES.find((place) => existsSync(place));
  return path === undefined ? { missing: 'Chromium is not installed; CHROMIUM=path names one' } : { path };
}
