/** The pages a person meets first: what this address is, and what each problem means. */
import { html } from 'hono/html';
import { PROBLEMS, Problem, type ProblemCode } from '../../shared/problem.ts';
import { htmlReply, respond } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import type { RouteContext } from './context.ts';
import { SIGN_IN } from './office-page-style.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
a{color:#0b57d0}code{font:14px ui-monospace,monospace;background:#f6f8fa;padding:2px 4px;border-radius:4px}.muted{color:#59636e}
dt{font-weight:bold;margin-top:1rem}dd{margin:0}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}a{color:#7cacf8}code{background:#21262d}.muted{color:#9198a1}}`;

const page = (title: string, body: ReturnType<typeof html>) => html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head><body>${body}</body></html>`;

const home = (signsIn: boolean) =>
  page(
    'Sổ Tỉnh',
    html`<h1>Sổ Tỉnh</h1>
<p>Máy chủ nhận báo cáo của các đơn vị trong tỉnh và cộng thành số của tỉnh. Đơn vị làm việc ngay trên Google Trang tính, trong tiện ích Sổ Tỉnh; trang này dành cho người quản trị.</p>
<p class="muted" lang="en">The service behind the Sổ Tỉnh add-on: it takes the offices’ reports and adds up the province. Offices work in Google Sheets; this page is for whoever runs it.</p>
<ul>
${signsIn ? html`<li><a href="${SIGN_IN}">Đăng nhập · Sign in</a></li>` : ''}
<li><a href="/docs">Tài liệu giao tiếp · API</a> (<a href="/openapi.json">OpenAPI</a>)</li>
<li><a href="/problems">Các thông báo khi không làm được · Problems</a></li>
<li><a href="/bien-nhan">Kiểm tra biên nhận · Check a receipt</a></li>
<li><a href="/readyz">Tình trạng máy chủ · Health</a></li>
</ul>
<p>Nạp đơn vị, người dùng, kỳ và biểu: <code>npm run admin -- import THƯ_MỤC</code></p>`,
  );

const problemTerms = (codes: readonly ProblemCode[]) =>
  codes.map((code) => {
    const { status, title, detail } = PROBLEMS[code];
    return html`<dt id="${code}">${title.vi} <span class="muted">· ${title.en} (${status}, ${code})</span></dt>
<dd>${detail.vi}</dd><dd class="muted" lang="en">${detail.en}</dd>`;
  });

const isProblem = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** `/`, and the pages that the `type` of a problem points to. */
export function homeRoutes(routes: Routes, { signIn }: Pick<RouteContext, 'signIn'>): void {
  const first = home(signIn !== undefined);
  const codes = Object.keys(PROBLEMS).filter(isProblem);
  const all = page(
    'Thông báo · Sổ Tỉnh',
    html`<h1>Khi máy chủ không làm được</h1><dl>${problemTerms(codes)}</dl>`,
  );
  routes.page('/', async (c) => respond(c.get('requestId'), htmlReply(await first)));
  routes.page('/problems', async (c) => respond(c.get('requestId'), htmlReply(await all)));
  routes.page('/problems/:code', async (c) => {
    const code = c.req.param('code') ?? '';
    if (!isProblem(code)) throw new Problem('no_such_address');
    const { title } = PROBLEMS[code];
    const one = await page(title.vi, html`<h1>${title.vi}</h1><dl>${problemTerms([code])}</dl>`);
    return respond(c.get('requestId'), htmlReply(one));
  });
}
