/** A succession that cannot be is a fault at its line; what reorganisation really does is none. */
import { describe, expect, test } from 'vitest';
import { crossCheck } from '../../../server/import/cross-check.ts';
import { faultWords } from '../../../server/import/faults.ts';
import { NOTHING_KNOWN } from '../../../server/import/known-rows.ts';
import type { ProvinceData, SuccessionRow, UnitRow } from '../../../server/store/province-data.ts';

const DAY = '2025-07-01';
const old = (id: string): UnitRow => ({
  id,
  kind: 'commune',
  validFrom: '2000-01-01',
  validTo: '2025-06-30',
});
const born = (id: string): UnitRow => ({ id, kind: 'commune', validFrom: DAY, validTo: null });
const lasting = (id: string): UnitRow => ({ id, kind: 'commune', validFrom: '2000-01-01', validTo: null });

const UNITS = [old('a'), old('b'), old('c'), born('x'), born('y'), lasting('k'), lasting('l')];

let line = 1;
const to = (from: string, into: string, share: string | null = null, day = DAY): SuccessionRow => ({
  old: from,
  new: into,
  day,
  share,
  at: { file: 'successions.csv', line: ++line },
});
const data = (...successions: SuccessionRow[]): ProvinceData => ({
  province: { id: 'hd', name: 'Hải Dương' },
  units: UNITS,
  successions,
});
const codes = (given: ProvinceData, known = NOTHING_KNOWN): string[] =>
  crossCheck(given, known).map(({ code }) => code);

describe('accepted', () => {
  test.each<[string, ProvinceData]>([
    ['a merger', data(to('a', 'x'), to('b', 'x'))],
    ['a split with shares', data(to('a', 'x', '0.4'), to('a', 'y', '0.6'))],
    ['a split nobody published shares of', data(to('a', 'x'), to('a', 'y'))],
    ['a part given to a neighbour', data(to('k', 'k', '0.9'), to('k', 'l', '0.1'))],
    [
      'two neighbours exchanging parts',
      data(to('k', 'k', '0.9'), to('k', 'l', '0.1'), to('l', 'l', '0.8'), to('l', 'k', '0.2')),
    ],
    ['an office going on under another id', data(to('a', 'x', '1'))],
    ['an office that only ends', data()],
  ])('%s', (_, given) => {
    expect(codes(given)).toEqual([]);
  });
});

describe('refused, with the line', () => {
  test.each<[string, ProvinceData, string]>([
    ['shares of more than one', data(to('a', 'x', '0.7'), to('a', 'y', '0.6')), 'shares_exceed'],
    ['shares of less than one', data(to('a', 'x', '0.7'), to('a', 'y', '0.2')), 'shares_missing'],
    ['a split with a share missing', data(to('a', 'x', '0.7'), to('a', 'y')), 'shares_missing'],
    ['one part of an office alone', data(to('a', 'x', '0.7')), 'shares_missing'],
    ['a former office that goes on', data(to('k', 'x')), 'succession_old_day'],
    [
      'a former office that ended on another day',
      data(to('a', 'k', null, '2020-01-01')),
      'succession_old_day',
    ],
    [
      'a new office not there yet',
      data(to('k', 'k', '0.5', '2020-01-01'), to('k', 'x', '0.5', '2020-01-01')),
      'succession_new_day',
    ],
    ['a new office gone already', data(to('a', 'b')), 'succession_new_day'],
    [
      'an office that keeps a part after its end',
      data(to('a', 'a', '0.5'), to('a', 'x', '0.5')),
      'succession_new_day',
    ],
    ['an office that succeeds itself', data(to('k', 'k', '1')), 'succession_self'],
    ['the same line twice', data(to('a', 'x'), to('a', 'x')), 'twice'],
    ['an office nobody knows', data(to('a', 'z')), 'unknown_unit'],
  ])('%s', (_, given, code) => {
    const found = crossCheck(given, NOTHING_KNOWN).find((one) => one.code === code);
    expect(found?.at?.file).toBe('successions.csv');
    if (found === undefined) return;
    for (const lang of ['vi', 'en'] as const) expect(faultWords(found, lang)).not.toMatch(/[{}]/);
  });
});

test('an office that lives on in a new units.csv contradicts the succession stored before', () => {
  const known = {
    ...NOTHING_KNOWN,
    units: new Map(UNITS.map((unit) => [unit.id, unit])),
    successions: [to('a', 'x')],
  };
  const revived = { ...old('a'), validTo: null };
  expect(codes({ province: { id: 'hd', name: 'Hải Dương' }, units: [revived] }, known)).toEqual([
    'succession_old_day',
  ]);
});
