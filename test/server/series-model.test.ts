/**
 * After any history of mergers, splits, exchanges, moves and closings, every point of a scope's line on today's map is what truly went
 * there or names the split nobody knows; all highest offices together hold the same line on every basis: over HTTP, folded or not.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldProvince } from '../../server/usecases/totals/fold-totals.ts';
import { TREES } from '../../shared/dated-trees.ts';
import { sum } from '../../shared/decimal.ts';
import type { Period } from '../../shared/period.ts';
import type { Series, SeriesPoint } from '../../shared/wire-series.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { events, History } from '../support/histories.ts';
import { Q1 } from '../support/make.ts';
import { figuresOf, PERSON, send, settle, trueFigure, type World } from '../support/world.ts';

const PERIODS = [2022, 2023, 2025].map((year): Period => {
  const days = { from: `${year}-01-01`, to: `${year}-03-31`, due: { default: '2199-12-31' } };
  return { ...Q1, ...days, id: `${year}-q1`, year };
});
const MAP = '2030-01-10';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.now = new Date(`${MAP}T02:00:00.000Z`);
});
afterAll(() => app.stop());

async function pointsOf({ province }: World, scope: string, basis: string): Promise<readonly SeriesPoint[]> {
  const path = `/api/series/tiny?counts=submitted&scope=${scope}&basis=${basis}`;
  const { status, text, body } = await app.get<Series>(path, app.token(PERSON, province));
  expect(status, text).toBe(200);
  expect(body.points.map(({ period }) => period.id)).toEqual(PERIODS.map(({ id }) => id));
  return body.points;
}

/** The figure, or the code of its reason. */
const told = ({ reason, totals }: SeriesPoint): string =>
  reason?.code ?? totals.find(({ row, column }) => row === 'a' && column === 'n')?.value ?? '0';

async function look(world: World, until: number): Promise<void> {
  const { history, figures } = world;
  const split = new Set<string>();
  for (const scope of history.alive(MAP)) {
    const points = await pointsOf(world, scope, 'today');
    for (const point of points) {
      const { id } = point.period;
      if (told(point) === 'split') split.add(id);
      else expect(told(point), `${scope} ${id}`).toBe(trueFigure(world, id, scope, until, MAP));
    }
  }
  const whole = (period: string): string => sum([...(figures.get(period)?.values() ?? [])]);
  const roots = history.alive(MAP).filter((unit) => history.parent(unit, MAP) === undefined);
  const today = await Promise.all(roots.map((root) => pointsOf(world, root, 'today')));
  const former = [...new Set(PERIODS.flatMap(({ to }) => history.alive(to)))].filter((unit) =>
    PERIODS.some(({ to }) => history.alive(to).includes(unit) && history.parent(unit, to) === undefined),
  );
  const asWas = await Promise.all(former.map((root) => pointsOf(world, root, 'asWas')));
  for (const [at, { id, to }] of PERIODS.entries()) {
    const heads = former.flatMap((root, nth) => {
      const point = asWas[nth]?.[at];
      const isHead = history.alive(to).includes(root) && history.parent(root, to) === undefined;
      if (point === undefined) return [];
      if (!history.alive(to).includes(root)) expect(told(point)).toBe('not_on_map');
      return isHead ? [told(point)] : [];
    });
    expect(sum(heads), `${id} as it was`).toBe(whole(id));
    const now = today.flatMap((points) => (points[at] === undefined ? [] : [told(points[at])]));
    if (!now.includes('split')) expect(sum(now), `${id} today`).toBe(whole(id));
  }
  // On common territory each group of highest offices is one; those that share it have one line.
  const common = await Promise.all(roots.map((root) => pointsOf(world, root, 'common')));
  if (roots.length === 1) expect(common[0]?.map(told)).toEqual(PERIODS.map(({ id }) => whole(id)));
  for (const points of common) expect(points.map(told)).not.toContain('split');
}

const numbers = fc.array(fc.integer({ min: -9999, max: 999_999 }), { minLength: 20, maxLength: 20 });

test.each([41, 42, 43])(
  'seed %i: every point is what truly went to the scope, and no basis loses or doubles anything',
  async (seed) => {
    await fc.assert(
      fc.asyncProperty(events, numbers, fc.boolean(), fc.boolean(), async (list, figures, fold, two) => {
        const history = new History(list, two ? TREES : ['party']);
        const made = { history, periods: PERIODS, figures: figuresOf(history, PERIODS, figures) };
        const world = await settle(app, made);
        await send(app, world);
        if (fold) await foldProvince(app.db, world.province);
        await look(world, list.length);
      }),
      { seed, numRuns: 2, endOnFailure: true },
    );
  },
  180_000,
);
