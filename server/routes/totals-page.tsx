/** The pages of totals: a form's figures, the offices behind one of them, and their charts. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { isConsolidated } from '../../shared/consolidated.ts';
import { showNumber } from '../../shared/number.ts';
import { Problem, problemBody } from '../../shared/problem.ts';
import { Id, type Lang } from '../../shared/template.ts';
import type { CompletenessReply } from '../../shared/wire-completeness.ts';
import { totalFigure } from '../exports/total-figure.ts';
import { afterOffice, paging } from '../http/paging.ts';
import { Reply } from '../http/reply.ts';
import type { AppEnv, Routes } from '../http/routes.ts';
import { splitCell } from '../store/totals.ts';
import type { Identity } from '../usecases/enter.ts';
import { readTotalsExport } from '../usecases/read-exports.ts';
import { readOwedForms } from '../usecases/read-progress.ts';
import { seesBelow } from '../usecases/totals/enter-scope.ts';
import { readCompleteness } from '../usecases/totals/read-completeness.ts';
import { readRanking } from '../usecases/totals/read-ranking.ts';
import { SeriesReader } from '../usecases/totals/read-series.ts';
import { barChart, CHART_WIDTHS, type ChartWidth, lineChart } from '../web/chart.ts';
import { address, pageReply, TOTALS_PATH } from '../web/layout.tsx';
import { TotalsPage } from '../web/totals-page.tsx';
import {
  type AskedTotals,
  asAsked,
  PERIODS_CHART_PATH,
  TotalsQuestion,
  UNITS_CHART_PATH,
  UNITS_PATH,
} from '../web/totals-question.tsx';
import { figuresOverTime, MOST_BARS, UnitsPage, unitsSaid } from '../web/units-page.tsx';
import { pageWord } from '../web/words.ts';
import type { RouteContext } from './context.ts';
import { answeringWith } from './office-page-problem.ts';
import { langOf } from './office-page-style.ts';
import { identityIn, visitorOf } from './office-page-who.ts';
import { BasisParam } from './totals.ts';

const UNITS = 200;
const WIDTHS = Object.keys(CHART_WIDTHS) as ChartWidth[];

/** What is none of ours in an address is as good as not asked: a page is opened by hand, from a mail, from a list of old ones. */
const Question = z.object({
  form: Id.optional().catch(undefined),
  period: Id.optional().catch(undefined),
  scope: Id.optional().catch(undefined),
  basis: BasisParam.catch('asWas'),
  counts: z.enum(['accepted', 'submitted']).optional().catch(undefined),
  asOf: z.iso.date().optional().catch(undefined),
  cell: z.string().max(250).optional().catch(undefined),
  table: z.coerce.number().int().min(0).catch(0),
  from: z.coerce.number().int().min(0).catch(0),
  cursor: paging(afterOffice, 'hd.tu-ky').cursor.catch(undefined),
  width: z.enum(WIDTHS).catch('wide'),
});

interface Opened {
  readonly identity: Identity;
  readonly lang: Lang;
  readonly query: z.infer<typeof Question>;
  /** undefined: no form is asked for in the period. */
  readonly asked: AskedTotals | undefined;
  readonly choices: Awaited<ReturnType<typeof readOwedForms>>;
}

async function opened(c: Context<AppEnv>, { deps }: RouteContext): Promise<Opened> {
  const lang = langOf(c);
  const query = Question.parse(c.req.query());
  const identity = await identityIn(deps, c);
  const owed = await readOwedForms(deps, identity, query.period);
  const choices = { ...owed, forms: owed.forms.filter(({ id }) => !isConsolidated(id)) };
  const form = query.form ?? choices.forms[0]?.id;
  const { scope, basis, counts, asOf } = query;
  const asked =
    form === undefined ? undefined : { form, period: owed.period.id, scope, basis, counts, asOf, lang };
  return { identity, lang, query, asked, choices };
}

/** What the readers of totals are asked. */
const questionOf = ({ form, period, scope, basis, counts, asOf }: AskedTotals) => ({
  template: form,
  period,
  scope,
  basis,
  counts,
  asOf,
});

/** Why there is nothing to show, with the choices beside: another form, period or map is one press away. */
function refusal(c: Context<AppEnv>, { lang, choices, asked }: Opened, problem: Problem | undefined): Child {
  const told = problem && problemBody(problem, c.get('requestId'));
  const said = told && (lang === 'vi' ? told.detail : told.detail_en);
  const isOwed = choices.forms.some(({ id }) => id === asked?.form);
  const words = isOwed
    ? String(said)
    : pageWord(lang, choices.forms.length === 0 ? 'emptyTotals' : 'formNotOwed');
  return (
    <p class="said no" role="alert">
      {words}
    </p>
  );
}

interface Body {
  readonly title: string;
  readonly body: Child;
  readonly status?: number;
}

/** The page `show` makes, or the choices with what stands in the way. */
async function page(
  c: Context<AppEnv>,
  context: RouteContext,
  show: (opened: Opened, asked: AskedTotals) => Promise<Body>,
): Promise<Reply> {
  const open = await opened(c, context);
  const { lang, asked, choices, identity } = open;
  const shown = await (asked === undefined
    ? Promise.reject(new Problem('not_found'))
    : show(open, asked)
  ).catch((error: unknown): Body => {
    if (!(error instanceof Problem)) throw error;
    const empty = { form: '', period: choices.period.id, lang, basis: 'asWas' } as const;
    const blank = { ...empty, scope: undefined, counts: undefined, asOf: undefined };
    return {
      title: pageWord(lang, 'totals'),
      status: asked === undefined ? 200 : error.status,
      body: (
        <>
          <h1>{pageWord(lang, 'totals')}</h1>
          <TotalsQuestion asked={asked ?? blank} {...choices} hasTasks={false} />
          {refusal(c, open, error)}
        </>
      ),
    };
  });
  const visitor = await visitorOf(context.deps, identity);
  const { lang: _lang, ...here } = asked === undefined ? { lang } : asAsked(asked);
  const path = address(c.req.path, { ...here, cell: open.query.cell });
  return pageReply({ lang, title: shown.title, path, visitor }, shown.body, shown.status);
}

/** The offices right below, where the map is the period's own. */
async function below(
  { deps }: RouteContext,
  { identity, query }: Opened,
  { form, period, scope, basis }: AskedTotals,
): Promise<CompletenessReply | undefined> {
  if (basis !== 'asWas') return undefined;
  const of = { template: form, period, scope };
  return readCompleteness(deps, identity, of, { cursor: query.cursor, limit: UNITS });
}

async function totalsBody(context: RouteContext, open: Opened, asked: AskedTotals): Promise<Body> {
  const { deps, totals } = context;
  const { identity, choices, query } = open;
  const [of, units] = await Promise.all([
    readTotalsExport(deps, totals, identity, questionOf(asked), asked.lang),
    below(context, open, asked),
  ]);
  const { scope, basis } = of.totals;
  const opens = await seesBelow(deps, identity, scope.unit, basis?.map ?? of.period.to);
  const { table, from } = query;
  return {
    title: `${of.template.descriptors.name[asked.lang]} · ${of.period.label[asked.lang]}`,
    body: (
      <TotalsPage of={of} asked={asked} turned={{ table, from }} opens={opens} below={units}>
        <TotalsQuestion asked={asked} {...choices} hasTasks={of.totals.tasks.length > 0} />
      </TotalsPage>
    ),
  };
}

const noSuchCell = (): Problem => new Problem('not_found');

/** The figure of a cell, what the offices gave to it, and the line it is a point of. Throws `not_found` where it is no figure. */
async function behind(
  { deps, totals }: RouteContext,
  series: SeriesReader,
  open: Opened,
  asked: AskedTotals,
) {
  const { identity, query, choices } = open;
  const { cell } = query;
  if (cell === undefined) throw noSuchCell();
  const question = questionOf(asked);
  const { kind } = choices.period;
  const [of, ranking, line] = await Promise.all([
    readTotalsExport(deps, totals, identity, question, asked.lang),
    readRanking(deps, identity, { ...question, cell }),
    series.read(identity, { ...question, kind, derive: false }),
  ]);
  const figure = totalFigure(of, splitCell(cell));
  if (figure === undefined) throw noSuchCell();
  return { figure, ranking, series: line.series, cell };
}

async function unitsBody(
  context: RouteContext,
  series: SeriesReader,
  open: Opened,
  asked: AskedTotals,
): Promise<Body> {
  const found = await behind(context, series, open, asked);
  return {
    title: found.figure.name,
    body: (
      <UnitsPage {...found} asked={asked}>
        <TotalsQuestion asked={asked} {...open.choices} cell={found.cell} hasTasks={false} />
      </UnitsPage>
    ),
  };
}

const svg = (drawing: string): Reply =>
  new Reply(drawing, { 'content-type': 'image/svg+xml; charset=utf-8' });

/** The chart of one figure, by office or over time. */
async function chart(
  c: Context<AppEnv>,
  context: RouteContext,
  series: SeriesReader,
  drawn: 'units' | 'periods',
): Promise<Reply> {
  const open = await opened(c, context);
  const { asked, lang, query } = open;
  if (asked === undefined) throw new Problem('not_found');
  const { ranking, series: line } = await behind(context, series, open, asked);
  const shown = (value: string | null): string => (value === null ? '' : showNumber(value, lang));
  if (drawn === 'units') {
    const bars = ranking.ranked.slice(0, MOST_BARS);
    const points = bars.map(({ units, value }) => ({ name: unitsSaid(units), value, shown: shown(value) }));
    return svg(barChart(points, query.width));
  }
  const points = figuresOverTime(line, ranking.cell);
  return svg(
    lineChart(
      points.map(({ period, value }) => ({ name: period.label[lang], value, shown: shown(value) })),
      query.width,
    ),
  );
}

export function totalsPageRoutes(routes: Routes, context: RouteContext): void {
  const answering = answeringWith(context);
  const series = new SeriesReader(context.deps);
  routes.page(
    TOTALS_PATH,
    answering((c) => page(c, context, (open, asked) => totalsBody(context, open, asked))),
  );
  routes.page(
    UNITS_PATH,
    answering((c) => page(c, context, (open, asked) => unitsBody(context, series, open, asked))),
  );
  routes.page(
    UNITS_CHART_PATH,
    answering((c) => chart(c, context, series, 'units')),
  );
  routes.page(
    PERIODS_CHART_PATH,
    answering((c) => chart(c, context, series, 'periods')),
  );
}
