/**
 * From any history of pushes, signatures, decisions at two levels, locks and goings back, with repeats of old requests: the state is
 * one the table leads to, no revision is lost, every transition leaves one entry, and totals are the sum of what counts.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../../server/store/hash.ts';
import { FRESH_MS } from '../../../server/usecases/totals/version-desk.ts';
import { canonicalJson } from '../../../shared/canonical.ts';
import type { ReportContent } from '../../../shared/report.ts';
import { COUNTED, nextState, type ReviewAction } from '../../../shared/review.ts';
import type { ReportState, Totals } from '../../../shared/wire.ts';
import { newKey, type Reply, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { deskOf, remark, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 80);
});
afterAll(() => app.stop());

const figure = (max: number) => fc.integer({ min: 0, max }).map(String);
const unit = fc.nat(1);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      unit,
      a: figure(50),
      b: figure(15),
      draft: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('sign' as const), unit }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('accept' as const),
      unit,
      by: fc.constantFrom('huyen', 'tinh'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('return' as const),
      unit,
      by: fc.constantFrom('huyen', 'tinh'),
      row: fc.constantFrom('a', 'b'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('lock' as const, 'unlock' as const), unit }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('revert' as const),
      unit,
      by: fc.constantFrom('clerk', 'signer'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('race' as const), unit }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('advance' as const), unit }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('return twice' as const), unit }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('sign, send, revert' as const), unit, a: figure(50) }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

interface Office {
  readonly name: string;
  state: ReportState;
  /** Content of each revision and whether it was submitted, from number 1. */
  readonly revisions: { readonly content: ReportContent; readonly submitted: boolean }[];
  counted: number | null;
  accepted: Set<string>;
  signed: number | null;
  /** Named in the return that is open. */
  readonly openRows: Set<string>;
  readonly entries: string[];
}
interface Sent {
  readonly path: string;
  readonly body: object;
  readonly as: string;
  readonly key: string;
  readonly reply: Reply;
}
interface World {
  readonly offices: readonly [Office, Office];
  readonly sent: Sent[];
}

const contentOf = (a: string, b: string): ReportContent => ({ main: { a: { n: a }, b: { n: b } } });
const hashOf = (content: ReportContent): string => sha256(canonicalJson(content));
const cell = (content: ReportContent, row: string): unknown => content.main?.[row]?.n;
const lastSubmitted = ({ revisions }: Office): number =>
  revisions.reduce((last, { submitted }, at) => (submitted ? at + 1 : last), 0);

async function post(world: World, office: Office, rest: string, body: object, as: string): Promise<Reply> {
  const path = deskOf(app, office.name).path(rest);
  const key = newKey();
  const reply = await app.post(path, body, { as, key });
  if (reply.status === 200) world.sent.push({ path, body, as, key, reply });
  return reply;
}

/** Refused with this code, or undefined: to be stored. What `wrong_state` answers is the table's to say. */
type Verdict = string | undefined;
const stateVerdict = (office: Office, action: ReviewAction): Verdict =>
  nextState(action, office.state) === undefined ? 'wrong_state' : undefined;

/** The figures that differ from what was returned outside the cell named there. */
const strays = (office: Office, content: ReportContent): boolean => {
  const returned = office.revisions[lastSubmitted(office) - 1]?.content ?? {};
  return ['a', 'b'].some((row) => !office.openRows.has(row) && cell(returned, row) !== cell(content, row));
};

function contentVerdict(office: Office, content: ReportContent, draft: boolean): Verdict {
  if (office.state === 'returned' && strays(office, content)) return 'closed_cells_changed';
  const wrong = Number(cell(content, 'b')) > Number(cell(content, 'a'));
  return wrong && !draft ? 'report_has_errors' : undefined;
}

function settle(
  office: Office,
  reply: Reply,
  verdict: Verdict,
  action: ReviewAction,
  done: () => void,
): void {
  if (verdict !== undefined) {
    expect([action, reply.body.code], reply.text).toEqual([action, verdict]);
    return;
  }
  expect([action, reply.status], reply.text).toEqual([action, 200]);
  office.state = nextState(action, office.state) ?? office.state;
  expect(reply.body.state ?? office.state).toBe(office.state);
  done();
}

function addRevision(office: Office, content: ReportContent, submitted: boolean, entry = 'submit'): void {
  office.revisions.push({ content, submitted });
  if (!submitted) return;
  office.counted = office.revisions.length;
  office.accepted = new Set();
  office.entries.push(entry);
}

async function push(world: World, office: Office, a: string, b: string, draft: boolean) {
  const content = contentOf(a, b);
  const action = draft ? 'save' : 'send';
  const verdict = stateVerdict(office, action) ?? contentVerdict(office, content, draft);
  const body = tinyPush(content, office.revisions.length, { mode: draft ? 'draft' : 'submit' });
  const reply = await post(world, office, '/revisions', body, `clerk.${office.name}`);
  settle(office, reply, verdict, action, () => addRevision(office, content, !draft));
}

async function sign(world: World, office: Office) {
  const revision = office.counted ?? 1;
  const verdict =
    stateVerdict(office, 'sign') ?? (office.signed === office.counted ? 'signed_already' : undefined);
  const reply = await post(world, office, '/signatures', { revision }, `signer.${office.name}`);
  settle(office, reply, verdict, 'sign', () => {
    expect(reply.body.contentHash).toBe(hashOf(office.revisions[revision - 1]?.content ?? {}));
    office.signed = revision;
    office.entries.push('sign');
  });
}

const LEVEL = { huyen: 'd1', tinh: 'p' } as const;

async function accept(world: World, office: Office, by: 'huyen' | 'tinh') {
  const level = LEVEL[by];
  const waits = level === 'p' && !office.accepted.has('d1') ? 'waits_for_level' : undefined;
  const verdict = stateVerdict(office, 'accept') ?? (office.accepted.has(level) ? 'wrong_state' : waits);
  const reply = await post(
    world,
    office,
    '/decisions',
    { action: 'accept', revision: office.counted ?? 1 },
    by,
  );
  settle(office, reply, verdict, 'accept', () => {
    office.accepted.add(level);
    office.entries.push('accept');
  });
}

async function giveBack(world: World, office: Office, by: string, row: string) {
  const revision = office.counted ?? Math.max(1, lastSubmitted(office));
  const body = { action: 'return', revision, remarks: [remark('main', row, 'n')] };
  const verdict = stateVerdict(office, 'return');
  const reply = await post(world, office, '/decisions', body, by);
  const again = office.state === 'returned';
  settle(office, reply, verdict, 'return', () => cameBack(office, again, row));
}

/** A return of what came back already names one cell more. */
function cameBack(office: Office, again: boolean, row: string): void {
  if (again) met.add('return again');
  else office.openRows.clear();
  office.openRows.add(row);
  Object.assign(office, { state: 'returned', counted: null, accepted: new Set() });
  office.entries.push('return');
}

async function lock(world: World, office: Office, action: 'lock' | 'unlock') {
  const waits = action === 'lock' && office.accepted.size < 2 ? 'waits_for_level' : undefined;
  const verdict = stateVerdict(office, action) ?? waits;
  const reply = await post(world, office, '/decisions', { action, revision: office.counted ?? 1 }, 'tinh');
  settle(office, reply, verdict, action, () => office.entries.push(action));
}

async function revert(world: World, office: Office, by: string) {
  const signed = office.signed === null ? undefined : office.revisions[office.signed - 1]?.content;
  const newest = office.revisions[lastSubmitted(office) - 1]?.content;
  const same = signed === undefined || newest === undefined || hashOf(signed) === hashOf(newest);
  const verdict =
    stateVerdict(office, 'revert') ??
    (same ? 'nothing_to_revert' : contentVerdict(office, signed ?? {}, false));
  const body = { revision: Math.max(1, office.revisions.length) };
  const reply = await post(world, office, '/reversions', body, `${by}.${office.name}`);
  settle(office, reply, verdict, 'revert', () => {
    met.add('revert');
    addRevision(office, signed ?? {}, true, 'revert');
  });
}

/** Both levels at once, one accepting, one returning: whatever was first, the report stands returned if anything was to be decided. */
async function race(world: World, office: Office) {
  const before = office.state;
  const revision = office.counted ?? Math.max(1, lastSubmitted(office));
  const back = { action: 'return', revision, remarks: [remark('main', 'a', 'n')] };
  const replies = await Promise.all([
    post(world, office, '/decisions', { action: 'accept', revision }, 'huyen'),
    post(world, office, '/decisions', back, 'tinh'),
  ]);
  const [accepted, returned] = replies.map(({ status }) => status === 200);
  expect(returned).toBe(nextState('return', before) !== undefined);
  if (accepted) office.entries.push('accept');
  if (!returned) return;
  cameBack(office, before === 'returned', 'a');
}

/** One step further towards a locked report, and from there back. */
async function advance(world: World, office: Office) {
  const { state, accepted, revisions } = office;
  if (state === 'locked') return lock(world, office, 'unlock');
  if (state === 'submitted') return accept(world, office, 'huyen');
  if (state === 'accepted')
    return accepted.size < 2 ? accept(world, office, 'tinh') : lock(world, office, 'lock');
  const content = revisions[lastSubmitted(office) - 1]?.content ?? contentOf('9', '3');
  return push(world, office, String(cell(content, 'a')), String(cell(content, 'b')), false);
}

async function repeat({ sent }: World, which: number) {
  const one = sent[which % Math.max(1, sent.length)];
  if (one === undefined) return;
  const reply = await app.post(one.path, one.body, { as: one.as, key: one.key });
  expect(reply.text).toBe(one.reply.text);
}

async function look(office: Office) {
  const desk = deskOf(app, office.name);
  const { state, levels, submitted, signature } = await desk.review();
  expect([state, submitted, signature?.revision ?? null]).toEqual([
    office.state,
    office.counted,
    office.signed,
  ]);
  expect(levels.flatMap((level) => (level.accepted === null ? [] : [level.unit]))).toEqual(
    ['d1', 'p'].filter((level) => office.accepted.has(level)),
  );
  expect(COUNTED[state]).toEqual({ submitted: office.counted !== null, accepted: office.accepted.size > 0 });
  expect(await desk.entries()).toEqual(office.entries);
  for (const [at, { content }] of office.revisions.entries()) {
    const { body } = await app.get(desk.path(`/revisions/${at + 1}`), 'tinh');
    expect(body).toMatchObject({ content, contentHash: hashOf(content) });
  }
  for (const counts of ['submitted', 'accepted'] as const) {
    app.elapse(FRESH_MS);
    const url = `/api/totals/tiny/2022-q1?scope=${office.name}&counts=${counts}`;
    const { totals, coverage } = (await app.get<Totals>(url, 'tinh')).body;
    const content = COUNTED[state][counts] ? office.revisions[(office.counted ?? 0) - 1]?.content : undefined;
    for (const row of ['a', 'b']) {
      const total = totals.find((one) => one.row === row && one.column === 'n');
      expect(total?.value ?? null, `${counts} ${row}`).toBe(
        content === undefined ? null : cell(content, row),
      );
    }
    expect([coverage.received, coverage.accepted]).toEqual([
      Number(COUNTED[state].submitted),
      Number(COUNTED[state].accepted),
    ]);
  }
}

async function run(world: World, step: Command) {
  if (step.kind === 'repeat') return repeat(world, step.which);
  const office = world.offices[step.unit === 0 ? 0 : 1];
  switch (step.kind) {
    case 'push':
      return push(world, office, step.a, step.b, step.draft);
    case 'sign':
      return sign(world, office);
    case 'accept':
      return accept(world, office, step.by);
    case 'return':
      return giveBack(world, office, step.by, step.row);
    case 'lock':
    case 'unlock':
      return lock(world, office, step.kind);
    case 'revert':
      return revert(world, office, step.by);
    case 'race':
      return race(world, office);
    case 'advance':
      return advance(world, office);
    case 'return twice':
      await giveBack(world, office, 'tinh', 'b');
      return giveBack(world, office, 'huyen', 'a');
    case 'sign, send, revert':
      await sign(world, office);
      await push(world, office, step.a, '0', false);
      return revert(world, office, 'clerk');
  }
}

let offices = 0;
/** What was stored at least once. */
const met = new Set<string>();
const fresh = (): Office => ({
  name: `u${offices++}`,
  state: 'draft',
  revisions: [],
  counted: null,
  accepted: new Set(),
  signed: null,
  openRows: new Set(),
  entries: [],
});

describe.each([20210701, 885, 22])('seed %i', (seed) => {
  test('no illegal state, no lost revision, one entry each, totals of what counts', async () => {
    met.clear();
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 40 }), async (steps) => {
        const world: World = { offices: [fresh(), fresh()], sent: [] };
        for (const step of steps) await run(world, step);
        for (const office of world.offices) {
          await look(office);
          for (const entry of office.entries) met.add(entry);
        }
      }),
      { seed, numRuns: 12, endOnFailure: true },
    );
    const all = ['submit', 'sign', 'accept', 'return', 'lock', 'unlock', 'revert', 'return again'];
    expect([...met]).toEqual(expect.arrayContaining(all));
    const { body } = await app.get<{ ok: boolean }>('/api/audit/verification?unit=u0', 'tinh');
    expect(body.ok, JSON.stringify(body)).toBe(true);
  }, 60_000);
});
