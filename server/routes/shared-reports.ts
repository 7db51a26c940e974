/** Routes of those who share a report: what became of a cell, and whose a section is. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { CellHistory, ReportSections } from '../../shared/wire-merge.ts';
import { endpoint, ReportParams } from '../http/endpoint.ts';
import { afterPlace, paging } from '../http/paging.ts';
import type { Routes } from '../http/routes.ts';
import { readCellHistory, readSections } from '../usecases/read-shared.ts';
import type { RouteContext } from './context.ts';

const REPORT = '/api/reports/:unit/:template/:period';

const SectionId = Id.meta({ description: 'Mã phần của biểu · id of the section', example: 'main' });

const HISTORY =
  'Từ lần gửi đầu đến nay: ai đổi, lúc nào, lần gửi nào, giá trị trước và sau (null: để trống). `resolved` là các lần hai người ghi khác nhau và đã chọn: giá trị không được chọn vẫn còn ở đây. `accepted` là các lần gửi được duyệt khi ô còn giá trị ấy, `published` là các lần công bố đã tính giá trị ấy, trong những lần anh/chị được xem. · From the first revision on: who changed it, when, in which revision, from what to what (null: blank). `resolved` tells where two wrote different values and one was chosen: the other stays here. `accepted` names the revisions accepted while the value stood, `published` the publications that counted it, of those you may see.';

export function sharedReportRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: `${REPORT}/sections`,
      summary: 'Các phần của báo cáo và người phụ trách · Sections of a report and their owners',
      params: ReportParams,
      reply: ReportSections,
      problems: ['not_found'],
    },
    (c, { params }) => readSections(deps, c.get('identity'), params),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: `${REPORT}/cells/:section/:row/:column/history`,
      summary: 'Một ô qua các lần gửi · One cell through all revisions',
      description: HISTORY,
      params: ReportParams.extend({ section: SectionId, row: z.string().min(1).max(200), column: Id }),
      query: z.strictObject(paging(afterPlace, '3')),
      reply: CellHistory,
      problems: ['not_found', 'invalid_request'],
    },
    (c, { params: { section, row, column, ...at }, query }) =>
      readCellHistory(deps, c.get('identity'), at, { cell: { section, row, column }, ...query }),
  );
}
