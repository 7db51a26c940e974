/** A sheet that a repair put aside: told by every check, never read, never sent; and rows nobody can put right for sure. */
import { afterEach, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { GOOD, smallForm } from '../support/small-form.ts';

let at: AddonDesk;
afterEach(() => at.desk.close());

const MAIN = 'Số liệu';
const TABS = [MAIN, 'Chỉ tiêu giao', 'Nhiệm vụ'];
const see = (address: string): string => at.desk.clerk.see(`'${MAIN}'!${address}`);

async function drawn(): Promise<void> {
  at = addonDesk(smallForm(), GOOD);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
}

test('what stands on a sheet put aside is neither read nor sent when the sheet in use was deleted', async () => {
  await drawn();
  at.desk.clerk.insert(MAIN, 'column', 3);
  const { aside } = await at.call('repair');
  at.desk.clerk.type(`'${aside[0]}'!D6`, '12');
  at.desk.clerk.removeSheet(MAIN);
  const { issues, counts, copies } = await at.call('check');
  expect(issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
    'missing_section',
  ]);
  expect([counts.errors, copies]).toEqual([1, [{ name: aside[0], of: null }]]);
  const sending = at.call('send', { mode: 'submit', reasons: {}, key: 'press-of-send-0001' });
  expect((await sending.catch((error: unknown) => ({ kind: String(error) }))).kind).not.toBe('sent');
  expect((await at.call('examineStructure')).damages.map(({ kind }) => kind)).toEqual(['tab_missing']);
});

test('a sheet put aside stays aside whatever somebody calls it, in a copy of the file too, and is told by that name', async () => {
  await drawn();
  await at.call('check');
  at.desk.clerk.insert(MAIN, 'column', 3);
  const { aside } = await at.call('repair');
  at.desk.clerk.type(`'${aside[0]}'!D6`, '12');
  at.desk.clerk.renameSheet(aside[0] ?? '', 'Bảng cũ');
  // A check of three sheets has no calls left to ask names; looking at the structure has.
  await at.call('examineStructure');
  expect((await at.call('check')).copies).toEqual([{ name: 'Bảng cũ', of: null }]);
  at.desk.clerk.removeSheet(MAIN);
  const errors = async ({ call }: AddonDesk): Promise<readonly string[]> =>
    (await call('check')).issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  expect(await errors(at)).toEqual(['missing_section']);
  expect((await at.call('examineStructure')).damages.map(({ kind }) => kind)).toEqual(['tab_missing']);
  const copyOfFile = addonDesk(smallForm(), GOOD, { workbook: at.desk.workbook });
  expect(await errors(copyOfFile)).toEqual(['missing_section']);
  await copyOfFile.desk.close();
  expect((await at.call('repair')).refused).toEqual([]);
  expect(await errors(at)).toEqual([]);
});

test('a sheet put aside that bears the name of one in use is told, in a copy of the file too', async () => {
  await drawn();
  at.desk.clerk.insert(MAIN, 'column', 3);
  const { aside } = await at.call('repair');
  await at.call('check');
  at.desk.clerk.renameSheet(MAIN, 'Số liệu quý I');
  at.desk.clerk.renameSheet(aside[0] ?? '', MAIN);
  at.desk.clerk.type(`'${MAIN}'!D7`, '4711');
  await at.call('examineStructure');
  const told = [{ name: MAIN, of: null }];
  expect((await at.call('check')).copies).toEqual(told);
  const copyOfFile = addonDesk(smallForm(), GOOD, { workbook: at.desk.workbook });
  // The first look at a file that remembers nothing has no calls left for other sheets.
  await copyOfFile.call('check');
  const { copies, issues } = await copyOfFile.call('check');
  expect(copies).toEqual(told);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  await copyOfFile.desk.close();
});

test('a sheet put aside is the report’s again once the clerk gives it back its name', async () => {
  await drawn();
  at.desk.clerk.insert(MAIN, 'column', 3);
  const { aside } = await at.call('repair');
  at.desk.clerk.type(`'${aside[0]}'!D7`, '4711');
  at.desk.clerk.removeSheet(MAIN);
  at.desk.clerk.renameSheet(aside[0] ?? '', MAIN);
  expect((await at.call('start')).missing).toEqual([]);
  const { issues, copies } = await at.call('check');
  expect([issues.map(({ code }) => code).includes('missing_section'), copies]).toEqual([false, []]);
  expect((await at.call('repair')).refused).toEqual([]);
  expect(see('C7')).toBe('4.711');
  expect((await at.call('examineStructure')).damages).toEqual([]);
});

test.each([0, 1, 2, 3])(
  'with %i sheets put aside a check tells each of them, merged cells and a new copy as without',
  async (count) => {
    await drawn();
    await at.call('check');
    for (const tab of TABS.slice(0, count)) at.desk.clerk.insert(tab, 'column', 3);
    const { aside } = await at.call('repair');
    for (const _ of [1, 2]) await at.call('check');
    at.desk.clerk.merge(`'${MAIN}'!C7:D7`);
    const check = await at.call('check');
    expect(check.copies.map(({ name }) => name)).toEqual(aside);
    expect(check.issues.map(({ code }) => code)).toContain('merged_cell');
    const copy = at.desk.clerk.copySheet(MAIN);
    expect((await at.call('check')).copies.map(({ name }) => name)).toEqual([...aside, copy.name]);
  },
);

test('a part sorted with rows whose names were retyped is put right by nobody: no figure moves', async () => {
  await drawn();
  for (const row of ['B8', 'B9']) at.desk.clerk.type(`'${MAIN}'!${row}`, `${see(row)} (*)`);
  at.desk.clerk.type(`'${MAIN}'!C9`, '77');
  for (const [n, mark] of ['b', 'a', 'd', 'c'].entries()) at.desk.clerk.type(`'${MAIN}'!H${6 + n}`, mark);
  at.desk.clerk.sort(`'${MAIN}'!B6:H9`, [{ column: 7, ascending: true }]);
  const figures = (): string[] => [6, 7, 8, 9].map((row) => `${see(`B${row}`)} ${see(`C${row}`)}`);
  const before = figures();
  expect((await at.call('check')).issues.map(({ code }) => code)).toContain('unknown_row');
  const { refused, left } = await at.call('repair');
  expect([...refused.map(({ kind }) => kind), ...left].length).toBeGreaterThan(0);
  expect(figures()).toEqual(before);
});

test('a row whose name was retyped and that changed places with a blank one keeps its figure where it stands', async () => {
  await drawn();
  at.desk.clerk.type(`'${MAIN}'!B8`, `${see('B8')} (*)`);
  for (const column of 'CDFGH') at.desk.clerk.type(`'${MAIN}'!${column}9`, '');
  for (const [n, mark] of ['b', 'a'].entries()) at.desk.clerk.type(`'${MAIN}'!H${8 + n}`, mark);
  at.desk.clerk.sort(`'${MAIN}'!B8:H9`, [{ column: 7, ascending: true }]);
  for (const row of [8, 9]) at.desk.clerk.type(`'${MAIN}'!H${row}`, '');
  const figures = (): string[] => [8, 9].map((row) => `${see(`B${row}`)} ${see(`C${row}`)}`);
  const before = figures();
  const { refused } = await at.call('repair');
  expect([refused.map(({ kind }) => kind), figures()]).toEqual([
    expect.arrayContaining(['row_disputed']),
    before,
  ]);
});

test.each([
  ['a heading', 5, 6],
  ['a row without figures', 9, 10],
])('the key of %s put over that of a row takes nothing of its figures', async (_of, from, to) => {
  await drawn();
  at.desk.clerk.type(`'${MAIN}'!C${to}`, '4711');
  const name = see(`B${to}`);
  at.desk.clerk.paste(`'${MAIN}'!A${to}`, at.desk.clerk.copy(`'${MAIN}'!A${from}`));
  const { refused } = await at.call('repair');
  expect(refused).toEqual([]);
  expect([see(`B${to}`), see(`C${to}`), see(`C${from}`)]).toEqual([name, '4.711', '']);
  expect((await at.call('examineStructure')).damages).toEqual([]);
});

test('where only names were sorted the figures stay where they stand, if the clerk says so', async () => {
  await drawn();
  const rows = [6, 7, 8];
  const all = (): string[] => rows.map((row) => `${see(`B${row}`)} ${see(`C${row}`)}`);
  const before = all();
  at.desk.clerk.sort(`'${MAIN}'!B6:B8`, [{ column: 1, ascending: false }]);
  expect(all()).not.toEqual(before);
  const [told] = (await at.call('examineStructure')).damages;
  const printed = before[0]?.replace(/ \d+$/, '');
  expect([told?.kind, told?.remedy, told?.places[0], told?.names]).toEqual([
    'row_sorted',
    'refuse',
    'C6',
    [see('B6'), printed, expect.stringMatching(/^C6\b/)],
  ]);
  const { refused } = await at.call('repair', { rowsBy: { main: 'places' } });
  expect([refused, all()]).toEqual([[], before]);
  expect((await at.call('check')).counts.errors).toBe(0);
});

test('whose a figure is, is asked of a cell that holds one', async () => {
  await drawn();
  at.desk.clerk.sort(`'${MAIN}'!B6:B8`, [{ column: 1, ascending: false }]);
  at.desk.clerk.clear(`'${MAIN}'!C6:H6`);
  at.desk.clerk.clear(`'${MAIN}'!C8`);
  const [told] = (await at.call('examineStructure')).damages;
  const [place = ''] = told?.places ?? [];
  expect([told?.kind, place === 'C6', see(place)]).toEqual(['row_sorted', false, expect.stringMatching(/./)]);
  const row = place.slice(1);
  expect([told?.names[0], told?.names[1] === told?.names[0]]).toEqual([see(`B${row}`), false]);
});

test('whose the figures are is asked of all of a row at once: each of its cells is named', async () => {
  await drawn();
  for (const row of [6, 7, 8])
    for (const [column, figure] of [
      ['D', row],
      ['F', 50 + row],
    ] as const)
      at.desk.clerk.type(`'${MAIN}'!${column}${row}`, String(figure));
  at.desk.clerk.sort(`'${MAIN}'!B6:C8`, [{ column: 1, ascending: false }]);
  const [told] = (await at.call('examineStructure')).damages;
  const row = told?.places[0]?.slice(1);
  const cells = told?.names[2]?.split(', ') ?? [];
  expect([told?.kind, cells.slice(0, 3)]).toEqual([
    'row_sorted',
    ['C', 'D', 'F'].map((column) => `${column}${row}`),
  ]);
  expect(cells.map(see)).not.toContain('');
});

test('where two stretches were sorted what is said of one is said of neither: nothing moves', async () => {
  await drawn();
  at.desk.clerk.type(`'${MAIN}'!C9`, '4711');
  at.desk.clerk.type(`'${MAIN}'!C10`, '815');
  at.desk.clerk.sort(`'${MAIN}'!B6:H7`, [{ column: 1, ascending: true }]);
  at.desk.clerk.sort(`'${MAIN}'!B9:B10`, [{ column: 1, ascending: true }]);
  const figures = (): string[] => [6, 7, 8, 9, 10].map((row) => `${see(`B${row}`)} ${see(`C${row}`)}`);
  const before = figures();
  const { refused } = await at.call('repair', { rowsBy: { main: 'names' } });
  expect([refused.map(({ kind }) => kind), figures()]).toEqual([
    expect.arrayContaining(['row_disputed']),
    before,
  ]);
});

test('what was said of one sorted sheet is said of no other', async () => {
  await drawn();
  at.desk.clerk.sort(`'${MAIN}'!B6:H8`, [{ column: 2, ascending: true }]);
  const { refused } = await at.call('repair', { rowsBy: { targets: 'names' } });
  expect(refused.map(({ kind, section }) => [kind, section])).toEqual([['row_sorted', 'main']]);
});
