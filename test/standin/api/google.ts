/** Owns the Sheets v4 and Drive v3 servers on loopback: files, who may open them, quotas one can switch on, and honest refusals. */

import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { GoogleError } from '../model/google-error.ts';
import { Workbook } from '../model/workbook.ts';
import { ApiError, bad, notInStandIn } from './api-error.ts';
import { batchUpdate, localeOf } from './batch-update.ts';
import { type Body, complaints } from './contract.ts';
import { spreadsheetData } from './grid.ts';
import { masked } from './mask.ts';
import { areaAt, readValues, writeValues } from './values.ts';

/** A prepared failure: how many of the next matching requests fail, and whether the work is done all the same. */
export interface Fault {
  readonly path: RegExp;
  /** Any when absent. */
  readonly method?: string;
  readonly status: number;
  readonly reason?: string;
  readonly retryAfter?: string;
  /** True: the change is made, only the answer is lost. */
  readonly afterDoing?: boolean;
  times: number;
}

interface DriveFile {
  readonly workbook: Workbook;
  readonly parents: readonly string[];
  readonly appProperties: Readonly<Record<string, string>>;
}

export interface GoogleOptions {
  /** The account behind a bearer token; undefined = 401. */
  readonly whoIs: (accessToken: string) => string | undefined;
  readonly port?: number;
  /** Writes to spreadsheets each account may make in any minute, by this clock: https://developers.google.com/sheets/api/limits. */
  readonly quota?: { readonly perMinute: number; readonly now: () => number };
}

export class Google {
  readonly files = new Map<string, DriveFile>();
  readonly faults: Fault[] = [];
  /** Method and path of every request, with its status. */
  readonly requests: { method: string; path: string; status: number }[] = [];
  private readonly options: GoogleOptions;
  private server: ServerType | undefined;
  private made = 0;
  private readonly writes = new Map<string, number[]>();

  constructor(options: GoogleOptions) {
    this.options = options;
  }

  static async start(options: GoogleOptions): Promise<Google> {
    const google = new Google(options);
    await new Promise<void>((resolve) => {
      google.server = serve(
        { fetch: google.app().fetch, hostname: '127.0.0.1', port: options.port ?? 0 },
        () => resolve(),
      );
    });
    return google;
  }

  /** To be given to googleapis as `rootUrl`. */
  get url(): string {
    const address = this.server?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error('Google is not started');
    return `http://127.0.0.1:${address.port}/`;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  add(
    workbook: Workbook,
    parents: readonly string[] = [],
    appProperties: Readonly<Record<string, string>> = {},
  ): void {
    this.files.set(workbook.id, { workbook, parents, appProperties });
  }

  app(): Hono {
    const app = new Hono();
    app.use(async (c, next) => {
      const fault = this.faults.find(
        ({ times, path, method = c.req.method }) =>
          times > 0 && method === c.req.method && path.test(c.req.path),
      );
      if (fault) fault.times -= 1;
      if (!fault || fault.afterDoing) await next();
      if (fault) {
        const refusal = new ApiError(fault.status, 'prepared failure', fault.reason).body();
        const retry = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
        c.res = undefined;
        c.res = Response.json(refusal, { status: fault.status, headers: retry });
      }
      this.requests.push({ method: c.req.method, path: c.req.path, status: c.res.status });
    });
    app.post('/v4/spreadsheets', (c) => this.answer(c, () => this.create(c)));
    app.get('/v4/spreadsheets/:id', (c) => this.answer(c, () => this.get(c)));
    app.post('/v4/spreadsheets/:call{[^/]+:batchUpdate}', (c) => this.answer(c, () => this.update(c)));
    app.get('/v4/spreadsheets/:id/values:batchGet', (c) => this.answer(c, () => this.batchGet(c)));
    app.post('/v4/spreadsheets/:id/values:batchUpdate', (c) => this.answer(c, () => this.batchWrite(c)));
    app.get('/v4/spreadsheets/:id/values/:range', (c) => this.answer(c, () => this.getValues(c)));
    app.put('/v4/spreadsheets/:id/values/:range', (c) => this.answer(c, () => this.putValues(c)));
    app.post('/drive/v3/files', (c) => this.answer(c, () => this.make(c)));
    app.post('/drive/v3/files/:id/copy', (c) => this.answer(c, () => this.copy(c)));
    app.post('/drive/v3/files/:id/permissions', (c) => this.answer(c, () => this.permit(c)));
    app.get('/drive/v3/files', (c) => this.answer(c, () => this.list(c)));
    app.all('*', (c) => this.answer(c, () => Promise.reject(notInStandIn(`${c.req.method} ${c.req.path}`))));
    return app;
  }

  private async answer(c: Context, work: () => Promise<object>): Promise<Response> {
    try {
      return c.json(masked(await work(), c.req.query('fields')) as object);
    } catch (error) {
      const refusal =
        error instanceof ApiError
          ? error
          : error instanceof GoogleError
            ? new ApiError(
                error.key === 'protectedCell' || error.key === 'readOnly' ? 403 : 400,
                error.message,
              )
            : undefined;
      if (!refusal) throw error;
      return c.json(refusal.body(), refusal.code as 400);
    }
  }

  private who(c: Context): string {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const who = token === undefined ? undefined : this.options.whoIs(token);
    if (who === undefined) throw new ApiError(401, 'Request had invalid authentication credentials.');
    return who;
  }

  private file(c: Context, id = c.req.param('id') ?? ''): { file: DriveFile; who: string } {
    const who = this.who(c);
    const file = this.files.get(id);
    if (!file) throw new ApiError(404, 'Requested entity was not found.');
    if (!file.workbook.canOpen(who)) throw new ApiError(403, 'The caller does not have permission');
    return { file, who };
  }

  private async body<T>(c: Context, contract: Body): Promise<T> {
    const value: unknown = await c.req.json().catch(() => {
      throw bad('Invalid JSON payload received.');
    });
    const found = complaints(contract, value);
    if (found.length > 0) throw bad(`Invalid JSON payload received. ${found.join('; ')}`);
    return value as T;
  }

  private newWorkbook(options: {
    name: string;
    owner: string;
    timeZone?: string;
    locale?: string;
  }): Workbook {
    this.made += 1;
    return new Workbook({
      id: `file-${this.made}`,
      name: options.name,
      owner: options.owner,
      locale: localeOf(options.locale ?? 'en_US'),
      timeZone: options.timeZone ?? 'Etc/GMT',
    });
  }

  private async create(c: Context): Promise<object> {
    const who = this.who(c);
    const given = await this.body<gapi.client.sheets.Spreadsheet>(c, 'Spreadsheet');
    const { title = 'Untitled spreadsheet', locale, timeZone } = given.properties ?? {};
    const workbook = this.newWorkbook({
      name: title,
      owner: who,
      ...(locale === undefined ? {} : { locale }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    const sheets = given.sheets ?? [];
    const unknown = [...Object.keys(given), ...sheets.flatMap((sheet) => Object.keys(sheet))].filter(
      (key) => !['properties', 'sheets'].includes(key),
    );
    if (unknown.length > 0) throw notInStandIn(`spreadsheets.create with ${unknown.join(', ')}`);
    if (sheets.length > 0) {
      const [first] = workbook.sheets;
      batchUpdate(
        workbook,
        who,
        sheets.map((sheet) => ({ addSheet: { properties: sheet.properties ?? {} } })),
      );
      if (first) workbook.removeSheet(first);
    }
    this.add(workbook);
    return spreadsheetData(workbook, () => []);
  }

  private async get(c: Context): Promise<object> {
    const { workbook } = this.file(c).file;
    const ranges = (c.req.queries('ranges') ?? []).map((text) => areaAt(workbook, text));
    const grid = c.req.query('includeGridData') === 'true' || c.req.query('fields')?.includes('data');
    return spreadsheetData(workbook, (sheet) => {
      const own = ranges.filter((each) => each.sheet === sheet).map((each) => each.rect);
      if (ranges.length > 0 && own.length === 0) return undefined;
      if (!grid) return [];
      return ranges.length > 0 ? own : [sheet.all];
    });
  }

  private spend(who: string): void {
    const { quota } = this.options;
    if (quota === undefined) return;
    const now = quota.now();
    const recent = (this.writes.get(who) ?? []).filter((at) => at > now - 60_000);
    if (recent.length >= quota.perMinute)
      throw new ApiError(429, 'Quota exceeded for quota metric Write requests', 'rateLimitExceeded');
    this.writes.set(who, [...recent, now]);
  }

  private async update(c: Context): Promise<object> {
    this.spend(this.who(c));
    const { file, who } = this.file(c, (c.req.param('call') ?? '').replace(/:batchUpdate$/, ''));
    const { requests = [], ...rest } = await this.body<gapi.client.sheets.BatchUpdateSpreadsheetRequest>(
      c,
      'BatchUpdateSpreadsheetRequest',
    );
    if (Object.keys(rest).length > 0) throw notInStandIn(`batchUpdate with ${Object.keys(rest).join(', ')}`);
    if (requests.length === 0) throw bad('Must specify at least one request.');
    return { spreadsheetId: file.workbook.id, replies: batchUpdate(file.workbook, who, requests) };
  }

  private async getValues(c: Context): Promise<object> {
    const { workbook } = this.file(c).file;
    return readValues(workbook, decodeURIComponent(c.req.param('range') ?? ''), this.reading(c));
  }

  private reading(c: Context): { render: string | undefined; dates: string | undefined } {
    return { render: c.req.query('valueRenderOption'), dates: c.req.query('dateTimeRenderOption') };
  }

  private async batchGet(c: Context): Promise<object> {
    const { workbook } = this.file(c).file;
    const ranges = c.req.queries('ranges') ?? [];
    return {
      spreadsheetId: workbook.id,
      valueRanges: ranges.map((range) => readValues(workbook, range, this.reading(c))),
    };
  }

  private async putValues(c: Context): Promise<object> {
    const { file, who } = this.file(c);
    const given = await this.body<gapi.client.sheets.ValueRange>(c, 'ValueRange');
    const range = decodeURIComponent(c.req.param('range') ?? '');
    const [done] = writeValues(file.workbook, who, [{ ...given, range }], c.req.query('valueInputOption'));
    return done ?? {};
  }

  private async batchWrite(c: Context): Promise<object> {
    const { file, who } = this.file(c);
    const { data = [], valueInputOption } = await this.body<gapi.client.sheets.BatchUpdateValuesRequest>(
      c,
      'BatchUpdateValuesRequest',
    );
    const responses = writeValues(file.workbook, who, data, valueInputOption);
    return { spreadsheetId: file.workbook.id, responses };
  }

  private async make(c: Context): Promise<object> {
    const who = this.who(c);
    const given = (await c.req.json()) as {
      name?: string;
      mimeType?: string;
      parents?: string[];
      appProperties?: Record<string, string>;
    };
    if (given.mimeType !== 'application/vnd.google-apps.spreadsheet')
      throw notInStandIn(`files.create of ${given.mimeType ?? 'no type'}`);
    for (const [key, value] of Object.entries(given.appProperties ?? {}))
      if (Buffer.byteLength(key + value) > 124) throw bad('A property is limited to 124 bytes.');
    const made = this.newWorkbook({ name: given.name ?? 'Untitled', owner: who });
    this.add(made, given.parents ?? [], given.appProperties ?? {});
    return { kind: 'drive#file', id: made.id, name: made.name, mimeType: given.mimeType };
  }

  /** What a copy keeps beyond cells is not documented: here sheets with looks and rules, and no protections or people (guess M12). */
  private async copy(c: Context): Promise<object> {
    const { file, who } = this.file(c);
    const given = (await c.req.json().catch(() => ({}))) as {
      name?: string;
      parents?: string[];
      appProperties?: Record<string, string>;
    };
    const from = file.workbook;
    const made = this.newWorkbook({
      name: given.name ?? from.name,
      owner: who,
      locale: from.locale,
      timeZone: from.timeZone,
    });
    made.sheets = from.sheets.map((sheet) =>
      sheet.copy(sheet.id, sheet.name, (entry) => ({ ...entry, id: made.newId() })),
    );
    made.metadata = from.metadata.map((entry) => ({ ...entry, id: made.newId() }));
    this.add(made, given.parents ?? [], given.appProperties ?? {});
    return {
      kind: 'drive#file',
      id: made.id,
      name: made.name,
      mimeType: 'application/vnd.google-apps.spreadsheet',
    };
  }

  private async permit(c: Context): Promise<object> {
    const { file, who } = this.file(c);
    if (!file.workbook.canEdit(who))
      throw new ApiError(403, 'Insufficient permissions for the specified file.');
    const given = (await c.req.json()) as { role?: string; type?: string; emailAddress?: string };
    if (given.type !== 'user' || !given.emailAddress)
      throw notInStandIn(`permission of type ${given.type ?? ''}`);
    if (given.role === 'writer') file.workbook.editors.add(given.emailAddress);
    else if (given.role === 'reader') file.workbook.viewers.add(given.emailAddress);
    else throw notInStandIn(`permission role ${given.role ?? ''}`);
    return { kind: 'drive#permission', id: given.emailAddress, type: 'user', role: given.role };
  }

  /** Only the query a careful provisioner asks before repeating a copy: files with one of our properties. */
  private async list(c: Context): Promise<object> {
    const who = this.who(c);
    const query =
      /^appProperties has \{ ?key='([^']+)' and value='([^']+)' ?\}(?: and trashed = false)?$/.exec(
        c.req.query('q') ?? '',
      );
    if (!query) throw notInStandIn(`files.list q=${c.req.query('q') ?? ''}`);
    const [, key = '', value = ''] = query;
    const found = [...this.files.values()].filter(
      ({ workbook, appProperties }) => workbook.canOpen(who) && appProperties[key] === value,
    );
    return {
      files: found.map(({ workbook }) => ({ kind: 'drive#file', id: workbook.id, name: workbook.name })),
    };
  }
}
