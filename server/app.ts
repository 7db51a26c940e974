/** The Hono application: middleware, routes, and what answers everything else. Everything it needs comes in as `deps`. */
import { setTimeout as delay } from 'node:timers/promises';
import { OpenAPIHono } from '@hono/zod-openapi';
import { Problem } from '../shared/problem.ts';
import type { Config } from './config.ts';
import type { FileWriter } from './exports/file-writer.ts';
import { authenticate, type VerifyToken } from './http/auth.ts';
import type { App, AppEnv } from './http/endpoint.ts';
import { observe } from './http/health.ts';
import type { Logger } from './http/log.ts';
import type { Metrics } from './http/metrics.ts';
import { onError, problemResponse } from './http/on-error.ts';
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

/** Any other method on a known path. HEAD is answered where GET is. */
function refuseOtherMethods(app: App): void {
  const methods = new Map<string, string[]>();
  for (const { method, path } of app.routes) {
    if (method === 'ALL') continue;
    const answered = method === 'GET' ? ['GET', 'HEAD'] : [method];
    methods.set(path, [...(methods.get(path) ?? []), ...answered]);
  }
  for (const [path, answered] of methods) {
    const allow = answered.join(', ');
    app.all(path, (c) => {
      throw new Problem('method_not_allowed', { method: c.req.method, allow });
    });
  }
}

export function createApp(deps: AppDeps): OpenAPIHono<AppEnv> {
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
  const app = new OpenAPIHono<AppEnv>();
  app.onError(onError(deps.log));
  // Answered, not thrown: what is thrown here would pass by the middleware that logs and counts.
  app.notFound((c) => problemResponse(new Problem('no_such_address'), c.get('requestId')));
  app.use(observe(deps));
  app.use('/api/*', authenticate(deps.verifyToken));
  reportRoutes(app, context);
  totalsRoutes(app, context);
  exportRoutes(app, context);
  docsRoutes(app);
  homeRoutes(app);
  refuseOtherMethods(app);
  return app;
}
