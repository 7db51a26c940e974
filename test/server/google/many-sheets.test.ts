/** Hundreds of files: exactly one for each report, whatever Google answers and whenever the run is ended; as fast as Google's quota lets it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { paced } from '../../../server/google/patience.ts';
import { type GoogleClients, provideSpreadsheet } from '../../../server/google/spreadsheets.ts';
import { type MadeSheets, makeSheets } from '../../../server/usecases/make-sheet.ts';
import { Google } from '../../standin/index.ts';
import { START } from '../../support/app.ts';
import { runScript } from '../../support/child.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { googleClients } from '../../support/google-clients.ts';
import { makeProvince } from '../../support/make.ts';
import { chance } from '../../support/random.ts';

const OWNER = 'kho@so-tinh.example';
const PER_MINUTE = 60;
const OFFICES = Array.from({ length: 399 }, (_, no) => `x${no}`);
const TINY_REPORTS = { template: 'tiny', period: '2022-q1' };

let db: TestDatabase;
let desk: Google;
let clients: GoogleClients;
let now = 0;
const waiting = {
  now: () => now,
  pause: async (ms: number) => {
    now += ms;
  },
};

beforeAll(async () => {
  db = await testDatabase();
  const offices = Object.fromEntries(OFFICES.map((unit) => [unit, 'p']));
  await makeProvince(db.db, () => START, { offices });
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.db.system`UPDATE report SET spreadsheet_id = NULL`;
  now = 0;
});

async function openDesk(quota?: { perMinute: number; now: () => number }): Promise<void> {
  desk = await Google.start({
    whoIs: (token) => (token === 'token' ? OWNER : undefined),
    ...(quota === undefined ? {} : { quota }),
  });
  clients = googleClients(desk.url);
}

const run = (perMinute: number): Promise<MadeSheets | undefined> => {
  const care = { ...waiting, random: () => 0.5, turn: paced(perMinute, waiting) };
  return makeSheets(
    { db: db.db, clock: () => START, provide: (wanted) => provideSpreadsheet(clients, wanted, care) },
    TINY_REPORTS,
  );
};

/** Each report has a file of its own, drawn, open to its clerk, and there is no other file. */
async function expectOneEach(): Promise<void> {
  const reports = await db.db.system<{ unit: string; file: string | null }[]>`
    SELECT unit_id AS unit, spreadsheet_id AS file FROM report`;
  expect(reports).toHaveLength(400);
  expect(new Set(reports.map(({ file }) => file))).toEqual(new Set(desk.files.keys()));
  expect(desk.files.size).toBe(400);
  const wrong = reports.filter(({ unit, file }) => {
    const workbook = desk.files.get(file ?? '')?.workbook;
    const drawn = workbook?.sheets.some(({ name }) => name === 'Chính') === true;
    return (
      !drawn ||
      !workbook?.name.includes(`Đơn vị ${unit}`) ||
      !workbook.editors.has(`clerk.${unit}@tinh.gov.vn`)
    );
  });
  expect(wrong).toEqual([]);
}

test('400 files are made within the quota in no more time than the quota takes, one each, while Google is slow, busy and forgetful', async () => {
  await openDesk({ perMinute: PER_MINUTE, now: waiting.now });
  desk.faults.push(
    { path: /files$/, method: 'POST', status: 503, afterDoing: true, times: 5 },
    { path: /batchUpdate$/, status: 503, afterDoing: true, times: 5 },
    { path: /permissions$/, status: 500, times: 3 },
  );
  const made = await run(PER_MINUTE);
  expect(made).toMatchObject({ wanted: 400, made: 400, failed: [], unshared: [], isFull: false });
  await expectOneEach();
  const leastMs = (400 / PER_MINUTE - 1) * 60_000;
  expect(now).toBeLessThanOrEqual(leastMs * 1.2);
  expect(await run(PER_MINUTE)).toMatchObject({ wanted: 0, made: 0 });
  await desk.stop();
});

test('who writes faster than Google allows waits as long as it says, and still makes one each', async () => {
  await openDesk({ perMinute: 200, now: waiting.now });
  expect(await run(10_000)).toMatchObject({ made: 400, failed: [] });
  expect(desk.requests.some(({ status }) => status === 429)).toBe(true);
  await expectOneEach();
  await desk.stop();
});

test('a full Drive is not asked again and again, what was made is kept, and the rest is made once there is room', async () => {
  await openDesk();
  desk.faults.push({ path: /files$/, method: 'POST', status: 403, reason: 'storageQuotaExceeded', times: 4 });
  const full = await run(10_000);
  expect(full).toMatchObject({ isFull: true });
  expect(full?.failed.length).toBeLessThanOrEqual(4);
  expect(
    desk.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/files')).length,
  ).toBe(4);
  desk.faults.length = 0;
  expect(await run(10_000)).toMatchObject({ failed: [], isFull: false });
  await expectOneEach();
  await desk.stop();
});

test('ended at any moment and run again, each report has one file; two runs at once are one', async () => {
  await openDesk();
  const by = chance('kills while making sheets');
  const start = () => runScript('test/support/sheet-maker.ts', [db.url, desk.url, START.toISOString()]);
  const reach = (requests: number) =>
    expect
      .poll(() => desk.requests.length, { timeout: 40_000, interval: 5 })
      .toBeGreaterThanOrEqual(requests);
  for (let strike = 0; strike < 4; strike++) {
    const until = desk.requests.length + by.integer(20, 200);
    const child = start();
    await reach(until);
    child.kill('SIGKILL');
    await child.ended;
  }
  const first = start();
  await reach(desk.requests.length + 20);
  // However long the second takes to start, the first is still at it.
  first.kill('SIGSTOP');
  const second = start();
  expect(await second.line(() => true)).toBe('"another run"');
  first.kill('SIGCONT');
  expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
  await expectOneEach();
  await desk.stop();
});
