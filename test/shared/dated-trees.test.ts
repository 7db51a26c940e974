/** Two trees over the same units are walked one by one: who stands below somebody in one is not below whoever that is below in the other. */
import { expect, test } from 'vitest';
import { type DatedEdge, DatedTrees, type Tree } from '../../shared/dated-trees.ts';
import { Territory } from '../../shared/territory.ts';

const [END, MAP] = ['2022-03-31', '2023-01-01'];
const unit = (id: string, to: string | null = null) => ({ id, from: '2000-01-01', to });
const edge = (tree: Tree, parent: string, child: string, to: string | null = null): DatedEdge => ({
  tree,
  parent,
  child,
  from: '2000-01-01',
  to,
});

/** p above a and s in one tree; s above a, and a above b, in the other. */
const edges = [
  edge('party', 'p', 'a'),
  edge('party', 'p', 's'),
  edge('state', 's', 'a'),
  edge('state', 'a', 'b'),
];
const units = ['p', 'a', 's', 'b'].map((id) => unit(id));

test('a subtree and those above are what each tree by itself has, nearest first, each once', () => {
  const trees = new DatedTrees(units, edges);
  expect(trees.subtreeOn('p', END).sort()).toEqual(['a', 'p', 's']);
  expect(trees.subtreeOn('s', END).sort()).toEqual(['a', 'b', 's']);
  expect(trees.aboveOn('b', END)).toEqual(['a', 's']);
  expect(trees.aboveOn('a', END)).toEqual(['p', 's']);
  expect(trees.parentsOn('a', END)).toEqual(['p', 's']);
});

test('where nothing was reorganised every basis has the very units of the scope as it was', () => {
  const territory = new Territory(units, edges, []);
  for (const scope of ['p', 's', 'a', 'b']) {
    const under = territory.subtreeOn(scope, END).sort();
    for (const { pieces } of [territory.cover(scope, END, MAP), territory.commonCover(scope, END, MAP)]) {
      expect(pieces.map((piece) => piece.unit).sort(), scope).toEqual(under);
      expect(pieces.every(({ part, share }) => part === 'own' && share === '1')).toBe(true);
    }
  }
});

test('whoever is below in one tree and above in another is taken by itself, though nobody stands under two', () => {
  const turned = new Territory(
    ['p', 'a', 'b'].map((id) => unit(id)),
    [edge('party', 'p', 'a'), edge('state', 'a', 'b')],
    [],
  );
  expect(turned.overlap(END)).toBe(true);
  expect(turned.cover('p', END, MAP).pieces).toEqual(
    ['p', 'a'].map((id) => ({ unit: id, part: 'own', share: '1' })),
  );
});

test('both trees over the same units with the same parents overlap nowhere', () => {
  const twice = new Territory(
    ['p', 'a', 'b'].map((id) => unit(id)),
    [edge('party', 'p', 'a'), edge('state', 'p', 'a'), edge('party', 'a', 'b')],
    [],
  );
  expect(twice.overlap(END)).toBe(false);
  expect(twice.cover('a', END, MAP).pieces).toEqual([{ unit: 'a', part: 'subtree', share: '1' }]);
});

test('the figures of a unit that stood under two and was closed stay with both, and are counted once above them', () => {
  const last = '2022-06-30';
  const territory = new Territory(
    [unit('p'), unit('a'), unit('s'), unit('b', last)],
    [
      edge('party', 'p', 'a'),
      edge('party', 'p', 's'),
      edge('party', 'a', 'b', last),
      edge('state', 's', 'b', last),
    ],
    [],
  );
  const own = (...ids: string[]) => ids.map((id) => ({ unit: id, part: 'own', share: '1' }));
  expect(territory.cover('a', END, MAP).pieces).toEqual(own('a', 'b'));
  expect(territory.cover('s', END, MAP).pieces).toEqual(own('s', 'b'));
  expect(territory.cover('p', END, MAP).pieces).toEqual(own('p', 'a', 's', 'b'));
  expect(territory.commonCover('s', END, MAP)).toEqual({
    pieces: own('a', 's', 'b'),
    unknown: [],
    beyond: ['a'],
  });
});
