/** Whatever two people do to their files of one list, old or new, in whatever order they send: nothing is lost, moved or brought back unasked. */
import type { Worksheet } from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf, newKey, type TestApp, testApp } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn } from '../../support/personal-link.ts';
import { type Chance, chance } from '../../support/random.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';

const SEEDS = [2, 5, 11];
const ROUNDS = 12;
const FIRST = 5;
const STATUS = ['xong', 'đang làm'] as const;
const SHOWN: Readonly<Record<string, string>> = { done: 'xong', open: 'đang làm' };

type Bytes = Uint8Array<ArrayBuffer>;
/** Job by name → its status as it is typed, '' for none. */
type Jobs = ReadonlyMap<string, string>;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: Object.fromEntries(SEEDS.map((seed) => [`o${seed}`, 'p'])),
    roles: SEEDS.flatMap((seed) => [
      [`clerk.o${seed}`, 'clerk', `o${seed}`, false] as const,
      [`second.o${seed}`, 'clerk', `o${seed}`, false] as const,
    ]),
  });
});
afterAll(() => app.stop());

const jobsIn = async (unit: string): Promise<Map<string, string>> =>
  new Map(
    Object.values((await formOf(app, unit)).content.jobs ?? {}).map(({ what, status = '' }) => [
      String(what),
      SHOWN[String(status)] ?? String(status),
    ]),
  );

class Clerk {
  readonly #path: string;
  readonly #cookie: string;
  readonly who: string;
  file: Bytes | undefined;
  base: Jobs = new Map();
  constructor(unit: string, who: string, cookie: string) {
    this.#path = `/bao-cao/${unit}/tiny/2022-q1`;
    this.#cookie = cookie;
    this.who = who;
  }
  async download(): Promise<Bytes> {
    const response = await app.app.request(`${this.#path}/tep`, { headers: { cookie: this.#cookie } });
    return new Uint8Array(await response.arrayBuffer());
  }
  async #press(fields: Record<string, string>): Promise<string> {
    const form = new FormData();
    form.set('file', new File([this.file ?? new Uint8Array()], 'b.xlsx', { type: XLSX_TYPE }));
    for (const [name, value] of Object.entries({ act: 'submit', key: newKey(), ...fields }))
      form.set(name, value);
    const response = await app.app.request(this.#path, {
      method: 'POST',
      body: form,
      headers: { cookie: this.#cookie },
    });
    return response.text();
  }
  async send(): Promise<string> {
    const first = await this.#press({});
    const [, seen = ''] = /name="seen" value="([^"]*)"/.exec(first) ?? [];
    return first.includes('Chưa gửi: đồng nghiệp') ? this.#press({ seen }) : first;
  }
}

const one = <T>(random: Chance, list: readonly T[]): T => {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error('nothing to choose from');
  return random.pick([first, ...rest]);
};

const textAt = (sheet: Worksheet, row: number, column: number): string =>
  String(sheet.getCell(row, column).value ?? '');
const linesOf = (sheet: Worksheet): number[] =>
  Array.from({ length: 60 }, (_, n) => FIRST + n).filter((row) => textAt(sheet, row, 2) !== '');
const jobsOn = (sheet: Worksheet): [string, string][] =>
  linesOf(sheet).map((row) => [textAt(sheet, row, 2), textAt(sheet, row, 3)]);

let made = 0;

function act(random: Chance, sheet: Worksheet, who: string): string {
  const filledRows = linesOf(sheet);
  const row = filledRows.length === 0 ? 0 : one(random, filledRows);
  const name = (): string => {
    made += 1;
    return `Việc ${who}${made}`;
  };
  const blank =
    Array.from({ length: 60 }, (_, n) => FIRST + n).find((line) => textAt(sheet, line, 2) === '') ?? FIRST;
  const put = (line: number, what: string | null, status: string | null): void => {
    sheet.getCell(line, 2).value = what;
    sheet.getCell(line, 3).value = status;
  };
  const acts: Record<string, () => void> = {
    add: () => put(blank, name(), one(random, [...STATUS, null])),
    ...(row === 0
      ? {}
      : {
          status: () => put(row, textAt(sheet, row, 2), one(random, STATUS)),
          unsay: () => put(row, textAt(sheet, row, 2), null),
          remove: () => sheet.spliceRows(row, 1),
          insert: () => sheet.spliceRows(row, 0, [null, name(), one(random, STATUS)]),
          copied: () => {
            const [key, , status] = [1, 2, 3].map((column) => sheet.getCell(row, column).value);
            sheet.spliceRows(row, 0, [key ?? null, name(), status ?? null]);
          },
          swap: () => {
            const other = one(random, filledRows);
            const [left, right] = [row, other].map((line) =>
              [1, 2, 3].map((column) => sheet.getCell(line, column).value ?? null),
            );
            [1, 2, 3].forEach((column, n) => {
              sheet.getCell(row, column).value = right?.[n] ?? null;
              sheet.getCell(other, column).value = left?.[n] ?? null;
            });
          },
        }),
  };
  const kind = one(random, Object.keys(acts));
  acts[kind]?.();
  return `${who}:${kind}`;
}

/** Undefined: no such job; null: both changed the same. */
function mergedStatus(
  was: string | undefined,
  mine: string | undefined,
  theirs: string | undefined,
): string | undefined | null {
  if (mine === undefined || theirs === undefined) {
    const kept = mine ?? theirs;
    if (was === undefined) return kept;
    // Who emptied its status said nothing that goes with the row.
    return kept === undefined || kept === was || kept === '' ? undefined : null;
  }
  if (mine === theirs || theirs === (was ?? '')) return mine;
  return mine === (was ?? '') ? theirs : null;
}

/** Undefined where both changed the same: then it is asked, and nothing stored. */
function merged(base: Jobs, mine: Jobs, theirs: Jobs): Map<string, string> | undefined {
  const result = new Map<string, string>();
  for (const name of new Set([...base.keys(), ...mine.keys(), ...theirs.keys()])) {
    const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
    const said = mergedStatus(was, own, other);
    if (said === null) return undefined;
    if (said !== undefined) result.set(name, said);
  }
  return result;
}

const sorted = (jobs: Jobs): [string, string][] =>
  [...jobs].sort(([left], [right]) => (left < right ? -1 : 1));

test.each(SEEDS)('two files of one list, seed %i', async (seed) => {
  const random = chance('two files', seed);
  const unit = `o${seed}`;
  made = 0;
  const clerks = [
    new Clerk(unit, 'a', await comeIn(app, `clerk.${unit}`)),
    new Clerk(unit, 'b', await comeIn(app, `second.${unit}`)),
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    const clerk = one(random, clerks);
    if (clerk.file === undefined || random.integer(0, 2) === 0) {
      clerk.file = await clerk.download();
      clerk.base = await jobsIn(unit);
    }
    const done: string[] = [];
    let rows: [string, string][] = [];
    const before: string[] = [];
    clerk.file = await filled(clerk.file, { 'Chính!C5': 1 }, (workbook) => {
      const sheet = workbook.getWorksheet('Việc');
      if (sheet === undefined) throw new Error('no tab');
      for (let n = random.integer(0, 3); n >= 0; n -= 1) done.push(act(random, sheet, clerk.who));
      rows = jobsOn(sheet);
      before.push(...linesOf(sheet).map((row) => `${textAt(sheet, row, 1)} ${textAt(sheet, row, 2)}`));
    });
    if (new Set(rows.map(([name]) => name)).size < rows.length) return;
    const [mine, theirs] = [new Map(rows), await jobsIn(unit)];
    const expected = merged(clerk.base, mine, theirs);
    const { head, content } = await formOf(app, unit);
    const page = await clerk.send();
    const after = (await formOf(app, unit)).head.revision;
    const told = JSON.stringify({
      seed,
      round,
      done,
      base: [...clerk.base],
      mine: rows,
      keys: before,
      theirs: content.jobs,
      stored: after - head.revision,
    });
    // Who sent since they took their file is asked to take it anew where a key of it is another's by now.
    if (page.includes('Tệp làm từ lần gửi trước')) clerk.file = undefined;
    else if (after === head.revision) {
      // Asked, or nothing new to send.
      expect(
        expected === undefined || JSON.stringify(sorted(expected)) === JSON.stringify(sorted(theirs)),
        `${told} ${page
          .replace(/<style>[\s\S]*?<\/style>/, '')
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
          .slice(0, 900)}`,
      ).toBe(true);
    } else
      expect(sorted(await jobsIn(unit)), told).toEqual(expected === undefined ? 'asked' : sorted(expected));
  }
});
