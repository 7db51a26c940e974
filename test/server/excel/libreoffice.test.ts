/** A form opened and saved by LibreOffice is still the form: keys, marks and every value are read back. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { inflate, openArchive } from '../../../server/excel/archive.ts';
import { readReportFile } from '../../../server/excel/read-report.ts';
import { makeFile } from '../../../server/exports/file.ts';
import { sheetPlanXlsx } from '../../../server/exports/sheet-plan-xlsx.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { MOMENT, reportExport } from '../../support/exported.ts';
import { type ZipPart, zipOf } from '../../support/zip.ts';

const there = spawnSync('soffice', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'so-tinh-office-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function saveAll(files: readonly string[]): string {
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
      ...files.map((file) => join(folder, file)),
    ],
    { stdio: 'ignore' },
  );
  return saved;
}

/** LibreOffice writes that a cell is not locked as "false", which the library of this test takes for a yes. */
async function sayingNoAsZero(file: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: ZipPart[] = [];
  for (const part of openArchive(file).values()) {
    const pieces: Buffer[] = [];
    await inflate(part, { left: 10_000_000 }, (piece) => pieces.push(piece));
    const data = Buffer.concat(pieces);
    const isStyles = part.name === 'xl/styles.xml';
    const said = isStyles ? data.toString().replaceAll('locked="false"', 'locked="0"') : data;
    parts.push({ name: part.name, data: said });
  }
  return zipOf(parts);
}

// Without LibreOffice on the machine there is nothing to ask.
test.skipIf(!there)('what LibreOffice saves is read as what was drawn', { timeout: 120_000 }, async () => {
  const forms = BUILT_IN.map(({ id }) => ({ id, form: reportExport(id).form }));
  for (const { id, form } of forms) {
    const bytes = await sheetPlanXlsx(planWorkbook(form), { at: MOMENT, base: 3 });
    writeFileSync(join(folder, `${id}.xlsx`), bytes);
  }
  const saved = saveAll(forms.map(({ id }) => `${id}.xlsx`));
  for (const { id, form } of forms) {
    const { template, assigned, head, content } = form;
    const report = { unit: head.unit, template: head.template, period: head.period };
    const file = new Uint8Array(readFileSync(join(saved, `${id}.xlsx`)));
    const read = await readReportFile(file, { template, assigned, report, answers: {}, known: [content] });
    expect([id, read.issues.filter(({ severity }) => severity === 'error')]).toEqual([id, []]);
    expect(read.content).toEqual(form.content);
    expect(read.marks).toEqual({ ...report, version: head.templateVersion, base: 3 });
  }
});

test.skipIf(!there)(
  'LibreOffice keeps the remarks of a returned report, and which cells are open',
  { timeout: 120_000 },
  async () => {
    const { form } = reportExport('tasks');
    const remarks = [
      { at: { section: 'tasks', row: 'r0001', column: 'result' }, text: 'Ghi rõ kết quả' },
      { at: { section: 'tasks', row: '*', column: 'lead' }, text: 'Ghi tên cơ quan' },
    ];
    const returned = { ...form, head: { ...form.head, state: 'returned' as const }, remarks };
    const { body } = await makeFile({ make: 'form', form: returned, at: MOMENT });
    writeFileSync(join(folder, 'returned.xlsx'), body);
    const saved = readFileSync(join(saveAll(['returned.xlsx']), 'returned.xlsx'));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await sayingNoAsZero(saved)).buffer);
    const [tab] = planWorkbook(returned).tabs;
    const sheet = workbook.getWorksheet(tab?.name);
    const row = (tab?.firstRow ?? 0) + (tab?.rows.findIndex(({ key }) => key === 'r0001') ?? 0);
    const cell = (at: number, column: string) =>
      sheet?.getCell(at, (tab?.columns.findIndex(({ id }) => id === column) ?? 0) + 1);
    const note = (at: number, column: string) => JSON.stringify(cell(at, column)?.note);
    expect(note(row, 'result')).toContain('Sổ Tỉnh · Bị trả lại: Ghi rõ kết quả');
    expect(note(tab?.headerRow ?? 0, 'lead')).toContain('Sổ Tỉnh · Bị trả lại: Ghi tên cơ quan (cả cột)');
    const locked = (column: string) => cell(row, column)?.protection?.locked !== false;
    expect(['result', 'lead', 'task'].map(locked)).toEqual([false, false, true]);
  },
);
