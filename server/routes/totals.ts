/** Route of totals: the bytes of one version, or 304 when the reader has them. */
import { z } from 'zod';
import type { Problem } from '../../shared/problem.ts';
import { Id } from '../../shared/template.ts';
import { Totals } from '../../shared/wire.ts';
import { endpoint } from '../http/endpoint.ts';
import { JSON_TYPE, Reply } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { readOnBasis } from '../usecases/totals/read-on-basis.ts';
import type { Rendered, RenderedTotals } from '../usecases/totals/read-totals.ts';
import { wrongField } from '../wrong-field.ts';
import type { RouteContext } from './context.ts';

const TotalsParams = z.strictObject({ template: Id, period: Id });
export const TotalsQueryParams = z.strictObject({
  scope: Id.optional(),
  counts: z.enum(['accepted', 'submitted']).optional(),
  asOf: z.iso.date().optional(),
});

/** On which map of offices: at the end of the period, today's, or the territory both have in common. */
export const BasisParam = z.enum(['asWas', 'today', 'common']);

/** Whether one of the validators the client sent is this one (RFC 9110 13.1.2, weak comparison). */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

export function replyOf({ bytes, etag }: Rendered, ifNoneMatch: string | undefined): Reply {
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'authorization' };
  if (matches(ifNoneMatch, etag)) return new Reply(null, headers, 304);
  return new Reply(bytes, { 'content-type': JSON_TYPE, ...headers });
}

/** Rows are assigned to offices of the period; on another map they are nobody's. */
const rowsOnBasis = (): Problem =>
  wrongField('/rows', 'chỉ hỏi được cùng basis=asWas', 'can be asked for with basis=asWas only');

export function totalsRoutes(routes: Routes, { deps, totals }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/totals/:template/:period',
      summary: 'Tổng hợp kèm mức độ đầy đủ · Totals with their coverage',
      description:
        'Tổng các lần gửi được tính của `scope` và mọi đơn vị cấp dưới, đúng từng đơn vị, viết dạng chuỗi thập phân; `value` là null khi chưa báo cáo nào có số. Báo cáo theo biểu rút gọn không nằm trong `number`, `none`, `notApplicable`, `notYetKnown` của ô mà mẫu đó bỏ đi, nên bốn số này có thể ít hơn `coverage`. · Σ of the counted revisions of `scope` and all units below it, exact, as decimal strings; `value` is null where no report has a number. A report in a shorter form is not in `number`, `none`, `notApplicable` or `notYetKnown` of a cell that form leaves out, so these may come to less than `coverage`. `scope` defaults to the reader’s highest unit, `counts` to what the template states, `asOf` to today in Việt Nam. `rows=assigned` adds the rows the offices were assigned, in words. `basis=today` reads the period on today’s map of offices, `common` on the territory both have in common; `asWas`, at the end of the period, is the default.',
      params: TotalsParams,
      query: TotalsQueryParams.extend({
        rows: z.literal('assigned').optional(),
        basis: BasisParam.optional(),
      }),
      reply: Totals,
      problems: ['not_found', 'invalid_request', 'not_on_map', 'not_comparable', 'counts_not_divided'],
    },
    async (c, { params, query: { rows, basis = 'asWas', ...query } }) => {
      const identity = c.get('identity');
      const asked = { ...params, ...query };
      const read = (): Promise<RenderedTotals> => {
        if (basis === 'asWas')
          return rows === undefined ? totals.read(identity, asked) : totals.readWithRows(identity, asked);
        if (rows !== undefined) throw rowsOnBasis();
        return readOnBasis(deps, identity, { ...asked, basis });
      };
      const found = await read();
      return replyOf(found, c.req.header('if-none-match'));
    },
  );
}
