/** The past of one cell over HTTP: who wrote what when, page by page, and which values were accepted or counted in a publication. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CellHistory } from '../../../shared/wire-merge.ts';
import type { PublicationHead } from '../../../shared/wire-publication.ts';
import { newKey, START, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, TINY } from '../../support/make.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

let provinces = 0;
async function province(counts: 'accepted' | 'submitted') {
  const id = await makeProvince(app.db, () => app.now, {
    id: `ls${++provinces}`,
    templates: [{ ...TINY, counts }],
  });
  app.now = START;
  const as = (person: string) => app.token(person, id);
  const later = () => {
    app.now = new Date(app.now.getTime() + 60_000);
  };
  return {
    as,
    async push(n: string, base: number, mode: 'draft' | 'submit' = 'submit') {
      later();
      const content = { main: { a: { n }, c: { n: '99' } }, jobs: { j1: { what: 'việc', status: 'open' } } };
      const reply = await app.post(
        tinyPath('x1', '/revisions'),
        { ...tinyPush(content, base), mode },
        {
          as: as('clerk.x1'),
          key: newKey(),
        },
      );
      expect(reply.status, reply.text).toBe(200);
    },
    async decide(body: object) {
      later();
      const reply = await app.post(tinyPath('x1', '/decisions'), body, { as: as('reviewer'), key: newKey() });
      expect(reply.status, reply.text).toBe(200);
    },
    async publish(more: object = {}) {
      later();
      const body = {
        template: 'tiny',
        period: '2022-q1',
        scope: 'p',
        counts,
        status: 'preliminary',
        ...more,
      };
      const reply = await app.post<PublicationHead>('/api/publications', body, {
        as: as('writer'),
        key: newKey(),
      });
      expect(reply.status, reply.text).toBe(200);
    },
    past: async (person: string, query = '') =>
      (await app.get<CellHistory>(tinyPath('x1', `/cells/main/a/n/history${query}`), as(person))).body,
  };
}

const remarks = [{ at: { section: 'main', row: 'a', column: 'n' }, text: 'Xem lại số này.' }];

test('each value is told with who wrote it and when, the revisions accepted with it, and the publications that counted it', async () => {
  const { push, decide, publish, past } = await province('accepted');
  await push('4', 0, 'draft');
  await push('5', 1);
  await publish();
  await decide({ action: 'accept', revision: 2 });
  await publish({ status: 'adjusted', reason: 'Đã duyệt thêm.' });
  await decide({ action: 'return', revision: 2, remarks });
  await push('6', 2);
  const { entries, next } = await past('writer');
  expect(next).toBeNull();
  const at = expect.any(String);
  expect(entries).toMatchObject([
    { revision: 1, mode: 'draft', before: null, after: '4', accepted: [], published: [] },
    { revision: 2, mode: 'submit', before: '4', after: '5', accepted: [2], person: 'Người clerk.x1' },
    { revision: 3, before: '5', after: '6', accepted: [], published: [] },
  ]);
  // The first publication was made before anything was accepted: it counted nothing of this office.
  expect(entries[1]?.published).toEqual([{ number: 2, scope: expect.any(String), at }]);
});

test('a value that stood through later revisions is told as accepted with them', async () => {
  const { push, decide, past } = await province('submitted');
  await push('5', 0);
  await push('5', 1);
  await decide({ action: 'accept', revision: 2 });
  expect((await past('clerk.x1')).entries).toMatchObject([{ revision: 1, accepted: [2] }]);
});

test('the past comes page by page, and a value’s publications do not depend on where a page ends', async () => {
  const { push, publish, past } = await province('submitted');
  for (const [base, n] of ['1', '2', '3'].entries()) {
    await push(n, base);
    await publish(base === 0 ? {} : { status: 'adjusted', reason: 'Số mới.' });
  }
  const all = (await past('writer')).entries;
  expect(all.map(({ published }) => published.map(({ number }) => number))).toEqual([[1], [2], [3]]);
  const read: unknown[] = [];
  let query: string | null = '?limit=1';
  while (query !== null) {
    const page: CellHistory = await past('writer', query);
    read.push(...page.entries);
    query = page.next === null ? null : `?limit=1&cursor=${page.next}`;
  }
  expect(read).toEqual(all);
});

test('the office itself is told of the publications over it, and a cursor nobody gave is refused', async () => {
  const { as, push, publish, past } = await province('submitted');
  await push('5', 0);
  await publish();
  expect((await past('clerk.x1')).entries[0]?.published).toMatchObject([{ number: 1 }]);
  const path = tinyPath('x1', '/cells/main/a/n/history?cursor=x');
  const reply = await app.get(path, as('clerk.x1'));
  expect([reply.status, reply.body.code]).toEqual([422, 'invalid_request']);
});
