/** Provides the spreadsheet of a report: found by its key or made in Drive, drawn in one request, opened to its people. Each step may be done again. */
import type { drive_v3, sheets_v4 } from 'googleapis';
import type { SheetPlan } from '../../shared/sheet-plan.ts';
import { drawRequests } from './draw-requests.ts';
import { GoogleRefused, type Patience, patiently } from './patience.ts';

export interface GoogleClients {
  readonly sheets: sheets_v4.Sheets;
  readonly drive: drive_v3.Drive;
}

export interface WantedSheet {
  readonly plan: SheetPlan;
  /** What the file is found by again, whoever made it: at most 100 characters. */
  readonly key: string;
  /** A folder of Drive, also of a shared drive; the account's own when absent. */
  readonly folder?: string;
  /** Addresses of the people who fill it. */
  readonly editors: readonly string[];
}

export interface ProvidedSheet {
  readonly id: string;
  /** Addresses Google would not open the file to. */
  readonly unshared: readonly string[];
}

export interface Care extends Patience {
  /** Waits for its turn to write. */
  readonly turn: () => Promise<void>;
}

const KEY = 'soTinhReport';
const SPREADSHEET = 'application/vnd.google-apps.spreadsheet';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

async function findByKey(drive: drive_v3.Drive, key: string): Promise<string | undefined> {
  const { data } = await drive.files.list({
    q: `appProperties has { key='${KEY}' and value=${quoted(key)} } and trashed = false`,
    orderBy: 'createdTime',
    pageSize: 1,
    fields: 'files(id)',
    supportsAllDrives: true,
    includeItemsFromAllDrives: true,
  });
  return data.files?.[0]?.id ?? undefined;
}

/** Making a file twice makes two, so before each try the one of an earlier try is looked for. */
const findOrMake = (
  { drive }: GoogleClients,
  { key, plan, folder }: WantedSheet,
  care: Care,
): Promise<{ readonly id: string; readonly isNew: boolean }> =>
  patiently(care, async () => {
    const found = await findByKey(drive, key);
    if (found !== undefined) return { id: found, isNew: false };
    const { data } = await drive.files.create({
      requestBody: {
        name: plan.title,
        mimeType: SPREADSHEET,
        appProperties: { [KEY]: key },
        ...(folder === undefined ? {} : { parents: [folder] }),
      },
      fields: 'id',
      supportsAllDrives: true,
    });
    if (!data.id) throw new Error('Google answered without a file id');
    return { id: data.id, isNew: true };
  });

/** batchUpdate is all or nothing, but its answer may be lost after the work was done: then the tabs are there. */
async function isDrawn({ sheets }: GoogleClients, spreadsheetId: string, plan: SheetPlan): Promise<boolean> {
  const { data } = await sheets.spreadsheets.get({ spreadsheetId, fields: 'sheets.properties.title' });
  const titles = new Set(data.sheets?.map((sheet) => sheet.properties?.title));
  return plan.tabs.every((tab) => titles.has(tab.name));
}

async function draw(
  google: GoogleClients,
  spreadsheetId: string,
  plan: SheetPlan,
  care: Care,
  isNew: boolean,
): Promise<void> {
  let tried = !isNew;
  await patiently(care, async () => {
    if (tried && (await isDrawn(google, spreadsheetId, plan))) return;
    tried = true;
    await care.turn();
    const requestBody = { requests: drawRequests(plan) };
    await google.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody, fields: 'spreadsheetId' });
  });
}

/** Opening a file to somebody who has it open already changes nothing. False where Google will not. */
async function share({ drive }: GoogleClients, fileId: string, email: string, care: Care): Promise<boolean> {
  try {
    await patiently(care, () =>
      drive.permissions.create({
        fileId,
        requestBody: { type: 'user', role: 'writer', emailAddress: email },
        sendNotificationEmail: false,
        supportsAllDrives: true,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof GoogleRefused && (error.status === 400 || error.status === 403)) return false;
    throw error;
  }
}

/** The spreadsheet of this key, drawn and open to its people: made where there is none, finished where it was left half-way. */
export async function provideSpreadsheet(
  google: GoogleClients,
  wanted: WantedSheet,
  care: Care,
): Promise<ProvidedSheet> {
  const { id, isNew } = await findOrMake(google, wanted, care);
  await draw(google, id, wanted.plan, care, isNew);
  const unshared: string[] = [];
  for (const email of wanted.editors) if (!(await share(google, id, email, care))) unshared.push(email);
  return { id, unshared };
}
