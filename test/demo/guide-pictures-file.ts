/** Pictures of the way of those without Google: a personal link, the file down, filled with faults, sent back, mended, and a receipt. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { ExcelOffice, WITHOUT_GOOGLE } from './excel-office.ts';
import { fillReport } from './fill.ts';
import { between, shoot } from './guide-pictures-taking.ts';
import { vietnamesePage } from './picture-browser.ts';
import type { DemoService } from './service.ts';

/** Higher than any of the pages: nothing is to be scrolled to. */
const SIZE = { width: 600, height: 3000 };
const FORM = /Thống kê kiểm tra.* · Năm 2021/;
/** A unit typed with the number, and a cell forgotten. */
const MISTAKES = { 'NV.TC': '12 cuộc', 'TK.TC': '' } as const;
const RIGHT = { 'NV.TC': '12', 'TK.TC': '3' } as const;

export async function takeFile(browser: Browser, service: DemoService, work: string): Promise<void> {
  const page = await vietnamesePage(browser, SIZE);
  try {
    await comeIn(page, service);
    const form = await saved(page, work, 'link', 'Tải tệp Excel');
    await typeInto(form, MISTAKES, 'the whole report');
    await hand(page, form, 'Kiểm tra');
    await page.getByText('Chưa có gì được lưu').waitFor();
    await part(page, 'excel-kiem-tra', page.locator('.said'), page.locator('button').last());
    // The page kept the file that was just checked.
    const copy = await saved(page, work, 'button', 'Tải bản ghi chỗ cần sửa');
    await typeInto(copy, RIGHT);
    await hand(page, copy, 'Gửi');
    await page.getByText('Biên nhận ST-').waitFor();
    await part(page, 'excel-bien-nhan', page.locator('h1'), page.locator('.said'));
  } finally {
    await page.close();
  }
}

async function comeIn(page: Page, service: DemoService): Promise<void> {
  const printed = await service.admin('link', `p-${WITHOUT_GOOGLE.unit}`);
  const link = printed.split('\n').find((line) => line.startsWith('/vao/'));
  if (link === undefined) throw new Error(`no link in: ${printed}`);
  await page.goto(`${service.url}${link}`);
  await page.getByRole('button', { name: 'Vào' }).click();
  await page.getByRole('link', { name: FORM }).click();
  await page.getByRole('link', { name: 'Tải tệp Excel' }).waitFor();
  await part(page, 'excel-trang', page.locator('nav'), page.locator('main'));
}

const part = async (page: Page, name: string, first: Locator, last: Locator): Promise<void> =>
  shoot(page, name, await between(first, last, SIZE.width));

/** The path of what is downloaded at a press, under the name it comes with. */
async function saved(page: Page, folder: string, role: 'link' | 'button', name: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole(role, { name }).click();
  const download = await coming;
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

async function typeInto(
  path: string,
  totals: Readonly<Record<string, string>>,
  first?: 'the whole report',
): Promise<void> {
  const file = await readFile(path);
  const office = await ExcelOffice.open(WITHOUT_GOOGLE, new Uint8Array(file).buffer);
  if (first !== undefined) fillReport(office);
  const found = office.find('main');
  for (const [row, text] of Object.entries(totals))
    office.type(found, found.row(row), found.column('total'), text);
  await writeFile(path, await office.saved());
}

async function hand(page: Page, path: string, act: 'Kiểm tra' | 'Gửi'): Promise<void> {
  await page.getByLabel(/Tệp \.xlsx đã điền|Chọn tệp đã sửa/).setInputFiles(path);
  await page.getByRole('button', { name: act, exact: true }).click();
}
