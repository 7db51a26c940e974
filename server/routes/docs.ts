/** The OpenAPI document, and a page for people made from it on the server: no script, nothing fetched from elsewhere. */
import type { App } from '../http/endpoint.ts';
import { htmlReply, jsonReply, respond } from '../http/reply.ts';
import { page } from './docs-page.ts';

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Sổ Tỉnh',
    version: '1',
    description:
      'Báo cáo của các cơ quan trong tỉnh và tổng hợp của tỉnh. · Reports of a province’s offices, and the province’s totals.',
  },
} as const;

/** Registered last: the document lists what was registered before. */
export function docsRoutes(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'google', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'ScriptApp.getIdentityToken() of the add-on (OpenID Connect identity token, RS256).',
  });
  let document: object | undefined;
  const made = (): object => {
    document ??= app.getOpenAPI31Document(INFO);
    return document;
  };
  app.get('/openapi.json', (c) => respond(c.get('requestId'), jsonReply(made())));
  app.get('/docs', async (c) => respond(c.get('requestId'), htmlReply(await page(made()))));
}
