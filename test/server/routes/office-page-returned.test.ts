/** A report that came back, for those without Google: page and file name the same cells; one that is accepted asks for no file. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn } from '../../support/personal-link.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { offices: { o1: 'p', o2: 'p' } });
});
afterAll(() => app.stop());

const pageOf = (unit: string) => `/bao-cao/${unit}/tiny/2022-q1`;
const CONTENT = {
  main: { a: { n: '5' }, c: { n: '7' } },
  jobs: { r0001: { what: 'Đối thoại', status: 'open' } },
};

async function decided(unit: string, body: object): Promise<void> {
  const reply = await app.post(tinyPath(unit, '/decisions'), body, { as: 'reviewer', key: newKey() });
  expect(reply.status, reply.text).toBe(200);
}

async function submitted(unit: string): Promise<string> {
  const push = await app.post(tinyPath(unit, '/revisions'), tinyPush(CONTENT), {
    as: `clerk.${unit}`,
    key: newKey(),
  });
  expect(push.status, push.text).toBe(200);
  return comeIn(app, `clerk.${unit}`);
}

const read = async (path: string, cookie: string) => {
  const response = await app.app.request(path, { headers: { cookie } });
  expect(response.status).toBe(200);
  return response;
};

/** Of a file: the addresses of its open cells, and what its notes say. */
async function told(bytes: ArrayBuffer): Promise<{ open: string[]; notes: Record<string, string> }> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes);
  const open: string[] = [];
  const notes: Record<string, string> = {};
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell({ includeEmpty: true }, (cell) => {
        const address = `${sheet.name}!${cell.address}`;
        if (cell.protection?.locked === false) open.push(address);
        const { note } = cell;
        if (note !== undefined)
          notes[address] =
            typeof note === 'string' ? note : (note.texts ?? []).map(({ text }) => text).join('');
      }),
    );
  }
  return { open, notes };
}

test('the file of a returned report is open where the page says, with the remarks as notes', async () => {
  const cookie = await submitted('o1');
  const remarks = [
    { at: { section: 'main', row: 'a', column: 'n' }, text: 'Số chưa khớp.' },
    { at: { section: 'main', row: 'c', column: '*' }, text: 'Ghi rõ nguồn.' },
    { at: { section: 'main', row: '*', column: 'note' }, text: 'Ghi chú từng dòng.' },
    { at: { section: 'jobs', row: '*', column: '*' }, text: 'Thiếu việc.' },
  ];
  await decided('o1', { action: 'return', revision: 1, remarks });
  const exported = await app.app.request('/api/exports/forms/o1/tiny/2022-q1.xlsx', {
    headers: { authorization: `Bearer ${app.token('clerk.o1')}` },
  });
  expect(exported.status).toBe(200);
  for (const response of [exported, await read(`${pageOf('o1')}/tep`, cookie)]) {
    const { open, notes } = await told(await response.arrayBuffer());
    expect(open.filter((address) => address.startsWith('Chính!'))).toEqual([
      'Chính!C5',
      'Chính!E5',
      'Chính!E6',
      'Chính!C7',
      'Chính!D7',
      'Chính!E7',
    ]);
    expect(open).toContain('Việc!B5');
    expect(open).toContain('Việc!C6');
    expect(notes).toEqual({
      'Chính!C5': 'Sổ Tỉnh · Bị trả lại: Số chưa khớp.',
      'Chính!B7': 'Sổ Tỉnh · Bị trả lại: Ghi rõ nguồn. (cả dòng)',
      'Chính!E4': 'Sổ Tỉnh · Bị trả lại: Ghi chú từng dòng. (cả cột)',
      'Việc!B4': 'Sổ Tỉnh · Bị trả lại: Thiếu việc. (cả trang)',
    });
  }
  const page = await (await read(pageOf('o1'), cookie)).text();
  expect([...page.matchAll(/<li><strong>([^<]*)<\/strong>/g)].map((match) => match[1])).toEqual([
    'C5 · Chính · Dòng a · Số',
    'Dòng 7 · Chính · Dòng c',
    'Cột E · Chính · Ghi chú',
    'Cả trang · Việc',
  ]);
  expect(page).toContain('2. Gửi lại tệp đã điền');
  const english = await (await read(`${pageOf('o1')}?lang=en`, cookie)).text();
  for (const words of ['C5 · Main', 'Row 7 · Main', 'Column E · Main', 'Whole sheet · Jobs'])
    expect(english).toContain(`<strong>${words}`);
});

test('the page of an accepted or locked report says how a figure is mended, and asks for no file', async () => {
  const cookie = await submitted('o2');
  for (const [action, vi, en] of [
    ['accept', 'Báo cáo đã được duyệt', 'This report is accepted'],
    ['lock', 'Báo cáo đã được duyệt và khóa', 'This report is accepted and locked'],
  ] as const) {
    await decided('o2', { action, revision: 1 });
    const page = await (await read(pageOf('o2'), cookie)).text();
    expect(page).toContain(vi);
    expect(page).toMatch(/đề nghị cấp duyệt [^<]*trả lại/);
    expect(page).not.toMatch(/type="file"|name="act"|Tải biểu về và điền|Gửi lại/);
    expect(page).toContain(`<a href="${pageOf('o2')}/tep">`);
    const english = await (await read(`${pageOf('o2')}?lang=en`, cookie)).text();
    expect(english).toContain(en);
    expect(english).toMatch(/ask the reviewing level to [^<]*return it/);
    const { open } = await told(await (await read(`${pageOf('o2')}/tep`, cookie)).arrayBuffer());
    expect(open).toEqual([]);
  }
});
