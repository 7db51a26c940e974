/** The documents tell the truth about paths and commands. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, ROOT, read } from './support/sources.ts';

const documents = ['README.md', ...filesBelow('docs').filter((path) => path.endsWith('.md'))];
const scripts = Object.keys(
  (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts,
);

/** Files an administrator keeps, described there and not part of the project. */
const OWN_FILES = /^(province\.json)$/;

/** Paths of the project a document names in backticks; those with placeholders or wildcards are not paths. */
function namedPaths(text: string): string[] {
  return [...text.matchAll(/`([^`\s]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter(
      (name) =>
        /^(addon|server|shared|test|docs|\.ci)\/[\w./-]*$/.test(name) ||
        /^\.?[\w-]+\.(json|md|ts|mjs)$/.test(name),
    )
    .filter((name) => !name.startsWith('addon/dist') && name !== 'bench.json' && !OWN_FILES.test(name));
}

test.each(documents)('%s names only paths that exist', (document) => {
  const gone = namedPaths(read(document)).filter(
    (name) => !existsSync(join(ROOT, name)) && !existsSync(join(ROOT, 'docs', name)),
  );
  expect(gone).toEqual([]);
});

test.each(documents)('%s links only to files that exist', (document) => {
  const folder = document.includes('/') ? document.slice(0, document.lastIndexOf('/')) : '.';
  const links = [...read(document).matchAll(/\]\(([^)#:\s]+)(#[^)]*)?\)/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !existsSync(join(ROOT, folder, link)))).toEqual([]);
});

test.each(documents)('%s names only commands that exist', (document) => {
  const named = [
    ...read(document).matchAll(/npm (?:run )?(start|test|check|demo|bench|admin|build|[a-z]+:[a-z]+)\b/g),
  ];
  expect(named.map((match) => match[1] ?? '').filter((name) => !scripts.includes(name))).toEqual([]);
});
