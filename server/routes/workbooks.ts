/** Routes of a report as an .xlsx workbook, for those without Google: downloaded, and sent back to be checked and pushed. */
import type { Context } from 'hono';
import { z } from 'zod';
import { memoryKey } from '../../shared/given-answers.ts';
import { Problem, type ProblemCode } from '../../shared/problem.ts';
import type { Memory } from '../../shared/raw-sheet.ts';
import type { Template } from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { MergingReply } from '../../shared/wire-merge.ts';
import { WorkbookCheck } from '../../shared/wire-workbook.ts';
import { readBytes } from '../http/body.ts';
import { endpoint, ReportParams } from '../http/endpoint.ts';
import { sent } from '../http/reply.ts';
import type { AppEnv, Routes } from '../http/routes.ts';
import { readForm } from '../usecases/read-reports.ts';
import { pushWorkbook } from '../usecases/workbooks/push-workbook.ts';
import { checkWorkbook, readSentWorkbook } from '../usecases/workbooks/sent-workbook.ts';
import type { RouteContext } from './context.ts';
import { download, MAKING, XLSX } from './exports.ts';

const WORKBOOK = '/api/reports/:unit/:template/:period/workbook';

const LIMIT_MB = 8;
/** A form of 20,000 tasks; every other is a fraction of it. */
export const WORKBOOK_LIMIT_BYTES = LIMIT_MB * 1024 * 1024;

/** What reading a file can meet. */
const READING: readonly ProblemCode[] = [
  'workbook_too_large',
  'not_a_workbook',
  'workbook_with_macros',
  'workbook_encrypted',
  'workbook_unsafe',
  'workbook_unmarked',
  'workbook_of_another',
  'unsupported_media_type',
  'too_many_requests',
  'shutting_down',
];

const SENDING =
  'Thân yêu cầu là tệp .xlsx đã tải về và điền. `mode=check` (mặc định) chỉ đọc và kiểm tra, không lưu gì; `draft` và `submit` lưu như mọi lần gửi, mỗi Idempotency-Key một lần, dựa vào lần gửi ghi trong tệp. Lỗi nêu địa chỉ ô (`a1`) trong chính tệp đó. `dot` nói dấu chấm trong các số của tệp nghĩa là gì. `answer=workbook` trả lại tệp có ghi chú ở từng ô sai và trang “Cần sửa”; lý do của cảnh báo ghi ở trang ấy được đọc khi gửi tệp lên. · The body is the .xlsx downloaded and filled in. `mode=check` (default) reads and checks only; `draft` and `submit` are pushes like any other, once per Idempotency-Key, based on the revision the file was made from. Issues carry the address (`a1`) in the office’s own file. `dot` says what the dot means in its numbers. `answer=workbook` gives the file back with a note at every wrong cell and a sheet “Cần sửa”; reasons for warnings written there are read when that file is sent.';

const WorkbookQuery = z.strictObject({
  mode: z.enum(['check', 'draft', 'submit']).default('check'),
  /** What becomes of it where others sent meanwhile: refused as stale, or merged where nobody changed the same cell. */
  onStale: z.enum(['refuse', 'merge']).default('refuse'),
  /** Of a check: as data, or as the file with what is to be mended written in it. */
  answer: z.enum(['json', 'workbook']).default('json'),
  /** What the dot means in every column of the file, where it may mean both. */
  dot: z.enum(['thousands', 'decimal']).optional(),
});

const dotEverywhere = ({ sections }: Template, dot: string): Memory =>
  Object.fromEntries(
    sections.flatMap(({ id, columns }) =>
      columns.flatMap(({ id: column }) =>
        (['number_dot', 'number_kept'] as const).map((asked) => [memoryKey(asked, id, column), dot] as const),
      ),
    ),
  );

export const tooBigFile = (): Problem =>
  new Problem('workbook_too_large', {
    what: `tệp hơn ${LIMIT_MB} MB`,
    what_en: `the file has more than ${LIMIT_MB} MB`,
  });

/** The file in the body. Throws Problem `workbook_too_large`. */
const fileIn = (c: Context<AppEnv>): Promise<Uint8Array> =>
  readBytes(c.req.raw, WORKBOOK_LIMIT_BYTES, tooBigFile);

/** By what the sender calls it; what it is shows when it is read. */
function refuseOtherTypes(c: Context<AppEnv>): void {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type?.includes('macroenabled')) throw new Problem('workbook_with_macros');
  if (type === 'application/vnd.ms-excel') throw new Problem('workbook_encrypted');
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if ((type === XLSX || type === 'application/octet-stream') && encoding === 'identity') return;
  throw new Problem('unsupported_media_type', { expected: XLSX });
}

export function workbookRoutes(routes: Routes, context: RouteContext): void {
  downloadRoute(routes, context);
  sendRoute(routes, context);
}

function downloadRoute(routes: Routes, { deps, files }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: WORKBOOK,
      summary: 'Tải báo cáo về tệp Excel để điền · The report as an Excel file to fill in',
      description:
        'The same tabs, keys and rules as in Google Sheets, filled with the last revision; the file knows its report and that revision.',
      params: ReportParams,
      reply: { [XLSX]: z.string() },
      problems: ['not_found', ...MAKING],
    },
    async (c, { params }) => {
      const form = await readForm(deps, c.get('identity'), params);
      return download(files.write({ make: 'form', form, at: deps.clock() }, c.req.raw.signal), 'xlsx');
    },
  );
}

function sendRoute(routes: Routes, { deps, pushes, reader, files }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: WORKBOOK,
      summary: 'Gửi lại tệp Excel đã điền, hoặc kiểm tra · Send the filled Excel file back, or check it',
      description: SENDING,
      params: ReportParams,
      query: WorkbookQuery,
      file: XLSX,
      key: 'optional',
      reply: { 'application/json': z.union([WorkbookCheck, MergingReply]), [XLSX]: z.string() },
      problems: [
        ...READING,
        'export_too_slow',
        'not_found',
        'invalid_request',
        'stale_revision',
        'revision_ahead',
        'merge_conflict',
        'section_not_yours',
        'wrong_state',
        'period_not_open',
        'period_closed',
        'template_version_mismatch',
        'report_has_errors',
        'closed_cells_changed',
      ],
    },
    async (c, { params: at, query: { mode, onStale, answer, dot }, key }) => {
      refuseOtherTypes(c);
      if (mode !== 'check' && key === undefined) throw new Problem('idempotency_key_required');
      const call = { identity: c.get('identity'), at };
      const sentFile = async ({ template }: ReportForm) => ({
        file: await fileIn(c),
        answers: dot === undefined ? {} : dotEverywhere(template, dot),
      });
      const workbook = await readSentWorkbook(deps, reader, call, sentFile, c.req.raw.signal);
      const terms = { onStale, reasons: {} };
      if (mode === 'check' || key === undefined) {
        const check = await checkWorkbook(deps, pushes, call, workbook, terms);
        if (answer === 'json') return check;
        const of = { ...workbook, issues: check.issues };
        return download(files.write({ make: 'annotated', of, at: deps.clock() }, c.req.raw.signal), 'xlsx');
      }
      return sent(await pushWorkbook(deps, pushes, { ...call, key }, workbook, { ...terms, mode }));
    },
  );
}
