/** Two clerks of one office, each in a file of their own: whatever they type and whenever they send, both sheets end equal, and no value sent is lost. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Choice, SendResult } from '../../addon/core/rpc-send.ts';
import { formOf, newKey, type TestApp, testApp, tinyPath } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { type TinyDesk, tinyDesk } from '../support/tiny-desk.ts';

const UNITS = Array.from({ length: 16 }, (_, n) => `x${n}`);
let app: TestApp;
let used = 0;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { offices: Object.fromEntries(UNITS.map((one) => [one, 'p'])) });
});
afterAll(() => app.stop());

const choose = (result: SendResult, mine: (n: number) => boolean): Choice[] =>
  result.kind === 'stale'
    ? result.conflicts.map(({ at, mine: ours, theirs }, n) => ({
        at,
        mine: ours,
        theirs,
        chosen: mine(n) ? ours : theirs,
      }))
    : [];

/** Sends until it is sent; what was chosen on the way. */
async function sent(
  desk: TinyDesk,
  mine: (n: number) => boolean,
): Promise<{ result: SendResult; chosen: Choice[] }> {
  const chosen: Choice[] = [];
  let choices: Choice[] = [];
  for (let round = 0; round < 4; round += 1) {
    const result = await desk.call('send', { mode: 'draft', reasons: {}, key: newKey(), choices });
    if (result.kind !== 'stale') return { result, chosen };
    choices = choose(result, mine);
    chosen.push(...choices);
  }
  throw new Error('asked without end');
}

const CELLS = ['a', 'b', 'c'].flatMap((row) => ['n', 'note'].map((column) => [row, column] as const));
/** A number is shown with one decimal. */
const shown = (desk: TinyDesk): string[] =>
  CELLS.map(([row, column]) => desk.see(row, column).replace(/,0$/, ''));

const STEP = fc.record({
  who: fc.nat({ max: 1 }),
  edits: fc.array(
    fc.record({ cell: fc.nat({ max: CELLS.length - 1 }), value: fc.integer({ min: 1, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  keepsMine: fc.boolean(),
});

type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

/** Both clerks type and send as the steps say, then each takes what the other sent last. */
async function work(desks: readonly [TinyDesk, TinyDesk], steps: readonly Step[]): Promise<Choice[]> {
  const chosen: Choice[] = [];
  for (const { who, edits, keepsMine } of steps) {
    const desk = desks[who] ?? desks[0];
    for (const { cell, value } of edits) {
      const [row, column] = CELLS[cell] ?? ['a', 'n'];
      desk.type(row, String(value), column);
    }
    chosen.push(...(await sent(desk, () => keepsMine)).chosen);
  }
  for (const desk of [...desks, desks[0]]) chosen.push(...(await sent(desk, () => true)).chosen);
  return chosen;
}

async function inHistory(unit: string, { at, mine, theirs }: Choice): Promise<void> {
  const path = tinyPath(unit, `/cells/main/${at.row}/${at.column}/history`);
  const { text } = await app.get(path, `clerk.${unit}`);
  for (const value of [mine, theirs]) if (value !== null) expect(text).toContain(JSON.stringify(value));
}

describe.each([3, 14, 159])('seed %i', (seed) => {
  test('both sheets end as what is stored, and the value not chosen stands in the history of its cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 4, maxLength: 6 }), async (steps) => {
        const unit = UNITS[used] ?? '';
        used += 1;
        const desks = [await tinyDesk(app, unit), await tinyDesk(app, unit)] as const;
        const chosen = await work(desks, steps);
        const { content } = await formOf(app, unit);
        const stored = CELLS.map(([row, column]) => String(content.main?.[row]?.[column] ?? ''));
        expect([shown(desks[0]), shown(desks[1])]).toEqual([stored, stored]);
        for (const choice of chosen) await inHistory(unit, choice);
        for (const { desk } of desks) await desk.close();
      }),
      { seed, numRuns: 2, endOnFailure: true },
    );
  });
});

test('who is asked to choose is told who sent the other value', async () => {
  const unit = UNITS[used] ?? '';
  used += 1;
  const desks = [await tinyDesk(app, unit), await tinyDesk(app, unit)] as const;
  desks[0].type('a', '4');
  await desks[0].call('send', { mode: 'draft', reasons: {}, key: newKey() });
  desks[1].type('a', '5');
  const result = await desks[1].call('send', { mode: 'draft', reasons: {}, key: newKey() });

  expect(result).toMatchObject({
    kind: 'stale',
    conflicts: [{ mine: '5', theirs: '4', by: `Người clerk.${unit}` }],
  });
  for (const { desk } of desks) await desk.close();
});

test('two clerks who each add a row to a list keep both rows, though both took the same prepared key', async () => {
  const unit = UNITS[used] ?? '';
  used += 1;
  const desks = [await tinyDesk(app, unit), await tinyDesk(app, unit)] as const;
  for (const [n, { desk }] of desks.entries()) {
    const sheet = desk.clerk.sheet('Việc');
    const what = Array.from({ length: sheet.columnCount }, (_, at) => sheet.at(0, at).value).indexOf('what');
    const row = Array.from({ length: sheet.rowCount }, (_, at) => sheet.at(at, 0).value).indexOf('r0001');
    desk.clerk.type(`'Việc'!${String.fromCharCode(65 + what)}${row + 1}`, `Việc của người ${n + 1}`);
  }
  for (const desk of [...desks, desks[0]]) {
    const { result, chosen } = await sent(desk, () => true);
    expect([result.kind, chosen]).toEqual(['sent', []]);
  }
  const { content } = await formOf(app, unit);
  expect(
    Object.values(content.jobs ?? {})
      .map(({ what }) => what)
      .sort(),
  ).toEqual(['Việc của người 1', 'Việc của người 2']);
  for (const { desk } of desks) await desk.close();
});

test.each(['', 'thousands', 'decimal'] as const)(
  'a colleague’s 12,5 comes into a file whose decimal sign is the dot as 12,5, with the dot answered “%s”',
  async (answer) => {
    const unit = UNITS[used] ?? '';
    used += 1;
    const desks = [await tinyDesk(app, unit), await tinyDesk(app, unit)] as const;
    const [theirs, mine] = desks;
    mine.desk.workbook.locale = 'en_US';
    await mine.call('remember', { question: 'number_dot', section: 'main', column: 'n', answer });
    theirs.type('a', '12,5');
    await sent(theirs, () => true);
    mine.type('b', 'của tôi', 'note');
    const { result } = await sent(mine, () => true);
    expect(result).toMatchObject({ kind: 'sent', taken: { count: 1 } });
    const { content } = await formOf(app, unit);
    expect(content.main?.a?.n).toBe('12.5');
    for (const { desk } of desks) await desk.close();
  },
);

test('a preview made while a colleague sends from the same file asks nothing and goes on from what was sent', async () => {
  const unit = UNITS[used] ?? '';
  used += 1;
  const at = await tinyDesk(app, unit);
  at.type('a', '5');
  await sent(at, () => true);
  at.type('a', '7');
  const colleague = at.desk.colleague(at.desk.person);
  let came = false;
  at.broken = async (request, send) => {
    const reply = await send();
    if (came || request.method !== 'GET') return reply;
    came = true;
    const push = { mode: 'draft', reasons: {}, key: newKey() };
    expect(await colleague.run('send', push)).toMatchObject({ ok: true, value: { kind: 'sent' } });
    return reply;
  };
  const preview = await at.call('preview', { reasons: {} });
  expect([came, preview.asks, preview.taken]).toEqual([true, null, null]);
  at.broken = undefined;
  expect((await at.call('start')).report?.head.revision).toBe(2);
  at.type('a', '8');
  expect((await sent(at, () => true)).chosen).toEqual([]);
  expect((await formOf(app, unit)).content.main?.a?.n).toBe('8');
  await colleague.close();
  await at.desk.close();
});
