/** Pages for people without Google: come in by a personal link, download a report as an Excel file, send it back. No script. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { showDate } from '../../shared/dates.ts';
import { dayInVietnam, dayNumber, timeInVietnam } from '../../shared/days.ts';
import { Problem } from '../../shared/problem.ts';
import { REPORT_STATE_WORDS } from '../../shared/review.ts';
import type { Lang } from '../../shared/template.ts';
import type { Receipt, ReportForm, ReportHead } from '../../shared/wire.ts';
import type { MergingReply } from '../../shared/wire-merge.ts';
import { ReportParams } from '../http/endpoint.ts';
import { refuseOtherSites } from '../http/own-form.ts';
import { Reply } from '../http/reply.ts';
import type { AppEnv, Routes } from '../http/routes.ts';
import type { Identity, UsecaseDeps } from '../usecases/enter.ts';
import { useLink } from '../usecases/personal-links.ts';
import { readForm, readOwnReports } from '../usecases/read-reports.ts';
import { doorSession, leaveSession, SESSION_HOURS, sessionIdentity } from '../usecases/sessions.ts';
import { pushWorkbook } from '../usecases/workbooks/push-workbook.ts';
import { checkWorkbook, readSentWorkbook, reasonsOf } from '../usecases/workbooks/sent-workbook.ts';
import type { RouteContext } from './context.ts';
import { download } from './exports.ts';
import {
  type Checked,
  checkPart,
  checkSaid,
  isReady,
  mergedPart,
  seenOf,
  unseenSaid,
} from './office-page-check.ts';
import {
  type CarriedFile,
  carriedFields,
  FIELDS,
  formIn,
  isCarried,
  rememberAnswers,
  type SentForm,
} from './office-page-form.ts';
import { answeringWith, problemPage } from './office-page-problem.ts';
import { LIST, LIST_TITLE, langOf, type Markup, officePage, pathOf } from './office-page-style.ts';
import { closedPart, isOver, remarksPart } from './office-page-told.ts';
import { cookieIn, fileName, identityIn, sessionCookie, sessionIn, visitorOf } from './office-page-who.ts';

const REPORT = '/bao-cao/:unit/:template/:period';
/** Reports without a due date come after all others. */
const LAST_DAY = '9999-12-31';

const say = (lang: Lang, vi: string, en: string): string => (lang === 'vi' ? vi : en);

const goTo = (place: string, headers: Record<string, string> = {}): Reply =>
  new Reply(null, { location: place, ...headers }, 303);

export function officePageRoutes(routes: Routes, context: RouteContext): void {
  const { deps } = context;
  const answering = answeringWith(context);
  const who = (c: Context<AppEnv>): Promise<Identity> => identityIn(deps, c);
  linkRoutes(routes, context);
  routes.page(
    '/bao-cao',
    answering(async (c) => listPage(c, context, await who(c))),
  );
  routes.page(
    REPORT,
    answering(async (c) => {
      const identity = await who(c);
      const form = await readForm(deps, identity, addressOf(c));
      const visitor = await visitorOf(deps, identity);
      const lang = langOf(c);
      const remarks = html`${lastReceipt(form.receipt, lang)}${remarksPart(form, lang)}`;
      return reportPage(c, context, form.head, { visitor, remarks });
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
      return takenOrRefused(c, context, await who(c));
    }),
    'POST',
  );
}

const addressOf = (c: Context<AppEnv>) => {
  const at = ReportParams.safeParse(c.req.param());
  if (!at.success) throw new Problem('no_such_address');
  return at.data;
};

const DOOR = 'so-tinh-vao';
const DOOR_SECONDS = 3600;
const doorCookie = (value: string): string =>
  `${DOOR}=${value}; Path=/vao/; Max-Age=${DOOR_SECONDS}; HttpOnly; Secure; SameSite=Strict`;
const isInside = async (deps: UsecaseDeps, session: string): Promise<boolean> =>
  (await sessionIdentity(deps, session)) !== undefined;

/** Opening a link only asks: programs that look into mail open links too, and it serves once. */
function linkRoutes(routes: Routes, context: RouteContext): void {
  const { deps, newId } = context;
  const answering = answeringWith(context);
  routes.page(
    '/vao/:link',
    answering(async (c) => {
      const lang = langOf(c);
      return officePage(
        {
          lang,
          title: say(lang, 'Liên kết riêng', 'Personal link'),
          path: c.req.path,
          inside: false,
          headers: { 'set-cookie': doorCookie(`${newId()}-${newId()}`) },
        },
        html`<p>${say(lang, `Liên kết này dùng một lần, mở trang báo cáo trong ${SESSION_HOURS} giờ trên trình duyệt này.`, `This link serves once and opens your reports for ${SESSION_HOURS} hours in this browser.`)}</p>
<form method="post" action="${c.req.path}?lang=${lang}"><button class="main" type="submit">${say(lang, 'Vào', 'Come in')}</button></form>`,
      );
    }),
  );
  routes.page(
    '/vao/:link',
    answering(async (c) => {
      refuseOtherSites(c);
      const link = c.req.param('link') ?? '';
      const door = cookieIn(c, DOOR);
      // Pressed twice, or pressed again after a lost reply, it is one coming in: of the browser that was shown the link.
      const session = door === undefined ? `${newId()}-${newId()}` : doorSession(link, door);
      const isIn =
        (await useLink(deps, link, session)) || (door !== undefined && (await isInside(deps, session)));
      if (!isIn) throw new Problem('not_signed_in');
      return goTo(`/bao-cao?lang=${langOf(c)}`, {
        'set-cookie': sessionCookie(session, SESSION_HOURS * 3600),
      });
    }),
    'POST',
  );
  routes.page(
    '/roi',
    answering(async (c) => {
      refuseOtherSites(c);
      const session = sessionIn(c);
      if (session !== undefined) await leaveSession(deps, session);
      return goTo('/', { 'set-cookie': sessionCookie('', 0) });
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

async function listPage(c: Context<AppEnv>, { deps }: RouteContext, identity: Identity): Promise<Reply> {
  const lang = langOf(c);
  const today = dayInVietnam(deps.clock());
  const own = await readOwnReports(deps, identity);
  const due = own
    .filter(({ mayPush }) => mayPush)
    .sort((one, other) => (one.due ?? LAST_DAY).localeCompare(other.due ?? LAST_DAY));
  const over = own.filter(({ mayPush }) => !mayPush);
  const lineOf = (
    head: ReportHead,
  ) => html`<li><strong><a href="${pathOf(head)}?lang=${lang}">${head.templateName} · ${head.periodLabel}</a></strong>
${head.unitName} · ${stateWords(head, lang)}${head.due === null ? '' : ` · ${dueWords(head, today, lang)}`}</li>`;
  const closed =
    over.length === 0
      ? ''
      : html`<h2>${say(lang, 'Đã duyệt hoặc đã đóng', 'Accepted or closed')}</h2><ul>${over.map(lineOf)}</ul>`;
  return officePage(
    {
      lang,
      title: LIST_TITLE[lang],
      path: LIST,
      inside: true,
      visitor: await visitorOf(deps, identity),
    },
    due.length === 0
      ? html`<p>${say(lang, 'Hiện không có báo cáo nào cần gửi. Khi tỉnh mở kỳ mới, báo cáo sẽ hiện ở đây.', 'There is nothing to send now. Reports show here once a period is opened.')}</p>${closed}`
      : html`<ul>${due.map(lineOf)}</ul>${closed}`,
  );
}

/** What became of the file sent last: told first, and what is to be said to it within the form; with the remarks to be answered. */
interface Outcome {
  readonly visitor: string | undefined;
  readonly said?: Markup;
  readonly remarks?: Markup | '';
  readonly checked?: Checked;
  readonly file?: CarriedFile;
}

function reportPage(
  c: Context<AppEnv>,
  { deps, newId }: RouteContext,
  head: ReportHead,
  outcome: Outcome,
): Promise<Reply> {
  const lang = langOf(c);
  const path = pathOf(head);
  const today = dayInVietnam(deps.clock());
  const { visitor, said, remarks = '', checked } = outcome;
  const steps = () => [downloadPart(path, said !== undefined, lang), sendPart(path, newId(), outcome, lang)];
  const parts = isOver(head) ? [closedPart(head, `${path}/tep`, lang)] : steps();
  return officePage(
    {
      lang,
      title: `${head.templateName} · ${head.periodLabel}`,
      path,
      inside: true,
      visitor,
      headers: rememberAnswers(checked?.answers ?? {}, path),
    },
    html`<p class="muted">${head.unitName} · ${stateWords(head, lang)} · ${dueWords(head, today, lang)}</p>
${said ?? ''}${remarks}${said === undefined ? parts : parts.reverse()}`,
  );
}

const downloadPart = (path: string, again: boolean, lang: Lang): Markup =>
  html`<h2>${again ? say(lang, 'Cần tệp mới?', 'A new file?') : say(lang, '1. Tải biểu về và điền', '1. Download the form and fill it in')}</h2>
<p><a class="button" href="${path}/tep">${say(lang, 'Tải tệp Excel', 'Download the Excel file')}</a></p>`;

function sendPart(path: string, key: string, outcome: Outcome, lang: Lang): Markup {
  const { said, checked, file } = outcome;
  const kept = file !== undefined && isCarried(file) ? file : undefined;
  const ready = checked !== undefined && isReady(checked.check);
  const button = (act: string, words: string) =>
    html`<button${(act === 'submit') === ready && act !== 'copy' ? html` class="main"` : ''} name="act" value="${act}">${words}</button>`;
  const check = button(
    'check',
    checked === undefined ? say(lang, 'Kiểm tra', 'Check') : say(lang, 'Kiểm tra lại', 'Check again'),
  );
  const copy = button('copy', say(lang, 'Tải bản ghi chỗ cần sửa', 'Download the copy with notes'));
  const submit = button('submit', say(lang, 'Gửi', 'Send'));
  return html`<form method="post" enctype="multipart/form-data" action="${path}?lang=${lang}">
<input type="hidden" name="key" value="${key}"><input type="hidden" name="${FIELDS.seen}" value="${checked === undefined ? '' : seenOf(checked.check)}">${kept === undefined ? '' : carriedFields(kept)}
${checked === undefined ? '' : checkPart(checked, lang)}
<h2>${said === undefined ? say(lang, '2. Gửi lại tệp đã điền', '2. Send the filled file back') : say(lang, 'Gửi lại', 'Send back')}</h2>
${fileWords(file, kept, lang)}
<label for="file">${kept === undefined ? say(lang, 'Tệp .xlsx đã điền', 'The filled .xlsx file') : say(lang, 'Đã sửa trong tệp? Chọn tệp đã sửa', 'Mended in the file? Choose the mended file')}</label>
<input id="file" name="file" type="file" accept=".xlsx"${kept === undefined ? html` required` : ''}>
<div>${ready ? html`${submit}${check}` : html`${check}${copy}${submit}`}</div>
<p class="muted">${say(lang, 'Kiểm tra không lưu gì. Còn lỗi thì Gửi cũng không lưu gì. Cảnh báo mà số liệu vẫn đúng: ghi lý do ngay ở cảnh báo trên trang này, hoặc ở trang “Cần sửa” của bản ghi chỗ cần sửa.', 'A check stores nothing, and neither does sending while errors are left. Where a warning is about a figure that is right, write the reason beside it on this page, or on the sheet “Cần sửa” of the copy.')}</p>
</form>`;
}

/** Which file is at hand, or why it has to be chosen again. */
function fileWords(file: CarriedFile | undefined, kept: CarriedFile | undefined, lang: Lang): Markup | '' {
  if (file === undefined) return '';
  return kept === undefined
    ? html`<p>${say(lang, 'Tệp lớn hơn 1 MB nên trang không giữ được: hãy chọn lại tệp.', 'The file is larger than 1 MB and not kept on the page: choose it again.')}</p>`
    : html`<p>${say(lang, 'Tệp vừa kiểm tra', 'The file just checked')}: <b>${fileName(kept.name)}</b>. ${say(lang, 'Không cần chọn lại.', 'It need not be chosen again.')}</p>`;
}

/** What a file was refused for is told with the report it was sent for, where that report is this person's. */
async function takenOrRefused(c: Context<AppEnv>, context: RouteContext, identity: Identity): Promise<Reply> {
  const chosen: { name?: string } = {};
  try {
    return await taken(c, context, identity, chosen);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const form =
      error.status < 500
        ? await readForm(context.deps, identity, addressOf(c)).catch(() => undefined)
        : undefined;
    const refused = form === undefined ? undefined : { head: form.head, name: chosen.name };
    return problemPage(c, context, error, refused);
  }
}

async function taken(
  c: Context<AppEnv>,
  context: RouteContext,
  identity: Identity,
  chosen: { name?: string },
): Promise<Reply> {
  const { deps, pushes, reader, files } = context;
  const lang = langOf(c);
  const call = { identity, at: addressOf(c) };
  const given: { form?: SentForm } = {};
  const takeForm = async () => {
    const form = await formIn(c, (name) => {
      chosen.name = name;
    });
    given.form = form;
    return { file: form.file.bytes, answers: form.answers };
  };
  const workbook = await readSentWorkbook(deps, reader, call, takeForm, c.req.raw.signal);
  const { act = 'check', key = '', reasons = {}, answers = {}, file } = given.form ?? {};
  const terms = { onStale: 'merge', reasons } as const;
  const { head } = workbook.form;
  const check = await checkWorkbook(deps, pushes, call, workbook, terms).catch((error: unknown) => {
    // Sent before under this key: the push below answers as it did.
    if (act === 'submit' && error instanceof Problem) return undefined;
    throw error;
  });
  if (check !== undefined && act === 'copy') {
    const read = { ...workbook.read, reasons: { ...workbook.read.reasons, ...reasons } };
    const of = { ...workbook, read, issues: check.issues };
    return download(files.write({ make: 'annotated', of, at: deps.clock() }, c.req.raw.signal), 'xlsx');
  }
  // What colleagues sent would be sent along: nobody submits what they were not shown.
  const unseen =
    check !== undefined && act === 'submit' && isReady(check) && seenOf(check) !== given.form?.seen;
  if (check !== undefined && (act !== 'submit' || !isReady(check) || unseen)) {
    const checked = { form: workbook.form, check, answers, reasons: reasonsOf(workbook, terms) };
    return reportPage(c, context, head, {
      visitor: await visitorOf(deps, identity),
      said: unseen ? html`${unseenSaid(lang)}${checkSaid(checked, lang)}` : checkSaid(checked, lang),
      remarks: remarksPart(workbook.form, lang),
      checked,
      ...(file === undefined ? {} : { file }),
    });
  }
  if (!/^[\w-]{8,128}$/.test(key)) throw new Problem('idempotency_key_required');
  const push = (under: string) =>
    pushWorkbook(deps, pushes, { ...call, key: under }, workbook, { ...terms, mode: 'submit' });
  // Back, another file, Gửi: the page shown before brought its key along.
  const { body } = await push(key).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'idempotency_key_reused') return push(context.newId());
    throw error;
  });
  return receiptPage(c, context, identity, {
    form: workbook.form,
    reply: JSON.parse(body) as MergingReply,
  });
}

/** What was stored is told, whether or not the name can be looked up any more. */
async function receiptPage(
  c: Context<AppEnv>,
  context: RouteContext,
  identity: Identity,
  { form, reply }: { form: ReportForm; reply: MergingReply },
): Promise<Reply> {
  const { receipt, revision, state, merged } = reply;
  const lang = langOf(c);
  const visitor = await visitorOf(context.deps, identity).catch(() => undefined);
  const said = html`${receiptPart(receipt, lang)}${mergedPart(form, merged, lang)}`;
  return reportPage(c, context, { ...form.head, revision, state }, { visitor, said });
}

/** Who closed the page, or got no reply, finds here that it was sent. */
function lastReceipt(receipt: ReportForm['receipt'], lang: Lang): Markup | '' {
  if (receipt === null) return '';
  const at = new Date(receipt.at);
  const [day, time] = [showDate(dayInVietnam(at), lang), timeInVietnam(at)];
  return html`<p>${say(lang, `Lần gửi gần nhất: ${time} ngày ${day}`, `Sent last: ${day} ${time}`)} · ${numberAndCode(receipt, lang)}</p>`;
}

const numberAndCode = ({ number, hash }: Receipt, lang: Lang): Markup =>
  html`${say(lang, 'Biên nhận', 'Receipt')} ${number} · ${say(lang, 'Mã kiểm tra', 'Code')} ${hash.slice(0, 12)}`;

function receiptPart(receipt: MergingReply['receipt'], lang: Lang): Markup {
  if (receipt === null) return html``;
  const at = new Date(receipt.at);
  const day = dayInVietnam(at);
  return html`<div class="said yes" role="status"><strong>${say(lang, `Đã gửi ${timeInVietnam(at)} ngày ${showDate(day, 'vi')}`, `Sent ${showDate(day, 'en')} ${timeInVietnam(at)}`)}</strong>
<p>${numberAndCode(receipt, lang)}</p>
<p>${say(lang, 'Hãy ghi lại số và mã này. Muốn sửa số đã gửi thì tải lại tệp Excel ở dưới và sửa trên tệp ấy.', 'Keep the number and the code. To change what was sent, download the Excel file anew and change that one.')}</p></div>`;
}
