/** Files to download over HTTP: what they hold is what is read on screen, and who may not read gets nothing. */
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileWriter } from '../../../server/exports/file-writer.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { targetRow } from '../../../shared/templates/target-row.ts';
import type { Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { DYING, Gate, HELD_UP } from '../../support/file-threads.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
const content = {
  main: { a: { n: '1234.5', note: '=HYPERLINK("http://x")' }, b: { n: '2' }, c: { n: '5000' } },
  jobs: { r0001: { what: 'Việc một', status: 'done' } },
};

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  const reply = await app.post(tinyPath('x1', '/revisions'), tinyPush(content), { key: newKey() });
  expect(reply.status).toBe(200);
});
afterAll(() => app?.stop());

/** `person`: a name in the first province, or a token. */
const bytes = async (path: string, person: string): Promise<ArrayBuffer> => {
  const token = person.includes('.ey') ? person : app.token(person);
  const response = await app.app.request(path, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return response.arrayBuffer();
};

async function workbook(path: string, person: string): Promise<ExcelJS.Workbook> {
  const found = new ExcelJS.Workbook();
  await found.xlsx.load(await bytes(path, person));
  return found;
}

test('the totals as CSV are the totals of the API, each with its coverage', async () => {
  const { body } = await app.get<Totals>('/api/totals/tiny/2022-q1', 'writer');
  const text = Buffer.from(await bytes('/api/exports/totals/tiny/2022-q1.csv', 'writer')).toString('utf8');
  expect(text.startsWith('\ufeff')).toBe(true);
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  for (const { section, row, column, value } of body.totals) {
    const line = rows.find(
      (each) => each['Mã phần'] === section && each['Mã dòng'] === row && each['Mã cột'] === column,
    );
    expect(line).toMatchObject({ 'Giá trị': value ?? '', 'Phải gửi': '5', 'Đã gửi': '1' });
  }
  expect(rows.filter((each) => each['Mã cột'] === 'countBy').map((each) => each['Giá trị'])).toEqual(['1']);
});

test('the totals as a workbook hold the same number, with the coverage above', async () => {
  const [sheet] = (await workbook('/api/exports/totals/tiny/2022-q1.xlsx', 'writer')).worksheets;
  expect(String(sheet?.getCell(3, 1).value)).toContain('1/5');
  const values: unknown[] = [];
  sheet?.eachRow((row) => row.eachCell((cell) => void values.push(cell.value)));
  expect(values).toContain(1234.5);
});

test('a declared none is 0 in both files, told from a figure nobody gave and from one that was given', async () => {
  const province = await makeProvince(app.db, () => app.now, { id: 'khong' });
  const main = {
    a: { n: { empty: 'none' as const } },
    b: { n: { empty: 'notApplicable' as const } },
    c: { n: '3' },
  };
  const as = app.token('clerk.x1', province);
  const reply = await app.post(tinyPath('x1', '/revisions'), tinyPush({ main }), { as, key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  const writer = app.token('writer', province);
  const { text } = await app.get('/api/exports/totals/tiny/2022-q1.csv', writer);
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  const figures = rows.filter((each) => each['Mã cột'] === 'n');
  expect(
    figures.map((each) => [
      each['Mã dòng'],
      each['Giá trị'],
      each['Số đơn vị có số'],
      each['Không phát sinh'],
    ]),
  ).toEqual([
    ['a', '0', '0', '1'],
    ['b', '', '0', '0'],
    ['c', '3', '1', '0'],
  ]);
  const [sheet] = (await workbook('/api/exports/totals/tiny/2022-q1.xlsx', writer)).worksheets;
  const lines: unknown[][] = [];
  sheet?.eachRow((row) => lines.push([row.getCell(2).value, row.getCell(4).value]));
  expect(lines.slice(-3)).toEqual([
    ['Dòng a', 0],
    ['Trong đó b', null],
    ['Dòng c', 3],
  ]);
  const heading = [2, 3, 4, 5, 6, 7].map((row) => String(sheet?.getCell(row, 1).value)).join('\n');
  expect(heading).toContain('1 ô ghi 0 vì đơn vị khai “không phát sinh”');
});

test('an office reads the province’s sums with the words of every row, also of rows only others were assigned', async () => {
  const label = { vi: 'Chỉ tiêu của riêng x2', en: 'x2 only' };
  const own = targetRow({ key: 'RIENG', label, method: 'sum', plan: 'trên 7.777 hộ' });
  const province = await makeProvince(app.db, () => app.now, {
    id: 'chitieu',
    templates: BUILT_IN.filter(({ id }) => id === 'targets'),
    assigned: { targets: [own] },
  });
  await app.db.system`UPDATE report SET assigned = '[]' WHERE province_id = ${province} AND unit_id = 'x1'`;
  const content = { targets: { RIENG: { actual: '8000', kind: 'chinh_thuc' } } };
  const reply = await app.post('/api/reports/x2/targets/2022-q1/revisions', tinyPush(content), {
    as: app.token('clerk.x2', province),
    key: newKey(),
  });
  expect(reply.status, reply.text).toBe(200);
  const path = '/api/exports/totals/targets/2022-q1.csv?counts=submitted';
  const { text } = await app.get(path, app.token('clerk.x1', province));
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  expect(rows.filter((row) => row['Mã dòng'] === 'RIENG')[0]).toMatchObject({
    'Chỉ tiêu': label.vi,
    'Giá trị': '8000',
  });
  expect(text).not.toContain('7.777');

  const totals = await app.get<Totals>(
    '/api/totals/targets/2022-q1?rows=assigned',
    app.token('clerk.x1', province),
  );
  const { values: _, ...row } = own;
  expect(totals.body.rows).toEqual([{ row, office: 'Đơn vị p', others: 3 }]);
  expect(totals.text).not.toContain('7.777');
  const plain = await app.get<Totals>('/api/totals/targets/2022-q1', app.token('clerk.x1', province));
  expect(plain.body).not.toHaveProperty('rows');
  const { rows: given, ...rest } = totals.body;
  expect(given).toBeDefined();
  expect(plain.body).toEqual(rest);
});

test('rows of several offices stand under whose they are: first the unit the total is of, then those below', async () => {
  const named = (key: string, ordinal: string) =>
    targetRow({ key, ordinal, label: { vi: `Chỉ tiêu ${key}`, en: key }, method: 'sum' });
  const province = await makeProvince(app.db, () => app.now, {
    id: 'cuaai',
    templates: BUILT_IN.filter(({ id }) => id === 'targets'),
    assigned: { targets: [named('CHUNG', '1'), named('RIENG', '2')] },
  });
  const others = JSON.stringify([named('CHUNG', '1')]);
  await app.db.system`UPDATE report SET assigned = ${others}::text::jsonb
    WHERE province_id = ${province} AND unit_id <> 'd1'`;
  const own = JSON.stringify([named('RIENG', '1'), named('X2', '2')]);
  await app.db.system`UPDATE report SET assigned = ${own}::text::jsonb
    WHERE province_id = ${province} AND unit_id = 'x2'`;
  const reader = app.token('writer', province);
  const { body } = await app.get<Totals>('/api/totals/targets/2022-q1?rows=assigned', reader);
  expect(body.rows?.map(({ row, office, others: more }) => [row.key, office, more])).toEqual([
    ['CHUNG', 'Đơn vị p', 3],
    ['RIENG', 'Đơn vị d1', 1],
    ['X2', 'Đơn vị x2', 0],
  ]);

  const figures = { X2: { actual: '8', kind: 'uoc' }, RIENG: { actual: '9', kind: 'uoc' } };
  const sent = await app.post('/api/reports/x2/targets/2022-q1/revisions', tinyPush({ targets: figures }), {
    as: app.token('clerk.x2', province),
    key: newKey(),
  });
  expect(sent.status, sent.text).toBe(200);
  const [sheet] = (await workbook('/api/exports/totals/targets/2022-q1.xlsx', reader)).worksheets;
  const lines: unknown[][] = [];
  sheet?.eachRow((row) => lines.push([row.getCell(1).value, row.getCell(2).value, row.getCell(4).value]));
  expect(lines.slice(-6)).toEqual([
    [null, 'Giao cho Đơn vị p và 3 đơn vị khác', null],
    ['1', 'Chỉ tiêu CHUNG', null],
    [null, 'Giao cho Đơn vị d1 và 1 đơn vị khác', null],
    ['2', 'Chỉ tiêu RIENG', 9],
    [null, 'Giao cho Đơn vị x2', null],
    ['2', 'Chỉ tiêu X2', 8],
  ]);
});

test('a report keeps its text as text and carries its Vietnamese name', async () => {
  const path = '/api/exports/reports/x1/tiny/2022-q1.csv';
  const reply = await app.get(path);
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const named = reply.headers.get('content-disposition') ?? '';
  expect(decodeURIComponent(named.split("UTF-8''")[1] ?? '')).toMatch(/Đơn vị x1.*\.csv$/);
  const rows: Record<string, string>[] = parse(reply.text, { bom: true, columns: true });
  expect(rows.find((each) => each['Mã cột'] === 'note')?.['Giá trị']).toBe(`'=HYPERLINK("http://x")`);
  expect(rows.find((each) => each['Mã dòng'] === 'a' && each['Mã cột'] === 'n')?.['Giá trị']).toBe('1234.5');
});

test('one section as it is seen, in the dialect of Vietnamese Excel', async () => {
  const { text } = await app.get('/api/exports/reports/x1/tiny/2022-q1.csv?section=main&csv=excel-vi');
  const [first] = parse(text, { bom: true, columns: true, delimiter: ';' }) as Record<string, string>[];
  expect(first).toMatchObject({ 'Chỉ tiêu': 'Dòng a', Số: '1234,5' });
});

test('the form as a workbook is filled with the last revision', async () => {
  const sheet = (await workbook('/api/exports/forms/x1/tiny/2022-q1.xlsx', 'clerk.x1')).getWorksheet('Chính');
  const values: unknown[] = [];
  sheet?.eachRow((row) => row.eachCell((cell) => void values.push(cell.value)));
  expect(values).toContain(1234.5);
  expect(values).toContain('=HYPERLINK("http://x")');
});

test('in English the words are English', async () => {
  const { text } = await app.get('/api/exports/totals/tiny/2022-q1.csv?lang=en', 'writer');
  expect(text.split('\r\n')[0]).toContain('Expected,Received,Accepted,Late');
});

test.each([
  ['/api/exports/totals/tiny/2022-q1.csv', 'clerk.x1', 200],
  ['/api/exports/totals/tiny/2022-q1.csv?scope=p', 'clerk.x1', 200],
  ['/api/exports/totals/tiny/2022-q1.csv?scope=x2', 'clerk.x1', 404],
  ['/api/exports/reports/x2/tiny/2022-q1.csv', 'clerk.x1', 404],
  ['/api/exports/reports/x2/tiny/2022-q1.xlsx', 'clerk.x1', 404],
  ['/api/exports/forms/x2/tiny/2022-q1.xlsx', 'clerk.x1', 404],
  ['/api/exports/reports/x1/tiny/2022-q1.csv?section=none', 'clerk.x1', 404],
  ['/api/exports/totals/none/2022-q1.csv', 'writer', 404],
  ['/api/exports/totals/tiny/2022-q1.csv?lang=fr', 'writer', 422],
])('%s asked by %s answers %i', async (path, person, status) => {
  expect((await app.get(path, person)).status).toBe(status);
});

test.each([
  ['/api/exports/totals/tiny/2022-q1.pdf', ['.csv', '.xlsx', '.docx']],
  ['/api/exports/totals/tiny/2022-q1', ['.csv', '.xlsx', '.docx']],
  ['/api/exports/reports/x1/tiny/2022-q1.pdf', ['.csv', '.xlsx', '.docx']],
  ['/api/exports/forms/x1/tiny/2022-q1.csv', ['.xlsx']],
])('%s, a kind of file nobody writes, answers which there are', async (path, kinds) => {
  const reply = await app.get<{ code: string; errors: { path: string; message: string }[] }>(path);
  expect([reply.status, reply.body.code]).toEqual([422, 'invalid_request']);
  const [error] = reply.body.errors;
  expect(error?.path).toBe('/file');
  expect(error?.message.match(/\.[a-z]+/g)).toEqual([...kinds, ...kinds]);
});

test('other requests are answered while a large workbook is written', async () => {
  const busy = await testApp(new FileWriter(HELD_UP));
  await makeProvince(busy.db, () => busy.now);
  const gate = new Gate();
  const begun = gate.begun();
  const form = busy.get('/api/exports/forms/x1/tiny/2022-q1.xlsx');
  await begun;
  // The thread is busy and stays so until these have been answered.
  expect((await busy.get(tinyPath('x1'))).status).toBe(200);
  expect((await busy.post(tinyPath('x1', '/revisions'), tinyPush(content), { key: newKey() })).status).toBe(
    200,
  );
  gate.letGo();
  expect((await form).status).toBe(200);
  gate.close();
  await busy.stop();
});

test('a file whose thread dies answers 500 and is logged; the next one is made', async () => {
  const dying = await testApp(new FileWriter(DYING));
  await makeProvince(dying.db, () => dying.now);
  const lost = await dying.get('/api/exports/forms/x1/tiny/2022-q1.xlsx');
  expect([lost.status, lost.body.code]).toEqual([500, 'internal']);
  expect(dying.logged).toContainEqual(
    expect.objectContaining({ level: 'error', fields: expect.objectContaining({ code: 'internal' }) }),
  );
  expect((await dying.get('/api/exports/reports/x1/tiny/2022-q1.csv')).status).toBe(200);
  await dying.stop();
});

test('when too many files are asked for at once, a further one is told when to come back', async () => {
  const busy = await testApp(new FileWriter(HELD_UP));
  await makeProvince(busy.db, () => busy.now);
  const gate = new Gate();
  const asked = Array.from({ length: 52 }, () => busy.get('/api/exports/forms/x1/tiny/2022-q1.xlsx'));
  const refused = await Promise.race(asked);
  expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await busy.stop();
  expect((await Promise.all(asked)).map(({ status }) => status).filter((status) => status !== 503)).toEqual([
    429,
  ]);
  gate.close();
});

test('a downloaded report names its form in words', async () => {
  const sheet = (await workbook('/api/exports/reports/x1/tiny/2022-q1.xlsx', 'clerk.x1')).worksheets[0];
  const head = [2, 3, 4, 5, 6].map((row) => String(sheet?.getCell(row, 1).value)).join('\n');
  expect(head).toContain('Biểu “');
  expect(head).not.toMatch(/Biểu “?tiny/);
});

test('without a token nothing is downloaded', async () => {
  expect((await app.get('/api/exports/totals/tiny/2022-q1.csv', null)).status).toBe(401);
});
