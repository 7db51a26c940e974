/** Makes a file to download, its name and its bytes, from plain data. */
import type { ReportForm } from '../../shared/wire.ts';
import { type AnnotatedForm, annotatedXlsx } from './annotated-xlsx.ts';
import { type CsvDialect, csvOf } from './csv.ts';
import { docxOf } from './docx.ts';
import type { Letterhead } from './letterhead.ts';
import type { MadeFile } from './made-file.ts';
import { type ReportExport, reportFlat, reportTables, sectionFlat } from './report-table.ts';
import { planFile, sheetPlanXlsx } from './sheet-plan-xlsx.ts';
import type { FlatTable, Table } from './table.ts';
import { totalsFlat } from './totals-flat.ts';
import { type TotalsExport, totalsTables } from './totals-table.ts';
import { xlsxOf } from './xlsx.ts';

/** How a table is written. `at`: the moment written into a workbook. */
export type FileFormat =
  | { readonly kind: 'csv'; readonly dialect: CsvDialect }
  | { readonly kind: 'xlsx'; readonly at: Date }
  | { readonly kind: 'docx'; readonly at: Date; readonly letterhead: Letterhead };

/** Data only, so that a thread can be given it. */
export type FileJob =
  | { readonly make: 'totals'; readonly of: TotalsExport; readonly format: FileFormat }
  | {
      readonly make: 'report';
      readonly of: ReportExport;
      readonly format: FileFormat;
      /** CSV: that section of the template, as it is seen; all sections as one line per cell when undefined. */
      readonly section: string | undefined;
    }
  | { readonly make: 'form'; readonly form: ReportForm; readonly at: Date }
  | { readonly make: 'annotated'; readonly of: AnnotatedForm; readonly at: Date };

async function written(
  name: string,
  format: FileFormat,
  flat: () => FlatTable,
  tables: () => readonly Table[],
  issued: { readonly issuer: string; readonly subject: string },
): Promise<MadeFile> {
  switch (format.kind) {
    case 'csv':
      return { name, body: new TextEncoder().encode(csvOf(flat(), format.dialect)) };
    case 'xlsx':
      return { name, body: await xlsxOf(name, tables(), format.at) };
    case 'docx':
      return { name, body: await docxOf(tables(), { ...issued, ...format }) };
  }
}

function totalsFile(of: TotalsExport, format: FileFormat): Promise<MadeFile> {
  const { template, totals, period, lang } = of;
  const name = `${template.descriptors.name[lang]} - ${totals.scope.name} - ${period.label[lang]}`;
  return written(
    name,
    format,
    () => totalsFlat(of),
    () => totalsTables(of),
    {
      issuer: totals.scope.name,
      subject: `${template.descriptors.name.vi}, ${period.label.vi.toLocaleLowerCase('vi')}`,
    },
  );
}

function reportFile(of: ReportExport, format: FileFormat, section: string | undefined): Promise<MadeFile> {
  const { template, head, period } = of.form;
  const name = `${template.descriptors.name[of.lang]} - ${head.unitName} - ${period.label[of.lang]}`;
  const flat = () => sectionFlat(of, section) ?? reportFlat(of);
  return written(name, format, flat, () => reportTables(of), {
    issuer: head.unitName,
    subject: `${template.descriptors.name.vi}, ${period.label.vi.toLocaleLowerCase('vi')}`,
  });
}

async function formFile(form: ReportForm, at: Date): Promise<MadeFile> {
  const plan = planFile(form);
  return {
    name: plan.title,
    body: await sheetPlanXlsx(plan, { at, base: form.head.revision, reviewed: { form } }),
  };
}

/** Takes seconds for the largest reports and holds its thread up meanwhile. */
export function makeFile(job: FileJob): Promise<MadeFile> {
  switch (job.make) {
    case 'totals':
      return totalsFile(job.of, job.format);
    case 'report':
      return reportFile(job.of, job.format, job.section);
    case 'form':
      return formFile(job.form, job.at);
    case 'annotated':
      return annotatedXlsx(job.of, job.at);
  }
}
