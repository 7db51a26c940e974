/** What machines ask: is the process alive, can it serve, how is it doing. And the one log line of every request. */
import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Problem } from '../../shared/problem.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { onError, problemResponse } from './on-error.ts';

/** Set on every request by `observe`; handlers put it into problems and log lines. */
export interface ObservedVariables {
  requestId: string;
}

const CLIENT_ID = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * First middleware of the app: gives the request an id (the client's when it is well-formed), answers it in
 * `x-request-id`, measures, and writes one line without address parameters, headers or bodies.
 */
export function observe(deps: {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly newId: () => string;
}): MiddlewareHandler<{ Variables: ObservedVariables }> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && CLIENT_ID.test(given) ? given : deps.newId();
    c.set('requestId', requestId);
    const started = performance.now();
    await next();
    c.res.headers.set('x-request-id', requestId);
    const ms = performance.now() - started;
    const pattern = routePath(c, -1);
    const route = pattern === '/*' || pattern === '*' ? 'unmatched' : pattern;
    const { status } = c.res;
    deps.metrics.request(c.req.method, route, status, ms / 1000);
    const fields = { requestId, method: c.req.method, route, status, ms: Math.round(ms * 10) / 10 };
    if (status >= 500) deps.log.error(fields, 'request failed');
    else deps.log.info(fields, 'request');
  };
}

/** GET /healthz: the process answers. GET /readyz: it can serve. GET /metrics: Prometheus text. */
export function healthRoutes(deps: {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** False while the database is away or not migrated, or while the server stops. */
  readonly isReady: () => Promise<boolean>;
  readonly newId: () => string;
}): Hono<{ Variables: ObservedVariables }> {
  const app = new Hono<{ Variables: ObservedVariables }>();
  app.onError(onError(deps.log));
  app.use(async (c, next) => {
    c.set('requestId', deps.newId());
    await next();
  });
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', async (c) => {
    if (await deps.isReady()) return c.json({ status: 'ready' }, 200, { 'cache-control': 'no-store' });
    return problemResponse(new Problem('database_unavailable'), c.get('requestId'));
  });
  app.get('/metrics', async (c) =>
    c.body(await deps.metrics.text(), 200, {
      'content-type': deps.metrics.contentType,
      'cache-control': 'no-store',
    }),
  );
  app.notFound((c) => {
    throw new Problem('method_not_allowed', { method: c.req.method });
  });
  return app;
}
