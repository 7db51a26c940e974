/** Days as they are counted, and as instants have them in Việt Nam, held against the time zone data of the platform. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayInVietnam, dayNumber, endOfDay, timeInVietnam } from '../../shared/days.ts';

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'short',
});
const instants = fc.date({
  min: new Date('1980-01-01T00:00:00Z'),
  max: new Date('2199-12-30T00:00:00Z'),
  noInvalidDate: true,
});

test.each([
  ['2022-03-31T16:59:59.999Z', '2022-03-31', '23:59'],
  ['2022-03-31T17:00:00.000Z', '2022-04-01', '00:00'],
  ['2022-03-31T23:59:59.999Z', '2022-04-01', '06:59'],
  ['2022-04-01T00:00:00.000Z', '2022-04-01', '07:00'],
])(
  '%s is %s %s in Việt Nam, also between midnight and seven, when UTC has the day before',
  (at, day, time) => {
    expect([dayInVietnam(new Date(at)), timeInVietnam(new Date(at))]).toEqual([day, time]);
  },
);

describe.each([1, 2, 3])('with seed %i', (seed) => {
  test('an instant has the day and hour that clocks in Việt Nam show', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(`${dayInVietnam(at)} ${timeInVietnam(at)}`).toBe(clock.format(at));
      }),
      { seed, numRuns: 200 },
    );
  });

  test('a day ends with the first moment of the next, and days added are days between', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -1000, max: 1000 }), (at, days) => {
        const day = dayInVietnam(at);
        const end = endOfDay(day);
        expect(dayInVietnam(new Date(end.getTime() - 1))).toBe(day);
        expect([dayInVietnam(end), timeInVietnam(end)]).toEqual([addDays(day, 1), '00:00']);
        expect(dayNumber(addDays(day, days)) - dayNumber(day)).toBe(days);
      }),
      { seed, numRuns: 200 },
    );
  });
});
