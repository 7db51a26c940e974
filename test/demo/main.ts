/** The main job on real input: offices' sheets are opened, filled, checked, mended and sent; then every published figure is compared. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveDesk } from './desk/host.ts';
import { isWithoutGoogle, sendByExcel } from './excel-office.ts';
import { type Compared, compareFigures } from './figures.ts';
import { type Assigned, assignmentsOf, PROVINCES, reviewerOf, writeImportFolder } from './import-files.ts';
import { type Astray, astrayReports, astrayWords } from './intended.ts';
import { comeInByCode, isInvited } from './invited.ts';
import { OfficeDesk } from './office-desk.ts';
import { openPlayground } from './playground.ts';
import { publishYear, regenerate } from './publication.ts';
import { figuresOnMaps, mapsTable, type OnMaps, reorganise, wardsOnMaps } from './reorganised.ts';
import { figuresTable } from './report.ts';
import { isReturned, returnAndMend } from './returned.ts';
import { reportAndSend } from './send.ts';
import { DEMO_DAY, type DemoService, startDemoService } from './service.ts';
import { type Tally, tallyLine } from './tally.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

interface Ran {
  /** The desks of those who work in Google. */
  readonly offices: OfficeDesk[];
  /** How many reports were sent in all. */
  readonly count: number;
  readonly tallies: Tally[];
}

async function runOffices(service: DemoService): Promise<Ran> {
  const offices: OfficeDesk[] = [];
  const tallies: Tally[] = [];
  const tell = ({ lines, tally }: { lines: readonly string[]; tally: Tally }): void => {
    for (const line of lines) say(line);
    tallies.push(tally);
  };
  let isInside = false;
  let serial = 0;
  for (const province of PROVINCES) {
    const names = new Map(province.offices.map(({ id, name }) => [id, name]));
    for (const report of assignmentsOf(province)) {
      serial += 1;
      if (isWithoutGoogle(report)) {
        tell(await sendByExcel(service, report));
        continue;
      }
      const office = new OfficeDesk(report, service, names.get(report.unit) ?? report.unit);
      if (isInvited(office) && !isInside) {
        tell(await comeInByCode(service, office));
        isInside = true;
      }
      for (const line of await reportAndSend(office, serial, tallies)) say(line);
      await office.desk.close();
      offices.push(office);
    }
  }
  return { offices, count: serial, tallies };
}

async function acceptAll(
  service: DemoService,
  reports: readonly { report: Assigned; province: string }[],
): Promise<void> {
  for (const { report, province } of reports) {
    const path = `/api/reports/${report.unit}/${report.template}/${report.period}`;
    const revision = isReturned(report) ? 2 : 1;
    await service.post(province, `${path}/decisions`, { action: 'accept', revision });
  }
}

interface Played {
  readonly offices: OfficeDesk[];
  readonly compared: Compared[];
  readonly astray: Astray[];
  readonly onMaps: OnMaps[];
  readonly tallies: readonly Tally[];
  /** What was published before the reorganisation reads the same after it. */
  readonly isSame: boolean;
}

async function play(service: DemoService, work: string): Promise<Played> {
  for (const province of PROVINCES) await service.importFolder(writeImportFolder(work, province));
  say('Các cơ quan mở bảng, điền và gửi; vài nơi sai trước rồi sửa:');
  const { offices, count, tallies } = await runOffices(service);
  say(`  ${count} báo cáo đã gửi, mỗi báo cáo một biên nhận.`);
  const returned = offices.find(({ report }) => isReturned(report));
  if (!returned) throw new Error('nothing was returned');
  const { lines, tally } = await returnAndMend(service, returned);
  for (const line of lines) say(line);
  tallies.push(tally);
  const reviewers = PROVINCES.flatMap((province) =>
    assignmentsOf(province).map((report) => ({ report, province: reviewerOf(province) })),
  );
  await acceptAll(service, reviewers);
  const compared = await compareFigures(service);
  say(figuresTable(compared));
  const matching = compared.filter(({ matches }) => matches).length;
  say(`${matching} of ${compared.length} figures match`);
  const astray = await astrayReports(service);
  for (const one of astray) say(`✗ ${astrayWords(one)}`);
  const wrong = new Set(astray.map(({ report }) => report)).size;
  say(`${count - wrong} of ${count} reports are stored as their offices meant them`);
  for (const one of tallies) say(tallyLine(one));
  const year = await publishYear(service);
  const onMaps = await playReorganisation(service, work);
  const { isSame, words } = await regenerate(service, year);
  for (const line of words) say(line);
  service.turnTo(DEMO_DAY);
  return { offices, compared, astray, onMaps, isSame, tallies };
}

/** The clock goes to the day after the reorganisation. */
async function playReorganisation(service: DemoService, work: string): Promise<OnMaps[]> {
  await reorganise(service, work);
  say(`
Từ 01/7/2025 Hải Dương nhập vào Hải Phòng, cấp huyện kết thúc; cùng những số cũ, đọc trên ba bản đồ:`);
  const onMaps = await figuresOnMaps(service);
  say(mapsTable(onMaps));
  say('Nhiệm kỳ 2015 - 2020, cuộc kiểm tra của cấp ủy cơ sở:');
  for (const { words, answer } of await wardsOnMaps(service)) say(`  ${words}: ${answer}`);
  const same = onMaps.filter(({ matches }) => matches).length;
  say(`${same} of ${onMaps.length} figures of 2021 are the same on three maps`);
  return onMaps;
}

const USUAL_PORT = 8181;

/** Where the page is to be, as PORT says; any free port when that one is taken. */
function wantedPort(): number {
  const named = process.env.PORT ?? '';
  if (named === '') return USUAL_PORT;
  if (/^[0-9]{1,5}$/.test(named) && Number(named) <= 65_535) return Number(named);
  say(`PORT phải là số từ 0 đến 65535, đang là “${named}”. PORT must be a number from 0 to 65535.`);
  process.exit(1);
}
const port = wantedPort();

const stayUp = !process.argv.includes('--check');
const work = mkdtempSync(join(tmpdir(), 'so-tinh-demo-'));
// PostgreSQL may have to run under another account than ours; it must be able to pass through.
chmodSync(work, 0o711);
const service = await startDemoService(join(work, 'data'));

async function end(code: number): Promise<never> {
  await service.stop();
  rmSync(work, { recursive: true, force: true });
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(0));

try {
  const { offices, compared, astray, onMaps, isSame, tallies } = await play(service, work);
  const isCounted = tallies.length === 4 && tallies.every(({ right, all }) => right === all);
  const isRight =
    isSame && isCounted && astray.length === 0 && [...compared, ...onMaps].every(({ matches }) => matches);
  if (!stayUp) await end(isRight ? 0 : 1);
  const playground = await openPlayground(service);
  const { url } = await serveDesk([...playground, ...offices], compared, port);
  say(`
Bảng của các cơ quan · Be the clerk        ${url}/desk
Số công bố, số tính được · The figures     ${url}/desk/figures
Trang của tỉnh · The province's pages      ${service.url}/tien-do
Tài liệu giao tiếp của máy chủ · API       ${service.url}/docs
${playground.length} bảng đầu danh sách chưa gửi, để điền thử. The first ${playground.length} books are unsent, for you to try. Ctrl+C: dừng, stop.`);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  await end(1);
}
