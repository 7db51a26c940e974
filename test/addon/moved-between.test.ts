/** What another person moves between the add-on's reading and its writing: nothing goes to a wrong cell, whatever moved and when. */
import { afterAll, expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const TAB = 'Công việc';
const FIRST = 5;
const WRITES = ['Range.setValue', 'Range.setValues', 'Range.setNumberFormat', 'Range.setNumberFormats'];

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

type Cells = Readonly<Record<string, string>>;

/** Rows of the tab from the first task on, by column id; columns keep their ids wherever they were dragged. */
function rows({ desk }: AddonDesk): Cells[] {
  const sheet = desk.clerk.sheet(TAB);
  const ids = Array.from({ length: sheet.columnCount }, (_, column) =>
    String(sheet.at(0, column).value ?? ''),
  );
  const all = Array.from({ length: sheet.rowCount - FIRST }, (_, row): Cells => {
    const shown = ids.map((id, column) => [id, desk.workbook.display(sheet.at(FIRST + row, column))]);
    return Object.fromEntries(shown.filter(([id, text]) => id !== '' && text !== ''));
  });
  return all.filter(({ task }) => task !== undefined);
}

const ofTask = (at: AddonDesk): Map<string, Cells> => new Map(rows(at).map((row) => [row.task ?? '', row]));

function columnOf({ desk }: AddonDesk, id: string): number {
  const sheet = desk.clerk.sheet(TAB);
  return Array.from({ length: sheet.columnCount }, (_, column) => sheet.at(0, column).value).indexOf(id);
}

const cell = (at: AddonDesk, id: string, row: number): string => `'${TAB}'!${a1(row, columnOf(at, id))}`;

/** Five tasks, the last three typed by hand and without a key. */
async function drawn(): Promise<AddonDesk> {
  const at = addonDesk(templateNamed('tasks'), SAMPLE_CONTENT.tasks ?? {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  // Prepared rows have their keys; rows put in by hand have none.
  at.desk.clerk.insert(TAB, 'row', FIRST + 3, 3);
  for (const [n, text] of ['Việc ba', 'Việc bốn', 'Việc năm'].entries()) {
    at.desk.clerk.type(cell(at, 'task', FIRST + 2 + n), text);
    at.desk.clerk.type(cell(at, 'deadline', FIRST + 2 + n), `0${n + 1}/12/2021`);
  }
  return at;
}

/** What a second person does with the mouse. */
const ACTS: Readonly<Record<string, (at: AddonDesk) => void>> = {
  'puts a row in above': ({ desk }) => desk.clerk.insert(TAB, 'row', FIRST + 1),
  'takes the first row to the end': ({ desk }) => desk.clerk.move(TAB, 'row', FIRST + 1, FIRST + 6),
  'swaps two rows that have no key yet': ({ desk }) => desk.clerk.move(TAB, 'row', FIRST + 4, FIRST + 3),
  'drags a column to the front': (at) =>
    at.desk.clerk.move(TAB, 'column', columnOf(at, 'deadline') + 1, columnOf(at, 'task') + 1),
  'deletes a row': ({ desk }) => desk.clerk.remove(TAB, 'row', FIRST + 2),
};

/** The calls of services a run makes, in order. */
async function callsOf(at: AddonDesk, work: () => Promise<unknown>): Promise<string[]> {
  const made: string[] = [];
  at.desk.between = (method) => {
    made.push(method);
  };
  await work();
  at.desk.between = undefined;
  return made;
}

/** Does `act` in the moment before the n-th call. */
function before(at: AddonDesk, n: number, act: () => void): void {
  let seen = 0;
  at.desk.between = () => {
    if (seen++ === n) act();
  };
}

/** Places of calls to the document another person may come between: all but those that write what was just looked at again. */
const gaps = ({ desk }: AddonDesk, calls: readonly string[]): number[] =>
  calls.flatMap((method, n) => (method in desk.callsByMethod && !WRITES.includes(method) ? [n] : []));

const send = (at: AddonDesk): Promise<unknown> =>
  at.desk.run('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });

/** No key twice, no task under another's key, and what was sent under a key stands beside it on the sheet. */
function expectKeysRight(at: AddonDesk, earlier: ReadonlyMap<string, Cells>): void {
  const now = rows(at);
  const keys = now.flatMap(({ _key }) => _key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { task = '', _key } of now) {
    const had = earlier.get(task)?._key;
    if (had !== undefined) expect([task, _key]).toEqual([task, had]);
    const sent = _key === undefined ? undefined : at.province.revisions[0]?.tasks?.[_key];
    if (sent !== undefined) expect([_key, sent.task]).toEqual([_key, task]);
  }
}

test.each(Object.keys(ACTS))(
  'somebody %s just before the keys are written: no row gets another row’s key',
  async (name) => {
    const first = await drawn();
    const calls = await callsOf(first, () => send(first));
    const look = calls.lastIndexOf('Range.getValues', calls.lastIndexOf('Range.setValues'));
    const at = await drawn();
    const earlier = ofTask(at);
    before(at, look, () => ACTS[name]?.(at));
    expect(await send(at)).toMatchObject({ ok: false, problem: { code: 'sheet_moved', retry: true } });
    expectKeysRight(at, earlier);
    expect(at.province.revisions).toEqual([]);
    at.desk.between = undefined;
    expect(await send(at)).toMatchObject({ ok: true, value: { kind: 'sent' } });
    expectKeysRight(at, earlier);
  },
);

test('a row put in at any moment of a push leaves every key with its row', async () => {
  const first = await drawn();
  first.desk.resetCalls();
  const calls = await callsOf(first, () => send(first));
  for (const n of gaps(first, calls)) {
    const at = await drawn();
    const earlier = ofTask(at);
    before(at, n, () => ACTS['puts a row in above']?.(at));
    await send(at);
    expectKeysRight(at, earlier);
  }
});

test.each(['puts a row in above', 'drags a column to the front', 'deletes a row'])(
  'somebody %s just before a fix is written: it goes to its own cell or nowhere',
  async (name) => {
    const fixOf = async (at: AddonDesk) => {
      at.desk.clerk.type(cell(at, 'deadline', FIRST), "'quý II/2022");
      at.desk.clerk.type(cell(at, 'deadlineWords', FIRST), '');
      const { issues } = await at.call('check');
      const fix = issues.flatMap(({ fixes }) => fixes)[0]?.fix;
      if (fix === undefined) throw new Error('no fix');
      return fix;
    };
    const first = await drawn();
    const offered = await fixOf(first);
    const calls = await callsOf(first, () => first.call('applyFix', { fix: offered }));
    const written = calls.findIndex((method) => WRITES.includes(method));
    const look = calls.slice(0, written).lastIndexOf('Range.getValues');
    const at = await drawn();
    const fix = await fixOf(at);
    const earlier = ofTask(at);
    before(at, look, () => ACTS[name]?.(at));
    const { ok, problem } = (await at.desk.run('applyFix', { fix })) as { ok: boolean; problem?: unknown };
    if (!ok) expect(problem).toMatchObject({ code: 'sheet_moved', retry: true });
    const fixed = earlier.get(SAMPLE_CONTENT.tasks?.tasks?.r0001?.task as string);
    const { deadline: _words, ...rest } = fixed ?? {};
    for (const row of rows(at)) {
      const meant =
        ok && row._key === fixed?._key
          ? { ...rest, deadlineWords: 'quý II/2022' }
          : earlier.get(row.task ?? '');
      expect(row).toEqual(meant);
    }
  },
);

/** A sheet whose computed figures are out of date. */
async function outOfDate(): Promise<AddonDesk> {
  const at = await drawn();
  await at.call('check');
  at.desk.clerk.type(cell(at, 'deadline', FIRST), '01/01/2020');
  at.desk.clerk.type(cell(at, 'completed', FIRST + 1), '');
  return at;
}

const officeOwn = ({ timeliness: _computed, ...rest }: Cells): Cells => rest;

test('computed figures are not written beside rows or into columns that moved meanwhile', async () => {
  const first = await outOfDate();
  const calls = await callsOf(first, () => first.call('check'));
  const look = calls.lastIndexOf('Range.getValues', calls.lastIndexOf('Range.setValues'));
  expect(look).toBeGreaterThan(-1);
  for (const act of Object.values(ACTS)) {
    const at = await outOfDate();
    const office = [...ofTask(at)].map(([task, row]) => [task, officeOwn(row)] as const);
    const [computed, earlier] = [ofTask(at), new Map(office)];
    before(at, look, () => act(at));
    await at.call('check');
    for (const row of rows(at)) {
      expect(officeOwn(row)).toEqual(earlier.get(row.task ?? ''));
      expect(row.timeliness).toBe(computed.get(row.task ?? '')?.timeliness);
    }
  }
});
