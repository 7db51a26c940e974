/** A typed date is the day that was meant, or the office is asked; period words name periods and nothing else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isIsoDate, monthFirst, readDate, showDate, swapped } from '../../shared/dates.ts';

const VI = { locale: 'vi_VN' };
const US = { locale: 'en_US' };
const date = (value: string) => ({ kind: 'date', value });
const notDate = { kind: 'notDate' };

/** Days of 1900 to 2199, made by the platform's own calendar. */
const days = fc
  .integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2199, 11, 31) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

test.each([
  ['18/05/2022', '2022-05-18'],
  ['5/8/2021', '2021-08-05'],
  ['05/06/2020', '2020-06-05'],
  ['10.10.2018', '2018-10-10'],
  ['04-11-2016', '2016-11-04'],
  ['ngày 04 tháng 11 năm 2016', '2016-11-04'],
  ['Ngày 4 tháng 11, 2016', '2016-11-04'],
  ['4 tháng 11 năm 2016', '2016-11-04'],
  ['ngày 18/5/2021', '2021-05-18'],
  ['2022-05-18', '2022-05-18'],
  ['2022/5/18', '2022-05-18'],
  ['Thứ Tư, 24/02/2021', '2021-02-24'],
  ['THỨ SÁU, 19/11/2021 08:05:09', '2021-11-19'],
  ['29/02/2020', '2020-02-29'],
  [' 18 / 05 / 2022 ', '2022-05-18'],
  ['18\u00a0/05/2022', '2022-05-18'],
])('%j in a Vietnamese file is %s', (raw, expected) => {
  expect(readDate(raw, VI)).toEqual(date(expected));
});

test.each([
  '31/02/2022',
  '29/02/2021',
  '29/02/1900',
  '05/18/2022',
  '18/05/22',
  '18/05-2022',
  '0/1/2022',
  '1/0/2022',
  '2021-12',
  '12/2021',
  'quý I/2022',
  '8/13',
  '18/05/20222',
  '18/05/0202',
  'hôm qua',
  '',
  '44000',
  '31 Feb 2022',
  '1 Foo 2022',
])('%j in a Vietnamese file is no date', (raw) => {
  expect(readDate(raw, VI)).toEqual(notDate);
});

test.each([
  ['18/05/2022', date('2022-05-18')],
  ['05/18/2022', date('2022-05-18')],
  ['03/04/2026', { kind: 'ambiguous', dmy: '2026-04-03', mdy: '2026-03-04' }],
  ['03-04-2026', { kind: 'ambiguous', dmy: '2026-04-03', mdy: '2026-03-04' }],
  ['04/04/2026', date('2026-04-04')],
  ['03.04.2026', date('2026-04-03')],
  ['ngày 03/04/2026', date('2026-04-03')],
  ['Thứ Sáu, 03/04/2026', date('2026-04-03')],
  ['2026-04-03', date('2026-04-03')],
  ['13/13/2026', notDate],
])('%j in an American file is %j', (raw, expected) => {
  expect(readDate(raw, US)).toEqual(expected);
});

test('the order the office named settles an ambiguous date, as it was shown', () => {
  fc.assert(
    fc.property(days, (iso) => {
      const [year, month, day] = iso.split('-');
      const reading = readDate(`${day}/${month}/${year}`, US);
      fc.pre(reading.kind === 'ambiguous');
      if (reading.kind !== 'ambiguous') return;
      expect(reading.dmy).toBe(iso);
      for (const order of ['dmy', 'mdy'] as const) {
        expect(readDate(`${day}/${month}/${year}`, { ...US, order })).toEqual(date(reading[order]));
      }
    }),
  );
});

test('every day is read back from how it is shown, in both languages and in any file', () => {
  fc.assert(
    fc.property(days, (iso) => {
      expect(readDate(showDate(iso, 'vi'), VI)).toEqual(date(iso));
      expect(readDate(showDate(iso, 'en'), VI)).toEqual(date(iso));
      expect(readDate(showDate(iso, 'en'), US)).toEqual(date(iso));
      expect(readDate(iso, US)).toEqual(date(iso));
    }),
  );
});

test('an American file never turns a day first into another day without asking', () => {
  fc.assert(
    fc.property(days, (iso) => {
      const reading = readDate(showDate(iso, 'vi'), US);
      if (reading.kind === 'ambiguous') expect(reading.dmy).toBe(iso);
      else expect(reading).toEqual(date(iso));
    }),
  );
});

test('an ISO date is a day of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2199 }), fc.nat(14), fc.nat(33), (year, month, day) => {
      const two = (n: number): string => String(n).padStart(2, '0');
      const iso = `${year}-${two(month)}-${two(day)}`;
      const made = new Date(Date.UTC(year, month - 1, day));
      const exists = !Number.isNaN(made.getTime()) && made.toISOString().slice(0, 10) === iso;
      expect(isIsoDate(iso)).toBe(exists);
    }),
    { numRuns: 2000 },
  );
});

test.each(['2022-5-18', '18/05/2022', '', '2022-05-18T00:00:00', '0000-01-01', '2022-02-30\n'])(
  '%j is not an ISO date',
  (raw) => {
    expect(isIsoDate(raw)).toBe(false);
  },
);

test.each([
  ['2016-11-04', 'vi', '04/11/2016'],
  ['2016-11-04', 'en', '4 Nov 2016'],
  ['khi xong', 'vi', 'khi xong'],
] as const)('%s is shown in %s as %s', (iso, lang, expected) => {
  expect(showDate(iso, lang)).toBe(expected);
});

test.each([
  ['05/18/2022', '2022-05-18'],
  ['5-31-2022', '2022-05-31'],
  ['ngày 12.25.2021', '2021-12-25'],
  ['18/05/2022', undefined],
  ['05/06/2022', undefined],
  ['31/02/2022', undefined],
  ['02/30/2022', undefined],
  ['13/13/2022', undefined],
  ['05/18-2022', undefined],
  ['hôm nào đó', undefined],
])('%j puts the month first for certain: %s', (raw, expected) => {
  expect(monthFirst(raw)).toBe(expected);
});

test('a day changed over twice is the day itself, and only a day with another reading is changed over', () => {
  for (const iso of fc.sample(days, { numRuns: 300, seed: 7 })) {
    const other = swapped(iso);
    if (other === undefined) expect(iso.slice(8) > '12' || iso.slice(5, 7) === iso.slice(8)).toBe(true);
    else expect([swapped(other), other === iso]).toEqual([iso, false]);
  }
});
