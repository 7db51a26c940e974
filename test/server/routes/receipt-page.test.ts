/** Whoever holds a receipt can check it without an account, and nobody learns anything else there. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../server/store/db.ts';
import type { PushReply } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { changed } from '../../support/vandal.ts';

let app: TestApp;
let number: string;
let hash: string;

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  const push = tinyPush({ main: { a: { n: '5' }, c: { n: '9' } } });
  const { receipt } = (await app.post<PushReply>(tinyPath('x1', '/revisions'), push, { key: newKey() })).body;
  number = receipt?.number ?? '';
  hash = receipt?.hash ?? '';
});
afterAll(() => app.stop());

const look = (so: string, ma: string) =>
  app.get(`/bien-nhan?so=${encodeURIComponent(so)}&ma=${encodeURIComponent(ma)}`, null);
const saidIn = (text: string) => /<div class="said[\s\S]*?<\/div>/.exec(text)?.[0];

test('number and code of a receipt match, whole or by the first twelve digits, with its moment and revision', async () => {
  for (const code of [hash, hash.slice(0, 12), ` ${hash.slice(0, 12).toUpperCase()} `]) {
    const { status, text } = await look(number, code);
    expect([status, saidIn(text)]).toEqual([200, expect.stringContaining('<strong>Khớp</strong>')]);
    expect(saidIn(text)).toContain('Lần gửi số 1, nhận lúc');
    expect(text).not.toMatch(/x1\b|Đơn vị x1|Người clerk/);
  }
});

test('the file of the report tells number and code as the page asks for them', async () => {
  const response = await app.app.request('/api/exports/reports/x1/tiny/2022-q1.xlsx', {
    headers: { authorization: `Bearer ${app.token('clerk.x1')}` },
  });
  const file = new ExcelJS.Workbook();
  await file.xlsx.load(await response.arrayBuffer());
  const [sheet] = file.worksheets;
  const lines = [1, 2, 3, 4, 5, 6].map((row) => String(sheet?.getCell(row, 1).value));
  const told = /Biên nhận (\S+)\. Mã kiểm tra (\S+)\./.exec(lines.join('\n'));
  expect(told?.[1]).toBe(number);
  expect(saidIn((await look(told?.[1] ?? '', told?.[2] ?? '')).text)).toContain('<strong>Khớp</strong>');
});

test('a wrong number, a wrong code and a code too short are answered in the same words', async () => {
  const wrong = hash.startsWith('0') ? `1${hash.slice(1)}` : `0${hash.slice(1)}`;
  const said = [
    await look(number, wrong),
    await look(number, wrong.slice(0, 12)),
    await look(number, hash.slice(0, 11)),
    await look('ST-2022-tinh-999999', hash),
    await look('ST-2022-khac-000001', hash.slice(0, 12)),
    await look(`${number}' OR 1=1`, hash),
    await look('', hash),
  ].map(({ status, text }) => [status, saidIn(text)]);
  expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(said[0]).toEqual([200, expect.stringContaining('<strong>Không khớp</strong>')]);
});

test('what is typed comes back as text, never as markup', async () => {
  const { text, headers } = await look('"><script>alert(1)</script>', 'x');
  expect(text).not.toContain('<script');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['a figure', `UPDATE revision SET content = jsonb_set(content, '{main,a,n}', '"500"')`],
  [
    'the moment it came',
    "UPDATE audit_entry SET at = at - interval '30 days', late = NOT late WHERE chain = 'x1'",
  ],
  ['the number of the revision', "UPDATE audit_entry SET revision = 7 WHERE chain = 'x1'"],
  ['the whole revision', 'DELETE FROM revision'],
])(
  'where %s was changed in the database, the receipt is known and what it was given for is called altered',
  async (_, statement) => {
    const owner = connect(app.adminUrl, { max: 1 });
    const strongIn = async () => /<strong>(.*?)<\/strong>/.exec((await look(number, hash)).text)?.[1];
    await changed(owner, statement, async () => expect(await strongIn()).toBe('Số liệu đã bị sửa'));
    expect(await strongIn()).toBe('Khớp');
    await owner.end();
  },
);
