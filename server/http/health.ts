/** What machines ask: is the process alive, can it serve, how is it doing. */
import { Hono } from 'hono';
import { Problem } from '../../shared/problem.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { onError, problemResponse } from './on-error.ts';
import { jsonReply, Reply, respond } from './reply.ts';
import type { RequestVariables } from './routes.ts';

/** GET /healthz: the process answers. GET /readyz: it can serve. GET /metrics: Prometheus text. */
export function healthRoutes(deps: {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** False while the database is away or not migrated, or while the server stops. */
  readonly isReady: () => Promise<boolean>;
  readonly newId: () => string;
}): Hono<{ Variables: RequestVariables }> {
  const app = new Hono<{ Variables: RequestVariables }>();
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
