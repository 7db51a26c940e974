/**
 * After any sequence of pushes, repeats, races, returns, accepts and folds, over two servers, before and after the due day, every total
 * equals the sum of the counted revisions and its coverage is right: held against a model small enough to be seen to be right.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldBatch } from '../../server/store/totals.ts';
import { foldProvince } from '../../server/usecases/totals/fold-totals.ts';
import { FRESH_MS } from '../../server/usecases/totals/version-desk.ts';
import type { PushReply, Totals } from '../../shared/wire.ts';
import { newKey, type Reply, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { makeProvince, OFFICES } from '../support/make.ts';
import { type Content, modelTotal, type Office, type Value } from '../support/push-model.ts';

let app: TestApp;
let second: ReturnType<TestApp['another']>;
/** The day after the reports were due. */
const LATE = new Date('2022-04-06T02:00:00.000Z');
let provinces = 0;
let start: Date;

beforeAll(async () => {
  app = await testApp();
  start = app.now;
  second = app.another();
});
afterAll(() => app.stop());

const UNITS = ['p', ...Object.keys(OFFICES)];
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  p: UNITS,
  d1: ['d1', 'x1', 'x2'],
  d2: ['d2'],
  x1: ['x1'],
};

const number = fc
  .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 999 }))
  .map(([whole, part]) =>
    part === 0 ? String(whole) : `${whole}.${String(part).padStart(3, '0').replace(/0+$/, '')}`,
  );
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom<Value>({ empty: 'none' }, { empty: 'notApplicable' }) },
);
const content: fc.Arbitrary<Content> = fc.record({
  a: value,
  c: fc.option(value, { nil: undefined }),
  estimate: fc.boolean(),
  jobs: fc.array(fc.constantFrom('open', 'done', undefined), { maxLength: 3 }),
});

/** The revision a push says it was made from, beside the one there is. */
type Base = 'current' | 'ahead' | 'older';

const unit = fc.constantFrom(...UNITS);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      unit,
      content,
      draft: fc.constantFrom(false, false, false, true),
      base: fc.constantFrom<Base>('current', 'current', 'current', 'ahead', 'older'),
      copies: fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 5, 50),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('race' as const),
      unit,
      contents: fc.array(content, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('due day passes' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('accept' as const), unit }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('return' as const), unit }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fold' as const), batch: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      units: fc.uniqueArray(unit, { minLength: 2 }),
      content,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** The reviewer of the test reviews for the district and for the province: offices below the district have two levels. */
const LEVELS: Readonly<Record<string, number>> = { x1: 2, x2: 2 };

interface Sent {
  readonly path: string;
  readonly body: unknown;
  readonly person: string;
  readonly key: string;
  readonly reply: Reply;
}

interface World {
  readonly province: string;
  readonly offices: Map<string, Office>;
  readonly sent: Sent[];
}

const wireOf = ({ a, c, estimate, jobs }: Content) => ({
  main: {
    a: { n: a, how: estimate ? 'estimate' : 'official' },
    ...(c === undefined ? {} : { c: { n: c } }),
  },
  jobs: Object.fromEntries(
    jobs.map((status, i) => [`j${i}`, { what: `việc ${i}`, ...(status === undefined ? {} : { status }) }]),
  ),
});

/** T2 (a ≤ c) is a warning; a reason is always given. */
const REASONS = { 'T2|main|a|n': 'đã kiểm tra', 'T2|main|c|n': 'đã kiểm tra' };

const office = (world: World, name: string): Office => {
  const found = world.offices.get(name);
  if (found === undefined) throw new Error(name);
  return found;
};

const tokenOf = (world: World, person: string): string => app.token(person, world.province);

async function post(world: World, path: string, body: unknown, person: string, copies = 1): Promise<Reply> {
  const key = newKey();
  const as = tokenOf(world, person);
  const replies = await Promise.all(
    Array.from({ length: copies }, (_, i) =>
      app.post(path, body, { as, key, ...(i % 2 === 1 ? { through: second } : {}) }),
    ),
  );
  const [reply] = replies;
  if (reply === undefined) throw new Error('nothing was sent');
  // What went through the second server is due in totals of the first one only then.
  if (copies > 1) app.elapse(FRESH_MS);
  const texts =
    reply.status === 200
      ? replies.map(({ text }) => text)
      : replies.map(({ body: { code } }) => String(code));
  expect(new Set(texts).size, texts.join('\n')).toBe(1);
  if (reply.status === 200) world.sent.push({ path, body, person, key, reply });
  return reply;
}

async function push(
  world: World,
  name: string,
  sent: Content,
  options: { draft: boolean; base: Base; copies: number },
) {
  const model = office(world, name);
  const base = baseOf(model, options.base);
  const body = bodyOf(sent, base, options.draft);
  const reply = await post(world, tinyPath(name, '/revisions'), body, `clerk.${name}`, options.copies);
  const expected = refusalOf(model, base);
  if (expected !== undefined) {
    expect(reply.body.code).toBe(expected);
    return;
  }
  expect(reply.status, reply.text).toBe(200);
  stored(model, reply, options.draft ? undefined : sent);
}

/** An older push that comes after a newer one is told so and changes nothing. */
function baseOf({ revision }: Office, base: Base): number {
  if (base === 'ahead') return revision + 1;
  return base === 'older' ? Math.floor(revision / 2) : revision;
}

function refusalOf({ state, revision }: Office, base: number): string | undefined {
  if (state === 'accepted') return 'wrong_state';
  if (base === revision) return undefined;
  return base > revision ? 'revision_ahead' : 'stale_revision';
}

const bodyOf = (sent: Content, base: number, draft: boolean) =>
  tinyPush(wireOf(sent), base, { mode: draft ? 'draft' : 'submit', reasons: REASONS });

/** What the model holds after a push that was stored; `submitted` undefined: a draft. */
function stored(model: Office, reply: Reply, submitted: Content | undefined): void {
  model.revision += 1;
  expect((reply.body as unknown as PushReply).revision).toBe(model.revision);
  if (submitted === undefined) return;
  model.state = 'submitted';
  model.late ??= app.now === LATE;
  model.counted = { no: model.revision, content: submitted };
  model.submission = model.revision;
  model.accepts = 0;
}

/** Several people send another content from the same revision at once: one is stored, the others are told what it changed. */
async function race(world: World, name: string, contents: readonly Content[]) {
  const model = office(world, name);
  const path = tinyPath(name, '/revisions');
  const sent = contents.map((one) => ({ one, body: bodyOf(one, model.revision, false), key: newKey() }));
  const person = `clerk.${name}`;
  const as = tokenOf(world, person);
  const replies = await Promise.all(
    sent.map(({ body, key }, i) =>
      app.post(path, body, { as, key, ...(i % 2 === 1 ? { through: second } : {}) }),
    ),
  );
  app.elapse(FRESH_MS);
  const won = replies.flatMap((reply, i) => (reply.status === 200 ? [i] : []));
  const lost = replies.filter(({ status }) => status !== 200).map(({ body }) => body.code);
  if (model.state === 'accepted') {
    expect(new Set(lost)).toEqual(new Set(['wrong_state']));
    expect(won).toEqual([]);
    return;
  }
  expect(won.length).toBe(1);
  expect(new Set(lost)).toEqual(new Set(['stale_revision']));
  const [at = 0] = won;
  const [winner, reply] = [sent[at], replies[at]];
  if (winner === undefined || reply === undefined) throw new Error('nobody won');
  stored(model, reply, winner.one);
  world.sent.push({ path, body: winner.body, person, key: winner.key, reply });
}

async function decide(world: World, name: string, action: 'accept' | 'return') {
  const model = office(world, name);
  const all = [
    { at: { section: 'main', row: '*', column: '*' }, text: 'xem lại' },
    { at: { section: 'jobs', row: '*', column: '*' }, text: 'xem lại' },
  ];
  const body = {
    action,
    revision: Math.max(1, model.submission),
    ...(action === 'return' ? { remarks: all } : {}),
  };
  const reply = await post(world, tinyPath(name, '/decisions'), body, 'reviewer', 2);
  const may =
    action === 'accept'
      ? model.state === 'submitted' || (model.state === 'accepted' && model.accepts < (LEVELS[name] ?? 1))
      : model.state !== 'draft';
  if (!may) {
    expect(reply.body.code).toBe('wrong_state');
    return;
  }
  expect(reply.status, reply.text).toBe(200);
  model.state = action === 'accept' ? 'accepted' : 'returned';
  if (action === 'accept') model.accepts += 1;
  if (action === 'return') model.counted = undefined;
}

async function repeat(world: World, which: number) {
  const sent = world.sent[which % Math.max(1, world.sent.length)];
  if (sent === undefined) return;
  const { path, body, person, key } = sent;
  const as = tokenOf(world, person);
  expect((await app.post(path, body, { as, key, through: second })).text).toBe(sent.reply.text);
}

async function look(world: World) {
  for (const scope of Object.keys(SCOPES)) {
    for (const counts of ['submitted', 'accepted'] as const) {
      const url = `/api/totals/tiny/2022-q1?scope=${scope}&counts=${counts}`;
      const reply = await app.get<Totals>(url, tokenOf(world, 'writer'));
      const { sums, jobs, coverage } = modelTotal(
        (SCOPES[scope] ?? []).map((name) => office(world, name)),
        counts,
      );
      expect(reply.body.coverage).toEqual(coverage);
      for (const row of ['a', 'c'] as const) {
        const found = reply.body.totals.find((total) => total.row === row && total.column === 'n');
        const { value: sum, ...counted } = sums[row];
        expect(found ?? { value: null, number: 0, none: 0, notApplicable: 0, estimate: 0 }).toMatchObject({
          value: sum,
          ...counted,
        });
      }
      const buckets = Object.fromEntries(
        reply.body.buckets.map(({ values, count }) => [values.status ?? '', count]),
      );
      expect(buckets).toEqual(jobs);
    }
  }
}

async function run(world: World, step: Command) {
  switch (step.kind) {
    case 'push':
      return push(world, step.unit, step.content, step);
    case 'repeat':
      return repeat(world, step.which);
    case 'accept':
    case 'return':
      return decide(world, step.unit, step.kind);
    case 'race':
      return race(world, step.unit, step.contents);
    case 'due day passes':
      app.now = LATE;
      return;
    case 'fold':
      await foldBatch(app.db.system, world.province, step.batch);
      return;
    case 'together':
      await Promise.all([
        ...step.units.map((name) =>
          push(world, name, step.content, { draft: false, base: 'current', copies: 2 }),
        ),
        foldProvince(app.db, world.province, 3),
        foldProvince(app.db, world.province, 2),
      ]);
      return;
    case 'look':
      return look(world);
  }
}

test('totals equal the sum of the counted revisions after any sequence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 25 }), async (steps) => {
      const province = await makeProvince(app.db, () => app.now, { id: `m${++provinces}` });
      const offices = new Map(
        UNITS.map((name): [string, Office] => [
          name,
          { state: 'draft', revision: 0, counted: undefined, submission: 0, accepts: 0 },
        ]),
      );
      app.now = start;
      const world: World = { province, offices, sent: [] };
      for (const step of steps) await run(world, step);
      await look(world);
      await foldProvince(app.db, province);
      await look(world);
      const [left] = await app.db.system<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pending_total WHERE province_id = ${province}`;
      expect(left?.count).toBe(0);
    }),
    { numRuns: 40, endOnFailure: false },
  );
}, 180_000);
