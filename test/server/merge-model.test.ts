/**
 * Any writers of one report in any order, over two servers: disjoint edits end in one content, the same cell asks and stores nothing,
 * and every value ever stored or refused and then settled stands in the history of its cell. Held against a model.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellHistory, MergeConflicts, MergingReply, Resolution } from '../../shared/wire-merge.ts';
import { formOf, newKey, type Reply, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';

let app: TestApp;
let second: ReturnType<TestApp['another']>;
/** Each run has an office of its own: there are as many as runs, and some more. */
const OFFICES = Array.from({ length: 60 }, (_, i) => `x${i}`);
const left = [...OFFICES];

beforeAll(async () => {
  app = await testApp();
  second = app.another();
  await makeProvince(app.db, () => app.now, {
    offices: Object.fromEntries(OFFICES.map((office) => [office, 'p'])),
    roles: WRITERS.map((person) => [person, 'clerk', 'p', true] as const),
  });
});
afterAll(() => app.stop());

/** A cell by name, "section|row|column", and its values. */
type Cells = Readonly<Record<string, string>>;
const CELLS = ['main|a|note', 'main|b|note', 'main|c|note', 'jobs|j1|what'] as const;
const WRITERS = ['an', 'binh'] as const;
const values = fc.constantFrom('một', 'hai', 'ba');
const edits = fc.dictionary(fc.constantFrom(...CELLS), values, { minKeys: 1, maxKeys: 3 });
const step = fc.record({
  writer: fc.constantFrom(...WRITERS),
  edits,
  /** Whether the writer looks at what there is before the edits. */
  looks: fc.boolean(),
  /** What is chosen where asked: true = one's own. */
  chooses: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function contentOf(cells: Cells): Record<string, Record<string, Record<string, string>>> {
  const content: Record<string, Record<string, Record<string, string>>> = {};
  for (const [name, value] of Object.entries(cells)) {
    const [section = '', row = '', column = ''] = name.split('|');
    content[section] ??= {};
    const rows = content[section] ?? {};
    rows[row] = { ...rows[row], [column]: value };
  }
  return content;
}

const nameOf = ({ at }: { at: { section: string; row: string; column: string } }): string =>
  `${at.section}|${at.row}|${at.column}`;

interface Sheet {
  base: number;
  cells: Cells;
}
interface World {
  readonly unit: string;
  readonly sheets: Record<(typeof WRITERS)[number], Sheet>;
  /** Contents by revision; 0 = before the first. */
  readonly revisions: Cells[];
  /** cell → values stored or settled */
  readonly ever: Map<string, Set<string>>;
}

const send = <T>(world: World, writer: string, more: object): Promise<Reply<T>> => {
  const sheet = world.sheets[writer as 'an'];
  const body = {
    ...tinyPush(contentOf(sheet.cells), sheet.base, { mode: 'draft' }),
    onStale: 'merge',
    ...more,
  };
  const through = writer === 'an' ? app.app : second;
  return app.post<T>(tinyPath(world.unit, '/revisions'), body, {
    as: app.token(writer),
    key: newKey(),
    through,
  });
};

const remember = (world: World, name: string, value: string | null | undefined): void => {
  if (typeof value === 'string') world.ever.set(name, (world.ever.get(name) ?? new Set()).add(value));
};

/** What the merge of a sheet with the current content is, and the cells in question. */
function expected(world: World, sheet: Sheet): { merged: Cells; asked: string[] } {
  const before = world.revisions[sheet.base] ?? {};
  const current = world.revisions.at(-1) ?? {};
  const merged: Record<string, string> = { ...current };
  const asked: string[] = [];
  for (const [name, value] of Object.entries(sheet.cells)) {
    if (value === before[name]) continue;
    if (current[name] !== before[name] && current[name] !== value) asked.push(name);
    merged[name] = value;
  }
  return { merged, asked: asked.sort() };
}

async function run(world: World, { writer, edits: changed, looks, chooses }: Step): Promise<void> {
  const sheet = world.sheets[writer];
  if (looks) Object.assign(sheet, { base: world.revisions.length - 1, cells: world.revisions.at(-1) ?? {} });
  sheet.cells = { ...sheet.cells, ...changed };
  const { merged, asked } = expected(world, sheet);
  const reply = await send<MergingReply & { conflict: MergeConflicts }>(world, writer, {});
  if (asked.length === 0) return stored(world, sheet, merged, reply);
  expect(reply.status, reply.text).toBe(409);
  const { conflict } = reply.body;
  expect(conflict.cells.map(nameOf).sort()).toEqual(asked);
  const resolved = conflict.cells.map(({ at, mine, theirs }): Resolution => {
    const chosen = chooses ? mine : theirs;
    return { at, mine, theirs, chosen };
  });
  // The sheet takes what others changed, and the choices.
  const choices = Object.fromEntries(resolved.map((one) => [nameOf(one), String(one.chosen)]));
  Object.assign(sheet, { base: conflict.current, cells: { ...merged, ...choices } });
  for (const one of resolved) remember(world, nameOf(one), String(one.mine));
  await stored(world, sheet, sheet.cells, await send<MergingReply>(world, writer, { resolved }));
}

function stored(world: World, sheet: Sheet, content: Cells, reply: Reply<MergingReply>): void {
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body.revision).toBe(world.revisions.length);
  const taken = Object.fromEntries(
    (reply.body.merged?.cells ?? []).map((change) => [nameOf(change), String(change.after)]),
  );
  expect({ ...sheet.cells, ...taken }).toEqual(content);
  world.revisions.push(content);
  Object.assign(sheet, { base: reply.body.revision, cells: content });
  for (const [name, value] of Object.entries(content)) remember(world, name, value);
}

function makeWorld(): World {
  const unit = left.pop();
  if (unit === undefined) throw new Error('more runs than offices');
  const blank = (): Sheet => ({ base: 0, cells: {} });
  return { unit, sheets: { an: blank(), binh: blank() }, revisions: [{}], ever: new Map() };
}

async function look(world: World): Promise<void> {
  const token = app.token('an');
  expect((await formOf(app, world.unit, token)).content).toEqual(contentOf(world.revisions.at(-1) ?? {}));
  for (const name of CELLS) {
    const path = tinyPath(world.unit, `/cells/${name.replaceAll('|', '/')}/history`);
    const { entries } = (await app.get<CellHistory>(path, token)).body;
    const told = entries.flatMap(({ after, resolved }) => [
      after,
      ...resolved.flatMap(({ mine, theirs, chosen }) => [mine, theirs, chosen]),
    ]);
    expect(new Set(told.filter((value) => value !== null))).toEqual(world.ever.get(name) ?? new Set());
    let before: unknown = null;
    for (const entry of entries) {
      expect(entry.before).toEqual(before);
      before = entry.after;
    }
  }
}

describe.each([7, 20_221, 5_150_001])('with seed %i', (seed) => {
  test('two writers in any order end in what the model says, and no value is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const world = makeWorld();
        for (const one of steps) await run(world, one);
        await look(world);
      }),
      { seed, numRuns: 5, endOnFailure: true },
    );
  }, 60_000);

  test('edits of different cells sent at once end in one content, whichever comes first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...CELLS], { minLength: 2 }), values, async (names, value) => {
        const world = makeWorld();
        const half = Math.ceil(names.length / 2);
        const all = Object.fromEntries(names.map((name) => [name, value]));
        world.sheets.an.cells = Object.fromEntries(names.slice(0, half).map((name) => [name, value]));
        world.sheets.binh.cells = Object.fromEntries(names.slice(half).map((name) => [name, value]));
        const replies = await Promise.all(WRITERS.map((writer) => send<MergingReply>(world, writer, {})));
        for (const { status, text } of replies) expect(status, text).toBe(200);
        expect(replies.map(({ body }) => body.revision).sort()).toEqual([1, 2]);
        expect((await formOf(app, world.unit, app.token('an'))).content).toEqual(contentOf(all));
      }),
      { seed, numRuns: 3, endOnFailure: true },
    );
  }, 60_000);
});
