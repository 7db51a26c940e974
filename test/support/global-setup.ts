/**
 * Gives a test run one PostgreSQL with one migrated template database, started when the first test file asks for it
 * and stopped at the end of the run. DATABASE_URL_TEST names an existing server (a login that may create databases and roles) instead.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../server/postgres/supervisor.ts';
import { connect } from '../../server/store/db.ts';
import { migrate } from '../../server/store/migrate.ts';

export interface TestServer {
  /** Connection string that may create databases; its database is `postgres`. */
  readonly adminUrl: string;
  /** Connection string of the login tests use: owner of every test database, no superuser where we run the server. */
  readonly ownerUrl: string;
  /** Name of the migrated database to clone. */
  readonly template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseDoor: string;
  }
}

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
};

const ownerOf = (url: string): string => decodeURIComponent(new URL(url).username);

async function makeTemplate(adminUrl: string, ownerUrl: string): Promise<string> {
  const template = `so_tinh_test_${process.pid}_template`;
  const admin = connect(adminUrl, { max: 1 });
  try {
    await admin.unsafe(`DROP DATABASE IF EXISTS "${template}"`);
    await admin.unsafe(`CREATE DATABASE "${template}" OWNER "${ownerOf(ownerUrl)}"`);
    await migrate(withDatabase(ownerUrl, template));
  } finally {
    await admin.end();
  }
  return template;
}

async function useExisting(url: string): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const adminUrl = withDatabase(url, 'postgres');
  const template = await makeTemplate(adminUrl, url);
  const stop = async () => {
    const admin = connect(adminUrl, { max: 1 });
    const left = await admin<{ name: string }[]>`
      SELECT datname AS name FROM pg_database WHERE datname LIKE ${`so_tinh_test_${process.pid}_%`}`;
    for (const { name } of left) await admin.unsafe(`DROP DATABASE "${name}" WITH (FORCE)`);
    await admin.end();
  };
  return { server: { adminUrl, ownerUrl: url, template }, stop };
}

async function startOwn(): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'so-tinh-test-'));
  // The account PostgreSQL runs as must be able to pass through.
  await chmod(dir, 0o755);
  const postgres = await startPostgres({ dir, settings: { max_connections: '200' } }).catch(
    async (error: unknown) => {
      await rm(dir, { recursive: true, force: true });
      throw error;
    },
  );
  const adminUrl = postgres.superuserUrl('postgres');
  const stop = async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const ownerUrl = postgres.url();
    return { server: { adminUrl, ownerUrl, template: await makeTemplate(adminUrl, ownerUrl) }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const existing = process.env.DATABASE_URL_TEST;
  let started: ReturnType<typeof startOwn> | undefined;
  const door = createServer((_request, response) => {
    started ??= existing ? useExisting(existing) : startOwn();
    started.then(
      ({ server }) => response.end(JSON.stringify(server)),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done));
  project.provide('databaseDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.closeAllConnections();
    door.close();
    const running = await started?.catch(() => undefined);
    await running?.stop();
  };
}
