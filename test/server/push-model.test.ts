/**
 * After any sequence of pushes, repeats, returns, accepts and folds, over two servers, every total equals the sum of the
 * counted revisions and its coverage is right: held against a model small enough to be seen to be right.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldBatch } from '../../server/store/totals.ts';
import { foldProvince } from '../../server/usecases/fold-totals.ts';
import { FRESH_MS } from '../../server/usecases/version-desk.ts';
import { add } from '../../shared/decimal.ts';
import type { PushReply, Totals } from '../../shared/wire.ts';
import { newKey, type Reply, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { makeProvince, OFFICES } from '../support/make.ts';

let app: TestApp;
let second: ReturnType<TestApp['another']>;
let provinces = 0;

beforeAll(async () => {
  app = await testApp();
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

type Value = string | { empty: 'none' | 'notApplicable' };
interface Content {
  readonly a: Value;
  readonly c: Value | undefined;
  readonly estimate: boolean;
  readonly jobs: readonly ('open' | 'done' | undefined)[];
}

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

const unit = fc.constantFrom(...UNITS);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      unit,
      content,
      draft: fc.constantFrom(false, false, false, true),
      stale: fc.constantFrom(false, false, false, true),
      copies: fc.constantFrom(1, 1, 1, 2, 5),
    }),
  },
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

interface Office {
  state: 'draft' | 'submitted' | 'returned' | 'accepted';
  revision: number;
  /** What counts in 'submitted', and whether it also counts in 'accepted'. */
  counted: { readonly no: number; readonly content: Content } | undefined;
}

interface Sent {
  readonly path: string;
  readonly body: unknown;
  readonly as: string;
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
  if (reply.status === 200) world.sent.push({ path, body, as, key, reply });
  return reply;
}

async function push(
  world: World,
  name: string,
  sent: Content,
  options: { draft: boolean; stale: boolean; copies: number },
) {
  const model = office(world, name);
  const base = options.stale ? model.revision + 1 : model.revision;
  const body = tinyPush(wireOf(sent), base, { mode: options.draft ? 'draft' : 'submit', reasons: REASONS });
  const reply = await post(world, tinyPath(name, '/revisions'), body, `clerk.${name}`, options.copies);
  const expected = model.state === 'accepted' ? 'wrong_state' : options.stale ? 'revision_ahead' : undefined;
  if (expected !== undefined) {
    expect(reply.body.code).toBe(expected);
    return;
  }
  expect(reply.status, reply.text).toBe(200);
  model.revision += 1;
  expect((reply.body as unknown as PushReply).revision).toBe(model.revision);
  if (options.draft) return;
  model.state = 'submitted';
  model.counted = { no: model.revision, content: sent };
}

async function decide(world: World, name: string, action: 'accept' | 'return') {
  const model = office(world, name);
  const all = [
    { at: { section: 'main', row: '*', column: '*' }, text: 'xem lại' },
    { at: { section: 'jobs', row: '*', column: '*' }, text: 'xem lại' },
  ];
  const body = {
    action,
    revision: model.counted?.no ?? Math.max(1, model.revision),
    ...(action === 'return' ? { remarks: all } : {}),
  };
  const reply = await post(world, tinyPath(name, '/decisions'), body, 'reviewer', 2);
  const may =
    action === 'accept'
      ? model.state === 'submitted'
      : model.state === 'submitted' || model.state === 'accepted';
  if (!may) {
    expect(reply.body.code).toBe('wrong_state');
    return;
  }
  expect(reply.status, reply.text).toBe(200);
  model.state = action === 'accept' ? 'accepted' : 'returned';
  if (action === 'return') model.counted = undefined;
}

async function repeat(world: World, which: number) {
  const sent = world.sent[which % Math.max(1, world.sent.length)];
  if (sent === undefined) return;
  const { path, body, as, key } = sent;
  expect((await app.post(path, body, { as, key, through: second })).text).toBe(sent.reply.text);
}

interface Sum {
  value: string | null;
  number: number;
  none: number;
  notApplicable: number;
  estimate: number;
}

function modelTotal(world: World, scope: string, counts: 'submitted' | 'accepted') {
  const sums: Record<'a' | 'c', Sum> = {
    a: { value: null, number: 0, none: 0, notApplicable: 0, estimate: 0 },
    c: { value: null, number: 0, none: 0, notApplicable: 0, estimate: 0 },
  };
  const jobs: Record<string, number> = {};
  const coverage = { expected: 0, received: 0, accepted: 0, late: 0 };
  for (const name of SCOPES[scope] ?? []) {
    const { state, counted } = office(world, name);
    coverage.expected += 1;
    coverage.received += counted === undefined ? 0 : 1;
    coverage.accepted += state === 'accepted' ? 1 : 0;
    if (counted === undefined || (counts === 'accepted' && state !== 'accepted')) continue;
    for (const row of ['a', 'c'] as const)
      put(sums[row], counted.content[row], row === 'a' && counted.content.estimate);
    for (const status of counted.content.jobs) jobs[status ?? ''] = (jobs[status ?? ''] ?? 0) + 1;
  }
  return { sums, jobs, coverage };
}

function put(sum: Sum, cell: Value | undefined, estimate: boolean) {
  if (cell === undefined) return;
  if (typeof cell !== 'string') {
    sum[cell.empty] += 1;
    if (cell.empty === 'none') sum.value ??= '0';
    return;
  }
  sum.value = add(sum.value ?? '0', cell);
  sum.number += 1;
  sum.estimate += estimate ? 1 : 0;
}

async function look(world: World) {
  for (const scope of Object.keys(SCOPES)) {
    for (const counts of ['submitted', 'accepted'] as const) {
      const url = `/api/totals/tiny/2022-q1?scope=${scope}&counts=${counts}`;
      const reply = await app.get<Totals>(url, tokenOf(world, 'writer'));
      const { sums, jobs, coverage } = modelTotal(world, scope, counts);
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
    case 'fold':
      await foldBatch(app.db.system, world.province, step.batch);
      return;
    case 'together':
      await Promise.all([
        ...step.units.map((name) =>
          push(world, name, step.content, { draft: false, stale: false, copies: 2 }),
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
        UNITS.map((name): [string, Office] => [name, { state: 'draft', revision: 0, counted: undefined }]),
      );
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
