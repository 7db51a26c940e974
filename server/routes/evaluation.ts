/** Routes of tasks as of a day and of what an evaluation needs; they give figures and check a ceiling, and rate nobody. */
import { z } from 'zod';
import { CEILING_PERCENT, ceilingChecks } from '../../shared/ceiling.ts';
import { Id } from '../../shared/template.ts';
import {
  type CeilingChecks,
  CeilingChecks as Checks,
  EvaluationInputs,
  Ratings,
  TaskStanding,
} from '../../shared/wire-evaluation.ts';
import { endpoint } from '../http/endpoint.ts';
import { afterOffice, paging } from '../http/paging.ts';
import type { Routes } from '../http/routes.ts';
import { readMe } from '../usecases/read-reports.ts';
import { readEvaluation, readTaskStanding } from '../usecases/tasks/read-standing.ts';
import type { RouteContext } from './context.ts';

const Year = z
  .string()
  .regex(/^(19|20|21)[0-9]{2}$/)
  .transform(Number);
const AsOf = { scope: Id.optional(), asOf: z.iso.date().optional(), ...paging(afterOffice, 'hd.tu-ky') };

const SOURCE = {
  vi: 'Nghị định 335/2025/NĐ-CP (công chức): xếp loại hoàn thành xuất sắc không quá 20% số được xếp loại hoàn thành tốt nhiệm vụ, trong cùng cơ quan và theo từng nhóm có nhiệm vụ tương đồng. Nguồn không nêu cách làm tròn; ở đây lấy số người lớn nhất không vượt tỷ lệ.',
  en: 'Decree 335/2025/NĐ-CP (civil servants): excellent at most 20 % of those rated “hoàn thành tốt nhiệm vụ”, within one agency and per group of similar duties. The source states no rounding; the greatest number of persons not above the share is taken.',
};

export function evaluationRoutes(routes: Routes, { deps }: RouteContext): void {
  standing(routes, deps);
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/evaluation/ceiling',
      summary: 'Kiểm tra trần 20% xuất sắc · Check the ceiling of 20 % excellent',
      description:
        'Nhận các mức xếp loại người có thẩm quyền đã chọn, cho biết trần theo cơ quan và theo nhóm; không lưu gì và không xếp loại ai. · Takes ratings as somebody gave them, answers the ceiling per agency and per group; stores nothing and rates nobody.',
      body: Ratings,
      example: {
        ratings: [
          {
            agency: 'Sở Nội vụ',
            group: 'Trưởng phòng',
            title: 'Trưởng phòng Cải cách hành chính',
            rating: 'good',
          },
        ],
      },
      reply: Checks,
    },
    async (c, { body }) => {
      await readMe(deps, c.get('identity'));
      const checks: CeilingChecks = {
        percent: CEILING_PERCENT,
        source: SOURCE,
        checks: ceilingChecks(body.ratings),
      };
      return checks;
    },
  );
}

function standing(routes: Routes, deps: RouteContext['deps']): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/tasks/:template/:year',
      summary: 'Công việc của một năm, đến một ngày · Tasks of a year, as of a day',
      description:
        'Số việc, bậc quá hạn theo ngày làm việc, và tỷ lệ ghi đủ từng “rõ”, của từng đơn vị và của cả `scope` (`total`, chỉ ở trang đầu; trang có `cursor` là null). Việc đã hủy không tính. Quá hạn qua ngày nghỉ chưa vào bậc nào. · Counts, the ladder of working days late, and the share with each of the “5 rõ” filled, per office and for the whole `scope` (`total`, on the first page only; null on one with `cursor`). Cancelled tasks are left out. Over days off nothing is late on the ladder yet. As of the end of `asOf` (today by default).',
      params: z.strictObject({ template: Id, year: Year }),
      query: z.strictObject({ ...AsOf, period: Id.optional() }),
      reply: TaskStanding,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query }) => readTaskStanding(deps, c.get('identity'), { ...params, ...query }),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/evaluation/:year{[0-9]+}',
      summary: 'Số liệu phục vụ đánh giá · Figures an evaluation needs',
      description:
        'Theo đơn vị và chức danh: công việc đúng hạn, quá hạn, vượt mức (có minh chứng), tỷ lệ chậm tiến độ; chỉ tiêu vượt, đạt, không đạt; hạn chế phải khắc phục và đã khắc phục. `total` chỉ có ở trang đầu (trang có `cursor` là null). Không xếp loại. · Per office and title: tasks on time, late, above requirement (with evidence), share behind; targets exceeded, met, missed; shortcomings to mend and mended; `total` on the first page only (null on one with `cursor`). Never a class.',
      params: z.strictObject({ year: Year }),
      query: z.strictObject(AsOf),
      reply: EvaluationInputs,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query }) => readEvaluation(deps, c.get('identity'), { ...params, ...query }),
  );
}
