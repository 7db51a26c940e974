/** Routes of rules: rehearse them over past periods, put them on trial, switch them on or off, and see what a trial says. */
import { z } from 'zod';
import type { Rule } from '../../shared/rule.ts';
import { Id } from '../../shared/template.ts';
import {
  Rehearsal,
  RehearsalRequest,
  RuleChange,
  RuleHistory,
  SwitchedRule,
} from '../../shared/wire-rules.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Routes } from '../http/routes.ts';
import { rehearse } from '../usecases/forms/rehearse-rules.ts';
import { readRule, switchRule } from '../usecases/forms/switch-rules.ts';
import type { RouteContext } from './context.ts';

const EXAMPLE_RULE: Rule = {
  kind: 'partOf',
  id: 'R6.DV',
  severity: 'warning',
  axis: 'rows',
  each: ['total'],
  whole: 'KT.DV',
  parts: ['KT.DV.CUV'],
  why: { vi: 'Trong đó không lớn hơn tổng.', en: 'A part is not greater than the whole.' },
  basis: 'biểu',
};

const SWITCHING =
  'Quy tắc đã chạy thử trên các kỳ trước mới được dùng thử (`trial`); đã dùng thử mới được bật (`on`). Khi dùng thử, mọi lần gửi từ ngày `from` được kiểm thêm và chỉ nhắc, không chặn ai. Khi bật hoặc tắt (`off`), quy tắc chỉ đổi cho các kỳ kết thúc từ ngày `from` mà chưa đơn vị nào gửi (`keptPeriods` giữ quy tắc cũ); ngày đã qua bị từ chối. · A rule goes on trial once it was rehearsed, and on once it was tried. On trial it is checked with every push from the day `from` on and only informs. Switched on or off it changes periods that end on `from` or later and in which nobody has submitted (`keptPeriods` keep their rules); a day that has passed is refused.';

export function ruleRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/templates/:id/rehearsals',
      summary: 'Chạy thử quy tắc trên các kỳ trước · Rehearse rules on past periods',
      params: z.strictObject({ id: Id }),
      body: RehearsalRequest,
      example: { rules: [EXAMPLE_RULE], periods: 4 },
      reply: Rehearsal,
      problems: ['not_found'],
    },
    (c, { params, body }) => rehearse(deps, c.get('identity'), params.id, body),
  );
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/templates/:id/rules',
      summary: 'Dùng thử, bật hoặc tắt một quy tắc · Put a rule on trial, switch it on or off',
      description: SWITCHING,
      params: z.strictObject({ id: Id }),
      body: RuleChange,
      example: {
        state: 'on',
        version: 1,
        rule: 'R6.DV',
        from: '2022-07-01',
        reason: 'Dùng thử một quý, đúng thực tế.',
      },
      reply: SwitchedRule,
      problems: ['not_found', 'template_state', 'rule_not_rehearsed', 'rule_not_tried', 'rule_backwards'],
    },
    (c, { params, body }) => switchRule(deps, c.get('identity'), params.id, body),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/templates/:id/rules/:rule',
      summary:
        'Một quy tắc: các lần đổi và kết quả dùng thử · One rule: its switches and what its trial says',
      params: z.strictObject({ id: Id, rule: Id }),
      reply: RuleHistory,
      problems: ['not_found'],
    },
    (c, { params }) => readRule(deps, c.get('identity'), params.id, params.rule),
  );
}
