/** Routes of forms: the list with their states, one version, and moving it on. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { CarryReply, CarryRequest } from '../../shared/wire-carry.ts';
import { TemplateList, TemplateMove, TemplateMoved, TemplateVersion } from '../../shared/wire-templates.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Routes } from '../http/routes.ts';
import { carryReports } from '../usecases/forms/carry-reports.ts';
import { listTemplates, moveTemplate, readTemplateVersion } from '../usecases/forms/template-life.ts';
import type { RouteContext } from './context.ts';

/** A version is a number, so that other words may stand in its place. */
const FORM = '/api/templates/:id/:version{[0-9]+}';
const FormParams = z.strictObject({
  id: Id,
  version: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .transform(Number),
});

const MOVING =
  'Soạn (draft) → dùng thử (trial) → ban hành (published) → ngừng dùng (retired). Bản thử được đưa về soạn lại khi chưa có báo cáo nào. Khi ban hành, báo cáo dùng thử chưa ai gửi được tính từ lúc đó; báo cáo đã gửi vẫn là báo cáo dùng thử. Gửi lại trạng thái đang có thì không đổi gì. · Draft → trial → published → retired. A trial goes back to be drafted while no report was sent on it. Once published, trial reports nobody has submitted count from then on; submitted ones stay trial reports. A state it is in already changes nothing.';

const CARRYING =
  'Báo cáo còn là bản nháp được chuyển nguyên vẹn từng báo cáo; báo cáo đã gửi giữ phiên bản đã gửi. Mỗi số liệu chuyển vào ô cùng phần, dòng, cột nếu ô mới đọc được; phần còn lại được liệt kê và vẫn nằm trong bản trước. Báo cáo ở lại được đếm theo lý do và kể tên 200 đơn vị đầu. Bị ngắt giữa chừng thì gọi lại. · Draft reports are carried, each whole or not at all; sent ones stay on the version they were sent on. A value goes to the cell of the same section, row and column where that can read it; the rest is listed and stays in the revision before. Reports that stay are counted by reason, the first 200 named. Broken off, the same call goes on.';

export function templateRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/templates',
      summary: 'Các biểu của tỉnh và trạng thái · The province’s forms and their states',
      reply: TemplateList,
    },
    (c) => listTemplates(deps, c.get('identity')),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: FORM,
      summary: 'Một phiên bản của biểu và lịch sử của nó · One version of a form and its history',
      params: FormParams,
      reply: TemplateVersion,
      problems: ['not_found'],
    },
    (c, { params }) => readTemplateVersion(deps, c.get('identity'), params),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: `${FORM}/state`,
      summary: 'Dùng thử, ban hành hoặc ngừng dùng biểu · Put a form on trial, publish or retire it',
      description: MOVING,
      params: FormParams,
      body: TemplateMove,
      example: { state: 'published', reason: 'Dùng thử xong ở 3 huyện, không còn ý kiến.' },
      reply: TemplateMoved,
      problems: ['not_found', 'template_state'],
    },
    (c, { params, body }) => moveTemplate(deps, c.get('identity'), params, body),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: `${FORM}/carry`,
      summary: 'Chuyển bản nháp của một kỳ sang phiên bản này · Carry a period’s drafts to this version',
      description: CARRYING,
      params: FormParams,
      body: CarryRequest,
      example: { period: '2022-q2', from: 1, dryRun: true },
      reply: CarryReply,
      problems: ['not_found', 'template_state'],
    },
    (c, { params, body }) => carryReports(deps, c.get('identity'), params, body),
  );
}
