/** Files of one report that several people fill, and a file sent again after it was changed: no row and no figure takes another's place, and nothing unseen is sent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn } from '../../support/personal-link.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';

let app: TestApp;
const UNITS = Array.from({ length: 12 }, (_, n) => `o${n + 1}`);
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: Object.fromEntries(UNITS.map((id) => [id, 'p'])),
    roles: [
      ...UNITS.flatMap((id) => [
        [`clerk.${id}`, 'clerk', id, false] as const,
        [`second.${id}`, 'clerk', id, false] as const,
      ]),
      ['reviewer', 'reviewer', 'p', true] as const,
    ],
  });
});
afterAll(() => app.stop());

type Bytes = Uint8Array<ArrayBuffer>;

const plain = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/** One person at the page of one office's report. */
class Desk {
  readonly #unit: string;
  readonly #cookie: string;
  constructor(unit: string, cookie: string) {
    this.#unit = unit;
    this.#cookie = cookie;
  }
  static async of(unit: string, who = 'clerk'): Promise<Desk> {
    return new Desk(unit, await comeIn(app, `${who}.${unit}`));
  }
  get #path(): string {
    return `/bao-cao/${this.#unit}/tiny/2022-q1`;
  }
  async file(): Promise<Bytes> {
    const response = await app.app.request(`${this.#path}/tep`, { headers: { cookie: this.#cookie } });
    return new Uint8Array(await response.arrayBuffer());
  }
  async press(act: string, bytes: Bytes, fields: Record<string, string> = {}) {
    const form = new FormData();
    form.set('file', new File([bytes], 'b.xlsx', { type: XLSX_TYPE }));
    for (const [name, value] of Object.entries({ act, key: newKey(), ...fields })) form.set(name, value);
    const headers = { cookie: this.#cookie };
    const response = await app.app.request(this.#path, { method: 'POST', body: form, headers });
    const text = await response.text();
    const [, seen = ''] = /name="seen" value="([^"]*)"/.exec(text) ?? [];
    return { status: response.status, page: plain(text), seen };
  }
  /** Looks at what colleagues sent where the page asks to, then sends. */
  async send(bytes: Bytes) {
    const first = await this.press('submit', bytes);
    return first.page.includes('Chưa gửi: đồng nghiệp')
      ? this.press('submit', bytes, { seen: first.seen })
      : first;
  }
}

const jobsOf = async (unit: string): Promise<string[]> =>
  Object.values((await formOf(app, unit)).content.jobs ?? {})
    .map(({ what, status }) => `${what}${status === undefined ? '' : ` ${status}`}`)
    .sort();

/** The blank form with rows put above all others, which have no key. */
const withRows = (blank: Bytes, rows: readonly (readonly [what: string, status?: string])[]) =>
  filled(blank, { 'Chính!C5': 1 }, (workbook) => {
    rows.forEach(([what, status], index) => {
      workbook.getWorksheet('Việc')?.spliceRows(5 + index, 0, [null, what, status ?? null]);
    });
  });

test('two people who each list their own jobs in the same blank form keep all of them', async () => {
  const [one, other] = [await Desk.of('o1'), await Desk.of('o1', 'second')];
  const blank = await one.file();
  await one.send(await filled(blank, { 'Chính!C5': 1, 'Việc!B5': 'A một', 'Việc!B6': 'A hai' }));
  const mine = await filled(blank, { 'Chính!C5': 1, 'Việc!B5': 'B một', 'Việc!B6': 'B hai' });
  const sent = await other.send(mine);
  expect([sent.status, sent.page.includes('Biên nhận')]).toEqual([200, true]);
  expect(await jobsOf('o1')).toEqual(['A hai', 'A một', 'B hai', 'B một']);
  // The same file once more, one of its jobs done: its rows are known again.
  await other.send(await filled(mine, { 'Việc!C5': 'xong' }));
  expect(await jobsOf('o1')).toEqual(['A hai', 'A một', 'B hai', 'B một done']);
});

test('a row put above sent ones in the same file is one more row', async () => {
  const desk = await Desk.of('o2');
  const blank = await desk.file();
  await desk.send(await withRows(blank, [['Một', 'xong'], ['Hai']]));
  await desk.send(await withRows(blank, [['Mới'], ['Một', 'xong'], ['Hai']]));
  expect(await jobsOf('o2')).toEqual(['Hai', 'Một done', 'Mới']);
});

test('a row of the same name put above a sent one takes none of its values', async () => {
  const desk = await Desk.of('o3');
  const blank = await desk.file();
  await desk.send(await withRows(blank, [['Đối thoại', 'xong']]));
  await desk.send(await withRows(blank, [['Đối thoại'], ['Đối thoại', 'xong']]));
  expect(await jobsOf('o3')).toEqual(['Đối thoại', 'Đối thoại done']);
});

test('a row without a key whose state was filled in is the row that was sent', async () => {
  const desk = await Desk.of('o4');
  const blank = await desk.file();
  await desk.send(await withRows(blank, [['Một'], ['Hai']]));
  await desk.send(await withRows(blank, [['Hai', 'xong'], ['Một']]));
  expect(await jobsOf('o4')).toEqual(['Hai done', 'Một']);
});

test('one’s own row called otherwise in an older file is asked about by its name, and how to add a row is told', async () => {
  const desk = await Desk.of('o5');
  const blank = await desk.file();
  const list = (who: string) =>
    Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`Việc!B${5 + n}`, `${who} ${n}.`]));
  await desk.send(await filled(blank, { 'Chính!C5': 1, ...list('A') }));
  const { status, page } = await desk.press('check', await filled(blank, { 'Chính!C5': 1, ...list('B') }));
  expect(status).toBe(409);
  expect(page).toContain('Việc · “B 29.”');
  expect(page).toContain('thêm vào dòng trống bên dưới, đừng ghi đè lên dòng khác');
});

test('a figure cleared in an older file is named before it goes, and so is each that stays as others sent it', async () => {
  const desk = await Desk.of('o6');
  await desk.send(await filled(await desk.file(), { 'Chính!C5': 5, 'Chính!C6': 4, 'Chính!C7': 7 }));
  const old = await desk.file();
  await desk.send(await filled(await desk.file(), { 'Chính!C5': 6, 'Chính!C7': null }));
  const file = await filled(old, { 'Chính!C6': null });
  const { page, seen } = await desk.press('check', file);
  expect(page).toMatch(/Tệp để trống 1 ô đã có số ở lần gửi số 2.*b · Số: 4/);
  expect(page).toMatch(
    /Có 2 ô lần gửi ấy đã đổi, còn tệp này vẫn để như lúc tải về.*Dòng a · Số: 6.*Dòng c · Số: để trống/,
  );
  expect((await desk.press('submit', file, { seen })).page).toContain('Biên nhận');
  expect((await formOf(app, 'o6')).content.main).toEqual({ a: { n: '6' } });
});

test('what a colleague sent after the check is shown before it is sent along, a draft too', async () => {
  const desk = await Desk.of('o7');
  const mine = await filled(await desk.file(), { 'Chính!C5': 5 });
  const { seen } = await desk.press('check', mine);
  const draft = { ...tinyPush({ main: { c: { n: '900' } } }), mode: 'draft' };
  const kept = await app.post(tinyPath('o7', '/revisions'), draft, { as: 'second.o7', key: newKey() });
  expect(kept.status, kept.text).toBe(200);
  const key = newKey();
  const unseen = await desk.press('submit', mine, { seen, key });
  expect(unseen.page).toContain('Chưa gửi: đồng nghiệp đã gửi số khác');
  expect(unseen.page).toMatch(/Dòng c · Số: 900/);
  expect((await formOf(app, 'o7')).head.state).toBe('draft');
  // Pressed twice, it is sent once.
  const presses = [
    await desk.press('submit', mine, { seen: unseen.seen, key }),
    await desk.press('submit', mine, { seen: unseen.seen, key }),
  ];
  const numbers = presses.map(({ page }) => /ST-2022-tinh-\d+/.exec(page)?.[0]);
  expect(numbers).toEqual([expect.any(String), numbers[0]]);
  expect((await formOf(app, 'o7')).head.revision).toBe(2);
});

test('another file sent from the page of the file before is a push of its own', async () => {
  const desk = await Desk.of('o8');
  const key = newKey();
  await desk.press('submit', await filled(await desk.file(), { 'Chính!C5': 5 }), { key });
  const other = await desk.press('submit', await filled(await desk.file(), { 'Chính!C5': 6 }), { key });
  expect(other.page).toContain('Biên nhận');
  expect((await formOf(app, 'o8')).content.main).toEqual({ a: { n: '6' } });
});
