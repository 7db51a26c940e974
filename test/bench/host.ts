/** Where the bench runs: one embedded PostgreSQL as the product starts it, databases in it, an issuer of tokens, real services. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmbeddedPostgres, startPostgres } from '../../server/postgres/supervisor.ts';
import { connect, type Database, openDatabase } from '../../server/store/db.ts';
import { migrate } from '../../server/store/migrate.ts';
import { type Claims, Issuer } from '../standin/issuer.ts';
import { ROOT, read } from '../support/sources.ts';

/** Offices of the bench and who signs for them. */
export const PROVINCE = 'tinh';

export interface Host {
  readonly issuer: Issuer;
  /** An empty, migrated database. */
  database(name: string): Promise<BenchDatabase>;
  /** A copy, byte for byte, of a database nobody is connected to. */
  copy(of: string, name: string): Promise<BenchDatabase>;
  /** The service in a process of its own, as `npm start` runs it with DATABASE_URL set. Trusts the host's issuer unless told otherwise. */
  service(database: BenchDatabase, trusted?: Trusted): Promise<RunningService>;
  stop(): Promise<void>;
}

export interface BenchDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  /** A login no row-level security applies to. */
  readonly superuserUrl: string;
}

export type Trusted = Pick<Issuer, 'url' | 'audience' | 'jwksUrl'>;

export interface RunningService {
  readonly url: string;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
/** The arguments Node gets from `npm start`. */
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: { readonly start: string } };
const [, ...START] = scripts.start.split(' ');

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

async function becameReady(url: string, child: ChildProcess, log: string): Promise<void> {
  for (let waited = 0; waited < READY_TIMEOUT_MS; waited += 50) {
    if (child.exitCode !== null)
      throw new Error(`the service ended: ${(await readFile(log, 'utf8')).slice(-2000)}`);
    const status = await fetch(`${url}/readyz`).then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return;
    await delay(50);
  }
  throw new Error('the service did not become ready');
}

async function startService(dir: string, issuer: Trusted, database: BenchDatabase): Promise<RunningService> {
  const port = await freePort();
  // The log is written as in production, to a file.
  const logFile = join(dir, `service-${database.name}.log`);
  const log = openSync(logFile, 'a');
  // BENCH_NODE_ARGS='--cpu-prof --cpu-prof-dir=…' says where a service's time goes.
  const more = (process.env.BENCH_NODE_ARGS ?? '').split(' ').filter((argument) => argument !== '');
  const child = spawn(process.execPath, [...more, ...START], {
    cwd: ROOT,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: database.ownerUrl,
      PORT: String(port),
      IDENTITY_ISSUERS: issuer.url,
      IDENTITY_AUDIENCES: issuer.audience,
      IDENTITY_JWKS_URL: issuer.jwksUrl,
    },
  });
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  await becameReady(url, child, logFile);
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function asSuperuser(postgres: EmbeddedPostgres, statement: string): Promise<void> {
  const sql = connect(postgres.superuserUrl(), { max: 1 });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

export async function startHost(): Promise<Host> {
  const dir = await mkdtemp(join(tmpdir(), 'so-tinh-bench-'));
  // The account PostgreSQL runs as must be able to pass through.
  await chmod(dir, 0o755);
  const postgres = await startPostgres({ dir });
  const issuer = await Issuer.start();
  const services: RunningService[] = [];
  const named = (name: string): BenchDatabase => ({
    name,
    ownerUrl: postgres.url(name),
    superuserUrl: postgres.superuserUrl(name),
  });
  const owner = decodeURIComponent(new URL(postgres.url()).username);
  return {
    issuer,
    database: async (name) => {
      await asSuperuser(postgres, `CREATE DATABASE "${name}" OWNER "${owner}"`);
      const made = named(name);
      await migrate(made.ownerUrl);
      return made;
    },
    copy: async (of, name) => {
      await asSuperuser(postgres, `CREATE DATABASE "${name}" OWNER "${owner}" TEMPLATE "${of}"`);
      return named(name);
    },
    service: async (database, trusted = issuer) => {
      const service = await startService(dir, trusted, database);
      services.push(service);
      return service;
    },
    stop: async () => {
      for (const service of services) await service.stop();
      await issuer.stop();
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Opens the database as the product does, for as long as `work` needs it. */
export async function withDatabase<T>(
  database: BenchDatabase,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = openDatabase(database.ownerUrl, { statementTimeoutMs: 300_000 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** A token as Google would give it to this person of the province. */
export const tokenOf = (issuer: Issuer, person: string, more: Partial<Claims> = {}): string =>
  issuer.token({
    sub: `sub-${person}`,
    email: `${person}@${PROVINCE}.gov.vn`,
    hd: `${PROVINCE}.gov.vn`,
    ...more,
  });
