/** Problems are told in both languages, whole, and say when to come back. */
import { expect, test } from 'vitest';
import { PROBLEMS, Problem, type ProblemCode, problemBody, retryAfterSeconds } from '../../shared/problem.ts';

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** Every name any catalogue entry may ask for, so that only a forgotten one stays. */
const named = (code: ProblemCode): Record<string, string> =>
  Object.fromEntries(
    [...`${PROBLEMS[code].detail.vi} ${PROBLEMS[code].detail.en}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => [
      name ?? '',
      'n',
    ]),
  );

test.each(CODES)('%s is told in both languages with the same details', (code) => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const { detail } = PROBLEMS[code];
  expect(names(detail.vi)).toEqual(names(detail.en));
  const body = problemBody(new Problem(code, named(code)), 'r-1');
  for (const member of ['title', 'title_en', 'detail', 'detail_en']) {
    expect(body[member]).toMatch(/\S/);
    expect(body[member]).not.toMatch(/[{}]/);
  }
});

test('a busy server says so, and when to come back, whoever asks', () => {
  const usual = problemBody(new Problem('too_many_requests'), 'r-1');
  expect(usual).toMatchObject({
    status: 429,
    title: 'Máy chủ đang bận',
    detail: 'Máy chủ đang bận: có quá nhiều yêu cầu hoặc tệp đang xuất cùng lúc. Chờ 5 giây rồi thử lại.',
    detail_en: 'The server is busy: too many requests or exports at once. Try again in 5 seconds.',
  });
  expect(problemBody(new Problem('too_many_requests', { seconds: 11.2 }), 'r-1').detail).toContain(
    'Chờ 12 giây',
  );
});

test.each<[ProblemCode, number | undefined]>([
  ['too_many_requests', 5],
  ['database_unavailable', 2],
  ['idp_unavailable', 30],
  ['shutting_down', 5],
  ['internal', undefined],
  ['stale_revision', undefined],
])('%s is worth trying again after %s seconds', (code, seconds) => {
  expect(retryAfterSeconds(new Problem(code))).toBe(seconds);
});

test('no Vietnamese sentence names a parameter or an address of the service', () => {
  for (const code of CODES) {
    const { vi } = PROBLEMS[code].detail;
    expect(vi, code).not.toMatch(/basis|common|asWas|rehearsals/);
  }
});
