/**
 * After any history of mergers, splits, exchanges, moves and closings, a scope's total on today's map is what truly went there, or
 * it is refused; all highest offices together hold the same figures on every basis: over HTTP, folded or not.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldProvince } from '../../server/usecases/totals/fold-totals.ts';
import { TREES } from '../../shared/dated-trees.ts';
import { sum } from '../../shared/decimal.ts';
import type { Totals } from '../../shared/wire.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { events, History } from '../support/histories.ts';
import { Q1 } from '../support/make.ts';
import { figuresOf, PERSON, send, settle, trueFigure, type World } from '../support/world.ts';

let app: TestApp;
let start: Date;

beforeAll(async () => {
  app = await testApp();
  start = app.now;
});
afterAll(() => app.stop());

const ask = ({ province }: World, scope: string, basis: string) =>
  app.get<Totals & { code?: string }>(
    `/api/totals/tiny/2022-q1?counts=submitted&scope=${scope}&basis=${basis}`,
    app.token(PERSON, province),
  );

const figureOf = ({ body }: { body: Totals }): string =>
  body.totals.find(({ row, column }) => row === 'a' && column === 'n')?.value ?? '0';

async function look(world: World, until: number, map: string): Promise<void> {
  const { history } = world;
  const figures = world.figures.get(Q1.id) ?? new Map<string, string>();
  const refused = new Set<string>();
  for (const scope of history.alive(Q1.to)) {
    const asWas = trueFigure(world, Q1.id, scope, 0, Q1.to);
    expect(figureOf(await ask(world, scope, 'asWas')), `${scope} as it was`).toBe(asWas);
  }
  for (const scope of history.alive(map)) {
    const today = await ask(world, scope, 'today');
    if (today.status === 422) {
      expect(today.body.code).toBe('not_comparable');
      refused.add(scope);
    } else {
      expect(figureOf(today), `${scope} today`).toBe(trueFigure(world, Q1.id, scope, until, map));
    }
    expect((await ask(world, scope, 'common')).status).toBe(200);
  }
  const roots = history.alive(map).filter((unit) => history.parent(unit, map) === undefined);
  if (roots.some((root) => refused.has(root))) return;
  const whole = sum([...figures.values()]);
  const onToday = await Promise.all(roots.map((root) => ask(world, root, 'today')));
  expect(sum(onToday.map(figureOf))).toBe(whole);
  const former = history.alive(Q1.to).filter((unit) => history.parent(unit, Q1.to) === undefined);
  const asWas = await Promise.all(former.map((root) => ask(world, root, 'asWas')));
  expect(sum(asWas.map(figureOf))).toBe(whole);
}

const numbers = fc.array(fc.integer({ min: -9999, max: 999_999 }), { minLength: 20, maxLength: 20 });

test.each([31, 32, 33])(
  'seed %i: what truly went to a scope is its total on today’s map, and nothing is lost or doubled',
  async (seed) => {
    await fc.assert(
      fc.asyncProperty(events, numbers, fc.boolean(), fc.boolean(), async (list, figures, fold, two) => {
        app.now = start;
        const history = new History(list, two ? TREES : ['party']);
        const periods = [Q1];
        const world = await settle(app, { history, periods, figures: figuresOf(history, periods, figures) });
        await send(app, world);
        if (fold) await foldProvince(app.db, world.province);
        app.now = new Date('2030-01-10T02:00:00.000Z');
        await look(world, list.length, '2030-01-10');
      }),
      { seed, numRuns: 5, endOnFailure: false },
    );
  },
  180_000,
);
