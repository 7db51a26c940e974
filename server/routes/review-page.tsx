/** The page at which a reviewer reads a report and accepts or returns it. */
import type { Context } from 'hono';
import { z } from 'zod';
import { Problem, problemBody } from '../../shared/problem.ts';
import type { Lang } from '../../shared/template.ts';
import type { Decision, Differences } from '../../shared/wire-review.ts';
import { IdempotencyKey, ReportParams } from '../http/endpoint.ts';
import { ownForm } from '../http/own-form.ts';
import { Reply } from '../http/reply.ts';
import type { AppEnv, Routes } from '../http/routes.ts';
import type { Identity } from '../usecases/enter.ts';
import { readForm, readRevision } from '../usecases/read-reports.ts';
import { decideReport } from '../usecases/review/decide-report.ts';
import { readDifferences, readReview } from '../usecases/review/read-review.ts';
import { formToken } from '../usecases/sessions.ts';
import { address, pageReply, reviewPath } from '../web/layout.tsx';
import { REMARK_LINES, type RemarkLine, ReviewPage, type UnderReview } from '../web/review-page.tsx';
import { type SheetView, sheetView } from '../web/sheet-view.ts';
import { pageWord } from '../web/words.ts';
import type { RouteContext } from './context.ts';
import { answeringWith } from './office-page-problem.ts';
import { langOf } from './office-page-style.ts';
import { identityIn, sessionIn, visitorOf } from './office-page-who.ts';

const PATH = '/duyet/:unit/:template/:period';
const Said = z.enum(['accepted', 'returned']).optional().catch(undefined);

type At = z.infer<typeof ReportParams>;

const addressOf = (c: Context<AppEnv>): At => {
  const at = ReportParams.safeParse(c.req.param());
  if (!at.success) throw new Problem('no_such_address');
  return at.data;
};

/** The revision an office sent last, with what differs from the one before. Throws Problem `not_found`. */
async function readReviewed(
  { deps }: RouteContext,
  identity: Identity,
  at: At,
  lang: Lang,
): Promise<Pick<UnderReview, 'form' | 'standing' | 'differences' | 'view'>> {
  const [form, standing] = await Promise.all([readForm(deps, identity, at), readReview(deps, identity, at)]);
  const { receipt } = form;
  if (receipt === null) return { form, standing, differences: null, view: sheetView(form, [], lang) };
  const [{ content }, differences] = await Promise.all([
    readRevision(deps, identity, at, receipt.revision),
    readDifferences(deps, identity, at, 'submission').catch(onlyFirst),
  ]);
  const sent = { ...form, content };
  return { form: sent, standing, differences, view: sheetView(sent, differences?.changes ?? [], lang) };
}

function onlyFirst(error: unknown): Differences | null {
  if (error instanceof Problem && error.code === 'nothing_to_compare') return null;
  throw error;
}

interface Shown {
  readonly problems?: readonly string[];
  readonly typed?: readonly RemarkLine[];
  readonly status?: number;
}

async function page(
  c: Context<AppEnv>,
  context: RouteContext,
  identity: Identity,
  shown: Shown = {},
): Promise<Reply> {
  const lang = langOf(c);
  const at = addressOf(c);
  const reviewed = await readReviewed(context, identity, at, lang);
  const { head } = reviewed.form;
  const visitor = await visitorOf(context.deps, identity);
  const frame = { lang, title: `${head.unitName} · ${head.templateName}`, path: reviewPath(at), visitor };
  const said = shown.problems === undefined ? Said.parse(c.req.query('said')) : undefined;
  return pageReply(
    frame,
    <ReviewPage
      of={{
        ...reviewed,
        lang,
        said,
        key: context.newId(),
        token: formToken(sessionIn(c) ?? ''),
        problems: shown.problems ?? [],
        typed: shown.typed ?? [],
      }}
    />,
    shown.status,
  );
}

/** Lines somebody wrote something into. */
const linesIn = (fields: URLSearchParams): (RemarkLine & { readonly line: number })[] =>
  Array.from({ length: REMARK_LINES }, (_, index) => {
    const field = (name: string): string => (fields.get(`${name}${index + 1}`) ?? '').trim();
    return { line: index + 1, section: field('sheet'), cell: field('cell'), text: field('text') };
  }).filter(({ cell, text }) => cell !== '' || text !== '');

type Remarks = Extract<Decision, { action: 'return' }>['remarks'];

/** Remarks on cells the office fills, or what is wrong with the lines, in words. */
function remarksFrom(
  fields: URLSearchParams,
  view: SheetView,
  lang: Lang,
): { readonly remarks: Remarks; readonly problems: readonly string[] } {
  const lines = linesIn(fields);
  const problems: string[] = lines.length === 0 ? [pageWord(lang, 'remarkNone')] : [];
  const remarks: Remarks = [];
  for (const { line, section, cell, text } of lines) {
    const sheet = view.sheets.find((one) => one.section === section)?.name ?? section;
    const at = cell === '' ? { section, row: '*', column: '*' } : view.cellAt({ section, address: cell });
    if (text === '') problems.push(pageWord(lang, 'remarkNeedsText', { line }));
    else if (at === undefined) problems.push(pageWord(lang, 'remarkNoCell', { line, sheet, cell }));
    else remarks.push({ at, text });
  }
  return { remarks, problems };
}

/** Decides, or shows the page again with what stood in the way and all that was typed. */
async function decided(c: Context<AppEnv>, context: RouteContext, identity: Identity): Promise<Reply> {
  const { deps } = context;
  const lang = langOf(c);
  const at = addressOf(c);
  const fields = await ownForm(c, formToken(sessionIn(c) ?? ''));
  const action = fields.get('act') === 'return' ? 'return' : 'accept';
  const key = IdempotencyKey.safeParse(fields.get('key'));
  const revision = z.coerce.number().int().positive().safeParse(fields.get('revision'));
  if (!key.success || !revision.success) throw new Problem('no_such_address');
  const typed = action === 'return' ? allLines(fields) : [];
  const { view } = await readReviewed(context, identity, at, lang);
  const { remarks, problems } =
    action === 'return' ? remarksFrom(fields, view, lang) : { remarks: [], problems: [] };
  if (problems.length > 0) return page(c, context, identity, { problems, typed, status: 422 });
  const body: Decision =
    action === 'accept' ? { action, revision: revision.data } : { action, revision: revision.data, remarks };
  try {
    await decideReport(deps, { identity, at, key: key.data, body });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { title, detail, title_en, detail_en } = problemBody(error, c.get('requestId'));
    const words = lang === 'vi' ? `${title}: ${detail}` : `${title_en}: ${detail_en}`;
    return page(c, context, identity, { problems: [words], typed, status: error.status });
  }
  const said = action === 'accept' ? 'accepted' : 'returned';
  return new Reply(null, { location: address(reviewPath(at), { said, lang }) }, 303);
}

/** As they stand in the form, blank ones too. */
const allLines = (fields: URLSearchParams): RemarkLine[] =>
  Array.from({ length: REMARK_LINES }, (_, index) => {
    const field = (name: string): string => fields.get(`${name}${index + 1}`) ?? '';
    return { section: field('sheet'), cell: field('cell'), text: field('text') };
  });

export function reviewPageRoutes(routes: Routes, context: RouteContext): void {
  const answering = answeringWith(context);
  routes.page(
    PATH,
    answering(async (c) => page(c, context, await identityIn(context.deps, c))),
  );
  routes.page(
    PATH,
    answering(async (c) => decided(c, context, await identityIn(context.deps, c))),
    'POST',
  );
}
