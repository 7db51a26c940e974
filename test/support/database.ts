/** A real, migrated PostgreSQL database for one test file: a clone of the run's template, dropped afterwards. */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { connect, type Database, type DatabaseOptions, openDatabase } from '../../server/store/db.ts';
import type { TestServer } from './global-setup.ts';

export interface TestDatabase {
  /** Connection string of the owner of this database. */
  readonly url: string;
  /** Connection string of the server's administrator for this database (a superuser unless DATABASE_URL_TEST says otherwise). */
  readonly adminUrl: string;
  readonly db: Database;
  /** Closes the pools and removes the database. */
  drop(): Promise<void>;
}

/** Connections of a server under test. */
export const POOL: DatabaseOptions = { appConnections: 5, systemConnections: 2 };

let asked: Promise<TestServer> | undefined;

async function ask(): Promise<TestServer> {
  const response = await fetch(inject('databaseDoor'));
  if (!response.ok) throw new Error(`the test database did not start: ${await response.text()}`);
  return (await response.json()) as TestServer;
}

/** The run's PostgreSQL server, started by the first call of the run. */
export function testServer(): Promise<TestServer> {
  asked ??= ask();
  return asked;
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function asAdministrator(adminUrl: string, statement: string): Promise<void> {
  const admin = connect(adminUrl, { max: 1 });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}

/** A database of its own: `empty` without the schema, otherwise migrated. */
export async function testDatabase(
  options: DatabaseOptions & { readonly empty?: boolean } = {},
): Promise<TestDatabase> {
  const { empty, ...databaseOptions } = options;
  const server = await testServer();
  const name = `${server.template.replace(/_template$/, '')}_${randomBytes(6).toString('hex')}`;
  const owner = decodeURIComponent(new URL(server.ownerUrl).username);
  const from = empty ? 'template0' : server.template;
  await asAdministrator(server.adminUrl, `CREATE DATABASE "${name}" OWNER "${owner}" TEMPLATE "${from}"`);
  const url = withDatabase(server.ownerUrl, name);
  const db = openDatabase(url, { ...POOL, ...databaseOptions });
  return {
    url,
    adminUrl: withDatabase(server.adminUrl, name),
    db,
    drop: async () => {
      await db.close();
      await asAdministrator(server.adminUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}
