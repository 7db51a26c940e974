/** Routes of files to download: totals, reports and empty forms as CSV and .xlsx. */
import { z } from 'zod';
import { Problem, type ProblemCode } from '../../shared/problem.ts';
import { Id } from '../../shared/template.ts';
import type { CsvDialect } from '../exports/csv.ts';
import type { FileFormat } from '../exports/file.ts';
import { contentDisposition } from '../exports/file-name.ts';
import type { MadeFile } from '../exports/made-file.ts';
import { endpoint } from '../http/endpoint.ts';
import { Reply } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { readReportExport, readTotalsExport } from '../usecases/read-exports.ts';
import { wrongField } from '../wrong-field.ts';
import type { RouteContext } from './context.ts';
import { TotalsQueryParams } from './totals.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv; charset=utf-8';

/** The last part of the address: a period and the kind of file, e.g. `2022-q1.csv`. */
const File = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,84}$/);
export const FileQuery = z.strictObject({
  lang: z.enum(['vi', 'en']).default('vi'),
  /** CSV only: `plain` for programs, `excel-vi` for a double click in Vietnamese Excel. */
  csv: z.enum(['plain', 'excel-vi']).default('plain'),
});
/** What making any file can meet. */
export const MAKING: readonly ProblemCode[] = ['too_many_requests', 'shutting_down', 'export_too_slow'];
const REPLY = { [CSV]: z.string(), [XLSX]: z.string() };

const CSV_NOTE =
  'CSV: UTF-8 with BOM, RFC 4180, one line per figure, each with form, period and office by id and name; numbers with a decimal point and dates yyyy-mm-dd, or with `csv=excel-vi` semicolons, decimal comma and dd/mm/yyyy. Text a spreadsheet could take for a formula begins with an apostrophe. XLSX: typed cells, coverage on top.';

type Kind = FileFormat['kind'];

/** A period beside a kind of file that is not written here is no missing report: the answer names the kinds there are. */
function split<K extends Kind>(file: string, kinds: readonly K[]): { period: string; kind: K } {
  const kind = kinds.find((each) => file.endsWith(`.${each}`));
  if (kind !== undefined) return { period: file.slice(0, -kind.length - 1), kind };
  const names = kinds.map((each) => `.${each}`);
  throw wrongField(
    '/file',
    `đuôi tệp phải là ${names.join(' hoặc ')}`,
    `the file ends in ${names.join(' or ')}`,
  );
}

const formatOf = (kind: Kind, dialect: CsvDialect, at: Date): FileFormat =>
  kind === 'csv' ? { kind, dialect } : { kind, at };

/** Handlers return it without waiting for it, so that what a file is made from goes while the file waits for its turn. */
export async function download(made: Promise<MadeFile>, kind: Kind): Promise<Reply> {
  const { name, body } = await made;
  return new Reply(body, {
    'content-type': kind === 'csv' ? CSV : XLSX,
    'content-disposition': contentDisposition(name, kind),
    'cache-control': 'private, no-store',
  });
}

export function exportRoutes(routes: Routes, { deps, totals, files }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/exports/totals/:template/:file',
      summary: 'Tải tổng hợp về tệp CSV hoặc Excel · Totals as a CSV or Excel file',
      description: `\`file\` is the period with .csv or .xlsx. ${CSV_NOTE}`,
      params: z.strictObject({ template: Id, file: File }),
      query: TotalsQueryParams.extend(FileQuery.shape),
      reply: REPLY,
      problems: ['not_found', 'invalid_request', ...MAKING],
    },
    async (c, { params, query: { lang, csv, ...asked } }) => {
      const { period, kind } = split(params.file, ['csv', 'xlsx']);
      const query = { template: params.template, period, ...asked };
      const of = await readTotalsExport(deps, totals, c.get('identity'), query, lang);
      const format = formatOf(kind, csv, deps.clock());
      return download(files.write({ make: 'totals', of, format }, c.req.raw.signal), kind);
    },
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/exports/reports/:unit/:template/:file',
      summary: 'Tải một báo cáo về tệp CSV hoặc Excel · One report as a CSV or Excel file',
      description: `The last revision. \`file\` is the period with .csv or .xlsx. With \`section\` a CSV holds that section as it is seen. ${CSV_NOTE}`,
      params: z.strictObject({ unit: Id, template: Id, file: File }),
      query: FileQuery.extend({ section: Id.optional() }),
      reply: REPLY,
      problems: ['not_found', 'invalid_request', ...MAKING],
    },
    async (c, { params, query: { lang, csv, section } }) => {
      const { period, kind } = split(params.file, ['csv', 'xlsx']);
      const at = { unit: params.unit, template: params.template, period };
      const of = await readReportExport(deps, c.get('identity'), at, lang);
      const known = section === undefined || of.form.template.sections.some(({ id }) => id === section);
      if (!known) throw new Problem('not_found');
      const format = formatOf(kind, csv, deps.clock());
      return download(files.write({ make: 'report', of, format, section }, c.req.raw.signal), kind);
    },
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/exports/forms/:unit/:template/:file',
      summary: 'Tải biểu để điền trong Excel · The form to fill in as an Excel file',
      description:
        '`file` is the period with .xlsx. The same tabs, keys and rules as in Google Sheets, filled with the last revision.',
      params: z.strictObject({ unit: Id, template: Id, file: File }),
      reply: { [XLSX]: z.string() },
      problems: ['not_found', 'invalid_request', ...MAKING],
    },
    async (c, { params }) => {
      const { period } = split(params.file, ['xlsx']);
      const at = { unit: params.unit, template: params.template, period };
      const { form } = await readReportExport(deps, c.get('identity'), at, 'vi');
      return download(files.write({ make: 'form', form, at: deps.clock() }, c.req.raw.signal), 'xlsx');
    },
  );
}
