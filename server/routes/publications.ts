/** Routes of publications: publish, list, read as published, download as published. */
import { z } from 'zod';
import {
  Publication,
  PublicationHead,
  PublicationList,
  PublicationRequest,
} from '../../shared/wire-publication.ts';
import { endpoint } from '../http/endpoint.ts';
import { afterNumber, paging } from '../http/paging.ts';
import { sent } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { publish } from '../usecases/publications/publish.ts';
import {
  readPublication,
  readPublicationFile,
  readPublications,
} from '../usecases/publications/read-publications.ts';
import type { RouteContext } from './context.ts';
import { CSV, download, FileQuery, MAKING, XLSX } from './exports.ts';

const Params = z.strictObject({
  publication: z
    .string()
    .regex(/^[1-9][0-9]{0,17}$/)
    .meta({ description: 'Mã bản công bố · id of the publication', example: '12' }),
});
/** With a reason: the first publication has none. */
const EXAMPLE = {
  template: 'inspection',
  period: '2022-q1',
  scope: 'hd',
  basis: 'asWas',
  status: 'adjusted',
  reason: 'Bổ sung số của hai xã gửi chậm.',
} as const;

const PUBLISHING =
  'Đóng băng số liệu, địa bàn, mức độ đầy đủ, biểu, tên gọi, người và giờ; sau đó mọi thay đổi đều không đụng đến bản này. Bản đầu không có lý do, mỗi bản sau phải có; sau `official` (chính thức) chỉ có `adjusted` (điều chỉnh). · Freezes figures, basis, coverage, form, names, person and moment; nothing that changes later touches it. The first has no reason, each later one needs it; after `official` there is only `adjusted`.';

export function publicationRoutes(routes: Routes, context: RouteContext): void {
  const { deps } = context;
  endpoint(
    routes,
    {
      method: 'post',
      path: '/api/publications',
      summary: 'Công bố số tổng hợp · Publish a total',
      description: PUBLISHING,
      body: PublicationRequest,
      example: EXAMPLE,
      key: 'required',
      reply: PublicationHead,
      problems: [
        'not_found',
        'publication_reason',
        'publication_status',
        'not_on_map',
        'not_comparable',
        'counts_not_divided',
        ...MAKING,
      ],
    },
    async (c, { body, key }) =>
      sent(await publish(context, { identity: c.get('identity'), key, request: body })),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/publications',
      summary: 'Các bản đã công bố, mới nhất trước · Publications, newest first',
      query: z.strictObject(paging(afterNumber, '12')),
      reply: PublicationList,
      problems: ['invalid_request'],
    },
    (c, { query }) => readPublications(deps, c.get('identity'), query),
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/publications/:publication',
      summary: 'Một bản công bố, đúng như khi công bố · One publication as it was published',
      params: Params,
      reply: Publication,
      problems: ['not_found', 'publication_changed'],
    },
    (c, { params }) => readPublication(deps, c.get('identity'), params.publication),
  );
  fileRoutes(routes, context);
}

function fileRoutes(routes: Routes, { deps, files }: RouteContext): void {
  const problems = ['not_found', 'publication_changed', 'export_changed', ...MAKING] as const;
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/publications/:publication/export.csv',
      summary:
        'Tệp CSV của bản công bố, giống từng byte như khi công bố · Its CSV, the same to the byte as when published',
      params: Params,
      query: FileQuery,
      reply: { [CSV]: z.string() },
      problems,
    },
    async (c, { params: { publication: id }, query: { lang, csv } }) => {
      const name = csv === 'plain' ? (`${lang}.csv` as const) : (`${lang}.excel-vi.csv` as const);
      const of = { id, name, left: c.req.raw.signal };
      return download(readPublicationFile(deps, files, c.get('identity'), of), 'csv');
    },
  );
  endpoint(
    routes,
    {
      method: 'get',
      path: '/api/publications/:publication/export.xlsx',
      summary:
        'Tệp Excel của bản công bố, giống từng byte như khi công bố · Its Excel file, the same to the byte as when published',
      params: Params,
      query: FileQuery.omit({ csv: true }),
      reply: { [XLSX]: z.string() },
      problems,
    },
    async (c, { params: { publication: id }, query: { lang } }) => {
      const of = { id, name: `${lang}.xlsx` as const, left: c.req.raw.signal };
      return download(readPublicationFile(deps, files, c.get('identity'), of), 'xlsx');
    },
  );
}
