/** Reports nobody has sent yet, with their sheets made: the desks at which a visitor, a test or the picture sits down. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROTOCOL } from '../../shared/wire.ts';
import { serveDesk } from './desk/host.ts';
import {
  A_YEAR_BEFORE,
  emailOf,
  fillerOf,
  PLAYGROUND,
  PROVINCES,
  writeImportFolder,
} from './import-files.ts';
import { OfficeDesk } from './office-desk.ts';
import { type DemoService, startDemoService } from './service.ts';
import { TARGETS_A_YEAR_BEFORE } from './target-assignments.ts';

/** The report of a year ago, so that the form of this year has something to offer. */
export async function sendYearBefore(service: DemoService): Promise<void> {
  const { unit, template, period } = A_YEAR_BEFORE;
  const path = `/api/reports/${unit}/${template}/${period}`;
  const rows = Object.fromEntries(TARGETS_A_YEAR_BEFORE.targets.map(({ key, typed }) => [key, typed]));
  await service.post(emailOf(unit), `${path}/revisions`, {
    protocol: PROTOCOL,
    templateVersion: 1,
    baseRevision: 0,
    mode: 'submit',
    content: { targets: rows },
    reasons: {},
  });
}

/** Opens every desk of the playground and makes the sheets of its report. */
export async function openPlayground(service: DemoService): Promise<OfficeDesk[]> {
  await sendYearBefore(service);
  const names = new Map(
    PROVINCES.flatMap(({ offices }) => offices.map(({ id, name }) => [id, name] as const)),
  );
  const offices = PLAYGROUND.map(
    (report) => new OfficeDesk(report, service, names.get(report.unit) ?? report.unit),
  );
  for (const office of offices) {
    await office.open();
    await office.desk.close();
    office.handOverTo(fillerOf(office.report.unit));
  }
  return offices;
}

export interface Playground {
  /** Address of the desk page. */
  readonly url: string;
  readonly service: DemoService;
  readonly offices: readonly OfficeDesk[];
  stop(): Promise<void>;
}

/** The real service with the provinces imported and nothing sent, and the desk page in front of it; `port` 0 = any. */
export async function servePlayground(port = 0): Promise<Playground> {
  const work = mkdtempSync(join(tmpdir(), 'so-tinh-desk-'));
  // PostgreSQL may have to run under another account than ours; it must be able to pass through.
  chmodSync(work, 0o711);
  const service = await startDemoService(join(work, 'data'));
  for (const province of PROVINCES) await service.importFolder(writeImportFolder(work, province));
  const offices = await openPlayground(service);
  const page = await serveDesk(offices, [], port);
  return {
    url: page.url,
    service,
    offices,
    async stop() {
      await page.stop();
      for (const office of offices) await office.desk.close();
      await service.stop();
      rmSync(work, { recursive: true, force: true });
    },
  };
}
