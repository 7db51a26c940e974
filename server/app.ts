/** The Hono application: routes, what is put around them, and what answers everything else. Everything it needs comes in as `deps`. */
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { Problem } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { WorkbookReader } from './excel/workbook-reader.ts';
import type { FileWriter } from './exports/file-writer.ts';
import { authenticated, type VerifyToken } from './http/auth.ts';
import type { Logger } from './http/log.ts';
import type { Metrics } from './http/metrics.ts';
import { observed } from './http/observe.ts';
import { onError } from './http/on-error.ts';
import { packed } from './http/packed.ts';
import { type Answering, type AppEnv, Routes } from './http/routes.ts';
import type { SignIn } from './http/sign-in.ts';
import { auditRoutes } from './routes/audit.ts';
import { completenessRoutes } from './routes/completeness.ts';
import type { RouteContext } from './routes/context.ts';
import { docsRoutes } from './routes/docs.ts';
import { evaluationRoutes } from './routes/evaluation.ts';
import { exportPageRoutes, exportRoutes } from './routes/exports.ts';
import { extensionRoutes } from './routes/extensions.ts';
import { homeRoutes } from './routes/home.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { officePageRoutes } from './routes/office-page.ts';
import { overviewRoutes } from './routes/overview.tsx';
import { partRoutes } from './routes/parts.ts';
import { periodRoutes } from './routes/periods.ts';
import { progressRoutes } from './routes/progress.tsx';
import { publicationRoutes } from './routes/publications.ts';
import { receiptPageRoutes } from './routes/receipt-page.ts';
import { reconciliationRoutes } from './routes/reconciliation.ts';
import { reportRoutes } from './routes/reports.ts';
import { reviewPageRoutes } from './routes/review-page.tsx';
import { reviewRoutes } from './routes/reviews.ts';
import { ruleRoutes } from './routes/rules.ts';
import { seriesRoutes } from './routes/series.ts';
import { sharedReportRoutes } from './routes/shared-reports.ts';
import { shortfallRoutes } from './routes/shortfalls.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { templateRoutes } from './routes/templates.ts';
import { totalsRoutes } from './routes/totals.ts';
import { totalsPageRoutes } from './routes/totals-page.tsx';
import { workbookRoutes } from './routes/workbooks.ts';
import type { Database } from './store/db.ts';
import { TemplateShelf } from './store/templates.ts';
import { RuleShelf } from './usecases/forms/rule-shelf.ts';
import { PushQueue } from './usecases/push/push-queue.ts';
import { TotalsReader } from './usecases/totals/read-totals.ts';
import { TerritoryShelf } from './usecases/totals/territory-shelf.ts';

interface AppDeps {
  readonly db: Database;
  readonly config: Config;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly verifyToken: VerifyToken;
  /** undefined: nobody signs in on the pages. */
  readonly signIn?: SignIn | undefined;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Makes what is downloaded; whoever starts it stops it. */
  readonly files: FileWriter;
  /** Reads what is sent back; whoever starts it stops it. */
  readonly reader: WorkbookReader;
  /** 0 ≤ n < 1, spreads the waits between retries. Default Math.random. */
  readonly random?: () => number;
  /** Milliseconds of a clock nobody sets. Default performance.now. */
  readonly monotonic?: () => number;
}

/** Any other address, and any other method at an address there is. HEAD is answered where GET is. */
function elsewhere(app: Hono<AppEnv>, methods: readonly string[]): Answering {
  return (c) => {
    const { method, path } = c.req;
    const answered = methods.filter((one) => app.router.match(one, path)[0].length > 0);
    if (answered.length === 0) throw new Problem('no_such_address');
    const allow = answered.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])).join(', ');
    throw new Problem('method_not_allowed', { method, allow });
  };
}

/** What lies below it is told only to whoever brings an accepted token, even that there is nothing. */
const GUARDED = '/api/';

/** Puts around every route what every route has: once, here. Hono would put middleware together anew with every request. */
function served({ list }: Routes, deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  for (const { method, path, answer, open } of list) {
    const guarded = open ? packed(answer) : authenticated(deps.verifyToken, answer);
    app.on(method, path, observed(deps, path, guarded));
  }
  const nowhere = elsewhere(app, [...new Set(list.map(({ method }) => method))]);
  const hidden = authenticated(deps.verifyToken, nowhere);
  const unmatched: Answering = (c) => (c.req.path.startsWith(GUARDED) ? hidden : nowhere)(c);
  app.notFound(observed(deps, 'unmatched', unmatched));
  // Only what fails around an answer comes here: an answer's own failure is a problem before that.
  app.onError(onError(deps.log));
  return app;
}

export function createApp(deps: AppDeps): Hono<AppEnv> {
  const usecases = {
    db: deps.db,
    clock: deps.clock,
    shelf: new TemplateShelf(),
    rules: new RuleShelf(),
    territories: new TerritoryShelf(),
    monotonic: deps.monotonic ?? (() => performance.now()),
    writes: { count: 0 },
    retry: { random: deps.random ?? Math.random, pause: (ms: number) => delay(ms) },
  };
  const context: RouteContext = {
    deps: usecases,
    pushes: new PushQueue(usecases),
    totals: new TotalsReader(usecases),
    metrics: deps.metrics,
    files: deps.files,
    reader: deps.reader,
    signIn: deps.signIn,
    newId: deps.newId,
  };
  const routes = new Routes();
  reportRoutes(routes, context);
  partRoutes(routes, context);
  extensionRoutes(routes, context);
  periodRoutes(routes, context);
  reviewRoutes(routes, context);
  sharedReportRoutes(routes, context);
  totalsRoutes(routes, context);
  completenessRoutes(routes, context);
  reconciliationRoutes(routes, context);
  seriesRoutes(routes, context);
  exportRoutes(routes, context);
  workbookRoutes(routes, context);
  officePageRoutes(routes, context);
  signInRoutes(routes, context);
  overviewRoutes(routes, context);
  progressRoutes(routes, context);
  totalsPageRoutes(routes, context);
  exportPageRoutes(routes, context);
  reviewPageRoutes(routes, context);
  templateRoutes(routes, context);
  auditRoutes(routes, context);
  shortfallRoutes(routes, context);
  ruleRoutes(routes, context);
  evaluationRoutes(routes, context);
  publicationRoutes(routes, context);
  invitationRoutes(routes, context);
  docsRoutes(routes);
  homeRoutes(routes, context);
  receiptPageRoutes(routes, usecases);
  return served(routes, deps);
}
