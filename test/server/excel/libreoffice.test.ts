/** A form opened and saved by LibreOffice is still the form: keys, marks and every value are read back. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readReportFile } from '../../../server/excel/read-report.ts';
import { sheetPlanXlsx } from '../../../server/exports/sheet-plan-xlsx.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { MOMENT, reportExport } from '../../support/exported.ts';

const there = spawnSync('soffice', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'so-tinh-office-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Without LibreOffice on the machine there is nothing to ask.
test.skipIf(!there)('what LibreOffice saves is read as what was drawn', { timeout: 120_000 }, async () => {
  const forms = BUILT_IN.map(({ id }) => ({ id, form: reportExport(id).form }));
  for (const { id, form } of forms) {
    const bytes = await sheetPlanXlsx(planWorkbook(form), { at: MOMENT, base: 3 });
    writeFileSync(join(folder, `${id}.xlsx`), bytes);
  }
  const saved = join(folder, 'saved');
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      saved,
      ...forms.map(({ id }) => join(folder, `${id}.xlsx`)),
    ],
    { stdio: 'ignore' },
  );
  for (const { id, form } of forms) {
    const { template, assigned, head } = form;
    const report = { unit: head.unit, template: head.template, period: head.period };
    const file = new Uint8Array(readFileSync(join(saved, `${id}.xlsx`)));
    const read = await readReportFile(file, { template, assigned, report, answers: {} });
    expect([id, read.issues.filter(({ severity }) => severity === 'error')]).toEqual([id, []]);
    expect(read.content).toEqual(form.content);
    expect(read.marks).toEqual({ ...report, version: head.templateVersion, base: 3 });
  }
});
