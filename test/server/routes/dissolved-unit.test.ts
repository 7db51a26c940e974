/** A dissolved office stays readable, publishable and chased by those who stood over it on its last day, and by nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { ChasedReports } from '../../../shared/wire-completeness.ts';
import type { PublicationHead } from '../../../shared/wire-publication.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;

/** d1 ends with June 2022; half a year later. */
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  for (const unit of ['x1', 'd1']) {
    const push = tinyPush({ main: { a: { n: '5' } } });
    await app.post(tinyPath(unit, '/revisions'), push, { as: `clerk.${unit}`, key: newKey() });
  }
  const [OLD, LAST] = ['2000-01-01', '2022-06-30'];
  const edge = (parent: string, child: string, validFrom: string, validTo: string | null) => ({
    tree: 'party' as const,
    parent,
    child,
    validFrom,
    validTo,
  });
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id: 'tinh', name: 'Tỉnh tinh' },
      units: [
        { id: 'd1', kind: 'huyen', validFrom: OLD, validTo: LAST },
        ...['x1', 'x2'].map((id) => ({ id, kind: 'huyen', validFrom: OLD, validTo: null })),
      ],
      edges: [
        edge('p', 'd1', OLD, LAST),
        ...['x1', 'x2'].flatMap((one) => [edge('d1', one, OLD, LAST), edge('p', one, '2022-07-01', null)]),
      ],
    },
    { dryRun: false },
  );
  expect(plan.stored, JSON.stringify(plan.faults)).toBe(true);
  app.now = new Date('2022-12-01T02:00:00Z');
});
afterAll(() => app.stop());

const PATHS = [
  '/api/audit?unit=d1',
  '/api/audit/verification?unit=d1',
  '/api/tasks/tiny/2022?scope=d1',
  '/api/evaluation/2022?scope=d1',
];

test.each(PATHS)(
  '%s answers who stands over its successors today as it did who stood over it, and no neighbour',
  async (path) => {
    for (const person of ['reviewer', 'administrator']) {
      const { status, text } = await app.get(path, person);
      expect([person, status], text).toEqual([person, 200]);
    }
    expect((await app.get(path, 'clerk.d2')).status).toBe(404);
  },
);

test('its figures are published after its end by who writes over it, and read by them', async () => {
  const asked = {
    template: 'tiny',
    period: '2022-q1',
    scope: 'd1',
    counts: 'submitted',
    status: 'preliminary',
  };
  const reply = await app.post<PublicationHead>('/api/publications', asked, { as: 'writer', key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  const path = `/api/publications/${reply.body.id}`;
  expect((await app.get(path, 'writer')).status).toBe(200);
  expect((await app.get(path, 'clerk.d2')).status).toBe(404);
});

test('whom to ask for its report is told after its end too', async () => {
  const path = '/api/completeness/tiny/2022-q1/reports?scope=p';
  const { body } = await app.get<ChasedReports>(path, 'reviewer');
  expect(body.items.find(({ unit }) => unit === 'd1')?.clerks).toHaveLength(1);
});
