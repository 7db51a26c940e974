/** The Hono application: routes, what is put around them, and what answers everything else. Everything it needs comes in as `deps`. */
import { setTimeout as delay } from 'node:timers/promises';
import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { Problem } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { FileWriter } from './exports/file-writer.ts';
import { authenticated, type VerifyToken } from './http/auth.ts';
import type { App, AppEnv } from './http/endpoint.ts';
import type { Logger } from './http/log.ts';
import type { Metrics } from './http/metrics.ts';
import { type Answering, observed } from './http/observe.ts';
import type { RouteContext } from './routes/context.ts';
import { docsRoutes } from './routes/docs.ts';
import { exportRoutes } from './routes/exports.ts';
import { homeRoutes } from './routes/home.ts';
import { reportRoutes } from './routes/reports.ts';
import { totalsRoutes } from './routes/totals.ts';
import type { Database } from './store/db.ts';
import { TemplateShelf } from './store/templates.ts';
import { PushQueue } from './usecases/push-queue.ts';
import { TotalsReader } from './usecases/read-totals.ts';

export interface AppDeps {
  readonly db: Database;
  readonly config: Config;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly verifyToken: VerifyToken;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Makes what is downloaded; whoever starts it stops it. */
  readonly files: FileWriter;
  /** 0 ≤ n < 1, spreads the waits between retries. Default Math.random. */
  readonly random?: () => number;
  /** Milliseconds of a clock nobody sets. Default performance.now. */
  readonly monotonic?: () => number;
}

/** Any other address, and any other method at an address there is. HEAD is answered where GET is. */
function elsewhere(app: Hono<AppEnv>, methods: readonly string[]): Answering<AppEnv> {
  return (c) => {
    const { method, path } = c.req;
    const answered = methods.filter((one) => app.router.match(one, path)[0].length > 0);
    if (answered.length === 0) throw new Problem('no_such_address');
    const allow = answered.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])).join(', ');
    throw new Problem('method_not_allowed', { method, allow });
  };
}

/** Puts around every route what every route has: once, here. Hono would put middleware together anew with every request. */
function served(routes: App, deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const guarded = (path: string, answer: Answering<AppEnv>): Answering<AppEnv> =>
    path.startsWith('/api/') ? authenticated(deps.verifyToken, answer) : answer;
  for (const { method, path, handler } of routes.routes) {
    const answer = handler as Answering<AppEnv>;
    app.on(method, path, observed(deps, path, guarded(path, answer)));
  }
  const none = elsewhere(app, [...new Set(routes.routes.map(({ method }) => method))]);
  app.notFound(observed(deps, 'unmatched', (c) => guarded(c.req.path, none)(c)));
  return app;
}

export function createApp(deps: AppDeps): Hono<AppEnv> {
  const usecases = {
    db: deps.db,
    clock: deps.clock,
    shelf: new TemplateShelf(),
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
  };
  const routes: App = new OpenAPIHono<AppEnv>();
  reportRoutes(routes, context);
  totalsRoutes(routes, context);
  exportRoutes(routes, context);
  docsRoutes(routes);
  homeRoutes(routes);
  return served(routes, deps);
}
