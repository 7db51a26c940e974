/** An application served over real HTTP on a free port of this machine, as the service serves it, until it is closed. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Fetcher } from '../../server/service.ts';

export interface Listening {
  /** Where it listens, e.g. `http://127.0.0.1:40123`. */
  readonly url: Promise<string>;
  /** Sends a request over the network; `path` begins with a slash. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Waits for the requests under way, as the service does. */
  close(): Promise<void>;
}

export function listening(app: Fetcher): Listening {
  const server = serve({
    fetch: (request, env) => app.fetch(request, env),
    hostname: '127.0.0.1',
    port: 0,
    createServer,
  }) as Server;
  const underway = new Set<ServerResponse>();
  server.on('request', (_request, response: ServerResponse) => {
    underway.add(response);
    response.once('close', () => underway.delete(response));
  });
  const url = once(server, 'listening').then(
    () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  return {
    url,
    request: async (path, init) => fetch(`${await url}${path}`, init),
    close: async () => {
      await url;
      await Promise.all([...underway].map((response) => once(response, 'close')));
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
