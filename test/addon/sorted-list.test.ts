/** A list sorted by its visible columns: its hidden keys stay behind, and what others changed would come into other rows. */
import { afterEach, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { GOOD, smallForm } from '../support/small-form.ts';

let at: AddonDesk;
afterEach(() => at.desk.close());

const LIST = 'Nhiệm vụ';
const NAMES = ['Việc C', 'Việc B', 'Việc A'];
let first = 0;
const keys = (): Record<string, unknown> => {
  const sheet = at.desk.workbook.sheetByName(LIST);
  return Object.fromEntries(
    [0, 1, 2].map((row) => [sheet?.at(first - 1 + row, 1).value, sheet?.at(first - 1 + row, 0).value]),
  );
};

async function sent(): Promise<void> {
  at = addonDesk(smallForm(), GOOD);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  const sheet = at.desk.workbook.sheetByName(LIST);
  const head = Array.from({ length: sheet?.rowCount ?? 0 }, (_, row) => row).find(
    (row) => sheet?.at(row, 0).value === 'Mã dòng',
  );
  first = (head ?? 0) + 2;
  for (const [row, name] of NAMES.entries()) at.desk.clerk.type(`'${LIST}'!B${first + row}`, name);
  await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });
}
const errors = async (): Promise<string[]> =>
  (await at.call('check')).issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);

test('sorted without its keys it is an error, and is not sent', async () => {
  await sent();
  at.desk.clerk.sort(`'${LIST}'!B${first}:H${first + 2}`, [{ column: 1, ascending: true }]);
  expect(await errors()).toContain('rows_sorted');
  const before = at.province.revisions.length;
  await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0002' }).catch(() => undefined);
  expect(at.province.revisions.length).toBe(before);
});

test('once the clerk says that all of a row went with its name, each name has its own key again', async () => {
  await sent();
  const own = keys();
  at.desk.clerk.sort(`'${LIST}'!B${first}:H${first + 2}`, [{ column: 1, ascending: true }]);
  const [told] = (await at.call('examineStructure')).damages;
  expect([told?.kind, told?.remedy, told?.names]).toEqual([
    'row_sorted',
    'refuse',
    ['Việc A', 'Việc C', `${first}:${first}`],
  ]);
  expect((await at.call('repair', { rowsBy: { [told?.section ?? '']: 'names' } })).refused).toEqual([]);
  expect(keys()).toEqual(own);
  expect(await errors()).not.toContain('rows_sorted');
});

test('where only the names were moved nothing is touched, and it stays an error', async () => {
  await sent();
  at.desk.clerk.sort(`'${LIST}'!B${first}:B${first + 2}`, [{ column: 1, ascending: true }]);
  const before = keys();
  const told = (await at.call('examineStructure')).damages.find(({ kind }) => kind === 'row_sorted');
  const { refused } = await at.call('repair', { rowsBy: { [told?.section ?? '']: 'places' } });
  expect([refused.map(({ kind }) => kind), keys()]).toEqual([['row_sorted'], before]);
  expect(await errors()).toContain('rows_sorted');
});

test('a name typed anew, two rows sorted with their keys, and a new row are no such thing', async () => {
  await sent();
  at.desk.clerk.type(`'${LIST}'!B${first}`, 'Việc C đã sửa');
  at.desk.clerk.type(`'${LIST}'!B${first + 3}`, 'Việc mới');
  at.desk.clerk.sort(`'${LIST}'!A${first}:H${first + 2}`, [{ column: 1, ascending: true }]);
  expect(await errors()).not.toContain('rows_sorted');
});
