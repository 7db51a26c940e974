/** Which operating-system account runs the embedded PostgreSQL. PostgreSQL refuses root; accounts are never created. */
import { chown, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../refusal.ts';

/** Name is for messages only. */
export interface SystemAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: SystemAccount = { name: 'nobody', uid: 65534, gid: 65534 };

async function listed(): Promise<SystemAccount[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (!name || !uid || !gid) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/**
 * The account to spawn PostgreSQL as; undefined means "as ourselves" (not root, or Windows).
 * An existing database keeps the account that owns it; else `postgres`, `nobody`, or uid 65534.
 */
export async function chooseAccount(home: string): Promise<SystemAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await listed();
  const owner = await stat(home).catch(() => undefined);
  if (owner && owner.uid !== 0) {
    const known = accounts.find((account) => account.uid === owner.uid);
    return { name: known?.name ?? `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  const named = (name: string) => accounts.find((account) => account.name === name && account.uid !== 0);
  return named('postgres') ?? named('nobody') ?? NOBODY;
}

/**
 * Throws `data_foreign` when the database belongs to another account we cannot act as, `data_unreachable` unless the
 * account may pass through every directory above `home`.
 */
export async function assertReachable(home: string, account: SystemAccount | undefined): Promise<void> {
  if (!account) {
    const own = process.getuid?.();
    const owner = await stat(home).catch(() => undefined);
    if (own !== undefined && owner && owner.uid !== own) {
      throw new Refusal('data_foreign', { dir: home, owner: owner.uid });
    }
    return;
  }
  let at = dirname(resolve(home));
  for (;;) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) throw new Refusal('data_unreachable', { dir: at, account: account.name });
    const up = dirname(at);
    if (up === at) return;
    at = up;
  }
}

/** Makes a private directory (0700) that belongs to the account. */
export async function makePrivate(dir: string, account: SystemAccount | undefined): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (account) await chown(dir, account.uid, account.gid);
}
