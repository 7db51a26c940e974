/** Makes the pictures of the clerk's guide from the product as it is: `npm run guide:pictures`. One office's report, from choosing it to its being returned. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { FLAGS, findChromium } from '../support/chromium.ts';
import { takeFile } from './guide-pictures-file.ts';
import { takeOffice } from './guide-pictures-office.ts';
import {
  atDesk,
  button,
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
  await shootSidebar(
    page,
    'chon-bieu',
    sidebarOf(page).getByText('Chọn báo cáo').first(),
    button(page, 'Tạo bảng'),
  );
  await make(page, /Quý I\/2022/);
  fill(sat, 'with mistakes');
  await comeBack(sat, 'Chưa gửi lần nào.');
  await press(page, 'Kiểm tra');
  await sidebarOf(page).locator('#problems').waitFor();
  const toCell = sidebarOf(page)
    .getByRole('button', { name: /^Tới ô/ })
    .first();
  await shootSidebar(page, 'kiem-tra', sidebarOf(page).locator('#problems'), toCell);
}

async function sendAndLose(sat: Sat): Promise<void> {
  const { page, office } = sat;
  fill(sat, 'as it is');
  await press(page, 'Kiểm tra lại');
  await press(page, 'Xem trước khi gửi');
  await sidebarOf(page).getByText('Nếu gửi bây giờ').waitFor();
  await shootSidebar(page, 'xem-truoc', sidebarOf(page).locator('#outcome'), button(page, 'Gửi'));
  office.losesAnswer = true;
  await press(page, 'Gửi');
  await sidebarOf(page).getByRole('alert').waitFor();
  await shootSidebar(page, 'gui-lai', sidebarOf(page).locator('#failure'), button(page, 'Thử lại'));
  await press(page, 'Thử lại');
  await sidebarOf(page).getByText('Biên nhận ST-').first().waitFor();
  await shootSidebar(
    page,
    'bien-nhan',
    sidebarOf(page).locator('#outcome'),
    button(page, 'Sao chép số biên nhận và mã kiểm tra'),
  );
}

async function comesBack(sat: Sat, service: DemoService, reviewer: string): Promise<void> {
  const { page, office } = sat;
  const { unit, template, period } = office.report;
  const path = `/api/reports/${unit}/${template}/${period}/decisions`;
  const row = inspectionRows()[0]?.key ?? '';
  const remarks = [{ at: { section: 'main', row, column: 'total' }, text: REMARK }];
  await service.post(reviewer, path, { action: 'return', revision: 1, remarks });
  await comeBack(sat, 'Bị trả lại');
  await shootSidebar(
    page,
    'tra-lai',
    sidebarOf(page).getByText('Các ô cần sửa').first(),
    button(page, 'Kiểm tra'),
  );
  const found = office.find('main');
  await page.locator(`td[data-at="${found.row(row)}:${found.column('total')}"]`).click();
  await choose(page, 'Lịch sử ô');
  await shows(page, 'Trên bảng: 12');
  await shootSidebar(page, 'lich-su-o', sidebarOf(page).getByText('Lịch sử ô E7'));
}

const browserFound = findChromium();
if ('missing' in browserFound) throw new Error(browserFound.missing);
const [report] = PLAYGROUND;
const [province] = PROVINCES;
if (!report || !province) throw new Error('no report to show');
const work = mkdtempSync(join(tmpdir(), 'so-tinh-guide-'));
chmodSync(work, 0o711);
mkdirSync(FOLDER, { recursive: true });
const service = await startDemoService(join(work, 'data'));
for (const one of PROVINCES) await service.importFolder(writeImportFolder(work, one));
// What the browser itself says stands in the pictures as well: Debian has its words in chromium-l10n.
const browser = await chromium.launch({
  executablePath: browserFound.path,
  args: FLAGS,
  env: { ...process.env, LANGUAGE: 'vi' },
});
try {
  await atDesk(browser, service, report, async (sat) => {
    await check(sat);
    await sendAndLose(sat);
    await comesBack(sat, service, reviewerOf(province));
  });
  await takeOffice(browser, service);
  await takeFile(browser, service, work);
} finally {
  await browser.close();
  await service.stop();
  rmSync(work, { recursive: true, force: true });
}
