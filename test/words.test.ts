/** One word for one thing: what `docs/words.md` says is never the word stands in nothing people read. */
import { expect, test } from 'vitest';
import { filesBelow, read } from './support/sources.ts';

const sources = ['shared', 'addon', 'server']
  .flatMap(filesBelow)
  .filter((path) => /\.(ts|mjs|html|sql)$/.test(path));

const never = read('docs/words.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| thing'))
  .flatMap((line) => (line.split('|')[4] ?? '').split(',').map((word) => word.trim()));

test('the list of words names what is never the word', () => {
  expect(never.length).toBeGreaterThan(20);
  expect(never).not.toContain('');
});

test('a word that was given up is not written again', () => {
  const given = new RegExp(`(?<![\\p{L}])(${never.join('|')})(?![\\p{L}])`, 'giu');
  const found = sources.flatMap((path) =>
    [...read(path).matchAll(given)].map(([word]) => `${path}: ${word}`),
  );
  expect(found).toEqual([]);
});
