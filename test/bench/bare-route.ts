/** The other side of totals-read, a process of its own: a bare Hono route on the same HTTP server, answering the same bytes and headers. */
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { BareRouteAnswer, BareRouteQuestion } from './read-load.ts';
import { answer } from './worker.ts';

answer<BareRouteQuestion, BareRouteAnswer>(({ path, body, headers }) => {
  const app = new Hono();
  app.get(path, () => new Response(body, { headers }));
  return new Promise((done) => {
    serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, createServer }, ({ port }) =>
      done({ url: `http://127.0.0.1:${port}` }),
    );
  });
});
