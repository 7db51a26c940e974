/** The clerk's guide tells of the product as it is: its pictures exist and are small, and what it says stands on a screen does. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WORD_PARTS } from '../addon/sidebar/words.ts';
import { filesBelow, ROOT, read } from './support/sources.ts';

const pages = filesBelow('docs/huong-dan').filter((path) => path.endsWith('.md'));
const pictures = filesBelow('docs/huong-dan').filter((path) => path.endsWith('.png'));
const told = WORD_PARTS.flatMap((part) => Object.values(part)).flat();
/** What a gap of a sentence holds differs; the sentence around it does not. */
const plain = (text: string): string => text.replace(/\{[^}]*\}/g, '…').replace(/^✓ /, '');
const words = new Set(told.map(plain));
/** What the pages for people without Google say, as it is written in them. */
const onPages = filesBelow('server/routes')
  .filter((path) => /office-page[\w-]*\.ts$/.test(path))
  .map(read)
  .join('\n');
const isShown = (text: string): boolean => words.has(plain(text)) || onPages.includes(`'${text}'`);
/** `**Gửi**`; the note of the guide that says what bold means is of the guide itself. */
const OWN = new Set(['in đậm']);

test('there is a page for each task, all of them in the list', () => {
  const list = read('docs/huong-dan/README.md');
  const own = pages.filter((path) => !path.endsWith('README.md'));
  expect(own.length).toBeGreaterThan(13);
  expect(own.filter((path) => !list.includes(`(${path.split('/').pop()})`))).toEqual([]);
});

test.each(pages)('%s says in bold only what stands on the screen', (page) => {
  const bold = [...read(page).matchAll(/\*\*([^*]+)\*\*/g)].map((match) => match[1] ?? '');
  expect(bold.filter((text) => !OWN.has(text) && !isShown(text))).toEqual([]);
});

test('each picture is shown on a page, is taken by the script, and weighs at most 60 kB', () => {
  const text = pages.map(read).join('\n');
  const script = filesBelow('test/demo')
    .filter((path) => path.includes('guide-pictures'))
    .map(read)
    .join('\n');
  expect(pictures.length).toBeGreaterThan(13);
  for (const path of pictures) {
    const name = path.split('/').pop() ?? '';
    expect(text).toContain(`(anh/${name})`);
    expect(script).toContain(`'${name.replace('.png', '')}'`);
    expect(statSync(join(ROOT, path)).size).toBeLessThanOrEqual(60_000);
  }
});
