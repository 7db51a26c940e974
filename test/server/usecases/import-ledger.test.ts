/** An import that changes something is in the ledger, with the files it was read from; periods move by import as they do by hand. */

import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAdmin } from '../../../server/admin.ts';
import { PROVINCE_CHAIN } from '../../../server/store/audit.ts';
import { verifyProvince } from '../../../server/usecases/ledger/verify-province.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { ledgerOf } from '../../support/ledger.ts';

let base: TestDatabase;
let dir: string;
let lines: string[];
beforeAll(async () => {
  base = await testDatabase();
  dir = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
  await base?.drop();
});

const PROVINCE = '{"id":"hd","name":"Hải Dương"}';
const UNITS = 'id,kind,name,valid_from\ntu-ky,district,Huyện ủy Tứ Kỳ,2000-01-01';
const periods = (...states: readonly string[]): string =>
  [
    'id,kind,label_vi,label_en,year,from,to,state,due_default',
    ...states.map((state, index) => {
      const year = 2021 + index;
      return `y${year},year,Năm ${year},${year},${year},${year}-01-01,${year}-12-31,${state},${year + 1}-01-15`;
    }),
  ].join('\n');
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

async function bring(text: string, ...args: string[]): Promise<number> {
  lines = [];
  await writeFile(join(dir, 'province.json'), PROVINCE);
  await writeFile(join(dir, 'units.csv'), UNITS);
  await writeFile(join(dir, 'periods.csv'), text);
  return runAdmin(['import', dir, ...args], {
    write: (line) => void lines.push(line),
    clock: () => new Date('2021-12-17T07:00:00Z'),
    withDatabase: (use) => use(base.db),
    provideSheet: () => Promise.reject(new Error('no sheet is made')),
    newCode: () => 'NONE',
    newSecret: () => 'secret',
  });
}
const entries = () => ledgerOf(base.db.system, { chain: PROVINCE_CHAIN });
const state = async () =>
  (await base.db.system`SELECT id, state FROM period ORDER BY id`).map((row) => row.state);

test('an import that changes something is entered once, with what changed and the hash of every file; others are not', async () => {
  const text = periods('open');
  expect(await bring(text, '--dry-run')).toBe(0);
  expect(await entries()).toEqual([]);
  expect(await bring(text)).toBe(0);
  const told = {
    person_id: null,
    person: 'Quản trị máy chủ',
    action: 'imported',
    subject: 'province/hd',
    details: {
      files: {
        'province.json': hash(PROVINCE),
        'units.csv': hash(UNITS),
        'periods.csv': hash(text),
      },
      changes: {
        province: { added: 1 },
        units: { added: 1 },
        names: { added: 1 },
        periods: { added: 1 },
      },
    },
  };
  expect(await entries()).toMatchObject([told]);
  expect(await bring(text)).toBe(0);
  expect(await entries()).toMatchObject([told]);
  expect((await verifyProvince(base.db, 'hd')).findings).toEqual([]);
});

test('a period comes in any state; one there is moves only as by hand, told in the ledger, or the line is refused', async () => {
  expect(await bring(periods('open', 'locked'))).toBe(0);
  const before = await entries();
  expect(before.map(({ action }) => action)).toEqual(['imported', 'imported']);

  expect(await bring(periods('locked', 'locked'))).toBe(1);
  expect(lines).toContain(
    '  periods.csv, dòng 2: Kỳ y2021 đang mở nên chỉ chuyển được sang: đã đóng; không chuyển sang: đã khóa.',
  );
  expect(await bring(periods('open', 'open'))).toBe(1);
  expect(lines.some((line) => line.startsWith('  periods.csv, dòng 3: Kỳ y2022 đã khóa'))).toBe(true);
  expect(await state()).toEqual(['open', 'locked']);
  expect(await entries()).toEqual(before);

  expect(await bring(periods('closed', 'locked'), '--dry-run')).toBe(0);
  expect(await entries()).toEqual(before);
  expect(await bring(periods('closed', 'locked'))).toBe(0);
  expect(await bring(periods('open', 'closed'))).toBe(0);
  const moved = (id: string, from: string, to: string) => ({
    person_id: null,
    person: 'Quản trị máy chủ',
    action: 'period_moved',
    subject: `period/${id}`,
    details: { before: from, state: to, reason: 'tệp nhập' },
  });
  expect((await entries()).filter(({ action }) => action === 'period_moved')).toMatchObject([
    moved('y2021', 'open', 'closed'),
    moved('y2021', 'closed', 'open'),
    moved('y2022', 'locked', 'closed'),
  ]);
  expect(await state()).toEqual(['open', 'closed']);
  expect((await verifyProvince(base.db, 'hd')).findings).toEqual([]);
});
