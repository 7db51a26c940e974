/** Routes of periods: their list, and moving one from state to state. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { PeriodList, PeriodMove, PeriodMoved } from '../../shared/wire-periods.ts';
import { endpoint } from '../http/endpoint.ts';
import { sent } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { movePeriod } from '../usecases/move-period.ts';
import { readPeriods } from '../usecases/read-periods.ts';
import type { RouteContext } from './context.ts';

export function periodRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/periods',
      summary:
        'Các kỳ báo cáo của tỉnh, hạn theo từng cấp · Periods of the province, with due dates per level',
      reply: PeriodList,
    },
    (c) => readPeriods(deps, c.get('identity')),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/periods/:period/state',
      summary: 'Mở, đóng, khóa một kỳ báo cáo · Open, close or lock a period',
      description:
        'Chỉ quản trị của cả tỉnh. Chưa mở → mở → đóng → khóa; mở lại kỳ đã đóng và bỏ khóa cần lý do. · Only an administrator of the whole province. Future → open → closed → locked; to open a closed period again and to unlock one need a reason.',
      params: z.strictObject({ period: Id }),
      body: PeriodMove,
      example: { state: 'open', reason: 'Ba đơn vị còn sửa số liệu.' },
      key: 'required',
      reply: PeriodMoved,
      problems: ['not_found', 'period_move_refused'],
    },
    async (c, { params, body, key }) =>
      sent(await movePeriod(deps, { identity: c.get('identity'), period: params.period, key, move: body })),
  );
}
