/** Routes of more time for a report: asked for, decided, listed. */
import { z } from 'zod';
import {
  Extension,
  ExtensionDecision,
  ExtensionList,
  ExtensionRequest,
  ExtensionState,
  ReportExtensions,
} from '../../shared/wire-extensions.ts';
import { endpoint, ReportParams } from '../http/endpoint.ts';
import { afterNumber, paging } from '../http/paging.ts';
import { sent } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import {
  askExtension,
  decideExtension,
  readExtensions,
  readReportExtensions,
} from '../usecases/review/extend-report.ts';
import type { RouteContext } from './context.ts';

const ASKED = [
  'not_found',
  'wrong_state',
  'period_not_open',
  'extension_day',
  'extension_too_far',
  'extension_open',
] as const;
const EXTENSIONS = '/api/reports/:unit/:template/:period/extensions';

export function extensionRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/extensions',
      summary: 'Các đề nghị gia hạn tôi được xem · Requests for more time I may see',
      query: z.strictObject({
        state: ExtensionState.optional(),
        ...paging(afterNumber, '12'),
      }),
      reply: ExtensionList,
      problems: ['invalid_request'],
    },
    (c, { query: { state, ...page } }) => readExtensions(deps, c.get('identity'), { state, ...page }),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: EXTENSIONS,
      summary: 'Các đề nghị gia hạn của một báo cáo · Requests for more time of one report',
      params: ReportParams,
      reply: ReportExtensions,
      problems: ['not_found'],
    },
    (c, { params }) => readReportExtensions(deps, c.get('identity'), params),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: EXTENSIONS,
      summary: 'Xin gia hạn một báo cáo · Ask for more time for a report',
      params: ReportParams,
      body: ExtensionRequest,
      example: { until: '2022-04-20', reason: 'Hai xã chưa chốt số liệu sau bão.' },
      key: 'required',
      reply: Extension,
      problems: ASKED,
    },
    async (c, { params, body, key }) =>
      sent(await askExtension(deps, { identity: c.get('identity'), at: params, key, body })),
  );
  decisionRoutes(routes, deps);
}

const DECIDING =
  'Đồng ý thì hạn của báo cáo là `until` (mặc định là ngày đã xin), và báo cáo gửi được đến hết ngày đó dù kỳ đã đóng; kỳ đã khóa thì cần quản trị đồng ý. · When granted, the report is due on `until` (by default the day asked for) and taken to the end of that day though its period is closed; in a locked period an administrator has to grant it.';
const PROBLEMS = [...ASKED, 'extension_locked'] as const;

function decisionRoutes(routes: Routes, deps: RouteContext['deps']): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: `${EXTENSIONS}/decision`,
      summary: 'Gia hạn khi đơn vị chưa xin · Grant more time that nobody asked for',
      description: DECIDING,
      params: ReportParams,
      body: ExtensionDecision,
      example: { decision: 'grant', until: '2022-04-20', remark: 'Gia hạn cho các huyện bị bão.' },
      key: 'required',
      reply: Extension,
      problems: [...PROBLEMS],
    },
    async (c, { params, body, key }) => {
      const call = { identity: c.get('identity'), at: params, no: undefined, key, body };
      return sent(await decideExtension(deps, call));
    },
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: `${EXTENSIONS}/:no/decision`,
      summary: 'Đồng ý hoặc từ chối gia hạn · Grant or refuse more time',
      description: DECIDING,
      params: ReportParams.extend({
        no: z
          .string()
          .regex(/^[1-9][0-9]{0,5}$/)
          .transform(Number),
      }),
      body: ExtensionDecision,
      example: { decision: 'refuse', remark: 'Kỳ này phải chốt trước hội nghị.' },
      key: 'required',
      reply: Extension,
      problems: [...PROBLEMS, 'extension_decided'],
    },
    async (c, { params: { no, ...at }, body, key }) =>
      sent(await decideExtension(deps, { identity: c.get('identity'), at, no, key, body })),
  );
}
