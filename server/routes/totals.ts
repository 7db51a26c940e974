/** Route of totals: the bytes of one version, or 304 when the reader has them. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { Totals } from '../../shared/wire.ts';
import { endpoint } from '../http/endpoint.ts';
import { JSON_TYPE, Reply } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import type { RenderedTotals } from '../usecases/read-totals.ts';
import type { RouteContext } from './context.ts';

const TotalsParams = z.strictObject({ template: Id, period: Id });
export const TotalsQueryParams = z.strictObject({
  scope: Id.optional(),
  counts: z.enum(['accepted', 'submitted']).optional(),
  asOf: z.iso.date().optional(),
});

/** Whether one of the validators the client sent is this one (RFC 9110 13.1.2, weak comparison). */
export function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

function replyOf({ bytes, etag }: RenderedTotals, ifNoneMatch: string | undefined): Reply {
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'authorization' };
  if (matches(ifNoneMatch, etag)) return new Reply(null, headers, 304);
  return new Reply(bytes, { 'content-type': JSON_TYPE, ...headers });
}

export function totalsRoutes(routes: Routes, { totals }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/totals/:template/:period',
      summary: 'Tổng hợp kèm mức độ đầy đủ · Totals with their coverage',
      description:
        'Tổng các lần gửi được tính của `scope` và mọi đơn vị cấp dưới, đúng từng đơn vị, viết dạng chuỗi thập phân; `value` là null khi chưa báo cáo nào có số. · Σ of the counted revisions of `scope` and all units below it, exact, as decimal strings; `value` is null where no report has a number. `scope` defaults to the reader’s highest unit, `counts` to what the template states, `asOf` to today in Việt Nam. `rows=assigned` adds the rows the offices were assigned, in words.',
      params: TotalsParams,
      query: TotalsQueryParams.extend({ rows: z.literal('assigned').optional() }),
      reply: Totals,
      problems: ['not_found', 'invalid_request'],
    },
    async (c, { params, query: { rows, ...query } }) => {
      const identity = c.get('identity');
      const asked = { ...params, ...query };
      const found = await (rows === undefined
        ? totals.read(identity, asked)
        : totals.readWithRows(identity, asked));
      return replyOf(found, c.req.header('if-none-match'));
    },
  );
}
