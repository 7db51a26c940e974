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

/** A handler in this process does not see the signal: the wait is ended for it. */
function inTime(answer: Response | Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    Promise.resolve(answer).then(resolve, reject);
  });
}

/** `patienceMs` is real time; the script's own clock is moved by the service when it runs out. */
export function network(routes: () => Routes, traces: Trace[], patienceMs = 60_000): Network {
  return async (request) => {
    const url = new URL(request.url);
    const route = routes()[url.host];
    const signal = AbortSignal.timeout(patienceMs);
    try {
      if (route === undefined) throw new Error(`unknown host ${url.host}`);
      const target = typeof route === 'string' ? new URL(`${url.pathname}${url.search}`, route) : url;
      const init: RequestInit = {
        method: request.method,
        headers: request.headers,
        redirect: request.followRedirects ? 'follow' : 'manual',
        signal,
        ...(request.body === undefined ? {} : { body: request.body }),
      };
      const response = await (typeof route === 'string'
        ? fetch(target, init)
        : inTime(route(new Request(target, init)), signal));
      const reply = await replyOf(response);
      traces.push({ request, status: reply.status });
      return reply;
    } catch (error) {
      traces.push({ request, status: undefined });
      throw error;
    }
  };
}
