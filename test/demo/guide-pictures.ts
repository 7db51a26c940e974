/** Makes the pictures of the clerk's guide from the product as it is: `npm run guide:pictures`. One office's report, from choosing it to its being returned. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFile } from './guide-pictures-file.ts';
import { takeOffice } from './guide-pictures-office.ts';
import {
  atDesk,
  choose,
  comeBack,
  FOLDER,
  inspectionRows,
  make,
  press,
  type Sat,
  shootSidebar,
  shows,
  sidebarOf,
} from './guide-pictures-taking.ts';
import { PLAYGROUND, PROVINCES, reviewerOf, writeImportFolder } from './import-files.ts';
import { launchVietnamese } from './picture-browser.ts';
import { type DemoService, startDemoService } from './service.ts';

const FIGURES = [12, 9, 4, 2, 2, 48, 36, 15, 6, 5, 9];
const REMARK = 'Số này khác báo cáo quý trước, đề nghị xem lại.';

function fill({ office }: Sat, wrong: 'with mistakes' | 'as it is'): void {
  const found = office.find('main');
  const rows = inspectionRows();
  rows.forEach(({ key }, index) => {
    office.type(found, found.row(key), found.column('total'), String(FIGURES[index] ?? 0));
  });
  if (wrong === 'as it is') return;
  office.type(found, found.row(rows[3]?.key ?? ''), found.column('total'), '7');
  office.type(found, found.row(rows[1]?.key ?? ''), found.column('total'), '９');
}

async function check(sat: Sat): Promise<void> {
  const { page } = sat;
  await sidebarOf(page)
    .getByLabel(/Quý I\/2022/)
    .first()
    .check();
  await shootSidebar(page, 'chon-bieu');
  await make(page, /Quý I\/2022/);
  fill(sat, 'with mistakes');
  await comeBack(sat, 'Chưa gửi lần nào.');
  await press(page, 'Kiểm tra');
  await sidebarOf(page).locator('#problems').waitFor();
  const first = sidebarOf(page).locator('.card.error').first();
  await shootSidebar(page, 'kiem-tra', { after: first, way: 'below' });
}

async function loseAndSend(sat: Sat): Promise<void> {
  const { page, office } = sat;
  fill(sat, 'as it is');
  await press(page, 'Kiểm tra lại');
  await press(page, 'Xem trước khi gửi');
  await shows(page, 'Nếu gửi bây giờ');
  const side = sidebarOf(page);
  await shootSidebar(page, 'xem-truoc', { after: side.locator('.totals li').nth(3), way: 'below' });
  office.losesPush = true;
  await press(page, 'Gửi');
  const told = side.getByRole('alert');
  await told.waitFor();
  await shootSidebar(page, 'thu-lai', { after: told });
  await comeBack(sat, 'Bản chờ gửi');
  await shootSidebar(page, 'gui-lai');
  await press(page, 'Gửi lại');
  await shows(page, 'Sao chép');
  await shootSidebar(page, 'bien-nhan');
}

async function comesBack(sat: Sat, service: DemoService, reviewer: string): Promise<void> {
  const { page, office } = sat;
  const { unit, template, period } = office.report;
  const path = `/api/reports/${unit}/${template}/${period}/decisions`;
  const row = inspectionRows()[0]?.key ?? '';
  const remarks = [{ at: { section: 'main', row, column: 'total' }, text: REMARK }];
  await service.post(reviewer, path, { action: 'return', revision: 1, remarks });
  await comeBack(sat, 'Bị trả lại');
  const way = sidebarOf(page).getByRole('button', { name: 'Kiểm tra', exact: true });
  await shootSidebar(page, 'tra-lai', { after: way });
  const found = office.find('main');
  await page.locator(`td[data-at="${found.row(row)}:${found.column('total')}"]`).click();
  await choose(page, 'Lịch sử ô');
  await shows(page, 'Trên bảng: 12');
  await shootSidebar(page, 'lich-su-o', { after: sidebarOf(page).locator('.card').first() });
}

const [report] = PLAYGROUND;
const [province] = PROVINCES;
if (!report || !province) throw new Error('no report to show');
const browser = await launchVietnamese();
const work = mkdtempSync(join(tmpdir(), 'so-tinh-guide-'));
chmodSync(work, 0o711);
mkdirSync(FOLDER, { recursive: true });
const service = await startDemoService(join(work, 'data'));
for (const one of PROVINCES) await service.importFolder(writeImportFolder(work, one));
try {
  await atDesk(browser, service, report, async (sat) => {
    await check(sat);
    await loseAndSend(sat);
    await comesBack(sat, service, reviewerOf(province));
  });
  await takeOffice(browser, service);
  await takeFile(browser, service, work);
} finally {
  await browser.close();
  await service.stop();
  rmSync(work, { recursive: true, force: true });
}
