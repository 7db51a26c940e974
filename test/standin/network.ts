/** Owns the desk's way to the network: a table from host name to a local server, every other host being unreachable. */

import type { FetchReply, FetchRequest, Network } from './script/host.ts';

/** A base URL on this machine, or a function that answers (a Hono app's `fetch`). */
export type Route = string | ((request: Request) => Response | Promise<Response>);

export type Routes = Readonly<Record<string, Route>>;

export interface Trace {
  readonly request: FetchRequest;
  readonly status: number | undefined;
}

async function replyOf(response: Response): Promise<FetchReply> {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** `patienceMs` is real time; the script's own clock is moved by the service when it runs out. */
export function network(routes: () => Routes, traces: Trace[], patienceMs = 60_000): Network {
  return async (request) => {
    const url = new URL(request.url);
    const route = routes()[url.host];
    try {
      if (route === undefined) throw new Error(`unknown host ${url.host}`);
      const target = typeof route === 'string' ? new URL(`${url.pathname}${url.search}`, route) : url;
      const init: RequestInit = {
        method: request.method,
        headers: request.headers,
        redirect: request.followRedirects ? 'follow' : 'manual',
        signal: AbortSignal.timeout(patienceMs),
        ...(request.body === undefined ? {} : { body: request.body }),
      };
      const response =
        typeof route === 'string' ? await fetch(target, init) : await route(new Request(target, init));
      const reply = await replyOf(response);
      traces.push({ request, status: reply.status });
      return reply;
    } catch (error) {
      traces.push({ request, status: undefined });
      throw error;
    }
  };
}
