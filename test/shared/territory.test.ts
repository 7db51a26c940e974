/** Figures on another map: what a unit reported is counted once, in whole, and where it truly went, or its scope is refused by name. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TREES } from '../../shared/dated-trees.ts';
import { sum } from '../../shared/decimal.ts';
import { Territory } from '../../shared/territory.ts';
import type { Cover } from '../../shared/territory-cover.ts';
import { dayOf, type Event, events, History } from '../support/histories.ts';

const SEEDS = [51, 52, 53];
const RUNS = { numRuns: 100 };

/** An end of a period after event `since`, and the map after event `until`. */
const asked = fc.record({ list: events, from: fc.nat(8), to: fc.nat(8), two: fc.boolean() });
const span = asked.map(({ list, from, to, two }) => {
  const since = Math.min(from, to, list.length);
  const until = Math.min(Math.max(from, to), list.length);
  const trees = two ? TREES : ['party' as const];
  const history = new History(list, trees);
  const { units, edges, successions } = history;
  const territory = new Territory(units, edges, successions);
  return { list, trees, history, territory, since, until, end: dayAfter(since), map: dayAfter(until) };
});
const dayAfter = (n: number): string => (n === 0 ? '2020-01-01' : dayOf(n));

/** What the pieces say of one unit of the period's tree. */
function shareIn(history: History, { pieces }: Cover, unit: string, end: string): string {
  const mine = pieces.filter((piece) =>
    piece.part === 'own' ? piece.unit === unit : history.under(unit, piece.unit, end),
  );
  return sum(mine.map(({ share }) => share));
}

function trueShare(history: History, unit: string, scope: string, since: number, until: number): string {
  return history.part(unit, since, until, (heir) => history.under(heir, scope, dayAfter(until)));
}

describe.each(SEEDS)('on a later map, seed %i', (seed) => {
  test('a scope holds of every unit exactly what truly went there, or names a split nobody published', () => {
    fc.assert(
      fc.property(span, ({ history, territory, since, until, end, map }) => {
        for (const scope of history.alive(map)) {
          const cover = territory.cover(scope, end, map);
          if (cover.unknown.length > 0) {
            const named = territory.unknownSplits(end, map);
            for (const split of cover.unknown) expect(named).toContainEqual(split);
            continue;
          }
          for (const unit of history.alive(end)) {
            const counted = shareIn(history, cover, unit, end);
            expect(counted, `${unit} in ${scope}`).toBe(trueShare(history, unit, scope, since, until));
          }
        }
      }),
      { ...RUNS, seed },
    );
  });

  test('all roots together hold every unit once, whatever was split without shares below them', () => {
    fc.assert(
      fc.property(span, ({ history, territory, end, map }) => {
        const covers = territory.rootsOn(map).map((root) => territory.cover(root, end, map));
        if (covers.some(({ unknown }) => unknown.length > 0)) return;
        for (const unit of history.alive(end)) {
          expect(sum(covers.map((cover) => shareIn(history, cover, unit, end)))).toBe('1');
        }
      }),
      { ...RUNS, seed },
    );
  });

  test('a scope is refused only where the truth could be another', () => {
    fc.assert(
      fc.property(span, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (at, tenths) => {
        const { list, trees, history, territory, since, until, end, map } = at;
        const refused = history.alive(map).filter((scope) => {
          const { unknown } = territory.cover(scope, end, map);
          return unknown.length > 0;
        });
        if (refused.length === 0) return;
        const others = Array.from(
          { length: 12 },
          () =>
            new History(
              list.map((one) => hiding(one, tenths)),
              trees,
            ),
        );
        for (const scope of refused) {
          const truths = [history, ...others].map((one) =>
            one
              .alive(end)
              .map((unit) => trueShare(one, unit, scope, since, until))
              .join(' '),
          );
          expect(new Set(truths).size, scope).toBeGreaterThan(1);
        }
      }),
      { numRuns: 40, seed },
    );
  });
});

const hiding = (one: Event, tenths: Iterator<number>): Event => ({
  ...one,
  hidden: Number(tenths.next().value),
});

describe.each(SEEDS)('on common territory, seed %i', (seed) => {
  test('nothing is ever unknown, no unit is cut, and no scope holds less than on the later map', () => {
    fc.assert(
      fc.property(span, ({ history, territory, end, map }) => {
        for (const scope of history.alive(map)) {
          const common = territory.commonCover(scope, end, map);
          expect(common.unknown).toEqual([]);
          expect(common.pieces.every(({ share }) => share === '1')).toBe(true);
          const held = new Map([[0, '1']]);
          const portion = territory.portions(end, map, (unit) =>
            history.under(unit, scope, map) ? held : new Map(),
          );
          for (const unit of history.alive(end)) {
            const held = shareIn(history, common, unit, end);
            expect(['0', '1']).toContain(held);
            if (portion(unit).size > 0) expect(held, `${unit} in ${scope}`).toBe('1');
          }
        }
      }),
      { ...RUNS, seed },
    );
  });

  test('where nothing was exchanged it is the scope itself', () => {
    fc.assert(
      fc.property(events, (list) => {
        const { units, edges, successions } = new History(list);
        const territory = new Territory(units, edges, successions);
        const day = dayAfter(list.length);
        for (const root of territory.rootsOn(day)) {
          expect(territory.commonCover(root, day, day)).toEqual({
            pieces: [{ unit: root, part: 'subtree', share: '1' }],
            unknown: [],
            beyond: [],
          });
        }
      }),
      { ...RUNS, seed },
    );
  });
});

describe.each(SEEDS)('asked in other ways, seed %i', (seed) => {
  test('many scopes at once are each what they are when asked alone', () => {
    fc.assert(
      fc.property(span, ({ history, territory, end, map }) => {
        const scopes = history.alive(map);
        const alone = scopes.map((scope) => territory.cover(scope, end, map));
        expect(territory.covers(scopes, end, map)).toEqual(alone);
        for (const { units, cover } of territory.commonGroups(scopes, end, map)) {
          const each = units.map((unit) => territory.commonCover(unit, end, map));
          if (each.length === 1) expect(cover).toEqual(each[0]);
          for (const unit of history.alive(end)) {
            const held = each.some((one) => shareIn(history, one, unit, end) === '1');
            expect(shareIn(history, cover, unit, end), unit).toBe(held ? '1' : '0');
          }
        }
      }),
      { numRuns: 25, seed },
    );
  });

  test('on any days between, the answer is that of the days since which all was so', () => {
    const days = fc.tuple(fc.integer({ min: -40, max: 3700 }), fc.integer({ min: -40, max: 3700 }));
    const isoDay = (n: number) =>
      new Date(Date.parse('2020-01-01') + n * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(span, days, ({ history, territory }, picked) => {
        const [end = '', map = ''] = picked.map(isoDay).sort();
        const [since, until] = [territory.asSince(end), territory.asSince(map)];
        expect(history.alive(since)).toEqual(history.alive(end));
        for (const scope of history.alive(map)) {
          expect(territory.cover(scope, end, map)).toEqual(territory.cover(scope, since, until));
          expect(territory.commonCover(scope, end, map)).toEqual(territory.commonCover(scope, since, until));
          const same = territory.isSame(scope, end, map);
          expect(territory.isSame(scope, since, until)).toBe(same);
          if (since === until) expect(same, scope).toBe(true);
        }
      }),
      { numRuns: 25, seed },
    );
  });
});

test('a unit under two others in parallel trees is counted once, on either basis', () => {
  const lasting = { from: '2000-01-01', to: null };
  const old = { from: '2000-01-01', to: '2025-06-30' };
  const units = [
    ...['p', 'd1', 'd2', 'both'].map((id) => ({ id, ...lasting })),
    { id: 'x', ...old },
    { id: 'y', from: '2025-07-01', to: null },
  ];
  const edges = [
    ...['d1', 'd2'].map((child) => ({ tree: 'party' as const, parent: 'p', child, ...lasting })),
    { tree: 'party' as const, parent: 'd1', child: 'both', ...lasting },
    { tree: 'state' as const, parent: 'd2', child: 'both', ...lasting },
    { tree: 'party' as const, parent: 'd1', child: 'x', ...old },
    { tree: 'party' as const, parent: 'd2', child: 'y', from: '2025-07-01', to: null },
  ];
  const territory = new Territory(units, edges, [{ old: 'x', new: 'y', day: '2025-07-01', share: null }]);
  const own = (...names: string[]) => names.map((unit) => ({ unit, part: 'own' as const, share: '1' }));
  const [end, map] = ['2021-12-31', '2026-01-01'];
  expect(territory.cover('p', end, map).pieces).toEqual(own('p', 'd1', 'd2', 'both', 'x'));
  expect(territory.cover('d1', end, map).pieces).toEqual(own('d1', 'both'));
  expect(territory.cover('d2', end, map).pieces).toEqual(own('d2', 'both', 'x'));
  expect(territory.commonCover('p', end, map).pieces).toEqual(own('p', 'd1', 'd2', 'both', 'x'));
});

test('the figures of a closed district stay with its province, and both provinces come into the new one', () => {
  const old = { from: '2000-01-01', to: '2025-06-30' };
  const units = [
    ...['hai-duong', 'hai-phong-cu', 'tu-ky', 'xa-a', 'xa-b', 'xa-c'].map((id) => ({ id, ...old })),
    ...['hai-phong', 'phuong-1', 'phuong-2'].map((id) => ({ id, from: '2025-07-01', to: null })),
  ];
  const edges = [
    { tree: 'state' as const, parent: 'hai-duong', child: 'tu-ky', ...old },
    ...['xa-a', 'xa-b', 'xa-c'].map((child) => ({ tree: 'state' as const, parent: 'tu-ky', child, ...old })),
    ...['phuong-1', 'phuong-2'].map((child) => ({
      tree: 'state' as const,
      parent: 'hai-phong',
      child,
      from: '2025-07-01',
      to: null,
    })),
  ];
  const to = (from: string, into: string, share: string | null = null) => ({
    old: from,
    new: into,
    day: '2025-07-01',
    share,
  });
  const territory = new Territory(units, edges, [
    to('hai-duong', 'hai-phong'),
    to('hai-phong-cu', 'hai-phong'),
    to('xa-a', 'phuong-1'),
    to('xa-b', 'phuong-1', '0.4'),
    to('xa-b', 'phuong-2', '0.6'),
    to('xa-c', 'phuong-1'),
    to('xa-c', 'phuong-2'),
  ]);
  expect(territory.cover('hai-phong', '2021-12-31', '2026-01-01')).toEqual({
    pieces: [
      { unit: 'hai-duong', part: 'subtree', share: '1' },
      { unit: 'hai-phong-cu', part: 'subtree', share: '1' },
    ],
    unknown: [],
  });
  expect(territory.cover('phuong-1', '2021-12-31', '2026-01-01')).toEqual({
    pieces: [
      { unit: 'xa-a', part: 'subtree', share: '1' },
      { unit: 'xa-b', part: 'subtree', share: '0.4' },
    ],
    unknown: [{ unit: 'xa-c', day: '2025-07-01' }],
  });
  expect(territory.commonCover('phuong-1', '2021-12-31', '2026-01-01')).toMatchObject({
    pieces: ['xa-a', 'xa-b', 'xa-c'].map((unit) => ({ unit, part: 'subtree', share: '1' })),
    beyond: ['phuong-2'],
  });
});
