/** The same figures on another map: nothing lost, nothing counted twice, and where nobody can know, it is said by name. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SuccessionRow } from '../../../server/store/province-data.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { foldProvince } from '../../../server/usecases/totals/fold-totals.ts';
import type { Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
let serial = 0;
let province = '';
let start: Date;

beforeAll(async () => {
  app = await testApp();
  start = app.now;
});
afterAll(() => app.stop());

/** Of each office its own digit, so that a total says whose figures are in it. */
const FIGURES = { p: '1', d1: '10', d2: '100', x1: '1000', x2: '10000' };
const DAY = '2022-07-01';
const LAST = '2022-06-30';

beforeEach(async () => {
  app.now = start;
  province = await makeProvince(app.db, () => app.now, { id: `b${++serial}` });
  for (const [unit, n] of Object.entries(FIGURES)) {
    const push = tinyPush({ main: { a: { n, how: 'official' } } });
    const as = app.token(`clerk.${unit}`, province);
    expect((await app.post(tinyPath(unit, '/revisions'), push, { as, key: newKey() })).status).toBe(200);
  }
  app.now = new Date('2023-01-10T02:00:00.000Z');
});

const to = (old: string, heir: string, share: string | null = null): SuccessionRow => ({
  old,
  new: heir,
  day: DAY,
  share,
});

/** d1 is abolished; x1 and x2 become n1 and n2 directly under the province. */
async function reorganise(successions: readonly SuccessionRow[]): Promise<void> {
  const old = ['d1', 'x1', 'x2'];
  const born = ['n1', 'n2'];
  const edge = (child: string, parent: string, validFrom: string, validTo: string | null) => ({
    tree: 'party' as const,
    parent,
    child,
    validFrom,
    validTo,
  });
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id: province, name: `Tỉnh ${province}` },
      units: [
        ...old.map((id) => ({ id, kind: 'huyen', validFrom: '2000-01-01', validTo: LAST })),
        ...born.map((id) => ({ id, kind: 'huyen', validFrom: DAY, validTo: null })),
      ],
      names: [
        ...old.map((unit) => ({ unit, validFrom: '2000-01-01', name: `Đơn vị ${unit}` })),
        ...born.map((unit) => ({ unit, validFrom: DAY, name: `Đơn vị ${unit}` })),
      ],
      edges: [
        edge('d1', 'p', '2000-01-01', LAST),
        edge('x1', 'd1', '2000-01-01', LAST),
        edge('x2', 'd1', '2000-01-01', LAST),
        ...born.map((unit) => edge(unit, 'p', DAY, null)),
      ],
      successions,
    },
    { dryRun: false },
  );
  expect(plan).toMatchObject({ faults: [], stored: true, moved: 0 });
}

const ask = (query: string, person = 'writer') =>
  app.get<Totals>(`/api/totals/tiny/2022-q1?counts=submitted&${query}`, app.token(person, province));

const figureOf = ({ body }: { body: Totals }): string | null | undefined =>
  body.totals.find(({ row, column }) => row === 'a' && column === 'n')?.value;

const BASES = ['asWas', 'today', 'common'] as const;

const FOLDS: readonly (readonly [when: string, fold: () => Promise<unknown>])[] = [
  ['before anything is folded', async () => undefined],
  ['with all folded', () => foldProvince(app.db, province)],
];

describe.each(FOLDS)('%s', (_, fold) => {
  test('the province has one total on every basis, splits without shares or not', async () => {
    await fold();
    await reorganise([to('x1', 'n1'), to('x2', 'n1'), to('x2', 'n2')]);
    for (const basis of BASES) {
      const reply = await ask(`basis=${basis}&scope=p`);
      expect(figureOf(reply)).toBe('11111');
      expect(reply.body.coverage).toEqual({ expected: 5, received: 5, accepted: 0, late: 0 });
    }
  });

  test('heirs hold their shares, and the figures of the abolished district stay with the province', async () => {
    await fold();
    await reorganise([to('x1', 'n1'), to('x2', 'n1', '0.25'), to('x2', 'n2', '0.75')]);
    const values = await Promise.all(
      ['n1', 'n2', 'd2', 'p'].map(async (scope) => [
        scope,
        figureOf(await ask(`basis=today&scope=${scope}`)),
      ]),
    );
    expect(Object.fromEntries(values)).toEqual({ n1: '3500', n2: '7500', d2: '100', p: '11111' });
    const { body } = await ask('basis=today&scope=n1');
    expect(body.basis).toEqual({
      kind: 'today',
      map: '2023-01-10',
      pieces: [
        { unit: 'x1', name: 'Đơn vị x1', part: 'subtree', share: '1' },
        { unit: 'x2', name: 'Đơn vị x2', part: 'subtree', share: '0.25' },
      ],
      beyond: [],
    });
  });

  test('a district divided with all below it by one share is one piece', async () => {
    await fold();
    await reorganise(['d1', 'x1', 'x2'].flatMap((old) => [to(old, 'n1', '0.2'), to(old, 'n2', '0.8')]));
    const reply = await ask('basis=today&scope=n1');
    expect(reply.body.basis?.pieces).toMatchObject([{ unit: 'd1', part: 'subtree', share: '0.2' }]);
    expect(figureOf(reply)).toBe('2202');
    expect(figureOf(await ask('basis=today&scope=n2'))).toBe('8808');
  });

  test('a split without shares refuses its heirs by name and offers the common territory', async () => {
    await fold();
    await reorganise([to('x1', 'n1'), to('x2', 'n1'), to('x2', 'n2')]);
    for (const scope of ['n1', 'n2']) {
      const reply = await ask(`basis=today&scope=${scope}`);
      expect(reply.status).toBe(422);
      expect(reply.body).toMatchObject({ code: 'not_comparable' });
      expect(reply.text).toContain('Đơn vị x2 được chia từ ngày 01/07/2022');
      expect(reply.text).toContain('theo địa bàn so sánh được');
      const common = await ask(`basis=common&scope=${scope}`);
      expect(figureOf(common)).toBe('11000');
      expect(common.body.basis?.beyond.map(({ unit }) => unit)).toEqual([scope === 'n1' ? 'n2' : 'n1']);
    }
  });
});

test('a later push and a later import show at once on every basis', async () => {
  await reorganise([to('x1', 'n1'), to('x2', 'n2')]);
  expect(figureOf(await ask('basis=today&scope=n1'))).toBe('1000');
  const push = tinyPush({ main: { a: { n: '2000', how: 'official' } } }, 1);
  const as = app.token('clerk.x1', province);
  expect((await app.post(tinyPath('x1', '/revisions'), push, { as, key: newKey() })).status).toBe(200);
  expect(figureOf(await ask('basis=today&scope=n1'))).toBe('2000');
  await reorganise([to('x1', 'n2'), to('x2', 'n1')]);
  expect(figureOf(await ask('basis=today&scope=n2'))).toBe('2000');
});

test('an office that is gone is told so, one that never was is not there, and rows are asked for as it was only', async () => {
  await reorganise([to('x1', 'n1'), to('x2', 'n2')]);
  const gone = (await ask('basis=today&scope=d1')).body;
  expect(gone).toMatchObject({ code: 'not_on_map', status: 422 });
  expect(gone).toMatchObject({
    detail: expect.stringContaining('Ngày 10/01/2023'),
    detail_en: expect.stringContaining('on 10 Jan 2023'),
  });
  expect((await ask('basis=today&scope=nowhere')).status).toBe(404);
  expect((await ask('basis=today&scope=p&rows=assigned')).body).toMatchObject({ code: 'invalid_request' });
  expect((await ask('basis=tomorrow&scope=p')).body).toMatchObject({ code: 'invalid_request' });
});

test('nobody reads on another map what they may not read: neighbours, strangers, other provinces', async () => {
  await reorganise([to('x1', 'n1'), to('x2', 'n2')]);
  for (const basis of ['today', 'common']) {
    expect((await ask(`basis=${basis}&scope=n1`, 'clerk.d2')).status).toBe(404);
    expect((await ask(`basis=${basis}&scope=n1`, 'nobody')).status).toBe(403);
    // The sums it is part of, up to the province's, an office may read.
    expect(figureOf(await ask(`basis=${basis}&scope=p`, 'clerk.d2'))).toBe('11111');
  }
});

test('rows that are counted are not divided by a share', async () => {
  const jobs = { main: { a: { n: '1', how: 'official' } }, jobs: { j1: { what: 'việc', status: 'done' } } };
  const as = app.token('clerk.x2', province);
  expect(
    (await app.post(tinyPath('x2', '/revisions'), tinyPush(jobs, 1), { as, key: newKey() })).status,
  ).toBe(200);
  await reorganise([to('x1', 'n1'), to('x2', 'n1', '0.25'), to('x2', 'n2', '0.75')]);
  expect((await ask('basis=today&scope=n1')).body).toMatchObject({ code: 'counts_not_divided' });
  const whole = await ask('basis=today&scope=p');
  expect(whole.body.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(1);
});

test.each(['reviewer', 'clerk.x2'])(
  'whose scope is not named: %s reads the top, as on the map of the period',
  async (person) => {
    const as = app.token(person, province);
    for (const basis of ['asWas', 'today', 'common']) {
      const { body } = await app.get<Totals>(`/api/totals/tiny/2022-q1?basis=${basis}`, as);
      expect(body.scope?.unit, basis).toBe('p');
    }
  },
);
