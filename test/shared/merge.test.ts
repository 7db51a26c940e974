/** Two writers of one base: disjoint edits give one content, the same cell asks, nobody's value is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, own, sameValue } from '../../shared/changes.ts';
import { type MergeConflict, merge } from '../../shared/merge.ts';
import type { CellRef, CellValue, ReportContent } from '../../shared/report.ts';

const LISTS = new Map([['list', '']]);
const value: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom('1', '2', '3', ''),
  fc.constant<CellValue>({ empty: 'none' }),
  fc.record({ empty: fc.constant('notYetKnown' as const), reason: fc.constantFrom('x', 'y') }),
);
const row = fc.dictionary(fc.constantFrom('a', 'b', 'toString'), value, { maxKeys: 3 });
const rows = fc.dictionary(fc.constantFrom('r', 's', 't', 'valueOf'), row, { maxKeys: 4 });
const content: fc.Arbitrary<ReportContent> = fc.dictionary(fc.constantFrom('grid', 'list'), rows);

type Edit = (content: ReportContent) => ReportContent;
const copy = (content: ReportContent): ReportContent => structuredClone(content);

/** Sets or clears one cell, or removes or empties one row; leaves the rest. */
const edit: fc.Arbitrary<Edit> = fc
  .record({
    section: fc.constantFrom('grid', 'list'),
    row: fc.constantFrom('r', 's', 't', 'valueOf'),
    column: fc.constantFrom('a', 'b', 'toString'),
    to: fc.option(value, { nil: undefined }),
    whole: fc.constantFrom(false, false, false, true),
  })
  .map(({ section, row: key, column, to, whole }) => (given) => {
    const next = copy(given);
    const of = Object.hasOwn(next, section) ? next[section] : undefined;
    if (whole) {
      if (of !== undefined) delete of[key];
      return next;
    }
    const cells = of !== undefined && Object.hasOwn(of, key) ? { ...of[key] } : {};
    if (to === undefined) delete cells[column];
    else cells[column] = to;
    return { ...next, [section]: { ...of, [key]: cells } };
  });
const edits = fc.array(edit, { maxLength: 5 });
const edited = (base: ReportContent, all: readonly Edit[]): ReportContent =>
  all.reduce((made, one) => one(made), base);

const valueAt = (content: ReportContent, { section, row: key, column }: CellRef): CellValue | null =>
  own(own(own(content, section), key), column) ?? null;
const name = ({ section, row: key, column }: CellRef): string => `${section}|${key}|${column}`;
const mirrored = (conflicts: readonly MergeConflict[]): MergeConflict[] =>
  conflicts.map(({ at, before, mine, theirs }) => ({ at, before, mine: theirs, theirs: mine }));

describe.each([11, 4021, 990_017])('with seed %i', (seed) => {
  const runs = { seed, numRuns: 120 };

  test('who changed nothing takes what the other made', () => {
    fc.assert(
      fc.property(content, edits, (base, all) => {
        const made = edited(base, all);
        expect(merge(base, made, base, LISTS)).toMatchObject({ content: made, conflicts: [] });
        expect(merge(base, base, made, LISTS)).toMatchObject({ content: made, conflicts: [] });
        expect(merge(base, made, made, LISTS)).toMatchObject({ content: made, conflicts: [] });
      }),
      runs,
    );
  });

  test('it makes no difference who is called mine: one content, the conflicts mirrored', () => {
    fc.assert(
      fc.property(content, edits, edits, (base, a, b) => {
        const [mine, theirs] = [edited(base, a), edited(base, b)];
        const [one, other] = [merge(base, mine, theirs, LISTS), merge(base, theirs, mine, LISTS)];
        expect(other.content).toEqual(one.content);
        expect(other.conflicts).toEqual(mirrored(one.conflicts));
        expect(other.taken).toEqual({ mine: one.taken.theirs, theirs: one.taken.mine });
      }),
      runs,
    );
  });

  test('every cell either side changed stands in the content or is asked about, and no other cell moved', () => {
    fc.assert(
      fc.property(content, edits, edits, (base, a, b) => {
        const [mine, theirs] = [edited(base, a), edited(base, b)];
        const merged = merge(base, mine, theirs, LISTS);
        const asked = new Map(merged.conflicts.map((conflict) => [name(conflict.at), conflict]));
        for (const [side, changed] of [
          ['mine', changesBetween(base, mine)],
          ['theirs', changesBetween(base, theirs)],
        ] as const) {
          for (const { at, after } of changed) {
            const conflict = asked.get(name(at));
            if (conflict !== undefined) expect(conflict[side]).toEqual(after);
            else expect(valueAt(merged.content, at)).toEqual(after);
          }
        }
        const changed = new Set(
          [...changesBetween(base, mine), ...changesBetween(base, theirs)].map(({ at }) => name(at)),
        );
        for (const { at } of changesBetween(base, merged.content)) expect(changed).toContain(name(at));
      }),
      runs,
    );
  });

  test('edits of different cells give one content in either order, and it asks nothing', () => {
    fc.assert(
      fc.property(content, edits, edits, (base, a, b) => {
        const [mine, theirs] = [edited(base, a), edited(base, b)];
        const touched = new Set(changesBetween(base, mine).map(({ at }) => name(at)));
        const removed = (made: ReportContent): boolean =>
          Object.keys(base.list ?? {}).some((key) => !Object.hasOwn(made.list ?? {}, key));
        fc.pre(!changesBetween(base, theirs).some(({ at }) => touched.has(name(at))));
        fc.pre(!removed(mine) && !removed(theirs));
        const merged = merge(base, mine, theirs, LISTS);
        expect(merged.conflicts).toEqual([]);
        const [theirsOnMine, mineOnTheirs] = [
          changesBetween(base, theirs).reduce(put, copy(mine)),
          changesBetween(base, mine).reduce(put, copy(theirs)),
        ];
        expect(changesBetween(merged.content, theirsOnMine)).toEqual([]);
        expect(changesBetween(merged.content, mineOnTheirs)).toEqual([]);
      }),
      runs,
    );
  });

  test('of three writers it makes no difference which two are merged first, where nobody is asked', () => {
    fc.assert(
      fc.property(content, edits, edits, edits, (base, a, b, c) => {
        const [x, y, z] = [edited(base, a), edited(base, b), edited(base, c)];
        const [xy, yz] = [merge(base, x, y, LISTS), merge(base, y, z, LISTS)];
        const [first, last] = [merge(base, xy.content, z, LISTS), merge(base, x, yz.content, LISTS)];
        fc.pre([xy, yz, first, last].every(({ conflicts }) => conflicts.length === 0));
        expect(first.content).toEqual(last.content);
      }),
      runs,
    );
  });
});

function put(content: ReportContent, { at, after }: ReturnType<typeof changesBetween>[number]) {
  const of = { ...content[at.section] };
  const cells = { ...(Object.hasOwn(of, at.row) ? of[at.row] : {}) };
  if (after === null) delete cells[at.column];
  else cells[at.column] = after;
  return { ...content, [at.section]: { ...of, [at.row]: cells } };
}

const JOB: ReportContent = { list: { j1: { a: '1', b: '2' } } };

test('a row added by each under another key stays twice', () => {
  const { content: made, conflicts } = merge(
    JOB,
    { list: { ...JOB.list, j2: { a: '5' } } },
    { list: { ...JOB.list, j3: { a: '5' } } },
    LISTS,
  );
  expect(conflicts).toEqual([]);
  expect(Object.keys(made.list ?? {}).sort()).toEqual(['j1', 'j2', 'j3']);
});

test('a row one removed and the other changed stands as it was, and all its cells are asked about', () => {
  const { content: made, conflicts } = merge(JOB, { list: {} }, { list: { j1: { a: '9', b: '2' } } }, LISTS);
  expect(made).toEqual(JOB);
  expect(conflicts).toEqual([
    { at: { section: 'list', row: 'j1', column: 'a' }, before: '1', mine: null, theirs: '9' },
    { at: { section: 'list', row: 'j1', column: 'b' }, before: '2', mine: null, theirs: '2' },
  ]);
});

test('a row both removed is gone, and so is one that only one removed', () => {
  expect(merge(JOB, { list: {} }, { list: {} }, LISTS)).toMatchObject({
    content: { list: {} },
    conflicts: [],
  });
  const { content: made, taken, conflicts } = merge(JOB, { list: {} }, JOB, LISTS);
  expect([made, conflicts]).toEqual([{ list: {} }, []]);
  expect(taken.mine.map(({ after }) => after)).toEqual([null, null]);
});

test('in a grid a row is its cells: one blanked and another filled by somebody else merge', () => {
  const { content: made, conflicts } = merge(
    { grid: { r: { a: '1' } } },
    { grid: {} },
    { grid: { r: { a: '1', b: '2' } } },
    LISTS,
  );
  expect([made, conflicts]).toEqual([{ grid: { r: { b: '2' } } }, []]);
});

test('both changed a cell to the same value: nobody is asked', () => {
  const same: ReportContent = { grid: { r: { a: { empty: 'notYetKnown', reason: 'chờ số' } } } };
  const merged = merge({ grid: { r: { a: '1' } } }, same, copy(same));
  expect(merged).toEqual({ content: same, taken: { mine: [], theirs: [] }, conflicts: [] });
  expect(sameValue(merged.content.grid?.r?.a, '1')).toBe(false);
});

test('what one changed in a row the other called otherwise is asked about: it may be another task by now', () => {
  const lists = new Map([['list', 'name']]);
  const row = (name: string, cost: string) => ({ list: { j1: { name, cost } } });
  const [base, renamed, changed] = [row('Cầu', '1'), row('Trường', '1'), row('Cầu', '2')];
  const at = { section: 'list', row: 'j1', column: 'cost' };
  expect(merge(base, renamed, changed, lists).conflicts).toEqual([
    { at, before: '1', mine: '1', theirs: '2' },
  ]);
  expect(merge(base, changed, renamed, lists).conflicts).toEqual([
    { at, before: '1', mine: '2', theirs: '1' },
  ]);
  expect(merge(base, row('Trường', '3'), base, lists).conflicts).toEqual([]);
});
