/** The pages a leader begins with: the period at a glance, where tasks stand office by office, and what falls short. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import { Id, type Lang } from '../../shared/template.ts';
import { afterOffice, paging } from '../http/paging.ts';
import type { Reply } from '../http/reply.ts';
import type { AppEnv, Routes } from '../http/routes.ts';
import type { Identity } from '../usecases/enter.ts';
import { readFormName } from '../usecases/read-progress.ts';
import { readShortfalls } from '../usecases/tasks/read-shortfalls.ts';
import { readTaskStanding } from '../usecases/tasks/read-standing.ts';
import { readOverview } from '../usecases/totals/read-overview.ts';
import { SeriesReader } from '../usecases/totals/read-series.ts';
import { address, OVERVIEW_PATH, pageReply, SHORTFALLS_PATH, STANDING_PATH } from '../web/layout.tsx';
import { OverviewPage } from '../web/overview-page.tsx';
import { ShortfallsPage } from '../web/shortfalls-page.tsx';
import { StandingPage } from '../web/standing-page.tsx';
import { pageWord } from '../web/words.ts';
import type { RouteContext } from './context.ts';
import { answeringWith } from './office-page-problem.ts';
import { langOf } from './office-page-style.ts';
import { identityIn, visitorOf } from './office-page-who.ts';

const OFFICES = 100;
const LINES = 200;

/** What is none of ours in an address is as good as not asked: a page is opened by hand, from a mail, from a list of old ones. */
const Question = z.object({
  period: Id.optional().catch(undefined),
  asOf: z.iso.date().optional().catch(undefined),
  cursor: paging(afterOffice, 'hd.tu-ky').cursor.catch(undefined),
});
const Year = z
  .string()
  .regex(/^(19|20|21)[0-9]{2}$/)
  .transform(Number);

interface Opened {
  readonly identity: Identity;
  readonly lang: Lang;
  readonly query: z.infer<typeof Question>;
}

interface Shown {
  readonly title: string;
  readonly body: Child;
  /** What the other language is asked of this page with. */
  readonly here: Readonly<Record<string, string | undefined>>;
}

/** A part of the address that is as it has to be. Throws Problem `no_such_address`. */
function part<T>(schema: z.ZodType<T>, text: string | undefined): T {
  const found = schema.safeParse(text);
  if (!found.success) throw new Problem('no_such_address');
  return found.data;
}

const answered =
  ({ deps }: RouteContext, show: (c: Context<AppEnv>, opened: Opened) => Promise<Shown>) =>
  async (c: Context<AppEnv>): Promise<Reply> => {
    const lang = langOf(c);
    const identity = await identityIn(deps, c);
    const { title, body, here } = await show(c, { identity, lang, query: Question.parse(c.req.query()) });
    const visitor = await visitorOf(deps, identity);
    return pageReply({ lang, title, path: address(c.req.path, here), visitor }, body);
  };

export function overviewRoutes(routes: Routes, context: RouteContext): void {
  const { deps, totals } = context;
  const answering = answeringWith(context);
  const series = new SeriesReader(deps);
  const overview = async (_: Context<AppEnv>, { identity, lang, query }: Opened): Promise<Shown> => {
    const found = await readOverview(deps, { totals, series }, identity, query.period);
    return {
      title: pageWord(lang, 'overview'),
      here: { period: found.period.id },
      body: <OverviewPage overview={found} lang={lang} />,
    };
  };
  const standing = async (c: Context<AppEnv>, { identity, lang, query }: Opened): Promise<Shown> => {
    const { asOf, cursor } = query;
    const of = { template: part(Id, c.req.param('template')), year: part(Year, c.req.param('year')) };
    const form = await readFormName(deps, identity, of.template);
    const found = await readTaskStanding(deps, identity, { ...of, asOf, cursor, limit: OFFICES });
    return {
      title: pageWord(lang, 'standingTitle'),
      here: { asOf, cursor },
      body: <StandingPage standing={found} form={form[lang]} lang={lang} />,
    };
  };
  const shortfalls = async (c: Context<AppEnv>, { identity, lang, query }: Opened): Promise<Shown> => {
    const { cursor } = query;
    const of = { template: part(Id, c.req.param('template')), period: part(Id, c.req.param('period')) };
    const form = await readFormName(deps, identity, of.template);
    const found = await readShortfalls(deps, identity, { ...of, cursor, limit: LINES });
    return {
      title: pageWord(lang, 'shortfallsTitle'),
      here: { cursor },
      body: <ShortfallsPage list={found} form={form[lang]} lang={lang} />,
    };
  };
  routes.page(OVERVIEW_PATH, answering(answered(context, overview)));
  routes.page(`${STANDING_PATH}/:template/:year`, answering(answered(context, standing)));
  routes.page(`${SHORTFALLS_PATH}/:template/:period`, answering(answered(context, shortfalls)));
}
