/** Tổng hợp: the page shows the totals as the API tells them, on any map, and each figure opens what the offices gave to it. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Totals } from '../../../shared/wire.ts';
import type { Ranking } from '../../../shared/wire-series.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { browserTest } from '../../support/browser.ts';
import { fillLine, type Line, lineForm, period, same, to } from '../../support/line-form.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn, linkFor } from '../../support/personal-link.ts';
import { violations } from '../../support/sidebar-page.ts';
import { ROOT } from '../../support/sources.ts';

const PERIODS = [
  period('h1-2022', 'halfYear', '2022-01-01', '2022-06-30'),
  period('h2-2022', 'halfYear', '2022-07-01', '2022-12-31'),
  { ...period('y-2022', 'year', '2022-01-01', '2022-12-31'), state: 'closed' as const },
];
const FIGURES: Line['figures'] = {
  'h1-2022': {
    x1: { ...same('10'), b: { flow: '3' } },
    x2: { ...same('1234.5'), b: { flow: '4' } },
    d1: { a: { flow: '0.5' } },
    d2: { ...same('110'), b: { flow: '1' } },
  },
  'h2-2022': { n1: same('5'), n2: same('6'), d2: same('9') },
};
const SHARES = [to('x1', 'n1'), to('x2', 'n1', '0.25'), to('x2', 'n2', '0.75')];
const UNKNOWN = [to('x1', 'n1'), to('x2', 'n1'), to('x2', 'n2')];
const BASES = ['asWas', 'today', 'common'] as const;
const CELL = 'main|a|flow';

let app: TestApp;
let split: TestApp;
let province = '';
beforeAll(async () => {
  app = await testApp();
  app.now = new Date('2023-01-10T02:00:00.000Z');
  province = await fillLine(app, { successions: SHARES, periods: PERIODS, figures: FIGURES });
  split = await testApp();
  split.now = app.now;
  await fillLine(split, { successions: UNKNOWN, periods: PERIODS, figures: FIGURES });
}, 60_000);
afterAll(async () => {
  await app?.stop();
  await split?.stop();
});

const cookies = new Map<string, Promise<string>>();
function seat(person: string, at: TestApp): Promise<string> {
  const name = `${person} ${at === app}`;
  const known = cookies.get(name) ?? comeIn(at, person);
  cookies.set(name, known);
  return known;
}

interface Seen {
  readonly status: number;
  readonly text: string;
}

async function open(path: string, { person = 'writer', at = app } = {}): Promise<Seen> {
  const response = await at.app.request(path, { headers: { cookie: await seat(person, at) } });
  return { status: response.status, text: await response.text() };
}

const page = (query: string, path = '/tong-hop'): string => `${path}?${query}`;
const units = (query: string): string => page(query, '/tong-hop/theo-don-vi');
const cellOf = (cell: string): string => `cell=${encodeURIComponent(cell)}`;
const plain = (cell: string): string =>
  cell
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
/** The cells of each row of all tables, in words. */
const rows = ({ text }: Seen): string[][] =>
  [...text.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell)),
  );
const links = ({ text }: Seen, before: RegExp): string[] =>
  [...text.matchAll(/href="([^"]*)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => before.test(href));
const said = (value: string): string => Number(value).toLocaleString('vi', { maximumFractionDigits: 6 });

const api = async <T>(path: string): Promise<T> =>
  (await app.get<T>(path, app.token('writer', province))).body;

test.each(BASES)(
  'on %s every figure stands in the page as the API tells it, with its coverage',
  async (basis) => {
    const { totals, coverage } = await api<Totals>(`/api/totals/line/h1-2022?basis=${basis}&scope=p`);
    const shown = await open(page(`period=h1-2022&form=line&scope=p&basis=${basis}`));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(`${coverage.received}/${coverage.expected} đơn vị đã gửi`);
    for (const key of ['a', 'b']) {
      const row = rows(shown).find((cells) => cells.includes(`Dòng ${key}`)) ?? [];
      const figures = ['flow', 'cumulative', 'stock'].map((column) =>
        totals.find((total) => total.row === key && total.column === column),
      );
      expect(row.slice(3, 6)).toEqual(
        figures.map((total) => (total?.value == null ? '' : said(total.value))),
      );
    }
    expect(rows(shown).flat()).toContain(said(totals.find(({ row }) => row === 'a')?.value ?? ''));
  },
);

test.each(BASES)(
  'on %s a figure opens the offices that gave it, as the ranking tells them',
  async (basis) => {
    const shown = await open(page(`period=h1-2022&form=line&scope=p&basis=${basis}`));
    const [path = ''] = links(shown, /theo-don-vi.*main%7Ca%7Cflow/);
    const behind = await open(path);
    expect(behind.status).toBe(200);
    const ranking = await api<Ranking>(`/api/rankings/line/h1-2022?basis=${basis}&scope=p&${cellOf(CELL)}`);
    for (const one of ranking.ranked) {
      const row = rows(behind).find(([, name]) => name === one.units.map(({ name }) => name).join(', '));
      expect(row?.slice(0, 3)).toEqual([`${one.rank}/${ranking.of}`, expect.any(String), said(one.value)]);
    }
    expect(ranking.ranked.length).toBeGreaterThan(1);
  },
);

test('what a unit reported itself stands beside the offices below it, and they come to the sum', async () => {
  const { own, ranked } = await api<Ranking>(`/api/rankings/line/h1-2022?scope=d1&${cellOf(CELL)}`);
  expect([own?.value, own?.coverage.expected]).toEqual(['0.5', 1]);
  const behind = await open(units(`period=h1-2022&form=line&scope=d1&${cellOf(CELL)}`));
  expect(rows(behind).slice(1, 5)).toEqual([
    ['', 'Đơn vị d1', '1.245', '', '3/3 đã gửi'],
    ['1/2', 'Đơn vị x2', '1.234,5', '99,2', '1/1 đã gửi'],
    ['2/2', 'Đơn vị x1', '10', '0,8', '1/1 đã gửi'],
    ['', 'Đơn vị d1 Báo cáo của chính Đơn vị d1', '0,5', '0', '1/1 đã gửi'],
  ]);
  expect(ranked).toHaveLength(2);
  const other = await api<Ranking>(`/api/rankings/line/h1-2022?scope=d2&${cellOf(CELL)}&basis=today`);
  expect(other.own).toBeUndefined();
});

test('an office with offices below leads to them, one that owes a single report to that report', async () => {
  const shown = await open(units(`period=h1-2022&form=line&scope=p&${cellOf(CELL)}`));
  expect(links(shown, /scope=d1/)).toContain(
    `/tong-hop/theo-don-vi?form=line&period=h1-2022&scope=d1&lang=vi&${cellOf(CELL)}`,
  );
  expect(links(shown, /^\/duyet/)).toEqual(['/duyet/d2/line/h1-2022?lang=vi']);
});

test('over time each period stands with its figure, or why there is none', async () => {
  const shown = await open(units(`period=h2-2022&form=line&scope=p&${cellOf(CELL)}`));
  expect(rows(shown).slice(-2)).toEqual([
    ['Kỳ h1-2022', '1.355', '4/4 đã gửi'],
    ['Kỳ h2-2022', '20', '3/3 đã gửi'],
  ]);
  const gone = await open(units(`period=h1-2022&form=line&scope=d1&${cellOf(CELL)}`));
  expect(rows(gone).at(-1)?.[0]).toMatch(/^Kỳ h2-2022 Ngày 31\/12\/2022 không có/);
});

test('a map on which the scope cannot be told says why, and keeps the choices for another', async () => {
  const refused = await open(page('period=h1-2022&form=line&scope=n1&basis=today'), { at: split });
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/role="alert">[^<]*được chia từ ngày 01\/07\/2022/);
  expect(refused.text).toMatch(/<option value="today" selected/);
  const never = await open(page('period=h1-2022&form=line&scope=x1&basis=today'));
  expect([never.status, /không có Đơn vị x1/.test(never.text)]).toEqual([422, true]);
});

test('a period nobody owes the form for is told, one without any form too', async () => {
  const none = await open(page('period=y-2022'));
  expect([none.status, none.text.includes('Kỳ này chưa giao biểu nào')]).toEqual([200, true]);
  const other = await open(page('period=h1-2022&form=other'));
  expect([other.status, other.text.includes('Kỳ này không giao biểu đã chọn')]).toEqual([404, true]);
  expect(other.text).toMatch(/<option value="line"/);
});

test('who fills in for an office reads the sums above it, and of no other office, whatever the address asks', async () => {
  const own = await open(page('period=h1-2022&form=line'), { person: 'clerk.d2' });
  // An office reads what the sums of its superior are, and of other offices nothing.
  expect([own.status, rows(own).flat().includes('1.355')]).toEqual([200, true]);
  expect(links(own, /theo-don-vi|scope=d1/)).toEqual([]);
  for (const path of [
    page('period=h1-2022&form=line&scope=d1'),
    units(`period=h1-2022&form=line&scope=p&${cellOf(CELL)}`),
    page(`period=h1-2022&form=line&scope=p&${cellOf(CELL)}`, '/tong-hop/bieu-do/don-vi.svg'),
  ]) {
    const refused = await open(path, { person: 'clerk.d2' });
    expect([path, refused.status, refused.text.includes('1.355')]).toEqual([path, 404, false]);
  }
  const stranger = await app.app.request(page('period=h1-2022&form=line&scope=p'));
  expect(stranger.status).toBe(401);
});

test('what an address asks that is none of ours is as good as not asked', async () => {
  const shown = await open(
    page('basis=moon&counts=all&asOf=32&table=x&from=-1&cursor=%00&form=line&period=h1-2022'),
  );
  expect([shown.status, rows(shown).flat().includes('1.355')]).toEqual([200, true]);
  const cell = await open(units('period=h1-2022&form=line&cell=nothing'));
  expect([cell.status, cell.text.includes('role="alert"')]).toEqual([422, true]);
});

test('the files beside the figures hold the same figures on the same map', async () => {
  for (const basis of BASES) {
    const shown = await open(page(`period=h1-2022&form=line&scope=p&basis=${basis}`));
    const [csv = ''] = links(shown, /\.csv/);
    const { totals } = await api<Totals>(`/api/totals/line/h1-2022?basis=${basis}&scope=p`);
    const file = await open(csv);
    const total = totals.find(({ row, column }) => row === 'a' && column === 'flow');
    const line = file.text.split('\r\n').find((one) => /,a,[^\n]*,flow,/.test(one)) ?? '';
    expect([basis, line.split(',').includes(total?.value ?? 'none')]).toEqual([basis, true]);
  }
});

test('charts are drawn of the same figures, for a desk and a phone, and say each in words', async () => {
  const query = `form=line&period=h1-2022&scope=p&${cellOf(CELL)}`;
  const shown = await open(units(query));
  const sources = [...shown.text.matchAll(/src(?:set)?="([^"]*)"/g)].map(([, src = '']) =>
    src.replaceAll('&amp;', '&'),
  );
  expect(sources).toHaveLength(4);
  for (const source of sources) {
    const drawn = await open(source);
    expect([source, drawn.status]).toEqual([source, 200]);
    expect(drawn.text).toMatch(/^<svg width="(720|340)"/);
    expect(drawn.text).toContain('1.355'.slice(source.includes('ky.svg') ? 0 : 5));
  }
  const bars = await open(sources.find((source) => source.includes('don-vi.svg')) ?? '');
  for (const word of ['Đơn vị d1', 'Đơn vị d2', '1.245', '110']) expect(bars.text).toContain(`>${word}<`);
  expect(shown.text).toMatch(/alt="Biểu đồ cột: Dòng a · flow, 2 đơn vị cao nhất/);
});

test('a table of thousands of rows comes page by page, each row once, and each page is light', async () => {
  const many = await testApp();
  const form = lineForm();
  const [section] = form.sections;
  if (section === undefined) throw new Error('no section');
  const keys = Array.from({ length: 950 }, (_, n) => `r${String(n).padStart(4, '0')}`);
  const template = {
    ...form,
    sections: [{ ...section, rows: keys.map((key) => ({ key, label: { vi: `Dòng ${key}`, en: key } })) }],
  };
  await makeProvince(many.db, () => many.now, { templates: [template] });
  const content = { main: { [keys[0] ?? '']: { flow: '1' } } };
  const sent = await many.post('/api/reports/x1/line/2022-q1/revisions', tinyPush(content, 0), {
    as: 'clerk.x1',
    key: newKey(),
  });
  expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
  const cookie = await comeIn(many, 'reviewer');
  const seen: string[] = [];
  let path: string | undefined = '/tong-hop?form=line';
  for (let pages = 0; path !== undefined && pages < 9; pages += 1) {
    const text: string = await (await many.app.request(path, { headers: { cookie } })).text();
    expect(gzipSync(text).length).toBeLessThan(30_000);
    seen.push(...[...text.matchAll(/>Dòng (r\d+)</g)].map(([, key = '']) => key));
    path = /<a href="([^"#]*)[^"]*">Các dòng tiếp theo/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  await many.stop();
  expect(seen).toEqual(keys);
});

test('in English the page says the same, and leads back to Vietnamese with all that was asked', async () => {
  const shown = await open(page('period=h1-2022&form=line&scope=p&basis=today&lang=en'));
  expect(shown.text).toContain('<html lang="en">');
  expect(rows(shown).flat()).toContain('Row a');
  expect(links(shown, /lang=vi/)).toContain('/tong-hop?form=line&period=h1-2022&scope=p&basis=today&lang=vi');
});

browserTest(
  'by keyboard from the totals to the offices behind a figure; no barriers, nothing wider than a phone, light and dark',
  { locale: 'vi-VN', bypassCSP: true, viewport: { width: 360, height: 740 } },
  async (page) => {
    const url = await app.app.url;
    await page.goto(`${url}${await linkFor(app, 'writer')}`);
    await page.getByRole('button', { name: 'Vào' }).click();
    await page.goto(`${url}/tong-hop?form=line&period=h1-2022`);
    await page.getByRole('link', { name: '1.355' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Dòng a · flow' }).waitFor();
    for (const image of await page.locator('img.chart').all()) await image.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      '[...document.images].every((image) => image.complete && image.naturalWidth === 340)',
    );
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      const path = join(ROOT, `node_modules/.cache/so-tinh/pages/tong-hop-${colorScheme}-360.png`);
      await page.screenshot({ path, fullPage: true });
    }
  },
);
