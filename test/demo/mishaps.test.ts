/** What a visitor may break with one click is broken, and the sheet doctor brings it back. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RepairResult, StructureResult } from '../../addon/core/rpc-doctor.ts';
import { mishap } from './desk/mishaps.ts';
import { PLAYGROUND, PROVINCES, writeImportFolder } from './import-files.ts';
import { OfficeDesk } from './office-desk.ts';
import { type DemoService, startDemoService } from './service.ts';

const WAIT = 120_000;
let work: string;
let service: DemoService;
let office: OfficeDesk;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'so-tinh-mishaps-'));
  chmodSync(work, 0o711);
  service = await startDemoService(join(work, 'data'));
  const [province] = PROVINCES;
  const [report] = PLAYGROUND;
  if (!province || !report) throw new Error('no report to break');
  await service.importFolder(writeImportFolder(work, province));
  office = new OfficeDesk(report, service, report.unit);
  await office.open();
}, WAIT);
afterAll(async () => {
  await office.desk.close();
  await service.stop();
  rmSync(work, { recursive: true, force: true });
});

test.each([
  'pasteHeaders',
  'sortPart',
  'loseKeys',
  'removeColumn',
  'moveColumn',
  'removeRow',
  'renameSheet',
] as const)(
  '%s is found by the doctor and put right',
  async (what) => {
    const { tab, row, column } = office.find('main');
    // By its printed name: nothing is filled in, so that a sort by figures would change nothing.
    const at = { tab, row: row('NV.TC'), column: what === 'sortPart' ? 1 : column('total') };
    mishap(office, what, at);
    const { damages } = await office.call<StructureResult>('examineStructure');
    expect(damages).not.toEqual([]);
    const { done, refused } = await office.call<RepairResult>('repair', { rowsBy: { main: 'names' } });
    expect([done.length > 0, refused]).toEqual([true, []]);
    expect(await office.call<StructureResult>('examineStructure')).toEqual({ damages: [] });
  },
  WAIT,
);
