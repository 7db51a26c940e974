/** The list of problems teaches instead of drowning: order, folding, and addresses in short. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ShownIssue } from '../../addon/core/rpc.ts';
import { ALIKE_SHOWN, addressWords, type Group, groupIssues } from '../../shared/issue-groups.ts';
import { blank, issue, note, warning } from '../support/sidebar-answers.ts';

const inside = (group: Group<ShownIssue>) => (group.kind === 'one' ? [group.issue] : group.issues);
const kinds = (groups: readonly Group<ShownIssue>[]) => groups.map(({ kind }) => kind);

const anyIssue = fc
  .tuple(
    fc.constantFrom(issue, blank, warning, note),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom('main', 'annex'),
    fc.constantFrom('', 'at_most', 'unique'),
  )
  .map(([make, row, section, code]) => {
    const made = make(`E${row}`);
    return { ...made, section, ...(make === issue && code ? { code } : {}) };
  });

test('every issue is in exactly one group', () => {
  fc.assert(
    fc.property(fc.array(anyIssue, { maxLength: 40 }), (issues) => {
      const grouped = groupIssues(issues).flatMap(inside);
      expect(grouped.length).toBe(issues.length);
      expect(new Set(grouped)).toEqual(new Set(issues));
    }),
  );
});

test('mistakes come before blank cells, then warnings, then notes', () => {
  const groups = groupIssues([note('A1'), warning('B1'), ...['E1', 'E2', 'E3'].map(blank), issue('C1')]);
  expect(kinds(groups)).toEqual(['one', 'blanks', 'one', 'notes']);
  expect(inside(groups[0] as Group<ShownIssue>)[0]?.severity).toBe('error');
  expect(inside(groups[2] as Group<ShownIssue>)[0]?.severity).toBe('warning');
});

test('sixty blank cells are one card for each sheet', () => {
  const cells = Array.from({ length: 60 }, (_, row) => blank(`E${row + 1}`));
  const elsewhere = Array.from({ length: 5 }, (_, row) => ({ ...blank(`F${row + 1}`), section: 'annex' }));
  expect(groupIssues([...cells, ...elsewhere]).map((group) => [group.kind, inside(group).length])).toEqual([
    ['blanks', 60],
    ['blanks', 5],
  ]);
});

test('the same mistake beyond the third is folded, and never only one behind the fold', () => {
  const many = (count: number) => Array.from({ length: count }, (_, row) => issue(`C${row + 1}`));
  expect(kinds(groupIssues(many(ALIKE_SHOWN + 1)))).toEqual(['one', 'one', 'one', 'one']);
  expect(kinds(groupIssues(many(ALIKE_SHOWN + 2)))).toEqual(['one', 'one', 'one', 'more']);
});

test.each([
  { name: 'one cell', cells: ['E7'], words: 'E7' },
  { name: 'a run and a single cell', cells: ['E7', 'E8', 'E9', 'E11'], words: 'E7–E9, E11' },
  { name: 'two columns', cells: ['E7', 'F8'], words: 'E7, F8' },
  { name: 'cells without a place', cells: ['', 'E7', ''], words: 'E7' },
  {
    name: 'more than eight ranges',
    cells: Array.from({ length: 20 }, (_, row) => `E${row * 2 + 1}`),
    words: 'E1, E3, E5, E7, E9, E11, E13, E15…',
  },
])('addresses are told in short: $name', ({ cells, words }) => {
  expect(addressWords(cells)).toBe(words);
});
