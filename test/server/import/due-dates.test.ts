/** Due dates told in working days: worked out from the calendar, once for periods that have ended, refused where holidays are not known. */
import { expect, test } from 'vitest';
import { readCsv } from '../../../server/import/csv-file.ts';
import { dueDates } from '../../../server/import/due-dates.ts';
import { CSV_FILES } from '../../../server/import/file-specs.ts';
import { periodOf } from '../../../server/import/office-rows.ts';
import type { HolidayRow, PeriodRow } from '../../../server/store/province-data.ts';
import type { Period } from '../../../shared/period.ts';
import { Q1 } from '../../support/make.ts';

const PROVINCE = { id: 'tinh', name: 'Tỉnh' };
const NOBODY = new Set<string>();
const NONE = { periods: [], holidays: [], moved: NOBODY };
const at = { file: 'periods.csv', line: 2 };

const row = (days: number, change: Partial<Period> = {}): PeriodRow => ({
  period: { ...Q1, due: {}, ...change },
  dueRule: { default: days },
  at,
});
const off = (day: string): HolidayRow => ({ day, kind: 'off', name: 'Nghỉ của tỉnh' });
const dueOf = (found: ReturnType<typeof dueDates>) =>
  found.periods?.map(({ period }) => period.due.default) ?? [];
const codes = (found: ReturnType<typeof dueDates>) => found.faults.map(({ code }) => code);

test.each<[string, number, Partial<Period>, string]>([
  ['a quarter', 5, {}, '2022-04-07'],
  ['no days at all', 0, {}, '2022-03-31'],
  ['a quarter whose days cross a made-up holiday', 7, {}, '2022-04-12'],
  ['a year from 15/12 to 14/12', 2, { kind: 'year', from: '2021-12-15', to: '2022-12-14' }, '2022-12-16'],
  ['a week that ends on a Sunday', 1, { kind: 'week', from: '2022-03-07', to: '2022-03-13' }, '2022-03-14'],
  ['a term', 10, { kind: 'term', from: '2020-06-01', to: '2025-04-25' }, '2025-05-13'],
  ['any other days, before Tết', 1, { kind: 'other', from: '2024-02-01', to: '2024-02-07' }, '2024-02-15'],
  ['the end of a year', 3, { kind: 'year', from: '2023-01-01', to: '2023-12-31' }, '2024-01-04'],
])('%s', (_, days, change, due) => {
  const found = dueDates({ province: PROVINCE, periods: [row(days, change)] }, NONE);
  expect([codes(found), dueOf(found)]).toEqual([[], [due]]);
});

test('the province’s own days go before what the program knows', () => {
  const periods = [row(5)];
  const holidays: HolidayRow[] = [off('2022-04-01'), { day: '2022-04-02', kind: 'working', name: 'Làm bù' }];
  expect(dueOf(dueDates({ province: PROVINCE, periods, holidays }, NONE))).toEqual(['2022-04-07']);
  expect(dueOf(dueDates({ province: PROVINCE, periods, holidays: holidays.slice(0, 1) }, NONE))).toEqual([
    '2022-04-08',
  ]);
  expect(dueOf(dueDates({ province: PROVINCE, periods }, { ...NONE, holidays }))).toEqual(['2022-04-07']);
});

test('working days into a year without holidays are refused at their line, and the year is named', () => {
  const periods = [row(5, { from: '2026-10-01', to: '2026-12-31', year: 2026 })];
  const found = dueDates({ province: PROVINCE, periods }, NONE);
  expect(found.faults).toEqual([
    {
      code: 'calendar_missing',
      at,
      params: { column: 'due_default', rule: '+5', id: '2022-q1', years: '2027' },
    },
  ]);
  const known = dueDates({ province: PROVINCE, periods, holidays: [off('2027-01-01')] }, NONE);
  expect([codes(known), dueOf(known)]).toEqual([[], ['2027-01-08']]);
});

test('a changed calendar moves the dates of open periods that are stored, and of no other', () => {
  const stored = [
    { period: { ...Q1, due: { default: '2022-04-07', huyen: '2022-04-05' } }, dueRule: { default: 5 } },
    { period: { ...Q1, id: 'dated', due: { default: '2022-04-07' } }, dueRule: {} },
    {
      period: { ...Q1, id: 'ended', state: 'closed' as const, due: { default: '2022-04-07' } },
      dueRule: { default: 5 },
    },
    {
      period: { ...Q1, id: 'far', from: '2022-07-01', to: '2022-09-30', due: { default: '2022-10-07' } },
      dueRule: { default: 5 },
    },
  ];
  const found = dueDates({ province: PROVINCE, holidays: [off('2022-04-01')] }, { ...NONE, periods: stored });
  expect(found.periods?.map(({ period }) => [period.id, period.due])).toEqual([
    ['2022-q1', { default: '2022-04-08', huyen: '2022-04-05' }],
    ['ended', { default: '2022-04-07' }],
  ]);
  expect(found.faults.map(({ code, params }) => [code, params.id, params.wanted])).toEqual([
    ['due_kept', 'ended', '2022-04-08'],
  ]);
  expect(dueDates({ province: PROVINCE }, { ...NONE, periods: stored }).periods).toBeUndefined();
});

test('a period that has ended keeps its date and its rule, until it is opened again', () => {
  const stored = [
    { period: { ...Q1, state: 'locked' as const, due: { default: '2022-04-07' } }, dueRule: { default: 5 } },
  ];
  const later = (state: Period['state']) =>
    dueDates({ province: PROVINCE, periods: [row(6, { state })] }, { ...NONE, periods: stored });
  expect([dueOf(later('locked')), later('locked').periods?.[0]?.dueRule]).toEqual([
    ['2022-04-07'],
    { default: 5 },
  ]);
  expect(codes(later('locked'))).toEqual(['due_kept']);
  expect([dueOf(later('open')), codes(later('open'))]).toEqual([['2022-04-08'], []]);
  const open = stored.map((one) => ({ ...one, period: { ...one.period, state: 'open' as const } }));
  const closing = dueDates(
    { province: PROVINCE, periods: [row(6, { state: 'closed' })] },
    { ...NONE, periods: open },
  );
  expect([dueOf(closing), codes(closing)]).toEqual([['2022-04-08'], []]);
});

test('the state of a period somebody moved is the stored one, whatever the file says', () => {
  const stored = [
    { period: { ...Q1, state: 'closed' as const, due: { default: '2022-04-07' } }, dueRule: { default: 5 } },
  ];
  const found = dueDates(
    { province: PROVINCE, periods: [row(5)] },
    { ...NONE, periods: stored, moved: new Set([Q1.id]) },
  );
  expect([codes(found), found.periods?.[0]?.period.state]).toEqual([['state_moved'], 'closed']);
  const unmoved = dueDates({ province: PROVINCE, periods: [row(5)] }, { ...NONE, periods: stored });
  expect([codes(unmoved), unmoved.periods?.[0]?.period.state]).toEqual([[], 'open']);
});

const LINE =
  'id,kind,label_vi,label_en,year,from,to,state,due_default,due_district\n2022-q1,quarter,Quý I,Q1,2022,2022-01-01,2022-03-31,open,';

test.each([
  ['+5', { default: 5 }],
  ['+ 12 ngày làm việc', { default: 12 }],
  ['5 NGÀY LÀM VIỆC', { default: 5 }],
  ['05/04/2022', {}],
])('“%s” is read as it is meant', (text, rule) => {
  const { rows, faults } = readCsv(CSV_FILES.periods, `${LINE}${text},2022-04-05`);
  expect(faults).toEqual([]);
  const [line] = rows;
  if (!line) throw new Error('no line');
  const found = periodOf(line);
  expect(found.row?.dueRule).toEqual(rule);
  expect(found.row?.period.due).toEqual({
    district: '2022-04-05',
    ...('default' in rule ? {} : { default: '2022-04-05' }),
  });
});

test.each([
  ['5', 'cell_bad_due'],
  ['+1000', 'cell_bad_due'],
  ['-3', 'cell_bad_due'],
  ['sau 5 ngày', 'cell_bad_due'],
  ['31/4/2022', 'cell_no_such_day'],
])('“%s” is refused', (text, code) => {
  const { faults } = readCsv(CSV_FILES.periods, `${LINE}${text},`);
  expect(faults.map((one) => [one.code, one.at.line])).toEqual([[code, 2]]);
});
