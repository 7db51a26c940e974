/** Routes of pushes in parts: a part kept under the key of its push, and a push whose content was sent before it. */
import type { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import { ReportContent } from '../../shared/report.ts';
import type { MergingPush } from '../../shared/wire-merge.ts';
import { Part, PartKept, type SentPush } from '../../shared/wire-parts.ts';
import { checkedText } from '../http/body.ts';
import { endpoint, IdempotencyKey, ReportParams } from '../http/endpoint.ts';
import type { Routes } from '../http/routes.ts';
import type { Identity } from '../usecases/enter.ts';
import { keepPart, readParts } from '../usecases/push/push-parts.ts';
import { wrongField } from '../wrong-field.ts';
import type { RouteContext } from './context.ts';

const KEEPING =
  'Nội dung quá lớn cho một lần gọi được cắt thành tối đa 16 phần, gửi dưới mã (Idempotency-Key) của lần gửi. Chưa gì được tính cho đến khi lần gửi nêu `parts` thay cho `content`; thiếu phần nào thì `parts_missing` nêu phần đó. Mỗi người giữ phần của một lần gửi cho mỗi báo cáo, tối đa một ngày. · A content too large for one request is cut into at most 16 parts, sent under the Idempotency-Key of its push. Nothing counts until the push names `parts` instead of `content`; `parts_missing` names those the server lacks. A person keeps the parts of one push for each report, a day at most.';

export function partRoutes(routes: Routes, { deps }: RouteContext): void {
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/reports/:unit/:template/:period/parts/:key',
      summary: 'Gửi trước một phần của nội dung lớn · Send one part of a large content ahead',
      description: KEEPING,
      params: ReportParams.extend({ key: IdempotencyKey }),
      body: Part,
      example: { no: 0, text: '{"main":{"KT.TC":{"total":"120"' },
      reply: PartKept,
      problems: ['not_found', 'idempotency_key_reused'],
    },
    (c, { params: { key, ...at }, body }) => keepPart(deps, { identity: c.get('identity'), at, key }, body),
  );
}

/** Where a push came from, for its parts to be found. */
interface Arrived {
  readonly identity: Identity;
  readonly at: z.infer<typeof ReportParams>;
  readonly key: string | undefined;
}

/** The push with its content, wherever that was. Its parts stay: an answer that was lost is asked for again by them. */
export async function wholePush(
  deps: RouteContext['deps'],
  { identity, at, key }: Arrived,
  { content, parts, ...rest }: z.infer<typeof SentPush>,
): Promise<MergingPush> {
  if ((content === undefined) === (parts === undefined))
    throw wrongField('/content', 'phải có, hoặc `parts` thay cho nó', 'is needed, or `parts` instead of it');
  if (content !== undefined) return { ...rest, content };
  if (key === undefined) throw new Problem('idempotency_key_required');
  const text = await readParts(deps, { identity, at, key }, parts ?? 0);
  return { ...rest, content: checkedText(ReportContent, text) };
}
