/** Pictures of what an office does besides checking and sending: kinds of empty, a repair, more time, last year's figures. */
import type { Browser } from 'playwright-core';
import {
  atDesk,
  choose,
  comeBack,
  inspectionRows,
  make,
  press,
  type Sat,
  shootSidebar,
  shows,
  sidebarOf,
} from './guide-pictures-taking.ts';
import { PLAYGROUND } from './import-files.ts';
import { sendYearBefore } from './playground.ts';
import type { DemoService } from './service.ts';

const REASON = 'Chờ ba chi bộ trực thuộc gửi số.';

export async function takeOffice(browser: Browser, service: DemoService): Promise<void> {
  const [, inspection, , targets] = PLAYGROUND;
  if (!inspection || !targets) throw new Error('no report to show');
  await atDesk(browser, service, inspection, async (sat) => {
    await make(sat.page, /Quý I\/2022/);
    await empties(sat);
    await repair(sat);
    await moreTime(sat);
  });
  await sendYearBefore(service);
  await atDesk(browser, service, targets, yearBefore);
}

async function empties(sat: Sat): Promise<void> {
  const { page, office } = sat;
  const found = office.find('main');
  for (const { key } of inspectionRows().slice(0, -3))
    office.type(found, found.row(key), found.column('total'), '0');
  await comeBack(sat, 'Chưa gửi lần nào.');
  await press(page, 'Kiểm tra');
  const side = sidebarOf(page);
  await side.getByText('Không có số? Chọn cách ghi').first().click();
  await side.getByLabel('Ghi vào ô').selectOption({ label: 'Chưa có số liệu: sẽ báo sau' });
  await side.getByLabel('Lý do chưa có').fill(REASON);
  await side.getByLabel('Ngày hẹn có số (nếu biết)').fill('2022-04-20');
  await shootSidebar(page, 'o-trong', { after: side.locator('.card:has(details[open])') });
}

async function repair(sat: Sat): Promise<void> {
  const { page, office } = sat;
  const found = office.find('main');
  const { clerk } = office.desk;
  clerk.renameSheet(found.tab, 'Thống kê bản cuối');
  clerk.merge(`'Thống kê bản cuối'!E12:E13`);
  clerk.paste(`'Thống kê bản cuối'!E14`, { kind: 'text', rows: [['0', '3']] });
  await comeBack(sat, 'Chưa gửi lần nào.');
  await press(page, 'Kiểm tra');
  await choose(page, 'Sửa cấu trúc biểu');
  await sidebarOf(page).getByRole('button', { name: 'Sửa giúp' }).waitFor();
  await shootSidebar(page, 'sua-cau-truc');
  await press(page, 'Sửa giúp');
  await sidebarOf(page)
    .getByText(/Đã sửa \d+ chỗ/)
    .first()
    .waitFor();
}

async function moreTime(sat: Sat): Promise<void> {
  const { page } = sat;
  await comeBack(sat, 'Chưa gửi lần nào.');
  await choose(page, 'Xin gia hạn');
  const side = sidebarOf(page);
  await side.getByLabel('Xin đến hết ngày').fill('2022-04-20');
  await side.getByLabel('Lý do').fill(REASON);
  await shootSidebar(page, 'xin-gia-han');
  await press(page, 'Gửi đề nghị');
  await side.getByText(/Đang chờ trả lời/).waitFor();
}

async function yearBefore({ page }: Sat): Promise<void> {
  await make(page, /Quý I\/2022/);
  await choose(page, 'Điền sẵn ô trống');
  await shows(page, 'Sẽ sửa 5 ô');
  await shootSidebar(page, 'dien-san', { after: sidebarOf(page).locator('.card.mend'), way: 'below' });
}
