/** The real service for the demonstration: embedded PostgreSQL, HTTP, and a local issuer of identity tokens, on the demonstration's day. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createApp } from '../../server/app.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { createVerifier } from '../../server/http/auth.ts';
import { createLog } from '../../server/http/log.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { createSignIn, RETURN_PATH } from '../../server/http/sign-in.ts';
import { type Service, startService } from '../../server/service.ts';
import { Issuer } from '../standin/index.ts';
import { signInIssuer } from '../support/sign-in-issuer.ts';
import { ROOT } from '../support/sources.ts';
import { XLSX_TYPE } from '../support/workbook-file.ts';
import { A_YEAR_BEFORE, DOMAIN, emailOf, PROVINCES, reviewerOf } from './import-files.ts';

/** The articles speak of 2015 to March 2022; the demonstration plays three days before the due date. */
export const DEMO_DAY = '2022-04-12';

/** Who may sign in on the pages: those who answer for a province, and one clerk. */
const PAGE_PEOPLE = [...PROVINCES.map(reviewerOf), emailOf(A_YEAR_BEFORE.unit)];

/** From now to ten in the morning of a day in Việt Nam, in milliseconds. */
const shiftTo = (day: string): number => Date.now() - Date.parse(`${day}T03:00:00Z`);

export interface DemoService {
  readonly url: string;
  readonly now: () => Date;
  /** From here on it is that day for everybody; ISO date. */
  turnTo(day: string): void;
  token(email: string): string;
  /** GET as a person; throws with the problem's own words when refused. */
  get<T>(email: string, path: string): Promise<T>;
  /** A file as a person downloads it. */
  download(email: string, path: string): Promise<string>;
  bytes(email: string, path: string): Promise<Uint8Array<ArrayBuffer>>;
  post<T>(email: string, path: string, body: unknown): Promise<T>;
  /** Sends an .xlsx file. */
  file<T>(email: string, path: string, file: Uint8Array<ArrayBuffer>): Promise<T>;
  /** `npm run admin -- …`, as an administrator runs it, beside the running service; what it prints. */
  admin(...args: readonly string[]): Promise<string>;
  importFolder(folder: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startDemoService(dataDir: string): Promise<DemoService> {
  let shift = shiftTo(DEMO_DAY);
  const now = () => new Date(Date.now() - shift);
  const issuer = await Issuer.start({ clock: () => now().getTime() });
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const provider = await signInIssuer([`${publicUrl}${RETURN_PATH}`]);
  provider.who = PAGE_PEOPLE.map((email) => ({ sub: `sub-${email}`, email, hd: DOMAIN }));
  const environment = {
    SO_TINH_DATA: dataDir,
    PORT: `${port}`,
    PUBLIC_URL: publicUrl,
    SIGN_IN_ISSUER: provider.url,
    SIGN_IN_CLIENT_ID: provider.clientId,
    SIGN_IN_CLIENT_SECRET: provider.clientSecret,
    LOG_LEVEL: 'error',
    IDENTITY_ISSUERS: issuer.url,
    IDENTITY_AUDIENCES: issuer.audience,
    IDENTITY_JWKS_URL: issuer.jwksUrl,
  };
  const config = readConfig(environment);
  const service = await start(config, now);
  const token = (email: string) =>
    issuer.token({ sub: `sub-${email}`, email, ...(email.endsWith(`@${DOMAIN}`) ? { hd: DOMAIN } : {}) });
  const ask = async (email: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const reply = await fetch(`${service.url}${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token(email)}` },
    });
    if (reply.ok) return reply;
    const { title = '', detail = '' } = (await reply.json()) as { title?: string; detail?: string };
    throw new Error(`${path}: ${reply.status} ${title} ${detail}`);
  };
  const read = async <T>(reply: Promise<Response>): Promise<T> => (await (await reply).json()) as T;
  return {
    url: service.url,
    now,
    turnTo: (day) => {
      shift = shiftTo(day);
    },
    token,
    get: (email, path) => read(ask(email, path)),
    download: async (email, path) => (await ask(email, path)).text(),
    bytes: async (email, path) => new Uint8Array(await (await ask(email, path)).arrayBuffer()),
    post: (email, path, body) =>
      read(
        ask(email, path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          body: JSON.stringify(body),
        }),
      ),
    file: (email, path, body) =>
      read(
        ask(email, path, {
          method: 'POST',
          headers: { 'content-type': XLSX_TYPE, 'idempotency-key': randomUUID() },
          body,
        }),
      ),
    admin: (...args) => runAdmin(args, environment),
    importFolder: (folder) => runAdmin(['import', folder], environment),
    stop: async () => {
      await service.stop();
      await issuer.stop();
      await provider.close();
    },
  };
}

/** One that is free now; the address has to be known before the service listens there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function start(config: Config, clock: () => Date): Promise<Service> {
  const log = createLog(config.logLevel);
  const metrics = createMetrics();
  const verifyToken = createVerifier(config.identity, clock);
  // The provider dates what it signs by the real clock, whatever day is played.
  const signIn = config.signIn && createSignIn(config.signIn, config.identity.domains, () => new Date());
  const service = await startService({
    config,
    log,
    metrics,
    clock,
    newId: randomUUID,
    createApp: (db, files, reader) =>
      createApp({ db, files, reader, config, clock, newId: randomUUID, verifyToken, signIn, log, metrics }),
    onLost: (refusal) => {
      throw refusal;
    },
  });
  await service.ready;
  return service;
}

async function runAdmin(args: readonly string[], environment: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'server/admin.ts'), ...args],
    { cwd: ROOT, env: { ...process.env, ...environment } },
  );
  return stdout;
}
