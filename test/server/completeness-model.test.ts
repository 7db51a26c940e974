/**
 * After any sequence of drafts, submissions, returns, acceptances, moves of offices, changed forms and folds, what an office above is
 * told to be expected, received, accepted and missing equals the sum over its reports: held against a model of one number each.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldBatch } from '../../server/store/totals.ts';
import { importProvince } from '../../server/usecases/import/import-province.ts';
import { foldProvince } from '../../server/usecases/totals/fold-totals.ts';
import type { PublishedTemplate } from '../../shared/profile.ts';
import type { CompletenessLine, CompletenessReply } from '../../shared/wire-completeness.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { makeProvince, OFFICES, TINY } from '../support/make.ts';

let app: TestApp;
let provinces = 0;

beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const ROWS = ['a', 'b', 'c'] as const;
/** Every row asks for its number, every job for its words; the shorter form has rows a and b only. */
const FORM: PublishedTemplate = {
  ...TINY,
  rules: [],
  sections: TINY.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column) => (column.id === 'n' ? { ...column, required: true } : column)),
  })),
  profiles: [
    { id: 'short', label: { vi: 'Ngắn', en: 'Short' }, leaveOut: { rows: ['c'], sections: ['jobs'] } },
  ],
};

const UNITS = ['p', ...Object.keys(OFFICES)];

interface Office {
  state: 'draft' | 'submitted' | 'returned' | 'accepted';
  revision: number;
  missing: number;
  short: boolean;
}
interface World {
  readonly province: string;
  readonly offices: Map<string, Office>;
  readonly parents: Map<string, string>;
}

const unit = fc.constantFrom(...UNITS);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('draft' as const),
      unit,
      rows: fc.subarray([...ROWS]),
      jobs: fc.array(fc.boolean(), { maxLength: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('submit' as const), unit }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'return' as const), unit }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fold' as const), batch: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      unit: fc.constantFrom('x1', 'x2'),
      to: fc.constantFrom('d1', 'd2'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reassign' as const), unit }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function office({ offices }: World, name: string): Office {
  const found = offices.get(name);
  if (found === undefined) throw new Error(name);
  return found;
}

const rowsOf = ({ short }: Office): readonly string[] => (short ? ['a', 'b'] : ROWS);
const number = { n: '1' };

async function push(world: World, name: string, mode: 'draft' | 'submit', content: Record<string, unknown>) {
  const model = office(world, name);
  const as = app.token(`clerk.${name}`, world.province);
  const body = tinyPush(content as never, model.revision, { mode });
  const reply = await app.post(tinyPath(name, '/revisions'), body, { as, key: newKey() });
  if (model.state === 'accepted') {
    expect(reply.body.code).toBe('wrong_state');
    return;
  }
  expect(reply.status, reply.text).toBe(200);
  model.revision += 1;
  if (mode === 'submit') Object.assign(model, { state: 'submitted', missing: 0 });
}

async function draft(world: World, { unit: name, rows, jobs }: Extract<Step, { kind: 'draft' }>) {
  const model = office(world, name);
  const filled = rowsOf(model).filter((row) => (rows as readonly string[]).includes(row));
  const given = model.short ? [] : jobs;
  const content = {
    main: Object.fromEntries(filled.map((row) => [row, number])),
    ...(model.short
      ? {}
      : {
          jobs: Object.fromEntries(
            given.map((named, i) => [`j${i}`, named ? { what: 'việc' } : { status: 'open' }]),
          ),
        }),
  };
  const before = model.state;
  await push(world, name, 'draft', content);
  if (before === 'draft' || before === 'returned')
    model.missing = rowsOf(model).length - filled.length + given.filter((named) => !named).length;
}

async function decide(world: World, name: string, action: 'accept' | 'return') {
  const model = office(world, name);
  const may =
    action === 'accept'
      ? model.state === 'submitted'
      : model.state === 'submitted' || model.state === 'accepted';
  if (!may) return;
  const [report] = await app.db.system<{ no: number }[]>`
    SELECT submitted_revision AS no FROM report WHERE province_id = ${world.province} AND unit_id = ${name}`;
  const remarks = FORM.sections
    .filter(({ id }) => !model.short || id === 'main')
    .map(({ id }) => ({ at: { section: id, row: '*', column: '*' }, text: 'xem lại' }));
  const body = { action, revision: report?.no, ...(action === 'return' ? { remarks } : {}) };
  const as = app.token('reviewer', world.province);
  const reply = await app.post(tinyPath(name, '/decisions'), body, { as, key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  model.state = action === 'accept' ? 'accepted' : 'returned';
}

async function bring(world: World) {
  const from = '2000-01-01';
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id: world.province, name: `Tỉnh ${world.province}` },
      units: UNITS.map((id) => ({ id, kind: id === 'p' ? 'tinh' : 'huyen', validFrom: from, validTo: null })),
      edges: [...world.parents].map(([child, parent]) => ({
        tree: 'party' as const,
        parent,
        child,
        validFrom: from,
        validTo: null,
      })),
      assignments: UNITS.map((name) => ({
        unit: name,
        template: 'tiny',
        version: 1,
        period: '2022-q1',
        assigned: [],
        profile: office(world, name).short ? 'short' : null,
      })),
    },
    { dryRun: false },
  );
  expect(plan.faults).toEqual([]);
}

/** The other form, as long as nothing was sent. */
async function reassign(world: World, name: string) {
  const model = office(world, name);
  if (model.revision > 0) return;
  model.short = !model.short;
  model.missing = rowsOf(model).length;
  await bring(world);
}

const below = ({ parents }: World, scope: string): string[] =>
  UNITS.filter((name) => {
    for (let at: string | undefined = name; at !== undefined; at = parents.get(at))
      if (at === scope) return true;
    return false;
  });

function modelLine(world: World, scope: string) {
  const offices = below(world, scope).map((name) => office(world, name));
  const received = offices.filter(({ state }) => state === 'submitted' || state === 'accepted');
  return {
    expected: offices.length,
    received: received.length,
    accepted: received.filter(({ state }) => state === 'accepted').length,
    late: 0,
    missing: offices.reduce((sum, { missing }) => sum + missing, 0),
  };
}

async function look(world: World) {
  for (const scope of ['p', 'd1', 'd2', 'x1']) {
    const { body } = await app.get<CompletenessReply>(
      `/api/completeness/tiny/2022-q1?scope=${scope}`,
      app.token('writer', world.province),
    );
    const children = UNITS.filter((name) => world.parents.get(name) === scope);
    expect(body.children.map((line) => line.unit)).toEqual([...children].sort());
    for (const line of [body.scope, ...body.children] satisfies CompletenessLine[]) {
      expect(line.subtree, line.unit).toEqual(modelLine(world, line.unit));
      const { state, missing } = office(world, line.unit);
      expect(line.own, line.unit).toMatchObject({ state, missing });
    }
  }
}

async function run(world: World, done: Step) {
  switch (done.kind) {
    case 'draft':
      return draft(world, done);
    case 'submit':
      return push(world, done.unit, 'submit', {
        main: Object.fromEntries(rowsOf(office(world, done.unit)).map((row) => [row, number])),
      });
    case 'accept':
    case 'return':
      return decide(world, done.unit, done.kind);
    case 'fold':
      await foldBatch(app.db.system, world.province, done.batch);
      return;
    case 'move':
      world.parents.set(done.unit, done.to);
      return bring(world);
    case 'reassign':
      return reassign(world, done.unit);
    case 'look':
      return look(world);
  }
}

describe.each([101, 202, 303])('seed %i', (seed) => {
  test('completeness equals the sum over the reports after any sequence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
        const options = { id: `c${++provinces}`, templates: [FORM], profiles: { x2: 'short' } };
        const province = await makeProvince(app.db, () => app.now, options);
        const offices = new Map(
          UNITS.map((name): [string, Office] => {
            const short = name === 'x2';
            return [name, { state: 'draft', revision: 0, missing: short ? 2 : 3, short }];
          }),
        );
        const world: World = { province, offices, parents: new Map(Object.entries(OFFICES)) };
        for (const one of steps) await run(world, one);
        await look(world);
        await foldProvince(app.db, province);
        await look(world);
      }),
      { seed, numRuns: 4, endOnFailure: false },
    );
  }, 60_000);
});

test('a draft that changes what is missing adds one row to what waits, one that does not adds none', async () => {
  const province = await makeProvince(app.db, () => app.now, { id: 'rows', templates: [FORM] });
  await foldProvince(app.db, province);
  const offices = new Map([['x1', { state: 'draft', revision: 0, missing: 3, short: false } as Office]]);
  const world: World = { province, offices, parents: new Map() };
  const waiting = async () =>
    (
      await app.db
        .system`SELECT missing FROM pending_total WHERE province_id = ${province} ORDER BY missing DESC`
    ).map(({ missing }) => missing);
  await push(world, 'x1', 'draft', { main: { a: number } });
  expect(await waiting()).toEqual([-1]);
  await push(world, 'x1', 'draft', { main: { b: number } });
  expect(await waiting()).toEqual([-1]);
  await push(world, 'x1', 'submit', { main: { a: number, b: number, c: number } });
  expect(await waiting()).toEqual([-1, -2]);
});
