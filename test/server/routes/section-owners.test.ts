/** Sections of a report given to colleagues: only their owners change them, and all can send at once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReportContent } from '../../../shared/report.ts';
import type { Template } from '../../../shared/template.ts';
import type { MergingPush, MergingReply, ReportSections } from '../../../shared/wire-merge.ts';
import { formOf, newKey, type Reply, type TestApp, testApp } from '../../support/app.ts';
import { makeProvince, TINY } from '../../support/make.ts';

let app: TestApp;
let second: ReturnType<TestApp['another']>;
let provinces = 0;
let province: string;

const [main, jobs] = TINY.sections;
if (main === undefined || jobs === undefined) throw new Error('the tiny form has two sections');
/** Three lists of jobs beside the figures; `main` is nobody's. */
const FORM: Template = {
  ...TINY,
  sections: [
    main,
    jobs,
    { ...jobs, id: 'visits', label: { vi: 'Kiểm tra', en: 'Visits' } },
    { ...jobs, id: 'letters', label: { vi: 'Đơn thư', en: 'Letters' } },
  ],
};

beforeAll(async () => {
  app = await testApp();
  second = app.another();
});
afterAll(() => app.stop());

beforeEach(async () => {
  const owner = (section: string, person: string, unit = 'x1') => ({
    unit,
    template: 'tiny',
    section,
    person,
  });
  province = await makeProvince(app.db, () => app.now, {
    id: `phan${++provinces}`,
    templates: [FORM],
    roles: [
      ...(['an', 'binh', 'chi', 'dung'] as const).map((person) => [person, 'clerk', 'x1', false] as const),
      ['an', 'clerk', 'x2', false],
      ['xa', 'clerk', 'd2', false],
      ['reviewer', 'reviewer', 'p', true],
      ['truong', 'signer', 'x1', false],
    ],
    sectionOwners: [
      owner('jobs', 'an'),
      owner('visits', 'binh'),
      owner('letters', 'chi'),
      owner('letters', 'an'),
    ],
  });
});

const as = (person: string): string => app.token(person, province);
const path = (unit: string, rest: string): string => `/api/reports/${unit}/tiny/2022-q1${rest}`;
const push = <T = MergingReply>(
  person: string,
  content: ReportContent,
  base: number,
  more: Partial<MergingPush> = {},
  { unit = 'x1', through = app.app } = {},
): Promise<Reply<T>> =>
  app.post<T>(
    path(unit, '/revisions'),
    { protocol: 1, templateVersion: 1, baseRevision: base, mode: 'draft', content, ...more },
    { as: as(person), key: newKey(), through },
  );
const revision = async (): Promise<number> => (await formOf(app, 'x1', as('an'))).head.revision;
const job = (what: string): Record<string, { what: string }> => ({ [what]: { what } });

test('a change in a section given to another is refused, naming the section and its owner; nothing is stored', async () => {
  const content = { main: { a: { n: '1' } }, visits: job('v1'), letters: job('l1') };
  const reply = await push<Record<string, unknown>>('dung', content, 0);
  expect([reply.status, reply.body.code]).toEqual([403, 'section_not_yours']);
  expect(reply.body.detail).toContain('“Kiểm tra” (Người binh); “Đơn thư” (Người an, Người chi)');
  expect(reply.body.detail_en).toContain('“Visits” (Người binh); “Letters” (Người an, Người chi)');
  expect(reply.body.sections).toMatchObject([
    { id: 'visits', owners: [{ id: 'binh', name: 'Người binh' }] },
    { id: 'letters', owners: [{ id: 'an' }, { id: 'chi' }] },
  ]);
  expect(reply.body.cells).toEqual([
    { section: 'letters', row: 'l1', column: 'what' },
    { section: 'visits', row: 'v1', column: 'what' },
  ]);
  expect(await revision()).toBe(0);
  const preview = await push<Record<string, unknown>>('dung', content, 0, { dryRun: true });
  expect(preview.body.code).toBe('section_not_yours');
});

test('whoever owns a section changes it, of several owners each, and what nobody owns is everybody’s', async () => {
  expect((await push('chi', { letters: job('l1'), main: { a: { n: '1' } } }, 0)).status).toBe(200);
  const more = { letters: { ...job('l1'), ...job('l2') }, main: { a: { n: '2' } } };
  expect((await push('an', more, 1)).status).toBe(200);
  // What others filled is sent along unchanged.
  expect((await push('dung', { ...more, main: { a: { n: '3' } } }, 2)).status).toBe(200);
  const removed = await push<Record<string, unknown>>('dung', { main: { a: { n: '3' } } }, 3);
  expect(removed.body.code).toBe('section_not_yours');
});

test('owners are of one office and one form: the same clerk is free in another office', async () => {
  expect((await push('an', { visits: job('v1') }, 0, {}, { unit: 'x2' })).status).toBe(200);
  expect((await push<Record<string, unknown>>('an', { visits: job('v1') }, 0)).body.code).toBe(
    'section_not_yours',
  );
});

test('what an owner stored meanwhile is taken over, not held against who sends on an older base', async () => {
  expect((await push('binh', { visits: job('v1') }, 0)).status).toBe(200);
  expect((await push('binh', { visits: { ...job('v1'), ...job('v2') } }, 1)).status).toBe(200);
  const mine = { visits: job('v1'), main: { a: { n: '4' } } };
  const reply = await push('dung', mine, 1, { onStale: 'merge' });
  expect(reply.status, reply.text).toBe(200);
  const both = { visits: { v1: { what: 'v1' }, v2: { what: 'mine' } } };
  const refused = await push<Record<string, unknown>>('dung', both, 1, { onStale: 'merge' });
  expect(refused.body.code).toBe('section_not_yours');
});

test('three clerks who send their sections of one report at once, over two servers, are all in', async () => {
  const sent: readonly (readonly [string, ReportContent])[] = [
    ['an', { jobs: job('j1') }],
    ['binh', { visits: job('v1') }],
    ['chi', { letters: job('l1') }],
  ];
  const replies = await Promise.all(
    sent.map(([person, content], place) =>
      push(person, content, 0, { onStale: 'merge' }, { through: place % 2 === 0 ? app.app : second }),
    ),
  );
  for (const { status, text } of replies) expect(status, text).toBe(200);
  expect(replies.map(({ body }) => body.revision).sort()).toEqual([1, 2, 3]);
  const { content } = await formOf(app, 'x1', as('an'));
  expect(content).toEqual({ jobs: job('j1'), visits: job('v1'), letters: job('l1') });
});

test('the sections of a report are told with their owners to who may see it', async () => {
  const { body } = await app.get<ReportSections>(path('x1', '/sections'), as('chi'));
  expect(
    body.sections.map(({ id, owners, mine }) => [id, owners.map(({ id: owner }) => owner), mine]),
  ).toEqual([
    ['main', [], true],
    ['jobs', ['an'], false],
    ['visits', ['binh'], false],
    ['letters', ['an', 'chi'], true],
  ]);
  expect((await app.get(path('x1', '/sections'), as('reviewer'))).status).toBe(200);
  expect((await app.get(path('x1', '/sections'), as('xa'))).status).toBe(404);
});

test('a signer goes back to what was signed in every section, a clerk in none that is another’s', async () => {
  const act = (person: string, rest: string, revisionMeant: number) =>
    app.post(path('x1', rest), { revision: revisionMeant }, { as: as(person), key: newKey() });
  const signed = { main: { a: { n: '1' } }, visits: job('v1') };
  expect((await push('binh', signed, 0, { mode: 'submit' })).status).toBe(200);
  expect((await act('truong', '/signatures', 1)).status).toBe(200);
  expect((await push('binh', { main: { a: { n: '1' } } }, 1, { mode: 'submit' })).status).toBe(200);
  expect((await act('dung', '/reversions', 2)).body.code).toBe('section_not_yours');
  const reverted = await act('truong', '/reversions', 2);
  expect(reverted.status, reverted.text).toBe(200);
  expect((await formOf(app, 'x1', as('an'))).content).toEqual(signed);
});

test('a section whose owners are no clerks of the office any more is every clerk’s, and told so', async () => {
  const roleOf = (person: string) => app.db.system`
    DELETE FROM person_role WHERE province_id = ${province} AND person_id = ${person} AND unit_id = 'x1'`;
  const mine = async () => {
    const { body } = await app.get<ReportSections>(path('x1', '/sections'), as('dung'));
    return body.sections.filter((section) => section.mine).map(({ id }) => id);
  };
  expect(await mine()).toEqual(['main']);
  await roleOf('binh');
  await roleOf('chi');
  expect(await mine()).toEqual(['main', 'visits']);
  const visits = { main: { a: { n: '1' } }, visits: job('v1') };
  expect((await push('dung', visits, 0)).status).toBe(200);
  const letters = await push<Record<string, unknown>>('dung', { ...visits, letters: job('l1') }, 1);
  expect(letters.body.code).toBe('section_not_yours');
  expect(letters.body.detail).toContain('“Đơn thư” (Người an)');
  await app.db.system`UPDATE person SET revoked_at = now() WHERE province_id = ${province} AND id = 'an'`;
  expect((await push('dung', { ...visits, letters: job('l1') }, 1)).status).toBe(200);
});
