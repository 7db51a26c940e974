/** Every word a sheet is read by, and every word in it, composed or not and with spaces that are none: the same report. */
import { afterAll, describe, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { validSample } from '../support/samples/index.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

const NBSP = '\u00a0';
const taken = (text: string): string => text.normalize('NFD').replace(/ /g, NBSP);

/** The sheets of the form with its sample, as drawn. */
async function drawn(id: string): Promise<AddonDesk> {
  const { template, assigned, content } = validSample(id);
  const at = addonDesk(template, content, {}, assigned);
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: id });
  return at;
}

/** Writes each text of the sheets, printed or typed, and their names, the other way. Returns how many changed. */
function rewritten({ desk }: AddonDesk): number {
  let changed = 0;
  for (const sheet of desk.workbook.sheets) {
    sheet.name = taken(sheet.name);
    for (let row = 0; row < sheet.rowCount; row += 1)
      for (let column = 0; column < sheet.columnCount; column += 1) {
        const cell = sheet.at(row, column);
        if (typeof cell.value !== 'string' || taken(cell.value) === cell.value) continue;
        sheet.put(row, column, { ...cell, value: taken(cell.value) });
        changed += 1;
      }
  }
  return changed;
}

/** Nothing tells the columns any more but their heads. */
function withoutMarks({ desk }: AddonDesk): void {
  for (const sheet of desk.workbook.sheets) {
    for (const line of sheet.columnLines) line.metadata = [];
    for (let column = 1; column < sheet.columnCount; column += 1) {
      const { value: _id, ...cell } = sheet.at(0, column);
      sheet.put(0, column, { ...cell, value: '' });
    }
  }
}

async function sent(at: AddonDesk): Promise<unknown> {
  const answer = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });
  expect(answer.kind).toBe('sent');
  return at.province.revisions.at(-1);
}

describe.each(['inspection', 'targets', 'tasks'])('%s', (id) => {
  test('is the same report in letters taken apart and with no-break spaces', async () => {
    const [plain, other] = [await drawn(id), await drawn(id)];
    expect(rewritten(other)).toBeGreaterThan(30);
    const told = (await plain.call('check')).issues.map(({ code, a1 }) => [code, a1]);
    expect((await other.call('check')).issues.map(({ code, a1 }) => [code, a1])).toEqual(told);
    expect(await sent(other)).toEqual(await sent(plain));
  });

  test('finds its columns by their heads alone, in either form of the letters', async () => {
    const [plain, other] = [await drawn(id), await drawn(id)];
    for (const at of [plain, other]) withoutMarks(at);
    rewritten(other);
    expect(await sent(other)).toEqual(await sent(plain));
  });
});
