/** The pages that say what went wrong to people without Google: what, for which report and file, and the way back. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { Problem, type ProblemCode, problemBody } from '../../shared/problem.ts';
import type { Lang } from '../../shared/template.ts';
import type { ReportHead } from '../../shared/wire.ts';
import { type Reply, respond } from '../http/reply.ts';
import type { Answering, AppEnv } from '../http/routes.ts';
import type { UsecaseDeps } from '../usecases/enter.ts';
import type { RouteContext } from './context.ts';
import { LIST, langOf, type Markup, officePage, pathOf, SIGN_IN } from './office-page-style.ts';
import { olderFile } from './office-page-told.ts';
import { fileName, identityIn, visitorOf } from './office-page-who.ts';

const say = (lang: Lang, vi: string, en: string): string => (lang === 'vi' ? vi : en);

/** The report a refused file was sent for, and the file's name. */
interface RefusedFile {
  readonly head: ReportHead;
  readonly name: string | undefined;
}

/** Whoever comes by a personal link has no account to sign in with again. */
const UNKNOWN_VISITOR = [
  'Trang này chưa biết anh/chị là ai: đã hết giờ kể từ lúc vào, hoặc liên kết riêng đã dùng rồi.',
  'This page does not know who you are: your time here is over, or the personal link was used already.',
] as const;

/** What is told to somebody who is not in. */
const OUTSIDE: ReadonlySet<ProblemCode> = new Set([
  'not_signed_in',
  'account_unknown',
  'idp_unavailable',
  'sign_in_failed',
  'sign_in_off',
  'sign_in_refused',
]);

/** Answers with the page that says what went wrong where `answer` throws a Problem. */
export const answeringWith =
  (context: RouteContext) =>
  (answer: (c: Context<AppEnv>) => Promise<Reply>): Answering =>
  async (c) => {
    try {
      return respond(c.get('requestId'), await answer(c));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return respond(c.get('requestId'), await problemPage(c, context, error));
    }
  };

/** What went wrong, in words, on a page. */
export async function problemPage(
  c: Context<AppEnv>,
  { deps, signIn }: RouteContext,
  problem: Problem,
  refused?: RefusedFile,
): Promise<Reply> {
  const lang = langOf(c);
  const told = problemBody(problem, c.get('requestId'));
  const [title, said] = lang === 'vi' ? [told.title, told.detail] : [told.title_en, told.detail_en];
  const detail = problem.code === 'not_signed_in' ? say(lang, ...UNKNOWN_VISITOR) : said;
  const inside = !OUTSIDE.has(problem.code);
  const older = problem.code === 'merge_conflict';
  return officePage(
    {
      lang,
      title: older ? say(lang, 'Tệp làm từ lần gửi trước', 'A file of an earlier revision') : String(title),
      path: c.req.path,
      inside,
      visitor: inside && problem.status < 500 ? await visitorIn(c, deps) : undefined,
      status: problem.status,
    },
    html`${refused === undefined ? '' : refusedPart(refused, lang)}${older ? olderFile(problem, lang) : html`<div class="said no" role="alert"><p>${String(detail)}</p></div>`}
${inside ? backPart(c, problem, refused) : comeInPart(c, signIn !== undefined)}`,
  );
}

/** The ways in: with an account where the server has a provider, else by a link. Signing in leads back to what was asked for. */
function comeInPart(c: Context<AppEnv>, signsIn: boolean): Markup {
  const lang = langOf(c);
  const next = c.req.path.startsWith(SIGN_IN) || c.req.path.startsWith('/vao/') ? LIST : c.req.path;
  const ask = say(
    lang,
    'Hãy xin quản trị của tỉnh một liên kết riêng mới.',
    'Ask the province’s administrator for a new personal link.',
  );
  return signsIn
    ? html`<p><a class="button main" href="${SIGN_IN}?next=${next}">${say(lang, 'Đăng nhập', 'Sign in')}</a></p>
<p>${say(lang, 'Không có tài khoản Google thì xin quản trị của tỉnh một liên kết riêng.', 'Without a Google account, ask the province’s administrator for a personal link.')}</p>`
    : html`<p>${ask}</p>`;
}

/** A page that says what went wrong must not go wrong for want of a name. */
const visitorIn = (c: Context<AppEnv>, deps: UsecaseDeps): Promise<string | undefined> =>
  identityIn(deps, c)
    .then((identity) => visitorOf(deps, identity))
    .catch(() => undefined);

const refusedPart = ({ head, name = '' }: RefusedFile, lang: Lang): Markup =>
  html`<p class="muted">${head.templateName} · ${head.periodLabel} · ${head.unitName}</p>
${name === '' ? '' : html`<p>${say(lang, 'Tệp đã chọn', 'The file chosen')}: <b>${fileName(name)}</b></p>`}`;

/** To the report, where there is one: the page of what is not there would only say the same again. */
function backPart(c: Context<AppEnv>, { status }: Problem, refused: RefusedFile | undefined): Markup | '' {
  const lang = langOf(c);
  if (refused !== undefined)
    return html`<p><a href="${pathOf(refused.head)}?lang=${lang}">${say(lang, 'Quay lại báo cáo', 'Back to the report')}</a></p>`;
  if (status === 404) return '';
  return html`<p><a href="${c.req.path.replace(/\/tep$/, '')}?lang=${lang}">${say(lang, 'Quay lại', 'Back')}</a></p>`;
}
