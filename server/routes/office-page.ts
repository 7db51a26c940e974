/** Pages for people without Google: come in by a personal link, download a report as an Excel file, send it back. No script. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { showDate } from '../../shared/dates.ts';
import { dayInVietnam, dayNumber, timeInVietnam } from '../../shared/days.ts';
import { Problem, problemBody } from '../../shared/problem.ts';
import { REPORT_STATE_WORDS } from '../../shared/review.ts';
import type { Lang } from '../../shared/template.ts';
import type { ReportHead } from '../../shared/wire.ts';
import type { MergingReply } from '../../shared/wire-merge.ts';
import { readBytes } from '../http/body.ts';
import { ReportParams } from '../http/endpoint.ts';
import { Reply, respond } from '../http/reply.ts';
import type { Answering, AppEnv, Routes } from '../http/routes.ts';
import type { Identity } from '../usecases/enter.ts';
import { leaveSession, SESSION_HOURS, sessionIdentity, useLink } from '../usecases/personal-links.ts';
import { readForm, readReports } from '../usecases/read-reports.ts';
import { pushWorkbook } from '../usecases/workbooks/push-workbook.ts';
import { checkWorkbook, readSentWorkbook, reasonsOf } from '../usecases/workbooks/sent-workbook.ts';
import type { RouteContext } from './context.ts';
import { download } from './exports.ts';
import { checkPart } from './office-page-check.ts';
import { type Markup, officePage } from './office-page-style.ts';
import { olderFile, remarksPart } from './office-page-told.ts';
import { tooBigFile, WORKBOOK_LIMIT_BYTES } from './workbooks.ts';

const COOKIE = '__Host-so-tinh';
const REPORT = '/bao-cao/:unit/:template/:period';
const LISTED = 200;
/** Reports without a due date come after all others. */
const LAST_DAY = '9999-12-31';
/** What a form adds around its file. */
const FORM_BYTES = 64 * 1024;

const langOf = (c: Context<AppEnv>): Lang => (c.req.query('lang') === 'en' ? 'en' : 'vi');
const say = (lang: Lang, vi: string, en: string): string => (lang === 'vi' ? vi : en);

const cookieOf = (c: Context<AppEnv>): string | undefined =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{20,200})(?:;|$)`).exec(c.req.header('cookie') ?? '')?.[1];
const cookie = (value: string, seconds: number): string =>
  `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Strict`;

const goTo = (place: string, headers: Record<string, string> = {}): Reply =>
  new Reply(null, { location: place, ...headers }, 303);

/** A form of another site is answered as somebody who may not: the cookie would not come with it anyway. */
function refuseOtherSites(c: Context<AppEnv>): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  const own =
    site === undefined
      ? origin === undefined || origin === `https://${host}` || origin === `http://${host}`
      : site === 'same-origin' || site === 'none';
  if (!own) throw new Problem('not_allowed');
}

/** What went wrong, in words, on a page. */
function problemPage(c: Context<AppEnv>, problem: Problem): Promise<Reply> {
  const lang = langOf(c);
  const told = problemBody(problem, c.get('requestId'));
  const [title, detail] = lang === 'vi' ? [told.title, told.detail] : [told.title_en, told.detail_en];
  const inside = problem.code !== 'not_signed_in';
  const older = problem.code === 'merge_conflict';
  return officePage(
    {
      lang,
      title: older ? say(lang, 'Tệp làm từ lần gửi trước', 'A file of an earlier revision') : String(title),
      path: c.req.path,
      inside,
      status: problem.status,
    },
    html`${older ? olderFile(problem, lang) : html`<div class="said no" role="alert"><p>${String(detail)}</p></div>`}
<p>${inside ? html`<a href="${c.req.path.replace(/\/tep$/, '')}?lang=${lang}">${say(lang, 'Quay lại', 'Back')}</a>` : say(lang, 'Hãy xin quản trị của tỉnh một liên kết riêng mới.', 'Ask the province’s administrator for a new personal link.')}</p>`,
  );
}

const answering =
  (answer: (c: Context<AppEnv>) => Promise<Reply>): Answering =>
  async (c) => {
    try {
      return respond(c.get('requestId'), await answer(c));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return respond(c.get('requestId'), await problemPage(c, error));
    }
  };

export function officePageRoutes(routes: Routes, context: RouteContext): void {
  const { deps } = context;
  const who = async (c: Context<AppEnv>): Promise<Identity> => {
    const session = cookieOf(c);
    const identity = session === undefined ? undefined : await sessionIdentity(deps, session);
    if (identity === undefined) throw new Problem('not_signed_in');
    return identity;
  };
  linkRoutes(routes, context);
  routes.page(
    '/bao-cao',
    answering(async (c) => listPage(c, context, await who(c))),
  );
  routes.page(
    REPORT,
    answering(async (c) => {
      const form = await readForm(deps, await who(c), addressOf(c));
      return reportPage(c, context, form.head, remarksPart(form, langOf(c)));
    }),
  );
  routes.page(
    `${REPORT}/tep`,
    answering(async (c) => {
      const form = await readForm(deps, await who(c), addressOf(c));
      return download(
        context.files.write({ make: 'form', form, at: deps.clock() }, c.req.raw.signal),
        'xlsx',
      );
    }),
  );
  routes.page(
    REPORT,
    answering(async (c) => {
      refuseOtherSites(c);
      return taken(c, context, await who(c));
    }),
    'POST',
  );
}

const addressOf = (c: Context<AppEnv>) => {
  const at = ReportParams.safeParse(c.req.param());
  if (!at.success) throw new Problem('no_such_address');
  return at.data;
};

/** Opening a link only asks: programs that look into mail open links too, and it serves once. */
function linkRoutes(routes: Routes, { deps, newId }: RouteContext): void {
  routes.page(
    '/vao/:link',
    answering(async (c) => {
      const lang = langOf(c);
      return officePage(
        { lang, title: say(lang, 'Liên kết riêng', 'Personal link'), path: c.req.path, inside: false },
        html`<p>${say(lang, `Liên kết này dùng một lần, mở trang báo cáo trong ${SESSION_HOURS} giờ trên trình duyệt này.`, `This link serves once and opens your reports for ${SESSION_HOURS} hours in this browser.`)}</p>
<form method="post" action="${c.req.path}?lang=${lang}"><button class="main" type="submit">${say(lang, 'Vào', 'Come in')}</button></form>`,
      );
    }),
  );
  routes.page(
    '/vao/:link',
    answering(async (c) => {
      refuseOtherSites(c);
      const session = `${newId()}-${newId()}`;
      if (!(await useLink(deps, c.req.param('link') ?? '', session))) throw new Problem('not_signed_in');
      return goTo(`/bao-cao?lang=${langOf(c)}`, { 'set-cookie': cookie(session, SESSION_HOURS * 3600) });
    }),
    'POST',
  );
  routes.page(
    '/roi',
    answering(async (c) => {
      refuseOtherSites(c);
      const session = cookieOf(c);
      if (session !== undefined) await leaveSession(deps, session);
      return goTo('/', { 'set-cookie': cookie('', 0) });
    }),
    'POST',
  );
}

/** Nothing was kept yet of a draft without a revision. */
function stateWords({ state, revision }: ReportHead, lang: Lang): string {
  if (state === 'draft' && revision === 0) return say(lang, 'Chưa gửi', 'Not sent');
  const words = REPORT_STATE_WORDS[state][lang];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function dueWords({ due, state }: ReportHead, today: string, lang: Lang): string {
  if (due === null) return '';
  const left = dayNumber(due) - dayNumber(today);
  const day = say(lang, `Hạn ${showDate(due, 'vi')}`, `Due ${showDate(due, 'en')}`);
  if (state !== 'draft' && state !== 'returned') return day;
  if (left < 0) return `${day} · ${say(lang, `Quá hạn ${-left} ngày`, `${-left} days overdue`)}`;
  return `${day} · ${say(lang, `Còn ${left} ngày`, `${left} days left`)}`;
}

const pathOf = ({ unit, template, period }: ReportHead): string => `/bao-cao/${unit}/${template}/${period}`;

async function listPage(c: Context<AppEnv>, { deps }: RouteContext, identity: Identity): Promise<Reply> {
  const lang = langOf(c);
  const today = dayInVietnam(deps.clock());
  const { items } = await readReports(deps, identity, { cursor: undefined, limit: LISTED });
  const due = items
    .filter(({ mayPush }) => mayPush)
    .sort((one, other) => (one.due ?? LAST_DAY).localeCompare(other.due ?? LAST_DAY));
  const lines = due.map(
    (
      head,
    ) => html`<li><strong><a href="${pathOf(head)}?lang=${lang}">${head.templateName} · ${head.periodLabel}</a></strong>
${head.unitName} · ${stateWords(head, lang)}${head.due === null ? '' : ` · ${dueWords(head, today, lang)}`}</li>`,
  );
  return officePage(
    { lang, title: say(lang, 'Báo cáo cần gửi', 'Reports to send'), path: c.req.path, inside: true },
    due.length === 0
      ? html`<p>${say(lang, 'Hiện không có báo cáo nào cần gửi. Khi tỉnh mở kỳ mới, báo cáo sẽ hiện ở đây.', 'There is nothing to send now. Reports show here once a period is opened.')}</p>`
      : html`<ul>${lines}</ul>`,
  );
}

/** `above`: what became of the file sent last. */
function reportPage(
  c: Context<AppEnv>,
  { deps, newId }: RouteContext,
  head: ReportHead,
  above: Markup | '' = '',
): Promise<Reply> {
  const lang = langOf(c);
  const path = pathOf(head);
  const today = dayInVietnam(deps.clock());
  return officePage(
    { lang, title: `${head.templateName} · ${head.periodLabel}`, path, inside: true },
    html`<p class="muted">${head.unitName} · ${stateWords(head, lang)} · ${dueWords(head, today, lang)}</p>
${above}
<h2>${say(lang, '1. Tải biểu về và điền', '1. Download the form and fill it in')}</h2>
<p><a class="button" href="${path}/tep">${say(lang, 'Tải tệp Excel', 'Download the Excel file')}</a></p>
<h2>${say(lang, '2. Gửi lại tệp đã điền', '2. Send the filled file back')}</h2>
<form method="post" enctype="multipart/form-data" action="${path}?lang=${lang}">
<input type="hidden" name="key" value="${newId()}">
<label for="file">${say(lang, 'Tệp .xlsx đã điền', 'The filled .xlsx file')}</label>
<input id="file" name="file" type="file" accept=".xlsx" required>
<div><button class="main" name="act" value="check">${say(lang, 'Kiểm tra', 'Check')}</button><button name="act" value="copy">${say(lang, 'Tải bản ghi chỗ cần sửa', 'Download the copy with notes')}</button><button name="act" value="submit">${say(lang, 'Gửi', 'Send')}</button></div>
<p class="muted">${say(lang, 'Mỗi lần bấm phải chọn lại tệp. Kiểm tra không lưu gì; còn lỗi thì Gửi cũng không lưu gì. Cảnh báo mà số liệu vẫn đúng: ghi lý do ở trang “Cần sửa” của bản ghi chỗ cần sửa rồi gửi bản đó.', 'Choose the file anew before each press. A check stores nothing, and neither does sending while errors are left. Where a warning is about a figure that is right, write the reason on the sheet “Cần sửa” of the copy and send that copy.')}</p>
</form>`,
  );
}

interface SentForm {
  readonly file: Uint8Array;
  readonly act: string;
  readonly key: string;
}

async function formIn(c: Context<AppEnv>): Promise<SentForm> {
  const bytes = await readBytes(c.req.raw, WORKBOOK_LIMIT_BYTES + FORM_BYTES, tooBigFile);
  const type = c.req.header('content-type') ?? '';
  const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw new Problem('not_a_workbook');
    });
  const file = form.get('file');
  if (!(file instanceof File)) throw new Problem('not_a_workbook');
  return {
    file: new Uint8Array(await file.arrayBuffer()),
    act: String(form.get('act') ?? 'check'),
    key: String(form.get('key') ?? ''),
  };
}

async function taken(c: Context<AppEnv>, context: RouteContext, identity: Identity): Promise<Reply> {
  const { deps, pushes, reader, files } = context;
  const lang = langOf(c);
  const call = { identity, at: addressOf(c) };
  const form: { sent?: SentForm } = {};
  const workbook = await readSentWorkbook(deps, reader, call, async () => {
    form.sent = await formIn(c);
    return form.sent.file;
  });
  const { act = 'check', key = '' } = form.sent ?? {};
  const terms = { onStale: 'merge', reasons: {} } as const;
  const { head } = workbook.form;
  const check = await checkWorkbook(deps, pushes, call, workbook, terms).catch((error: unknown) => {
    // Sent before under this key: the push below answers as it did.
    if (act === 'submit' && error instanceof Problem) return undefined;
    throw error;
  });
  if (check !== undefined && act === 'copy') {
    const of = { ...workbook, issues: check.issues };
    return download(files.write({ make: 'annotated', of, at: deps.clock() }, c.req.raw.signal), 'xlsx');
  }
  const ready = check === undefined || (check.errors === 0 && check.warnings === 0);
  if (act !== 'submit' || !ready) {
    const checked = checkPart(workbook.form, check, reasonsOf(workbook, terms), lang);
    const told = html`${checked}${remarksPart(workbook.form, lang)}`;
    return reportPage(c, context, head, told);
  }
  if (!/^[\w-]{8,128}$/.test(key)) throw new Problem('idempotency_key_required');
  const { body } = await pushWorkbook(deps, pushes, { ...call, key }, workbook, { ...terms, mode: 'submit' });
  const { receipt, revision, state } = JSON.parse(body) as MergingReply;
  return reportPage(c, context, { ...head, revision, state }, receiptPart(receipt, lang));
}

function receiptPart(receipt: MergingReply['receipt'], lang: Lang): Markup {
  if (receipt === null) return html``;
  const at = new Date(receipt.at);
  const day = dayInVietnam(at);
  return html`<div class="said yes" role="status"><strong>${say(lang, `Đã gửi ${timeInVietnam(at)} ngày ${showDate(day, 'vi')}`, `Sent ${showDate(day, 'en')} ${timeInVietnam(at)}`)}</strong>
<p>${say(lang, 'Biên nhận', 'Receipt')} ${receipt.number} · ${say(lang, 'Mã kiểm tra', 'Code')} ${receipt.hash.slice(0, 12)}</p>
<p>${say(lang, 'Hãy ghi lại số và mã này. Muốn sửa số đã gửi thì tải lại tệp Excel ở dưới và sửa trên tệp ấy.', 'Keep the number and the code. To change what was sent, download the Excel file anew and change that one.')}</p></div>`;
}
