/** Routes of completeness: how far a form is filled under a unit, and the reports to ask for. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { ChasedReports, ChaseState, CompletenessReply } from '../../shared/wire-completeness.ts';
import { endpoint } from '../http/endpoint.ts';
import { afterOffice, paging } from '../http/paging.ts';
import type { Routes } from '../http/routes.ts';
import { readChased, readCompleteness } from '../usecases/totals/read-completeness.ts';
import type { RouteContext } from './context.ts';

const Form = z.strictObject({ template: Id, period: Id });
const Page = z.strictObject({
  scope: Id.optional(),
  ...paging(afterOffice, 'hd.tu-ky'),
});

export function completenessRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/completeness/:template/:period',
      summary: 'Mức độ đầy đủ theo đơn vị và cấp dưới · Completeness by unit and subtree',
      description:
        'Số báo cáo phải gửi, đã gửi, đã duyệt, gửi chậm và số ô bắt buộc chưa có số liệu của `scope` và từng đơn vị trực thuộc, mỗi dòng gồm cả cấp dưới. Ô bắt buộc: tất cả khi chưa làm, các ô trống khi còn nháp, 0 khi đã gửi. · Expected, received, accepted and late reports and the required cells not answered, of `scope` and each unit right below it with all below. `cursor` continues the list of units.',
      params: Form,
      query: Page,
      reply: CompletenessReply,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query: { scope, cursor, limit } }) =>
      readCompleteness(deps, c.get('identity'), { ...params, scope }, { cursor, limit }),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/completeness/:template/:period/reports',
      summary: 'Các báo cáo cần đôn đốc · Reports to ask for',
      description:
        'Báo cáo của `scope` và cấp dưới mà người hỏi được xem, kèm hạn, số ô còn thiếu và cán bộ phụ trách (cho người duyệt). · Reports of `scope` and all below that the reader may see, with due date, missing cells and, for those who review them, who fills them.',
      params: Form,
      query: Page.extend({
        state: ChaseState.optional().meta({
          description:
            'Chỉ các báo cáo như vậy: `missing` còn ô thiếu, `unsent` chưa gửi, `late` đã gửi nhưng gửi chậm, `overdue` quá hạn chưa gửi, hoặc một trạng thái · only such reports: `missing` cells, `unsent`, `late` (received late), `overdue` (due and not received), or a state',
          example: 'unsent',
        }),
      }),
      reply: ChasedReports,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query: { scope, state, cursor, limit } }) =>
      readChased(deps, c.get('identity'), { ...params, scope, state }, { cursor, limit }),
  );
}
