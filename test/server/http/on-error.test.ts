/** A failure becomes a problem document with the headers that go with it. */
import { expect, test } from 'vitest';
import { problemResponse } from '../../../server/http/on-error.ts';
import { Problem } from '../../../shared/problem.ts';

test.each([
  [new Problem('too_many_requests'), 429, '5'],
  [new Problem('too_many_requests', { seconds: 30 }), 429, '30'],
  [new Problem('database_unavailable'), 503, '2'],
  [new Problem('stale_revision', { base: 1, current: 2 }), 409, null],
])('%s says by header when to come back', async (problem, status, retryAfter) => {
  const response = problemResponse(problem, 'r-1');
  expect(response.status).toBe(status);
  expect(response.headers.get('retry-after')).toBe(retryAfter);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ code: problem.code, requestId: 'r-1' });
});
