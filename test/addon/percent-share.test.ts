/** "98,5%" typed as people type it: a sheet keeps 0.985, so where hundredths are counted it is asked about, once, never sent as it stands. */
import { afterEach, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';

let at: AddonDesk;
afterEach(() => at.desk.close());

const TAB = 'Công việc';

/** The tasks form with one task, and what is typed under "Tiến độ (%)" of it. */
async function typed(...texts: readonly string[]): Promise<readonly string[]> {
  at = addonDesk(templateNamed('tasks'), {});
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  const sheet = at.desk.workbook.sheetByName(TAB);
  const column = Array.from({ length: sheet?.columnCount ?? 0 }, (_, index) => index).find(
    (index) => sheet?.at(0, index).value === 'progressPercent',
  );
  const letter = String.fromCharCode(65 + (column ?? -1));
  return texts.map((text, index) => {
    const cell = `${letter}${6 + index}`;
    at.desk.clerk.type(`'${TAB}'!B${6 + index}`, `Việc thứ ${index + 1}`);
    at.desk.clerk.type(`'${TAB}'!${cell}`, text);
    return cell;
  });
}

const told = async () =>
  (await at.call('check')).issues.filter(({ code }) => code === 'ambiguous_share').map(({ a1 }) => a1);
const stored = async (): Promise<unknown[]> => {
  await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });
  const content = at.province.revisions.at(-1) ?? {};
  return Object.values(content.tasks ?? {}).map((row) => row.progressPercent);
};

test.each(['50%', '100%', '0,5', '1'])('%s is asked about', async (text) => {
  const cells = await typed(text);
  expect(await told()).toEqual(cells);
});

test.each([
  ['50', '50'],
  ["'50%", '50'],
  ['0', '0'],
  ['1,5', '1.5'],
])('%s is what it says', async (text, value) => {
  await typed(text);
  expect(await told()).toEqual([]);
  expect(await stored()).toEqual([value]);
});

test.each([
  ['ofOne', ['50', '30', '75']],
  ['hundredths', ['0.5', '0.3', '75']],
])(
  'answered once with %s, the column is read so, and a figure above one is left alone',
  async (answer, values) => {
    await typed('50%', '30%', '75');
    await at.call('remember', {
      question: 'percent_share',
      section: 'tasks',
      column: 'progressPercent',
      answer,
    });
    expect(await told()).toEqual([]);
    expect(await stored()).toEqual(values);
  },
);
