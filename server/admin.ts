/** The administrator's commands: `npm run admin -- help`. Opens the store of this machine's settings and closes it again. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { showDate } from '../shared/dates.ts';
import { dayInVietnam } from '../shared/days.ts';
import { type Config, processConfig } from './config.ts';
import { openGoogle } from './google/client.ts';
import { paced } from './google/patience.ts';
import { type ProvidedSheet, provideSpreadsheet, type WantedSheet } from './google/spreadsheets.ts';
import { readFolder } from './import/read-folder.ts';
import { Refusal } from './refusal.ts';
import { openStorage } from './storage.ts';
import { type Database, openDatabase } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { provinceIds } from './store/totals.ts';
import { importProvince } from './usecases/import/import-province.ts';
import { faultLines, planLines } from './usecases/import/import-words.ts';
import { codeFrom, invite } from './usecases/invite.ts';
import { verificationLines } from './usecases/ledger/ledger-words.ts';
import { verifyProvince } from './usecases/ledger/verify-province.ts';
import { makeSheet, makeSheets } from './usecases/make-sheet.ts';
import { makeLink } from './usecases/personal-links.ts';

interface AdminDeps {
  readonly write: (line: string) => void;
  readonly clock: () => Date;
  /** Runs with a migrated store, opened only for commands that need one. */
  readonly withDatabase: <T>(use: (db: Database) => Promise<T>) => Promise<T>;
  /** Finds or makes a Google spreadsheet. */
  readonly provideSheet: (wanted: WantedSheet) => Promise<ProvidedSheet>;
  /** An invitation code nobody can guess. */
  readonly newCode: () => string;
  /** The secret of a personal link. */
  readonly newSecret: () => string;
}

/** Process exit codes. */
const OK = 0;
const WRONG_INPUT = 1;
const WRONG_COMMAND = 2;

const HELP = [
  'npm run admin -- import THƯ_MỤC [--dry-run]',
  '    Nhập đơn vị, người dùng, biểu, kỳ báo cáo và giao báo cáo từ các tệp trong thư mục.',
  '    --dry-run: chỉ cho biết sẽ thay đổi gì. Mô tả các tệp: docs/import-format.md.',
  '    Loads offices, people, forms, periods and assignments from the files of a folder.',
  '    --dry-run: only tells what would change. The files are described in docs/import-format.md.',
  'npm run admin -- make-sheet ĐƠN_VỊ BIỂU KỲ',
  '    Tạo bảng Google cho một báo cáo và ghi vào sổ; cần tài khoản Google của máy chủ.',
  '    Makes the Google sheet of a report (OFFICE FORM PERIOD) and registers it; needs Google credentials of the server.',
  'npm run admin -- make-sheets BIỂU KỲ [THƯ_MỤC_DRIVE]',
  '    Tạo bảng Google cho mọi báo cáo của biểu và kỳ ấy chưa có bảng; dừng lúc nào cũng chạy lại được, mỗi báo cáo chỉ một bảng.',
  '    Makes the Google sheets of all reports of FORM PERIOD that have none, in a DRIVE_FOLDER; may be ended and run again.',
  'npm run admin -- invite NGƯỜI ĐƠN_VỊ VAI_TRÒ [SỐ_NGÀY]',
  '    Cấp mã mời dùng một lần cho người đã nhập, giữ vai trò ấy tại đơn vị ấy, mà tài khoản không thuộc gmail.com hay Google Workspace.',
  '    Makes a one-time code for a person imported with that role at that office, whose account is neither gmail.com nor Workspace.',
  'npm run admin -- link NGƯỜI [SỐ_NGÀY]',
  '    Cấp liên kết riêng dùng một lần cho người không có Google, để tải biểu Excel về và gửi lại trên trang của máy chủ.',
  '    Makes a one-time personal link for a person without Google, to download the forms as Excel files and send them back.',
  'npm run admin -- verify',
  '    Kiểm tra các sổ, số liệu, biểu và số tổng hợp đã lưu có bị sửa không; có chỗ sai thì nói rõ chỗ đó và kết thúc với mã 1.',
  '    Holds what is stored against the ledger: figures, forms and totals; names what does not hold and ends with code 1.',
  'npm run admin -- help',
  '    Hiện hướng dẫn này. · Shows this text.',
];

const DRY_RUN = '--dry-run';

/** What keeps the words after `import` from being understood; undefined when they are. */
function importMistake(args: readonly string[]): string | undefined {
  const option = args.find((arg) => arg.startsWith('-') && arg !== DRY_RUN);
  if (option !== undefined) {
    return `Lệnh import không có tùy chọn “${option}”; chỉ có “${DRY_RUN}”. · There is no option “${option}”, only “${DRY_RUN}”.`;
  }
  const [dir, second] = args.filter((arg) => arg !== DRY_RUN);
  if (dir === undefined) {
    return 'Lệnh import thiếu tên thư mục có các tệp cần nhập. · The folder with the files to import is missing.';
  }
  return second === undefined
    ? undefined
    : `Mỗi lần chỉ nhập một thư mục: thừa “${second}”. Tên có dấu cách thì đặt trong dấu ". · One folder at a time: “${second}” is too much. Put a name with spaces in quotes.`;
}

async function importCommand(args: readonly string[], deps: AdminDeps): Promise<number> {
  const mistake = importMistake(args);
  if (mistake !== undefined) return misunderstood(mistake, deps);
  const dryRun = args.includes(DRY_RUN);
  const dir = args.find((arg) => arg !== DRY_RUN) ?? '';
  const { data, faults, files } = await readFolder(dir);
  if (data === undefined) {
    for (const line of faultLines(faults)) deps.write(line);
    return WRONG_INPUT;
  }
  const plan = await deps.withDatabase((db) =>
    importProvince({ db, clock: deps.clock }, data, { dryRun, files }),
  );
  for (const line of planLines(plan, dryRun)) deps.write(line);
  return plan.faults.length > 0 ? WRONG_INPUT : OK;
}

const SHEET_WORDS = {
  made: 'Đã tạo bảng và ghi vào sổ. · Made and registered.',
  known: 'Báo cáo này đã có bảng; không tạo thêm. · This report has a sheet already; none was made.',
  missing: 'Không có báo cáo này. · There is no such report.',
  unclear: 'Nhiều tỉnh có báo cáo trùng mã này. · Several provinces have a report of this name.',
} as const;

async function sheetCommand(args: readonly string[], deps: AdminDeps): Promise<number> {
  const [unit, template, period, ...rest] = args;
  if (unit === undefined || template === undefined || period === undefined || rest.length > 0) {
    const mistake = `Lệnh make-sheet cần đúng ba mã ĐƠN_VỊ BIỂU KỲ, nhận được ${args.length}. · make-sheet needs three ids OFFICE FORM PERIOD, not ${args.length}.`;
    return misunderstood(mistake, deps);
  }
  const found = await deps.withDatabase((db) =>
    makeSheet({ db, clock: deps.clock, provide: deps.provideSheet }, { unit, template, period }),
  );
  deps.write(SHEET_WORDS[found.kind]);
  if (!('spreadsheet' in found)) return WRONG_INPUT;
  deps.write(`https://docs.google.com/spreadsheets/d/${found.spreadsheet}`);
  for (const email of found.unshared) deps.write(unsharedLine(unit, email));
  return OK;
}

const unsharedLine = (unit: string, email: string): string =>
  `${unit}: Google không cho chia sẻ với ${email}; hãy tự chia sẻ bảng. · ${unit}: Google would not open it to ${email}; share it by hand.`;

const FULL =
  'Drive của tài khoản đã đầy nên đã dừng. Hãy dùng thư mục trong bộ nhớ dùng chung (tham số THƯ_MỤC_DRIVE) rồi chạy lại. · Drive is full, so it stopped. Use a folder of a shared drive and run it again.';
const TOLD_EVERY = 25;

async function sheetsCommand(args: readonly string[], deps: AdminDeps): Promise<number> {
  const [template, period, folder, ...rest] = args;
  if (template === undefined || period === undefined || rest.length > 0) {
    const mistake = `Lệnh make-sheets cần BIỂU KỲ và nếu muốn THƯ_MỤC_DRIVE, nhận được ${args.length}. · make-sheets needs FORM PERIOD and maybe a DRIVE_FOLDER, not ${args.length}.`;
    return misunderstood(mistake, deps);
  }
  const done = await deps.withDatabase((db) =>
    makeSheets(
      { db, clock: deps.clock, provide: deps.provideSheet },
      { template, period, ...(folder === undefined ? {} : { folder }) },
      (made, wanted) => {
        if (made % TOLD_EVERY === 0) deps.write(`${made}/${wanted}…`);
      },
    ),
  );
  if (done === undefined) {
    deps.write('Một lệnh tạo bảng khác đang chạy. · Another run is making sheets.');
    return WRONG_INPUT;
  }
  for (const { unit, email } of done.unshared) deps.write(unsharedLine(unit, email));
  for (const { unit, why } of done.failed)
    deps.write(`${unit}: chưa tạo được; Google trả lời: ${why} · ${unit}: not made, Google says the above`);
  if (done.isFull) deps.write(FULL);
  deps.write(
    `Đã tạo ${done.made} trên ${done.wanted} bảng còn thiếu. · ${done.made} of ${done.wanted} missing sheets were made.`,
  );
  return done.made === done.wanted ? OK : WRONG_INPUT;
}

const INVITE_WORDS = {
  missing:
    'Không có người này giữ vai trò ấy tại đơn vị ấy, hoặc đã bị thu quyền; hãy nhập people.csv và roles.csv trước. · Nobody of this id holds that role there; import people.csv and roles.csv first.',
  unclear: 'Nhiều tỉnh có người trùng mã này. · Several provinces have a person of this id.',
  tied: 'Người này đã vào bằng một tài khoản. Muốn đổi tài khoản, hãy đổi cột email trong people.csv rồi nhập lại. · An account is this person’s already. To change it, change the email in people.csv and import again.',
} as const;
const INVITED_DAYS = 7;

async function inviteCommand(args: readonly string[], deps: AdminDeps): Promise<number> {
  const [person, unit, role, days = String(INVITED_DAYS), ...rest] = args;
  if (person === undefined || unit === undefined || role === undefined || rest.length > 0) {
    const mistake = `Lệnh invite cần ba mã NGƯỜI ĐƠN_VỊ VAI_TRÒ, nhận được ${args.length}. · invite needs three ids PERSON OFFICE ROLE, not ${args.length}.`;
    return misunderstood(mistake, deps);
  }
  if (!/^([1-9]|[12][0-9]|30)$/.test(days)) {
    return misunderstood(`Số ngày “${days}” phải từ 1 đến 30. · The days must be 1 to 30.`, deps);
  }
  const made = await deps.withDatabase((db) =>
    invite({ db, clock: deps.clock, newCode: deps.newCode }, { person, unit, role, days: Number(days) }),
  );
  if (made.kind !== 'made') {
    deps.write(INVITE_WORDS[made.kind]);
    return WRONG_INPUT;
  }
  const until = dayInVietnam(made.until);
  deps.write(
    `Mã mời của ${made.name}, đến ${showDate(until, 'vi')}, dùng một lần. · Code of ${made.name}, until ${until}, serves once:`,
  );
  deps.write(made.code);
  return OK;
}

const LINKED_DAYS = 7;
const LINK_WORDS = {
  missing:
    'Không có người này, hoặc đã thôi quyền. · There is no such person, or their access was withdrawn.',
  unclear: 'Nhiều tỉnh có người trùng mã này. · Several provinces have a person of this id.',
} as const;

async function linkCommand(args: readonly string[], deps: AdminDeps): Promise<number> {
  const [person, days = String(LINKED_DAYS), ...rest] = args;
  if (person === undefined || rest.length > 0 || !/^([1-9]|[12][0-9]|30)$/.test(days)) {
    return misunderstood(
      'Lệnh link cần mã NGƯỜI và số ngày từ 1 đến 30. · link needs a PERSON and 1 to 30 days.',
      deps,
    );
  }
  const made = await deps.withDatabase((db) =>
    makeLink({ db, clock: deps.clock, newSecret: deps.newSecret }, { person, days: Number(days) }),
  );
  if (made.kind !== 'made') {
    deps.write(LINK_WORDS[made.kind]);
    return WRONG_INPUT;
  }
  deps.write(
    `Liên kết riêng của ${made.name}, đến ${showDate(dayInVietnam(made.until), 'vi')}, dùng một lần; ghép sau địa chỉ của máy chủ. · Personal link, until ${dayInVietnam(made.until)}, serves once; put it behind the service’s address:`,
  );
  deps.write(`/vao/${made.secret}`);
  return OK;
}

async function verifyCommand(args: readonly string[], deps: AdminDeps): Promise<number> {
  if (args.length > 0) {
    return misunderstood('Lệnh verify không có tùy chọn. · verify takes nothing beside it.', deps);
  }
  return deps.withDatabase(async (db) => {
    let code = OK;
    for (const { id } of await provinceIds(db.system)) {
      const found = await verifyProvince(db, id);
      for (const line of verificationLines(found)) deps.write(line);
      if (found.findings.length > 0) code = WRONG_INPUT;
    }
    return code;
  });
}

function misunderstood(mistake: string, deps: AdminDeps): number {
  deps.write(mistake);
  for (const line of HELP) deps.write(line);
  return WRONG_COMMAND;
}

/** Runs one command. Returns the process exit code; throws Refusal when the store cannot be opened. */
export async function runAdmin(args: readonly string[], deps: AdminDeps): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'import') return importCommand(rest, deps);
  if (command === 'make-sheet') return sheetCommand(rest, deps);
  if (command === 'make-sheets') return sheetsCommand(rest, deps);
  if (command === 'invite') return inviteCommand(rest, deps);
  if (command === 'link') return linkCommand(rest, deps);
  if (command === 'verify') return verifyCommand(rest, deps);
  if (command !== undefined && !['help', '--help', '-h'].includes(command)) {
    const known = 'import, make-sheet, make-sheets, invite, link, verify, help';
    return misunderstood(
      `Không có lệnh “${command}”; các lệnh: ${known}. · There is no command “${command}”; commands: ${known}.`,
      deps,
    );
  }
  for (const line of HELP) deps.write(line);
  return OK;
}

/** The store of these settings, brought to this program's schema; beside a running service its database is used. */
async function withStore<T>(config: Config, use: (db: Database) => Promise<T>): Promise<T> {
  const storage = await openStorage(config, { attach: true });
  try {
    await migrate(storage.ownerUrl);
    const db = openDatabase(storage.ownerUrl);
    try {
      return await use(db);
    } finally {
      await db.close();
    }
  } finally {
    await storage.stop();
  }
}

/** Google's quota: 60 writes a minute for each account and project (Sheets API, usage limits). */
const WRITES_A_MINUTE = 60;

async function main(): Promise<number> {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  const waiting = { pause: (ms: number) => delay(ms), now: Date.now };
  const care = { ...waiting, random: Math.random, turn: paced(WRITES_A_MINUTE, waiting) };
  let google: ReturnType<typeof openGoogle> | undefined;
  try {
    return await runAdmin(process.argv.slice(2), {
      write,
      clock: () => new Date(),
      withDatabase: (use) => withStore(processConfig(), use),
      newCode: () => codeFrom(randomBytes(16)),
      newSecret: () => randomBytes(32).toString('base64url'),
      provideSheet: async (wanted) => {
        google ??= openGoogle(processConfig().googleRootUrl);
        return provideSpreadsheet(await google, wanted, care);
      },
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
