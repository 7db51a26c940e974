/** Guarantees of the sheet doctor whatever people did before: every value stays in its field or is named, and the structure is the form's or the refusal has a name. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RepairResult } from '../../addon/core/rpc-doctor.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { SheetModel } from '../standin/index.ts';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { type Fingerprint, fingerprint } from '../support/fingerprint.ts';
import { smallForm } from '../support/small-form.ts';
import { DAMAGES, type Draw, vandalise } from '../support/vandalism.ts';

const FORM = smallForm();
const RUNS = Number(process.env.DOCTOR_RUNS ?? 10);

/** Every value stands in one field only, so that wherever it is found it says whose it is. */
const CONTENT: ReportContent = {
  main: {
    ALL: { total: '1001', part: '1002', best: '1003.25', note: 'ghi chú ALL' },
    BAD: { total: '1011', part: '1012', note: 'ghi chú BAD' },
    GOOD: { total: '1021', best: '1023.5', note: '=1+1 GOOD' },
    STOCK: { total: '1031', part: '1032' },
    TOPONLY: { total: '1041' },
  },
  list: {
    r0001: { task: 'Làm đường', owner: 'Bí thư', start: '2021-01-02', cost: '2001.5' },
    r0002: { task: '00012', owner: 'Phó Bí thư', start: '1975-06-13', deadline: '2021-12-30' },
    r0003: { task: '+84 912', owner: 'Văn phòng', cost: '2003.125' },
  },
};

interface Home {
  readonly section: string;
  readonly row: string;
  readonly column: string;
}

/** What a cell holds, as one word; '' for nothing. */
const word = (value: unknown): string =>
  value === null || value === undefined ? '' : `${typeof value} ${value}`;

interface Field extends Home {
  readonly word: string;
}

/** Every field of a sheet whose keys stand where they were drawn. */
function fields(sheet: SheetModel, section: string, first: number): Field[] {
  const ids =
    sheet.table({ row: 0, column: 0, rows: 1, columns: sheet.columnCount }, (cell) => cell.value)[0] ?? [];
  const found: Field[] = [];
  for (let row = first; row < sheet.rowCount; row += 1) {
    const key = sheet.at(row, 0).value;
    ids.forEach((id, column) => {
      if (typeof id !== 'string' || id.startsWith('_') || typeof key !== 'string') return;
      found.push({ section, row: key, column: id, word: word(sheet.at(row, column).value) });
    });
  }
  return found;
}

const words = (sheet: SheetModel | undefined): string[] =>
  sheet
    ?.table(sheet.all, (cell) => word(cell.value))
    .flat()
    .filter((one) => one !== '') ?? [];

const SECTIONS = [
  { section: 'main', name: 'Số liệu', first: 4 },
  { section: 'list', name: 'Nhiệm vụ', first: 4 },
] as const;

async function drawn(): Promise<AddonDesk> {
  const at = addonDesk(FORM, CONTENT);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  return at;
}

/** What a value says → its field. */
let homes: Map<string, Field>;

const SEEDS = [41, 2026, 1945] as const;

describe.each(SEEDS)('damages of seed %i', (seed) => {
  test(`leave every value in its field or named, and the structure the form’s or refused by name (${RUNS} runs)`, async () => {
    const names = Object.keys(DAMAGES);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.constantFrom(...names), fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 })),
          {
            minLength: 1,
            maxLength: 10,
          },
        ),
        async (steps) => {
          const at = await drawn();
          try {
            await suffer(at, steps).catch((error: unknown) => {
              throw new Error(`${at.desk.logs.join('\n')}\n${String(error)}`, { cause: error });
            });
          } finally {
            await at.desk.close();
          }
        },
      ),
      { seed, numRuns: RUNS, endOnFailure: process.env.DOCTOR_RUNS !== undefined },
    );
  });
});

async function suffer(
  at: AddonDesk,
  steps: readonly (readonly [string, readonly number[]])[],
): Promise<void> {
  const { workbook } = at.desk;
  const pristine = new Map(
    SECTIONS.map(({ section, name }) => [section, fingerprint(workbook, at.desk.clerk.sheet(name))]),
  );
  const sheets = SECTIONS.map(({ name }) => at.desk.clerk.sheet(name));
  const told = SECTIONS.flatMap(({ section, first }, index) => {
    const sheet = sheets[index];
    return sheet === undefined ? [] : fields(sheet, section, first);
  });
  homes = new Map(told.filter(({ word: one }) => /\d{4}|[à-ỹ]/i.test(one)).map((one) => [one.word, one]));
  for (const [name, numbers] of steps) {
    let next = 0;
    const draw: Draw = (bound) => (numbers[next++ % numbers.length] ?? 0) % Math.max(1, bound);
    try {
      vandalise(at.desk, name, sheets, draw);
    } catch (error) {
      if (!(error instanceof Error) || /undefined|null/.test(error.message)) throw error;
    }
  }
  const before = sheets.map((sheet) =>
    workbook.sheetById(sheet.id) === undefined
      ? undefined
      : sheet.table(sheet.all, (cell) => word(cell.value)),
  );
  // What is sorted here takes its figures along.
  const repaired = await at.call('repair', {
    rowsBy: Object.fromEntries(SECTIONS.map(({ section }) => [section, 'names' as const])),
  });
  SECTIONS.forEach(({ section, first }, index) => {
    holds(at, { section, first, before: before[index], old: sheets[index] }, repaired, pristine.get(section));
  });
  const again = await at.call('examineStructure');
  expect(again.damages.map(({ kind, section }) => `${kind} ${section}`).sort()).toEqual(
    repaired.refused.map(({ kind, section }) => `${kind} ${section}`).sort(),
  );
}

/** Formats are seen in blank cells; where a column has none left there is nothing to hold. */
const seenIn = (now: Fingerprint, { looks, ...rest }: Fingerprint): Fingerprint => ({
  ...rest,
  looks: {
    ...looks,
    formats: looks.formats.map((seen, column) => (now.looks.formats[column]?.length === 0 ? [] : seen)),
  },
});

interface Checked {
  readonly section: string;
  readonly first: number;
  readonly before: string[][] | undefined;
  readonly old: SheetModel | undefined;
}

function holds(
  at: AddonDesk,
  { section, first, before, old }: Checked,
  repaired: RepairResult,
  pristine: Fingerprint | undefined,
): void {
  const { workbook } = at.desk;
  const refused = repaired.refused.some((one) => one.section === section && one.remedy === 'refuse');
  if (refused) {
    // Left alone: cell by cell as it was.
    expect(old?.table(old.all, (cell) => word(cell.value))).toEqual(before);
    return;
  }
  expect(repaired.refused.filter((one) => one.section === section)).toEqual([]);
  const now = workbook.sheets.find((sheet) =>
    sheet.metadata.some(({ key, value }) => key === 'sotinh.section' && value === section),
  );
  if (now === undefined || pristine === undefined) throw new Error(`no sheet of ${section}`);
  const print = fingerprint(workbook, now);
  expect(print).toEqual(seenIn(print, pristine));
  const after = fields(now, section, first);
  for (const field of after) {
    const home = homes.get(field.word);
    if (home === undefined) continue;
    const { row, ...where } = {
      row: section === 'list' ? '' : home.row,
      section: home.section,
      column: home.column,
    };
    expect({ ...where, row: section === 'list' ? '' : field.row, word: field.word }).toEqual({
      section,
      column: field.column,
      row,
      word: field.word,
    });
  }
  const there = new Set(after.map((one) => one.word));
  const left = new Set(repaired.left.map(({ text }) => text));
  for (const one of new Set(before?.flat() ?? [])) {
    if (!homes.has(one) || homes.get(one)?.section !== section || there.has(one)) continue;
    expect(
      [...left].some((text) => one.endsWith(text)),
      `${one} is neither in its field nor named`,
    ).toBe(true);
    expect(workbook.sheets.some((sheet) => words(sheet).includes(one))).toBe(true);
  }
}
