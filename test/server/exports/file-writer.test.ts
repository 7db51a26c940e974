/** Files are made beside the service, one after the other; what goes wrong with one stays with it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { serialize } from 'node:v8';
import ExcelJS from 'exceljs';
import { afterEach, expect, test, vi } from 'vitest';
import type { FileFormat, FileJob } from '../../../server/exports/file.ts';
import { FileWriter } from '../../../server/exports/file-writer.ts';
import type { MadeFile } from '../../../server/exports/made-file.ts';
import { MOMENT, reportExport, totalsExport } from '../../support/exported.ts';
import { DYING, Gate, HELD_UP, STUCK } from '../../support/file-threads.ts';
import { importsOf, ROOT, read } from '../../support/sources.ts';

const WORKBOOK: FileFormat = { kind: 'xlsx', at: MOMENT };
const totals = (format: FileFormat): FileJob => ({ make: 'totals', of: totalsExport('tasks'), format });
const form: FileJob = { make: 'form', form: reportExport('tasks').form, at: MOMENT };

const writers: FileWriter[] = [];
function writer(source?: URL, limits?: ConstructorParameters<typeof FileWriter>[1]): FileWriter {
  const made = source === undefined ? new FileWriter() : new FileWriter(source, limits);
  writers.push(made);
  return made;
}
afterEach(async () => {
  vi.useRealTimers();
  for (const each of writers.splice(0)) await each.stop();
});

/** The thread that made a file, where stand-ins name it so. */
const thread = (made: PromiseSettledResult<MadeFile> | undefined) =>
  made?.status === 'fulfilled' ? made.value.name : undefined;

/** Only the timers of the service stand still; threads run. */
const holdTimers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

/** `letGo` until all are settled: each file made asks for it once. */
async function lettingGo<T>(gate: Gate, files: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  let settled = false;
  const all = Promise.allSettled(files).finally(() => {
    settled = true;
  });
  while (!settled) {
    gate.letGo();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return all;
}

test('nothing the service itself imports can write a workbook or a table: only the thread does', () => {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path) || !/^(server|shared)\//.test(path)) return;
    found.add(path);
    const types = /import type [^;]*?from '([^']+)';/g;
    const loaded = read(path).replace(types, '');
    const named = importsOf(path).filter((target) => loaded.includes(`/${target.split('/').at(-1)}'`));
    for (const target of named) visit(target);
  };
  visit('server/main.ts');
  expect([...found]).toContain('server/routes/exports.ts');
  const outside = [...found].flatMap(importsOf).filter((name) => /^(exceljs|csv-stringify)/.test(name));
  expect(outside).toEqual([]);
});

test('a workbook and a table come back whole from the thread', async () => {
  const files = writer();
  const [made, csv] = await Promise.all([
    files.write(totals(WORKBOOK)),
    files.write(totals({ kind: 'csv', dialect: 'plain' })),
  ]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(made.body.buffer);
  expect(String(workbook.worksheets[0]?.getCell(2, 1).value)).toContain('Tỉnh ủy Hải Dương');
  expect([...csv.body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(csv.body).split('\r\n')[0]).toContain('Mã phần,Phần,');
});

test('a workbook that cannot be written fails its own request only', async () => {
  const files = writer();
  const broken: FileJob = totals({ kind: 'xlsx', at: new Date(Number.NaN) });
  const made = await Promise.allSettled([form, broken, form].map((job) => files.write(job)));
  expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(made[1]).toMatchObject({ reason: { name: 'RangeError' } });
});

test('a thread that dies fails the file it was making, and the next file gets another thread', async () => {
  const files = writer(DYING);
  const jobs = [totals(WORKBOOK), form, totals(WORKBOOK), totals(WORKBOOK)];
  const [before, lost, after, again] = await Promise.allSettled(jobs.map((job) => files.write(job)));
  expect(lost).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('code 3') } });
  expect(thread(after)).not.toBe(thread(before));
  expect(thread(after)).toBeDefined();
  expect(thread(again)).toBe(thread(after));
});

test('what cannot be handed to a thread is refused and the others are made', async () => {
  const files = writer(DYING);
  const of = { ...totalsExport('tasks'), made: (() => '') as unknown as string };
  const made = await Promise.allSettled([
    files.write({ make: 'totals', of, format: WORKBOOK }),
    files.write(totals(WORKBOOK)),
  ]);
  expect(made.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('when too many wait, one more is told to come back and those waiting are made', async () => {
  const files = writer(HELD_UP);
  const gate = new Gate();
  const begun = gate.begun();
  const first = files.write(form);
  await begun;
  const waiting = Array.from({ length: 50 }, () => files.write(form));
  await expect(files.write(form)).rejects.toMatchObject({
    code: 'too_many_requests',
    details: { seconds: expect.any(Number) },
  });
  const made = await lettingGo(gate, [first, ...waiting]);
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(51);
  gate.close();
});

test('a stop refuses the file being made, those waiting and those to come', async () => {
  const files = writer(HELD_UP);
  const gate = new Gate();
  const begun = gate.begun();
  const asked = [files.write(form), files.write(form)];
  await begun;
  const stopped = files.stop();
  asked.push(files.write(form));
  for (const each of await Promise.allSettled(asked)) {
    expect(each).toMatchObject({ status: 'rejected', reason: { code: 'shutting_down' } });
  }
  await stopped;
  await files.stop();
  gate.close();
});

test('a process that had a file made ends by itself', async () => {
  const code = `
    const { FileWriter } = await import('./server/exports/file-writer.ts');
    const { reportExport } = await import('./test/support/exported.ts');
    const job = { make: 'form', form: reportExport('tasks').form, at: new Date(0) };
    const { body } = await new FileWriter().write(job);
    process.stdout.write(Buffer.from(body.subarray(0, 2)));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', code],
    { cwd: ROOT },
  );
  expect(stdout).toBe('PK');
});

test('a thread without work is ended after a while, and the next file gets another', async () => {
  holdTimers();
  const files = writer(DYING);
  const { name } = await files.write(totals(WORKBOOK));
  expect((await files.write(totals(WORKBOOK))).name).toBe(name);
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await files.write(totals(WORKBOOK))).name).not.toBe(name);
});

test('a file not made by its deadline says so, its thread is replaced and the others are made', async () => {
  holdTimers();
  const files = writer(STUCK, { deadlineMs: 7_000 });
  const gate = new Gate();
  const begun = gate.begun();
  const asked = Promise.allSettled([totals(WORKBOOK), form, totals(WORKBOOK)].map((job) => files.write(job)));
  await begun;
  vi.advanceTimersByTime(7_000);
  const [before, late, after] = await asked;
  expect(late).toMatchObject({ reason: { code: 'export_too_slow', details: { seconds: 7 } } });
  expect(thread(before)).toBeDefined();
  expect(thread(after)).toBeDefined();
  expect(thread(after)).not.toBe(thread(before));
  gate.close();
});

test('waiting for the turn is no part of the deadline', async () => {
  holdTimers();
  const files = writer(HELD_UP, { deadlineMs: 1_000 });
  const gate = new Gate();
  const made: Promise<MadeFile>[] = [];
  for (let turn = 0; turn < 3; turn += 1) made.push(files.write(form));
  for (const each of made) {
    while (gate.said.filter((said) => said === 'begun form').length <= made.indexOf(each)) await gate.begun();
    vi.advanceTimersByTime(999);
    gate.letGo();
    await each;
  }
  gate.close();
});

test('a file handed over after its deadline is given to nobody', async () => {
  holdTimers();
  const files = writer(HELD_UP, { deadlineMs: 1_000 });
  const gate = new Gate();
  const begun = gate.begun();
  const asked = Promise.allSettled([files.write(form), files.write(totals(WORKBOOK))]);
  await begun;
  gate.letGoUnseen();
  const next = gate.begun();
  vi.advanceTimersByTime(1_000);
  await next;
  expect(gate.said.at(-1)).toBe('begun totals');
  vi.advanceTimersByTime(1_000);
  const codes = (await asked).map((each) =>
    each.status === 'rejected' ? each.reason.code : each.value.name,
  );
  expect(codes).toEqual(['export_too_slow', 'export_too_slow']);
  gate.close();
});

test('an order whose client has left is not made; one under way is, and so are the others', async () => {
  const files = writer(HELD_UP);
  const gate = new Gate();
  const begun = gate.begun();
  const [left, gone] = [new AbortController(), new AbortController()];
  gone.abort();
  const first = files.write(form, left.signal);
  await begun;
  const asked = [
    files.write(totals(WORKBOOK), left.signal),
    files.write(totals(WORKBOOK), gone.signal),
    files.write(form),
  ];
  left.abort();
  const [second, third, last] = await lettingGo(gate, [...asked, first]);
  for (const each of [second, third]) expect(each).toMatchObject({ reason: { code: 'client_gone' } });
  expect(last?.status).toBe('fulfilled');
  await expect(first).resolves.toMatchObject({ name: expect.any(String) });
  expect(gate.said).not.toContain('begun totals');
  gate.close();
});

test('orders of those who left make room for others', async () => {
  const files = writer(HELD_UP, { orders: 1 });
  const gate = new Gate();
  const begun = gate.begun();
  const first = files.write(form);
  await begun;
  const left = new AbortController();
  const second = files.write(form, left.signal);
  await expect(files.write(form)).rejects.toMatchObject({ code: 'too_many_requests' });
  left.abort();
  await expect(second).rejects.toMatchObject({ code: 'client_gone' });
  const made = await lettingGo(gate, [first, files.write(form)]);
  expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  gate.close();
});

test('what waits is bounded by its size too, and one order larger than the bound still gets its turn', async () => {
  const size = serialize(form).byteLength;
  const files = writer(HELD_UP, { bytes: size * 2 });
  const gate = new Gate();
  const begun = gate.begun();
  const asked = [files.write(form)];
  await begun;
  asked.push(files.write(form), files.write(form));
  await expect(files.write(form)).rejects.toMatchObject({ code: 'too_many_requests' });
  const made = await lettingGo(gate, asked);
  expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);

  const large = reportExport('tasks').form;
  const job: FileJob = {
    make: 'form',
    form: { ...large, remarks: [], reasons: { a: 'x'.repeat(size * 3) } },
    at: MOMENT,
  };
  const alone = await lettingGo(gate, [files.write(form), files.write(job)]);
  expect(alone.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  gate.close();
});
