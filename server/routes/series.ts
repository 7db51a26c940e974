/** Routes of figures over time and of rankings, each on the basis asked for. */
import { z } from 'zod';
import { PeriodKind } from '../../shared/period.ts';
import { Id } from '../../shared/template.ts';
import { Ranking, Series } from '../../shared/wire-series.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Routes } from '../http/routes.ts';
import { readRanking } from '../usecases/totals/read-ranking.ts';
import { SeriesReader } from '../usecases/totals/read-series.ts';
import { renderedJson } from '../usecases/totals/read-totals.ts';
import type { RouteContext } from './context.ts';
import { BasisParam, replyOf } from './totals.ts';

const Counts = z.enum(['accepted', 'submitted']).optional();

function seriesRoute(routes: Routes, { deps }: RouteContext): void {
  const series = new SeriesReader(deps);
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/series/:template',
      summary: 'Số liệu theo thời gian trên một địa bàn · Figures over time on one map of offices',
      description:
        'Mỗi kỳ một điểm, cũ trước mới sau: số tổng hợp kèm mức độ đầy đủ, hoặc lý do không tính được bằng lời; không điểm nào bị bỏ lặng lẽ. `derive=overTime` thêm luỹ kế từ đầu năm và so cùng kỳ. · One point for each period, oldest first: the totals with their coverage, or why they cannot be told, in words; no point is left out in silence. `derive=overTime` adds year-to-date figures and the same window a year before. On `today` and `common` all points stand on one map; `common` is the territory shared by all of them.',
      params: z.strictObject({ template: Id }),
      query: z.strictObject({
        scope: Id.optional(),
        basis: BasisParam.optional(),
        counts: Counts,
        kind: PeriodKind.optional(),
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
        derive: z.literal('overTime').optional(),
      }),
      reply: Series,
      problems: ['not_found', 'invalid_request', 'not_on_map'],
    },
    async (c, { params, query: { basis = 'asWas', derive, ...query } }) => {
      const asked = { ...params, ...query, basis, derive: derive !== undefined };
      return replyOf(await series.read(c.get('identity'), asked), c.req.header('if-none-match'));
    },
  );
}

export function seriesRoutes(routes: Routes, context: RouteContext): void {
  seriesRoute(routes, context);
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/rankings/:template/:period',
      summary: 'Xếp hạng các đơn vị trực thuộc · Offices below ranked by one figure',
      description:
        'Các đơn vị trực thuộc `scope` xếp theo số ở `cell`; số bằng nhau thì cùng hạng; `of` là số đơn vị có trên địa bàn được hỏi. Đơn vị không tính được thì nêu lý do và không xếp hạng. · The offices directly below `scope` by the figure in `cell`; equal figures share a rank; `of` is how many offices the map asked for has. Those that cannot be told are listed with the reason and not ranked. On `common` offices that exchanged anything are one.',
      params: z.strictObject({ template: Id, period: Id }),
      query: z.strictObject({
        cell: z.string().optional(),
        scope: Id.optional(),
        basis: BasisParam.optional(),
        counts: Counts,
      }),
      reply: Ranking,
      problems: ['not_found', 'invalid_request', 'not_on_map'],
    },
    async (c, { params, query: { basis = 'asWas', ...query } }) =>
      replyOf(
        renderedJson(await readRanking(context.deps, c.get('identity'), { ...params, ...query, basis })),
        c.req.header('if-none-match'),
      ),
  );
}
