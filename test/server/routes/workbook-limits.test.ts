/** A workbook the reading process cannot finish, for want of memory or time: told in words, and the service reads the next one. */
import { afterEach, expect, test } from 'vitest';
import { WorkbookReader } from '../../../server/excel/workbook-reader.ts';
import { FileWriter } from '../../../server/exports/file-writer.ts';
import type { WorkbookCheck } from '../../../shared/wire-workbook.ts';
import { formOf, newKey, type TestApp, testApp, tinyPath } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';
import { workbookParts, zipOf } from '../../support/zip.ts';

const ROWS = 25_000;
const WORKBOOK = tinyPath('x1', '/workbook');

let app: TestApp;
afterEach(() => app.stop());

async function appWith(reader: WorkbookReader): Promise<void> {
  app = await testApp(new FileWriter(), reader);
  await makeProvince(app.db, () => app.now);
}

/** Honest and small as a file; each of its texts is another, so that what is read of it has to be held. */
const wide = (): Uint8Array<ArrayBuffer> => {
  const cell = (row: number, at: number) => `<c t="inlineStr"><is><t>việc ${row} của ${at}</t></is></c>`;
  const rows = Array.from(
    { length: ROWS },
    (_, row) => `<row r="${row + 1}">${Array.from({ length: 12 }, (_, at) => cell(row, at)).join('')}</row>`,
  );
  return zipOf(workbookParts(rows.join('')));
};

const post = <T = Record<string, unknown>>(raw: Uint8Array<ArrayBuffer>, mode = 'check') =>
  app.post<T>(`${WORKBOOK}?mode=${mode}`, null, {
    as: 'clerk.x1',
    key: newKey(),
    raw,
    headers: { 'content-type': XLSX_TYPE },
  });

async function form(): Promise<Uint8Array<ArrayBuffer>> {
  const response = await app.app.request(WORKBOOK, {
    headers: { authorization: `Bearer ${app.token('clerk.x1')}` },
  });
  return new Uint8Array(await response.arrayBuffer());
}

const processes = (): number =>
  process.getActiveResourcesInfo().filter((each) => each === 'ProcessWrap').length;

/** The service goes on: nothing of the file before is running, kept or told as its own fault, and the next one is read. */
async function expectUnharmed(before: number): Promise<void> {
  expect(processes()).toBe(before);
  expect((await formOf(app, 'x1')).head.revision).toBe(0);
  expect(app.logged.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  const next = await post<WorkbookCheck>(await filled(await form(), { 'Chính!C5': 'mười hai' }));
  expect(next.status, next.text).toBe(200);
  expect(next.body.issues).toMatchObject([{ code: 'not_a_number', a1: 'C5' }]);
  expect(processes()).toBe(before);
}

test('a file that takes more memory than the process may have ends that process alone, and is refused in words', async () => {
  await appWith(new WorkbookReader());
  const file = wide();
  expect((await post(file)).body.code).toBe('workbook_unmarked');
  await app.stop();
  await appWith(new WorkbookReader(undefined, { memoryMb: 20 }));
  const before = processes();
  const { status, body } = await post(file, 'submit');
  expect([status, body.code, body.title]).toEqual([413, 'workbook_too_large', 'Tệp quá lớn để đọc']);
  expect(body.detail).toContain('đọc tệp cần quá nhiều bộ nhớ. Hãy xóa các trang, dòng và hình');
  await expectUnharmed(before);
});

test('a file that is not read in time is given up, its process ended, and refused in words', async () => {
  const asked: number[] = [];
  // The time of the first file is over at once; the others have all there is.
  const after = (ms: number, then: () => void) => {
    if (asked.push(ms) === 1) then();
    return () => undefined;
  };
  await appWith(new WorkbookReader(undefined, {}, after));
  const before = processes();
  const { status, body } = await post(wide(), 'submit');
  expect([status, body.code, body.title]).toEqual([413, 'workbook_too_large', 'Tệp quá lớn để đọc']);
  expect(body.detail).toContain('đọc quá 30 giây chưa xong. Hãy xóa các trang, dòng và hình');
  await expectUnharmed(before);
  expect(asked).toEqual([30_000, 30_000]);
});
