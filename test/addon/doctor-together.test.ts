/** Guarantees of the sheet doctor beside other people: what is typed while it works is kept or named, what they closed stays closed, formulas and notes are not lost. */
import { afterEach, expect, test } from 'vitest';
import { LISTS_TAB } from '../../shared/sheet-plan.ts';
import type { TemplateInput } from '../../shared/template.ts';
import { type AddonDesk, addonDesk, CHOICE, dist } from '../support/addon-desk.ts';
import { GOOD, SMALL_FORM, smallForm } from '../support/small-form.ts';

let at: AddonDesk;
afterEach(() => at.desk.close());

const MAIN = 'Số liệu';
const LIST = 'Nhiệm vụ';
const ASIDE = `${MAIN} (bản trước khi sửa)`;

async function drawn(template = smallForm()): Promise<void> {
  at = addonDesk(template, GOOD);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
}
const see = (address: string, tab = MAIN): string => at.desk.clerk.see(`'${tab}'!${address}`);
const names = (): string[] => at.desk.workbook.sheets.map(({ name }) => name);
const kinds = async () => (await at.call('examineStructure')).damages.map(({ kind }) => kind);

/** What every sheet but the hidden ones says, as it is shown. */
const shown = (): string =>
  JSON.stringify(
    at.desk.workbook.sheets.map((sheet) => [
      sheet.name,
      sheet.hidden,
      sheet.table(sheet.all, (cell) => [cell.value, cell.note]),
    ]),
  );

/** Damages that are put right where they stand, and damages for which a sheet is drawn anew. */
const DAMAGED = {
  'puts right': () => at.desk.clerk.type(`'${MAIN}'!C4`, 'Số khác'),
  'draws anew': () => at.desk.clerk.move(MAIN, 'column', 6, 4),
} as const;

/** How many calls of services a repair makes down to its last look at the cells. */
async function callsOfRepair(): Promise<number> {
  const calls: string[] = [];
  at.desk.between = (method) => {
    calls.push(method);
  };
  await at.call('repair');
  at.desk.between = undefined;
  return calls.lastIndexOf('Range.getValues') + 1;
}

/** A repair with `act` done just before its n-th call. */
async function meanwhile(n: number, act: () => void) {
  let seen = 0;
  at.desk.between = () => {
    if (seen++ === n) act();
  };
  const result = await at.call('repair');
  at.desk.between = undefined;
  return result;
}

/** About `count` of the moments between the calls, the last of them too. */
const moments = (calls: number, count: number): number[] => [
  ...new Set(Array.from({ length: count }, (_, n) => Math.round((n * (calls - 1)) / (count - 1)))),
];

test.each(Object.keys(DAMAGED) as (keyof typeof DAMAGED)[])(
  'what a colleague types at any moment while the doctor %s stands in its field, or is named with its cell',
  async (name) => {
    await drawn();
    DAMAGED[name]();
    const calls = await callsOfRepair();
    await at.desk.close();
    const outcomes = new Set<string>();
    for (const moment of moments(calls, 18)) {
      await drawn();
      const sheet = at.desk.clerk.sheet(MAIN);
      DAMAGED[name]();
      const { left, refused } = await meanwhile(moment, () => {
        const column = sheet.table(sheet.all, ({ value }) => value)[0]?.indexOf('total') ?? -1;
        at.desk.clerk.type(`'${sheet.name}'!${'ABCDEFGH'[column]}7`, '4711');
      });
      const there = at.desk.clerk.sheet(MAIN).at(6, 2).value === 4711;
      const told = left.some(
        ({ sheet: tab, a1, text }) =>
          text === '4711' && a1 === 'C7' && at.desk.clerk.sheet(tab).at(6, 2).value === 4711,
      );
      const stands = refused.some(({ kind }) => kind === 'changed_meanwhile') && sheet.name === MAIN;
      expect([moment, there || told || stands]).toEqual([moment, true]);
      outcomes.add(stands ? 'refused' : there ? 'there' : 'told');
      // Nothing remains half done: the next press has nothing else to do than this one refused.
      await at.call('repair');
      expect(await kinds()).toEqual([]);
      await at.desk.close();
    }
    expect([...outcomes].sort()).toEqual(
      name === 'puts right' ? ['refused', 'there'] : ['refused', 'there', 'told'],
    );
    await drawn();
  },
);

test('a column put in at any moment while a sheet is put right loses no figure, and no printed word stands over one', async () => {
  await drawn();
  DAMAGED['puts right']();
  const calls = await callsOfRepair();
  await at.desk.close();
  const figures = (): unknown[] => {
    const sheet = at.desk.clerk.sheet(MAIN);
    return (
      sheet
        .table(sheet.all, ({ value }) => value)
        .flat()
        // The computed share comes with the next check.
        .filter((value) => typeof value === 'number' && value !== 40)
        .sort()
    );
  };
  for (const moment of moments(calls, 18)) {
    await drawn();
    DAMAGED['puts right']();
    const before = figures();
    await meanwhile(moment, () => at.desk.clerk.insert(MAIN, 'column', 3));
    expect([moment, figures()]).toEqual([moment, before]);
    await at.desk.close();
  }
  await drawn();
});

test('the hidden tab of option lists lost, emptied or typed over comes back with the rules that point to it', async () => {
  const form = structuredClone(SMALL_FORM) as TemplateInput;
  const options = Array.from({ length: 501 }, (_, n) => ({
    id: `o${n}`,
    label: { vi: `Loại ${n}`, en: `Kind ${n}` },
  }));
  const main = form.sections[0];
  const column = main?.columns.find(({ id }) => id === 'status');
  if (column === undefined) throw new Error('no column of options');
  Object.assign(column, { options: [...(column.options ?? []), ...options] });
  const ruleAt = () => at.desk.clerk.sheet(MAIN).at(5, 6).rule;
  const damages = [
    () => at.desk.clerk.removeSheet(LISTS_TAB),
    () => at.desk.clerk.clear(`'${LISTS_TAB}'!A1:A600`),
    () => at.desk.clerk.type(`'${LISTS_TAB}'!A7`, 'Loại của tôi'),
    () => at.desk.clerk.renameSheet(LISTS_TAB, 'Danh mục'),
  ];
  for (const damage of damages) {
    await drawn(smallForm(form));
    expect([names().includes(LISTS_TAB), await kinds()]).toEqual([true, []]);
    const rule = JSON.stringify({ ...ruleAt(), source: null });
    expect(rule).toContain('ONE_OF_RANGE');
    const values = see('C6');
    damage();
    expect(await kinds()).toContain('lists');
    const { refused } = await at.call('repair');
    expect([refused, await kinds(), see('C6')]).toEqual([[], [], values]);
    const source = ruleAt()?.source;
    expect(source?.sheetId).toBe(at.desk.clerk.sheet(LISTS_TAB).id);
    expect(JSON.stringify({ ...ruleAt(), source: null })).toBe(rule);
    expect(see('A7', LISTS_TAB)).toBe('Loại 3');
    expect(at.desk.clerk.sheet(LISTS_TAB).hidden).toBe(true);
    await at.desk.close();
  }
  await drawn();
});

/** A lock the owner of the file sets on a whole sheet. */
function closeSheet(tab: string): void {
  const { workbook } = at.desk;
  workbook.protections.push({
    id: workbook.newId(),
    sheetId: at.desk.clerk.sheet(tab).id,
    rect: undefined,
    unprotected: [],
    description: '',
    warningOnly: false,
    editors: new Set<string>(),
  });
}

async function colleague() {
  const email = 'dong-nghiep@tuky.vn';
  at.desk.workbook.editors.add(email);
  return at.desk.colleague({ sub: 'sub-2', email, language: 'vi' });
}

test('a copy of a sheet that another person closed is refused by its name, and the rest is repaired', async () => {
  await drawn();
  const copy = at.desk.clerk.copySheet(MAIN);
  closeSheet(copy.name);
  at.desk.clerk.move(LIST, 'column', 3, 6);
  const other = await colleague();
  const { value } = (await other.run('repair')) as unknown as {
    value: { refused: { kind: string; sheet: string }[]; done: { kind: string }[] };
  };
  expect(value.refused.map(({ kind, sheet }) => `${kind} ${sheet}`)).toEqual([
    `tab_copied ${copy.name}`,
    `tab_closed ${copy.name}`,
  ]);
  expect(value.done.map(({ kind }) => kind)).toEqual(['column_moved']);
  await other.close();
});

/** Who may not write the head: as an office account of a file the province made. */
test('a sheet renamed and unfrozen is put right where it stands, also by somebody who may not write its head', async () => {
  await drawn();
  const other = await colleague();
  at.desk.clerk.renameSheet(MAIN, 'Biểu của tôi');
  const { id } = at.desk.clerk.sheet('Biểu của tôi');
  at.desk.clerk.freeze('Biểu của tôi', 0, 0);
  const { value } = (await other.run('repair')) as unknown as {
    value: { done: { kind: string; remedy: string }[]; refused: unknown[]; aside: string[] };
  };
  expect(value.done.map(({ kind, remedy }) => `${kind} ${remedy}`)).toEqual([
    'tab_renamed mend',
    'frozen mend',
  ]);
  expect([value.refused, value.aside, at.desk.clerk.sheet(MAIN).id]).toEqual([[], [], id]);
  expect(await kinds()).toEqual([]);
  await other.close();
});

test('who may only look at the file is told so in plain words, and nothing changes', async () => {
  for (const damage of Object.values(DAMAGED)) {
    await drawn();
    damage();
    at.desk.clerk.settings({ timeZone: 'UTC' });
    const email = 'nguoi-xem@tuky.vn';
    at.desk.workbook.viewers.add(email);
    const viewer = at.desk.colleague({ sub: 'sub-3', email, language: 'vi' });
    const before = shown();
    const { problem } = (await viewer.run('repair')) as unknown as {
      problem: { code: string; title: string };
    };
    expect(problem).toMatchObject({ code: 'file_closed' });
    expect(dist('Sidebar.html')).toContain('Không có quyền sửa tệp này');
    expect([shown(), at.desk.workbook.timeZone]).toEqual([before, 'UTC']);
    await viewer.close();
    await at.desk.close();
  }
  await drawn();
});

test('a formula goes along with the sheet where every cell it names does, and is named where it cannot', async () => {
  await drawn();
  const formulas = {
    C6: '=7+3',
    D6: '=C7+1',
    C8: "='Sổ tay'!B2*2",
    D8: '=SUM(C6:C7)',
    F6: '=INDIRECT("C6")',
  };
  for (const [cell, formula] of Object.entries(formulas)) at.desk.clerk.type(`'${MAIN}'!${cell}`, formula);
  // The column of "Cao nhất" goes to the front: what stood in C stands in D.
  at.desk.clerk.move(MAIN, 'column', 8, 3);
  const { left, refused } = await at.call('repair');
  expect(refused).toEqual([]);
  const sheet = at.desk.clerk.sheet(MAIN);
  const formulaAt = (row: number, column: number) => sheet.at(row - 1, column).formula;
  expect(formulaAt(6, 2)).toBe('=7+3');
  expect(see('C6')).toBe('10');
  expect(formulaAt(8, 2)).toBe("='Sổ tay'!B2*2");
  expect(formulaAt(6, 5)).toBeUndefined();
  expect(left).toContainEqual({ sheet: ASIDE, a1: 'G6', text: '=INDIRECT("C6")', why: 'formula' });
});

test('notes of clerks go along on figures, printed words and headers', async () => {
  await drawn();
  at.desk.clerk.move(MAIN, 'column', 6, 4);
  at.desk.clerk.note(`'${MAIN}'!C4`, 'theo công văn 12');
  at.desk.clerk.note(`'${MAIN}'!B6`, 'hỏi anh Ba');
  at.desk.clerk.note(`'${MAIN}'!C7`, 'chị Tư đếm lại');
  await at.call('repair');
  const sheet = at.desk.clerk.sheet(MAIN);
  expect([sheet.at(3, 2).note, sheet.at(5, 1).note, sheet.at(6, 2).note]).toEqual([
    'theo công văn 12',
    'hỏi anh Ba',
    'chị Tư đếm lại',
  ]);
});
