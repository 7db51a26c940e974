/** The real application over HTTP, on a database of its own, with a local issuer of identity tokens and a clock the test holds. */
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { WorkbookReader } from '../../server/excel/workbook-reader.ts';
import { FileWriter } from '../../server/exports/file-writer.ts';
import { createVerifier } from '../../server/http/auth.ts';
import { createLog, type Logger } from '../../server/http/log.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { createSignIn } from '../../server/http/sign-in.ts';
import type { Fetcher } from '../../server/service.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import type { PushRequest, ReportForm } from '../../shared/wire.ts';
import { type Claims, Issuer } from '../standin/issuer.ts';
import { POOL, type TestDatabase, testDatabase } from './database.ts';
import { type Listening, listening } from './listening.ts';

export interface Reply<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON. */
  readonly body: T;
}

export interface TestApp extends TestDatabase {
  readonly issuer: Issuer;
  readonly config: ReturnType<typeof readConfig>;
  /** The lines of the log as they are written: level, and all else. */
  readonly logged: { level: string; fields: object }[];
  /** The moment it is for the server; also what new tokens are dated by. */
  now: Date;
  /** Lets so many milliseconds pass for what servers hold for a while; none pass otherwise. */
  elapse(ms: number): void;
  /** Another server on the same database, with a pool of its own as another process has; stopped with this one. */
  another(): Listening;
  readonly app: Listening;
  /** A token of a person of `makeProvince`. */
  token(person: string, province?: string, claims?: Partial<Claims>): string;
  get<T = Record<string, unknown>>(
    path: string,
    person?: string | null,
    headers?: Record<string, string>,
  ): Promise<Reply<T>>;
  post<T = Record<string, unknown>>(path: string, body: unknown, options?: PostOptions): Promise<Reply<T>>;
  stop(): Promise<void>;
}

export interface PostOptions {
  readonly as?: string | null;
  readonly key?: string;
  readonly headers?: Record<string, string>;
  /** Sent instead of the JSON of the body. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly through?: Listening;
}

export const START = new Date('2022-04-01T02:00:00.000Z');

/** The service's own log, at its most talkative. */
function logInto(logged: TestApp['logged']): Logger {
  return createLog('trace', {
    write: (line) => {
      const { level, ...fields } = JSON.parse(line) as { level: string };
      logged.push({ level, fields });
    },
  });
}

async function call<T>(through: Listening, path: string, init: RequestInit): Promise<Reply<T>> {
  const response = await through.request(path, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : {}) as T,
  };
}

/** The first server on the database's own pool, others on pools of theirs; `stop` ends them all and what they were given. */
function serversOn(
  database: TestDatabase,
  files: FileWriter,
  appOn: (db: Database, files: FileWriter) => Fetcher,
): Pick<TestApp, 'app' | 'another' | 'stop'> {
  const app = listening(appOn(database.db, files));
  // What waits for a file is answered before its server is closed, as in the service.
  const stops = [() => files.stop(), app.close];
  const another = () => {
    const db = openDatabase(database.url, POOL);
    const writer = new FileWriter();
    const other = listening(appOn(db, writer));
    stops.push(() => writer.stop(), other.close, db.close);
    return other;
  };
  return {
    app,
    another,
    stop: async () => {
      for (const end of stops) await end();
    },
  };
}

const tokenOf =
  (issuer: Issuer): TestApp['token'] =>
  (person, province = 'tinh', claims = {}) =>
    issuer.token({
      sub: `sub-${province}-${person}`,
      email: `${person}@${province}.gov.vn`,
      hd: `${province}.gov.vn`,
      ...claims,
    });

/** Default person of calls: the clerk of office `x1`; null calls without a token. */
function callsTo(app: Listening, token: TestApp['token']): Pick<TestApp, 'get' | 'post'> {
  const signed = (person: string | null): Record<string, string> =>
    person === null
      ? {}
      : { authorization: `Bearer ${person.includes('.ey') || person.length > 200 ? person : token(person)}` };
  return {
    get: (path, person = 'clerk.x1', headers = {}) =>
      call(app, path, { headers: { ...signed(person), ...headers } }),
    post: (path, body, { as = 'clerk.x1', key, headers = {}, raw, through = app } = {}) =>
      call(through, path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...signed(as),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...headers,
        },
        body: raw ?? JSON.stringify(body),
      }),
  };
}

/** `env`: settings beside those of the test; `files`: what makes downloads; `reader`: what reads workbooks sent back. Both are stopped with the application. */
export async function testApp(
  files = new FileWriter(),
  reader = new WorkbookReader(),
  env: Readonly<Record<string, string>> = {},
): Promise<TestApp> {
  const database = await testDatabase();
  const state = { now: START, elapsed: 0 };
  const clock = () => state.now;
  const issuer = await Issuer.start({ clock: () => state.now.getTime() });
  const config = readConfig({
    IDENTITY_ISSUERS: issuer.url,
    IDENTITY_AUDIENCES: issuer.audience,
    IDENTITY_JWKS_URL: issuer.jwksUrl,
    ...env,
  });
  const logged: TestApp['logged'] = [];
  let serial = 0;
  const { app, another, stop } = serversOn(database, files, (db, writer) =>
    createApp({
      db,
      files: writer,
      reader,
      config,
      clock,
      newId: () => `test-request-${++serial}`,
      verifyToken: createVerifier(config.identity, clock),
      signIn: config.signIn && createSignIn(config.signIn, config.identity.domains, clock),
      log: logInto(logged),
      monotonic: () => state.elapsed,
      metrics: createMetrics(),
    }),
  );
  const token = tokenOf(issuer);
  return {
    ...database,
    ...callsTo(app, token),
    issuer,
    config,
    logged,
    elapse: (ms) => {
      state.elapsed += ms;
    },
    another,
    app,
    token,
    get now() {
      return state.now;
    },
    set now(moment: Date) {
      state.now = moment;
    },
    stop: async () => {
      reader.stop();
      await stop();
      await issuer.stop();
      await database.drop();
    },
  };
}

let keys = 0;
/** A key nobody used in this run. */
export const newKey = (): string => `test-key-${String(++keys).padStart(8, '0')}`;

/** A submission of the tiny form on top of `base`. */
export function tinyPush(
  content: PushRequest['content'],
  base = 0,
  more: Partial<PushRequest> = {},
): Partial<PushRequest> {
  return { protocol: 1, templateVersion: 1, baseRevision: base, mode: 'submit', content, ...more };
}

export const tinyPath = (unit: string, rest = ''): string => `/api/reports/${unit}/tiny/2022-q1${rest}`;

export const formOf = async (app: TestApp, unit: string, as?: string): Promise<ReportForm> =>
  (await app.get<ReportForm>(tinyPath(unit), as ?? `clerk.${unit}`)).body;
