/** The province's pages of the demonstration, as a visitor comes to them: a sign-in without a password, then the offices of a province. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, hasBrowser } from '../support/browser.ts';
import { ROOT } from '../support/sources.ts';
import { PROVINCES, reviewerOf, writeImportFolder } from './import-files.ts';
import { type DemoService, startDemoService } from './service.ts';

const WAIT = 120_000;
const work = mkdtempSync(join(tmpdir(), 'so-tinh-pages-'));
// PostgreSQL may have to run under another account than ours; it must be able to pass through.
chmodSync(work, 0o711);
let service: DemoService | undefined;
beforeAll(async () => {
  if (!hasBrowser) return;
  service = await startDemoService(join(work, 'data'));
  for (const province of PROVINCES) await service.importFolder(writeImportFolder(work, province));
}, WAIT);
afterAll(async () => {
  await service?.stop();
  rmSync(work, { recursive: true, force: true });
}, WAIT);

browserTest(
  'a visitor signs in as a reviewer, sees how far each office is, and leaves',
  { locale: 'vi-VN', viewport: { width: 1280, height: 800 } },
  async (page) => {
    const [province] = PROVINCES;
    if (province === undefined) throw new Error('there is no province');
    await page.goto(`${service?.url}/tien-do`);
    await page.getByRole('link', { name: 'Đăng nhập' }).click();
    await page.getByRole('link', { name: reviewerOf(province) }).click();
    await page.getByRole('heading', { name: /Tiến độ báo cáo/ }).waitFor();
    const names = await page.locator('tbody th').allTextContents();
    expect(names).toContain('Huyện ủy Tứ Kỳ');
    await page.screenshot({ path: join(ROOT, 'node_modules/.cache/so-tinh/pages/tien-do-demo.png') });
    await page.getByRole('button', { name: 'Thoát' }).click();
    await page.goto(`${service?.url}/tien-do`);
    await page.getByRole('link', { name: 'Đăng nhập' }).waitFor();
  },
);
