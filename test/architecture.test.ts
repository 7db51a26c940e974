/** The structure of the project as rules: direction of imports, one door per outside world, purity, size, names. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeOnly, exportedBy, filesBelow, importsOf, ROOT, read, takenBy } from './support/sources.ts';

const code = ['shared', 'addon', 'server', 'test']
  .flatMap(filesBelow)
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path));
const product = code.filter((path) => !path.startsWith('test/'));
const below = (...folders: string[]) =>
  product.filter((path) => folders.some((folder) => path.startsWith(folder)));

/** Files of `from` importing anything that `allowed` does not accept. */
function strays(from: readonly string[], allowed: (target: string) => boolean): string[] {
  return from.flatMap((path) =>
    importsOf(path)
      .filter((target) => !allowed(target))
      .map((target) => `${path} → ${target}`),
  );
}
const within =
  (...prefixes: string[]) =>
  (target: string) =>
    prefixes.some((prefix) => target === prefix || target.startsWith(prefix));
const isOutside = (target: string) => !/^(shared|addon|server|test)\//.test(target);

test('the top level holds the agreed folders and configuration only', () => {
  const folders = readdirSync(ROOT, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !['.git', 'node_modules', 'data', 'coverage'].includes(entry.name),
    )
    .map((entry) => entry.name)
    .sort();
  expect(folders).toEqual(['.ci', 'addon', 'docs', 'server', 'shared', 'test']);
});

test('shared imports zod and itself only', () => {
  expect(strays(below('shared/'), within('zod', 'shared/'))).toEqual([]);
});

test('addon/core imports shared and itself only', () => {
  expect(strays(below('addon/core/'), within('zod', 'shared/', 'addon/core/'))).toEqual([]);
});

test('addon/google imports shared, core and itself only', () => {
  expect(strays(below('addon/google/'), within('shared/', 'addon/core/', 'addon/google/'))).toEqual([]);
});

test('the sidebar imports shared, core types and itself only', () => {
  const sidebar = below('addon/sidebar/').filter((path) => path.endsWith('.ts'));
  expect(strays(sidebar, within('shared/', 'addon/core/', 'addon/sidebar/'))).toEqual([]);
});

test('addon and server never import each other and nobody imports test', () => {
  expect(strays(below('addon/'), (target) => !within('server/', 'test/')(target))).toEqual([]);
  expect(strays(below('server/', 'shared/'), (target) => !within('addon/', 'test/')(target))).toEqual([]);
});

test('days are counted, and taken from instants, in shared/days.ts; no SQL asks the database for today', () => {
  const own = /toISOString\(\)\s*\.slice|86_400_000|7 \* 3_600_000/;
  const today = /\b(current_date|current_timestamp|localtimestamp|now\(\))/i;
  expect(product.filter((path) => own.test(read(path)))).toEqual(['shared/days.ts']);
  const sql = filesBelow('server/store').filter((path) => today.test(read(path)));
  // When a file of the schema was applied.
  expect(sql).toEqual(['server/store/migrate.ts']);
});

test('server layers point one way: store ← usecases ← routes ← app ← main', () => {
  expect(
    strays(
      below('server/store/'),
      (t) => isOutside(t) || within('shared/', 'server/store/', 'server/config.ts', 'server/refusal.ts')(t),
    ),
  ).toEqual([]);
  expect(
    strays(
      below('server/usecases/'),
      (t) => !within('server/routes/', 'server/app.ts', 'server/main.ts', 'server/http/')(t),
    ),
  ).toEqual([]);
  expect(strays(below('server/routes/'), (t) => !within('server/app.ts', 'server/main.ts')(t))).toEqual([]);
});

/** Files left when those that import none of the others are taken away, again and again: each leads into a circle. */
function inCircles(paths: readonly string[]): string[] {
  const left = new Map(paths.map((path) => [path, importsOf(path)]));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [path, targets] of left) if (!targets.some((target) => left.has(target))) left.delete(path);
  }
  return [...left.keys()];
}

test('no files of the product import each other in a circle', () => {
  expect(inCircles(product)).toEqual([]);
});

test('hono is named in app, service, http, routes and web only', () => {
  const others = below('server/').filter(
    (path) => !/^server\/(app\.ts|service\.ts|http\/|routes\/|web\/)/.test(path),
  );
  expect(strays(others, (target) => !/^(hono|@hono)/.test(target))).toEqual([]);
});

test('SQL and the database driver live in server/store and the supervisor only', () => {
  const others = product.filter((path) => !/^server\/(store|postgres)\//.test(path));
  expect(strays(others, (target) => target !== 'postgres')).toEqual([]);
  const tagged = others.filter((path) => /\bsql(<[^>]*>)?`/.test(codeOnly(read(path))));
  expect(tagged).toEqual([]);
});

test('Google’s globals are named in addon/google only', () => {
  const names =
    /\b(SpreadsheetApp|UrlFetchApp|PropertiesService|CacheService|LockService|ScriptApp|Session|HtmlService|Utilities|Logger)\./;
  const others = product.filter((path) => !path.startsWith('addon/google/') && path.endsWith('.ts'));
  expect(others.filter((path) => names.test(codeOnly(read(path))))).toEqual([]);
});

test('a use-case writes through the door that counts writes', () => {
  const direct = product.filter((path) => /import \{[^}]*\btransaction\b[^}]*\} from/.test(read(path)));
  expect(direct).toEqual(['server/usecases/enter.ts']);
});

test('the environment is read in server/config.ts only', () => {
  const readers = product.filter((path) => /process\.env/.test(codeOnly(read(path))));
  expect(readers.filter((path) => path !== 'server/config.ts' && path !== 'addon/build.mjs')).toEqual([]);
});

test('clock and randomness enter through the doors', () => {
  const doors =
    /^(server\/main\.ts|server\/admin\.ts|server\/postgres\/|addon\/google\/|addon\/sidebar\/|addon\/build\.mjs)/;
  const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(/;
  const offenders = product.filter((path) => !doors.test(path) && impure.test(codeOnly(read(path))));
  expect(offenders).toEqual([]);
});

test('zod formats that fail silently without URL and atob are not used in what Apps Script runs', () => {
  const traps = /z\.(url|httpUrl|base64|base64url|ipv4|ipv6|jwt|file)\(/;
  expect(below('shared/', 'addon/').filter((path) => traps.test(codeOnly(read(path))))).toEqual([]);
});

test('every source file opens by saying what it owns', () => {
  const silent = code.filter((path) => !/^(#![^\n]*\n)?(\/\*\*?|\/\/)/.test(read(path)));
  expect(silent).toEqual([]);
});

test('no file is a room without a name or past its size', () => {
  expect(code.filter((path) => /(^|\/)(utils?|helpers?|common|misc|manager)(\.|\/)/.test(path))).toEqual([]);
  const long = code
    .map((path) => ({ path, lines: read(path).split('\n').length }))
    .filter(({ lines }) => lines > 420);
  expect(long).toEqual([]);
});

test('what a file gives to others is taken by another', () => {
  const taken = new Set(code.flatMap(takenBy));
  const given = product.filter((path) => path !== 'addon/entry.ts' && !taken.has(`${path} *`));
  expect(
    given
      .flatMap((path) => exportedBy(path).map((name) => `${path} ${name}`))
      .filter((one) => !taken.has(one)),
  ).toEqual([]);
});

/** Named through their file (`store.readPeriods`), by the verbs all of them share. */
const SPOKEN_WITH_FILE = /^server\/store\/import[\w-]*\.ts$/;
/** The schema that parses what the sidebar asks, and the shape it has there: one thing seen from its two sides. */
const TWO_SIDES = /^(Create|GoTo|ApplyFix|Remember|Preview|Send)Args$/;

test('a name given to other files stands for one thing', () => {
  const owners = new Map<string, string[]>();
  for (const path of product.filter((one) => one !== 'addon/entry.ts' && !SPOKEN_WITH_FILE.test(one)))
    for (const name of exportedBy(path)) owners.set(name, [...(owners.get(name) ?? []), path]);
  const shared = [...owners].filter(([name, paths]) => paths.length > 1 && !TWO_SIDES.test(name));
  expect(shared).toEqual([]);
});
