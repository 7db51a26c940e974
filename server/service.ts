/**
 * One running service: its storage, its port, its background work, and an orderly end.
 * Knows nothing of signals, exit codes or what the requests mean.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Problem, type ProblemCode } from '../shared/problem.ts';
import type { Config } from './config.ts';
import { WorkbookReader } from './excel/workbook-reader.ts';
import { FileWriter } from './exports/file-writer.ts';
import { healthRoutes } from './http/health.ts';
import { type Logger, safeError } from './http/log.ts';
import type { Metrics } from './http/metrics.ts';
import { problemResponse } from './http/on-error.ts';
import { Refusal } from './refusal.ts';
import { openStorage, type Storage } from './storage.ts';
import { countConnections, type Database, openDatabase, reaching } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { sweepParts } from './store/parts.ts';
import { countPending } from './store/totals.ts';
import { isDatabaseDown } from './store/transaction.ts';
import { startFolding } from './usecases/totals/fold-totals.ts';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const TIMEOUT_CHECK_MS = 1_000;
const KEEP_ALIVE_MS = 20_000;
/** How long a stop waits for requests under way; the rest of the ten seconds is for closing the database. */
const DRAIN_MS = 6_000;
const DATABASE_RETRY_MS_MAX = 2_000;

export interface Fetcher {
  fetch(request: Request, env?: unknown): Response | Promise<Response>;
}

export interface ServiceParts {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  readonly newId: () => string;
  /** Builds what answers requests, once the database is migrated. */
  readonly createApp: (db: Database, files: FileWriter, reader: WorkbookReader) => Fetcher;
  /** The embedded database cannot be kept running any more; the caller should stop and exit with its code. */
  readonly onLost: (refusal: Refusal) => void;
  /** How long a client may take to send its headers (10 s) and its whole request (30 s). */
  readonly limits?: { readonly headersMs: number; readonly requestMs: number };
}

export interface Service {
  /** Address it listens at, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly storage: Storage['kind'];
  /** Resolves when requests are served; rejects with a Refusal, or the error of a failing migration. */
  readonly ready: Promise<void>;
  /** Requests under way finish, new ones get 503, everything is closed within ten seconds. Repeatable. */
  stop(): Promise<void>;
}

interface State {
  readonly parts: ServiceParts;
  readonly storage: Storage;
  readonly underway: Set<ServerResponse>;
  readonly files: FileWriter;
  readonly reader: WorkbookReader;
  server: Server | undefined;
  db: Database | undefined;
  isReachable: (() => Promise<boolean>) | undefined;
  app: Fetcher | undefined;
  folding: { stop(): Promise<void> } | undefined;
  sweeping: NodeJS.Timeout | undefined;
  stopping: boolean;
}

const SWEEP_MS = 3_600_000;
const HEALTH = /^https?:\/\/[^/]*\/(healthz|readyz|metrics)(\?|$)/;

function refuse(state: State, code: ProblemCode): Response {
  const response = problemResponse(new Problem(code), state.parts.newId());
  if (state.stopping) response.headers.set('connection', 'close');
  return response;
}

/** Health first, then the application; 503 while it is not there yet or no longer. */
function frontOf(state: State): (request: Request, env: unknown) => Response | Promise<Response> {
  const health = healthRoutes({
    log: state.parts.log,
    metrics: state.parts.metrics,
    newId: state.parts.newId,
    isReady: async () => !state.stopping && state.isReachable !== undefined && (await state.isReachable()),
  });
  return (request, env) => {
    if (HEALTH.test(request.url)) return health.fetch(request);
    if (state.stopping) return refuse(state, 'shutting_down');
    if (!state.app) return refuse(state, 'database_unavailable');
    return state.app.fetch(request, env);
  };
}

function listen(state: State): Promise<string> {
  const { host, port } = state.parts.config;
  return new Promise((done, fail) => {
    const server = serve(
      {
        fetch: frontOf(state),
        hostname: host,
        port,
        createServer,
        serverOptions: {
          headersTimeout: state.parts.limits?.headersMs ?? HEADERS_TIMEOUT_MS,
          requestTimeout: state.parts.limits?.requestMs ?? REQUEST_TIMEOUT_MS,
          keepAliveTimeout: KEEP_ALIVE_MS,
          connectionsCheckingInterval: TIMEOUT_CHECK_MS,
        },
      },
      (address) => done(`http://${host.includes(':') ? `[${host}]` : host}:${address.port}`),
    ) as Server;
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? new Refusal('port_taken', { host, port }) : error),
    );
    server.on('request', (_request, response) => {
      state.underway.add(response);
      response.once('close', () => state.underway.delete(response));
    });
    state.server = server;
  });
}

/** Migrates as soon as the database can be reached; a database that is away is waited for, a wrong one is refused. */
async function migrateWhenReachable(state: State): Promise<void> {
  const { log } = state.parts;
  for (let wait = 100; !state.stopping; wait = Math.min(wait * 2, DATABASE_RETRY_MS_MAX)) {
    try {
      const { applied } = await migrate(state.storage.ownerUrl);
      if (applied.length > 0) log.info({ applied }, 'migrated');
      return;
    } catch (error) {
      if (!isDatabaseDown(error)) throw error;
      log.warn({ error: safeError(error) }, 'database not reachable yet');
      await delay(wait);
    }
  }
}

function watch(state: State, db: Database): void {
  state.parts.metrics.watch({
    pendingTotals: () => countPending(db.watch),
    connections: () => countConnections(db.watch),
  });
}

async function open(state: State): Promise<void> {
  const { config, log, metrics, clock, createApp } = state.parts;
  await migrateWhenReachable(state);
  if (state.stopping) return;
  const db = openDatabase(state.storage.ownerUrl, {
    appConnections: config.databaseConnections,
  });
  state.db = db;
  state.isReachable = reaching(state.storage.ownerUrl);
  watch(state, db);
  state.app = createApp(db, state.files, state.reader);
  state.folding = startFolding({
    db,
    onError: (error) => log.warn({ error: safeError(error) }, 'folding the totals failed; trying again'),
    onFolded: (rows, seconds) => metrics.folded(rows, seconds),
  });
  const sweep = (): void =>
    void sweepParts(db, clock()).catch((error: unknown) =>
      log.warn({ error: safeError(error) }, 'old parts of pushes were not dropped; trying again in an hour'),
    );
  sweep();
  state.sweeping = setInterval(sweep, SWEEP_MS).unref();
}

async function drain(state: State): Promise<void> {
  for (let waited = 0; state.underway.size > 0 && waited < DRAIN_MS; waited += 20) await delay(20);
  const abandoned = state.underway.size;
  if (abandoned > 0) state.parts.log.warn({ abandoned }, 'requests still under way were cut');
  state.server?.close();
  state.server?.closeAllConnections();
}

async function close(state: State): Promise<void> {
  state.stopping = true;
  clearInterval(state.sweeping);
  state.files.close();
  await drain(state);
  state.reader.stop();
  await state.files.stop();
  await Promise.race([state.folding?.stop(), delay(1_000, undefined, { ref: false })]);
  await state.db?.close(1);
  await state.storage.stop();
}

/**
 * Opens the storage and the port. Resolves when the port answers (health, and 503 for the rest until `ready`).
 * Throws Refusal (`second_instance`, `port_taken`, `data_*`, …).
 */
export async function startService(parts: ServiceParts): Promise<Service> {
  const storage = await openStorage(parts.config, {
    note: (event, details) => parts.log.info({ event, ...details }, 'embedded database'),
    lost: parts.onLost,
  });
  const state: State = {
    parts,
    storage,
    underway: new Set(),
    files: new FileWriter(),
    reader: new WorkbookReader(),
    server: undefined,
    db: undefined,
    isReachable: undefined,
    app: undefined,
    folding: undefined,
    sweeping: undefined,
    stopping: false,
  };
  const url = await listen(state).catch(async (error: unknown) => {
    await storage.stop();
    throw error;
  });
  const ready = open(state);
  ready.catch(() => undefined);
  let stopped: Promise<void> | undefined;
  return {
    url,
    storage: storage.kind,
    ready,
    stop: () => {
      stopped ??= close(state);
      return stopped;
    },
  };
}
