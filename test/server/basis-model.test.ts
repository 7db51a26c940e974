/**
 * After any history of mergers, splits, exchanges, moves and closings, a scope's total on today's map is what truly went there, or
 * it is refused; all highest offices together hold the same figures on every basis: over HTTP, folded or not.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldProvince } from '../../server/usecases/fold-totals.ts';
import { importProvince } from '../../server/usecases/import-province.ts';
import { add, multiply, sum } from '../../shared/decimal.ts';
import type { Totals } from '../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { events, History } from '../support/histories.ts';
import { Q1, TINY } from '../support/make.ts';

const PERSON = 'moi-nguoi';
/** Events up to the end of the period: the history has one each July from 2021 on. */
const BEFORE_THE_END = 1;

let app: TestApp;
let start: Date;
let provinces = 0;

beforeAll(async () => {
  app = await testApp();
  start = app.now;
});
afterAll(() => app.stop());

interface World {
  readonly province: string;
  readonly history: History;
  /** Reporting unit → its figure. */
  readonly figures: ReadonlyMap<string, string>;
}

/** The whole history is imported at once; one person may do everything everywhere. */
async function settle(history: History, figures: ReadonlyMap<string, string>): Promise<World> {
  const province = `m${++provinces}`;
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id: province, name: `Tỉnh ${province}` },
      units: history.units.map(({ id, from, to }) => ({ id, kind: 'huyen', validFrom: from, validTo: to })),
      names: history.units.map(({ id, from }) => ({ unit: id, validFrom: from, name: `Đơn vị ${id}` })),
      edges: history.edges.map(({ parent, child, from, to }) => ({
        tree: 'party' as const,
        parent,
        child,
        validFrom: from,
        validTo: to,
      })),
      successions: history.successions,
      people: [{ id: PERSON, name: 'Mọi người', email: `${PERSON}@${province}.gov.vn`, revoked: false }],
      roles: history.units.flatMap(({ id }) => [
        { person: PERSON, role: 'clerk' as const, unit: id, subtree: false },
        { person: PERSON, role: 'writer' as const, unit: id, subtree: true },
      ]),
      templates: [{ template: TINY }],
      periods: [{ period: Q1 }],
      assignments: [...figures.keys()].map((unit) => ({
        unit,
        template: TINY.id,
        version: TINY.version,
        period: Q1.id,
        assigned: [],
      })),
    },
    { dryRun: false },
  );
  expect(plan.faults).toEqual([]);
  return { province, history, figures };
}

async function send({ province, figures }: World): Promise<void> {
  const as = app.token(PERSON, province);
  for (const [unit, n] of figures) {
    const push = tinyPush({ main: { a: { n, how: 'official' } } });
    expect((await app.post(tinyPath(unit, '/revisions'), push, { as, key: newKey() })).status).toBe(200);
  }
}

const ask = ({ province }: World, scope: string, basis: string) =>
  app.get<Totals & { code?: string }>(
    `/api/totals/tiny/2022-q1?counts=submitted&scope=${scope}&basis=${basis}`,
    app.token(PERSON, province),
  );

const figureOf = ({ body }: { body: Totals }): string =>
  body.totals.find(({ row, column }) => row === 'a' && column === 'n')?.value ?? '0';

function trueFigure({ history, figures }: World, scope: string, until: number, map: string): string {
  let total = '0';
  for (const [unit, figure] of figures) {
    for (const [heir, share] of history.spread(unit, Math.min(BEFORE_THE_END, until), until))
      if (history.under(heir, scope, map)) total = add(total, multiply(share, figure));
  }
  return total;
}

async function look(world: World, until: number, map: string): Promise<void> {
  const { history, figures } = world;
  const refused = new Set<string>();
  for (const scope of history.alive(map)) {
    const today = await ask(world, scope, 'today');
    if (today.status === 422) {
      expect(today.body.code).toBe('not_comparable');
      refused.add(scope);
    } else {
      expect(figureOf(today), `${scope} today`).toBe(trueFigure(world, scope, until, map));
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

test('what truly went to a scope is its total on today’s map, and nothing is lost or doubled', async () => {
  await fc.assert(
    fc.asyncProperty(
      events,
      fc.array(fc.integer({ min: -9999, max: 999_999 }), { minLength: 20, maxLength: 20 }),
      fc.boolean(),
      async (list, numbers, fold) => {
        app.now = start;
        const history = new History(list);
        const reporting = history.alive(Q1.to);
        const figures = new Map(reporting.map((unit, at) => [unit, String(numbers[at % numbers.length])]));
        const world = await settle(history, figures);
        await send(world);
        if (fold) await foldProvince(app.db, world.province);
        app.now = new Date('2030-01-10T02:00:00.000Z');
        await look(world, list.length, '2030-01-10');
      },
    ),
    { numRuns: 15, endOnFailure: false },
  );
}, 180_000);
