/** Owns the check of request bodies against the published Sheets v4 types (generated from Google's discovery document). */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

const TYPES = '@maxim_mazurok/gapi.client.sheets-v4';
const PREFIX = 'gapi.client.sheets.';
const BODIES = [
  'BatchUpdateSpreadsheetRequest',
  'Spreadsheet',
  'BatchUpdateValuesRequest',
  'ValueRange',
] as const;
export type Body = (typeof BODIES)[number];

type Definitions = Record<string, { [key: string]: unknown }>;

/** Two rules the types cannot say (reference: Request "Exactly one field is required"; ConditionValue; ProtectedRange). */
function tighten(definitions: Definitions): Definitions {
  for (const [name, least] of [
    ['Request', 1],
    ['ConditionValue', 1],
  ] as const) {
    const definition = definitions[PREFIX + name];
    if (!definition) throw new Error(`no ${name} in ${TYPES}`);
    definition.minProperties = least;
    definition.maxProperties = 1;
  }
  const protectedRange = definitions[`${PREFIX}ProtectedRange`];
  if (!protectedRange) throw new Error(`no ProtectedRange in ${TYPES}`);
  protectedRange.oneOf = [{ required: ['range'] }, { required: ['namedRangeId'] }, { required: ['tableId'] }];
  return definitions;
}

function generate(path: string): Definitions {
  const generator = createGenerator({
    path,
    type: '*',
    skipTypeCheck: true,
    additionalProperties: false,
    expose: 'all',
    jsDoc: 'none',
  });
  const definitions: Definitions = {};
  for (const body of BODIES) {
    Object.assign(definitions, generator.createSchema(PREFIX + body).definitions);
  }
  return tighten(definitions);
}

/** Generated once a version of the types (about 2.5 s), then read from the cache beside the packages. */
function load(): Definitions {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${TYPES}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(dirname(manifest), '..', '..', '.cache', 'so-tinh');
  const cached = join(folder, `sheets-v4-${version}.json`);
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8')) as Definitions;
  const definitions = generate(join(dirname(manifest), 'index.d.ts'));
  mkdirSync(folder, { recursive: true });
  const partial = `${cached}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(definitions));
  renameSync(partial, cached);
  return definitions;
}

let checks: Map<Body, ValidateFunction> | undefined;

function compile(): Map<Body, ValidateFunction> {
  const ajv = new Ajv({ allErrors: true, strict: false });
  ajv.addSchema({ $id: 'sheets', definitions: load() });
  return new Map(BODIES.map((body) => [body, ajv.compile({ $ref: `sheets#/definitions/${PREFIX}${body}` })]));
}

/** What is wrong with the body, one line each; empty when it fits the published contract. */
export function complaints(body: Body, value: unknown): string[] {
  checks ??= compile();
  const check = checks.get(body);
  if (!check) throw new Error(`no contract for ${body}`);
  if (check(value)) return [];
  return (check.errors ?? []).map((error) => {
    const detail =
      error.keyword === 'additionalProperties' ? ` "${String(error.params.additionalProperty)}"` : '';
    return `${error.instancePath || '/'} ${error.message ?? error.keyword}${detail}`;
  });
}
