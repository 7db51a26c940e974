/** Rows that fit together and yet cannot be meant are refused or told at their line; what practice knows is left alone. */
import { describe, expect, test } from 'vitest';
import { isWarning } from '../../../server/import/faults.ts';
import { type KnownRows, NOTHING_KNOWN } from '../../../server/import/known-rows.ts';
import { senseCheck } from '../../../server/import/sense-check.ts';
import type { ProvinceData, UnitRow } from '../../../server/store/province-data.ts';
import type { Period } from '../../../shared/period.ts';
import { smallProvince } from '../usecases/import-data.ts';

const base = smallProvince();

function told(change: Partial<ProvinceData>, known: KnownRows = NOTHING_KNOWN): string[] {
  return senseCheck({ ...base, ...change }, known).map(
    (found) => `${found.at.file}:${found.at.line} ${isWarning(found) ? 'warning' : 'fault'} ${found.code}`,
  );
}

const units = (changes: Readonly<Record<string, Partial<UnitRow>>>): readonly UnitRow[] =>
  base.units.map((row) => ({ ...row, ...changes[row.id] }));

const Q1: Period = {
  id: '2022-q1',
  kind: 'quarter',
  label: { vi: 'Quý I/2022', en: 'Q1 2022' },
  year: 2022,
  from: '2022-01-01',
  to: '2022-03-31',
  due: { default: '2022-04-10' },
  state: 'open',
};
const at = { file: 'periods.csv', line: 2 };
const period = (change: Partial<Period>) => ({ periods: [{ period: { ...Q1, ...change }, at }] });
const owes = (of: string) => ({
  assignments: [
    {
      ...base.assignments[0],
      unit: 'tu-ky',
      template: 'counts',
      version: 1,
      period: of,
      assigned: [],
      at: { file: 'assignments.csv', line: 2 },
    },
  ],
});

test('a sound province has nothing to be told', () => {
  expect(told({})).toEqual([]);
});

describe('levels', () => {
  const due = { default: '2022-04-10', district: '2022-04-05' };

  test('a date for a level no office has is a fault', () => {
    expect(told({ ...period({ due: { ...due, distrct: '2022-04-05' } }), assignments: [] })).toEqual([
      'periods.csv:2 fault due_of_nobody',
    ]);
  });

  test('a level misspelt on an office that so loses its own date is a fault', () => {
    const misspelt = units({ 'tu-ky': { kind: 'distrct' } });
    expect(told({ ...period({ due }), units: misspelt, assignments: [] })).toEqual([
      'units.csv:3 fault kind_without_due',
    ]);
  });

  test('the same with dates that are stored already', () => {
    const known = { ...NOTHING_KNOWN, periods: new Map([[Q1.id, { ...Q1, due }]]) };
    const { periods: _, ...rest } = base;
    const data = { ...rest, units: units({ 'tu-ky': { kind: 'District' } }), assignments: [] };
    expect(senseCheck(data, known).map(({ code }) => code)).toEqual(['kind_without_due']);
  });

  test('a level with a date of its own, or told apart by a number, is another level', () => {
    const own = { ...due, districts: '2022-04-01' };
    const two = units({ 'tu-ky': { kind: 'districts' } });
    expect(told({ ...period({ due: own }), units: two, assignments: [] })).toEqual([]);
    const numbered = units({
      root: { kind: 'level-1' },
      'tu-ky': { kind: 'level-2' },
      'kim-thanh': { kind: 'level-3' },
    });
    expect(told({ units: numbered })).toEqual([]);
  });

  test('a level much like that of more offices is told though no date is lost', () => {
    const more = [
      ...units({ 'tu-ky': { kind: 'distrct' } }),
      ...['a', 'b'].map((id) => ({ id, kind: 'district', validFrom: '2000-01-01', validTo: null })),
    ];
    expect(told({ units: more })).toEqual(['units.csv:3 warning kind_like_another']);
  });
});

describe('periods', () => {
  test.each<[string, Partial<Period>, string[]]>([
    ['a year outside the period', { year: 2021 }, ['fault year_outside']],
    [
      'the year of its first day only',
      { year: 2021, from: '2021-12-15', to: '2022-03-14' },
      ['warning year_of_start'],
    ],
    [
      'a term with any of its years',
      { kind: 'term', year: 2022, from: '2020-06-01', to: '2025-05-31', due: { default: '2025-06-30' } },
      [],
    ],
    ['a date before the end', { due: { default: '2022-03-30' } }, ['fault due_before_end']],
    ['a date on the last day', { due: { default: '2022-03-31' } }, ['warning due_too_soon']],
    ['a date one working day later', { due: { default: '2022-04-01' } }, []],
    [
      'an end on a Friday and a date on the Sunday',
      { to: '2022-03-25', due: { default: '2022-03-27' } },
      ['warning due_too_soon'],
    ],
    [
      'an end before Tết and a date within it',
      { to: '2022-01-28', due: { default: '2022-02-04' } },
      ['warning due_too_soon'],
    ],
    [
      'a window from 15/12 to 14/12',
      { kind: 'year', from: '2021-12-15', to: '2022-12-14', due: { default: '2022-12-15' } },
      [],
    ],
    ['a week', { kind: 'week', from: '2022-03-07', to: '2022-03-13', due: { default: '2022-03-14' } }, []],
    [
      'any other days',
      { kind: 'other', from: '2022-02-10', to: '2022-02-10', due: { default: '2022-02-11' } },
      [],
    ],
  ])('%s', (_, change, expected) => {
    expect(told({ ...period(change), assignments: [] })).toEqual(
      expected.map((code) => `periods.csv:2 ${code}`),
    );
  });
});

describe('one word on two offices', () => {
  const line = (n: number) => ({ file: 'units.csv', line: n });
  const codes = [
    { unit: 'tu-ky', validFrom: '2000-01-01', code: '0298', at: line(3) },
    { unit: 'kim-thanh', validFrom: '2000-01-01', code: '0298', at: line(4) },
  ];
  const aliases = [
    { unit: 'tu-ky', alias: 'Huyện TK', at: line(3) },
    { unit: 'kim-thanh', alias: 'huyện  tk', at: line(4) },
  ];

  test('a code or another name of two offices at a time is a fault of the later line', () => {
    expect(told({ codes })).toEqual(['units.csv:4 fault code_shared']);
    expect(told({ aliases })).toEqual(['units.csv:4 fault alias_shared']);
  });

  test('so it is with an office that is stored and not in the files', () => {
    const stored = base.units.slice(1, 2);
    const known = {
      ...NOTHING_KNOWN,
      units: new Map(stored.map((row) => [row.id, row])),
      codes: codes.slice(0, 1),
    };
    const data = { ...base, units: base.units.slice(2), codes: codes.slice(1), aliases: [] };
    expect(senseCheck(data, known).map(({ code }) => code)).toEqual(['code_shared']);
  });

  test('a code goes on to the office that comes after, and an office’s own later code frees the first', () => {
    const ended = {
      ...units({}),
      units: units({ 'tu-ky': { validTo: '2020-12-31' }, 'kim-thanh': { validFrom: '2021-01-01' } }),
    };
    const [first, second] = codes;
    if (!first || !second) throw new Error('no codes');
    const later = { ...second, validFrom: '2021-01-01' };
    expect(told({ units: ended.units, codes: [first, later], assignments: [] })).toEqual([]);
    const renumbered = { ...first, validFrom: '2021-01-01', code: '0299' };
    expect(told({ codes: [first, renumbered, later] })).toEqual([]);
  });

  test('a party office and a state office of one place may share them', () => {
    const edges = base.edges.map((edge) =>
      edge.child === 'kim-thanh' ? { ...edge, tree: 'state' as const, parent: 'ubnd' } : edge,
    );
    expect(told({ codes, aliases, edges })).toEqual([]);
  });
});

describe('offices that ended', () => {
  const ended = (validTo: string) => ({ ...period({}), units: units({ 'tu-ky': { validTo } }) });

  test('owe nothing for a period that began after', () => {
    expect(told({ ...ended('1999-12-31'), ...owes(Q1.id) })).toEqual([
      'assignments.csv:2 fault owes_after_end',
    ]);
  });

  test('owe nothing for a period they ended in: whoever is there at its end reports on all of it', () => {
    expect(told({ ...ended('2022-02-28'), ...owes(Q1.id) })).toEqual([
      'assignments.csv:2 fault owes_across_end',
    ]);
    expect(told({ ...ended('2022-03-31'), ...owes(Q1.id) })).toEqual([]);
  });

  test('owe nothing for a period before they began', () => {
    const later = units({ 'tu-ky': { validFrom: '2023-01-01' } });
    expect(told({ ...period({}), units: later, ...owes(Q1.id) })).toEqual([
      'assignments.csv:2 fault owes_before_start',
    ]);
  });

  test('with reports stored for later periods are told once, when they end', () => {
    const stored = new Map(base.units.map((row) => [row.id, row]));
    const known = {
      ...NOTHING_KNOWN,
      units: stored,
      periods: new Map([[Q1.id, Q1]]),
      owed: [{ unit: 'tu-ky', template: 'counts', period: Q1.id }],
    };
    const data = { ...ended('2021-12-31'), assignments: [] };
    expect(told(data, known)).toEqual(['units.csv:3 warning ended_owing']);
    const again = { ...known, units: new Map(data.units.map((row) => [row.id, row])) };
    expect(told(data, again)).toEqual([]);
  });

  describe('reports stored for periods at whose end the office is not there', () => {
    const stored = (change: Partial<UnitRow>): KnownRows => ({
      ...NOTHING_KNOWN,
      units: new Map(units({ 'tu-ky': change }).map((row) => [row.id, row])),
      periods: new Map([[Q1.id, Q1]]),
      owed: [{ unit: 'tu-ky', template: 'counts', period: Q1.id }],
    });
    const nothing = { units: [], edges: [], assignments: [] };

    test('are told at the line of a period that now ends after the office', () => {
      const known = stored({ validTo: '2022-06-30' });
      const longer = { ...nothing, ...period({ to: '2022-07-14', due: { default: '2022-07-20' } }) };
      expect(told(longer, known)).toEqual(['periods.csv:2 warning ended_owing']);
      const again = { ...known, periods: new Map([[Q1.id, { ...Q1, to: '2022-07-14' }]]) };
      expect(told(longer, again)).toEqual([]);
    });

    test('are told at the line of a period that now ends before the office began', () => {
      const known = stored({ validFrom: '2021-01-01' });
      const days = { from: '2019-01-01', to: '2019-03-31', year: 2019, due: { default: '2019-04-10' } };
      expect(told({ ...nothing, ...period(days) }, known)).toEqual(['periods.csv:2 warning begins_owing']);
    });

    test('are told at the line of an office that now begins after the period', () => {
      const data = { units: units({ 'tu-ky': { validFrom: '2022-07-01' } }), edges: [], assignments: [] };
      expect(told(data, stored({}))).toEqual(['units.csv:3 warning begins_owing']);
      expect(told(data, stored({ validFrom: '2022-07-01' }))).toEqual([]);
    });
  });
});
