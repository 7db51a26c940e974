/** Routes of forms: the list with their states, one version, and moving it on. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { TemplateHead, TemplateList, TemplateMove, TemplateVersion } from '../../shared/wire-templates.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Routes } from '../http/routes.ts';
import { listTemplates, moveTemplate, readTemplate } from '../usecases/template-life.ts';
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
  'Soạn (draft) → dùng thử (trial) → ban hành (published) → ngừng dùng (retired). Bản thử được đưa về soạn lại khi chưa có báo cáo nào. Gửi lại trạng thái đang có thì không đổi gì. · Draft → trial → published → retired. A trial goes back to be drafted while no report was sent on it. A state it is in already changes nothing.';

export function templateRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/templates',
      summary: 'Các biểu mẫu của tỉnh và trạng thái · The province’s forms and their states',
      reply: TemplateList,
    },
    (c) => listTemplates(deps, c.get('identity')),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: FORM,
      summary: 'Một phiên bản của biểu mẫu và lịch sử của nó · One version of a form and its history',
      params: FormParams,
      reply: TemplateVersion,
      problems: ['not_found'],
    },
    (c, { params }) => readTemplate(deps, c.get('identity'), params),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: `${FORM}/state`,
      summary: 'Dùng thử, ban hành hoặc ngừng dùng biểu mẫu · Put a form on trial, publish or retire it',
      description: MOVING,
      params: FormParams,
      body: TemplateMove,
      example: { state: 'published', reason: 'Dùng thử xong ở 3 huyện, không còn ý kiến.' },
      reply: TemplateHead,
      problems: ['not_found', 'template_state'],
    },
    (c, { params, body }) => moveTemplate(deps, c.get('identity'), params, body),
  );
}
