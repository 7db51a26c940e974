/** What a scope is made of is worked out once for each question, and never kept from one map to the next. */
import { expect, test } from 'vitest';
import { ProvinceMap } from '../../../server/usecases/totals/territory-shelf.ts';
import { Territory } from '../../../shared/territory.ts';

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
  expect(maps.groups(['n'], END, MAP)).toBe(maps.groups(['n'], END, MAP));
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
