/** The directory of the embedded database: made whole or not at all, never of another major version, secrets kept to its owner. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../refusal.ts';
import { makePrivate, type SystemAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { findLeash, isAlive } from './processes.ts';

const run = promisify(execFile);

/** Longest unix socket path Linux takes, in bytes; other systems take a few less. */
const SOCKET_PATH_BYTES_MAX = process.platform === 'linux' ? 107 : 103;

export interface Passwords {
  /** Of role `postgres`; used by the supervisor only. */
  readonly superuser: string;
  /** Of role `so_tinh`, which owns the service's database and is no superuser. */
  readonly owner: string;
}

/** Contents of postmaster.pid, as PostgreSQL documents them. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDir: string;
  readonly ready: boolean;
}

export const clusterDir = (home: string): string => join(home, 'cluster');
const passwordFile = (home: string): string => join(home, 'passwords.json');
const pidFile = (home: string): string => join(clusterDir(home), 'postmaster.pid');

async function writeSecret(file: string, text: string, account: SystemAccount | undefined): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (account) await chown(file, account.uid, account.gid);
}

async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  await handle.sync().finally(() => handle.close());
}

const removeTree = (dir: string): Promise<void> =>
  rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });

/** Left-overs of an initialisation that was killed: named after a process that no longer lives. */
async function removeAbandoned(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = /^\.new-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
    // What cannot be removed now (its initdb is still dying) is removed by a later start.
    await removeTree(join(dir, name)).catch(() => undefined);
  }
}

const localeArguments = (major: number): string[] =>
  major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--no-locale'];

async function fill(fresh: string, binaries: Binaries, account: SystemAccount | undefined): Promise<void> {
  const passwords: Passwords = {
    superuser: randomBytes(32).toString('base64url'),
    owner: randomBytes(32).toString('base64url'),
  };
  const given = join(fresh, 'superuser');
  await writeSecret(given, passwords.superuser, account);
  await writeSecret(passwordFile(fresh), JSON.stringify(passwords), account);
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const [program = '', ...before] = [...(await findLeash('KILL')), join(binaries.dir, 'initdb')];
  await run(
    program,
    [
      ...before,
      `--pgdata=${clusterDir(fresh)}`,
      '--username=postgres',
      `--pwfile=${given}`,
      '--auth=scram-sha-256',
      '--data-checksums',
      '--encoding=UTF8',
      ...localeArguments(binaries.major),
    ],
    { ...as, cwd: fresh, env: { LC_ALL: 'C', TZ: 'UTC' } },
  );
  await rm(given);
}

/**
 * Makes `<dir>/postgres` when missing: initdb in a directory beside it, then one rename, so a kill at any moment leaves
 * either nothing or a whole database. Returns its path. Throws `init_failed`, `data_other_version`, `data_damaged`.
 */
export async function prepareHome(
  dir: string,
  binaries: Binaries,
  account: SystemAccount | undefined,
): Promise<string> {
  const home = join(dir, 'postgres');
  await removeAbandoned(dir);
  if (!existsSync(home)) {
    const fresh = await mkdtemp(join(dir, `.new-${process.pid}-`));
    try {
      await makePrivate(fresh, account);
      await chmod(fresh, 0o700);
      await fill(fresh, binaries, account);
      await rename(fresh, home);
      await syncDirectory(dir);
    } catch (error) {
      await removeTree(fresh).catch(() => undefined);
      // Another starter may have finished first; then its database is the one.
      if (!existsSync(home)) {
        throw new Refusal('init_failed', {
          dir,
          why: error instanceof Error ? error.message : String(error),
        });
      }
    }
  }
  await assertUsable(home, binaries);
  return home;
}

async function assertUsable(home: string, binaries: Binaries): Promise<void> {
  for (const missing of ['cluster/PG_VERSION', 'cluster/global/pg_control', 'passwords.json']) {
    if (!existsSync(join(home, missing))) throw new Refusal('data_damaged', { dir: home, missing });
  }
  const found = (await readFile(join(clusterDir(home), 'PG_VERSION'), 'utf8')).trim();
  if (found !== String(binaries.major)) {
    throw new Refusal('data_other_version', { dir: home, found, expected: binaries.major });
  }
}

export async function readPasswords(home: string): Promise<Passwords> {
  const value: unknown = JSON.parse(await readFile(passwordFile(home), 'utf8'));
  const { superuser, owner } = value as Partial<Passwords>;
  if (typeof superuser !== 'string' || typeof owner !== 'string') {
    throw new Refusal('data_damaged', { dir: home, missing: 'passwords.json' });
  }
  return { superuser, owner };
}

/** The identity initdb gave the cluster: first eight bytes of pg_control, in this machine's byte order. */
export async function systemIdentifier(home: string): Promise<string> {
  const control = await readFile(join(clusterDir(home), 'global', 'pg_control'));
  return control.readBigUInt64LE(0).toString();
}

/** What postmaster.pid says, or undefined when there is none (or it is being written). */
export async function readPostmasterFile(home: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(pidFile(home), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return {
    pid,
    port: Number(lines[3] ?? 0),
    socketDir: lines[4] ?? '',
    ready: (lines[7] ?? '').trim() === 'ready',
  };
}

export async function removePostmasterFile(home: string): Promise<void> {
  await rm(pidFile(home), { force: true });
}

async function isOurs(dir: string, uid: number): Promise<boolean> {
  const found = await lstat(dir);
  return found.isDirectory() && found.uid === uid && (found.mode & 0o777) === 0o700;
}

/**
 * A directory (0700, of the account) for the unix socket: inside the home, or where that path is too long for a socket,
 * a short one in the system's temporary directory. A directory of that name made by somebody else is not used.
 */
export async function socketDirectory(
  home: string,
  port: number,
  account: SystemAccount | undefined,
): Promise<string> {
  const fits = (dir: string) => Buffer.byteLength(`${dir}/.s.PGSQL.${port}`) <= SOCKET_PATH_BYTES_MAX;
  const inside = join(home, 'socket');
  if (fits(inside)) {
    await makePrivate(inside, account);
    return inside;
  }
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const short = join(tmpdir(), `so-tinh-${uid}-${name}`);
  const made = await mkdir(short, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
  if (made && account) await chown(short, account.uid, account.gid);
  if (made || (await isOurs(short, uid))) return short;
  const other = await mkdtemp(join(tmpdir(), 'so-tinh-'));
  if (account) await chown(other, account.uid, account.gid);
  return other;
}
