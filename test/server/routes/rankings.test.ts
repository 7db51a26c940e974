/** Ranks among the offices the map asked for has: the denominator follows the basis, and who cannot be told is named and not ranked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ranking } from '../../../shared/wire-series.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { fillLine, type Line, period, same, to } from '../../support/line-form.ts';

const PERIODS = [
  period('h1-2022', 'halfYear', '2022-01-01', '2022-06-30'),
  period('q3-2022', 'quarter', '2022-07-01', '2022-09-30'),
];
const FIGURES: Line['figures'] = {
  'h1-2022': {
    x1: { ...same('10'), b: { flow: '3' } },
    x2: { ...same('100'), b: { flow: '4' } },
    d2: { ...same('110'), b: { flow: '1' } },
  },
  'q3-2022': { n1: same('5'), n2: same('5'), d2: same('9') },
};

let app: TestApp;
let shared = '';
let split = '';
beforeAll(async () => {
  app = await testApp();
  app.now = new Date('2023-01-10T02:00:00.000Z');
  const shares = [to('x1', 'n1'), to('x2', 'n1', '0.25'), to('x2', 'n2', '0.75')];
  shared = await fillLine(app, { successions: shares, periods: PERIODS, figures: FIGURES });
  const none = [to('x1', 'n1'), to('x2', 'n1'), to('x2', 'n2')];
  split = await fillLine(app, { successions: none, periods: PERIODS, figures: FIGURES });
}, 60_000);
afterAll(() => app?.stop());

const ask = (query: string, { of = 'h1-2022', in: province = shared, person = 'writer' } = {}) =>
  app.get<Ranking & { code?: string }>(`/api/rankings/line/${of}?${query}`, app.token(person, province));

const CELL = 'cell=main%7Ca%7Cflow';
/** "thứ 1/3 d2 110", and the untold with their codes. */
const table = ({ ranked, untold, of }: Ranking): string[] => [
  ...ranked.map(
    ({ rank, units, value }) => `${rank}/${of} ${units.map(({ unit }) => unit).join('+')} ${value}`,
  ),
  ...untold.map(({ units, reason }) => `-/${of} ${units.map(({ unit }) => unit).join('+')} ${reason.code}`),
];

test('the denominator is how many offices the basis has: two as it was, three today, two on common territory', async () => {
  const tables = [];
  for (const basis of ['asWas', 'today', 'common']) {
    const { body } = await ask(`${CELL}&scope=p&basis=${basis}`);
    tables.push(table(body));
  }
  expect(tables).toEqual([
    ['1/2 d1 110', '1/2 d2 110'],
    ['1/3 d2 110', '2/3 n2 75', '3/3 n1 35'],
    ['1/2 d2 110', '1/2 n1+n2 110'],
  ]);
});

test('offices that cannot be told are listed with the reason, counted in the denominator and not ranked', async () => {
  const today = await ask(`${CELL}&scope=p&basis=today`, { in: split });
  expect(table(today.body)).toEqual(['1/3 d2 110', '-/3 n1 split', '-/3 n2 split']);
  expect(today.body.untold[0]?.reason.vi).toContain('Đơn vị x2 được chia từ ngày 01/07/2022');
  const common = await ask(`${CELL}&scope=p&basis=common`, { in: split });
  expect(table(common.body)).toEqual(['1/2 d2 110', '1/2 n1+n2 110']);
  const blank = await ask('cell=main%7Cb%7Cflow&scope=p', { of: 'q3-2022' });
  expect(table(blank.body)).toEqual(['-/3 d2 no_figure', '-/3 n1 no_figure', '-/3 n2 no_figure']);
});

test('equal figures share a rank and the next one counts them all; where less is better, the least is first', async () => {
  expect(table((await ask(`${CELL}&scope=p`, { of: 'q3-2022' })).body)).toEqual([
    '1/3 d2 9',
    '2/3 n1 5',
    '2/3 n2 5',
  ]);
  const lower = await ask('cell=main%7Cb%7Cflow&scope=p&basis=asWas');
  expect([lower.body.direction, ...table(lower.body)]).toEqual(['lower', '1/2 d2 1', '2/2 d1 7']);
});

test('a rank carries its coverage, and an office with none below it ranks nobody', async () => {
  const { body } = await ask(`${CELL}&scope=d1`);
  expect(body.ranked.map(({ units, coverage }) => [units[0]?.name, coverage.received])).toEqual([
    ['Đơn vị x2', 1],
    ['Đơn vị x1', 1],
  ]);
  expect((await ask(`${CELL}&scope=d2`)).body).toMatchObject({ of: 0, ranked: [], untold: [] });
});

test('nobody is ranked for those who may not read their figures, and the cell has to be one that adds up', async () => {
  for (const basis of ['asWas', 'today', 'common']) {
    expect((await ask(`${CELL}&scope=p&basis=${basis}`, { person: 'clerk.d2' })).status).toBe(404);
    expect((await ask(`${CELL}&scope=n1&basis=${basis}`, { person: 'nobody' })).status).toBe(403);
  }
  expect((await ask(`${CELL}&scope=d1&basis=today`)).body.code).toBe('not_on_map');
  expect((await ask(`${CELL}&scope=p`, { of: 'nothing' })).status).toBe(404);
  for (const cell of ['', 'cell=main', 'cell=main%7Czz%7Cflow', 'cell=main%7Ca%7Czz'])
    expect((await ask(`scope=p&${cell}`)).body.code, cell).toBe('invalid_request');
});
