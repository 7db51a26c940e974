/** What happens around every answer: the request gets an id, a failure becomes a problem, time and outcome are counted, one line is logged. */
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { onError } from './on-error.ts';
import type { Answering, RequestVariables } from './routes.ts';

interface Observer {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly newId: () => string;
}

const CLIENT_ID = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * The outermost part of a route: gives the request an id (the client's when it is well-formed), measures, and writes one line
 * without address parameters, headers or bodies. `route`: what figures and lines name instead of the address: its pattern, or
 * `unmatched` where no route has this address and method.
 */
export function observed<E extends { Variables: RequestVariables }>(
  { log, metrics, newId }: Observer,
  route: string,
  answer: Answering<E>,
): Answering<E> {
  const failed = onError<E>(log);
  return async (c) => {
    const given = c.req.header('x-request-id');
    const requestId = given && CLIENT_ID.test(given) ? given : newId();
    c.set('requestId', requestId);
    const started = performance.now();
    let response: Response;
    try {
      response = await answer(c);
    } catch (error) {
      response = failed(error, c);
    }
    const ms = performance.now() - started;
    const { method } = c.req;
    const { status } = response;
    metrics.request(method, route, status, ms / 1000);
    const line = { requestId, method, route, status, ms: Math.round(ms * 10) / 10 };
    if (status >= 500) log.error(line, 'request failed');
    else log.request(line);
    return response;
  };
}
