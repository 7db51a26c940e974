/** The look of the pages for people without Google, the frame around each of them, and their addresses and languages. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Lang } from '../../shared/template.ts';
import type { ReportHead } from '../../shared/wire.ts';
import { htmlReply, Reply } from '../http/reply.ts';
import type { AppEnv } from '../http/routes.ts';

export type Markup = ReturnType<typeof html>;

const STYLE = `*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:1.5rem auto;padding:0 1rem;color:#1b1f24;background:#fff;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 .5rem}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}p{margin:.5rem 0}.muted{color:#59636e}a{color:#0b57d0}
nav{display:flex;gap:1rem;justify-content:space-between;align-items:center;flex-wrap:wrap}ul{padding:0;margin:0;list-style:none}
li{border:1px solid #d1d9e0;border-radius:6px;padding:.75rem 1rem;margin:.5rem 0}li strong{display:block}
button,.button{display:inline-block;font:600 16px system-ui,sans-serif;padding:.6rem 1.2rem;border:1px solid #0b57d0;border-radius:6px;background:#fff;color:#0b57d0;text-decoration:none;margin:.35rem .5rem .35rem 0}
.main{background:#0b57d0;color:#fff}nav .who{flex-basis:100%}nav button{padding:.3rem .8rem;font-weight:400;margin:0}label{display:block;font-weight:600;margin-top:.5rem}textarea{font:16px/1.4 system-ui,sans-serif;width:100%;padding:.4rem;border:1px solid #59636e;border-radius:6px;color:inherit;background:inherit}fieldset{border:0;padding:0;margin:0}legend{font-weight:600;padding:0}.one{display:flex;gap:.5rem;align-items:baseline;font-weight:400;padding:.35rem 0;margin:0}details{margin:1rem 0}summary{cursor:pointer;padding:.35rem 0}details fieldset{margin:.5rem 0}input[type=file]{font:16px system-ui,sans-serif;max-width:100%;margin:.4rem 0 .6rem}
:focus-visible{outline:3px solid #7cacf8;outline-offset:1px}.said{margin:1rem 0;padding:.9rem 1rem;border-left:5px solid;border-radius:4px}
.yes{border-color:#1a7f37;background:#eafbee}.no{border-color:#b42318;background:#fdeceb}.warn{border-color:#8a5a00;background:#fff4e5}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}.muted{color:#9198a1}a{color:#7cacf8}li{border-color:#3d444d}button,.button{background:#0d1117;color:#7cacf8;border-color:#7cacf8}.main{background:#7cacf8;color:#0d1117}.yes{background:#12261a}.no{background:#2d1515}.warn{background:#2e2410}}`;

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Where the reports of a person are listed. */
export const LIST = '/bao-cao';
/** Where people sign in with an account. */
export const SIGN_IN = '/dang-nhap';
export const LIST_TITLE = { vi: 'Báo cáo cần gửi', en: 'Reports to send' } as const;

export const pathOf = ({ unit, template, period }: ReportHead): string =>
  `${LIST}/${unit}/${template}/${period}`;

export const langOf = (c: Context<AppEnv>): Lang => (c.req.query('lang') === 'en' ? 'en' : 'vi');

interface PageFrame {
  readonly lang: 'vi' | 'en';
  readonly title: string;
  /** Address of the same page, without the language. */
  readonly path: string;
  /** Whether somebody is there, who can leave. */
  readonly inside: boolean;
  /** That person and their office, in words. */
  readonly visitor?: string | undefined;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** In the language asked for; the other is one press away. */
export async function officePage(
  { lang, title, path, inside, visitor, status = 200, headers: own = {} }: PageFrame,
  body: Markup,
): Promise<Reply> {
  const other = lang === 'vi' ? 'en' : 'vi';
  const page = await html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sổ Tỉnh</title><style>${STYLE}</style></head><body>
<nav aria-label="Sổ Tỉnh"><a href="${LIST}?lang=${lang}">Sổ Tỉnh</a><a href="${path}?lang=${other}" lang="${other}">${other === 'en' ? 'English' : 'Tiếng Việt'}</a>
${inside ? html`<form method="post" action="/roi?lang=${lang}"><button type="submit">${lang === 'vi' ? 'Thoát' : 'Leave'}</button></form>` : ''}${visitor === undefined ? '' : html`<span class="who muted">${lang === 'vi' ? 'Đang vào' : 'Signed in'}: ${visitor}</span>`}</nav>
<main>${inside && path !== LIST ? html`<p><a href="${LIST}?lang=${lang}">← ${LIST_TITLE[lang]}</a></p>` : ''}<h1>${title}</h1>${body}</main></body></html>`;
  const { body: text, headers } = htmlReply(page);
  return new Reply(text, { ...headers, ...own, 'content-security-policy': POLICY }, status);
}
