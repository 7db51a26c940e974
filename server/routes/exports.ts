/** Routes of files to download: totals, reports and empty forms as CSV and .xlsx. */
import { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { Id } from '../../shared/template.ts';
import { type CsvDialect, csvOf, flatOf } from '../exports/csv.ts';
import { contentDisposition } from '../exports/file-name.ts';
import { reportFlat, reportTables } from '../exports/report-table.ts';
import { sheetPlanXlsx } from '../exports/sheet-plan-xlsx.ts';
import type { FlatTable, Table } from '../exports/table.ts';
import { totalsFlat, totalsTables } from '../exports/totals-table.ts';
import { xlsxOf } from '../exports/xlsx.ts';
import { type App, endpoint } from '../http/endpoint.ts';
import { Reply } from '../http/reply.ts';
import { readReportExport, readTotalsExport } from '../usecases/read-exports.ts';
import type { RouteContext } from './context.ts';
import { TotalsQueryParams } from './totals.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';

/** The last part of the address: a period and the kind of file, e.g. `2022-q1.csv`. */
const File = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(csv|xlsx)$/);
const Workbook = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.xlsx$/);
const FileQuery = z.strictObject({
  lang: z.enum(['vi', 'en']).default('vi'),
  /** CSV only: `plain` for programs, `excel-vi` for a double click in Vietnamese Excel. */
  csv: z.enum(['plain', 'excel-vi']).default('plain'),
});
const REPLY = { [CSV]: z.string(), [XLSX]: z.string() };

const CSV_NOTE =
  'CSV: UTF-8 with BOM, RFC 4180, one line per figure; numbers with a decimal point and dates yyyy-mm-dd, or with `csv=excel-vi` semicolons, decimal comma and dd/mm/yyyy. Text a spreadsheet could take for a formula begins with an apostrophe. XLSX: typed cells, coverage on top.';

function split(file: string): { period: string; kind: 'csv' | 'xlsx' } {
  const dot = file.lastIndexOf('.');
  return { period: file.slice(0, dot), kind: file.endsWith('.csv') ? 'csv' : 'xlsx' };
}

function download(body: string | Uint8Array<ArrayBuffer>, name: string, kind: 'csv' | 'xlsx'): Reply {
  return new Reply(body, {
    'content-type': kind === 'csv' ? CSV : XLSX,
    'content-disposition': contentDisposition(name, kind),
    'cache-control': 'private, no-store',
  });
}

interface Contents {
  readonly name: string;
  readonly flat: () => FlatTable;
  readonly tables: () => readonly Table[];
  readonly at: Date;
}

async function send(contents: Contents, kind: 'csv' | 'xlsx', dialect: CsvDialect): Promise<Reply> {
  const { name, flat, tables, at } = contents;
  const body = kind === 'csv' ? csvOf(flat(), dialect) : await xlsxOf(name, tables(), at);
  return download(body, name, kind);
}

export function exportRoutes(app: App, { deps, totals }: RouteContext): void {
  endpoint(
    app,
    {
      method: 'get',
      path: '/api/exports/totals/:template/:file',
      summary: 'Tải tổng hợp về tệp CSV hoặc Excel · Totals as a CSV or Excel file',
      description: `\`file\` is the period with .csv or .xlsx. ${CSV_NOTE}`,
      params: z.strictObject({ template: Id, file: File }),
      query: TotalsQueryParams.extend(FileQuery.shape),
      reply: REPLY,
      problems: ['not_found', 'invalid_request'],
    },
    async (c, { params, query: { lang, csv, ...asked } }) => {
      const { period, kind } = split(params.file);
      const query = { template: params.template, period, ...asked };
      const found = await readTotalsExport(deps, totals, c.get('identity'), query, lang);
      const name = `${found.template.descriptors.name[lang]} - ${found.totals.scope.name} - ${found.period.label[lang]}`;
      const contents = { flat: () => totalsFlat(found), tables: () => totalsTables(found) };
      return send({ name, ...contents, at: deps.clock() }, kind, csv);
    },
  );
  endpoint(
    app,
    {
      method: 'get',
      path: '/api/exports/reports/:unit/:template/:file',
      summary: 'Tải một báo cáo về tệp CSV hoặc Excel · One report as a CSV or Excel file',
      description: `The last revision. \`file\` is the period with .csv or .xlsx. With \`section\` a CSV holds that section as it is seen. ${CSV_NOTE}`,
      params: z.strictObject({ unit: Id, template: Id, file: File }),
      query: FileQuery.extend({ section: Id.optional() }),
      reply: REPLY,
      problems: ['not_found', 'invalid_request'],
    },
    async (c, { params, query: { lang, csv, section } }) => {
      const { period, kind } = split(params.file);
      const at = { unit: params.unit, template: params.template, period };
      const found = await readReportExport(deps, c.get('identity'), at, lang);
      const { head, template } = found.form;
      const name = `${template.descriptors.name[lang]} - ${head.unitName} - ${found.form.period.label[lang]}`;
      const tables = () => reportTables(found);
      const index = template.sections.findIndex(({ id }) => id === section);
      if (section !== undefined && index < 0) throw new Problem('not_found');
      const seen = tables()[index];
      const flat = () => (seen === undefined ? reportFlat(found) : flatOf(seen));
      return send({ name, flat, tables, at: deps.clock() }, kind, csv);
    },
  );
  endpoint(
    app,
    {
      method: 'get',
      path: '/api/exports/forms/:unit/:template/:file',
      summary: 'Tải biểu để điền trong Excel · The form to fill in as an Excel file',
      description: 'The same tabs, keys and rules as in Google Sheets, filled with the last revision.',
      params: z.strictObject({ unit: Id, template: Id, file: Workbook }),
      reply: { [XLSX]: z.string() },
      problems: ['not_found'],
    },
    async (c, { params }) => {
      const { period } = split(params.file);
      const at = { unit: params.unit, template: params.template, period };
      const { form } = await readReportExport(deps, c.get('identity'), at, 'vi');
      const plan = planWorkbook(form);
      return download(await sheetPlanXlsx(plan, deps.clock()), plan.title, 'xlsx');
    },
  );
}
