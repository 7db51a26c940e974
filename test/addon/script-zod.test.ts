/** What Apps Script is given in zod's place says yes, no and the value as zod does: for every schema of the script, whole and damaged values. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { z as scriptZod } from '../../addon/script-zod.ts';
import { type Chance, chance } from '../support/random.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPT_ZOD = 'addon/script-zod.ts';

interface Parsing {
  safeParse(value: unknown): { success: boolean; data?: unknown };
}
type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const bundle = { bundle: true, write: false, format: 'esm', absWorkingDir: ROOT } as const;
const inScript = { alias: { zod: `${ROOT}${SCRIPT_ZOD}` }, define: { SO_TINH_SERVER_URL: '""' } };

/** Files of the script that make schemas. */
async function filesWithSchemas(): Promise<readonly string[]> {
  const { metafile } = await build({
    ...bundle,
    ...inScript,
    entryPoints: ['addon/entry.ts'],
    metafile: true,
  });
  return Object.entries(metafile.inputs)
    .filter(([, { imports }]) => imports.some(({ path }) => path === SCRIPT_ZOD))
    .map(([path]) => path)
    .sort();
}

async function modules(files: readonly string[], options: object): Promise<Modules> {
  const contents = files.map((file, no) => `export * as m${no} from './${file}';`).join('\n');
  const { outputFiles } = await build({
    ...bundle,
    ...options,
    platform: 'node',
    stdin: { contents, resolveDir: ROOT },
  });
  const code = Buffer.from(outputFiles[0]?.text ?? '').toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Modules;
}

const isParsing = (value: unknown): value is Parsing =>
  typeof value === 'object' && value !== null && 'safeParse' in value;

const schemasOf = (all: Modules): ReadonlyMap<string, Parsing> =>
  new Map(
    Object.entries(all).flatMap(([file, members]) =>
      Object.entries(members).flatMap(([name, value]) =>
        isParsing(value) ? [[`${file}.${name}`, value] as const] : [],
      ),
    ),
  );

const TEXTS = [
  'hai-duong',
  'accepted',
  'dmy',
  'submit',
  'Đảng viên',
  '2020-02-29',
  '1900-02-29',
  '2021-13-01',
  '2021-06-31',
  '0000-01-01',
  '12345678',
  '  ',
  '',
  'x'.repeat(201),
  'x'.repeat(1001),
] as const;
const NUMBERS = [0, 1, 2, 7, -1, 1.5, 1945, 2021, 2 ** 53, 1e300] as const;
const OTHERS = [null, true, false, [], {}, [[]], { empty: 'none' }] as const;
const STRANGE_KEYS = ['toString', 'constructor', '__proto__', 'x'] as const;

function anything(by: Chance): unknown {
  return by.pick([by.pick(TEXTS), by.pick(NUMBERS), by.pick(OTHERS)]);
}

/** A value the schema takes, as far as its pools reach; from zod's own description of it. */
function fitting(schema: z.core.$ZodType, by: Chance): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return firstThatFits(schema, TEXTS, by);
    case 'number':
      return firstThatFits(schema, NUMBERS, by);
    case 'boolean':
      return by.next() < 0.5;
    case 'literal':
      return def.values[0];
    case 'enum':
      return Object.values(def.entries)[by.integer(0, Object.keys(def.entries).length - 1)];
    case 'array':
      return Array.from({ length: by.integer(1, 3) }, () => fitting(def.element, by));
    case 'record':
      return Object.fromEntries(
        ['r1', 'r2'].slice(by.integer(0, 2)).map((key) => [key, fitting(def.valueType, by)]),
      );
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).flatMap(([key, part]) => {
          const value = fitting(part, by);
          return value === undefined ? [] : [[key, value]];
        }),
      );
    case 'union':
      return fitting(def.options[by.integer(0, def.options.length - 1)] as z.core.$ZodType, by);
    case 'optional':
    case 'default':
      return by.next() < 0.5 ? undefined : fitting(def.innerType, by);
    case 'nullable':
      return by.next() < 0.3 ? null : fitting(def.innerType, by);
    case 'unknown':
      return anything(by);
    default:
      throw new Error(`a kind of schema the script does not know: ${def.type}`);
  }
}

function firstThatFits(schema: z.core.$ZodType, pool: readonly unknown[], by: Chance): unknown {
  const from = by.integer(0, pool.length - 1);
  const turned = [...pool.slice(from), ...pool.slice(0, from)];
  return turned.find((value) => z.safeParse(schema, value).success);
}

/** The value with one place of it changed, left out or added to. */
function damaged(value: unknown, by: Chance): unknown {
  if (typeof value !== 'object' || value === null || by.next() < 0.15) return anything(by);
  if (Array.isArray(value)) {
    if (value.length === 0) return [anything(by)];
    const at = by.integer(0, value.length - 1);
    return value.map((item, no) => (no === at ? damaged(item, by) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || by.next() < 0.2) entries.push([by.pick(STRANGE_KEYS), anything(by)]);
  const at = by.integer(0, entries.length - 1);
  const left = by.next() < 0.25;
  const kept = entries.flatMap(([key, item], no) => {
    if (no !== at) return [[key, item] as const];
    return left ? [] : [[key, damaged(item, by)] as const];
  });
  return Object.fromEntries(kept);
}

/** As values come: over the wire or out of a property. */
function wholeAndDamaged(schema: Parsing, by: Chance): readonly unknown[] {
  const whole = fitting(schema as z.ZodType, by);
  const values = [whole, damaged(whole, by), damaged(damaged(whole, by), by)];
  return values.map((value) => (value === undefined ? value : JSON.parse(JSON.stringify(value))));
}

const inWords = (parsed: ReturnType<Parsing['safeParse']>): unknown =>
  parsed.success ? { data: parsed.data, keys: JSON.stringify(parsed.data) } : 'refused';

let files: readonly string[] = [];
let zods: ReadonlyMap<string, Parsing> = new Map();
let scripts: ReadonlyMap<string, Parsing> = new Map();
beforeAll(async () => {
  files = await filesWithSchemas();
  zods = schemasOf(await modules(files, { define: inScript.define }));
  scripts = schemasOf(await modules(files, inScript));
});

test('the schemas held to each other are those of the script', () => {
  expect(files).toContain('shared/wire.ts');
  expect(files).toContain('addon/core/arguments.ts');
  expect([...scripts.keys()].sort()).toEqual([...zods.keys()].sort());
  expect(zods.size).toBeGreaterThan(60);
  expect(Object.keys(scriptZod).filter((kind) => !(kind in z))).toEqual([]);
});

describe.each([7, 2022, 880_301])('with seed %i', (seed) => {
  test('a value is taken, read or refused as zod would', () => {
    const by = chance('script-zod', seed);
    const met = { taken: 0, refused: 0 };
    for (const [name, schema] of zods) {
      const script = scripts.get(name) as Parsing;
      for (let no = 0; no < 60; no++) {
        for (const given of wholeAndDamaged(schema, by)) {
          const wanted = schema.safeParse(given);
          met[wanted.success ? 'taken' : 'refused'] += 1;
          const told = `${name}: ${JSON.stringify(given)}`;
          expect(inWords(script.safeParse(given)), told).toEqual(inWords(wanted));
        }
      }
    }
    expect(met.taken).toBeGreaterThan(4_000);
    expect(met.refused).toBeGreaterThan(3_000);
  });
});

test('a value that does not fit is never parsed, and who was given a default has it alone', () => {
  const { PushRequest, Empty } = Object.fromEntries(
    [...scripts].map(([name, schema]) => [name.replace(/^m\d+\./, ''), schema]),
  ) as unknown as Record<string, { parse(value: unknown): { reasons: Record<string, string> } }>;
  expect(() => Empty?.parse({ empty: 'perhaps' })).toThrow();
  const push = { protocol: 1, templateVersion: 1, baseRevision: 0, mode: 'submit', content: {} };
  const first = PushRequest?.parse(push);
  if (first) first.reasons.a = 'b';
  expect(PushRequest?.parse(push).reasons).toEqual({});
});
