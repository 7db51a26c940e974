/** What a scope is made of is worked out once for each question, and never kept from one map to the next. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProvinceMap } from '../../../server/usecases/totals/territory-shelf.ts';
import { TREES } from '../../../shared/dated-trees.ts';
import { Territory } from '../../../shared/territory.ts';
import { dayOf, events, History } from '../../support/histories.ts';

const [END, DAY, MAP] = ['2022-03-31', '2022-07-01', '2023-01-10'];
const unit = (id: string, from: string, to: string | null) => ({ id, from, to });
const edge = (parent: string, child: string, from: string, to: string | null) => ({
  tree: 'party' as const,
  parent,
  child,
  from,
  to,
});

/** x1 and x2 become n; p stands above all. */
const made = () =>
  new ProvinceMap(
    new Territory(
      [
        unit('p', '2000-01-01', null),
        ...['x1', 'x2'].map((id) => unit(id, '2000-01-01', '2022-06-30')),
        unit('n', DAY, null),
      ],
      [...['x1', 'x2'].map((id) => edge('p', id, '2000-01-01', '2022-06-30')), edge('p', 'n', DAY, null)],
      ['x1', 'x2'].map((old) => ({ old, new: 'n', day: DAY, share: null })),
    ),
  );

test('the same question is answered by the same cover, another one by its own', () => {
  const maps = made();
  const asked = { scope: 'n', end: END, map: MAP };
  const cover = maps.cover('today', asked);
  expect(cover.pieces.map(({ unit: id }) => id).sort()).toEqual(['x1', 'x2']);
  expect(maps.cover('today', { ...asked })).toBe(cover);
  expect(maps.cover('today', { ...asked, scope: 'p' })).not.toBe(cover);
  expect(maps.cover('common', asked)).not.toBe(cover);
  expect(maps.cover('today', { ...asked, end: '2022-12-31' }).pieces).toEqual([
    { unit: 'n', part: 'subtree', share: '1' },
  ]);
  const below = { scope: 'p', end: END, map: MAP };
  expect(maps.groups('today', below)).toEqual([{ units: ['n'], cover }]);
  expect(maps.groups('today', { ...below })).toBe(maps.groups('today', below));
  expect(maps.groups('common', below)).not.toBe(maps.groups('today', below));
  expect(made().cover('today', asked)).not.toBe(cover);
});

test('common territory begins where it is said to: two units stay one after they have become one', () => {
  const maps = made();
  const asked = { scope: 'n', end: '2022-12-31', map: MAP };
  expect(maps.cover('common', asked).beyond).toEqual([]);
  const parts = new ProvinceMap(
    new Territory(
      ['x', 'a', 'b'].map((id) =>
        unit(id, id === 'x' ? '2000-01-01' : DAY, id === 'x' ? '2022-06-30' : null),
      ),
      [],
      ['a', 'b'].map((id) => ({ old: 'x', new: id, day: DAY, share: null })),
    ),
  );
  const late = { scope: 'a', end: '2022-12-31', map: MAP };
  expect(parts.cover('common', late)).toMatchObject({ pieces: [{ unit: 'a' }], beyond: [] });
  const wide = parts.cover('common', { ...late, origin: END });
  expect(wide.pieces.map(({ unit: id }) => id).sort()).toEqual(['a', 'b']);
  expect(wide.beyond).toEqual(['b']);
});

test.each([61, 62, 63])(
  'seed %i: whether a scope is the same does not depend on the changes it is asked over',
  (seed) => {
    fc.assert(
      fc.property(events, fc.boolean(), (list, two) => {
        const { units, edges, successions } = new History(list, two ? TREES : ['party']);
        const territory = new Territory(units, edges, successions);
        const maps = new ProvinceMap(territory);
        const days = ['2020-01-01', ...list.map((_, at) => dayOf(at + 1))];
        for (const later of days)
          for (const earlier of days.filter((one) => one <= later))
            for (const { id } of units)
              expect(maps.isSame(id, earlier, later), `${id} ${earlier} ${later}`).toBe(
                territory.isSame(id, earlier, later),
              );
      }),
      { seed, numRuns: 10 },
    );
  },
);

test('of 6,000 units over five years with a change each month every answer comes at once', () => {
  const [OLD, LAST] = ['2000-01-01', '2022-06-30'];
  const months = Array.from({ length: 60 }, (_, at) =>
    new Date(Date.UTC(2018, at + 1, 0)).toISOString().slice(0, 10),
  );
  const range = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name}${at}`);
  const [olds, news] = [range('o', 4900), range('n', 1000)];
  const closing = months.map((to, at) => ({ id: `m${at}`, to }));
  const territory = new Territory(
    [
      unit('p', OLD, null),
      unit('d', OLD, LAST),
      ...olds.map((id) => unit(id, OLD, LAST)),
      ...news.map((id) => unit(id, DAY, null)),
      ...closing.map(({ id, to }) => unit(id, OLD, to)),
    ],
    [
      edge('p', 'd', OLD, LAST),
      ...olds.map((id) => edge('d', id, OLD, LAST)),
      ...news.map((id) => edge('p', id, DAY, null)),
      ...closing.map(({ id, to }) => edge('p', id, OLD, to)),
    ],
    olds.map((old, at) => ({ old, new: `n${at % news.length}`, day: DAY, share: null })),
  );
  const maps = new ProvinceMap(territory);
  const from = performance.now();
  for (const kind of ['asWas', 'today', 'common'] as const)
    expect(maps.groups(kind, { scope: 'p', end: END, map: MAP }).length).toBeGreaterThan(0);
  for (const [at, later] of months.entries())
    for (const earlier of months.slice(Math.max(0, at - 12), at))
      expect(maps.isSame('p', earlier, later)).toBe(true);
  // One cover a child and a walk a pair of months took minutes.
  expect(performance.now() - from).toBeLessThan(10_000);
});
