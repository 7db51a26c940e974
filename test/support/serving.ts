/** A process that runs the real service around a tiny application, so that starting and stopping can be tested alone. */
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { type ObservedVariables, observe } from '../../server/http/health.ts';
import { createLog, safeError } from '../../server/http/log.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { jsonReply, Reply, respond } from '../../server/http/reply.ts';
import { configOrExit, runUntilStopped } from '../../server/lifecycle.ts';

let serial = 0;
let begun = 0;
const newId = () => `request-${++serial}`;
const log = createLog('info');
const metrics = createMetrics();
await runUntilStopped({
  config: configOrExit(),
  log,
  metrics,
  newId,
  createApp: (db) => {
    const app = new Hono<{ Variables: ObservedVariables }>();
    app.use(observe({ log, metrics, newId }));
    app.get('/slow/:ms', async (c) => {
      process.stdout.write(`slow begun ${++begun}\n`);
      await delay(Number(c.req.param('ms')));
      return c.text('done');
    });
    app.get('/one', async (c) => respond(c.get('requestId'), jsonReply(await db.app`SELECT 1 AS one`)));
    app.post('/echo/:id', async (c) => {
      const length = (await c.req.text()).length;
      return respond(c.get('requestId'), new Reply(String(length), { 'content-type': 'text/plain' }));
    });
    app.get('/throw', () => {
      throw new Error('a fault in a handler');
    });
    app.get('/reject', (c) => {
      void Promise.reject(new Error('nobody waits for this'));
      return c.text('rejected');
    });
    app.onError((error, c) => {
      log.error({ error: safeError(error) }, 'unexpected');
      return c.text('failed', 500);
    });
    return app;
  },
});
