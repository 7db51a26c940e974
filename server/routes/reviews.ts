/** Routes of review: decisions one by one and many at once, signatures, going back, differences, follow-ups. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { PushReply } from '../../shared/wire.ts';
import {
  Decision,
  DecisionReply,
  Differences,
  FollowUp,
  FollowUpRequest,
  FollowUps,
  ManyDecided,
  ManyDecisions,
  ResolveRequest,
  RevertRequest,
  ReviewStanding,
  Signature,
  SignRequest,
  Since,
} from '../../shared/wire-review.ts';
import { endpoint, ReportParams } from '../http/endpoint.ts';
import { paging } from '../http/paging.ts';
import { sent } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { decideMany } from '../usecases/review/decide-many.ts';
import { decideReport } from '../usecases/review/decide-report.ts';
import { followUp, readFollowUpCursor, readFollowUps, resolve } from '../usecases/review/follow-ups.ts';
import { readDifferences, readReview } from '../usecases/review/read-review.ts';
import { revertReport, signReport } from '../usecases/review/sign-report.ts';
import type { RouteContext } from './context.ts';

const REPORT = '/api/reports/:unit/:template/:period';

const DECIDING =
  'Duyệt từng cấp, từ dưới lên: cấp gần nhất duyệt thì báo cáo được tính là đã duyệt, cấp trên duyệt sau (`waits_for_level` nêu cấp phải chờ). `level` là cấp anh/chị duyệt thay mặt; không nêu thì là cấp thấp nhất của mình chưa duyệt. Cấp nào cũng trả lại được, kể cả báo cáo đang bị trả lại: khi đó các ô nêu thêm được sửa cùng các ô đã nêu, `revision` là lần gửi đã bị trả lại. Khóa và mở khóa là việc của cấp cao nhất. `unresolved_errors` mang `issues` và `words` như khi gửi. · Level by level, bottom up: with the nearest level’s acceptance the report counts as accepted, higher levels accept afterwards (`waits_for_level` names the one to wait for). `level` is the office decided for; the lowest of one’s own that has not accepted unless named. Any level may return, also what stands returned: then the cells named may change besides those named before, and `revision` is the one that came back. Locking and unlocking is the highest level’s. `unresolved_errors` carries `issues` and `words` as a push does.';

const MANY =
  'Tối đa 200 báo cáo; mỗi báo cáo được quyết định riêng, cái bị từ chối không ảnh hưởng cái khác. Gửi lại với cùng Idempotency-Key thì mỗi báo cáo chỉ được duyệt một lần, kể cả khi lần trước bị ngắt giữa chừng. · Up to 200 reports, each decided by itself; one refused does not touch the others. With the same Idempotency-Key each report is accepted once, even if the first attempt was cut off.';

export function reviewRoutes(routes: Routes, { deps }: RouteContext): void {
  decidingRoutes(routes, deps);
  signingRoutes(routes, deps);
  readingRoutes(routes, deps);
  followUpRoutes(routes, deps);
}

type Deps = RouteContext['deps'];

function decidingRoutes(routes: Routes, deps: Deps): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: `${REPORT}/decisions`,
      summary: 'Duyệt, trả lại, khóa hoặc mở khóa · Accept, return, lock or unlock',
      description: DECIDING,
      params: ReportParams,
      body: Decision,
      example: {
        action: 'return',
        revision: 1,
        remarks: [
          { at: { section: 'main', row: 'KT.TC', column: 'total' }, text: 'Số này chưa khớp kỳ trước.' },
        ],
      },
      key: 'required',
      reply: DecisionReply,
      problems: [
        'not_found',
        'decision_on_another',
        'wrong_state',
        'period_locked',
        'waits_for_level',
        'not_a_level',
        'own_submission',
        'not_signed',
        'unresolved_errors',
        'return_without_cells',
      ],
    },
    async (c, { params, body, key }) =>
      sent(await decideReport(deps, { identity: c.get('identity'), at: params, key, body })),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/decisions',
      summary: 'Duyệt nhiều báo cáo một lần · Accept many reports at once',
      description: MANY,
      body: ManyDecisions,
      example: { reports: [{ unit: 'x1', template: 'inspection', period: '2022-q1', revision: 1 }] },
      key: 'required',
      reply: ManyDecided,
    },
    async (c, { body, key }) => sent(await decideMany(deps, { identity: c.get('identity'), key, body })),
  );
}

function signingRoutes(routes: Routes, deps: Deps): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: `${REPORT}/signatures`,
      summary: 'Ký lần gửi đang xét · Sign the submission',
      params: ReportParams,
      body: SignRequest,
      example: { revision: 1 },
      key: 'required',
      reply: Signature,
      problems: ['not_found', 'decision_on_another', 'wrong_state', 'period_locked', 'signed_already'],
    },
    async (c, { params, body, key }) =>
      sent(await signReport(deps, { identity: c.get('identity'), at: params, key, body })),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: `${REPORT}/reversions`,
      summary: 'Khôi phục về lần đã ký gần nhất · Go back to what was signed last',
      params: ReportParams,
      body: RevertRequest,
      example: { revision: 2 },
      key: 'required',
      reply: PushReply,
      problems: [
        'not_found',
        'stale_revision',
        'revision_ahead',
        'wrong_state',
        'period_not_open',
        'period_closed',
        'report_has_errors',
        'closed_cells_changed',
        'section_not_yours',
        'nothing_to_revert',
      ],
    },
    async (c, { params, body, key }) =>
      sent(await revertReport(deps, { identity: c.get('identity'), at: params, key, body })),
  );
}

function readingRoutes(routes: Routes, deps: Deps): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: `${REPORT}/review`,
      summary: 'Cấp nào đã duyệt, ai đã ký, tôi được làm gì · Who has accepted and signed, and what I may do',
      params: ReportParams,
      reply: ReviewStanding,
      problems: ['not_found'],
    },
    (c, { params }) => readReview(deps, c.get('identity'), params),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: `${REPORT}/differences`,
      summary: 'Các ô khác so với lần gửi mới nhất · Cells that differ from the newest submission',
      params: ReportParams,
      query: z.strictObject({ since: Since.default('submission') }),
      reply: Differences,
      problems: ['not_found', 'invalid_request', 'nothing_to_compare'],
    },
    (c, { params, query }) => readDifferences(deps, c.get('identity'), params, query.since),
  );
}

function followUpRoutes(routes: Routes, deps: Deps): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: `${REPORT}/follow-ups`,
      summary: 'Đánh dấu theo dõi một ô hoặc cả báo cáo · Mark a cell or the report for follow-up',
      params: ReportParams,
      body: FollowUpRequest,
      example: {
        at: { section: 'main', row: 'KT.TC', column: 'total' },
        text: 'Kỳ sau kiểm tra lại số này.',
        due: '2022-07-05',
      },
      key: 'required',
      reply: FollowUp,
      problems: ['not_found'],
    },
    async (c, { params, body, key }) =>
      sent(await followUp(deps, { identity: c.get('identity'), at: params, key, body })),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: `${REPORT}/follow-ups/:no/resolution`,
      summary: 'Khép một mục theo dõi · Resolve a follow-up',
      params: ReportParams.extend({
        no: z
          .string()
          .regex(/^[1-9][0-9]{0,8}$/)
          .transform(Number)
          .meta({ description: 'Số thứ tự của mục theo dõi, từ 1 · number of the follow-up, from 1' }),
      }),
      body: ResolveRequest,
      example: { word: 'Đơn vị đã giải trình, số đúng.' },
      key: 'required',
      reply: FollowUp,
      problems: ['not_found', 'follow_up_resolved'],
    },
    async (c, { params: { no, ...at }, body, key }) =>
      sent(await resolve(deps, { identity: c.get('identity'), at, key, body }, no)),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/follow-ups',
      summary: 'Các mục đang theo dõi · Follow-ups I may see',
      query: z.strictObject({
        scope: Id.optional().meta({
          description:
            'Đơn vị đứng đầu các báo cáo được hỏi · the office at the top of the reports asked about',
        }),
        person: Id.optional().meta({ description: 'Mã người đã đánh dấu · id of who set the mark' }),
        state: z.enum(['open', 'resolved', 'all']).default('open').meta({
          description:
            'Còn theo dõi (`open`, mặc định), đã khép (`resolved`) hay tất cả (`all`) · still open (default), resolved, or all',
        }),
        ...paging(readFollowUpCursor, '2022-07-05~12~1'),
      }),
      reply: FollowUps,
      problems: ['invalid_request'],
    },
    (c, { query: { scope, person, ...query } }) =>
      readFollowUps(deps, c.get('identity'), { ...query, scope, person }),
  );
}
