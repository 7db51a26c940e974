/** Owns the honesty of the stand-in: every part of Google it plays says where it has that from, and every guess what would settle it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, ROOT, read } from '../support/sources.ts';

const sources = filesBelow('test/standin').filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
);
const steps = read('docs/manual-check.md')
  .split('\n')
  .flatMap((line) => /^\| (M\d+) \|/.exec(line)?.[1] ?? []);

/** Parts that play nothing of Google's: how scripts are run, called and given time, and the desk's network. */
const MACHINERY = [
  'index.ts',
  'issuer.ts',
  'network.ts',
  'runtime/built.ts',
  'runtime/bundle.ts',
  'runtime/realm.ts',
  'runtime/registry.ts',
  'runtime/worker.ts',
  'script/clock.ts',
  'script/host.ts',
].map((path) => `test/standin/${path}`);

const SOURCE =
  /\b(reference|guide|guess|help page|public|quota table|oddities|contract|d\.ts|@types|Quotas)/i;

const guesses = sources.flatMap((path) =>
  [...read(path).matchAll(/\bguess\b(?: (M\d+))?/gi)].map(([, step]) => ({ path, step })),
);

test('every guess names the step by which a real sheet settles it', () => {
  expect(guesses.length).toBeGreaterThan(30);
  expect(guesses.filter(({ step }) => step === undefined || !steps.includes(step))).toEqual([]);
});

test('every step settles a guess, and the steps are numbered through within twenty minutes', () => {
  expect(steps).toEqual(steps.map((_, n) => `M${n + 1}`));
  const settled = new Set(guesses.map(({ step }) => step));
  expect(steps.filter((step) => !settled.has(step))).toEqual([]);
  const minutes = [...read('docs/manual-check.md').matchAll(/^\| M\d+ \| (\d+) \|/gm)].map(([, each]) =>
    Number(each),
  );
  expect(minutes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(20);
});

test('every file that plays a part of Google says where it has it from', () => {
  const silent = sources.filter((path) => !MACHINERY.includes(path) && !SOURCE.test(read(path)));
  expect(silent).toEqual([]);
});

test('every limit says where its number is from', () => {
  const bare = sources.flatMap((path) => {
    const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
    return lines.flatMap((line, at) => {
      const [, name] =
        /^export const ([A-Z_]+(?:LIMIT|BYTES|LENGTH|FETCH_MS|HEADERS|DAILY))\b/.exec(line) ?? [];
      // The number's comment stands above it, or above its neighbour of the same table.
      const above = lines.slice(Math.max(0, at - 4), at).join('\n');
      return name === undefined || SOURCE.test(above) || /table/.test(above) ? [] : [`${path}: ${name}`];
    });
  });
  expect(bare).toEqual([]);
});
