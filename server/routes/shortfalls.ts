/** Routes of what fell short: the list of a period, opening a task from one figure, carrying it on, and where opened tasks stand. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { OpenedTaskList, OpenTask, PlacedTask, ShortfallList } from '../../shared/wire-tasks.ts';
import { endpoint, ReportParams } from '../http/endpoint.ts';
import { afterNumber, afterOffice, paging } from '../http/paging.ts';
import { sent } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { carryTask, openTask } from '../usecases/tasks/open-task.ts';
import { readOpenedTasks } from '../usecases/tasks/read-opened-tasks.ts';
import { readShortfalls } from '../usecases/tasks/read-shortfalls.ts';
import type { RouteContext } from './context.ts';

const SHORTFALLS = '/api/shortfalls/:template/:period';
const TaskNumber = z.string().regex(/^[1-9][0-9]{0,17}$/);

export function shortfallRoutes(routes: Routes, { deps }: RouteContext): void {
  listing(routes, deps);
  acting(routes, deps);
}

function listing(routes: Routes, deps: RouteContext['deps']): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: SHORTFALLS,
      summary: 'Chỗ chưa đạt của một kỳ · What falls short in a period',
      description:
        'Chỉ tiêu không đạt theo số liệu (kèm đánh giá công bố; dòng “trong đó” không tính; chỉ ở kỳ đến hết kế hoạch) và kết quả kiểm tra chưa khắc phục xong, lấy từ lần gửi được tính. · Targets missed by the figures (the published verdict beside; sub-rows not counted; only in periods that reach the end of the plan) and findings not yet mended, of the revisions that count. Một trang hết ở đơn vị làm đủ `limit` dòng. · A page ends with the office that makes it `limit` lines long.',
      params: ReportParams.omit({ unit: true }),
      query: z.strictObject({ scope: Id.optional(), ...paging(afterOffice, 'hd.tu-ky') }),
      reply: ShortfallList,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params, query }) => readShortfalls(deps, c.get('identity'), { ...params, ...query }),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/opened-tasks',
      summary: 'Việc đã giao từ chỗ chưa đạt, đến một ngày · Tasks opened from shortfalls, as of a day',
      description:
        '`done` là hoàn thành có minh chứng, `recovered` là số liệu về sau đã đạt, `reopened` là đã khép rồi mà số liệu mới nhất lại không đạt. Đơn vị nhập trọn vào đơn vị khác hoặc đổi tên thì số liệu của đơn vị mới được tính tiếp; chia tách thì không. Tính đến hết ngày `asOf` (mặc định hôm nay): hỏi lại ngày đó thì vẫn đúng như vậy. · `done` is with evidence, `recovered` means a later figure is no longer short, `reopened` was closed and the newest figure falls short again. Figures of the office it wholly became, by merger or new name, count on; after a split nobody’s do. As of the end of `asOf` (today by default): the same day gets the same answer later.',
      query: z.strictObject({
        scope: Id.optional(),
        asOf: z.iso.date().optional(),
        ...paging(afterNumber, '12'),
      }),
      reply: OpenedTaskList,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { query }) => readOpenedTasks(deps, c.get('identity'), query),
  );
}

function acting(routes: Routes, deps: RouteContext['deps']): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: `${SHORTFALLS}/:unit/tasks`,
      summary: 'Giao việc từ một chỗ chưa đạt · Open a task from a figure that fell short',
      description:
        'Người duyệt giao việc, người chủ trì, hạn; việc vào phần “Việc giao khắc phục” của báo cáo công việc sớm nhất mà đơn vị còn mở và chưa gửi. Mỗi chỗ chưa đạt một việc. · A reviewer states work, owner and deadline; the task goes into its own part of the earliest tasks report the office has open and has not sent. One task per figure.',
      params: ReportParams,
      body: OpenTask,
      example: {
        section: 'targets',
        row: 'ct1',
        task: 'Hướng dẫn thành lập 2 tổ chức đảng trong doanh nghiệp',
        lead: 'Trưởng Ban Tổ chức',
        deadline: '2022-06-30',
      },
      key: 'required',
      reply: PlacedTask,
      problems: ['not_found', 'not_a_shortfall', 'task_already_opened', 'no_open_task_report'],
    },
    async (c, { params, key, body }) =>
      sent(await openTask(deps, { identity: c.get('identity'), at: params, key, task: body })),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/opened-tasks/:task/carries',
      summary: 'Chuyển việc sang báo cáo kỳ sau · Carry a task into the next report',
      description:
        'Việc chưa xong được đưa thêm vào báo cáo công việc sớm nhất còn mở, chưa gửi, chưa có việc đó. · An unfinished task is put into the earliest open tasks report not yet sent that does not hold it.',
      params: z.strictObject({ task: TaskNumber }),
      key: 'required',
      reply: PlacedTask,
      problems: ['not_found', 'no_open_task_report'],
    },
    async (c, { params, key }) =>
      sent(await carryTask(deps, { identity: c.get('identity'), task: params.task, key })),
  );
}
