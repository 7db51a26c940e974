/** docs/import-format.md describes the files exactly as they are read. */
import { expect, test } from 'vitest';
import { CSV_FILES, PROVINCE_FILE } from '../../../server/import/file-specs.ts';
import { read } from '../../support/sources.ts';

const page = read('docs/import-format.md');

/** Columns of the table under a heading: name → whether it is marked as needed. */
function documented(file: string): Map<string, boolean> {
  const [, section = ''] = page.split(`\n## ${file}\n`);
  const table = section.split('\n## ')[0] ?? '';
  return new Map(
    [...table.matchAll(/^\| `([^`]+)` \| (\*?) ?\|/gm)].map((match) => [match[1] ?? '', match[2] === '*']),
  );
}

test.each(Object.values(CSV_FILES))('the columns of $file are described as they are read', (spec) => {
  expect([...documented(spec.file)]).toEqual(spec.columns.map(({ name, required }) => [name, required]));
});

test.each(Object.values(CSV_FILES))('every choice of $file is described', (spec) => {
  for (const { cell } of spec.columns) {
    if (cell.kind === 'choice') for (const choice of cell.choices) expect(page).toContain(`\`${choice}\``);
  }
});

test('no other file is described', () => {
  const headings = [...page.matchAll(/^## (\S+\.\S+)$/gm)].map((match) => match[1]);
  const known = [PROVINCE_FILE, ...Object.values(CSV_FILES).map(({ file }) => file), 'templates/*.json'];
  expect(headings.sort()).toEqual(known.sort());
});
