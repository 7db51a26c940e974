/** Figures over time on every basis: each point told or its reason named, and a half-year told again by new offices never counted twice. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { foldProvince } from '../../../server/usecases/totals/fold-totals.ts';
import { FRESH_MS } from '../../../server/usecases/totals/version-desk.ts';
import type { Series, SeriesPoint } from '../../../shared/wire-series.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { fillLine, type Line, lineData, period, same, sendLine, to } from '../../support/line-form.ts';

const BASES = ['asWas', 'today', 'common'] as const;
const PERIODS = [
  period('h1-2021', 'halfYear', '2021-01-01', '2021-06-30'),
  period('h1-2022', 'halfYear', '2022-01-01', '2022-06-30'),
  period('q3-2022', 'quarter', '2022-07-01', '2022-09-30'),
  period('m9-2022', 'nineMonths', '2022-01-01', '2022-09-30'),
];
/** The new offices tell their predecessors' half-year again: n1 = x1 + a quarter of x2 + 5, n2 = the rest + 7. */
const FIGURES: Line['figures'] = {
  'h1-2021': { x1: same('8'), x2: same('80'), d2: same('500') },
  'h1-2022': { x1: same('10'), x2: same('100'), d2: same('1000') },
  'q3-2022': { n1: same('5'), n2: same('7'), d2: same('500') },
  'm9-2022': { n1: same('40'), n2: same('82'), d2: same('1500') },
};
const SHARES = [to('x1', 'n1'), to('x2', 'n1', '0.25'), to('x2', 'n2', '0.75')];
const NO_SHARES = [to('x1', 'n1'), to('x2', 'n1'), to('x2', 'n2')];

let app: TestApp;
let shared = '';
let split = '';
beforeAll(async () => {
  app = await testApp();
  app.now = new Date('2023-01-10T02:00:00.000Z');
  shared = await fillLine(app, { successions: SHARES, periods: PERIODS, figures: FIGURES });
  split = await fillLine(app, { successions: NO_SHARES, periods: PERIODS, figures: FIGURES });
}, 60_000);
afterAll(() => app?.stop());

const ask = (query: string, province = shared, person = 'writer', headers = {}) =>
  app.get<Series & { code?: string }>(`/api/series/line?${query}`, app.token(person, province), headers);

const figureOf = ({ totals, reason }: SeriesPoint, column = 'cumulative'): string | null | undefined =>
  reason?.code ?? totals.find((one) => one.row === 'a' && one.column === column)?.value;
/** period → figure or code of its reason, in the order of the points. */
const line = ({ points }: Series, column?: string) =>
  points.map((point) => `${point.period.id} ${figureOf(point, column)}`);
const toDate = ({ points }: Series, id: string, column: string) =>
  points
    .find((point) => point.period.id === id)
    ?.yearToDate?.cells.find((cell) => cell.row === 'a' && cell.column === column);

describe('nothing is counted twice when a new unit re-reports its predecessors’ half-year', () => {
  const WHOLE = ['h1-2021 588', 'h1-2022 1110', 'm9-2022 1622', 'q3-2022 512'];

  test.each(BASES)('the province has one line of figures on basis %s, folded or not', async (basis) => {
    const query = `scope=p&basis=${basis}&derive=overTime`;
    const first = await ask(query);
    expect(first.status, first.text).toBe(200);
    expect(line(first.body)).toEqual(WHOLE);
    await foldProvince(app.db, shared);
    app.elapse(FRESH_MS);
    const folded = await ask(query);
    expect(folded.body).toEqual(first.body);
  });

  test.each(BASES)(
    'year-to-date on basis %s is the nine months, never the half-year added to them',
    async (basis) => {
      const { body } = await ask(`scope=p&basis=${basis}&derive=overTime`);
      for (const id of ['m9-2022', 'q3-2022']) {
        for (const column of ['flow', 'cumulative'])
          expect(toDate(body, id, column), `${id} ${column}`).toMatchObject({
            value: '1622',
            of: ['m9-2022'],
          });
      }
      expect(toDate(body, 'm9-2022', 'stock')?.value).toBe('1622');
    },
  );

  test('the new unit has its predecessors’ half-year on today’s map and on common territory, and none as it was', async () => {
    const lines = await Promise.all(
      BASES.map(async (basis) => line((await ask(`scope=n1&basis=${basis}`)).body)),
    );
    expect(lines).toEqual([
      ['h1-2021 not_on_map', 'h1-2022 not_on_map', 'm9-2022 40', 'q3-2022 5'],
      ['h1-2021 28', 'h1-2022 35', 'm9-2022 40', 'q3-2022 5'],
      ['h1-2021 88', 'h1-2022 110', 'm9-2022 122', 'q3-2022 12'],
    ]);
    const { body } = await ask('scope=n1&basis=common');
    expect(body.basis).toEqual({
      kind: 'common',
      map: '2023-01-10',
      since: '2021-06-30',
      beyond: [{ unit: 'n2', name: 'Đơn vị n2' }],
    });
  });

  test('what is held against earlier periods leaves the figures as they were asked for, and says where the territory was another', async () => {
    const query = 'scope=n1&basis=common&from=2022-07-01';
    const plain = (await ask(query)).body;
    const { body } = await ask(`${query}&derive=overTime`);
    expect([line(body), body.basis]).toEqual([line(plain), plain.basis]);
    expect(line(plain)).toEqual(['q3-2022 5']);
    expect(toDate(body, 'q3-2022', 'flow')).toMatchObject({ value: '40', of: ['m9-2022'] });
    const { 'm9-2022': _, ...figures } = FIGURES;
    const other = await fillLine(app, { successions: SHARES, periods: PERIODS.slice(0, 3), figures });
    const { body: joined } = await ask(`${query}&derive=overTime`, other);
    expect(toDate(joined, 'q3-2022', 'flow')).toMatchObject({
      value: null,
      reason: { code: 'territory_changed' },
    });
    const { body: whole } = await ask('scope=p&basis=common&from=2022-07-01&derive=overTime', other);
    expect(toDate(whole, 'q3-2022', 'flow')?.value).toBe('1622');
  });

  test('flows of half a year and a quarter join where the nine months are not there', async () => {
    const { 'm9-2022': _, ...figures } = FIGURES;
    const province = await fillLine(app, { successions: SHARES, periods: PERIODS.slice(0, 3), figures });
    for (const basis of BASES) {
      const { body } = await ask(`scope=p&basis=${basis}&derive=overTime`, province);
      expect(toDate(body, 'q3-2022', 'flow')).toMatchObject({ value: '1622', of: ['h1-2022', 'q3-2022'] });
      expect(toDate(body, 'q3-2022', 'cumulative')).toMatchObject({
        value: null,
        reason: { code: 'other_first_day' },
      });
    }
  });
});

describe('a point that cannot be told', () => {
  test('names the split nobody published the shares of, with its day, and is no gap', async () => {
    const { body } = await ask('scope=n2&basis=today', split);
    expect(line(body)).toEqual(['h1-2021 split', 'h1-2022 split', 'm9-2022 82', 'q3-2022 7']);
    const [first] = body.points;
    expect(first?.reason?.vi).toBe(
      'Đơn vị x2 được chia từ ngày 01/07/2022 mà không có tỷ lệ công bố, nên không biết phần nào thuộc Đơn vị n2. Hãy xem theo địa bàn so sánh được.',
    );
    expect(first?.reason?.en).toContain('Đơn vị x2 was split on 1 Jul 2022');
    expect(first).toMatchObject({ coverage: null, totals: [] });
    expect(line((await ask('scope=n2&basis=common', split)).body)[1]).toBe('h1-2022 110');
  });

  test('says of a period nobody owed that nobody did, where its kind was asked for', async () => {
    const periods = [...PERIODS, period('q4-2022', 'quarter', '2022-10-01', '2022-12-31')];
    const province = await fillLine(app, { successions: SHARES, periods, figures: FIGURES });
    expect(line((await ask('scope=p&kind=quarter', province)).body)).toEqual([
      'q3-2022 512',
      'q4-2022 not_owed',
    ]);
  });

  test('names rows a newer version of the form has and its own does not', async () => {
    const versions = { 'm9-2022': 2, 'q3-2022': 2 } as const;
    const province = await fillLine(app, {
      successions: SHARES,
      periods: PERIODS,
      figures: FIGURES,
      versions,
    });
    const { body } = await ask('scope=p', province);
    expect(
      body.points.map(({ templateVersion, absent }) => [templateVersion, absent.map(({ row }) => row)]),
    ).toEqual([
      [1, ['c']],
      [1, ['c']],
      [2, []],
      [2, []],
    ]);
    expect(body.points[0]?.absent[0]?.reason.vi).toContain('Phiên bản 1');
  });
});

describe('so cùng kỳ', () => {
  const onYear = async (query: string, province = shared) => {
    const { body } = await ask(`${query}&kind=halfYear&derive=overTime`, province);
    const found = body.points.find((point) => point.period.id === 'h1-2022')?.onYear;
    const cell = found?.cells.find((one) => one.row === 'a' && one.column === 'cumulative');
    return [found?.base, found?.reason?.code ?? cell?.reason?.code, cell?.difference, cell?.growth];
  };

  test('the half-year against the one before, on today’s map', async () => {
    expect(await onYear('scope=p&basis=today')).toEqual(['h1-2021', undefined, '522', '88.8']);
    expect(await onYear('scope=n1&basis=today')).toEqual(['h1-2021', undefined, '7', '25']);
    expect((await onYear('scope=n1&basis=today', split))[1]).toBe('base_untold');
  });

  test('a scope made of other units a year before is not compared as it was, and is on one map', async () => {
    const periods = [...PERIODS, period('h1-2023', 'halfYear', '2023-01-01', '2023-06-30')];
    const figures = { ...FIGURES, 'h1-2023': { n1: same('20'), n2: same('30'), d2: same('900') } };
    // Half of d2 comes to n1: the province is what it was, n1 is not.
    const more = [...SHARES, { old: 'd2', new: 'n1', day: '2023-01-01', share: '0.5' }];
    const successions = [...more, { old: 'd2', new: 'd2', day: '2023-01-01', share: '0.5' }];
    const province = await fillLine(app, { successions, periods, figures });
    const of = async (query: string) => {
      const { body } = await ask(`${query}&kind=halfYear&derive=overTime`, province);
      const found = body.points.find((point) => point.period.id === 'h1-2023')?.onYear;
      return found?.reason?.code ?? found?.cells.find((one) => one.column === 'flow')?.difference;
    };
    expect(await of('scope=p&basis=asWas')).toBe('-160');
    expect(await of('scope=d2&basis=asWas')).toBe('territory_changed');
    expect(await of('scope=d2&basis=today')).toBe('400');
  });
});

test('nobody reads a line of what they may not read, and a scope of another time or nobody’s is told', async () => {
  for (const basis of BASES) {
    expect((await ask(`scope=n1&basis=${basis}`, shared, 'clerk.d2')).status).toBe(404);
    expect((await ask(`scope=p&basis=${basis}`, shared, 'clerk.d2')).status).toBe(200);
    expect((await ask(`scope=p&basis=${basis}`, shared, 'nobody')).status).toBe(403);
    expect((await ask(`scope=nowhere&basis=${basis}`)).status).toBe(404);
  }
  expect((await ask('scope=d1&basis=today')).body.code).toBe('not_on_map');
  expect((await ask('scope=n1&basis=asWas&to=2022-06-30')).body.code).toBe('not_on_map');
  expect((await ask('scope=p&from=2030-01-01')).status).toBe(404);
  expect((await ask('kind=fortnight')).body.code).toBe('invalid_request');
  expect((await app.get('/api/series/none', app.token('writer', shared))).status).toBe(404);
});

test('a line of more periods than can be read is refused, not cut', async () => {
  const months = Array.from({ length: 121 }, (_, at) => {
    const [year, month] = [2001 + Math.floor(at / 12), String((at % 12) + 1).padStart(2, '0')];
    return period(`m${at}`, 'month', `${year}-${month}-01`, `${year}-${month}-28`);
  });
  const figures = { m0: { p: {} } };
  const province = await fillLine(app, { successions: SHARES, periods: months, figures });
  const reply = await ask('scope=p&kind=month', province);
  expect(reply.body).toMatchObject({ code: 'invalid_request', errors: [{ path: '/from' }] });
  expect((await ask('scope=p&kind=month&to=2010-12-31', province)).body.points).toHaveLength(120);
});

test('what is the same twice is told so, and never after anything changed', async () => {
  const province = await fillLine(app, { successions: SHARES, periods: PERIODS, figures: FIGURES });
  for (const basis of BASES) {
    const first = await ask(`scope=p&basis=${basis}`, province);
    const etag = first.headers.get('etag') ?? '';
    const again = await ask(`scope=p&basis=${basis}`, province, 'writer', { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
  }
  // Of the province the report pushed is one below: its rows wait to be folded.
  expect(line((await ask('scope=p', province)).body)[1]).toBe('h1-2022 1110');
  const first = await ask('scope=n1&basis=today', province);
  const as = app.token('writer', province);
  await sendLine(app, { as, of: 'h1-2022', unit: 'x1', content: same('11'), base: 1 });
  const etag = first.headers.get('etag') ?? '';
  const later = await ask('scope=n1&basis=today', province, 'writer', { 'if-none-match': etag });
  expect([later.status, line(later.body)[1]]).toEqual([200, 'h1-2022 36']);
  expect(line((await ask('scope=p', province)).body)[1]).toBe('h1-2022 1111');
});

test('a name, a period or a map changed by an import shows as soon as totals would show it, also where the line was kept', async () => {
  const told = { successions: SHARES, periods: PERIODS, figures: FIGURES };
  const province = await fillLine(app, told);
  const deps = { db: app.db, clock: () => app.now };
  const data = lineData(province, told);
  const bring = async (change: object) => {
    const plan = await importProvince(deps, { ...data, ...change }, { dryRun: false });
    expect(plan).toMatchObject({ faults: [], stored: true });
    app.elapse(FRESH_MS);
    return (await ask('scope=n1&basis=today', province)).body;
  };
  expect((await ask('scope=n1&basis=today', province)).body.scope.name).toBe('Đơn vị n1');
  const names = data.names?.map((row) => (row.unit === 'n1' ? { ...row, name: 'Phường Một' } : row));
  expect((await bring({ names })).scope.name).toBe('Phường Một');
  const periods = PERIODS.map((one) => ({ period: { ...one, label: { vi: 'Khác', en: 'Other' } } }));
  expect((await bring({ names, periods })).points[0]?.period.label.vi).toBe('Khác');
  const successions = [to('x1', 'n2'), to('x2', 'n1')];
  expect(line(await bring({ names, periods, successions }))[1]).toBe('h1-2022 100');
});
