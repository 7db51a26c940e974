/** The only place a failure becomes a response: RFC 9457, from the one catalogue; what nobody named is logged and called internal. */
import type { Context } from 'hono';
import { Problem, problemBody, retryAfterSeconds } from '../../shared/problem.ts';
import { isDatabaseDown, isStorageFull } from '../store/transaction.ts';
import { type Logger, safeError } from './log.ts';
import { Reply, respond } from './reply.ts';
import type { RequestVariables } from './routes.ts';

function nameOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseDown(error)) return new Problem('database_unavailable');
  if (isStorageFull(error)) return new Problem('storage_full');
  return new Problem('internal');
}

export function problemResponse(problem: Problem, requestId: string): Response {
  const retryAfter = retryAfterSeconds(problem);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8' };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  // RFC 9110, 15.5.6: a 405 names the methods there are.
  if (problem.status === 405) headers.allow = String(problem.details.allow);
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  return respond(
    requestId,
    new Reply(JSON.stringify(problemBody(problem, requestId)), headers, problem.status),
  );
}

/** Renders an error; `requestId` is the one the log line carries. */
export function onError<E extends { Variables: RequestVariables }>(
  log: Logger,
): (error: unknown, c: Context<E>) => Response {
  return (error, c) => {
    const problem = nameOf(error);
    const requestId = c.get('requestId');
    if (!(error instanceof Problem)) {
      log.error({ requestId, code: problem.code, error: safeError(error) }, 'request failed');
    }
    return problemResponse(problem, requestId);
  };
}
