/** Tổng quan: what a leader reads at a glance is what the API tells, and each figure leads to the offices behind it. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Totals } from '../../../shared/wire.ts';
import { START, type TestApp, testApp } from '../../support/app.ts';
import { browserTest } from '../../support/browser.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import {
  findings,
  makeShortfallProvince,
  OWN_TASK,
  openOnly,
  openTask,
  type Place,
  results,
  send,
  told,
} from '../../support/shortfall-province.ts';
import { violations } from '../../support/sidebar-page.ts';
import { ROOT } from '../../support/sources.ts';

let app: TestApp;
let place: Place;

/** x1 missed one target of 2021 and was given a task for it; in the first quarter one of its tasks is over its day. */
beforeAll(async () => {
  app = await testApp();
  app.now = START;
  place = await makeShortfallProvince(app);
  await send(place, { unit: 'x1', template: 'targets', period: '2021' }, results('92'));
  await send(place, { unit: 'x2', template: 'targets', period: '2021' }, results('96'));
  await send(place, { unit: 'x1', template: 'inspection', period: '2021-q4' }, findings('8', '2'));
  await openOnly(place, ['2022-q1', '2022-q2', '2022']);
  const opened = await openTask(place, { deadline: '2022-04-29' });
  expect(opened.status, opened.text).toBe(200);
  const late = { r0001: { ...OWN_TASK, deadline: '2022-03-25' }, r0002: { ...OWN_TASK, task: 'Việc khác' } };
  await send(
    place,
    { unit: 'x1', template: 'tasks', period: '2022-q1' },
    told({ [opened.body.row]: { progress: 'inProgress' } }, late),
  );
  await send(place, { unit: 'x1', template: 'inspection', period: '2022-q1' }, findings('10', '9'));
  await send(place, { unit: 'x2', template: 'inspection', period: '2022-q1' }, findings('2', '1'));
  app.now = new Date('2022-04-01T02:00:00.000Z');
});
afterAll(() => app?.stop());

const seats = new Map<string, Promise<string>>();
async function open(path: string, person = 'writer'): Promise<{ status: number; text: string }> {
  const seat = seats.get(person) ?? comeIn(app, person);
  seats.set(person, seat);
  const response = await app.app.request(path, { headers: { cookie: await seat } });
  return { status: response.status, text: await response.text() };
}

const plain = (cell: string): string =>
  cell
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const rows = (text: string): string[][] =>
  [...text.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell)),
  );
/** "words: figure" of every fact, and where it leads. */
const facts = (text: string): { readonly said: string; readonly href: string }[] =>
  [...text.matchAll(/<dt>(.*?)<\/dt><dd><a class="[^"]*" href="([^"]*)">(.*?)<\/a>/gs)].map(
    ([, words = '', href = '', figure = '']) => ({
      said: `${words}: ${figure}`,
      href: href.replaceAll('&amp;', '&'),
    }),
  );

test('tasks stand at a glance as the totals tell them, the overdue first, and lead to the offices they are of', async () => {
  const { text } = await open('/tong-quan?period=2022-q1');
  const { body } = await app.get<Totals>('/api/totals/tasks/2022-q1', place.as('writer'));
  const [counts] = body.tasks;
  expect([counts?.overdue, counts?.inTime]).toEqual([1, 1]);
  const said = facts(text);
  expect(said.slice(0, 6).map((one) => one.said)).toEqual([
    'Chưa xong, quá hạn: 1',
    'Chưa xong, còn trong hạn: 1',
    'Hoàn thành đúng hạn: 0',
    'Hoàn thành quá hạn: 0',
    'Tổng số công việc: 2',
    'Tỷ lệ hoàn thành trên số đến hạn (%): 0',
  ]);
  const standing = await open(said[0]?.href ?? '');
  expect(standing.status).toBe(200);
  expect(rows(standing.text).map(([name, overdue, inTime]) => [name, overdue, inTime])).toEqual([
    ['Đơn vị', 'Chưa xong, quá hạn', 'Chưa xong, còn trong hạn'],
    ['Đơn vị p', '1', '2'],
    ['Đơn vị x1', '1', '2'],
  ]);
  expect(rows(standing.text)[2]?.at(-1)).toBe('1 việc chậm 1 đến 5 ngày');
});

test('coverage stands with every form, and leads to who has not sent', async () => {
  const { text } = await open('/tong-quan?period=2022-q1');
  expect(text).toMatch(/<a href="\/tien-do\?period=2022-q1&amp;lang=vi">2\/5 đã gửi<\/a>/);
  expect(text).toMatch(/href="\/tien-do\?period=2022-q1&amp;state=unsent&amp;lang=vi">3 chưa gửi/);
  expect(text).toContain('Nguyên trạng khi đó');
});

test('figures stand beside those of the period before, with the change in per cent', async () => {
  const { text } = await open('/tong-quan?period=2022-q1');
  const table = rows(text);
  expect(table[0]?.[2]).toBe('Kỳ 2021-q4');
  expect(
    table.find(([name]) => name?.startsWith('Tổng số nội dung') || name?.includes('khắc phục'))?.slice(1),
  ).toEqual(['12', '8', '+50 %']);
  const path = (/<a class="figure" href="([^"]*)">12<\/a>/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
  const behind = await open(path);
  expect(
    rows(behind.text)
      .slice(1, 3)
      .map((cells) => cells.slice(1, 3)),
  ).toEqual([
    ['Đơn vị p', '12'],
    ['Đơn vị d1', '12'],
  ]);
});

test('targets stand by verdict; the missed lead to the list of what falls short, with its office and the task given', async () => {
  const { text } = await open('/tong-quan?period=2021');
  const verdicts = facts(text).filter(({ said }) => /đạt|Đạt|Vượt/.test(said));
  expect(verdicts.map(({ said }) => said)).toContain('Không đạt: 1');
  const missed = verdicts.find(({ said }) => said === 'Không đạt: 1');
  const list = await open(missed?.href ?? '');
  expect(list.status).toBe(200);
  expect(rows(list.text).slice(1)).toEqual([
    [
      'Tỷ lệ văn bản ký số',
      'Đơn vị x1',
      'từ 95% trở lên',
      '92 %',
      expect.stringMatching(/^đã giao, việc số \d+$/),
    ],
  ]);
  expect(list.text).toContain('href="/duyet/x1/targets/2021?lang=vi"');
});

test('who may not read the offices reads no list of them, and a period or form there is not is told', async () => {
  for (const path of ['/chua-dat/targets/2021', '/cong-viec/tasks/2022']) {
    const own = await open(path, 'clerk.x2');
    expect([path, own.text.includes('Đơn vị x1')]).toEqual([path, false]);
  }
  const gone = [
    '/tong-quan?period=1999',
    '/chua-dat/nothing/2021',
    '/cong-viec/tasks/soon',
    '/chua-dat/targets/1999',
  ];
  for (const path of gone) expect([path, (await open(path)).status]).toEqual([path, 404]);
  expect((await app.app.request('/tong-quan')).status).toBe(401);
  expect((await open('/chua-dat/targets/2022')).text).toContain('Kỳ này không có chỗ nào chưa đạt.');
  expect((await open('/cong-viec/tasks/2019')).text).toContain('chưa có công việc nào');
});

test('in English the pages say the same, and lead back to Vietnamese with all that was asked', async () => {
  const { text } = await open('/tong-quan?period=2022-q1&lang=en');
  expect(facts(text)[0]?.said).toBe('Open, overdue: 1');
  expect(text).toContain('href="/tong-quan?period=2022-q1&amp;lang=vi"');
});

browserTest(
  'by keyboard from the overview to who answers; no barriers, nothing wider than a phone, light and dark',
  { locale: 'vi-VN', bypassCSP: true, viewport: { width: 360, height: 740 } },
  async (page) => {
    const url = await app.app.url;
    await page.goto(`${url}${await linkFor(app, 'writer')}`);
    await page.getByRole('button', { name: 'Vào' }).click();
    for (const [path, name] of [
      ['/tong-quan?period=2022-q1', 'tong-quan'],
      ['/tong-quan?period=2021', 'tong-quan-nam'],
      ['/cong-viec/tasks/2022', 'cong-viec'],
      ['/chua-dat/targets/2021', 'chua-dat'],
    ] as const) {
      await page.goto(`${url}${path}`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
        const file = join(ROOT, `node_modules/.cache/so-tinh/pages/${name}-${colorScheme}-360.png`);
        await page.screenshot({ path: file, fullPage: true });
      }
    }
    await page.goto(`${url}/tong-quan?period=2022-q1`);
    await page.getByRole('link', { name: '1', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Công việc theo đơn vị' }).waitFor();
  },
);
