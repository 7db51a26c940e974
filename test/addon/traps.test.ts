/** The 25 traps of building on Google Sheets: each with the tests that would catch it, and those that need no more than the built files. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dist } from '../support/addon-desk.ts';
import { filesBelow, read } from '../support/sources.ts';

/** Trap → [file below test/, words of the name of a test in it]. */
const TRAPS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '1 engine drift': [['addon/traps.test.ts', 'every package runs on the oldest Node promised']],
  '2 a compiler without an API': [
    ['addon/traps.test.ts', 'only tools that bring their own ask for TypeScript'],
  ],
  '3 globals Apps Script lacks': [
    ['addon/bundle.test.ts', 'the script loads in a bare world'],
    ['architecture.test.ts', 'zod formats that fail silently without URL and atob'],
    ['addon/traps.test.ts', 'the built script asks for nothing Apps Script lacks'],
  ],
  '4 syntax newer than ES2019': [['addon/bundle.test.ts', 'both scripts are ES2019']],
  '5 entry points hidden or dropped': [
    ['addon/bundle.test.ts', 'every function Google can call is a menu item'],
  ],
  '6 wrong files pushed': [['addon/bundle.test.ts', 'clasp would push exactly the three files']],
  '7 a slip in the manifest': [
    ['addon/bundle.test.ts', 'the manifest has the keys of an editor add-on and no other'],
    ['addon/bundle.test.ts', 'every method used has its scope in the manifest'],
  ],
  '8 onOpen without authorisation': [
    ['addon/trap-accounts.test.ts', 'shows the menu, with an event and without'],
    ['addon/trap-accounts.test.ts', 'never throws: without a user interface'],
  ],
  '9 onEdit relied on': [['addon/traps.test.ts', 'nothing waits for an edit to be told']],
  '10 several accounts': [
    ['addon/trap-accounts.test.ts', 'as another account than the sidebar was opened by'],
    ['addon/sidebar-acts.test.ts', 'nothing is asked of the server while another account answers'],
  ],
  '11 consent in parts, no token': [
    ['addon/trap-accounts.test.ts', 'names it alone, with the link that asks for it'],
    ['addon/trap-accounts.test.ts', 'no token, no request'],
    ['addon/hourly.test.ts', 'without that one permission everything else works'],
  ],
  '12 dates and undefined over the bridge': [
    ['standin/strict.test.ts', 'google.script.run makes null of undefined inside an array'],
    ['addon/guard.test.ts', 'a value crosses the bridge as JSON'],
  ],
  '13 a call that fails silently': [
    ['addon/traps.test.ts', 'the sidebar calls the add-on through its one wrapper'],
    ['addon/sidebar-machine.test.ts', 'a call that fails stays, and is repeated as it was'],
  ],
  '14 a day off by one': [['addon/values.test.ts', 'dates are the same days with the machine in']],
  '15 two locales': [['addon/two-locales.test.ts', 'a typed day is the same day in any file']],
  '16 text taken for a formula': [['addon/values.test.ts', 'any text survives the way into the sheet']],
  '17 letters composed or not, and spaces that are none': [
    ['shared/text.test.ts', 'composed and decomposed text have one clean form and one key'],
    ['addon/letters.test.ts', 'is the same report in letters taken apart'],
    ['addon/letters.test.ts', 'finds its columns by their heads alone'],
  ],
  '18 sheets and columns renamed, moved, inserted': [
    ['addon/journey.test.ts', 'sheets renamed, columns moved and rows sorted are still the same report'],
    ['addon/doctor-fuzz.test.ts', 'leave every value in its field or named'],
    ['addon/opened-task.test.ts', 'columns that were moved or inserted, and a renamed tab'],
  ],
  '19 metadata where it may not be': [
    ['standin/strict.test.ts', 'metadata of a sheet holds 30 000 characters'],
    ['standin/strict.test.ts', 'metadata goes on the file, a sheet, a whole row'],
  ],
  '20 a paste that takes rules along': [
    ['addon/journey.test.ts', 'a value whose entry rule was pasted over is checked'],
  ],
  '21 lists, merges and filters': [
    ['standin/strict.test.ts', 'a list rule holds 500 items'],
    ['addon/doctor.test.ts', 'whose columns take no rules, it is drawn anew with every value'],
    ['addon/sheet-calls.test.ts', 'cells merged by hand are told at their address'],
    ['addon/returned.test.ts', 'a cell hidden by a filter is said to be hidden'],
  ],
  '22 protections and words of Google in any language': [
    ['standin/together.test.ts', 'a protection stops the person it leaves out'],
    ['addon/any-language.test.ts', 'test'],
  ],
  '23 calls per cell, and time-outs': [
    ['addon/sheet-calls.test.ts', 'take at most 10 and 12 calls'],
    ['addon/journey.test.ts', 'a push whose reply is lost is repeated under the same key'],
    ['addon/bad-network.test.ts', 'a laptop closed at any moment of a send'],
    ['addon/bad-network.test.ts', 'calls of the day used up is told plainly'],
    ['addon/large-report.test.ts', 'the reply is lost when the server is'],
  ],
  '24 tokens that are not ours': [
    ['server/http/auth.test.ts', 'refused: '],
    ['server/routes/push.test.ts', 'a sheet that is not the registered one is refused'],
    ['server/routes/every-keyed-route.test.ts', 'another question, another person or no key is refused'],
  ],
  '25 making many files': [
    ['server/google/spreadsheets.test.ts', 'a drawing whose answer was lost is not drawn twice'],
    ['server/google/spreadsheets.test.ts', 'given up after six tries'],
    ['server/google/many-sheets.test.ts', '400 files are made within the quota'],
    ['server/google/many-sheets.test.ts', 'a full Drive is not asked again and again'],
    ['server/google/many-sheets.test.ts', 'ended at any moment and run again'],
  ],
};

/** From its first test on, so that the table above does not speak for itself. */
const testsOf = (file: string): string =>
  read(`test/${file}`).replace(/^[\s\S]*?\n(?=\s*(?:browserTest|test|describe)\b)/, '');

test('each trap has tests by name', () => {
  expect(Object.keys(TRAPS)).toHaveLength(25);
  const lacking = Object.entries(TRAPS).flatMap(([trap, tests]) =>
    tests.filter(([file, words]) => !testsOf(file).includes(words)).map(([file]) => `${trap}: ${file}`),
  );
  expect(lacking).toEqual([]);
});

interface Locked {
  readonly version?: string;
  readonly optional?: boolean;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}
const LOCK = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

test('every package runs on the oldest Node promised, and an install that would not is refused', () => {
  const newer = Object.entries(LOCK.packages).filter(([, { engines, optional }]) => {
    const least = /^>=\s*(\d+)[^|]*$/.exec(engines?.node ?? '')?.[1];
    return optional !== true && least !== undefined && Number(least) > 20;
  });
  expect(newer.map(([name]) => name)).toEqual([]);
  expect(read('.npmrc')).toContain('engine-strict=true');
});

test('only tools that bring their own ask for TypeScript, whose newest has no API to call', () => {
  const asking = Object.entries(LOCK.packages).filter(
    ([name, { dependencies }]) => name !== '' && dependencies?.typescript !== undefined,
  );
  const sharing = asking.filter(([name]) => LOCK.packages[`${name}/node_modules/typescript`] === undefined);
  expect(sharing.map(([name]) => name)).toEqual([]);
});

test('the built script asks for nothing Apps Script lacks', () => {
  const lacked =
    /\b(new URL|atob|btoa|setTimeout|setInterval|queueMicrotask|structuredClone)\(|\bnew (TextEncoder|TextDecoder|AbortController)\b|\bcrypto\./g;
  expect([...dist('Code.js').matchAll(lacked)].map(([found]) => found)).toEqual([]);
});

test('nothing waits for an edit to be told: there is no function for it', () => {
  expect(dist('Code.js')).not.toMatch(/\bfunction (onEdit|onChange|onSelectionChange)\(/);
});

test('the sidebar calls the add-on through its one wrapper, in the sources and as built', () => {
  const code = (path: string): string => read(path).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const raw = filesBelow('addon').filter(
    (path) => path.endsWith('.ts') && /google\s*\.\s*script/.test(code(path)),
  );
  expect(raw).toEqual(['addon/sidebar/call.ts']);
  expect(dist('Sidebar.html').match(/google\.script/g)).toHaveLength(1);
  expect(dist('Code.js')).not.toContain('google.script');
});
