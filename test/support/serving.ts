/** A process that runs the real service around a tiny application, so that starting and stopping can be tested alone. */
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { createLog } from '../../server/http/log.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { observed } from '../../server/http/observe.ts';
import { jsonReply, Reply, respond } from '../../server/http/reply.ts';
import type { Answering, RequestVariables } from '../../server/http/routes.ts';
import { configOrExit, runUntilStopped } from '../../server/lifecycle.ts';

interface Serving {
  Variables: RequestVariables;
}

let serial = 0;
let begun = 0;
const newId = () => `request-${++serial}`;
const log = createLog('info');
const metrics = createMetrics();
await runUntilStopped({
  config: configOrExit(),
  log,
  metrics,
  clock: () => new Date(),
  newId,
  createApp: (db) => {
    const app = new Hono<Serving>();
    const answers = (method: 'GET' | 'POST', path: string, answer: Answering<Serving>) =>
      app.on(method, path, observed({ log, metrics, newId }, path, answer));
    answers('GET', '/slow/:ms', async (c) => {
      process.stdout.write(`slow begun ${++begun}\n`);
      await delay(Number(c.req.param('ms')));
      return c.text('done');
    });
    answers('GET', '/one', async (c) =>
      respond(c.get('requestId'), jsonReply(await db.app`SELECT 1 AS one`)),
    );
    answers('POST', '/echo/:id', async (c) => {
      const length = (await c.req.text()).length;
      return respond(c.get('requestId'), new Reply(String(length), { 'content-type': 'text/plain' }));
    });
    answers('GET', '/throw', () => {
      throw new Error('a fault in a handler');
    });
    answers('GET', '/reject', (c) => {
      void Promise.reject(new Error('nobody waits for this'));
      return c.text('rejected');
    });
    return app;
  },
});
