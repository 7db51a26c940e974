/** The ceiling on "hoàn thành xuất sắc": 20 % of those rated "hoàn thành tốt", per agency and per group, exactly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ceilingChecks, type Rated } from '../../shared/ceiling.ts';

const rated = (agency: string, group: string, excellent: number, good: number, rest = 0): Rated[] => [
  ...Array.from({ length: excellent }, () => ({ agency, group, rating: 'excellent' as const })),
  ...Array.from({ length: good }, () => ({ agency, group, rating: 'good' as const })),
  ...Array.from({ length: rest }, () => ({ agency, group, rating: 'completed' as const })),
];

test.each([
  [1, 5, 1, true],
  [2, 9, 1, false],
  [2, 10, 2, true],
  [1, 4, 0, false],
  [0, 0, 0, true],
])('%i excellent of %i good: the ceiling is %i, within: %s', (excellent, good, ceiling, within) => {
  const [agency] = ceilingChecks(rated('Sở Nội vụ', 'Chuyên viên', excellent, good, 100));
  expect(agency).toMatchObject({ group: null, excellent, good, ceiling, within });
});

test('the base is those rated good, not all staff: 20 of 100 staff with 10 good are over', () => {
  const [agency] = ceilingChecks(rated('Sở Nội vụ', 'Chuyên viên', 20, 10, 70));
  expect(agency).toMatchObject({ rated: 100, ceiling: 2, within: false });
});

test('nobody rated good: one excellent is over', () => {
  const [agency] = ceilingChecks(rated('Sở Nội vụ', 'Chuyên viên', 1, 0));
  expect(agency).toMatchObject({ ceiling: 0, within: false });
});

test('an agency within may have a group that is over; the same group in another agency is another', () => {
  const checks = ceilingChecks([
    ...rated('Sở A', 'Trưởng phòng', 1, 2),
    ...rated('Sở A', 'Chuyên viên', 0, 8),
    ...rated('Sở B', 'Trưởng phòng', 0, 5),
  ]);
  expect(checks.map(({ agency, group, within }) => [agency, group, within])).toEqual([
    ['Sở A', null, true],
    ['Sở A', 'Trưởng phòng', false],
    ['Sở A', 'Chuyên viên', true],
    ['Sở B', null, true],
    ['Sở B', 'Trưởng phòng', true],
  ]);
});

describe.each([7, 77, 777])('seed %i', (seed) => {
  test('within means exactly: the excellent are at most 20 % of the good, for every agency and every group', () => {
    const name = fc.constantFrom('A', 'B', 'C');
    const rating = fc.constantFrom('excellent' as const, 'good' as const, 'completed' as const);
    const one = fc.record({ agency: name, group: name, rating });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 80 }), (ratings) => {
        for (const { agency, group, excellent, good, rated: all, ceiling, within } of ceilingChecks(
          ratings,
        )) {
          const theirs = ratings.filter((r) => r.agency === agency && (group === null || r.group === group));
          expect(all).toBe(theirs.length);
          expect(good).toBe(theirs.filter((r) => r.rating === 'good').length);
          expect(within).toBe(5 * excellent <= good);
          expect(5 * ceiling <= good && 5 * (ceiling + 1) > good).toBe(true);
        }
      }),
      { seed, numRuns: 100 },
    );
  });
});

test('an agency or group written with other capitals or spaces is the same one', () => {
  const rated = (agency: string, group: string, rating: 'good' | 'excellent') => ({ agency, group, rating });
  const checks = ceilingChecks([
    rated('Sở Nội vụ', 'Chuyên viên', 'good'),
    rated('sở nội vụ ', 'chuyên viên', 'excellent'),
  ]);
  expect(checks.map(({ agency, group, rated: of }) => [agency, group, of])).toEqual([
    ['Sở Nội vụ', null, 2],
    ['Sở Nội vụ', 'Chuyên viên', 2],
  ]);
});
