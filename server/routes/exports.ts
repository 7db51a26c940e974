/** Routes of files to download: totals, reports and empty forms as CSV and .xlsx. */
import { z } from 'zod';
import { Problem, type ProblemCode } from '../../shared/problem.ts';
import { Id } from '../../shared/template.ts';
import type { CsvDialect } from '../exports/csv.ts';
import type { FileFormat } from '../exports/file.ts';
import { contentDisposition } from '../exports/file-name.ts';
import { LETTERHEADS, type Letterhead } from '../exports/letterhead.ts';
import type { MadeFile } from '../exports/made-file.ts';
import { endpoint } from '../http/endpoint.ts';
import { Reply } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import type { Identity } from '../usecases/enter.ts';
import { readReportExport, readTotalsExport } from '../usecases/read-exports.ts';
import { TOTALS_FILE_PATH } from '../web/layout.tsx';
import { wrongField } from '../wrong-field.ts';
import type { RouteContext } from './context.ts';
import { answeringWith } from './office-page-problem.ts';
import { identityIn } from './office-page-who.ts';
import { BasisParam, TotalsQueryParams } from './totals.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const CSV = 'text/csv; charset=utf-8';

/** The last part of the address: a period and the kind of file, e.g. `2022-q1.csv`. */
const File = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,84}$/);
export const FileQuery = z.strictObject({
  lang: z.enum(['vi', 'en']).default('vi'),
  /** CSV only: `plain` for programs, `excel-vi` for a double click in Vietnamese Excel. */
  csv: z.enum(['plain', 'excel-vi']).default('plain'),
});
const DocumentQuery = FileQuery.extend({
  /** Word only: the form of the party's documents, or of the state's. */
  letterhead: z.enum(LETTERHEADS).default('party'),
});
const TotalsFileQuery = TotalsQueryParams.extend({
  ...DocumentQuery.shape,
  basis: BasisParam.default('asWas'),
});
const TotalsFileParams = z.strictObject({ template: Id, file: File });

/** The totals of a form as a file of the kind its address names. */
async function totalsFile(
  { deps, totals, files }: RouteContext,
  identity: Identity,
  { template, file }: z.infer<typeof TotalsFileParams>,
  { lang, csv, letterhead, ...asked }: z.infer<typeof TotalsFileQuery>,
  left: AbortSignal,
): Promise<Reply> {
  const { period, kind } = split(file, ['csv', 'xlsx', 'docx']);
  const of = await readTotalsExport(deps, totals, identity, { template, period, ...asked }, lang);
  const format = formatOf(kind, { csv, letterhead }, deps.clock());
  return download(files.write({ make: 'totals', of, format }, left), kind);
}
/** What making any file can meet. */
export const MAKING: readonly ProblemCode[] = ['too_many_requests', 'shutting_down', 'export_too_slow'];
const REPLY = { [CSV]: z.string(), [XLSX]: z.string(), [DOCX]: z.string() };

const CSV_NOTE =
  'CSV: UTF-8 with BOM, RFC 4180, one line per figure, each with form, period and office by id and name; numbers with a decimal point and dates yyyy-mm-dd, or with `csv=excel-vi` semicolons, decimal comma and dd/mm/yyyy. Text a spreadsheet could take for a formula begins with an apostrophe. XLSX: typed cells, coverage on top. DOCX: a draft in the official form `letterhead` asks for, number, date and signature left blank.';

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

interface Wish {
  readonly csv: CsvDialect;
  readonly letterhead: Letterhead;
}

function formatOf(kind: Kind, { csv, letterhead }: Wish, at: Date): FileFormat {
  if (kind === 'csv') return { kind, dialect: csv };
  return kind === 'docx' ? { kind, at, letterhead } : { kind, at };
}

/** Handlers return it without waiting for it, so that what a file is made from goes while the file waits for its turn. */
export async function download(made: Promise<MadeFile>, kind: Kind): Promise<Reply> {
  const { name, body } = await made;
  return new Reply(body, {
    'content-type': { csv: CSV, xlsx: XLSX, docx: DOCX }[kind],
    'content-disposition': contentDisposition(name, kind),
    'cache-control': 'private, no-store',
  });
}

/** The same files for who has signed in on the pages. */
export function exportPageRoutes(routes: Routes, context: RouteContext): void {
  routes.page(
    `${TOTALS_FILE_PATH}/:template/:file`,
    answeringWith(context)(async (c) => {
      const identity = await identityIn(context.deps, c);
      const params = TotalsFileParams.safeParse(c.req.param());
      const query = TotalsFileQuery.safeParse(c.req.query());
      if (!params.success || !query.success) throw new Problem('no_such_address');
      return totalsFile(context, identity, params.data, query.data, c.req.raw.signal);
    }),
  );
}

export function exportRoutes(routes: Routes, context: RouteContext): void {
  const { deps, files } = context;
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/exports/totals/:template/:file',
      summary: 'Tải tổng hợp về tệp CSV, Excel hoặc Word · Totals as a CSV, Excel or Word file',
      description: `\`file\` is the period with .csv, .xlsx or .docx. ${CSV_NOTE}`,
      params: TotalsFileParams,
      query: TotalsFileQuery,
      reply: REPLY,
      problems: [
        'not_found',
        'invalid_request',
        'not_on_map',
        'not_comparable',
        'counts_not_divided',
        ...MAKING,
      ],
    },
    (c, { params, query }) => totalsFile(context, c.get('identity'), params, query, c.req.raw.signal),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/exports/reports/:unit/:template/:file',
      summary: 'Tải một báo cáo về tệp CSV, Excel hoặc Word · One report as a CSV, Excel or Word file',
      description: `The last revision. \`file\` is the period with .csv, .xlsx or .docx. With \`section\` a CSV holds that section as it is seen. ${CSV_NOTE}`,
      params: z.strictObject({ unit: Id, template: Id, file: File }),
      query: DocumentQuery.extend({ section: Id.optional() }),
      reply: REPLY,
      problems: ['not_found', 'invalid_request', ...MAKING],
    },
    async (c, { params, query: { lang, csv, letterhead, section } }) => {
      const { period, kind } = split(params.file, ['csv', 'xlsx', 'docx']);
      const at = { unit: params.unit, template: params.template, period };
      const of = await readReportExport(deps, c.get('identity'), at, lang);
      const known = section === undefined || of.form.template.sections.some(({ id }) => id === section);
      if (!known) throw new Problem('not_found');
      const format = formatOf(kind, { csv, letterhead }, deps.clock());
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
