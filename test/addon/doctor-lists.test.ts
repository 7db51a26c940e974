/** Lists after a repair: each task keeps the key it was sent under, and what stands above the table is no task. */
import { afterEach, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { smallForm } from '../support/small-form.ts';

const LIST = 'Nhiệm vụ';
let at: AddonDesk;
afterEach(() => at.desk.close());

const SENT = {
  given: {},
  main: {},
  list: {
    r0001: { task: 'Làm đường', cost: '100' },
    r0002: { task: 'Xây trường', cost: '200' },
  },
};

async function drawn(): Promise<void> {
  at = addonDesk(smallForm(), {});
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  const { clerk } = at.desk;
  clerk.type(`'${LIST}'!B5`, 'Làm đường');
  clerk.type(`'${LIST}'!H5`, '100');
  clerk.type(`'${LIST}'!B6`, 'Xây trường');
  clerk.type(`'${LIST}'!H6`, '200');
  await at.call('send', { mode: 'draft', reasons: {}, key: 'the-first-press-of-send' });
  expect(at.province.revisions.at(-1)).toEqual(SENT);
}

const sent = async (): Promise<unknown> => {
  await at.call('send', { mode: 'draft', reasons: {}, key: 'another-press-of-send' });
  return at.province.revisions.at(-1);
};

/** The task of row 5 again above it, hidden key and all, under a name of its own. */
function copied(): void {
  const { clerk } = at.desk;
  clerk.insert(LIST, 'row', 5);
  clerk.paste(`'${LIST}'!A5`, clerk.copy(`'${LIST}'!A6:I6`));
  clerk.type(`'${LIST}'!B5`, 'Sửa đường');
}

test('a task copied above itself is the new one after a repair: what a colleague changed meanwhile stays with its task', async () => {
  await drawn();
  copied();
  at.province.sendElsewhere({ ...SENT, list: { ...SENT.list, r0001: { ...SENT.list.r0001, cost: '999' } } });
  at.desk.clerk.freeze(LIST, 2, 0);
  await at.call('repair', { rowsBy: {} });
  const after = (await sent()) as { list: Record<string, { task: string; cost: string }> };
  expect(
    Object.values(after.list)
      .map(({ task, cost }) => `${task} ${cost}`)
      .sort(),
  ).toEqual(['Làm đường 999', 'Sửa đường 100', 'Xây trường 200']);
  expect(after.list.r0001?.task).toBe('Làm đường');
});

test('a task a colleague renamed meanwhile is known by the name it has on this sheet', async () => {
  await drawn();
  copied();
  at.province.sendElsewhere({
    ...SENT,
    list: { ...SENT.list, r0001: { task: 'Làm đường lớn', cost: '100' } },
  });
  at.desk.clerk.freeze(LIST, 2, 0);
  await at.call('repair', { rowsBy: {} });
  const { clerk } = at.desk;
  const keyOf = (name: string): unknown => {
    const sheet = clerk.sheet(LIST);
    for (let row = 4; row < sheet.rowCount; row += 1)
      if (sheet.at(row, 1).value === name) return sheet.at(row, 0).value;
    return undefined;
  };
  expect([keyOf('Làm đường'), keyOf('Sửa đường') === 'r0001']).toEqual(['r0001', false]);
});

test('without a repair too a copied task is known by the name it was sent under, and a colleague’s name for it arrives', async () => {
  await drawn();
  copied();
  at.province.sendElsewhere({
    ...SENT,
    list: { ...SENT.list, r0001: { task: 'Làm đường lớn', cost: '999' } },
  });
  const after = (await sent()) as { list: Record<string, { task: string; cost: string }> };
  expect(
    Object.values(after.list)
      .map(({ task, cost }) => `${task} ${cost}`)
      .sort(),
  ).toEqual(['Làm đường lớn 999', 'Sửa đường 100', 'Xây trường 200']);
});

test('without its row of headers a list holds the same tasks: title and subtitle are none', async () => {
  await drawn();
  at.desk.clerk.remove(LIST, 'row', 4);
  expect(await sent()).toEqual(SENT);
  await at.call('repair', { rowsBy: {} });
  expect(await sent()).toEqual(SENT);
  expect(at.desk.clerk.see(`'${LIST}'!B5`)).toBe('Làm đường');
  expect(at.desk.clerk.see(`'${LIST}'!B4`)).toBe('Công việc');
});

test('a task typed above the others of a list without headers is sent', async () => {
  await drawn();
  const { clerk } = at.desk;
  clerk.remove(LIST, 'row', 4);
  clerk.insert(LIST, 'row', 4);
  clerk.type(`'${LIST}'!B4`, 'Trồng cây');
  const after = (await sent()) as { list: Record<string, { task: string }> };
  expect(
    Object.values(after.list)
      .map(({ task }) => task)
      .sort(),
  ).toEqual(['Làm đường', 'Trồng cây', 'Xây trường']);
});
