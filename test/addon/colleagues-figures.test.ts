/** What colleagues send comes into the rows and cells it was sent for, and never over what somebody typed unasked. */
import { afterEach, expect, test } from 'vitest';
import { withFix } from '../../shared/changes.ts';
import type { ReportContent } from '../../shared/report.ts';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { GOOD, smallForm } from '../support/small-form.ts';

let at: AddonDesk;
let presses = 0;
afterEach(() => at.desk.close());

const MAIN = 'Số liệu';
const LIST = 'Nhiệm vụ';

async function drawn(first: ReportContent = GOOD): Promise<void> {
  at = addonDesk(smallForm(), first);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
}
const send = () => {
  presses += 1;
  return at.call('send', { mode: 'draft', reasons: {}, key: `press-of-send-${presses}` });
};
const last = (): ReportContent => at.province.revisions.at(-1) ?? {};
const elsewhere = (section: string, row: string, column: string, value: string): void =>
  at.province.sendElsewhere(withFix(last(), { cells: [{ section, row, column, value }] }));
/** Key and cells of the task of that name, as sent last. */
const taskSent = (name: string) =>
  Object.entries(last().list ?? {}).find(([, { task }]) => task === name) ?? ['', {}];

test.each(['preview', 'send'] as const)(
  'at a %s what the clerk typed and nobody can read yet is asked about, beside the colleague’s value',
  async (how) => {
    await drawn();
    await send();
    at.desk.clerk.type(`'${MAIN}'!D7`, '1.234 hoặc 1.235');
    elsewhere('main', 'BAD', 'part', '2');
    const told = how === 'send' ? await send() : (await at.call('preview', { reasons: {} })).asks;
    expect(told).toMatchObject({
      kind: 'stale',
      conflicts: [{ shown: { mine: { vi: '1.234 hoặc 1.235' } } }],
    });
    expect(at.desk.clerk.see(`'${MAIN}'!D7`)).toBe('1.234 hoặc 1.235');
  },
);

test('who keeps such a cell keeps what is typed in it, and who takes the other has that', async () => {
  for (const [chosen, seen] of [
    [null, '1.234 hoặc 1.235'],
    ['2', '2'],
  ] as const) {
    await drawn();
    await send();
    at.desk.clerk.type(`'${MAIN}'!D7`, '1.234 hoặc 1.235');
    elsewhere('main', 'BAD', 'part', '2');
    const { asks } = await at.call('preview', { reasons: {} });
    const choices = (asks?.conflicts ?? []).map(({ at: cell, mine, theirs }) => ({
      at: cell,
      mine,
      theirs,
      chosen,
    }));
    expect(choices).toHaveLength(1);
    await at.call('preview', { reasons: {}, choices });
    expect(at.desk.clerk.see(`'${MAIN}'!D7`)).toBe(seen);
    if (chosen === null) await at.desk.close();
  }
});

test('a number that has still to be asked about is not written over', async () => {
  await drawn();
  await send();
  at.desk.clerk.type(`'${MAIN}'!F7`, "'1.234");
  elsewhere('main', 'BAD', 'best', '2');
  await at.call('preview', { reasons: {} });
  expect(at.desk.clerk.see(`'${MAIN}'!F7`)).toBe('1.234');
});

test('a copy put above its task and renamed is the new task: the one that was sent keeps its key', async () => {
  await drawn();
  await send();
  const [key] = taskSent('Làm cầu');
  at.desk.clerk.insert(LIST, 'row', 6);
  at.desk.clerk.paste(`'${LIST}'!A6`, at.desk.clerk.copy(`'${LIST}'!A7:I7`));
  at.desk.clerk.type(`'${LIST}'!B6`, 'Làm trường');
  elsewhere('list', key, 'cost', '77');
  await send();
  expect(taskSent('Làm cầu')).toEqual([key, expect.objectContaining({ cost: '77' })]);
  expect(taskSent('Làm trường')[1].cost).not.toBe('77');
});

test('Ctrl+Z of the keys a send wrote gives the key of no task to another', async () => {
  await drawn();
  at.desk.clerk.insert(LIST, 'row', 7);
  at.desk.clerk.type(`'${LIST}'!B7`, 'Việc A');
  await send();
  const [key] = taskSent('Việc A');
  expect(at.desk.clerk.undo()).toBe(true);
  at.desk.clerk.insert(LIST, 'row', 7);
  at.desk.clerk.type(`'${LIST}'!B7`, 'Việc B');
  await send();
  expect(last().list?.[key]?.task).toBe('Việc A');
});

test('with the hidden column of keys deleted each task is known by its name', async () => {
  await drawn({});
  for (const [n, task] of ['Việc A', 'Việc B', 'Việc C'].entries()) {
    at.desk.clerk.type(`'${LIST}'!B${5 + n}`, task);
    at.desk.clerk.type(`'${LIST}'!C${5 + n}`, `Người ${task}`);
  }
  await send();
  const [key] = taskSent('Việc B');
  at.desk.clerk.remove(LIST, 'column', 1);
  at.desk.clerk.remove(LIST, 'row', 5);
  elsewhere('list', key, 'cost', '77');
  await send();
  expect(taskSent('Việc B')).toEqual([key, expect.objectContaining({ cost: '77' })]);
  expect(taskSent('Việc C')[1].cost).toBeUndefined();
});
