/** The page that shows how far the offices are. */
import type { Context } from 'hono';
import { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import { Id, type Lang } from '../../shared/template.ts';
import { type ManyDecided, ManyDecisions, MOST_DECISIONS } from '../../shared/wire-review.ts';
import { IdempotencyKey } from '../http/endpoint.ts';
import { ownForm } from '../http/own-form.ts';
import { afterOffice, paging } from '../http/paging.ts';
import type { Reply } from '../http/reply.ts';
import type { AppEnv, Routes } from '../http/routes.ts';
import type { Identity } from '../usecases/enter.ts';
import { readProgress } from '../usecases/read-progress.ts';
import { decideMany } from '../usecases/review/decide-many.ts';
import { formToken } from '../usecases/sessions.ts';
import { CHOSEN_FIELD } from '../web/accept-many.tsx';
import { assetRoutes } from '../web/assets.ts';
import { address, PROGRESS_PATH, pageReply } from '../web/layout.tsx';
import { PROGRESS_FILTERS, type ProgressFilter, ProgressPage } from '../web/progress-page.tsx';
import { pageWord } from '../web/words.ts';
import type { RouteContext } from './context.ts';
import { answeringWith } from './office-page-problem.ts';
import { langOf } from './office-page-style.ts';
import { identityIn, sessionIn, visitorOf } from './office-page-who.ts';

const FILTERS = Object.keys(PROGRESS_FILTERS) as ProgressFilter[];
const OFFICES = 100;
/** What is none of ours in an address is as good as not asked: a page is opened by hand, from a mail, from a list of old ones. */
const Question = z.object({
  period: Id.optional().catch(undefined),
  state: z.enum(FILTERS).optional().catch(undefined),
  cursor: paging(afterOffice, 'hd.tu-ky').cursor.catch(undefined),
});

/** Chosen reports, or undefined where the form says something nobody could have ticked. */
function chosenIn(fields: URLSearchParams, period: string): ManyDecisions['reports'] | undefined {
  const reports = fields.getAll(CHOSEN_FIELD).map((value) => {
    const [unit, template, revision] = value.split(' ');
    return { unit, template, period, revision: Number(revision) };
  });
  return z.array(ManyDecisions.shape.reports.element).safeParse(reports).data;
}

interface Decided {
  readonly decided?: ManyDecided;
  readonly problem?: string;
}

/** Accepts what was chosen of the period that is shown. Throws what keeps all of it from being decided. */
async function accepted(
  c: Context<AppEnv>,
  { deps }: RouteContext,
  identity: Identity,
  shown: { readonly period: string; readonly lang: Lang },
): Promise<Decided> {
  const fields = await ownForm(c, formToken(sessionIn(c) ?? ''));
  const reports = chosenIn(fields, shown.period);
  const key = IdempotencyKey.safeParse(fields.get('key'));
  if (!key.success || reports === undefined) throw new Problem('no_such_address');
  if (reports.length === 0) return { problem: pageWord(shown.lang, 'choseNone') };
  if (reports.length > MOST_DECISIONS)
    return { problem: pageWord(shown.lang, 'choseTooMany', { most: MOST_DECISIONS }) };
  const { body } = await decideMany(deps, { identity, key: key.data, body: { reports } });
  return { decided: JSON.parse(body) as ManyDecided };
}

async function page(c: Context<AppEnv>, context: RouteContext, isSent: boolean): Promise<Reply> {
  const { deps } = context;
  const lang = langOf(c);
  const identity = await identityIn(deps, c);
  const { period, state, cursor } = Question.parse(c.req.query());
  const read = () => readProgress(deps, identity, { period, state }, { cursor, limit: OFFICES });
  const before = await read();
  const { decided, problem } = isSent
    ? await accepted(c, context, identity, { period: before.period.id, lang })
    : {};
  // What was accepted is no longer among those that wait; the names of what was not are known from before.
  const progress = decided === undefined ? before : await read();
  const visitor = await visitorOf(deps, identity);
  const path = address(PROGRESS_PATH, { period: progress.period.id, state, cursor });
  const token = formToken(sessionIn(c) ?? '');
  const deciding = { once: context.newId(), token, decided, problem, before };
  return pageReply(
    { lang, title: pageWord(lang, 'progress'), path, visitor },
    <ProgressPage progress={progress} asked={{ lang, state, cursor, deciding }} />,
    problem === undefined ? 200 : 422,
  );
}

export function progressRoutes(routes: Routes, context: RouteContext): void {
  const answering = answeringWith(context);
  assetRoutes(routes);
  routes.page(
    PROGRESS_PATH,
    answering((c) => page(c, context, false)),
  );
  routes.page(
    PROGRESS_PATH,
    answering((c) => page(c, context, true)),
    'POST',
  );
}
