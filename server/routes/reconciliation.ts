/** Routes that hold what a parent stated against its subtree: typed sums against computed ones, plans against plans. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { Cascade, Reconciliation } from '../../shared/wire-reconciliation.ts';
import { endpoint } from '../http/endpoint.ts';
import { afterPlace, paging } from '../http/paging.ts';
import type { Routes } from '../http/routes.ts';
import { readCascade } from '../usecases/totals/read-cascade.ts';
import { readReconciliation } from '../usecases/totals/read-reconciliation.ts';
import type { RouteContext } from './context.ts';

const Form = z.strictObject({ template: Id, period: Id });
const Scope = z.strictObject({ scope: Id.optional() });

export function reconciliationRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/reconciliation/:template/:period',
      summary: 'Đối chiếu số đã nhập với số tổng hợp · Typed sums against computed ones',
      description:
        'Từng ô của báo cáo “bao gồm cả dữ liệu cấp dưới” mà `scope` đã nhập, bên cạnh số máy cộng, phần chênh lệch, số của từng đơn vị trực thuộc và người cần hỏi. Số đã nhập không bao giờ được cộng vào tổng hợp. · Each cell of the consolidated report `scope` typed beside the computed sum, their difference, what each unit right below gave to it, and whom to ask. What was typed is never added to totals.',
      params: Form,
      query: Scope.extend({
        counts: z.enum(['accepted', 'submitted']).optional(),
        cells: z.enum(['differing', 'all']).default('differing').meta({
          description: 'Chỉ các ô chênh lệch (`differing`) hay tất cả · only cells that differ, or all',
          example: 'differing',
        }),
        ...paging(afterPlace, '50'),
      }),
      reply: Reconciliation,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query: { cursor = 0, ...query } }) =>
      readReconciliation(deps, c.get('identity'), { ...params, ...query, cursor }),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/cascade/:template/:period',
      summary: 'Chỉ tiêu giao xuống so với chỉ tiêu được giao · Plans given on against the plan received',
      description:
        'Mỗi chỉ tiêu của `scope`: kế hoạch nguyên văn, kế hoạch của từng đơn vị trực thuộc, tổng cận dưới và cận trên so với kế hoạch (`short` thiếu, `equal` bằng, `over` vượt), đơn vị chưa được giao; thứ hạng, tốc độ tăng và tỷ lệ không cộng và nêu lý do. · Each target of `scope` with the plans of the units right below, the sum of their bounds against its own, and who was not given it; ranks, growth and ratios are not added, and it says why.',
      params: Form,
      query: Scope,
      reply: Cascade,
      problems: ['not_found'],
    },
    (c, { params, query }) => readCascade(deps, c.get('identity'), { ...params, ...query }),
  );
}
