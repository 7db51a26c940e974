/** What machines ask: is the process alive, can it serve, how is it doing. And the one log line of every request. */
import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Problem } from '../../shared/problem.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { onError, problemResponse } from './on-error.ts';
import { jsonReply, Reply, respond } from './reply.ts';

/** Set on every request by `observe`; handlers put it into problems and log lines. */
export interface ObservedVariables {
  requestId: string;
}

const CLIENT_ID = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * First middleware of the app: gives the request an id (the client's when it is well-formed), measures, and writes one
 * line without address parameters, headers or bodies.
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
    const ms = performance.now() - started;
    const pattern = routePath(c, -1);
    const route = pattern === '/*' || pattern === '*' ? 'unmatched' : pattern;
    const { status } = c.res;
    deps.metrics.request(c.req.method, route, status, ms / 1000);
    const line = { requestId, method: c.req.method, route, status, ms: Math.round(ms * 10) / 10 };
    if (status >= 500) deps.log.error(line, 'request failed');
    else deps.log.request(line);
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
  app.get('/healthz', (c) => respond(c.get('requestId'), jsonReply({ status: 'ok' })));
  app.get('/readyz', async (c) => {
    if (await deps.isReady()) return respond(c.get('requestId'), jsonReply({ status: 'ready' }));
    return problemResponse(new Problem('database_unavailable'), c.get('requestId'));
  });
  app.get('/metrics', async (c) =>
    respond(
      c.get('requestId'),
      new Reply(await deps.metrics.text(), { 'content-type': deps.metrics.contentType }),
    ),
  );
  app.notFound((c) => {
    throw new Problem('method_not_allowed', { method: c.req.method, allow: 'GET, HEAD' });
  });
  return app;
}
