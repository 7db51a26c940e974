/** Accepting many reports on the page of progress: what was ticked is accepted as it was shown, once, and all else is told. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { browserTest } from '../../support/browser.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import { violations } from '../../support/sidebar-page.ts';
import { ROOT } from '../../support/sources.ts';

let app: TestApp;
const OFFICES = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'];
const PAGE = '/tien-do?state=submitted';

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: Object.fromEntries(OFFICES.map((one) => [one, 'p'])),
  });
  for (const unit of OFFICES) await send(unit, 0);
});
afterAll(() => app.stop());

async function send(unit: string, base: number): Promise<void> {
  const content = { main: { a: { n: '1', note: `lần ${base + 1}` }, b: { n: '1' }, c: { n: '1' } } };
  const options = { as: `clerk.${unit}`, key: newKey() };
  const sent = await app.post(tinyPath(unit, '/revisions'), tinyPush(content, base), options);
  expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
}

const state = async (unit: string): Promise<string> => (await formOf(app, unit)).head.state;

interface Seen {
  readonly status: number;
  readonly text: string;
}

async function open(person: string): Promise<Seen & { readonly cookie: string }> {
  const cookie = await comeIn(app, person);
  const response = await app.app.request(PAGE, { headers: { cookie } });
  return { status: response.status, text: await response.text(), cookie };
}

async function press(cookie: string, form: URLSearchParams, headers = {}): Promise<Seen> {
  const response = await app.app.request(PAGE, {
    method: 'POST',
    body: form,
    headers: { ...headers, cookie },
  });
  return { status: response.status, text: await response.text() };
}

/** The fields the page carries along, and the boxes of these offices ticked. */
function ticked(text: string, ...units: readonly string[]): URLSearchParams {
  const hidden = [...text.matchAll(/<input type="hidden" name="(token|key)" value="([^"]*)"/g)];
  const form = new URLSearchParams(
    hidden.map(([, name = '', value = '']): [string, string] => [name, value]),
  );
  for (const value of boxes(text))
    if (units.includes(value.split(' ')[0] ?? '')) form.append('report', value);
  return form;
}

const boxes = (text: string): string[] =>
  [...text.matchAll(/<input type="checkbox" name="report" value="([^"]*)"/g)].map(([, value = '']) => value);

test('what was ticked is accepted, the rest is left, and pressing twice decides once', async () => {
  const { text, cookie } = await open('reviewer');
  expect(boxes(text)).toEqual(OFFICES.map((unit) => `${unit} tiny 1`));
  const form = ticked(text, 'm1', 'm2');
  const done = await press(cookie, form);
  expect([done.status, done.text.includes('Đã duyệt 2 báo cáo.')]).toEqual([200, true]);
  expect(boxes(done.text)).toEqual(OFFICES.slice(2).map((unit) => `${unit} tiny 1`));
  expect(await Promise.all(OFFICES.slice(0, 3).map(state))).toEqual(['accepted', 'accepted', 'submitted']);
  const again = await press(cookie, form);
  expect(again.text).toContain('Đã duyệt 2 báo cáo.');
});

test('a report sent anew meanwhile is not accepted, and named with the way to it', async () => {
  const { text, cookie } = await open('reviewer');
  await send('m3', 1);
  const done = await press(cookie, ticked(text, 'm3', 'm4'));
  expect(done.text).toContain('Đã duyệt 1 báo cáo.');
  expect(done.text).toMatch(
    /1 báo cáo chưa duyệt được:.*<a href="\/duyet\/m3\/tiny\/2022-q1\?lang=vi">Đơn vị m3/s,
  );
  expect([await state('m3'), await state('m4')]).toEqual(['submitted', 'accepted']);
});

test('with nothing ticked nothing is decided, and it is said', async () => {
  const { text, cookie } = await open('reviewer');
  const done = await press(cookie, ticked(text));
  expect([done.status, done.text.includes('Chưa chọn báo cáo nào.')]).toEqual([422, true]);
});

test('who reviews nothing has nothing to tick, and a form of another session decides nothing', async () => {
  const clerk = await open('clerk.m5');
  expect([boxes(clerk.text), clerk.text.includes('Duyệt các báo cáo')]).toEqual([[], false]);
  const { text } = await open('reviewer');
  const other = await open('reviewer');
  const form = ticked(text, 'm5');
  const answers = [
    await press(other.cookie, form),
    await press(clerk.cookie, form),
    await press(other.cookie, form, { origin: 'https://elsewhere.example' }),
  ];
  expect(answers.map(({ status }) => status)).not.toContain(200);
  expect(await state('m5')).toBe('submitted');
});

test('a clerk who makes up a form accepts nothing', async () => {
  const { cookie, text } = await open('clerk.m6');
  const [, token = ''] = /name="token" value="([^"]*)"/.exec(text) ?? [];
  const form = new URLSearchParams({ token, key: newKey(), report: 'm6 tiny 1' });
  await press(cookie, form);
  expect(await state('m6')).toBe('submitted');
});

browserTest(
  'by keyboard: tick, press, and read what became of it; without barriers on a phone',
  { locale: 'vi-VN', bypassCSP: true, viewport: { width: 360, height: 800 } },
  async (page) => {
    const url = await app.app.url;
    await page.goto(`${url}${await linkFor(app, 'reviewer')}`);
    await page.getByRole('button', { name: 'Vào' }).click();
    await page.goto(`${url}${PAGE}`);
    await page.getByLabel(/^Chọn Đơn vị m7 · /).focus();
    await page.keyboard.press('Space');
    await page.screenshot({ path: join(ROOT, 'node_modules/.cache/so-tinh/pages/accept-many-360.png') });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Duyệt các báo cáo đã chọn' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').innerText()).toContain('Đã duyệt 1 báo cáo.');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.screenshot({ path: join(ROOT, 'node_modules/.cache/so-tinh/pages/accepted-many-360.png') });
    expect(await state('m7')).toBe('accepted');
  },
);
