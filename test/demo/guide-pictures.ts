/** Makes the pictures of the clerk's guide from the product as it is: `npm run guide:pictures`. One office's report, from choosing it to its being returned. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FrameLocator, type Page } from 'playwright-core';
import { builtIn } from '../../shared/templates/index.ts';
import { FLAGS, findChromium } from '../support/chromium.ts';
import { ROOT } from '../support/sources.ts';
import { serveDesk } from './desk/host.ts';
import { PLAYGROUND, PROVINCES, reviewerOf, writeImportFolder } from './import-files.ts';
import { OfficeDesk } from './office-desk.ts';
import { startDemoService } from './service.ts';

const FOLDER = join(ROOT, 'docs/huong-dan/anh');
/** A page with a picture must open on a slow line. */
const BYTES_MAX = 60_000;
const SIZE = { width: 900, height: 600 };
const FIGURES = [12, 9, 4, 2, 2, 48, 36, 15, 6, 5, 9];
const REMARK = 'Số này khác báo cáo quý trước, đề nghị xem lại.';

interface Sat {
  readonly page: Page;
  readonly office: OfficeDesk;
  readonly url: string;
}

const sidebarOf = (page: Page): FrameLocator => page.frameLocator('#sidebar');

const press = (page: Page, name: string): Promise<void> =>
  sidebarOf(page).getByRole('button', { name, exact: true }).first().click();

async function shoot(page: Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  await page.locator('#sidebar').screenshot({ path });
  const { size } = statSync(path);
  if (size > BYTES_MAX) throw new Error(`${name}.png has ${size} bytes, at most ${BYTES_MAX}`);
  process.stdout.write(`${name}.png ${Math.round(size / 1000)} kB\n`);
}

/** As after closing the laptop: what was typed into the sheet meanwhile is shown. */
async function comeBack({ page, url }: Sat, words: string): Promise<void> {
  await page.goto(url);
  await sidebarOf(page).getByText(words).first().waitFor();
}

function fill({ office }: Sat, wrong: 'with mistakes' | 'as it is'): void {
  const found = office.find('main');
  const rows = (builtIn('inspection')?.sections[0]?.rows ?? []).filter(({ heading }) => !heading);
  rows.forEach(({ key }, index) => {
    office.type(found, found.row(key), found.column('total'), String(FIGURES[index] ?? 0));
  });
  if (wrong === 'as it is') return;
  office.type(found, found.row(rows[3]?.key ?? ''), found.column('total'), '7');
  office.type(found, found.row(rows[1]?.key ?? ''), found.column('total'), '９');
}

async function check(sat: Sat): Promise<void> {
  const { page } = sat;
  await shoot(page, 'chon-bieu');
  await press(page, 'Tạo bảng');
  await sidebarOf(page).getByText('Chưa gửi lần nào.').waitFor();
  fill(sat, 'with mistakes');
  await comeBack(sat, 'Chưa gửi lần nào.');
  await press(page, 'Kiểm tra');
  await sidebarOf(page).locator('#problems').waitFor();
  await shoot(page, 'kiem-tra');
}

async function sendAndLose(sat: Sat): Promise<void> {
  const { page, office } = sat;
  fill(sat, 'as it is');
  await press(page, 'Kiểm tra lại');
  await press(page, 'Xem trước khi gửi');
  await sidebarOf(page).getByText('Nếu gửi bây giờ').waitFor();
  await shoot(page, 'xem-truoc');
  office.losesAnswer = true;
  await press(page, 'Gửi');
  await sidebarOf(page).getByRole('alert').waitFor();
  await shoot(page, 'gui-lai');
  await press(page, 'Thử lại');
  await sidebarOf(page).getByText('Biên nhận ST-').first().waitFor();
  await shoot(page, 'bien-nhan');
}

const found = findChromium();
if ('missing' in found) throw new Error(found.missing);
const [report] = PLAYGROUND;
const [province] = PROVINCES;
if (!report || !province) throw new Error('no report to show');
const work = mkdtempSync(join(tmpdir(), 'so-tinh-guide-'));
chmodSync(work, 0o711);
mkdirSync(FOLDER, { recursive: true });
const service = await startDemoService(join(work, 'data'));
for (const one of PROVINCES) await service.importFolder(writeImportFolder(work, one));
const name = PROVINCES.flatMap(({ offices }) => offices).find(({ id }) => id === report.unit)?.name;
const office = new OfficeDesk(report, service, name ?? report.unit);
const desk = await serveDesk([office], [], 0);
const browser = await chromium.launch({ executablePath: found.path, args: FLAGS });
try {
  const page = await browser.newPage({ viewport: SIZE });
  const sat = { page, office, url: desk.url };
  await page.goto(desk.url);
  await sidebarOf(page).getByText('Chọn báo cáo').first().waitFor();
  await sidebarOf(page)
    .getByLabel(/Quý I\/2022/)
    .first()
    .check();
  await check(sat);
  await sendAndLose(sat);
  const path = `/api/reports/${report.unit}/${report.template}/${report.period}/decisions`;
  const [section] = builtIn(report.template)?.sections ?? [];
  const row = (section?.rows ?? []).filter(({ heading }) => !heading)[0]?.key ?? '';
  const remarks = [{ at: { section: 'main', row, column: 'total' }, text: REMARK }];
  await service.post(reviewerOf(province), path, { action: 'return', revision: 1, remarks });
  await comeBack(sat, 'Bị trả lại');
  await shoot(page, 'tra-lai');
} finally {
  await browser.close();
  await desk.stop();
  await office.desk.close();
  await service.stop();
  rmSync(work, { recursive: true, force: true });
}
