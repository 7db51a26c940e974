/** Those without Google: the form as an .xlsx file from the server, sent back, read, checked and pushed like any sheet. */
import type { Workbook } from 'exceljs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WORKBOOK_LIMIT_BYTES } from '../../../server/routes/workbooks.ts';
import type { PushReply } from '../../../shared/wire.ts';
import type { WorkbookCheck } from '../../../shared/wire-workbook.ts';
import { formOf, newKey, type Reply, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';
import { zipOf } from '../../support/zip.ts';

let app: TestApp;
/** Every test has an office of its own. */
let unit = '';
let offices = 0;

beforeAll(async () => {
  app = await testApp();
  const names = Array.from({ length: 12 }, (_, n) => [`o${n + 1}`, 'p'] as const);
  await makeProvince(app.db, () => app.now, { offices: Object.fromEntries(names) });
});
beforeEach(() => {
  unit = `o${(offices % 12) + 1}`;
  offices += 1;
});
afterAll(() => app.stop());

async function downloaded(of = unit): Promise<Uint8Array<ArrayBuffer>> {
  const response = await app.app.request(tinyPath(of, '/workbook'), {
    headers: { authorization: `Bearer ${app.token(`clerk.${of}`)}` },
  });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

const sendBack = <T = Record<string, unknown>>(
  file: Uint8Array<ArrayBuffer>,
  query = '',
  { as = `clerk.${unit}`, key = newKey(), type = XLSX_TYPE } = {},
): Promise<Reply<T>> =>
  app.post<T>(tinyPath(unit, `/workbook${query}`), null, {
    as,
    key,
    raw: file,
    headers: { 'content-type': type },
  });

/** Rows of the tiny form: a, b and c from row 5 on, figures in column C; jobs from row 5 on. */
const FILLED = {
  'Chính!C5': 12,
  'Chính!C6': 0.5,
  'Chính!E5': 'ghi chú',
  'Việc!B5': 'Đối thoại',
  'Việc!C5': 'xong',
};

test('the file is named in Vietnamese, for every browser', async () => {
  const { headers } = await app.get(tinyPath(unit, '/workbook'), `clerk.${unit}`);
  expect(headers.get('content-type')).toBe(XLSX_TYPE);
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="[ -~]+\.xlsx"; filename\*=UTF-8''.*%C4%90%C6%A1n/,
  );
});

test('a file filled in and sent back is the report, once, however often it arrives', async () => {
  const file = await filled(await downloaded(), FILLED);
  const key = newKey();
  const first = await sendBack<PushReply>(file, '?mode=submit', { key });
  expect(first.status, first.text).toBe(200);
  expect(first.body).toMatchObject({ stored: true, state: 'submitted', revision: 1 });
  const again = await sendBack<PushReply>(file, '?mode=submit', { key });
  expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([first.text, 'true']);
  const { content, head } = await formOf(app, unit);
  expect(head.revision).toBe(1);
  expect(content).toEqual({
    main: { a: { n: '12', note: 'ghi chú' }, b: { n: '0.5' } },
    jobs: { r0001: { what: 'Đối thoại', status: 'done' } },
  });
});

test('a check stores nothing and tells the same issues by the same cells as a sheet would', async () => {
  const file = await filled(await downloaded(), {
    ...FILLED,
    'Chính!C5': 'mười hai',
    'Chính!C6': 7,
    'Chính!C7': '=1/0',
    'Việc!B6': 'Việc hai',
    'Việc!C6': 'đang hoãn',
  });
  const { status, body, text } = await sendBack<WorkbookCheck>(file);
  expect(status, text).toBe(200);
  expect(body.issues.map(({ a1, code, severity }) => `${a1} ${code} ${severity}`)).toEqual([
    'C5 not_a_number error',
    'C7 not_a_number error',
    'C6 not_an_option error',
  ]);
  expect(body).toMatchObject({ base: 0, current: 0, errors: 3, warnings: 0, state: 'draft' });
  expect(body.words[0]?.vi.where).toContain('C5');
  expect(body.words[0]?.vi.found).toContain('mười hai');
  expect((await formOf(app, unit)).head.revision).toBe(0);
});

test('what could not be read keeps a submission back, with its address, and nothing is stored', async () => {
  const file = await filled(await downloaded(), { ...FILLED, 'Chính!C7': 'nhiều' });
  const { status, body } = await sendBack(file, '?mode=submit');
  expect([status, body.code]).toEqual([422, 'report_has_errors']);
  expect(body.issues).toMatchObject([{ code: 'not_a_number', a1: 'C7' }]);
  const rule = await filled(await downloaded(), { ...FILLED, 'Chính!C6': 20 });
  const refused = await sendBack(rule, '?mode=submit');
  expect([refused.status, refused.body.code]).toEqual([422, 'report_has_errors']);
  expect(refused.body.issues).toMatchObject([{ code: 'part_of', a1: 'C6' }]);
  expect((await formOf(app, unit)).head.revision).toBe(0);
});

test('a figure of nobody’s row is told, never put into another row', async () => {
  const file = await filled(await downloaded(), {
    ...FILLED,
    'Chính!A7': 'la.1',
    'Chính!B7': 'Dòng lạ',
    'Chính!C7': 9,
  });
  const { body } = await sendBack<WorkbookCheck>(file);
  expect(body.issues.map(({ code, a1 }) => [code, a1])).toEqual([
    ['unknown_row', 'B7'],
    ['missing_row', undefined],
  ]);
  expect((await sendBack(file, '?mode=draft')).body.code).toBe('report_has_errors');
  expect((await formOf(app, unit)).head.revision).toBe(0);
});

test('a file made from an older revision is refused as stale, or merged where nobody changed the same cell', async () => {
  const old = await downloaded();
  const push = { main: { a: { n: '12' }, c: { n: '30' } } };
  expect(
    (await app.post(tinyPath(unit, '/revisions'), tinyPush(push), { as: `clerk.${unit}`, key: newKey() }))
      .status,
  ).toBe(200);
  const file = await filled(old, { 'Chính!C5': 12, 'Chính!C6': 4 });
  const stale = await sendBack(file, '?mode=submit');
  expect([stale.status, stale.body.code]).toEqual([409, 'stale_revision']);
  expect(stale.body.conflict).toMatchObject({ current: 1 });
  expect((await sendBack(file)).body.code).toBe('stale_revision');
  const merged = await sendBack<PushReply>(file, '?mode=submit&onStale=merge');
  expect(merged.status, merged.text).toBe(200);
  expect((await formOf(app, unit)).content.main).toEqual({ a: { n: '12' }, b: { n: '4' }, c: { n: '30' } });
});

test('a file of another office, another form or no form at all is not taken', async () => {
  const other = await downloaded('p');
  const strange = await sendBack(other);
  expect([strange.status, strange.body.code]).toEqual([422, 'workbook_of_another']);
  expect(strange.body.detail).toContain('Đơn vị p');
  const unmarked = await filled(await downloaded(), {}, (workbook) => workbook.removeWorksheet('_so_tinh'));
  const plain = await sendBack(unmarked);
  expect([plain.status, plain.body.code]).toEqual([422, 'workbook_unmarked']);
  const forged = await filled(await downloaded(), { '_so_tinh!B1': '{"unit":"p"}' });
  expect((await sendBack(forged)).body.code).toBe('workbook_unmarked');
});

test('whoever may not see the report learns nothing of it, whatever they send', async () => {
  const file = await downloaded();
  for (const sent of [file, new Uint8Array(3)]) {
    const strange = await sendBack(sent, '', { as: 'clerk.p' });
    expect([strange.status, strange.body.code]).toEqual([404, 'not_found']);
  }
});

test.each<[string, string, () => Uint8Array<ArrayBuffer>, number, string]>([
  ['CSV', 'text/csv', () => new Uint8Array([65]), 415, 'unsupported_media_type'],
  [
    '.xlsm by name',
    'application/vnd.ms-excel.sheet.macroEnabled.12',
    () => new Uint8Array([65]),
    415,
    'workbook_with_macros',
  ],
  ['.xls by name', 'application/vnd.ms-excel', () => new Uint8Array([65]), 415, 'workbook_encrypted'],
  ['nothing', XLSX_TYPE, () => new Uint8Array(0), 415, 'not_a_workbook'],
  ['noise', 'application/octet-stream', () => new Uint8Array(5000).fill(7), 415, 'not_a_workbook'],
  ['macros', XLSX_TYPE, () => zipOf([{ name: 'xl/vbaProject.bin', data: 'x' }]), 415, 'workbook_with_macros'],
  ['a way out of the folder', XLSX_TYPE, () => zipOf([{ name: '../x', data: 'x' }]), 415, 'workbook_unsafe'],
  ['more than 8 MB', XLSX_TYPE, () => new Uint8Array(WORKBOOK_LIMIT_BYTES + 1), 413, 'workbook_too_large'],
  [
    'a bomb',
    XLSX_TYPE,
    () => zipOf([{ name: 'a.xml', data: new Uint8Array(9_000_000) }]),
    413,
    'workbook_too_large',
  ],
])('%s is refused in words', async (_, type, make, status, code) => {
  const reply = await sendBack(make(), '?mode=submit', { type });
  expect([reply.status, reply.body.code]).toEqual([status, code]);
  expect(String(reply.body.detail)).not.toMatch(/\{|undefined/);
  expect(String(reply.body.detail_en)).not.toMatch(/\{|undefined/);
});

test('the annotated copy keeps all that was typed, says at each cell what is wrong, and is taken once mended', async () => {
  const file = await filled(await downloaded(), {
    ...FILLED,
    'Chính!C5': 'mười hai',
    'Việc!C6': 'đang hoãn',
  });
  const response = await app.app.request(tinyPath(unit, '/workbook?answer=workbook'), {
    method: 'POST',
    headers: { authorization: `Bearer ${app.token(`clerk.${unit}`)}`, 'content-type': XLSX_TYPE },
    body: file,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, XLSX_TYPE]);
  const copy = new Uint8Array(await response.arrayBuffer());
  const seen: Record<string, unknown> = {};
  const same = await filled(copy, {}, (workbook) => {
    seen.tabs = workbook.worksheets.map(({ name }) => name);
    const main = workbook.getWorksheet('Chính');
    Object.assign(seen, { typed: main?.getCell('C5').value, sound: main?.getCell('C6').value });
    seen.note = JSON.stringify(main?.getCell('C5').note);
    seen.job = workbook.getWorksheet('Việc')?.getCell('C6').value;
    seen.listed = workbook.getWorksheet('Cần sửa')?.getCell('D5').value;
    seen.line = workbook.getWorksheet('Cần sửa')?.getCell('E5').value;
    seen.printed = workbook.getWorksheet('Cần sửa')?.pageSetup;
  });
  expect(seen).toMatchObject({
    tabs: ['Cần sửa', 'Chính', 'Việc', '_so_tinh'],
    typed: 'mười hai',
    sound: 0.5,
    job: 'đang hoãn',
    listed: { hyperlink: "#'Chính'!C5", text: expect.stringContaining('C5') },
    line: expect.stringContaining('mười hai'),
    printed: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, printTitlesRow: '4:4' },
  });
  expect(seen.note).toContain('số');
  const codes = ({ body }: Reply<WorkbookCheck>) => body.issues.map(({ code, a1 }) => `${a1} ${code}`);
  expect(codes(await sendBack(same))).toEqual(codes(await sendBack(file)));
  const mended = await filled(copy, { 'Chính!C5': 12, 'Việc!C6': null });
  const reply = await sendBack<PushReply>(mended, '?mode=submit');
  expect([reply.status, reply.body.state], reply.text).toEqual([200, 'submitted']);
});

test('the copy of a file sorted in part has what was sent beside the form, and that is not read again', async () => {
  const swap = (workbook: Workbook): void => {
    const main = workbook.getWorksheet('Chính');
    const [a, b] = [main?.getCell('B5'), main?.getCell('B6')];
    if (a === undefined || b === undefined) throw new Error('no rows');
    [a.value, b.value] = [b.value, a.value];
  };
  const file = await filled(await downloaded(), { ...FILLED, 'Chính!C5': 0.5, 'Chính!C6': 12 }, swap);
  const check = await sendBack<WorkbookCheck>(file);
  expect(check.body.issues.map(({ code }) => code)).toContain('rows_sorted');
  const response = await app.app.request(tinyPath(unit, '/workbook?answer=workbook'), {
    method: 'POST',
    headers: { authorization: `Bearer ${app.token(`clerk.${unit}`)}`, 'content-type': XLSX_TYPE },
    body: file,
  });
  const copy = new Uint8Array(await response.arrayBuffer());
  const seen: unknown[] = [];
  const again = await filled(copy, {}, (workbook) => {
    const [sent] = workbook.worksheets.filter(({ name }) => name.includes('(bản trước khi sửa)'));
    for (const row of [5, 6]) seen.push([sent?.getCell(`B${row}`).value, sent?.getCell(`C${row}`).value]);
    const mend = workbook.getWorksheet('Cần sửa');
    seen.push(sent?.getCell('E5').value, mend?.getCell('B3').value, mend?.getCell('F5').value);
    seen.push(sent?.pageSetup);
  });
  expect(seen).toEqual([
    [expect.stringContaining('b'), 0.5],
    [expect.stringContaining('a'), 12],
    'ghi chú',
    expect.stringContaining('“Chính (bản trước khi sửa)” giữ nguyên những gì đã gửi lên'),
    expect.stringContaining('Chép từng dòng từ trang đã gửi lên'),
    expect.objectContaining({ orientation: 'landscape', fitToPage: true, fitToWidth: 1 }),
  ]);
  const told = (await sendBack<WorkbookCheck>(again)).body.issues.map(({ code, severity }) => [
    code,
    severity,
  ]);
  expect(told).toContainEqual(['unknown_section', 'note']);
  expect(told).not.toContainEqual(['rows_sorted', 'error']);
});

test('a reason written in the copy beside a warning lets it pass, and is kept', async () => {
  // T2: row a is usually not greater than row c.
  const file = await filled(await downloaded(), { 'Chính!C5': 12, 'Chính!C7': 3 });
  const refused = await sendBack(file, '?mode=submit');
  expect([refused.status, refused.body.warnings ?? refused.body.code]).toEqual([422, 'report_has_errors']);
  const response = await app.app.request(tinyPath(unit, '/workbook?answer=workbook'), {
    method: 'POST',
    headers: { authorization: `Bearer ${app.token(`clerk.${unit}`)}`, 'content-type': XLSX_TYPE },
    body: file,
  });
  const copy = new Uint8Array(await response.arrayBuffer());
  const reasoned = await filled(copy, { 'Cần sửa!H5': 'Có đơn vị mới sáp nhập.' });
  const reply = await sendBack<PushReply>(reasoned, '?mode=submit');
  expect(reply.status, reply.text).toBe(200);
  expect(Object.values((await formOf(app, unit)).reasons)).toEqual(['Có đơn vị mới sáp nhập.']);
});

test('the other cell of a rule is named by its address in the answer and in the copy, where it is a link', async () => {
  const file = await filled(await downloaded(), { ...FILLED, 'Chính!C6': 20 });
  const { body } = await sendBack<WorkbookCheck>(file);
  expect(body.words[0]?.vi.expected).toBe('Không lớn hơn 12 ở “Dòng a” (ô C5)');
  const response = await app.app.request(tinyPath(unit, '/workbook?answer=workbook'), {
    method: 'POST',
    headers: { authorization: `Bearer ${app.token(`clerk.${unit}`)}`, 'content-type': XLSX_TYPE },
    body: file,
  });
  const seen: Record<string, unknown> = {};
  const same = await filled(new Uint8Array(await response.arrayBuffer()), {}, (workbook) => {
    const mend = workbook.getWorksheet('Cần sửa');
    Object.assign(seen, { expected: mend?.getCell('F5').value, other: mend?.getCell('I5').value });
    seen.note = JSON.stringify(workbook.getWorksheet('Chính')?.getCell('C6').note);
  });
  expect(seen).toMatchObject({
    expected: 'Không lớn hơn 12 ở “Dòng a” (ô C5)',
    other: { text: 'C5', hyperlink: "#'Chính'!C5" },
    note: expect.stringContaining('(ô C5)'),
  });
  expect((await sendBack<WorkbookCheck>(same)).body.issues).toEqual(body.issues);
});

test('a sheet lost from a file is told in the copy with the copy as its remedy; a renamed one by its name alone', async () => {
  const whole = await downloaded();
  const file = await filled(whole, FILLED, (workbook) => {
    workbook.removeWorksheet(workbook.getWorksheet('Việc')?.id ?? 0);
    const main = workbook.getWorksheet('Chính');
    if (main) main.name = 'Bảng của tôi';
  });
  const { body } = await sendBack<WorkbookCheck>(file);
  const renamed = body.issues.findIndex(({ code }) => code === 'renamed_sheet');
  expect(body.words[renamed]?.vi.where).toBe('Chính');
  const response = await app.app.request(tinyPath(unit, '/workbook?answer=workbook'), {
    method: 'POST',
    headers: { authorization: `Bearer ${app.token(`clerk.${unit}`)}`, 'content-type': XLSX_TYPE },
    body: file,
  });
  let listed = '';
  await filled(new Uint8Array(await response.arrayBuffer()), {}, (workbook) => {
    listed = JSON.stringify(workbook.getWorksheet('Cần sửa')?.getSheetValues());
  });
  expect(listed).toContain('Bản này có lại phần bị mất');
  expect(listed).not.toMatch(/Ctrl\+Z|lịch sử phiên bản/);
});
