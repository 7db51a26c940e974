/** The table the rows of a form are written in. */
import { expect, test } from 'vitest';
import { rowTable } from '../../../shared/templates/row-table.ts';

const WORDS = {
  units: { DV: 'đảng viên' },
  sources: { T1: 'Biểu một', T2: 'Biểu hai' },
  open: { K: ['TINH', 'CS'] },
  always: ['total'],
};

test('headings are numbered I, II; rows 1, 2; all under a row 1.1, 1.2, whatever their depth', () => {
  const rows = rowTable(
    `
    # A | Phần một | Part one
    a | - | DV | K | T1 | A | A
    a.1 | a | DV | - | T1+T2 | A1 | A1
    a.2 | a.1 | DV | - | T2 | A2 | A2
    b | - | DV | - | T2 | B | B
    # B | Phần hai | Part two
    c | - | DV | - | T2 | C | C
    `,
    WORDS,
  );
  expect(rows.map(({ key, ordinal }) => [key, ordinal])).toEqual([
    ['A', 'I'],
    ['a', '1'],
    ['a.1', '1.1'],
    ['a.2', '1.2'],
    ['b', '2'],
    ['B', 'II'],
    ['c', '1'],
  ]);
  expect(rows[0]).toEqual({
    key: 'A',
    ordinal: 'I',
    heading: true,
    label: { vi: 'Phần một', en: 'Part one' },
  });
  expect(rows[1]).toEqual({
    key: 'a',
    ordinal: '1',
    label: { vi: 'A', en: 'A' },
    unit: 'đảng viên',
    open: ['total', 'TINH', 'CS'],
    source: 'Biểu một',
  });
  expect(rows[2]).toMatchObject({ parent: 'a', open: ['total'], source: 'Biểu một; Biểu hai' });
});

test.each([
  ['an unknown unit', 'a | - | XX | - | T1 | A | A', /unknown code "XX"/],
  ['an unknown form', 'a | - | DV | - | T9 | A | A', /unknown code "T9"/],
  ['an unknown letter', 'a | - | DV | Z | T1 | A | A', /unknown letter "Z"/],
  ['too few parts', 'a | - | DV | - | T1 | A', /wrong number of parts/],
  ['too many parts in a heading', '# A | B | C | D', /wrong number of parts/],
])('a line with %s is refused with the line', (_name, line, message) => {
  expect(() => rowTable(line, WORDS)).toThrow(message);
  expect(() => rowTable(line, WORDS)).toThrow(line);
});
