/** Routes of reports: who am I, the list, one form, its revisions, pushes, receipts. */
import { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import { ReportContent } from '../../shared/report.ts';
import { Id } from '../../shared/template.ts';
import { Me, Receipt, ReportForm, ReportList } from '../../shared/wire.ts';
import { MergingReply } from '../../shared/wire-merge.ts';
import { SentPush } from '../../shared/wire-parts.ts';
import { ReasonHistory } from '../../shared/wire-reasons.ts';
import { endpoint, ReportParams } from '../http/endpoint.ts';
import { paging } from '../http/paging.ts';
import { sent } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { pushRevision } from '../usecases/push/push-revision.ts';
import { readReasons } from '../usecases/read-reasons.ts';
import {
  readForm,
  readListCursor,
  readMe,
  readReceipt,
  readReports,
  readRevision,
} from '../usecases/read-reports.ts';
import type { RouteContext } from './context.ts';
import { wholePush } from './parts.ts';

const REPORT = '/api/reports/:unit/:template/:period';

const PUSHING =
  'Lưu tất cả hoặc không lưu gì, mỗi Idempotency-Key một lần: cùng mã và cùng nội dung thì được đúng câu trả lời cũ. Với `dryRun` máy chủ chỉ xem trước (`changes`, `totals`), không lưu gì và không cần mã. `report_has_errors` mang `issues` và theo cùng thứ tự `words`: 200 lỗi đầu bằng lời, tiếng Việt và tiếng Anh (where, title, found, expected, why). `stale_revision` và `revision_ahead` mang `conflict` với các ô khác nhau. Với `onStale: merge`, ô người khác đã sửa sau `baseRevision` được giữ và trả về ở `merged`; ô cả hai cùng sửa khác nhau thì không lưu gì, `merge_conflict` nêu từng ô: ai ghi, lúc nào. Gửi lại dựa vào lần gửi hiện nay, kèm `resolved` để giá trị không được chọn còn trong lịch sử của ô. `section_not_yours` mang `sections` và `cells`. Nội dung lớn gửi trước bằng …/parts, rồi nêu `parts` thay cho `content`. · All or nothing, once per Idempotency-Key: the same key and body get the same bytes. With `dryRun` it is a preview (`changes`, `totals`), which stores nothing and needs no key. `report_has_errors` carries `issues` and, in the same order, `words`: the first 200 of them told in Vietnamese and English (where, title, found, expected, why). `stale_revision` and `revision_ahead` carry `conflict` with the cells that differ. With `onStale: merge` cells others changed after `baseRevision` are kept and answered in `merged`; where both changed a cell differently nothing is stored, and `merge_conflict` names each cell, who wrote it and when. Send again based on the current revision, with `resolved` so that the value not chosen stays in the history of its cell. `section_not_yours` carries `sections` and `cells`. A large content is sent ahead to …/parts, then named by `parts` instead of `content`.';

const Revision = z.object({
  no: z.int().positive(),
  base: z.int().min(0),
  mode: z.enum(['draft', 'submit']),
  at: z.string(),
  contentHash: z.string(),
  content: ReportContent,
  reasons: z.record(z.string(), z.string()),
});

export function reportRoutes(routes: Routes, context: RouteContext): void {
  personRoutes(routes, context.deps);
  readingRoutes(routes, context.deps);
  writingRoutes(routes, context);
}

function personRoutes(routes: Routes, deps: RouteContext['deps']): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/me',
      summary: 'Tôi là ai, có quyền gì · Who I am and what I may do',
      reply: Me,
    },
    (c) => readMe(deps, c.get('identity')),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/reports',
      summary: 'Các báo cáo tôi được xem · Reports I may see',
      query: z.strictObject(paging(readListCursor, '2022-03-31~hd.tu-ky~inspection~2022-q1')),
      reply: ReportList,
      problems: ['invalid_request'],
    },
    (c, { query }) => readReports(deps, c.get('identity'), query),
  );
}

function readingRoutes(routes: Routes, deps: RouteContext['deps']): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: REPORT,
      summary: 'Biểu để điền, kiểm và gửi · All a sheet needs to be made, checked and sent',
      description:
        '`with=offered` thêm giá trị biểu cho điền sẵn vào ô trống (`offered`), và các kỳ trước lấy số (`offeredFrom`), kỳ nào không điền sẵn thì vì sao. · `with=offered` adds the values the form offers for blank cells (`offered`) and the earlier periods they are of (`offeredFrom`), with the reason where a period offers none.',
      params: ReportParams,
      query: z.strictObject({ with: z.literal('offered').optional() }),
      reply: ReportForm,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query }) => readForm(deps, c.get('identity'), params, query.with === 'offered'),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: `${REPORT}/revisions/:no`,
      summary: 'Một lần gửi, đúng như đã gửi · One revision as it was pushed',
      params: ReportParams.extend({
        no: z
          .string()
          .regex(/^[1-9][0-9]{0,8}$/)
          .transform(Number),
      }),
      reply: Revision,
      problems: ['not_found'],
    },
    (c, { params: { no, ...at } }) => readRevision(deps, c.get('identity'), at, no),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: `${REPORT}/reasons`,
      summary:
        'Lý do đã nêu cho các cảnh báo, từ trước đến kỳ này · Reasons given for warnings, up to this period',
      params: ReportParams,
      query: z.strictObject({ row: z.string().min(1).max(200).optional() }),
      reply: ReasonHistory,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query }) => readReasons(deps, c.get('identity'), params, query.row),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/receipts/:number',
      summary: 'Biên nhận · A receipt',
      params: z.strictObject({ number: Id }),
      reply: Receipt,
      problems: ['not_found'],
    },
    (c, { params }) => readReceipt(deps, c.get('identity'), params.number),
  );
}

function writingRoutes(routes: Routes, { deps, pushes, metrics }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: `${REPORT}/revisions`,
      summary: 'Gửi báo cáo, lưu nháp hoặc xem trước · Push a submission, a draft or a preview',
      description: PUSHING,
      params: ReportParams,
      body: SentPush,
      example: {
        protocol: 1,
        templateVersion: 1,
        baseRevision: 0,
        mode: 'submit',
        dryRun: true,
        content: { main: { 'KT.TC': { total: '120', CS: '70' } } },
        reasons: {},
      },
      key: 'optional',
      reply: MergingReply,
      problems: [
        'not_found',
        'parts_missing',
        'stale_revision',
        'revision_ahead',
        'merge_conflict',
        'resolution_unfit',
        'section_not_yours',
        'wrong_state',
        'period_not_open',
        'period_closed',
        'template_version_mismatch',
        'report_has_errors',
        'closed_cells_changed',
        'secret_content',
      ],
    },
    async (c, { params, body, key }) => {
      try {
        const arrived = { identity: c.get('identity'), at: params, key };
        const request = await wholePush(deps, arrived, body);
        const answer = await pushRevision(deps, pushes, { ...arrived, request });
        metrics.push(answer.replayed ? 'replayed' : body.dryRun ? 'dry-run' : 'stored');
        return sent(answer);
      } catch (error) {
        metrics.push(error instanceof Problem ? error.code : 'internal');
        throw error;
      }
    },
  );
}
