/** What a colleague sent and came onto the sheet is not sent away again because Ctrl+Z took it off: it is asked about first. */
import { afterEach, expect, test } from 'vitest';
import { withFix } from '../../shared/changes.ts';
import { type CellRef, type CellValue, cellAt } from '../../shared/report.ts';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { GOOD, smallForm } from '../support/small-form.ts';

let at: AddonDesk;
let presses = 0;
afterEach(() => at.desk.close());

const CELL: CellRef = { section: 'main', row: 'BAD', column: 'part' };
const PLACE = "'Số liệu'!D7";

const send = (mode: 'draft' | 'submit' = 'draft') => {
  presses += 1;
  return at.call('send', { mode, reasons: {}, key: `press-of-send-${presses}` });
};
const last = () => at.province.revisions.at(-1) ?? {};
const elsewhere = (cell: CellRef, value: CellValue): void =>
  at.province.sendElsewhere(withFix(last(), { cells: [{ ...cell, value }] }));

/** A colleague's figure has come onto the sheet, and a press of Ctrl+Z takes it off again. */
async function takenBack(): Promise<void> {
  at = addonDesk(smallForm(), GOOD);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  await send();
  elsewhere(CELL, '2');
  expect(await send()).toMatchObject({ kind: 'sent', taken: { count: 1 } });
  expect(at.desk.clerk.see(PLACE)).toBe('2');
  for (let times = 0; times < 5 && at.desk.clerk.see(PLACE) === '2'; times += 1) at.desk.clerk.undo();
  expect(at.desk.clerk.see(PLACE)).not.toBe('2');
}

test.each(['draft', 'preview'] as const)(
  'at a %s it is asked about, beside the colleague’s value',
  async (how) => {
    await takenBack();
    const told = how === 'draft' ? await send() : (await at.call('preview', { reasons: {} })).asks;
    expect(told).toMatchObject({ kind: 'stale', conflicts: [{ at: CELL, theirs: '2' }] });
    expect(cellAt(last(), CELL)).toBe('2');
  },
);

test.each(['mine', 'theirs'] as const)(
  'who chooses %s has that sent, and is not asked again',
  async (side) => {
    await takenBack();
    const { asks } = await at.call('preview', { reasons: {} });
    const [conflict] = asks?.conflicts ?? [];
    if (conflict === undefined) throw new Error('nothing was asked');
    const { mine, theirs } = conflict;
    await at.call('preview', { reasons: {}, choices: [{ at: CELL, mine, theirs, chosen: conflict[side] }] });
    expect(await send()).toMatchObject({
      kind: side === 'mine' ? 'sent' : expect.stringMatching(/sent|unchanged/),
    });
    expect(cellAt(last(), CELL) ?? null).toBe(conflict[side]);
    expect(await send()).not.toMatchObject({ kind: 'stale' });
  },
);

test('what is typed over a colleague’s figure to another value is sent unasked', async () => {
  await takenBack();
  at.desk.clerk.type(PLACE, '3');
  expect(await send()).toMatchObject({ kind: 'sent' });
  expect(cellAt(last(), CELL)).toBe('3');
});

const FORMULA = '=2+1';

/** A clerk's formula says what was sent, and a colleague sends another figure for its cell. */
async function overFormula() {
  at = addonDesk(smallForm(), GOOD);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  at.desk.clerk.type(PLACE, FORMULA);
  await send();
  elsewhere(CELL, '2');
  const { asks } = await at.call('preview', { reasons: {} });
  expect(asks?.conflicts).toHaveLength(1);
  expect(at.desk.clerk.sheet('Số liệu').at(6, 3).formula).toBe(FORMULA);
  return asks?.conflicts[0];
}

test.each(['mine', 'theirs'] as const)(
  'a colleague’s figure takes the place of a formula only when chosen: %s',
  async (side) => {
    const conflict = await overFormula();
    if (conflict === undefined) throw new Error('nothing was asked');
    const { mine, theirs } = conflict;
    await at.call('preview', { reasons: {}, choices: [{ at: CELL, mine, theirs, chosen: conflict[side] }] });
    await send();
    expect(cellAt(last(), CELL)).toBe(conflict[side]);
  },
);
