/**
 * sidebar-first-paint, sidebar-list: the built sidebar in Chromium, from opening to its first paint, and from the answer of a check
 * with 500 problems to their being painted, each against the first paint of an empty page of as many bytes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { BOOT_SLOT } from '../../addon/core/rpc.ts';
import { FLAGS, findChromium } from '../support/chromium.ts';
import { checked, codeAt, hello, issue, started } from '../support/sidebar-answers.ts';
import { ROOT } from '../support/sources.ts';
import { type Figure, inTurn, type Paired } from './figure.ts';

const PAIRS = 15;
const BAR = 5;
const PROBLEMS = 500;
/** A rule breaks in many places: so many cards of one kind, the rest of them folded behind the first. */
const ALIKE = 20;
const HOME = 'https://sidebar.example/';
const EMAIL = 'tu-ky@example.vn';

const problems = checked(
  ...Array.from({ length: PROBLEMS }, (_, n) =>
    issue(`C${n + 1}`, { key: `rule${n}`, code: codeAt(Math.floor(n / ALIKE)) }),
  ),
);

/** google.script.run that answers at once, but for the check: that is answered when the bench says so. */
const RUNNER = `(function () {
  var answers = { hello: ${JSON.stringify(hello(EMAIL))}, start: ${JSON.stringify(started())} };
  function runner(success) {
    return new Proxy({}, { get: function (_, name) {
      if (name === 'withSuccessHandler') return function (handler) { return runner(handler); };
      if (name === 'withFailureHandler') return function () { return runner(success); };
      return function () {
        if (name === 'check') window.answerCheck = success;
        else Promise.resolve(answers[name]).then(success);
      };
    } });
  }
  window.google = { script: { run: runner(), host: { close: function () {} } } };
})();`;

/** The first frame after the list stands there has been painted when the task after it runs. */
const LIST = `(function (answer) {
  return new Promise(function (resolve) {
    var from = performance.now();
    window.answerCheck(answer);
    Promise.resolve().then(function () { return 0; }).then(function () {
      requestAnimationFrame(function () { setTimeout(function () {
        if (!document.getElementById('problems')) throw new Error('no list');
        resolve(performance.now() - from);
      }); });
    });
  });
})`;

async function open(browser: Browser, html: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 300, height: 700 } });
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.addInitScript(RUNNER);
  await page.goto(HOME);
  return page;
}

async function firstPaint(browser: Browser, html: string): Promise<number> {
  const page = await open(browser, html);
  const paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";
  await page.waitForFunction(paint);
  const at = await page.evaluate<number>(paint);
  await page.close();
  return at;
}

async function list(browser: Browser, html: string): Promise<number> {
  const page = await open(browser, html);
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  const took = await page.evaluate<number>(`${LIST}(${JSON.stringify(problems)})`);
  await page.close();
  return took;
}

const figure = (id: string, what: string, { ratio, ours, theirs, lowest, highest }: Paired): Figure => ({
  id,
  value: ratio,
  unit: 'ratio',
  bar: BAR,
  want: 'atMost',
  note: `${what} ${ours.toFixed(0)} ms, an empty page of the same size ${theirs.toFixed(0)} ms; ${lowest.toFixed(2)}–${highest.toFixed(2)} over ${PAIRS} pairs`,
});

export async function benchSidebar(): Promise<Figure[]> {
  const found = findChromium();
  if ('missing' in found) throw new Error(found.missing);
  const built = readFileSync(join(ROOT, 'addon/dist/Sidebar.html'), 'utf8');
  const sidebar = built.replace(
    BOOT_SLOT,
    BOOT_SLOT.replace('{}', JSON.stringify({ fileId: 'file', email: EMAIL })),
  );
  const filler = `<!--${'x'.repeat(sidebar.length)}-->`;
  const empty = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>.</title><body><p>.</p>${filler}</body></html>`;
  const browser = await chromium.launch({ executablePath: found.path, args: FLAGS });
  try {
    await firstPaint(browser, sidebar);
    const bare = (): Promise<number> => firstPaint(browser, empty);
    const paint = await inTurn(PAIRS, () => firstPaint(browser, sidebar), bare);
    const cards = await inTurn(PAIRS, () => list(browser, sidebar), bare);
    return [
      figure('sidebar-first-paint', 'first paint', paint),
      figure('sidebar-list', `list of ${PROBLEMS} problems`, cards),
    ];
  } finally {
    await browser.close();
  }
}
