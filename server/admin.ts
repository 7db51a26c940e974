/** The administrator's commands: `npm run admin -- help`. Opens the store of this machine's settings and closes it again. */
import { fileURLToPath } from 'node:url';
import { type Config, processConfig } from './config.ts';
import { readFolder } from './import/read-folder.ts';
import { Refusal } from './refusal.ts';
import { openStorage } from './storage.ts';
import { type Database, openDatabase } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { importProvince } from './usecases/import-province.ts';
import { faultLines, planLines } from './usecases/import-words.ts';

export interface AdminDeps {
  readonly write: (line: string) => void;
  readonly clock: () => Date;
  /** Runs with a migrated store, opened only for commands that need one. */
  readonly withDatabase: <T>(use: (db: Database) => Promise<T>) => Promise<T>;
}

/** Process exit codes. */
const OK = 0;
const WRONG_INPUT = 1;
const WRONG_COMMAND = 2;

const HELP = [
  'npm run admin -- import THƯ_MỤC [--dry-run]',
  '    Nhập đơn vị, người dùng, biểu mẫu, kỳ báo cáo và giao báo cáo từ các tệp trong thư mục.',
  '    --dry-run: chỉ cho biết sẽ thay đổi gì. Mô tả các tệp: docs/import-format.md.',
  '    Loads offices, people, forms, periods and assignments from the files of a folder.',
  '    --dry-run: only tells what would change. The files are described in docs/import-format.md.',
  'npm run admin -- help',
  '    Hiện hướng dẫn này. · Shows this text.',
];

async function importCommand(args: readonly string[], deps: AdminDeps): Promise<number> {
  const dryRun = args.includes('--dry-run');
  const [dir, ...rest] = args.filter((arg) => arg !== '--dry-run');
  if (dir === undefined || rest.length > 0 || dir.startsWith('-')) return unknownCommand(deps);
  const { data, faults } = await readFolder(dir);
  if (data === undefined) {
    for (const line of faultLines(faults)) deps.write(line);
    return WRONG_INPUT;
  }
  const plan = await deps.withDatabase((db) => importProvince({ db, clock: deps.clock }, data, { dryRun }));
  for (const line of planLines(plan, dryRun)) deps.write(line);
  return plan.faults.length > 0 ? WRONG_INPUT : OK;
}

function unknownCommand(deps: AdminDeps): number {
  deps.write('Không hiểu lệnh này. · This command is not known.');
  for (const line of HELP) deps.write(line);
  return WRONG_COMMAND;
}

/** Runs one command. Returns the process exit code; throws Refusal when the store cannot be opened. */
export async function runAdmin(args: readonly string[], deps: AdminDeps): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'import') return importCommand(rest, deps);
  if (command !== undefined && !['help', '--help', '-h'].includes(command)) return unknownCommand(deps);
  for (const line of HELP) deps.write(line);
  return OK;
}

/** The store of these settings, brought to this program's schema; beside a running service its database is used. */
export async function withStore<T>(config: Config, use: (db: Database) => Promise<T>): Promise<T> {
  const storage = await openStorage(config, { attach: true });
  try {
    await migrate(storage.ownerUrl);
    const db = openDatabase(storage.ownerUrl, { prepare: config.databasePrepare });
    try {
      return await use(db);
    } finally {
      await db.close();
    }
  } finally {
    await storage.stop();
  }
}

async function main(): Promise<number> {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  try {
    return await runAdmin(process.argv.slice(2), {
      write,
      clock: () => new Date(),
      withDatabase: (use) => withStore(processConfig(), use),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exit;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main();
}
