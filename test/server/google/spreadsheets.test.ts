/** A sheet drawn through the API reads back as the report it was drawn from; only passing refusals are tried again. */
import { google as googleapis, type sheets_v4 } from 'googleapis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Care, type GoogleClients, provideSpreadsheet } from '../../../server/google/spreadsheets.ts';
import type { RawCell, RawWorkbook } from '../../../shared/raw-sheet.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import { METADATA, type SheetPlan } from '../../../shared/sheet-plan.ts';
import { readWorkbook } from '../../../shared/sheet-reader.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { Google, type Workbook } from '../../standin/index.ts';
import { addonDesk, CHOICE } from '../../support/addon-desk.ts';
import { reportExport } from '../../support/exported.ts';
import { validSample } from '../../support/samples/index.ts';

const OWNER = 'kho@so-tinh.example';
let desk: Google;
let sheets: sheets_v4.Sheets;
let waits: number[];
const care: Care = {
  pause: async (ms: number) => void waits.push(ms),
  random: () => 0.5,
  turn: async () => undefined,
};
let clients: GoogleClients;
let keys = 0;
const provided = async (plan: SheetPlan, key = `tinh.${++keys}`): Promise<string> =>
  (await provideSpreadsheet(clients, { plan, key, editors: [] }, care)).id;

beforeAll(async () => {
  desk = await Google.start({ whoIs: (token) => (token === 'token' ? OWNER : undefined) });
  const auth = new googleapis.auth.OAuth2();
  auth.setCredentials({ access_token: 'token' });
  sheets = googleapis.sheets({ version: 'v4', auth, rootUrl: desk.url });
  clients = { sheets, drive: googleapis.drive({ version: 'v3', auth, rootUrl: desk.url }) };
});
afterAll(() => desk?.stop());
beforeEach(() => {
  waits = [];
  desk.faults.length = 0;
  desk.requests.length = 0;
});

const ids = BUILT_IN.map(({ id }) => id);
const planOf = (id: string) => planWorkbook(reportExport(id).form);

async function made(id: string): Promise<Workbook> {
  const file = desk.files.get(await provided(planOf(id)));
  if (file === undefined) throw new Error('no file');
  return file.workbook;
}

/** A day as Sheets counts it, in ISO. */
const dayOf = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);

function rawCell(cell: sheets_v4.Schema$CellData): RawCell {
  const value = cell.effectiveValue ?? cell.userEnteredValue;
  if (value?.stringValue != null) return value.stringValue;
  if (value?.numberValue == null) return value?.boolValue ?? '';
  return cell.userEnteredFormat?.numberFormat?.type === 'DATE'
    ? { date: dayOf(value.numberValue) }
    : value.numberValue;
}

/** The workbook as the Sheets API tells it. */
async function readBack(spreadsheetId: string): Promise<RawWorkbook> {
  const { data } = await sheets.spreadsheets.get({ spreadsheetId, includeGridData: true });
  const tabs = (data.sheets ?? []).map((sheet) => {
    const grid = sheet.data?.[0];
    const section = sheet.developerMetadata?.find(
      ({ metadataKey }) => metadataKey === METADATA.section,
    )?.metadataValue;
    const columnIds = new Map<number, string>();
    for (const [index, column] of (grid?.columnMetadata ?? []).entries()) {
      const id = column.developerMetadata?.find(
        ({ metadataKey }) => metadataKey === METADATA.column,
      )?.metadataValue;
      if (id) columnIds.set(index, id);
    }
    const width = sheet.properties?.gridProperties?.columnCount ?? 0;
    return {
      sheetId: sheet.properties?.sheetId ?? 0,
      name: sheet.properties?.title ?? '',
      ...(section ? { section } : {}),
      columnIds,
      merges: [],
      values: (grid?.rowData ?? []).map(({ values = [] }) =>
        Array.from({ length: width }, (_, index) => rawCell(values[index] ?? {})),
      ),
    };
  });
  return { locale: data.properties?.locale ?? '', tabs };
}

test.each(ids)('the sheet of %s drawn by the API reads back as the same content', async (id) => {
  const { form } = reportExport(id);
  const workbook = await made(id);
  const raw = await readBack(workbook.id);
  expect(raw.locale).toBe('vi_VN');
  const reading = readWorkbook(form.template, form.assigned, raw, {});
  expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(reading.content).toEqual(form.content);
});

test.each(ids)(
  'the sheet of %s takes a look and two requests, has our tabs only, and says whose it is',
  async (id) => {
    const plan = planOf(id);
    const workbook = await made(id);
    expect(desk.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
    const wanted = [...(plan.lists.length > 0 ? ['_danh_muc'] : []), ...plan.tabs.map((tab) => tab.name)];
    expect(workbook.sheets.map((sheet) => sheet.name).sort()).toEqual(wanted.sort());
    const report = workbook.metadata.find(({ key }) => key === METADATA.report);
    expect(JSON.parse(report?.value ?? '')).toEqual(plan.report);
  },
);

/** What a clerk meets on each sheet of ours, whoever drew it: words, grounds, formats, sizes, tints and what is closed. */
const metOn = (workbook: Workbook) =>
  workbook.sheets.map((sheet) => ({
    name: sheet.name,
    size: [sheet.rowCount, sheet.columnCount],
    frozen: [sheet.frozenRows, sheet.frozenColumns],
    widths: sheet.columnLines.map(({ size, hidden }) => [size, hidden]),
    tints: [...sheet.conditional].sort((a, b) => (a.ranges[0]?.column ?? 0) - (b.ranges[0]?.column ?? 0)),
    closed: workbook.protections
      .filter(({ sheetId }) => sheetId === sheet.id)
      .map(({ rect, description, warningOnly }) => ({ rect, description, warningOnly })),
    cells: sheet.cells.map((line) =>
      line.map((cell) => ({
        value: cell?.value ?? null,
        note: cell?.note,
        ground: cell?.style.background ?? '#ffffff',
        // The stand-in's API keeps of a text format only that it is one.
        format: cell?.value == null ? undefined : cell.style.format?.replace(/^" +"@$/, '@'),
      })),
    ),
  }));

test.each(ids)('the sheet of %s is what the add-on would have drawn', async (id) => {
  const { template, assigned, content } = validSample(id);
  const at = addonDesk(template, content, {}, assigned);
  await at.desk.open();
  await at.call('createSheets', { ...CHOICE, template: id });
  const file = desk.files.get(await provided(planWorkbook(at.province.form)));
  if (file === undefined) throw new Error('no file');
  expect(metOn(file.workbook)).toEqual(metOn(at.desk.workbook));
});

test.each([
  [429, undefined],
  [500, undefined],
  [503, undefined],
  [403, 'rateLimitExceeded'],
  [403, 'userRateLimitExceeded'],
])('a refusal %i %s passes by waiting', async (status, reason) => {
  desk.faults.push({ path: /batchUpdate$/, status, ...(reason ? { reason } : {}), times: 2 });
  await made('tasks');
  expect(waits).toEqual([2500, 4500]);
});

test.each([
  [403, 'storageQuotaExceeded'],
  [403, 'insufficientPermissions'],
  [400, 'badRequest'],
])('a refusal %i %s is not tried again', async (status, reason) => {
  desk.faults.push({ path: /^\/drive\/v3\/files$/, method: 'POST', status, reason, times: 9 });
  await expect(made('tasks')).rejects.toThrow();
  expect(waits).toEqual([]);
  expect(desk.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('a refusal that does not pass is given up after six tries, which outlast the minute Google counts', async () => {
  desk.faults.push({ path: /batchUpdate$/, status: 503, times: 99 });
  await expect(made('tasks')).rejects.toThrow();
  expect(waits).toEqual([2500, 4500, 8500, 16_500, 32_500]);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(60_000);
});

test('Google’s own wish to wait longer is followed', async () => {
  desk.faults.push({ path: /batchUpdate$/, status: 429, retryAfter: '30', times: 1 });
  await made('tasks');
  expect(waits).toEqual([30_000]);
});

test('a drawing whose answer was lost is not drawn twice', async () => {
  desk.faults.push({ path: /batchUpdate$/, status: 503, times: 1, afterDoing: true });
  const workbook = await made('targets');
  expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(planOf('targets').tabs.map((tab) => tab.name));
  expect(desk.requests.filter(({ path }) => path.endsWith('batchUpdate'))).toHaveLength(1);
});

test('a file whose making was answered by nobody is found by its key, not made twice', async () => {
  desk.faults.push({ path: /^\/drive\/v3\/files$/, method: 'POST', status: 503, times: 1, afterDoing: true });
  const before = desk.files.size;
  const id = await provided(planOf('tasks'), 'tinh.lost');
  expect(desk.files.size).toBe(before + 1);
  expect(await provided(planOf('tasks'), 'tinh.lost')).toBe(id);
  expect(desk.files.size).toBe(before + 1);
});

test('its people may write in it; an address Google refuses is named and stops nothing', async () => {
  desk.faults.push({ path: /permissions$/, status: 400, reason: 'invalidSharingRequest', times: 1 });
  const editors = ['khong-google@x.vn', 'tu-ky@x.vn'];
  const made = await provideSpreadsheet(
    clients,
    { plan: planOf('tasks'), key: 'tinh.shared', editors },
    care,
  );
  expect(made.unshared).toEqual(['khong-google@x.vn']);
  expect([...(desk.files.get(made.id)?.workbook.editors ?? [])]).toContain('tu-ky@x.vn');
});
