/** Routes of the ledger: who did what when, and whether what is stored still is what was stored. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { AuditPage, Verification } from '../../shared/wire-ledger.ts';
import { endpoint } from '../http/endpoint.ts';
import { afterPlace, paging } from '../http/paging.ts';
import type { Routes } from '../http/routes.ts';
import { readAudit, verifyReceipt, verifyUnit } from '../usecases/ledger/read-ledger.ts';
import type { RouteContext } from './context.ts';

const OF_UNIT = Id.optional().meta({
  description:
    'Mã đơn vị; bỏ trống: sổ của tỉnh (kỳ, biểu, công bố) · id of the office; left out: the province’s own ledger (periods, forms, publications)',
});

export function auditRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/audit',
      summary: 'Sổ ai làm gì khi nào, mới nhất trước · Who did what when, newest first',
      query: z.strictObject({
        unit: OF_UNIT,
        ...paging(afterPlace, '41'),
      }),
      reply: AuditPage,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { query: { unit, ...page } }) => readAudit(deps, c.get('identity'), { unit, ...page }),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/audit/verification',
      summary:
        'Kiểm tra sổ và số liệu của một đơn vị có bị sửa không · Whether an office’s ledger and figures still hold',
      description:
        'Tính lại mã của từng mục trong sổ, của từng lần gửi mà sổ nói đến, và đối chiếu trạng thái từng báo cáo; dừng ở chỗ sai đầu tiên và nói rõ chỗ đó. · Computes every hash of the chain again, those of the revisions it speaks of, and holds every report against its last entry; stops at the first that does not hold and names it.',
      query: z.strictObject({ unit: OF_UNIT }),
      reply: Verification,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { query }) => verifyUnit(deps, c.get('identity'), query.unit),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/receipts/:number/verification',
      summary: 'Kiểm tra một biên nhận có còn khớp số liệu không · Whether a receipt still holds',
      description: 'Như trên, đến mục của biên nhận này. · As above, up to the entry of this receipt.',
      params: z.strictObject({ number: Id }),
      reply: Verification,
      problems: ['not_found'],
    },
    (c, { params }) => verifyReceipt(deps, c.get('identity'), params.number),
  );
}
