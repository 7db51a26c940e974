/** Makes spreadsheets through the Sheets API, trying again only what Google says may be tried again. */
import type { sheets_v4 } from 'googleapis';
import type { SheetPlan } from '../../shared/sheet-plan.ts';
import { drawRequests } from './draw-requests.ts';

interface Patience {
  /** Waits that many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** 0 ≤ n < 1, spreads the waits. */
  readonly random: () => number;
}

const MOST_TRIES = 6;
const LONGEST_WAIT_MS = 64_000;
/** The only reasons behind a 403 that pass by waiting; storageQuotaExceeded never does. */
const PASSING_REASONS = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);

interface Refusal {
  readonly status: number;
  readonly reasons: readonly string[];
  /** Seconds Google asks to wait. */
  readonly retryAfter: number | undefined;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** The client's headers come from whichever fetch it runs on, so their class cannot be asked for. */
function headerOf(headers: unknown, name: string): unknown {
  const get = member(headers, 'get');
  return typeof get === 'function' ? get.call(headers, name) : member(headers, name);
}

/** What an error of the client says of Google's answer; undefined when there was no answer. */
function refusalOf(error: unknown): Refusal | undefined {
  const response = member(error, 'response');
  const status = member(response, 'status');
  if (typeof status !== 'number') return undefined;
  const errors = member(member(member(response, 'data'), 'error'), 'errors');
  const reasons = Array.isArray(errors) ? errors.map((each) => String(member(each, 'reason'))) : [];
  const seconds = Number(headerOf(member(response, 'headers'), 'retry-after'));
  return { status, reasons, retryAfter: seconds > 0 ? seconds : undefined };
}

function mayPass({ status, reasons }: Refusal): boolean {
  if (status === 429 || status >= 500) return true;
  return status === 403 && reasons.some((reason) => PASSING_REASONS.has(reason));
}

/** min(2^n s + random, 64 s), or longer if Google says so. */
function waitOf(refusal: Refusal, attempt: number, random: () => number): number {
  const own = Math.min(2 ** attempt * 1000 + random() * 1000, LONGEST_WAIT_MS);
  return Math.max(own, Math.min((refusal.retryAfter ?? 0) * 1000, LONGEST_WAIT_MS));
}

/** Runs a call up to six times. The client itself never repeats a POST, so this is the only place that does. */
async function patiently<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined || attempt + 1 >= MOST_TRIES || !mayPass(refusal)) throw error;
      await patience.pause(waitOf(refusal, attempt, patience.random));
    }
  }
}

/** batchUpdate is all or nothing, but its answer may be lost after the work was done: then the tabs are there. */
async function isDrawn(sheets: sheets_v4.Sheets, spreadsheetId: string, plan: SheetPlan): Promise<boolean> {
  const { data } = await sheets.spreadsheets.get({ spreadsheetId, fields: 'sheets.properties.title' });
  const titles = new Set(data.sheets?.map((sheet) => sheet.properties?.title));
  return plan.tabs.every((tab) => titles.has(tab.name));
}

/**
 * Makes a new spreadsheet and draws the plan in it. Returns its id.
 * A lost answer to the making may leave an empty file behind; never one half drawn.
 */
export async function createSpreadsheet(
  sheets: sheets_v4.Sheets,
  plan: SheetPlan,
  patience: Patience,
): Promise<string> {
  const properties = { title: plan.title, locale: plan.locale, timeZone: plan.timeZone };
  const { data } = await patiently(patience, () =>
    sheets.spreadsheets.create({ requestBody: { properties }, fields: 'spreadsheetId' }),
  );
  const spreadsheetId = data.spreadsheetId;
  if (!spreadsheetId) throw new Error('Google answered without a spreadsheet id');
  let tried = false;
  await patiently(patience, async () => {
    if (tried && (await isDrawn(sheets, spreadsheetId, plan))) return;
    tried = true;
    const requestBody = { requests: drawRequests(plan) };
    await sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody, fields: 'spreadsheetId' });
  });
  return spreadsheetId;
}
