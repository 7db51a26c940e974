/** What becomes of reports and figures when units end, begin, move or are renamed: who owes them, what they are called, where they count. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UnitNameRow } from '../../../server/store/province-data.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { FRESH_MS } from '../../../server/usecases/totals/version-desk.ts';
import type { ReportForm, Totals } from '../../../shared/wire.ts';
import type { Series } from '../../../shared/wire-series.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { fillLine, type Line, lineData, period, same, to } from '../../support/line-form.ts';

const BASES = ['asWas', 'today', 'common'] as const;
const Q1 = period('q1-2022', 'quarter', '2022-01-01', '2022-03-31');
/** d1, x1 and x2 end within it, on 30 June; n1 and n2 are there at its end. */
const MID = period('mid-2022', 'other', '2022-04-01', '2022-08-31');
const Q4 = period('q4-2022', 'quarter', '2022-09-01', '2022-12-31');
const LINE: Line = {
  successions: [to('x1', 'n1'), to('x2', 'n1', '0.25'), to('x2', 'n2', '0.75')],
  periods: [Q1, MID, Q4],
  figures: {
    'q1-2022': { x1: same('10'), x2: same('100'), d2: same('1000') },
    'mid-2022': { n1: same('50'), n2: same('60'), d2: same('2000') },
    'q4-2022': { n1: same('3'), n2: same('4'), d2: same('5') },
  },
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.now = new Date('2023-01-10T02:00:00.000Z');
}, 60_000);
afterAll(() => app?.stop());

const series = (query: string, province: string) =>
  app.get<Series>(`/api/series/line?${query}`, app.token('writer', province));
const line = ({ body }: { body: Series }) =>
  body.points.map(
    ({ totals, reason }) => reason?.code ?? totals.find(({ column }) => column === 'flow')?.value,
  );
const totals = (of: string, query: string, province: string) =>
  app.get<Totals>(`/api/totals/line/${of}?${query}`, app.token('writer', province));
const bring = (province: string, given: Line) =>
  importProvince({ db: app.db, clock: () => app.now }, lineData(province, given), { dryRun: false });

describe('a unit closed in the middle of a period', () => {
  test('cannot owe it, nor can one not yet born at its end: the import refuses the line and stores nothing', async () => {
    const owed = (unit: string, of: string): Line => ({ ...LINE, figures: { [of]: { [unit]: {} } } });
    const refusals = [];
    for (const [unit, of] of [
      ['x1', 'mid-2022'],
      ['x1', 'q4-2022'],
      ['n1', 'q1-2022'],
    ] as const) {
      const plan = await bring('refused', owed(unit, of));
      refusals.push([unit, of, plan.stored, ...plan.faults.map(({ code }) => code)]);
    }
    expect(refusals).toEqual([
      ['x1', 'mid-2022', false, 'owes_across_end'],
      ['x1', 'q4-2022', false, 'owes_after_end'],
      ['n1', 'q1-2022', false, 'owes_before_start'],
    ]);
    expect(await app.db.system`SELECT 1 FROM province WHERE id = 'refused'`).toHaveLength(0);
  });

  test('leaves what it did to its successors’ reports, counted once on every basis', async () => {
    const province = await fillLine(app, LINE);
    for (const basis of BASES) {
      expect(line(await series(`scope=p&basis=${basis}`, province))).toEqual(['1110', '2110', '12']);
      const { body } = await totals('mid-2022', `scope=p&basis=${basis}`, province);
      expect(body.coverage).toEqual({ expected: 3, received: 3, accepted: 0, late: 0 });
    }
    expect(line(await series('scope=n1&basis=today', province))).toEqual(['35', '50', '3']);
  });

  test('keeps a report it was owed before it was known to close, told as a warning, and its figures count for nobody', async () => {
    const open: Line = {
      ...LINE,
      successions: [],
      figures: { 'mid-2022': { x1: same('7'), d2: same('2000') } },
      more: { units: [], names: [], edges: [] },
    };
    const alive = lineData('x', LINE);
    const endless = {
      units: (alive.units ?? []).map((row) => ({ ...row, validTo: null })),
      names: alive.names ?? [],
      edges: (alive.edges ?? []).map((row) => ({ ...row, validTo: null })),
    };
    const province = await fillLine(app, { ...open, more: endless });
    expect(line(await series('scope=p&kind=other', province))).toEqual(['2007']);
    const { assignments: _, ...rest } = lineData(province, LINE);
    const plan = await importProvince({ db: app.db, clock: () => app.now }, rest, { dryRun: false });
    expect(plan).toMatchObject({ faults: [], stored: true, moved: 1 });
    expect(plan.warnings.map(({ code }) => code)).toEqual(['ended_owing']);
    app.elapse(FRESH_MS);
    for (const basis of BASES)
      expect(line(await series(`scope=p&kind=other&basis=${basis}`, province))).toEqual(['2000']);
  });
});

test('a report is bound to the unit version at the end of its period: name, kind and parents of that day, whatever came later', async () => {
  const due = { default: '2199-12-31', huyen: '2023-02-10', 'thanh-pho': '2023-03-20' };
  const kinds = [{ unit: 'd2', validFrom: '2022-09-15', kind: 'thanh-pho' }];
  const periods = [{ ...Q1, due }, MID, { ...Q4, due }];
  const province = await fillLine(app, { ...LINE, periods, more: { kinds } });
  const data = lineData(province, { ...LINE, periods });
  const renamed: UnitNameRow = { unit: 'd2', validFrom: '2022-09-15', name: 'Thành phố D2' };
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      ...data,
      names: [...(data.names ?? []), renamed],
      kinds,
      edges: [
        ...(data.edges ?? []).filter(({ child }) => child !== 'd2'),
        { tree: 'party', parent: 'p', child: 'd2', validFrom: '2000-01-01', validTo: '2022-09-14' },
        { tree: 'party', parent: 'n1', child: 'd2', validFrom: '2022-09-15', validTo: null },
      ],
    },
    { dryRun: false },
  );
  expect(plan).toMatchObject({ faults: [], stored: true });
  const head = async (of: string) => {
    const { body } = await app.get<ReportForm>(`/api/reports/d2/line/${of}`, app.token('writer', province));
    return [body.head.unitName, body.head.due];
  };
  expect(await head('q1-2022')).toEqual(['Đơn vị d2', '2023-02-10']);
  expect(await head('q4-2022')).toEqual(['Thành phố D2', '2023-03-20']);
  const under = async (scope: string, of: string) =>
    (await totals(of, `scope=${scope}`, province)).body.totals.find(({ column }) => column === 'flow')?.value;
  expect([await under('p', 'mid-2022'), await under('n1', 'mid-2022')]).toEqual(['2110', '50']);
  expect([await under('p', 'q4-2022'), await under('n1', 'q4-2022')]).toEqual(['12', '8']);
});

test('discipline decided after dissolution is its successor’s, counted once, in the period it was decided, on every basis', async () => {
  // x1 and x2 are dissolved on 30 June; in the last quarter the successor of x1 reports one party body disciplined for what x1 had done.
  const figures = { ...LINE.figures, 'q4-2022': { n1: same('4'), n2: same('4'), d2: same('5') } };
  const province = await fillLine(app, { ...LINE, figures });
  const dissolved = await bring(province, { ...LINE, figures: { 'q4-2022': { x1: {} } } });
  expect(dissolved.faults.map(({ code }) => code)).toEqual(['owes_after_end']);
  for (const basis of BASES)
    expect(line(await series(`scope=p&basis=${basis}`, province))).toEqual(['1110', '2110', '13']);
  expect(line(await series('scope=n1&basis=today', province))).toEqual(['35', '50', '4']);
});
