/** Guarantees of the built add-on as files: what Apps Script takes, what it may call, and what clasp would push. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { type Node, type Program, parse } from 'acorn';
import { full } from 'acorn-walk';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { BOOT_SLOT } from '../../addon/core/rpc.ts';
import { scopesOf } from '../standin/script/scopes.ts';
import { addonDesk, templateNamed } from '../support/addon-desk.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = join(ROOT, 'addon/dist');
const dist = (name: string): string => readFileSync(join(DIST, name), 'utf8');
const CODE = dist('Code.js');
const SIDEBAR = dist('Sidebar.html');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const classic = (code: string): Program => parse(code, { ecmaVersion: 2019, sourceType: 'script' });

/** Scripts of the page that are code, not data. */
const sidebarScripts = (): string[] =>
  [...SIDEBAR.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((found) => found[1] ?? '');

function functionNames(program: Program): string[] {
  // Google lets nobody call a function whose name ends in "_" (guide "google.script.run", private functions).
  return program.body.flatMap((node) =>
    node.type === 'FunctionDeclaration' && !node.id.name.endsWith('_') ? [node.id.name] : [],
  );
}

test('the built add-on is one script, one page and one manifest within their sizes', () => {
  expect(readdirSync(DIST).sort()).toEqual(['Code.js', 'Sidebar.html', 'appsscript.json']);
  expect(statSync(join(DIST, 'Code.js')).size).toBeLessThanOrEqual(250_000);
  expect(statSync(join(DIST, 'Sidebar.html')).size).toBeLessThanOrEqual(100_000);
});

test('both scripts are ES2019, which Apps Script takes at push', () => {
  expect(() => classic(CODE)).not.toThrow();
  expect(sidebarScripts()).toHaveLength(1);
  for (const script of sidebarScripts()) expect(() => classic(script)).not.toThrow();
});

test('zod itself is not in the script: no writer of JSON schemas, no formats nobody asks for, no compiler', () => {
  expect(CODE).not.toContain('json-schema.org');
  expect(
    CODE.match(/_zod|ZodJWT|ZodIPv6|ZodEmail|ZodISODate|new Function|ZodCyclicError|superRefine/g),
  ).toBeNull();
});

test('nothing in the page or script is taken for a template', () => {
  expect(CODE).not.toContain('<?');
  expect(SIDEBAR).not.toContain('<?');
  expect(SIDEBAR.split(BOOT_SLOT)).toHaveLength(2);
});

test('the page loads nothing from elsewhere', () => {
  expect(SIDEBAR).not.toMatch(/<(?:link|script|img)[^>]+(?:src|href)=/);
  expect(SIDEBAR).not.toMatch(/@import|url\(/);
});

test('every function Google can call is a menu item, a trigger or a call of the sidebar, and the other way round', async () => {
  const sources = readdirSync(join(ROOT, 'addon/sidebar')).filter((name) => name.endsWith('.ts'));
  const called = sources.flatMap((name) => {
    const text = readFileSync(join(ROOT, 'addon/sidebar', name), 'utf8');
    return [...text.matchAll(/\bcall\('(\w+)'/g)].map((found) => found[1] ?? '');
  });
  const at = addonDesk(templateNamed('tasks'), {});
  await at.desk.open('NONE');
  const menu = at.desk.menus.flatMap((item) => item.items ?? []).map((item) => item.functionName ?? '');
  await at.desk.close();
  const expected = new Set([...called, ...menu, 'onOpen', 'onInstall', 'sendQueued']);
  expect(functionNames(classic(CODE)).sort()).toEqual([...expected].sort());
});

test('the script loads in a bare world without touching any Google service', () => {
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext(CODE, context);
  const names = functionNames(classic(CODE));
  expect(names.filter((name) => vm.runInContext(`typeof ${name}`, context) !== 'function')).toEqual([]);
});

const Manifest = z.strictObject({
  timeZone: z.literal('Asia/Ho_Chi_Minh'),
  runtimeVersion: z.literal('V8'),
  exceptionLogging: z.literal('STACKDRIVER'),
  dependencies: z.strictObject({}),
  oauthScopes: z.array(z.string()).length(6),
  urlFetchWhitelist: z.array(z.string().regex(/^https:\/\/[^/]+\/$/)).length(1),
});

test('the manifest has the keys of an editor add-on and no other', () => {
  const manifest = Manifest.parse(JSON.parse(dist('appsscript.json')));
  expect(new Set(manifest.oauthScopes).size).toBe(6);
});

/** Google's global objects and the types the reference knows them by. */
const SERVICES: Readonly<Record<string, string>> = {
  SpreadsheetApp: 'Spreadsheet.SpreadsheetApp',
  UrlFetchApp: 'URL_Fetch.UrlFetchApp',
  ScriptApp: 'Script.ScriptApp',
  Session: 'Base.Session',
  HtmlService: 'HTML.HtmlService',
  PropertiesService: 'Properties.PropertiesService',
  LockService: 'Lock.LockService',
  Utilities: 'Utilities.Utilities',
  Logger: 'Base.Logger',
};
const OBJECTS = [
  'Base.Ui',
  'Spreadsheet.Spreadsheet',
  'Spreadsheet.Sheet',
  'Spreadsheet.Range',
  'Spreadsheet.Protection',
  'Spreadsheet.DeveloperMetadata',
  'Spreadsheet.DeveloperMetadataFinder',
  'Spreadsheet.DeveloperMetadataLocation',
];

interface Used {
  readonly method: string;
  readonly scopes: readonly string[];
}

/** Methods named in the script that the reference says need a scope, with the scopes any of which will do. */
function usedMethods(): Used[] {
  const used = new Map<string, Used>();
  const add = (type: string, method: string): void => {
    const scopes = scopesOf(type, method);
    if (scopes.length > 0) used.set(`${type}.${method}`, { method: `${type}.${method}`, scopes });
  };
  full(classic(CODE), (node: Node) => {
    const member = node as Node & {
      object?: { type: string; name?: string };
      property?: { type: string; name?: string };
      computed?: boolean;
    };
    if (node.type !== 'MemberExpression' || member.computed === true) return;
    const method = member.property?.name ?? '';
    const service = member.object?.type === 'Identifier' ? SERVICES[member.object.name ?? ''] : undefined;
    if (service !== undefined) add(service, method);
    else for (const type of OBJECTS) add(type, method);
  });
  return [...used.values()];
}

/** This workbook only, a sidebar, calls to our own service, and who is asking: the narrowest that will do. */
const AUTH = 'https://www.googleapis.com/auth/';
const SIX_SCOPES = [
  'https://www.googleapis.com/auth/script.scriptapp',
  `${AUTH}spreadsheets.currentonly`,
  `${AUTH}script.container.ui`,
  `${AUTH}script.external_request`,
  `${AUTH}userinfo.email`,
  'openid',
];

/** The reference tells this one in a sentence, not in its list of scopes. */
const IN_PROSE: Readonly<Record<string, string>> = { openid: 'getIdentityToken' };

test('every method used has its scope in the manifest, and every scope has a method that needs it', () => {
  const { oauthScopes } = Manifest.parse(JSON.parse(dist('appsscript.json')));
  expect([...oauthScopes].sort()).toEqual([...SIX_SCOPES].sort());
  const used = usedMethods();
  expect(used.length).toBeGreaterThan(20);
  const uncovered = used.filter(({ scopes }) => !scopes.some((scope) => oauthScopes.includes(scope)));
  expect(uncovered).toEqual([]);
  const idle = oauthScopes.filter((scope) => {
    const method = IN_PROSE[scope];
    return method === undefined ? !used.some(({ scopes }) => scopes.includes(scope)) : !CODE.includes(method);
  });
  expect(idle).toEqual([]);
});

test('clasp would push exactly the three files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'so-tinh-clasp-'));
  folders.push(folder);
  cpSync(DIST, join(folder, 'addon/dist'), { recursive: true });
  const settings = JSON.parse(readFileSync(join(ROOT, '.clasp.json'), 'utf8')) as Record<string, unknown>;
  // Only an id makes clasp look at the folder; which one does not matter without a network.
  writeFileSync(join(folder, '.clasp.json'), JSON.stringify({ ...settings, scriptId: 'any' }));
  const output = execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/@google/clasp/build/src/index.js'), 'show-file-status', '--json'],
    { cwd: folder, encoding: 'utf8' },
  );
  const status = JSON.parse(output) as { filesToPush: string[]; untrackedFiles: string[] };
  expect(status.filesToPush.sort()).toEqual([
    'addon/dist/Code.js',
    'addon/dist/Sidebar.html',
    'addon/dist/appsscript.json',
  ]);
  expect(status.untrackedFiles).toEqual([]);
});
