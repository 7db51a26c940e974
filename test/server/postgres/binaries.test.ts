/** The bundled PostgreSQL runs whether or not install scripts ran and whoever can read node_modules. */
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { chooseAccount } from '../../../server/postgres/account.ts';
import { bundledNative, findBinaries } from '../../../server/postgres/binaries.ts';

const isRoot = process.getuid?.() === 0;
const made: string[] = [];
afterEach(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true });
});

async function place(mode = 0o755): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'so-tinh-binaries-'));
  await chmod(dir, mode);
  made.push(dir);
  return dir;
}

/** The package as npm unpacks it when its install script is not run: no symbolic links. */
async function unpackedWithoutScripts(mode?: number): Promise<string> {
  const native = bundledNative();
  if (!native) throw new Error('no bundled PostgreSQL here');
  const at = join(await place(mode), 'package');
  await mkdir(at);
  await cp(join(dirname(native), 'package.json'), join(at, 'package.json'));
  await cp(native, join(at, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: async (source) => !(await lstat(source)).isSymbolicLink(),
  });
  return join(at, 'native');
}

test('missing library links are made where they belong', async () => {
  const native = await unpackedWithoutScripts();
  const dir = await place();
  const found = await findBinaries(undefined, dir, await chooseAccount(dir), native);
  expect(found).toMatchObject({ dir: join(native, 'bin'), major: 18 });
  expect(await readdir(dir)).toEqual([]);
});

test.runIf(isRoot)('programs the account cannot read are copied beside the data, once', async () => {
  const native = await unpackedWithoutScripts(0o700);
  const dir = await place();
  const account = await chooseAccount(dir);
  const found = await findBinaries(undefined, dir, account, native);
  expect(found.dir.startsWith(dir)).toBe(true);
  expect(found.major).toBe(18);
  expect(await findBinaries(undefined, dir, account, native)).toEqual(found);
  expect(await readdir(dir)).toHaveLength(1);
});

test('PG_BINDIR without programs is refused with the reason', async () => {
  const dir = await place();
  await expect(findBinaries(join(dir, 'nowhere'), dir, undefined)).rejects.toMatchObject({
    code: 'binaries_broken',
    exit: 4,
  });
});
