/** What offices send after mending their mistakes is what they meant, and the comparison sees it when it is not. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportForm, Totals } from '../../shared/wire.ts';
import { breakdownFault } from './breakdown.ts';
import { type Assigned, assignmentsOf, PROVINCES, reviewerOf, writeImportFolder } from './import-files.ts';
import { astrayIn } from './intended.ts';
import { MISTAKES } from './mistakes.ts';
import { OfficeDesk } from './office-desk.ts';
import { reportAndSend } from './send.ts';
import { type DemoService, startDemoService } from './service.ts';

const WAIT = 120_000;
const [HAI_DUONG] = PROVINCES;
let service: DemoService;
let work = '';

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'so-tinh-intended-'));
  // PostgreSQL may have to run under another account than ours; it must be able to pass through.
  chmodSync(work, 0o711);
  service = await startDemoService(join(work, 'data'));
  for (const province of PROVINCES) await service.importFolder(writeImportFolder(work, province));
}, WAIT);
afterAll(async () => {
  await service?.stop();
  rmSync(work, { recursive: true, force: true });
}, WAIT);

async function stored({ unit, template, period }: Assigned): Promise<ReportForm> {
  if (!HAI_DUONG) throw new Error('no province');
  return service.get(reviewerOf(HAI_DUONG), `/api/reports/${unit}/${template}/${period}`);
}

test.each(MISTAKES.map((mistake, index) => [mistake.words, mistake, index] as const))(
  'after “%s” the office has sent what it meant, nothing more',
  async (_words, mistake, index) => {
    const report = PROVINCES.flatMap(assignmentsOf).find(
      ({ unit, template, period }) =>
        unit === mistake.unit && template === mistake.template && period === mistake.period,
    );
    if (!report) throw new Error(`${mistake.unit} owes no such report`);
    const office = new OfficeDesk(report, service, mistake.unit);
    expect((await reportAndSend(office, index + 1, [])).join('\n')).toContain(mistake.words);
    await office.desk.close();
    expect(astrayIn(report, (await stored(report)).content)).toEqual([]);
  },
  WAIT,
);

test('a total nobody meant is seen where its breakdown was made to fit it', async () => {
  const report = { unit: 'hd.cam-giang', template: 'inspection', period: '2021' } as const;
  const { content } = await stored(report);
  const main = content.main ?? {};
  const meant = main['DH.DV'] ?? {};
  const made = { ...content, main: { ...main, 'DH.DV': { ...meant, total: '999', CU: '993' } } };
  expect(astrayIn(report, made).map(({ where, stored: found }) => [where, found])).toEqual([
    ['DH.DV total', '999'],
    ['DH.DV CU', '993'],
  ]);
});

test('a row of a list that was sent twice, changed or lost is seen', async () => {
  const report = { unit: 'hd.kinh-mon', template: 'tasks', period: '2022-dot-1' } as const;
  const { content } = await stored(report);
  const rows = Object.entries(content.tasks ?? {});
  const [first, ...others] = rows;
  const cells = first?.[1] ?? {};
  const astray = (changed: readonly (readonly [string, typeof cells])[]): number =>
    astrayIn(report, { tasks: Object.fromEntries(changed) }).length;
  expect(astray(rows)).toBe(0);
  expect(astray([...rows, ['again', cells]])).toBe(1);
  expect(astray(others)).toBe(1);
  expect(astray([...others, ['changed', { ...cells, result: 'khác' }]])).toBe(1);
});

test('a published figure is not taken for right while the total beside it says something else', () => {
  const line = (column: string, value: string): Totals['totals'][number] => ({
    section: 'main',
    row: 'DH.DV',
    column,
    value,
    number: 13,
    none: 0,
    notApplicable: 0,
    notYetKnown: 0,
    estimate: 0,
  });
  const totals = (...lines: Totals['totals']) => ({ template: 'inspection', totals: lines }) as Totals;
  const at = (...lines: Totals['totals']): string => breakdownFault(totals(...lines), 'main', 'DH.DV');
  expect(at(line('total', '90'), line('UB', '90'))).toBe('');
  expect(at(line('total', '90'))).toBe('');
  expect(at(line('total', '1083'), line('UB', '90'))).toBe('Tổng số: 1.083; Chủ thể: 90');
});
