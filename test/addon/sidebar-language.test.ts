/** English comes into the sidebar when it is asked for: once, whole or not at all, and never at the cost of what is open. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { oneLanguage } from '../../addon/one-language.mjs';
import { learnEnglish, wordBoth, wordPair, wordsFrom } from '../../addon/sidebar/english.ts';
import { WORD_PARTS } from '../../addon/sidebar/words.ts';
import { PROBLEM_WORDS } from '../../addon/sidebar/words-problems.ts';
import { ISSUE_WORDING } from '../../shared/issue-catalogue.ts';
import { addonDesk } from '../support/addon-desk.ts';
import { browserTest } from '../support/browser.ts';
import { checked, issue, refusal, warning } from '../support/sidebar-answers.ts';
import { builtEnglish, openSidebar, Unanswered } from '../support/sidebar-page.ts';
import { GOOD, smallForm } from '../support/small-form.ts';
import { ROOT } from '../support/sources.ts';

const SIZE = { viewport: { width: 300, height: 600 } };
const VIETNAMESE = /[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ]/i;

const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForSelector('main[aria-busy="false"]');
};
async function change(page: Page, to: 'English' | 'Tiếng Việt'): Promise<void> {
  await page.locator('#menu').click();
  await press(page, to);
  await page.waitForFunction("!/Đang lấy/.test(document.getElementById('status').textContent)");
}
const language = (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang');

/** Every word the sidebar may say, in both languages, from the sources. */
const PAIRS: readonly (readonly [vi: string, en: string])[] = [
  ...WORD_PARTS.flatMap((part) => Object.values(part) as readonly (readonly [string, string])[]),
  ...Object.values(PROBLEM_WORDS).flatMap(({ title, detail }) => [title, detail]),
  ...Object.values(ISSUE_WORDING).flatMap(({ title, found, expected, why }) =>
    [title, found, expected, why].map(({ vi, en }) => [vi, en] as const),
  ),
];

/** The same as PAIRS, of the catalogues as the build leaves them. */
const BUILT_WORDS = `
import { learnEnglish } from './addon/sidebar/english.ts';
import { WORD_PARTS } from './addon/sidebar/words.ts';
import { PROBLEM_WORDS } from './addon/sidebar/words-problems.ts';
import { ISSUE_WORDING } from './shared/issue-catalogue.ts';
export function said(english) {
  learnEnglish(english);
  return JSON.stringify([
    ...WORD_PARTS.flatMap((part) => Object.values(part)),
    ...Object.values(PROBLEM_WORDS).flatMap(({ title, detail }) => [title, detail]),
    ...Object.values(ISSUE_WORDING).flatMap((told) =>
      [told.title, told.found, told.expected, told.why].map(({ vi, en }) => [vi, en]),
    ),
  ]);
}`;

test('the script unpacks the English words with Google’s own means', async () => {
  const at = addonDesk(smallForm(), GOOD);
  expect(await at.call('english')).toEqual(builtEnglish());
  await at.desk.close();
});

test('the page is built with the Vietnamese words, the script with the English ones', () => {
  const page = readFileSync(join(ROOT, 'addon/dist/Sidebar.html'), 'utf8');
  const english = new Set(builtEnglish().texts);
  const long = PAIRS.filter(([vi, en]) => vi !== en && en.length > 12);
  expect(long.length).toBeGreaterThan(200);
  expect(long.filter(([, en]) => !english.has(en))).toEqual([]);
  expect(long.filter(([, en]) => page.includes(en))).toEqual([]);
  const spoken = long.map(([vi]) => vi.replace(/\\/g, '\\\\'));
  expect(
    spoken.filter((vi) => !page.includes(vi) && !page.includes(JSON.stringify(vi).slice(1, -1))),
  ).toEqual([]);
});

test('a word is Vietnamese in both places until the English ones have come', () => {
  wordsFrom(1);
  const [pair, both] = [wordPair('Gửi'), wordBoth('Thôi')];
  expect([...pair, both.vi, both.en]).toEqual(['Gửi', 'Gửi', 'Thôi', 'Thôi']);
  learnEnglish({ stamp: 's', texts: ['Check', 'Send', 'Leave'] });
  expect([...pair, both.vi, both.en]).toEqual(['Gửi', 'Send', 'Thôi', 'Leave']);
});

test('each word of the built page finds its own English, from the first to the last', async () => {
  const { plugin } = oneLanguage();
  const { outputFiles } = await build({
    bundle: true,
    format: 'iife',
    globalName: 'built',
    minify: true,
    platform: 'browser',
    plugins: [plugin],
    stdin: { contents: BUILT_WORDS, resolveDir: ROOT },
    write: false,
  });
  const answer = runInNewContext(`${outputFiles[0]?.text}\nbuilt.said(${JSON.stringify(builtEnglish())})`);
  expect(JSON.parse(String(answer))).toEqual(PAIRS);
});

browserTest(
  'English is fetched once, kept, and there at once when the sidebar is opened again',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, { check: checked(issue('C14'), warning('C30')) });
    await press(page, 'Kiểm tra');
    await change(page, 'English');
    expect(await language(page)).toBe('en');
    const said = await page.locator('main').innerText();
    expect(said).toContain('Check again');
    expect(said).toContain('It says 40');
    await change(page, 'Tiếng Việt');
    expect(await language(page)).toBe('vi');
    await change(page, 'English');
    await page.reload();
    await page.waitForSelector('main[aria-busy="false"]');
    expect(await language(page)).toBe('en');
    await press(page, 'Check');
    expect(sidebar.namesCalled().filter((name) => name === 'english')).toHaveLength(1);
  },
);

browserTest(
  'who chose English before and whose browser kept no words gets them beside the opening',
  SIZE,
  async (page) => {
    await page.addInitScript("localStorage.setItem('so-tinh.language.tu-ky@example.vn', 'en')");
    await openSidebar(page);
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
    expect(await language(page)).toBe('en');
  },
);

browserTest(
  'words that do not come leave everything as it is, are told of in both languages, and may be asked for again',
  SIZE,
  async (page) => {
    const sidebar = await openSidebar(page, {
      check: checked(warning('C30')),
      english: () => {
        throw new Unanswered('offline');
      },
    });
    await press(page, 'Kiểm tra');
    await page.getByLabel('Lý do giữ nguyên').fill('Có công văn');
    await change(page, 'English');
    const told = await page.locator('#status').innerText();
    expect(told).toMatch(VIETNAMESE);
    expect(told).toContain('English did not come, try again');
    expect(await language(page)).toBe('vi');
    expect(await page.getByLabel('Lý do giữ nguyên').inputValue()).toBe('Có công văn');
    sidebar.answers.english = { ok: true, value: builtEnglish() };
    await change(page, 'English');
    expect(await language(page)).toBe('en');
    expect(await page.getByLabel('Reason to keep it').inputValue()).toBe('Có công văn');
  },
);

browserTest('a failure that is told stays told, in English, and can be tried again', SIZE, async (page) => {
  const sidebar = await openSidebar(page, { check: refusal() });
  await press(page, 'Kiểm tra');
  await change(page, 'English');
  expect(await page.getByRole('alert').innerText()).toContain('did not answer');
  sidebar.answers.check = checked(warning('C30'));
  await press(page, 'Try again');
  await page.getByLabel('Reason to keep it').waitFor();
});

browserTest('words of another build are not taken: the page would say the wrong ones', SIZE, async (page) => {
  const { texts } = builtEnglish();
  const newer = { stamp: 'newer', texts: texts.slice(1) };
  await page.addInitScript(
    `localStorage.setItem('so-tinh.english', '${JSON.stringify({ stamp: 'old', texts: [] })}')`,
  );
  await openSidebar(page, { english: { ok: true, value: newer } });
  await change(page, 'English');
  expect(await language(page)).toBe('vi');
  expect(await page.locator('#status').innerText()).toContain('hãy đóng khung này rồi mở lại');
});
