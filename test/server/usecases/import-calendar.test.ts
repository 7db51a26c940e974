/** An import with holidays and due dates in working days, on a real database: stored as dates, worked out again, told, repeated without effect. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HolidayRow, PeriodRow, ProvinceData } from '../../../server/store/province-data.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { planLines } from '../../../server/usecases/import/import-words.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { Q1 } from '../../support/make.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base?.drop());

const run = (data: ProvinceData, dryRun = false) =>
  importProvince({ db: base.db, clock: () => new Date('2022-01-02T03:00:00Z') }, data, { dryRun });

const PERIOD: PeriodRow = {
  period: { ...Q1, due: {} },
  dueRule: { default: 5 },
  at: { file: 'periods.csv', line: 2 },
};
const HOLIDAY: HolidayRow = {
  day: '2022-04-01',
  kind: 'off',
  name: 'Ngày truyền thống của tỉnh',
  at: { file: 'holidays.csv', line: 2 },
};
const province = (id: string) => ({ id, name: 'Tỉnh' });
const stored = async (id: string) =>
  (
    await base.db.system<{ due: object; due_rule: object }[]>`
      SELECT due, due_rule FROM period WHERE province_id = ${id} ORDER BY id`
  ).map(({ due, due_rule }) => [due, due_rule]);

test('working days become dates, the rule is kept, and the same files again change nothing', async () => {
  const data = { province: province('a'), periods: [PERIOD], holidays: [HOLIDAY] };
  const dry = await run(data, true);
  const first = await run(data);
  expect(dry).toEqual({ ...first, stored: false });
  expect(await stored('a')).toEqual([[{ default: '2022-04-08' }, { default: 5 }]]);
  const again = await run(data);
  expect(again).toMatchObject({ changes: [], faults: [], warnings: [], stored: false });
  expect(again.same).toMatchObject({ periods: 1, holidays: 1 });
});

test('a changed calendar alone works the dates out again and tells the change', async () => {
  const closed: PeriodRow = { ...PERIOD, period: { ...PERIOD.period, id: 'closed', state: 'closed' } };
  await run({ province: province('b'), periods: [PERIOD, closed] });
  expect(await stored('b')).toEqual([
    [{ default: '2022-04-07' }, { default: 5 }],
    [{ default: '2022-04-07' }, { default: 5 }],
  ]);
  const plan = await run({ province: province('b'), holidays: [HOLIDAY] });
  expect(plan.changes.map(({ list, kind, key, detail }) => [list, kind, key, detail])).toEqual([
    ['holidays', 'added', '2022-04-01', undefined],
    ['periods', 'changed', '2022-q1', 'due_default: 2022-04-07 → 2022-04-08'],
  ]);
  expect(plan.warnings.map(({ code, params }) => [code, params.id])).toEqual([['due_kept', 'closed']]);
  expect(await stored('b')).toEqual([
    [{ default: '2022-04-08' }, { default: 5 }],
    [{ default: '2022-04-07' }, { default: 5 }],
  ]);
  const back = await run({ province: province('b'), holidays: [] });
  expect(back.changes.map(({ list, kind }) => [list, kind])).toEqual([
    ['holidays', 'removed'],
    ['periods', 'changed'],
  ]);
});

test('a year without holidays stores nothing and says what to write where', async () => {
  const period = { ...PERIOD.period, from: '2028-01-01', to: '2028-03-31', year: 2028 };
  const plan = await run({ province: province('c'), periods: [{ ...PERIOD, period }] });
  expect(plan.stored).toBe(false);
  expect(planLines(plan, false)).toContain(
    '  periods.csv, dòng 2: Cột “due_default” của kỳ 2022-q1 ghi +5 ngày làm việc, nhưng chưa có ngày nghỉ lễ của năm 2028. Hãy ghi các ngày đó vào holidays.csv, hoặc ghi hạn là một ngày.',
  );
});

test('a year with too few holidays is told, a day given twice is refused', async () => {
  const few = await run({ province: province('d'), holidays: [{ ...HOLIDAY, day: '2027-01-01' }] });
  expect(few.warnings.map(({ code, at, params }) => [code, at.line, params.year, params.count])).toEqual([
    ['holidays_few', 2, '2027', '1'],
  ]);
  expect(few.stored).toBe(true);
  const twice = await run({
    province: province('e'),
    holidays: [HOLIDAY, { ...HOLIDAY, kind: 'working', at: { file: 'holidays.csv', line: 3 } }],
  });
  expect(twice.faults.map(({ code, at }) => [code, at.line])).toEqual([['twice', 3]]);
});
