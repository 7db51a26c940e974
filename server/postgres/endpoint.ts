/** Where the embedded PostgreSQL listens and how to reach it: a unix socket, or loopback where there are none (Windows). */
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { SystemAccount } from './account.ts';
import {
  clusterDir,
  type PostmasterFile,
  readPasswords,
  readPostmasterFile,
  socketDirectory,
} from './data-directory.ts';
import { servesCluster } from './processes.ts';

const SOCKET_PORT = 5432;

export type Endpoint = { readonly socketDir: string; readonly port: number } | { readonly port: number };

export function connectionString(
  endpoint: Endpoint,
  user: string,
  password: string,
  database: string,
): string {
  if ('socketDir' in endpoint) {
    const host = encodeURIComponent(endpoint.socketDir);
    return `postgres://${user}:${password}@localhost:${endpoint.port}/${database}?host=${host}`;
  }
  return `postgres://${user}:${password}@127.0.0.1:${endpoint.port}/${database}`;
}

/** The endpoint a running postmaster wrote down. */
export const endpointOf = (file: PostmasterFile): Endpoint =>
  file.socketDir ? { socketDir: file.socketDir, port: file.port } : { port: file.port };

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

export async function chooseEndpoint(home: string, account: SystemAccount | undefined): Promise<Endpoint> {
  if (process.platform === 'win32') return { port: await freePort() };
  return { socketDir: await socketDirectory(home, SOCKET_PORT, account), port: SOCKET_PORT };
}

/** Another process's running PostgreSQL of the same directory, for a command that works beside the service. */
interface AttachedPostgres {
  /** Connection string of the owner (no superuser) for `database`, by default the service's own. */
  url(database?: string): string;
}

/**
 * Connection to the PostgreSQL another supervisor keeps running in `dir`; undefined when none is ready there.
 * Needs to be root or the account that owns the directory.
 */
export async function attachPostgres(dir: string): Promise<AttachedPostgres | undefined> {
  const home = join(resolve(dir), 'postgres');
  const file = await readPostmasterFile(home);
  if (!file?.ready || (await servesCluster(file.pid, clusterDir(home))) === 'no') return undefined;
  const passwords = await readPasswords(home);
  return {
    url: (database = 'so_tinh') => connectionString(endpointOf(file), 'so_tinh', passwords.owner, database),
  };
}
