/** Owns which OAuth scopes each Apps Script method needs, read from gas-types-detailed (generated from Google's reference). */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FILES = [
  'base',
  'cache',
  'html',
  'lock',
  'properties',
  'script',
  'spreadsheet',
  'url-fetch',
  'utilities',
];

const folderOf = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

let table: ReadonlyMap<string, readonly string[]> | undefined;

/** The member a line declares, with its qualified owner; the lines before it said which scopes it needs. */
class ReferenceReader {
  private space = '';
  private owner = '';
  private scopes: string[] = [];
  private listing = false;
  private readonly found: Map<string, string[]>;

  constructor(found: Map<string, string[]>) {
    this.found = found;
  }

  line(text: string): void {
    const [, kind, name = ''] = /^\s*(?:export )?(namespace|interface) (\w+)/.exec(text) ?? [];
    if (kind === 'namespace') this.space = name;
    if (kind === 'interface') this.owner = name;
    if (text.includes('/**')) this.scopes = [];
    this.scopeLine(text);
    const member = /^\s*(\w+)\(/.exec(text)?.[1];
    if (member !== undefined) this.member(member);
  }

  private scopeLine(text: string): void {
    if (text.includes('require authorization with one or more')) {
      this.listing = true;
      return;
    }
    const scope = this.listing ? /^\s*\* - (https:\S+)/.exec(text)?.[1] : undefined;
    if (scope === undefined) this.listing = false;
    else this.scopes.push(scope);
  }

  private member(name: string): void {
    if (this.scopes.length === 0) return;
    const key = `${this.space}.${this.owner}.${name}`;
    this.found.set(key, [...new Set([...(this.found.get(key) ?? []), ...this.scopes])]);
    this.scopes = [];
  }
}

function load(): ReadonlyMap<string, readonly string[]> {
  const folder = folderOf('gas-types-detailed');
  const found = new Map<string, string[]>();
  for (const file of FILES) {
    const reader = new ReferenceReader(found);
    const text = readFileSync(join(folder, `google-apps-script.${file}.d.ts`), 'utf8');
    for (const line of text.split('\n')) reader.line(line);
  }
  return found;
}

/** Empty where the reference lists none. `type` is `Namespace.Interface`. */
export function scopesOf(type: string, method: string): readonly string[] {
  table ??= load();
  return table.get(`${type}.${method}`) ?? [];
}

const enums = new Map<string, readonly string[]>();

/** Members of an Apps Script enum in their order, read from @types/google-apps-script. */
export function enumMembers(file: string, name: string): readonly string[] {
  const known = enums.get(name);
  if (known) return known;
  const path = join(folderOf('@types/google-apps-script'), `google-apps-script.${file}.d.ts`);
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(readFileSync(path, 'utf8'))?.[1];
  if (body === undefined) throw new Error(`no enum ${name} in @types/google-apps-script`);
  const members = body
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  enums.set(name, members);
  return members;
}
