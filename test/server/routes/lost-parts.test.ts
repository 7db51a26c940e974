/** What a file of Excel lost, or never had, of what was sent before: it comes back in the copy, or is told, and never goes in silence. */
import type { Workbook } from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, newKey, type TestApp, testApp, tinyPath } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn } from '../../support/personal-link.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { offices: { o1: 'p', o2: 'p', o3: 'p', o4: 'p', o5: 'p' } });
});
afterAll(() => app.stop());

type File = Uint8Array<ArrayBuffer>;
const FILLED = {
  'Chính!C5': 12,
  'Chính!C6': 0.5,
  'Chính!E5': 'ghi chú',
  'Việc!B5': 'Đối thoại',
  'Việc!C5': 'xong',
};
const bytes = async (response: Response): Promise<File> => new Uint8Array(await response.arrayBuffer());
const bearer = (unit: string) => ({ authorization: `Bearer ${app.token(`clerk.${unit}`)}` });
const downloaded = async (unit: string): Promise<File> =>
  bytes(await app.app.request(tinyPath(unit, '/workbook'), { headers: bearer(unit) }));
const send = (unit: string, file: File) =>
  app.post<Record<string, unknown>>(tinyPath(unit, '/workbook?mode=submit&onStale=merge'), null, {
    as: `clerk.${unit}`,
    key: newKey(),
    raw: file,
    headers: { 'content-type': XLSX_TYPE },
  });
const copyOf = async (unit: string, file: File): Promise<File> =>
  bytes(
    await app.app.request(tinyPath(unit, '/workbook?answer=workbook'), {
      method: 'POST',
      headers: { ...bearer(unit), 'content-type': XLSX_TYPE },
      body: file,
    }),
  );

const LOSSES: [string, string, (workbook: Workbook) => void][] = [
  ['sheet', 'o1', (workbook) => workbook.removeWorksheet(workbook.getWorksheet('Việc')?.id ?? 0)],
  ['row', 'o2', (workbook) => workbook.getWorksheet('Chính')?.spliceRows(6, 1)],
  ['column', 'o3', (workbook) => workbook.getWorksheet('Chính')?.spliceColumns(5, 1)],
];
test.each(LOSSES)(
  'the copy of a file that lost a %s has of it what was sent last, and sent back loses nothing',
  async (_what, unit, lose) => {
    expect((await send(unit, await filled(await downloaded(unit), FILLED))).status).toBe(200);
    const before = (await formOf(app, unit)).content;
    const lost = await filled(await downloaded(unit), {}, lose);
    const reply = await send(unit, await copyOf(unit, lost));
    expect([reply.status, (await formOf(app, unit)).content], reply.text).toEqual([200, before]);
  },
);

test('the page names each figure that stays though the older file leaves its cell blank, before sending and after', async () => {
  const first = await filled(await downloaded('o4'), FILLED);
  expect((await send('o4', first)).status).toBe(200);
  const cleared = await filled(first, { 'Chính!C6': null });
  const cookie = await comeIn(app, 'clerk.o4');
  const press = async (act: string, seen = ''): Promise<string> => {
    const form = new FormData();
    form.set('seen', seen);
    form.set('key', newKey());
    form.set('file', new File([cleared], 'biểu.xlsx', { type: XLSX_TYPE }));
    form.set('act', act);
    const asked = { method: 'POST', body: form, headers: { cookie } };
    return (await app.app.request('/bao-cao/o4/tiny/2022-q1', asked)).text();
  };
  const checked = await press('check');
  const [, seen = ''] = /name="seen" value="([^"]*)"/.exec(checked) ?? [];
  for (const page of [checked, await press('submit', seen)]) {
    expect(page).toContain('Có 1 ô lần gửi ấy đã đổi, còn tệp này vẫn để như lúc tải về');
    expect(page).toMatch(/<li>Chính · [^<]*: <b>0,5<\/b><\/li>/);
  }
});

test('the totals that sending changes are told with the column they are of', async () => {
  const cookie = await comeIn(app, 'clerk.o5');
  const form = new FormData();
  form.set(
    'file',
    new File([await filled(await downloaded('o5'), FILLED)], 'biểu.xlsx', { type: XLSX_TYPE }),
  );
  form.set('act', 'check');
  const asked = { method: 'POST', body: form, headers: { cookie } };
  const page = await (await app.app.request('/bao-cao/o5/tiny/2022-q1', asked)).text();
  expect(page).toMatch(/<li>Chính · Dòng a · [^:<]+: chưa có → <b>12<\/b><\/li>/);
});
