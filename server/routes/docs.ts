/** The OpenAPI document, and a page for people made from it on the server: no script, nothing fetched from elsewhere. */
import { htmlReply, jsonReply, respond } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { page } from './docs-page.ts';

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Sổ Tỉnh',
    version: '1',
    description:
      'Báo cáo của các đơn vị trong tỉnh và tổng hợp của tỉnh. · Reports of a province’s offices, and the province’s totals.',
  },
  servers: [
    {
      url: '/',
      description:
        'Mọi địa chỉ đi sau địa chỉ của máy chủ này, tức phần đứng trước `/docs` trên thanh địa chỉ. Trong các ví dụ, đặt nó vào biến `SO_TINH`. · Every address follows that of this server, the part before `/docs` in the address bar. The examples expect it in the variable `SO_TINH`.',
    },
  ],
};

/** Paragraphs, each Vietnamese · English. */
const SIGNING_IN = [
  'Mỗi yêu cầu tới `/api/` mang tiêu đề `Authorization: Bearer TOKEN`. `TOKEN` là identity token (OpenID Connect, RS256) do Google cấp, dùng được khoảng một giờ; trong các ví dụ, đặt nó vào biến `TOKEN`. · Every request to `/api/` carries the header `Authorization: Bearer TOKEN`. `TOKEN` is an OpenID Connect identity token (RS256) issued by Google, good for about an hour; the examples expect it in the variable `TOKEN`.',
  'Tiện ích lấy token bằng `ScriptApp.getIdentityToken()`. Chương trình khác đăng nhập bằng một OAuth client của Google với scope `openid email` rồi lấy `id_token` trong câu trả lời. · The add-on takes its token from `ScriptApp.getIdentityToken()`. Another program signs in with an OAuth client of Google, scopes `openid email`, and takes the `id_token` of the answer.',
  'Máy chủ nhận token khi client id có trong `IDENTITY_AUDIENCES`, và tài khoản (gmail.com hoặc Google Workspace) có trong people.csv đã nhập. Muốn biết máy chủ thấy mình là ai, gọi `/api/me`. · The server takes a token whose client id is in `IDENTITY_AUDIENCES` and whose account (gmail.com or Google Workspace) is in the people.csv imported. To see who the server takes you for, ask `/api/me`.',
].join('\n\n');

/** Registered last: the document lists what was registered before. */
export function docsRoutes(routes: Routes): void {
  routes.registry.registerComponent('securitySchemes', 'google', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: SIGNING_IN,
  });
  let document: object | undefined;
  const made = (): object => {
    document ??= routes.document(DOCUMENT);
    return document;
  };
  routes.page('/openapi.json', (c) => respond(c.get('requestId'), jsonReply(made())));
  routes.page('/docs', async (c) => respond(c.get('requestId'), htmlReply(await page(made()))));
}
