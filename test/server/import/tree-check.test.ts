/** No unit falls out of the totals above it unnoticed: who is left under an office that is not there is refused, who is under nobody for a while is told. */
import { describe, expect, test } from 'vitest';
import { crossCheck } from '../../../server/import/cross-check.ts';
import { faultWords, type ImportFault, isWarning } from '../../../server/import/faults.ts';
import { type KnownRows, NOTHING_KNOWN } from '../../../server/import/known-rows.ts';
import { senseCheck } from '../../../server/import/sense-check.ts';
import type { ProvinceData, UnitEdgeRow, UnitRow } from '../../../server/store/province-data.ts';
import type { Tree } from '../../../shared/dated-trees.ts';
import { isReal, reorganisation } from '../../support/reorganisation.ts';

const BORN = '2000-01-01';
const UNITS = ['p', 'd1', 'd2', 'x1'];
const province = { id: 't', name: 'Tỉnh t' };

const unit = (id: string, validFrom = BORN, validTo: string | null = null): UnitRow => ({
  id,
  kind: 'k',
  validFrom,
  validTo,
  at: { file: 'units.csv', line: 2 + UNITS.indexOf(id) },
});
const edge = (
  parent: string,
  child: string,
  from = BORN,
  to: string | null = null,
  tree: Tree = 'party',
): UnitEdgeRow => ({
  tree,
  parent,
  child,
  validFrom: from,
  validTo: to,
  at: { file: 'unit-parents.csv', line: 2 + UNITS.indexOf(child) },
});
const stored = <T extends UnitRow | UnitEdgeRow>({ at: _, ...row }: T): T => row as T;

const units = UNITS.map((id) => unit(id));
const edges = [edge('p', 'd1'), edge('p', 'd2'), edge('d1', 'x1')];
const KNOWN: KnownRows = {
  ...NOTHING_KNOWN,
  units: new Map(units.map((row) => [row.id, stored(row)])),
  edges: edges.map(stored),
};

const found = (data: Partial<ProvinceData>, known = NOTHING_KNOWN): ImportFault[] => {
  const given = { province, ...data };
  return [...crossCheck(given, known), ...senseCheck(given, known)];
};
const told = (data: Partial<ProvinceData>, known = NOTHING_KNOWN): string[] =>
  found(data, known).map(
    (one) => `${one.at.file}:${one.at.line} ${isWarning(one) ? 'warning' : 'fault'} ${one.code}`,
  );
const withUnit = (changed: UnitRow) => units.map((row) => (row.id === changed.id ? changed : row));

test('a sound tree, and one whose offices moved from day to day, has nothing to be told', () => {
  expect(told({ units, edges })).toEqual([]);
  const moved = [...edges.slice(0, 2), edge('d1', 'x1', BORN, '2022-06-30'), edge('d2', 'x1', '2022-07-01')];
  expect(told({ units, edges: moved })).toEqual([]);
});

describe('an office under one that is not there', () => {
  const ended = unit('d1', BORN, '2021-12-31');

  test('since that one ended is refused at its own line', () => {
    const closed = [edge('p', 'd1', BORN, '2021-12-31'), ...edges.slice(1)];
    const all = found({ units: withUnit(ended), edges: closed });
    expect(all.map((one) => faultWords(one, 'vi'))).toEqual([
      'unit-parents.csv, dòng 5: Đơn vị x1 đứng dưới d1 (Đảng) từ 2000-01-01 đến …, nhưng d1 chỉ có từ 2000-01-01 đến 2021-12-31. Hãy ghi ngày cuối dưới d1 và đơn vị cấp trên sau đó vào unit-parents.csv.',
    ]);
    expect(all.map((one) => faultWords(one, 'en'))).toEqual([
      'unit-parents.csv, line 5: Office x1 is under d1 (party) from 2000-01-01 to …, but d1 exists from 2000-01-01 to 2021-12-31 only. Write its last day under d1 and the office above it afterwards into unit-parents.csv.',
    ]);
  });

  test('is refused at the line that ends that one, where only that is brought', () => {
    const given = { units: [ended], edges: [edge('p', 'd1', BORN, '2021-12-31')] };
    expect(told(given, KNOWN)).toEqual(['units.csv:3 fault parent_not_there']);
  });

  test('is refused where that one begins later', () => {
    expect(told({ units: withUnit(unit('p', '2001-01-01')), edges })).toEqual([
      'unit-parents.csv:3 fault parent_not_there',
      'unit-parents.csv:4 fault parent_not_there',
    ]);
  });

  test('is not told again where nothing of it is brought', () => {
    const bad = { ...KNOWN, units: new Map(withUnit(ended).map((row) => [row.id, stored(row)])) };
    expect(told({}, bad)).toEqual([]);
  });
});

test('an office under another on days on which it is not there itself is refused', () => {
  expect(told({ units, edges: [edge('p', 'd1', '1900-01-01'), ...edges.slice(1)] })).toEqual([
    'unit-parents.csv:3 fault parent_not_there',
    'unit-parents.csv:3 fault child_not_there',
  ]);
  expect(told({ units: withUnit(unit('x1', BORN, '2021-12-31')), edges })).toEqual([
    'unit-parents.csv:5 fault child_not_there',
  ]);
});

describe('an office under nobody', () => {
  const gap = (...own: UnitEdgeRow[]) => found({ units, edges: [...edges.slice(0, 2), ...own] });
  const days = (all: readonly ImportFault[]) => {
    expect(all.every((one) => isWarning(one) && one.code === 'parent_gap')).toBe(true);
    return all.map(
      ({ at, params }) => `${at.line} ${params.unit} ${params.tree} ${params.from} ${params.to}`,
    );
  };

  test('between two, after the last or before the first is told with the days', () => {
    expect(days(gap(edge('d1', 'x1', BORN, '2022-02-28'), edge('d2', 'x1', '2022-05-01')))).toEqual([
      '5 x1 Đảng 2022-03-01 2022-04-30',
    ]);
    expect(days(gap(edge('d1', 'x1', BORN, '2022-02-28')))).toEqual(['5 x1 Đảng 2022-03-01 …']);
    expect(days(gap(edge('d1', 'x1', '2010-01-01')))).toEqual(['5 x1 Đảng 2000-01-01 2009-12-31']);
  });

  test('in a tree it left is told though it stays in the other; in one it came to later it is not', () => {
    expect(days(gap(edge('d1', 'x1'), edge('d2', 'x1', BORN, '2022-02-28', 'state')))).toEqual([
      '5 x1 Nhà nước 2022-03-01 …',
    ]);
    expect(days(gap(edge('d1', 'x1'), edge('d2', 'x1', '2010-01-01', null, 'state')))).toEqual([]);
  });

  test('ever is a root, and is not told; nor is what is stored of offices the files do not speak about', () => {
    expect(days(gap())).toEqual([]);
    const open = {
      ...KNOWN,
      edges: [...KNOWN.edges.slice(0, 2), stored(edge('d1', 'x1', BORN, '2022-02-28'))],
    };
    expect(told({}, open)).toEqual([]);
    expect(told({ units: [unit('d2')], edges: [edge('p', 'd2')] }, open)).toEqual([]);
  });
});

test(`the reorganisation of ${isReal ? 'the real' : 'a made'} country has none of these`, () => {
  const { province: country, units: all, edges: trees } = reorganisation();
  expect(told({ province: country, units: all, edges: trees })).toEqual([]);
});
